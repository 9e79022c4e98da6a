//! The one place that reads the clock.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::model::ids::Timestamp;

/// Gives the time; tests give their own.
pub type Clock = fn() -> Timestamp;

/// The system's clock, milliseconds since 1970 UTC; zero if it stands before that.
#[must_use]
pub fn system() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
