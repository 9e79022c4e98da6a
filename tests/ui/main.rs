//! Journeys through the real window tree, found by role and label.

#![expect(
    clippy::expect_used,
    reason = "what a test needs and lacks should stop it"
)]

mod journey;
mod support;
mod widgets;
