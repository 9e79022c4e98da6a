//! The queue of pending suggestions: order, filter, progress.
