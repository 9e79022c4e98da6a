//! How long decisions take, and a word of warning when they come faster than anyone can read.

use crate::app::notice::Happening;
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;

/// Who looks at one thing longer than this, in milliseconds, was somewhere else.
const AWAY: u64 = 120_000;

/// Nobody has read a suggestion in less than this, in milliseconds.
const HASTE: u32 = 400;

/// So many hasty acceptances in a row are worth a word.
const STREAK: u32 = 30;

/// Notes in decisions how long the person looked; what is decided at once shares the time. Returns
/// the time of each in milliseconds, 0 if it is not known.
pub(in crate::app) fn time(session: &Session, edits: &mut [Edit]) -> u32 {
    let looked = (session.clock)().0.checked_sub(session.here.since.0);
    let Some(looked) = looked.filter(|time| *time <= AWAY) else {
        return 0;
    };
    let decided = edits.iter_mut().filter_map(|edit| match edit {
        Edit::Decide { after, .. } => after.as_mut(),
        _ => None,
    });
    let mut decided: Vec<_> = decided.collect();
    let share = looked / (decided.len().max(1) as u64);
    let share = u32::try_from(share).unwrap_or(0).max(1);
    for decision in &mut decided {
        decision.took = share;
    }
    share
}

/// Follows what the person did in that many milliseconds.
pub(in crate::app) fn follow(session: &mut Session, deed: Deed, took: u32) {
    session.here.since = (session.clock)();
    let hasty = deed == Deed::Accept && (1..HASTE).contains(&took);
    session.status.hasty = if hasty { session.status.hasty + 1 } else { 0 };
    if session.status.hasty == STREAK {
        session.status.hasty = 0;
        session.tell(Happening::Hasty(STREAK));
    }
}
