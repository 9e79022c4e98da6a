//! How frequent word forms are in the training text, by hash: decides whether a first letter is a
//! proclitic, and tells words that were never seen.

use super::bytes::{Damage, Reader, Writer};

/// Hashes of word forms in order, each with the binary logarithm of its count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::suggest) struct Lexicon {
    forms: Vec<u32>,
    counts: Vec<u8>,
    /// Where the forms that share their first byte begin; one more at the end.
    starts: Vec<u32>,
}

impl Lexicon {
    /// From hashes and counts; forms that occur less than `least` times are left out.
    pub(in crate::suggest) fn new(mut counted: Vec<(u64, u32)>, least: u32) -> Self {
        counted.retain(|(_, count)| *count >= least);
        let mut entries: Vec<(u32, u8)> = counted
            .into_iter()
            .map(|(hash, count)| {
                (
                    fold(hash),
                    u8::try_from(count.max(1).ilog2()).unwrap_or(u8::MAX),
                )
            })
            .collect();
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        entries.dedup_by_key(|entry| entry.0);
        let (forms, counts) = entries.into_iter().unzip();
        Self::indexed(forms, counts)
    }

    fn indexed(forms: Vec<u32>, counts: Vec<u8>) -> Self {
        let start = |byte: u32| {
            let at = forms.partition_point(|form| form >> 16 < byte);
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        let starts = (0..=1 << 16).map(start).collect();
        Self {
            forms,
            counts,
            starts,
        }
    }

    /// The number of forms.
    pub(in crate::suggest) fn len(&self) -> usize {
        self.forms.len()
    }

    /// The place of a form.
    pub(in crate::suggest) fn find(&self, hash: u64) -> Option<usize> {
        let form = fold(hash);
        let bucket = (form >> 16) as usize;
        let start = *self.starts.get(bucket)? as usize;
        let end = *self.starts.get(bucket + 1)? as usize;
        let at = self
            .forms
            .get(start..end)?
            .iter()
            .position(|f| *f == form)?;
        Some(start + at)
    }

    /// Zero for an unknown form, else one more than the binary logarithm of its count.
    pub(in crate::suggest) fn weight(&self, hash: u64) -> u8 {
        let count = self.find(hash).and_then(|at| self.counts.get(at));
        count.map_or(0, |count| count.saturating_add(1))
    }

    pub(in crate::suggest) fn write(&self, out: &mut Writer) {
        out.count(self.forms.len());
        self.forms.iter().for_each(|form| out.u32(*form));
        out.0.extend(&self.counts);
    }

    pub(in crate::suggest) fn read(reader: &mut Reader<'_>) -> Result<Self, Damage> {
        let count = reader.count(5)?;
        let forms: Vec<u32> = (0..count).map(|_| reader.u32()).collect::<Result<_, _>>()?;
        if !forms.is_sorted() {
            return Err(Damage::Nonsense);
        }
        let counts = reader.bytes(count)?.to_vec();
        Ok(Self::indexed(forms, counts))
    }
}

fn fold(hash: u64) -> u32 {
    u32::try_from((hash ^ (hash >> 32)) & 0xffff_ffff).unwrap_or_default()
}
