//! A bidirectional LSTM (Hochreiter and Schmidhuber 1997; Graves and Schmidhuber 2005) over words,
//! runs of letters and signs of lists, with a linear layer and a chain for each head (Huang, Xu and
//! Yu 2015; Lample and others 2016).
//!
//! Sentences are read side by side, up to [`LANES`] at a time; for the rows of tables see
//! [`Abreast`].

use std::cmp::Reverse;

use super::abreast::Abreast;
use super::input::{CLITICS, GRAMS, Input, SIGNS};
use super::matrix::{Packed, multiply};
use super::smooth;
use crate::suggest::tagger::lattice::Chain;
use crate::suggest::tagger::scheme::Scheme;

/// Numbers for each word of the vocabulary.
pub(in crate::suggest) const WORD: usize = 64;
/// Numbers for proclitics.
pub(in crate::suggest) const CLITIC: usize = 8;
/// Numbers for runs of letters.
pub(in crate::suggest) const GRAM: usize = 40;
/// All that goes in for a word.
pub(in crate::suggest) const INPUT: usize = WORD + CLITIC + GRAM + SIGNS;
/// Cells of each direction.
pub(in crate::suggest) const CELLS: usize = 112;
/// Gates of all cells: in, forget, out, new.
pub(in crate::suggest) const GATES: usize = 4 * CELLS;
/// All that comes out for a word.
pub(in crate::suggest) const OUTPUT: usize = 2 * CELLS;
/// The most sentences read side by side.
pub(in crate::suggest) const LANES: usize = 16;

/// One direction.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::suggest) struct Direction {
    /// `INPUT × GATES`.
    pub(in crate::suggest) input: Vec<f32>,
    /// `CELLS × GATES`.
    pub(in crate::suggest) recurrent: Vec<f32>,
    pub(in crate::suggest) bias: Vec<f32>,
}

/// The last layer for one label scheme.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::suggest) struct Top {
    pub(in crate::suggest) name: String,
    pub(in crate::suggest) scheme: Scheme,
    /// `OUTPUT × labels`.
    pub(in crate::suggest) weights: Vec<f32>,
    pub(in crate::suggest) bias: Vec<f32>,
    pub(in crate::suggest) chain: Chain,
}

/// The whole network.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::suggest) struct Network {
    /// `words × WORD`; the first row is the unknown word.
    pub(in crate::suggest) words: Vec<f32>,
    /// `CLITICS × CLITIC`.
    pub(in crate::suggest) clitics: Vec<f32>,
    /// `GRAMS × GRAM`.
    pub(in crate::suggest) grams: Vec<f32>,
    pub(in crate::suggest) directions: [Direction; 2],
    pub(in crate::suggest) tops: Vec<Top>,
}

/// What one direction went through, step by step.
#[derive(Clone, Debug, Default)]
pub(in crate::suggest) struct Trace {
    /// Gates after their functions, `rows × GATES`.
    pub(in crate::suggest) gates: Vec<f32>,
    /// Cells, `rows × CELLS`.
    pub(in crate::suggest) cells: Vec<f32>,
    /// What comes out, `rows × CELLS`.
    pub(in crate::suggest) out: Vec<f32>,
}

impl Network {
    /// The head of that name.
    pub(in crate::suggest) fn top(&self, name: &str) -> Option<&Top> {
        self.tops.iter().find(|top| top.name == name)
    }

    /// The input table of sentences side by side, `rows × INPUT`, in the order of words.
    pub(in crate::suggest) fn look(&self, inputs: &[&Input], side: &Abreast) -> Vec<f32> {
        let mut table = vec![0.0; side.rows() * INPUT];
        for (lane, input) in inputs.iter().enumerate() {
            for (at, row) in side.words(lane).enumerate() {
                self.look_at(input, at, &mut table[row * INPUT..(row + 1) * INPUT]);
            }
        }
        table
    }

    fn look_at(&self, input: &Input, at: usize, out: &mut [f32]) {
        let word = input.words[at] as usize * WORD;
        out[..WORD].copy_from_slice(&self.words[word..word + WORD]);
        let clitic = usize::from(input.clitics[at]) % CLITICS * CLITIC;
        out[WORD..WORD + CLITIC].copy_from_slice(&self.clitics[clitic..clitic + CLITIC]);
        let sum = &mut out[WORD + CLITIC..WORD + CLITIC + GRAM];
        let share = share(input.grams[at].len());
        for gram in &input.grams[at] {
            let row = usize::from(*gram) % GRAMS * GRAM;
            for (s, value) in sum.iter_mut().zip(&self.grams[row..row + GRAM]) {
                *s += share * value;
            }
        }
        out[INPUT - SIGNS..].copy_from_slice(&input.signs[at]);
    }

    /// Reads a table of inputs, as it is turned for a direction.
    pub(in crate::suggest) fn run(&self, direction: usize, table: &[f32], side: &Abreast) -> Trace {
        let part = &self.directions[direction];
        let mut gates = part.bias.repeat(side.rows());
        multiply(table, &part.input, &mut gates, (INPUT, GATES));
        let recurrent = Packed::new(&part.recurrent, CELLS, GATES);
        let mut cells = vec![0.0; side.rows() * CELLS];
        let mut out = vec![0.0; side.rows() * CELLS];
        let mut last = 0;
        for step in side.steps() {
            let gates = &mut gates[step.start * GATES..step.end * GATES];
            // Of the step before, the sentences that go on; the others are behind them.
            let going = last * CELLS..(last + step.len()) * CELLS;
            let (before, after) = cells.split_at_mut(step.start * CELLS);
            let (said, says) = out.split_at_mut(step.start * CELLS);
            let before = before.get(going.clone()).unwrap_or_default();
            if let Some(said) = said.get(going) {
                recurrent.add_product(said, gates);
            }
            smooth::step(gates, before, (after, says));
            last = step.start;
        }
        Trace { gates, cells, out }
    }

    /// Emissions of a head for rows of outputs (`rows × OUTPUT`).
    pub(in crate::suggest) fn emit(top: &Top, outputs: &[f32]) -> Vec<f32> {
        let labels = top.scheme.labels();
        let mut emissions = top.bias.repeat(outputs.len() / OUTPUT);
        multiply(outputs, &top.weights, &mut emissions, (OUTPUT, labels));
        emissions
    }

    /// What comes out for the words of each sentence, `words × OUTPUT`. A sentence is read the same
    /// in any company.
    pub(in crate::suggest) fn read(&self, inputs: &[Input]) -> Vec<Vec<f32>> {
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        order.sort_by_key(|at| Reverse(inputs[*at].len()));
        let mut read = vec![Vec::new(); inputs.len()];
        for group in order.chunks(LANES) {
            let abreast: Vec<&Input> = group.iter().map(|at| &inputs[*at]).collect();
            let side = Abreast::new(abreast.iter().map(|input| input.len()).collect());
            let outputs = self.read_abreast(&abreast, &side);
            for (lane, at) in group.iter().enumerate() {
                let rows = side.words(lane);
                let rows = rows.flat_map(|row| &outputs[row * OUTPUT..(row + 1) * OUTPUT]);
                read[*at] = rows.copied().collect();
            }
        }
        read
    }

    fn read_abreast(&self, inputs: &[&Input], side: &Abreast) -> Vec<f32> {
        let table = self.look(inputs, side);
        let out = [0, 1].map(|direction| {
            let table = side.turned(direction, &table, INPUT);
            let out = self.run(direction, &table, side).out;
            side.turned(direction, &out, CELLS).into_owned()
        });
        join(&out[0], &out[1])
    }
}

/// What each of so many runs of letters counts.
pub(in crate::suggest) fn share(count: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a word has few runs of letters")]
    let count = count.max(1) as f32;
    1.0 / count.sqrt()
}

/// Outputs of both directions beside each other.
pub(in crate::suggest) fn join(first: &[f32], second: &[f32]) -> Vec<f32> {
    let pairs = first.chunks_exact(CELLS).zip(second.chunks_exact(CELLS));
    pairs
        .flat_map(|(a, b)| a.iter().chain(b))
        .copied()
        .collect()
}
