//! What is wrong with a user's lists of names and patterns, and what to do about it.

use super::Lang;

/// What is wrong with a line of a list of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListText {
    /// No letter in the name.
    NoName,
    /// No label.
    NoLabel,
    /// Too many columns.
    TooManyColumns,
    /// Too many words.
    TooLong,
    /// Too many labels or canonical names.
    TooMany,
}

impl ListText {
    /// In that language.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        let (ar, en) = match self {
            Self::NoName => (
                "ليس في العمود الأول اسم. اكتب فيه حروفًا أو أرقامًا.",
                "there is no name in the first column. Write letters or digits there.",
            ),
            Self::NoLabel => (
                "لا وسم في العمود الثاني. اكتب السطر هكذا: الاسم ثم علامة جدولة ثم الوسم.",
                "there is no label in the second column. Write the line as name, tab, label.",
            ),
            Self::TooManyColumns => (
                "في السطر أكثر من ثلاثة أعمدة. الأعمدة: الاسم، الوسم، الاسم المعتمد.",
                "there are more than three columns. The columns are name, label, canonical name.",
            ),
            Self::TooLong => (
                "في الاسم أكثر من ست عشرة كلمة. اختصره.",
                "the name has more than sixteen words. Shorten it.",
            ),
            Self::TooMany => (
                "الوسوم أكثر من 255 أو الأسماء المعتمدة أكثر من 16 مليونًا. قسّم القائمة.",
                "there are more than 255 labels or 16 million canonical names. Split the list.",
            ),
        };
        match lang {
            Lang::Ar => ar,
            Lang::En => en,
        }
    }
}

/// What is wrong with a pattern file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternText {
    /// It cannot be read; in the reader's words.
    Syntax(String),
    /// No such list.
    NoList(String),
    /// No such part.
    NoPart(String),
    /// Too deep or too large: the rule.
    TooDeep(String),
    /// Two rules of that id.
    Twice(String),
    /// All that is marked is optional: the rule.
    MarksNothing(String),
    /// No score from 0 to 1: the rule.
    Score(String),
    /// A stage above 7: the rule.
    Stage(String),
    /// `Many` in `Many`: the rule.
    ManyInMany(String),
    /// Too many rules.
    TooManyRules(usize),
}

impl PatternText {
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
            Self::Syntax(said) => {
                format!("لا يُقرأ: {said}. صحّح هذا الموضع؛ الصيغة مشروحة في docs/patterns.md.")
            }
            Self::NoList(name) => format!("لا قائمة اسمها «{name}». أضفها تحت lists أو صحّح الاسم."),
            Self::NoPart(name) => format!("لا جزء اسمه «{name}». أضفه تحت parts أو صحّح الاسم."),
            Self::TooDeep(rule) => format!(
                "القاعدة «{rule}» متداخلة أكثر مما يجوز أو أطول، أو جزؤها يحوي نفسه. قسّمها أو أزل الدور."
            ),
            Self::Twice(rule) => format!("قاعدتان معرّفهما «{rule}». غيّر أحدهما."),
            Self::MarksNothing(rule) => {
                format!("كل ما في mark من القاعدة «{rule}» اختياري. اجعل عنصرًا منه لازمًا.")
            }
            Self::Score(rule) => format!("درجة القاعدة «{rule}» ليست بين 0 و1. صحّح score."),
            Self::Stage(rule) => format!("مرحلة القاعدة «{rule}» فوق 7. صحّح stage."),
            Self::ManyInMany(rule) => {
                format!("في القاعدة «{rule}» عنصر Many داخل Many. أزل أحدهما.")
            }
            Self::TooManyRules(count) => {
                format!("القواعد {count} والحد 128. احذف بعضها أو اجمعها بالعنصر Either.")
            }
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Syntax(said) => format!(
                "it cannot be read: {said}. Correct this place; docs/patterns.md explains the format."
            ),
            Self::NoList(name) => {
                format!("there is no list “{name}”. Add it under lists or correct the name.")
            }
            Self::NoPart(name) => {
                format!("there is no part “{name}”. Add it under parts or correct the name.")
            }
            Self::TooDeep(rule) => format!(
                "rule “{rule}” is nested too deep or too long, or a part of it holds itself. Split it or break the circle."
            ),
            Self::Twice(rule) => format!("two rules have the id “{rule}”. Change one."),
            Self::MarksNothing(rule) => format!(
                "everything in mark of rule “{rule}” is optional. Make one element required."
            ),
            Self::Score(rule) => {
                format!("the score of rule “{rule}” is not between 0 and 1. Correct score.")
            }
            Self::Stage(rule) => format!("the stage of rule “{rule}” is above 7. Correct stage."),
            Self::ManyInMany(rule) => {
                format!("rule “{rule}” has Many within Many. Remove one of them.")
            }
            Self::TooManyRules(count) => format!(
                "there are {count} rules and 128 is the most. Remove some or join them with Either."
            ),
        }
    }
}
