//! The page's scroll bar, at the end side so that it never covers the beginning of a line.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Ui, WidgetInfo, pos2};

use super::{Page, Reader};
use crate::i18n::widgets::WidgetText;
use crate::ui::theme::{look, mix};
use crate::ui::widgets;

pub(super) fn show(reader: &mut Reader, ui: &Ui, page: &Page) {
    let Some(open) = &reader.open else { return };
    let look = look(ui.ctx());
    let height = f64::from(page.rect.height() * page.scale);
    let whole = open.document.height() + height * 0.5;
    if open.document.height() <= height {
        return;
    }
    let width = look.tokens.sizes.scroll_gutter;
    let left = if look.is_rtl() {
        page.rect.left()
    } else {
        page.rect.right() - width
    };
    let track = Rect::from_min_max(
        pos2(left, page.rect.top()),
        pos2(left + width, page.rect.bottom()),
    );
    let response = ui.interact(track, super::id().with("bar"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| {
        let name = WidgetText::ScrollBar.say(look.lang);
        WidgetInfo::labeled(Role::ScrollBar, true, name)
    });
    #[expect(clippy::cast_possible_truncation, reason = "fractions of one")]
    let (part, at) = (
        (height / whole) as f32,
        (reader.scroll.max(0.0) / whole) as f32,
    );
    let length = (part * track.height()).max(28.0);
    let path = (track.height() - length).max(1.0);
    if let Some(pointer) = response.interact_pointer_pos() {
        let wanted = ((pointer.y - track.top() - length / 2.0) / path).clamp(0.0, 1.0);
        reader.scroll = f64::from(wanted) * (whole - height);
        ui.ctx().request_repaint();
    }
    let told = widgets::Scrolled {
        at: reader.scroll / f64::from(page.scale),
        most: (whole - height) / f64::from(page.scale),
        page: f64::from(page.rect.height()),
    };
    if let Some(wish) = widgets::scroll_bar(ui, response.id, told) {
        reader.scroll = wish * f64::from(page.scale);
        ui.ctx().request_repaint();
    }
    let top = track.top() + (at / (1.0 - part).max(0.01)).min(1.0) * path;
    let thickness = look.tokens.sizes.scroll_bar;
    let handle = Rect::from_center_size(
        pos2(track.center().x, top + length / 2.0),
        eframe::egui::vec2(thickness, length),
    );
    let active = response.hovered() || response.dragged();
    let palette = &look.tokens.palette;
    let colour = mix(
        palette.border,
        palette.weak_text,
        if active { 0.9 } else { 0.3 },
    );
    ui.painter().rect_filled(handle, thickness / 2.0, colour);
}
