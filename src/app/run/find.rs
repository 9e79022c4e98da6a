//! Searching, and one decision on many places.

use std::sync::Arc;

use crate::app::command::{Everywhere, Target, Verb};
use crate::app::run::navigate;
use crate::app::search::Search;
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;
use crate::model::annotation::{Annotation, Origin, Provenance};
use crate::model::ids::{AnnotationId, LabelId};
use crate::review::search::{Mode, Query};
use crate::text::offset::Span;

/// Begins a search in the article on screen; an empty pattern ends it.
pub(super) fn search(session: &mut Session, query: Query) {
    if query.pattern.is_empty() {
        session.here.search = None;
        session.desk.stop_seeking();
        return;
    }
    let Some((article, _)) = session.current() else {
        return;
    };
    let text = article.text.clone();
    session.here.search = Some(Search::new(query.clone()));
    session.desk.seek(text, query);
}

/// Looks for the current span's text as whole words.
pub(super) fn search_current(session: &mut Session) {
    let span = session.current_span().or(session.here.selection());
    let (Some(span), Some((article, _))) = (span, session.current()) else {
        return;
    };
    let pattern = span.text(&article.text).to_owned();
    let mode = Mode::Words;
    search(session, Query { pattern, mode });
}

/// Takes in what the search has found.
pub(super) fn found(session: &mut Session, serial: u64, hits: Result<Arc<[Span]>, String>) {
    if !session.desk.is_current_search(serial) {
        return;
    }
    if let Some(search) = &mut session.here.search {
        search.running = false;
        match hits {
            Ok(hits) => search.hits = hits,
            Err(problem) => search.problem = Some(problem),
        }
    }
}

/// To the next (or previous) hit from where the person is, round the end.
pub(super) fn step(session: &mut Session, forward: bool) {
    let at = session.here.anchor.min(session.here.head);
    let from = session.current_span().map_or(at, Span::start);
    let Some(search) = &session.here.search else {
        return;
    };
    let count = search.hits.len();
    let on_hit = session.here.selection();
    let here = search.at_or_after(from);
    let standing = search
        .hits
        .get(here)
        .is_some_and(|hit| Some(*hit) == on_hit);
    let next = match forward {
        true if standing => here + 1,
        true => here,
        false => here + count.saturating_sub(1),
    };
    let hit = search
        .hits
        .get(next.checked_rem(count).unwrap_or(0))
        .copied();
    if let Some(hit) = hit {
        navigate::select(session, hit.start(), hit.end());
        session.here.reveal(hit);
    }
}

/// One decision on many places of the article on screen, as one transaction.
pub(super) fn everywhere(session: &mut Session, wish: &Everywhere) {
    let mut edits = Vec::new();
    let mut next = session.current().map_or(0, |(_, sheet)| sheet.next_id().0);
    for span in &wish.spans {
        match &wish.verb {
            Verb::Tag(label) => tag(session, *span, label, &mut next, &mut edits),
            Verb::Untag => untag(session, *span, &mut edits),
        }
    }
    let deed = match wish.verb {
        Verb::Tag(_) => Deed::Annotate,
        Verb::Untag => Deed::Delete,
    };
    session.perform(deed, edits);
}

/// The edits that make `span` an annotation with that label and no other of the same span.
fn tag(session: &Session, span: Span, label: &LabelId, next: &mut u64, edits: &mut Vec<Edit>) {
    let (Some(article), Some((_, sheet))) = (session.here.article.clone(), session.current())
    else {
        return;
    };
    let same = sheet
        .overlapping(span)
        .filter(|a| a.span == span && a.more.is_empty());
    let same: Vec<&Annotation> = same.collect();
    if same.iter().any(|a| a.label == *label) {
        return;
    }
    if let Some(before) = same.first() {
        let mut after = (*before).clone();
        after.label = label.clone();
        after.provenance.at = (session.clock)();
        let before = (*before).clone();
        edits.push(Edit::Change {
            article,
            before,
            after,
        });
        return;
    }
    let key = crate::app::command::SuggestionKey {
        span,
        label: label.clone(),
    };
    if let Some(suggestion) = session.suggestion(&key).cloned() {
        super::decide::acceptance(session, &suggestion, span, label, next, edits);
        return;
    }
    let provenance = Provenance {
        origin: Origin::Manual,
        at: (session.clock)(),
    };
    let annotation = Annotation::new(AnnotationId(*next), span, label.clone(), provenance);
    *next += 1;
    edits.push(Edit::Add {
        article,
        annotation,
    });
}

/// The edits that take away the annotations of `span`, and reject what is suggested there.
fn untag(session: &Session, span: Span, edits: &mut Vec<Edit>) {
    let (Some(article), Some((_, sheet))) = (session.here.article.clone(), session.current())
    else {
        return;
    };
    let here = sheet.overlapping(span).filter(|a| a.span == span);
    edits.extend(here.map(|annotation| Edit::Remove {
        article: article.clone(),
        annotation: annotation.clone(),
    }));
    let found = session.queue().found();
    let indices = found.overlapping(span);
    let suggested = indices.map(|at| &found.suggestions()[at]);
    for suggestion in suggested.filter(|s| s.span == span) {
        edits.push(super::decide::rejection(session, &article, suggestion));
    }
}

/// Makes the hit at that place of the list the selection and shows it.
pub(super) fn show_hit(session: &mut Session, span: Span) {
    let annotation = session.current().and_then(|(_, sheet)| {
        let mut here = sheet.overlapping(span);
        here.find(|a| a.span == span).map(|a| a.id)
    });
    match annotation {
        Some(id) => navigate::focus(session, Target::Annotation(id)),
        None => {
            navigate::select(session, span.start(), span.end());
            session.here.reveal(span);
        }
    }
}
