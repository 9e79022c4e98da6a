//! A word as the models see it: hashes of its form and its parts, its shape, the lists that have it.

use std::ops::Range;

use super::hash::Hash;
use super::lexicon::Lexicon;
use crate::suggest::lists::{Kind, Lists};
use crate::suggest::words::{Word, Words};
use crate::text::token::TokenKind;

/// A word of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::suggest) struct Token {
    /// Bytes of the whole text.
    pub(in crate::suggest) range: Range<usize>,
    /// Where a name would begin: behind the proclitics.
    pub(in crate::suggest) heart_start: usize,
    /// The form as written.
    pub(in crate::suggest) form: u64,
    /// The form without proclitics.
    pub(in crate::suggest) heart: u64,
    /// The form without proclitics and article.
    pub(in crate::suggest) stem: u64,
    /// The proclitics; zero if there are none.
    pub(in crate::suggest) clitic: u64,
    /// The first one, two, three and four letters of the stem.
    pub(in crate::suggest) prefixes: [u64; 4],
    /// The last one, two, three and four letters.
    pub(in crate::suggest) suffixes: [u64; 4],
    /// What kind of sign it is, and how long.
    pub(in crate::suggest) shape: u8,
    /// Bit `k`: an entry of kind `k`; bit `16 + k`: part of a longer entry of kind `k`.
    pub(in crate::suggest) lists: u32,
    /// Which families of telling words it belongs to.
    pub(in crate::suggest) triggers: u8,
    /// How frequent the form is: zero for unknown.
    pub(in crate::suggest) known: u8,
    /// Whether it stands between quotation marks.
    pub(in crate::suggest) quoted: bool,
}

/// The sentences of a slice, each a run of words.
pub(in crate::suggest) fn sentences(
    words: &Words,
    lists: &Lists,
    lexicon: &Lexicon,
    triggers: &Triggers,
) -> Vec<Vec<Token>> {
    let mut sentences = Vec::new();
    let mut sentence: Vec<Token> = Vec::new();
    let mut listed = vec![0u32; words.0.len()];
    mark_long_entries(words, lists, &mut listed);
    let mut quoted = false;
    for (at, word) in words.0.iter().enumerate() {
        let mut token = observe(word, lists, lexicon, triggers);
        token.lists |= listed[at];
        if word.form == "\"" {
            quoted = !quoted;
        } else {
            token.quoted = quoted;
        }
        sentence.push(token);
        if ends_sentence(words, at) || sentence.len() >= LONGEST {
            sentences.push(std::mem::take(&mut sentence));
            quoted = false;
        }
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
    sentences
}

/// A sentence without a full stop is cut after so many words.
const LONGEST: usize = 160;

fn ends_sentence(words: &Words, at: usize) -> bool {
    let Some(word) = words.get(at) else {
        return true;
    };
    if !matches!(word.form.as_str(), "." | "!" | "?" | "؟" | "۔" | "…") {
        return false;
    }
    let parted = words
        .get(at + 1)
        .is_none_or(|next| next.range.start > word.range.end);
    let initial = word.form == "."
        && at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|before| {
                before.range.end == word.range.start
                    && before.kind == TokenKind::Word
                    && before.form.chars().count() == 1
            });
    parted && !initial
}

fn observe(word: &Word, lists: &Lists, lexicon: &Lexicon, triggers: &Triggers) -> Token {
    let form = Hash::of(&word.form);
    let (heart_start, heart) = heart(word, form, lists, lexicon);
    let clitic = word.form.strip_suffix(heart).map_or(0, Hash::of);
    let clitic = if heart_start == word.range.start {
        0
    } else {
        clitic.max(1)
    };
    let stem = heart
        .strip_prefix("ال")
        .filter(|rest| rest.chars().nth(1).is_some());
    let stem = stem.unwrap_or(heart);
    let mut kinds = 0;
    for reading in &word.readings {
        for kind in lists.kinds(&reading.form) {
            kinds |= bit(*kind).map_or(0, |bit| 1 << bit);
        }
    }
    Token {
        range: word.range.clone(),
        heart_start,
        form,
        heart: Hash::of(heart),
        stem: Hash::of(stem),
        clitic,
        prefixes: ends(stem.chars()),
        suffixes: ends(word.form.chars().rev()),
        shape: shape(word),
        lists: kinds,
        triggers: triggers.of(Hash::of(heart)) | triggers.of(form),
        known: lexicon.weight(form),
        quoted: false,
    }
}

/// The word without its proclitics: the shortest reading that looks like a word of its own.
fn heart<'a>(word: &'a Word, form: u64, lists: &Lists, lexicon: &Lexicon) -> (usize, &'a str) {
    let whole = (word.range.start, word.form.as_str());
    if word.readings.len() < 2 || !lists.kinds(&word.form).is_empty() {
        return whole;
    }
    let frequent = lexicon.weight(form);
    let plausible = word.readings.iter().skip(1).rev().find(|reading| {
        reading.form.starts_with("ال") && reading.form.chars().count() > 4
            || !lists.kinds(&reading.form).is_empty()
            || lexicon.weight(Hash::of(&reading.form)) > frequent.max(1) + 1
    });
    plausible.map_or(whole, |reading| (reading.start, reading.form.as_str()))
}

/// Hashes of the first one to four characters; shorter words repeat their last.
fn ends(chars: impl Iterator<Item = char>) -> [u64; 4] {
    let mut hash = Hash::new();
    let mut out = [0; 4];
    for (at, c) in chars.take(4).enumerate() {
        hash = hash.push(c);
        out[at..].fill(hash.value());
    }
    out
}

fn shape(word: &Word) -> u8 {
    let length = word.form.chars().count();
    match word.kind {
        TokenKind::Number => {
            let digits = word.form.chars().all(|c| c.is_ascii_digit());
            if digits && length == 4 { 1 } else { 2 }
        }
        TokenKind::Punctuation => match word.form.as_str() {
            "\"" => 3,
            "(" | "[" => 4,
            ")" | "]" => 5,
            "." | "!" | "?" | "؟" => 6,
            _ => 7,
        },
        TokenKind::Other => 8,
        TokenKind::Word if word.form.chars().any(|c| c.is_ascii_alphabetic()) => {
            if word.capital {
                9
            } else {
                10
            }
        }
        TokenKind::Word => match length {
            1 => 11,
            2 => 12,
            3 | 4 => 13,
            5..=7 => 14,
            _ => 15,
        },
    }
}

/// The bit of a kind of list. Kinds that came after the models were trained have none.
fn bit(kind: Kind) -> Option<u32> {
    Some(match kind {
        Kind::Country => 0,
        Kind::Place => 1,
        Kind::City => 2,
        Kind::Region => 3,
        Kind::Organization => 4,
        Kind::Nationality => 5,
        Kind::Month => 6,
        Kind::Weapon => 7,
        Kind::Event => 8,
        Kind::FirstName => 9,
        Kind::Person => 10,
    })
}

/// Marks the words of list entries of several words.
fn mark_long_entries(words: &Words, lists: &Lists, listed: &mut [u32]) {
    for (at, word) in words.0.iter().enumerate() {
        for reading in &word.readings {
            let most = lists.longest(&reading.form);
            if most < 2 {
                continue;
            }
            let mut form = reading.form.clone();
            for next in at + 1..at + most {
                let Some(word) = words.get(next).filter(|word| word.joined) else {
                    break;
                };
                form.push(' ');
                form.push_str(&word.form);
                let bits = lists.kinds(&form).iter().filter_map(|kind| bit(*kind));
                let mask = bits.fold(0, |mask, bit| mask | 1 << (16 + bit));
                if mask != 0 {
                    listed[at..=next].iter_mut().for_each(|l| *l |= mask);
                }
            }
        }
    }
}

/// Words that tell what stands beside them (شركة, مدينة, قال), in families.
#[derive(Clone, Debug, Default)]
pub(in crate::suggest) struct Triggers {
    /// Hashes in order, with the bits of their families.
    words: Vec<(u64, u8)>,
}

impl Triggers {
    /// Reads lines `family word word …`; the order of the families gives their bits.
    pub(in crate::suggest) fn read(text: &str) -> Self {
        let mut words: Vec<(u64, u8)> = Vec::new();
        for (family, line) in text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .enumerate()
        {
            for word in line.split_whitespace().skip(1) {
                words.push((Hash::of(word), 1 << (family % 8)));
            }
        }
        words.sort_unstable();
        words.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 |= later.1;
            }
            same
        });
        Self { words }
    }

    fn of(&self, hash: u64) -> u8 {
        let at = self.words.binary_search_by_key(&hash, |word| word.0);
        at.ok()
            .and_then(|at| self.words.get(at))
            .map_or(0, |word| word.1)
    }
}
