//! What files believe, put together for each article before it is written.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Carried, TakenAs};
use crate::app::headless::Refusal;
use crate::app::headless::files::refuse;
use crate::edit::change::Edit;
use crate::model::ids::{ArticleId, LabelId};
use crate::model::suggestion::{Suggestion, Tentative};
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

    /// Writes all of it into the project's folder. Returns what that has changed, for the journal, and
    /// what could not be written.
    pub(in crate::app) fn write(&self, dir: &Path) -> (Vec<Edit>, Vec<Refusal>) {
        let (mut edits, mut refused) = (Vec::new(), Vec::new());
        for ((origin, article), said) in &self.all {
            let place = (origin.as_str(), article);
            let before = tentative::said(&RealDisk, dir, place);
            let after: Vec<Tentative> = said.values().map(Tentative::of).collect();
            if before == after {
                continue;
            }
            match tentative::write(&RealDisk, dir, place, &after) {
                Ok(()) => edits.push(Edit::Suggest {
                    article: article.clone(),
                    origin: origin.clone(),
                    before,
                    after,
                }),
                Err(error) => refused.push(refuse(&error, dir)),
            }
        }
        (edits, refused)
    }
}
