//! Small signs where invisible or doubtful characters stand. What can deceive is always marked, the
//! rest when it is wanted.

use eframe::egui::{Color32, Painter, Pos2, Rect, Stroke, Ui, pos2, vec2};

use super::{Page, Reader};
use crate::layout::geometry;
use crate::layout::paragraph::Paragraph;
use crate::text::invisible::{Invisible, Mark, signs};
use crate::ui::cx::Cx;
use crate::ui::text::{Fit, Type, lay};
use crate::ui::theme::look;

/// Size of the names, in points.
const NAME: f32 = 8.0;

pub(super) fn paint(reader: &Reader, ui: &Ui, painter: &Painter, cx: &Cx<'_>, page: &Page) {
    let Some(open) = &reader.open else { return };
    let all = cx.session.preferences().reading.signs;
    let colour = look(ui.ctx()).tokens.palette.warning;
    for visible in &page.visible {
        let Some(paragraph) = open.document.laid(visible.piece) else {
            continue;
        };
        let wanted = signs(paragraph.text()).filter(|mark| all || mark.is_deceptive());
        for mark in wanted {
            let rect = page.place(visible.y, reader.scroll, place(paragraph, &mark));
            if painter.clip_rect().intersects(rect.expand(20.0)) {
                sign(ui, painter, &mark, rect, colour);
            }
        }
    }
}

/// The character's own place; for one without width, that of its caret.
fn place(paragraph: &Paragraph, mark: &Mark) -> geometry::Rect {
    let caret = paragraph.caret(mark.at);
    let thin = geometry::Rect {
        x0: caret.x,
        y0: caret.y0,
        x1: caret.x,
        y1: caret.y1,
    };
    match mark.kind {
        Invisible::Tatweel | Invisible::StraySpace | Invisible::Space => {
            let rects = paragraph.rects(mark.range());
            rects.first().copied().unwrap_or(thin)
        }
        _ => thin,
    }
}

fn sign(ui: &Ui, painter: &Painter, mark: &Mark, rect: Rect, colour: Color32) {
    let stroke = Stroke::new(1.0, colour);
    let (left, right, low) = (rect.left(), rect.right(), rect.bottom() - 3.0);
    match mark.kind {
        // A brace below the stretched stroke.
        Invisible::Tatweel => {
            painter.hline(left..=right, low, stroke);
            for x in [left, right] {
                painter.line_segment([pos2(x, low - 3.0), pos2(x, low)], stroke);
            }
        }
        Invisible::StraySpace => {
            painter.circle_filled(rect.center(), 1.8, colour);
        }
        Invisible::Space => {
            painter.circle_stroke(rect.center(), 2.2, stroke);
            name(ui, painter, mark, rect.center_bottom(), colour);
        }
        _ => {
            let top = rect.center_top() + vec2(0.0, 6.0);
            painter.line_segment([top, rect.center_bottom()], stroke);
            name(ui, painter, mark, rect.center_bottom(), colour);
        }
    }
}

fn name(ui: &Ui, painter: &Painter, mark: &Mark, below: Pos2, colour: Color32) {
    let kind = Type::plain(&look(ui.ctx())).size(NAME);
    let laid = lay(ui.ctx(), &mark.name(), kind, Fit::Line);
    let corner = pos2(below.x - laid.size().x / 2.0, below.y - 3.0);
    laid.paint(painter, corner, colour);
}
