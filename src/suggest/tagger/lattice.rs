//! Linear-chain inference: the best labelling (Viterbi), and the probability of every label and of
//! every span (forward and backward sums).
//!
//! Emissions are logarithms, one row of labels for each token. Sums are kept as probabilities
//! scaled to one at each token, so that nothing overflows. Tables of sums and steps have rows as
//! wide as [`sweep`] wants them.

use fearless_simd::{Level, Simd, dispatch};

use super::scheme::{self, Scheme};
use super::sweep;

/// Transitions of a head: logarithms, `[before][label]`, with one more row for the start.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::suggest) struct Chain {
    labels: usize,
    /// `(labels + 1) × labels`; the last row is the start.
    weights: Vec<f32>,
    /// The width of the rows of the other tables.
    width: usize,
    /// The weights; minus infinity where IOB2 forbids the step.
    steps: Vec<f32>,
    /// Their exponentials; zero where IOB2 forbids the step.
    factors: Vec<f32>,
    /// The same without the start, `[label][before]`, so that sums run along rows.
    columns: Vec<f32>,
}

/// A span found in a sentence: token range, type, probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::suggest) struct Found {
    pub(in crate::suggest) start: usize,
    pub(in crate::suggest) end: usize,
    pub(in crate::suggest) kind: usize,
    pub(in crate::suggest) probability: f32,
}

/// What forward and backward sums say about one sentence.
pub(in crate::suggest) struct Sums {
    labels: usize,
    /// The width of rows.
    width: usize,
    /// Scaled emissions' exponentials.
    potentials: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// The scale of each token's forward sums.
    scales: Vec<f32>,
    /// The logarithm of the sum over all labellings.
    pub(in crate::suggest) log_sum: f64,
}

impl Chain {
    /// From weights in the order of the fields; `None` if they are not as many.
    pub(in crate::suggest) fn new(labels: usize, weights: Vec<f32>) -> Option<Self> {
        if weights.len() != (labels + 1) * labels {
            return None;
        }
        let width = sweep::width(labels);
        let mut chain = Self {
            labels,
            width,
            steps: vec![f32::NEG_INFINITY; (labels + 1) * width],
            factors: vec![0.0; (labels + 1) * width],
            columns: vec![0.0; labels * width],
            weights,
        };
        chain.refresh();
        Some(chain)
    }

    /// The number of labels.
    pub(in crate::suggest) fn labels(&self) -> usize {
        self.labels
    }

    /// The weights.
    pub(in crate::suggest) fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// Changes the weights.
    pub(in crate::suggest) fn update(&mut self, change: impl FnOnce(&mut [f32])) {
        change(&mut self.weights);
        self.refresh();
    }

    fn refresh(&mut self) {
        for (at, weight) in self.weights.iter().enumerate() {
            let (before, label) = (at / self.labels, at % self.labels);
            let before = (before < self.labels).then_some(before);
            let allowed = Scheme::allows(before, label);
            let place = at / self.labels * self.width + label;
            self.steps[place] = if allowed { *weight } else { f32::NEG_INFINITY };
            self.factors[place] = if allowed { weight.exp() } else { 0.0 };
            if let Some(before) = before {
                self.columns[label * self.width + before] = self.factors[place];
            }
        }
    }

    fn from(&self, before: usize) -> &[f32] {
        &self.factors[before * self.width..(before + 1) * self.width]
    }

    /// The best labelling.
    pub(in crate::suggest) fn best(&self, emissions: &[f32]) -> Vec<usize> {
        dispatch!(Level::new(), simd => self.best_by(simd, emissions))
    }

    #[inline(always)]
    fn best_by<S: Simd>(&self, simd: S, emissions: &[f32]) -> Vec<usize> {
        let (labels, width) = (self.labels, self.width);
        let mut links = vec![0u32; emissions.len() / labels * width];
        let mut scores = self.steps[labels * width..].to_vec();
        let mut next = scores.clone();
        let rows = emissions.chunks_exact(labels);
        for (at, (row, links)) in rows.zip(links.chunks_exact_mut(width)).enumerate() {
            if at > 0 {
                sweep::best(simd, &scores[..labels], &self.steps, (&mut next, links));
                std::mem::swap(&mut scores, &mut next);
            }
            for (score, emission) in scores.iter_mut().zip(row) {
                *score += emission;
            }
        }
        let mut last = argmax(&scores[..labels]);
        let mut path = vec![0; links.len() / width];
        for (place, links) in path.iter_mut().zip(links.chunks_exact(width)).rev() {
            *place = last;
            last = links[last] as usize;
        }
        path
    }

    /// Forward and backward sums. `allowed` gives for each token the bits of its labels; `None`
    /// allows all.
    pub(in crate::suggest) fn sums(&self, emissions: &[f32], allowed: Option<&[u64]>) -> Sums {
        dispatch!(Level::new(), simd => self.sums_by(simd, emissions, allowed))
    }

    #[inline(always)]
    fn sums_by<S: Simd>(&self, simd: S, emissions: &[f32], allowed: Option<&[u64]>) -> Sums {
        let (labels, width) = (self.labels, self.width);
        let mut potentials = vec![0.0; emissions.len() / labels * width];
        let mut log_sum = 0.0;
        let rows = emissions.chunks_exact(labels);
        for (at, (row, out)) in rows.zip(potentials.chunks_exact_mut(width)).enumerate() {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            log_sum += f64::from(top);
            let mask = allowed.map_or(u64::MAX, |allowed| allowed[at]);
            for (label, (out, emission)) in out.iter_mut().zip(row).enumerate() {
                if mask >> label & 1 == 1 {
                    *out = (emission - top).exp();
                }
            }
        }
        let (forward, scales) = self.forward(simd, &potentials);
        log_sum += scales.iter().map(|s| f64::from(*s).ln()).sum::<f64>();
        let backward = self.backward(simd, &potentials, &scales);
        Sums {
            labels,
            width,
            potentials,
            forward,
            backward,
            scales,
            log_sum,
        }
    }

    #[inline(always)]
    fn forward<S: Simd>(&self, simd: S, potentials: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let (labels, width) = (self.labels, self.width);
        let mut forward = vec![0.0f32; potentials.len()];
        let mut scales = Vec::with_capacity(potentials.len() / width);
        for (at, own) in potentials.chunks_exact(width).enumerate() {
            let (done, rest) = forward.split_at_mut(at * width);
            let here = &mut rest[..width];
            match done.len().checked_sub(width) {
                None => here.copy_from_slice(self.from(labels)),
                Some(last) => {
                    sweep::mix(simd, &done[last..last + labels], &self.factors, here);
                }
            }
            here.iter_mut().zip(own).for_each(|(h, p)| *h *= p);
            let scale = here.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            here.iter_mut().for_each(|h| *h /= scale);
            scales.push(scale);
        }
        (forward, scales)
    }

    #[inline(always)]
    fn backward<S: Simd>(&self, simd: S, potentials: &[f32], scales: &[f32]) -> Vec<f32> {
        let (labels, width) = (self.labels, self.width);
        let mut backward = vec![0.0f32; potentials.len()];
        let last = potentials.len().saturating_sub(width);
        backward[last..]
            .iter_mut()
            .take(labels)
            .for_each(|b| *b = 1.0);
        let mut weighted = vec![0.0f32; width];
        for at in (0..scales.len().saturating_sub(1)).rev() {
            let (done, rest) = backward.split_at_mut((at + 1) * width);
            let next = potentials[(at + 1) * width..].iter().zip(&*rest);
            for (w, (potential, back)) in weighted.iter_mut().zip(next) {
                *w = potential * back / scales[at + 1];
            }
            let here = &mut done[at * width..];
            sweep::mix(simd, &weighted[..labels], &self.columns, here);
        }
        backward
    }

    /// Expected number of each step over all labellings, in the order of the weights, added to
    /// `counts` times `factor`.
    pub(in crate::suggest) fn count_steps(&self, sums: &Sums, factor: f32, counts: &mut [f32]) {
        let (labels, width) = (self.labels, self.width);
        for at in 0..sums.scales.len() {
            let own = at * width;
            let weighted: Vec<f32> = (own..own + labels)
                .map(|p| sums.potentials[p] * sums.backward[p] / sums.scales[at])
                .collect();
            let rows = if at == 0 {
                labels..labels + 1
            } else {
                0..labels
            };
            for before in rows {
                let weight = if at == 0 {
                    1.0
                } else {
                    sums.forward[own - width + before]
                };
                let steps = self.from(before).iter().zip(&weighted);
                let row = &mut counts[before * labels..(before + 1) * labels];
                for (count, (step, w)) in row.iter_mut().zip(steps) {
                    *count += factor * weight * step * w;
                }
            }
        }
    }

    /// The probability that exactly this span has this type.
    pub(in crate::suggest) fn span(
        &self,
        sums: &Sums,
        tokens: std::ops::Range<usize>,
        kind: usize,
    ) -> f32 {
        let (labels, width) = (self.labels, self.width);
        let (begin, inside) = (scheme::begin(kind), scheme::inside(kind));
        let Some(last) = tokens
            .end
            .checked_sub(1)
            .filter(|last| *last >= tokens.start)
        else {
            return 0.0;
        };
        let mut p = sums.forward[tokens.start * width + begin];
        let mut label = begin;
        for at in tokens.start + 1..tokens.end {
            p *= self.from(label)[inside] * sums.potentials[at * width + inside] / sums.scales[at];
            label = inside;
        }
        if last + 1 == sums.scales.len() {
            return p.clamp(0.0, 1.0);
        }
        let next = (last + 1) * width;
        let leave: f32 = (0..labels)
            .filter(|l| *l != inside)
            .map(|l| self.from(label)[l] * sums.potentials[next + l] * sums.backward[next + l])
            .sum();
        (p * leave / sums.scales[last + 1]).clamp(0.0, 1.0)
    }
}

impl Sums {
    /// The probability of each label of a token.
    pub(in crate::suggest) fn label(&self, at: usize) -> impl Iterator<Item = f32> + '_ {
        let row = at * self.width..at * self.width + self.labels;
        self.forward[row.clone()]
            .iter()
            .zip(&self.backward[row])
            .map(|(f, b)| f * b)
    }

    /// The number of tokens.
    pub(in crate::suggest) fn tokens(&self) -> usize {
        self.scales.len()
    }
}

/// The spans of a labelling, without probability.
pub(in crate::suggest) fn spans(path: &[usize]) -> Vec<(std::ops::Range<usize>, usize)> {
    let mut found: Vec<(std::ops::Range<usize>, usize)> = Vec::new();
    for (at, label) in path.iter().enumerate() {
        let Some(kind) = scheme::kind(*label) else {
            continue;
        };
        match found.last_mut() {
            Some((range, k)) if !scheme::begins(*label) && *k == kind && range.end == at => {
                range.end = at + 1;
            }
            _ => found.push((at..at + 1, kind)),
        }
    }
    found
}

fn argmax(scores: &[f32]) -> usize {
    let best = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    best.map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chain(labels: usize, seed: u32) -> Chain {
        let weight = |at: usize| {
            f32::from(u8::try_from((at * 31 + seed as usize) % 17).unwrap()) / 8.0 - 1.0
        };
        Chain::new(labels, (0..labels * (labels + 1)).map(weight).collect()).unwrap()
    }

    /// Every labelling that IOB2 allows, with its weight.
    fn all(chain: &Chain, emissions: &[f32]) -> Vec<(Vec<usize>, f64)> {
        let labels = chain.labels;
        let mut paths: Vec<(Vec<usize>, f64)> = vec![(Vec::new(), 0.0)];
        for row in emissions.chunks_exact(labels) {
            let mut next = Vec::new();
            for (path, score) in &paths {
                let before = path.last().copied();
                for (label, emission) in row.iter().enumerate() {
                    if Scheme::allows(before, label) {
                        let step = chain.weights[before.unwrap_or(labels) * labels + label];
                        let mut longer = path.clone();
                        longer.push(label);
                        next.push((longer, score + f64::from(step + emission)));
                    }
                }
            }
            paths = next;
        }
        paths
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn sums_and_best_equal_what_counting_gives(
            emissions in proptest::collection::vec(-3.0f32..3.0, 20), seed in 0u32..50,
        ) {
            let chain = chain(5, seed);
            let paths = all(&chain, &emissions);
            let total: f64 = paths.iter().map(|(_, score)| score.exp()).sum();
            let sums = chain.sums(&emissions, None);
            prop_assert!((sums.log_sum - total.ln()).abs() < 1e-4);
            let best = paths.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
            prop_assert_eq!(chain.best(&emissions), best.0.clone());
            for at in 0..sums.tokens() {
                let whole: f32 = sums.label(at).sum();
                prop_assert!((whole - 1.0).abs() < 1e-4, "{}", whole);
            }
            for (start, end, kind) in [(0, 1, 0), (1, 3, 1), (0, 4, 0), (3, 4, 1)] {
                let has = |path: &Vec<usize>| spans(path).contains(&(start..end, kind));
                let exact: f64 = paths.iter().filter(|(p, _)| has(p)).map(|(_, score)| score.exp()).sum();
                let given = f64::from(chain.span(&sums, start..end, kind));
                prop_assert!((given - exact / total).abs() < 1e-4, "{} {}", given, exact / total);
            }
        }

        #[test]
        fn every_level_gives_the_same_bits(
            emissions in proptest::collection::vec(-3.0f32..3.0, 35 * 4), labels in 1usize..36,
        ) {
            let chain = chain(labels, 7);
            let emissions = &emissions[..labels * 4];
            let mut known = None;
            for level in crate::suggest::tagger::neural::matrix::levels() {
                let best = dispatch!(level, simd => chain.best_by(simd, emissions));
                let sums = dispatch!(level, simd => chain.sums_by(simd, emissions, None));
                let bits: Vec<u32> = (0..4).flat_map(|at| sums.label(at)).map(f32::to_bits).collect();
                let told = (best, bits, sums.log_sum.to_bits());
                prop_assert_eq!(known.get_or_insert_with(|| told.clone()), &told, "{:?}", level);
            }
        }

        #[test]
        fn steps_are_counted_as_often_as_they_are_taken(
            emissions in proptest::collection::vec(-2.0f32..2.0, 12), seed in 0u32..50,
        ) {
            let chain = chain(3, seed);
            let mut counts = vec![0.0; 12];
            chain.count_steps(&chain.sums(&emissions, None), 1.0, &mut counts);
            prop_assert!((counts.iter().sum::<f32>() - 4.0).abs() < 1e-3);
            prop_assert!((counts[9..].iter().sum::<f32>() - 1.0).abs() < 1e-3);
        }
    }
}
