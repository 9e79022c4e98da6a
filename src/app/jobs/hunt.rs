//! The thread that searches all articles of a project. Only the newest request matters; one
//! article at a time is in memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Outbox;
use super::disk;
use super::reading::{Lent, Pace, Reading, Text};
use crate::app::command::Place;
use crate::app::event::{Event, Hunted};
use crate::app::wide::WideHit;
use crate::model::article::Article;
use crate::model::ids::ArticleId;
use crate::model::sheet::Sheet;
use crate::review::search::{Query, context};
use crate::text::offset::Span;

/// A wish for hits in all articles.
pub(super) struct Request {
    pub(super) ids: Vec<ArticleId>,
    pub(super) query: Query,
    pub(super) disk: Sender<disk::Request>,
    pub(super) serial: u64,
}

const NAME: &str = "search-project";

/// How many hits are kept, with their contexts: some 50 MB of them.
const MOST: usize = 100_000;

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
    for request in requests {
        let work = || answer(request, outbox, current);
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            outbox.send(Event::JobFailed(NAME));
        }
        outbox.done();
    }
}

fn answer(request: Request, outbox: &Outbox, current: &AtomicU64) {
    let serial = request.serial;
    let stale = || current.load(Ordering::Relaxed) != serial;
    let finder = match request.query.compile() {
        Ok(Some(finder)) => finder,
        Ok(None) => return outbox.send(Event::Hunted(serial, Hunted::default())),
        Err(problem) => {
            let (problem, none) = (Some(problem), Hunted::default());
            return outbox.send(Event::Hunted(serial, Hunted { problem, ..none }));
        }
    };
    let (total, mut count) = (request.ids.len(), 0);
    let mut pace = Pace::default();
    let mut batch = Hunted::default();
    if stale() {
        return;
    }
    let mut reading = Reading::texts(request.disk, request.ids);
    while let Some((id, text)) = reading.next() {
        // Most articles have no hit: only of those that have one the sheet is wanted.
        let spans = text.map(|text| finder.find(&text).take(MOST - count).collect());
        let Some(hits) = spans.and_then(|spans| hits(&reading, &id, spans)) else {
            batch.unread += 1;
            continue;
        };
        // Whoever waits for the first hit sees it at once.
        let first = count == 0 && !hits.is_empty();
        count += hits.len();
        batch.hits.extend(hits);
        if stale() {
            return;
        }
        batch.full = count >= MOST;
        if pace.step() || batch.full || first {
            batch.part = Some((pace.done(), total));
            outbox.send(Event::Hunted(serial, std::mem::take(&mut batch)));
        }
        if count >= MOST {
            break;
        }
    }
    outbox.send(Event::Hunted(serial, batch));
}

/// The hits in an article; nothing if it cannot be read.
fn hits(reading: &Reading<Text>, id: &ArticleId, spans: Vec<Span>) -> Option<Vec<WideHit>> {
    if spans.is_empty() {
        return Some(Vec::new());
    }
    let Lent { article, sheet, .. } = *reading.whole_of(id)?;
    let hits = spans.into_iter().map(|span| hit(&article, &sheet, span));
    Some(hits.collect())
}

fn hit(article: &Article, sheet: &Sheet, span: Span) -> WideHit {
    let (before, behind) = context(&article.text, span);
    let near: Vec<_> = sheet.overlapping(span).collect();
    let exact = near.iter().filter(|annotation| annotation.span == span);
    WideHit {
        place: Place {
            article: article.id.clone(),
            span,
        },
        before: before.into(),
        text: span.text(&article.text).into(),
        behind: behind.into(),
        labels: exact.map(|annotation| annotation.label.clone()).collect(),
        touched: near.iter().any(|annotation| annotation.span != span),
    }
}
