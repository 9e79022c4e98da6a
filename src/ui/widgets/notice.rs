//! What happened, in a bar over the screen's contents.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Frame, Margin, Response, Stroke, Ui, UiBuilder, vec2};

use super::container::spread;
use super::label::coloured_label;
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
    ui.scope_builder(builder, |ui| {
        Frame::new()
            .fill(ground)
            .stroke(Stroke::new(1.0, palette.border))
            .corner_radius(sizes.radius)
            .inner_margin(Margin::symmetric(sizes.pad_x as i8, sizes.gap_small as i8))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(sizes.gap, 0.0);
                spread(ui, |ui| coloured_label(ui, text, ink), actions);
            });
    })
    .response
}
