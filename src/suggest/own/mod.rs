//! What a user adds to the bundled engines: lists of names and patterns.

mod names;
mod table;

pub use names::{ListFault, ListProblem, Names, NamesBuilder, Prepared};

use super::Engine;
use super::lists::Lists;
use super::pattern::Patterns;
use super::source::PatternProblem;
use super::words::Words;
use crate::model::suggestion::Suggestion;

/// Lists and patterns of a user.
#[derive(Debug, Default)]
pub struct Own {
    names: Vec<Names>,
    patterns: Vec<Patterns>,
}

impl Own {
    /// Takes in names.
    pub fn add_names(&mut self, names: Names) {
        self.names.push(names);
    }

    /// Takes in a pattern file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn add_patterns(&mut self, source: &str) -> Result<(), PatternProblem> {
        self.patterns.push(Patterns::read(source)?);
        Ok(())
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.patterns.is_empty()
    }

    /// What it finds in a slice; patterns see what the bundled engines found there.
    pub(super) fn suggest(
        &self,
        words: &Words,
        lists: &Lists,
        bundled: &[Suggestion],
        into: &mut Vec<Suggestion>,
    ) {
        let mut all = bundled.to_vec();
        for names in &self.names {
            names.suggest(words, &mut all);
        }
        for patterns in &self.patterns {
            patterns.suggest(words, lists, &mut all);
        }
        into.extend(all.drain(bundled.len()..));
    }
}
