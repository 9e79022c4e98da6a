//! What it costs in keys to come from suggestions to gold: a simulated person who knows the gold
//! works on the articles through the commands that the window sends, by the cheapest keys there are.
//!
//! A key counts one, with whatever is held down. Deciding goes in the order of the text. A wrong
//! suggestion is put right where that costs less than rejecting it and marking its entity by hand;
//! what was missed is marked on the way, by caret keys, Shift, the label's key, and the keys that
//! move an edge. The keys ↑ and ↓, Home and End, which depend on where lines break, are not used.

mod desk;
mod keys;
mod reach;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use self::desk::{Desk, Way};
pub use self::keys::{Key, Keys};
use super::{Problem, Refusal, files};
use crate::model::annotation::Annotation;
use crate::model::dataset::Record;
use crate::model::ids::LabelId;
use crate::model::label::{Bilingual, Colour, Label, LabelSet};
use crate::model::suggestion::Suggestion;
use crate::store::labels;
use crate::text::offset::Span;

/// A labelled place.
pub type Mark = (Span, LabelId);

/// What some articles cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Articles.
    pub articles: usize,
    /// Entities of the gold.
    pub entities: usize,
    /// Characters (code points) of the articles.
    pub characters: usize,
    /// Keys if each suggestion is accepted, put right or rejected by itself.
    pub one_by_one: Keys,
    /// The fewer keys of two ways for each article: equal suggestions are decided together where all
    /// of them are right, or none; or only what is wrong or missed is visited, and then all that the
    /// inbox shows is accepted at once.
    pub bulk: Keys,
    /// Keys if nothing is suggested.
    pub by_hand: Keys,
}

/// An effort, and what did not go smoothly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// The numbers, of articles whose gold was reached exactly.
    pub effort: Effort,
    /// Articles whose gold no keys lead to, because an edge lies within a letter.
    pub unreached: Vec<String>,
    /// Articles for which the file of suggestions has none; they count as if nothing were suggested.
    pub without_suggestions: Vec<String>,
    /// What was wrong with the files.
    pub problems: Vec<Problem>,
}

/// Measures the effort for the articles of a file of gold, with the suggestions of a file or, without
/// one, those of the engines as the window shows them, which learn from each decision.
///
/// # Errors
/// A file cannot be read.
pub fn effort(gold: &Path, suggestions: Option<&Path>) -> Result<Measured, Refusal> {
    let gold = files::dataset(gold, None)?;
    let mut measured = Measured {
        problems: gold.problems,
        ..Measured::default()
    };
    let mut given: BTreeMap<String, Vec<Suggestion>> = BTreeMap::new();
    if let Some(path) = suggestions {
        let read = files::dataset(path, None)?;
        measured.problems.extend(read.problems);
        let of_text = |record: Record| (record.article.text.to_string(), suggested(record));
        given.extend(read.records.into_iter().map(of_text));
    }
    let labels = labels_of(&gold.records);
    for record in gold.records {
        let id = record.article.id.to_string();
        let mark = |a: &Annotation| (a.span, a.label.clone());
        let marks: Vec<Mark> = record.annotations.iter().map(mark).collect();
        let found = suggestions.is_some().then(|| {
            let found = given.get(&*record.article.text).cloned();
            if found.is_none() {
                measured.without_suggestions.push(id.clone());
            }
            found.unwrap_or_default()
        });
        match of_article(&record.article.text, &marks, &labels, found.as_deref()) {
            Some(effort) => measured.effort.add(effort),
            None => measured.unreached.push(id),
        }
    }
    Ok(measured)
}

/// The effort for one article; `None` if its gold cannot be reached exactly.
#[must_use]
pub fn of_article(
    text: &str,
    gold: &[Mark],
    labels: &LabelSet,
    suggestions: Option<&[Suggestion]>,
) -> Option<Effort> {
    let work = |given: Option<&[Suggestion]>, way| Desk::new(text, gold, labels, given).work(way);
    let (groups, sweep) = (
        work(suggestions, Way::Groups)?,
        work(suggestions, Way::Sweep)?,
    );
    let bulk = if sweep.total() < groups.total() {
        sweep
    } else {
        groups
    };
    Some(Effort {
        articles: 1,
        entities: gold.len(),
        characters: text.chars().count(),
        one_by_one: work(suggestions, Way::OneByOne)?,
        bulk,
        by_hand: work(Some(&[]), Way::OneByOne)?,
    })
}

impl Effort {
    /// Adds another article's.
    pub fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.entities += other.entities;
        self.characters += other.characters;
        self.one_by_one.add(&other.one_by_one);
        self.bulk.add(&other.bulk);
        self.by_hand.add(&other.by_hand);
    }
}

/// What a file suggests for an article, whichever way it says so.
fn suggested(record: Record) -> Vec<Suggestion> {
    let plain = |a: Annotation| Suggestion {
        span: a.span,
        label: a.label,
        score: 1.0,
        evidence: Vec::new(),
        alternatives: Vec::new(),
    };
    let mut all = record.suggestions;
    all.extend(record.annotations.into_iter().map(plain));
    all
}

/// A label set with keys in which all labels of the gold are, or one of these labels without keys.
fn labels_of(records: &[Record]) -> LabelSet {
    let used = |set: &LabelSet| {
        let mut all = records.iter().flat_map(|record| &record.annotations);
        all.all(|annotation| set.get(&annotation.label).is_some())
    };
    let templates = ["news", "core"].into_iter().filter_map(labels::template);
    let fitting = templates.into_iter().find(used);
    fitting.unwrap_or_else(|| {
        let all = records.iter().flat_map(|record| &record.annotations);
        let names: BTreeSet<&LabelId> = all.map(|annotation| &annotation.label).collect();
        let plain = |id: &LabelId| {
            let name = Bilingual::new(id.as_str(), id.as_str());
            Label::new(id.clone(), name, Colour { r: 0, g: 0, b: 0 })
        };
        LabelSet::new(names.into_iter().map(plain).collect()).unwrap_or_default()
    })
}
