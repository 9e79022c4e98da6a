//! How a file counts that does not say so: told from where its entities begin and end.
//!
//! Only characters beyond the first plane (emoji) tell code points from UTF-16. Behind one of them
//! the edges of entities fall between words in the right unit, and mostly inside them in the other.

use crate::text::convert::{Unit, UnitIndex};
use crate::text::grapheme;
use crate::text::token;

/// What was seen so far.
#[derive(Debug, Default)]
pub(super) struct UnitGuess {
    /// Points for code points less those for UTF-16.
    balance: i64,
}

/// Points for an edge between words.
const BETWEEN_WORDS: i64 = 2;
/// Points for a place that is not in the text, or inside a character: people cannot mark that.
const IMPOSSIBLE: i64 = -8;
/// The lead at which more evidence is not waited for.
const ENOUGH: i64 = 12;

impl UnitGuess {
    /// Whether the two units differ anywhere in `text`.
    pub fn matters(text: &str) -> bool {
        text.chars().any(|c| c > '\u{ffff}')
    }

    /// Weighs the entities of one article.
    pub fn weigh(&mut self, text: &str, places: &[(u64, u64)]) {
        if !Self::matters(text) {
            return;
        }
        let edges = Edges::of(text);
        for (start, end) in places {
            let points = |unit| edges.points(*start, *end, unit);
            self.balance += points(Unit::CodePoint) - points(Unit::Utf16);
        }
    }

    /// The unit, if there is no doubt any more.
    pub fn settled(&self) -> Option<Unit> {
        (self.balance.abs() >= ENOUGH)
            .then(|| self.leading())
            .flatten()
    }

    /// The unit that fits better, if one does.
    pub fn leading(&self) -> Option<Unit> {
        match self.balance {
            0 => None,
            1.. => Some(Unit::CodePoint),
            _ => Some(Unit::Utf16),
        }
    }
}

/// The edges of words in a text, in bytes.
struct Edges<'t> {
    text: &'t str,
    index: UnitIndex<'t>,
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl<'t> Edges<'t> {
    fn of(text: &'t str) -> Self {
        let tokens = token::tokens(text);
        Self {
            text,
            index: UnitIndex::new(text),
            starts: tokens.iter().map(|token| token.range.start).collect(),
            ends: tokens.iter().map(|token| token.range.end).collect(),
        }
    }

    fn points(&self, start: u64, end: u64, unit: Unit) -> i64 {
        let byte = |at: u64| self.index.to_byte(usize::try_from(at).ok()?, unit);
        let (Some(start), Some(end)) = (byte(start), byte(end)) else {
            return IMPOSSIBLE;
        };
        let whole = |at| grapheme::is_boundary(self.text, at);
        if start >= end || !whole(start) || !whole(end) {
            return IMPOSSIBLE;
        }
        let known = |edges: &[usize], at| i64::from(edges.binary_search(&at).is_ok());
        BETWEEN_WORDS * (known(&self.starts, start) + known(&self.ends, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(text: &str, places: &[(u64, u64)]) -> Option<Unit> {
        let mut guess = UnitGuess::default();
        guess.weigh(text, places);
        guess.leading()
    }

    #[test]
    fn edges_between_words_tell_the_unit() {
        let text = "😀 زار محمّد القاهرة.";
        assert_eq!(guess(text, &[(6, 11)]), Some(Unit::CodePoint));
        assert_eq!(guess(text, &[(7, 12)]), Some(Unit::Utf16));
        assert_eq!(guess(text, &[(13, 20)]), Some(Unit::Utf16));
        assert_eq!(guess("زار محمّد", &[(4, 9)]), None, "the same in both");
    }
}
