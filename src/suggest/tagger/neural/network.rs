//! A bidirectional LSTM (Hochreiter and Schmidhuber 1997; Graves and Schmidhuber 2005) over words,
//! runs of letters and signs of lists, with a linear layer and a chain for each head (Huang, Xu and
//! Yu 2015; Lample and others 2016).
//!
//! Sentences are read side by side, up to [`LANES`] at a time: row `t × lanes + b` of every table
//! belongs to word `t` of sentence `b`. The second direction begins at each sentence's own end.

use super::input::{CLITICS, GRAMS, Input, SIGNS};
use super::matrix::{logistic, multiply, tanh};
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

/// What one direction went through.
#[derive(Clone, Debug, Default)]
pub(in crate::suggest) struct Trace {
    /// Gates after their functions, `rows × GATES`.
    pub(in crate::suggest) gates: Vec<f32>,
    /// Cells, `rows × CELLS`.
    pub(in crate::suggest) cells: Vec<f32>,
    /// What comes out, `rows × CELLS`.
    pub(in crate::suggest) out: Vec<f32>,
}

/// The row of step `t` of a direction in sentence `lane`; `None` beyond the sentence's end.
pub(in crate::suggest) fn row(
    direction: usize,
    t: usize,
    lane: usize,
    lengths: &[usize],
) -> Option<usize> {
    let length = lengths.get(lane).copied().filter(|length| t < *length)?;
    let at = if direction == 0 { t } else { length - 1 - t };
    Some(at * lengths.len() + lane)
}

impl Network {
    /// The head of that name.
    pub(in crate::suggest) fn top(&self, name: &str) -> Option<&Top> {
        self.tops.iter().find(|top| top.name == name)
    }

    /// The input table of sentences side by side, `steps × lanes` rows.
    pub(in crate::suggest) fn look(&self, inputs: &[&Input]) -> Vec<f32> {
        let lanes = inputs.len();
        let steps = inputs.iter().map(|i| i.len()).max().unwrap_or(0);
        let mut table = vec![0.0; steps * lanes * INPUT];
        for (lane, input) in inputs.iter().enumerate() {
            for at in 0..input.len() {
                let row = (at * lanes + lane) * INPUT;
                self.look_at(input, at, &mut table[row..row + INPUT]);
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

    /// Reads a table of inputs in one direction.
    pub(in crate::suggest) fn run(
        &self,
        direction: usize,
        table: &[f32],
        lengths: &[usize],
    ) -> Trace {
        let part = &self.directions[direction];
        let lanes = lengths.len();
        let rows = table.len() / INPUT;
        let mut gates = vec![0.0; rows * GATES];
        multiply(table, &part.input, &mut gates, (rows, INPUT, GATES));
        let mut trace = Trace {
            gates,
            cells: vec![0.0; rows * CELLS],
            out: vec![0.0; rows * CELLS],
        };
        let mut out = vec![0.0; lanes * CELLS];
        let mut cells = vec![0.0; lanes * CELLS];
        let mut sums = vec![0.0; lanes * GATES];
        for t in 0..rows / lanes.max(1) {
            for sum in sums.chunks_exact_mut(GATES) {
                sum.copy_from_slice(&part.bias);
            }
            multiply(&out, &part.recurrent, &mut sums, (lanes, CELLS, GATES));
            for lane in 0..lanes {
                let Some(row) = row(direction, t, lane, lengths) else {
                    continue;
                };
                let gates = &mut trace.gates[row * GATES..(row + 1) * GATES];
                for (gate, sum) in gates
                    .iter_mut()
                    .zip(&sums[lane * GATES..(lane + 1) * GATES])
                {
                    *gate += sum;
                }
                let own = lane * CELLS..(lane + 1) * CELLS;
                step(gates, &mut cells[own.clone()], &mut out[own.clone()]);
                trace.cells[row * CELLS..(row + 1) * CELLS].copy_from_slice(&cells[own.clone()]);
                trace.out[row * CELLS..(row + 1) * CELLS].copy_from_slice(&out[own]);
            }
        }
        trace
    }

    /// Emissions of a head for rows of outputs (`rows × OUTPUT`).
    pub(in crate::suggest) fn emit(top: &Top, outputs: &[f32]) -> Vec<f32> {
        let labels = top.scheme.labels();
        let rows = outputs.len() / OUTPUT;
        let mut emissions = Vec::with_capacity(rows * labels);
        for _ in 0..rows {
            emissions.extend_from_slice(&top.bias);
        }
        multiply(
            outputs,
            &top.weights,
            &mut emissions,
            (rows, OUTPUT, labels),
        );
        emissions
    }

    /// What comes out for the words of each sentence, `words × OUTPUT`.
    pub(in crate::suggest) fn read(&self, inputs: &[Input]) -> Vec<Vec<f32>> {
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        order.sort_by_key(|at| inputs[*at].len());
        let mut read = vec![Vec::new(); inputs.len()];
        for group in order.chunks(LANES) {
            let side: Vec<&Input> = group.iter().map(|at| &inputs[*at]).collect();
            let lengths: Vec<usize> = side.iter().map(|input| input.len()).collect();
            let table = self.look(&side);
            let out = [0, 1].map(|direction| self.run(direction, &table, &lengths).out);
            let outputs = join(&out[0], &out[1]);
            for (lane, at) in group.iter().enumerate() {
                for t in 0..lengths[lane] {
                    let row = (t * group.len() + lane) * OUTPUT;
                    read[*at].extend_from_slice(&outputs[row..row + OUTPUT]);
                }
            }
        }
        read
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

/// One step of the cells of a sentence: gates from sums to values, new cells, new outputs.
fn step(gates: &mut [f32], cells: &mut [f32], out: &mut [f32]) {
    let (smooth, new) = gates.split_at_mut(3 * CELLS);
    smooth.iter_mut().for_each(|gate| *gate = logistic(*gate));
    new.iter_mut().for_each(|gate| *gate = tanh(*gate));
    let (enter, rest) = smooth.split_at(CELLS);
    let (keep, leave) = rest.split_at(CELLS);
    for (((cell, i), f), n) in cells.iter_mut().zip(enter).zip(keep).zip(new.iter()) {
        *cell = *cell * f + i * n;
    }
    for ((o, cell), l) in out.iter_mut().zip(cells.iter()).zip(leave) {
        *o = l * tanh(*cell);
    }
}
