//! Products of matrices and smooth steps, written so that the compiler makes vector code of them.
//! Sums are added in one fixed order, so that every build gives the same numbers.

/// `c += a · b` with `a` of `m × k`, `b` of `k × n` and `c` of `m × n`, all row by row. Works in
/// tiles of 8 by 16; what does not fill a tile is done one row at a time.
pub(in crate::suggest) fn multiply(
    a: &[f32],
    b: &[f32],
    c: &mut [f32],
    (m, k, n): (usize, usize, usize),
) {
    let (full_rows, full_columns) = (m / TALL * TALL, n / WIDE * WIDE);
    for row in (0..full_rows).step_by(TALL) {
        for column in (0..full_columns).step_by(WIDE) {
            tile(
                &a[row * k..(row + TALL) * k],
                b,
                &mut c[row * n..(row + TALL) * n],
                (k, n, column),
            );
        }
        for line in row..row + TALL {
            rest(
                &a[line * k..(line + 1) * k],
                b,
                &mut c[line * n..(line + 1) * n],
                full_columns,
            );
        }
    }
    for line in full_rows..m {
        rest(
            &a[line * k..(line + 1) * k],
            b,
            &mut c[line * n..(line + 1) * n],
            0,
        );
    }
}

const TALL: usize = 8;
const WIDE: usize = 16;

fn tile(a: &[f32], b: &[f32], c: &mut [f32], (k, n, column): (usize, usize, usize)) {
    let mut sums = [[0.0f32; WIDE]; TALL];
    let mut rows = [&a[..0]; TALL];
    for (row, slice) in rows.iter_mut().zip(a.chunks_exact(k)) {
        *row = slice;
    }
    for (at, line) in b.chunks_exact(n).enumerate().take(k) {
        let Some(line) = line
            .get(column..column + WIDE)
            .and_then(|l| <&[f32; WIDE]>::try_from(l).ok())
        else {
            return;
        };
        for (sum, row) in sums.iter_mut().zip(&rows) {
            let factor = row[at];
            for (s, value) in sum.iter_mut().zip(line) {
                *s += factor * value;
            }
        }
    }
    for (sum, out) in sums.iter().zip(c.chunks_exact_mut(n)) {
        for (o, s) in out[column..column + WIDE].iter_mut().zip(sum) {
            *o += s;
        }
    }
}

fn rest(a: &[f32], b: &[f32], c: &mut [f32], from: usize) {
    let n = c.len();
    if from == n {
        return;
    }
    for (factor, line) in a.iter().zip(b.chunks_exact(n)) {
        for (out, value) in c[from..].iter_mut().zip(&line[from..]) {
            *out += factor * value;
        }
    }
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

/// The hyperbolic tangent to about six digits, as a quotient of polynomials.
#[inline]
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
#[inline]
pub(in crate::suggest) fn logistic(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_equal_the_definition_at_every_size() {
        for (m, k, n) in [(1, 1, 1), (8, 3, 16), (9, 5, 17), (16, 7, 40), (3, 2, 5)] {
            let number = |at: usize| f32::from(u8::try_from(at * 7 % 11).unwrap()) - 5.0;
            let a: Vec<f32> = (0..m * k).map(number).collect();
            let b: Vec<f32> = (0..k * n).map(|at| number(at + 3)).collect();
            let mut c = vec![1.0; m * n];
            multiply(&a, &b, &mut c, (m, k, n));
            for row in 0..m {
                for column in 0..n {
                    let sum: f32 = (0..k).map(|p| a[row * k + p] * b[p * n + column]).sum();
                    assert!((c[row * n + column] - 1.0 - sum).abs() < 1e-4);
                }
            }
        }
    }

    #[test]
    fn the_tangent_is_close() {
        for at in -100..=100 {
            let x = f32::from(i8::try_from(at).unwrap()) / 10.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-5, "{x}");
        }
    }
}
