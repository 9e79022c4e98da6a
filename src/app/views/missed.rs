//! Where something may have been missed in the article on screen, as far as it is to be marked.

use std::ops::Range;

use crate::app::session::Session;
use crate::model::suggestion::NearMiss;
use crate::text::offset::Span;

/// Those that share text with `range` (bytes), in document order. Only these are looked at. None
/// where nobody wants to see them.
#[must_use]
pub fn missed_in(session: &Session, range: Range<usize>) -> Vec<&NearMiss> {
    let (Some((_, sheet)), true) = (session.current(), session.preferences().missed) else {
        return Vec::new();
    };
    let all = session.queue().found().near_misses();
    let from = all.partition_point(|miss| miss.span.end() <= range.start);
    let near = all[from..].iter();
    let near = near.take_while(|miss| miss.span.start() < range.end);
    near.filter(|miss| sheet.overlapping(miss.span).next().is_none())
        .collect()
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
