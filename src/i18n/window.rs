//! Sentences of the window: titles, buttons, fields, empty states.

use super::Lang;

/// Something the window says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum W {
    /// The program's name.
    AppName,
    /// Menu title.
    MenuFile,
    /// Menu title.
    MenuEdit,
    /// Menu title.
    MenuReview,
    /// Menu title.
    MenuSpan,
    /// Menu title.
    MenuView,
    /// Menu title.
    MenuHelp,
    /// Title of the article list.
    Articles,
    /// Title of the review inbox.
    Inbox,
    /// Title of the label palette.
    Labels,
    /// Nothing is open.
    NoProject,
    /// The project has no article.
    NoArticles,
    /// Nothing waits for a decision.
    InboxEmpty,
    /// The engines are at work.
    Suggesting,
    /// The article is being read.
    Loading,
    /// The article has no text.
    EmptyArticle,
    /// Everything is on disk.
    Saved,
    /// The disk has not answered yet.
    Saving,
    /// Writing failed.
    NotSaved,
    /// Read-only project.
    ReadOnly,
    /// Accept button.
    Accept,
    /// Reject button.
    Reject,
    /// Delete button.
    Delete,
    /// Accept a group.
    AcceptAll,
    /// Reject a group.
    RejectAll,
    /// Cancel button.
    Cancel,
    /// Close button.
    Close,
    /// Confirm button.
    Open,
    /// Create button.
    Create,
    /// Export button.
    Export,
    /// Import button.
    Import,
    /// Choose a file button.
    Choose,
    /// Title of the export dialog.
    ExportTitle,
    /// Which format.
    ExportFormat,
    /// Where to.
    ExportPath,
    /// Title of the dialog that asks for a project folder.
    OpenProjectTitle,
    /// Title of the dialog that asks for a new folder.
    NewProjectTitle,
    /// Title of the dialog that asks for files.
    ImportTitle,
    /// Title of the dialog.
    ImportSuggestionsTitle,
    /// There is no native dialog: type the path.
    TypePath,
    /// Which labels the new project starts with.
    LabelTemplate,
    /// The news template.
    TemplateNews,
    /// The core template.
    TemplateCore,
    /// Title of the list of keys.
    KeysTitle,
    /// Label keys.
    KeysLabels,
    /// Caret movement.
    KeysCaret,
    /// Caret movement, explained.
    KeysCaretHelp,
    /// Title of the label chooser.
    ChooseLabel,
    /// Placeholder of the label chooser.
    ChooseLabelHint,
    /// No label matches what was typed.
    NoLabel,
    /// A pending suggestion.
    Suggestion,
    /// A confirmed annotation.
    Annotation,
    /// Selected text.
    Selection,
    /// Marked by hand.
    ByHand,
    /// An accepted suggestion.
    FromSuggestion,
    /// Changed while accepting.
    Edited,
    /// Read from a file.
    FromFile,
    /// Boundary moved, not yet accepted.
    Moved,
    /// Other readings.
    Alternatives,
    /// Hint of the empty strip.
    StripHint,
    /// The article pane, for screen readers.
    ReaderName,
    /// State of an article.
    Done,
    /// State of an article.
    InProgress,
    /// State of an article.
    New,
    /// State of an article.
    Discuss,
    /// Engine name.
    EngineMemory,
    /// Engine name.
    EngineGazetteer,
    /// Engine name.
    EnginePattern,
    /// Engine name.
    EngineTagger,
    /// Engine name.
    EngineImport,
    /// Snap switch.
    Snap,
    /// Title of the dialog on how things look.
    Appearance,
    /// Which theme.
    Theme,
    /// A theme.
    ThemeLight,
    /// A theme.
    ThemeDark,
    /// A theme.
    ThemeSepia,
    /// A theme.
    ThemeContrast,
    /// A theme.
    ThemeContrastDark,
    /// Which face.
    Face,
    /// A face.
    FaceNaskh,
    /// A face.
    FaceAmiri,
    /// A face.
    FaceSans,
    /// Size of the article's text.
    Size,
    /// Distance of lines.
    LineHeight,
    /// Width of the column.
    ColumnWidth,
    /// Whether lines fill the column.
    Justified,
    /// Whether hidden characters are marked.
    Signs,
    /// One step down.
    Smaller,
    /// One step up.
    Larger,
    /// Back to the standard values.
    Standard,
    /// Title of the search field.
    Find,
    /// Placeholder of the search field.
    FindHint,
    /// Search mode.
    WholeWords,
    /// Search mode.
    Regex,
    /// The pattern is wrong.
    BadPattern,
    /// The search is running.
    Searching,
    /// Which hit is current.
    HitOf,
    /// How many hits there are.
    Hits,
    /// Button.
    PreviousHit,
    /// Button.
    NextHit,
    /// Opens the list of hits.
    AllHits,
    /// Title of the list of hits.
    EverywhereTitle,
    /// What is done.
    VerbTag,
    /// What is done.
    VerbUntag,
    /// Button.
    TagThem,
    /// Button.
    UntagThem,
    /// Button.
    TickAll,
    /// Button.
    TickNone,
    /// What a hit is already.
    Touched,
    /// Title of the trial of patterns, and name of its field.
    TrialTitle,
    /// Name of the field with the sample.
    TrialSample,
    /// Button.
    TrialAgain,
    /// The project has no patterns of its own.
    TrialNoFile,
    /// The project's patterns are sound.
    TrialGood,
    /// Nothing matched.
    TrialNothing,
    /// How many rules matched.
    TrialFired,
    /// A rule of the project.
    TrialOwn,
    /// A rule of the program.
    TrialBundled,
    /// Title of the palette.
    PaletteTitle,
    /// Placeholder of the palette.
    PaletteHint,
    /// Nothing matches.
    NoCommand,
    /// Button.
    Run,
}

impl W {
    /// The sentence in that language.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    #[expect(clippy::too_many_lines, reason = "one arm per sentence")]
    fn ar(self) -> &'static str {
        match self {
            Self::AppName => "توسيم",
            Self::MenuFile => "ملف",
            Self::MenuEdit => "تحرير",
            Self::MenuReview => "مراجعة",
            Self::MenuSpan => "امتداد",
            Self::MenuView => "عرض",
            Self::MenuHelp => "مساعدة",
            Self::Articles => "المقالات",
            Self::Inbox => "صندوق المراجعة",
            Self::Labels => "الوسوم",
            Self::NoProject => "لا مشروع مفتوح. افتح مجلد مشروع، أو اسحب ملفات نصية إلى هنا.",
            Self::NoArticles => "لا مقالات في المشروع بعد. استورد ملفات نصية أو اسحبها إلى هنا.",
            Self::InboxEmpty => "لا اقتراح ينتظر قرارًا في هذا المقال.",
            Self::Suggesting => "يجري البحث عن الكيانات…",
            Self::Loading => "يُقرأ المقال…",
            Self::EmptyArticle => "هذا المقال خالٍ من النص.",
            Self::Saved => "محفوظ",
            Self::Saving => "يُحفظ…",
            Self::NotSaved => "لم يُحفظ",
            Self::ReadOnly => "للقراءة فقط",
            Self::Accept => "قبول",
            Self::Reject => "رفض",
            Self::Delete => "حذف",
            Self::AcceptAll => "قبول الكل",
            Self::RejectAll => "رفض الكل",
            Self::Cancel => "إلغاء",
            Self::Close => "إغلاق",
            Self::Open => "فتح",
            Self::Create => "إنشاء",
            Self::Export => "تصدير",
            Self::Import => "استيراد",
            Self::Choose => "اختيار…",
            Self::ExportTitle => "تصدير مجموعة البيانات",
            Self::ExportFormat => "الصيغة",
            Self::ExportPath => "الملف",
            Self::OpenProjectTitle => "فتح مشروع",
            Self::NewProjectTitle => "مشروع جديد",
            Self::ImportTitle => "استيراد ملفات",
            Self::ImportSuggestionsTitle => "استيراد اقتراحات",
            Self::TypePath => "لا نافذة اختيار في هذا النظام. اكتب المسار كاملًا:",
            Self::LabelTemplate => "الوسوم التي يبدأ بها المشروع",
            Self::TemplateNews => "أخبار (18 وسمًا)",
            Self::TemplateCore => "أساسية (4 وسوم)",
            Self::KeysTitle => "المفاتيح",
            Self::KeysLabels => "مفاتيح الوسوم",
            Self::KeysCaret => "الأسهم",
            Self::KeysCaretHelp => "تحرّك المؤشر حرفًا؛ ومع Ctrl كلمةً أو جملة؛ ومع Shift تمدّ التحديد",
            Self::ChooseLabel => "اختيار وسم",
            Self::ChooseLabelHint => "اكتب اسم الوسم بالعربية أو الإنجليزية",
            Self::NoLabel => "لا وسم بهذا الاسم.",
            Self::Suggestion => "اقتراح",
            Self::Annotation => "وسم",
            Self::Selection => "تحديد",
            Self::ByHand => "وُسم يدويًا",
            Self::FromSuggestion => "اقتراح مقبول",
            Self::Edited => "معدَّل",
            Self::FromFile => "من ملف",
            Self::Moved => "حدوده معدّلة ولم تُقبل بعد",
            Self::Alternatives => "قراءات أخرى",
            Self::StripHint => "اضغط Tab للانتقال إلى الاقتراح التالي، أو حدد نصًا ثم اضغط مفتاح وسم.",
            Self::ReaderName => "نص المقال",
            Self::Done => "منجز",
            Self::InProgress => "قيد العمل",
            Self::New => "جديد",
            Self::Discuss => "للنقاش",
            Self::EngineMemory => "الذاكرة",
            Self::EngineGazetteer => "المعجم",
            Self::EnginePattern => "النمط",
            Self::EngineTagger => "المصنّف",
            Self::EngineImport => "ملف مستورد",
            Self::Snap => "التقاط الكلمات",
            Self::Appearance => "المظهر",
            Self::Theme => "السمة",
            Self::ThemeLight => "فاتحة",
            Self::ThemeDark => "داكنة",
            Self::ThemeSepia => "ورقية",
            Self::ThemeContrast => "عالية التباين",
            Self::ThemeContrastDark => "عالية التباين داكنة",
            Self::Face => "خط المقال",
            Self::FaceNaskh => "نسخ",
            Self::FaceAmiri => "أميري",
            Self::FaceSans => "بلا تباين (وزيرمتن)",
            Self::Size => "قياس الحرف",
            Self::LineHeight => "تباعد السطور",
            Self::ColumnWidth => "عرض العمود",
            Self::Justified => "محاذاة السطور من الجانبين",
            Self::Signs => "إظهار المحارف الخفية",
            Self::Smaller => "أصغر",
            Self::Larger => "أكبر",
            Self::Standard => "القيم المعتادة",
            Self::Find => "بحث",
            Self::FindHint => "ابحث في المقال",
            Self::WholeWords => "كلمة كاملة",
            Self::Regex => "تعبير نمطي",
            Self::BadPattern => "التعبير غير صحيح",
            Self::Searching => "جارٍ البحث…",
            Self::HitOf => "{at} من {all}",
            Self::Hits => "المواضع: {all}",
            Self::PreviousHit => "النتيجة السابقة",
            Self::NextHit => "النتيجة التالية",
            Self::AllHits => "عرض الكل…",
            Self::EverywhereTitle => "القرار نفسه في كل موضع",
            Self::VerbTag => "وسمها بـ",
            Self::VerbUntag => "حذف الوسم ورفض المقترح",
            Self::TagThem => "وسم المواضع ({all})",
            Self::UntagThem => "تطبيق على المواضع ({all})",
            Self::TickAll => "تحديد الكل",
            Self::TickNone => "إلغاء التحديد",
            Self::Touched => "يتداخل مع وسم آخر",
            Self::TrialTitle => "تجربة الأنماط",
            Self::TrialSample => "النص الذي تُجرَّب عليه الأنماط",
            Self::TrialAgain => "قراءة الملف والتجربة من جديد",
            Self::TrialNoFile => "لا أنماط خاصة بالمشروع بعد. لإضافتها اكتب هذا الملف:",
            Self::TrialGood => "ملف الأنماط سليم، ويعمل به المشروع من الآن:",
            Self::TrialNothing => "لا نمط ينطبق على هذا النص.",
            Self::TrialFired => "الأنماط المنطبقة: {all}",
            Self::TrialOwn => "من المشروع",
            Self::TrialBundled => "من البرنامج",
            Self::PaletteTitle => "الأوامر",
            Self::PaletteHint => "اكتب اسم الأمر",
            Self::NoCommand => "لا أمر بهذا الاسم.",
            Self::Run => "تنفيذ",
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm per sentence")]
    fn en(self) -> &'static str {
        match self {
            Self::AppName => "Tawsim",
            Self::MenuFile => "File",
            Self::MenuEdit => "Edit",
            Self::MenuReview => "Review",
            Self::MenuSpan => "Span",
            Self::MenuView => "View",
            Self::MenuHelp => "Help",
            Self::Articles => "Articles",
            Self::Inbox => "Review inbox",
            Self::Labels => "Labels",
            Self::NoProject => {
                "No project is open. Open a project folder, or drop text files here."
            }
            Self::NoArticles => {
                "The project has no articles yet. Import text files or drop them here."
            }
            Self::InboxEmpty => "No suggestion is waiting for a decision in this article.",
            Self::Suggesting => "Looking for entities…",
            Self::Loading => "Reading the article…",
            Self::EmptyArticle => "This article has no text.",
            Self::Saved => "Saved",
            Self::Saving => "Saving…",
            Self::NotSaved => "Not saved",
            Self::ReadOnly => "Read-only",
            Self::Accept => "Accept",
            Self::Reject => "Reject",
            Self::Delete => "Delete",
            Self::AcceptAll => "Accept all",
            Self::RejectAll => "Reject all",
            Self::Cancel => "Cancel",
            Self::Close => "Close",
            Self::Open => "Open",
            Self::Create => "Create",
            Self::Export => "Export",
            Self::Import => "Import",
            Self::Choose => "Choose…",
            Self::ExportTitle => "Export the dataset",
            Self::ExportFormat => "Format",
            Self::ExportPath => "File",
            Self::OpenProjectTitle => "Open a project",
            Self::NewProjectTitle => "New project",
            Self::ImportTitle => "Import files",
            Self::ImportSuggestionsTitle => "Import suggestions",
            Self::TypePath => "This system has no file dialog. Type the full path:",
            Self::LabelTemplate => "The labels the project starts with",
            Self::TemplateNews => "News (18 labels)",
            Self::TemplateCore => "Core (4 labels)",
            Self::KeysTitle => "Keys",
            Self::KeysLabels => "Label keys",
            Self::KeysCaret => "Arrows",
            Self::KeysCaretHelp => {
                "Move the caret by a letter; with Ctrl by a word or sentence; with Shift they extend the selection"
            }
            Self::ChooseLabel => "Choose a label",
            Self::ChooseLabelHint => "Type a label’s name in Arabic or English",
            Self::NoLabel => "No label of that name.",
            Self::Suggestion => "Suggestion",
            Self::Annotation => "Annotation",
            Self::Selection => "Selection",
            Self::ByHand => "tagged by hand",
            Self::FromSuggestion => "accepted suggestion",
            Self::Edited => "edited",
            Self::FromFile => "from a file",
            Self::Moved => "boundary moved, not yet accepted",
            Self::Alternatives => "Other readings",
            Self::StripHint => {
                "Press Tab for the next suggestion, or select text and press a label key."
            }
            Self::ReaderName => "Text of the article",
            Self::Done => "done",
            Self::InProgress => "in progress",
            Self::New => "new",
            Self::Discuss => "to discuss",
            Self::EngineMemory => "memory",
            Self::EngineGazetteer => "gazetteer",
            Self::EnginePattern => "pattern",
            Self::EngineTagger => "tagger",
            Self::EngineImport => "imported file",
            Self::Snap => "Snap to words",
            Self::Appearance => "Appearance",
            Self::Theme => "Theme",
            Self::ThemeLight => "Light",
            Self::ThemeDark => "Dark",
            Self::ThemeSepia => "Sepia",
            Self::ThemeContrast => "High contrast",
            Self::ThemeContrastDark => "High contrast, dark",
            Self::Face => "Face of the article",
            Self::FaceNaskh => "Naskh",
            Self::FaceAmiri => "Amiri",
            Self::FaceSans => "Sans (Vazirmatn)",
            Self::Size => "Size",
            Self::LineHeight => "Line height",
            Self::ColumnWidth => "Column width",
            Self::Justified => "Justify lines",
            Self::Signs => "Show hidden characters",
            Self::Smaller => "less",
            Self::Larger => "more",
            Self::Standard => "Standard values",
            Self::Find => "Find",
            Self::FindHint => "Search the article",
            Self::WholeWords => "Whole words",
            Self::Regex => "Regular expression",
            Self::BadPattern => "The expression is not valid",
            Self::Searching => "Searching…",
            Self::HitOf => "{at} of {all}",
            Self::Hits => "Places: {all}",
            Self::PreviousHit => "Previous hit",
            Self::NextHit => "Next hit",
            Self::AllHits => "Show all…",
            Self::EverywhereTitle => "The same decision everywhere",
            Self::VerbTag => "Tag them as",
            Self::VerbUntag => "Remove annotations and reject suggestions",
            Self::TagThem => "Tag them ({all})",
            Self::UntagThem => "Apply to them ({all})",
            Self::TickAll => "Tick all",
            Self::TickNone => "Tick none",
            Self::Touched => "overlaps another annotation",
            Self::TrialTitle => "Trying patterns",
            Self::TrialSample => "The text that patterns are tried on",
            Self::TrialAgain => "Read the file and try again",
            Self::TrialNoFile => {
                "The project has no patterns of its own yet. To add some, write this file:"
            }
            Self::TrialGood => "The file of patterns is sound and counts from now on:",
            Self::TrialNothing => "No pattern matches in this text.",
            Self::TrialFired => "Patterns that match: {all}",
            Self::TrialOwn => "of the project",
            Self::TrialBundled => "of the program",
            Self::PaletteTitle => "Commands",
            Self::PaletteHint => "Type a command’s name",
            Self::NoCommand => "No command of that name.",
            Self::Run => "Run",
        }
    }
}

/// Why there is no window and what works without one.
#[must_use]
pub fn no_display(reason: &str, lang: Lang) -> String {
    // What the windowing library says begins with its own source file; what matters comes last.
    let reason = reason.rsplit(": ").next().unwrap_or_default();
    let reason = reason.trim_end_matches(['.', ')']);
    let reason = if reason.is_empty() {
        String::new()
    } else {
        format!(" ({reason})")
    };
    if lang.is_rtl() {
        format!(
            "لا يمكن فتح نافذة: لا شاشة عرض متاحة{reason}. تعمل هذه الأوامر من دون نافذة: tawsim new، import، suggest، export، convert، evaluate، formats؛ وتفصيلها في tawsim --help."
        )
    } else {
        format!(
            "Cannot open a window: there is no usable display{reason}. These commands work without one: tawsim new, import, suggest, export, convert, evaluate, formats; see tawsim --help."
        )
    }
}
