//! What models learn from: corpora cut into words exactly as articles are, and nothing that the
//! development text holds.

use std::collections::{BTreeMap, HashSet};

use super::corpus::{Convention, Corpus};
use crate::suggest::lists::Lists;
use crate::suggest::tagger::TRIGGERS;
use crate::suggest::tagger::hash::Hash;
use crate::suggest::tagger::lexicon::Lexicon;
use crate::suggest::tagger::token::{self, Token, Triggers};
use crate::suggest::words::Words;
use crate::text::normalize::match_form;

/// What to learn from.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// Annotated text to learn from.
    pub train: Vec<Corpus>,
    /// Lists of names, from which the network learns what names look like.
    pub lists: Vec<Corpus>,
    /// Measured on after each pass, and calibrated on in the end.
    pub dev: Vec<Corpus>,
}

/// A corpus cut into words.
pub(in crate::suggest) struct Cut<'a> {
    pub(in crate::suggest) corpus: &'a Corpus,
    pub(in crate::suggest) sentences: Vec<Vec<Token>>,
}

/// What all models look with.
pub(in crate::suggest) struct Eyes {
    pub(in crate::suggest) lists: Lists,
    pub(in crate::suggest) triggers: Triggers,
    pub(in crate::suggest) lexicon: Lexicon,
}

impl Eyes {
    /// Knows the words that occur at least twice in these corpora.
    pub(in crate::suggest) fn new(corpora: &[Corpus]) -> Self {
        let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
        for line in corpora.iter().flat_map(|corpus| corpus.text.lines()) {
            for word in Words::new(line, 0..line.len()).0 {
                *counts.entry(Hash::of(&word.form)).or_default() += 1;
            }
        }
        Self {
            lists: Lists::bundled(),
            triggers: Triggers::read(TRIGGERS),
            lexicon: Lexicon::new(counts.into_iter().collect(), 2),
        }
    }

    /// Cuts a corpus.
    pub(in crate::suggest) fn cut<'a>(&self, corpus: &'a Corpus) -> Cut<'a> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for line in corpus.text.split_inclusive('\n') {
            let words = Words::new(&corpus.text, start..start + line.len());
            sentences.extend(token::sentences(
                &words,
                &self.lists,
                &self.lexicon,
                &self.triggers,
            ));
            start += line.len();
        }
        Cut { corpus, sentences }
    }
}

/// Letters in a row that two sentences share only if one is a copy of the other.
const RUN: usize = 25;

/// Runs of letters of the development text: sentences to learn from that have one are left out,
/// because corpora contain each other's text.
pub(in crate::suggest) struct Seen(HashSet<u64>);

impl Seen {
    pub(in crate::suggest) fn new(dev: &[Corpus]) -> Self {
        let lines = dev.iter().flat_map(|corpus| corpus.text.lines());
        Self(lines.flat_map(runs).collect())
    }

    /// Whether a sentence of `text` shares a run.
    pub(in crate::suggest) fn has(&self, text: &str, sentence: &[Token]) -> bool {
        let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else {
            return false;
        };
        !self.0.is_empty()
            && runs(&text[first.range.start..last.range.end]).any(|run| self.0.contains(&run))
    }
}

fn runs(line: &str) -> impl Iterator<Item = u64> {
    let letters: Vec<char> = match_form(line)
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    let hash = |run: &[char]| {
        run.iter()
            .fold(Hash::new(), |hash, c| hash.push(*c))
            .value()
    };
    letters
        .windows(RUN)
        .map(hash)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Words that are frequent and hardly ever part of a name.
pub(in crate::suggest) fn ordinary(train: &[Corpus]) -> Corpus {
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for corpus in train
        .iter()
        .filter(|corpus| corpus.convention != Convention::Place)
    {
        let mut inside = vec![false; corpus.tokens.len()];
        for gold in &corpus.gold {
            inside[gold.tokens.clone()].fill(true);
        }
        for (token, inside) in corpus.tokens.iter().zip(inside) {
            let entry = counts
                .entry(match_form(&corpus.text[token.clone()]))
                .or_default();
            entry.0 += 1;
            entry.1 += u32::from(inside);
        }
    }
    let plain = counts.into_iter().filter(|(word, (all, inside))| {
        *all >= 4 && inside * 50 <= *all && word.chars().all(char::is_alphabetic)
    });
    let words: Vec<String> = plain.map(|(word, _)| word).collect();
    Corpus::read(Convention::Ordinary, &words.join("\n"))
}
