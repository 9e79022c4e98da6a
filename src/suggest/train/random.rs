//! Random numbers from a seed, the same everywhere (SplitMix64).

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub(in crate::suggest) struct Random(u64);

impl Random {
    pub(in crate::suggest) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to but not 1.
    pub(in crate::suggest) fn share(&mut self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "24 bits fit a float exactly")]
        let share = (self.next() >> 40) as f32 / 16_777_216.0;
        share
    }

    /// A whole number below `limit`.
    pub(in crate::suggest) fn below(&mut self, limit: usize) -> usize {
        let wide = u128::from(self.next()) * limit as u128;
        usize::try_from(wide >> 64).unwrap_or_default()
    }

    /// Puts things in a random order.
    pub(in crate::suggest) fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.below(at + 1));
        }
    }
}
