//! Sentences about files: what is wrong in them, and what a format could not carry.

use super::Lang;
use super::flaw::FlawText;
use super::number::{Counted, number};

/// Something wrong at a place of a file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemText {
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// Not JSON, or not of the expected shape: what the parser says.
    BadJson(String),
    /// An unknown unit.
    UnknownUnit(String),
    /// An entity of the wrong shape: its number, and what the parser says.
    BadEntity(usize, String),
    /// A relation is not understood.
    BadRelation(usize, String),
    /// Another text stands there: expected, found.
    WrongText(String, String),
    /// Not in the text: start, end, length.
    Outside(u64, u64, usize),
    /// Counted in another unit: the text, and the unit's name.
    OtherUnit(String, &'static str),
    /// Counted with other line ends.
    LineEnds(String),
    /// White space counted in.
    Trimmed(String),
    /// Stands at one other place.
    FoundElsewhere(String),
    /// Widened to whole characters.
    WholeCharacters(String),
    /// An id twice: the id, and the new one.
    DuplicateId(String, String),
    /// A label with blanks: as given, as read.
    LabelBlanks(String, String),
    /// A label without a letter.
    LabelEmpty,
    /// Too few columns: expected, found.
    MissingColumns(usize, usize),
    /// Not a tag.
    BadTag(String),
    /// A tag that continues nothing.
    BrokenTag(String),
    /// Another shape was expected: which, and what is there.
    BadShape(&'static str, String),
    /// Names something that is not there.
    NoSuchThing(String),
    /// The file beside it is missing.
    NoCompanion(String),
    /// Ends too early: in what.
    CutShort(&'static str),
    /// The unit of offsets, proven by the file's entities.
    ConcludedUnit(&'static str),
    /// The unit of offsets, taken without proof.
    AssumedUnit(&'static str),
    /// A deviation from a corpus format.
    Flaw(FlawText),
}

impl ProblemText {
    /// In that language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Ar => self.ar(),
            Lang::En => self.en(),
        }
    }

    fn ar(&self) -> String {
        match self {
            Self::NotUtf8 => "بايتات ليست UTF-8. تُرك السطر؛ احفظ الملف بترميز UTF-8.".into(),
            Self::BadJson(said) => format!("ليس سطر JSON بالشكل المنتظر ({said}). تُرك السطر."),
            Self::UnknownUnit(unit) => format!(
                "وحدة الإزاحة «{unit}» غير معروفة. تُرك السطر؛ المقبول codepoint أو utf16 أو byte."
            ),
            Self::BadEntity(at, said) => {
                format!("الكيان رقم {at} ليس بالشكل المنتظر ({said}). تُرك وحده.")
            }
            Self::BadRelation(at, said) => {
                format!("العلاقة رقم {at} ليست بالشكل المنتظر ({said}). تُركت وحدها.")
            }
            Self::WrongText(expected, found) => format!(
                "ينبغي أن يكون في الموضع «{expected}» وفيه «{found}». تُرك الكيان؛ صحّح إزاحته."
            ),
            Self::Outside(start, end, length) => {
                format!("الموضع {start}–{end} ليس في النص، وطوله {length}. تُرك الكيان؛ صحّح إزاحته.")
            }
            Self::OtherUnit(text, unit) => format!("إزاحة «{text}» معدودة بوحدة {unit}. صُحّحت."),
            Self::LineEnds(text) => format!("إزاحة «{text}» معدودة بنهايات أسطر أخرى. صُحّحت."),
            Self::Trimmed(text) => format!("حول «{text}» فراغ معدود معه. صُحّح."),
            Self::FoundElsewhere(text) => {
                format!("إزاحة «{text}» خاطئة، والنص في موضع واحد سواها. صُحّحت.")
            }
            Self::WholeCharacters(text) => {
                format!("حدّ «{text}» داخل حرف وحركاته. وُسّع إلى الحرف كله.")
            }
            Self::DuplicateId(id, new) => {
                format!("المعرّف «{id}» مستعمل من قبل. سُمّي هذا المقال «{new}».")
            }
            Self::LabelBlanks(label, read) => format!("في الوسم «{label}» فراغ. قُرئ «{read}»."),
            Self::LabelEmpty => "كيان بلا وسم. تُرك.".into(),
            Self::MissingColumns(expected, found) => {
                format!("أعمدة السطر {found} والمنتظر {expected}. تُرك السطر.")
            }
            Self::BadTag(tag) => format!("«{tag}» ليس وسم رمز (مثل B-PER أو O). قُرئ O."),
            Self::BrokenTag(tag) => format!("«{tag}» يتابع كيانًا لم يبدأ. قُرئ بدايةً."),
            Self::BadShape(expected, said) => {
                format!("المنتظر هنا {expected} ({said}). تُرك هذا وحده.")
            }
            Self::NoSuchThing(name) => format!("«{name}» ليس في الملف. تُرك ما يشير إليه."),
            Self::NoCompanion(name) => {
                format!("الملف المرافق {name} غير موجود. تُرك هذا؛ ضعه إلى جانبه.")
            }
            Self::CutShort(what) => {
                format!("ينتهي الملف قبل أن يكتمل {what}. أُبقي ما كان كاملًا.")
            }
            Self::ConcludedUnit(unit) => format!(
                "لا يذكر الملف وحدة الإزاحات، ومواضع كياناته لا تستقيم إلا بوحدة {unit}. قُرئ بها."
            ),
            Self::AssumedUnit(unit) => format!(
                "لا يذكر الملف وحدة الإزاحات، ولا شيء فيه يدل عليها. قُرئ بوحدة {unit}؛ راجع ما بعد الرموز التعبيرية."
            ),
            Self::Flaw(flaw) => flaw.say(Lang::Ar),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm per sentence")]
    fn en(&self) -> String {
        match self {
            Self::NotUtf8 => {
                "bytes that are not UTF-8. The line was left out; save the file as UTF-8.".into()
            }
            Self::BadJson(said) => {
                format!("not a JSON line of the expected shape ({said}). The line was left out.")
            }
            Self::UnknownUnit(unit) => format!(
                "unknown offset unit “{unit}”. The line was left out; use codepoint, utf16 or byte."
            ),
            Self::BadEntity(at, said) => {
                format!("entity {at} has not the expected shape ({said}). Only it was left out.")
            }
            Self::BadRelation(at, said) => {
                format!("relation {at} has not the expected shape ({said}). Only it was left out.")
            }
            Self::WrongText(expected, found) => format!(
                "the place should hold “{expected}” and holds “{found}”. The entity was left out; correct its offsets."
            ),
            Self::Outside(start, end, length) => format!(
                "{start}–{end} is not a place in the text, which has length {length}. The entity was left out; correct its offsets."
            ),
            Self::OtherUnit(text, unit) => {
                format!("the offsets of “{text}” are counted in {unit}. They were put right.")
            }
            Self::LineEnds(text) => format!(
                "the offsets of “{text}” are counted with other line ends. They were put right."
            ),
            Self::Trimmed(text) => {
                format!("white space around “{text}” is counted in. It was put right.")
            }
            Self::FoundElsewhere(text) => format!(
                "the offsets of “{text}” are wrong, and it stands at one other place only. They were put right."
            ),
            Self::WholeCharacters(text) => format!(
                "an edge of “{text}” is inside a letter with its marks. It was widened to the whole letter."
            ),
            Self::DuplicateId(id, new) => {
                format!("the id “{id}” was used before. This article is called “{new}”.")
            }
            Self::LabelBlanks(label, read) => {
                format!("the label “{label}” has blanks. It was read as “{read}”.")
            }
            Self::LabelEmpty => "an entity without a label. It was left out.".into(),
            Self::MissingColumns(expected, found) => {
                format!("{found} columns where {expected} are expected. The line was left out.")
            }
            Self::BadTag(tag) => {
                format!("“{tag}” is no token tag (such as B-PER or O). It was read as O.")
            }
            Self::BrokenTag(tag) => format!(
                "“{tag}” continues an entity that was not begun. It was read as a beginning."
            ),
            Self::BadShape(expected, said) => {
                format!("{expected} is expected here ({said}). Only this was left out.")
            }
            Self::NoSuchThing(name) => {
                format!("“{name}” is not in the file. What names it was left out.")
            }
            Self::NoCompanion(name) => {
                format!("the file {name} is missing beside it. Put it there; this was left out.")
            }
            Self::CutShort(what) => {
                format!("the file ends within {what}. What was complete was kept.")
            }
            Self::ConcludedUnit(unit) => format!(
                "the file does not say how it counts; where its entities begin and end fits {unit} only. It was read so."
            ),
            Self::AssumedUnit(unit) => format!(
                "the file does not say how it counts, and nothing in it proves it. It was read as {unit}; check what stands behind emoji."
            ),
            Self::Flaw(flaw) => flaw.say(Lang::En),
        }
    }
}

/// A kind of loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossText {
    /// Overlapping, the other one kept: by which rule.
    Overlap(&'static str),
    /// Widened to whole tokens.
    Expanded,
    /// Narrowed to whole tokens.
    Contracted,
    /// Left out because of its edges.
    Unaligned,
    /// Blanks cut off.
    Trimmed,
    /// No token in it.
    NoToken,
    /// Further parts left out.
    Fragments,
    /// Notes left out.
    Note,
    /// Attributes left out.
    Attributes,
    /// Pending suggestions left out.
    Suggestion,
    /// Other readings left out.
    Alternatives,
    /// White space before the first word became spaces.
    Blanks,
    /// Forbidden characters became spaces.
    Characters,
    /// That it was annotated blind left out.
    Blind,
    /// What is known about the article left out.
    Details,
    /// A relation not read.
    Relation,
    /// An event not read.
    Event,
    /// A label of the article not read.
    DocumentLabel,
    /// Another layer not read.
    Layer,
    /// Marked as rejected in the file.
    Rejected,
}

const CASES: Counted = Counted {
    zero: "لا حالات",
    one: "حالة واحدة",
    two: "حالتان",
    few: "حالات",
    many: "حالةً",
    hundred: "حالة",
    en_one: "case",
    en_many: "cases",
};

impl LossText {
    /// What was lost how often, with an example: its text, label, article, and what became of it.
    #[must_use]
    pub fn say(
        self,
        lang: Lang,
        count: usize,
        example: (&str, &str, &str),
        became: Option<&str>,
    ) -> String {
        let (text, label, article) = example;
        let what = match lang {
            Lang::Ar => self.ar(),
            Lang::En => self.en(),
        };
        let cases = CASES.say(count, lang);
        let changed = became.filter(|became| *became != text);
        let named = !text.is_empty() || !label.is_empty();
        match (lang, changed) {
            (Lang::Ar, None) if !named => format!("{what}: {cases}، منها في {article}"),
            (Lang::En, None) if !named => format!("{what}: {cases}, such as in {article}"),
            (Lang::Ar, None) if text.is_empty() => {
                format!("{what}: {cases}، منها {label} في {article}")
            }
            (Lang::En, None) if text.is_empty() => {
                format!("{what}: {cases}, such as {label} in {article}")
            }
            (Lang::Ar, None) => format!("{what}: {cases}، منها «{text}» ({label}) في {article}"),
            (Lang::Ar, Some(became)) => {
                format!("{what}: {cases}، منها «{text}» ← «{became}» ({label}) في {article}")
            }
            (Lang::En, None) => format!("{what}: {cases}, such as “{text}” ({label}) in {article}"),
            (Lang::En, Some(became)) => {
                format!("{what}: {cases}, such as “{text}” → “{became}” ({label}) in {article}")
            }
        }
    }

    fn ar(self) -> String {
        match self {
            Self::Overlap(kept) => {
                let kept = match kept {
                    "innermost" => "الداخلي",
                    "longest" => "الأطول",
                    _ => "الخارجي",
                };
                format!("تداخلٌ لا تحمله الصيغة، أُبقي {kept}")
            }
            Self::Expanded => "وُسّع إلى الكلمة كلها".into(),
            Self::Contracted => "ضُيّق إلى كلمات تامة".into(),
            Self::Unaligned => "تُرك لأن حدّه داخل كلمة".into(),
            Self::Trimmed => "قُطع الفراغ من طرفيه".into(),
            Self::NoToken => "تُرك لأنه لا كلمة فيه".into(),
            Self::Fragments => "كُتب جزؤه الأول وحده".into(),
            Self::Note => "تُركت ملاحظته".into(),
            Self::Attributes => "تُركت سماته".into(),
            Self::Suggestion => "اقتراح معلّق تُرك".into(),
            Self::Alternatives => "تُركت قراءاته الأخرى".into(),
            Self::Blanks => "كُتب الفراغ قبل أول كلمة مسافات".into(),
            Self::Characters => "حروف تحكّم لا تقبلها الصيغة كُتبت مسافات".into(),
            Self::Blind => "وُسم المقال من غير اقتراحات، ولا تقول الصيغة ذلك".into(),
            Self::Details => {
                "تُرك ما يُعرف عن المقال من عنوان ومصدر وتاريخ ورابط ولغة واتجاه، أو بعضه".into()
            }
            Self::Relation => "علاقة بين كيانين تُركت".into(),
            Self::Event => "حدث أو وسم بلا موضع تُرك".into(),
            Self::DocumentLabel => "وسم للمقال كله تُرك".into(),
            Self::Layer => "وسم من طبقة أخرى تُرك".into(),
            Self::Rejected => "مرفوض في الملف، تُرك".into(),
        }
    }

    fn en(self) -> String {
        match self {
            Self::Overlap(kept) => format!("overlapping, left out (kept: {kept})"),
            Self::Expanded => "widened to whole words".into(),
            Self::Contracted => "narrowed to whole words".into(),
            Self::Unaligned => "left out, an edge is inside a word".into(),
            Self::Trimmed => "white space at the edges cut off".into(),
            Self::NoToken => "left out, no word in it".into(),
            Self::Fragments => "only the first part written".into(),
            Self::Note => "note left out".into(),
            Self::Attributes => "attributes left out".into(),
            Self::Suggestion => "pending suggestion left out".into(),
            Self::Alternatives => "other readings left out".into(),
            Self::Blanks => "white space before the first word written as spaces".into(),
            Self::Characters => {
                "control characters that the format forbids written as spaces".into()
            }
            Self::Blind => "annotated without suggestions, which the format cannot say".into(),
            Self::Details => {
                "title, source, date, link, language or direction of the article left out".into()
            }
            Self::Relation => "relation between entities left out".into(),
            Self::Event => "event or annotation without a place left out".into(),
            Self::DocumentLabel => "label of the whole article left out".into(),
            Self::Layer => "annotation of another layer left out".into(),
            Self::Rejected => "rejected in the file, left out".into(),
        }
    }
}

/// A place in a file, as compilers write it.
#[must_use]
pub fn place(file: &str, line: usize, column: usize) -> String {
    format!("{file}:{line}:{column}")
}

/// What is said of something in an article of a file.
#[must_use]
pub fn in_article(article: &str, said: &str, lang: Lang) -> String {
    match lang {
        // Ids read in their own direction.
        Lang::Ar => format!("في المقال «\u{2068}{article}\u{2069}»: {said}"),
        Lang::En => format!("in article “{article}”: {said}"),
    }
}

/// The rest of a long list that is not printed.
#[must_use]
pub fn and_more(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ar => format!("… و{} غيرها", number(count, lang)),
        Lang::En => format!("… and {} more", number(count, lang)),
    }
}
