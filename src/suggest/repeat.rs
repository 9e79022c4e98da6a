//! Surnames: who was named in full once is meant when the last name stands alone.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lists::Lists;
use super::words::Words;
use crate::model::ids::EngineId;
use crate::model::label::Bilingual;
use crate::model::suggestion::{Evidence, Suggestion};
use crate::text::normalize::match_form;
use crate::text::offset::Span;

/// Last names found in full names, with the full name.
#[derive(Default)]
pub(super) struct Names(BTreeMap<String, String>);

const SCORE: f32 = 0.88;

impl Names {
    /// Takes in the full names among suggestions.
    pub(super) fn learn(&mut self, text: &str, found: &[Suggestion]) {
        for suggestion in found
            .iter()
            .filter(|suggestion| suggestion.label.as_str() == "PER")
        {
            let full = suggestion.span.text(text);
            let mut words = full.split_whitespace();
            if let (Some(_), Some(last)) = (words.next(), words.next_back())
                && last.chars().count() > 3
            {
                self.0
                    .entry(match_form(last))
                    .or_insert_with(|| full.to_owned());
            }
        }
    }

    /// The last names that stand alone elsewhere.
    pub(super) fn find(
        &self,
        text: &str,
        slices: &[Range<usize>],
        found: &[Suggestion],
        lists: &Lists,
    ) -> Vec<Suggestion> {
        let mut repeated = Vec::new();
        if self.0.is_empty() {
            return repeated;
        }
        for slice in slices {
            let words = Words::new(text, slice.clone());
            for word in &words.0 {
                let known = word
                    .readings
                    .iter()
                    .find_map(|r| Some((r.start, self.0.get(&r.form)?)));
                let Some((start, full)) = known else { continue };
                let Some(span) = Span::from_range(start..word.range.end) else {
                    continue;
                };
                if !is_covered(found, span) && lists.kinds(&word.form).is_empty() {
                    repeated.push(suggestion(span, full));
                }
            }
        }
        repeated
    }
}

/// Whether a suggestion covers the span already. Suggestions are in document order and short.
fn is_covered(found: &[Suggestion], span: Span) -> bool {
    let end = found.partition_point(|suggestion| suggestion.span.start() <= span.start());
    found[end.saturating_sub(16)..end]
        .iter()
        .any(|suggestion| suggestion.span.contains(span))
}

fn suggestion(span: Span, full: &str) -> Suggestion {
    let evidence = Evidence {
        engine: EngineId::Pattern,
        rule: "surname".to_owned(),
        name: Bilingual::new("لقب ذُكر صاحبه كاملًا", "surname of a person named in full"),
        entry: Some(full.to_owned()),
    };
    Suggestion {
        span,
        label: "PER".into(),
        score: SCORE,
        evidence: vec![evidence],
        alternatives: Vec::new(),
    }
}
