//! What the network sees of a word: places in its tables, and yes-or-no features.

use crate::suggest::tagger::hash::Hash;
use crate::suggest::tagger::lexicon::Lexicon;
use crate::suggest::tagger::token::Token;
use crate::text::normalize::match_form;

/// Yes-or-no features of a word.
pub(in crate::suggest) const SIGNS: usize = 48;
/// Runs of letters are hashed into so many rows.
pub(in crate::suggest) const GRAMS: usize = 1 << 14;
/// Proclitics are hashed into so many rows.
pub(in crate::suggest) const CLITICS: usize = 64;

/// The words of a sentence.
#[derive(Clone, Debug, Default)]
pub(in crate::suggest) struct Input {
    /// Places in the table of words; 0 is unknown.
    pub(in crate::suggest) words: Vec<u32>,
    pub(in crate::suggest) clitics: Vec<u8>,
    /// Places in the table of runs of letters.
    pub(in crate::suggest) grams: Vec<Vec<u16>>,
    pub(in crate::suggest) signs: Vec<[f32; SIGNS]>,
}

impl Input {
    /// Of the words of a sentence of `text`.
    pub(in crate::suggest) fn new(text: &str, tokens: &[Token], vocabulary: &Lexicon) -> Self {
        let mut input = Self::default();
        for token in tokens {
            let word = vocabulary.find(token.heart).map_or(0, |at| at + 1);
            input.words.push(u32::try_from(word).unwrap_or_default());
            input
                .clitics
                .push(u8::try_from(token.clitic % CLITICS as u64).unwrap_or_default());
            input.grams.push(grams(text, token));
            input.signs.push(signs(token));
        }
        input
    }

    /// The number of words.
    pub(in crate::suggest) fn len(&self) -> usize {
        self.words.len()
    }
}

/// Runs of three and four letters with the edges marked, and beginnings and ends.
fn grams(text: &str, token: &Token) -> Vec<u16> {
    let heart = match_form(
        text.get(token.heart_start..token.range.end)
            .unwrap_or_default(),
    );
    let mut chars: Vec<char> = vec!['<'];
    chars.extend(heart.chars().take(12));
    chars.push('>');
    let runs = chars.windows(3).chain(chars.windows(4));
    let mut grams: Vec<u16> = runs
        .map(|run| {
            place(
                run.iter()
                    .fold(Hash::new(), |hash, c| hash.push(*c))
                    .value(),
            )
        })
        .collect();
    let sides = [&token.prefixes, &token.suffixes];
    for (side, ends) in (1u64..).zip(sides) {
        for (length, end) in (1u64..).zip(ends) {
            grams.push(place(end.wrapping_mul(2 * (side * 8 + length) + 1)));
        }
    }
    grams
}

fn place(hash: u64) -> u16 {
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50;
    u16::try_from(mixed).unwrap_or_default()
}

fn signs(token: &Token) -> [f32; SIGNS] {
    let mut signs = [0.0; SIGNS];
    let on = |yes: bool| f32::from(u8::from(yes));
    for bit in 0..11 {
        signs[bit] = on(token.lists >> bit & 1 == 1);
        signs[11 + bit] = on(token.lists >> (16 + bit) & 1 == 1);
    }
    for bit in 0..8 {
        signs[22 + bit] = on(token.triggers >> bit & 1 == 1);
    }
    if let Some(sign) = signs.get_mut(30 + usize::from(token.shape.clamp(1, 15)) - 1) {
        *sign = 1.0;
    }
    signs[45] = on(token.known == 0);
    signs[46] = f32::from(token.known) / 10.0;
    signs[47] = on(token.quoted);
    signs
}
