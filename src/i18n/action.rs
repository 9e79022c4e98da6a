//! Names and help lines of everything a person can do, by the action's stable id.

mod deciding;

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

/// What the other menus and the list of keys say.
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
        (
            "استيراد ملفات…",
            "أضف مقالات إلى المشروع، ومعها وسومها إن كانت في الملفات",
        ),
        (
            "Import files…",
            "Add articles to the project, with their annotations if the files hold any",
        ),
    ),
    entry(
        "import-folder",
        (
            "استيراد مجلد…",
            "أضف ما في مجلد من مقالات، ومعها وسومها إن كانت فيه",
        ),
        (
            "Import a folder…",
            "Add the articles in a folder, with their annotations if it holds any",
        ),
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
        "import-report",
        (
            "تقرير الاستيراد",
            "ماذا أضاف آخر استيراد، وما الذي صُحّح فيه أو تُرك",
        ),
        (
            "Import report",
            "What the last import added, put right and left out",
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
        "find-in-project",
        ("بحث في المشروع…", "ابحث في كل المقالات واعمل بكل ما تجده"),
        (
            "Find in the project…",
            "Search all articles, and decide on what is found",
        ),
    ),
    entry(
        "toggle-missed",
        (
            "إظهار ما قد يكون فات",
            "نقّط ما تحت الكلمات التي كادت تُقترح، أو لا تنقّطه",
        ),
        (
            "Show what may be missed",
            "Underline words that were almost suggested with dots, or not",
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

fn entries() -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().chain(deciding::ENTRIES)
}

fn find(id: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.id == id)
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
    entries().map(|entry| entry.id)
}
