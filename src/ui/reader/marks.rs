//! Marks on the page: filled annotations with chips, dashed suggestions, the ring of the current
//! one with its two edges.

use std::ops::Range;

use eframe::egui::{Color32, Painter, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::{Page, PaintedMark, Reader};
use crate::app::views::reader::{MarkView, marks_in};
use crate::text::paragraph::Direction;
use crate::ui::cx::Cx;
use crate::ui::text::{Fit, Laid, Type, Weight, lay};
use crate::ui::theme::{LabelColours, look};
use crate::ui::words;

/// How much smaller an inner mark is drawn, per level and edge, in points.
const STEP: f32 = 2.5;

/// Size of a chip's letters, in points.
const CHIP_TEXT: f32 = 10.5;

/// Chips wait here until the text is painted, and give way to each other.
#[derive(Default)]
pub(super) struct Chips(Vec<(Rect, Laid, LabelColours)>);

impl Chips {
    /// Adds a chip over the start edge of a mark; if another chip is there, further along the line.
    fn add(&mut self, mark: Rect, direction: Direction, laid: Laid, colours: LabelColours) {
        let size = vec2(laid.size().x + 8.0, CHIP_TEXT + 4.0);
        let rtl = direction == Direction::Rtl;
        let x = if rtl {
            mark.right() - size.x
        } else {
            mark.left()
        };
        let mut rect = Rect::from_min_size(pos2(x, mark.top() - size.y + 1.0), size);
        while let Some((other, ..)) = self
            .0
            .iter()
            .find(|(other, ..)| other.expand(1.0).intersects(rect))
        {
            let x = if rtl {
                other.left() - size.x - 2.0
            } else {
                other.right() + 2.0
            };
            rect = Rect::from_min_size(pos2(x, rect.top()), size);
        }
        self.0.push((rect, laid, colours));
    }

    pub(super) fn paint(self, painter: &Painter) {
        for (rect, laid, colours) in self.0 {
            painter.rect_filled(rect, 4.0, colours.chip);
            laid.paint_centred(painter, rect, colours.chip_text);
        }
    }
}

/// Paints fills and underlines of all visible marks and notes where they stand.
pub(super) fn paint(
    reader: &mut Reader,
    ui: &Ui,
    painter: &Painter,
    cx: &Cx<'_>,
    page: &Page,
) -> Chips {
    let mut chips = Chips::default();
    reader.painted.clear();
    let Some(range) = visible_range(reader, page) else {
        return chips;
    };
    let marks = marks_in(cx.session, range);
    let depths = depths(&marks);
    for (mark, depth) in marks.iter().zip(depths) {
        let Some(label) = cx.session.project().labels().get(&mark.label) else {
            continue;
        };
        let colours = look(ui.ctx()).tokens.label(label.colour);
        let rects = reader.rects(page, &mark.span.range());
        for (at, rect) in rects.iter().enumerate() {
            let rect = inset(*rect, depth);
            match mark.score {
                None => annotation(painter, rect, colours),
                Some(score) => suggestion(painter, rect, colours, score),
            }
            if at == 0 && (mark.score.is_none() || mark.current) {
                let look = look(ui.ctx());
                let kind = Type::plain(&look).size(CHIP_TEXT).weight(Weight::Bold);
                let laid = lay(ui.ctx(), &words::label(label, cx.lang), kind, Fit::Line);
                let direction = reader.direction_at(mark.span.start());
                chips.add(
                    start_rect(&rects, direction, depth),
                    direction,
                    laid,
                    colours,
                );
            }
            let (target, length) = (mark.target.clone(), mark.span.len());
            reader.painted.push(PaintedMark {
                rect,
                target,
                length,
            });
        }
    }
    chips
}

/// The rectangle on the first line that holds the start edge.
fn start_rect(rects: &[Rect], direction: Direction, depth: usize) -> Rect {
    let first = rects.first().copied().unwrap_or(Rect::NOTHING);
    let same_line = rects
        .iter()
        .filter(|rect| (rect.top() - first.top()).abs() < 1.0);
    let rect = same_line.copied().reduce(|a, b| match direction {
        Direction::Rtl => {
            if a.right() >= b.right() {
                a
            } else {
                b
            }
        }
        Direction::Ltr => {
            if a.left() <= b.left() {
                a
            } else {
                b
            }
        }
    });
    inset(rect.unwrap_or(first), depth)
}

/// The article's bytes in the visible pieces' visible lines (generously: whole lines).
fn visible_range(reader: &Reader, page: &Page) -> Option<Range<usize>> {
    let open = reader.open.as_ref()?;
    let (first, last) = (page.visible.first()?, page.visible.last()?);
    let mut range = open.document.range(first.piece).start..open.document.range(last.piece).end;
    let height = f64::from(page.rect.height() * page.scale);
    for visible in [first, last] {
        let Some(paragraph) = open.document.laid(visible.piece) else {
            continue;
        };
        let base = open.document.range(visible.piece).start;
        let top = reader.scroll - visible.y;
        let shown = paragraph
            .lines()
            .iter()
            .filter(|line| f64::from(line.y1) >= top && f64::from(line.y0) <= top + height);
        let texts: Vec<&Range<usize>> = shown.map(|line| &line.text).collect();
        if let (Some(start), Some(end)) = (texts.first(), texts.last()) {
            if visible.piece == first.piece {
                range.start = base + start.start;
            }
            if visible.piece == last.piece {
                range.end = base + end.end;
            }
        }
    }
    Some(range)
}

/// How many marks each mark lies inside of, in the order of the marks.
fn depths(marks: &[MarkView]) -> Vec<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut depths = Vec::with_capacity(marks.len());
    for mark in marks {
        open.retain(|end| *end > mark.span.start());
        depths.push(open.len());
        open.push(mark.span.end());
    }
    depths
}

fn inset(rect: Rect, depth: usize) -> Rect {
    #[expect(clippy::cast_precision_loss, reason = "a handful of levels")]
    let by = (depth.min(4) as f32) * STEP;
    Rect::from_min_max(
        pos2(rect.left(), rect.top() + by),
        pos2(rect.right(), rect.bottom() - by),
    )
}

fn annotation(painter: &Painter, rect: Rect, colours: LabelColours) {
    painter.rect(
        rect,
        4.0,
        colours.fill,
        Stroke::new(1.0, colours.stroke),
        StrokeKind::Inside,
    );
}

/// Tentative: a faint ground and a dashed underline that is the stronger the surer the engine is.
fn suggestion(painter: &Painter, rect: Rect, colours: LabelColours, score: f32) {
    painter.rect_filled(rect, 4.0, colours.ghost_fill);
    let width = 1.0 + 1.4 * score.clamp(0.0, 1.0);
    let y = rect.bottom() - width / 2.0;
    let line = [pos2(rect.left() + 1.0, y), pos2(rect.right() - 1.0, y)];
    let (dash, gap) = if score >= 0.8 { (7.0, 3.0) } else { (4.0, 4.0) };
    painter.extend(Shape::dashed_line(
        &line,
        Stroke::new(width, colours.stroke),
        dash,
        gap,
    ));
}

/// The ring around the current span, with a bar at each edge that cannot be mistaken.
pub(super) fn paint_current(reader: &Reader, ui: &Ui, painter: &Painter, cx: &Cx<'_>, page: &Page) {
    let here = cx.session.here();
    let Some(span) = cx.session.current_span().filter(|_| here.target.is_some()) else {
        return;
    };
    let colour = look(ui.ctx()).tokens.palette.focus;
    for rect in reader.rects(page, &span.range()) {
        painter.rect_stroke(
            rect.expand(0.5),
            5.0,
            Stroke::new(1.5, colour),
            StrokeKind::Outside,
        );
    }
    for (edge, offset) in [(Edge::Start, span.start()), (Edge::End, span.end())] {
        if let Some(rect) = reader.edge_rect(page, edge, offset) {
            bar(painter, rect, colour);
        }
    }
}

/// An edge of the current span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

fn bar(painter: &Painter, rect: Rect, colour: Color32) {
    let (top, bottom) = (rect.top() - 4.0, rect.bottom() + 4.0);
    let x = rect.center().x;
    painter.line_segment([pos2(x, top), pos2(x, bottom)], Stroke::new(2.0, colour));
    painter.circle_filled(pos2(x, bottom), 3.5, colour);
}

impl Reader {
    /// The vertical line at an edge of a span: the outer side of its first or last letter.
    pub(super) fn edge_rect(&self, page: &Page, edge: Edge, offset: usize) -> Option<Rect> {
        let open = self.open.as_ref()?;
        let text = open.document.text();
        let letter = match edge {
            Edge::Start => offset..crate::text::grapheme::next(text, offset),
            Edge::End => crate::text::grapheme::previous(text, offset)..offset,
        };
        let rect = *self.rects(page, &letter).first()?;
        let rtl = self.letter_is_rtl(letter.start);
        let x = if rtl == (edge == Edge::Start) {
            rect.right()
        } else {
            rect.left()
        };
        Some(Rect::from_min_max(
            pos2(x, rect.top()),
            pos2(x, rect.bottom()),
        ))
    }

    /// Whether the letter at a byte offset is set right to left.
    fn letter_is_rtl(&self, offset: usize) -> bool {
        let Some(open) = &self.open else { return true };
        let piece = open.document.piece_of(offset);
        let start = open.document.range(piece).start;
        open.document
            .laid(piece)
            .is_none_or(|paragraph| paragraph.is_rtl_at(offset - start))
    }
}
