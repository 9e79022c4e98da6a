//! Sentences about files that say something of articles: how that is taken, and what came of it.

use super::Lang;
use super::notice::{ANNOTATIONS, ARTICLES, SUGGESTIONS};
use super::number::Counted;

/// Relations, counted.
const RELATIONS: Counted = Counted {
    zero: "لا علاقات",
    one: "علاقة واحدة",
    two: "علاقتان",
    few: "علاقات",
    many: "علاقة",
    hundred: "علاقة",
    en_one: "relation",
    en_many: "relations",
};

/// Something the dialog of an import says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum T {
    /// Name of the choice.
    How,
    /// A choice.
    AsAnnotations,
    /// What it means.
    AsAnnotationsHint,
    /// A choice.
    AsSuggestions,
    /// What it means.
    AsSuggestionsHint,
    /// A choice.
    Texts,
    /// What it means.
    TextsHint,
    /// Heading over labels that the project does not have.
    UnknownLabels,
    /// A choice for a label.
    NewLabel,
    /// A choice for a label.
    LeaveOut,
    /// Name of the field.
    Origin,
    /// What it is good for.
    OriginHint,
    /// The origin makes no sense.
    BadOrigin,
    /// Title of the report.
    Report,
    /// Puts the report on the clipboard.
    Copy,
    /// Nothing was imported that could be reported on.
    NoReport,
}

impl T {
    /// In that language.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    fn ar(self) -> &'static str {
        match self {
            Self::How => "في الملفات ما وُسم من قبل. كيف يُؤخذ؟",
            Self::AsAnnotations => "وسومًا لي",
            Self::AsAnnotationsHint => "تُضاف إلى وسومك، ولا يُغيَّر مما عندك شيء ولا يُحذف.",
            Self::AsSuggestions => "اقتراحات تنتظر قراري",
            Self::AsSuggestionsHint => "تظهر كسائر الاقتراحات، فتقبلها أو ترفضها أو تصحّحها.",
            Self::Texts => "النصوص وحدها",
            Self::TextsHint => "تُضاف المقالات ويُترك ما وُسم فيها.",
            Self::UnknownLabels => "وسوم ليست في المشروع: بماذا تُقرأ؟",
            Self::NewLabel => "وسم جديد",
            Self::LeaveOut => "تُترك",
            Self::Origin => "المصدر",
            Self::OriginHint => "اسم النموذج أو البرنامج، كما يظهر مع كل اقتراح",
            Self::BadOrigin => "استعمل في المصدر حروفًا وأرقامًا والشرطة.",
            Self::Report => "تقرير الاستيراد",
            Self::Copy => "انسخ التقرير",
            Self::NoReport => "لم يُستورد بعد ملف فيه ما وُسم من قبل.",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::How => "The files hold annotations. How are they taken?",
            Self::AsAnnotations => "As my annotations",
            Self::AsAnnotationsHint => {
                "They are added to yours; nothing that you have is changed or removed."
            }
            Self::AsSuggestions => "As suggestions to decide about",
            Self::AsSuggestionsHint => {
                "They are shown like any suggestion, to be accepted, rejected or corrected."
            }
            Self::Texts => "The texts alone",
            Self::TextsHint => "The articles are added and what is annotated in them is left out.",
            Self::UnknownLabels => "Labels that the project does not have: read them as",
            Self::NewLabel => "a new label",
            Self::LeaveOut => "leave out",
            Self::Origin => "Origin",
            Self::OriginHint => "Name of the model or program, as it stands with each suggestion",
            Self::BadOrigin => "Use letters, digits and hyphens for the origin.",
            Self::Report => "Import report",
            Self::Copy => "Copy the report",
            Self::NoReport => "No file with annotations has been imported yet.",
        }
    }
}

/// The button that imports that many articles, annotations and suggestions.
#[must_use]
pub fn import(articles: usize, annotations: usize, suggestions: usize, lang: Lang) -> String {
    let all = amounts((articles, annotations, suggestions), lang);
    if lang.is_rtl() {
        format!("استيراد: {all}")
    } else {
        format!("Import {all}")
    }
}

/// Articles, annotations and suggestions, of which those that are not there are not named.
fn amounts((articles, annotations, suggestions): (usize, usize, usize), lang: Lang) -> String {
    let counted = [
        (articles, &ARTICLES),
        (annotations, &ANNOTATIONS),
        (suggestions, &SUGGESTIONS),
    ];
    let there = counted.into_iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = there.map(|(count, noun)| noun.say(count, lang)).collect();
    if said.is_empty() {
        ARTICLES.say(0, lang)
    } else {
        joined(&said, lang)
    }
}

/// What a file says: its format, annotations, suggestions.
#[must_use]
pub fn says(format: &str, annotations: usize, suggestions: usize, lang: Lang) -> String {
    let mut said = Vec::new();
    if annotations > 0 || suggestions == 0 {
        said.push(ANNOTATIONS.say(annotations, lang));
    }
    if suggestions > 0 {
        said.push(SUGGESTIONS.say(suggestions, lang));
    }
    let said = joined(&said, lang);
    // The name of a format is Latin whatever stands around it.
    format!("\u{2068}{format}\u{2069}: {said}")
}

fn joined(parts: &[String], lang: Lang) -> String {
    parts.join(if lang.is_rtl() { "، " } else { ", " })
}

/// How much an import took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// New articles.
    pub added: usize,
    /// Articles that were there.
    pub known: usize,
    /// New annotations.
    pub annotations: usize,
    /// Annotations that were there.
    pub there: usize,
    /// New relations.
    pub relations: usize,
    /// Suggestions.
    pub suggestions: usize,
}

impl Amounts {
    /// One line.
    #[must_use]
    pub fn say(self, lang: Lang) -> String {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    fn ar(self) -> String {
        let lang = Lang::Ar;
        let mut said = format!("الجديد: {}.", self.fresh(lang));
        if self.known + self.there > 0 {
            said += &format!(" كان من قبل: {}.", self.old(lang));
        }
        if self.suggestions > 0 {
            let suggestions = SUGGESTIONS.say(self.suggestions, lang);
            said += &format!(" ينتظر القرار: {suggestions}.");
        }
        said
    }

    fn en(self) -> String {
        let lang = Lang::En;
        let mut said = format!("New: {}.", self.fresh(lang));
        if self.known + self.there > 0 {
            said += &format!(" There already: {}.", self.old(lang));
        }
        if self.suggestions > 0 {
            let suggestions = SUGGESTIONS.say(self.suggestions, lang);
            said += &format!(" Waiting for a decision: {suggestions}.");
        }
        said
    }

    fn fresh(self, lang: Lang) -> String {
        let mut said = amounts((self.added, self.annotations, 0), lang);
        if self.relations > 0 {
            let relations = RELATIONS.say(self.relations, lang);
            said = joined(&[said, relations], lang);
        }
        said
    }

    fn old(self, lang: Lang) -> String {
        amounts((self.known, self.there, 0), lang)
    }
}

/// Something that an import did not take as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// Labels that annotations have and the project has not, which were taken nevertheless.
    Unknown(Vec<String>),
    /// Labels of suggestions that the project does not have.
    LeftOut(Vec<String>),
    /// Labels that were to be left out, with how often they were.
    Unwanted(Vec<String>),
    /// Nothing of it stands in the article.
    Unplaced(usize),
    /// The sheet has other attributes or another note.
    Differing(usize),
    /// Annotations became suggestions, which carry less.
    Bared(usize),
    /// Relations whose ends are no annotations here.
    Unrelated(usize),
}

impl Left {
    /// The sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    fn ar(&self) -> String {
        let lang = Lang::Ar;
        match self {
            Self::Unknown(labels) => format!(
                "وسوم ليست في مجموعة المشروع: {}. أضفها إليها أو صحّحها.",
                labels.join("، ")
            ),
            Self::LeftOut(labels) => format!(
                "تُركت اقتراحات وسومها ليست في المشروع: {}. اقرأها وسمًا آخر، وهو في سطر الأوامر ‎--map FROM=TO.",
                labels.join("، ")
            ),
            Self::Unwanted(labels) => format!("تُرك كما طُلب: {}.", labels.join("، ")),
            Self::Unplaced(count) => format!(
                "تُرك {}: ليس في موضعه من المقال ما يُرى.",
                ANNOTATIONS.say(*count, lang)
            ),
            Self::Differing(count) => format!(
                "{} عندك بصفات أو ملاحظة أخرى، فبقي كما هو.",
                ANNOTATIONS.say(*count, lang)
            ),
            Self::Bared(count) => format!(
                "صار {} اقتراحًا بلا أجزاء أخرى ولا صفات ولا ملاحظات، فالاقتراح لا يحملها.",
                ANNOTATIONS.say(*count, lang)
            ),
            Self::Unrelated(count) => format!(
                "تُركت {}: أحد طرفيها ليس وسمًا هنا.",
                RELATIONS.say(*count, lang)
            ),
        }
    }

    fn en(&self) -> String {
        let lang = Lang::En;
        match self {
            Self::Unknown(labels) => format!(
                "labels that the project does not have: {}. Add them to its label set or correct them.",
                labels.join(", ")
            ),
            Self::LeftOut(labels) => format!(
                "left out suggestions with labels that the project does not have: {}. Read them as another label, on the command line with --map FROM=TO.",
                labels.join(", ")
            ),
            Self::Unwanted(labels) => format!("left out as asked: {}.", labels.join(", ")),
            Self::Unplaced(count) => format!(
                "left out {} that hold nothing but white space.",
                ANNOTATIONS.say(*count, lang)
            ),
            Self::Differing(count) => format!(
                "{} that you have with other attributes or another note stay as they are.",
                ANNOTATIONS.say(*count, lang)
            ),
            Self::Bared(count) => format!(
                "{} became suggestions without further parts, attributes and notes, which suggestions cannot carry.",
                ANNOTATIONS.say(*count, lang)
            ),
            Self::Unrelated(count) => format!(
                "left out {} with an end that is no annotation here.",
                RELATIONS.say(*count, lang)
            ),
        }
    }
}
