//! What the fuzz targets of `fuzz/` do with any bytes: shared with the tests, so that the targets
//! cannot rot and every finding stays a test.
//!
//! An input is a head of a few numbers and a text behind it. Text in UTF-8 makes good seeds: put
//! eight bytes before it.

use tawsim::layout::fonts::Face;
use tawsim::layout::paragraph::Paragraph;
use tawsim::layout::shaper::{Shaper, TextStyle};
use tawsim::text::paragraph::Direction;

use super::invariants;

/// The numbers before the text.
const HEAD: usize = 8;

/// The longest text looked at, in bytes.
const LONGEST: usize = 4096;

/// How a text is set, and four bytes that choose points and ranges.
struct Case<'a> {
    text: &'a str,
    style: TextStyle,
    width: Option<f32>,
    choice: [u8; 4],
}

fn case(bytes: &[u8]) -> Option<Case<'_>> {
    let (head, text) = bytes.split_first_chunk::<HEAD>()?;
    let text = &text[..text.len().min(LONGEST)];
    // What comes before the first broken byte is the text.
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&text[..error.valid_up_to()]).ok()?,
    };
    let [set, size, wide, fine, choice @ ..] = *head;
    let style = TextStyle {
        face: [Face::Reading, Face::Amiri, Face::Interface][usize::from(set % 3)],
        bold: set & 4 != 0,
        size_px: 6.0 + f32::from(size) * 0.25,
        line_height: 1.0 + f32::from(set >> 6) * 0.5,
        direction: [None, Some(Direction::Rtl), Some(Direction::Ltr)][usize::from(set >> 3) % 3],
        justified: set & 32 != 0,
    };
    let width = match wide {
        255 => None,
        wide => Some(f32::from(wide) * 4.0 + f32::from(fine) / 64.0),
    };
    Some(Case {
        text,
        style,
        width,
        choice,
    })
}

fn paragraph(shaper: &mut Shaper, case: &Case<'_>) -> Paragraph {
    shaper.paragraph(case.text, &case.style, case.width)
}

/// Any text, width, face and size: lines, glyphs and rectangles, anew and broken again.
pub fn layout(shaper: &mut Shaper, bytes: &[u8]) {
    let Some(case) = case(bytes) else { return };
    let mut laid = paragraph(shaper, &case);
    invariants::layout(&laid);
    let [a, b, c, d] = case.choice;
    let stops = invariants::boundaries(case.text);
    let at = |high: u8, low: u8| stops[(usize::from(high) << 8 | usize::from(low)) % stops.len()];
    let (from, to) = (at(a, b), at(c, d));
    invariants::range(&laid, &(from.min(to)..from.max(to)));
    for glyph in laid.glyphs().iter().take(8) {
        if let Some(image) = shaper.raster(&glyph.key) {
            assert_eq!(image.coverage.len(), (image.width * image.height) as usize);
        }
    }
    let (glyphs, lines) = (laid.glyphs().to_vec(), laid.lines().to_vec());
    laid.rebreak(Some(f32::from(a) * 3.0));
    invariants::layout(&laid);
    laid.rebreak(case.width);
    assert_eq!(laid.glyphs(), glyphs, "breaking again is breaking anew");
    assert_eq!(laid.lines(), lines);
    let label = shaper.one_line(case.text, &case.style, f32::from(b) * 2.0 + 30.0);
    assert_eq!(label.lines().len(), 1, "a label has one line");
}

/// Any text and point: what it means, where the caret goes from there, in a paragraph and an article.
pub fn hit(shaper: &mut Shaper, bytes: &[u8]) {
    let Some(case) = case(bytes) else { return };
    let laid = paragraph(shaper, &case);
    let [a, b, c, d] = case.choice.map(|byte| f32::from(byte) / 240.0 - 0.03);
    let stop = invariants::point(&laid, a * laid.width(), b * laid.height());
    let other = invariants::point(&laid, c * laid.width(), d * laid.height());
    invariants::carets(&laid);
    let range = stop.offset.min(other.offset)..stop.offset.max(other.offset);
    invariants::range(&laid, &range);
    let point = (a * 500.0, f64::from(b) * 1000.0);
    let width = case.width.unwrap_or(500.0);
    invariants::article(shaper, case.text, case.style, width, point);
}
