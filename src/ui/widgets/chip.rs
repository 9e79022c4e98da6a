//! A label's name on its colour.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Pos2, Rect, Response, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::paint::focus_ring;
use crate::ui::text::{Fit, Laid, Type, Weight, lay};
use crate::ui::theme::{LabelColours, look};

/// A chip that only shows.
pub fn chip(ui: &mut Ui, text: &str, colours: LabelColours) -> Response {
    shown(ui, text, colours, Sense::hover(), Role::Label)
}

/// A chip that acts when clicked.
pub fn chip_button(ui: &mut Ui, text: &str, colours: LabelColours) -> Response {
    shown(ui, text, colours, Sense::click(), Role::Button)
}

fn shown(ui: &mut Ui, text: &str, colours: LabelColours, sense: Sense, role: Role) -> Response {
    let look = look(ui.ctx());
    let laid = chip_text(ui, text);
    let (rect, response) = ui.allocate_exact_size(chip_size(ui, &laid), sense);
    response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), text));
    if ui.is_rect_visible(rect) {
        paint_chip(ui, &laid, rect.min, colours.chip, colours.chip_text);
        focus_ring(ui, &response, rect, look.tokens.sizes.chip_height / 2.0);
    }
    response
}

/// The text of a chip, laid out for [`paint_chip`].
pub fn chip_text(ui: &Ui, text: &str) -> Laid {
    let look = look(ui.ctx());
    let kind = Type::plain(&look)
        .size(look.tokens.sizes.chip)
        .weight(Weight::Bold);
    lay(ui.ctx(), text, kind, Fit::Line)
}

/// The size of the chip around a text.
pub fn chip_size(ui: &Ui, laid: &Laid) -> Vec2 {
    let sizes = &look(ui.ctx()).tokens.sizes;
    vec2(laid.size().x + 2.0 * sizes.gap, sizes.chip_height)
}

/// Paints a chip with its left top corner at `corner`, for places that widgets do not reach, such
/// as over the words of an article.
pub fn paint_chip(ui: &Ui, laid: &Laid, corner: Pos2, fill: Color32, text: Color32) {
    let rect = Rect::from_min_size(corner, chip_size(ui, laid));
    ui.painter()
        .rect_filled(rect, look(ui.ctx()).tokens.sizes.radius_small, fill);
    laid.paint_centred(ui.painter(), rect, text);
}
