//! What is wrong in a corpus file: what was expected, what was found, what was done.

/// One deviation from a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What should stand there.
    pub expected: Expected,
    /// What does; empty if nothing.
    pub found: String,
    /// What was done about it.
    pub done: Done,
}

/// What should stand at a place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    /// The number of a token: `1`, `2-3`, `8.1`, `1-4`, `1-4.2`.
    TokenNumber,
    /// The names of the columns, `ID` and `FORM` among them.
    ColumnNames,
    /// Two offsets, `12-17`, in order and behind those before.
    Offsets,
    /// The first line of the format with a known version.
    FormatHeader,
    /// The text of the sentence before its tokens.
    SentenceText,
    /// A layer with its features.
    LayerHeader,
    /// A value with its number in brackets, as the header's columns say.
    LayerValue,
    /// Well-formed XML.
    Xml,
    /// Well-formed JSON.
    Json,
    /// A list or table of feature structures.
    FeatureStructures,
    /// The article's text (`sofaString`).
    DocumentText,
    /// A number from 0.
    Number,
    /// A tag that closes what is open.
    ClosingTag,
    /// A tag that opens what is closed here.
    OpeningTag,
    /// A tag that ends with `>`.
    CompleteTag,
    /// Character data written as `&name;` or `&#number;`.
    CharacterReference,
    /// A zip archive.
    Archive,
    /// A Parquet file.
    Parquet,
    /// A file that the system lets be read to its end.
    ReadableFile,
    /// A file name that is Unicode.
    FileName,
    /// An id that nothing before has.
    OwnId,
    /// Names for the numbers of tags.
    TagNames,
    /// A column of tags in place of others of a meaning that is not known.
    TagColumn,
}

/// What was done about a flaw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Done {
    /// The line was left out.
    LineLeftOut,
    /// The rest of the file was left out.
    RestLeftOut,
    /// The file was left out.
    FileLeftOut,
    /// The article with all that belongs to it was left out.
    ArticleLeftOut,
    /// The entity was left out, nothing else.
    EntityLeftOut,
    /// The value was left out.
    ValueLeftOut,
    /// It was read as text.
    ReadAsText,
    /// It was read as if it were not there.
    Ignored,
    /// It was read on as if it were there.
    Assumed,
}

impl Flaw {
    /// Whether everything was kept after all.
    #[must_use]
    pub fn is_repaired(&self) -> bool {
        matches!(self.done, Done::ReadAsText | Done::Ignored | Done::Assumed)
    }
}
