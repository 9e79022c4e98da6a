//! Tests without a window: everything below `ui`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test needs and lacks should stop it"
)]

mod architecture;
mod edit;
mod i18n;
mod suggest;
mod layout;
