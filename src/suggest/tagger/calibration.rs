//! From the probabilities of a model to shares of right answers: one logistic curve for each type,
//! fitted on text that was not learned from (Platt 1999).

use super::bytes::{Damage, Reader, Writer};

/// Slope and shift of the log-odds, for each type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::suggest) struct Calibration(pub(in crate::suggest) Vec<(f32, f32)>);

impl Calibration {
    /// What a probability is worth.
    pub(in crate::suggest) fn score(&self, kind: usize, probability: f32) -> f32 {
        let (slope, shift) = self.0.get(kind).copied().unwrap_or((1.0, 0.0));
        logistic(slope * log_odds(probability) + shift)
    }

    /// Fits the curves to predictions (type, probability, whether right). Types with few
    /// predictions stay near the curve of all.
    pub(in crate::suggest) fn fit(types: usize, seen: &[(usize, f32, bool)]) -> Self {
        let all: Vec<(f32, bool)> = seen.iter().map(|(_, p, right)| (*p, *right)).collect();
        let common = curve(&all, (1.0, 0.0), 1.0);
        let of = |kind: usize| {
            let own: Vec<(f32, bool)> = seen
                .iter()
                .filter(|s| s.0 == kind)
                .map(|(_, p, right)| (*p, *right))
                .collect();
            curve(&own, common, 8.0)
        };
        Self((0..types).map(of).collect())
    }

    pub(in crate::suggest) fn write(&self, out: &mut Writer) {
        out.count(self.0.len());
        for (slope, shift) in &self.0 {
            out.reals(&[*slope, *shift]);
        }
    }

    pub(in crate::suggest) fn read(reader: &mut Reader<'_>) -> Result<Self, Damage> {
        let count = reader.count(8)?;
        (0..count)
            .map(|_| Ok((reader.f32()?, reader.f32()?)))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

fn log_odds(probability: f32) -> f32 {
    let p = probability.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Maximum likelihood with a pull of `prior` observations towards `start`, by gradient steps.
fn curve(seen: &[(f32, bool)], start: (f32, f32), prior: f32) -> (f32, f32) {
    let (mut slope, mut shift) = start;
    #[expect(clippy::cast_precision_loss, reason = "a count of predictions")]
    let count = seen.len() as f32 + prior;
    for _ in 0..2000 {
        let mut gradient = (prior * (slope - start.0), prior * (shift - start.1));
        for (probability, right) in seen {
            let x = log_odds(*probability);
            let error = logistic(slope * x + shift) - f32::from(u8::from(*right));
            gradient.0 += error * x;
            gradient.1 += error;
        }
        slope = (slope - 0.2 * gradient.0 / count).max(0.05);
        shift -= 0.2 * gradient.1 / count;
    }
    (slope, shift)
}
