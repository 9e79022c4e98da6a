//! Agreement of two sets of spans.

pub mod calibration;
pub mod evaluation;
