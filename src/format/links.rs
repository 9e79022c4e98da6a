//! Relations as files name them, by their own ids of entities, made into relations of annotations.

use std::collections::HashMap;

use super::loss::{LossKind, Losses};
use crate::model::annotation::Annotation;
use crate::model::dataset::Record;
use crate::model::ids::{AnnotationId, RelationLabel};
use crate::model::relation::Relation;

/// The label of a relation where it must have one.
pub(super) fn name(label: &str) -> &str {
    if label.is_empty() { "related" } else { label }
}

/// The entities and relations of one article. `P` is where in the file a relation stands.
#[derive(Debug)]
pub(super) struct Links<P> {
    ends: HashMap<String, AnnotationId>,
    claims: Vec<Claim<P>>,
}

/// That two entities are related, which may stand behind it in the file.
#[derive(Debug)]
struct Claim<P> {
    from: String,
    to: String,
    label: RelationLabel,
    place: P,
}

/// What a relation leads from or to that is not there.
pub(super) struct Missing<P> {
    /// The id in the file.
    pub id: String,
    /// Where the relation stands.
    pub place: P,
}

impl<P> Default for Links<P> {
    fn default() -> Self {
        Self {
            ends: HashMap::new(),
            claims: Vec::new(),
        }
    }
}

impl<P> Links<P> {
    /// The annotation that a file calls `name`; the first of several of one name.
    pub(super) fn entity(&mut self, name: &str, id: AnnotationId) {
        self.ends.entry(name.to_owned()).or_insert(id);
    }

    /// A relation between two entities of these names.
    pub(super) fn relation(&mut self, (from, to): (&str, &str), label: &str, place: P) {
        self.claims.push(Claim {
            from: from.to_owned(),
            to: to.to_owned(),
            label: named(label),
            place,
        });
    }

    /// The relations whose ends are there, in the order of the file; the others are given to
    /// `missing`.
    pub(super) fn resolve(self, mut missing: impl FnMut(Missing<P>)) -> Vec<Relation> {
        let Self { ends, claims } = self;
        let mut relations = Vec::new();
        for claim in claims {
            let Claim {
                from,
                to,
                label,
                place,
            } = claim;
            match (ends.get(&from), ends.get(&to)) {
                (Some(first), Some(second)) => relations.push(Relation {
                    from: *first,
                    to: *second,
                    label,
                }),
                (Some(_), _) => missing(Missing { id: to, place }),
                (None, _) => missing(Missing { id: from, place }),
            }
        }
        relations
    }
}

/// A relation's label without white space and control characters.
fn named(label: &str) -> RelationLabel {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join("_").replace(char::is_control, "").into()
}

/// The relations of a record with the number of each annotation at their ends, for writing.
pub(super) fn numbered(record: &Record) -> Vec<(usize, usize, &str)> {
    // Most records have none.
    if record.relations.is_empty() {
        return Vec::new();
    }
    let place = |(at, annotation): (usize, &Annotation)| (annotation.id, at);
    let at: HashMap<AnnotationId, usize> =
        record.annotations.iter().enumerate().map(place).collect();
    let relations = record.relations.iter();
    relations
        .filter_map(|relation| {
            let (from, to) = (at.get(&relation.from)?, at.get(&relation.to)?);
            Some((*from, *to, relation.label.as_str()))
        })
        .collect()
}

impl Losses {
    /// Notes that the relations of a record have no place in a format.
    pub(super) fn note_relations(&mut self, record: &Record) {
        let text: &str = &record.article.text;
        for (from, to, label) in numbered(record) {
            let end = |at: usize| record.annotations[at].span.text(text);
            let example = format!("{} ← {}", end(from), end(to));
            let article = record.article.id.as_str();
            self.note(LossKind::Relation, article, (&example, label), None);
        }
    }
}
