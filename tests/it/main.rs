//! Tests without a window: everything below `ui`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test needs and lacks should stop it"
)]

mod architecture;
mod edit;
mod effort;
mod export;
mod interchange;
mod import;
mod index;
mod intake;
mod kill;
mod many;
mod memory;
mod i18n;
mod session;
mod store;
mod streaming;
mod analysed;
mod analysers;
mod annotated;
mod articles;
mod suggest;
mod near_misses;
mod tentative;
mod tagger;
mod train;
mod labels;
mod work;
mod layout;
mod overlap;
mod past;
mod paths;
mod others;
mod own;
mod clitics;
mod corpora;
mod dataset;
mod format;
mod extract;
mod fuzzed;
mod readers;
mod relations;
mod evaluate;
mod carries;
mod cli;
