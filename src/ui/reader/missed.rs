//! Dots under words that may have been missed: quieter than any suggestion, in no label's colour, and
//! of another shape than the dashes of suggestions.

use eframe::egui::{Painter, Rect, Ui, pos2};

use super::{Page, Reader, marks};
use crate::app::views::missed::missed_in;
use crate::ui::cx::Cx;
use crate::ui::theme::look;

/// Radius of a dot and the distance of their middles, in points.
const DOT: (f32, f32) = (1.25, 5.0);

pub(super) fn paint(reader: &Reader, ui: &Ui, painter: &Painter, cx: &Cx<'_>, page: &Page) {
    let Some(range) = marks::visible_range(reader, page) else {
        return;
    };
    let colour = look(ui.ctx()).tokens.palette.weak_text;
    for miss in missed_in(cx.session, range) {
        for rect in reader.rects(page, &miss.span.range()) {
            for x in middles(rect) {
                let at = pos2(x, rect.bottom() - DOT.0);
                painter.circle_filled(at, DOT.0, colour);
            }
        }
    }
}

/// As many dots as have room, as far from one end as from the other.
fn middles(rect: Rect) -> impl Iterator<Item = f32> {
    let room = (rect.width() - 2.0 * DOT.0).max(0.0);
    let count = (room / DOT.1).floor();
    let first = rect.center().x - count * DOT.1 / 2.0;
    (0..=count as usize).map(move |at| first + at as f32 * DOT.1)
}
