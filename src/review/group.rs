//! Pending suggestions grouped by what they say: the same surface form as the same label.

use std::collections::HashMap;

use crate::model::ids::LabelId;
use crate::model::suggestion::Suggestion;
use crate::text::offset::Span;

/// Suggestions with one normalised surface form and one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The surface form of the first one, as it stands in the article.
    pub surface: String,
    /// The label.
    pub label: LabelId,
    /// Where, in document order.
    pub spans: Vec<Span>,
    /// The best score among them.
    pub score: f32,
}

/// Groups in the order of their first occurrence. `normalise` says which forms are the same.
pub fn group<'s>(
    text: &str,
    suggestions: impl Iterator<Item = &'s Suggestion>,
    normalise: impl Fn(&str) -> String,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut index: HashMap<(String, LabelId), usize> = HashMap::new();
    for suggestion in suggestions {
        let surface = suggestion.span.text(text);
        let key = (normalise(surface), suggestion.label.clone());
        let at = *index.entry(key).or_insert_with(|| {
            groups.push(Group {
                surface: surface.to_owned(),
                label: suggestion.label.clone(),
                spans: Vec::new(),
                score: 0.0,
            });
            groups.len() - 1
        });
        groups[at].spans.push(suggestion.span);
        groups[at].score = groups[at].score.max(suggestion.score);
    }
    groups
}
