//! What a text says again: who was named in full once is meant when the last name stands alone, and
//! a club told by its context once is meant by the same word elsewhere in the text.

use std::collections::HashMap;
use std::ops::Range;

use super::lists::Lists;
use super::tagger::hash::{Hash, mix};
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

/// Last names of full names, and clubs, by the key of one or two words.
#[derive(Default)]
pub(super) struct Names(HashMap<u64, Known, foldhash::fast::RandomState>);

/// A reading of a word of the text.
struct Said {
    /// Bytes of the whole text.
    start: usize,
    end: usize,
    key: u64,
    /// Whether it is the word as written, the first of its readings.
    whole: bool,
    joined: bool,
    particle: bool,
}

/// The words of a text, a few bytes for each: names are known only when all of it was read, and to
/// split it again takes as long as the first time.
#[derive(Default)]
pub(super) struct WordsRead(Vec<Said>);

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
                    if let Some(key) = surname(full) {
                        self.add(key, "PER", full);
                    }
                }
                "ORG" if is("club") => {
                    let last = full.split_whitespace().next_back().unwrap_or_default();
                    self.add(Hash::of(&match_form(last)), "ORG", full);
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, key: u64, label: &'static str, full: &str) {
        let full = full.to_owned();
        self.0.entry(key).or_insert(Known { label, full });
    }

    /// The known words that stand alone elsewhere.
    pub(super) fn find(
        &self,
        text: &str,
        read: &WordsRead,
        found: &[Suggestion],
        lists: &Lists,
    ) -> Vec<Suggestion> {
        let mut repeated = Vec::new();
        if self.0.is_empty() {
            return repeated;
        }
        let mut rest = read.0.as_slice();
        while let Some(word) = rest.first() {
            let next = rest.iter().skip(1).position(|said| said.whole);
            let (readings, behind) = rest.split_at(next.map_or(rest.len(), |next| next + 1));
            rest = behind;
            let Some((range, known)) = self.known(readings, behind.first()) else {
                continue;
            };
            let Some(span) = Span::from_range(range) else {
                continue;
            };
            let listed = || {
                !lists
                    .kinds(&match_form(&text[word.start..word.end]))
                    .is_empty()
            };
            let other = known.label == "PER" && !word.particle && listed();
            if !other && !is_covered(found, span) {
                repeated.push(suggestion(span, known));
            }
        }
        repeated
    }

    /// What a word, or it and the next, stand for.
    fn known(&self, readings: &[Said], next: Option<&Said>) -> Option<(Range<usize>, &Known)> {
        readings.iter().find_map(|reading| {
            if reading.particle {
                let next = next.filter(|next| next.joined)?;
                let known = self.0.get(&pair(reading.key, next.key))?;
                return Some((reading.start..next.end, known));
            }
            Some((reading.start..reading.end, self.0.get(&reading.key)?))
        })
    }
}

impl WordsRead {
    /// Takes in the words of a slice.
    pub(super) fn take(&mut self, words: &Words) {
        for word in &words.0 {
            let readings = word.readings.iter().enumerate();
            self.0.extend(readings.map(|(at, reading)| Said {
                start: reading.start,
                end: word.range.end,
                key: Hash::of(&reading.form),
                whole: at == 0,
                joined: word.joined,
                particle: PARTICLES.contains(&reading.form.as_str()),
            }));
        }
    }
}

/// The key of a particle and the word that it belongs to.
fn pair(particle: u64, word: u64) -> u64 {
    mix(1, particle, word)
}

/// The key of the last name of a full name, with the particle that belongs to it.
fn surname(full: &str) -> Option<u64> {
    let words: Vec<String> = full.split_whitespace().map(match_form).collect();
    let [first @ .., before, last] = words.as_slice() else {
        return None;
    };
    if PARTICLES.contains(&before.as_str()) {
        return (!first.is_empty()).then(|| pair(Hash::of(before), Hash::of(last)));
    }
    (last.chars().count() > 3).then(|| Hash::of(last))
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
        evidence: vec![evidence.into()],
        alternatives: Vec::new(),
    }
}
