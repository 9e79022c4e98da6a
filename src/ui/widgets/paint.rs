//! Painting that several widgets share: faces under the pointer and the focus ring.

use eframe::egui::{Color32, Rect, Response, Stroke, StrokeKind, Ui};

use crate::ui::theme::look;

/// The ring that shows which widget has the keyboard.
pub(super) fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: f32) {
    if response.has_focus() {
        let look = look(ui.ctx());
        let width = look.tokens.sizes.focus_ring;
        let stroke = Stroke::new(width, look.tokens.palette.focus);
        ui.painter()
            .rect_stroke(rect.expand(1.0), radius + 1.0, stroke, StrokeKind::Outside);
    }
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
