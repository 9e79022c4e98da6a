//! The only place where data changes; what both the window and the command line call.
//!
//! An [`action::Action`] is something a person can do (listed, with name, help and key), a
//! [`command::Command`] is a wish with its payload, an [`event::Event`] is an answer from the
//! background. [`session::Session`] takes commands and events; everything shown is read from
//! [`views`].

pub mod action;
pub mod command;
pub mod here;
pub mod import;
pub mod keys;
mod lexicon;
pub mod notice;
pub mod preferences;
pub mod clock;
pub mod event;
pub mod headless;
pub mod jobs;
pub mod search;
pub mod trial;
pub mod session;
pub mod timeline;
mod run;
pub mod sample;
pub mod views;
pub mod wide;
