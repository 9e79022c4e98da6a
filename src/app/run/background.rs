//! What comes back from the background, and undo and redo, which may have to wait for it.

use std::sync::Arc;

use crate::app::command::Target;
use crate::app::event::{Event, Opened, OthersWork};
use crate::app::here::Here;
use crate::app::notice::{Happening, Trouble};
use crate::app::run::gather::{self, Then};
use crate::app::run::navigate;
use crate::app::session::{SaveState, Session};
use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::Transaction;
use crate::model::article::Article;
use crate::model::ids::ArticleId;
use crate::model::sheet::Sheet;
use crate::review::found::Found;
use crate::store::state::Ended;
use crate::text::normalize::match_form;
use crate::text::offset::Span;

pub(in crate::app) fn receive(session: &mut Session, event: Event) {
    match event {
        Event::Opened(opened) => opened_project(session, *opened),
        Event::OpenFailed(path, trouble) => session.tell(Happening::CannotRead(path, trouble)),
        Event::Loaded(loaded, happenings) => loaded_article(session, *loaded, happenings),
        Event::Remembered(taught) => super::learn::remembered(session, vec![taught]),
        Event::Recollected(taught) => super::learn::recollected(session, taught),
        Event::Lexicon(entries, told) => super::learn::ruled(session, &entries, told),
        Event::LoadFailed(id, trouble) => load_failed(session, &id, trouble),
        Event::Suggested(id, serial, list) => suggested(session, id, serial, list),
        Event::Refined(id, serial, list) => {
            let list = with_current(session, &id, list);
            suggested(session, id, serial, list);
        }
        Event::Suggesting(id, fraction) => {
            if session.here.article.as_ref() == Some(&id) {
                session.status.suggesting = Some(fraction);
            }
        }
        Event::Hits(serial, hits) => super::find::found(session, serial, hits),
        Event::Saved(revision) => {
            if revision == session.revision {
                session.status.saved = SaveState::Saved;
                gather::keep_some(session);
            }
        }
        Event::Surveyed(serial, found) => super::wide::surveyed(session, serial, found),
        Event::Hunted(serial, found) => super::wide::hunted(session, serial, found),
        Event::Sheets(sheets, failed) => gather::gathered(session, sheets, failed),
        Event::SheetsKept(ids) => gather::kept(session, &ids),
        Event::SaveFailed(trouble) => {
            session.status.saved = SaveState::Failed(trouble.clone());
            session.tell(Happening::CannotSave(trouble));
        }
        Event::ImportWanted(paths) => super::import::look(session, paths),
        Event::Import(number, stands) => super::import::stands(session, number, stands),
        Event::Imported(outcome) => super::import::imported(session, outcome),
        Event::Preferences(preferences, keys, told) => {
            session.preferences = preferences;
            session.keys = keys;
            session.refresh();
            told.into_iter()
                .for_each(|happening| session.tell(happening));
        }
        Event::Labels(Ok(labels)) => session.status.offered = Some(labels),
        Event::Labels(Err(told)) => session.tell(told),
        Event::Others(work) => others_worked(session, *work),
        Event::Timeline(moments) => session.status.timeline = Some(moments),
        Event::WayBack(edits) => super::past::go_back(session, edits),
        Event::EndedBadly(ended) => ended_badly(session, ended),
        Event::Recent(recent) => session.status.recent = recent,
        Event::Told(happening) => session.tell(happening),
        Event::Exported(_) | Event::Exporting(_) | Event::Previewed(..) | Event::Tentative(..) => {
            super::files::receive(session, event);
        }
        Event::JobFailed(name) => super::files::failed(session, name),
        Event::Tried(serial, trial, own) => super::learn::tried(session, serial, *trial, own),
    }
}

/// Offers to go on where an earlier process left the person alone.
fn ended_badly(session: &mut Session, ended: Ended) {
    let Ended { place, report } = ended;
    let place = place.map(|place| (place.project, place.article.into(), place.at));
    session.tell(Happening::EndedBadly { place, report });
}

/// What others did to the folder becomes part of the project; one's own sheets stay as they are.
fn others_worked(session: &mut Session, work: OthersWork) {
    for (id, entry) in work.added {
        session.project.list(id, entry);
    }
    session.status.listing.0 += 1;
    if let Some(labels) = work.labels {
        session.project.relabel(labels);
    }
    session.refresh();
    work.happenings
        .into_iter()
        .for_each(|happening| session.tell(happening));
}

fn opened_project(session: &mut Session, opened: Opened) {
    // What was decided until now belongs to the project that is left.
    if let Some((article, sheet)) = session.current() {
        let (id, sheet) = (article.id.clone(), sheet.clone());
        session.desk.save_sheet(id, sheet);
    }
    session.desk.arrive(opened.book);
    session.project = opened.project;
    session.history = opened.history;
    session.status.listing.0 += 1;
    session.desk.use_own(opened.own);
    session.status.dir = Some(opened.dir);
    session.status.read_only = opened.read_only.clone();
    session.status.saved = SaveState::Saved;
    session.status.loading = None;
    session.status.import = None;
    session.desk.cancel_import();
    session.status.arriving = None;
    session.status.report = None;
    session.status.timeline = None;
    session.here = Here::default();
    session.suggested.clear();
    super::wide::forget(session);
    session.revision += 1;
    session.refresh();
    opened
        .happenings
        .into_iter()
        .for_each(|happening| session.tell(happening));
    if let Some(trouble) = opened.read_only {
        session.tell(Happening::ReadOnly(trouble));
    }
    let wanted = session.status.resume.as_ref().map(|(id, _)| id.clone());
    let wanted = wanted.filter(|id| session.project.entry(id).is_some());
    let first = || session.project.entries().next().map(|(id, _)| id.clone());
    if let Some(id) = wanted.or_else(first) {
        navigate::open_article(session, id);
    }
    super::learn::recollect(session, opened.overview, opened.unread);
}

fn loaded_article(session: &mut Session, loaded: (Article, Sheet), told: Vec<Happening>) {
    let (article, sheet) = loaded;
    let id = article.id.clone();
    if session.project.entry(&id).is_none() {
        return;
    }
    // A sheet in memory is at least as new as the one on disk.
    let sheet = session.project.sheet(&id).cloned().unwrap_or(sheet);
    session.project.hold(article, sheet);
    super::overview::loaded(session, &id);
    told.into_iter()
        .for_each(|happening| session.tell(happening));
    if session.status.loading.as_ref() == Some(&id) {
        session.status.loading = None;
    }
    if session.here.article.as_ref() == Some(&id) {
        arrive(session);
    }
}

/// How many articles are tried before an opened project shows none: a folder whose articles are all
/// gone is told of, but not a hundred thousand times.
const TRIES: usize = 10;

fn load_failed(session: &mut Session, id: &ArticleId, trouble: Trouble) {
    session.status.loading = None;
    session.tell(Happening::CannotRead(id.as_str().into(), trouble));
    // Nobody has chosen it if nothing was on screen before.
    if session.project.sheets().next().is_none() {
        show_another(session, id);
    }
}

/// The article with which a project opens cannot be read: shows the next that can.
fn show_another(session: &mut Session, failed: &ArticleId) {
    let first = session.project.entries().take(TRIES).map(|(id, _)| id);
    let next = first.skip_while(|id| *id != failed).nth(1).cloned();
    if let Some(id) = next {
        navigate::open_article(session, id);
    }
}

/// The article on screen is there: ask for its suggestions if there are none yet.
pub(super) fn arrive(session: &mut Session) {
    session.here.since = (session.clock)();
    session.refresh();
    super::wide::recognise(session);
    if let Some(search) = session.here.search.take() {
        super::find::search(session, search.query);
    }
    let Some((article, _)) = session.current() else {
        return;
    };
    if session.preferences.blind || session.suggested.contains_key(&article.id) {
        first_focus(session);
    } else {
        session.status.suggesting = Some(0.0);
    }
    navigate::resume(session);
    session.note_place();
    super::learn::ask(session);
}

fn suggested(session: &mut Session, id: ArticleId, serial: u64, list: Arc<Found>) {
    if !session.desk.is_current_suggestion(serial) {
        return;
    }
    let here = session.here.article.as_ref() == Some(&id);
    if here {
        session.status.suggesting = None;
    }
    if session
        .suggested
        .get(&id)
        .is_some_and(|known| *known == list)
    {
        return;
    }
    session.suggested.insert(id, list);
    session.serial += 1;
    if here {
        session.refresh();
        first_focus(session);
        leave_what_is_gone(session);
    }
}

/// The longest list that is made anew for one suggestion, which takes some milliseconds.
const SHORT: usize = 5_000;

/// A suggestion that somebody looks at stays, though a second reading of the text has dropped it.
fn with_current(session: &Session, id: &ArticleId, list: Arc<Found>) -> Arc<Found> {
    let (Some(Target::Suggestion(key)), Some((article, _))) =
        (&session.here.target, session.current())
    else {
        return list;
    };
    let lost = list.index_of(key.span, &key.label).is_none();
    if article.id != *id || !lost || list.suggestions().len() > SHORT {
        return list;
    }
    match session.suggestion(key) {
        Some(suggestion) => Arc::new(list.with(&article.text, suggestion.clone(), match_form)),
        None => list,
    }
}

/// Goes on from a suggestion that is no longer there.
fn leave_what_is_gone(session: &mut Session) {
    if let Some(Target::Suggestion(key)) = session.here.target.clone()
        && session.suggestion(&key).is_none()
    {
        navigate::advance(session, key.span.start());
    }
}

/// On arrival the first pending suggestion is current, so that one key confirms it. A person who
/// has already put the caret somewhere is left alone.
fn first_focus(session: &mut Session) {
    let untouched = session.here.target.is_none() && session.here.head == 0;
    if untouched && session.pending().len() > 0 {
        navigate::advance(session, 0);
    }
}

pub(super) fn undo(session: &mut Session) {
    retrace(session, Step::Undo);
}

pub(super) fn redo(session: &mut Session) {
    retrace(session, Step::Redo);
}

/// Undoes or redoes one transaction, loading its sheets first if need be, and shows the place.
pub(super) fn retrace(session: &mut Session, step: Step) {
    let transaction = match step {
        Step::Redo => session.history.to_redo().cloned(),
        _ => session.history.to_undo().map(Transaction::invert),
    };
    let Some(transaction) = transaction else {
        let nothing = match step {
            Step::Redo => Happening::NothingToRedo,
            _ => Happening::NothingToUndo,
        };
        return session.tell(nothing);
    };
    let on_sheet = |edit: &&Edit| edit.is_on_sheet();
    let articles = transaction.edits.iter().filter(on_sheet);
    let articles = articles.filter_map(Edit::article).cloned().collect();
    if gather::waits(session, articles, Then::Retrace(step)) {
        return;
    }
    gather::hold_new(session, &transaction);
    if !session.apply(step, &transaction) {
        return;
    }
    show_place(session, &transaction);
    let (deed, count) = (transaction.deed, transaction.count());
    session.tell(match step {
        Step::Redo => Happening::Redone(deed, count),
        _ => Happening::Undone(deed, count),
    });
}

pub(super) fn show_place(session: &mut Session, transaction: &Transaction) {
    let here = session.here.article.as_ref();
    let near = here.and_then(|id| transaction.place_in(id));
    let placed = near.or_else(|| transaction.place());
    let Some((article, span)) = placed.or_else(|| place_of_relation(session, transaction)) else {
        let gone = session
            .here
            .article
            .as_ref()
            .is_some_and(|id| session.project.entry(id).is_none());
        if gone {
            session.here = Here::default();
            session.refresh();
        }
        return;
    };
    if session.here.article.as_ref() != Some(&article) {
        navigate::open_article(session, article);
    }
    session.here.adjusted = None;
    session.here.target = target_at(session, transaction, span);
    session.here.place_caret(span.end());
    session.here.reveal(span);
}

/// Where a relation starts that came or went by itself.
fn place_of_relation(session: &Session, transaction: &Transaction) -> Option<(ArticleId, Span)> {
    transaction.edits.iter().find_map(|edit| match edit {
        Edit::Relate { article, relation } | Edit::Unrelate { article, relation } => {
            let from = session.project.sheet(article)?.get(relation.from)?;
            Some((article.clone(), from.span))
        }
        _ => None,
    })
}

/// What to make current after an undo or redo: the annotation that is there now, else the
/// suggestion that waits again.
fn target_at(session: &Session, transaction: &Transaction, span: Span) -> Option<Target> {
    let (_, sheet) = session.current()?;
    let annotation = transaction.edits.iter().find_map(|edit| match edit {
        Edit::Add { annotation, .. } => Some(annotation.id),
        Edit::Change { after, .. } => Some(after.id),
        Edit::Relate { relation, .. } | Edit::Unrelate { relation, .. } => Some(relation.from),
        _ => None,
    });
    if let Some(id) = annotation.filter(|id| sheet.get(*id).is_some()) {
        return Some(Target::Annotation(id));
    }
    let queue = session.queue();
    let waiting = queue.get(queue.position(|suggestion| suggestion.span < span));
    let waiting = waiting.filter(|suggestion| suggestion.span == span)?;
    let (span, label) = (waiting.span, waiting.label.clone());
    Some(Target::Suggestion(crate::app::command::SuggestionKey {
        span,
        label,
    }))
}

/// Writes the current sheet's file; the journal already holds what it says.
pub(in crate::app) fn save_sheet(session: &mut Session) {
    let Some(id) = session.here.article.clone() else {
        return;
    };
    if session.status.read_only.is_some() {
        return;
    }
    if let Some(sheet) = session.project.sheet(&id) {
        session.desk.save_sheet(id, sheet.clone());
        super::learn::save(session);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::clock;
    use crate::app::command::Command;

    #[test]
    fn what_is_looked_at_stays_when_a_second_reading_drops_it() {
        let home = tempfile::tempdir().unwrap();
        let text = "زار رئيس الوزراء مدينة بغداد ثم سافر إلى القاهرة";
        let file = home.path().join("article.txt");
        std::fs::write(&file, text).unwrap();
        let dir = Some(home.path().join("home"));
        let mut session = Session::new(clock::system, Arc::new(|| ()), dir);
        let project = home.path().join("project");
        session.run(Command::CreateProject(project, "news".into()));
        session.settle();
        session.run(Command::Import(vec![file]));
        session.settle();
        let id = session.here.article.clone().unwrap();
        let Some(Target::Suggestion(key)) = session.here.target.clone() else {
            panic!("no suggestion is current");
        };
        assert!(session.pending().len() > 1);
        let serial = session.desk.suggestion_in_force();
        let none = Arc::new(Found::default());
        session.receive(Event::Refined(id.clone(), serial, Arc::clone(&none)));
        assert_eq!(session.here.target, Some(Target::Suggestion(key)));
        assert_eq!(session.pending().len(), 1);
        session.receive(Event::Suggested(id, serial, none));
        assert_eq!(session.pending().len(), 0);
    }
}
