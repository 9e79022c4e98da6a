//! Gradients of the network: from emissions back to every table, over all steps.

use std::ops::Range;

use crate::suggest::tagger::neural::abreast::Abreast;
use crate::suggest::tagger::neural::input::Input;
use crate::suggest::tagger::neural::matrix::{Packed, multiply, transpose};
use crate::suggest::tagger::neural::network::{
    self, CELLS, CLITIC, Direction, GATES, GRAM, INPUT, Network, OUTPUT, Top, Trace, WORD,
};
use crate::suggest::tagger::neural::smooth::tanh;

use super::random::Random;

/// Gradients in the shape of the network. Of its large tables only the touched rows count.
#[derive(Clone, Debug, Default)]
pub(in crate::suggest) struct Gradients {
    pub(in crate::suggest) words: Rows,
    pub(in crate::suggest) clitics: Rows,
    pub(in crate::suggest) grams: Rows,
    pub(in crate::suggest) directions: [Direction; 2],
    /// Of each head: weights, bias, chain.
    pub(in crate::suggest) tops: Vec<[Vec<f32>; 3]>,
}

/// A table of gradients and the rows of it that are not zero.
#[derive(Clone, Debug, Default)]
pub(in crate::suggest) struct Rows {
    pub(in crate::suggest) values: Vec<f32>,
    pub(in crate::suggest) touched: Vec<usize>,
    seen: Vec<bool>,
}

impl Rows {
    fn new(length: usize, width: usize) -> Self {
        Self {
            values: vec![0.0; length],
            touched: Vec::new(),
            seen: vec![false; length / width],
        }
    }

    fn add(&mut self, row: usize, gradient: &[f32], factor: f32) {
        let width = gradient.len();
        let own = &mut self.values[row * width..(row + 1) * width];
        own.iter_mut()
            .zip(gradient)
            .for_each(|(v, g)| *v += factor * g);
        if !std::mem::replace(&mut self.seen[row], true) {
            self.touched.push(row);
        }
    }

    fn clear(&mut self, width: usize) {
        for row in self.touched.drain(..) {
            self.values[row * width..(row + 1) * width].fill(0.0);
            self.seen[row] = false;
        }
    }
}

/// Sentences to learn from, side by side, the longest first.
pub(in crate::suggest) struct Batch<'a> {
    pub(in crate::suggest) inputs: Vec<&'a Input>,
    /// For each sentence and head the labels that each word may have; empty: the head learns
    /// nothing from it.
    pub(in crate::suggest) allowed: Vec<&'a [Vec<u64>]>,
}

/// Shares of numbers dropped while learning.
#[derive(Clone, Copy, Debug)]
pub(in crate::suggest) struct Dropped {
    pub(in crate::suggest) words: f32,
    pub(in crate::suggest) input: f32,
    pub(in crate::suggest) output: f32,
}

impl Gradients {
    pub(in crate::suggest) fn new(network: &Network) -> Self {
        let like = |d: &Direction| Direction {
            input: vec![0.0; d.input.len()],
            recurrent: vec![0.0; d.recurrent.len()],
            bias: vec![0.0; d.bias.len()],
        };
        let top = |top: &Top| {
            [&top.weights[..], &top.bias, top.chain.weights()].map(|part| vec![0.0; part.len()])
        };
        Self {
            words: Rows::new(network.words.len(), WORD),
            clitics: Rows::new(network.clitics.len(), CLITIC),
            grams: Rows::new(network.grams.len(), GRAM),
            directions: [like(&network.directions[0]), like(&network.directions[1])],
            tops: network.tops.iter().map(top).collect(),
        }
    }

    pub(in crate::suggest) fn clear(&mut self) {
        self.words.clear(WORD);
        self.clitics.clear(CLITIC);
        self.grams.clear(GRAM);
        for direction in &mut self.directions {
            direction.input.fill(0.0);
            direction.recurrent.fill(0.0);
            direction.bias.fill(0.0);
        }
        self.tops
            .iter_mut()
            .flatten()
            .for_each(|part| part.fill(0.0));
    }

    /// Adds the gradients of a batch; returns its loss.
    pub(in crate::suggest) fn learn(
        &mut self,
        network: &Network,
        batch: &Batch<'_>,
        dropped: Dropped,
        random: &mut Random,
    ) -> f64 {
        let inputs: Vec<Input> = batch
            .inputs
            .iter()
            .map(|input| forget_words(input, dropped.words, random))
            .collect();
        let inputs: Vec<&Input> = inputs.iter().collect();
        let side = Abreast::new(inputs.iter().map(|input| input.len()).collect());
        let mut table = network.look(&inputs, &side);
        let input_mask = mask(table.len(), dropped.input, random);
        apply(&mut table, &input_mask);
        let tables = [0, 1].map(|direction| side.turned(direction, &table, INPUT));
        let traces = [0, 1].map(|direction| network.run(direction, &tables[direction], &side));
        let [first, second] =
            [0, 1].map(|direction| side.turned(direction, &traces[direction].out, CELLS));
        let mut outputs = network::join(&first, &second);
        let output_mask = mask(outputs.len(), dropped.output, random);
        apply(&mut outputs, &output_mask);
        let mut back = vec![0.0; outputs.len()];
        let loss = self.heads(network, batch, &side, &outputs, &mut back);
        apply(&mut back, &output_mask);
        let mut down = vec![0.0; table.len()];
        for (direction, (trace, table)) in traces.iter().zip(&tables).enumerate() {
            let own: Vec<f32> = back
                .chunks_exact(OUTPUT)
                .flat_map(|line| &line[direction * CELLS..(direction + 1) * CELLS])
                .copied()
                .collect();
            let own = side.turned(direction, &own, CELLS);
            let gates = through_time(&network.directions[direction], trace, &own, &side);
            let own = self.direction(
                &network.directions[direction],
                direction,
                (table, trace),
                &gates,
                &side,
            );
            let own = side.turned(direction, &own, INPUT);
            down.iter_mut().zip(own.iter()).for_each(|(d, o)| *d += o);
        }
        apply(&mut down, &input_mask);
        self.tables(&inputs, &side, &down);
        loss
    }

    /// Losses of all heads; adds to their gradients and to those of the outputs.
    fn heads(
        &mut self,
        network: &Network,
        batch: &Batch<'_>,
        side: &Abreast,
        outputs: &[f32],
        back: &mut [f32],
    ) -> f64 {
        let (mut loss, rows) = (0.0, side.rows());
        for (at, top) in network.tops.iter().enumerate() {
            if batch.allowed.iter().all(|allowed| allowed[at].is_empty()) {
                continue;
            }
            let labels = top.scheme.labels();
            let emissions = Network::emit(top, outputs);
            let mut errors = vec![0.0; emissions.len()];
            for (lane, allowed) in batch.allowed.iter().enumerate() {
                let allowed = &allowed[at];
                if allowed.is_empty() {
                    continue;
                }
                let own: Vec<f32> = side
                    .words(lane)
                    .flat_map(|row| &emissions[row * labels..(row + 1) * labels])
                    .copied()
                    .collect();
                let free = top.chain.sums(&own, None);
                let known = top.chain.sums(&own, Some(allowed));
                loss += free.log_sum - known.log_sum;
                let chain = &mut self.tops[at][2];
                top.chain.count_steps(&free, 1.0, chain);
                top.chain.count_steps(&known, -1.0, chain);
                for (t, row) in side.words(lane).enumerate() {
                    let errors = &mut errors[row * labels..(row + 1) * labels];
                    for ((error, f), k) in errors.iter_mut().zip(free.label(t)).zip(known.label(t))
                    {
                        *error = f - k;
                    }
                }
            }
            let [weights, bias, _] = &mut self.tops[at];
            let turned = transpose(outputs, rows, OUTPUT);
            multiply(&turned, &errors, weights, (rows, labels));
            add_lines(bias, &errors);
            let turned = transpose(&top.weights, OUTPUT, labels);
            multiply(&errors, &turned, back, (labels, OUTPUT));
        }
        loss
    }

    /// Gradients of the tables of one direction; returns what goes down to its input, step by step.
    fn direction(
        &mut self,
        part: &Direction,
        direction: usize,
        (table, trace): (&[f32], &Trace),
        gates: &[f32],
        side: &Abreast,
    ) -> Vec<f32> {
        let rows = side.rows();
        let own = &mut self.directions[direction];
        let turned = transpose(table, rows, INPUT);
        multiply(&turned, gates, &mut own.input, (rows, GATES));
        let mut before = vec![0.0; rows * CELLS];
        for (last, here) in side.steps().zip(side.steps().skip(1)) {
            let said = &trace.out[last.start * CELLS..(last.start + here.len()) * CELLS];
            before[here.start * CELLS..here.end * CELLS].copy_from_slice(said);
        }
        let turned = transpose(&before, rows, CELLS);
        multiply(&turned, gates, &mut own.recurrent, (rows, GATES));
        add_lines(&mut own.bias, gates);
        let mut down = vec![0.0; rows * INPUT];
        let turned = transpose(&part.input, INPUT, GATES);
        multiply(gates, &turned, &mut down, (GATES, INPUT));
        down
    }

    fn tables(&mut self, inputs: &[&Input], side: &Abreast, down: &[f32]) {
        for (lane, input) in inputs.iter().enumerate() {
            for (at, row) in side.words(lane).enumerate() {
                let line = &down[row * INPUT..(row + 1) * INPUT];
                self.words.add(input.words[at] as usize, &line[..WORD], 1.0);
                self.clitics.add(
                    usize::from(input.clitics[at]),
                    &line[WORD..WORD + CLITIC],
                    1.0,
                );
                let share = network::share(input.grams[at].len());
                for gram in &input.grams[at] {
                    let part = &line[WORD + CLITIC..WORD + CLITIC + GRAM];
                    self.grams.add(usize::from(*gram), part, share);
                }
            }
        }
    }
}

/// Some words become unknown, so that the network learns what to make of those.
fn forget_words(input: &Input, share: f32, random: &mut Random) -> Input {
    let mut input = input.clone();
    for word in &mut input.words {
        if random.share() < share {
            *word = 0;
        }
    }
    input
}

/// Zero for dropped numbers; the others make up for them.
fn mask(length: usize, share: f32, random: &mut Random) -> Vec<f32> {
    let kept = 1.0 / (1.0 - share);
    (0..length)
        .map(|_| if random.share() < share { 0.0 } else { kept })
        .collect()
}

fn apply(values: &mut [f32], mask: &[f32]) {
    values
        .iter_mut()
        .zip(mask)
        .for_each(|(value, m)| *value *= m);
}

fn add_lines(to: &mut [f32], lines: &[f32]) {
    for line in lines.chunks_exact(to.len()) {
        to.iter_mut().zip(line).for_each(|(t, l)| *t += l);
    }
}

/// From the gradients of the outputs to those of the gates before their functions, last step first;
/// all step by step.
fn through_time(part: &Direction, trace: &Trace, back: &[f32], side: &Abreast) -> Vec<f32> {
    let turned = transpose(&part.recurrent, CELLS, GATES);
    let turned = Packed::new(&turned, GATES, CELLS);
    let mut all = vec![0.0; trace.gates.len()];
    // What comes back from the step behind, for the sentences that go on there.
    let lanes = side.steps().next().map_or(0, |step| step.len());
    let mut from_next = vec![0.0; lanes * CELLS];
    let mut cells_next = vec![0.0; lanes * CELLS];
    let steps: Vec<Range<usize>> = side.steps().collect();
    for (at, step) in steps.iter().enumerate().rev() {
        let last = at.checked_sub(1).map(|last| steps[last].start);
        for (lane, own) in step.clone().enumerate() {
            let cell = |row: usize| &trace.cells[row * CELLS..(row + 1) * CELLS];
            let cells = Cells {
                gates: &trace.gates[own * GATES..(own + 1) * GATES],
                cells: cell(own),
                before: last.map(|last| cell(last + lane)),
                back: &back[own * CELLS..(own + 1) * CELLS],
                from_next: &from_next[lane * CELLS..(lane + 1) * CELLS],
            };
            let gates = &mut all[own * GATES..(own + 1) * GATES];
            cells.backward(&mut cells_next[lane * CELLS..(lane + 1) * CELLS], gates);
        }
        from_next.fill(0.0);
        let here = &all[step.start * GATES..step.end * GATES];
        turned.add_product(here, &mut from_next[..step.len() * CELLS]);
    }
    all
}

/// One step of one sentence, going back.
struct Cells<'a> {
    gates: &'a [f32],
    cells: &'a [f32],
    before: Option<&'a [f32]>,
    back: &'a [f32],
    from_next: &'a [f32],
}

impl Cells<'_> {
    fn backward(&self, next: &mut [f32], out: &mut [f32]) {
        for at in 0..CELLS {
            let (i, f) = (self.gates[at], self.gates[CELLS + at]);
            let (o, n) = (self.gates[2 * CELLS + at], self.gates[3 * CELLS + at]);
            let error = self.back[at] + self.from_next[at];
            let squashed = tanh(self.cells[at]);
            let cell = next[at] + error * o * (1.0 - squashed * squashed);
            let before = self.before.map_or(0.0, |before| before[at]);
            out[at] = cell * n * i * (1.0 - i);
            out[CELLS + at] = cell * before * f * (1.0 - f);
            out[2 * CELLS + at] = error * squashed * o * (1.0 - o);
            out[3 * CELLS + at] = cell * i * (1.0 - n * n);
            next[at] = cell * f;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::neural::fresh;
    use super::*;
    use crate::suggest::tagger::neural::input::SIGNS;
    use crate::suggest::tagger::scheme::Scheme;

    fn input(length: usize, random: &mut Random) -> Input {
        Input {
            words: (0..length)
                .map(|_| u32::try_from(random.below(4)).unwrap())
                .collect(),
            clitics: (0..length)
                .map(|_| u8::try_from(random.below(3)).unwrap())
                .collect(),
            grams: (0..length)
                .map(|_| {
                    (0..3)
                        .map(|_| u16::try_from(random.below(9)).unwrap())
                        .collect()
                })
                .collect(),
            signs: (0..length).map(|_| [random.share(); SIGNS]).collect(),
        }
    }

    /// Places of the network's numbers to try, by table.
    fn number(network: &mut Network, table: usize, at: usize) -> &mut f32 {
        match table {
            0 => &mut network.words[at],
            1 => &mut network.clitics[at],
            2 => &mut network.grams[at],
            3 => &mut network.directions[0].input[at],
            4 => &mut network.directions[1].input[at],
            5 => &mut network.directions[0].recurrent[at],
            6 => &mut network.directions[1].recurrent[at],
            7 => &mut network.directions[1].bias[at],
            8 => &mut network.tops[0].weights[at],
            _ => &mut network.tops[0].bias[at],
        }
    }

    fn gradient(gradients: &Gradients, table: usize, at: usize) -> f32 {
        match table {
            0 => gradients.words.values[at],
            1 => gradients.clitics.values[at],
            2 => gradients.grams.values[at],
            3 => gradients.directions[0].input[at],
            4 => gradients.directions[1].input[at],
            5 => gradients.directions[0].recurrent[at],
            6 => gradients.directions[1].recurrent[at],
            7 => gradients.directions[1].bias[at],
            8 => gradients.tops[0][0][at],
            _ => gradients.tops[0][1][at],
        }
    }

    #[test]
    fn gradients_equal_what_a_small_change_does() {
        let mut random = Random::new(5);
        let head = Scheme::new(&["PER", "LOC"]);
        let mut network = fresh(3, &[("two", head)], &mut random).unwrap();
        let inputs = [input(3, &mut random), input(2, &mut random)];
        // The second sentence is known in part: any label may stand at its first word.
        let allowed = [vec![vec![0b10, 0b100, 0b1]], vec![vec![0b11111, 0b1000]]];
        let none = Dropped {
            words: 0.0,
            input: 0.0,
            output: 0.0,
        };
        let mut loss = |network: &Network, gradients: &mut Gradients| {
            let batch = Batch {
                inputs: inputs.iter().collect(),
                allowed: allowed.iter().map(Vec::as_slice).collect(),
            };
            gradients.learn(network, &batch, none, &mut random)
        };
        let mut gradients = Gradients::new(&network);
        loss(&network, &mut gradients);
        let own = gradients.clone();
        for table in 0..10 {
            for at in [0, 1, 4] {
                let change = 2e-2;
                *number(&mut network, table, at) += change;
                let above = loss(&network, &mut gradients);
                *number(&mut network, table, at) -= 2.0 * change;
                let below = loss(&network, &mut gradients);
                *number(&mut network, table, at) += change;
                let slope = (above - below) / f64::from(2.0 * change);
                let given = f64::from(gradient(&own, table, at));
                assert!(
                    (slope - given).abs() < 2e-3 + 0.02 * given.abs(),
                    "table {table} at {at}: {slope} {given}"
                );
            }
        }
    }
}
