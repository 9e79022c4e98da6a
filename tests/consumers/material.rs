//! What is exported: the hostile corpus, and the real article with what was accepted in it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::python::Found;
use tawsim::app::clock;
use tawsim::app::command::{Command, SuggestionKey};
use tawsim::app::headless::project;
use tawsim::app::session::Session;
use tawsim::format;
use tawsim::model::annotation::Annotation;
use tawsim::model::dataset::Dataset;
use tawsim::model::ids::AnnotationId;
use tawsim::model::relation::Relation;

/// An annotation as any program can name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The text of its article; empty if that does not count.
    article: String,
    /// In code points; nothing if that does not count.
    place: Option<(usize, usize)>,
    label: String,
    text: String,
}

impl Mark {
    pub fn of(article: Option<&str>, (place, label, text): &Found) -> Self {
        Self {
            article: article.unwrap_or_default().to_owned(),
            place: *place,
            label: label.clone(),
            text: text.clone(),
        }
    }

    /// For formats of tokens: what is seen counts.
    pub fn forget_place(&mut self) {
        self.place = None;
        self.article.clear();
        self.text.retain(is_seen);
    }

    /// For readers that give no text.
    pub fn forget_article(&mut self) {
        self.article.clear();
    }

    /// Whether the two have text and label in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        let (a, b) = (seen(&self.text), seen(&other.text));
        self.label == other.label && (a.contains(&b) || b.contains(&a))
    }
}

fn is_seen(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn seen(text: &str) -> String {
    text.chars().filter(|c| is_seen(*c)).collect()
}

/// All annotations, sorted.
pub fn marks(dataset: &Dataset) -> Vec<Mark> {
    let mut marks = Vec::new();
    for record in &dataset.records {
        let text = &record.article.text;
        let at = |byte: usize| text[..byte].chars().count();
        for annotation in &record.annotations {
            let span = annotation.span;
            marks.push(Mark {
                article: text.to_string(),
                place: Some((at(span.start()), at(span.end()))),
                label: annotation.label.to_string(),
                text: span.text(text).to_owned(),
            });
        }
    }
    marks.sort();
    marks
}

/// The two annotations of every relation and what it is, sorted.
pub fn relations(dataset: &Dataset) -> Vec<(Mark, Mark, String)> {
    let mut relations = Vec::new();
    for record in &dataset.records {
        let text = &record.article.text;
        let at = |byte: usize| text[..byte].chars().count();
        let mark = |id: AnnotationId| {
            let found = record.annotations.iter().find(|a| a.id == id).unwrap();
            let place = Some((at(found.span.start()), at(found.span.end())));
            let quoted = found.span.text(text).to_owned();
            Mark::of(Some(text), &(place, found.label.to_string(), quoted))
        };
        let all = record.relations.iter();
        relations.extend(all.map(|r| (mark(r.from), mark(r.to), r.label.to_string())));
    }
    relations.sort();
    relations
}

/// The hostile articles and the real one, with a relation between each annotation and the next.
pub fn related(home: &Path) -> Dataset {
    let mut dataset = hostile();
    dataset.records.extend(article(home).records);
    for record in &mut dataset.records {
        let pairs = record.annotations.windows(2).enumerate();
        let relation = |(at, pair): (usize, &[Annotation])| Relation {
            from: pair[at % 2].id,
            to: pair[1 - at % 2].id,
            label: ["founder", "يرأس"][at % 2].into(),
        };
        record.relations = pairs.map(relation).collect();
    }
    dataset
}

/// The articles of which each has a difficulty of its own.
pub fn hostile() -> Dataset {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats/hostile.jsonl");
    let bytes = std::fs::read(path).unwrap();
    let import = format::by_id("jsonl").unwrap().read(&bytes, "hostile");
    let labels = Default::default();
    let records = import.records;
    Dataset { labels, records }
}

/// The article of the sample, with every suggestion accepted that does not cross one before it.
pub fn article(home: &Path) -> Dataset {
    let mut session = Session::new(clock::system, Arc::new(|| {}), Some(home.to_owned()));
    session.run(Command::OpenPaths(Vec::new()));
    session.settle();
    let mut taken = BTreeSet::new();
    let pending: Vec<SuggestionKey> = session
        .pending()
        .filter(|s| taken.insert(s.span))
        .map(|s| SuggestionKey {
            span: s.span,
            label: s.label.clone(),
        })
        .collect();
    session.run(Command::Accept(pending));
    session.settle();
    let dir = session.dir().unwrap().to_owned();
    session.close();
    project::dataset(&dir, None).unwrap()
}
