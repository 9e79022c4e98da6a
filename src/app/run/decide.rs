//! Decisions about suggestions of the article on screen.

use crate::app::command::{SuggestionKey, Target};
use crate::app::run::draft::{Claim, Draft};
use crate::app::run::{missed, navigate, sticky, tag};
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;
use crate::model::ids::LabelId;

/// Accepts the current suggestion with the boundary as it stands and goes to the next one; what may
/// have been missed is tagged as what it may be.
pub(super) fn accept_current(session: &mut Session) {
    match session.here.target.clone() {
        Some(Target::Suggestion(key)) => accept_as(session, &key, None),
        Some(Target::Annotation(_)) => navigate::next_suggestion(session),
        None if missed::accept(session) || sticky::apply(session) => {}
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
    let edits = drafted(session, |draft| {
        draft.accept(&Claim::from(&suggestion), span, &label);
    });
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

/// Accepts suggestions.
pub(super) fn accept_all(session: &mut Session, keys: &[SuggestionKey]) {
    let claims = claims(session, keys);
    let edits = drafted(session, |draft| {
        for claim in &claims {
            draft.accept(claim, claim.span, &claim.label);
        }
    });
    finish(session, Deed::Accept, edits, keys);
}

pub(super) fn reject_all(session: &mut Session, keys: &[SuggestionKey]) {
    let claims = claims(session, keys);
    let edits = drafted(session, |draft| {
        claims.iter().for_each(|claim| draft.reject(claim));
    });
    finish(session, Deed::Reject, edits, keys);
}

pub(super) fn accept_group(session: &mut Session) {
    let keys = same_as_current(session);
    accept_all(session, &keys);
}

pub(super) fn reject_group(session: &mut Session) {
    let keys = same_as_current(session);
    reject_all(session, &keys);
}

/// All pending suggestions with the current one's normalised text and label.
pub(super) fn same_as_current(session: &Session) -> Vec<SuggestionKey> {
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

/// What decisions keep of suggestions of the article on screen.
pub(super) fn claims(session: &Session, keys: &[SuggestionKey]) -> Vec<Claim> {
    let known = keys.iter().filter_map(|key| session.suggestion(key));
    known.map(Claim::from).collect()
}

/// Edits of the sheet on screen; none if there is none.
pub(super) fn drafted(session: &Session, put: impl FnOnce(&mut Draft<'_>)) -> Vec<Edit> {
    let Some((article, sheet)) = session.current() else {
        return Vec::new();
    };
    let mut draft = Draft::new(article.id.clone(), sheet, (session.clock)());
    put(&mut draft);
    draft.into_edits()
}

pub(super) fn finish(session: &mut Session, deed: Deed, edits: Vec<Edit>, keys: &[SuggestionKey]) {
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
