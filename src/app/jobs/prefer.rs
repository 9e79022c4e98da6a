//! Preferences in the settings file.

use crate::app::preferences::{Language, Preferences, READING_SIZE, ThemeChoice};
use crate::store::settings::Settings;

/// The preferences that a settings file holds; values that make no sense take their default.
pub(super) fn preferences(settings: &Settings) -> Preferences {
    let (smallest, standard, largest) = READING_SIZE;
    let size = settings.reading_size;
    Preferences {
        language: if settings.language == "en" {
            Language::English
        } else {
            Language::Arabic
        },
        theme: if settings.theme == "dark" {
            ThemeChoice::Dark
        } else {
            ThemeChoice::Light
        },
        reading_size: if size.is_finite() {
            size.clamp(smallest, largest)
        } else {
            standard
        },
        snap: settings.snap,
        articles_shown: settings.articles_shown,
        inbox_shown: settings.inbox_shown,
    }
}

/// Puts preferences into the settings.
pub(super) fn keep(settings: &mut Settings, preferences: Preferences) {
    let language = match preferences.language {
        Language::Arabic => "ar",
        Language::English => "en",
    };
    let theme = match preferences.theme {
        ThemeChoice::Light => "light",
        ThemeChoice::Dark => "dark",
    };
    settings.language = language.into();
    settings.theme = theme.into();
    settings.reading_size = preferences.reading_size;
    settings.snap = preferences.snap;
    settings.articles_shown = preferences.articles_shown;
    settings.inbox_shown = preferences.inbox_shown;
}
