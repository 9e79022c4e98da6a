//! Journeys through the real window tree, found by role and label.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test needs and lacks should stop it"
)]

mod appearance;
mod access;
mod dialogs;
mod everywhere;
mod exchange;
mod importing;
mod inbox;
mod intake;
mod journey;
mod labels;
mod missed;
mod page;
mod past;
mod peers;
mod pointing;
mod trial;
mod support;
mod wide;
mod widgets;
mod window;
mod work;
