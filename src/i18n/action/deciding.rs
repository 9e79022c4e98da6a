//! Names and help lines of what is done with suggestions and spans.

use super::{Entry, entry};

/// What the menus of reviewing and of the span say.
pub(super) const ENTRIES: &[Entry] = &[
    entry(
        "next-suggestion",
        ("الاقتراح التالي", "انتقل إلى الاقتراح التالي"),
        ("Next suggestion", "Go to the next pending suggestion"),
    ),
    entry(
        "previous-suggestion",
        ("الاقتراح السابق", "انتقل إلى الاقتراح السابق"),
        (
            "Previous suggestion",
            "Go to the previous pending suggestion",
        ),
    ),
    entry(
        "accept",
        ("قبول", "اقبل الاقتراح الحالي وانتقل إلى ما بعده"),
        ("Accept", "Accept the current suggestion and go on"),
    ),
    entry(
        "reject",
        ("رفض أو حذف", "ارفض الاقتراح الحالي أو احذف الوسم الحالي"),
        (
            "Reject or delete",
            "Reject the current suggestion or delete the current annotation",
        ),
    ),
    entry(
        "accept-group",
        ("قبول كل المثيل", "اقبل كل اقتراح بالنص نفسه والوسم نفسه"),
        (
            "Accept all alike",
            "Accept every suggestion with the same text and label",
        ),
    ),
    entry(
        "reject-group",
        ("رفض كل المثيل", "ارفض كل اقتراح بالنص نفسه والوسم نفسه"),
        (
            "Reject all alike",
            "Reject every suggestion with the same text and label",
        ),
    ),
    entry(
        "reject-in-article",
        (
            "رفض في هذا المقال كله",
            "ارفض، ولا تقترح هذا النص بهذا الوسم في المقال مرة أخرى",
        ),
        (
            "Reject in this article",
            "Reject, and never suggest this text as this label in this article again",
        ),
    ),
    entry(
        "reject-in-project",
        (
            "رفض في المشروع كله",
            "ارفض، ولا تقترح هذا النص بهذا الوسم في المشروع مرة أخرى",
        ),
        (
            "Reject in the project",
            "Reject, and never suggest this text as this label in the project again",
        ),
    ),
    entry(
        "review-project",
        (
            "مراجعة المشروع كله",
            "مقترحات كل المقالات، أو هذا المقال من جديد",
        ),
        (
            "Review the whole project",
            "Suggestions of all articles, or of this one again",
        ),
    ),
    entry(
        "lexicon",
        (
            "المعجم والقواعد…",
            "ما تعلّمه المشروع من الأسماء، وما يُمنع منها",
        ),
        (
            "Lexicon and rules…",
            "What the project has learned of names, and which are blocked",
        ),
    ),
    entry(
        "accept-shown",
        (
            "قبول المعروض كله",
            "اقبل كل ما يعرضه صندوق المراجعة كما صُفّي، ويُتراجع عنه بخطوة واحدة",
        ),
        (
            "Accept what is shown",
            "Accept all that the inbox shows as it is filtered, undone as one step",
        ),
    ),
    entry(
        "reject-shown",
        (
            "رفض المعروض كله",
            "ارفض كل ما يعرضه صندوق المراجعة كما صُفّي، ويُتراجع عنه بخطوة واحدة",
        ),
        (
            "Reject what is shown",
            "Reject all that the inbox shows as it is filtered, undone as one step",
        ),
    ),
    entry(
        "next-missed",
        (
            "الموضع التالي الذي قد يكون فات",
            "انتقل إلى الكلمات التالية التي كادت تُقترح",
        ),
        (
            "Next that may be missed",
            "Go to the next words that were almost suggested",
        ),
    ),
    entry(
        "previous-missed",
        (
            "الموضع السابق الذي قد يكون فات",
            "انتقل إلى الكلمات السابقة التي كادت تُقترح",
        ),
        (
            "Previous that may be missed",
            "Go to the previous words that were almost suggested",
        ),
    ),
    entry(
        "next-annotation",
        ("الوسم التالي", "انتقل إلى الوسم المثبت التالي"),
        ("Next annotation", "Go to the next annotation"),
    ),
    entry(
        "previous-annotation",
        ("الوسم السابق", "انتقل إلى الوسم المثبت السابق"),
        ("Previous annotation", "Go to the previous annotation"),
    ),
    entry(
        "next-article",
        ("المقال التالي", "افتح المقال التالي في القائمة"),
        ("Next article", "Open the next article of the list"),
    ),
    entry(
        "previous-article",
        ("المقال السابق", "افتح المقال السابق في القائمة"),
        ("Previous article", "Open the previous article of the list"),
    ),
    entry(
        "toggle-done",
        ("إنهاء المقال", "علّم المقال منجزًا أو أعِده إلى العمل"),
        (
            "Article done",
            "Mark the article as done, or take that back",
        ),
    ),
    entry(
        "everywhere",
        (
            "القرار نفسه في كل موضع…",
            "اعرض كل المواضع التي يرد فيها نص الامتداد الحالي وطبّق عليها قرارًا واحدًا",
        ),
        (
            "The same everywhere…",
            "Show every place where the current span’s text stands and decide on all at once",
        ),
    ),
    entry(
        "try-patterns",
        (
            "تجربة الأنماط…",
            "اعرض الأنماط التي تنطبق على التحديد أو الفقرة، وتحقق من ملف patterns.ron في المشروع",
        ),
        (
            "Try patterns…",
            "Show which patterns match in the selection or the paragraph, and check the project’s patterns.ron",
        ),
    ),
    entry(
        "choose-label",
        ("اختيار وسم…", "اكتب اسم الوسم لاختياره"),
        ("Choose a label…", "Type a label’s name to apply it"),
    ),
    entry(
        "end-forward",
        (
            "النهاية إلى الأمام",
            "وسّع النهاية حتى حد اللاصقة أو الكلمة التالي",
        ),
        (
            "End forward",
            "Move the end to the next clitic or word boundary",
        ),
    ),
    entry(
        "end-backward",
        ("النهاية إلى الخلف", "قلّص النهاية حتى الحد السابق"),
        ("End backward", "Move the end to the previous boundary"),
    ),
    entry(
        "start-forward",
        (
            "البداية إلى الأمام",
            "أخرج لاصقة مثل الواو أو الباء من البداية",
        ),
        (
            "Start forward",
            "Leave a clitic such as و or ب out at the start",
        ),
    ),
    entry(
        "start-backward",
        ("البداية إلى الخلف", "وسّع البداية حتى الحد السابق"),
        ("Start backward", "Move the start to the previous boundary"),
    ),
    entry(
        "end-forward-letter",
        ("النهاية حرفًا إلى الأمام", "وسّع النهاية حرفًا واحدًا"),
        ("End one letter forward", "Move the end by one letter"),
    ),
    entry(
        "end-backward-letter",
        ("النهاية حرفًا إلى الخلف", "قلّص النهاية حرفًا واحدًا"),
        ("End one letter back", "Move the end back by one letter"),
    ),
    entry(
        "start-forward-letter",
        ("البداية حرفًا إلى الأمام", "قلّص البداية حرفًا واحدًا"),
        ("Start one letter forward", "Move the start by one letter"),
    ),
    entry(
        "start-backward-letter",
        ("البداية حرفًا إلى الخلف", "وسّع البداية حرفًا واحدًا"),
        ("Start one letter back", "Move the start back by one letter"),
    ),
    entry(
        "end-forward-word",
        ("النهاية كلمة إلى الأمام", "وسّع النهاية كلمة كاملة"),
        ("End one word forward", "Move the end by a whole word"),
    ),
    entry(
        "end-backward-word",
        ("النهاية كلمة إلى الخلف", "قلّص النهاية كلمة كاملة"),
        ("End one word back", "Move the end back by a whole word"),
    ),
    entry(
        "start-forward-word",
        ("البداية كلمة إلى الأمام", "قلّص البداية كلمة كاملة"),
        ("Start one word forward", "Move the start by a whole word"),
    ),
    entry(
        "start-backward-word",
        ("البداية كلمة إلى الخلف", "وسّع البداية كلمة كاملة"),
        ("Start one word back", "Move the start back by a whole word"),
    ),
    entry(
        "release",
        ("ترك الامتداد", "أبقِ المؤشر وحده في النص"),
        ("Leave the span", "Keep only the caret in the text"),
    ),
    entry(
        "toggle-snap",
        (
            "الالتقاط إلى الكلمات",
            "اجعل التحديد يلتقط حدود الكلمات واللواصق أو الحروف",
        ),
        (
            "Snap to words",
            "Selections keep to words and clitics, or to letters",
        ),
    ),
    entry(
        "next-unfinished",
        (
            "المقال غير المنجز التالي",
            "انتقل إلى أول مقال بعد هذا لم يُنجز",
        ),
        (
            "Next unfinished article",
            "Go to the next article that is not done",
        ),
    ),
    entry(
        "toggle-discuss",
        ("للنقاش", "ضع علامة على المقال ليُناقش، أو أزلها"),
        (
            "Needs discussion",
            "Mark the article as one to be talked about, or not",
        ),
    ),
    entry(
        "remark",
        (
            "حالة المقال وملاحظة عنه…",
            "اختر حالة المقال واكتب ملاحظة عنه",
        ),
        (
            "State and note of the article…",
            "Choose the article’s state and write a note on it",
        ),
    ),
    entry(
        "statistics",
        (
            "التقدم والإحصاءات…",
            "ما أُنجز من المشروع، وما قُبل من الاقتراحات، وكم استغرق كل قرار",
        ),
        (
            "Progress and figures…",
            "How far the project is, what was accepted, and how long decisions took",
        ),
    ),
    entry(
        "toggle-blind",
        (
            "توسيم بلا اقتراحات",
            "أخفِ كل الاقتراحات لتكون البيانات غير متأثرة بها",
        ),
        (
            "Annotate blind",
            "Hide all suggestions, for data they have not influenced",
        ),
    ),
    entry(
        "describe",
        ("سمات وملاحظة…", "حدّد سمات الوسم الحالي واكتب ملاحظة عنه"),
        (
            "Attributes and note…",
            "Set the attributes of the current annotation and write a note",
        ),
    ),
    entry(
        "relate",
        ("علاقات…", "اربط الوسم الحالي بوسم آخر، أو احذف علاقة له"),
        (
            "Relations…",
            "Relate the current annotation to another one, or end a relation",
        ),
    ),
    entry(
        "toggle-sticky",
        ("وسم ثابت", "أعطِ كل تحديد جديد آخر وسم استُعمل"),
        (
            "Sticky label",
            "Give every new selection the label used last",
        ),
    ),
];
