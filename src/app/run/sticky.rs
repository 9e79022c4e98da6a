//! Sticky label mode: a new selection is given the label used last.

use crate::app::run::{navigate, tag};
use crate::app::session::Session;

/// Switches the mode.
pub(super) fn toggle(session: &mut Session) {
    session.status.sticky = !session.status.sticky;
}

/// Takes a selection that is finished: the pointer was let go.
pub(super) fn selected(session: &mut Session, anchor: usize, head: usize) {
    navigate::select(session, anchor, head);
    apply(session);
}

/// Gives the selection the label used last. Says whether there was something to do.
pub(super) fn apply(session: &mut Session) -> bool {
    let wanted = session.status.sticky && session.here.target.is_none();
    let label = session.status.last_label.clone();
    match (label, session.here.selection()) {
        (Some(label), Some(_)) if wanted => {
            tag::label(session, label);
            true
        }
        _ => false,
    }
}
