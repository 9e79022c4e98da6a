//! The article list.

use crate::app::session::Session;
use crate::model::ids::ArticleId;
use crate::model::sheet::Progress;
use crate::review::tally::Standing;

/// One row of the article list.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// Whether it is on screen.
    pub current: bool,
    /// How far the annotator is; `New` while its sheet was not read.
    pub progress: Progress,
    /// Number of annotations, if its sheet was read.
    pub annotations: Option<usize>,
    /// Number of decisions, if its sheet was read.
    pub decided: Option<usize>,
    /// A remark of the annotator.
    pub note: String,
    /// Whether it was annotated without seeing suggestions.
    pub blind: bool,
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
            let standing = session.overview().get(id);
            let current = session.here().article.as_ref() == Some(id);
            ArticleRow {
                id: id.clone(),
                title: entry.meta.title.clone(),
                current,
                progress: standing.map_or(Progress::New, Standing::state),
                annotations: standing.map(|standing| standing.tally.annotations()),
                decided: standing.map(|standing| standing.tally.decided().total()),
                note: standing.map_or_else(String::new, |standing| standing.remarks.note.clone()),
                blind: standing.is_some_and(|standing| standing.remarks.blind),
                pending: current.then(|| session.pending().len()),
            }
        })
        .collect()
}
