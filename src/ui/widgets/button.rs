//! Buttons.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Response, Sense, Ui, WidgetInfo, vec2};

use super::paint::{by_state, face, focus_ring};
use crate::ui::text::{Fit, Type, Weight, lay};
use crate::ui::theme::{Palette, look};

/// An ordinary button.
pub fn button(ui: &mut Ui, text: &str) -> Response {
    shaped(ui, text, Shape::Plain)
}

/// The button that does what the screen is for.
pub fn primary_button(ui: &mut Ui, text: &str) -> Response {
    shaped(ui, text, Shape::Primary)
}

/// A button that destroys something.
pub fn danger_button(ui: &mut Ui, text: &str) -> Response {
    shaped(ui, text, Shape::Danger)
}

/// A button without a face until the pointer comes, for bars.
pub fn tool_button(ui: &mut Ui, text: &str) -> Response {
    shaped(ui, text, Shape::Tool)
}

/// A small button with a sign on it; `name` says what it does.
pub fn sign_button(ui: &mut Ui, sign: &str, name: &str) -> Response {
    let response = painted(ui, sign, Shape::Plain);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response
}

/// A button that stays down while `on`.
pub fn toggle_button(ui: &mut Ui, on: &mut bool, text: &str) -> Response {
    let mut response = painted(ui, text, if *on { Shape::On } else { Shape::Tool });
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    let (is_on, enabled) = (*on, ui.is_enabled());
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, is_on, text));
    response
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Plain,
    Primary,
    Danger,
    Tool,
    On,
}

/// Fill at rest, under the pointer and held; outline; text.
struct Paint {
    fill: [Color32; 3],
    outline: Color32,
    text: Color32,
}

impl Shape {
    fn paint(self, p: &Palette) -> Paint {
        let none = Color32::TRANSPARENT;
        match self {
            Self::Plain => Paint {
                fill: [p.control, p.hover, p.pressed],
                outline: p.border,
                text: p.text,
            },
            Self::Primary => Paint {
                fill: [p.accent, p.accent_hover, p.accent_pressed],
                outline: none,
                text: p.on_accent,
            },
            Self::Danger => Paint {
                fill: [p.control, p.danger_soft, p.danger_soft],
                outline: p.danger,
                text: p.danger,
            },
            Self::Tool => Paint {
                fill: [none, p.hover, p.pressed],
                outline: none,
                text: p.text,
            },
            Self::On => Paint {
                fill: [p.accent_soft, p.accent_soft, p.pressed],
                outline: p.accent,
                text: p.text,
            },
        }
    }
}

fn shaped(ui: &mut Ui, text: &str, shape: Shape) -> Response {
    let response = painted(ui, text, shape);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, text));
    response
}

fn painted(ui: &mut Ui, text: &str, shape: Shape) -> Response {
    let look = look(ui.ctx());
    let sizes = &look.tokens.sizes;
    let weight = if shape == Shape::Primary {
        Weight::Bold
    } else {
        Weight::Regular
    };
    let pad = if matches!(shape, Shape::Tool | Shape::On) {
        sizes.gap
    } else {
        sizes.pad_x
    };
    let kind = Type::plain(&look).weight(weight);
    let laid = lay(ui.ctx(), text, kind, Fit::Line);
    let size = vec2(laid.size().x + 2.0 * pad, sizes.control);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if ui.is_rect_visible(rect) {
        let paint = shape.paint(&look.tokens.palette);
        face(
            ui,
            rect,
            sizes.radius,
            by_state(&response, paint.fill),
            paint.outline,
        );
        laid.paint_centred(ui.painter(), rect, paint.text);
        focus_ring(ui, &response, rect, sizes.radius);
    }
    response
}
