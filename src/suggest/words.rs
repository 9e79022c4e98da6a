//! A slice of text as engines see it: words with their normalised forms, as written and without
//! each of their proclitics.

use std::ops::Range;

use crate::text::clitic;
use crate::text::normalize::match_form;
use crate::text::token::{self, TokenKind};

/// A way to read a word: from this byte on, with this form.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) start: usize,
    pub(super) form: String,
    /// Whether all that is left out is "و".
    pub(super) and: bool,
    /// Whether all that is left out is "ل".
    pub(super) to: bool,
}

/// A word, number or mark.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Bytes of the whole text.
    pub(super) range: Range<usize>,
    /// Normalised form as written.
    pub(super) form: String,
    pub(super) kind: TokenKind,
    /// Whether only white space stands between this word and the one before.
    pub(super) joined: bool,
    /// Whether it begins with a Latin capital.
    pub(super) capital: bool,
    /// As written first, then without one proclitic after the other.
    pub(super) readings: Vec<Reading>,
}

/// The words of a slice.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(pub(super) Vec<Word>);

impl Words {
    /// Analyses `text[slice]`.
    pub(super) fn new(text: &str, slice: Range<usize>) -> Self {
        let mut words: Vec<Word> = Vec::new();
        for token in token::tokens(&text[slice.clone()]) {
            let range = slice.start + token.range.start..slice.start + token.range.end;
            let form = match_form(&text[range.clone()]);
            let joined = words.last().is_some_and(|last| {
                last.range.end <= range.start
                    && last.kind != TokenKind::Punctuation
                    && token.kind != TokenKind::Punctuation
            });
            let readings = readings(text, &range, &form, token.kind);
            let capital = text[range.clone()].starts_with(|c: char| c.is_uppercase());
            words.push(Word {
                range,
                form,
                kind: token.kind,
                joined,
                capital,
                readings,
            });
        }
        Self(words)
    }

    pub(super) fn get(&self, at: usize) -> Option<&Word> {
        self.0.get(at)
    }
}

fn readings(text: &str, range: &Range<usize>, form: &str, kind: TokenKind) -> Vec<Reading> {
    let mut readings = vec![Reading {
        start: range.start,
        form: form.to_owned(),
        and: false,
        to: false,
    }];
    if kind != TokenKind::Word {
        return readings;
    }
    let word = &text[range.clone()];
    for stop in clitic::proclitic_ends(word) {
        let rest = match_form(&word[stop..]);
        // لل is ل + ال with the alef dropped: the core is looked up with its article.
        let before = match_form(&word[..stop]);
        let doubled = before.ends_with('ل') && rest.starts_with('ل');
        let form = if doubled { format!("ا{rest}") } else { rest };
        readings.push(Reading {
            start: range.start + stop,
            form,
            and: before == "و",
            to: before == "ل",
        });
    }
    readings
}
