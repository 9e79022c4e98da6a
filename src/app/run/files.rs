//! Projects and files: what is asked of the disk.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::app::command::ExportPlan;
use crate::app::event::Event;
use crate::app::notice::Happening;
use crate::app::run::{background, navigate};
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::{Deed, Transaction};
use crate::model::article::ArticleMeta;
use crate::model::ids::ArticleId;
use crate::model::suggestion::Suggestion;

pub(super) fn open_project(session: &mut Session, dir: PathBuf) {
    background::save_sheet(session);
    session.desk.open_project(dir);
}

pub(super) fn open_as(session: &mut Session, dir: PathBuf, annotator: String) {
    background::save_sheet(session);
    session.desk.open_as(dir, annotator);
}

pub(super) fn create_project(session: &mut Session, dir: PathBuf, labels: String) {
    background::save_sheet(session);
    session.desk.create_project(dir, labels);
}

/// A project folder is opened, a text file is imported; nothing at all means the last project or
/// the sample.
pub(super) fn open_paths(session: &mut Session, paths: Vec<PathBuf>) {
    background::save_sheet(session);
    session.desk.open_paths(paths);
}

pub(super) fn open_sample(session: &mut Session) {
    background::save_sheet(session);
    session.desk.open_sample();
}

pub(super) fn export(session: &mut Session, plan: ExportPlan) {
    background::save_sheet(session);
    session.status.exporting = session.status.dir.as_ref().map(|_| 0.0);
    session.desk.export(plan);
}

/// Looks what an export would be. What was known of an earlier one is shown until then.
pub(super) fn preview(session: &mut Session, plan: ExportPlan) {
    background::save_sheet(session);
    session.desk.preview(plan);
}

/// Takes in what came of exports, and what files say of articles.
pub(super) fn receive(session: &mut Session, event: Event) {
    match event {
        Event::Exported(happening) => {
            session.status.exporting = None;
            session.tell(happening);
        }
        Event::Exporting(share) if session.status.exporting.is_some() => {
            session.status.exporting = Some(share);
        }
        Event::Previewed(serial, preview) if session.desk.is_current_preview(serial) => {
            session.status.preview = Some(preview);
        }
        Event::Tentative(id, said, told) => {
            told.into_iter().for_each(|what| session.tell(what));
            tentative(session, id, said);
        }
        _ => {}
    }
}

/// A thread has ended that should not have.
pub(super) fn failed(session: &mut Session, name: &'static str) {
    if name == "export" {
        session.status.exporting = None;
    }
    // Whatever it was, nothing waits for it for ever.
    session.status.recollecting = false;
    session.wide.survey.running = None;
    if let Some(hunt) = &mut session.wide.hunt {
        hunt.running = None;
    }
    session.tell(Happening::JobFailed(name));
}

/// Asks what files say of articles in memory of which they say something else after a transaction.
pub(in crate::app) fn hear(session: &mut Session, transaction: &Transaction) {
    let concerned = transaction.edits.iter().filter_map(|edit| match edit {
        Edit::Suggest { article, .. } => Some(article),
        _ => None,
    });
    let held = |id: &&ArticleId| session.project.article(id).is_some();
    let concerned: BTreeSet<ArticleId> = concerned.filter(held).cloned().collect();
    if !concerned.is_empty() {
        session.desk.read_tentative(concerned.into_iter().collect());
    }
}

/// Takes in what files say about an article.
fn tentative(session: &mut Session, id: ArticleId, said: Vec<Suggestion>) {
    let matters = session.desk.know_tentative(id.clone(), said);
    let shown = session.here.article.as_ref() == Some(&id);
    if matters && shown && session.suggested.contains_key(&id) {
        super::learn::ask(session);
    } else if matters && !shown {
        // It is looked for again when the article is shown.
        session.suggested.remove(&id);
    }
}

/// Goes where a person was. The rest is done when the article is there.
pub(super) fn resume(session: &mut Session, dir: PathBuf, id: ArticleId, at: usize) {
    let same = session.status.dir.as_ref() == Some(&dir);
    let shown = session.here.article.as_ref() == Some(&id);
    session.status.resume = Some((id.clone(), at));
    match (same, shown) {
        (false, _) => open_project(session, dir),
        (true, false) => navigate::open_article(session, id),
        (true, true) => navigate::resume(session),
    }
}

/// Notes what is known about an article; without a title it keeps the one it has.
pub(super) fn describe(session: &mut Session, id: ArticleId, mut after: ArticleMeta) {
    let Some(entry) = session.project.entry(&id) else {
        return;
    };
    let before = entry.meta.clone();
    if after.title.trim().is_empty() {
        after.title.clone_from(&before.title);
    }
    if after != before {
        let edit = Edit::Meta {
            article: id,
            before,
            after,
        };
        session.perform(Deed::DescribeArticle, vec![edit]);
    }
}
