//! What the person should know, above the article; warnings stay until dismissed.

use eframe::egui::Ui;

use crate::app::command::Command;
use crate::app::notice::{Gravity, Notice};
use crate::i18n::window::W;
use crate::ui::cx::Cx;
use crate::ui::{widgets, words};

/// Shows all notices, the newest last.
pub fn show(ui: &mut Ui, cx: &Cx<'_>) {
    for notice in cx.session.notices() {
        one(ui, cx, notice);
    }
}

fn one(ui: &mut Ui, cx: &Cx<'_>, notice: &Notice) {
    let tone = match notice.gravity {
        Gravity::Info => widgets::Tone::Calm,
        Gravity::Warning => widgets::Tone::Warning,
        Gravity::Error => widgets::Tone::Danger,
    };
    let sentence = words::happening(&notice.what, cx.lang).say(cx.lang);
    widgets::notice(ui, tone, &sentence, |ui| {
        if widgets::tool_button(ui, W::Close.say(cx.lang)).clicked() {
            cx.send(Command::DismissNotice(notice.id));
        }
    });
}
