//! Training of the network: batches of sentences of equal length, Adam (Kingma and Ba 2015) with a
//! step that falls to nothing, several corpora at once with a head for each convention.

use crate::suggest::tagger::lattice::Chain;
use crate::suggest::tagger::neural::input::{CLITICS, GRAMS, Input};
use crate::suggest::tagger::neural::network::{
    CELLS, CLITIC, Direction, GATES, GRAM, INPUT, LANES, Network, OUTPUT, Top, WORD,
};
use crate::suggest::tagger::scheme::Scheme;

use super::backward::{Batch, Dropped, Gradients, Rows};
use super::random::Random;

/// A sentence to learn from.
#[derive(Clone, Debug)]
pub(in crate::suggest) struct Lesson {
    pub(in crate::suggest) input: Input,
    /// For each head the labels that each word may have; empty: nothing is said.
    pub(in crate::suggest) allowed: Vec<Vec<u64>>,
}

/// A network with random weights.
pub(in crate::suggest) fn fresh(
    words: usize,
    heads: &[(&str, Scheme)],
    random: &mut Random,
) -> Option<Network> {
    let mut table = |length: usize, spread: f32| -> Vec<f32> {
        (0..length)
            .map(|_| (random.share() * 2.0 - 1.0) * spread)
            .collect()
    };
    let mut direction = || {
        let mut bias = vec![0.0; GATES];
        // Cells keep what they have until they learn to forget.
        bias[CELLS..2 * CELLS].fill(1.0);
        Direction {
            input: table(INPUT * GATES, 0.1),
            recurrent: table(CELLS * GATES, 0.1),
            bias,
        }
    };
    let directions = [direction(), direction()];
    let mut tops = Vec::new();
    for (name, scheme) in heads {
        let labels = scheme.labels();
        tops.push(Top {
            name: (*name).to_owned(),
            scheme: scheme.clone(),
            weights: table(OUTPUT * labels, 0.1),
            bias: vec![0.0; labels],
            chain: Chain::new(labels, vec![0.0; (labels + 1) * labels])?,
        });
    }
    Some(Network {
        words: table((words + 1) * WORD, 0.15),
        clitics: table(CLITICS * CLITIC, 0.15),
        grams: table(GRAMS * GRAM, 0.15),
        directions,
        tops,
    })
}

/// First and second moments of one table.
#[derive(Clone, Debug)]
struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Moments {
    fn new(length: usize) -> Self {
        Self {
            first: vec![0.0; length],
            second: vec![0.0; length],
        }
    }

    fn step(&mut self, weights: &mut [f32], gradient: &[f32], pace: Pace, from: usize) {
        let to = from + gradient.len();
        let moments = self.first[from..to]
            .iter_mut()
            .zip(&mut self.second[from..to]);
        let weights = weights[from..to].iter_mut();
        for ((weight, g), (first, second)) in weights.zip(gradient).zip(moments) {
            let g = g * pace.scale;
            *first += (1.0 - FIRST) * (g - *first);
            *second += (1.0 - SECOND) * (g * g - *second);
            *weight -= pace.step * *first / (second.sqrt() + 1e-8 * pace.root);
        }
    }

    fn rows(&mut self, weights: &mut [f32], rows: &Rows, pace: Pace, width: usize) {
        for row in &rows.touched {
            let range = row * width..(row + 1) * width;
            self.step(weights, &rows.values[range.clone()], pace, range.start);
        }
    }
}

const FIRST: f32 = 0.9;
const SECOND: f32 = 0.99;

/// The step of one update, the corrections of young moments in it, and the factor of gradients.
#[derive(Clone, Copy, Debug)]
struct Pace {
    step: f32,
    root: f32,
    scale: f32,
}

/// A network that is being trained.
pub(in crate::suggest) struct Student {
    pub(in crate::suggest) network: Network,
    gradients: Gradients,
    words: Moments,
    clitics: Moments,
    grams: Moments,
    directions: [[Moments; 3]; 2],
    tops: Vec<[Moments; 3]>,
    updates: i32,
    dropped: Dropped,
}

impl Student {
    pub(in crate::suggest) fn new(network: Network, dropped: Dropped) -> Self {
        let direction =
            |d: &Direction| [&d.input, &d.recurrent, &d.bias].map(|part| Moments::new(part.len()));
        let top =
            |t: &Top| [t.weights.len(), t.bias.len(), t.chain.weights().len()].map(Moments::new);
        Self {
            gradients: Gradients::new(&network),
            words: Moments::new(network.words.len()),
            clitics: Moments::new(network.clitics.len()),
            grams: Moments::new(network.grams.len()),
            directions: [
                direction(&network.directions[0]),
                direction(&network.directions[1]),
            ],
            tops: network.tops.iter().map(top).collect(),
            network,
            updates: 0,
            dropped,
        }
    }

    /// One pass over the chosen lessons; the step goes from `steps.0` to `steps.1`. Returns the mean
    /// loss of a sentence.
    pub(in crate::suggest) fn pass(
        &mut self,
        lessons: &[&Lesson],
        steps: (f32, f32),
        random: &mut Random,
    ) -> f64 {
        let batches = batches(lessons, random);
        let mut loss = 0.0;
        #[expect(clippy::cast_precision_loss, reason = "a share of the way")]
        let way = |at: usize| at as f32 / batches.len().max(1) as f32;
        for (at, batch) in batches.iter().enumerate() {
            let own = Batch {
                inputs: batch.iter().map(|lesson| &lesson.input).collect(),
                allowed: batch
                    .iter()
                    .map(|lesson| lesson.allowed.as_slice())
                    .collect(),
            };
            self.gradients.clear();
            loss += self
                .gradients
                .learn(&self.network, &own, self.dropped, random);
            self.update(steps.0 + (steps.1 - steps.0) * way(at), batch.len());
        }
        #[expect(clippy::cast_precision_loss, reason = "a mean for people")]
        let count = lessons.len().max(1) as f64;
        loss / count
    }

    fn update(&mut self, step: f32, sentences: usize) {
        self.updates = self.updates.saturating_add(1);
        #[expect(clippy::cast_precision_loss, reason = "at most LANES")]
        let scale = 1.0 / sentences.max(1) as f32;
        let norm = self.norm() * scale;
        let scale = if norm > LONGEST {
            scale * LONGEST / norm
        } else {
            scale
        };
        let root = (1.0 - SECOND.powi(self.updates)).sqrt();
        let pace = Pace {
            step: step * root / (1.0 - FIRST.powi(self.updates)),
            root,
            scale,
        };
        let (network, gradients) = (&mut self.network, &self.gradients);
        self.words
            .rows(&mut network.words, &gradients.words, pace, WORD);
        self.clitics
            .rows(&mut network.clitics, &gradients.clitics, pace, CLITIC);
        self.grams
            .rows(&mut network.grams, &gradients.grams, pace, GRAM);
        let directions = network.directions.iter_mut().zip(&gradients.directions);
        for ((own, gradient), [input, recurrent, bias]) in directions.zip(&mut self.directions) {
            input.step(&mut own.input, &gradient.input, pace, 0);
            recurrent.step(&mut own.recurrent, &gradient.recurrent, pace, 0);
            bias.step(&mut own.bias, &gradient.bias, pace, 0);
        }
        let tops = network.tops.iter_mut().zip(&gradients.tops);
        for ((own, gradient), [weights, bias, chain]) in tops.zip(&mut self.tops) {
            weights.step(&mut own.weights, &gradient[0], pace, 0);
            bias.step(&mut own.bias, &gradient[1], pace, 0);
            own.chain.update(|w| chain.step(w, &gradient[2], pace, 0));
        }
    }

    /// The length of the gradient of the dense tables.
    fn norm(&self) -> f32 {
        let directions = self.gradients.directions.iter();
        let parts = directions.flat_map(|d| [&d.input, &d.recurrent, &d.bias]);
        let all = parts.chain(self.gradients.tops.iter().flatten());
        all.map(|part| part.iter().map(|g| g * g).sum::<f32>())
            .sum::<f32>()
            .sqrt()
    }
}

/// Longer gradients are shortened to this.
const LONGEST: f32 = 5.0;

/// Lessons with the same heads and about the same length side by side, in a random order.
fn batches<'a>(lessons: &[&'a Lesson], random: &mut Random) -> Vec<Vec<&'a Lesson>> {
    let mut order: Vec<(Vec<bool>, usize, &Lesson)> = lessons
        .iter()
        .map(|lesson| {
            let heads = lesson.allowed.iter().map(Vec::is_empty).collect();
            // Some noise, so that the company of a sentence changes from pass to pass.
            (heads, lesson.input.len() + random.below(4), *lesson)
        })
        .collect();
    random.shuffle(&mut order);
    order.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    let side = |chunk: &[(Vec<bool>, usize, &'a Lesson)]| {
        let mut side: Vec<&Lesson> = chunk.iter().map(|c| c.2).collect();
        side.sort_by_key(|lesson| std::cmp::Reverse(lesson.input.len()));
        side
    };
    let mut batches: Vec<Vec<&Lesson>> = Vec::new();
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        batches.extend(group.chunks(LANES).map(side));
    }
    random.shuffle(&mut batches);
    batches
}
