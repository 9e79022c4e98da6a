//! Tokens of running text: words, numbers, punctuation, other signs.
//!
//! Tokens cover all of a text but its white space. Words keep their marks, tatweel and clitics; a
//! number keeps its inner separators (2.5, 10/11/2024, 1,234).

use std::ops::Range;

use super::normalize::is_silent;
use super::steps::{is_arabic, is_word_char};
use crate::text::grapheme;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters of any script.
    Word,
    /// Digits of any script, with inner separators.
    Number,
    /// One mark of punctuation.
    Punctuation,
    /// Anything else: symbols, emoji, controls.
    Other,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of `text` in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (end, kind) = if is_word_char(c) {
            let end = word_end(text, at);
            let end = seam(&text[at..end]).map_or(end, |seam| grapheme::ceil(text, at + seam));
            let number = text[at..end].chars().all(is_numeric);
            if number {
                (number_end(text, end), TokenKind::Number)
            } else {
                (end, TokenKind::Word)
            }
        } else {
            let end = cluster_end(text, at);
            (
                end,
                if is_punctuation(c) {
                    TokenKind::Punctuation
                } else {
                    TokenKind::Other
                },
            )
        };
        tokens.push(Token {
            range: at..end,
            kind,
        });
        at = end;
    }
    tokens
}

fn word_end(text: &str, at: usize) -> usize {
    let rest = text[at..].char_indices().find(|(_, c)| !is_word_char(*c));
    let end = rest.map_or(text.len(), |(offset, _)| at + offset);
    // A joiner may tie a sign to the word; a token never ends inside a grapheme.
    grapheme::ceil(text, end)
}

/// Where Arabic letters and digits meet in a word that is really two: a proclitic before a number
/// (و15، بـ20) or an era or unit behind one (2024م).
fn seam(word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    if is_numeric(first) {
        let (at, next) = word.char_indices().find(|(_, c)| !is_numeric(*c))?;
        return is_arabic_letter(next).then_some(at);
    }
    let (at, _) = word.char_indices().find(|(_, c)| is_numeric(*c))?;
    let mut letters = word[..at].chars().filter(|c| !is_silent(*c));
    let proclitics = letters.all(|c| matches!(c, 'و' | 'ف' | 'ب' | 'ل' | 'ك'));
    (proclitics && word[..at].chars().filter(|c| !is_silent(*c)).count() <= 2).then_some(at)
}

/// A table is looked up only for what is not plain Arabic.
fn is_numeric(c: char) -> bool {
    !is_arabic(c) && c.is_numeric()
}

fn is_arabic_letter(c: char) -> bool {
    c.is_alphabetic() && matches!(c, '\u{0620}'..='\u{06FF}')
}

/// The end of a grapheme that starts with a sign, without any white space that it swallowed.
fn cluster_end(text: &str, at: usize) -> usize {
    grapheme::next(text, at)
}

/// Separators between digits belong to the number.
fn number_end(text: &str, end: usize) -> usize {
    let mut end = end;
    loop {
        let mut rest = text[end..].chars();
        let (Some(separator), Some(next)) = (rest.next(), rest.next()) else {
            return end;
        };
        let joins = matches!(separator, '.' | ',' | '/' | ':' | '٫' | '٬' | '-');
        if !joins || !next.is_numeric() {
            return end;
        }
        let start = end + separator.len_utf8();
        let digits = text[start..]
            .find(|c: char| !c.is_numeric())
            .map_or(text.len(), |at| start + at);
        end = grapheme::ceil(text, digits);
    }
}

/// Punctuation of the scripts in use, by general category P.
#[must_use]
pub fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '،' | '؛' | '؟' | '٪' | '٫' | '٬' | '۔' | '«' | '»' | '¡' | '§' | '¶' | '·' | '¿'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'
            | '\u{FD3E}' | '\u{FD3F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        tokens(text)
            .into_iter()
            .map(|token| &text[token.range])
            .collect()
    }

    #[test]
    fn news_is_split_as_people_see_it() {
        assert_eq!(
            split("بـ”أهداف مشروعة“ (2.5٪)، 10/11/2024."),
            [
                "بـ",
                "”",
                "أهداف",
                "مشروعة",
                "“",
                "(",
                "2.5",
                "٪",
                ")",
                "،",
                "10/11/2024",
                "."
            ]
        );
        assert_eq!(split("مُحَمَّد😀Apple"), ["مُحَمَّد", "😀", "Apple"]);
        assert_eq!(
            split("و15.5% بـ20 عام 2024م G20 إف16 5G"),
            [
                "و", "15.5", "%", "بـ", "20", "عام", "2024", "م", "G20", "إف16", "5G"
            ]
        );
    }

    proptest! {
        #[test]
        fn tokens_cover_everything_but_white_space_on_grapheme_boundaries(text in "(\\PC|[ء-ي]|[ً-ٟ]|[0-9.,/]| |\n|😀|\u{200D}|\u{2067}){0,80}") {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(text[last..token.range.start].chars().all(char::is_whitespace));
                prop_assert!(token.range.start < token.range.end);
                prop_assert!(grapheme::is_boundary(&text, token.range.end) || text[token.range.end..].starts_with(char::is_whitespace));
                last = token.range.end;
            }
            prop_assert!(text[last..].chars().all(char::is_whitespace));
        }
    }
}
