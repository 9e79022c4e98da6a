//! The list of what was exported: with the same project and choices it has the same bytes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::recipe::{Duplicates, Grouping, Order, Recipe};
use super::source::Source;
use crate::app::headless::{Flat, Loss, Subword, WriteOptions};
use crate::model::dataset::Record;
use crate::model::label::Label;
use crate::model::sheet::Progress;

/// Its name in a folder.
pub const NAME: &str = "manifest.json";

/// The whole list.
#[derive(Debug, Serialize)]
pub(super) struct Manifest {
    tool: String,
    format: String,
    subword: &'static str,
    flat: &'static str,
    project: ProjectPart,
    choices: Choices,
    labels: Vec<LabelPart>,
    parts: Vec<PartList>,
    duplicates: Vec<Dropped>,
    losses: Vec<LossPart>,
    files: Vec<FilePart>,
}

#[derive(Debug, Serialize)]
struct ProjectPart {
    name: String,
    /// The last journal record of each annotator.
    revision: BTreeMap<String, u64>,
    guidelines_sha256: Option<String>,
}

#[derive(Debug, Serialize)]
struct Choices {
    annotators: Vec<String>,
    states: Vec<&'static str>,
    labels: Vec<String>,
    map: BTreeMap<String, String>,
    split: Option<[u32; 3]>,
    together: &'static str,
    order: &'static str,
    duplicates: &'static str,
    seed: u64,
}

#[derive(Debug, Serialize)]
struct LabelPart {
    id: String,
    ar: String,
    en: String,
}

/// The articles of a part and what is in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartList {
    /// `train`, `dev`, `test`; empty if the dataset is one whole.
    pub name: String,
    /// How many articles.
    pub articles: usize,
    /// How many annotations are in the project.
    pub annotations: usize,
    /// Of these, how many with each label.
    pub by_label: BTreeMap<String, usize>,
    /// The articles, in order.
    pub ids: Vec<String>,
    /// Those that were annotated without seeing suggestions.
    pub blind: Vec<String>,
}

impl PartList {
    pub(super) fn note(&mut self, record: &Record) {
        self.articles += 1;
        self.annotations += record.annotations.len();
        let id = record.article.id.to_string();
        if record.blind {
            self.blind.push(id.clone());
        }
        self.ids.push(id);
        for annotation in &record.annotations {
            *self
                .by_label
                .entry(annotation.label.to_string())
                .or_default() += 1;
        }
    }
}

#[derive(Debug, Serialize)]
struct Dropped {
    article: String,
    same_as: String,
}

#[derive(Debug, Serialize)]
struct LossPart {
    kind: String,
    count: usize,
    article: String,
    label: String,
    text: String,
    became: Option<String>,
}

/// A file of the dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilePart {
    /// Its name below the folder.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// Its hash.
    pub sha256: String,
}

/// What was written, as far as the manifest tells of it.
pub(super) struct Told<'a> {
    pub(super) format: &'a str,
    pub(super) options: WriteOptions,
    pub(super) parts: Vec<PartList>,
    pub(super) duplicates: Vec<(String, String)>,
    pub(super) losses: &'a [Loss],
    pub(super) files: Vec<FilePart>,
}

/// The list as bytes.
pub(super) fn bytes(source: &Source<'_>, recipe: &Recipe, told: Told<'_>) -> Vec<u8> {
    let dropped = |(article, same_as)| Dropped { article, same_as };
    let manifest = Manifest {
        tool: format!("tawsim {}", env!("CARGO_PKG_VERSION")),
        format: told.format.to_owned(),
        subword: subword(told.options.subword),
        flat: flat(told.options.flat),
        project: ProjectPart {
            name: source.name().to_owned(),
            revision: source.revision(),
            guidelines_sha256: source.guidelines(),
        },
        choices: choices(recipe, source),
        labels: source.labels().iter().map(label).collect(),
        parts: told.parts,
        duplicates: told.duplicates.into_iter().map(dropped).collect(),
        losses: told.losses.iter().map(loss).collect(),
        files: told.files,
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn choices(recipe: &Recipe, source: &Source<'_>) -> Choices {
    let pair = |(from, to): &(_, _)| (ToString::to_string(from), ToString::to_string(to));
    Choices {
        annotators: source.revision().into_keys().collect(),
        states: recipe.states.iter().copied().map(state).collect(),
        labels: recipe.labels.iter().map(ToString::to_string).collect(),
        map: recipe.map.iter().map(pair).collect(),
        split: recipe.shares.map(|s| [s.train, s.dev, s.test]),
        together: match recipe.grouping {
            Grouping::Source => "source",
            Grouping::Text => "text",
        },
        order: match recipe.order {
            Order::Listed => "listed",
            Order::Shuffled => "shuffled",
        },
        duplicates: match recipe.duplicates {
            Duplicates::Keep => "kept",
            Duplicates::Drop => "dropped",
        },
        seed: recipe.seed,
    }
}

fn label(label: &Label) -> LabelPart {
    LabelPart {
        id: label.id.to_string(),
        ar: label.name.ar.clone(),
        en: label.name.en.clone(),
    }
}

fn loss(loss: &Loss) -> LossPart {
    LossPart {
        kind: format!("{:?}", loss.kind),
        count: loss.count,
        article: loss.article.clone(),
        label: loss.label.clone(),
        text: loss.text.clone(),
        became: loss.became.clone(),
    }
}

fn subword(subword: Subword) -> &'static str {
    match subword {
        Subword::Split => "split",
        Subword::Expand => "expand",
        Subword::Contract => "contract",
        Subword::Drop => "drop",
    }
}

fn flat(flat: Flat) -> &'static str {
    match flat {
        Flat::Outermost => "outermost",
        Flat::Innermost => "innermost",
        Flat::Longest => "longest",
    }
}

/// The name of a state on the command line and in lists.
#[must_use]
pub fn state(state: Progress) -> &'static str {
    match state {
        Progress::New => "new",
        Progress::InProgress => "in-progress",
        Progress::Done => "done",
        Progress::Discuss => "discuss",
    }
}
