//! Searching the article on screen.

use std::sync::Arc;

use crate::app::command::Target;
use crate::app::run::navigate;
use crate::app::search::Search;
use crate::app::session::Session;
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
    let offered = session.here.offer.as_ref().map(|offer| offer.span);
    let span = span.or(offered);
    if span != offered {
        session.here.offer = None;
    }
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
