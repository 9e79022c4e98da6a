//! The lists of names and the patterns of a project that is opened. What is wrong with them is told
//! and the rest used.

use std::path::Path;
use std::sync::Arc;

use super::trouble::trouble;
use crate::app::notice::{Happening, Trouble};
use crate::app::trial::{FileState, LONGEST, Trial, shown};
use crate::store::disk::{Disk, RealDisk};
use crate::store::own;
use crate::suggest::fired_rules;
use crate::suggest::own::{NamesBuilder, Own};

/// Reads them; a project need have none.
pub(super) fn of_project(dir: &Path) -> (Own, Vec<Happening>) {
    let (mut own, mut told) = (Own::default(), Vec::new());
    let files = match own::read(&RealDisk, dir) {
        Ok(files) => files,
        Err(error) => {
            told.push(Happening::CannotRead(dir.to_owned(), trouble(&error)));
            return (own, told);
        }
    };
    let mut names = NamesBuilder::default();
    for (path, text) in &files.lists {
        // One notice for a list: `tawsim suggest --project` names every line.
        if let Some(first) = names.add(text).first() {
            let place = Trouble::Damaged(first.line.to_string());
            told.push(Happening::CannotRead(path.clone(), place));
        }
    }
    if !files.lists.is_empty() {
        own.add_names(names.build());
    }
    if let Some((path, text)) = &files.patterns
        && let Err(problem) = own.add_patterns(text)
    {
        let place = format!("{}:{}", problem.line, problem.column);
        told.push(Happening::CannotRead(path.clone(), Trouble::Damaged(place)));
    }
    (own, told)
}

/// Tries the bundled patterns and those of the project's file, as it is now, on a text. If the file is
/// sound, the project's lists and patterns are read anew.
pub(super) fn try_patterns(dir: Option<&Path>, mut sample: String) -> (Trial, Option<Arc<Own>>) {
    sample.truncate(sample.floor_char_boundary(LONGEST));
    let file = dir.map(|dir| dir.join("patterns.ron"));
    let (mut state, mut source) = (FileState::None, None);
    if let Some(path) = file.as_deref().filter(|path| RealDisk.exists(path)) {
        match own::patterns(&RealDisk, path) {
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
    let usable = matches!(state, FileState::None | FileState::Good);
    let own = dir
        .filter(|_| usable)
        .map(|dir| Arc::new(of_project(dir).0));
    let trial = Trial {
        sample,
        file,
        state,
        fired,
    };
    (trial, own)
}
