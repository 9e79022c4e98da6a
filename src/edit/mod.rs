//! Changes as values: edits, invertible transactions, history.
//!
//! Everything that changes a project is a [`transaction::Transaction`], applied by one function;
//! undo is the inverse value, never a watched difference.

pub mod change;
pub mod connected;
pub mod transaction;
pub mod history;
pub mod net;
