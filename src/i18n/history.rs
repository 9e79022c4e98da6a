//! Words of the history of a project.

use super::Lang;
use super::number::Counted;

/// Something the history says.
#[derive(Clone, Copy, Debug)]
pub enum HistoryText {
    /// The title.
    Title,
    /// Everything.
    All,
    /// Of the article on screen.
    Article,
    /// Of the current annotation.
    Annotation,
    /// It is being read.
    Reading,
    /// There is nothing.
    Empty,
    /// Go back to the moment that is chosen.
    Restore,
    /// Whether to take back so many decisions.
    Ask(usize),
    /// Only one's own work can be put back.
    NotMine,
    /// Write it all to a file.
    Export,
    /// Undone, before what.
    Undone,
    /// Done again, before what.
    Redone,
    /// Work under another name, on a project in use.
    OtherName,
}

impl HistoryText {
    /// In that language.
    #[must_use]
    pub fn say(self, lang: Lang) -> String {
        let (ar, en) = match self {
            Self::Ask(count) => return ask(count, lang),
            Self::Title => ("تاريخ المشروع", "History of the project"),
            Self::All => ("كل المشروع", "The whole project"),
            Self::Article => ("هذا المقال", "This article"),
            Self::Annotation => ("هذا الوسم", "This annotation"),
            Self::Reading => ("يُقرأ التاريخ…", "Reading the history…"),
            Self::Empty => ("لا قرار هنا بعد.", "No decision here yet."),
            Self::Restore => ("العودة إلى هذه اللحظة", "Go back to this moment"),
            Self::NotMine => (
                "هذا قرار غيرك؛ لا تعود إلا بعملك أنت.",
                "Somebody else decided this; only your own work can be put back.",
            ),
            Self::Export => ("حفظ التاريخ في ملف", "Write the history to a file"),
            Self::Undone => ("تراجع عن", "undone"),
            Self::Redone => ("أعيد", "done again"),
            Self::OtherName => ("العمل باسم آخر", "Work under another name"),
        };
        if lang.is_rtl() { ar } else { en }.to_owned()
    }
}

fn ask(count: usize, lang: Lang) -> String {
    let steps = STEPS.say(count, lang);
    if lang.is_rtl() {
        format!(
            "سيُسحب ما قررتَه بعد هذه اللحظة ({steps}) دفعة واحدة، ويمكنك التراجع عن ذلك. أتعود إليها؟"
        )
    } else {
        format!(
            "What you decided after this moment ({steps}) is taken back in one go, which can be undone. Go back?"
        )
    }
}

const STEPS: Counted = Counted {
    zero: "لا خطوات",
    one: "خطوة واحدة",
    two: "خطوتان",
    few: "خطوات",
    many: "خطوةً",
    hundred: "خطوة",
    en_one: "step",
    en_many: "steps",
};
