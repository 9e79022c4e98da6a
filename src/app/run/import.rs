//! An import as the session leads it: look, agree, store, list.

use std::path::PathBuf;
use std::sync::Arc;

use super::gather::{self, Then};
use super::navigate;
use crate::app::event::{Brought, ImportOutcome};
use crate::app::headless::intake::{Imported, onto};
use crate::app::import::{Agreement, Choice, Import, Known, Look, Options};
use crate::app::notice::Happening;
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::{Deed, Transaction};
use crate::model::ids::ArticleId;
use crate::model::label::{Label, LabelSet};
use crate::model::project::ArticleEntry;
use crate::model::sheet::Sheet;

/// Looks at files; where nothing is doubtful they are imported at once.
pub(in crate::app) fn look(session: &mut Session, paths: Vec<PathBuf>) {
    if let Some(trouble) = session.status.read_only.clone() {
        return session.tell(Happening::ReadOnly(trouble));
    }
    session.status.import = Some(Import::Looking(0, paths.len()));
    let ground = (session.status.dir.clone(), known(session));
    session.desk.look(paths, ground);
}

/// The texts that the project has.
fn known(session: &Session) -> Known {
    let entries = session.project.entries();
    entries
        .map(|(id, entry)| (entry.sha256.clone(), id.clone()))
        .collect()
}

/// Looks again, at one of the files in another way.
pub(super) fn read_as(session: &mut Session, at: usize, options: Options) {
    let Some(Import::Ready(looks)) = &session.status.import else {
        return;
    };
    let mut choices: Vec<Choice> = looks.iter().map(|look| look.choice.clone()).collect();
    if let Some(choice) = choices.get_mut(at) {
        choice.options = options;
    }
    let ground = (session.status.dir.clone(), known(session));
    session.desk.look_again(choices, ground);
}

/// Takes in how an import stands.
pub(super) fn stands(session: &mut Session, number: u64, stands: Import) {
    if !session.desk.is_current_import(number) {
        return;
    }
    match stands {
        Import::Ready(looks) if looks.is_empty() => {
            session.status.import = None;
            session.tell(Happening::NothingToImport);
        }
        Import::Ready(looks) => {
            // Whoever was asked once is asked until they agree.
            let asked = matches!(session.status.import, Some(Import::Ready(_)));
            let clear = looks.iter().all(Look::is_clear);
            session.status.import = Some(Import::Ready(looks));
            if clear && !asked {
                start(session, Agreement::default());
            }
        }
        // A second look does not take the first one off the screen.
        Import::Looking(..) if matches!(session.status.import, Some(Import::Ready(_))) => {}
        other => session.status.import = Some(other),
    }
}

/// Imports what was looked at.
pub(super) fn start(session: &mut Session, agreement: Agreement) {
    if let Err(refusal) = agreement.terms.check() {
        return session.tell(Happening::Refused(refusal));
    }
    let Some(Import::Ready(looks)) = session.status.import.take() else {
        return;
    };
    let count = looks.iter().map(|look| look.new + look.known).sum();
    let usable = looks.into_iter().filter(|look| look.new + look.known > 0);
    let choices: Vec<Choice> = usable.map(|look| look.choice).collect();
    session.status.import = Some(Import::Storing(0, count));
    let dir = session.status.dir.clone();
    session.desk.store((choices, count), agreement, dir);
}

/// Ends an import of which nothing shall be kept.
pub(super) fn cancel(session: &mut Session) {
    session.desk.cancel_import();
    if matches!(session.status.import.take(), Some(Import::Storing(..))) {
        session.tell(Happening::ImportCancelled);
    }
}

/// Articles that were stored, and what files say of them and of others.
#[derive(Clone, Debug)]
pub(in crate::app) struct Arriving {
    added: Vec<(ArticleId, ArticleEntry)>,
    known: Vec<ArticleId>,
    brought: Brought,
}

impl Arriving {
    /// Articles that were stored for it alone.
    pub(super) fn stored(&self) -> Vec<ArticleId> {
        self.added.iter().map(|(id, _)| id.clone()).collect()
    }
}

/// Takes in what was stored.
pub(super) fn imported(session: &mut Session, mut outcome: ImportOutcome) {
    let Some(brought) = outcome.brought.take() else {
        return listed(session, outcome);
    };
    session.status.import = None;
    let told = outcome.happenings.into_iter();
    told.for_each(|happening| session.tell(happening));
    let arriving = Arriving {
        added: outcome.added,
        known: outcome.known,
        brought: *brought,
    };
    arrive(session, Arc::new(arriving));
}

/// Goes on with what waited for other work on many sheets to end.
pub(super) fn go_on(session: &mut Session) {
    if let Some(arriving) = session.status.arriving.take() {
        arrive(session, arriving);
    }
}

fn arrive(session: &mut Session, arriving: Arc<Arriving>) {
    if session.status.gathering.is_some() {
        session.status.arriving = Some(arriving);
        return;
    }
    let said = arriving.brought.said.iter();
    let articles = said.map(|(id, _)| id.clone()).collect();
    if !gather::waits(session, articles, Then::Import(Arc::clone(&arriving))) {
        arrive_held(session, &arriving);
    }
}

/// Nobody wants it any more: what was stored for it is taken away.
pub(super) fn forgo(session: &mut Session, arriving: &Arriving) {
    discard(session, arriving);
    session.tell(Happening::ImportCancelled);
}

/// What was stored is taken away, and files say again what they said before.
fn discard(session: &mut Session, arriving: &Arriving) {
    let believed = arriving.brought.believed.iter();
    session
        .desk
        .suggest_again(believed.map(Edit::invert).collect());
    session.desk.discard(arriving.stored());
}

/// Lists what was stored and adds what files say of articles, as one transaction, when the sheets are
/// in memory.
pub(super) fn arrive_held(session: &mut Session, arriving: &Arriving) {
    let Brought { said, .. } = &arriving.brought;
    let mut report = arriving.brought.report.clone();
    let at = (session.clock)();
    let list = arriving.added.iter().cloned();
    let list = list.map(|(article, entry)| Edit::List { article, entry });
    let mut edits: Vec<Edit> = list.collect();
    edits.extend(more_labels(session, &arriving.brought.labels));
    edits.extend(arriving.brought.believed.iter().cloned());
    let empty = Sheet::default();
    for (id, carried) in said {
        let sheet = session.project.sheet(id);
        // Sheets that cannot be read were told of; those of new articles are empty.
        let listed = session.project.entry(id).is_some();
        if let Some(sheet) = sheet.or((!listed).then_some(&empty)) {
            edits.extend(onto((id, sheet), carried, at, &mut report));
        }
    }
    let shown = to_show(session, arriving, &edits);
    let transaction = Transaction {
        deed: Deed::Import,
        at,
        edits,
    };
    gather::hold_new(session, &transaction);
    if !transaction.edits.is_empty() && !session.apply(Step::Do, &transaction) {
        return discard(session, arriving);
    }
    session.refresh();
    tell(session, report);
    if let Some(id) = shown {
        navigate::open_article(session, id);
    }
}

/// The article to show: the one on screen if it has got something, else the first that has.
fn to_show(session: &Session, arriving: &Arriving, edits: &[Edit]) -> Option<ArticleId> {
    let on_sheet = edits.iter().filter(|edit| edit.is_on_sheet());
    let marked = || on_sheet.clone().filter_map(Edit::article);
    let believed = || arriving.brought.believed.iter().filter_map(Edit::article);
    let got = || marked().chain(believed());
    let here = session.here.article.as_ref();
    let here = here.filter(|here| got().any(|id| id == *here));
    let added = arriving.added.iter().map(|(id, _)| id);
    let first = || got().chain(added).chain(&arriving.known).next();
    here.or_else(first).cloned()
}

/// The label set with more labels, unless there are none or it has them all.
fn more_labels(session: &Session, labels: &[Label]) -> Option<Edit> {
    let before = session.project.labels();
    let new = labels
        .iter()
        .filter(|label| before.get(&label.id).is_none());
    let all: Vec<Label> = before.iter().chain(new).cloned().collect();
    let after = LabelSet::new(all).ok()?;
    (after != *before).then(|| Edit::Labels {
        before: before.clone(),
        after,
    })
}

fn tell(session: &mut Session, report: Imported) {
    session.tell(Happening::Brought {
        articles: (report.added, report.known),
        annotations: report.annotations,
        suggestions: report.suggestions,
        plain: report.is_plain(),
    });
    session.status.report = Some(Arc::new(report));
}

/// Lists what was stored, as one transaction, and shows the first of it.
fn listed(session: &mut Session, outcome: ImportOutcome) {
    session.status.import = None;
    let first = outcome
        .added
        .first()
        .map(|(id, _)| id)
        .or(outcome.known.first())
        .cloned();
    let (added, known) = (outcome.added.len(), outcome.known.len());
    let list = outcome
        .added
        .into_iter()
        .map(|(article, entry)| Edit::List { article, entry });
    session.perform(Deed::Import, list.collect());
    if added + known > 0 && !outcome.quiet {
        session.tell(Happening::Imported { added, known });
    }
    outcome
        .happenings
        .into_iter()
        .for_each(|happening| session.tell(happening));
    if let Some(id) = first {
        navigate::open_article(session, id);
    }
}
