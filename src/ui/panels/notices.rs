//! What the person should know, above the article; warnings stay until dismissed.

use eframe::egui::Ui;

use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::notice::{Gravity, Happening, Notice, Trouble};
use crate::i18n::details::D;
use crate::i18n::history::HistoryText;
use crate::i18n::intake::T;
use crate::i18n::wide::P;
use crate::i18n::window::W;
use crate::ui::cx::Cx;
use crate::ui::{widgets, words};

/// Shows all notices, the newest last; actions that they offer go to `choose`.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, mut choose: impl FnMut(Action)) {
    for notice in cx.session.notices() {
        one(ui, cx, notice, &mut choose);
    }
}

fn one(ui: &mut Ui, cx: &Cx<'_>, notice: &Notice, choose: &mut impl FnMut(Action)) {
    let tone = match notice.gravity {
        Gravity::Info => widgets::Tone::Calm,
        Gravity::Warning => widgets::Tone::Warning,
        Gravity::Error => widgets::Tone::Danger,
    };
    let sentence = words::happening(&notice.what, cx.lang).say(cx.lang);
    widgets::notice(ui, tone, &sentence, |ui| {
        if let Happening::EndedBadly {
            place: Some((dir, article, at)),
            ..
        } = &notice.what
            && widgets::button(ui, D::GoOn.say(cx.lang)).clicked()
        {
            cx.send(Command::Resume(dir.clone(), article.clone(), *at));
            cx.send(Command::DismissNotice(notice.id));
        }
        if widgets::tool_button(ui, W::Close.say(cx.lang)).clicked() {
            cx.send(Command::DismissNotice(notice.id));
        }
        let more = matches!(notice.what, Happening::Brought { plain: false, .. });
        if more && widgets::tool_button(ui, T::Report.say(cx.lang)).clicked() {
            choose(Action::ImportReport);
        }
        let offered = matches!(notice.what, Happening::OfferEverywhere(..));
        if offered && widgets::tool_button(ui, P::OfferButton.say(cx.lang)).clicked() {
            cx.send(Command::DismissNotice(notice.id));
            choose(Action::Everywhere);
        }
    });
    if let (Happening::ReadOnly(Trouble::InUse(_)), Some(dir)) = (&notice.what, cx.session.dir()) {
        let name = other_name(cx);
        let offer = format!("{}: {name}", HistoryText::OtherName.say(cx.lang));
        if widgets::button(ui, &offer).clicked() {
            cx.send(Command::OpenAs(dir.to_owned(), name));
            cx.send(Command::DismissNotice(notice.id));
        }
    }
}

/// The name in use with a number behind it: `me`, `me-2`, `me-3`.
fn other_name(cx: &Cx<'_>) -> String {
    let annotator = cx.session.project().annotator.as_ref();
    let name = annotator.map_or("me", |annotator| annotator.as_str());
    let numbered = name
        .rsplit_once('-')
        .and_then(|(stem, number)| Some((stem, number.parse::<u32>().ok()?)));
    match numbered {
        Some((stem, number)) => format!("{stem}-{}", number.saturating_add(1)),
        None => format!("{name}-2"),
    }
}
