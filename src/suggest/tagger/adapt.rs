//! What the tagger learns from the decisions of a project: changes of its weights, kept apart from
//! the model, so that forgetting them gives back the model as it was.
//!
//! An averaged margin is not needed here: a document has few mistakes, and each is corrected by a
//! passive-aggressive step (Crammer and others 2006), as large as the mistake and no larger than
//! [`BOLDEST`].

use std::collections::HashMap;

use super::bytes::{self, Damage, Reader, Writer};
use super::linear::Linear;
use super::rows::{self, Aspect};
use super::token::Token;

/// The first bytes of a saved adaptation; the last is the version.
const MAGIC: [u8; 8] = *b"TAWSIMA\x01";

/// Times that a document is gone through.
const PASSES: usize = 4;

/// The largest step for one word.
const BOLDEST: f32 = 0.02;

/// Changes by row: labels and what is added.
type Changes = HashMap<u32, Vec<(u8, f32)>>;

/// Changes of weights, by head, row and label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adaptation {
    heads: Vec<(String, Changes)>,
}

impl Adaptation {
    /// Whether nothing was learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heads.iter().all(|(_, changes)| changes.is_empty())
    }

    fn of(&self, head: &str) -> Option<&Changes> {
        self.heads
            .iter()
            .find(|(name, _)| name == head)
            .map(|(_, changes)| changes)
    }

    fn of_mut(&mut self, head: &str) -> Option<&mut Changes> {
        if self.of(head).is_none() {
            self.heads.push((head.to_owned(), HashMap::new()));
        }
        self.heads
            .iter_mut()
            .find(|(name, _)| name == head)
            .map(|(_, changes)| changes)
    }

    /// Adds what was learned to the emissions of a sentence.
    pub(in crate::suggest) fn add(
        &self,
        head: &str,
        tokens: &[Token],
        labels: usize,
        emissions: &mut [f32],
    ) {
        let Some(changes) = self.of(head).filter(|changes| !changes.is_empty()) else {
            return;
        };
        let mut selected = Vec::new();
        for (at, out) in emissions.chunks_exact_mut(labels).enumerate() {
            rows::rows(tokens, at, &mut selected);
            for (row, _) in &selected {
                for (label, change) in changes.get(row).into_iter().flatten() {
                    if let Some(value) = out.get_mut(usize::from(*label)) {
                        *value += change;
                    }
                }
            }
        }
    }

    /// Learns the right labels of the sentences of a document.
    pub(in crate::suggest) fn learn(
        &mut self,
        head: (&str, &Linear),
        sentences: &[(&[Token], Vec<usize>)],
    ) {
        let (name, linear) = head;
        let base: Vec<Vec<f32>> = sentences
            .iter()
            .map(|(tokens, _)| linear.emissions(tokens))
            .collect();
        for _ in 0..PASSES {
            let mut mistakes = 0;
            for ((tokens, gold), base) in sentences.iter().zip(&base) {
                let mut emissions = base.clone();
                self.add(name, tokens, linear.scheme.labels(), &mut emissions);
                let found = linear.chain.best(&emissions);
                let labels = linear.scheme.labels();
                for (at, (right, wrong)) in gold.iter().zip(&found).enumerate() {
                    if right != wrong {
                        mistakes += 1;
                        let gap = emissions[at * labels + wrong] - emissions[at * labels + right];
                        self.correct(name, tokens, at, (*right, *wrong), gap);
                    }
                }
            }
            if mistakes == 0 {
                break;
            }
        }
    }

    fn correct(
        &mut self,
        head: &str,
        tokens: &[Token],
        at: usize,
        labels: (usize, usize),
        gap: f32,
    ) {
        let mut selected = Vec::new();
        rows::rows(tokens, at, &mut selected);
        // What every word has in common says nothing about this one.
        selected.retain(|(_, aspect)| *aspect != Aspect::Shape);
        #[expect(
            clippy::cast_precision_loss,
            reason = "a word selects some seventy rows"
        )]
        let count = selected.len().max(1) as f32;
        let step = ((gap + 1.0).max(0.1) / (2.0 * count)).min(BOLDEST);
        let Some(changes) = self.of_mut(head) else {
            return;
        };
        for (row, _) in selected {
            let own = changes.entry(row).or_default();
            for (label, change) in [(labels.0, step), (labels.1, -step)] {
                let label = u8::try_from(label).unwrap_or_default();
                match own.iter_mut().find(|(l, _)| *l == label) {
                    Some((_, value)) => *value += change,
                    None => own.push((label, change)),
                }
            }
        }
    }

    /// The bytes to keep it in a file; equal adaptations give equal bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.count(self.heads.len());
        for (name, changes) in &self.heads {
            out.word(name);
            let mut rows: Vec<u32> = changes.keys().copied().collect();
            rows.sort_unstable();
            out.count(rows.len());
            for row in rows {
                let own = changes.get(&row).map_or(&[][..], Vec::as_slice);
                out.u32(row);
                out.u8(u8::try_from(own.len()).unwrap_or(u8::MAX));
                for (label, change) in own {
                    out.u8(*label);
                    out.f32(*change);
                }
            }
        }
        bytes::seal(MAGIC, &out.0)
    }

    /// Reads [`Adaptation::to_bytes`].
    ///
    /// # Errors
    /// The bytes are something else or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes::unseal(MAGIC, bytes)?);
        let mut heads = Vec::new();
        for _ in 0..reader.count(1)? {
            let name = reader.word()?;
            let mut changes = HashMap::new();
            for _ in 0..reader.count(5)? {
                let row = reader.u32()?;
                let count = reader.u8()?;
                let own = (0..count)
                    .map(|_| Ok((reader.u8()?, reader.f32()?)))
                    .collect::<Result<_, _>>()?;
                changes.insert(row, own);
            }
            heads.push((name, changes));
        }
        reader.end()?;
        Ok(Self { heads })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::label::{Bilingual, Colour, Label, LabelSet};
    use crate::suggest::Ensemble;
    use crate::text::offset::Span;
    use std::sync::Arc;

    fn core() -> LabelSet {
        let black = Colour { r: 0, g: 0, b: 0 };
        let label = |id: &str| Label::new(id.into(), Bilingual::new(id, id), black);
        LabelSet::new(["PER", "LOC", "ORG", "MISC"].map(label).to_vec()).unwrap()
    }

    #[test]
    fn a_document_is_learned_kept_and_forgotten() {
        let text = "ارتفع سهم قمرون في البورصة. وأعلنت قمرون أرباحها، ثم باعت قمرون مصنعها.";
        let right: Vec<crate::suggest::Mark> = text
            .match_indices("قمرون")
            .map(|(at, name)| (Span::from_range(at..at + name.len()).unwrap(), "ORG".into()))
            .collect();
        let (ensemble, labels) = (Ensemble::bundled(), core());
        let before = ensemble.suggest(text, &labels);
        let mut learned = Adaptation::default();
        ensemble.learn(&mut learned, text, &right, &labels);
        assert!(!learned.is_empty());
        let kept = Adaptation::from_bytes(&learned.to_bytes()).unwrap();
        assert_eq!(kept, learned);
        let adapted = ensemble.adapted(Arc::new(kept));
        let found = |text: &str| -> Vec<String> {
            let found = adapted.suggest(text, &labels);
            found
                .iter()
                .map(|s| format!("{} {}", s.span.text(text), s.label))
                .collect()
        };
        // What was learned adds what it is sure of, and takes nothing away.
        let now = found(text);
        let marks = before
            .iter()
            .map(|s| format!("{} {}", s.span.text(text), s.label));
        assert!(marks.into_iter().all(|mark| now.contains(&mark)));
        assert!(now.contains(&"قمرون ORG".to_owned()));
        assert_eq!(ensemble.suggest(text, &labels), before);
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        let whole = Adaptation::default().to_bytes();
        for end in 0..whole.len() {
            assert!(Adaptation::from_bytes(&whole[..end]).is_err());
        }
        assert!(Adaptation::from_bytes(&bytes::seal(MAGIC, &[255; 40])).is_err());
    }
}
