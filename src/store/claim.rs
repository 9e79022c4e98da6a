//! Who works on a project as an annotator: one process at a time.
//!
//! The system's lock on `journal/<annotator>.lock` keeps processes of one machine apart and goes
//! with its process. It does not reach through every network share and no synchronised folder, so
//! `journal/<annotator>.owner` says who holds it, where, and when they were last there; a claim
//! from another machine that was not renewed for a while is stale.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::disk::Disk;
use crate::model::ids::{AnnotatorId, Timestamp};

/// How often a claim should be renewed, in milliseconds.
pub const RENEWAL: u64 = 60_000;

/// How long a claim from another machine counts, in milliseconds.
pub const STALE: u64 = 4 * RENEWAL;

/// Longest owner file that is read, in bytes.
const LONGEST: u64 = 4096;

/// A person at a machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The person's name on that machine.
    pub person: String,
    /// The machine's name.
    pub machine: String,
    /// Number of the process.
    pub process: u32,
    /// Since when.
    since: u64,
    /// When they were last there.
    seen: u64,
}

impl Owner {
    /// This process, from now on.
    #[must_use]
    pub fn here(now: Timestamp) -> Self {
        let person = ["USER", "USERNAME", "LOGNAME"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()));
        Self {
            person: person.unwrap_or_default(),
            machine: gethostname::gethostname().to_string_lossy().into_owned(),
            process: std::process::id(),
            since: now.0,
            seen: now.0,
        }
    }

    /// Since when.
    #[must_use]
    pub fn since(&self) -> Timestamp {
        Timestamp(self.since)
    }

    /// The same, seen now.
    #[must_use]
    pub fn seen(mut self, now: Timestamp) -> Self {
        self.seen = now.0;
        self
    }

    /// Whether a claim of theirs keeps `other` out, who has the system's lock.
    fn keeps_out(&self, other: &Self) -> bool {
        self.machine != other.machine && self.seen.abs_diff(other.seen) < STALE
    }
}

/// A claim that is held until it is dropped.
#[derive(Clone)]
pub struct Claim(Arc<Held>);

struct Held {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    written: bool,
    _lock: Box<dyn Send + Sync>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.written {
            // An owner file that stays is stale on this machine at once, elsewhere soon.
            drop(self.disk.remove(&self.path));
        }
    }
}

/// Why there is no claim.
#[derive(Debug)]
pub enum Refused {
    /// Somebody else works there; who, if it is known.
    InUse(Option<Owner>),
    /// The folder cannot be written to.
    NotWritable,
}

impl Claim {
    /// Claims the work of an annotator in the project `dir`. Without an owner nothing is written
    /// down and machines cannot be told apart.
    pub(super) fn take(
        disk: Arc<dyn Disk>,
        dir: &Path,
        annotator: &AnnotatorId,
        owner: Option<&Owner>,
    ) -> Result<Self, Refused> {
        let folder = dir.join("journal");
        let path = folder.join(format!("{annotator}.owner"));
        let lock = disk
            .make_folder(&folder)
            .and_then(|()| disk.lock(&folder.join(format!("{annotator}.lock"))))
            .map_err(|error| match error.kind() {
                io::ErrorKind::WouldBlock => Refused::InUse(read(&*disk, &path)),
                _ => Refused::NotWritable,
            })?;
        if let (Some(other), Some(owner)) = (read(&*disk, &path), owner)
            && other.keeps_out(owner)
        {
            return Err(Refused::InUse(Some(other)));
        }
        let mut held = Held {
            disk,
            path,
            written: false,
            _lock: lock,
        };
        if let Some(owner) = owner {
            held.written = write(&*held.disk, &held.path, owner).is_ok();
            if !held.written {
                return Err(Refused::NotWritable);
            }
        }
        Ok(Self(Arc::new(held)))
    }

    /// Says that this process is still there.
    ///
    /// # Errors
    /// It cannot be written down.
    pub(super) fn renew(&self, owner: &Owner) -> io::Result<()> {
        if self.0.written {
            write(&*self.0.disk, &self.0.path, owner)?;
        }
        Ok(())
    }
}

fn read(disk: &dyn Disk, path: &Path) -> Option<Owner> {
    let bytes = disk.read(path, LONGEST).ok()?;
    ron::de::from_bytes(&bytes).ok()
}

fn write(disk: &dyn Disk, path: &Path, owner: &Owner) -> io::Result<()> {
    let text = ron::to_string(owner).map_err(io::Error::other)?;
    disk.replace(path, format!("{text}\n").as_bytes())
}
