//! What a head takes for a name without being sure enough: words outside of what it found whose
//! probability of being part of a name is not small.

use std::ops::Range;

use super::document::Sentence;
use super::lattice::{Found, Sums};
use super::scheme;
use super::speak::{self, Voice};
use crate::model::suggestion::NearMiss;

/// Words less probably part of a name are not looked at.
const LEAST: f32 = 0.08;

/// The most words of a name that is looked for among them.
const LONGEST: usize = 6;

/// Adds what a sentence almost holds beside what was found in it.
pub(in crate::suggest) fn near_misses(
    text: &str,
    voice: &Voice<'_>,
    sentence: &Sentence<'_>,
    found: &[Found],
    out: &mut Vec<NearMiss>,
) {
    let sums = match &sentence.sums {
        Some(known) => known,
        None => &voice.chain.sums(&sentence.emissions, None),
    };
    let outside = |at: usize| sums.label(at).next().unwrap_or(1.0);
    let taken = |at: usize| {
        found
            .iter()
            .any(|span| (span.start..span.end).contains(&at))
    };
    let mut at = 0;
    while at < sums.tokens() {
        let start = at;
        while at < sums.tokens() && 1.0 - outside(at) >= LEAST && !taken(at) {
            at += 1;
        }
        if start < at {
            out.extend(best(text, voice, sentence, sums, start..at));
        }
        at = at.max(start + 1);
    }
}

/// The most probable name among some words, with the probability that its surest word is part of one.
fn best(
    text: &str,
    voice: &Voice<'_>,
    sentence: &Sentence<'_>,
    sums: &Sums,
    words: Range<usize>,
) -> Option<NearMiss> {
    let kind = likeliest(voice, sums, words.clone())?;
    let mut best: Option<(f32, Range<usize>)> = None;
    for start in words.clone() {
        for end in start + 1..=words.end.min(start + LONGEST) {
            let probability = voice.chain.span(sums, start..end, kind);
            if best.as_ref().is_none_or(|(known, _)| *known < probability) {
                best = Some((probability, start..end));
            }
        }
    }
    let (_, tokens) = best?;
    let tokens = speak::trimmed(text, sentence, tokens);
    let span = speak::place(sentence, &tokens)?;
    let named = span.text(text).chars().any(char::is_alphanumeric);
    let part = |at: usize| 1.0 - sums.label(at).next().unwrap_or(1.0);
    let probability = tokens.clone().map(part).fold(0.0, f32::max);
    let label = super::agree::called(voice.scheme.types().get(kind)?);
    named.then(|| NearMiss {
        span,
        label: label.into(),
        probability: probability.clamp(0.0, 1.0),
        evidence: speak::evidence(voice, sentence, tokens.start, kind).into(),
    })
}

/// The type that the words are most probably part of.
fn likeliest(voice: &Voice<'_>, sums: &Sums, words: Range<usize>) -> Option<usize> {
    let mut mass = vec![0.0f32; voice.scheme.types().len()];
    for at in words {
        for (label, p) in sums.label(at).enumerate() {
            if let Some(kind) = scheme::kind(label) {
                mass[kind] += p;
            }
        }
    }
    let best = mass.iter().enumerate();
    let best = best.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
    best.map(|(kind, _)| kind)
}
