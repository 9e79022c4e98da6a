//! Places where something may have been missed: going there, and tagging them as what they may be.

use crate::app::action::Action;
use crate::app::notice::Happening;
use crate::app::run::{navigate, settings, tag};
use crate::app::session::Session;
use crate::app::views::missed;
use crate::model::annotation::Origin;
use crate::text::offset::Span;

/// To the next or previous place, round the end. Marks that are switched off are switched on: who
/// looks for them wants to see them.
pub(super) fn step(session: &mut Session, forward: bool) {
    if session.preferences.blind {
        return session.tell(Happening::SuggestionsHidden);
    }
    if !session.preferences.missed {
        settings::act(session, Action::ToggleMissed);
    }
    let current = session.current_span().or(session.here.selection());
    let at = current.map_or(session.here.head, Span::start);
    let passed = |span: &Span| match (forward, current) {
        (true, Some(_)) => span.start() <= at,
        _ => span.start() < at,
    };
    let all: Vec<Span> = session.near_misses().map(|miss| miss.span).collect();
    let behind = all.partition_point(passed);
    let found = if forward {
        all.get(behind).or(all.first())
    } else {
        behind
            .checked_sub(1)
            .and_then(|at| all.get(at))
            .or(all.last())
    };
    match found {
        Some(span) => {
            navigate::select(session, span.start(), span.end());
            session.here.reveal(*span);
        }
        None => session.tell(Happening::NothingMissed),
    }
}

/// Tags the words that are selected as what they may be. Says whether there was something to do.
pub(super) fn accept(session: &mut Session) -> bool {
    let Some(miss) = missed::current(session).cloned() else {
        return false;
    };
    let origin = Origin::Suggestion {
        engine: miss.evidence.engine,
        score: miss.probability,
        edited: false,
        model: None,
    };
    tag::annotate(session, miss.span, miss.label, origin);
    true
}
