//! The lists of names and the patterns of a project that is opened. What is wrong with them is told
//! and the rest used.

use std::path::Path;

use super::trouble::trouble;
use crate::app::notice::{Happening, Trouble};
use crate::store::disk::RealDisk;
use crate::store::own;
use crate::suggest::own::{NamesBuilder, Own};

/// Reads them, unless that is no longer wanted; a project need have none.
pub(super) fn of_project(dir: &Path, over: &dyn Fn() -> bool) -> (Own, Vec<Happening>) {
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
        if over() {
            return (own, told);
        }
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
