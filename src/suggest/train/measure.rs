//! Scores of what models find in the corpora, by the tokens of the corpora.

use super::material::Cut;
use super::score::{self, Entity, Score};
use super::target::Head;
use crate::suggest::tagger::MEMORY;
use crate::suggest::tagger::document::{self, Sentence};
use crate::suggest::tagger::lattice::{Chain, Found};

/// A prediction: its type, its probability, whether it is right.
pub(in crate::suggest) type Seen = (usize, f32, bool);

/// Reads a corpus with given emissions for each sentence, and scores what is found.
pub(in crate::suggest) fn measure(
    cut: &Cut<'_>,
    head: Head,
    chain: &Chain,
    emissions: Vec<Vec<f32>>,
) -> (Score, Vec<Seen>) {
    let pairs = cut.sentences.iter().zip(emissions);
    let mut sentences: Vec<Sentence<'_>> = pairs
        .map(|(tokens, emissions)| Sentence::new(tokens, emissions))
        .collect();
    let found = document::decode(&mut sentences, (&head.scheme(), chain), MEMORY);
    judge(cut, head, &found)
}

fn judge(cut: &Cut<'_>, head: Head, found: &[Vec<Found>]) -> (Score, Vec<Seen>) {
    let convention = cut.corpus.convention;
    let gold = cut.corpus.gold.iter().filter_map(|gold| {
        let label = head.single(convention, &gold.label)?;
        Some((gold.tokens.clone(), label.to_owned()))
    });
    let gold: Vec<Entity> = gold.collect();
    let mut predicted: Vec<Entity> = Vec::new();
    let mut seen = Vec::new();
    for (tokens, found) in cut.sentences.iter().zip(found) {
        for span in found {
            let label = head.types()[span.kind];
            if !head.is_measured(convention, label) {
                continue;
            }
            let bytes = tokens[span.start].range.start..tokens[span.end - 1].range.end;
            let entity = (cut.corpus.touched(&bytes), label.to_owned());
            let from = gold.partition_point(|g| g.0.start < entity.0.start);
            let mut here = gold[from..]
                .iter()
                .take_while(|g| g.0.start == entity.0.start);
            seen.push((span.kind, span.probability, here.any(|g| *g == entity)));
            predicted.push(entity);
        }
    }
    (score::score(&gold, &predicted), seen)
}
