//! Progress that fills from the start side.

use eframe::egui::accesskit::Role;
use eframe::egui::{Response, Sense, Ui, WidgetInfo, vec2};

use super::list_row::take_start;
use crate::ui::theme::look;

/// A bar filled to `part` (0.0 to 1.0) of the available width; `name` is for screen readers.
pub fn progress(ui: &mut Ui, part: f32, name: &str) -> Response {
    let look = look(ui.ctx());
    let part = part.clamp(0.0, 1.0);
    let size = vec2(ui.available_width(), 6.0);
    let (mut rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, name);
        info.value = Some(f64::from((part * 100.0).round()));
        info
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
    });
    let palette = &look.tokens.palette;
    let radius = rect.height() / 2.0;
    ui.painter().rect_filled(rect, radius, palette.sunken);
    let width = rect.width() * part;
    if width > 0.0 {
        let full = take_start(&mut rect, width.max(radius * 2.0), &look);
        ui.painter().rect_filled(full, radius, palette.accent);
    }
    response
}
