//! The edits that put what a file says onto a sheet.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Carried, Imported};
use crate::edit::change::Edit;
use crate::model::annotation::Annotation;
use crate::model::ids::{AnnotationId, ArticleId, LabelId, Timestamp};
use crate::model::relation::Relation;
use crate::model::sheet::{Remarks, Sheet};
use crate::text::offset::Span;

/// The edits that add annotations to a sheet and connect them, each once: what is there stays as it is
/// and is counted.
pub(in crate::app) fn onto(
    (article, sheet): (&ArticleId, &Sheet),
    carried: &Carried,
    at: Timestamp,
    report: &mut Imported,
) -> Vec<Edit> {
    let mut next = sheet.next_id();
    let mut edits = Vec::with_capacity(carried.annotations.len());
    let mut new: BTreeMap<(Span, &LabelId, &[Span]), AnnotationId> = BTreeMap::new();
    // Which annotation of the sheet each of the file is then.
    let mut became = HashMap::with_capacity(carried.annotations.len());
    for annotation in &carried.annotations {
        let twin = twin(sheet, annotation);
        let key = (annotation.span, &annotation.label, &*annotation.more);
        let known = twin.map(|twin| twin.id).or(new.get(&key).copied());
        became.insert(annotation.id, known.unwrap_or(next));
        if known.is_some() {
            report.there += 1;
            report.differing += usize::from(twin.is_some_and(|twin| differ(twin, annotation)));
            continue;
        }
        new.insert(key, next);
        let mut annotation = annotation.clone();
        annotation.provenance.at = at;
        annotation.id = next;
        next.0 += 1;
        edits.push(Edit::Add {
            article: article.clone(),
            annotation,
        });
    }
    report.annotations += edits.len();
    let related = relate((article, sheet), &carried.relations, &became);
    report.relations += related.len();
    edits.extend(related);
    if !edits.is_empty() || sheet.is_untouched() {
        edits.extend(seen_or_blind(article, sheet, carried.blind));
    }
    edits
}

/// What adds the relations that are not there yet.
fn relate(
    (article, sheet): (&ArticleId, &Sheet),
    relations: &[Relation],
    became: &HashMap<AnnotationId, AnnotationId>,
) -> Vec<Edit> {
    let placed = relations
        .iter()
        .filter_map(|relation| relation.between(became));
    let new: BTreeSet<Relation> = placed.filter(|r| !sheet.is_related(r)).collect();
    let edit = |relation| Edit::Relate {
        article: article.clone(),
        relation,
    };
    new.into_iter().map(edit).collect()
}

/// The annotation of the sheet that states the same.
fn twin<'s>(sheet: &'s Sheet, annotation: &Annotation) -> Option<&'s Annotation> {
    let same = |there: &&Annotation| {
        there.span == annotation.span
            && there.label == annotation.label
            && there.more == annotation.more
    };
    let first = sheet.find(annotation.span, &annotation.label)?;
    if same(&first) {
        return Some(first);
    }
    // Others have further parts elsewhere.
    sheet.overlapping(annotation.span).find(same)
}

/// Whether the file says something besides that the sheet does not.
fn differ(there: &Annotation, said: &Annotation) -> bool {
    let attributes = !said.attributes.is_empty() && said.attributes != there.attributes;
    attributes || !said.note.is_empty() && said.note != there.note
}

/// What an import means for the word that a sheet was annotated without suggestions: what a file
/// says of an article holds for a sheet that nobody has touched; what is added to a blind one without
/// that word takes it away.
fn seen_or_blind(id: &ArticleId, sheet: &Sheet, blind: bool) -> Option<Edit> {
    let before = sheet.remarks().clone();
    let after = Remarks {
        blind: sheet.stays_blind(blind),
        ..before.clone()
    };
    (before != after).then(|| Edit::Remark {
        article: id.clone(),
        before,
        after,
    })
}
