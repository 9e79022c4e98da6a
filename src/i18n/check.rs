//! What a check of a project's files says.

use super::Lang;

/// What is wrong with a file; the last string is its path, if there are several.
#[derive(Clone, Debug)]
pub enum FaultText {
    /// Lines of a journal with a flipped bit.
    Flipped(usize, String),
    /// Damaged parts of a journal.
    Gap(usize, String),
    /// A torn last line.
    Torn(String),
    /// Missing numbers.
    Missing(u64, String),
    /// Numbers that are there twice.
    Doubled(usize, String),
    /// A file left over.
    LeftOver(String),
    /// A copy of a synchronising program.
    ConflictCopy(String),
    /// A text without metadata.
    NotListed(String),
    /// A sheet without its article.
    Orphan(String),
    /// A sheet that makes no sense: what, whose, article.
    Sheet(String, String, String),
    /// An article that cannot be read: what, path.
    Article(String, String),
    /// An altered text.
    Altered(String),
}

impl FaultText {
    /// The sentence.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        if lang.is_rtl() { self.ar() } else { self.en() }
    }

    fn ar(&self) -> String {
        match self {
            Self::Flipped(count, path) => {
                format!("{path}: أسطر في السجل انقلبت فيها خانة ويمكن إصلاحها: {count}.")
            }
            Self::Gap(count, path) => {
                format!("{path}: مواضع في السجل تالفة لا تُقرأ: {count}. ما بعدها سليم.")
            }
            Self::Torn(path) => format!("{path}: آخر سطر في السجل مبتور؛ لم يكن قد أُكِّد حفظه."),
            Self::Missing(count, path) => {
                format!("{path}: أرقام ناقصة في السجل: {count}. ما في ملفات المقالات سليم.")
            }
            Self::Doubled(count, path) => format!(
                "{path}: سجلات تكررت أرقامها: {count}. لعل نسختين من السجل دُمجتا؛ وكلها محسوبة."
            ),
            Self::LeftOver(path) => format!("{path}: بقية كتابة لم تتم."),
            Self::ConflictCopy(path) => {
                format!("{path}: نسخة تركها برنامج المزامنة. قارنها بالأصل ثم احذفها.")
            }
            Self::NotListed(path) => format!("{path}: نص بلا بيانات، فلا يظهر بين المقالات."),
            Self::Orphan(path) => format!("{path}: عمل على مقال ليس في المشروع. أعد ملفي المقال."),
            Self::Sheet(what, name, id) => format!("ملف عمل {name} على «{id}» تالف: {what}."),
            Self::Article(what, path) => format!("{path}: {what}."),
            Self::Altered(path) => format!("{path}: تغيّر النص بعد استيراده. أعد النص الأصلي."),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Flipped(count, path) => format!(
                "{path}: lines of the journal with a flipped bit, which can be put right: {count}."
            ),
            Self::Gap(count, path) => format!(
                "{path}: parts of the journal that are damaged past reading: {count}. What stands behind them is sound."
            ),
            Self::Torn(path) => {
                format!("{path}: the last line of the journal is torn; it was never confirmed.")
            }
            Self::Missing(count, path) => format!(
                "{path}: numbers missing in the journal: {count}. What is in the articles’ files is sound."
            ),
            Self::Doubled(count, path) => format!(
                "{path}: records with the number of another one: {count}. Two copies of the journal may have been joined; all of them count."
            ),
            Self::LeftOver(path) => {
                format!("{path}: left over from a write that was not finished.")
            }
            Self::ConflictCopy(path) => format!(
                "{path}: a copy that a synchronising program left. Compare it with the original, then delete it."
            ),
            Self::NotListed(path) => {
                format!("{path}: a text without metadata, which is not shown among the articles.")
            }
            Self::Orphan(path) => format!(
                "{path}: work on an article that is not in the project. Put the article’s two files back."
            ),
            Self::Sheet(what, name, id) => {
                format!("the file of {name}’s work on “{id}” is damaged: {what}.")
            }
            Self::Article(what, path) => format!("{path}: {what}."),
            Self::Altered(path) => {
                format!("{path}: the text was altered after import. Put the original text back.")
            }
        }
    }
}
