//! The rectangles of a mark on the page, line by line, and where it goes on.

use std::ops::Range;

use eframe::egui::Rect;

use super::{Page, Reader};
use crate::layout::geometry as layout;
use crate::layout::paragraph::Paragraph;
use crate::text::grapheme;

/// How a side of one of a mark's rectangles ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// With the mark, or where other text stands between its parts.
    Closed,
    /// The mark goes on in another line; text of this line stands beside it.
    Open,
    /// The mark goes on in another line, and this one ends here.
    Beyond,
}

/// One rectangle of a mark, as high as its line, and how its sides end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) rect: Rect,
    pub(super) left: Ending,
    pub(super) right: Ending,
}

/// How a rectangle of a mark ends on its left and right, in a line that holds these bytes of the
/// paragraph, if the mark goes on before the line or behind it. It does so beside the line's first or
/// last letter, on the side where that letter begins or ends: a line from right to left may begin
/// with a Latin name, whose beginning is its left side.
fn endings(
    paragraph: &Paragraph,
    line: &Range<usize>,
    (before, behind): (bool, bool),
    rect: layout::Rect,
) -> (Ending, Ending) {
    if !before && !behind {
        return (Ending::Closed, Ending::Closed);
    }
    let text = paragraph.text();
    let first = line.start..grapheme::next(text, line.start).min(line.end);
    // The space at which a line is broken is no part of any rectangle.
    let end = line.start + text[line.clone()].trim_end().len();
    let last = grapheme::previous(text, end).max(line.start)..end;
    let side = |letter: Range<usize>, begins: bool| {
        let place = paragraph.rects(letter.clone()).first().copied()?;
        let rtl = paragraph.is_rtl_at(letter.start);
        Some(if rtl == begins { place.x1 } else { place.x0 })
    };
    let open = [
        before.then(|| side(first, true)).flatten(),
        behind.then(|| side(last, false)).flatten(),
    ];
    let whole = paragraph.rects(line.clone());
    let ending = |x: f32, outer: bool| {
        if !open.iter().flatten().any(|other| (other - x).abs() < 0.5) {
            Ending::Closed
        } else if outer {
            Ending::Beyond
        } else {
            Ending::Open
        }
    };
    (
        ending(rect.x0, whole.iter().all(|other| rect.x0 <= other.x0 + 0.5)),
        ending(rect.x1, whole.iter().all(|other| rect.x1 >= other.x1 - 0.5)),
    )
}

impl Reader {
    /// The rectangles of a byte range as far as it is visible, and where it goes on.
    pub(super) fn parts(&self, page: &Page, range: &Range<usize>) -> Vec<Part> {
        let Some(open) = &self.open else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        for visible in &page.visible {
            let of_piece = open.document.range(visible.piece);
            if of_piece.start >= range.end || range.start >= of_piece.end {
                continue;
            }
            let Some(paragraph) = open.document.laid(visible.piece) else {
                continue;
            };
            let lines = paragraph.lines();
            for rect in open.document.rects(visible.piece, range) {
                let line = lines.partition_point(|line| line.y1 <= rect.y0);
                let text = lines.get(line).map_or(0..0, |line| line.text.clone());
                // A paragraph's end is no edge of the span, but its line is not cut either.
                let on = (
                    range.start < of_piece.start + text.start,
                    range.end > of_piece.start + text.end,
                );
                let (left, right) = endings(paragraph, &text, on, rect);
                parts.push(Part {
                    rect: page.place(visible.y, self.scroll, rect),
                    left,
                    right,
                });
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::fonts::Face;
    use crate::layout::shaper::{Shaper, TextStyle};
    use crate::text::paragraph::Direction;

    /// How the rectangles of a part of a text end in a column of that width, line by line.
    fn ends(text: &str, part: &str, width: f32) -> Vec<(usize, Ending, Ending)> {
        let style = TextStyle {
            face: Face::Reading,
            bold: false,
            size_px: 20.0,
            line_height: 2.0,
            direction: Some(Direction::Rtl),
            justified: false,
        };
        let paragraph = Shaper::new().paragraph(text, &style, Some(width));
        let start = text.find(part).unwrap();
        let range = start..start + part.len();
        let rects = paragraph.rects(range.clone());
        let ends = rects.into_iter().map(|rect| {
            let lines = paragraph.lines();
            let line = lines.partition_point(|line| line.y1 <= rect.y0);
            let text = lines[line].text.clone();
            let on = (range.start < text.start, range.end > text.end);
            let (left, right) = endings(&paragraph, &text, on, rect);
            (line, left, right)
        });
        ends.collect()
    }

    #[test]
    fn an_arabic_mark_over_three_lines_is_open_at_their_outer_sides() {
        let text = "قال وزير خارجية جمهورية العراق فؤاد حسين أمس";
        assert_eq!(
            ends(text, "خارجية جمهورية العراق فؤاد", 115.0),
            [
                (1, Ending::Beyond, Ending::Closed),
                (2, Ending::Beyond, Ending::Beyond),
                (3, Ending::Closed, Ending::Beyond),
            ]
        );
    }

    #[test]
    fn a_mark_that_ends_in_a_latin_name_at_a_line_s_start_is_closed_where_the_name_goes_on() {
        let text = "وصلت هنا شركة King Saud أمس";
        let found = ends(text, "شركة King", 145.0);
        assert_eq!(
            found,
            [
                (0, Ending::Beyond, Ending::Closed),
                (1, Ending::Open, Ending::Closed),
            ],
        );
    }
}
