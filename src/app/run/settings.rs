//! Preferences.

use crate::app::action::{Action, Shortcut};
use crate::app::command::Target;
use crate::app::keys::Keys;
use crate::app::preferences::{Language, Preferences, READING_SIZE, ThemeChoice};
use crate::app::run::{background, navigate};
use crate::app::session::Session;

/// One step of the reading size, in points.
const STEP: f32 = 1.5;

pub(super) fn act(session: &mut Session, action: Action) {
    set(session, |p| match action {
        Action::ZoomIn => p.reading.size += STEP,
        Action::ZoomOut => p.reading.size -= STEP,
        Action::ZoomReset => p.reading.size = READING_SIZE.1,
        Action::ToggleSnap => p.snap = !p.snap,
        Action::ToggleSigns => p.reading.signs = !p.reading.signs,
        Action::ToggleArticles => p.articles_shown = !p.articles_shown,
        Action::ToggleBlind => p.blind = !p.blind,
        Action::ToggleMissed => p.missed = !p.missed,
        Action::ToggleInbox => p.inbox_shown = !p.inbox_shown,
        Action::ToggleTheme => p.theme = next(p.theme),
        Action::ToggleLanguage => {
            p.language = match p.language {
                Language::Arabic => Language::English,
                Language::English => Language::Arabic,
            };
        }
        _ => {}
    });
    if action == Action::ToggleBlind {
        session.status.suggesting = None;
        release_suggestion(session);
        background::arrive(session);
    }
}

/// A suggestion that is hidden is not looked at.
fn release_suggestion(session: &mut Session) {
    if matches!(session.here.target, Some(Target::Suggestion(_))) && session.preferences.blind {
        navigate::release(session);
    }
}

pub(super) fn set_key(session: &mut Session, action: Action, key: Option<Shortcut>) {
    session.keys.set(action, key);
    session.desk.keep_keys(session.keys.clone());
}

pub(super) fn reset_keys(session: &mut Session) {
    session.keys = Keys::default();
    session.desk.keep_keys(Keys::default());
}

/// The theme after `theme`, the first one after the last.
fn next(theme: ThemeChoice) -> ThemeChoice {
    let all = ThemeChoice::ALL;
    let at = all.iter().position(|other| *other == theme);
    let next = at.map_or(0, |at| (at + 1) % all.len());
    all.get(next).copied().unwrap_or_default()
}

pub(super) fn set(session: &mut Session, change: impl FnOnce(&mut Preferences)) {
    change(&mut session.preferences);
    session.preferences.reading = session.preferences.reading.bounded();
    session.desk.keep_preferences(session.preferences);
}
