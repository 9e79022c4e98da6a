//! Trying patterns out: which rules match in a text, and what is wrong with the project's file.

use eframe::egui::{Context, Ui};

use super::cx::Cx;
use super::prompts::Next;
use super::theme::look;
use super::widgets::{self, Answer, Choice, FieldState};
use super::words;
use crate::app::command::Command;
use crate::app::session::Session;
use crate::app::trial::{FileState, FiredRule, PatternProblem, Trial};
use crate::i18n::number::number;
use crate::i18n::window::W;
use crate::text::grapheme;

/// The dialog while it is open.
pub struct Bench {
    sample: FieldState,
    /// The text that was sent last.
    sent: String,
}

/// Rows shown at once.
const ROWS: usize = 9;

/// The longest sample that is proposed, in bytes.
const LONGEST: usize = 2000;

impl Bench {
    /// Begins with the selection, else with the paragraph in which the person is.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Self {
        let sample = proposed(cx.session);
        cx.send(Command::TryPatterns(sample.clone()));
        Self {
            sample: FieldState::new(&sample),
            sent: sample,
        }
    }

    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let choices = [
            Choice::primary(W::TrialAgain.say(cx.lang)),
            Choice::plain(W::Close.say(cx.lang)),
        ];
        let trial = cx.session.trial().cloned();
        let title = W::TrialTitle.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, title, 760.0, &choices, |ui| {
            widgets::weak_label(ui, W::TrialSample.say(cx.lang));
            widgets::text_field(ui, &mut self.sample, W::TrialSample.say(cx.lang));
            if let Some(trial) = &trial {
                file(ui, cx, trial);
                rules(ui, cx, &trial.fired);
            }
        });
        let typed = self.sample.text() != self.sent;
        if typed || answer == Answer::Chosen(0) {
            self.sent = self.sample.text().to_owned();
            cx.send(Command::TryPatterns(self.sent.clone()));
        }
        match answer {
            Answer::Open | Answer::Chosen(0) => Next::Stay,
            Answer::Chosen(_) | Answer::Dismissed => Next::Close,
        }
    }
}

/// The selection or the current span's paragraph, as one line.
fn proposed(session: &Session) -> String {
    let Some((article, _)) = session.current() else {
        return String::new();
    };
    let (text, here) = (&article.text, session.here());
    if let Some(span) = here.selection() {
        return span.text(text).to_owned();
    }
    let at = session
        .current_span()
        .map_or(here.head, |span| span.start());
    let at = grapheme::floor(text, at);
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let start = start.max(grapheme::ceil(text, at.saturating_sub(LONGEST)));
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    let end = end.min(grapheme::floor(text, (start + LONGEST).min(text.len())));
    text[start..end.max(start)].to_owned()
}

/// How the project's file fared, with line and column of what is wrong.
fn file(ui: &mut Ui, cx: &Cx<'_>, trial: &Trial) {
    let path = trial.file.as_deref().map(words::path).unwrap_or_default();
    let told = match &trial.state {
        FileState::None => format!("{} {path}", W::TrialNoFile.say(cx.lang)),
        FileState::Good => format!("{} {path}", W::TrialGood.say(cx.lang)),
        FileState::Wrong(problem) => return wrong(ui, cx, &path, problem),
        FileState::Unreadable(trouble) => {
            format!("{path}: {}", words::trouble(trouble).say(cx.lang))
        }
    };
    if trial.file.is_some() {
        widgets::label(ui, &told);
    }
}

fn wrong(ui: &mut Ui, cx: &Cx<'_>, path: &str, problem: &PatternProblem) {
    let colour = look(ui.ctx()).tokens.palette.danger;
    let place = format!("\u{2066}{}:{}\u{2069}", problem.line, problem.column);
    let fault = words::pattern(&problem.fault).say(cx.lang);
    widgets::coloured_label(ui, &format!("{path} {place}"), colour);
    widgets::label(ui, &fault);
}

fn rules(ui: &mut Ui, cx: &Cx<'_>, fired: &[FiredRule]) {
    if fired.is_empty() {
        widgets::weak_label(ui, W::TrialNothing.say(cx.lang));
        return;
    }
    let count = number(fired.len(), cx.lang);
    let heading = W::TrialFired.say(cx.lang).replace("{all}", &count);
    widgets::weak_label(ui, &heading);
    let row = look(ui.ctx()).tokens.sizes.row;
    let height = row * fired.len().clamp(1, ROWS) as f32;
    let list = widgets::VirtualList::new(ui, "fired", fired.len());
    list.name(W::TrialTitle.say(cx.lang))
        .show_within(ui, height, |ui, at| {
            if let Some(rule) = fired.get(at) {
                rule_row(ui, cx, rule, (at, fired.len()));
            }
        });
}

/// What a rule would mark and as what; then its name, its id and whose it is.
fn rule_row(ui: &mut Ui, cx: &Cx<'_>, rule: &FiredRule, (at, count): (usize, usize)) {
    let label = cx.session.project().labels().get(&rule.label);
    let label = label.map_or_else(
        || rule.label.to_string(),
        |label| words::label(label, cx.lang),
    );
    let name = if cx.lang.is_rtl() {
        &rule.name.ar
    } else {
        &rule.name.en
    };
    let whose = if rule.own {
        W::TrialOwn
    } else {
        W::TrialBundled
    };
    let text = format!("\u{2068}{}\u{2069} ({label})", rule.text);
    let whose = whose.say(cx.lang);
    let detail = format!("{name} · \u{2066}{}\u{2069} · {whose}", rule.id);
    widgets::Row::new(&text)
        .detail(&detail)
        .place(at, count)
        .chosen(rule.own)
        .show(ui);
}
