//! What the program notes about itself, outside any project: its log, reports of crashes, and where
//! a person is while it runs. No text of articles is among it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tracing_appender::rolling::{RollingFileAppender, Rotation};

use super::disk::{Disk, RealDisk};
use super::settings::Places;

/// Days of which the log is kept.
const DAYS: usize = 7;

/// Reports kept.
const REPORTS: usize = 10;

/// Largest note, in bytes.
const LIMIT: u64 = 1 << 16;

/// Where a person is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The project's folder.
    pub project: PathBuf,
    /// The article's id.
    pub article: String,
    /// The caret, a byte offset.
    pub at: usize,
}

/// The mark of a process that runs; it stays behind if the process ends without taking it away.
pub struct Mark {
    lock: PathBuf,
    /// Held as long as the process runs, however it ends.
    _held: Box<dyn Send>,
}

/// A process that ended without saying so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Where the person was.
    pub place: Option<Place>,
    /// The newest report of a crash, if one was written since the process began.
    pub report: Option<PathBuf>,
}

impl Mark {
    /// Marks this process as running.
    ///
    /// # Errors
    /// What the system says.
    pub fn set(places: &Places) -> io::Result<Self> {
        fs::create_dir_all(&places.state)?;
        let lock = places
            .state
            .join(format!("running-{}.lock", std::process::id()));
        let held = RealDisk.lock(&lock)?;
        Ok(Self { lock, _held: held })
    }

    /// Notes where the person is. Losing that costs a search, so nothing waits for the medium.
    pub fn note(&self, place: &Place) {
        if let Ok(text) = ron::to_string(place) {
            drop(fs::write(self.lock.with_extension("ron"), text));
        }
    }

    /// The process ends as it should.
    pub fn take_away(self) {
        take_away(&self.lock);
    }
}

fn take_away(lock: &Path) {
    // What is not there need not go.
    drop(fs::remove_file(lock.with_extension("ron")));
    drop(fs::remove_file(lock));
}

/// The last process that left its mark and runs no more. Its mark is taken away.
#[must_use]
pub fn ended_badly(places: &Places) -> Option<Ended> {
    let names = RealDisk.list(&places.state).ok()?;
    let locks = names.iter().filter(|name| name.ends_with(".lock"));
    let mut ended = None;
    for lock in locks.map(|name| places.state.join(name)) {
        // Whoever still runs holds it.
        let Ok(held) = RealDisk.lock(&lock) else {
            continue;
        };
        drop(held);
        let note = RealDisk.read(&lock.with_extension("ron"), LIMIT).ok();
        let place = note.and_then(|bytes| ron::de::from_bytes(&bytes).ok());
        let report = newest_report(&names, places).filter(|report| is_newer(report, &lock));
        take_away(&lock);
        ended = Some(Ended { place, report });
    }
    ended
}

fn newest_report(names: &[String], places: &Places) -> Option<PathBuf> {
    let name = names.iter().rfind(|name| name.starts_with("crash-"))?;
    Some(places.state.join(name))
}

fn is_newer(report: &Path, lock: &Path) -> bool {
    let written = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    written(report) >= written(lock)
}

/// Keeps the report of a crash; `stamp` makes its name. Old ones go.
///
/// # Errors
/// What the system says.
pub fn write_report(places: &Places, stamp: &str, report: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(&places.state)?;
    let path = places.state.join(format!("crash-{stamp}.txt"));
    fs::write(&path, report)?;
    let names = RealDisk.list(&places.state)?;
    let reports: Vec<&String> = names.iter().filter(|n| n.starts_with("crash-")).collect();
    for old in reports.iter().rev().skip(REPORTS) {
        drop(fs::remove_file(places.state.join(old)));
    }
    Ok(path)
}

/// Begins to log into a file for each day. Where there is no room for one there is no log.
pub fn start_log(places: &Places) {
    // Where there can be no folder there is no log, and the program goes on without.
    drop(fs::create_dir_all(&places.state));
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("tawsim")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(&places.state);
    if let Ok(appender) = appender {
        let log = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_max_level(tracing::Level::INFO)
            .with_writer(std::sync::Mutex::new(appender));
        // There is one already when the window is opened twice in one process.
        drop(log.try_init());
    }
}
