//! The label palette with its keys: click or press to label what is current.

use eframe::egui::Ui;

use crate::app::command::Command;
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::model::ids::LabelId;
use crate::model::label::Label;
use crate::ui::cx::Cx;
use crate::ui::theme::look;
use crate::ui::widgets::{self, OnHover};
use crate::ui::words;

/// Shows the palette. Returns a label whose rules a person wants to read.
pub fn show(ui: &mut Ui, cx: &Cx<'_>) -> Option<LabelId> {
    let mut told_of = None;
    widgets::column(ui, |ui| {
        widgets::heading(ui, W::Labels.say(cx.lang));
        sticky(ui, cx);
        let gap = look(ui.ctx()).tokens.sizes.gap_small;
        widgets::wrapping_row(ui, |ui| {
            ui.spacing_mut().item_spacing = eframe::egui::vec2(gap, gap);
            for label in cx.session.project().labels().iter() {
                if chip(ui, cx, label) {
                    told_of = Some(label.id.clone());
                }
            }
        });
    });
    told_of
}

/// What sticky label mode does, while it is on.
fn sticky(ui: &mut Ui, cx: &Cx<'_>) {
    let (on, last) = cx.session.sticky();
    if !on {
        return;
    }
    match last.and_then(|id| cx.session.project().labels().get(id)) {
        Some(label) => {
            let name = words::label(label, cx.lang);
            widgets::label(ui, &format!("{}{name}", K::StickyOn.say(cx.lang)));
        }
        None => {
            widgets::weak_label(ui, K::StickyWaits.say(cx.lang));
        }
    }
}

/// A label's chip; answers whether its rules are asked for.
fn chip(ui: &mut Ui, cx: &Cx<'_>, label: &Label) -> bool {
    let colours = look(ui.ctx()).tokens.label(label.colour);
    let name = words::label(label, cx.lang);
    let text = match label.key {
        Some(key) => format!("{name} {}", key.to_ascii_uppercase()),
        None => name,
    };
    let shown = widgets::chip_button(ui, &text, colours);
    let shown = shown.on_hover(words::of(&label.description, cx.lang));
    let rules = widgets::context_menu(&shown, |ui| {
        widgets::menu_item(ui, K::InGuidelines.say(cx.lang), None).clicked()
    });
    if shown.clicked() {
        cx.send(Command::Label(label.id.clone()));
    }
    rules.unwrap_or(false)
}
