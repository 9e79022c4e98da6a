//! Whether scores are worth what they say: of all that is given 0.7 or so, seven in ten should be
//! right.
//!
//! Reliability diagram and expected calibration error over ten bins of equal width (Naeini, Cooper
//! and Hauskrecht 2015; Guo et al. 2017).

/// The number of bins.
pub const BINS: usize = 10;

/// Scores are often of single precision, in which 0.9 is a little less than that.
const EDGE: f64 = 1e-6;

/// The predictions whose scores lie in one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many.
    pub count: usize,
    /// How many of them are right.
    pub right: usize,
    /// The sum of their scores.
    scores: f64,
}

impl Bin {
    /// The mean of their scores; zero without any.
    #[must_use]
    pub fn mean(&self) -> f64 {
        share(self.scores, self.count)
    }

    /// The share that is right; zero without any.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        share(number(self.right), self.count)
    }
}

/// Predictions by the tenth of their score; the last one holds 0.9 and 1 and what is between.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability {
    /// The tenths, lowest first.
    pub bins: [Bin; BINS],
    /// Predictions without a score, which are not counted.
    pub without_score: usize,
}

impl Reliability {
    /// Counts a prediction; scores outside of 0–1 count as the nearer of both.
    pub fn add(&mut self, score: f64, right: bool) {
        let score = if score.is_finite() {
            score.clamp(0.0, 1.0)
        } else {
            1.0
        };
        let at = (1..BINS)
            .rev()
            .find(|at| score >= number(*at) / number(BINS) - EDGE);
        let bin = &mut self.bins[at.unwrap_or_default()];
        bin.count += 1;
        bin.right += usize::from(right);
        bin.scores += score;
    }

    /// Predictions with a score.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bins.iter().map(|bin| bin.count).sum()
    }

    /// The expected calibration error: how far share and mean score are apart in a bin, weighed by
    /// how many there are.
    #[must_use]
    pub fn error(&self) -> f64 {
        let gaps = self.bins.iter();
        let gaps: f64 = gaps.map(|bin| (bin.scores - number(bin.right)).abs()).sum();
        share(gaps, self.count())
    }
}

fn share(part: f64, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part / number(of) }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_hold_their_lower_edge_and_the_last_one_its_upper_too() {
        let mut seen = Reliability::default();
        let scores = [
            0.0,
            0.05,
            0.1,
            0.3,
            0.7,
            0.899_9,
            f64::from(0.9f32),
            1.0,
            7.0,
            f64::NAN,
        ];
        scores.iter().for_each(|score| seen.add(*score, true));
        let counts = seen.bins.map(|bin| bin.count);
        assert_eq!(counts, [2, 1, 0, 1, 0, 0, 0, 1, 1, 4]);
        assert!((Reliability::default().error()).abs() < 1e-12);
    }
}
