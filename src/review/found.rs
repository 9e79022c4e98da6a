//! The suggestions for one article, and which of them say the same: one normalised surface form as
//! one label. Made once where they were found, so that a decision need not look at all of them.

use std::collections::HashMap;

use crate::model::ids::LabelId;
use crate::model::suggestion::{NearMiss, Suggestion};
use crate::text::offset::Span;

/// Suggestions with one normalised surface form and one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The surface form of the first one, as it stands in the article.
    pub surface: Box<str>,
    /// The label.
    pub label: LabelId,
    /// Which suggestions, in document order.
    pub members: Vec<u32>,
}

/// All suggestions for one article, decided or not, in document order, with their groups in the
/// order of their first occurrence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    suggestions: Vec<Suggestion>,
    groups: Vec<Group>,
    group_of: Vec<u32>,
    near_misses: Vec<NearMiss>,
}

impl Found {
    /// Sorts and groups. `normalise` says which forms are the same; it is asked once for each form
    /// as written, because most forms of an article come again and again.
    #[must_use]
    pub fn new(
        text: &str,
        mut suggestions: Vec<Suggestion>,
        normalise: impl Fn(&str) -> String,
    ) -> Self {
        suggestions.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.label.cmp(&b.label)));
        let mut groups: Vec<Group> = Vec::new();
        let mut written: HashMap<(&str, LabelId), usize> = HashMap::new();
        let mut normalised: HashMap<(String, LabelId), usize> = HashMap::new();
        let mut group_of = Vec::with_capacity(suggestions.len());
        for (index, suggestion) in suggestions.iter().enumerate() {
            let surface = suggestion.span.text(text);
            let label = &suggestion.label;
            let at = *written.entry((surface, label.clone())).or_insert_with(|| {
                *normalised
                    .entry((normalise(surface), label.clone()))
                    .or_insert_with(|| {
                        groups.push(Group {
                            surface: surface.into(),
                            label: label.clone(),
                            members: Vec::new(),
                        });
                        groups.len() - 1
                    })
            });
            groups[at].members.push(number(index));
            group_of.push(number(at));
        }
        for group in &mut groups {
            group.members.shrink_to_fit();
        }
        groups.shrink_to_fit();
        suggestions.shrink_to_fit();
        Self {
            suggestions,
            groups,
            group_of,
            near_misses: Vec::new(),
        }
    }

    /// The same with what may have been missed: those in document order that overlap no suggestion.
    #[must_use]
    pub fn with_near_misses(mut self, mut near_misses: Vec<NearMiss>) -> Self {
        near_misses.retain(|miss| self.overlapping(miss.span).next().is_none());
        self.near_misses = near_misses;
        self
    }

    /// The same and one more.
    #[must_use]
    pub fn with(
        &self,
        text: &str,
        suggestion: Suggestion,
        normalise: impl Fn(&str) -> String,
    ) -> Self {
        let mut all = self.suggestions.clone();
        all.push(suggestion);
        Self::new(text, all, normalise).with_near_misses(self.near_misses.clone())
    }

    /// In document order, outer before inner, then by label.
    #[must_use]
    pub fn suggestions(&self) -> &[Suggestion] {
        &self.suggestions
    }

    /// Where something may have been missed, in document order; none overlaps a suggestion.
    #[must_use]
    pub fn near_misses(&self) -> &[NearMiss] {
        &self.near_misses
    }

    /// In the order of their first occurrence.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The group of the suggestion with that index.
    #[must_use]
    pub fn group_of(&self, index: usize) -> Option<usize> {
        self.group_of.get(index).map(|group| *group as usize)
    }

    /// The index of the suggestion with that span and label.
    #[must_use]
    pub fn index_of(&self, span: Span, label: &LabelId) -> Option<usize> {
        let order = |s: &Suggestion| s.span.cmp(&span).then_with(|| s.label.cmp(label));
        self.suggestions.binary_search_by(order).ok()
    }

    /// The indices of suggestions that share text with `span`.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let first = span.start().saturating_sub(LONGEST);
        let start = self.suggestions.partition_point(|s| s.span.start() < first);
        let end = self
            .suggestions
            .partition_point(|s| s.span.start() < span.end());
        (start..end.max(start)).filter(move |at| self.suggestions[*at].span.overlaps(span))
    }
}

/// How far before a place a suggestion may start: no engine suggests longer spans.
pub const LONGEST: usize = 1 << 12;

/// Suggestions are fewer than the bytes of an article, of which there are less than 4 GiB.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_differ_in_spelling_only_are_one_group() {
        let text = "إيران وايران بغداد";
        let suggestion = |range: std::ops::Range<usize>, label: &str| Suggestion {
            span: Span::from_range(range).unwrap(),
            label: label.into(),
            score: 0.5,
            evidence: Vec::new(),
            alternatives: Vec::new(),
        };
        let second = text.find("ايران").unwrap();
        let third = text.find("بغداد").unwrap();
        let found = vec![
            suggestion(third..text.len(), "ORG"),
            suggestion(0.."إيران".len(), "GPE"),
            suggestion(second..second + "ايران".len(), "GPE"),
            suggestion(third..text.len(), "GPE"),
        ];
        let found = Found::new(text, found, crate::text::normalize::match_form);
        let seen: Vec<(&str, &str, usize)> = found
            .groups()
            .iter()
            .map(|group| (&*group.surface, group.label.as_str(), group.members.len()))
            .collect();
        let expected = [
            ("إيران", "GPE", 2),
            ("بغداد", "GPE", 1),
            ("بغداد", "ORG", 1),
        ];
        assert_eq!(seen, expected);
        assert_eq!(found.group_of(1), Some(0));
    }
}
