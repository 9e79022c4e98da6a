//! What a person prefers; saved in the settings file.

/// Interface language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// العربية, mirrored.
    #[default]
    Arabic,
    /// English.
    English,
}

/// Theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeChoice {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// Smallest, standard and largest reading size, in points.
pub const READING_SIZE: (f32, f32, f32) = (14.0, 21.0, 48.0);

/// What a person prefers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preferences {
    /// Interface language.
    pub language: Language,
    /// Theme.
    pub theme: ThemeChoice,
    /// Size of the article's text in points.
    pub reading_size: f32,
    /// Whether selections snap to words and clitics.
    pub snap: bool,
    /// Whether the article list is shown.
    pub articles_shown: bool,
    /// Whether the review inbox is shown.
    pub inbox_shown: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: ThemeChoice::default(),
            reading_size: READING_SIZE.1,
            snap: true,
            articles_shown: true,
            inbox_shown: true,
        }
    }
}
