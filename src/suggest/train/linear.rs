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

#[cfg(test)]
mod tests {
    use super::super::corpus::{Convention, Corpus};
    use super::super::material::Eyes;
    use super::super::target::{Head, targets};
    use super::*;

    /// Eight sentences in which a word tells by its neighbour what it is.
    fn corpus() -> Corpus {
        let mut lines = String::new();
        for name in ["زيد", "عمرو", "سعد", "بكر"] {
            lines.push_str(&format!(
                "قال\tO\nالسيد\tO\n{name}\tB-PER\nأمس\tO\n.\tO\n\n"
            ));
        }
        for place in ["حلبون", "درعان", "سامرون", "تكروت"] {
            lines.push_str(&format!(
                "سافر\tO\nإلى\tO\nمدينة\tO\n{place}\tB-LOC\n.\tO\n\n"
            ));
        }
        Corpus::read(Convention::Core, &lines)
    }

    fn trained(seed: u64) -> (Linear, Vec<Vec<Token>>, Vec<Vec<u64>>) {
        let corpus = corpus();
        let eyes = Eyes::new(std::slice::from_ref(&corpus));
        let cut = eyes.cut(&corpus);
        let allowed: Vec<Vec<u64>> = cut
            .sentences
            .iter()
            .map(|s| targets(&corpus, s, Head::Core))
            .collect();
        let examples: Vec<Example> = cut
            .sentences
            .iter()
            .zip(&allowed)
            .map(|(sentence, allowed)| Example::new(sentence, allowed.clone(), 12))
            .collect();
        let mut learner = Learner::new(Head::Core.scheme(), 12).unwrap();
        let rates = Rates {
            step: 0.1,
            dropped: 0.1,
            decay: 0.0,
        };
        let mut random = Random::new(seed);
        for _ in 0..8 {
            learner.pass(&examples, rates, &mut random);
        }
        (learner.finish(0.0), cut.sentences, allowed)
    }

    #[test]
    fn a_tiny_corpus_is_learned_and_the_same_seed_gives_the_same_model() {
        let (model, sentences, allowed) = trained(3);
        for (sentence, allowed) in sentences.iter().zip(allowed) {
            let found = model.chain.best(&model.emissions(sentence));
            let right: Vec<u64> = found.iter().map(|label| 1 << label).collect();
            assert_eq!(right, allowed);
        }
        assert_eq!(trained(3).0, model);
        assert_ne!(trained(4).0, model);
    }

    #[test]
    fn a_name_that_was_never_seen_is_told_by_its_neighbours() {
        let (model, ..) = trained(3);
        let unseen = Corpus::read(
            Convention::Core,
            "قال\tO\nالسيد\tO\nفرطوم\tO\nأمس\tO\n.\tO\n",
        );
        let eyes = Eyes::new(&[corpus()]);
        let cut = eyes.cut(&unseen);
        let found = model.chain.best(&model.emissions(&cut.sentences[0]));
        assert_eq!(found, [0, 0, 1, 0, 0]);
    }

    #[test]
    fn small_numbers_say_what_large_ones_said() {
        let weights: Vec<f32> = (0..9u16 << 4)
            .map(|at| (f32::from(at) * 0.37).sin() / f32::from(1 + at % 7))
            .collect();
        let chain = Chain::new(9, vec![0.0; 90]).unwrap();
        let small = Linear::quantise(Head::Core.scheme(), chain, &weights, 4);
        let eyes = Eyes::new(&[corpus()]);
        let text = corpus();
        let sentence = &eyes.cut(&text).sentences[0];
        let mut rows = Vec::new();
        for (at, line) in small.emissions(sentence).chunks_exact(9).enumerate() {
            rows::rows(sentence, at, &mut rows);
            for (label, value) in line.iter().enumerate() {
                let exact: f32 = rows
                    .iter()
                    .map(|(row, _)| weights[(row >> (BITS - 4)) as usize * 9 + label])
                    .sum();
                assert!((value - exact).abs() < 0.15, "{value} {exact}");
            }
        }
    }
}
