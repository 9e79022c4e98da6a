//! The projects opened last, to choose one.

use std::path::Path;

use eframe::egui::Context;

use super::cx::Cx;
use super::prompts::Next;
use super::widgets::{self, Answer, Choice};
use super::words;
use crate::app::command::Command;
use crate::i18n::details::D;
use crate::i18n::window::W;

/// Shows the dialog for one frame.
pub fn show(ctx: &Context, cx: &Cx<'_>) -> Next {
    let choices = [Choice::plain(W::Cancel.say(cx.lang))];
    let recent = cx.session.recent();
    let title = D::RecentTitle.say(cx.lang);
    let (answer, clicked) = widgets::dialog(ctx, title, 560.0, &choices, |ui| {
        if recent.is_empty() {
            widgets::weak_label(ui, D::NoRecent.say(cx.lang));
        }
        let mut clicked = None;
        for (at, dir) in recent.iter().enumerate() {
            let name = dir.file_name().unwrap_or(dir.as_os_str()).to_string_lossy();
            let folder = dir.parent().map(words::path).unwrap_or_default();
            let row = widgets::Row::new(&name)
                .content()
                .detail(&folder)
                .place(at, recent.len())
                .chosen(cx.session.dir() == Some(dir.as_path()));
            if row.show(ui).clicked() {
                clicked = Some(dir.as_path());
            }
        }
        clicked.map(Path::to_owned)
    });
    match (clicked, answer) {
        (Some(dir), _) => {
            cx.send(Command::OpenProject(dir));
            Next::Close
        }
        (None, Answer::Open) => Next::Stay,
        (None, _) => Next::Close,
    }
}
