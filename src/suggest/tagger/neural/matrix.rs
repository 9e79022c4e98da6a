//! Products of matrices, in the widest vectors that the processor has. Every number of a product is
//! summed in the same order, each step rounded twice (no fused steps), whatever the width and
//! however many rows there are: every machine gives the same numbers, and a sentence is read the
//! same in any company.

use std::ops::Range;

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch};

/// Columns that lie side by side in a packed matrix: one vector of the widest, four of the narrowest.
const PANEL: usize = 16;

/// A matrix of `k × n`, packed for being the second factor of products.
#[derive(Clone, Debug)]
pub(in crate::suggest) struct Packed {
    k: usize,
    n: usize,
    /// Strips of [`PANEL`] columns, each of `k` rows; the last is filled with zeros.
    strips: Vec<[f32; PANEL]>,
}

impl Packed {
    /// Packs a matrix that lies row by row.
    pub(in crate::suggest) fn new(b: &[f32], k: usize, n: usize) -> Self {
        let mut strips = vec![[0.0; PANEL]; k * n.div_ceil(PANEL)];
        for (row, line) in b.chunks_exact(n.max(1)).enumerate().take(k) {
            for (strip, part) in line.chunks(PANEL).enumerate() {
                strips[strip * k + row][..part.len()].copy_from_slice(part);
            }
        }
        Self { k, n, strips }
    }

    /// `c += a · self` with `a` of `m × k` and `c` of `m × n`, both row by row.
    pub(in crate::suggest) fn add_product(&self, a: &[f32], c: &mut [f32]) {
        self.add_product_at(Level::new(), a, c);
    }

    fn add_product_at(&self, level: Level, a: &[f32], c: &mut [f32]) {
        if self.k > 0 && self.n > 0 {
            dispatch!(level, simd => product(simd, self, a, c));
        }
    }
}

/// `c += a · b` with `a` of `m × k`, `b` of `k × n` and `c` of `m × n`, all row by row.
pub(in crate::suggest) fn multiply(a: &[f32], b: &[f32], c: &mut [f32], (k, n): (usize, usize)) {
    Packed::new(b, k, n).add_product(a, c);
}

/// In tiles as tall as their sums fit into the registers, beside a row of the strip and a factor.
#[inline(always)]
fn product<S: Simd>(simd: S, b: &Packed, a: &[f32], c: &mut [f32]) {
    for (at, strip) in b.strips.chunks_exact(b.k).enumerate() {
        let strip = Strip {
            rows: strip,
            n: b.n,
            columns: at * PANEL..((at + 1) * PANEL).min(b.n),
        };
        match S::f32s::LEN {
            16 => strip.by_tiles::<S, 8, 4, 1>(simd, a, c),
            8 => strip.by_tiles::<S, 6, 4, 2>(simd, a, c),
            _ => strip.by_tiles::<S, 3, 2, 4>(simd, a, c),
        }
    }
}

/// A strip of the second factor, and which columns of the product it makes.
struct Strip<'a> {
    rows: &'a [[f32; PANEL]],
    n: usize,
    columns: Range<usize>,
}

impl Strip<'_> {
    /// Tall tiles, then short ones, then single rows.
    #[inline(always)]
    fn by_tiles<S: Simd, const TALL: usize, const SHORT: usize, const VECTORS: usize>(
        &self,
        simd: S,
        a: &[f32],
        c: &mut [f32],
    ) {
        let (a, c) = self.tiles::<S, TALL, VECTORS>(simd, a, c);
        let (a, c) = self.tiles::<S, SHORT, VECTORS>(simd, a, c);
        self.tiles::<S, 1, VECTORS>(simd, a, c);
    }

    /// As many tiles of a height as there are rows for; returns the other rows.
    #[inline(always)]
    fn tiles<'a, 'c, S: Simd, const TALL: usize, const VECTORS: usize>(
        &self,
        simd: S,
        a: &'a [f32],
        c: &'c mut [f32],
    ) -> (&'a [f32], &'c mut [f32]) {
        let mut rows = a.chunks_exact(TALL * self.rows.len());
        let mut lines = c.chunks_exact_mut(TALL * self.n);
        for (a, c) in rows.by_ref().zip(lines.by_ref()) {
            let sums = tile::<S, TALL, VECTORS>(simd, a, self.rows);
            for (sums, line) in sums.iter().zip(c.chunks_exact_mut(self.n)) {
                for (out, sum) in line[self.columns.clone()].iter_mut().zip(sums) {
                    *out += sum;
                }
            }
        }
        (rows.remainder(), lines.into_remainder())
    }
}

/// The sums of a few rows under one strip.
#[inline(always)]
fn tile<S: Simd, const TALL: usize, const VECTORS: usize>(
    simd: S,
    a: &[f32],
    strip: &[[f32; PANEL]],
) -> [[f32; PANEL]; TALL] {
    let k = strip.len();
    let rows: [&[f32]; TALL] = std::array::from_fn(|row| &a[row * k..][..k]);
    let mut sums = [[S::f32s::splat(simd, 0.0); VECTORS]; TALL];
    for (at, line) in strip.iter().enumerate() {
        let line: [S::f32s; VECTORS] = std::array::from_fn(|v| {
            S::f32s::from_slice(simd, &line[v * S::f32s::LEN..][..S::f32s::LEN])
        });
        for (sums, row) in sums.iter_mut().zip(&rows) {
            let factor = S::f32s::splat(simd, row[at]);
            for (sum, value) in sums.iter_mut().zip(&line) {
                *sum += factor * *value;
            }
        }
    }
    let mut out = [[0.0; PANEL]; TALL];
    for (out, sums) in out.iter_mut().zip(&sums) {
        for (out, sum) in out.chunks_exact_mut(S::f32s::LEN).zip(sums) {
            sum.store_slice(out);
        }
    }
    out
}

/// The transpose of a matrix of `m × n`.
pub(in crate::suggest) fn transpose(a: &[f32], m: usize, n: usize) -> Vec<f32> {
    let mut out = vec![0.0; m * n];
    for (row, line) in a.chunks_exact(n.max(1)).enumerate().take(m) {
        for (column, value) in line.iter().enumerate() {
            out[column * m + row] = *value;
        }
    }
    out
}

/// The levels that this processor has.
#[cfg(test)]
pub(in crate::suggest) fn levels() -> Vec<Level> {
    let level = Level::new();
    #[cfg(target_arch = "x86_64")]
    let others = [
        level.as_sse2().map(Level::Sse2),
        level.as_sse4_2().map(Level::Sse4_2),
        level.as_avx2().map(Level::Avx2),
    ];
    #[cfg(not(target_arch = "x86_64"))]
    let others = [None];
    others.into_iter().flatten().chain([level]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every number by its definition, in one loop.
    fn plainly(a: &[f32], b: &[f32], c: &mut [f32], k: usize, n: usize) {
        for (a, c) in a.chunks_exact(k).zip(c.chunks_exact_mut(n)) {
            for (column, out) in c.iter_mut().enumerate() {
                let products = (0..k).map(|at| a[at] * b[at * n + column]);
                *out += products.fold(0.0, |sum, product| sum + product);
            }
        }
    }

    proptest! {
        #[test]
        fn every_level_gives_the_numbers_of_the_definition_to_the_last_bit(
            (m, k, n) in (1usize..30, 1usize..40, 1usize..60), seed in 0u64..1 << 32,
        ) {
            let mut state = seed;
            let mut number = move || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                f32::from(i16::from_ne_bytes([(state >> 32) as u8, (state >> 40) as u8])) / 4096.0
            };
            let mut numbers = |count: usize| -> Vec<f32> { (0..count).map(|_| number()).collect() };
            let (a, b, c) = (numbers(m * k), numbers(k * n), numbers(m * n));
            let mut right = c.clone();
            plainly(&a, &b, &mut right, k, n);
            let bits = |c: &[f32]| c.iter().map(|value| value.to_bits()).collect::<Vec<u32>>();
            for level in levels() {
                let mut own = c.clone();
                Packed::new(&b, k, n).add_product_at(level, &a, &mut own);
                prop_assert_eq!(bits(&own), bits(&right), "{:?}", level);
            }
        }
    }

    #[test]
    fn a_matrix_turned_twice_is_itself() {
        let a: Vec<f32> = (0u8..15).map(f32::from).collect();
        assert_eq!(transpose(&transpose(&a, 3, 5), 5, 3), a);
        assert!((transpose(&a, 3, 5)[1] - 5.0).abs() < f32::EPSILON);
    }
}
