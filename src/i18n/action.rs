//! Names and help lines of everything a person can do, by the action's stable id.

use super::Lang;

/// Name and help of one action in both languages.
struct Entry {
    id: &'static str,
    ar: (&'static str, &'static str),
    en: (&'static str, &'static str),
}

const fn entry(
    id: &'static str,
    ar: (&'static str, &'static str),
    en: (&'static str, &'static str),
) -> Entry {
    Entry { id, ar, en }
}

/// What the menus and the list of keys say.
const ENTRIES: &[Entry] = &[
    entry(
        "open-project",
        ("فتح مشروع…", "اختر مجلد مشروع"),
        ("Open project…", "Choose a project folder"),
    ),
    entry(
        "new-project",
        ("مشروع جديد…", "اختر مجلدًا لمشروع جديد"),
        ("New project…", "Choose a folder for a new project"),
    ),
    entry(
        "import-articles",
        ("استيراد مقالات…", "أضف ملفات نصية إلى المشروع"),
        ("Import articles…", "Add text files to the project"),
    ),
    entry(
        "import-suggestions",
        (
            "استيراد اقتراحات…",
            "اقبل أو ارفض ما قاله نموذج أو برنامج آخر",
        ),
        (
            "Import suggestions…",
            "Decide about what a model or another program says",
        ),
    ),
    entry(
        "history",
        ("التاريخ", "من قرر ماذا ومتى، والعودة إلى لحظة سابقة"),
        (
            "History",
            "Who decided what and when, and going back to an earlier moment",
        ),
    ),
    entry(
        "open-recent",
        ("المشاريع الأخيرة…", "اختر مشروعًا مما فتحته من قبل"),
        (
            "Recent projects…",
            "Choose a project that you opened before",
        ),
    ),
    entry(
        "article-details",
        (
            "بيانات المقال…",
            "العنوان والمصدر والتاريخ والرابط واللغة والاتجاه",
        ),
        (
            "Article details…",
            "Title, source, date, link, language and direction",
        ),
    ),
    entry(
        "open-sample",
        ("فتح المشروع التجريبي", "المقال المرفق بالبرنامج"),
        (
            "Open the sample project",
            "The article that comes with the program",
        ),
    ),
    entry(
        "export",
        ("تصدير…", "اكتب مجموعة البيانات الموسومة"),
        ("Export…", "Write the labelled dataset"),
    ),
    entry(
        "quit",
        ("خروج", "أغلق النافذة؛ كل شيء محفوظ"),
        ("Quit", "Close the window; everything is saved"),
    ),
    entry(
        "undo",
        ("تراجع", "ألغِ آخر تغيير"),
        ("Undo", "Take back the last change"),
    ),
    entry(
        "redo",
        ("إعادة", "أعِد ما أُلغي"),
        ("Redo", "Do again what was undone"),
    ),
    entry(
        "copy",
        ("نسخ", "انسخ النص المحدد"),
        ("Copy", "Copy the selected text"),
    ),
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
        "find-in-project",
        ("بحث في المشروع…", "ابحث في كل المقالات واعمل بكل ما تجده"),
        (
            "Find in the project…",
            "Search all articles, and decide on what is found",
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
        "find",
        ("بحث", "ابحث في المقال: لا أثر للتشكيل والتطويل وصور الهمزة"),
        (
            "Find",
            "Search the article; harakat, tatweel and forms of hamza do not matter",
        ),
    ),
    entry(
        "next-hit",
        ("النتيجة التالية", "انتقل إلى نتيجة البحث التالية"),
        ("Next hit", "Go to the next hit of the search"),
    ),
    entry(
        "previous-hit",
        ("النتيجة السابقة", "انتقل إلى نتيجة البحث السابقة"),
        ("Previous hit", "Go to the previous hit of the search"),
    ),
    entry(
        "palette",
        (
            "لوحة الأوامر…",
            "اكتب بضعة أحرف من اسم أي أمر بالعربية أو الإنكليزية",
        ),
        (
            "Commands…",
            "Type a few letters of any command’s name in Arabic or English",
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
        "zoom-in",
        ("تكبير النص", "كبّر نص المقال"),
        ("Larger text", "Enlarge the article’s text"),
    ),
    entry(
        "zoom-out",
        ("تصغير النص", "صغّر نص المقال"),
        ("Smaller text", "Reduce the article’s text"),
    ),
    entry(
        "zoom-reset",
        ("الحجم المعتاد", "أعِد حجم النص إلى المعتاد"),
        ("Standard size", "Set the text to its standard size"),
    ),
    entry(
        "toggle-signs",
        (
            "إظهار المحارف الخفية",
            "علّم محارف الاتجاه والتطويل والمسافات المكررة وما يشبهها، أو لا تعلّمها",
        ),
        (
            "Show hidden characters",
            "Mark direction controls, tatweel, doubled spaces and their like, or not",
        ),
    ),
    entry(
        "appearance",
        ("المظهر…", "اختر الخط وقياسه والتباعد وعرض العمود والسمة"),
        (
            "Appearance…",
            "Choose face, size, spacing, column width and theme",
        ),
    ),
    entry(
        "toggle-theme",
        (
            "السمة التالية",
            "بدّل السمة: فاتحة، داكنة، ورقية، عالية التباين",
        ),
        (
            "Next theme",
            "Go through the themes: light, dark, sepia, high contrast",
        ),
    ),
    entry(
        "toggle-language",
        ("English", "بدّل لغة الواجهة إلى الإنجليزية"),
        ("العربية", "Switch the interface to Arabic"),
    ),
    entry(
        "toggle-articles",
        ("قائمة المقالات", "أظهر قائمة المقالات أو أخفها"),
        ("Article list", "Show or hide the article list"),
    ),
    entry(
        "toggle-inbox",
        ("صندوق المراجعة", "أظهر صندوق المراجعة أو أخفه"),
        ("Review inbox", "Show or hide the review inbox"),
    ),
    entry(
        "next-pane",
        (
            "الجزء التالي",
            "انقل لوحة المفاتيح إلى الجزء التالي من النافذة",
        ),
        (
            "Next pane",
            "Take the keyboard to the next part of the window",
        ),
    ),
    entry(
        "previous-pane",
        (
            "الجزء السابق",
            "انقل لوحة المفاتيح إلى الجزء السابق من النافذة",
        ),
        (
            "Previous pane",
            "Take the keyboard to the previous part of the window",
        ),
    ),
    entry(
        "go-to-menus",
        ("شريط القوائم", "انقل لوحة المفاتيح إلى شريط القوائم"),
        ("Menu bar", "Take the keyboard to the menu bar"),
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
        "toggle-sticky",
        ("وسم ثابت", "أعطِ كل تحديد جديد آخر وسم استُعمل"),
        (
            "Sticky label",
            "Give every new selection the label used last",
        ),
    ),
    entry(
        "edit-labels",
        ("تعديل الوسوم…", "أضف وسومًا أو غيّرها أو ادمجها أو احذفها"),
        ("Edit labels…", "Add, change, merge or delete labels"),
    ),
    entry(
        "set-keys",
        ("تغيير المفاتيح…", "اختر مفاتيح أخرى للأوامر"),
        ("Change keys…", "Choose other keys for commands"),
    ),
    entry(
        "guidelines",
        ("دليل التوسيم", "أظهر دليل التوسيم بجانب المقال أو أخفه"),
        (
            "Guidelines",
            "Show or hide the guidelines beside the article",
        ),
    ),
    entry(
        "show-keys",
        ("المفاتيح", "كل ما يمكن فعله بلوحة المفاتيح"),
        ("Keys", "Everything that can be done from the keyboard"),
    ),
];

fn find(id: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.id == id)
}

/// The action's name in menus; its id if it has none.
#[must_use]
pub fn name(id: &str, lang: Lang) -> String {
    find(id)
        .map_or(id, |entry| {
            if lang.is_rtl() {
                entry.ar.0
            } else {
                entry.en.0
            }
        })
        .to_owned()
}

/// One line that says what the action does.
#[must_use]
pub fn help(id: &str, lang: Lang) -> String {
    find(id)
        .map_or(id, |entry| {
            if lang.is_rtl() {
                entry.ar.1
            } else {
                entry.en.1
            }
        })
        .to_owned()
}

/// The ids that have texts.
pub fn ids() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.id)
}
