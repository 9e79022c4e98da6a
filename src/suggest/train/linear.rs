//! Training of the linear model: the likelihood of all labellings that agree with the annotation
//! (a conditional random field with partly known labels), by AdaGrad, features dropped at random.

use crate::suggest::tagger::lattice::Chain;
use crate::suggest::tagger::linear::Linear;
use crate::suggest::tagger::rows::{self, BITS};
use crate::suggest::tagger::scheme::Scheme;
use crate::suggest::tagger::token::Token;

use super::random::Random;

/// A sentence to learn from.
#[derive(Clone, Debug)]
pub(in crate::suggest) struct Example {
    /// The rows of all words, `width` for each.
    rows: Vec<u32>,
    width: usize,
    /// The labels that each word may have.
    allowed: Vec<u64>,
}

impl Example {
    /// Of the words of a sentence and the labels they may have.
    pub(in crate::suggest) fn new(tokens: &[Token], allowed: Vec<u64>, bits: u32) -> Self {
        let (mut all, mut selected) = (Vec::new(), Vec::new());
        for at in 0..tokens.len() {
            rows::rows(tokens, at, &mut selected);
            all.extend(selected.iter().map(|(row, _)| row >> (BITS - bits)));
        }
        let width = all.len() / tokens.len().max(1);
        Self {
            rows: all,
            width,
            allowed,
        }
    }
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub(in crate::suggest) struct Rates {
    pub(in crate::suggest) step: f32,
    /// The share of features that are dropped.
    pub(in crate::suggest) dropped: f32,
    /// Weight decay for each step.
    pub(in crate::suggest) decay: f32,
}

/// A model that is being trained.
pub(in crate::suggest) struct Learner {
    scheme: Scheme,
    bits: u32,
    weights: Vec<f32>,
    squares: Vec<f32>,
    chain: Chain,
    chain_squares: Vec<f32>,
}

impl Learner {
    pub(in crate::suggest) fn new(scheme: Scheme, bits: u32) -> Option<Self> {
        let labels = scheme.labels();
        let chain = Chain::new(labels, vec![0.0; labels * (labels + 1)])?;
        Some(Self {
            weights: vec![0.0; labels << bits],
            squares: vec![1e-3; labels << bits],
            chain_squares: vec![1e-3; labels * (labels + 1)],
            scheme,
            bits,
            chain,
        })
    }

    /// The scheme of its labels.
    pub(in crate::suggest) fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The number of rows as a power of two.
    pub(in crate::suggest) fn bits(&self) -> u32 {
        self.bits
    }

    /// One pass over the examples in a random order. Returns the mean loss of a sentence.
    pub(in crate::suggest) fn pass(
        &mut self,
        examples: &[Example],
        rates: Rates,
        random: &mut Random,
    ) -> f64 {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for at in order {
            loss += self.learn(&examples[at], rates, random);
        }
        #[expect(clippy::cast_precision_loss, reason = "a mean for people")]
        let count = examples.len().max(1) as f64;
        loss / count
    }

    fn learn(&mut self, example: &Example, rates: Rates, random: &mut Random) -> f64 {
        let labels = self.scheme.labels();
        let mut kept: Vec<u32> = example.rows.clone();
        for row in &mut kept {
            if random.share() < rates.dropped {
                *row = u32::MAX;
            }
        }
        let mut emissions = vec![0.0f32; example.allowed.len() * labels];
        let keep = 1.0 / (1.0 - rates.dropped);
        for (out, rows) in emissions
            .chunks_exact_mut(labels)
            .zip(kept.chunks_exact(example.width))
        {
            for row in rows.iter().filter(|row| **row != u32::MAX) {
                let weights = &self.weights[*row as usize * labels..][..labels];
                out.iter_mut()
                    .zip(weights)
                    .for_each(|(o, w)| *o += w * keep);
            }
        }
        let free = self.chain.sums(&emissions, None);
        let known = self.chain.sums(&emissions, Some(&example.allowed));
        let mut steps = vec![0.0; self.chain_squares.len()];
        self.chain.count_steps(&free, 1.0, &mut steps);
        self.chain.count_steps(&known, -1.0, &mut steps);
        for (at, rows) in kept.chunks_exact(example.width).enumerate() {
            let gradient: Vec<f32> = free
                .label(at)
                .zip(known.label(at))
                .map(|(f, k)| f - k)
                .collect();
            if gradient.iter().all(|g| g.abs() < 1e-4) {
                continue;
            }
            for row in rows.iter().filter(|row| **row != u32::MAX) {
                let place = *row as usize * labels;
                let weights = &mut self.weights[place..place + labels];
                let squares = &mut self.squares[place..place + labels];
                descend(weights, squares, &gradient, rates);
            }
        }
        let squares = &mut self.chain_squares;
        self.chain
            .update(|weights| descend(weights, squares, &steps, rates));
        free.log_sum - known.log_sum
    }

    /// The model in small numbers; `outside` is subtracted from every step to outside.
    pub(in crate::suggest) fn finish(&self, outside: f32) -> Linear {
        let labels = self.scheme.labels();
        let mut chain = self.chain.clone();
        chain.update(|weights| {
            weights
                .iter_mut()
                .step_by(labels)
                .for_each(|w| *w -= outside);
        });
        Linear::quantise(self.scheme.clone(), chain, &self.weights, self.bits)
    }
}

/// A step of AdaGrad.
fn descend(weights: &mut [f32], squares: &mut [f32], gradient: &[f32], rates: Rates) {
    for ((weight, square), g) in weights.iter_mut().zip(squares).zip(gradient) {
        let g = g + rates.decay * *weight;
        *square += g * g;
        *weight -= rates.step * g / square.sqrt();
    }
}
