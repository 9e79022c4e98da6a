//! Sentences of the label editor.

use super::Lang;
use super::notice::{ANNOTATIONS, ARTICLES, IN_ARTICLES};
use super::number::Counted;

sentences! {
    /// Something the label editor says.
    L {
        Title: "تعديل الوسوم", "Edit labels";
        Apply: "تطبيق", "Apply";
        Next: "متابعة…", "Continue…";
        Back: "رجوع", "Back";
        Add: "إضافة", "Add";
        Up: "إلى أعلى", "Move up";
        Down: "إلى أسفل", "Move down";
        Merge: "دمج في…", "Merge into…";
        Remove: "حذف", "Delete";
        Template: "بدءًا من…", "Start from…";
        TemplateFile: "ملف وسوم…", "A label file…";
        TemplatePath: "مسار ملف الوسوم (RON)", "Path of the label file (RON)";
        Read: "قراءة", "Read";
        Id: "الرمز في الملفات", "Name in files";
        NameAr: "الاسم بالعربية", "Name in Arabic";
        NameEn: "الاسم بالإنجليزية", "Name in English";
        KeyField: "المفتاح", "Key";
        Colour: "اللون", "Colour";
        ColourHint: "هذه الألوان يميّزها من لا يرى بعض الألوان، ويضبط المظهر سطوعها للقراءة.", "These colours stay apart for people who do not see all colours; the theme adapts their lightness for reading.";
        ColourCode: "لون آخر (مثل ‎#3b6fd4)", "Another colour (such as #3b6fd4)";
        AboutAr: "متى يُستعمل (بالعربية)", "When to use it (in Arabic)";
        AboutEn: "متى يُستعمل (بالإنجليزية)", "When to use it (in English)";
        Examples: "أمثلة، بينها فاصلة", "Examples, with commas between";
        TakeExamples: "خذ أمثلة من الوسوم", "Take examples from annotations";
        Attributes: "السمات", "Attributes";
        AddAttribute: "إضافة سمة", "Add an attribute";
        RemoveAttribute: "حذف السمة", "Remove the attribute";
        AttributeId: "رمز السمة", "Attribute’s name in files";
        AttributeName: "اسم السمة", "Attribute’s name";
        AttributeKind: "نوع السمة", "Kind of attribute";
        KindChoice: "اختيار", "Choice";
        KindText: "نص", "Text";
        KindBoolean: "نعم أو لا", "Yes or no";
        Options: "الخيارات، بينها فاصلة", "Choices, with commas between";
        NewLabel: "وسم جديد", "New label";
        NoLabels: "لا وسوم بعد.", "No labels yet.";
        Consequences: "ما الذي يتغير", "What changes";
        ConsequencesHint: "كل ما يلي خطوة واحدة يمكن التراجع عنها.", "All of this is one step, which can be undone.";
        DeleteThem: "حذفها", "Delete them";
        RelabelTo: "وسمها بـ ", "Label them as ";
        Fate: "ما يصير إليها", "What becomes of them";
    }
}

/// A label that goes or is renamed, and what has it.
#[must_use]
pub fn used(label: &str, annotations: usize, articles: usize, lang: Lang) -> String {
    let annotations = ANNOTATIONS.say(annotations, lang);
    if lang.is_rtl() {
        let articles = IN_ARTICLES.say(articles, lang);
        format!("«{label}»: {annotations} في {articles}")
    } else {
        let articles = ARTICLES.say(articles, lang);
        format!("“{label}”: {annotations} in {articles}")
    }
}

/// Rules of the lexicon, counted.
const RULES: Counted = Counted {
    zero: "لا قواعد",
    one: "قاعدة واحدة",
    two: "قاعدتان",
    few: "قواعد",
    many: "قاعدة",
    hundred: "قاعدة",
    en_one: "rule",
    en_many: "rules",
};

/// How many rules of the lexicon go the same way as the annotations.
#[must_use]
pub fn rules(count: usize, lang: Lang) -> String {
    let rules = RULES.say(count, lang);
    if lang.is_rtl() {
        format!("ومعها في المعجم {rules}")
    } else {
        format!("and {rules} of the lexicon")
    }
}

/// Why labels cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelFault {
    /// Two labels have this name in files.
    DuplicateId(String),
    /// Two labels have this key.
    DuplicateKey(char),
    /// The name in files is empty or has a blank.
    BadId(String),
    /// The attribute of that label makes no sense.
    BadAttribute(String, String),
    /// The key is no Latin letter or digit.
    BadKey(String),
    /// The colour is no colour.
    BadColour(String),
    /// The key is that of a command.
    KeyOfCommand(char, String),
}

impl LabelFault {
    /// What is wrong and what to do, in that language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    fn ar(&self) -> String {
        match self {
            Self::DuplicateId(id) => format!("وسمان رمزهما {id}. غيّر رمز أحدهما."),
            Self::DuplicateKey(key) => {
                format!(
                    "وسمان مفتاحهما {}. غيّر مفتاح أحدهما.",
                    key.to_ascii_uppercase()
                )
            }
            Self::BadId(id) if id.is_empty() => "رمز الوسم فارغ. اكتب رمزًا مثل PER.".into(),
            Self::BadId(id) => format!("لا يصلح «{id}» رمزًا: احذف ما فيه من مسافات."),
            Self::BadAttribute(label, id) => format!(
                "السمة «{id}» في الوسم {label} لا تصلح: لها رمز فيه مسافة أو مكرر، أو لا خيارات لها."
            ),
            Self::BadKey(key) => format!("لا يصلح «{key}» مفتاحًا. اكتب حرفًا لاتينيًا أو رقمًا واحدًا."),
            Self::BadColour(code) => format!("ليس «{code}» لونًا. اكتبه مثل ‎#3b6fd4."),
            Self::KeyOfCommand(key, action) => format!(
                "المفتاح {} لأمر «{action}»، فلن يوسم به. اختر غيره، أو غيّر مفتاح الأمر.",
                key.to_ascii_uppercase()
            ),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::DuplicateId(id) => {
                format!("Two labels are called {id} in files. Change one of them.")
            }
            Self::DuplicateKey(key) => {
                format!(
                    "Two labels have the key {}. Change one of them.",
                    key.to_ascii_uppercase()
                )
            }
            Self::BadId(id) if id.is_empty() => {
                "The label has no name in files. Give it one, such as PER.".into()
            }
            Self::BadId(id) => format!("“{id}” cannot be a name in files: take out its spaces."),
            Self::BadAttribute(label, id) => format!(
                "The attribute “{id}” of {label} makes no sense: its name has a space or is there twice, or it has no choices."
            ),
            Self::BadKey(key) => {
                format!("“{key}” cannot be a key. Write one Latin letter or digit.")
            }
            Self::BadColour(code) => format!("“{code}” is no colour. Write it like #3b6fd4."),
            Self::KeyOfCommand(key, action) => format!(
                "{} is the key of “{action}” and would not label. Choose another one, or change the command’s key.",
                key.to_ascii_uppercase()
            ),
        }
    }
}
