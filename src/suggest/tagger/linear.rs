//! The linear model: a chain whose emissions are sums of hashed feature weights, one byte each with
//! a scale for every row.

use super::bytes::{Damage, Reader, Writer};
use super::lattice::Chain;
use super::rows::{self, Aspect, BITS};
use super::scheme::Scheme;
use super::token::Token;

/// One head: a label scheme with its weights.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::suggest) struct Linear {
    pub(in crate::suggest) scheme: Scheme,
    pub(in crate::suggest) chain: Chain,
    /// `rows × labels`.
    weights: Vec<i8>,
    /// For each row the step of its scale, see [`scale`].
    scales: Vec<u8>,
    /// The scale of each step.
    steps: Vec<f32>,
    /// Features are hashed into two to this power rows.
    bits: u32,
}

/// The scale of a step: a geometric grid, eight steps to a factor of two.
fn scale(step: u8) -> f32 {
    (f32::from(step) / 8.0 - 28.0).exp2()
}

fn grid() -> Vec<f32> {
    (0..=u8::MAX).map(scale).collect()
}

impl Linear {
    /// Quantises weights in the order `rows × labels`.
    pub(in crate::suggest) fn quantise(
        scheme: Scheme,
        chain: Chain,
        weights: &[f32],
        bits: u32,
    ) -> Self {
        let labels = scheme.labels();
        let mut small = Vec::with_capacity(weights.len());
        let mut scales = Vec::with_capacity(weights.len() / labels);
        for row in weights.chunks_exact(labels) {
            let top = row.iter().fold(0.0f32, |top, w| top.max(w.abs()));
            let step = (0..=u8::MAX)
                .find(|step| scale(*step) * 127.0 >= top)
                .unwrap_or(u8::MAX);
            scales.push(step);
            small.extend(row.iter().map(|w| nearest(w / scale(step))));
        }
        Self {
            scheme,
            chain,
            weights: small,
            scales,
            steps: grid(),
            bits,
        }
    }

    /// The emissions of a sentence, one row of labels for each word.
    pub(in crate::suggest) fn emissions(&self, tokens: &[Token]) -> Vec<f32> {
        let labels = self.scheme.labels();
        let mut emissions = vec![0.0; tokens.len() * labels];
        let mut selected = Vec::new();
        for (at, out) in emissions.chunks_exact_mut(labels).enumerate() {
            rows::rows(tokens, at, &mut selected);
            for (row, _) in &selected {
                let (weights, scale) = self.row(*row);
                for (sum, weight) in out.iter_mut().zip(weights) {
                    *sum += f32::from(*weight) * scale;
                }
            }
        }
        emissions
    }

    fn row(&self, row: u32) -> (&[i8], f32) {
        let row = (row >> (BITS - self.bits)) as usize;
        let labels = self.scheme.labels();
        let scale = self
            .scales
            .get(row)
            .and_then(|step| self.steps.get(usize::from(*step)));
        let weights = self.weights.get(row * labels..(row + 1) * labels);
        (
            weights.unwrap_or_default(),
            scale.copied().unwrap_or_default(),
        )
    }

    /// How much each aspect speaks for a label of a word rather than for being outside, most first.
    pub(in crate::suggest) fn reasons(
        &self,
        tokens: &[Token],
        at: usize,
        label: usize,
    ) -> Vec<(Aspect, f32)> {
        let mut selected = Vec::new();
        rows::rows(tokens, at, &mut selected);
        let mut sums: std::collections::BTreeMap<Aspect, f32> = std::collections::BTreeMap::new();
        for (row, aspect) in selected {
            let (weights, scale) = self.row(row);
            let of = |label: usize| weights.get(label).map_or(0.0, |w| f32::from(*w) * scale);
            *sums.entry(aspect).or_default() += of(label) - of(0);
        }
        let mut sums: Vec<(Aspect, f32)> = sums.into_iter().collect();
        sums.sort_by(|a, b| b.1.total_cmp(&a.1));
        sums
    }

    pub(in crate::suggest) fn write(&self, out: &mut Writer) {
        self.scheme.write(out);
        out.u32(self.bits);
        out.reals(self.chain.weights());
        out.0.extend(&self.scales);
        out.small(&self.weights);
    }

    pub(in crate::suggest) fn read(reader: &mut Reader<'_>) -> Result<Self, Damage> {
        let scheme = Scheme::read(reader)?;
        let labels = scheme.labels();
        let bits = reader.u32()?;
        if bits > BITS {
            return Err(Damage::Nonsense);
        }
        let chain = reader.reals((labels + 1) * labels)?;
        let chain = Chain::new(labels, chain).ok_or(Damage::Nonsense)?;
        let scales = reader.bytes(1 << bits)?.to_vec();
        let weights = reader.small(labels << bits)?;
        Ok(Self {
            scheme,
            chain,
            weights,
            scales,
            steps: grid(),
            bits,
        })
    }
}

/// The nearest whole number from -127 to 127.
pub(in crate::suggest) fn nearest(value: f32) -> i8 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "clamped to the range of a byte"
    )]
    let whole = value.round().clamp(-127.0, 127.0) as i8;
    whole
}
