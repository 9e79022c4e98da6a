//! The exact text of a span, magnified: what is inside on its ground, the letters that touch it
//! outside pale, still joined, and a bar at each edge, so that an included quotation mark, a و or
//! an ال cannot be mistaken. Invisible characters are written out by name.

use std::ops::Range;

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Painter, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::text::grapheme;
use crate::text::invisible;
use crate::text::paragraph::{Direction, first_strong};
use crate::ui::text::{Base, Fit, Laid, Type, lay};
use crate::ui::theme::look;

/// Size of the letters, in points.
pub(super) const SIZE: f32 = 24.0;

/// How many characters of a long span are shown at each of its ends.
const SHOWN: usize = 36;

/// Shows `text` between what stands right `before` and `behind` it.
pub(super) fn show(ui: &mut Ui, (before, behind): (&str, &str), text: &str) {
    let direction = first_strong(text)
        .or_else(|| first_strong(before))
        .unwrap_or_default();
    let (shown, inside) = written(before, text, behind);
    let look = look(ui.ctx());
    let base = match direction {
        Direction::Rtl => Base::Rtl,
        Direction::Ltr => Base::Ltr,
    };
    let kind = Type::plain(&look).size(SIZE).base(base);
    let laid = lay(ui.ctx(), &shown, kind, Fit::Line);
    let width = laid.size().x.min(ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(width, SIZE * 1.7), Sense::hover());
    let name = format!(
        "{}⟨{}⟩{}",
        &shown[..inside.start],
        &shown[inside.clone()],
        &shown[inside.end..]
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), &name));
    if ui.is_rect_visible(rect) {
        paint(&ui.painter_at(rect.expand(3.0)), &laid, rect, &inside);
    }
}

/// The text as it is written in the strip, and which bytes of that are inside.
fn written(before: &str, text: &str, behind: &str) -> (String, Range<usize>) {
    let mut shown = invisible::reveal(before);
    let start = shown.len();
    shown.push_str(&named(text));
    let inside = start..shown.len();
    shown.push_str(&invisible::reveal(behind));
    (shown, inside)
}

/// The span with its invisible characters, line ends and outer spaces as signs; the middle of a
/// long one is left out, because its ends are what matters.
fn named(text: &str) -> String {
    let one_line = text.replace("\r\n", "↵").replace(['\n', '\r'], "↵");
    let revealed = invisible::reveal(&one_line);
    let spaces = |c: char| c == ' ';
    let core = revealed.trim_matches(spaces);
    let head = revealed.len() - revealed.trim_start_matches(spaces).len();
    let tail = revealed.len() - head - core.len();
    let whole = format!("{}{core}{}", "␣".repeat(head), "␣".repeat(tail));
    let cuts: Vec<usize> = grapheme::clusters(&whole).map(|(at, _)| at).collect();
    if cuts.len() <= 2 * SHOWN + 8 {
        return whole;
    }
    let (first, last) = (cuts[SHOWN], cuts[cuts.len() - SHOWN]);
    format!("{} … {}", &whole[..first], &whole[last..])
}

fn paint(painter: &Painter, laid: &Laid, rect: Rect, inside: &Range<usize>) {
    let palette = look(painter.ctx()).tokens.palette.clone();
    let x = if laid.is_rtl() {
        rect.right() - laid.size().x
    } else {
        rect.left()
    };
    let corner = pos2(x, laid.centred_top(rect));
    let rects = laid.rects(inside.clone());
    let placed = rects.iter().map(|part| part.translate(corner.to_vec2()));
    for part in placed {
        painter.rect_filled(part, 2.0, palette.accent_soft);
    }
    laid.paint_coloured(painter, corner, |byte| {
        if inside.contains(&byte) {
            palette.text
        } else {
            palette.weak_text
        }
    });
    for at in [inside.start, inside.end] {
        let edge = edge(laid, inside, at).translate(corner.to_vec2());
        bar(painter, edge, palette.focus);
    }
}

/// The outer side of the first or last letter.
fn edge(laid: &Laid, inside: &Range<usize>, at: usize) -> Rect {
    let start = at == inside.start;
    let rects = laid.rects(inside.clone());
    let rtl = laid.is_rtl();
    let side = rects.iter().map(|rect| {
        if start == rtl {
            rect.right()
        } else {
            rect.left()
        }
    });
    let x = if start == rtl {
        side.fold(f32::NEG_INFINITY, f32::max)
    } else {
        side.fold(f32::INFINITY, f32::min)
    };
    let caret = laid.caret(at);
    let x = if x.is_finite() { x } else { caret.center().x };
    Rect::from_min_max(pos2(x, caret.top()), pos2(x, caret.bottom()))
}

fn bar(painter: &Painter, edge: Rect, colour: Color32) {
    let x = edge.center().x;
    let line = [pos2(x, edge.top() - 1.0), pos2(x, edge.bottom() + 1.0)];
    painter.line_segment(line, Stroke::new(2.0, colour));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_at_the_edges_and_hidden_marks_are_written_out() {
        let (shown, inside) = written("و", " قاسم\u{200F} ", "،");
        assert_eq!(&shown[inside.clone()], "␣قاسم[RLM]␣");
        assert_eq!(&shown[..inside.start], "و");
    }

    #[test]
    fn a_long_span_shows_both_its_ends() {
        let text = format!("«{}»", "كلمة ".repeat(100).trim_end());
        let shown = named(&text);
        assert!(
            shown.starts_with("«كلمة") && shown.ends_with("كلمة»"),
            "{shown}"
        );
        assert!(shown.chars().count() < 90);
    }
}
