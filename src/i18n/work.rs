//! Sentences of the work on a project: states of articles, figures, attributes and notes, keys,
//! labels, guidelines.

use super::Lang;

sentences! {
    /// Something said about the work on articles.
    K {
        StateTitle: "حالة المقال", "State of the article";
        StateNew: "لم يبدأ", "Not begun";
        StateInProgress: "قيد العمل", "In progress";
        StateDone: "منجز", "Done";
        StateDiscuss: "للنقاش", "To be discussed";
        ArticleNote: "ملاحظة عن المقال", "Note on the article";
        Blind: "بلا اقتراحات", "Blind";
        BlindHint: "الاقتراحات مخفية. حدّد النص واختر الوسم؛ ويُسجَّل أن المقال وُسم بلا اقتراحات.", "Suggestions are hidden. Select text and choose a label; the article is recorded as annotated blind.";
        BlindStrip: "حدّد نصًا ثم اضغط مفتاح وسم.", "Select text and press a label key.";
        ShowSuggestions: "إظهار الاقتراحات", "Show suggestions";
        Missed: "قد يكون فات", "Maybe missed";
        Save: "حفظ", "Save";

        FiguresTitle: "التقدم والإحصاءات", "Progress and figures";
        ArticlesDone: "المقالات المنجزة", "Articles done";
        Annotations: "الوسوم", "Annotations";
        Decisions: "القرارات", "Decisions";
        PerDecision: "لكل قرار", "Per decision";
        AnnotatedBlind: "وُسم بلا اقتراحات", "Annotated blind";
        Source: "المصدر", "Source";
        Label: "الوسم", "Label";
        Accepted: "قُبل", "Accepted";
        EditedShort: "عُدّل", "Edited";
        Rejected: "رُفض", "Rejected";
        Rate: "نسبة القبول", "Acceptance";
        AllSources: "كل المصادر", "All sources";
        NoDecisions: "لا قرارات بعد. تظهر هنا نسبة ما قُبل من كل مصدر ووسم.", "No decisions yet. Here you will see how much of each source and label was accepted.";
        Seconds: "ث", "s";

        DescribeTitle: "سمات وملاحظة", "Attributes and note";
        Note: "ملاحظة", "Note";
        NoValue: "بلا قيمة", "No value";
        Yes: "نعم", "Yes";
        No: "لا", "No";

        RelationsTitle: "علاقات الوسم", "Relations of the annotation";
        Relate: "ربط", "Relate";
        NewRelation: "علاقة جديدة", "New relation";
        RelationName: "العلاقة", "Relation";
        RelationNameHint: "مثل: مؤسس، يعمل_في", "such as founder, works_for";
        FromThis: "من هذا الوسم", "From this annotation";
        ToThis: "إلى هذا الوسم", "To this annotation";
        OtherEnd: "الطرف الآخر", "The other end";
        OtherEndHint: "اكتب من نصه؛ الأقرب أولًا", "Type some of its text; the nearest come first";
        NoOtherEnd: "لا وسم آخر بهذا النص.", "No other annotation with this text.";
        This: "هذا", "this";

        StickyOn: "كل تحديد جديد يُوسم: ", "Every new selection becomes: ";
        StickyWaits: "الوسم الثابت مفعّل: اختر وسمًا مرة ثم حدّد ما تشاء.", "Sticky label is on: choose a label once, then select.";

        SetKeysTitle: "تغيير المفاتيح", "Change keys";
        SetKeysHint: "اختر أمرًا ثم اضغط المفتاح الجديد. تُعرف المفاتيح بمواضعها لا بحروفها.", "Choose a command, then press its new key. Keys are known by their place, not by their letter.";
        PressKey: "اضغط المفتاح الجديد… (Esc للإلغاء)", "Press the new key… (Esc cancels)";
        NoKey: "بلا مفتاح", "No key";
        RemoveKey: "إزالة المفتاح", "Remove the key";
        StandardKey: "المفتاح الأصلي", "Standard key";
        StandardKeys: "كل المفاتيح الأصلية", "All standard keys";
        TakeKey: "أخذ المفتاح", "Take the key";
        KeepKey: "تركه كما هو", "Leave it";
        FilterKeys: "اسم الأمر", "Name of the command";
        Changed: "مُغيَّر", "changed";

        JobGathering: "تُقرأ المقالات التي يشملها القرار…", "Reading the articles concerned…";
        JobHunting: "يجري البحث في المشروع…", "Searching the project…";
        JobSurveying: "تُجمع اقتراحات المشروع…", "Collecting the project’s suggestions…";
        JobSuggesting: "تُقترح الكيانات…", "Suggesting…";
        Stop: "إيقاف", "Stop";

        Guidelines: "دليل التوسيم", "Guidelines";
        CloseGuidelines: "إغلاق الدليل", "Close the guidelines";
        EditGuidelines: "تحرير", "Edit";
        EditGuidelinesTitle: "تحرير دليل التوسيم", "Edit the guidelines";
        NoGuidelines: "لم يُكتب دليل بعد. اكتب متى يُستعمل كل وسم؛ ويُحفظ في guidelines.md.", "Nothing is written yet. Write down when each label is used; it is kept in guidelines.md.";
        MarkdownHint: "‏# عنوان، ‏- بند، ‏**بارز**، ‏[اسم](label:PER) رابط إلى وسم. ‏Enter سطر جديد.", "# heading, - item, **strong**, `[name](label:PER)` links to a label. Enter makes a new line.";
        Line: "السطر", "Line";
        InGuidelines: "في دليل التوسيم", "In the guidelines";
    }
}

/// A key that belongs to something else already.
#[must_use]
pub fn key_taken(key: &str, by: &str, lang: Lang) -> String {
    if lang.is_rtl() {
        format!("المفتاح {key} لأمر «{by}». إن أخذته بقي ذاك بلا مفتاح.")
    } else {
        format!("{key} is the key of “{by}”, which will have none if you take it.")
    }
}

/// A plain key that a label has.
#[must_use]
pub fn key_of_label(key: &str, label: &str, lang: Lang) -> String {
    if lang.is_rtl() {
        format!("المفتاح {key} للوسم «{label}». إن أخذته لم يعد يوسم به.")
    } else {
        format!("{key} is the key of the label “{label}”, which it will no longer apply.")
    }
}

/// Seconds with one decimal.
#[must_use]
pub fn seconds(milliseconds: u64, lang: Lang) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a time for people")]
    let seconds = milliseconds as f32 / 1000.0;
    format!(
        "{} {}",
        super::number::decimal(seconds, lang),
        K::Seconds.say(lang)
    )
}
