//! Long work in the background: one thing at a time, the one that a person waits for most.

use crate::app::session::Session;
use crate::app::wide::Part;

/// What goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Sheets are read for one decision on many articles.
    Gathering,
    /// All articles are searched.
    Hunting,
    /// All articles are looked at for suggestions.
    Surveying,
    /// The article on screen is looked at for suggestions.
    Suggesting,
}

/// The work that goes on, and how far it is, 0–1.
#[must_use]
pub fn running(session: &Session) -> Option<(Job, f32)> {
    let wide = session.wide();
    let hunt = wide.hunt.as_ref().and_then(|hunt| hunt.running);
    let gathering = session.gathering().map(|part| (Job::Gathering, part));
    let hunting = || hunt.map(|part| (Job::Hunting, share(part)));
    let surveying = || Some((Job::Surveying, share(wide.survey.running?)));
    let suggesting = || session.suggesting().map(|part| (Job::Suggesting, part));
    gathering
        .or_else(hunting)
        .or_else(surveying)
        .or_else(suggesting)
}

fn share((done, all): Part) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a share for people")]
    let share = done as f32 / all.max(1) as f32;
    share
}
