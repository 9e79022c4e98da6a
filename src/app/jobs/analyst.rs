//! The thread that computes suggestions. It owns the engines and builds them once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Outbox;
use crate::app::event::Event;
use crate::model::ids::ArticleId;
use crate::model::label::LabelSet;
use crate::model::suggestion::Suggestion;
use crate::review::found::Found;
use crate::suggest::memory::Memory;
use crate::suggest::own::Own;
use crate::suggest::{Ensemble, Mark};
use crate::text::normalize::match_form;

/// A wish for suggestions.
pub(super) struct Request {
    pub(super) id: ArticleId,
    pub(super) text: Arc<str>,
    pub(super) labels: LabelSet,
    pub(super) memory: Arc<Memory>,
    /// Decided places, which stay as they are.
    pub(super) kept: Vec<Mark>,
    /// Lists and patterns of the project.
    pub(super) own: Arc<Own>,
    pub(super) serial: u64,
}

const NAME: &str = "suggest";

/// Starts the thread. `current` holds the number of the request in force; others stop.
pub(super) fn start(outbox: Outbox, current: Arc<AtomicU64>) -> Sender<Request> {
    let (sender, requests) = channel();
    let fallback = outbox.clone();
    let work = move || serve(&requests, &outbox, &current);
    if thread::Builder::new()
        .name(NAME.to_owned())
        .spawn(work)
        .is_err()
    {
        fallback.send(Event::JobFailed(NAME));
    }
    sender
}

fn serve(requests: &Receiver<Request>, outbox: &Outbox, current: &AtomicU64) {
    let ensemble = Ensemble::bundled();
    let mut last = None;
    for request in requests {
        let answer = catch_unwind(AssertUnwindSafe(|| {
            answer(&ensemble, &request, (outbox, current), &mut last);
        }));
        if answer.is_err() {
            outbox.send(Event::JobFailed(NAME));
        }
        outbox.done();
    }
}

/// What the engines found in the last text, so that a decision does not make them read it again.
struct Read {
    text: Arc<str>,
    labels: LabelSet,
    own: Arc<Own>,
    found: Vec<Suggestion>,
}

fn answer(
    ensemble: &Ensemble,
    request: &Request,
    (outbox, current): (&Outbox, &AtomicU64),
    last: &mut Option<Read>,
) {
    let stale = || current.load(Ordering::Relaxed) != request.serial;
    if stale() {
        return;
    }
    let progress = |fraction| outbox.send(Event::Suggesting(request.id.clone(), fraction));
    let (text, labels) = (&request.text, &request.labels);
    let own = &request.own;
    let known = |read: &Read| {
        Arc::ptr_eq(&read.text, text) && Arc::ptr_eq(&read.own, own) && read.labels == *labels
    };
    if !last.as_ref().is_some_and(known) {
        let ensemble = ensemble.with_own(Arc::clone(own));
        let found = ensemble.suggest_with(text, labels, &stale, &progress);
        if stale() {
            return;
        }
        *last = Some(Read {
            text: Arc::clone(text),
            labels: labels.clone(),
            own: Arc::clone(own),
            found,
        });
    }
    let found = last.as_ref().map(|read| read.found.clone());
    let found = found.unwrap_or_default();
    let found = request.memory.recall(text, found, labels, &request.kept);
    if !stale() {
        let found = Found::new(&request.text, found, match_form);
        let found = Arc::new(found);
        outbox.send(Event::Suggested(request.id.clone(), request.serial, found));
    }
}
