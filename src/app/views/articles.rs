//! The article list.

use crate::app::session::Session;
use crate::model::ids::ArticleId;
use crate::model::sheet::Progress;

/// One row of the article list.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// Whether it is on screen.
    pub current: bool,
    /// How far the annotator is; `New` while the sheet is not loaded.
    pub progress: Progress,
    /// Number of annotations, if the sheet is loaded.
    pub annotations: Option<usize>,
    /// Number of pending suggestions, known for the article on screen.
    pub pending: Option<usize>,
}

/// How many articles there are.
#[must_use]
pub fn count(session: &Session) -> usize {
    session.project().entries().len()
}

/// The rows `range` of the list, in the order of their ids; cheap for any length of list.
#[must_use]
pub fn rows(session: &Session, range: std::ops::Range<usize>) -> Vec<ArticleRow> {
    let entries = session
        .project()
        .entries()
        .skip(range.start)
        .take(range.len());
    entries
        .map(|(id, entry)| {
            let sheet = session.project().sheet(id);
            let current = session.here().article.as_ref() == Some(id);
            ArticleRow {
                id: id.clone(),
                title: entry.meta.title.clone(),
                current,
                progress: sheet.map_or(Progress::New, |sheet| sheet.progress()),
                annotations: sheet.map(|sheet| sheet.annotations().len()),
                pending: current.then(|| session.pending().len()),
            }
        })
        .collect()
}
