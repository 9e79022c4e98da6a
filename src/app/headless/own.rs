//! Lists of names and patterns for a run, from files and from a project's folder.

use std::path::{Path, PathBuf};

use super::files::refuse;
use super::{ListProblem, Refusal};
use crate::store::disk::RealDisk;
use crate::store::own::{self, Named};
use crate::suggest::own::{NamesBuilder, Own};

/// A line of a list of names that was left out.
pub type WrongLine = (PathBuf, ListProblem);

/// What was read, and the lines that were left out.
#[derive(Default)]
pub struct Added {
    /// Ready for use.
    pub own: Own,
    /// Lines that were left out.
    pub wrong: Vec<WrongLine>,
}

/// Reads lists of names and pattern files, and what a project's folder has of them.
///
/// # Errors
/// A file cannot be read or a pattern file makes no sense.
pub fn read(
    project: Option<&Path>,
    lists: &[PathBuf],
    patterns: &[PathBuf],
) -> Result<Added, Refusal> {
    let mut added = Added::default();
    let mut names = NamesBuilder::default();
    let mut listed = false;
    let mut take = |(path, text): Named, wrong: &mut Vec<WrongLine>| {
        let problems = names.add(&text).into_iter();
        wrong.extend(problems.map(|problem| (path.clone(), problem)));
        listed = true;
    };
    if let Some(dir) = project {
        let files = own::read(&RealDisk, dir).map_err(|error| refuse(&error, dir))?;
        for list in files.lists {
            take(list, &mut added.wrong);
        }
        if let Some(named) = files.patterns {
            add_patterns(&mut added.own, named)?;
        }
    }
    for path in lists {
        let text = own::list(&RealDisk, path).map_err(|error| refuse(&error, path))?;
        take((path.clone(), text), &mut added.wrong);
    }
    for path in patterns {
        let text = own::patterns(&RealDisk, path).map_err(|error| refuse(&error, path))?;
        add_patterns(&mut added.own, (path.clone(), text))?;
    }
    if listed {
        added.own.add_names(names.build());
    }
    Ok(added)
}

fn add_patterns(own: &mut Own, (path, text): Named) -> Result<(), Refusal> {
    own.add_patterns(&text)
        .map_err(|problem| Refusal::Patterns(path, problem))
}
