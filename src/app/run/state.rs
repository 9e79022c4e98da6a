//! The state of articles, notes on them, and the way to the next one that is not finished.

use crate::app::notice::Happening;
use crate::app::run::navigate;
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;
use crate::model::ids::ArticleId;
use crate::model::sheet::{Progress, Remarks};

/// Puts the article on screen in a state; where it is in it already it is in progress again.
pub(super) fn toggle(session: &mut Session, to: Progress) {
    let Some((_, sheet)) = session.current() else {
        return;
    };
    let after = if sheet.progress() == to {
        Progress::InProgress
    } else {
        to
    };
    let note = sheet.remarks().note.clone();
    set(session, after, note);
}

/// Sets the state of the article on screen and the note on it.
pub(super) fn set(session: &mut Session, after: Progress, note: String) {
    let (Some(article), Some((_, sheet))) = (session.here.article.clone(), session.current())
    else {
        return;
    };
    let (before, remarks) = (sheet.progress(), sheet.remarks().clone());
    let mut edits = Vec::new();
    if before != after {
        edits.push(Edit::Progress {
            article: article.clone(),
            before,
            after,
        });
    }
    if remarks.note != note {
        let after = Remarks {
            note,
            ..remarks.clone()
        };
        edits.push(Edit::Remark {
            article,
            before: remarks,
            after,
        });
    }
    let deed = match edits.first() {
        Some(Edit::Remark { .. }) => Deed::Remark,
        _ => Deed::Progress,
    };
    session.perform(deed, edits);
}

/// Opens the next article that is not done, round the end of the list.
pub(super) fn next_unfinished(session: &mut Session) {
    match next_open(session) {
        Some(id) => navigate::open_article(session, id),
        None => session.tell(Happening::AllDone),
    }
}

fn next_open(session: &Session) -> Option<ArticleId> {
    let here = session.here.article.as_ref();
    let ids = || session.project.entries().map(|(id, _)| id);
    let behind = ids().filter(|id| Some(*id) > here);
    let before = ids().filter(|id| Some(*id) < here);
    let open = |id: &&ArticleId| {
        let standing = session.overview.get(id);
        standing.is_none_or(|standing| standing.progress != Progress::Done)
    };
    behind.chain(before).find(open).cloned()
}
