//! Rows of a chain's tables taken together, eight labels at a time. Rows are as wide as a whole
//! number of eights; every number comes about in the same order on every processor.

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x8, u32x8};

/// Labels done at once.
const EIGHT: usize = 8;

/// The width of rows for so many labels.
pub(super) fn width(labels: usize) -> usize {
    labels.next_multiple_of(EIGHT)
}

/// The rows, each times its weight, summed in their order.
#[inline(always)]
pub(super) fn mix<S: Simd>(simd: S, weights: &[f32], rows: &[f32], out: &mut [f32]) {
    let width = out.len();
    let mut from = 0;
    while from < width {
        let here = &mut out[from..];
        from += match here.len() / EIGHT {
            0 => return,
            1 => mix_eights::<S, 1>(simd, weights, (rows, width, from), here),
            2 => mix_eights::<S, 2>(simd, weights, (rows, width, from), here),
            _ => mix_eights::<S, 3>(simd, weights, (rows, width, from), here),
        };
    }
}

#[inline(always)]
fn mix_eights<S: Simd, const N: usize>(
    simd: S,
    weights: &[f32],
    (rows, width, from): (&[f32], usize, usize),
    out: &mut [f32],
) -> usize {
    let mut sums = [f32x8::splat(simd, 0.0); N];
    for (weight, row) in weights.iter().zip(rows.chunks_exact(width)) {
        let row = &row[from..from + N * EIGHT];
        for (sum, values) in sums.iter_mut().zip(row.chunks_exact(EIGHT)) {
            *sum += f32x8::from_slice(simd, values) * *weight;
        }
    }
    for (sum, out) in sums.iter().zip(out.chunks_exact_mut(EIGHT)) {
        sum.store_slice(out);
    }
    N * EIGHT
}

/// For each label the best of the scores with what the row says on top, and whose it is: the first of
/// equal ones.
#[inline(always)]
pub(super) fn best<S: Simd>(
    simd: S,
    scores: &[f32],
    rows: &[f32],
    (out, whose): (&mut [f32], &mut [u32]),
) {
    let width = out.len();
    let mut from = 0;
    while from < width {
        let here = (&mut out[from..], &mut whose[from..]);
        from += match here.0.len() / EIGHT {
            0 => return,
            1 => best_eights::<S, 1>(simd, scores, (rows, width, from), here),
            2 => best_eights::<S, 2>(simd, scores, (rows, width, from), here),
            _ => best_eights::<S, 3>(simd, scores, (rows, width, from), here),
        };
    }
}

#[inline(always)]
fn best_eights<S: Simd, const N: usize>(
    simd: S,
    scores: &[f32],
    (rows, width, from): (&[f32], usize, usize),
    (out, whose): (&mut [f32], &mut [u32]),
) -> usize {
    let mut known = [(f32x8::splat(simd, f32::NEG_INFINITY), u32x8::splat(simd, 0)); N];
    for ((score, row), own) in scores.iter().zip(rows.chunks_exact(width)).zip(0u32..) {
        let row = &row[from..from + N * EIGHT];
        for ((best, owner), values) in known.iter_mut().zip(row.chunks_exact(EIGHT)) {
            let total = f32x8::from_slice(simd, values) + *score;
            let better = total.simd_gt(*best);
            *best = better.select(total, *best);
            *owner = better.select(u32x8::splat(simd, own), *owner);
        }
    }
    let out = out
        .chunks_exact_mut(EIGHT)
        .zip(whose.chunks_exact_mut(EIGHT));
    for ((best, owner), (out, whose)) in known.iter().zip(out) {
        best.store_slice(out);
        owner.store_slice(whose);
    }
    N * EIGHT
}
