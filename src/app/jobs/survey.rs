//! The thread that looks for suggestions in all articles of a project. Only the newest request
//! matters; one article at a time is in memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Outbox;
use super::disk;
use super::reading::{Lent, Pace, Reading};
use crate::app::event::{Event, Surveyed};
use crate::model::ids::ArticleId;
use crate::model::label::LabelSet;
use crate::model::suggestion::Suggestion;
use crate::review::board::{Sighting, bit, of_decisions};
use crate::review::found::Found;
use crate::suggest::memory::{Memory, form};
use crate::suggest::own::Own;
use crate::suggest::{Cancel, Ensemble, Mark, tentative};
use crate::text::normalize::match_form;

/// A wish for suggestions of all articles.
pub(super) struct Request {
    pub(super) ids: Vec<ArticleId>,
    pub(super) labels: LabelSet,
    pub(super) memory: Arc<Memory>,
    pub(super) own: Arc<Own>,
    pub(super) disk: Sender<disk::Request>,
    pub(super) serial: u64,
}

const NAME: &str = "survey";

/// How many suggestions are kept: some 150 MB of them.
const MOST: usize = 4_000_000;

/// Starts the thread. `current` holds the number of the request in force; others stop.
pub(super) fn start(outbox: Outbox, current: Arc<AtomicU64>) -> Sender<Request> {
    let (sender, requests) = channel();
    let fallback = outbox.clone();
    let work = move || serve(&requests, &outbox, &current);
    let spawned = thread::Builder::new().name(NAME.to_owned()).spawn(work);
    if spawned.is_err() {
        fallback.send(Event::JobFailed(NAME));
    }
    sender
}

fn serve(requests: &Receiver<Request>, outbox: &Outbox, current: &AtomicU64) {
    let mut engines = None;
    for request in requests {
        let ensemble = engines.get_or_insert_with(Ensemble::bundled);
        let ensemble = ensemble.with_own(Arc::clone(&request.own));
        let work = || answer(&ensemble, request, outbox, current);
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            outbox.send(Event::JobFailed(NAME));
        }
        outbox.done();
    }
}

fn answer(ensemble: &Ensemble, request: Request, outbox: &Outbox, current: &AtomicU64) {
    let serial = request.serial;
    let stale = || current.load(Ordering::Relaxed) != serial;
    let (total, mut count) = (request.ids.len(), 0);
    let mut pace = Pace::default();
    let mut batch = Surveyed::default();
    let Request {
        ids,
        labels,
        memory,
        disk,
        ..
    } = request;
    if stale() {
        return;
    }
    for (id, read) in Reading::whole(disk, ids) {
        match read {
            Some(read) => {
                let found = sightings(ensemble, &read, (&labels, &memory), &stale);
                count += found.len();
                batch.found.push((id, read.sheet, found));
            }
            None => batch.unread += 1,
        }
        if stale() {
            return;
        }
        batch.full = count > MOST && pace.done() + 1 < total;
        if pace.step() || batch.full {
            batch.part = Some((pace.done(), total));
            outbox.send(Event::Surveyed(serial, std::mem::take(&mut batch)));
        }
        if count > MOST {
            break;
        }
    }
    batch.part = None;
    outbox.send(Event::Surveyed(serial, batch));
}

/// What is suggested in one article, put right by the memory, and what was decided there.
fn sightings(
    ensemble: &Ensemble,
    read: &Lent,
    (labels, memory): (&LabelSet, &Memory),
    stale: Cancel<'_>,
) -> Vec<Sighting> {
    let (text, sheet) = (&*read.article.text, &read.sheet);
    let found = ensemble.suggest_with(text, labels, stale, &|_| ());
    let decided: Vec<Mark> = sheet
        .decisions()
        .map(|decision| (decision.span, decision.label.clone()))
        .collect();
    let place = (&read.article.id, text);
    let found = memory.recall_in(place, found, labels, &decided);
    let found = tentative::join(found, &read.said, labels, &decided);
    let found = Found::new(text, found, match_form);
    let sight = |suggestion: &Suggestion| {
        let surface = suggestion.span.text(text);
        let mut near = found.overlapping(suggestion.span);
        let crossed = near.any(|at| found.suggestions()[at].span.crosses(suggestion.span));
        let engines = suggestion.evidence.iter().map(|e| bit(e.engine));
        Sighting {
            span: suggestion.span,
            label: suggestion.label.clone(),
            surface: surface.into(),
            form: form(text, suggestion.span)
                .unwrap_or_else(|| match_form(surface))
                .into(),
            score: suggestion.score,
            engine: suggestion.engine(),
            engines: engines.fold(bit(suggestion.engine()), |all, one| all | one),
            contested: crossed || !suggestion.alternatives.is_empty(),
        }
    };
    let mut all: Vec<Sighting> = found.suggestions().iter().map(sight).collect();
    all.extend(of_decisions(sheet, text));
    all
}
