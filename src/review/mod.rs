//! The review of suggestions: which are pending, in which order, in which groups.

pub mod board;
pub mod filter;
pub mod found;
pub mod queue;
pub mod search;
pub mod visible;
