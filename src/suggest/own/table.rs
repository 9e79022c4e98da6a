//! A compact map from sequences of words to small numbers.
//!
//! Names are kept as 64-bit hashes of their words' forms, not as text: a name costs about seventeen
//! bytes however long it is. Open addressing with linear probing; the slot is the high part of the
//! key times the number of slots (Lemire's reduction), so any size will do. Two names of a million
//! share a hash with a probability of one in thirty million; what was matched is shown as it
//! stands in the text.

/// Mixes a word's form.
pub(super) fn word(form: &str) -> u64 {
    let mut hash = 0x9E37_79B9_7F4A_7C15 ^ form.len() as u64;
    for chunk in form.as_bytes().chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(bytes)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        hash ^= hash >> 32;
    }
    hash.max(1)
}

/// The hash of a sequence and one more word.
pub(super) fn join(sequence: u64, word: u64) -> u64 {
    let mixed = (sequence.rotate_left(23) ^ word).wrapping_mul(0xA24B_AED4_963E_E407);
    (mixed ^ (mixed >> 29)).max(1)
}

/// Slots for every ten entries.
const ROOM: usize = 14;

fn slots(entries: usize) -> usize {
    entries * ROOM / 10 + 1
}

fn slot(key: u64, slots: usize) -> usize {
    let high = (u128::from(key) * slots as u128) >> 64;
    usize::try_from(high).unwrap_or_default()
}

/// Values by hash; several values may have the same.
#[derive(Debug, Default)]
pub(super) struct Table {
    keys: Vec<u64>,
    values: Vec<u32>,
}

impl Table {
    /// From entries; equal ones count once.
    pub(super) fn new(mut entries: Vec<(u64, u32)>) -> Self {
        entries.sort_unstable();
        entries.dedup();
        let slots = slots(entries.len());
        let mut table = Self {
            keys: vec![0; slots],
            values: vec![0; slots],
        };
        for (key, value) in entries {
            let mut at = slot(key, slots);
            while table.keys[at] != 0 {
                at = (at + 1) % slots;
            }
            table.keys[at] = key;
            table.values[at] = value;
        }
        table
    }

    /// The values of a hash.
    pub(super) fn get(&self, key: u64) -> impl Iterator<Item = u32> {
        let slots = self.keys.len();
        let first = if slots == 0 { 0 } else { slot(key, slots) };
        (0..slots)
            .map(move |step| (first + step) % slots)
            .take_while(|at| self.keys[*at] != 0)
            .filter(move |at| self.keys[*at] == key)
            .map(|at| self.values[at])
    }

    pub(super) fn bytes(&self) -> usize {
        self.keys.capacity() * 8 + self.values.capacity() * 4
    }
}

/// How many words the longest name has that begins with a word.
#[derive(Debug, Default)]
pub(super) struct Firsts {
    tags: Vec<u32>,
    longest: Vec<u8>,
}

impl Firsts {
    /// From hashes of first words and lengths.
    pub(super) fn new(mut entries: Vec<(u64, u8)>) -> Self {
        entries.sort_unstable_by(|a, b| (a.0, b.1).cmp(&(b.0, a.1)));
        entries.dedup_by_key(|entry| entry.0);
        let slots = slots(entries.len());
        let mut firsts = Self {
            tags: vec![0; slots],
            longest: vec![0; slots],
        };
        for (key, length) in entries {
            let mut at = slot(key, slots);
            while firsts.longest[at] != 0 {
                at = (at + 1) % slots;
            }
            firsts.tags[at] = tag(key);
            firsts.longest[at] = length;
        }
        firsts
    }

    /// The most words of a name that begins with that word; zero if there is none. May say too much
    /// for a word that shares a tag with another.
    pub(super) fn longest(&self, word: u64) -> usize {
        let slots = self.tags.len();
        if slots == 0 {
            return 0;
        }
        let (mut at, tag) = (slot(word, slots), tag(word));
        while self.longest[at] != 0 {
            if self.tags[at] == tag {
                return usize::from(self.longest[at]);
            }
            at = (at + 1) % slots;
        }
        0
    }

    pub(super) fn bytes(&self) -> usize {
        self.tags.capacity() * 4 + self.longest.capacity()
    }
}

/// The low half: the high half says the slot.
fn tag(key: u64) -> u32 {
    u32::try_from(key & u64::from(u32::MAX)).unwrap_or_default()
}
