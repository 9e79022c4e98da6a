//! The only door to the disk: project folders, journals, settings, imported files.
//!
//! Nothing here is ever half written: files are replaced atomically and decisions go to an
//! append-only journal first. Everything read is distrusted: sizes and nesting are limited, ids
//! cannot leave their folder, checksums are verified.

pub mod disk;
pub mod memory;
pub mod claim;
pub mod conflict;
pub mod check;
pub mod error;
pub mod guidelines;
pub mod ids;
pub mod journal;
pub mod labels;
pub mod lexicon;
pub mod own;
pub mod project;
pub mod replacement;
mod ron_file;
pub mod schema;
pub mod settings;
pub mod tentative;
pub mod state;
