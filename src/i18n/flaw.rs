//! What is wrong in a corpus file, in both languages.

use super::Lang;

/// A deviation from a format: what was expected, what stands there, what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlawText {
    /// What should stand there.
    pub expected: ExpectedText,
    /// What does; empty if nothing.
    pub found: String,
    /// What was done.
    pub done: DoneText,
}

/// What should stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedText {
    /// A token number (such as 1, 2-3 or 1-4.2).
    TokenNumber,
    /// Column names with ID and FORM among them.
    ColumnNames,
    /// Two offsets in order (such as 12-17), behind those before.
    Offsets,
    /// The line #FORMAT=WebAnno TSV 3.
    FormatHeader,
    /// A line #Text= before the tokens.
    SentenceText,
    /// A layer with its features (such as #T_SP=…).
    LayerHeader,
    /// A value in each column of the layers.
    LayerValue,
    /// Well-formed XML.
    Xml,
    /// Well-formed JSON.
    Json,
    /// A list %FEATURE_STRUCTURES.
    FeatureStructures,
    /// The article’s text (sofaString).
    DocumentText,
    /// A number from 0.
    Number,
    /// A tag that closes what is open.
    ClosingTag,
    /// A tag that opens what is closed here.
    OpeningTag,
    /// A tag that ends with >.
    CompleteTag,
    /// A character as &name; or &#123;.
    CharacterReference,
    /// A sound zip archive.
    Archive,
    /// A sound Parquet file.
    Parquet,
    /// A file that can be read to its end.
    ReadableFile,
    /// A file name that is Unicode.
    FileName,
    /// An id that nothing before has.
    OwnId,
    /// Names for the numbers of tags.
    TagNames,
    /// A column that is known to hold tags.
    TagColumn,
}

/// What was done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoneText {
    /// The line was left out.
    LineLeftOut,
    /// The rest of the file was left out.
    RestLeftOut,
    /// The file was left out.
    FileLeftOut,
    /// The article was left out.
    ArticleLeftOut,
    /// Only the entity was left out.
    EntityLeftOut,
    /// Only the value was left out.
    ValueLeftOut,
    /// It was read as text.
    ReadAsText,
    /// It was passed over.
    Ignored,
    /// It was read as if it were there.
    Assumed,
}

/// The longest piece of a file that is quoted, in characters.
const QUOTED: usize = 60;

impl FlawText {
    /// In that language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        let (expected, done) = (self.expected.say(lang), self.done.say(lang));
        let mut found: String = self.found.chars().take(QUOTED).collect();
        if found.len() < self.found.len() {
            found.push('…');
        }
        match (lang, found.is_empty()) {
            (Lang::Ar, true) => format!("المنتظر {expected}. {done}."),
            (Lang::Ar, false) => format!("المنتظر {expected}، والموجود «{found}». {done}."),
            (Lang::En, true) => format!("expected {expected}. {done}."),
            (Lang::En, false) => format!("expected {expected}, found “{found}”. {done}."),
        }
    }
}

impl ExpectedText {
    fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ar => self.ar(),
            Lang::En => self.en(),
        }
    }

    fn ar(self) -> &'static str {
        match self {
            Self::TokenNumber => "رقم رمز (مثل 1 أو 2-3 أو 1-4.2)",
            Self::ColumnNames => "أسماء الأعمدة، ومنها ID و FORM",
            Self::Offsets => "إزاحتان بترتيبهما (مثل 12-17) بعد ما سبق",
            Self::FormatHeader => "سطر ‎#FORMAT=WebAnno TSV 3‎",
            Self::SentenceText => "سطر ‎#Text=‎ قبل الرموز",
            Self::LayerHeader => "طبقة وسماتها (مثل ‎#T_SP=...‎)",
            Self::LayerValue => "قيمة في كل عمود من أعمدة الطبقات",
            Self::Xml => "XML سليم",
            Self::Json => "JSON سليم",
            Self::FeatureStructures => "قائمة ‎%FEATURE_STRUCTURES‎",
            Self::DocumentText => "نص المقال (sofaString)",
            Self::Number => "رقم من 0 فصاعدًا",
            Self::ClosingTag => "وسم يغلق المفتوح",
            Self::OpeningTag => "وسم يفتح ما أُغلق هنا",
            Self::CompleteTag => "وسم ينتهي بـ >",
            Self::CharacterReference => "حرف بصيغة ‎&name;‎ أو ‎&#123;‎",
            Self::Archive => "أرشيف zip سليم",
            Self::Parquet => "ملف Parquet سليم",
            Self::ReadableFile => "ملف يُقرأ إلى آخره",
            Self::FileName => "اسم ملف بترميز يونيكود",
            Self::OwnId => "معرّف لم يسبق",
            Self::TagNames => "أسماء لأرقام الوسوم، في الملف أو في بطاقة README.md بجانبه",
            Self::TagColumn => "عمود للوسوم اسمه NER أو ينتهي اسمه بـ ‎:NER‎",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::TokenNumber => "a token number (such as 1, 2-3 or 1-4.2)",
            Self::ColumnNames => "column names with ID and FORM among them",
            Self::Offsets => "two offsets in order (such as 12-17), behind those before",
            Self::FormatHeader => "the line #FORMAT=WebAnno TSV 3",
            Self::SentenceText => "a line #Text= before the tokens",
            Self::LayerHeader => "a layer with its features (such as #T_SP=…)",
            Self::LayerValue => "a value in each column of the layers",
            Self::Xml => "well-formed XML",
            Self::Json => "well-formed JSON",
            Self::FeatureStructures => "a list %FEATURE_STRUCTURES",
            Self::DocumentText => "the article’s text (sofaString)",
            Self::Number => "a number from 0",
            Self::ClosingTag => "a tag that closes what is open",
            Self::OpeningTag => "a tag that opens what is closed here",
            Self::CompleteTag => "a tag that ends with >",
            Self::CharacterReference => "a character as &name; or &#123;",
            Self::Archive => "a sound zip archive",
            Self::Parquet => "a sound Parquet file",
            Self::ReadableFile => "a file that can be read to its end",
            Self::FileName => "a file name in Unicode",
            Self::OwnId => "an id that nothing before has",
            Self::TagNames => {
                "names for the numbers of tags, in the file or in a card README.md beside it"
            }
            Self::TagColumn => "a column of tags called NER, or ending with :NER",
        }
    }
}

impl DoneText {
    fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ar => self.ar(),
            Lang::En => self.en(),
        }
    }

    fn ar(self) -> &'static str {
        match self {
            Self::LineLeftOut => "تُرك السطر",
            Self::RestLeftOut => "تُرك باقي الملف",
            Self::FileLeftOut => "تُرك الملف",
            Self::ArticleLeftOut => "تُرك المقال",
            Self::EntityLeftOut => "تُرك الكيان وحده",
            Self::ValueLeftOut => "تُركت القيمة وحدها",
            Self::ReadAsText => "قُرئ نصًا",
            Self::Ignored => "قُرئ كأنه لم يكن",
            Self::Assumed => "قُرئ كأنه موجود",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::LineLeftOut => "The line was left out",
            Self::RestLeftOut => "The rest of the file was left out",
            Self::FileLeftOut => "The file was left out",
            Self::ArticleLeftOut => "The article was left out",
            Self::EntityLeftOut => "Only the entity was left out",
            Self::ValueLeftOut => "Only the value was left out",
            Self::ReadAsText => "It was read as text",
            Self::Ignored => "It was passed over",
            Self::Assumed => "It was read as if it were there",
        }
    }
}
