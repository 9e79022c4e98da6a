//! A text as the tagger reads it: sentences with their emissions, decoded twice. Names that the
//! first reading is sure of make their words likelier names in the sentences around.

use std::collections::HashMap;

use super::lattice::{self, Chain, Found, Sums};
use super::scheme::{self, Scheme};
use super::token::Token;
use crate::model::ids::LabelId;
use crate::text::offset::Span;

/// A sentence with its emissions under one head.
pub(in crate::suggest) struct Sentence<'a> {
    pub(in crate::suggest) tokens: &'a [Token],
    pub(in crate::suggest) emissions: Vec<f32>,
    /// The sums of these emissions, once it was decoded and holds a name.
    pub(in crate::suggest) sums: Option<Sums>,
}

impl<'a> Sentence<'a> {
    /// A sentence that is not decoded yet.
    pub(in crate::suggest) fn new(tokens: &'a [Token], emissions: Vec<f32>) -> Self {
        Self {
            tokens,
            emissions,
            sums: None,
        }
    }
}

/// How much the names of the text count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::suggest) struct Memory {
    /// The most that is added to the emission of a label.
    pub(in crate::suggest) bonus: f32,
    /// Sentences before and behind that are looked at.
    pub(in crate::suggest) window: usize,
    /// Names less probable are not remembered.
    pub(in crate::suggest) least: f32,
}

/// A mention of a word: in which sentence, as what (outside has no type), how surely.
struct Mention {
    sentence: usize,
    kind: Option<usize>,
    weight: f32,
}

/// The mentions of words, by heart.
type Mentions = HashMap<u64, Vec<Mention>, foldhash::fast::RandomState>;

/// The spans of each sentence, in order.
pub(in crate::suggest) fn decode(
    sentences: &mut [Sentence<'_>],
    (head, chain): (&Scheme, &Chain),
    memory: Memory,
) -> Vec<Vec<Found>> {
    let each = sentences.iter_mut();
    let found = each.map(|sentence| read(sentence, chain)).collect();
    read_again(sentences, found, (head, chain), memory)
}

/// The spans of each sentence, in order, where `found` is what each tells by itself, see [`read`].
pub(in crate::suggest) fn read_again(
    sentences: &mut [Sentence<'_>],
    mut found: Vec<Vec<Found>>,
    (head, chain): (&Scheme, &Chain),
    memory: Memory,
) -> Vec<Vec<Found>> {
    let mentions = remember(sentences, &found, head, memory);
    if mentions.is_empty() {
        return found;
    }
    for (at, sentence) in sentences.iter_mut().enumerate() {
        if recall(sentence, at, &mentions, head, memory) {
            found[at] = read(sentence, chain);
        }
    }
    found
}

/// The spans of a sentence by itself: of the best labelling, with their probabilities.
pub(in crate::suggest) fn read(sentence: &mut Sentence<'_>, chain: &Chain) -> Vec<Found> {
    let path = chain.best(&sentence.emissions);
    if path.iter().all(|label| *label == 0) {
        sentence.sums = None;
        return Vec::new();
    }
    let sums = chain.sums(&sentence.emissions, None);
    let found = found(&path, chain, &sums);
    sentence.sums = Some(sums);
    found
}

fn found(path: &[usize], chain: &Chain, sums: &Sums) -> Vec<Found> {
    let spans = lattice::spans(path).into_iter();
    spans
        .map(|(range, kind)| Found {
            start: range.start,
            end: range.end,
            kind,
            probability: chain.span(sums, range, kind),
        })
        .collect()
}

/// Words of names, by heart: every word of a person's name, and names of one word.
fn remember(
    sentences: &[Sentence<'_>],
    found: &[Vec<Found>],
    head: &Scheme,
    memory: Memory,
) -> Mentions {
    let person = head.find("PER");
    let mut mentions: Mentions = Mentions::default();
    for (at, (sentence, found)) in sentences.iter().zip(found).enumerate() {
        for span in found.iter().filter(|span| span.probability >= memory.least) {
            let names = Some(span.kind) == person || span.end - span.start == 1;
            for token in sentence.tokens[span.start..span.end]
                .iter()
                .filter(|_| names)
            {
                if is_telling(token) {
                    mentions.entry(token.heart).or_default().push(Mention {
                        sentence: at,
                        kind: Some(span.kind),
                        weight: span.probability,
                    });
                }
            }
        }
    }
    if mentions.is_empty() {
        return mentions;
    }
    // How often the same word stands outside of names.
    for (at, (sentence, found)) in sentences.iter().zip(found).enumerate() {
        for (place, token) in sentence.tokens.iter().enumerate() {
            let inside = found
                .iter()
                .any(|span| (span.start..span.end).contains(&place));
            if let Some(seen) = mentions.get_mut(&token.heart).filter(|_| !inside) {
                seen.push(Mention {
                    sentence: at,
                    kind: None,
                    weight: 1.0,
                });
            }
        }
    }
    mentions
        .values_mut()
        .for_each(|seen| seen.sort_by_key(|m| m.sentence));
    mentions
}

/// Words of two letters and signs are too common to tell anything.
fn is_telling(token: &Token) -> bool {
    token.shape >= 13 || token.shape == 9
}

/// Adds what the text says elsewhere; whether anything was added.
fn recall(
    sentence: &mut Sentence<'_>,
    at: usize,
    mentions: &Mentions,
    head: &Scheme,
    memory: Memory,
) -> bool {
    let labels = head.labels();
    let mut added = false;
    let near = at.saturating_sub(memory.window)..=at.saturating_add(memory.window);
    for (token, emissions) in sentence
        .tokens
        .iter()
        .zip(sentence.emissions.chunks_exact_mut(labels))
    {
        let Some(seen) = mentions.get(&token.heart) else {
            continue;
        };
        let from = seen.partition_point(|m| m.sentence < *near.start());
        let mut votes = vec![0.0f32; head.types().len()];
        let mut outside = 0.0;
        for mention in seen[from..]
            .iter()
            .take_while(|m| m.sentence <= *near.end())
        {
            match mention.kind {
                Some(kind) => votes[kind] += mention.weight,
                None => outside += mention.weight,
            }
        }
        let all = votes.iter().sum::<f32>() + OUTSIDE * outside;
        for (kind, vote) in votes.iter().enumerate().filter(|(_, vote)| **vote > 0.0) {
            let bonus = memory.bonus * vote / all;
            emissions[scheme::begin(kind)] += bonus;
            emissions[scheme::inside(kind)] += bonus;
            added = true;
        }
    }
    added
}

/// What a mention outside of names counts beside one inside.
const OUTSIDE: f32 = 0.25;

/// The labels of a sentence in which these spans, in document order, are right. Of overlapping ones
/// the first counts; those of other types are outside.
pub(in crate::suggest) fn labels(
    tokens: &[Token],
    right: &[&(Span, LabelId)],
    head: &Scheme,
) -> Vec<usize> {
    let mut labels = vec![0; tokens.len()];
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return labels;
    };
    let from = right.partition_point(|mark| mark.0.end() <= first.range.start);
    for (span, label) in right[from..]
        .iter()
        .take_while(|mark| mark.0.start() < last.range.end)
    {
        let start = tokens.partition_point(|token| token.range.end <= span.start());
        let end = tokens.partition_point(|token| token.range.start < span.end());
        let Some(kind) = head.find(label.as_str()).filter(|_| start < end) else {
            continue;
        };
        if labels[start..end].iter().all(|label| *label == 0) {
            labels[start..end].fill(scheme::inside(kind));
            labels[start] = scheme::begin(kind);
        }
    }
    labels
}
