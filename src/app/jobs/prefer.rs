//! Preferences in the settings file.

use crate::app::preferences::{Language, Preferences, Reading, ReadingFace, ThemeChoice};
use crate::store::settings::Settings;

/// The preferences that a settings file holds; values that make no sense take their default.
pub(super) fn preferences(settings: &Settings) -> Preferences {
    let reading = Reading {
        face: ReadingFace::of(&settings.face).unwrap_or_default(),
        size: settings.reading_size,
        line_height: settings.line_height,
        column: settings.column,
        justified: settings.justified,
        signs: settings.signs,
    };
    Preferences {
        language: if settings.language == "en" {
            Language::English
        } else {
            Language::Arabic
        },
        theme: ThemeChoice::of(&settings.theme).unwrap_or_default(),
        reading: reading.bounded(),
        snap: settings.snap,
        blind: settings.blind,
        missed: settings.missed,
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
    let reading = preferences.reading;
    settings.language = language.into();
    settings.theme = preferences.theme.id().into();
    settings.face = reading.face.id().into();
    settings.reading_size = reading.size;
    settings.line_height = reading.line_height;
    settings.column = reading.column;
    settings.justified = reading.justified;
    settings.signs = reading.signs;
    settings.snap = preferences.snap;
    settings.blind = preferences.blind;
    settings.missed = preferences.missed;
    settings.articles_shown = preferences.articles_shown;
    settings.inbox_shown = preferences.inbox_shown;
}
