//! What a record says, carried over to the text of the project's article.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Imported, TakenAs, Terms};
use crate::app::headless::matching;
use crate::model::annotation::{Annotation, Origin};
use crate::model::article::Article;
use crate::model::dataset::Record;
use crate::model::ids::{AnnotationId, LabelId};
use crate::model::label::LabelSet;
use crate::model::relation::Relation;
use crate::model::suggestion::Suggestion;
use crate::review::found::LONGEST;
use crate::store::tentative::{UNKNOWN, evidence};
use crate::text::alike::Alignment;
use crate::text::offset::Span;

/// What a record says of an article of the project.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::app) struct Carried {
    /// What becomes the annotator's own; ids and times are those of the file.
    pub(in crate::app) annotations: Vec<Annotation>,
    /// What connects them, by those ids.
    pub(in crate::app) relations: Vec<Relation>,
    /// What waits for a decision, in document order.
    pub(in crate::app) suggestions: Vec<Suggestion>,
    /// Whether the file says that the article was annotated without suggestions in sight.
    pub(in crate::app) blind: bool,
}

impl Carried {
    /// Whether nothing of it is for the annotator's sheet.
    pub(in crate::app) fn is_empty(&self) -> bool {
        self.annotations.is_empty() && !self.blind
    }

    /// Adds what another record says of the same article.
    pub(in crate::app) fn add(&mut self, other: Self) {
        let ids = self
            .annotations
            .iter()
            .map(|annotation| annotation.id.0 + 1);
        let shift = ids.max().unwrap_or(0);
        let mut annotations = other.annotations;
        let mut relations = other.relations;
        annotations.iter_mut().for_each(|a| a.id.0 += shift);
        for relation in &mut relations {
            (relation.from.0, relation.to.0) = (relation.from.0 + shift, relation.to.0 + shift);
        }
        self.annotations.extend(annotations);
        self.relations.extend(relations);
        self.suggestions.extend(other.suggestions);
        self.blind &= other.blind;
    }
}

/// Carries over what records say, and counts what is lost on the way.
pub(in crate::app) struct Carrier<'t> {
    terms: &'t Terms,
    labels: LabelSet,
    /// What was met so far.
    pub(in crate::app) report: Imported,
}

impl<'t> Carrier<'t> {
    /// Under these terms, to a project with these labels.
    pub(in crate::app) fn new(terms: &'t Terms, labels: LabelSet) -> Self {
        Self {
            terms,
            labels,
            report: Imported::default(),
        }
    }

    /// What a record says of an article; of none given, its text is that of the record. `origin` is
    /// what its suggestions are shown as coming from.
    pub(in crate::app) fn carry(
        &mut self,
        record: Record,
        article: Option<&Article>,
        origin: &str,
    ) -> Carried {
        let text = Arc::clone(&record.article.text);
        let to = Arc::clone(article.map_or(&text, |article| &article.text));
        let fitted = article.and_then(|article| matching::fitted(&text, article));
        let alignment = Alignment::new(&text, &to);
        let suggested = record.suggestions.into_iter();
        let suggested = suggested.map(|s| (s.span, s.label, s.score));
        let carried = match self.terms.taken {
            TakenAs::Texts => return Carried::default(),
            TakenAs::Annotations => {
                let annotations = self.annotations(record.annotations, &alignment);
                Carried {
                    relations: self.relations(record.relations, &annotations),
                    annotations,
                    suggestions: self.suggestions(suggested, &alignment, origin),
                    blind: record.blind,
                }
            }
            TakenAs::Suggestions => {
                self.relations(record.relations, &[]);
                let bared = record.annotations.iter().filter(|a| says_more(a));
                self.report.bared += bared.count();
                let believed = record.annotations.into_iter().map(|annotation| {
                    let score = score(&annotation);
                    (annotation.span, annotation.label, score)
                });
                Carried {
                    suggestions: self.suggestions(believed.chain(suggested), &alignment, origin),
                    ..Carried::default()
                }
            }
        };
        self.report.suggestions += carried.suggestions.len();
        self.report.fitted.extend(fitted);
        carried
    }

    fn annotations(&mut self, all: Vec<Annotation>, alignment: &Alignment<'_>) -> Vec<Annotation> {
        let mut carried = Vec::with_capacity(all.len());
        for mut annotation in all {
            let Some(label) = self.wanted(annotation.label) else {
                continue;
            };
            let Some(span) = alignment.carry(annotation.span) else {
                self.report.unplaced += 1;
                continue;
            };
            if self.labels.get(&label).is_none() {
                *self.report.unknown.entry(label.clone()).or_default() += 1;
            }
            annotation.label = label;
            annotation.span = span;
            let more = annotation.more.into_iter();
            annotation.more = more.filter_map(|part| alignment.carry(part)).collect();
            carried.push(annotation);
        }
        carried
    }

    /// Relations whose ends are among these; the others are counted.
    fn relations(&mut self, all: Vec<Relation>, annotations: &[Annotation]) -> Vec<Relation> {
        let there: BTreeSet<AnnotationId> = annotations.iter().map(|a| a.id).collect();
        let (kept, left): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|relation| there.contains(&relation.from) && there.contains(&relation.to));
        self.report.unrelated += left.len();
        kept
    }

    fn suggestions(
        &mut self,
        all: impl Iterator<Item = (Span, LabelId, f32)>,
        alignment: &Alignment<'_>,
        origin: &str,
    ) -> Vec<Suggestion> {
        let mut found: BTreeMap<_, Suggestion> = BTreeMap::new();
        for (span, label, score) in all {
            let Some(label) = self.wanted(label) else {
                continue;
            };
            if self.labels.get(&label).is_none() {
                *self.report.left_out.entry(label).or_default() += 1;
                continue;
            }
            let carried = alignment.carry(span);
            let Some(span) = carried.filter(|span| span.len() <= LONGEST) else {
                self.report.unplaced += 1;
                continue;
            };
            let suggestion = Suggestion {
                span,
                label: label.clone(),
                score,
                evidence: vec![evidence(origin).into()],
                alternatives: Vec::new(),
            };
            let known = found.entry((span, label)).or_insert(suggestion);
            known.score = known.score.max(score);
        }
        found.into_values().collect()
    }

    /// The label that one of the file is read as; what is to be left out is counted.
    fn wanted(&mut self, label: LabelId) -> Option<LabelId> {
        let read = self.terms.read_as(label.clone());
        if read.is_none() {
            *self.report.unwanted.entry(label).or_default() += 1;
        }
        read
    }
}

/// Whether an annotation says what a suggestion cannot.
fn says_more(annotation: &Annotation) -> bool {
    let bare = annotation.attributes.is_empty() && annotation.note.is_empty();
    !bare || !annotation.more.is_empty()
}

/// What the file says how sure it is.
fn score(annotation: &Annotation) -> f32 {
    match annotation.provenance.origin {
        Origin::Suggestion { score, .. } => score,
        _ => UNKNOWN,
    }
}
