//! Keeps the memory in step with the project, and the suggestions in step with the memory.

use std::sync::Arc;

use crate::app::command::Target;
use crate::app::event::{Lessons, Taught};
use crate::app::lexicon;
use crate::app::notice::Happening;
use crate::app::session::Session;
use crate::app::trial::Trial;
use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::Transaction;
use crate::model::annotation::Annotation;
use crate::model::decision::Decision;
use crate::model::ids::ArticleId;
use crate::model::project::Project;
use crate::model::tally::Overview;
use crate::store::lexicon::Entry;
use crate::suggest::Mark;
use crate::suggest::memory::{self, Memory};
use crate::suggest::own::Own;

/// How many sheets are read in one go when a project is opened, so that an article to be shown
/// does not wait behind all of them.
const CHUNK: usize = 16;

/// The longest text, in bytes, whose suggestions follow each decision at once. Those of longer
/// texts follow when the article is opened again.
const PROMPT: usize = 1 << 20;

/// Articles whose lessons are kept in memory: those of a project beyond reason would fill it.
const MOST: usize = 10_000;

/// Takes in how the articles of a project that was just opened stand, as far as that is known, and
/// notes of which it is to be asked what they have taught, beginning at the end.
pub(super) fn recollect(session: &mut Session, overview: Overview, unread: Vec<ArticleId>) {
    session.memory = Arc::default();
    session.overview = overview;
    session.status.lessons_left = MOST;
    session.status.unlearned = false;
    session.unread = unread;
    session.status.recollecting = false;
}

/// Asks for the next few, unless some were asked for; the disk does what else was asked of it in
/// between. Work on the whole project has the disk for itself: somebody waits for it.
pub(in crate::app) fn go_on(session: &mut Session) {
    let hunt = session.wide.hunt.as_ref();
    let hunting = hunt.is_some_and(|hunt| hunt.running.is_some());
    let busy = hunting || session.wide.survey.running.is_some();
    if session.status.recollecting || busy || session.unread.is_empty() {
        return;
    }
    session.status.recollecting = true;
    let rest = session.unread.len().saturating_sub(CHUNK);
    let next = session.unread.split_off(rest);
    let lessons = match session.status.lessons_left {
        0 => Lessons::Enough,
        _ => Lessons::Wanted,
    };
    session.desk.remember(next, lessons);
}

/// From now on only sheets are read of which nothing is known.
fn know_enough(session: &mut Session) {
    let before = session.unread.len();
    let overview = &session.overview;
    session.unread.retain(|id| overview.get(id).is_none());
    session.status.unlearned |= session.unread.len() < before;
}

/// [`remembered`] of articles that were asked for.
pub(super) fn recollected(session: &mut Session, taught: Vec<Taught>) {
    session.status.recollecting = false;
    remembered(session, taught);
}

/// Takes in what articles taught that are on disk only. Of an article in memory the sheet in memory
/// is what counts, and that was followed edit by edit.
pub(super) fn remembered(session: &mut Session, taught: Vec<Taught>) {
    session.status.listing.1 += 1;
    let mut changed = false;
    for taught in taught {
        let Taught {
            article,
            lessons,
            standing,
        } = taught;
        let held = session.project.sheet(&article).is_some();
        let annotated = !standing.tally.is_empty();
        super::overview::read(session, &article, standing);
        if annotated && !held && session.status.lessons_left == 0 {
            session.status.unlearned = true;
            continue;
        }
        if !lessons.is_empty() && !held {
            session.status.lessons_left -= 1;
            if session.status.lessons_left == 0 {
                know_enough(session);
            }
        }
        if !held && session.project.entry(&article).is_some() {
            changed |= !lessons.is_empty();
            Arc::make_mut(&mut session.memory).replace(&article, lessons);
        }
    }
    if changed {
        refresh(session);
    }
}

/// Takes in what people ruled in the project's lexicon.
pub(super) fn ruled(session: &mut Session, entries: &[Entry], told: Option<Happening>) {
    Arc::make_mut(&mut session.memory).rule(lexicon::rulings(entries));
    for entry in entries {
        let label = entry.label.as_str().into();
        session.project.rule(&entry.surface, &label, entry.ruling());
    }
    session.serial += 1;
    told.into_iter().for_each(|what| session.tell(what));
    refresh(session);
}

/// Tries the patterns of the project on a text.
pub(super) fn try_patterns(session: &mut Session, sample: String) {
    let dir = session.status.dir.clone();
    session.desk.try_patterns(dir, sample);
}

/// Patterns were tried; those of the project count from now on if they are right.
pub(super) fn tried(session: &mut Session, serial: u64, trial: Trial, own: Option<Arc<Own>>) {
    if !session.desk.is_current_trial(serial) {
        return;
    }
    session.trial = Some(Arc::new(trial));
    if let Some(own) = own {
        session.desk.renew_own(own);
        ask(session);
    }
}

/// Writes what was learned into the lexicon, unless a part of it is not yet read.
pub(super) fn save(session: &mut Session) {
    if session.unread.is_empty() && !session.status.unlearned {
        session.desk.save_lexicon(lexicon::entries(&session.memory));
    }
}

/// Learns from what a transaction has changed.
pub(in crate::app) fn follow(session: &mut Session, step: Step, transaction: &Transaction) {
    let mut changed = false;
    for edit in &transaction.edits {
        changed |= matches!(edit, Edit::Labels { .. });
        let memory = Arc::make_mut(&mut session.memory);
        changed |= follow_edit(memory, &session.project, edit);
        if let (Edit::List { article, .. }, Step::Undo | Step::Redo) = (edit, step) {
            let lessons = Lessons::Wanted;
            session.desk.remember(vec![article.clone()], lessons);
        }
    }
    if changed {
        refresh(session);
    }
}

fn follow_edit(memory: &mut Memory, project: &Project, edit: &Edit) -> bool {
    if let Edit::Rule {
        name, label, after, ..
    } = edit
    {
        memory.rule_one(&memory::form_of(name), label.clone(), after.clone());
        return true;
    }
    let Some(article) = edit.article() else {
        return false;
    };
    if matches!(edit, Edit::Unlist { .. }) {
        memory.replace(article, Vec::new());
        return true;
    }
    let Some(text) = project.article(article).map(|article| &*article.text) else {
        return false;
    };
    let marked = |a: &Annotation| memory::of_annotation(text, a);
    let decided = |d: &Option<Decision>| d.as_ref().and_then(|d| memory::of_decision(text, d));
    let (before, after) = match edit {
        Edit::Add { annotation, .. } => (None, marked(annotation)),
        Edit::Remove { annotation, .. } => (marked(annotation), None),
        Edit::Change { before, after, .. } => (marked(before), marked(after)),
        Edit::Decide { before, after, .. } => (decided(before), decided(after)),
        _ => (None, None),
    };
    if before == after {
        return false;
    }
    if let Some(before) = before {
        memory.unlearn(article, &before);
    }
    if let Some(after) = after {
        memory.learn(article, after);
    }
    true
}

/// Asks for the suggestions on screen again if they are there already.
fn refresh(session: &mut Session) {
    let shown = session.current().is_some_and(|(article, _)| {
        article.text.len() <= PROMPT && session.suggested.contains_key(&article.id)
    });
    if shown {
        ask(session);
    }
}

/// Asks for the suggestions of the article on screen as the memory is now; not in blind mode.
pub(super) fn ask(session: &mut Session) {
    if session.preferences.blind {
        return;
    }
    let Some((article, sheet)) = session.current() else {
        return;
    };
    let mut kept: Vec<Mark> = sheet
        .decisions()
        .map(|decision| (decision.span, decision.label.clone()))
        .collect();
    if let Some(Target::Suggestion(key)) = &session.here.target {
        kept.push((key.span, key.label.clone()));
    }
    let (id, text) = (article.id.clone(), article.text.clone());
    let labels = session.project.labels().clone();
    let memory = Arc::clone(&session.memory);
    let near = session.here.head;
    session
        .desk
        .suggest((id, text, near), labels, (memory, kept));
}
