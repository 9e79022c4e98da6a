//! Painting the page: marks, selection, dots of what may be missed, ring, chips, text, signs, edges, caret, in this order. Text
//! comes after the chips, so that a tall letter is never covered, and chips after the ring, so that
//! it crosses no name.

use eframe::egui::{Painter, Rect, Stroke, StrokeKind, Ui, pos2};

use super::{Page, Reader, marks, missed, signs};
use crate::layout::geometry::Stop;
use crate::ui::cx::Cx;
use crate::ui::text::TextBatch;
use crate::ui::theme::look;

/// Paints what is visible.
pub(super) fn page(reader: &mut Reader, ui: &Ui, painter: &Painter, cx: &Cx<'_>, page: &Page) {
    let chips = marks::paint(reader, ui, painter, cx, page);
    hits(reader, ui, painter, cx, page);
    selection(reader, ui, painter, cx, page);
    missed::paint(reader, ui, painter, cx, page);
    marks::paint_ring(reader, ui, painter, cx, page);
    chips.paint(painter);
    text(reader, painter, page);
    signs::paint(reader, ui, painter, cx, page);
    marks::paint_edges(reader, ui, painter, cx, page);
    caret(reader, ui, painter, cx, page);
}

fn text(reader: &Reader, painter: &Painter, page: &Page) {
    let Some(open) = &reader.open else { return };
    let colour = look(painter.ctx()).tokens.palette.text;
    let mut batch = TextBatch::new(painter);
    for visible in &page.visible {
        let Some(paragraph) = open.document.laid(visible.piece) else {
            continue;
        };
        let whole = crate::layout::geometry::Rect::default();
        let corner = page.place(visible.y, reader.scroll, whole).min;
        batch.add(paragraph, corner, colour);
    }
    batch.paint();
}

fn selection(reader: &Reader, ui: &Ui, painter: &Painter, cx: &Cx<'_>, page: &Page) {
    let here = cx.session.here();
    let Some(span) = here.selection().filter(|_| here.target.is_none()) else {
        return;
    };
    let colour = look(ui.ctx()).tokens.palette.selection;
    for rect in reader.rects(page, &span.range()) {
        painter.rect_filled(rect, 2.0, colour);
    }
}

/// What the search has found.
fn hits(reader: &Reader, ui: &Ui, painter: &Painter, cx: &Cx<'_>, page: &Page) {
    let (Some(search), Some(open)) = (&cx.session.here().search, &reader.open) else {
        return;
    };
    let (Some(first), Some(last)) = (page.visible.first(), page.visible.last()) else {
        return;
    };
    let visible = open.document.range(first.piece).start..open.document.range(last.piece).end;
    let palette = look(ui.ctx()).tokens.palette.clone();
    let stroke = Stroke::new(1.5, palette.warning);
    for hit in search.hits_in(visible) {
        for rect in reader.rects(page, &hit.range()) {
            if painter.clip_rect().intersects(rect) {
                painter.rect_stroke(rect, 2.0, stroke, StrokeKind::Inside);
            }
        }
    }
}

fn caret(reader: &mut Reader, ui: &Ui, painter: &Painter, cx: &Cx<'_>, page: &Page) {
    let here = cx.session.here();
    if here.target.is_some() || !ui.memory(|memory| memory.has_focus(super::id())) {
        return;
    }
    let Some(rect) = reader.caret_rect(page, here.head) else {
        return;
    };
    let colour = look(ui.ctx()).tokens.palette.caret;
    let x = rect.left();
    painter.line_segment(
        [pos2(x, rect.top()), pos2(x, rect.bottom())],
        Stroke::new(2.0, colour),
    );
}

impl Reader {
    /// The screen rectangles of a byte range, as far as it is visible.
    pub(super) fn rects(&self, page: &Page, range: &std::ops::Range<usize>) -> Vec<Rect> {
        let Some(open) = &self.open else {
            return Vec::new();
        };
        let mut rects = Vec::new();
        for visible in &page.visible {
            let of_piece = open.document.range(visible.piece);
            if of_piece.start < range.end && range.start < of_piece.end {
                let found = open.document.rects(visible.piece, range);
                rects.extend(
                    found
                        .into_iter()
                        .map(|rect| page.place(visible.y, self.scroll, rect)),
                );
            }
        }
        rects
    }

    /// The screen rectangle (of no width) of the caret at a byte offset, if its piece is visible.
    pub(super) fn caret_rect(&self, page: &Page, offset: usize) -> Option<Rect> {
        let open = self.open.as_ref()?;
        let stop = self.stop_of(offset);
        let piece = open.document.piece_of(stop);
        let visible = page.visible.iter().find(|visible| visible.piece == piece)?;
        let paragraph = open.document.laid(piece)?;
        let start = open.document.range(piece).start;
        let caret = paragraph.caret(Stop {
            offset: offset - start,
            ..stop
        });
        let place = crate::layout::geometry::Rect {
            x0: caret.x,
            y0: caret.y0,
            x1: caret.x,
            y1: caret.y1,
        };
        Some(page.place(visible.y, self.scroll, place))
    }
}
