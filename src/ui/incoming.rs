//! The dialog for files that become suggestions: what is in them, and how their labels are read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use eframe::egui::{Context, Ui};

use super::cx::Cx;
use super::prompts::Next;
use super::theme::look;
use super::widgets::{self, Answer, Choice, FieldState};
use super::words;
use crate::app::command::Command;
use crate::app::event::Incoming;
use crate::app::headless::tentative::{Taken, Wish, is_origin, origin_of};
use crate::i18n::exchange::{self, X};
use crate::i18n::problem::and_more;
use crate::i18n::window::W;
use crate::model::ids::LabelId;
use crate::say;

/// Problems, and names of articles, told one by one.
const SHOWN: usize = 3;

/// The dialog's state.
pub struct IncomingDialog {
    wish: Wish,
    origin: FieldState,
    /// Of each label that the project does not have: 0 leaves it out, else the label before.
    read_as: BTreeMap<LabelId, usize>,
}

impl IncomingDialog {
    /// For these files, called after the first of them.
    #[must_use]
    pub fn new(files: Vec<PathBuf>) -> Self {
        let origin = files
            .first()
            .map_or_else(String::new, |path| origin_of(path));
        Self {
            wish: Wish {
                files,
                ..Wish::default()
            },
            origin: FieldState::new(&origin),
            read_as: BTreeMap::new(),
        }
    }

    /// The files as they are to be looked at.
    #[must_use]
    pub fn wish(&self) -> &Wish {
        &self.wish
    }

    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let incoming = cx.session.incoming();
        let incoming = incoming.filter(|incoming| incoming.wish == self.wish);
        let origin = self.origin.text().trim().to_owned();
        let ready = incoming.is_some_and(has_some) && is_origin(&origin);
        let choices = [
            Choice::primary(X::Take.say(cx.lang)).enabled(ready),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let title = W::ImportSuggestionsTitle.say(cx.lang);
        let room = ctx.content_rect().height() * 0.7;
        let (answer, ()) = widgets::dialog(ctx, title, 520.0, &choices, |ui| {
            widgets::scroll_within(ui, room, "incoming", |ui| self.body(ui, cx, incoming));
        });
        match answer {
            Answer::Chosen(0) => {
                cx.send(Command::TakeSuggestions(self.wanted(cx, origin)));
                Next::Close
            }
            Answer::Chosen(_) | Answer::Dismissed => Next::Close,
            Answer::Open => Next::Stay,
        }
    }

    /// The files with what was chosen.
    fn wanted(&self, cx: &Cx<'_>, origin: String) -> Wish {
        let labels: Vec<&LabelId> = ids(cx).collect();
        let read = |(from, at): (&LabelId, &usize)| {
            let to = at.checked_sub(1).and_then(|at| labels.get(at).copied());
            (from.clone(), to.cloned())
        };
        Wish {
            origin: Some(origin),
            map: self.read_as.iter().map(read).collect(),
            ..self.wish.clone()
        }
    }

    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>, incoming: Option<&Incoming>) {
        match incoming.map(|incoming| &incoming.found) {
            None => {
                widgets::weak_label(ui, X::Looking.say(cx.lang));
            }
            Some(Err(refusal)) => {
                let danger = look(ui.ctx()).tokens.palette.danger;
                widgets::coloured_label(ui, &say::refusal(refusal, cx.lang), danger);
            }
            Some(Ok(found)) => {
                self.told(ui, cx, found);
                self.labels(ui, cx, found);
            }
        }
        self.named(ui, cx);
    }

    fn told(&self, ui: &mut Ui, cx: &Cx<'_>, found: &Taken) {
        let unknown: usize = found.unknown.values().sum();
        let counts = (found.suggestions + unknown, found.known);
        let wrong = found.problems.len() + found.unplaced;
        for line in exchange::incoming(counts, (found.strangers.len(), wrong), cx.lang) {
            widgets::label(ui, &line);
        }
        few(ui, cx, &found.strangers, Clone::clone);
        few(ui, cx, &found.fitted, |fitted| say::fitted(fitted, cx.lang));
        few(ui, cx, &found.problems, |problem| {
            say::problem(problem, cx.lang)
        });
        let danger = look(ui.ctx()).tokens.palette.danger;
        for refusal in &found.refused {
            widgets::coloured_label(ui, &say::refusal(refusal, cx.lang), danger);
        }
    }

    /// Asks once for each label that the project does not have.
    fn labels(&mut self, ui: &mut Ui, cx: &Cx<'_>, found: &Taken) {
        if found.unknown.is_empty() {
            return;
        }
        widgets::strong_label(ui, X::UnknownLabels.say(cx.lang));
        let names = cx.session.project().labels().iter();
        let names: Vec<String> = names.map(|label| words::label(label, cx.lang)).collect();
        let leave = std::iter::once(X::LeaveOut.say(cx.lang));
        let names: Vec<&str> = leave.chain(names.iter().map(String::as_str)).collect();
        for (label, count) in &found.unknown {
            let guess = || guess(cx, label);
            let chosen = self.read_as.entry(label.clone()).or_insert_with(guess);
            let name = format!("{label} ({count})");
            widgets::row(ui, |ui| {
                widgets::label(ui, &name);
                widgets::combo_box(ui, label.as_str(), &names, chosen);
            });
        }
    }

    fn named(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        widgets::strong_label(ui, X::Origin.say(cx.lang));
        let field = widgets::TextField::new(X::Origin.say(cx.lang));
        field.left_to_right().show(ui, &mut self.origin);
        if is_origin(self.origin.text().trim()) {
            widgets::weak_label(ui, X::OriginHint.say(cx.lang));
        } else {
            let danger = look(ui.ctx()).tokens.palette.danger;
            widgets::coloured_label(ui, X::BadOrigin.say(cx.lang), danger);
        }
    }
}

/// The first few of many, one a line.
fn few<T>(ui: &mut Ui, cx: &Cx<'_>, all: &[T], say: impl Fn(&T) -> String) {
    for one in all.iter().take(SHOWN) {
        widgets::weak_label(ui, &say(one));
    }
    if all.len() > SHOWN {
        widgets::weak_label(ui, &and_more(all.len() - SHOWN, cx.lang));
    }
}

fn has_some(incoming: &Incoming) -> bool {
    let found = incoming.found.as_ref();
    found.is_ok_and(|found| found.suggestions + found.unknown.len() > 0)
}

fn ids<'c>(cx: &Cx<'c>) -> impl Iterator<Item = &'c LabelId> {
    cx.session.project().labels().iter().map(|label| &label.id)
}

/// What a label of others probably means: the one of ours that its name begins with, or that
/// begins with it.
fn guess(cx: &Cx<'_>, label: &LabelId) -> usize {
    let asked = label.as_str().to_ascii_uppercase();
    let fits =
        |ours: &LabelId| asked.starts_with(ours.as_str()) || ours.as_str().starts_with(&asked);
    ids(cx).position(fits).map_or(0, |at| at + 1)
}
