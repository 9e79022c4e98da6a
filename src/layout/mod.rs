//! Arabic text geometry: fonts, shaping, lines, rectangles, hits and carets.
//!
//! [`shaper::Shaper`] turns one hard line into a [`paragraph::Paragraph`]; a [`document::Document`]
//! is a whole article, of which only what is looked at is laid out. Everything is in physical
//! pixels, y down. Nothing here knows of colours, labels or egui.

pub mod fonts;
pub mod geometry;
pub mod glyph;
pub mod heights;
mod measure;
mod bidi;
pub mod line;
pub mod paragraph;
mod caret;
mod ligature;
pub mod runs;
pub mod shaper;
mod pieces;
pub mod document;
