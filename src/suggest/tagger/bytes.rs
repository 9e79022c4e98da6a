//! Little-endian numbers in and out of a model file; nothing read is trusted.

/// Why a model cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It is no model, or one of another version.
    NotAModel,
    /// It ends too early.
    CutShort,
    /// Its checksum does not fit its content.
    Altered,
    /// A number in it makes no sense.
    Nonsense,
}

/// Reads numbers one after the other.
pub(in crate::suggest) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// From these bytes.
    pub(in crate::suggest) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next `count` bytes.
    pub(in crate::suggest) fn bytes(&mut self, count: usize) -> Result<&'a [u8], Damage> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Damage::CutShort)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Damage> {
        let bytes = self.bytes(N)?;
        bytes.try_into().map_err(|_| Damage::CutShort)
    }

    /// A byte.
    pub(in crate::suggest) fn u8(&mut self) -> Result<u8, Damage> {
        self.array().map(u8::from_le_bytes)
    }

    /// A number of 32 bits.
    pub(in crate::suggest) fn u32(&mut self) -> Result<u32, Damage> {
        self.array().map(u32::from_le_bytes)
    }

    /// A count of things of `size` bytes each, of which at least as many follow.
    pub(in crate::suggest) fn count(&mut self, size: usize) -> Result<usize, Damage> {
        let count = self.u32()? as usize;
        if count.saturating_mul(size) > self.0.len() {
            return Err(Damage::CutShort);
        }
        Ok(count)
    }

    /// A finite real number.
    pub(in crate::suggest) fn f32(&mut self) -> Result<f32, Damage> {
        let value = self.array().map(f32::from_le_bytes)?;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(Damage::Nonsense)
        }
    }

    /// So many real numbers.
    pub(in crate::suggest) fn reals(&mut self, count: usize) -> Result<Vec<f32>, Damage> {
        (0..count).map(|_| self.f32()).collect()
    }

    /// So many small whole numbers.
    pub(in crate::suggest) fn small(&mut self, count: usize) -> Result<Vec<i8>, Damage> {
        let bytes = self.bytes(count)?;
        Ok(bytes.iter().map(|b| i8::from_le_bytes([*b])).collect())
    }

    /// A short word.
    pub(in crate::suggest) fn word(&mut self) -> Result<String, Damage> {
        let length = usize::from(self.u8()?);
        let bytes = self.bytes(length)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| Damage::Nonsense)
    }

    /// Nothing may be left.
    pub(in crate::suggest) fn end(&self) -> Result<(), Damage> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Damage::Nonsense)
        }
    }
}

/// Collects numbers.
#[derive(Default)]
pub(in crate::suggest) struct Writer(pub(in crate::suggest) Vec<u8>);

impl Writer {
    pub(in crate::suggest) fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    pub(in crate::suggest) fn u32(&mut self, value: u32) {
        self.0.extend(value.to_le_bytes());
    }

    /// A count; a model has never more than 2^32 of anything.
    pub(in crate::suggest) fn count(&mut self, value: usize) {
        self.u32(u32::try_from(value).unwrap_or(u32::MAX));
    }

    pub(in crate::suggest) fn f32(&mut self, value: f32) {
        self.0.extend(value.to_le_bytes());
    }

    pub(in crate::suggest) fn reals(&mut self, values: &[f32]) {
        values.iter().for_each(|value| self.f32(*value));
    }

    pub(in crate::suggest) fn small(&mut self, values: &[i8]) {
        self.0.extend(values.iter().flat_map(|v| v.to_le_bytes()));
    }

    /// A word of fewer than 256 bytes; a longer one is cut at a character.
    pub(in crate::suggest) fn word(&mut self, word: &str) {
        let word = &word[..word.floor_char_boundary(255)];
        self.u8(u8::try_from(word.len()).unwrap_or(u8::MAX));
        self.0.extend(word.as_bytes());
    }
}

/// Puts a magic word before a content and its checksum behind it.
pub(in crate::suggest) fn seal(magic: [u8; 8], content: &[u8]) -> Vec<u8> {
    let mut out = magic.to_vec();
    out.extend(content);
    out.extend(crc32fast::hash(content).to_le_bytes());
    out
}

/// The content between the magic word and the checksum.
pub(in crate::suggest) fn unseal(magic: [u8; 8], bytes: &[u8]) -> Result<&[u8], Damage> {
    let rest = bytes.strip_prefix(&magic).ok_or(Damage::NotAModel)?;
    let (content, sum) = rest.split_last_chunk::<4>().ok_or(Damage::CutShort)?;
    if crc32fast::hash(content) == u32::from_le_bytes(*sum) {
        Ok(content)
    } else {
        Err(Damage::Altered)
    }
}
