//! Words of the dialogs on an article's details and on recent projects, and of the article list.

use super::Lang;

/// What they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum D {
    /// Title of the dialog on an article.
    DialogTitle,
    /// Field.
    Title,
    /// Field.
    Source,
    /// Field.
    Date,
    /// Field.
    Url,
    /// Field.
    Language,
    /// Field.
    Direction,
    /// Each paragraph by its first letter.
    ByText,
    /// Direction.
    RightToLeft,
    /// Direction.
    LeftToRight,
    /// Button.
    Save,
    /// Title of the list of projects.
    RecentTitle,
    /// No project was opened yet.
    NoRecent,
    /// Placeholder of the field above the article list.
    FindArticle,
    /// What the choice of a state is called.
    State,
    /// Every state.
    AnyState,
    /// No article matches.
    NoneMatches,
    /// Button: go where the person was.
    GoOn,
}

impl D {
    /// The words.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        let (ar, en) = match self {
            Self::DialogTitle => ("بيانات المقال", "Article details"),
            Self::Title => ("العنوان", "Title"),
            Self::Source => ("المصدر", "Source"),
            Self::Date => ("التاريخ", "Date"),
            Self::Url => ("الرابط", "Link"),
            Self::Language => ("اللغة", "Language"),
            Self::Direction => ("اتجاه الفقرات", "Direction of paragraphs"),
            Self::ByText => ("بحسب أول حرف", "By the first letter"),
            Self::RightToLeft => ("من اليمين", "Right to left"),
            Self::LeftToRight => ("من اليسار", "Left to right"),
            Self::Save => ("حفظ", "Save"),
            Self::RecentTitle => ("المشاريع الأخيرة", "Recent projects"),
            Self::NoRecent => ("لم يُفتح مشروع من قبل.", "No project was opened yet."),
            Self::FindArticle => ("ابحث في العناوين", "Search the titles"),
            Self::State => ("الحالة", "State"),
            Self::AnyState => ("الكل", "All"),
            Self::GoOn => ("تابع من حيث كنت", "Go on there"),
            Self::NoneMatches => ("لا مقال يطابق ذلك.", "No article matches."),
        };
        if lang.is_rtl() { ar } else { en }
    }
}
