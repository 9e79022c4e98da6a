//! Sheets that are not in memory, for a transaction over many articles: they are loaded first, a few
//! at a time, then the transaction is carried out as one, and they leave memory again when they are
//! written.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::command::{Everywhere, Judgement, LabelPlan, Pick};
use crate::app::event::Lessons;
use crate::app::notice::{Happening, Trouble};
use crate::app::run::import::Arriving;
use crate::app::run::{background, import, labels, many};
use crate::app::session::{SaveState, Session};
use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::Transaction;
use crate::model::ids::ArticleId;
use crate::model::sheet::Sheet;

/// How many sheets are read or written in one go, so that decisions and articles to be shown do not
/// wait behind all of them.
const CHUNK: usize = 32;

/// What is done when the sheets are there.
#[derive(Clone, Debug)]
pub(in crate::app) enum Then {
    /// Undo or redo.
    Retrace(Step),
    /// Decide about suggestions.
    Judge(Arc<[Pick]>, Judgement),
    /// Change the label set.
    EditLabels(Arc<LabelPlan>),
    /// Decide on places.
    Everywhere(Arc<Everywhere>),
    /// Add what files say.
    Import(Arc<Arriving>),
}

/// Something that waits for sheets.
#[derive(Clone, Debug)]
pub(in crate::app) struct Gathering {
    /// Those that were not asked for yet.
    missing: Vec<ArticleId>,
    total: usize,
    then: Then,
    /// The revision when it was asked for.
    revision: u64,
}

impl Gathering {
    /// How far it is, 0–1.
    pub(in crate::app) fn part(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a share for people")]
        let left = self.missing.len() as f32 / self.total.max(1) as f32;
        1.0 - left
    }
}

/// Whether the wish has to wait for sheets of these articles; they are asked for then, and the wish
/// is carried out when they are there.
pub(super) fn waits(session: &mut Session, articles: Vec<ArticleId>, then: Then) -> bool {
    let mut missing: BTreeSet<ArticleId> = articles.into_iter().collect();
    let project = &session.project;
    missing.retain(|id| project.entry(id).is_some() && project.sheet(id).is_none());
    if missing.is_empty() {
        return false;
    }
    if session.status.gathering.is_some() {
        session.tell(Happening::StillGathering);
        return true;
    }
    session.status.gathering = Some(Gathering {
        total: missing.len(),
        missing: missing.into_iter().collect(),
        then,
        revision: session.revision,
    });
    ask(session);
    true
}

/// Asks for the next few sheets. Returns whether there were any left to ask for.
fn ask(session: &mut Session) -> bool {
    let Some(gathering) = &mut session.status.gathering else {
        return false;
    };
    let rest = gathering.missing.len().saturating_sub(CHUNK);
    let next = gathering.missing.split_off(rest);
    let any = !next.is_empty();
    if any {
        session.desk.read_sheets(next);
    }
    any
}

/// Takes in sheets that were asked for.
pub(super) fn gathered(
    session: &mut Session,
    sheets: Vec<(ArticleId, Sheet)>,
    failed: Vec<(ArticleId, Trouble)>,
) {
    if session.status.gathering.is_none() {
        return;
    }
    for (id, sheet) in sheets {
        if session.project.entry(&id).is_some() && session.project.sheet(&id).is_none() {
            session.project.hold_sheet(id.clone(), sheet);
            session.status.guests.insert(id);
        }
    }
    // Articles that cannot be read are left out of a decision; an undo by halves is none.
    let whole = failed.is_empty();
    if let Some((id, trouble)) = failed.into_iter().next() {
        session.tell(Happening::CannotRead(PathBuf::from(id.as_str()), trouble));
    }
    let then = session.status.gathering.as_ref().map(|g| &g.then);
    if !whole && matches!(then, Some(Then::Retrace(_))) {
        return abandon(session);
    }
    if !ask(session)
        && let Some(gathering) = session.status.gathering.take()
    {
        carry_out(session, gathering);
    }
}

fn carry_out(session: &mut Session, gathering: Gathering) {
    let before = session.revision;
    match gathering.then {
        // Whoever did something else meanwhile does not mean that to be undone.
        Then::Retrace(step) if gathering.revision == session.revision => {
            background::retrace(session, step);
        }
        Then::Retrace(_) => {}
        Then::Judge(picks, judgement) => many::judge_held(session, &picks, &judgement),
        Then::EditLabels(plan) => labels::edit_held(session, &plan),
        Then::Everywhere(wish) => many::everywhere_held(session, &wish),
        Then::Import(arriving) => import::arrive_held(session, &arriving),
    }
    if session.revision == before {
        keep_some(session);
    }
    import::go_on(session);
}

/// Gives up what waits for sheets.
pub(super) fn abandon(session: &mut Session) {
    let given_up = session.status.gathering.take();
    if let Some(Then::Import(arriving)) = given_up.map(|gathering| gathering.then) {
        import::forgo(session, &arriving);
    }
    keep_some(session);
    import::go_on(session);
}

/// Holds an empty sheet for each article that a transaction lists and annotates: there is none on
/// disk.
pub(super) fn hold_new(session: &mut Session, transaction: &Transaction) {
    let listed = |edit: &Edit| match edit {
        Edit::List { article, .. } => Some(article.clone()),
        _ => None,
    };
    let mut new: BTreeSet<ArticleId> = transaction.edits.iter().filter_map(listed).collect();
    if new.is_empty() {
        return;
    }
    for edit in transaction.edits.iter().filter(|edit| edit.is_on_sheet()) {
        let id = edit.article().and_then(|id| new.take(id));
        if let Some(id) = id.filter(|id| session.project.sheet(id).is_none()) {
            session.project.hold_sheet(id.clone(), Sheet::default());
            session.status.guests.insert(id);
        }
    }
}

/// Writes a few of the sheets that are in memory for a transaction only.
pub(super) fn keep_some(session: &mut Session) {
    let idle = session.status.gathering.is_none() && session.status.saved == SaveState::Saved;
    if idle {
        keep(session, CHUNK);
    }
}

/// Writes all of them: the window is about to go.
pub(in crate::app) fn keep_all(session: &mut Session) {
    keep(session, usize::MAX);
}

fn keep(session: &mut Session, most: usize) {
    let ids: Vec<ArticleId> = session.status.guests.iter().take(most).cloned().collect();
    let project = &session.project;
    let sheets = ids
        .into_iter()
        .map(|id| (project.sheet(&id).cloned().unwrap_or_default(), id));
    let sheets: Vec<(ArticleId, Sheet)> = sheets.map(|(sheet, id)| (id, sheet)).collect();
    if !sheets.is_empty() && session.status.read_only.is_none() {
        session.desk.keep_sheets(sheets);
    }
}

/// Lets sheets go that were written, and asks what they have taught.
pub(super) fn kept(session: &mut Session, ids: &[ArticleId]) {
    // What was decided since they were sent is in memory, and perhaps on disk, but not in them.
    if session.status.saved != SaveState::Saved || session.status.gathering.is_some() {
        return;
    }
    let mut left = Vec::new();
    for id in ids {
        if session.status.guests.remove(id) {
            session.project.release_sheet(id);
            left.push(id.clone());
        }
    }
    if !left.is_empty() {
        session.desk.remember(left, Lessons::Wanted);
        keep_some(session);
    }
}
