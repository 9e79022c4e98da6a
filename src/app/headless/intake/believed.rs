//! What files believe, put together for each article before it is written.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Carried, TakenAs};
use crate::app::headless::Refusal;
use crate::app::headless::files::refuse;
use crate::model::ids::{ArticleId, LabelId};
use crate::model::suggestion::Suggestion;
use crate::store::disk::RealDisk;
use crate::store::tentative;
use crate::text::offset::Span;

/// Suggestions by what they are shown as coming from and by article.
#[derive(Debug, Default)]
pub(in crate::app) struct Believed {
    all: BTreeMap<(String, ArticleId), BTreeMap<(Span, LabelId), Suggestion>>,
}

impl Believed {
    /// Adds what a record believes. Who believes nothing any more takes back what it said; a file of
    /// annotations says nothing of that kind unless it holds suggestions.
    pub(in crate::app) fn add(
        &mut self,
        (origin, article): (&str, &ArticleId),
        carried: &mut Carried,
        taken: TakenAs,
    ) {
        let said = std::mem::take(&mut carried.suggestions);
        if said.is_empty() && taken != TakenAs::Suggestions {
            return;
        }
        let key = (origin.to_owned(), article.clone());
        let known = self.all.entry(key).or_default();
        for suggestion in said {
            let place = (suggestion.span, suggestion.label.clone());
            let score = suggestion.score;
            let there = known.entry(place).or_insert(suggestion);
            there.score = there.score.max(score);
        }
    }

    /// The articles that something is believed of.
    pub(in crate::app) fn articles(&self) -> impl Iterator<Item = &ArticleId> {
        self.all.keys().map(|(_, article)| article)
    }

    /// Writes all of it into the project's folder. Returns what could not be written.
    pub(in crate::app) fn write(&self, dir: &Path) -> Vec<Refusal> {
        let write =
            |((origin, article), said): (&(String, ArticleId), &BTreeMap<_, Suggestion>)| {
                let said: Vec<Suggestion> = said.values().cloned().collect();
                let written = tentative::write(&RealDisk, dir, (origin, article), &said);
                written.err().map(|error| refuse(&error, dir))
            };
        self.all.iter().filter_map(write).collect()
    }
}
