//! Names of labels over the marks of the page, which give way to each other.

use eframe::egui::{Context, Painter, Rect, pos2, vec2};

use crate::layout::paragraph::INK;
use crate::ui::text::{Fit, Laid, Type, Weight, lay};
use crate::ui::theme::{LabelColours, look};

/// Size of a chip's letters, as a share of the article's and within these points.
const CHIP_TEXT: (f32, f32, f32) = (0.5, 9.5, 15.0);

/// Height of a chip beyond its letters, in points.
const CHIP_PAD: f32 = 4.0;

/// How far a name without a ground is lifted off its mark, in points: a ring passes below it.
const LIFT: f32 = 2.0;

/// Room between two chips, in points, and where one of them is only written.
const GAPS: (f32, f32) = (2.0, 6.0);

/// Size of a chip's letters in points for an article of that size.
fn chip_text(size: f32) -> f32 {
    let (share, least, most) = CHIP_TEXT;
    (size * share).clamp(least, most)
}

/// The least distance of baselines, in sizes, that leaves room for a chip between two lines, so that
/// none covers a letter. `size` is that of the article's text in points.
pub(super) fn least_line_height(size: f32) -> f32 {
    INK + (chip_text(size) + CHIP_PAD) / size.max(1.0)
}

/// A chip that waits: the names of annotations and of the current suggestion on their colour, those
/// of other suggestions only written, because they are not yet true.
struct Chip {
    rect: Rect,
    laid: Laid,
    colours: LabelColours,
    firm: bool,
}

/// Chips wait here until all are known, and give way to each other.
pub(super) struct Chips {
    /// Size of their letters, in points.
    text: f32,
    list: Vec<Chip>,
}

impl Chips {
    /// None yet, over an article whose text has that size in points.
    pub(super) fn over(size: f32) -> Self {
        Self {
            text: chip_text(size),
            list: Vec::new(),
        }
    }

    /// Adds a chip over the start edge of a mark; if another chip is there, further along the line.
    /// All chips of a line stand at one height, whatever their marks lie inside of. A suggestion's
    /// name that finds no place above its own mark is left out.
    pub(super) fn add(
        &mut self,
        ctx: &Context,
        (mark, rtl): (Rect, bool),
        (name, colours): (&str, LabelColours),
        firm: bool,
    ) {
        let weight = if firm { Weight::Bold } else { Weight::Regular };
        let kind = Type::plain(&look(ctx)).size(self.text).weight(weight);
        let laid = lay(ctx, name, kind, Fit::Line);
        let (pad, lift) = if firm { (8.0, 0.0) } else { (2.0, LIFT) };
        let size = vec2(laid.size().x + pad, self.text + CHIP_PAD);
        let x = if rtl {
            mark.right() - size.x
        } else {
            mark.left()
        };
        let mut rect = Rect::from_min_size(pos2(x, mark.top() - size.y + 1.0 - lift), size);
        while let Some((other, gap)) = self.in_the_way(rect, firm) {
            let x = if rtl {
                other.left() - size.x - gap
            } else {
                other.right() + gap
            };
            rect = Rect::from_min_size(pos2(x, rect.top()), size);
        }
        let astray = if rtl {
            rect.right() < mark.left()
        } else {
            rect.left() > mark.right()
        };
        if firm || !astray {
            self.list.push(Chip {
                rect,
                laid,
                colours,
                firm,
            });
        }
    }

    /// A chip that is too near to that place, and the room it needs beside it.
    fn in_the_way(&self, rect: Rect, firm: bool) -> Option<(Rect, f32)> {
        let placed = self.list.iter().map(|chip| {
            let gap = if chip.firm && firm { GAPS.0 } else { GAPS.1 };
            (chip.rect, gap)
        });
        let mut near = placed.filter(|(other, gap)| {
            let reach = vec2(gap - 0.5, 0.0);
            other.expand2(reach).intersects(rect)
        });
        near.next()
    }

    pub(super) fn paint(self, painter: &Painter) {
        for chip in self.list {
            let ink = if chip.firm {
                painter.rect_filled(chip.rect, 4.0, chip.colours.chip);
                chip.colours.chip_text
            } else {
                chip.colours.text
            };
            chip.laid.paint_centred(painter, chip.rect, ink);
        }
    }
}
