//! What an annotation of the article on screen is related to, and what it could be.

use std::collections::BTreeMap;

use crate::app::session::Session;
use crate::model::annotation::Annotation;
use crate::model::ids::{AnnotationId, LabelId, RelationLabel};
use crate::model::relation::Relation;
use crate::model::sheet::Sheet;
use crate::text::normalize::match_form;

/// Annotations that are offered as the other end at most, the nearest ones: people relate what stands
/// together.
const NEAREST: usize = 4000;

/// Which way a relation goes, seen from one of its annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From it to the other one.
    Out,
    /// From the other one to it.
    In,
}

/// The other annotation of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherEnd {
    /// Its id.
    pub id: AnnotationId,
    /// Its text.
    pub text: String,
    /// Its label.
    pub label: LabelId,
}

/// A relation as seen from one of its annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationView {
    /// The relation.
    pub relation: Relation,
    /// Which way it goes.
    pub way: Way,
    /// What it leads to or comes from.
    pub other: OtherEnd,
}

/// The relations of an annotation of the article on screen: those that start at it first.
#[must_use]
pub fn of(session: &Session, id: AnnotationId) -> Vec<RelationView> {
    let Some((article, sheet)) = session.current() else {
        return Vec::new();
    };
    let relations = sheet.relations_of(id);
    relations
        .filter_map(|relation| {
            let (way, other) = if relation.from == id {
                (Way::Out, relation.to)
            } else {
                (Way::In, relation.from)
            };
            Some(RelationView {
                relation: relation.clone(),
                way,
                other: other_end(&article.text, sheet.get(other)?),
            })
        })
        .collect()
}

/// What relations are called in the articles in memory, the most frequent first.
#[must_use]
pub fn labels(session: &Session) -> Vec<RelationLabel> {
    let mut counts: BTreeMap<&RelationLabel, usize> = BTreeMap::new();
    let sheets = session.project().sheets();
    for relation in sheets.flat_map(|(_, sheet)| sheet.relations()) {
        *counts.entry(&relation.label).or_default() += 1;
    }
    let mut counts: Vec<(&RelationLabel, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let labels = counts.into_iter().map(|(label, _)| label);
    labels.filter(|l| !l.as_str().is_empty()).cloned().collect()
}

/// The annotations near `id` in the article on screen whose text holds what was typed, the nearest
/// first; spelling and vowels do not matter.
#[must_use]
pub fn candidates(session: &Session, id: AnnotationId, typed: &str) -> Vec<OtherEnd> {
    let Some((article, sheet)) = session.current() else {
        return Vec::new();
    };
    let wanted = match_form(typed);
    let near = neighbours(sheet, id).into_iter();
    near.map(|annotation| other_end(&article.text, annotation))
        .filter(|end| wanted.is_empty() || match_form(&end.text).contains(&wanted))
        .collect()
}

fn neighbours(sheet: &Sheet, id: AnnotationId) -> Vec<&Annotation> {
    let Some(here) = sheet.get(id) else {
        return Vec::new();
    };
    let (before, behind) = sheet.around(here);
    let both = behind.take(NEAREST).chain(before.take(NEAREST));
    let mut near: Vec<&Annotation> = both.collect();
    near.sort_by_key(|other| other.span.start().abs_diff(here.span.start()));
    near.truncate(NEAREST);
    near
}

fn other_end(text: &str, annotation: &Annotation) -> OtherEnd {
    OtherEnd {
        id: annotation.id,
        text: annotation.span.text(text).to_owned(),
        label: annotation.label.clone(),
    }
}
