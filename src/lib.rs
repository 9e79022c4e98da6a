//! Tawsim (توسيم), a native desktop application for annotating Arabic text.
//!
//! The modules are the layers, lowest idea first; each may only name those above it in this list
//! (`tests/it/architecture.rs` holds the exact table, ARCHITECTURE.md explains it).

pub mod text;
pub mod i18n;
pub mod layout;
pub mod model;
pub mod edit;
pub mod agree;
pub mod suggest;
pub mod review;
pub mod format;
pub mod extract;
pub mod store;
pub mod app;
pub mod say;
pub mod cli;
#[cfg(feature = "gui")]
pub mod ui;
