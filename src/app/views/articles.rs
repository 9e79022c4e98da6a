//! The article list.

use crate::app::session::Session;
use crate::model::ids::ArticleId;
use crate::model::sheet::Progress;
use crate::model::tally::Standing;

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
    /// Number of pending suggestions, known for the article on screen unless they are hidden.
    pub pending: Option<usize>,
}

/// How many articles there are.
#[must_use]
pub fn count(session: &Session) -> usize {
    session.project().entries().len()
}

/// All articles, in the order of their ids. Keep it until [`Session::listing`] changes.
#[must_use]
pub fn ids(session: &Session) -> Vec<ArticleId> {
    let entries = session.project().entries();
    entries.map(|(id, _)| id.clone()).collect()
}

/// An article's title.
#[must_use]
pub fn title<'s>(session: &'s Session, id: &ArticleId) -> &'s str {
    let entry = session.project().entry(id);
    entry.map_or("", |entry| &entry.meta.title)
}

/// How far the annotator is with an article; `New` while its sheet was not read.
#[must_use]
pub fn progress(session: &Session, id: &ArticleId) -> Progress {
    let standing = session.overview().get(id);
    standing.map_or(Progress::New, Standing::state)
}

/// The row of an article.
#[must_use]
pub fn row(session: &Session, id: &ArticleId) -> ArticleRow {
    let standing = session.overview().get(id);
    let current = session.here().article.as_ref() == Some(id);
    ArticleRow {
        id: id.clone(),
        title: title(session, id).to_owned(),
        current,
        progress: progress(session, id),
        annotations: standing.map(|standing| standing.tally.annotations()),
        decided: standing.map(|standing| standing.tally.decided().total()),
        note: standing.map_or_else(String::new, |standing| standing.remarks.note.clone()),
        blind: standing.is_some_and(|standing| standing.remarks.blind),
        pending: (current && !session.preferences().blind).then(|| session.pending().len()),
    }
}
