//! The project's articles, at the start side.

use eframe::egui::Ui;

use crate::app::command::Command;
use crate::app::views::articles::{ArticleRow, count, rows};
use crate::app::views::figures::done;
use crate::i18n::access;
use crate::i18n::notice::SUGGESTIONS;
use crate::i18n::number::number;
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::model::sheet::Progress;
use crate::ui::cx::Cx;
use crate::ui::widgets::{self, OnHover as _};
use crate::ui::words;

/// Shows the list.
pub fn show(ui: &mut Ui, cx: &Cx<'_>) {
    widgets::column(ui, |ui| {
        widgets::spread(
            ui,
            |ui| widgets::heading(ui, W::Articles.say(cx.lang)),
            |ui| widgets::weak_label(ui, &number(count(cx.session), cx.lang)),
        );
        if count(cx.session) > 1 {
            widgets::progress(ui, done(cx.session), K::ArticlesDone.say(cx.lang));
        }
        if count(cx.session) == 0 {
            widgets::weak_label(ui, W::NoArticles.say(cx.lang));
            return;
        }
        let list = widgets::VirtualList::new(ui, "articles", count(cx.session));
        list.name(W::Articles.say(cx.lang)).show(ui, |ui, at| {
            for row in rows(cx.session, at..at + 1) {
                article(ui, cx, &row, at);
            }
        });
    });
}

fn article(ui: &mut Ui, cx: &Cx<'_>, row: &ArticleRow, at: usize) {
    let detail = detail(row, cx);
    let spoken = access::list(&[&row.title, &spoken_detail(row, cx)], cx.lang);
    let shown = widgets::Row::new(&row.title)
        .content()
        .detail(&detail)
        .spoken(&spoken)
        .place(at, count(cx.session))
        .chosen(row.current)
        .show(ui);
    let hint = hint(row, cx);
    let shown = shown.on_hover(&hint);
    if shown.clicked() {
        cx.send(Command::OpenArticle(row.id.clone()));
    }
}

/// [`detail`] as it is said.
fn spoken_detail(row: &ArticleRow, cx: &Cx<'_>) -> String {
    match (row.progress, row.pending) {
        (Progress::Done, _) => W::Done.say(cx.lang).to_owned(),
        (Progress::Discuss, _) => W::Discuss.say(cx.lang).to_owned(),
        (_, Some(pending)) => SUGGESTIONS.say(pending, cx.lang),
        (Progress::InProgress, None) => words::state(row.progress, cx.lang).to_owned(),
        (Progress::New, None) => String::new(),
    }
}

/// Everything known of the article, under the pointer.
fn hint(row: &ArticleRow, cx: &Cx<'_>) -> String {
    let mut parts = vec![words::state(row.progress, cx.lang).to_owned()];
    if let Some(pending) = row.pending {
        parts.push(SUGGESTIONS.say(pending, cx.lang));
    }
    if let Some(decided) = row.decided {
        let decided = number(decided, cx.lang);
        parts.push(format!("{}: {decided}", K::Decisions.say(cx.lang)));
    }
    if let Some(annotations) = row.annotations {
        let annotations = number(annotations, cx.lang);
        parts.push(format!("{}: {annotations}", K::Annotations.say(cx.lang)));
    }
    if row.blind {
        parts.push(K::AnnotatedBlind.say(cx.lang).to_owned());
    }
    parts.extend(Some(row.note.clone()).filter(|note| !note.is_empty()));
    parts.join(" · ")
}

/// What is left to do: pending suggestions, else the state.
fn detail(row: &ArticleRow, cx: &Cx<'_>) -> String {
    match (row.progress, row.pending) {
        (Progress::Done, _) => "✓".to_owned(),
        (Progress::Discuss, _) => W::Discuss.say(cx.lang).to_owned(),
        (_, Some(pending)) if pending > 0 => number(pending, cx.lang),
        (Progress::InProgress, _) => "…".to_owned(),
        _ => String::new(),
    }
}
