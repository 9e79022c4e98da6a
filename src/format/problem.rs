//! What is wrong with a file that was read, as data with its place.

use super::flaw::Flaw;
use crate::text::convert::Unit;

/// Something in a file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The id of the article in which it is, where the name of the file does not say that.
    pub article: Option<String>,
    /// What it is.
    pub kind: ProblemKind,
}

/// How an offset was put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Repair {
    /// It was counted in bytes.
    CountedBytes,
    /// It was counted in code points.
    CountedCodePoints,
    /// It was counted in UTF-16 units.
    CountedUtf16,
    /// It was counted on a text with other line ends.
    LineEnds,
    /// White space at the edges was counted in or out.
    Trimmed,
    /// The text stands at exactly one other place.
    FoundElsewhere,
    /// An edge lay inside a character with its marks; the span was widened to whole characters.
    WholeCharacters,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The bytes are not UTF-8; the line was left out.
    NotUtf8,
    /// The line is not JSON or not of the expected shape; it was left out. What the parser says.
    BadJson(String),
    /// The unit is none of codepoint, utf16, byte; the line was left out.
    UnknownUnit(String),
    /// An entity has not the expected shape and was left out: its number and what the parser says.
    BadEntity(usize, String),
    /// A relation has not the expected shape and was left out: its number and what the parser says.
    BadRelation(usize, String),
    /// The place does not hold the text it should; the entity was left out.
    WrongText {
        /// The text given in the file.
        expected: String,
        /// The text that stands at the place.
        found: String,
    },
    /// The place is not in the text; the entity was left out.
    Outside {
        /// Start as given.
        start: u64,
        /// End as given.
        end: u64,
        /// Length of the text in the file's unit.
        length: usize,
    },
    /// The place was wrong and could be put right beyond doubt: the text, and how.
    Repaired(String, Repair),
    /// Another article has the same id; this one is called so instead.
    DuplicateId(String, String),
    /// A label is empty (left out) or has blanks (replaced): as given, and as read.
    BadLabel(String, Option<String>),
    /// A token line has too few columns; it was left out.
    MissingColumns {
        /// Columns needed.
        expected: usize,
        /// Columns there.
        found: usize,
    },
    /// The last column is no tag; the token was read as outside of any entity.
    BadTag(String),
    /// A tag continues an entity that was not begun; it was read as a beginning.
    BrokenTag(String),
    /// A line or record does not have the shape that the format asks for and was left out: what
    /// was expected (`JSON`, `T1<TAB>LABEL start end<TAB>text`), and what is there or what the parser
    /// says.
    BadShape(&'static str, String),
    /// An entity or attribute names something that is not in the file; it was left out.
    NoSuchThing(String),
    /// The file that should stand beside it is missing; it was left out. The missing name.
    NoCompanion(String),
    /// The file ends before the record is complete; what was there was kept.
    CutShort(&'static str),
    /// The file does not say how it counts; where its entities begin and end proves this unit.
    ConcludedUnit(Unit),
    /// The file does not say how it counts and nothing proves it; this unit was assumed.
    AssumedUnit(Unit),
    /// The file deviates from a corpus format.
    Flaw(Flaw),
}

impl Problem {
    /// Something at a line and column of a file, both from 1, of which no article is known.
    #[must_use]
    pub fn new(file: &str, (line, column): (usize, usize), kind: ProblemKind) -> Self {
        Self {
            file: file.to_owned(),
            line,
            column,
            article: None,
            kind,
        }
    }

    /// The same within an article; one whose id is blank is not named.
    #[must_use]
    pub fn within(self, article: Option<&str>) -> Self {
        let article = article.filter(|id| !id.trim().is_empty());
        let article = article.map(str::to_owned);
        Self { article, ..self }
    }

    /// Whether nothing is wrong: it is told so that people know.
    #[must_use]
    pub fn is_note(&self) -> bool {
        matches!(self.kind, ProblemKind::ConcludedUnit(_))
    }

    /// Whether everything was kept after all.
    #[must_use]
    pub fn is_repaired(&self) -> bool {
        if let ProblemKind::Flaw(flaw) = &self.kind {
            return flaw.is_repaired();
        }
        matches!(
            self.kind,
            ProblemKind::Repaired(..)
                | ProblemKind::DuplicateId(..)
                | ProblemKind::BadLabel(_, Some(_))
                | ProblemKind::BrokenTag(_)
                | ProblemKind::ConcludedUnit(_)
                | ProblemKind::AssumedUnit(_)
        )
    }
}
