//! Sentences read side by side: where the rows of their words are in the tables of the network.

use std::borrow::Cow;
use std::ops::Range;

/// Sentences side by side, the longest first. Word by word, the rows of all that are so long follow
/// each other: no row is empty, and what is done in one step is in one piece. Both directions begin
/// in the first row, the second with each sentence's last word.
#[derive(Clone, Debug)]
pub(in crate::suggest) struct Abreast {
    lengths: Vec<usize>,
    /// The first row of each step, and behind the last the number of rows.
    starts: Vec<usize>,
}

impl Abreast {
    /// Of these many words each; the order is theirs.
    pub(in crate::suggest) fn new(lengths: Vec<usize>) -> Self {
        debug_assert!(lengths.is_sorted_by(|a, b| a >= b), "{lengths:?}");
        let steps = lengths.first().copied().unwrap_or_default();
        let mut starts = vec![0];
        let mut rows = 0;
        for step in 0..steps {
            rows += lengths.partition_point(|length| step < *length);
            starts.push(rows);
        }
        Self { lengths, starts }
    }

    /// The number of rows.
    pub(in crate::suggest) fn rows(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    /// The rows of each step in turn.
    pub(in crate::suggest) fn steps(
        &self,
    ) -> impl DoubleEndedIterator<Item = Range<usize>> + ExactSizeIterator + '_ {
        self.starts.array_windows().map(|[start, end]| *start..*end)
    }

    /// The row of a word, in the order of words.
    fn row(&self, lane: usize, word: usize) -> usize {
        self.starts[word] + lane
    }

    /// The rows of the words of a sentence.
    pub(in crate::suggest) fn words(
        &self,
        lane: usize,
    ) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator + '_ {
        (0..self.lengths[lane]).map(move |word| self.row(lane, word))
    }

    /// A table whose rows of `width` are in the order of words, in that in which a direction takes
    /// them, and the other way round.
    pub(in crate::suggest) fn turned<'a>(
        &self,
        direction: usize,
        table: &'a [f32],
        width: usize,
    ) -> Cow<'a, [f32]> {
        if direction == 0 {
            return Cow::Borrowed(table);
        }
        let mut out = vec![0.0; table.len()];
        for lane in 0..self.lengths.len() {
            for (to, from) in self.words(lane).zip(self.words(lane).rev()) {
                let row = &table[from * width..(from + 1) * width];
                out[to * width..(to + 1) * width].copy_from_slice(row);
            }
        }
        Cow::Owned(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_those_of_words_and_none_is_empty() {
        let side = Abreast::new(vec![3, 2, 2]);
        assert_eq!(side.rows(), 7);
        assert_eq!(side.steps().collect::<Vec<_>>(), [0..3, 3..6, 6..7]);
        let mut all: Vec<usize> = (0..3).flat_map(|lane| side.words(lane)).collect();
        assert_eq!(all, [0, 3, 6, 1, 4, 2, 5]);
        all.sort_unstable();
        assert_eq!(all, (0..7).collect::<Vec<_>>());
        let table: Vec<f32> = (0u8..7).map(f32::from).collect();
        let turned = side.turned(1, &table, 1);
        assert_eq!(*turned, [6.0, 4.0, 5.0, 3.0, 1.0, 2.0, 0.0]);
        assert_eq!(*side.turned(1, &turned, 1), table);
        assert_eq!(*side.turned(0, &table, 1), table);
        assert_eq!(Abreast::new(Vec::new()).rows(), 0);
    }
}
