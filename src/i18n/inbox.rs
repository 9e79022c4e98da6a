//! Sentences of the review inbox.

use super::Lang;

/// Something the review inbox says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum R {
    /// Opens the filters of the inbox.
    Filter,
    /// Filter field.
    FilterText,
    /// Filter choice.
    AnyLabel,
    /// Filter choice.
    AnyEngine,
    /// Name of the order.
    Sort,
    /// Order.
    SortDocument,
    /// Order.
    SortSurest,
    /// Order.
    SortDoubtful,
    /// Order.
    SortFrequent,
    /// Order.
    SortConflicts,
    /// Name of the state filter.
    StateName,
    /// State.
    StatePending,
    /// State.
    StateAccepted,
    /// State.
    StateEdited,
    /// State.
    StateRejected,
    /// Button.
    AcceptShown,
    /// Button.
    RejectShown,
    /// Button.
    WithdrawShown,
    /// Button.
    RelabelShown,
    /// Empty list.
    NothingShown,
    /// Name of the engine filter.
    SourceName,
    /// Name of the label filter.
    LabelName,
    /// Name of the histogram.
    Histogram,
    /// Button.
    ClearFilter,
}

impl R {
    /// In that language; `{all}` stands for a number.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        let (ar, en) = match self {
            Self::Filter => ("تصفية", "Filter"),
            Self::FilterText => ("نص المقترح", "Text of the suggestion"),
            Self::AnyLabel => ("كل الوسوم", "Any label"),
            Self::AnyEngine => ("كل المصادر", "Any source"),
            Self::Sort => ("الترتيب", "Order"),
            Self::SortDocument => ("ترتيب المقال", "As in the article"),
            Self::SortSurest => ("الأوثق أولًا", "Surest first"),
            Self::SortDoubtful => ("الأشد التباسًا أولًا", "Most doubtful first"),
            Self::SortFrequent => ("الأكثر ورودًا أولًا", "Most frequent first"),
            Self::SortConflicts => ("المتعارض أولًا", "Conflicts first"),
            Self::StateName => ("الحالة", "State"),
            Self::StatePending => ("معلّق", "Pending"),
            Self::StateAccepted => ("مقبول", "Accepted"),
            Self::StateEdited => ("مقبول بعد تعديل", "Accepted, edited"),
            Self::StateRejected => ("مرفوض", "Rejected"),
            Self::AcceptShown => ("قبول المعروض ({all})", "Accept shown ({all})"),
            Self::RejectShown => ("رفض المعروض ({all})", "Reject shown ({all})"),
            Self::WithdrawShown => ("سحب القرارات ({all})", "Take back ({all})"),
            Self::RelabelShown => ("قبوله بوسم…", "Accept shown as…"),
            Self::NothingShown => ("لا شيء يوافق التصفية.", "Nothing matches the filter."),
            Self::SourceName => ("المصدر", "Source"),
            Self::LabelName => ("الوسم", "Label"),
            Self::Histogram => ("توزيع الثقة", "Scores"),
            Self::ClearFilter => ("إظهار الكل", "Show all"),
        };
        if lang.is_rtl() { ar } else { en }
    }
}
