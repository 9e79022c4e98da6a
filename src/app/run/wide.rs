//! What is asked and known of all articles of the project at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::command::{Place, SuggestionKey, Target};
use crate::app::event::{Hunted, Surveyed};
use crate::app::run::{gather, navigate};
use crate::app::session::Session;
use crate::app::wide::{Hunt, Survey, Wide};
use crate::edit::change::Edit;
use crate::edit::transaction::Transaction;
use crate::model::ids::{ArticleId, LabelId};
use crate::model::label::LabelSet;
use crate::review::search::Query;

/// Begins to look for suggestions in all articles.
pub(super) fn survey(session: &mut Session) {
    let ids = all(session);
    session.wide.survey = Survey {
        running: Some((0, ids.len())),
        asked: true,
        ..Survey::default()
    };
    session.serial += 1;
    let labels = session.project.labels().clone();
    session
        .desk
        .survey(ids, labels, Arc::clone(&session.memory));
}

fn all(session: &Session) -> Vec<ArticleId> {
    let entries = session.project.entries();
    entries.map(|(id, _)| id.clone()).collect()
}

/// Takes in what a survey has found. What is in memory is newer than what it has read.
pub(super) fn surveyed(session: &mut Session, serial: u64, news: Surveyed) {
    if !session.desk.is_current_survey(serial) {
        return;
    }
    let survey = &mut session.wide.survey;
    for (id, sheet, found) in news.found {
        if session.project.entry(&id).is_some() {
            let sheet = session.project.sheet(&id).unwrap_or(&sheet);
            survey.board.put(&id, sheet, found);
        }
    }
    survey.unread += news.unread;
    survey.full |= news.full;
    survey.running = news.part;
    survey.whole = news.part.is_none() && !survey.full;
    session.serial += 1;
}

/// Begins to search all articles; an empty pattern ends it.
pub(super) fn hunt(session: &mut Session, query: Query) {
    session.serial += 1;
    if query.pattern.is_empty() {
        session.wide.hunt = None;
        return session.desk.stop_hunting();
    }
    let ids = all(session);
    session.wide.hunt = Some(Hunt {
        query: query.clone(),
        running: Some((0, ids.len())),
        ..Hunt::default()
    });
    session.desk.hunt(ids, query);
}

/// Takes in what a search of all articles has found.
pub(super) fn hunted(session: &mut Session, serial: u64, news: Hunted) {
    if !session.desk.is_current_hunt(serial) {
        return;
    }
    if let Some(hunt) = &mut session.wide.hunt {
        hunt.hits.extend(news.hits);
        hunt.unread += news.unread;
        hunt.full |= news.full;
        hunt.problem = news.problem;
        hunt.running = news.part;
    }
    session.serial += 1;
}

/// Stops all work on many articles; what was found so far stays.
pub(super) fn cancel(session: &mut Session) {
    session.desk.cancel();
    session.status.suggesting = None;
    session.wide.survey.running = None;
    if let Some(hunt) = &mut session.wide.hunt {
        hunt.running = None;
    }
    gather::abandon(session);
    session.serial += 1;
}

/// Another project is open.
pub(super) fn forget(session: &mut Session) {
    session.desk.cancel();
    session.wide = Wide::default();
    session.status.gathering = None;
    session.status.guests.clear();
}

/// Keeps the board in step with the sheets.
pub(in crate::app) fn follow(session: &mut Session, transaction: &Transaction) {
    let board = &mut session.wide.survey.board;
    if board.is_empty() {
        return;
    }
    for edit in &transaction.edits {
        if let Edit::Rule {
            name, label, after, ..
        } = edit
        {
            board.rule(name, label, after);
        }
    }
    for id in transaction.articles() {
        match session.project.sheet(&id) {
            Some(sheet) => {
                let text = session.project.article(&id).map(|article| &*article.text);
                board.touch(&id, sheet, text);
            }
            None if session.project.entry(&id).is_none() => board.forget(&id),
            None => {}
        }
    }
}

/// Looks for suggestions once more if labels have come or gone or files say something else; what was
/// learned has followed.
pub(in crate::app) fn renew(session: &mut Session, transaction: &Transaction) {
    let changes = |edit: &Edit| changes_labels(edit) || matches!(edit, Edit::Suggest { .. });
    if session.wide.survey.asked && transaction.edits.iter().any(changes) {
        survey(session);
    }
}

/// Whether labels come or go with an edit.
fn changes_labels(edit: &Edit) -> bool {
    let Edit::Labels { before, after } = edit else {
        return false;
    };
    let ids = |labels: &LabelSet| labels.iter().map(|label| label.id.clone()).collect();
    let (before, after): (BTreeSet<LabelId>, BTreeSet<LabelId>) = (ids(before), ids(after));
    before != after
}

/// Shows a place of any article, and what stands or is suggested there.
pub(super) fn visit(session: &mut Session, place: Place, label: Option<LabelId>) {
    let Place { article, span } = place;
    navigate::open_article(session, article);
    session.here.since = (session.clock)();
    session.here.adjusted = None;
    session.here.target = None;
    (session.here.anchor, session.here.head) = (span.start(), span.end());
    if let Some(label) = label {
        session.here.target = Some(Target::Suggestion(SuggestionKey { span, label }));
        session.here.place_caret(span.end());
    }
    session.here.reveal(span);
    recognise(session);
}

/// What was to be shown may be an annotation by now, which is known when the article is there.
pub(super) fn recognise(session: &mut Session) {
    let span = match &session.here.target {
        Some(Target::Suggestion(key)) => Some(key.span),
        Some(Target::Annotation(_)) => None,
        None => session.here.selection(),
    };
    let known = session.current().zip(span).and_then(|((_, sheet), span)| {
        let mut here = sheet.overlapping(span);
        here.find(|a| a.span == span).map(|a| a.id)
    });
    if let (Some(id), Some(span)) = (known, span) {
        session.here.target = Some(Target::Annotation(id));
        session.here.place_caret(span.end());
    }
}
