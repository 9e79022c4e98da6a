//! The review inbox: suggestions of the article on screen, filtered, grouped and ordered.

use crate::app::command::{Pick, SuggestionKey, Target};
use crate::app::session::Session;
use crate::model::ids::{EngineId, LabelId};
use crate::review::filter;

pub use crate::review::filter::{BARS, Chosen, Filter, Order, State, bar_of};

/// Suggestions with the same text and label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupView<'s> {
    /// The text as it stands first in the article.
    pub surface: &'s str,
    /// The label.
    pub label: &'s LabelId,
    /// The least and the best score among them, 0–1.
    pub scores: (f32, f32),
    /// How many there are; never zero.
    pub count: usize,
    /// The engine of the surest one.
    pub engine: EngineId,
}

/// What the filter lets through. Costs a look at every suggestion: keep it until filter, order or
/// [`Session::serial`] change.
#[must_use]
pub fn list(session: &Session, filter: &Filter, order: Order) -> Vec<Chosen> {
    let Some((_, sheet)) = session.current() else {
        return Vec::new();
    };
    filter::choose(session.queue(), sheet, filter, order)
}

/// How many suggestions there are with each score; costs as much as [`list`].
#[must_use]
pub fn histogram(session: &Session, filter: &Filter) -> [u32; BARS] {
    let Some((_, sheet)) = session.current() else {
        return [0; BARS];
    };
    filter::histogram(session.queue(), sheet, filter)
}

/// A group of a [`list`].
#[must_use]
pub fn group<'s>(session: &'s Session, chosen: &Chosen) -> Option<GroupView<'s>> {
    let of = session.queue().found().groups().get(chosen.group)?;
    let all = session.suggestions();
    let members = chosen.members.iter().filter_map(|at| all.get(*at as usize));
    let surest = members.max_by(|a, b| a.score.total_cmp(&b.score))?;
    Some(GroupView {
        surface: &of.surface,
        label: &of.label,
        scores: (chosen.worst, chosen.best),
        count: chosen.members.len(),
        engine: surest.engine(),
    })
}

/// The suggestions of a group, in document order.
pub fn keys<'s>(
    session: &'s Session,
    chosen: &'s Chosen,
) -> impl Iterator<Item = SuggestionKey> + 's {
    let all = session.suggestions();
    let members = chosen.members.iter().filter_map(|at| all.get(*at as usize));
    members.map(|suggestion| SuggestionKey {
        span: suggestion.span,
        label: suggestion.label.clone(),
    })
}

/// All suggestions of a list, with what a decision about them keeps.
#[must_use]
pub fn picks(session: &Session, list: &[Chosen]) -> Vec<Pick> {
    let Some(article) = &session.here().article else {
        return Vec::new();
    };
    let all = session.suggestions();
    let members = list.iter().flat_map(|chosen| &chosen.members);
    let members = members.filter_map(|at| all.get(*at as usize));
    members
        .map(|suggestion| Pick {
            article: article.clone(),
            span: suggestion.span,
            label: suggestion.label.clone(),
            engine: suggestion.engine(),
            score: suggestion.score,
        })
        .collect()
}

/// The group of the current suggestion.
#[must_use]
pub fn current_group(session: &Session) -> Option<usize> {
    let Some(Target::Suggestion(key)) = &session.here().target else {
        return None;
    };
    let found = session.queue().found();
    found.group_of(found.index_of(key.span, &key.label)?)
}
