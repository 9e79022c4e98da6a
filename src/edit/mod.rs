//! Changes as values: edits, invertible transactions, history.
