//! A sheet: one annotator's annotations and decisions on one article.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use super::annotation::Annotation;
use super::decision::Decision;
use super::ids::{AnnotationId, LabelId};
use super::relation::Relation;
use crate::text::offset::Span;

/// How far an annotator is with an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Progress {
    /// Not begun.
    #[default]
    New,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
    /// Needs to be talked about.
    Discuss,
}

/// What an annotator says of an article as a whole, and how it was worked on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Remarks {
    /// A remark for people, such as what is to be talked about; empty if none.
    pub note: String,
    /// Whether it was annotated without seeing suggestions.
    pub blind: bool,
}

/// How far an annotation may reach and still be found by looking at its neighbourhood, in bytes.
const NEAR: usize = 4096;

/// Where an annotation stands in the order of a sheet: document order, outer before inner, then
/// label, then age.
type Place = (Span, LabelId, AnnotationId);

/// One annotator's work on one article.
///
/// Invariants: annotations are in document order (outer first) with unique ids below `next_id`;
/// there is one decision per suggested span and label; relations lead from one of the annotations to
/// another. Nesting and crossing are legal. Every change and every look at a place costs the logarithm
/// of what is on the sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    annotations: BTreeMap<Place, Annotation>,
    places: HashMap<AnnotationId, Place>,
    /// The places of annotations that reach farther than [`NEAR`]; nearly always none.
    long: BTreeSet<Place>,
    decisions: BTreeMap<(Span, LabelId), Decision>,
    relations: BTreeSet<Relation>,
    /// The relations that lead to each annotation.
    towards: HashMap<AnnotationId, BTreeSet<Relation>>,
    progress: Progress,
    remarks: Remarks,
    next_id: u64,
}

/// Equal work: the next id, which only grows, does not count.
impl PartialEq for Sheet {
    fn eq(&self, other: &Self) -> bool {
        self.annotations == other.annotations
            && self.decisions == other.decisions
            && self.relations == other.relations
            && self.progress == other.progress
            && self.remarks == other.remarks
    }
}

impl Sheet {
    /// A sheet from parts in any order; of equal ids and equal decision keys the last wins.
    #[must_use]
    pub fn new(annotations: Vec<Annotation>, decisions: Vec<Decision>, progress: Progress) -> Self {
        let mut sheet = Self {
            progress,
            ..Self::default()
        };
        for annotation in annotations {
            sheet.insert(annotation);
        }
        for decision in decisions {
            sheet.set_decision(decision);
        }
        sheet
    }

    /// In document order, outer before inner.
    pub fn annotations(
        &self,
    ) -> impl DoubleEndedIterator<Item = &Annotation> + ExactSizeIterator + Clone {
        self.annotations.values()
    }

    /// In document order.
    pub fn decisions(&self) -> impl DoubleEndedIterator<Item = &Decision> + ExactSizeIterator {
        self.decisions.values()
    }

    /// Whether nothing was annotated or decided.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.annotations.is_empty() && self.decisions.is_empty()
    }

    /// Whether the sheet is blind after a change that was made with (`blind`) or without suggestions
    /// in sight: it is as long as every change was made without.
    #[must_use]
    pub fn stays_blind(&self, blind: bool) -> bool {
        blind && (self.is_untouched() || self.remarks.blind)
    }

    /// How far the annotator is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// What the annotator says of the article as a whole.
    #[must_use]
    pub fn remarks(&self) -> &Remarks {
        &self.remarks
    }

    /// The sheet with these remarks.
    #[must_use]
    pub fn with_remarks(mut self, remarks: Remarks) -> Self {
        self.remarks = remarks;
        self
    }

    /// The sheet with these relations besides; of those whose ends are not on it nothing is kept.
    #[must_use]
    pub fn with_relations(mut self, relations: impl IntoIterator<Item = Relation>) -> Self {
        for relation in relations {
            if self.has_ends(&relation) {
                self.relate(relation);
            }
        }
        self
    }

    /// In the order of the annotations' ids.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = &Relation> + Clone {
        self.relations.iter()
    }

    /// The relations that start at an annotation, then those that lead to it from others.
    pub fn relations_of(&self, id: AnnotationId) -> impl Iterator<Item = &Relation> {
        let first = Relation {
            from: id,
            to: AnnotationId(0),
            label: "".into(),
        };
        let from_it = self.relations.range(first..);
        let from_it = from_it.take_while(move |relation| relation.from == id);
        let towards = self.towards.get(&id).into_iter().flatten();
        from_it.chain(towards.filter(move |relation| relation.from != id))
    }

    /// Whether two annotations are connected so.
    #[must_use]
    pub fn is_related(&self, relation: &Relation) -> bool {
        self.relations.contains(relation)
    }

    /// Whether both ends of a relation are on the sheet.
    #[must_use]
    pub fn has_ends(&self, relation: &Relation) -> bool {
        let there = |id| self.places.contains_key(&id);
        there(relation.from) && there(relation.to)
    }

    /// The id for the next annotation; ids are never reused, also after undo.
    #[must_use]
    pub fn next_id(&self) -> AnnotationId {
        AnnotationId(self.next_id)
    }

    /// The annotation with that id.
    #[must_use]
    pub fn get(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.get(self.places.get(&id)?)
    }

    /// The annotation with exactly this span and label.
    #[must_use]
    pub fn find(&self, span: Span, label: &LabelId) -> Option<&Annotation> {
        let first = (span, label.clone(), AnnotationId(0));
        let last = (span, label.clone(), AnnotationId(u64::MAX));
        self.annotations.range(first..=last).next().map(|(_, a)| a)
    }

    /// The first annotation behind `span` in the order of the sheet; the first of all for `None`.
    #[must_use]
    pub fn after(&self, span: Option<Span>) -> Option<&Annotation> {
        let Some(span) = span else {
            return self.annotations.values().next();
        };
        let mut behind = self
            .annotations
            .range((span, LabelId::from(""), AnnotationId(0))..);
        behind.find(|(place, _)| place.0 > span).map(|(_, a)| a)
    }

    /// The last annotation before `span` in the order of the sheet; the last of all for `None`.
    #[must_use]
    pub fn before(&self, span: Option<Span>) -> Option<&Annotation> {
        let Some(span) = span else {
            return self.annotations.values().next_back();
        };
        let end = (span, LabelId::from(""), AnnotationId(0));
        self.annotations.range(..end).next_back().map(|(_, a)| a)
    }

    /// The annotations before one of the sheet, the nearest first, and those behind it.
    pub fn around(
        &self,
        annotation: &Annotation,
    ) -> (
        impl Iterator<Item = &Annotation>,
        impl Iterator<Item = &Annotation>,
    ) {
        let here = place(annotation);
        let before = self.annotations.range(..here.clone()).rev();
        let behind = (Bound::Excluded(here), Bound::Unbounded);
        let behind = self.annotations.range(behind);
        (before.map(|(_, a)| a), behind.map(|(_, a)| a))
    }

    /// Annotations that share text with `span`, in document order.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = &Annotation> {
        let from = start_place(span.start().saturating_sub(NEAR));
        let to = start_place(span.end());
        let far = self.long.range(..from.clone());
        let far = far.filter_map(|place| self.annotations.get(place));
        let near = self.annotations.range(from..to).map(|(_, a)| a);
        far.chain(near)
            .filter(move |a| a.spans().any(|s| s.overlaps(span)))
    }

    /// What was decided about that suggested span and label.
    #[must_use]
    pub fn decision(&self, span: Span, label: &LabelId) -> Option<&Decision> {
        self.decisions.get(&(span, label.clone()))
    }

    pub(crate) fn insert(&mut self, annotation: Annotation) {
        self.remove(annotation.id);
        self.next_id = self.next_id.max(annotation.id.0 + 1);
        let place = place(&annotation);
        if reach(&annotation) > NEAR {
            self.long.insert(place.clone());
        }
        self.places.insert(annotation.id, place.clone());
        self.annotations.insert(place, annotation);
    }

    pub(crate) fn remove(&mut self, id: AnnotationId) -> Option<Annotation> {
        let place = self.places.remove(&id)?;
        self.long.remove(&place);
        self.annotations.remove(&place)
    }

    pub(crate) fn set_decision(&mut self, decision: Decision) {
        let key = (decision.span, decision.label.clone());
        self.decisions.insert(key, decision);
    }

    pub(crate) fn clear_decision(&mut self, span: Span, label: &LabelId) {
        self.decisions.remove(&(span, label.clone()));
    }

    pub(crate) fn relate(&mut self, relation: Relation) {
        let towards = self.towards.entry(relation.to).or_default();
        towards.insert(relation.clone());
        self.relations.insert(relation);
    }

    pub(crate) fn unrelate(&mut self, relation: &Relation) {
        self.relations.remove(relation);
        if let Some(towards) = self.towards.get_mut(&relation.to) {
            towards.remove(relation);
        }
    }

    pub(crate) fn set_progress(&mut self, progress: Progress) {
        self.progress = progress;
    }

    pub(crate) fn set_remarks(&mut self, remarks: Remarks) {
        self.remarks = remarks;
    }
}

fn place(annotation: &Annotation) -> Place {
    (annotation.span, annotation.label.clone(), annotation.id)
}

/// The place before which everything starts before byte `at`.
fn start_place(at: usize) -> Place {
    let first = Span::widest_from(at);
    (first, LabelId::from(""), AnnotationId(0))
}

/// Bytes from the first to the last of its spans.
fn reach(annotation: &Annotation) -> usize {
    let end = annotation.spans().map(Span::end).max().unwrap_or_default();
    end.saturating_sub(annotation.span.start())
}

#[cfg(test)]
mod tests {
    use super::super::annotation::{Origin, Provenance};
    use super::super::ids::Timestamp;
    use super::*;

    #[test]
    fn an_annotation_that_reaches_far_is_found_in_its_middle() {
        let made = |id: u64, range: std::ops::Range<usize>| {
            let provenance = Provenance {
                origin: Origin::Manual,
                at: Timestamp::default(),
            };
            let span = Span::from_range(range).unwrap();
            Annotation::new(AnnotationId(id), span, "PER".into(), provenance)
        };
        let all = vec![made(1, 10..90_000), made(2, 50_000..50_010), made(3, 0..4)];
        let sheet = Sheet::new(all, Vec::new(), Progress::New);
        let at = |range| {
            let span = Span::from_range(range).unwrap();
            sheet.overlapping(span).map(|a| a.id.0).collect::<Vec<_>>()
        };
        assert_eq!(at(50_005..50_006), [1, 2]);
        assert_eq!(at(89_999..90_001), [1]);
        assert_eq!(at(0..11), [3, 1]);
        assert_eq!(at(90_000..90_001), [0; 0]);
        assert_eq!(sheet.after(Span::from_range(10..90_000)).unwrap().id.0, 2);
        assert_eq!(sheet.before(Span::from_range(10..90_000)).unwrap().id.0, 3);
    }
}
