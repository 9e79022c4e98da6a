//! The history of the project: who decided what when, newest first, and the way back.

use eframe::egui::{Context, Ui};

use super::cx::Cx;
use super::prompts::Next;
use super::widgets::{self, Answer, Choice};
use super::words;
use crate::app::command::{Command, Target};
use crate::app::timeline::{Moment, Wanted};
use crate::edit::history::Step;
use crate::i18n::history::HistoryText as T;
use crate::i18n::window::W;
use crate::model::moment::moment;

/// The history while it is open.
#[derive(Default)]
pub struct Past {
    filter: Filter,
    /// How many records there are behind the one that is chosen.
    picked: Option<usize>,
    /// The person was asked whether to go back.
    asking: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filter {
    #[default]
    All,
    Article,
    Annotation,
}

/// Rows shown at once.
const ROWS: usize = 12;

impl Past {
    /// Shows the history for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let chosen = self.chosen(cx);
        let mine = chosen.is_some_and(|moment| {
            cx.session.project().annotator.as_ref() == Some(&moment.annotator)
        });
        let seq = chosen.filter(|_| mine).map(|moment| moment.seq);
        let texts = [T::Restore.say(cx.lang), T::Export.say(cx.lang)];
        let writable = cx.session.read_only().is_none();
        let choices = [
            Choice::danger(&texts[0]).enabled(seq.is_some() && writable),
            Choice::plain(&texts[1]).enabled(cx.session.dir().is_some()),
            Choice::plain(W::Close.say(cx.lang)),
        ];
        let title = T::Title.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, &title, 640.0, &choices, |ui| self.body(ui, cx));
        match (answer, seq) {
            (Answer::Chosen(0), Some(seq)) if self.asking => {
                cx.send(Command::RestoreTo(seq));
                Next::Close
            }
            (Answer::Chosen(0), Some(_)) => {
                self.asking = true;
                Next::Stay
            }
            (Answer::Chosen(1), _) => {
                if let Some(dir) = cx.session.dir() {
                    cx.send(Command::ExportHistory(dir.join("history.jsonl")));
                }
                Next::Close
            }
            (Answer::Open | Answer::Chosen(0), _) => Next::Stay,
            _ => Next::Close,
        }
    }

    /// The record that is chosen.
    fn chosen<'a>(&self, cx: &Cx<'a>) -> Option<&'a Moment> {
        let moments = cx.session.timeline()?;
        moments.iter().rev().nth(self.picked?)
    }

    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.filters(ui, cx);
        let Some(moments) = cx.session.timeline() else {
            widgets::weak_label(ui, &T::Reading.say(cx.lang));
            return;
        };
        if moments.is_empty() {
            widgets::weak_label(ui, &T::Empty.say(cx.lang));
            return;
        }
        self.list(ui, cx, moments);
        if self.asking {
            let later = self.later(cx, moments);
            widgets::strong_label(ui, &T::Ask(later).say(cx.lang));
        } else if self.chosen(cx).is_some_and(|chosen| !is_mine(cx, chosen)) {
            widgets::weak_label(ui, &T::NotMine.say(cx.lang));
        }
    }

    fn later(&self, cx: &Cx<'_>, moments: &[Moment]) -> usize {
        let newer = moments.iter().rev().take(self.picked.unwrap_or(0));
        newer.filter(|moment| is_mine(cx, moment)).count()
    }

    fn filters(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let before = self.filter;
        let article = cx.session.here().article.clone();
        let annotation = match cx.session.here().target {
            Some(Target::Annotation(id)) => Some(id),
            _ => None,
        };
        widgets::row(ui, |ui| {
            for (filter, text, there) in [
                (Filter::All, T::All, true),
                (Filter::Article, T::Article, article.is_some()),
                (Filter::Annotation, T::Annotation, annotation.is_some()),
            ] {
                let chosen = self.filter == filter;
                if there && widgets::radio(ui, chosen, &text.say(cx.lang)).clicked() {
                    self.filter = filter;
                }
            }
        });
        if self.filter != before {
            self.picked = None;
            self.asking = false;
            cx.send(Command::ReadHistory(Wanted {
                article: article.filter(|_| self.filter != Filter::All),
                annotation: annotation.filter(|_| self.filter == Filter::Annotation),
                ..Wanted::default()
            }));
        }
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>, moments: &[Moment]) {
        let height = widgets::list_height(ui, ROWS);
        let count = moments.len();
        let title = T::Title.say(cx.lang);
        let list = widgets::VirtualList::new(ui, "history", count).name(&title);
        list.show_within(ui, height, |ui, at| {
            let Some(shown) = moments.iter().rev().nth(at) else {
                return;
            };
            let (text, detail) = (sentence(cx, shown), when(shown));
            let row = widgets::Row::new(&text)
                .detail(&detail)
                .place(at, count)
                .chosen(self.picked == Some(at));
            if row.show(ui).clicked() {
                self.picked = Some(at);
                self.asking = false;
            }
        });
    }
}

fn is_mine(cx: &Cx<'_>, moment: &Moment) -> bool {
    cx.session.project().annotator.as_ref() == Some(&moment.annotator)
}

/// Who and when, to the second: in world time, as in the files that several people share.
fn when(shown: &Moment) -> String {
    let at = moment(shown.at.0);
    format!("{} · \u{2066}{at} UTC\u{2069}", shown.annotator)
}

/// What was done, to which words.
fn sentence(cx: &Cx<'_>, moment: &Moment) -> String {
    let deed = words::deed(moment.deed).say(cx.lang);
    let step = match moment.step {
        Step::Do => String::new(),
        Step::Undo => format!("{}: ", T::Undone.say(cx.lang)),
        Step::Redo => format!("{}: ", T::Redone.say(cx.lang)),
    };
    let touched = moment.touches.iter().find(|touch| touch.text.is_some());
    let text = touched.and_then(|touch| touch.text.as_deref());
    let text = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let text = text.map_or_else(String::new, |text| format!(" «\u{2068}{text}\u{2069}»"));
    let label = touched.and_then(|touch| touch.label.as_ref());
    let label = label.and_then(|id| cx.session.project().labels().get(id));
    let label = label.map(|label| format!(" ({})", words::of(&label.name, cx.lang)));
    format!("{step}{deed}{text}{}", label.unwrap_or_default())
}
