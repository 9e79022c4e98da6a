//! The dialog of an import: how far it is, and where a person has to agree, what was found.

mod marks;

use eframe::egui::{Context, Ui};

use self::marks::MarksChoice;
use super::cx::Cx;
use super::prompts::Next;
use super::widgets::{self, Answer, Choice};
use super::words;
use crate::app::command::Command;
use crate::app::headless::intake::TakenAs;
use crate::app::import::{Fault, Import, Look, Marks, Options};
use crate::i18n::import::{ImportText, place};
use crate::i18n::intake;
use crate::i18n::window::W;
use crate::say;

/// Files shown; those with something to decide come first.
const FILES: usize = 60;

/// Faults shown of each file.
const FAULTS: usize = 4;

/// Columns offered.
const COLUMNS: usize = 12;

/// The dialog's state.
pub struct ImportDialog {
    marks: MarksChoice,
}

impl ImportDialog {
    /// For files of which it was said how what they say of articles is to be taken, or not.
    #[must_use]
    pub fn new(taken: Option<TakenAs>) -> Self {
        Self {
            marks: MarksChoice::new(taken),
        }
    }

    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let answer = match cx.session.import() {
            None => return Next::Close,
            Some(Import::Looking(done, all)) => {
                under_way(ctx, cx, ImportText::Looking(*done, *all), (*done, *all))
            }
            Some(Import::Storing(done, all)) => {
                under_way(ctx, cx, ImportText::Storing(*done, *all), (*done, *all))
            }
            Some(Import::Ready(looks)) => self.ready(ctx, cx, looks),
        };
        match (answer, cx.session.import()) {
            (Answer::Open, _) => Next::Stay,
            (Answer::Chosen(0), Some(Import::Ready(looks))) => {
                let agreement = self.marks.agreement(cx, looks);
                cx.send(Command::StartImport(Box::new(agreement)));
                Next::Close
            }
            _ => {
                cx.send(Command::CancelImport);
                Next::Close
            }
        }
    }

    fn ready(&mut self, ctx: &Context, cx: &Cx<'_>, looks: &[Look]) -> Answer {
        let new: usize = looks.iter().map(|look| look.new).sum();
        let (annotations, suggestions) = self.marks.amounts(cx, looks);
        let marks = annotations + suggestions;
        let verb = intake::import(new, annotations, suggestions, cx.lang);
        let possible = new + marks > 0 && self.marks.is_possible(looks);
        let choices = [
            Choice::primary(&verb).enabled(possible),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let title = W::ImportTitle.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, title, 620.0, &choices, |ui| {
            if new + marks == 0 {
                widgets::label(ui, &ImportText::Nothing.say(cx.lang));
            }
            let room = ctx.content_rect().height() * 0.62;
            widgets::scroll_within(ui, room, "import", |ui| {
                self.marks.show(ui, cx, looks);
                files(ui, cx, looks);
            });
        });
        answer
    }
}

fn under_way(ctx: &Context, cx: &Cx<'_>, text: ImportText, (done, all): (usize, usize)) -> Answer {
    let choices = [Choice::plain(W::Cancel.say(cx.lang))];
    let title = W::ImportTitle.say(cx.lang);
    let (answer, ()) = widgets::dialog(ctx, title, 420.0, &choices, |ui| {
        let said = text.say(cx.lang);
        widgets::label(ui, &said);
        widgets::progress(ui, done as f32 / all.max(1) as f32, &said);
    });
    match answer {
        Answer::Chosen(_) => Answer::Dismissed,
        other => other,
    }
}

/// The files, those with something to see or to decide first.
fn files(ui: &mut Ui, cx: &Cx<'_>, looks: &[Look]) {
    let (clear, doubtful): (Vec<_>, Vec<_>) = looks
        .iter()
        .enumerate()
        .partition(|(_, look)| look.is_clear() && look.columns.is_empty());
    for (at, look) in doubtful.into_iter().chain(clear).take(FILES) {
        file(ui, cx, at, look);
        widgets::separator(ui);
    }
    if looks.len() > FILES {
        let more = ImportText::MoreFiles(looks.len() - FILES);
        widgets::weak_label(ui, &more.say(cx.lang));
    }
}

fn file(ui: &mut Ui, cx: &Cx<'_>, at: usize, look: &Look) {
    let name = look.choice.source.path.file_name().unwrap_or_default();
    let name = words::path(name.as_ref());
    let found = ImportText::Found(look.new, look.known).say(cx.lang);
    widgets::spread(
        ui,
        |ui| widgets::strong_label(ui, &name),
        |ui| widgets::weak_label(ui, &found),
    );
    if let Some(trouble) = &look.trouble {
        widgets::label(ui, &words::trouble(trouble).say(cx.lang));
    }
    match &look.beginning {
        Some((title, beginning)) if look.encodings.is_empty() => {
            // A title that was made of the first sentence says nothing more.
            if !beginning.starts_with(title.trim_end_matches('…')) {
                widgets::content_label(ui, title);
            }
            widgets::indented(ui, |ui| widgets::content_label(ui, beginning));
        }
        _ => {}
    }
    if let Some(marks) = &look.marks {
        said(ui, cx, marks);
    }
    encodings(ui, cx, at, look);
    columns(ui, cx, at, look);
    for fault in look.faults.iter().take(FAULTS) {
        widgets::label(ui, &sentence(fault, cx));
    }
    let more = look.more_faults + look.faults.len().saturating_sub(FAULTS);
    if more > 0 {
        widgets::weak_label(ui, &ImportText::MoreProblems(more).say(cx.lang));
    }
}

/// What a file says of articles, and what is wrong with that.
fn said(ui: &mut Ui, cx: &Cx<'_>, marks: &Marks) {
    let left: usize = marks.found.left_out.values().sum();
    let suggestions = marks.found.suggestions + left;
    let said = intake::says(marks.format, marks.annotations, suggestions, cx.lang);
    widgets::label(ui, &said);
    // Labels are asked for above.
    for line in say::intake::wrong(&marks.found, FAULTS, cx.lang) {
        widgets::weak_label(ui, &line);
    }
}

fn sentence(fault: &Fault, cx: &Cx<'_>) -> String {
    let fault_text = say::fault_text(&fault.kind);
    let place = place(fault.place.member.as_deref(), fault.place.line, cx.lang);
    if place.is_empty() {
        fault_text.sentence(cx.lang)
    } else {
        format!("{place}: {}", fault_text.say(cx.lang))
    }
}

fn encodings(ui: &mut Ui, cx: &Cx<'_>, at: usize, look: &Look) {
    if look.encodings.is_empty() {
        return;
    }
    widgets::label(ui, &ImportText::Encoding.say(cx.lang));
    for (place, (encoding, preview)) in look.encodings.iter().enumerate() {
        widgets::row(ui, |ui| {
            if widgets::radio(ui, place == 0, encoding).clicked() && place > 0 {
                let encoding = Some(encoding.clone());
                let options = Options {
                    encoding,
                    ..look.choice.options.clone()
                };
                cx.send(Command::ReadAs(at, options));
            }
            widgets::content_label(ui, preview);
        });
    }
}

fn columns(ui: &mut Ui, cx: &Cx<'_>, at: usize, look: &Look) {
    if look.columns.len() < 2 {
        return;
    }
    widgets::label(ui, &ImportText::Column.say(cx.lang));
    widgets::wrapping_row(ui, |ui| {
        for column in look.columns.iter().take(COLUMNS) {
            let chosen = look.column.as_ref() == Some(column);
            if widgets::radio(ui, chosen, column).clicked() && !chosen {
                let column = Some(column.clone());
                let options = Options {
                    column,
                    ..look.choice.options.clone()
                };
                cx.send(Command::ReadAs(at, options));
            }
        }
    });
}
