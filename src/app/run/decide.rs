//! Decisions about suggestions.

use crate::app::command::{SuggestionKey, Target};
use crate::app::run::{navigate, tag};
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;
use crate::model::annotation::{Annotation, Origin, Provenance};
use crate::model::decision::{Decision, Verdict};
use crate::model::ids::{AnnotationId, ArticleId, LabelId};
use crate::model::suggestion::Suggestion;
use crate::text::offset::Span;

/// Accepts the current suggestion with the boundary as it stands and goes to the next one.
pub(super) fn accept_current(session: &mut Session) {
    match session.here.target.clone() {
        Some(Target::Suggestion(key)) => accept_as(session, &key, None),
        Some(Target::Annotation(_)) => navigate::next_suggestion(session),
        None => navigate::next_suggestion(session),
    }
}

/// Accepts a suggestion, with another label if one is given.
pub(super) fn accept_as(session: &mut Session, key: &SuggestionKey, label: Option<&LabelId>) {
    let Some(suggestion) = session.suggestion(key).cloned() else {
        return;
    };
    let span = session.here.adjusted.unwrap_or(suggestion.span);
    let label = label.unwrap_or(&suggestion.label).clone();
    let mut edits = Vec::new();
    let mut next = next_id(session);
    acceptance(session, &suggestion, span, &label, &mut next, &mut edits);
    let edited = span != suggestion.span || label != suggestion.label;
    let deed = if edited {
        Deed::AcceptEdited
    } else {
        Deed::Accept
    };
    if session.perform(deed, edits) {
        navigate::advance(session, suggestion.span.start());
    }
}

/// Rejects the current suggestion, or deletes the current annotation.
pub(super) fn reject_current(session: &mut Session) {
    match session.here.target.clone() {
        Some(Target::Suggestion(key)) => reject_all(session, &[key]),
        Some(Target::Annotation(id)) => tag::delete(session, id),
        None => {}
    }
}

/// Accepts suggestions, with another label if one is given.
pub(super) fn accept_all(session: &mut Session, keys: &[SuggestionKey], label: Option<&LabelId>) {
    let mut edits = Vec::new();
    let mut next = next_id(session);
    for key in keys {
        if let Some(suggestion) = session.suggestion(key).cloned() {
            let label = label.unwrap_or(&suggestion.label).clone();
            acceptance(
                session,
                &suggestion,
                key.span,
                &label,
                &mut next,
                &mut edits,
            );
        }
    }
    let deed = match label {
        None => Deed::Accept,
        Some(_) => Deed::AcceptEdited,
    };
    finish(session, deed, edits, keys);
}

/// Takes back decisions and the annotations that came of them.
pub(super) fn withdraw_all(session: &mut Session, keys: &[SuggestionKey]) {
    let (Some(article), Some((_, sheet))) = (session.here.article.clone(), session.current())
    else {
        return;
    };
    let mut edits = Vec::new();
    let decisions = keys
        .iter()
        .filter_map(|key| sheet.decision(key.span, &key.label));
    for decision in decisions {
        let annotation = decision.verdict.annotation().and_then(|id| sheet.get(id));
        edits.extend(annotation.cloned().map(|annotation| Edit::Remove {
            article: article.clone(),
            annotation,
        }));
        edits.push(Edit::Decide {
            article: article.clone(),
            span: decision.span,
            label: decision.label.clone(),
            before: Some(decision.clone()),
            after: None,
        });
    }
    session.perform(Deed::Withdraw, edits);
}

pub(super) fn reject_all(session: &mut Session, keys: &[SuggestionKey]) {
    let Some(article) = session.here.article.clone() else {
        return;
    };
    let mut edits = Vec::new();
    for key in keys {
        if let Some(suggestion) = session.suggestion(key) {
            edits.push(rejection(session, &article, suggestion));
        }
    }
    finish(session, Deed::Reject, edits, keys);
}

pub(super) fn accept_group(session: &mut Session) {
    let keys = same_as_current(session);
    accept_all(session, &keys, None);
}

pub(super) fn reject_group(session: &mut Session) {
    let keys = same_as_current(session);
    reject_all(session, &keys);
}

/// All pending suggestions with the current one's normalised text and label.
fn same_as_current(session: &Session) -> Vec<SuggestionKey> {
    let Some(Target::Suggestion(current)) = &session.here.target else {
        return Vec::new();
    };
    let queue = session.queue();
    let index = queue.found().index_of(current.span, &current.label);
    let group = index.and_then(|index| queue.found().group_of(index));
    let members = group.into_iter().flat_map(|group| queue.members(group));
    members
        .map(|s| SuggestionKey {
            span: s.span,
            label: s.label.clone(),
        })
        .collect()
}

fn finish(session: &mut Session, deed: Deed, edits: Vec<Edit>, keys: &[SuggestionKey]) {
    let current = match &session.here.target {
        Some(Target::Suggestion(key)) if keys.contains(key) => Some(key.span),
        _ => None,
    };
    if session.perform(deed, edits)
        && let Some(span) = current
    {
        navigate::advance(session, span.start());
    }
}

/// The edit that rejects a suggestion.
pub(super) fn rejection(session: &Session, article: &ArticleId, suggestion: &Suggestion) -> Edit {
    let (span, label) = (suggestion.span, &suggestion.label);
    let before = session.current().and_then(|(_, s)| s.decision(span, label));
    Edit::Decide {
        article: article.clone(),
        span,
        label: label.clone(),
        before: before.cloned(),
        after: Some(decision(session, suggestion, Verdict::Rejected)),
    }
}

/// The edits of one acceptance: the annotation, unless it exists, and the decision.
pub(super) fn acceptance(
    session: &Session,
    suggestion: &Suggestion,
    span: Span,
    label: &LabelId,
    next: &mut u64,
    edits: &mut Vec<Edit>,
) {
    let (Some(article), Some((_, sheet))) = (session.here.article.clone(), session.current())
    else {
        return;
    };
    let id = match sheet.find(span, label) {
        Some(existing) => existing.id,
        None => {
            let id = AnnotationId(*next);
            *next += 1;
            let annotation = accepted(session, suggestion, span, label, id);
            edits.push(Edit::Add {
                article: article.clone(),
                annotation,
            });
            id
        }
    };
    let verdict = if *label != suggestion.label {
        Verdict::EditedLabel(id)
    } else if span != suggestion.span {
        Verdict::EditedBoundary(id)
    } else {
        Verdict::Accepted(id)
    };
    edits.push(Edit::Decide {
        article,
        span: suggestion.span,
        label: suggestion.label.clone(),
        before: sheet.decision(suggestion.span, &suggestion.label).cloned(),
        after: Some(decision(session, suggestion, verdict)),
    });
}

fn accepted(
    session: &Session,
    suggestion: &Suggestion,
    span: Span,
    label: &LabelId,
    id: AnnotationId,
) -> Annotation {
    let edited = span != suggestion.span || *label != suggestion.label;
    let (engine, score) = (suggestion.engine(), suggestion.score);
    let origin = Origin::Suggestion {
        engine,
        score,
        edited,
    };
    Annotation::new(
        id,
        span,
        label.clone(),
        Provenance {
            origin,
            at: (session.clock)(),
        },
    )
}

fn decision(session: &Session, suggestion: &Suggestion, verdict: Verdict) -> Decision {
    Decision {
        span: suggestion.span,
        label: suggestion.label.clone(),
        engine: suggestion.engine(),
        score: suggestion.score,
        verdict,
        at: (session.clock)(),
        took: 0,
    }
}

fn next_id(session: &Session) -> u64 {
    session.current().map_or(0, |(_, sheet)| sheet.next_id().0)
}
