//! Suggestions that came from files, beside what the engines found.

use std::collections::BTreeSet;

use super::Mark;
use crate::model::label::LabelSet;
use crate::model::suggestion::{Alternative, Suggestion};
use crate::text::offset::Span;

/// How far before a place a suggestion that reaches it may start, in bytes.
const REACH: usize = 1 << 12;

/// Puts what files say beside what was found; both in document order, as is the result. Somebody
/// asked for what files say: where an engine sees the same place as something else, or cuts through
/// it, that becomes another reading; what says the same confirms it. What stands at `kept` places
/// stays.
#[must_use]
pub fn join(
    found: Vec<Suggestion>,
    said: &[Suggestion],
    labels: &LabelSet,
    kept: &[Mark],
) -> Vec<Suggestion> {
    if said.is_empty() {
        return found;
    }
    let kept: BTreeSet<&Mark> = kept.iter().collect();
    let known = |s: &&Suggestion| labels.get(&s.label).is_some();
    let mut said: Vec<Suggestion> = said.iter().filter(known).cloned().collect();
    let mut others = Vec::new();
    for suggestion in found {
        match rival(&said, &suggestion) {
            Some(at) if said[at].label == suggestion.label && said[at].span == suggestion.span => {
                confirm(&mut said[at], suggestion);
            }
            Some(at) if !kept.contains(&(suggestion.span, suggestion.label.clone())) => {
                said[at].alternatives.push(Alternative {
                    span: suggestion.span,
                    label: suggestion.label,
                    score: suggestion.score,
                });
            }
            _ => others.push(suggestion),
        }
    }
    said.extend(others);
    said.sort_by(|a, b| (a.span, &a.label).cmp(&(b.span, &b.label)));
    // Two files may say the same.
    said.dedup_by(|later, first| {
        let same = (later.span, &later.label) == (first.span, &first.label);
        if same {
            confirm(first, later.clone());
        }
        same
    });
    said
}

/// What a file says that the suggestion says too, or cannot be true beside.
fn rival(said: &[Suggestion], suggestion: &Suggestion) -> Option<usize> {
    let span = suggestion.span;
    let near = near(said, span);
    let same = |at: &usize| said[*at].span == span && said[*at].label == suggestion.label;
    let against = |at: &usize| said[*at].span == span || said[*at].span.crosses(span);
    near.clone()
        .find(same)
        .or_else(|| near.clone().find(against))
}

fn near(said: &[Suggestion], span: Span) -> std::ops::Range<usize> {
    let first = span.start().saturating_sub(REACH);
    let start = said.partition_point(|s| s.span.start() < first);
    let end = said.partition_point(|s| s.span.start() < span.end());
    start..end.max(start)
}

fn confirm(said: &mut Suggestion, by: Suggestion) {
    said.score = said.score.max(by.score);
    said.evidence.extend(by.evidence);
    said.alternatives.extend(by.alternatives);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::EngineId;
    use crate::model::label::{Bilingual, Colour, Label};
    use crate::model::suggestion::Evidence;

    fn suggestion(range: std::ops::Range<usize>, label: &str, engine: EngineId) -> Suggestion {
        let evidence = Evidence {
            engine,
            rule: String::new(),
            name: Bilingual::default(),
            entry: None,
        };
        Suggestion {
            span: Span::from_range(range).unwrap(),
            label: label.into(),
            score: 0.5,
            evidence: vec![evidence.into()],
            alternatives: Vec::new(),
        }
    }

    #[test]
    fn what_files_say_stands_and_the_engines_add_to_it() {
        let colour = Colour { r: 0, g: 0, b: 0 };
        let label = |id: &str| Label::new(id.into(), Bilingual::default(), colour);
        let labels = LabelSet::new(vec![label("PER"), label("ORG")]).unwrap();
        let (file, list) = (EngineId::Import, EngineId::Gazetteer);
        let said = [
            suggestion(0..10, "PER", file),
            suggestion(20..30, "ORG", file),
            suggestion(40..50, "XXX", file),
        ];
        let found = vec![
            suggestion(0..10, "PER", list),
            suggestion(22..26, "PER", list),
            suggestion(25..35, "ORG", list),
            suggestion(60..70, "PER", list),
        ];
        let kept = [(Span::from_range(25..35).unwrap(), "ORG".into())];
        let seen = |kept: &[Mark]| -> Vec<(usize, usize, usize, usize)> {
            let joined = join(found.clone(), &said, &labels, kept);
            let row = |s: &Suggestion| {
                let (evidence, others) = (s.evidence.len(), s.alternatives.len());
                (s.span.start(), s.span.end(), evidence, others)
            };
            joined.iter().map(row).collect()
        };
        let expected = [
            (0, 10, 2, 0),
            (20, 30, 1, 1),
            (22, 26, 1, 0),
            (60, 70, 1, 0),
        ];
        assert_eq!(seen(&[]), expected);
        assert_eq!(seen(&kept).len(), 5, "what is decided stays");
        assert_eq!(join(found.clone(), &[], &labels, &[]), found);
    }
}
