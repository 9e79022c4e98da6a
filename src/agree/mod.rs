//! Agreement of two sets of spans.

pub mod evaluation;
