//! Label schemes of sequences: outside, and for each type its beginning and its inside (IOB2).

use super::bytes::{Damage, Reader, Writer};

/// The types that a head tells apart. Label 0 is outside; type `t` begins with `1 + 2t` and goes
/// on with `2 + 2t`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::suggest) struct Scheme {
    types: Vec<String>,
}

/// The most types: sets of labels are kept in the bits of a word.
const MOST: usize = 31;

impl Scheme {
    /// Of at most 31 types.
    pub(in crate::suggest) fn new(types: &[&str]) -> Self {
        let types = types.iter().take(MOST).map(|t| (*t).to_owned()).collect();
        Self { types }
    }

    /// The types, in order.
    pub(in crate::suggest) fn types(&self) -> &[String] {
        &self.types
    }

    /// The number of labels.
    pub(in crate::suggest) fn labels(&self) -> usize {
        1 + 2 * self.types.len()
    }

    /// The place of a type.
    pub(in crate::suggest) fn find(&self, name: &str) -> Option<usize> {
        self.types.iter().position(|t| t == name)
    }

    /// Whether a label may stand behind another; `None` is the start of the sentence.
    pub(in crate::suggest) fn allows(before: Option<usize>, label: usize) -> bool {
        let inside = label != 0 && label.is_multiple_of(2);
        !inside || before.is_some_and(|b| b == label || b + 1 == label)
    }

    pub(in crate::suggest) fn write(&self, out: &mut Writer) {
        out.count(self.types.len());
        self.types.iter().for_each(|t| out.word(t));
    }

    pub(in crate::suggest) fn read(reader: &mut Reader<'_>) -> Result<Self, Damage> {
        let count = reader.count(1)?;
        if count > MOST {
            return Err(Damage::Nonsense);
        }
        let types = (0..count)
            .map(|_| reader.word())
            .collect::<Result<_, _>>()?;
        Ok(Self { types })
    }
}

/// The label with which a type begins.
pub(in crate::suggest) fn begin(kind: usize) -> usize {
    1 + 2 * kind
}

/// The label with which a type goes on.
pub(in crate::suggest) fn inside(kind: usize) -> usize {
    2 + 2 * kind
}

/// The type of a label; outside has none.
pub(in crate::suggest) fn kind(label: usize) -> Option<usize> {
    label.checked_sub(1).map(|label| label / 2)
}

/// Whether a label begins an entity.
pub(in crate::suggest) fn begins(label: usize) -> bool {
    label % 2 == 1
}
