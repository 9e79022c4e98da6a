//! What happened, in a bar over the screen's contents.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Area, Color32, Context, Frame, Id, Margin, Order, Response, Stroke, Ui, UiBuilder, vec2,
};

use super::access;
use super::container::{column, row_from_end, spread};
use super::label::coloured_label;
use crate::ui::text::{Fit, Type, lay};
use crate::ui::theme::{Palette, look};

/// How a notice feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Calm,
    /// It worked.
    Good,
    /// Something to look at.
    Warning,
    /// It did not work.
    Danger,
}

impl Tone {
    fn colours(self, p: &Palette) -> (Color32, Color32) {
        match self {
            Self::Calm => (p.accent_soft, p.text),
            Self::Good => (p.good_soft, p.good),
            Self::Warning => (p.warning_soft, p.warning),
            Self::Danger => (p.danger_soft, p.danger),
        }
    }
}

/// A sentence that takes less than this part of the bar shares its line with the actions.
const SHORT: f32 = 0.65;

/// A bar with a sentence at the start side and `actions` (small buttons) at the end side.
///
/// Screen readers announce it when it appears.
pub fn notice(ui: &mut Ui, tone: Tone, text: &str, actions: impl FnOnce(&mut Ui)) -> Response {
    let look = look(ui.ctx());
    let (palette, sizes) = (&look.tokens.palette, &look.tokens.sizes);
    let (ground, ink) = tone.colours(palette);
    let role = if tone == Tone::Danger {
        Role::Alert
    } else {
        Role::Status
    };
    let builder = UiBuilder::new()
        .accessibility_role(role)
        .accessibility_label(text);
    let shown = ui.scope_builder(builder, |ui| {
        access::announces(ui, ui.unique_id(), tone == Tone::Danger);
        Frame::new()
            .fill(ground)
            .stroke(Stroke::new(1.0, palette.border))
            .corner_radius(sizes.radius)
            .inner_margin(Margin::symmetric(sizes.pad_x as i8, sizes.gap_small as i8))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(sizes.gap, 0.0);
                let line = lay(ui.ctx(), text, Type::plain(&look), Fit::Line);
                if line.size().x < ui.available_width() * SHORT {
                    spread(ui, |ui| coloured_label(ui, text, ink), actions);
                } else {
                    column(ui, |ui| {
                        coloured_label(ui, text, ink);
                        row_from_end(ui, actions);
                    });
                }
            });
    });
    access::stands(ui, shown.response.id, shown.response.rect);
    shown.response
}

/// A notice that floats over the end side of the window's bottom and takes no place from anything.
///
/// Whoever shows it decides how long: call it in every frame in which it is seen.
pub fn toast(ctx: &Context, tone: Tone, text: &str, actions: impl FnOnce(&mut Ui)) {
    let look = look(ctx);
    let gap = look.tokens.sizes.gap_large;
    let (align, x) = if look.is_rtl() {
        (Align2::LEFT_BOTTOM, gap)
    } else {
        (Align2::RIGHT_BOTTOM, -gap)
    };
    let area = Area::new(Id::unique("tawsim toast"))
        .order(Order::Foreground)
        .anchor(align, vec2(x, -gap));
    area.show(ctx, |ui| {
        ui.set_width(TOAST_WIDTH.min(ctx.content_rect().width() - 2.0 * gap));
        let frame = Frame::new().corner_radius(look.tokens.sizes.radius);
        let frame = frame.shadow(ui.visuals().popup_shadow);
        frame.show(ui, |ui| notice(ui, tone, text, actions));
    });
}

const TOAST_WIDTH: f32 = 420.0;
