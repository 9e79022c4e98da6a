//! How what files say of articles is taken: asked once for all files of an import.

use std::collections::BTreeMap;

use eframe::egui::Ui;

use crate::app::headless::intake::{TakenAs, Terms, is_origin, origin_of};
use crate::app::import::{Agreement, Look, Marks};
use crate::app::views::labels::template;
use crate::i18n::intake::T;
use crate::model::ids::LabelId;
use crate::model::label::{Bilingual, Colour, Label};
use crate::ui::cx::Cx;
use crate::ui::theme::{OFFERED, look};
use crate::ui::widgets::{self, FieldState};
use crate::ui::words;

/// What becomes of a label that the project does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// The project gets it.
    New,
    /// What has it is left out.
    Out,
    /// It is read as the label at that place.
    As(usize),
}

impl Fate {
    /// Its place in the list of choices.
    fn place(self) -> usize {
        match self {
            Self::New => 0,
            Self::Out => 1,
            Self::As(at) => at + 2,
        }
    }

    fn at(place: usize) -> Self {
        match place {
            0 => Self::New,
            1 => Self::Out,
            at => Self::As(at - 2),
        }
    }
}

/// The choices made so far.
#[derive(Default)]
pub(super) struct MarksChoice {
    /// How it is taken, where the person or what was asked for says so.
    taken: Option<TakenAs>,
    /// What the suggestions are shown as coming from, once it is asked for.
    origin: Option<FieldState>,
    fates: BTreeMap<LabelId, Fate>,
}

impl MarksChoice {
    pub(super) fn new(taken: Option<TakenAs>) -> Self {
        Self {
            taken,
            ..Self::default()
        }
    }

    /// How it is taken: as was chosen, else as the files suggest. What a model believes is to be
    /// decided about.
    pub(super) fn taken(&self, looks: &[Look]) -> TakenAs {
        let marks = || looks.iter().filter_map(|look| look.marks.as_deref());
        let stated: usize = marks()
            .map(|marks| marks.annotations - marks.believed)
            .sum();
        let any: usize = marks().map(Marks::count).sum();
        self.taken.unwrap_or(if stated == 0 && any > 0 {
            TakenAs::Suggestions
        } else {
            TakenAs::Annotations
        })
    }

    /// Whether what was chosen can be done.
    pub(super) fn is_possible(&self, looks: &[Look]) -> bool {
        let origin = self.origin.as_ref();
        let fits = origin.is_none_or(|origin| is_origin(origin.text().trim()));
        self.taken(looks) != TakenAs::Suggestions || fits
    }

    /// What the person agrees to.
    pub(super) fn agreement(&self, cx: &Cx<'_>, looks: &[Look]) -> Agreement {
        let taken = self.taken(looks);
        let origin = self.origin.as_ref();
        let origin = origin.filter(|_| taken == TakenAs::Suggestions);
        let ours: Vec<&LabelId> = ids(cx).collect();
        let (mut map, mut labels) = (Vec::new(), Vec::<Label>::new());
        for label in unknown(looks)
            .into_keys()
            .filter(|_| taken != TakenAs::Texts)
        {
            match self.fate(cx, looks, &label) {
                Fate::New => labels.push(made(cx, &label, &labels)),
                Fate::Out => map.push((label, None)),
                Fate::As(at) => map.push((label, ours.get(at).copied().cloned())),
            }
        }
        Agreement {
            terms: Terms {
                taken,
                map,
                origin: origin.map(|origin| origin.text().trim().to_owned()),
            },
            labels,
        }
    }

    /// How many annotations and suggestions are taken.
    pub(super) fn amounts(&self, cx: &Cx<'_>, looks: &[Look]) -> (usize, usize) {
        let marks = || looks.iter().filter_map(|look| look.marks.as_deref());
        let all: usize = marks().map(Marks::count).sum();
        let out = |labels: &BTreeMap<LabelId, usize>| -> usize {
            let left = labels.iter();
            left.filter(|(label, _)| self.fate(cx, looks, label) == Fate::Out)
                .map(|(_, count)| *count)
                .sum()
        };
        let stated: usize = marks()
            .map(|marks| marks.annotations - out(&marks.found.unknown))
            .sum();
        let believed: usize = marks()
            .map(|marks| marks.count() - marks.annotations - out(&marks.found.left_out))
            .sum();
        match self.taken(looks) {
            TakenAs::Annotations => (stated, believed),
            TakenAs::Suggestions => (0, (stated + believed).min(all)),
            TakenAs::Texts => (0, 0),
        }
    }

    /// As chosen, else as it probably is: what nobody knows becomes a label of its own where people
    /// have stated it, and is left out where a model believes it.
    fn fate(&self, cx: &Cx<'_>, looks: &[Look], label: &LabelId) -> Fate {
        if let Some(chosen) = self.fates.get(label) {
            return *chosen;
        }
        match (guess(cx, label), self.taken(looks)) {
            (Some(at), _) => Fate::As(at),
            (None, TakenAs::Suggestions) => Fate::Out,
            (None, _) => Fate::New,
        }
    }

    /// Asks.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, looks: &[Look]) {
        if looks.iter().all(|look| look.marks.is_none()) {
            return;
        }
        let taken = self.taken(looks);
        widgets::strong_label(ui, T::How.say(cx.lang));
        for (way, name, hint) in [
            (TakenAs::Annotations, T::AsAnnotations, T::AsAnnotationsHint),
            (TakenAs::Suggestions, T::AsSuggestions, T::AsSuggestionsHint),
            (TakenAs::Texts, T::Texts, T::TextsHint),
        ] {
            if widgets::radio(ui, taken == way, name.say(cx.lang)).clicked() {
                self.taken = Some(way);
            }
            widgets::indented(ui, |ui| widgets::weak_label(ui, hint.say(cx.lang)));
        }
        if taken != TakenAs::Texts {
            self.labels(ui, cx, looks);
        }
        if taken == TakenAs::Suggestions {
            self.named(ui, cx, looks);
        }
        widgets::separator(ui);
    }

    /// Asks once for each label that the project does not have.
    fn labels(&mut self, ui: &mut Ui, cx: &Cx<'_>, looks: &[Look]) {
        let unknown = unknown(looks);
        if unknown.is_empty() {
            return;
        }
        widgets::strong_label(ui, T::UnknownLabels.say(cx.lang));
        let names = cx.session.project().labels().iter();
        let names: Vec<String> = names.map(|label| words::label(label, cx.lang)).collect();
        let others = [T::NewLabel.say(cx.lang), T::LeaveOut.say(cx.lang)];
        let ours = names.iter().map(String::as_str);
        let choices: Vec<&str> = others.into_iter().chain(ours).collect();
        for (label, count) in unknown {
            let before = self.fate(cx, looks, &label).place();
            let mut place = before;
            let name = format!("{label} ({count})");
            widgets::cells(ui, 2, [Some(&name), None], |ui, name| {
                if let Some(name) = name {
                    widgets::label(ui, name);
                } else {
                    widgets::combo_box(ui, label.as_str(), &choices, &mut place);
                }
            });
            if place != before {
                self.fates.insert(label, Fate::at(place));
            }
        }
    }

    fn named(&mut self, ui: &mut Ui, cx: &Cx<'_>, looks: &[Look]) {
        let origin = self.origin.get_or_insert_with(|| {
            let first = looks.iter().find(|look| look.marks.is_some());
            let path = first.map(|look| origin_of(&look.choice.source.path));
            FieldState::new(&path.unwrap_or_default())
        });
        widgets::strong_label(ui, T::Origin.say(cx.lang));
        let field = widgets::TextField::new(T::Origin.say(cx.lang));
        field.left_to_right().show(ui, origin);
        if is_origin(origin.text().trim()) {
            widgets::weak_label(ui, T::OriginHint.say(cx.lang));
        } else {
            let danger = look(ui.ctx()).tokens.palette.danger;
            widgets::coloured_label(ui, T::BadOrigin.say(cx.lang), danger);
        }
    }
}

/// Labels that the project does not have, and how often files use them.
fn unknown(looks: &[Look]) -> BTreeMap<LabelId, usize> {
    let mut all: BTreeMap<LabelId, usize> = BTreeMap::new();
    for marks in looks.iter().filter_map(|look| look.marks.as_deref()) {
        for (label, count) in marks.unknown() {
            *all.entry(label.clone()).or_default() += count;
        }
    }
    all
}

fn ids<'c>(cx: &Cx<'c>) -> impl Iterator<Item = &'c LabelId> {
    cx.session.project().labels().iter().map(|label| &label.id)
}

/// What a label of others probably means: the one of ours that its name begins with, or that
/// begins with it.
fn guess(cx: &Cx<'_>, label: &LabelId) -> Option<usize> {
    let asked = label.as_str().to_ascii_uppercase();
    let fits =
        |ours: &LabelId| asked.starts_with(ours.as_str()) || ours.as_str().starts_with(&asked);
    ids(cx).position(fits)
}

/// The label of that id: as the news have it, else with its id for a name and a hue that is free. Its
/// key is left to the person.
fn made(cx: &Cx<'_>, id: &LabelId, others: &[Label]) -> Label {
    let known = template("news").and_then(|labels| labels.get(id).cloned());
    let ours = cx.session.project().labels().iter().chain(others);
    let used: Vec<Colour> = ours.map(|label| label.colour).collect();
    let free = OFFERED.iter().find(|colour| !used.contains(colour));
    let colour = free.or(OFFERED.first()).copied();
    let named = || {
        let name = Bilingual::new(id.as_str(), id.as_str());
        colour.map(|colour| Label::new(id.clone(), name, colour))
    };
    let grey = Colour {
        r: 128,
        g: 128,
        b: 128,
    };
    let label = known.or_else(named);
    let mut label = label.unwrap_or_else(|| Label::new(id.clone(), Bilingual::default(), grey));
    label.key = None;
    label
}
