//! Strict scores over the tokens of a corpus: an entity is right if its first and last token and
//! its label are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Right, predicted and gold entities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Predicted and gold.
    pub right: usize,
    /// Predicted.
    pub predicted: usize,
    /// Gold.
    pub gold: usize,
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
impl Tally {
    /// Share of the predictions that are right.
    #[must_use]
    pub fn precision(self) -> f64 {
        self.right as f64 / self.predicted.max(1) as f64
    }

    /// Share of the gold entities that were found.
    #[must_use]
    pub fn recall(self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }

    /// Harmonic mean of both.
    #[must_use]
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.predicted + self.gold).max(1) as f64
    }
}

/// Scores over all labels and of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Over all.
    pub all: Tally,
    /// Of each label.
    pub labels: BTreeMap<String, Tally>,
}

/// A labelled range of tokens.
pub(in crate::suggest) type Entity = (Range<usize>, String);

/// Compares entities; each set counts an entity once.
pub(in crate::suggest) fn score(gold: &[Entity], predicted: &[Entity]) -> Score {
    let key = |entity: &Entity| (entity.0.start, entity.0.end, entity.1.clone());
    let gold: BTreeSet<_> = gold.iter().map(key).collect();
    let predicted: BTreeSet<_> = predicted.iter().map(key).collect();
    let mut score = Score::default();
    for entity in &gold {
        score.labels.entry(entity.2.clone()).or_default().gold += 1;
    }
    for entity in &predicted {
        let tally = score.labels.entry(entity.2.clone()).or_default();
        tally.predicted += 1;
        tally.right += usize::from(gold.contains(entity));
    }
    for tally in score.labels.values() {
        score.all.right += tally.right;
        score.all.predicted += tally.predicted;
        score.all.gold += tally.gold;
    }
    score
}
