//! What a text says again: who was named in full once is meant when the last name stands alone, and
//! a club told by its context once is meant by the same word elsewhere in the text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lists::Lists;
use super::words::Words;
use crate::model::ids::EngineId;
use crate::model::label::Bilingual;
use crate::model::suggestion::{Evidence, Suggestion};
use crate::text::normalize::match_form;
use crate::text::offset::Span;

/// What a word that was met stands for.
struct Known {
    label: &'static str,
    /// The full name, or the words that told what it is.
    full: String,
}

/// Last names of full names, and clubs, by normalised form of one or two words.
#[derive(Default)]
pub(super) struct Names(BTreeMap<String, Known>);

const SCORE: f32 = 0.88;

/// Words that a surname goes with (أبو علي, بن سلمان).
const PARTICLES: &[&str] = &["ابو", "بن", "ال", "ابن", "عبد"];

impl Names {
    /// Takes in the full names and clubs among suggestions.
    pub(super) fn learn(&mut self, text: &str, found: &[Suggestion]) {
        for suggestion in found {
            let full = suggestion.span.text(text);
            let is = |rule: &str| suggestion.evidence.iter().any(|e| e.rule.starts_with(rule));
            match suggestion.label.as_str() {
                "PER" => {
                    if let Some(form) = surname(full) {
                        self.add(form, "PER", full);
                    }
                }
                "ORG" if is("club") => {
                    let last = full.split_whitespace().next_back().unwrap_or_default();
                    self.add(match_form(last), "ORG", full);
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, form: String, label: &'static str, full: &str) {
        let full = full.to_owned();
        self.0.entry(form).or_insert(Known { label, full });
    }

    /// The known words that stand alone elsewhere.
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
            for at in 0..words.0.len() {
                let Some((range, known)) = self.known(&words, at) else {
                    continue;
                };
                let Some(span) = Span::from_range(range) else {
                    continue;
                };
                let form = &words.0[at].form;
                let other = known.label == "PER"
                    && !lists.kinds(form).is_empty()
                    && !PARTICLES.contains(&form.as_str());
                if !other && !is_covered(found, span) {
                    repeated.push(suggestion(span, known));
                }
            }
        }
        repeated
    }

    /// What the word at `at`, or it and the next, stand for.
    fn known(&self, words: &Words, at: usize) -> Option<(Range<usize>, &Known)> {
        let word = words.get(at)?;
        word.readings.iter().find_map(|reading| {
            if PARTICLES.contains(&reading.form.as_str()) {
                let next = words.get(at + 1).filter(|next| next.joined)?;
                let known = self.0.get(&format!("{} {}", reading.form, next.form))?;
                return Some((reading.start..next.range.end, known));
            }
            Some((reading.start..word.range.end, self.0.get(&reading.form)?))
        })
    }
}

/// The last name of a full name, with the particle that belongs to it.
fn surname(full: &str) -> Option<String> {
    let words: Vec<String> = full.split_whitespace().map(match_form).collect();
    let [first @ .., before, last] = words.as_slice() else {
        return None;
    };
    if PARTICLES.contains(&before.as_str()) {
        return (!first.is_empty()).then(|| format!("{before} {last}"));
    }
    (last.chars().count() > 3).then(|| last.clone())
}

/// Whether a suggestion covers the span already. Suggestions are in document order and short.
fn is_covered(found: &[Suggestion], span: Span) -> bool {
    let end = found.partition_point(|suggestion| suggestion.span.start() <= span.start());
    found[end.saturating_sub(16)..end]
        .iter()
        .any(|suggestion| suggestion.span.contains(span))
}

fn suggestion(span: Span, known: &Known) -> Suggestion {
    let (rule, name) = if known.label == "PER" {
        (
            "surname",
            Bilingual::new("لقب ذُكر صاحبه كاملًا", "surname of a person named in full"),
        )
    } else {
        (
            "repeated",
            Bilingual::new(
                "اسم عُرف من سياقه في النص",
                "name told by its context elsewhere",
            ),
        )
    };
    let evidence = Evidence {
        engine: EngineId::Pattern,
        rule: rule.to_owned(),
        name,
        entry: Some(known.full.clone()),
    };
    Suggestion {
        span,
        label: known.label.into(),
        score: SCORE,
        evidence: vec![evidence],
        alternatives: Vec::new(),
    }
}
