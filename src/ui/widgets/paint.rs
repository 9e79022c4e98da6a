//! Painting that several widgets share: faces under the pointer and the focus ring.

use eframe::egui::{Color32, Event, Key, Plugin, Rect, Response, Stroke, StrokeKind, Ui};

use crate::ui::theme::look;

/// The ring that shows which widget has the keyboard, when it came there by key and not by mouse.
pub(super) fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: f32) {
    // Asked for every widget, so that the watch begins before the first one has the focus.
    let hands = ui.ctx().plugin_or_default::<Hands>();
    if response.has_focus() && hands.lock().on_keys {
        ring(ui, rect, radius);
    }
}

/// The ring of a widget that shows where typing goes, whoever brought it there.
pub(super) fn typing_ring(ui: &Ui, response: &Response, rect: Rect, radius: f32) {
    if response.has_focus() {
        ring(ui, rect, radius);
    }
}

/// The focus ring of something that is no widget of ours but can have the keyboard.
pub fn ring_of(ui: &Ui, response: &Response, rect: Rect) {
    focus_ring(ui, response, rect, look(ui.ctx()).tokens.sizes.radius_small);
}

fn ring(ui: &Ui, rect: Rect, radius: f32) {
    let look = look(ui.ctx());
    let stroke = Stroke::new(look.tokens.sizes.focus_ring, look.tokens.palette.focus);
    ui.painter()
        .rect_stroke(rect.expand(1.0), radius + 1.0, stroke, StrokeKind::Outside);
}

/// Whether the hands are on the keyboard or on the mouse.
struct Hands {
    on_keys: bool,
}

impl Default for Hands {
    fn default() -> Self {
        // Before the mouse was ever used, whatever has the focus got it by key.
        Self { on_keys: true }
    }
}

impl Plugin for Hands {
    fn debug_name(&self) -> &'static str {
        "tawsim hands"
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        ui.input(|input| {
            for event in &input.events {
                match event {
                    Event::PointerButton { pressed: true, .. } => self.on_keys = false,
                    Event::Key {
                        key, pressed: true, ..
                    } if walks(*key) => self.on_keys = true,
                    _ => {}
                }
            }
        });
    }
}

/// Keys that move the keyboard from one widget to another.
fn walks(key: Key) -> bool {
    matches!(
        key,
        Key::Tab
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::F6
            | Key::F10
    )
}

/// One of three colours: at rest, under the pointer, held down.
pub(super) fn by_state(response: &Response, [rest, over, down]: [Color32; 3]) -> Color32 {
    if response.is_pointer_button_down_on() {
        down
    } else if response.hovered() {
        over
    } else {
        rest
    }
}

/// Paints the face of a control.
pub(super) fn face(ui: &Ui, rect: Rect, radius: f32, fill: Color32, outline: Color32) {
    let stroke = Stroke::new(1.0, outline);
    ui.painter()
        .rect(rect, radius, fill, stroke, StrokeKind::Inside);
}
