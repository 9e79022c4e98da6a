//! The thread that searches articles. Only the newest request matters.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Outbox;
use crate::app::event::Event;
use crate::review::search::Query;
use crate::text::offset::Span;

/// A wish for hits.
pub(super) struct Request {
    pub(super) text: Arc<str>,
    pub(super) query: Query,
    pub(super) serial: u64,
}

const NAME: &str = "search";

/// Starts the thread. `current` holds the number of the request in force; others are dropped.
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
    for request in requests {
        if current.load(Ordering::Relaxed) == request.serial {
            match catch_unwind(AssertUnwindSafe(|| answer(&request))) {
                Ok(found) => outbox.send(Event::Hits(request.serial, found)),
                Err(_) => outbox.send(Event::JobFailed(NAME)),
            }
        }
        outbox.done();
    }
}

fn answer(request: &Request) -> Result<Arc<[Span]>, String> {
    let finder = request.query.compile()?;
    let hits = finder.map(|finder| finder.find(&request.text).collect());
    Ok(hits.unwrap_or_default())
}
