//! The threads of an import: one look at the files, later their articles one after the other. The
//! articles are stored by the disk's thread in small portions, so that decisions go on being saved
//! meanwhile.

use std::collections::BTreeSet;
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use super::Outbox;
use super::disk::Request;
use crate::app::event::{Event, ImportOutcome};
use crate::app::import::{self, Choice, Fault, Import, Known, Look};
use crate::app::notice::Happening;
use crate::extract::{Extracted, Sink};

const NAME: &str = "import";

/// Articles stored at once …
const PORTION: usize = 64;
/// … unless they are longer than this together, in bytes.
const PORTION_BYTES: usize = 1 << 20;

/// Whether this import is still wanted.
#[derive(Clone)]
pub(super) struct Ticket {
    pub(super) number: u64,
    pub(super) current: Arc<AtomicU64>,
}

impl Ticket {
    fn is_void(&self) -> bool {
        self.current.load(Ordering::Relaxed) != self.number
    }
}

/// Looks at files. The thread says itself when it is done.
pub(super) fn look(outbox: Outbox, ticket: Ticket, paths: Vec<PathBuf>, known: Known) {
    start(outbox, move |outbox| {
        let paths = import::files(&paths);
        let choice = |path| Choice {
            path,
            ..Choice::default()
        };
        let choices: Vec<Choice> = paths.into_iter().map(choice).collect();
        looks(outbox, &ticket, &choices, &known);
    });
}

/// Looks at files again, after a person has chosen how to read one of them.
pub(super) fn look_again(outbox: Outbox, ticket: Ticket, choices: Vec<Choice>, known: Known) {
    start(outbox, move |outbox| {
        looks(outbox, &ticket, &choices, &known);
    });
}

fn looks(outbox: &Outbox, ticket: &Ticket, choices: &[Choice], known: &Known) {
    let (mut seen, mut looks) = (BTreeSet::new(), Vec::<Look>::new());
    for (at, choice) in choices.iter().enumerate() {
        if ticket.is_void() {
            return;
        }
        let stands = Import::Looking(at, choices.len());
        outbox.send(Event::Import(ticket.number, stands));
        looks.push(import::look(choice, known, &mut seen, &|| ticket.is_void()));
    }
    outbox.send(Event::Import(ticket.number, Import::Ready(looks)));
}

/// Stores the articles of files, `count` as far as is known. Cancelled on the way, none of them is
/// kept.
pub(super) fn store(
    outbox: Outbox,
    ticket: Ticket,
    disk: Sender<Request>,
    choices: Vec<Choice>,
    count: usize,
) -> Option<JoinHandle<()>> {
    start(outbox, move |outbox| {
        let mut feed = Feed {
            outbox,
            disk,
            ticket,
            portion: Vec::new(),
            bytes: 0,
            count,
            outcome: ImportOutcome::default(),
            broken: false,
        };
        for choice in &choices {
            if feed.enough() {
                break;
            }
            if let Err(trouble) = import::read(choice, &mut feed) {
                let path = choice.path.clone();
                let told = Happening::CannotRead(path, trouble);
                feed.outcome.happenings.push(told);
            }
        }
        feed.finish();
    })
}

fn start(outbox: Outbox, work: impl FnOnce(&Outbox) + Send + 'static) -> Option<JoinHandle<()>> {
    let fallback = outbox.clone();
    let guarded = move || {
        let working = std::panic::AssertUnwindSafe(|| work(&outbox));
        if std::panic::catch_unwind(working).is_err() {
            outbox.send(Event::JobFailed(NAME));
        }
        outbox.done();
    };
    let spawned = thread::Builder::new().name(NAME.to_owned()).spawn(guarded);
    if spawned.is_err() {
        fallback.send(Event::JobFailed(NAME));
        fallback.done();
    }
    spawned.ok()
}

/// Passes articles on to the disk in portions and waits for each, so that little is in memory.
struct Feed<'a> {
    outbox: &'a Outbox,
    disk: Sender<Request>,
    ticket: Ticket,
    portion: Vec<Extracted>,
    bytes: usize,
    count: usize,
    outcome: ImportOutcome,
    /// The disk takes no more.
    broken: bool,
}

impl Feed<'_> {
    fn pass_on(&mut self) {
        let portion = mem::take(&mut self.portion);
        self.bytes = 0;
        if portion.is_empty() || self.enough() {
            return;
        }
        let (answer, answered) = channel();
        let asked = self.disk.send(Request::Store(portion, answer));
        let Ok(stored) = asked
            .map_err(|_| ())
            .and_then(|()| answered.recv().map_err(|_| ()))
        else {
            self.broken = true;
            return;
        };
        self.broken = !stored.happenings.is_empty();
        self.outcome.added.extend(stored.added);
        self.outcome.known.extend(stored.known);
        self.outcome.happenings.extend(stored.happenings);
        let done = self.outcome.added.len() + self.outcome.known.len();
        let stands = Import::Storing(done, self.count.max(done));
        self.outbox.send(Event::Import(self.ticket.number, stands));
    }

    /// What was stored is listed, or taken away again if the import is no longer wanted.
    fn finish(mut self) {
        self.pass_on();
        if self.ticket.is_void() {
            let ids = self.outcome.added.into_iter().map(|(id, _)| id).collect();
            drop(self.disk.send(Request::Discard(ids)));
        } else {
            self.outbox.send(Event::Imported(self.outcome));
        }
    }
}

impl Sink for Feed<'_> {
    fn article(&mut self, article: Extracted) {
        self.bytes += article.text.len();
        self.portion.push(article);
        if self.portion.len() >= PORTION || self.bytes >= PORTION_BYTES {
            self.pass_on();
        }
    }

    /// Told at the look before.
    fn fault(&mut self, _: Fault) {}

    fn enough(&self) -> bool {
        self.broken || self.ticket.is_void()
    }
}
