//! Glyphs with their place, and their coverage masks.

use super::fonts::FontId;

/// Horizontal sub-pixel positions that a glyph is rasterised for.
pub const SUBPIXEL_BINS: u8 = 4;

/// What a glyph's picture depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GlyphKey {
    /// The font file.
    pub font: FontId,
    /// Glyph id in that font.
    pub glyph: u16,
    /// Bits of the size in physical pixels per em.
    pub size: u32,
    /// Horizontal sub-pixel position, in quarters of a pixel.
    pub bin: u8,
    /// Whether it is made bolder because its family has no bold face.
    pub emboldened: bool,
}

/// A glyph of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedGlyph {
    /// Its picture.
    pub key: GlyphKey,
    /// Whole-pixel place of its origin, relative to the paragraph's top left corner.
    pub x: i32,
    /// Baseline, whole pixels.
    pub y: i32,
    /// First byte of its cluster in the paragraph.
    pub byte: u32,
    /// One past the last byte of its cluster (of its ligature, if it is one).
    pub end: u32,
}

/// The coverage of a glyph, 0–255 per pixel, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlyphImage {
    /// From the origin to the left edge, pixels.
    pub left: i32,
    /// From the baseline up to the top edge, pixels.
    pub top: i32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `width × height` values.
    pub coverage: Vec<u8>,
}

/// Whole pixel and sub-pixel bin of a horizontal position.
pub(super) fn snap(x: f32) -> (i32, u8) {
    let quarters = (x * f32::from(SUBPIXEL_BINS)).round();
    #[expect(clippy::cast_possible_truncation, reason = "screen coordinates fit")]
    let quarters = quarters as i32;
    let bins = i32::from(SUBPIXEL_BINS);
    (
        quarters.div_euclid(bins),
        u8::try_from(quarters.rem_euclid(bins)).unwrap_or_default(),
    )
}
