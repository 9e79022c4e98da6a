//! Sentences of the import: what was found in files, and what is wrong with them.

use super::Lang;
use super::notice::ARTICLES;
use super::number::{Counted, number};

const FILES: Counted = Counted {
    zero: "لا ملفات",
    one: "ملف واحد",
    two: "ملفان",
    few: "ملفات",
    many: "ملفًا",
    hundred: "ملف",
    en_one: "file",
    en_many: "files",
};

const PROBLEMS: Counted = Counted {
    zero: "لا مشكلات",
    one: "مشكلة واحدة",
    two: "مشكلتان",
    few: "مشكلات",
    many: "مشكلة",
    hundred: "مشكلة",
    en_one: "problem",
    en_many: "problems",
};

/// What the import says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportText {
    /// Files are being read: how many of how many.
    Looking(usize, usize),
    /// Articles are being stored: how many of how many.
    Storing(usize, usize),
    /// New articles, and those that are there already.
    Found(usize, usize),
    /// That many files more.
    MoreFiles(usize),
    /// That many problems more.
    MoreProblems(usize),
    /// Which encoding reads well?
    Encoding,
    /// Which column holds the text?
    Column,
    /// There is nothing new in any of the files.
    Nothing,
}

impl ImportText {
    /// The sentence.
    #[must_use]
    pub fn say(self, lang: Lang) -> String {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    fn ar(self) -> String {
        let lang = Lang::Ar;
        let of = |done, all| format!("{} من {}", number(done, lang), number(all, lang));
        match self {
            Self::Looking(done, all) => format!("قراءة الملفات: {}", of(done, all)),
            Self::Storing(done, all) => format!("حفظ المقالات: {}", of(done, all)),
            Self::Found(new, 0) => ARTICLES.say(new, lang),
            Self::Found(0, known) => format!("{} في المشروع من قبل", ARTICLES.say(known, lang)),
            Self::Found(new, known) => format!(
                "{}، و{} في المشروع من قبل",
                ARTICLES.say(new, lang),
                ARTICLES.say(known, lang)
            ),
            Self::MoreFiles(count) => format!("وغيرها: {}", FILES.say(count, lang)),
            Self::MoreProblems(count) => format!("وغيرها: {}", PROBLEMS.say(count, lang)),
            Self::Encoding => "اختر الترميز الذي يُقرأ به النص سليمًا:".into(),
            Self::Column => "العمود الذي فيه النص:".into(),
            Self::Nothing => "ليس في هذه الملفات مقال جديد.".into(),
        }
    }

    fn en(self) -> String {
        let lang = Lang::En;
        let of = |done, all| format!("{} of {}", number(done, lang), number(all, lang));
        match self {
            Self::Looking(done, all) => format!("Reading files: {}", of(done, all)),
            Self::Storing(done, all) => format!("Storing articles: {}", of(done, all)),
            Self::Found(new, 0) => ARTICLES.say(new, lang),
            Self::Found(0, known) => {
                format!("{} already in the project", ARTICLES.say(known, lang))
            }
            Self::Found(new, known) => format!(
                "{}, {} already in the project",
                ARTICLES.say(new, lang),
                number(known, lang)
            ),
            Self::MoreFiles(count) => format!("and {} more", FILES.say(count, lang)),
            Self::MoreProblems(count) => format!("and {} more", PROBLEMS.say(count, lang)),
            Self::Encoding => "Choose the encoding in which the text reads well:".into(),
            Self::Column => "The column with the text:".into(),
            Self::Nothing => "There is no new article in these files.".into(),
        }
    }
}

/// What is wrong with a file, a member of an archive, or a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultText {
    /// No text.
    Empty,
    /// Not text.
    NotText,
    /// A kind that is not read.
    Unsupported,
    /// Too large.
    TooLarge,
    /// Needs a password.
    Encrypted,
    /// Unfolds beyond measure.
    Bomb,
    /// Too many members.
    TooMany,
    /// An archive in an archive.
    Nested,
    /// A name that leads out of the archive.
    UnsafeName,
    /// Makes no sense: what the reader says.
    Damaged(String),
    /// No column with text; those there are.
    NoColumn(Vec<String>),
    /// Annotations are left out.
    Annotated,
}

/// Columns named in one sentence.
const NAMED: usize = 8;

impl FaultText {
    /// The sentence, without its place.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match (self, lang.is_rtl()) {
            (Self::Damaged(reason), true) => format!("تالف: {reason}"),
            (Self::Damaged(reason), false) => format!("is damaged: {reason}"),
            (Self::NoColumn(names), true) => {
                format!(
                    "لا عمود فيه للنص؛ الأعمدة: {}. حدّد أحدها.",
                    listed(names, "، ")
                )
            }
            (Self::NoColumn(names), false) => format!(
                "has no column with text; its columns: {}. Choose one.",
                listed(names, ", ")
            ),
            (_, true) => self.ar().to_owned(),
            (_, false) => self.en().to_owned(),
        }
    }

    /// The same as a sentence of its own, below the file's name.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match lang.is_rtl() {
            true => self.say(lang),
            false => format!("This file {}", self.say(lang)),
        }
    }

    fn ar(&self) -> &'static str {
        match self {
            Self::Empty => "لا نص فيه، فتُرك.",
            Self::NotText => "ليس نصًا. احفظه ملفًا نصيًا (UTF-8) ثم استورده.",
            Self::Unsupported => "صيغة لا تُقرأ هنا. احفظه DOCX أو HTML أو نصًا ثم استورده.",
            Self::TooLarge => "أكبر مما يُقبل في مقال واحد. قسّمه ثم استورد أجزاءه.",
            Self::Encrypted => "محمي بكلمة سر. افتحه واحفظه بلا حماية ثم استورده.",
            Self::Bomb => "ينفكّ إلى حجم لا يبلغه ملف سليم، فلم يُقرأ.",
            Self::TooMany => "في الأرشيف ملفات أكثر مما يُقرأ؛ قُرئ أولها فقط. قسّمه.",
            Self::Nested => "أرشيف داخل أرشيف لا يُقرأ. استخرجه ثم استورده وحده.",
            Self::UnsafeName => "اسمه يقود إلى خارج الأرشيف، فلم يُقرأ.",
            Self::Annotated => {
                "فيه وسوم لا تُستورد من ملف مضغوط ولا من عمود مختار. فُكّ ضغط الملف ثم استورده."
            }
            Self::Damaged(_) | Self::NoColumn(_) => "",
        }
    }

    fn en(&self) -> &'static str {
        match self {
            Self::Empty => "has no text and was left out.",
            Self::NotText => "is not text. Save it as a text file (UTF-8) and import that.",
            Self::Unsupported => {
                "is of a kind that is not read. Save it as DOCX, HTML or text and import that."
            }
            Self::TooLarge => "is larger than one article may be. Split it and import the parts.",
            Self::Encrypted => "needs a password. Save it without one and import that.",
            Self::Bomb => "unfolds to a size that no honest file has, so it was not read.",
            Self::TooMany => {
                "has more files than are read; only the first were. Split the archive."
            }
            Self::Nested => "is an archive within an archive. Extract it and import it by itself.",
            Self::UnsafeName => "has a name that leads out of the archive, so it was not read.",
            Self::Annotated => {
                "has annotations, which are not imported out of an archive or a chosen column. Unpack the file and import that."
            }
            Self::Damaged(_) | Self::NoColumn(_) => "",
        }
    }
}

fn listed(names: &[String], between: &str) -> String {
    let mut shown: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    if names.len() > NAMED {
        shown.push("…");
    }
    shown.join(between)
}

/// Where in a file something is wrong: the member of an archive, the row or line.
#[must_use]
pub fn place(member: Option<&str>, line: Option<u64>, lang: Lang) -> String {
    // Names of files read from left to right whatever stands around them.
    let member = member.map(|name| format!("\u{2066}{name}\u{2069}"));
    let line = line.map(|line| {
        let line = number(usize::try_from(line).unwrap_or(usize::MAX), lang);
        if lang.is_rtl() {
            format!("السطر {line}")
        } else {
            format!("line {line}")
        }
    });
    let between = if lang.is_rtl() { "، " } else { ", " };
    let parts: Vec<String> = member.into_iter().chain(line).collect();
    parts.join(between)
}
