//! The thread that computes suggestions. It owns the engines and builds them once.

use std::collections::BTreeSet;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Outbox;
use super::hands::Threads;
use crate::app::event::Event;
use crate::model::ids::ArticleId;
use crate::model::label::LabelSet;
use crate::model::suggestion::{NearMiss, Suggestion};
use crate::review::found::Found;
use crate::suggest::memory::Memory;
use crate::suggest::own::Own;
use crate::suggest::{Cancel, Ensemble, Mark, Reading, parts, tentative};
use crate::text::normalize::match_form;

/// A wish for suggestions.
pub(super) struct Request {
    pub(super) id: ArticleId,
    pub(super) text: Arc<str>,
    pub(super) labels: LabelSet,
    pub(super) memory: Arc<Memory>,
    /// Where the person is, in bytes: what is there is read thoroughly first.
    pub(super) near: usize,
    /// Decided places, which stay as they are.
    pub(super) kept: Vec<Mark>,
    /// Lists and patterns of the project.
    pub(super) own: Arc<Own>,
    /// What files say about the article.
    pub(super) tentative: Arc<[Suggestion]>,
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
    let hands = Arc::new(Threads::beside_a_person());
    let ensemble = Ensemble::bundled().with_hands(hands);
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
    /// What they almost found where they have read thoroughly.
    near_misses: Vec<NearMiss>,
    /// Parts that were read in haste only.
    hasty: Vec<Range<usize>>,
    /// How many parts were read thoroughly.
    thorough: usize,
}

/// How much of a text is read thoroughly in one go, in bytes: some tenths of a second. Articles are
/// rarely longer.
const PART: usize = 64 * 1024;

impl Read {
    fn is_of(&self, request: &Request) -> bool {
        Arc::ptr_eq(&self.text, &request.text)
            && Arc::ptr_eq(&self.own, &request.own)
            && self.labels == request.labels
    }

    /// Takes the part that is nearest to a place.
    fn take(&mut self, near: usize) -> Option<Range<usize>> {
        let distance = |part: &Range<usize>| {
            let before = near.saturating_sub(part.end.saturating_sub(1));
            part.start.saturating_sub(near).max(before)
        };
        let (at, _) = self
            .hasty
            .iter()
            .enumerate()
            .min_by_key(|(_, part)| distance(part))?;
        Some(self.hasty.remove(at))
    }

    /// Puts what was found in a part in the place of what was found there in haste, except for what
    /// people have decided or look at.
    fn put(&mut self, part: &Range<usize>, reading: Reading, kept: &[Mark]) {
        let Reading {
            suggestions: mut found,
            near_misses,
        } = reading;
        let place = |at: usize| self.found.partition_point(|s| s.span.start() < at);
        let old = self.found.drain(place(part.start)..place(part.end));
        let kept: BTreeSet<&Mark> = kept.iter().collect();
        let new: BTreeSet<Mark> = found.iter().map(mark).collect();
        found.extend(old.filter(|s| kept.contains(&mark(s)) && !new.contains(&mark(s))));
        found.sort_by_key(mark);
        let at = self.found.partition_point(|s| s.span.start() < part.start);
        self.found.splice(at..at, found);
        let starts = |miss: &NearMiss| miss.span.start() < part.start;
        let at = self.near_misses.partition_point(starts);
        self.near_misses.splice(at..at, near_misses);
        self.thorough += 1;
    }
}

fn mark(suggestion: &Suggestion) -> Mark {
    (suggestion.span, suggestion.label.clone())
}

/// Answers with what can be found in haste, then reads part after part thoroughly and answers again:
/// after the first, and then ever more seldom, because each answer is a list of the whole article.
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
    let ensemble = ensemble.with_own(Arc::clone(&request.own));
    let read = match last.take().filter(|read| read.is_of(request)) {
        Some(read) => read,
        None => {
            let Some(read) = in_haste(&ensemble, request, outbox, &stale) else {
                return;
            };
            read
        }
    };
    let read = last.insert(read);
    tell(request, read, outbox, Event::Suggested);
    while !stale()
        && let Some(part) = read.take(request.near)
    {
        let before = (&request.labels, read.found.as_slice());
        let found = ensemble.refine_part(&request.text, part.clone(), before, &stale);
        if stale() {
            return read.hasty.push(part);
        }
        read.put(&part, found, &request.kept);
        if read.thorough.is_power_of_two() || read.hasty.is_empty() {
            tell(request, read, outbox, Event::Refined);
        }
    }
}

/// What is found in haste; nothing if it is no longer wanted.
fn in_haste(
    ensemble: &Ensemble,
    request: &Request,
    outbox: &Outbox,
    stale: Cancel<'_>,
) -> Option<Read> {
    let progress = |fraction| outbox.send(Event::Suggesting(request.id.clone(), fraction));
    let (text, labels) = (&request.text, &request.labels);
    let found = ensemble.suggest_with(text, labels, stale, &progress);
    (!stale()).then(|| Read {
        text: Arc::clone(text),
        labels: labels.clone(),
        own: Arc::clone(&request.own),
        found,
        near_misses: Vec::new(),
        hasty: parts(text, PART),
        thorough: 0,
    })
}

/// Sends what the engines found, put right by what people decided.
fn tell(
    request: &Request,
    read: &Read,
    outbox: &Outbox,
    event: fn(ArticleId, u64, Arc<Found>) -> Event,
) {
    let text = &request.text;
    let memory = &request.memory;
    let place = (&request.id, &**text);
    let found = memory.recall_in(place, read.found.clone(), &request.labels, &request.kept);
    let (labels, kept) = (&request.labels, &request.kept);
    let found = tentative::join(found, &request.tentative, labels, kept);
    let near = memory.unanswered(place, &read.near_misses, kept);
    let found = Arc::new(Found::new(text, found, match_form).with_near_misses(near));
    outbox.send(event(request.id.clone(), request.serial, found));
}
