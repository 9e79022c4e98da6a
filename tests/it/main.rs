//! Tests without a window: everything below `ui`.
