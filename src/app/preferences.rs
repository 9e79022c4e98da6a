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

/// Declares choices that have a name in the settings file.
macro_rules! choices {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $choice:ident = $id:literal,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$inner])* $choice,)* }

        impl $name {
            /// Every choice.
            pub const ALL: &[Self] = &[$(Self::$choice),*];

            /// Its name in the settings file and on the command line.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$choice => $id,)* }
            }

            /// The choice of that name.
            #[must_use]
            pub fn of(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.id() == id)
            }
        }
    };
}

choices! {
    /// Theme.
    ThemeChoice {
        /// Dark on light.
        #[default]
        Light = "light",
        /// Light on dark.
        Dark = "dark",
        /// Brown ink on warm paper, for long reading.
        Sepia = "sepia",
        /// Black on white, every line seen.
        Contrast = "contrast",
        /// White on black, every line seen.
        ContrastDark = "contrast-dark",
    }
}

choices! {
    /// The face in which articles are set.
    ReadingFace {
        /// The face of books and newspapers.
        #[default]
        Naskh = "naskh",
        /// The classical book face of Bulaq, for larger sizes.
        Amiri = "amiri",
        /// Without contrast of strokes, as on signs and screens.
        Sans = "sans",
    }
}

/// Smallest, standard and largest value.
pub type Bounds = (f32, f32, f32);

/// Reading size in points.
pub const READING_SIZE: Bounds = (14.0, 21.0, 48.0);

/// Distance of baselines in sizes.
pub const LINE_HEIGHT: Bounds = (1.8, 2.3, 3.4);

/// Width of the column in sizes; the standard holds 65 to 75 letters of Naskh.
pub const COLUMN: Bounds = (18.0, 33.0, 60.0);

/// How articles are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The face.
    pub face: ReadingFace,
    /// Size of the text in points.
    pub size: f32,
    /// Distance of baselines in sizes.
    pub line_height: f32,
    /// Width of the column in sizes.
    pub column: f32,
    /// Whether lines fill the column, by wider spaces.
    pub justified: bool,
    /// Whether direction marks, tatweel, doubled spaces and their like are marked.
    pub signs: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            face: ReadingFace::default(),
            size: READING_SIZE.1,
            line_height: LINE_HEIGHT.1,
            column: COLUMN.1,
            justified: false,
            signs: false,
        }
    }
}

impl Reading {
    /// With every length within its bounds; what is no number becomes the standard.
    #[must_use]
    pub fn bounded(self) -> Self {
        Self {
            size: bounded(self.size, READING_SIZE),
            line_height: bounded(self.line_height, LINE_HEIGHT),
            column: bounded(self.column, COLUMN),
            ..self
        }
    }
}

fn bounded(value: f32, (smallest, standard, largest): Bounds) -> f32 {
    if value.is_finite() {
        value.clamp(smallest, largest)
    } else {
        standard
    }
}

/// What a person prefers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preferences {
    /// Interface language.
    pub language: Language,
    /// Theme.
    pub theme: ThemeChoice,
    /// How articles are set.
    pub reading: Reading,
    /// Whether selections snap to words and clitics.
    pub snap: bool,
    /// Whether suggestions are hidden wholly.
    pub blind: bool,
    /// Whether it is marked where something may have been missed.
    pub missed: bool,
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
            reading: Reading::default(),
            snap: true,
            blind: false,
            missed: true,
            articles_shown: true,
            inbox_shown: true,
        }
    }
}
