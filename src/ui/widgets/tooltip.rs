//! A few words about a thing under the pointer.

use eframe::egui::accesskit::Role;
use eframe::egui::{Frame, Margin, RectAlign, Response, Sense, Tooltip, WidgetInfo};

use crate::ui::text::{Fit, Type, lay};
use crate::ui::theme::look;

/// Adds tooltips to responses.
pub trait OnHover {
    /// Shows `text` when the pointer rests on the widget.
    #[must_use]
    fn on_hover(self, text: &str) -> Self;
}

const WIDEST: f32 = 340.0;

impl OnHover for Response {
    fn on_hover(self, text: &str) -> Self {
        let mut tooltip = if self.enabled() {
            Tooltip::for_enabled(&self)
        } else {
            Tooltip::for_disabled(&self)
        };
        let look = look(&self.ctx);
        let palette = &look.tokens.palette;
        let align = if look.is_rtl() {
            RectAlign::BOTTOM_END
        } else {
            RectAlign::BOTTOM_START
        };
        tooltip.popup = tooltip.popup.align(align).frame(
            Frame::new()
                .fill(palette.tip)
                .corner_radius(look.tokens.sizes.radius_small)
                .inner_margin(Margin::symmetric(10, 6)),
        );
        tooltip.show(|ui| {
            let kind = Type::plain(&look).size(look.tokens.sizes.small);
            let laid = lay(ui.ctx(), text, kind, Fit::Wrap(WIDEST));
            let (rect, response) = ui.allocate_exact_size(laid.size(), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Tooltip, true, text));
            laid.paint(ui.painter(), rect.min, palette.tip_text);
        });
        self
    }
}
