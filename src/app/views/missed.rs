//! Where something may have been missed in the article on screen, as far as it is to be marked.

use std::ops::Range;

use crate::app::session::Session;
use crate::model::suggestion::NearMiss;
use crate::text::offset::Span;

/// Those that share text with `range` (bytes), in document order. Only these are looked at. None
/// where nobody wants to see them.
#[must_use]
pub fn missed_in(session: &Session, range: Range<usize>) -> Vec<&NearMiss> {
    if session.preferences().missed {
        session.near_misses_in(range).collect()
    } else {
        Vec::new()
    }
}

/// The one at a byte of the article.
#[must_use]
pub fn missed_at(session: &Session, at: usize) -> Option<Span> {
    missed_in(session, at..at + 1).first().map(|miss| miss.span)
}

/// The one that is selected.
#[must_use]
pub fn current(session: &Session) -> Option<&NearMiss> {
    let here = session.here();
    let span = here.selection().filter(|_| here.target.is_none())?;
    let near = missed_in(session, span.range());
    near.into_iter().find(|miss| miss.span == span)
}

/// How many there are. Costs a look at all: keep it until [`Session::serial`] changes.
#[must_use]
pub fn count(session: &Session) -> usize {
    session.near_misses().count()
}
