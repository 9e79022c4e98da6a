//! The label palette with its keys: click or press to label what is current.

use eframe::egui::Ui;

use crate::app::command::Command;
use crate::i18n::window::W;
use crate::model::label::Label;
use crate::ui::cx::Cx;
use crate::ui::theme::look;
use crate::ui::widgets::{self, OnHover};
use crate::ui::words;

/// Shows the palette.
pub fn show(ui: &mut Ui, cx: &Cx<'_>) {
    widgets::column(ui, |ui| {
        widgets::heading(ui, W::Labels.say(cx.lang));
        let gap = look(ui.ctx()).tokens.sizes.gap_small;
        widgets::wrapping_row(ui, |ui| {
            ui.spacing_mut().item_spacing = eframe::egui::vec2(gap, gap);
            for label in cx.session.project().labels().iter() {
                chip(ui, cx, label);
            }
        });
    });
}

fn chip(ui: &mut Ui, cx: &Cx<'_>, label: &Label) {
    let colours = look(ui.ctx()).tokens.label(label.colour);
    let name = words::label(label, cx.lang);
    let text = match label.key {
        Some(key) => format!("{name} {}", key.to_ascii_uppercase()),
        None => name,
    };
    let shown = widgets::chip_button(ui, &text, colours);
    let shown = shown.on_hover(words::of(&label.description, cx.lang));
    if shown.clicked() {
        cx.send(Command::Label(label.id.clone()));
    }
}
