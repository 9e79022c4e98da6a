//! Keeps the numbers of the project in step with its sheets.

use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Transaction;
use crate::model::ids::ArticleId;
use crate::model::tally::{Overview, Standing, Way};

/// Takes in how articles stand whose sheets are on disk only.
pub(super) fn read(session: &mut Session, article: &ArticleId, standing: Standing) {
    let held = session.project.sheet(article).is_some();
    if !held && session.project.entry(article).is_some() {
        session.overview.put(article.clone(), standing);
    }
}

/// Takes in the sheet that has come into memory.
pub(super) fn loaded(session: &mut Session, article: &ArticleId) {
    if let Some(sheet) = session.project.sheet(article) {
        session.overview.put(article.clone(), Standing::of(sheet));
    }
}

/// Follows a transaction.
pub(in crate::app) fn follow(overview: &mut Overview, transaction: &Transaction) {
    for edit in &transaction.edits {
        follow_edit(overview, edit);
    }
}

fn follow_edit(overview: &mut Overview, edit: &Edit) {
    match edit {
        Edit::Add {
            article,
            annotation,
        } => overview.annotation(article, annotation, Way::In),
        Edit::Remove {
            article,
            annotation,
        } => overview.annotation(article, annotation, Way::Out),
        Edit::Change {
            article,
            before,
            after,
        } => {
            overview.annotation(article, before, Way::Out);
            overview.annotation(article, after, Way::In);
        }
        Edit::Decide {
            article,
            before,
            after,
            ..
        } => {
            for (decision, way) in [(before, Way::Out), (after, Way::In)] {
                if let Some(decision) = decision {
                    overview.decision(article, decision, way);
                }
            }
        }
        Edit::Progress { article, after, .. } => {
            overview.change(article, |standing| standing.progress = *after);
        }
        Edit::Remark { article, after, .. } => {
            overview.change(article, |standing| standing.remarks = after.clone());
        }
        Edit::List { article, .. } => overview.put(article.clone(), Standing::default()),
        Edit::Unlist { article, .. } => overview.forget(article),
        Edit::Relate { .. }
        | Edit::Unrelate { .. }
        | Edit::Meta { .. }
        | Edit::Labels { .. }
        | Edit::Rule { .. }
        | Edit::Suggest { .. }
        | Edit::Guidelines { .. } => {}
    }
}
