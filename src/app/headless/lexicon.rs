//! What a project has taught: its lexicon, listed and changed.

use std::path::Path;

use super::Refusal;
use super::files::refuse;
use super::project;
use crate::app::lexicon as between;
use crate::store::disk::RealDisk;
use crate::store::lexicon;
use crate::suggest::memory::{self, Memory};

pub use crate::store::lexicon::Entry;

/// What the sheets of the only annotator (or the usual one, of several) and the lexicon teach.
///
/// # Errors
/// The project, an article or the lexicon cannot be read.
pub(in crate::app) fn memory(dir: &Path) -> Result<Memory, Refusal> {
    let mut memory = Memory::default();
    project::each_sheet(dir, |article, sheet| {
        memory.replace(&article.id, memory::of_sheet(&article.text, sheet));
    })?;
    memory.rule(between::rulings(&file(dir)?));
    Ok(memory)
}

fn file(dir: &Path) -> Result<Vec<Entry>, Refusal> {
    let (entries, error) = lexicon::read(&RealDisk, dir);
    match error {
        Some(error) => Err(refuse(&error, &lexicon::path(dir))),
        None => Ok(entries),
    }
}

/// The lexicon with counts as the sheets have them now, in the order of the names.
///
/// # Errors
/// As for the project's memory.
pub fn list(dir: &Path) -> Result<Vec<Entry>, Refusal> {
    let counted = between::entries(&memory(dir)?);
    Ok(lexicon::merge(&file(dir)?, &counted))
}

/// Lets what was learned of a surface, or of every one, count no more, and drops what people wrote
/// of it. The annotations stay. Returns how many entries were forgotten.
///
/// # Errors
/// As for [`list`], or the lexicon cannot be written.
pub fn forget(dir: &Path, surface: Option<&str>) -> Result<usize, Refusal> {
    let mut entries = list(dir)?;
    let wanted = surface.map(memory::form_of);
    let mut forgotten = 0;
    for entry in &mut entries {
        let form = memory::form_of(&entry.surface);
        if wanted.as_ref().is_none_or(|wanted| *wanted == form) {
            forgotten += 1;
            entry.by_hand = false;
            entry.blocked = false;
            entry.blocked_in.clear();
            entry.forgotten = (entry.accepted, entry.rejected);
        }
    }
    lexicon::write(&RealDisk, dir, &entries).map_err(|e| refuse(&e, &lexicon::path(dir)))?;
    Ok(forgotten)
}
