//! The export dialog: which format, what of the project, and what would come of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use eframe::egui::{Context, Ui};

use super::cx::Cx;
use super::dialogs::Purpose;
use super::prompts::Next;
use super::text::Base;
use super::theme::look;
use super::widgets::{self, Answer, Choice, FieldState};
use super::words;
use crate::app::command::{Command, ExportPlan};
use crate::app::headless::dataset::{
    Duplicates, Grouping, Listing, Order, Preview, Recipe, Shares,
};
use crate::app::headless::{self, Flat, FormatRow, Refusal, Subword, WriteOptions};
use crate::i18n::Lang;
use crate::i18n::exchange::{self, X};
use crate::i18n::window::W;
use crate::model::ids::LabelId;
use crate::model::sheet::Progress;
use crate::say;
use crate::ui::text::Type;

const SUBWORDS: [(Subword, X); 4] = [
    (Subword::Split, X::SubwordSplit),
    (Subword::Expand, X::SubwordExpand),
    (Subword::Contract, X::SubwordContract),
    (Subword::Drop, X::SubwordDrop),
];

const FLATS: [(Flat, X); 3] = [
    (Flat::Outermost, X::FlatOutermost),
    (Flat::Innermost, X::FlatInnermost),
    (Flat::Longest, X::FlatLongest),
];

const STATES: [(Progress, X); 4] = [
    (Progress::New, X::StateNew),
    (Progress::InProgress, X::StateInProgress),
    (Progress::Done, X::StateDone),
    (Progress::Discuss, X::StateDiscuss),
];

/// Labels beside each other, where they are given names.
const NAMES: usize = 3;
/// Width of such a field, in points.
const NAME: f32 = 96.0;

/// Lines of the preview that are shown.
const LINES: usize = 8;

/// The dialog's state.
pub struct ExportDialog {
    /// Index into the formats that can be written.
    format: usize,
    path: FieldState,
    options: WriteOptions,
    /// Whether the other choices are shown.
    more: bool,
    people: BTreeSet<String>,
    /// States that are not wanted.
    without_states: Vec<Progress>,
    /// Labels that are not wanted.
    without_labels: BTreeSet<LabelId>,
    /// Whether labels are written under other names, and under which; an empty field keeps the name.
    rename: bool,
    names: BTreeMap<LabelId, FieldState>,
    split: bool,
    shares: FieldState,
    seed: FieldState,
    together: bool,
    shuffle: bool,
    dedup: bool,
    manifest: bool,
    /// What was last asked to be looked at.
    sent: Option<ExportPlan>,
}

fn formats() -> Vec<FormatRow> {
    let all = headless::formats().into_iter();
    all.filter(|format| format.writes).collect()
}

impl ExportDialog {
    /// Proposes a file in the project's folder.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Self {
        let ending = formats().first().map_or("", extension);
        let path = cx.session.dir();
        let path = path.map(|dir| dir.join(format!("dataset.{ending}")));
        let path = path.map_or_else(String::new, |path| path.display().to_string());
        Self {
            format: 0,
            path: FieldState::new(&path),
            options: WriteOptions::default(),
            more: false,
            people: BTreeSet::new(),
            without_states: Vec::new(),
            without_labels: BTreeSet::new(),
            rename: false,
            names: BTreeMap::new(),
            split: false,
            shares: FieldState::new("80/10/10"),
            seed: FieldState::new("1"),
            together: true,
            shuffle: false,
            dedup: false,
            manifest: false,
            sent: None,
        }
    }

    /// Puts a path chosen in a native dialog into the field.
    pub fn set_path(&mut self, chosen: &Path) {
        self.path.set_text(&chosen.display().to_string());
    }

    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let formats = formats();
        let plan = self.plan(cx, &formats);
        let ready = plan.is_some() && !self.path.text().trim().is_empty();
        let choices = [
            Choice::primary(W::Export.say(cx.lang)).enabled(ready),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let before = self.ending(&formats);
        let title = W::ExportTitle.say(cx.lang);
        let room = ctx.content_rect().height() * 0.68;
        let (answer, browse) = widgets::dialog(ctx, title, 640.0, &choices, |ui| {
            widgets::scroll_within(ui, room, "export", |ui| self.body(ui, cx, &formats))
        });
        let after = self.ending(&formats);
        if after != before {
            let path = renamed(self.path.text(), &before, &after);
            self.path.set_text(&path);
        }
        self.look(cx, &formats);
        match (answer, plan) {
            (Answer::Chosen(0), Some(plan)) => {
                cx.send(Command::Export(plan));
                Next::Close
            }
            (Answer::Chosen(_) | Answer::Dismissed, _) => Next::Close,
            (Answer::Open, _) if browse => self.browse(&formats),
            (Answer::Open, _) => Next::Stay,
        }
    }

    fn browse(&self, formats: &[FormatRow]) -> Next {
        let name = PathBuf::from(self.path.text());
        let name = name.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let id = formats.get(self.format).map_or("", |format| format.id);
        Next::Browse(Purpose::Export(id.to_owned(), name))
    }

    /// The file name ending; none for a folder.
    fn ending(&self, formats: &[FormatRow]) -> String {
        let format = formats.get(self.format);
        let format = format.filter(|format| !self.split && !format.folder);
        format.map_or_else(String::new, |format| extension(format).to_owned())
    }

    /// What was chosen; nothing if it makes no sense.
    fn plan(&self, cx: &Cx<'_>, formats: &[FormatRow]) -> Option<ExportPlan> {
        let shares = Shares::parse(self.shares.text());
        let seed: Option<u64> = self.seed.text().trim().parse().ok();
        if self.split && shares.is_none() || self.is_seeded() && seed.is_none() {
            return None;
        }
        let labels = cx.session.project().labels().iter();
        let wanted = labels.filter(|label| !self.without_labels.contains(&label.id));
        let labels: Vec<LabelId> = wanted.map(|label| label.id.clone()).collect();
        let states = STATES.iter().map(|(state, _)| *state);
        let states: Vec<Progress> = states
            .filter(|s| !self.without_states.contains(s))
            .collect();
        if labels.is_empty() || states.is_empty() || self.names.values().any(is_no_label) {
            return None;
        }
        Some(ExportPlan {
            format: formats.get(self.format)?.id.to_owned(),
            path: PathBuf::from(self.path.text().trim()),
            options: self.options,
            recipe: Recipe {
                annotators: self.people.iter().cloned().collect(),
                states: if self.without_states.is_empty() {
                    Vec::new()
                } else {
                    states
                },
                labels: if self.without_labels.is_empty() {
                    Vec::new()
                } else {
                    labels
                },
                map: self.map(),
                shares: shares.filter(|_| self.split),
                grouping: if self.together {
                    Grouping::Source
                } else {
                    Grouping::Text
                },
                order: if self.shuffle {
                    Order::Shuffled
                } else {
                    Order::Listed
                },
                seed: seed.unwrap_or(1),
                duplicates: if self.dedup {
                    Duplicates::Drop
                } else {
                    Duplicates::Keep
                },
                listing: if self.manifest {
                    Listing::Always
                } else {
                    Listing::WithParts
                },
            },
        })
    }

    /// Labels that are written as another one.
    fn map(&self) -> Vec<(LabelId, LabelId)> {
        if !self.rename {
            return Vec::new();
        }
        let pair = |(from, to): (&LabelId, &FieldState)| (from.clone(), to.text().trim().into());
        let pairs = self.names.iter().map(pair);
        pairs
            .filter(|(from, to): &(LabelId, LabelId)| !to.as_str().is_empty() && from != to)
            .collect()
    }

    fn is_seeded(&self) -> bool {
        self.split || self.shuffle
    }

    /// Asks what would come of it if that is not what was asked last. Where to is no matter.
    fn look(&mut self, cx: &Cx<'_>, formats: &[FormatRow]) {
        let plan = self.plan(cx, formats).map(|plan| ExportPlan {
            path: PathBuf::new(),
            ..plan
        });
        if let Some(plan) = plan
            && self.sent.as_ref() != Some(&plan)
        {
            self.sent = Some(plan.clone());
            cx.send(Command::Preview(plan));
        }
    }

    /// Whether a path is to be chosen in a native dialog.
    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>, formats: &[FormatRow]) -> bool {
        let names: Vec<&str> = formats.iter().map(|format| format.name).collect();
        let lang = cx.lang;
        widgets::row(ui, |ui| {
            widgets::strong_label(ui, W::ExportFormat.say(lang));
            widgets::combo_box(ui, W::ExportFormat.say(lang), &names, &mut self.format);
        });
        let format = formats.get(self.format);
        if let Some(format) = format {
            widgets::weak_label(ui, about(format, lang));
        }
        let folder = self.split || format.is_some_and(|format| format.folder);
        let what = if folder {
            X::Folder.say(lang)
        } else {
            W::ExportPath.say(lang)
        };
        widgets::strong_label(ui, what);
        widgets::TextField::new(what)
            .left_to_right()
            .show(ui, &mut self.path);
        let browse = widgets::button(ui, W::Choose.say(lang)).clicked();
        if format.is_some_and(|format| !format.exact) {
            pick(ui, lang, X::Subword, &SUBWORDS, &mut self.options.subword);
            pick(ui, lang, X::Flat, &FLATS, &mut self.options.flat);
        }
        widgets::toggle_button(ui, &mut self.more, X::More.say(lang));
        if self.more {
            self.choices(ui, cx);
        }
        widgets::separator(ui);
        widgets::strong_label(ui, X::Preview.say(lang));
        preview(ui, cx);
        browse
    }

    fn choices(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let lang = cx.lang;
        self.persons(ui, cx);
        widgets::strong_label(ui, X::States.say(lang));
        widgets::wrapping_row(ui, |ui| {
            for (state, name) in STATES {
                let mut on = !self.without_states.contains(&state);
                if widgets::checkbox(ui, &mut on, name.say(lang)).changed() {
                    self.without_states.retain(|other| *other != state);
                    if !on {
                        self.without_states.push(state);
                    }
                }
            }
        });
        widgets::strong_label(ui, X::Labels.say(lang));
        widgets::wrapping_row(ui, |ui| {
            for label in cx.session.project().labels().iter() {
                let mut on = !self.without_labels.contains(&label.id);
                if widgets::checkbox(ui, &mut on, &words::label(label, lang)).changed() {
                    if on {
                        self.without_labels.remove(&label.id);
                    } else {
                        self.without_labels.insert(label.id.clone());
                    }
                }
            }
        });
        self.names(ui, cx);
        widgets::checkbox(ui, &mut self.split, X::Split.say(lang));
        if self.split {
            self.field(
                ui,
                lang,
                X::Shares,
                Shares::parse(self.shares.text()).is_none(),
            );
            widgets::checkbox(ui, &mut self.together, X::Together.say(lang));
        }
        widgets::checkbox(ui, &mut self.shuffle, X::Shuffle.say(lang));
        if self.is_seeded() {
            let wrong = self.seed.text().trim().parse::<u64>().is_err();
            self.field(ui, lang, X::Seed, wrong);
        }
        widgets::checkbox(ui, &mut self.dedup, X::Dedup.say(lang));
        if !self.split {
            widgets::checkbox(ui, &mut self.manifest, X::Manifest.say(lang));
        }
    }

    /// Asks under which names labels are written.
    fn names(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        widgets::checkbox(ui, &mut self.rename, X::Rename.say(cx.lang));
        if !self.rename {
            return;
        }
        widgets::weak_label(ui, X::RenameHint.say(cx.lang));
        let labels = cx.session.project().labels().iter();
        let wanted = labels.filter(|label| !self.without_labels.contains(&label.id));
        widgets::cells(ui, NAMES, wanted, |ui, label| {
            let id = label.id.as_str();
            let empty = || FieldState::new("");
            let state = self.names.entry(label.id.clone()).or_insert_with(empty);
            let field = widgets::TextField::new(id).placeholder(id);
            let field = field.left_to_right().width(NAME);
            let name = |ui: &mut Ui| widgets::cut_label(ui, id, NAME);
            widgets::spread(ui, name, |ui| field.show(ui, state));
        });
        if self.names.values().any(is_no_label) {
            let danger = look(ui.ctx()).tokens.palette.danger;
            widgets::coloured_label(ui, X::BadName.say(cx.lang), danger);
        }
    }

    /// A short field with its name, and what is wrong with it.
    fn field(&mut self, ui: &mut Ui, lang: Lang, what: X, wrong: bool) {
        let (state, fault) = match what {
            X::Shares => (&mut self.shares, X::BadShares),
            _ => (&mut self.seed, X::BadSeed),
        };
        widgets::row(ui, |ui| {
            widgets::label(ui, what.say(lang));
            let field = widgets::TextField::new(what.say(lang));
            field.left_to_right().width(120.0).show(ui, state);
            if wrong {
                let danger = look(ui.ctx()).tokens.palette.danger;
                widgets::coloured_label(ui, fault.say(lang), danger);
            }
        });
    }

    /// Whose annotations, if several people have some.
    fn persons(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(Ok(preview)) = cx.session.preview() else {
            return;
        };
        if preview.annotators.len() < 2 {
            return;
        }
        widgets::strong_label(ui, X::People.say(cx.lang));
        let me = cx.session.project().annotator.as_ref();
        widgets::wrapping_row(ui, |ui| {
            for name in &preview.annotators {
                let mine = me.is_some_and(|me| me.as_str() == name);
                let mut on = self.people.contains(name) || self.people.is_empty() && mine;
                if widgets::checkbox(ui, &mut on, name).changed() {
                    // Nobody chosen means the person at the window.
                    if let (true, Some(me)) = (self.people.is_empty(), me) {
                        self.people.insert(me.to_string());
                    }
                    if on {
                        self.people.insert(name.clone());
                    } else {
                        self.people.remove(name);
                    }
                }
            }
        });
    }
}

/// Whether what was typed cannot be the name of a label.
fn is_no_label(name: &FieldState) -> bool {
    name.text().trim().contains(char::is_whitespace)
}

/// One of a few choices in a box, with its name above.
fn pick<T: Copy + PartialEq>(ui: &mut Ui, lang: Lang, name: X, choices: &[(T, X)], chosen: &mut T) {
    widgets::row(ui, |ui| {
        widgets::label(ui, name.say(lang));
        let names: Vec<&str> = choices.iter().map(|(_, name)| name.say(lang)).collect();
        let known = choices.iter().position(|(choice, _)| choice == chosen);
        let mut at = known.unwrap_or_default();
        widgets::combo_box(ui, name.say(lang), &names, &mut at);
        if let Some((choice, _)) = choices.get(at) {
            *chosen = *choice;
        }
    });
}

fn preview(ui: &mut Ui, cx: &Cx<'_>) {
    match cx.session.preview() {
        None => {
            widgets::weak_label(ui, X::Looking.say(cx.lang));
        }
        Some(Err(refusal)) => refused(ui, refusal, cx.lang),
        Some(Ok(preview)) => {
            lines(ui, preview, cx.lang);
            amounts(ui, preview, cx.lang);
            losses(ui, preview, cx.lang);
        }
    }
}

fn refused(ui: &mut Ui, refusal: &Refusal, lang: Lang) {
    let danger = look(ui.ctx()).tokens.palette.danger;
    widgets::coloured_label(ui, &say::refusal(refusal, lang), danger);
}

/// The first lines, as they will stand in the file.
fn lines(ui: &mut Ui, preview: &Preview, lang: Lang) {
    if preview.lines.is_empty() {
        if preview.articles > 0 {
            widgets::weak_label(ui, X::NoLines.say(lang));
        }
        return;
    }
    widgets::card(ui, |ui| {
        let look = look(ui.ctx());
        let kind = Type::plain(&look)
            .size(look.tokens.sizes.small)
            .base(Base::Ltr);
        if let Some(name) = &preview.file {
            widgets::typed_label(ui, name, kind, look.tokens.palette.weak_text);
        }
        for line in preview.lines.iter().take(LINES) {
            // A tab is seen as a gap; an empty line has its height.
            let line = if line.is_empty() { " " } else { line };
            widgets::typed_label(ui, line, kind, look.tokens.palette.text);
        }
    });
}

fn amounts(ui: &mut Ui, preview: &Preview, lang: Lang) {
    if !preview.complete {
        widgets::weak_label(ui, X::Looking.say(lang));
    }
    for part in &preview.parts {
        let said = exchange::amount(&part.name, part.articles, part.annotations, lang);
        widgets::label(ui, &said);
    }
    if preview.duplicates > 0 {
        widgets::label(ui, &exchange::duplicates(preview.duplicates, lang));
    }
}

fn losses(ui: &mut Ui, preview: &Preview, lang: Lang) {
    let palette = look(ui.ctx()).tokens.palette.clone();
    if !preview.losses.is_empty() {
        widgets::coloured_label(ui, X::Losses.say(lang), palette.warning);
        for loss in &preview.losses {
            widgets::label(ui, &say::loss(loss, lang));
        }
    } else if preview.complete {
        widgets::coloured_label(ui, X::NoLoss.say(lang), palette.good);
    }
}

/// A format's usual file name ending.
fn extension(format: &FormatRow) -> &'static str {
    format.extensions.first().copied().unwrap_or_default()
}

/// What a format is good for.
fn about(format: &FormatRow, lang: Lang) -> &str {
    let (ar, en) = &format.about;
    if lang.is_rtl() { ar } else { en }
}

/// A path with another ending of its file name; no ending for folders.
fn renamed(path: &str, before: &str, after: &str) -> String {
    let dotted = |ending: &str| {
        if ending.is_empty() {
            String::new()
        } else {
            format!(".{ending}")
        }
    };
    let stem = path.strip_suffix(&dotted(before)).unwrap_or(path);
    format!("{stem}{}", dotted(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ending_of_the_format_is_changed() {
        assert_eq!(renamed("/a/d.b.jsonl", "jsonl", "iob2"), "/a/d.b.iob2");
        assert_eq!(renamed("/a/d.doccano.jsonl", "doccano.jsonl", ""), "/a/d");
        assert_eq!(renamed("/a/d", "", "conll"), "/a/d.conll");
        assert_eq!(
            renamed("/a/own.name", "jsonl", "conll"),
            "/a/own.name.conll"
        );
    }
}
