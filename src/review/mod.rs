//! The review of suggestions: which are pending, in which order, in which groups.

pub mod visible;
pub mod group;
