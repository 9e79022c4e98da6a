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

/// What values an attribute of annotations takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// One of these; never none.
    Choice(Vec<String>),
    /// Any text.
    Text,
    /// `true` or `false`.
    Boolean,
}

/// Something that is said of each annotation of a label besides its span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// As files write it; unique within its label.
    pub id: String,
    /// As people read it.
    pub name: Bilingual,
    /// Its values.
    pub kind: AttributeKind,
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
    /// What is said of its annotations, in the order people see it.
    pub attributes: Vec<Attribute>,
}

impl Label {
    /// A label with an id, names and a hue, and nothing else.
    #[must_use]
    pub fn new(id: LabelId, name: Bilingual, colour: Colour) -> Self {
        Self {
            id,
            name,
            colour,
            key: None,
            description: Bilingual::default(),
            examples: Vec::new(),
            attributes: Vec::new(),
        }
    }
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
    /// An attribute of that label has a bad id, an id twice, or no values to choose from.
    BadAttribute(LabelId, String),
}

impl std::fmt::Display for LabelSetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DuplicateId(id) => write!(f, "two labels are called {id}"),
            Self::DuplicateKey(key) => write!(f, "two labels use the key {key}"),
            Self::BadId(id) => write!(f, "a label cannot be called {id:?}: no spaces, not empty"),
            Self::BadAttribute(label, id) => write!(
                f,
                "label {label}: an attribute cannot be called {id:?}, or is there twice, or has no choices"
            ),
        }
    }
}

impl std::error::Error for LabelSetError {}

/// Whether exports can write it: not empty, without white space and control characters.
fn is_id(id: &str) -> bool {
    !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The first attribute that makes no sense.
fn bad_attribute(attributes: &[Attribute]) -> Option<String> {
    let bad = attributes.iter().enumerate().find(|(at, attribute)| {
        let twice = attributes[..*at]
            .iter()
            .any(|other| other.id == attribute.id);
        let empty = matches!(&attribute.kind, AttributeKind::Choice(of) if of.is_empty());
        !is_id(&attribute.id) || twice || empty
    });
    bad.map(|(_, attribute)| attribute.id.clone())
}

impl LabelSet {
    /// A label set from labels in display order.
    ///
    /// # Errors
    /// Ids or keys that are not unique, ids that exports could not write.
    pub fn new(labels: Vec<Label>) -> Result<Self, LabelSetError> {
        for (at, label) in labels.iter().enumerate() {
            let id = label.id.as_str();
            if !is_id(id) {
                return Err(LabelSetError::BadId(id.to_owned()));
            }
            if let Some(bad) = bad_attribute(&label.attributes) {
                return Err(LabelSetError::BadAttribute(label.id.clone(), bad));
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
