//! Tagging by hand: labels on selections, relabelling, deleting, notes, progress.

use std::collections::BTreeMap;

use crate::app::command::{Target, Verb};
use crate::app::here::Offer;
use crate::app::notice::Happening;
use crate::app::run::{decide, navigate};
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;
use crate::model::annotation::{Annotation, Origin, Provenance};
use crate::model::ids::{AnnotationId, LabelId};
use crate::review::search::{Mode, Query};
use crate::text::offset::Span;

/// Applies a label to whatever is current: suggestion, annotation or selection.
pub(super) fn label(session: &mut Session, label: LabelId) {
    if session.project.labels().get(&label).is_none() {
        return;
    }
    session.status.last_label = Some(label.clone());
    match session.here.target.clone() {
        Some(Target::Suggestion(key)) => decide::accept_as(session, &key, Some(&label)),
        Some(Target::Annotation(id)) => relabel(session, id, label),
        None => match session.here.selection() {
            Some(span) => annotate(session, span, label, Origin::Manual),
            None => session.tell(Happening::NothingToLabel),
        },
    }
}

/// Makes a place an annotation, unless it is one already, and the current one.
pub(super) fn annotate(session: &mut Session, span: Span, label: LabelId, origin: Origin) {
    let (Some(article), Some((text, sheet))) = (session.here.article.clone(), session.current())
    else {
        return;
    };
    let Some(span) = trimmed(&text.text, span) else {
        session.tell(Happening::NothingToLabel);
        return;
    };
    if let Some(existing) = sheet.find(span, &label) {
        let id = existing.id;
        return navigate::focus(session, Target::Annotation(id));
    }
    let id = sheet.next_id();
    let provenance = Provenance {
        origin,
        at: (session.clock)(),
    };
    let annotation = Annotation::new(id, span, label, provenance);
    if session.perform(
        Deed::Annotate,
        vec![Edit::Add {
            article,
            annotation,
        }],
    ) {
        navigate::focus(session, Target::Annotation(id));
    }
}

/// The span without white space at its edges; a mark never begins or ends with a blank.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let covered = span.text(text);
    let start = span.start() + (covered.len() - covered.trim_start().len());
    Span::from_range(start..start + covered.trim().len())
}

fn relabel(session: &mut Session, id: AnnotationId, label: LabelId) {
    let before = session.current().and_then(|(_, sheet)| sheet.get(id));
    let before = before.map(|annotation| (annotation.span, annotation.label.clone()));
    let revision = session.revision;
    change(session, id, Deed::Relabel, |annotation| {
        annotation.label = label.clone();
    });
    if let Some((span, old)) = before.filter(|_| session.revision != revision) {
        offer(session, span, Verb::Tag(label), old);
    }
}

/// The longest text, in bytes, in which is looked for other places before they are offered.
const SHORT: usize = 64 * 1024;

/// Offers to do to all places with the text of one annotation what was done to it, if there are
/// others.
fn offer(session: &mut Session, span: Span, verb: Verb, label: LabelId) {
    let Some((article, _)) = session.current() else {
        return;
    };
    let text = span.text(&article.text).to_owned();
    let query = Query {
        pattern: text.clone(),
        mode: Mode::Words,
    };
    let alone = || match query.compile() {
        Ok(Some(finder)) => finder.find(&article.text).all(|hit| hit == span),
        _ => true,
    };
    let elsewhere = session.project.entries().len() > 1;
    if !elsewhere && article.text.len() <= SHORT && alone() {
        return;
    }
    let tagged = matches!(verb, Verb::Tag(_));
    session.here.offer = Some(Offer { span, verb, label });
    session.tell(Happening::OfferEverywhere(text, tagged));
}

pub(super) fn describe(
    session: &mut Session,
    id: AnnotationId,
    attributes: BTreeMap<String, String>,
    note: String,
) {
    change(session, id, Deed::Describe, |annotation| {
        annotation.attributes = attributes;
        annotation.note = note;
    });
}

/// Changes one annotation of the current article, if it differs afterwards.
pub(super) fn change(
    session: &mut Session,
    id: AnnotationId,
    deed: Deed,
    edit: impl FnOnce(&mut Annotation),
) {
    let Some(article) = session.here.article.clone() else {
        return;
    };
    let Some(before) = session
        .current()
        .and_then(|(_, sheet)| sheet.get(id))
        .cloned()
    else {
        return;
    };
    let mut after = before.clone();
    edit(&mut after);
    if after == before {
        return;
    }
    after.provenance.at = (session.clock)();
    let moved = after.span != before.span || after.label != before.label;
    if let Origin::Suggestion { edited, .. } = &mut after.provenance.origin {
        *edited |= moved;
    }
    session.perform(
        deed,
        vec![Edit::Change {
            article,
            before,
            after,
        }],
    );
}

/// Deletes an annotation. A suggestion that it came from waits for a decision again.
pub(super) fn delete(session: &mut Session, id: AnnotationId) {
    let (Some(article), Some((_, sheet))) = (session.here.article.clone(), session.current())
    else {
        return;
    };
    let Some(annotation) = sheet.get(id).cloned() else {
        return;
    };
    let (span, label) = (annotation.span, annotation.label.clone());
    let decided = sheet
        .decisions()
        .filter(|d| d.verdict.annotation() == Some(id));
    let withdraw = decided.map(|decision| Edit::Decide {
        article: article.clone(),
        span: decision.span,
        label: decision.label.clone(),
        before: Some(decision.clone()),
        after: None,
    });
    let mut edits: Vec<Edit> = withdraw.collect();
    edits.insert(
        0,
        Edit::Remove {
            article: article.clone(),
            annotation,
        },
    );
    if session.perform(Deed::Delete, edits) {
        session.here.target = None;
        session.here.adjusted = None;
        session.here.place_caret(span.end());
        offer(session, span, Verb::Untag, label);
    }
}
