//! What the person is told about the files of the project.

use super::Lang;
use super::notice::{ARTICLES, CHANGES};
use super::number::Counted;

/// What became known about the files of the project.
#[derive(Clone, Debug)]
pub enum FolderText {
    /// Damaged lines of the journal put right: how many.
    JournalMended(usize),
    /// Damaged parts of the journal that cannot be read: how many, where the whole is kept.
    JournalGap(usize, String),
    /// Lines of the journal are gone.
    JournalLost,
    /// Lines of the journal came from elsewhere.
    JournalGrew,
    /// Copies of files that two people changed: how many, one of them.
    ConflictCopies(usize, String),
    /// Another version of a sheet is kept in this file.
    ForeignSheet(String),
    /// The sheet on this article was changed elsewhere.
    SheetChanged(String),
    /// The folder is not to be reached.
    Gone,
    /// Others added articles: how many.
    ArticlesAdded(usize),
    /// The files of this article are gone.
    ArticleGone(String),
    /// The text of this article was altered.
    ArticleAltered(String),
    /// Somebody changed the labels.
    LabelsChanged,
    /// These annotators saved something.
    OthersSaved(Vec<String>),
    /// Back at an earlier moment: how many changes.
    Restored(usize),
    /// The history was written: how many records, where.
    HistoryWritten(usize, String),
}

impl FolderText {
    /// The sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    fn ar(&self) -> String {
        let lang = Lang::Ar;
        match self {
            Self::JournalMended(count) => format!("كان في السجل تلف فأُصلح: {}. لم يضِع شيء.", LINES.say(*count, lang)),
            Self::JournalGap(count, path) => format!("في السجل تلف لا يُقرأ: {}. حُفظ السجل كما وُجد في {path}، وبقي كل ما سواه.", PLACES.say(*count, lang)),
            Self::JournalLost => "حذف برنامج آخر من السجل وهو مفتوح. قراراتك كلها محفوظة في ملفات المقالات، أما ما حُذف من التاريخ فلا يُستعاد.".into(),
            Self::JournalGrew => "أضاف برنامج آخر إلى سجلك وهو مفتوح، وستظهر إضافاته عند فتح المقالات.".into(),
            Self::ConflictCopies(count, path) => format!("وجد برنامج المزامنة تعارضًا فترك {}، منها {path}. لا تُعرض مقالاتٍ؛ قارنها بالأصل ثم احذفها.", COPIES.say(*count, lang)),
            Self::ForeignSheet(path) => format!("كان برنامج آخر قد غيّر ملف هذا المقال. حُفظ عملك، ونسخة البرنامج الآخر في {path}."),
            Self::SheetChanged(id) => format!("غيّر برنامج آخر ملف عملك في «{id}» وهو مفتوح. عملك هنا باقٍ، وستُحفظ النسخة الأخرى بجانبه."),
            Self::Gone => "لا يُوصل إلى مجلد المشروع: نُقل أو حُذف أو انقطعت الشبكة. عملك باقٍ في الذاكرة، فأعد المجلد إلى مكانه ثم تابع.".into(),
            Self::ArticlesAdded(count) => format!("أضاف غيرك إلى المشروع {}.", ARTICLES.say(*count, lang)),
            Self::ArticleGone(id) => format!("حذف برنامج آخر ملف المقال «{id}». قراراتك فيه محفوظة، وتظهر إذا أُعيد الملف."),
            Self::ArticleAltered(id) => format!("غيّر برنامج آخر نص المقال «{id}» بعد استيراده. أعد النص الأصلي، وإلا تعذّر فتحه لاحقًا."),
            Self::LabelsChanged => "غيّر غيرك مجموعة وسوم المشروع، وهي الآن بين يديك.".into(),
            Self::Restored(0) => "المشروع كما كان في تلك اللحظة؛ لم يتغير شيء.".into(),
            Self::Restored(count) => format!("عاد عملك كما كان في تلك اللحظة: {}. يمكنك التراجع.", CHANGES.say(*count, lang)),
            Self::HistoryWritten(count, path) => format!("كُتب التاريخ في {path}: {}.", RECORDS.say(*count, lang)),
            Self::OthersSaved(names) => format!("حفظ غيرك عملًا في المشروع: {}.", names.join("، ")),
        }
    }

    fn en(&self) -> String {
        let lang = Lang::En;
        match self {
            Self::JournalMended(count) => format!("The journal was damaged in {} and was put right. Nothing is lost.", LINES.say(*count, lang)),
            Self::JournalGap(count, path) => format!("The journal is damaged past reading in {}. The journal as it was found is kept in {path}; all the rest is there.", PLACES.say(*count, lang)),
            Self::JournalLost => "Another program took lines out of the journal while it was open. All your decisions are safe in the articles’ files; what was taken out of the history is gone.".into(),
            Self::JournalGrew => "Another program added to your journal while it was open; what it added is there when you open the articles.".into(),
            Self::ConflictCopies(count, path) => format!("A synchronising program found files changed in two places and left {}, such as {path}. They are not shown as articles; compare them with the originals, then delete them.", COPIES.say(*count, lang)),
            Self::ForeignSheet(path) => format!("Another program had changed the file of this article. Your work is saved; the other version is in {path}."),
            Self::SheetChanged(id) => format!("Another program changed the file of your work on “{id}” while it was open. Your work here stays; the other version will be kept beside it."),
            Self::Gone => "The project’s folder cannot be reached: it was moved or deleted, or the network is gone. Your work is kept in memory; put the folder back and go on.".into(),
            Self::ArticlesAdded(count) => format!("Somebody added {} to the project.", ARTICLES.say(*count, lang)),
            Self::ArticleGone(id) => format!("Another program deleted the file of the article “{id}”. Your decisions on it are kept and show again when the file is back."),
            Self::ArticleAltered(id) => format!("Another program altered the text of the article “{id}” after import. Put the original text back, or it cannot be opened later."),
            Self::LabelsChanged => "Somebody changed the project’s labels; you have them now.".into(),
            Self::Restored(0) => "The project is as it was then; nothing had changed.".into(),
            Self::Restored(count) => format!("Your work is as it was then: {}. This can be undone.", CHANGES.say(*count, lang)),
            Self::HistoryWritten(count, path) => format!("Wrote the history to {path}: {}.", RECORDS.say(*count, lang)),
            Self::OthersSaved(names) => format!("Others saved work in the project: {}.", names.join(", ")),
        }
    }
}

const LINES: Counted = Counted {
    zero: "لا أسطر",
    one: "سطر واحد",
    two: "سطران",
    few: "أسطر",
    many: "سطرًا",
    hundred: "سطر",
    en_one: "line",
    en_many: "lines",
};

const RECORDS: Counted = Counted {
    zero: "لا سجلات",
    one: "سجل واحد",
    two: "سجلان",
    few: "سجلات",
    many: "سجلًا",
    hundred: "سجل",
    en_one: "record",
    en_many: "records",
};

const PLACES: Counted = Counted {
    zero: "لا مواضع",
    one: "موضع واحد",
    two: "موضعان",
    few: "مواضع",
    many: "موضعًا",
    hundred: "موضع",
    en_one: "place",
    en_many: "places",
};

const COPIES: Counted = Counted {
    zero: "لا نسخ",
    one: "نسخة واحدة",
    two: "نسختين",
    few: "نسخ",
    many: "نسخةً",
    hundred: "نسخة",
    en_one: "copy",
    en_many: "copies",
};
