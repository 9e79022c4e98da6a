//! Sentences of the dialog for exporting a dataset.

use super::Lang;
use super::notice::{ANNOTATIONS, ARTICLES};

/// Something the dialogs say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum X {
    /// Name of the choice of what to do with spans inside words.
    Subword,
    /// A choice.
    SubwordSplit,
    /// A choice.
    SubwordExpand,
    /// A choice.
    SubwordContract,
    /// A choice.
    SubwordDrop,
    /// Name of the choice between overlapping spans.
    Flat,
    /// A choice.
    FlatOutermost,
    /// A choice.
    FlatInnermost,
    /// A choice.
    FlatLongest,
    /// Opens the other choices.
    More,
    /// Name of the choice of people.
    People,
    /// Name of the choice of states.
    States,
    /// A state.
    StateNew,
    /// A state.
    StateInProgress,
    /// A state.
    StateDone,
    /// A state.
    StateDiscuss,
    /// Name of the choice of labels.
    Labels,
    /// Whether labels get other names.
    Rename,
    /// How that is done.
    RenameHint,
    /// A name makes no sense.
    BadName,
    /// Whether to share out.
    Split,
    /// Name of the field.
    Shares,
    /// Name of the field.
    Seed,
    /// Whether sources stay together.
    Together,
    /// Whether to shuffle.
    Shuffle,
    /// Whether to leave out equal texts.
    Dedup,
    /// Whether to write a manifest.
    Manifest,
    /// The path is a folder.
    Folder,
    /// What it would be.
    Preview,
    /// It is being looked at.
    Looking,
    /// The format is not text.
    NoLines,
    /// Nothing is lost.
    NoLoss,
    /// Something is lost.
    Losses,
    /// The shares make no sense.
    BadShares,
    /// The seed makes no sense.
    BadSeed,
    /// An export goes on.
    Exporting,
    /// Stop it.
    Stop,
}

impl X {
    /// In that language.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    fn ar(self) -> &'static str {
        match self {
            Self::Subword => "كيان داخل كلمة، مثل «القاهرة» في «وبالقاهرة»",
            Self::SubwordSplit => "تُقطع الكلمة عند حدّه",
            Self::SubwordExpand => "يُوسَّع إلى الكلمة كلها",
            Self::SubwordContract => "يُضيَّق إلى كلمات كاملة",
            Self::SubwordDrop => "يُترك",
            Self::Flat => "كيانان متداخلان",
            Self::FlatOutermost => "يبقى الخارجي",
            Self::FlatInnermost => "يبقى الداخلي",
            Self::FlatLongest => "يبقى الأطول",
            Self::More => "خيارات أخرى",
            Self::People => "وسوم مَن",
            Self::States => "حالات المقالات",
            Self::StateNew => "لم تُبدأ",
            Self::StateInProgress => "بُدئت",
            Self::StateDone => "منجزة",
            Self::StateDiscuss => "للنقاش",
            Self::Labels => "الوسوم",
            Self::Rename => "اكتب الوسوم بأسماء أخرى",
            Self::RenameHint => "ما يُترك فارغًا يبقى على اسمه، وما يُعطى اسمًا واحدًا يصير وسمًا واحدًا.",
            Self::BadName => "لا يكون في اسم الوسم فراغ.",
            Self::Split => "قسّمها إلى تدريب وتطوير واختبار",
            Self::Shares => "نسب الأجزاء",
            Self::Seed => "البذرة",
            Self::Together => "مقالات المصدر الواحد في جزء واحد",
            Self::Shuffle => "اخلط ترتيب المقالات",
            Self::Dedup => "اترك المقالات المكررة",
            Self::Manifest => "اكتب معها ‎manifest.json (أعداد وبصمات)",
            Self::Folder => "المجلد",
            Self::Preview => "معاينة",
            Self::Looking => "يُنظر في المقالات…",
            Self::NoLines => "الملف ليس نصًا يُعرض.",
            Self::NoLoss => "تحمل هذه الصيغة كل شيء.",
            Self::Losses => "ما لا تحمله الصيغة:",
            Self::BadShares => "اكتب ثلاثة أعداد، مثل 80/10/10.",
            Self::BadSeed => "البذرة عدد صحيح.",
            Self::Exporting => "يُصدَّر",
            Self::Stop => "إيقاف",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Subword => "A span inside a word, such as القاهرة in وبالقاهرة",
            Self::SubwordSplit => "cut the word at its edge",
            Self::SubwordExpand => "widen it to the word",
            Self::SubwordContract => "narrow it to whole words",
            Self::SubwordDrop => "leave it out",
            Self::Flat => "Spans that overlap",
            Self::FlatOutermost => "keep the outer one",
            Self::FlatInnermost => "keep the inner one",
            Self::FlatLongest => "keep the longer one",
            Self::More => "More choices",
            Self::People => "Whose annotations",
            Self::States => "Articles that are",
            Self::StateNew => "not begun",
            Self::StateInProgress => "begun",
            Self::StateDone => "done",
            Self::StateDiscuss => "to be discussed",
            Self::Labels => "Labels",
            Self::Rename => "Write labels under other names",
            Self::RenameHint => "An empty field keeps the name; labels given one name become one.",
            Self::BadName => "A label’s name has no spaces.",
            Self::Split => "Share out to train, dev and test",
            Self::Shares => "Shares",
            Self::Seed => "Seed",
            Self::Together => "Articles of one source stay in one part",
            Self::Shuffle => "Mix the order of the articles",
            Self::Dedup => "Leave out repeated articles",
            Self::Manifest => "Write manifest.json with it (counts and hashes)",
            Self::Folder => "Folder",
            Self::Preview => "Preview",
            Self::Looking => "Looking at the articles…",
            Self::NoLines => "The file is not text that could be shown.",
            Self::NoLoss => "This format carries everything.",
            Self::Losses => "What the format cannot carry:",
            Self::BadShares => "Write three numbers, such as 80/10/10.",
            Self::BadSeed => "The seed is a whole number.",
            Self::Exporting => "Exporting",
            Self::Stop => "Stop",
        }
    }
}

/// "143 annotations in 12 articles", for a dataset or a part with its name.
#[must_use]
pub fn amount(part: &str, articles: usize, annotations: usize, lang: Lang) -> String {
    let (articles, annotations) = (
        ARTICLES.say(articles, lang),
        ANNOTATIONS.say(annotations, lang),
    );
    let amount = if lang.is_rtl() {
        format!("{articles}، {annotations}")
    } else {
        format!("{articles}, {annotations}")
    };
    if part.is_empty() {
        amount
    } else {
        format!("{part}: {amount}")
    }
}

/// Articles that are left out of a dataset because another has their text.
#[must_use]
pub fn duplicates(count: usize, lang: Lang) -> String {
    let articles = ARTICLES.say(count, lang);
    if lang.is_rtl() {
        format!("مكرر فيُترك: {articles}")
    } else {
        format!("Repeated and left out: {articles}")
    }
}

/// In what two texts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceText {
    /// Line ends.
    LineEnds,
    /// A mark at the beginning.
    ByteOrderMark,
    /// White space.
    Blanks,
    /// Normal form.
    NormalForm,
    /// What is not seen.
    Invisible,
}

impl DifferenceText {
    fn say(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::LineEnds, Lang::Ar) => "نهايات الأسطر",
            (Self::LineEnds, Lang::En) => "line ends",
            (Self::ByteOrderMark, Lang::Ar) => "علامة ترتيب البايتات",
            (Self::ByteOrderMark, Lang::En) => "the byte order mark",
            (Self::Blanks, Lang::Ar) => "الفراغات",
            (Self::Blanks, Lang::En) => "white space",
            (Self::NormalForm, Lang::Ar) => "صيغة يونيكود للحروف",
            (Self::NormalForm, Lang::En) => "the Unicode normal form",
            (Self::Invisible, Lang::Ar) => "المحارف الخفية",
            (Self::Invisible, Lang::En) => "invisible characters",
        }
    }
}

/// An article of the project whose text is not exactly that of a file.
#[must_use]
pub fn fitted(article: &str, differences: &[DifferenceText], lang: Lang) -> String {
    let said: Vec<&str> = differences.iter().map(|d| d.say(lang)).collect();
    if lang.is_rtl() {
        let said = said.join(" و");
        format!("نُقلت المواضع إلى «{article}»، ولا يختلف نصه إلا في {said}.")
    } else {
        let said = said.join(" and ");
        format!("Places were carried over to “{article}”, whose text differs only in {said}.")
    }
}
