//! From text to laid-out paragraphs and from glyphs to coverage masks. One per thread.

use parley::{
    BaseDirection, FontContext, FontWeight, Layout, LayoutContext, LineHeight, OverflowWrap,
    StyleProperty,
};
use swash::FontRef;
use swash::scale::{Render, ScaleContext, Source};
use swash::zeno::{Format, Vector};

use super::fonts::{self, Face};
use super::glyph::{GlyphImage, GlyphKey, SUBPIXEL_BINS};
use super::line::Ink;
use super::paragraph::Paragraph;
use crate::text::paragraph::{Direction, first_strong};

/// Stroke added to a face that has no bold, in sizes.
const EMBOLDEN: f32 = 0.018;

/// No sensible letter is narrower than this many sizes: bounds what a one-line label looks at.
const NARROWEST: f32 = 0.1;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// The face.
    pub face: Face,
    /// Bold or regular.
    pub bold: bool,
    /// Size in physical pixels per em.
    pub size_px: f32,
    /// Distance of baselines as a multiple of the size.
    pub line_height: f32,
    /// Base direction; `None` means the first strong letter's, or right to left.
    pub direction: Option<Direction>,
    /// Whether lines that go on fill the width, by wider spaces.
    pub justified: bool,
}

impl TextStyle {
    /// Height of a line in whole pixels, so that every line of an article is as high as the next.
    #[must_use]
    pub fn line_px(&self) -> f32 {
        (self.size_px * self.line_height).round().max(1.0)
    }
}

/// Lays out text and rasterises glyphs with the bundled fonts.
pub struct Shaper {
    fonts: FontContext,
    layouts: LayoutContext<Ink>,
    scaler: ScaleContext,
}

impl Default for Shaper {
    fn default() -> Self {
        Self::new()
    }
}

impl Shaper {
    /// Registers the bundled fonts.
    #[must_use]
    pub fn new() -> Self {
        let (layouts, scaler) = (LayoutContext::new(), ScaleContext::new());
        Self {
            fonts: fonts::context(),
            layouts,
            scaler,
        }
    }

    /// Lays out one hard line. `width` (physical pixels) breaks it into lines; `None` does not.
    #[must_use]
    pub fn paragraph(&mut self, text: &str, style: &TextStyle, width: Option<f32>) -> Paragraph {
        let direction = style
            .direction
            .or_else(|| first_strong(text))
            .unwrap_or_default();
        let mut builder = self
            .layouts
            .ranged_builder(&mut self.fonts, text, 1.0, true);
        builder.set_base_direction(match direction {
            Direction::Rtl => BaseDirection::Rtl,
            Direction::Ltr => BaseDirection::Ltr,
        });
        let weight = if style.bold {
            FontWeight::BOLD
        } else {
            FontWeight::NORMAL
        };
        builder.push_default(StyleProperty::FontFamily(fonts::families(style.face)));
        builder.push_default(StyleProperty::FontSize(style.size_px));
        builder.push_default(StyleProperty::FontWeight(weight));
        let height = LineHeight::Absolute(style.line_px());
        builder.push_default(StyleProperty::LineHeight(height));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        let layout: Layout<Ink> = builder.build(text);
        Paragraph::new(layout, text, *style, direction, width)
    }

    /// The longest beginning of `text` that fits in `width` with an ellipsis behind it, laid out on
    /// one line; the whole text if it fits.
    #[must_use]
    pub fn one_line(&mut self, text: &str, style: &TextStyle, width: f32) -> Paragraph {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped"
        )]
        let most = (width / (style.size_px * NARROWEST)).clamp(1.0, 10_000.0) as usize + 64;
        let mut chars = text.chars();
        let beginning = chars.by_ref().take(most);
        let single: String = beginning
            .map(|c| match c {
                '\u{2028}' | '\u{2029}' => ' ',
                c if c.is_control() => ' ',
                c => c,
            })
            .collect();
        let whole = self.paragraph(&single, style, None);
        if whole.width() <= width && chars.next().is_none() {
            return whole;
        }
        let boundaries: Vec<usize> = crate::text::grapheme::clusters(&single)
            .map(|(at, _)| at)
            .collect();
        // The number of clusters that fit is found by bisection on the cut text itself, because
        // cutting changes shapes and therefore widths.
        let direction = Some(whole.direction());
        let style = TextStyle {
            direction,
            ..*style
        };
        let cut = |at: usize| format!("{}…", single[..boundaries[at]].trim_end());
        let fits =
            |shaper: &mut Self, at| shaper.paragraph(&cut(at), &style, None).width() <= width;
        let (mut low, mut high) = (0, boundaries.len().saturating_sub(1));
        while low < high {
            let middle = (low + high).div_ceil(2);
            if fits(self, middle) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        self.paragraph(&cut(low), &style, None)
    }

    /// The coverage of a glyph; `None` if it has no ink.
    #[must_use]
    pub fn raster(&mut self, key: &GlyphKey) -> Option<GlyphImage> {
        let font = FontRef::from_index(fonts::data(key.font), 0)?;
        let size = f32::from_bits(key.size);
        let mut scaler = self.scaler.builder(font).size(size).hint(false).build();
        let offset = Vector::new(f32::from(key.bin) / f32::from(SUBPIXEL_BINS), 0.0);
        let mut render = Render::new(&[Source::Outline]);
        let image = render
            .format(Format::Alpha)
            .offset(offset)
            .embolden(if key.emboldened { size * EMBOLDEN } else { 0.0 })
            .render(&mut scaler, key.glyph)?;
        let placement = image.placement;
        (placement.width > 0 && placement.height > 0).then_some(GlyphImage {
            left: placement.left,
            top: placement.top,
            width: placement.width,
            height: placement.height,
            coverage: image.data,
        })
    }
}
