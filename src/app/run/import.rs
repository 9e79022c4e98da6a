//! An import as the session leads it: look, agree, store, list.

use std::path::PathBuf;

use super::navigate;
use crate::app::event::ImportOutcome;
use crate::app::import::{Choice, Import, Known, Look, Options};
use crate::app::notice::Happening;
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;

/// Looks at files; where nothing is doubtful they are imported at once.
pub(in crate::app) fn look(session: &mut Session, paths: Vec<PathBuf>) {
    if let Some(trouble) = session.status.read_only.clone() {
        return session.tell(Happening::ReadOnly(trouble));
    }
    session.status.import = Some(Import::Looking(0, paths.len()));
    let known = known(session);
    session.desk.look(paths, known);
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
    let known = known(session);
    session.desk.look_again(choices, known);
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
                start(session);
            }
        }
        // A second look does not take the first one off the screen.
        Import::Looking(..) if matches!(session.status.import, Some(Import::Ready(_))) => {}
        other => session.status.import = Some(other),
    }
}

/// Imports what was looked at.
pub(super) fn start(session: &mut Session) {
    let Some(Import::Ready(looks)) = session.status.import.take() else {
        return;
    };
    let count = looks.iter().map(|look| look.new + look.known).sum();
    let usable = looks.into_iter().filter(|look| look.new + look.known > 0);
    let choices: Vec<Choice> = usable.map(|look| look.choice).collect();
    session.status.import = Some(Import::Storing(0, count));
    session.desk.store(choices, count);
}

/// Ends an import of which nothing shall be kept.
pub(super) fn cancel(session: &mut Session) {
    session.desk.cancel_import();
    if matches!(session.status.import.take(), Some(Import::Storing(..))) {
        session.tell(Happening::ImportCancelled);
    }
}

/// Lists what was stored, as one transaction, and shows the first of it.
pub(super) fn imported(session: &mut Session, outcome: ImportOutcome) {
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
