//! Preferences.

use crate::app::action::Action;
use crate::app::preferences::{Language, Preferences, READING_SIZE, ThemeChoice};
use crate::app::session::Session;

/// One step of the reading size, in points.
const STEP: f32 = 1.5;

pub(super) fn act(session: &mut Session, action: Action) {
    let size = session.preferences.reading_size;
    match action {
        Action::ZoomIn => set_reading_size(session, size + STEP),
        Action::ZoomOut => set_reading_size(session, size - STEP),
        Action::ZoomReset => set_reading_size(session, READING_SIZE.1),
        Action::ToggleSnap => set(session, |p| p.snap = !p.snap),
        Action::ToggleArticles => set(session, |p| p.articles_shown = !p.articles_shown),
        Action::ToggleInbox => set(session, |p| p.inbox_shown = !p.inbox_shown),
        Action::ToggleTheme => set(session, |p| {
            p.theme = match p.theme {
                ThemeChoice::Light => ThemeChoice::Dark,
                ThemeChoice::Dark => ThemeChoice::Light,
            };
        }),
        Action::ToggleLanguage => set(session, |p| {
            p.language = match p.language {
                Language::Arabic => Language::English,
                Language::English => Language::Arabic,
            };
        }),
        _ => {}
    }
}

pub(super) fn set_reading_size(session: &mut Session, size: f32) {
    set(session, |p| {
        p.reading_size = size.clamp(READING_SIZE.0, READING_SIZE.2);
    });
}

pub(super) fn set(session: &mut Session, change: impl FnOnce(&mut Preferences)) {
    change(&mut session.preferences);
    session.desk.keep_preferences(session.preferences);
}
