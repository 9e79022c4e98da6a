//! The smooth functions of the cells, and a step of them, written so that the compiler makes vector
//! code of them: the same numbers on every machine.

use fearless_simd::{Level, dispatch};

use super::network::{CELLS, GATES};

/// The hyperbolic tangent to about six digits, as a quotient of polynomials.
#[inline(always)]
pub(in crate::suggest) fn tanh(x: f32) -> f32 {
    let x = x.clamp(-7.9, 7.9);
    let s = x * x;
    let top =
        ((((((-2.760_768_5e-16 * s + 2.000_188e-13) * s - 8.604_672e-11) * s + 5.122_297e-8) * s
            + 1.485_722_4e-5)
            * s
            + 6.372_619_3e-4)
            * s
            + 4.893_525e-3)
            * x;
    let bottom = ((1.198_258_4e-6 * s + 1.185_347_1e-4) * s + 2.268_434_6e-3) * s + 4.893_525e-3;
    top / bottom
}

/// The logistic function.
#[inline(always)]
fn logistic(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// One step of the cells of sentences side by side, a row for each: gates become values, and
/// `after` is what the cells hold and give out then. `before` is what they held; nothing where it
/// has no such row.
pub(in crate::suggest) fn step(gates: &mut [f32], before: &[f32], after: (&mut [f32], &mut [f32])) {
    step_at(Level::new(), gates, before, after);
}

fn step_at(level: Level, gates: &mut [f32], before: &[f32], after: (&mut [f32], &mut [f32])) {
    dispatch!(level, _simd => rows(gates, before, after));
}

/// What cells hold at the beginning.
const NOTHING: [f32; CELLS] = [0.0; CELLS];

#[inline(always)]
fn rows(gates: &mut [f32], before: &[f32], (cells, out): (&mut [f32], &mut [f32])) {
    let (gates, _) = gates.as_chunks_mut::<GATES>();
    let (cells, _) = cells.as_chunks_mut::<CELLS>();
    let (out, _) = out.as_chunks_mut::<CELLS>();
    let (before, _) = before.as_chunks::<CELLS>();
    for (at, ((gates, cells), out)) in gates.iter_mut().zip(cells).zip(out).enumerate() {
        row(gates, before.get(at).unwrap_or(&NOTHING), cells, out);
    }
}

#[inline(always)]
fn row(
    gates: &mut [f32; GATES],
    before: &[f32; CELLS],
    cells: &mut [f32; CELLS],
    out: &mut [f32; CELLS],
) {
    let (smooth, new) = gates.split_at_mut(3 * CELLS);
    smooth.iter_mut().for_each(|gate| *gate = logistic(*gate));
    new.iter_mut().for_each(|gate| *gate = tanh(*gate));
    for at in 0..CELLS {
        let (enter, keep) = (gates[at], gates[CELLS + at]);
        let (leave, new) = (gates[2 * CELLS + at], gates[3 * CELLS + at]);
        cells[at] = before[at] * keep + enter * new;
        out[at] = leave * tanh(cells[at]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::matrix::levels;
    use super::*;

    #[test]
    fn the_tangent_is_close() {
        for at in -100..=100 {
            let x = f32::from(i8::try_from(at).unwrap()) / 10.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-5, "{x}");
        }
    }

    #[test]
    fn every_level_steps_to_the_same_bits_and_by_the_definition() {
        let number = |at: usize| f32::from(u8::try_from(at * 37 % 251).unwrap()) / 25.0 - 5.0;
        let start: Vec<f32> = (0..3 * GATES).map(number).collect();
        let before: Vec<f32> = (0..2 * CELLS).map(|at| number(at + 9) / 5.0).collect();
        let mut known: Option<[Vec<u32>; 3]> = None;
        for level in levels() {
            let mut gates = start.clone();
            let (mut cells, mut out) = (vec![0.0; 3 * CELLS], vec![0.0; 3 * CELLS]);
            step_at(level, &mut gates, &before, (&mut cells, &mut out));
            for at in 0..3 * CELLS {
                let (row, cell) = (at / CELLS, at % CELLS);
                let gate = |part: usize| start[row * GATES + part * CELLS + cell];
                let smooth = |x: f32| 1.0 / (1.0 + (-x).exp());
                let old = before.get(at).copied().unwrap_or_default();
                let held = old * smooth(gate(1)) + smooth(gate(0)) * gate(3).tanh();
                assert!((cells[at] - held).abs() < 1e-4, "{level:?} {at}");
                assert!((out[at] - smooth(gate(2)) * held.tanh()).abs() < 1e-4);
            }
            let bits = [gates, cells, out].map(|all| all.iter().map(|x| x.to_bits()).collect());
            assert_eq!(
                known.get_or_insert_with(|| bits.clone()),
                &bits,
                "{level:?}"
            );
        }
    }
}
