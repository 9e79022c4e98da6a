//! Identities. Strings inside, but never mixed up with each other or with text for people.

use std::fmt;
use std::sync::Arc;

macro_rules! name_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as written in files.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(Arc::from(id))
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(Arc::from(id))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name_id!(
    /// An article of a project; also the stem of its file names.
    ArticleId
);
name_id!(
    /// A label of a label set, as exports write it (`PER`).
    LabelId
);
name_id!(
    /// What a relation is (`founder`), as exports write it; unlike labels of spans, people name
    /// relations freely.
    RelationLabel
);
name_id!(
    /// A person (or an import) who owns sheets; also a folder name.
    AnnotatorId
);

/// An annotation, unique within its sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnnotationId(pub u64);

/// What made a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EngineId {
    /// What decisions of this project taught.
    Memory,
    /// Lists of names.
    Gazetteer,
    /// Declared token patterns.
    Pattern,
    /// The trained sequence model.
    Tagger,
    /// Tentative annotations from a file.
    Import,
}

impl EngineId {
    /// Every engine, strongest evidence first.
    pub const ALL: [Self; 5] = [
        Self::Memory,
        Self::Gazetteer,
        Self::Pattern,
        Self::Tagger,
        Self::Import,
    ];

    /// The name written in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Gazetteer => "gazetteer",
            Self::Pattern => "pattern",
            Self::Tagger => "tagger",
            Self::Import => "import",
        }
    }

    /// The engine with that name in files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|id| id.as_str() == name)
    }
}

/// Milliseconds since 1970-01-01 UTC. Given in from outside: the model has no clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub u64);
