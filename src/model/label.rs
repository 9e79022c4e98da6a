//! Labels and label sets.

use super::ids::LabelId;

/// A short text in both interface languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bilingual {
    /// Arabic.
    pub ar: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// From both texts.
    #[must_use]
    pub fn new(ar: &str, en: &str) -> Self {
        Self {
            ar: ar.to_owned(),
            en: en.to_owned(),
        }
    }
}

/// A label's hue as chosen by people; the theme adapts lightness for contrast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red, 0–255 sRGB.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

/// One kind of entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As exports write it.
    pub id: LabelId,
    /// As people read it.
    pub name: Bilingual,
    /// Its hue.
    pub colour: Colour,
    /// The key that applies it (a Latin letter or digit, by key position), if any.
    pub key: Option<char>,
    /// When to use it.
    pub description: Bilingual,
    /// Words that carry it.
    pub examples: Vec<String>,
}

/// The labels of a project, in the order people see them.
///
/// Invariant: ids and keys are unique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelSet {
    labels: Vec<Label>,
}

/// Why labels do not make a label set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelSetError {
    /// Two labels share this id.
    DuplicateId(LabelId),
    /// Two labels share this key.
    DuplicateKey(char),
    /// A label has an empty id or one with white space.
    BadId(String),
}

impl std::fmt::Display for LabelSetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DuplicateId(id) => write!(f, "two labels are called {id}"),
            Self::DuplicateKey(key) => write!(f, "two labels use the key {key}"),
            Self::BadId(id) => write!(f, "a label cannot be called {id:?}: no spaces, not empty"),
        }
    }
}

impl std::error::Error for LabelSetError {}

impl LabelSet {
    /// A label set from labels in display order.
    ///
    /// # Errors
    /// Ids or keys that are not unique, ids that exports could not write.
    pub fn new(labels: Vec<Label>) -> Result<Self, LabelSetError> {
        for (at, label) in labels.iter().enumerate() {
            let id = label.id.as_str();
            if id.is_empty() || id.contains(|c: char| c.is_whitespace() || c.is_control()) {
                return Err(LabelSetError::BadId(id.to_owned()));
            }
            if labels[..at].iter().any(|other| other.id == label.id) {
                return Err(LabelSetError::DuplicateId(label.id.clone()));
            }
            if let Some(key) = label.key
                && labels[..at].iter().any(|other| other.key == Some(key))
            {
                return Err(LabelSetError::DuplicateKey(key));
            }
        }
        Ok(Self { labels })
    }

    /// In display order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Label> {
        self.labels.iter()
    }

    /// The label with that id.
    #[must_use]
    pub fn get(&self, id: &LabelId) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == *id)
    }

    /// The label applied by that key.
    #[must_use]
    pub fn by_key(&self, key: char) -> Option<&Label> {
        self.labels.iter().find(|label| label.key == Some(key))
    }

    /// Number of labels.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no label.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}
