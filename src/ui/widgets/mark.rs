//! Check boxes and radio buttons: a mark at the start side, words after it.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::paint::{by_state, focus_ring};
use super::tooltip::OnHover as _;
use crate::ui::text::{Fit, Type, lay};
use crate::ui::theme::{Look, look};

/// A box to tick.
pub fn checkbox(ui: &mut Ui, on: &mut bool, text: &str) -> Response {
    let was_on = *on;
    let mut response = marked(ui, text, Mark::Tick, was_on);
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    response
}

/// A box to tick beside something that says what it is about; `name` is for screen readers.
pub fn bare_checkbox(ui: &mut Ui, on: &mut bool, name: &str) -> Response {
    let response = checkbox(ui, on, "");
    response.accessible_name(name)
}

/// One of several: `true` in the answer's `clicked` means that it was chosen.
pub fn radio(ui: &mut Ui, chosen: bool, text: &str) -> Response {
    marked(ui, text, Mark::Dot, chosen)
}

/// [`radio`] that writes its value when chosen.
pub fn radio_value<T: PartialEq>(ui: &mut Ui, current: &mut T, value: T, text: &str) -> Response {
    let mut response = radio(ui, *current == value, text);
    if response.clicked() && *current != value {
        *current = value;
        response.mark_changed();
    }
    response
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Tick,
    Dot,
}

fn marked(ui: &mut Ui, text: &str, mark: Mark, on: bool) -> Response {
    let look = look(ui.ctx());
    let sizes = &look.tokens.sizes;
    let room = ui.available_width() - sizes.mark - sizes.gap;
    let fit = if ui.is_sizing_pass() {
        Fit::Line
    } else {
        Fit::Cut(room)
    };
    let laid = lay(ui.ctx(), text, Type::plain(&look), fit);
    let size = vec2(sizes.mark + sizes.gap + laid.size().x, sizes.row);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    // A click takes effect in the frame it happens in, for the reader of the screen too.
    let now = if mark == Mark::Tick {
        on != response.clicked()
    } else {
        on
    };
    let role = if mark == Mark::Tick {
        Role::CheckBox
    } else {
        Role::RadioButton
    };
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(role, enabled, now, text));
    if ui.is_rect_visible(rect) {
        let (place, words) = parts(rect, &look);
        paint_mark(ui, &response, place, mark, now);
        laid.paint_at_start(ui.painter(), words, look.is_rtl(), look.tokens.palette.text);
        focus_ring(
            ui,
            &response,
            rect.expand2(vec2(3.0, -2.0)),
            sizes.radius_small,
        );
    }
    if laid.is_cut() {
        response.on_hover(text)
    } else {
        response
    }
}

/// The mark's square and the place of the words.
fn parts(rect: Rect, look: &Look) -> (Rect, Rect) {
    let (side, gap) = (look.tokens.sizes.mark, look.tokens.sizes.gap);
    let (x, words) = if look.is_rtl() {
        (
            rect.right() - side,
            rect.with_max_x(rect.right() - side - gap),
        )
    } else {
        (rect.left(), rect.with_min_x(rect.left() + side + gap))
    };
    let corner = pos2(x, (rect.center().y - side / 2.0).round());
    (Rect::from_min_size(corner, vec2(side, side)), words)
}

fn paint_mark(ui: &Ui, response: &Response, place: Rect, mark: Mark, on: bool) {
    let look = look(ui.ctx());
    let (p, sizes) = (&look.tokens.palette, &look.tokens.sizes);
    let rest = [p.control, p.hover, p.pressed];
    let full = [p.accent, p.accent_hover, p.accent_pressed];
    let fill = by_state(response, if on { full } else { rest });
    let outline = if on { fill } else { p.border_strong };
    let radius = if mark == Mark::Tick {
        sizes.radius_small
    } else {
        place.width() / 2.0
    };
    ui.painter().rect(
        place,
        radius,
        fill,
        Stroke::new(1.0, outline),
        StrokeKind::Inside,
    );
    if on && mark == Mark::Tick {
        let at = |x: f32, y: f32| place.min + vec2(x, y) * place.width();
        let points = vec![at(0.24, 0.53), at(0.43, 0.71), at(0.77, 0.31)];
        ui.painter()
            .add(Shape::line(points, Stroke::new(2.0, p.on_accent)));
    }
    if on && mark == Mark::Dot {
        ui.painter()
            .circle_filled(place.center(), place.width() * 0.2, p.on_accent);
    }
}
