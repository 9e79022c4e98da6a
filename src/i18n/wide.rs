//! Sentences of work on all articles of a project, and of its lexicon.

use super::Lang;
use super::number::{Counted, number};

/// Something said of all articles at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum P {
    /// Scope.
    ThisArticle,
    /// Scope.
    WholeProject,
    /// Scope of a search.
    InThisArticle,
    /// Scope of a search.
    InWholeProject,
    /// Progress of a survey.
    Surveying,
    /// How far work is.
    PartOf,
    /// Button.
    SurveyAgain,
    /// Button.
    Stop,
    /// Nothing waits in any article.
    NothingWaits,
    /// Articles that could not be read.
    Unread,
    /// There was more than there is room for.
    Full,
    /// Progress of loading.
    Gathering,
    /// Filter field.
    ArticleTitle,
    /// Handle of the histogram.
    LeastHandle,
    /// Handle of the histogram.
    MostHandle,
    /// What the histogram's range is.
    Range,
    /// Title of the search of the project.
    SearchTitle,
    /// Placeholder of its field.
    SearchHint,
    /// Opens it from the search bar.
    InProject,
    /// Search mode.
    WithoutArticle,
    /// Nothing was found.
    NoHits,
    /// Button: goes to a hit.
    GoTo,
    /// Title of the lexicon.
    Lexicon,
    /// What the lexicon is.
    LexiconHint,
    /// Its search field.
    LexiconSearch,
    /// Nothing in it.
    LexiconEmpty,
    /// Nothing matches.
    LexiconNothing,
    /// Which entries are shown.
    ShowName,
    /// All entries.
    ShowAll,
    /// Entries that are blocked somewhere.
    ShowBlocked,
    /// Entries added by hand.
    ShowByHand,
    /// Entries with rejections.
    ShowRejected,
    /// Field for a new name.
    NewName,
    /// Button.
    AddName,
    /// Button.
    BlockName,
    /// Button.
    Unblock,
    /// Button.
    Forget,
    /// Button.
    Places,
    /// State of an entry.
    Blocked,
    /// State of an entry.
    BlockedIn,
    /// State of an entry.
    ByHand,
    /// State of an entry.
    Forgotten,
    /// Offer after a change of one annotation.
    OfferTag,
    /// Offer after deleting an annotation.
    OfferUntag,
    /// Button of the offer.
    OfferButton,
}

impl P {
    /// In that language; words in braces stand for numbers and names.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        let (ar, en) = self.both();
        if lang.is_rtl() { ar } else { en }
    }

    #[expect(clippy::too_many_lines, reason = "one arm per sentence")]
    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::ThisArticle => ("هذا المقال", "This article"),
            Self::WholeProject => ("كل المشروع", "Whole project"),
            Self::InThisArticle => ("في هذا المقال", "In this article"),
            Self::InWholeProject => ("في كل المشروع", "In the whole project"),
            Self::Surveying => (
                "يجري البحث عن الكيانات في المقالات…",
                "Looking for entities in all articles…",
            ),
            Self::PartOf => ("{at} من {all}", "{at} of {all}"),
            Self::SurveyAgain => ("بحث من جديد", "Look again"),
            Self::Stop => ("إيقاف", "Stop"),
            Self::NothingWaits => (
                "لا اقتراح ينتظر قرارًا في المشروع.",
                "No suggestion is waiting for a decision in the project.",
            ),
            Self::Unread => ("تعذّرت قراءة {articles}.", "Could not read {articles}."),
            Self::Full => (
                "النتائج أكثر مما يُعرض معًا؛ هذه أولها.",
                "There is more than can be listed at once; this is the first part.",
            ),
            Self::Gathering => (
                "تُحمَّل المقالات التي يمسها القرار…",
                "Loading the articles that the decision concerns…",
            ),
            Self::ArticleTitle => ("عنوان المقال", "Title of the article"),
            Self::LeastHandle => ("أدنى ثقة", "Least confidence"),
            Self::MostHandle => ("أعلى ثقة", "Most confidence"),
            Self::Range => (
                "الثقة من {from} إلى {to}: {suggestions}",
                "Confidence {from} to {to}: {suggestions}",
            ),
            Self::SearchTitle => ("البحث في المشروع", "Search the project"),
            Self::SearchHint => ("ابحث في كل المقالات", "Search all articles"),
            Self::InProject => ("في المشروع…", "In the project…"),
            Self::WithoutArticle => ("ومن دون «ال»", "Also without “ال”"),
            Self::NoHits => ("لا نتائج.", "Nothing found."),
            Self::GoTo => ("الانتقال إلى: {text}", "Go to: {text}"),
            Self::Lexicon => ("المعجم والقواعد", "Lexicon and rules"),
            Self::LexiconHint => (
                "ما تعلّمه المشروع من قراراتك، وما أضفته أو منعته بنفسك.",
                "What the project has learned from your decisions, and what you have added or blocked yourself.",
            ),
            Self::LexiconSearch => ("بحث في المعجم", "Search the lexicon"),
            Self::LexiconEmpty => (
                "المعجم خالٍ: يمتلئ بقراراتك، أو أضف إليه اسمًا.",
                "The lexicon is empty: your decisions fill it, or add a name.",
            ),
            Self::LexiconNothing => ("لا مدخل يوافق البحث.", "No entry matches."),
            Self::ShowName => ("المعروض", "Shown"),
            Self::ShowAll => ("كل المداخل", "All entries"),
            Self::ShowBlocked => ("الممنوع", "Blocked"),
            Self::ShowByHand => ("المضاف يدويًا", "Added by hand"),
            Self::ShowRejected => ("ما رُفض", "Rejected"),
            Self::NewName => ("اسم جديد", "New name"),
            Self::AddName => ("إضافة", "Add"),
            Self::BlockName => ("منع", "Block"),
            Self::Unblock => ("رفع المنع", "Unblock"),
            Self::Forget => ("نسيان", "Forget"),
            Self::Places => ("المرفوض…", "Rejected places…"),
            Self::Blocked => ("لا يُقترح في المشروع", "not suggested in the project"),
            Self::BlockedIn => ("لا يُقترح في {articles}", "not suggested in {articles}"),
            Self::ByHand => ("أُضيف يدويًا", "added by hand"),
            Self::Forgotten => ("منسيّ", "forgotten"),
            Self::OfferTag => (
                "غيّرت وسم «{text}». أتطبّقه في المواضع الأخرى؟",
                "“{text}” has another label now. Apply it to the other places too?",
            ),
            Self::OfferUntag => (
                "حذفت وسم «{text}». أتحذفه في المواضع الأخرى؟",
                "The annotation of “{text}” is gone. Remove it in the other places too?",
            ),
            Self::OfferButton => ("كل المواضع…", "All places…"),
        }
    }
}

/// How often something happened.
const TIMES: Counted = Counted {
    zero: "ولا مرة",
    one: "مرة",
    two: "مرتين",
    few: "مرات",
    many: "مرة",
    hundred: "مرة",
    en_one: "",
    en_many: "",
};

/// "قُبل 12 مرة، رُفض مرة", "12 accepted, 1 rejected"; empty if nothing was decided.
#[must_use]
pub fn counts((accepted, rejected): (u32, u32), lang: Lang) -> String {
    let said = |count: u32, ar: &str, en: &str| {
        let times = usize::try_from(count).unwrap_or(usize::MAX);
        (count > 0).then(|| match lang {
            Lang::Ar => format!("{ar} {}", TIMES.say(times, lang)),
            Lang::En => format!("{} {en}", number(times, lang)),
        })
    };
    let parts = [
        said(accepted, "قُبل", "accepted"),
        said(rejected, "رُفض", "rejected"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(if lang.is_rtl() { "، " } else { ", " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_their_numbers() {
        assert_eq!(counts((12, 1), Lang::Ar), "قُبل 12 مرة، رُفض مرة");
        assert_eq!(counts((2, 5), Lang::Ar), "قُبل مرتين، رُفض 5 مرات");
        assert_eq!(counts((12, 1), Lang::En), "12 accepted, 1 rejected");
        assert_eq!(counts((0, 0), Lang::En), "");
    }
}
