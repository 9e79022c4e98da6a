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

/// Groups in the order of their first occurrence. `normalise` says which forms are the same; it is
/// asked once for each form as written, because most forms of an article come again and again.
pub fn group<'s>(
    text: &str,
    suggestions: impl Iterator<Item = &'s Suggestion>,
    normalise: impl Fn(&str) -> String,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut written: HashMap<(&str, &LabelId), usize> = HashMap::new();
    let mut normalised: HashMap<(String, &LabelId), usize> = HashMap::new();
    for suggestion in suggestions {
        let surface = suggestion.span.text(text);
        let label = &suggestion.label;
        let at = *written.entry((surface, label)).or_insert_with(|| {
            *normalised
                .entry((normalise(surface), label))
                .or_insert_with(|| {
                    groups.push(Group {
                        surface: surface.to_owned(),
                        label: label.clone(),
                        spans: Vec::new(),
                        score: 0.0,
                    });
                    groups.len() - 1
                })
        });
        groups[at].spans.push(suggestion.span);
        groups[at].score = groups[at].score.max(suggestion.score);
    }
    groups
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
        let found = [
            suggestion(0.."إيران".len(), "GPE"),
            suggestion(second..second + "ايران".len(), "GPE"),
            suggestion(third..text.len(), "GPE"),
            suggestion(third..text.len(), "ORG"),
        ];
        let groups = group(text, found.iter(), crate::text::normalize::match_form);
        let seen: Vec<(&str, usize)> = groups
            .iter()
            .map(|group| (group.surface.as_str(), group.spans.len()))
            .collect();
        assert_eq!(seen, [("إيران", 2), ("بغداد", 1), ("بغداد", 1)]);
    }
}
