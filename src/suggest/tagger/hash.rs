//! A hash of word forms that is the same on every machine and in every version: models are trained
//! and read with it (FNV-1a of 64 bits; features are mixed by multiplication).

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// A hash that grows character by character, so that the hashes of all prefixes come for free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::suggest) struct Hash(u64);

impl Hash {
    /// Of nothing.
    pub(in crate::suggest) fn new() -> Self {
        Self(OFFSET)
    }

    /// With one more character.
    pub(in crate::suggest) fn push(self, c: char) -> Self {
        Self((self.0 ^ u64::from(c)).wrapping_mul(PRIME))
    }

    /// The number.
    pub(in crate::suggest) fn value(self) -> u64 {
        self.0
    }

    /// Of a whole form.
    pub(in crate::suggest) fn of(form: &str) -> u64 {
        form.chars().fold(Self::new(), Self::push).value()
    }
}

/// A feature of one or two values under a template, spread over 64 bits.
pub(in crate::suggest) fn mix(template: u64, a: u64, b: u64) -> u64 {
    let mut h = a ^ b.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h = (h ^ template.wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 32;
    h.wrapping_mul(0xc4ce_b9fe_1a85_ec53)
}
