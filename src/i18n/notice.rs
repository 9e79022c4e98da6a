//! What the person is told when something happened.

use super::Lang;
use super::folder::FolderText;
use super::intake::Amounts;
use super::number::{Counted, number};
use super::wide::P;

/// What is wrong with a file or folder.
#[derive(Clone, Debug)]
pub enum TroubleText {
    /// It does not exist.
    Missing,
    /// The system does not permit it.
    NotPermitted,
    /// The disk is full.
    DiskFull,
    /// There is nothing in it.
    Empty,
    /// It is not text.
    NotText,
    /// It is too large.
    TooLarge,
    /// It is not a Tawsim project.
    NotAProject,
    /// It was written by a newer version, with its format number.
    Newer(u32),
    /// Another process works on it: whose, at which machine, since when.
    InUse(Option<(String, String, String)>),
    /// It is damaged at this place.
    Damaged(String),
    /// The text is not the one that was imported.
    Altered,
    /// Anything else the system says.
    Other(String),
}

impl TroubleText {
    /// The reason as the end of a sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    fn ar(&self) -> String {
        match self {
            Self::Missing => "غير موجود. تحقق من المسار.".into(),
            Self::NotPermitted => "لا يسمح النظام بذلك. غيّر صلاحيات المجلد أو اختر مكانًا آخر.".into(),
            Self::DiskFull => "القرص ممتلئ. أفرغ مساحة ثم تابع؛ عملك باقٍ في الذاكرة.".into(),
            Self::Empty => "الملف فارغ، فليس فيه ما يوسم.".into(),
            Self::NotText => "الملف ليس نصًا. احفظه ملفًا نصيًا (UTF-8) ثم استورده.".into(),
            Self::TooLarge => "الملف أكبر مما يمكن فتحه. قسّمه ثم استورد أجزاءه.".into(),
            Self::NotAProject => "ليس مشروع توسيم: لا ملف project.ron فيه. اختر مجلد مشروع أو أنشئ مشروعًا جديدًا.".into(),
            Self::Newer(version) => format!("كتبته نسخة أحدث من البرنامج (صيغة {version}). حدّث البرنامج لتعديله؛ وهو مفتوح للقراءة فقط."),
            Self::InUse(None) => "نافذة أخرى تعمل عليه بهذا الاسم. أغلقها، أو اعمل باسم آخر، أو تابع هنا للقراءة فقط.".into(),
            Self::InUse(Some((person, machine, since))) => format!("يعمل عليه \u{2068}{person}\u{2069} بهذا الاسم على الجهاز \u{2068}{machine}\u{2069} منذ \u{2066}{since}\u{2069} (UTC). أغلقه هناك، أو اعمل باسم آخر، أو تابع هنا للقراءة فقط."),
            Self::Damaged(place) => format!("تالف عند: {place}. لم يُغيَّر الملف."),
            Self::Altered => "تغيّر نصه بعد استيراده ببرنامج آخر، فلم تعد المواضع موثوقة. استعد النص الأصلي أو استورد النص الجديد مقالًا آخر.".into(),
            Self::Other(reason) => format!("يقول النظام: {reason}"),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Missing => "does not exist. Check the path.".into(),
            Self::NotPermitted => "is not permitted by the system. Change the folder’s permissions or choose another place.".into(),
            Self::DiskFull => "the disk is full. Free some space and go on; your work is kept in memory.".into(),
            Self::Empty => "the file is empty, so there is nothing to annotate.".into(),
            Self::NotText => "the file is not text. Save it as a text file (UTF-8) and import that.".into(),
            Self::TooLarge => "the file is larger than can be opened. Split it and import the parts.".into(),
            Self::NotAProject => "is not a Tawsim project: it has no project.ron. Choose a project folder or create a new project.".into(),
            Self::Newer(version) => format!("was written by a newer version of the program (format {version}). Update to change it; it is open for reading only."),
            Self::InUse(None) => "another window is working on it under this name. Close that one, work under another name, or go on reading here.".into(),
            Self::InUse(Some((person, machine, since))) => format!("{person} has been working on it under this name at {machine} since {since} (UTC). Close it there, work under another name, or go on reading here."),
            Self::Damaged(place) => format!("is damaged at: {place}. The file was not changed."),
            Self::Altered => "its text was changed by another program after import, so positions cannot be trusted. Restore the original text, or import the new text as another article.".into(),
            Self::Other(reason) => format!("the system says: {reason}"),
        }
    }
}

/// What was done, for undo and redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeedText {
    /// Suggestions accepted.
    Accept,
    /// Suggestions accepted with changes.
    AcceptEdited,
    /// Suggestions rejected.
    Reject,
    /// Spans tagged by hand.
    Annotate,
    /// Annotations deleted.
    Delete,
    /// Another label.
    Relabel,
    /// A boundary moved.
    MoveBoundary,
    /// A note changed.
    Describe,
    /// Two annotations connected.
    Relate,
    /// Two annotations no longer connected.
    Unrelate,
    /// Progress of an article.
    Progress,
    /// Articles imported.
    Import,
    /// An article removed.
    RemoveArticle,
    /// What is known about an article changed.
    DescribeArticle,
    /// The label set changed.
    EditLabels,
    /// Decisions taken back.
    Withdraw,
    /// A rule of the lexicon changed.
    Rule,
    /// A remark on an article.
    Remark,
    /// The guidelines changed.
    EditGuidelines,
    /// Back to an earlier moment.
    Restore,
}

impl DeedText {
    /// A verbal noun: "قبول", "accepting".
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        let (ar, en) = match self {
            Self::Accept => ("قبول", "accepting"),
            Self::AcceptEdited => ("قبول معدَّل", "accepting with changes"),
            Self::Reject => ("رفض", "rejecting"),
            Self::Annotate => ("وسم", "annotating"),
            Self::Delete => ("حذف وسم", "deleting"),
            Self::Relabel => ("تغيير وسم", "relabelling"),
            Self::MoveBoundary => ("تحريك حد", "moving a boundary"),
            Self::Describe => ("تعديل ملاحظة", "changing a note"),
            Self::Relate => ("ربط وسمين بعلاقة", "relating two annotations"),
            Self::Unrelate => ("حذف علاقة", "ending a relation"),
            Self::Progress => ("تغيير حالة المقال", "changing the article’s state"),
            Self::Import => ("استيراد", "importing"),
            Self::RemoveArticle => ("إزالة مقال", "removing an article"),
            Self::DescribeArticle => ("تعديل بيانات المقال", "changing the article’s details"),
            Self::EditLabels => ("تعديل الوسوم", "changing the labels"),
            Self::Rule => ("تعديل المعجم", "changing the lexicon"),
            Self::Withdraw => ("سحب القرارات", "taking decisions back"),
            Self::Remark => ("تعديل ملاحظة المقال", "changing the article’s remarks"),
            Self::EditGuidelines => ("تعديل دليل التوسيم", "changing the guidelines"),
            Self::Restore => ("استعادة حال سابقة", "going back to an earlier moment"),
        };
        if lang.is_rtl() { ar } else { en }
    }
}

/// What happened.
#[derive(Clone, Debug)]
pub enum NoticeText {
    /// Undone: what, how many.
    Undone(DeedText, usize),
    /// Done again: what, how many.
    Redone(DeedText, usize),
    /// Nothing to undo.
    NothingToUndo,
    /// Nothing to redo.
    NothingToRedo,
    /// No suggestion waits.
    NoMoreSuggestions,
    /// Blind mode.
    SuggestionsHidden,
    /// Nothing seems to be missed.
    NothingMissed,
    /// Nothing in the inbox to decide about.
    NothingShown,
    /// Decided in several articles: what, how many places, how many articles.
    DecidedWidely(DeedText, usize, usize),
    /// Offers to do the same in other places: the text, and whether they would be tagged.
    OfferEverywhere(String, bool),
    /// Sheets are still being loaded.
    StillGathering,
    /// A label needs something to apply to.
    NothingToLabel,
    /// The edge cannot move further.
    EdgeStuck,
    /// Exported: path, articles, annotations, losses.
    Exported(String, usize, usize, usize),
    /// An export was stopped.
    ExportCancelled,
    /// Something could not be done: why, as a sentence.
    Refused(String),
    /// Files with annotations were imported: how much, and whether there is more to tell.
    Brought(Amounts, bool),
    /// Imported: added, known.
    Imported(usize, usize),
    /// No file to import.
    NothingToImport,
    /// The import was cancelled.
    ImportCancelled,
    /// Bidi controls in the article: how many.
    BidiControls(usize),
    /// Control characters in the article: how many.
    ControlCharacters(usize),
    /// Cannot read: path, reason.
    CannotRead(String, TroubleText),
    /// Cannot save: reason.
    CannotSave(TroubleText),
    /// Read only: reason.
    ReadOnly(TroubleText),
    /// Recovered from the journal: how many.
    Recovered(usize),
    /// The journal's end was cut.
    JournalCut,
    /// A background job failed: its name.
    JobFailed(String),
    /// Labels moved: annotations, articles.
    LabelsMoved(usize, usize),
    /// Not all sheets were read yet.
    StillReading,
    /// Every article is done.
    AllDone,
    /// That many suggestions were accepted in a row without reading.
    Hasty(usize),
    /// The program ended unexpectedly; whether it is known where the person was, and the report.
    EndedBadly(bool, Option<String>),
    /// The settings were set aside: path.
    SettingsSetAside(String),
    /// Something about the project's files.
    Folder(FolderText),
}

impl NoticeText {
    /// The sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    #[expect(clippy::too_many_lines, reason = "one arm per sentence")]
    fn ar(&self) -> String {
        let lang = Lang::Ar;
        match self {
            Self::Undone(deed, count) => {
                format!("تراجعت عن: {} ({})", deed.say(lang), number(*count, lang))
            }
            Self::Redone(deed, count) => {
                format!("أعدت: {} ({})", deed.say(lang), number(*count, lang))
            }
            Self::NothingToUndo => "لا شيء للتراجع عنه.".into(),
            Self::NothingToRedo => "لا شيء لإعادته.".into(),
            Self::NoMoreSuggestions => "لا اقتراح ينتظر في هذا المقال.".into(),
            Self::SuggestionsHidden => "الاقتراحات مخفية: تعمل الآن بلا اقتراحات.".into(),
            Self::NothingMissed => "لا شيء في هذا المقال يبدو أنه فات.".into(),
            Self::NothingShown => "لا يعرض صندوق المراجعة شيئًا ينتظر قرارًا.".into(),
            Self::DecidedWidely(deed, places, articles) => format!(
                "تمّ: {} ({}) في {}.",
                deed.say(lang),
                number(*places, lang),
                IN_ARTICLES.say(*articles, lang)
            ),
            Self::OfferEverywhere(text, tagged) => offer(text, *tagged, lang),
            Self::StillGathering => "ما زالت أوراق المقالات تُحمَّل لما طلبته قبل قليل.".into(),
            Self::NothingToLabel => "حدد نصًا أو امتدادًا ثم اختر الوسم.".into(),
            Self::EdgeStuck => "لا يتحرك الحد أبعد من هذا.".into(),
            Self::Exported(path, articles, annotations, losses) => {
                let done = format!(
                    "صُدِّر {} في {} إلى {path}",
                    ANNOTATIONS.say(*annotations, lang),
                    ARTICLES.say(*articles, lang)
                );
                if *losses == 0 {
                    format!("{done}.")
                } else {
                    format!(
                        "{done}. لم تستطع الصيغة حمل {} كما هي.",
                        ANNOTATIONS.say(*losses, lang)
                    )
                }
            }
            Self::ExportCancelled => "أُلغي التصدير، ولم يُكتب شيء.".into(),
            Self::Refused(why) => format!("تعذّر ذلك: {why}"),
            Self::Brought(amounts, false) => amounts.say(lang),
            Self::Brought(amounts, true) => {
                format!("{} صُحّح شيء أو تُرك؛ انظر التقرير.", amounts.say(lang))
            }
            Self::Imported(added, known) if *known == 0 => {
                format!("استُورد {}.", ARTICLES.say(*added, lang))
            }
            Self::Imported(added, known) => format!(
                "استُورد {}؛ و{} في المشروع من قبل.",
                ARTICLES.say(*added, lang),
                ARTICLES.say(*known, lang)
            ),
            Self::NothingToImport => {
                "ليس هناك ملف يمكن استيراده: النصوص وMarkdown وHTML وDOCX وCSV وJSONL وzip.".into()
            }
            Self::ImportCancelled => "أُلغي الاستيراد، ولم يُضف منه شيء.".into(),
            Self::BidiControls(count) => format!(
                "في المقال {} خفية لضبط الاتجاه؛ تظهر علاماتٍ في النص ولا يُحذف منها شيء.",
                MARKS.say(*count, lang)
            ),
            Self::ControlCharacters(count) => format!(
                "في المقال {} غير مطبوعة؛ تظهر علاماتٍ في النص ولا يُحذف منها شيء.",
                MARKS.say(*count, lang)
            ),
            Self::CannotRead(path, reason) => format!("تعذّرت قراءة {path}: {}", reason.say(lang)),
            Self::CannotSave(reason) => format!("تعذّر الحفظ: {}", reason.say(lang)),
            Self::ReadOnly(reason) => format!("المشروع للقراءة فقط: {}", reason.say(lang)),
            Self::Recovered(count) => format!(
                "استُعيد من السجل {} لم تُكتب في ملفاتها بعد.",
                CHANGES.say(*count, lang)
            ),
            Self::JournalCut => {
                "كان آخر السجل مبتورًا، فوُضع الجزء التالف جانبًا؛ كل ما قبله سليم.".into()
            }
            Self::JobFailed(name) => format!("توقّف العمل في الخلفية ({name}) بخطأ؛ لم يضِع شيء."),
            Self::LabelsMoved(annotations, articles) => format!(
                "تغيّر {} في {} تبعًا لتعديل الوسوم.",
                ANNOTATIONS.say(*annotations, lang),
                ARTICLES.say(*articles, lang)
            ),
            Self::StillReading => "ما زالت المقالات تُقرأ. أعد المحاولة بعد لحظات.".into(),
            Self::AllDone => "أُنجزت كل المقالات.".into(),
            Self::Hasty(count) => format!(
                "قبلتَ {} على التوالي، كلٌّ منها في أقل من نصف ثانية. لعلّ من الأفضل أن تقرأ كل اقتراح قبل قبوله.",
                SUGGESTIONS.say(*count, lang)
            ),
            Self::EndedBadly(known, report) => {
                let report = report
                    .as_ref()
                    .map(|path| format!(" تقرير العطل، وليس فيه نص مقالات: {path}"));
                let offer = if *known {
                    " أتريد المتابعة من حيث كنت؟"
                } else {
                    ""
                };
                format!(
                    "انتهى البرنامج في المرة الماضية على غير المتوقع؛ كل ما قررته محفوظ.{offer}{}",
                    report.unwrap_or_default()
                )
            }
            Self::SettingsSetAside(path) => format!("ملف الإعدادات تالف فوُضع جانبًا: {path}"),
            Self::Folder(text) => text.say(lang),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm per sentence")]
    fn en(&self) -> String {
        let lang = Lang::En;
        match self {
            Self::Undone(deed, count) => {
                format!("Undone: {} ({})", deed.say(lang), number(*count, lang))
            }
            Self::Redone(deed, count) => {
                format!("Done again: {} ({})", deed.say(lang), number(*count, lang))
            }
            Self::NothingToUndo => "There is nothing to undo.".into(),
            Self::NothingToRedo => "There is nothing to redo.".into(),
            Self::NoMoreSuggestions => "No suggestion is waiting in this article.".into(),
            Self::SuggestionsHidden => "Suggestions are hidden: this is blind mode.".into(),
            Self::NothingMissed => "Nothing in this article seems to have been missed.".into(),
            Self::NothingShown => "The inbox shows nothing that waits for a decision.".into(),
            Self::DecidedWidely(deed, places, articles) => format!(
                "Done: {} ({}) in {}.",
                deed.say(lang),
                number(*places, lang),
                ARTICLES.say(*articles, lang)
            ),
            Self::OfferEverywhere(text, tagged) => offer(text, *tagged, lang),
            Self::StillGathering => {
                "Sheets are still being loaded for what was asked before.".into()
            }
            Self::NothingToLabel => "Select some text or a span, then choose the label.".into(),
            Self::EdgeStuck => "The edge cannot move further.".into(),
            Self::Exported(path, articles, annotations, losses) => {
                let done = format!(
                    "Exported {} in {} to {path}",
                    ANNOTATIONS.say(*annotations, lang),
                    ARTICLES.say(*articles, lang)
                );
                if *losses == 0 {
                    format!("{done}.")
                } else {
                    format!(
                        "{done}. The format could not carry {} as they are.",
                        ANNOTATIONS.say(*losses, lang)
                    )
                }
            }
            Self::ExportCancelled => "The export was cancelled; nothing was written.".into(),
            Self::Refused(why) => format!("That could not be done: {why}"),
            Self::Brought(amounts, false) => amounts.say(lang),
            Self::Brought(amounts, true) => {
                let said = amounts.say(lang);
                format!("{said} Something was put right or left out; see the report.")
            }
            Self::Imported(added, known) if *known == 0 => {
                format!("Imported {}.", ARTICLES.say(*added, lang))
            }
            Self::Imported(added, known) => format!(
                "Imported {}; {} were in the project already.",
                ARTICLES.say(*added, lang),
                ARTICLES.say(*known, lang)
            ),
            Self::NothingToImport => "There is no file that can be imported: text, Markdown, HTML, DOCX, CSV, JSONL and zip.".into(),
            Self::ImportCancelled => "The import was cancelled; nothing of it was added.".into(),
            Self::BidiControls(count) => format!(
                "The article has {} for direction; they are shown in the text and none is removed.",
                MARKS.say(*count, lang)
            ),
            Self::ControlCharacters(count) => format!(
                "The article has {} that do not print; they are shown in the text and none is removed.",
                MARKS.say(*count, lang)
            ),
            Self::CannotRead(path, reason) => format!("{path}: {}", reason.say(lang)),
            Self::CannotSave(reason) => format!("Could not save: {}", reason.say(lang)),
            Self::ReadOnly(reason) => format!("The project is read-only: {}", reason.say(lang)),
            Self::Recovered(count) => format!(
                "Recovered {} from the journal that were not yet in their files.",
                CHANGES.say(*count, lang)
            ),
            Self::JournalCut => {
                "The end of the journal was torn and set aside; everything before it is sound."
                    .into()
            }
            Self::JobFailed(name) => {
                format!("Work in the background ({name}) ended with an error; nothing is lost.")
            }
            Self::LabelsMoved(annotations, articles) => format!(
                "{} in {} changed with the labels.",
                ANNOTATIONS.say(*annotations, lang),
                ARTICLES.say(*articles, lang)
            ),
            Self::StillReading => {
                "The articles are still being read. Try again in a moment.".into()
            }
            Self::AllDone => "All articles are done.".into(),
            Self::Hasty(count) => format!(
                "You accepted {} in a row, each in less than half a second. It may be better to read each one first.",
                SUGGESTIONS.say(*count, lang)
            ),
            Self::EndedBadly(known, report) => {
                let report = report.as_ref().map(|path| format!(" A report without text of articles: {path}"));
                let offer = if *known { " Go on where you were?" } else { "" };
                format!("The program ended unexpectedly the last time; everything you decided is saved.{offer}{}", report.unwrap_or_default())
            }
            Self::SettingsSetAside(path) => {
                format!("The settings file was broken and set aside: {path}")
            }
            Self::Folder(text) => text.say(lang),
        }
    }
}

fn offer(text: &str, tagged: bool, lang: Lang) -> String {
    let sentence = if tagged { P::OfferTag } else { P::OfferUntag };
    let short: String = text.chars().take(60).collect();
    sentence.say(lang).replace("{text}", &short)
}

/// Articles, counted.
pub const ARTICLES: Counted = Counted {
    zero: "لا مقالات",
    one: "مقال واحد",
    two: "مقالان",
    few: "مقالات",
    many: "مقالًا",
    hundred: "مقال",
    en_one: "article",
    en_many: "articles",
};

/// Articles, counted, behind "in" or "of".
pub const IN_ARTICLES: Counted = Counted {
    zero: "لا مقال",
    two: "مقالين",
    ..ARTICLES
};

/// Annotations, counted.
pub const ANNOTATIONS: Counted = Counted {
    zero: "لا وسوم",
    one: "وسم واحد",
    two: "وسمان",
    few: "وسوم",
    many: "وسمًا",
    hundred: "وسم",
    en_one: "annotation",
    en_many: "annotations",
};

/// Suggestions, counted.
pub const SUGGESTIONS: Counted = Counted {
    zero: "لا اقتراحات",
    one: "اقتراح واحد",
    two: "اقتراحان",
    few: "اقتراحات",
    many: "اقتراحًا",
    hundred: "اقتراح",
    en_one: "suggestion",
    en_many: "suggestions",
};

const MARKS: Counted = Counted {
    zero: "لا علامات",
    one: "علامة واحدة",
    two: "علامتان",
    few: "علامات",
    many: "علامة",
    hundred: "علامة",
    en_one: "invisible mark",
    en_many: "invisible marks",
};

/// Changes, counted.
pub const CHANGES: Counted = Counted {
    zero: "لا تغييرات",
    one: "تغيير واحد",
    two: "تغييران",
    few: "تغييرات",
    many: "تغييرًا",
    hundred: "تغيير",
    en_one: "change",
    en_many: "changes",
};
