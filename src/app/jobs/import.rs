//! The threads of an import: one look at the files, later their articles one after the other. The
//! articles are stored by the disk's thread in small portions, so that decisions go on being saved
//! meanwhile.

use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use super::Outbox;
use super::disk::Request;
use super::glance::Ground;
use super::taking::{Taken, Taking};
use crate::app::event::{Event, ImportOutcome};
use crate::app::headless::{Loss, Problem, intake};
use crate::app::import::{self, Agreement, Choice, Fault, Import, Known, Look};
use crate::app::notice::Happening;
use crate::extract::{self, Extracted};
use crate::format::{self, loss};
use crate::model::dataset::Record;

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
pub(super) fn look(
    outbox: Outbox,
    ticket: Ticket,
    paths: Vec<PathBuf>,
    (dir, known): (Option<PathBuf>, Known),
) {
    start(outbox, move |outbox| {
        let choice = |source| Choice {
            source,
            ..Choice::default()
        };
        let choices: Vec<Choice> = intake::sources(&paths).into_iter().map(choice).collect();
        looks(outbox, &ticket, &choices, Ground::new(dir, known));
    });
}

/// Looks at files again, after a person has chosen how to read one of them.
pub(super) fn look_again(
    outbox: Outbox,
    ticket: Ticket,
    choices: Vec<Choice>,
    (dir, known): (Option<PathBuf>, Known),
) {
    start(outbox, move |outbox| {
        looks(outbox, &ticket, &choices, Ground::new(dir, known));
    });
}

fn looks(outbox: &Outbox, ticket: &Ticket, choices: &[Choice], mut ground: Ground) {
    let mut looks = Vec::<Look>::new();
    for (at, choice) in choices.iter().enumerate() {
        if ticket.is_void() {
            return;
        }
        let stands = Import::Looking(at, choices.len());
        outbox.send(Event::Import(ticket.number, stands));
        looks.push(ground.look(choice, &|| ticket.is_void()));
    }
    outbox.send(Event::Import(ticket.number, Import::Ready(looks)));
}

/// What is to be stored.
pub(super) struct Order {
    /// The files as they were looked at.
    pub(super) choices: Vec<Choice>,
    /// How many articles they hold as far as is known.
    pub(super) count: usize,
    pub(super) agreement: Agreement,
    /// The project's folder.
    pub(super) dir: Option<PathBuf>,
}

/// Stores the articles of files, and puts together what the files say of them. Cancelled on the way,
/// none of them is kept.
pub(super) fn store(
    outbox: Outbox,
    ticket: Ticket,
    disk: Sender<Request>,
    order: Order,
) -> Option<JoinHandle<()>> {
    start(outbox, move |outbox| {
        let mut feed = Feed {
            outbox,
            disk,
            ticket,
            portion: Vec::new(),
            bytes: 0,
            count: order.count,
            outcome: ImportOutcome::default(),
            broken: false,
            taking: None,
        };
        for choice in &order.choices {
            if feed.is_over() {
                break;
            }
            if choice.source.format.is_some() {
                feed.dataset(choice, &order);
            } else if let Err(trouble) = import::read(choice, &mut feed) {
                let path = choice.source.path.clone();
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

/// An article that waits to be stored, and what its file says of it.
type Waiting = (Extracted, Option<Record>);

/// Passes articles on to the disk in portions and waits for each, so that little is in memory.
struct Feed<'a> {
    outbox: &'a Outbox,
    disk: Sender<Request>,
    ticket: Ticket,
    portion: Vec<Waiting>,
    bytes: usize,
    count: usize,
    outcome: ImportOutcome,
    /// The disk takes no more.
    broken: bool,
    /// What files say of articles, once one says something.
    taking: Option<Taking<'a>>,
}

impl<'a> Feed<'a> {
    fn push(&mut self, waiting: Waiting) {
        self.bytes += waiting.0.text.len();
        self.portion.push(waiting);
        if self.portion.len() >= PORTION || self.bytes >= PORTION_BYTES {
            self.pass_on();
        }
    }

    fn pass_on(&mut self) {
        let (texts, records): (Vec<Extracted>, Vec<Option<Record>>) =
            mem::take(&mut self.portion).into_iter().unzip();
        self.bytes = 0;
        if texts.is_empty() || self.is_over() {
            return;
        }
        let (answer, answered) = channel();
        let asked = self.disk.send(Request::Store(texts, answer));
        let Ok(stored) = asked
            .map_err(|_| ())
            .and_then(|()| answered.recv().map_err(|_| ()))
        else {
            self.broken = true;
            return;
        };
        self.broken = !stored.happenings.is_empty();
        for (id, record) in stored.placed.into_iter().zip(records) {
            if let (Some(taking), Some(record)) = (&mut self.taking, record) {
                taking.stored(id, record);
            }
        }
        self.outcome.added.extend(stored.added);
        self.outcome.known.extend(stored.known);
        self.outcome.happenings.extend(stored.happenings);
        self.tell();
    }

    fn tell(&self) {
        let done = self.outcome.added.len() + self.outcome.known.len();
        let stands = Import::Storing(done, self.count.max(done));
        self.outbox.send(Event::Import(self.ticket.number, stands));
    }

    fn is_over(&self) -> bool {
        self.broken || self.ticket.is_void()
    }

    /// Files of an exchange format.
    fn dataset(&mut self, choice: &Choice, order: &'a Order) {
        if self.taking.is_none() {
            let dir = order.dir.as_deref().unwrap_or(Path::new(""));
            match Taking::new(dir, &order.agreement) {
                Ok(taking) => self.taking = Some(taking),
                Err(refusal) => {
                    self.outcome.happenings.push(Happening::Refused(refusal));
                    self.broken = true;
                    return;
                }
            }
        }
        if let Some(taking) = &mut self.taking {
            taking.begin(&choice.source.path);
        }
        let refused = intake::read(&choice.source, self);
        // What is shown as coming from these files must not be taken for what comes from the next.
        self.pass_on();
        if let Some(taking) = &mut self.taking {
            taking.end(&choice.source, refused);
        }
    }

    /// What was stored is listed, or taken away again if the import is no longer wanted.
    fn finish(mut self) {
        self.pass_on();
        if self.ticket.is_void() {
            let ids = self.outcome.added.into_iter().map(|(id, _)| id).collect();
            drop(self.disk.send(Request::Discard(ids)));
            return;
        }
        if let Some(taking) = self.taking {
            let counts = (self.outcome.added.len(), self.outcome.known.len());
            self.outcome.brought = Some(Box::new(taking.finish(counts)));
        }
        self.outbox.send(Event::Imported(self.outcome));
    }
}

impl extract::Sink for Feed<'_> {
    fn article(&mut self, article: Extracted) {
        self.push((article, None));
    }

    /// Told at the look before.
    fn fault(&mut self, _: Fault) {}

    fn enough(&self) -> bool {
        self.is_over()
    }
}

impl format::Sink for Feed<'_> {
    fn record(&mut self, record: Record) {
        let Some(taking) = &mut self.taking else {
            return;
        };
        let article = &record.article;
        let (text, meta) = (article.text.to_string(), article.meta.clone());
        match taking.known(record) {
            Taken::Known(id) => {
                self.outcome.known.push(id);
                if self.outcome.known.len().is_multiple_of(PORTION) {
                    self.tell();
                }
            }
            Taken::New(record) => self.push((Extracted { text, meta }, Some(*record))),
            Taken::Blank => {}
        }
    }

    fn problem(&mut self, problem: Problem) {
        if let Some(taking) = &mut self.taking {
            taking.carrier.report.problem(problem);
        }
    }

    fn loss(&mut self, loss: Loss) {
        if let Some(taking) = &mut self.taking {
            loss::merge(&mut taking.carrier.report.losses, vec![loss]);
        }
    }

    fn enough(&self) -> bool {
        self.is_over()
    }
}
