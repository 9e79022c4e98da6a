//! Linear-chain inference: the best labelling (Viterbi), and the probability of every label and of
//! every span (forward and backward sums).
//!
//! Emissions are logarithms, one row of labels for each token. Sums are kept as probabilities
//! scaled to one at each token, so that nothing overflows.

use super::scheme::{self, Scheme};

/// Transitions of a head: logarithms, `[before][label]`, with one more row for the start.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::suggest) struct Chain {
    labels: usize,
    /// `(labels + 1) × labels`; the last row is the start.
    weights: Vec<f32>,
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
        let mut chain = Self {
            labels,
            steps: vec![f32::NEG_INFINITY; weights.len()],
            factors: vec![0.0; weights.len()],
            columns: vec![0.0; labels * labels],
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
            self.steps[at] = if allowed { *weight } else { f32::NEG_INFINITY };
            self.factors[at] = if allowed { weight.exp() } else { 0.0 };
            if let Some(before) = before {
                self.columns[label * self.labels + before] = self.factors[at];
            }
        }
    }

    fn from(&self, before: usize) -> &[f32] {
        &self.factors[before * self.labels..(before + 1) * self.labels]
    }

    /// The best labelling.
    pub(in crate::suggest) fn best(&self, emissions: &[f32]) -> Vec<usize> {
        let labels = self.labels;
        let tokens = emissions.len() / labels;
        let mut links = vec![0u8; emissions.len()];
        let mut scores = vec![f32::NEG_INFINITY; labels];
        let mut next = vec![f32::NEG_INFINITY; labels];
        let mut from = vec![0u32; labels];
        for (at, row) in emissions.chunks_exact(labels).enumerate() {
            next.fill(f32::NEG_INFINITY);
            from.fill(0);
            if at == 0 {
                self.step(labels, 0.0, &mut next, &mut from);
            } else {
                for (before, score) in scores.iter().enumerate() {
                    self.step(before, *score, &mut next, &mut from);
                }
            }
            let links = &mut links[at * labels..(at + 1) * labels];
            for (link, from) in links.iter_mut().zip(&from) {
                *link = u8::try_from(*from).unwrap_or_default();
            }
            for (score, emission) in next.iter_mut().zip(row) {
                *score += emission;
            }
            std::mem::swap(&mut scores, &mut next);
        }
        let mut path = vec![0; tokens];
        let mut last = argmax(&scores);
        for at in (0..tokens).rev() {
            path[at] = last;
            last = usize::from(links[at * labels + last]);
        }
        path
    }

    /// Keeps the steps from one row that are better than those known. Without a branch, and with
    /// links as wide as scores, so that several labels are done at once.
    fn step(&self, row: usize, score: f32, next: &mut [f32], links: &mut [u32]) {
        let steps = &self.steps[row * self.labels..(row + 1) * self.labels];
        let row = u32::try_from(row).unwrap_or_default();
        for ((next, link), step) in next.iter_mut().zip(links).zip(steps) {
            let total = score + step;
            let better = total > *next;
            *next = if better { total } else { *next };
            *link = if better { row } else { *link };
        }
    }

    /// Forward and backward sums. `allowed` gives for each token the bits of its labels; `None`
    /// allows all.
    pub(in crate::suggest) fn sums(&self, emissions: &[f32], allowed: Option<&[u64]>) -> Sums {
        let labels = self.labels;
        let tokens = emissions.len() / labels;
        let mut potentials = vec![0.0; emissions.len()];
        let mut log_sum = 0.0;
        for at in 0..tokens {
            let row = at * labels..(at + 1) * labels;
            let top = emissions[row.clone()]
                .iter()
                .copied()
                .fold(f32::NEG_INFINITY, f32::max);
            log_sum += f64::from(top);
            let mask = allowed.map_or(u64::MAX, |allowed| allowed[at]);
            for (label, at) in row.enumerate() {
                if mask >> label & 1 == 1 {
                    potentials[at] = (emissions[at] - top).exp();
                }
            }
        }
        let (forward, scales) = self.forward(&potentials);
        log_sum += scales.iter().map(|s| f64::from(*s).ln()).sum::<f64>();
        let backward = self.backward(&potentials, &scales);
        Sums {
            labels,
            potentials,
            forward,
            backward,
            scales,
            log_sum,
        }
    }

    fn forward(&self, potentials: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let labels = self.labels;
        let mut forward = vec![0.0f32; potentials.len()];
        let mut scales = Vec::with_capacity(potentials.len() / labels);
        for (at, own) in potentials.chunks_exact(labels).enumerate() {
            let (done, rest) = forward.split_at_mut(at * labels);
            let here = &mut rest[..labels];
            match done.len().checked_sub(labels) {
                None => here.copy_from_slice(self.from(labels)),
                Some(last) => {
                    for (before, weight) in done[last..].iter().enumerate() {
                        if *weight > 0.0 {
                            add_scaled(here, self.from(before), *weight);
                        }
                    }
                }
            }
            here.iter_mut().zip(own).for_each(|(h, p)| *h *= p);
            let scale = here.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            here.iter_mut().for_each(|h| *h /= scale);
            scales.push(scale);
        }
        (forward, scales)
    }

    fn backward(&self, potentials: &[f32], scales: &[f32]) -> Vec<f32> {
        let labels = self.labels;
        let mut backward = vec![0.0f32; potentials.len()];
        let last = potentials.len().saturating_sub(labels);
        backward[last..].fill(1.0);
        let mut weighted = vec![0.0f32; labels];
        for at in (0..scales.len().saturating_sub(1)).rev() {
            let next = (at + 1) * labels..(at + 2) * labels;
            for (label, w) in weighted.iter_mut().enumerate() {
                let place = next.start + label;
                *w = potentials[place] * backward[place] / scales[at + 1];
            }
            let here = &mut backward[at * labels..(at + 1) * labels];
            for (column, w) in self.columns.chunks_exact(labels).zip(&weighted) {
                add_scaled(here, column, *w);
            }
        }
        backward
    }

    /// Expected number of each step over all labellings, in the order of the weights, added to
    /// `counts` times `factor`.
    pub(in crate::suggest) fn count_steps(&self, sums: &Sums, factor: f32, counts: &mut [f32]) {
        let labels = self.labels;
        for at in 0..sums.scales.len() {
            let own = at * labels..(at + 1) * labels;
            let weighted: Vec<f32> = own
                .clone()
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
                    sums.forward[own.start - labels + before]
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
        let labels = self.labels;
        let (begin, inside) = (scheme::begin(kind), scheme::inside(kind));
        let Some(last) = tokens
            .end
            .checked_sub(1)
            .filter(|last| *last >= tokens.start)
        else {
            return 0.0;
        };
        let mut p = sums.forward[tokens.start * labels + begin];
        let mut label = begin;
        for at in tokens.start + 1..tokens.end {
            p *= self.from(label)[inside] * sums.potentials[at * labels + inside] / sums.scales[at];
            label = inside;
        }
        if last + 1 == sums.scales.len() {
            return p.clamp(0.0, 1.0);
        }
        let next = (last + 1) * labels;
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
        let row = at * self.labels..(at + 1) * self.labels;
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

fn add_scaled(to: &mut [f32], from: &[f32], by: f32) {
    for (t, f) in to.iter_mut().zip(from) {
        *t += by * f;
    }
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
