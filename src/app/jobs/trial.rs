//! The thread that tries patterns out and reads the project's own lists and patterns anew, which
//! may be a million names. Only the newest request matters.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::trouble::trouble;
use super::{Outbox, Wanted, own};
use crate::app::event::Event;
use crate::app::trial::{FileState, LONGEST, Trial, shown};
use crate::store::disk::{Disk, RealDisk};
use crate::store::own::patterns;
use crate::suggest::fired_rules;

/// A wish for a trial.
pub(super) struct Request {
    /// The project's folder.
    pub(super) dir: Option<PathBuf>,
    pub(super) sample: String,
    pub(super) wanted: Wanted,
}

const NAME: &str = "patterns";

/// Starts the thread.
pub(super) fn start(outbox: Outbox) -> Sender<Request> {
    let (sender, requests) = channel();
    let fallback = outbox.clone();
    let work = move || serve(&requests, &outbox);
    let spawned = thread::Builder::new().name(NAME.to_owned()).spawn(work);
    if spawned.is_err() {
        fallback.send(Event::JobFailed(NAME));
    }
    sender
}

fn serve(requests: &Receiver<Request>, outbox: &Outbox) {
    for request in requests {
        if catch_unwind(AssertUnwindSafe(|| answer(request, outbox))).is_err() {
            outbox.send(Event::JobFailed(NAME));
        }
        outbox.done();
    }
}

fn answer(request: Request, outbox: &Outbox) {
    let Request {
        dir,
        sample,
        wanted,
    } = request;
    if wanted.is_over() {
        return;
    }
    let trial = tried(dir.as_deref(), sample);
    let usable = matches!(trial.state, FileState::None | FileState::Good);
    let dir = dir.filter(|_| usable && !wanted.is_over());
    let read = dir.map(|dir| own::of_project(&dir, &|| wanted.is_over()).0);
    if !wanted.is_over() {
        let own = read.map(Arc::new);
        outbox.send(Event::Tried(wanted.serial, Box::new(trial), own));
    }
}

/// What the bundled patterns and those of the project's file, as it is now, find in a text.
fn tried(dir: Option<&Path>, mut sample: String) -> Trial {
    sample.truncate(sample.floor_char_boundary(LONGEST));
    let file = dir.map(|dir| dir.join("patterns.ron"));
    let (mut state, mut source) = (FileState::None, None);
    if let Some(path) = file.as_deref().filter(|path| RealDisk.exists(path)) {
        match patterns(&RealDisk, path) {
            Ok(text) => (state, source) = (FileState::Good, Some(text)),
            Err(error) => state = FileState::Unreadable(trouble(&error)),
        }
    }
    let fired = fired_rules(source.as_deref(), &sample).or_else(|problem| {
        state = FileState::Wrong(problem);
        fired_rules(None, &sample)
    });
    let fired = fired.unwrap_or_default().into_iter();
    let fired = fired.filter_map(|rule| shown(&sample, rule)).collect();
    Trial {
        sample,
        file,
        state,
        fired,
    }
}
