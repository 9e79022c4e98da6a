//! Tokens and sentences of token formats.
//!
//! A token is a run of letters, digits and their marks, or any other single visible character.
//! Numbers keep their inner point, comma, colon and slash. White space, control characters and
//! invisible direction marks are in no token. A sentence ends behind its final mark (and closing
//! quotes) and at every line end.

use std::ops::Range;

use crate::text::grapheme;
use crate::text::steps::is_word_char;

/// The tokens of `text`, in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut clusters = grapheme::clusters(text).peekable();
    while let Some((at, cluster)) = clusters.next() {
        let first = cluster.chars().next().unwrap_or(' ');
        let end = at + cluster.len();
        if is_blank(first) {
            open = false;
            continue;
        }
        let next_is_digit = clusters
            .peek()
            .is_some_and(|(_, next)| next.starts_with(char::is_numeric));
        let joins = is_word_char(first)
            || (open && is_number_joiner(first) && ends_in_digit(text, at) && next_is_digit);
        match found.last_mut() {
            Some(last) if joins && open => last.end = end,
            _ => found.push(at..end),
        }
        open = joins;
    }
    found
}

/// Where sentences end: for each, the number of tokens up to there. The last is `tokens.len()`.
#[must_use]
pub fn sentence_ends(text: &str, tokens: &[Range<usize>]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut final_mark = false;
    for (at, token) in tokens.iter().enumerate() {
        let gap_start = at.checked_sub(1).map_or(0, |before| tokens[before].end);
        let word = &text[token.clone()];
        let new_line = text[gap_start..token.start].contains(['\n', '\r', '\u{2029}']);
        let closes = final_mark && (is_final(word) || is_closing(word));
        if at > 0 && (new_line || (final_mark && !closes)) {
            ends.push(at);
        }
        let inside_word =
            !text[token.end..].starts_with(|c: char| !is_word_char(c)) && token.end < text.len();
        final_mark = (is_final(word) && !inside_word) || (closes && !new_line);
    }
    if !tokens.is_empty() {
        ends.push(tokens.len());
    }
    ends
}

/// White space, control characters, and marks that only direct text.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200D}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn is_number_joiner(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '\u{066B}' | '\u{066C}')
}

fn ends_in_digit(text: &str, at: usize) -> bool {
    text[..at].ends_with(char::is_numeric)
}

fn is_final(token: &str) -> bool {
    matches!(token, "." | "!" | "?" | "؟" | "…" | "۔")
}

fn is_closing(token: &str) -> bool {
    matches!(token, "\"" | "”" | "’" | "»" | ")" | "]" | "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<Vec<&str>> {
        let tokens = tokens(text);
        let mut from = 0;
        let mut parts = Vec::new();
        for end in sentence_ends(text, &tokens) {
            parts.push(tokens[from..end].iter().map(|t| &text[t.clone()]).collect());
            from = end;
        }
        parts
    }

    #[test]
    fn words_numbers_and_marks_are_tokens() {
        assert_eq!(
            parts("بلغ 2.5 في 10:30، وقال: «نعم.» ثم 😀"),
            vec![
                vec![
                    "بلغ", "2.5", "في", "10:30", "،", "وقال", ":", "«", "نعم", ".", "»"
                ],
                vec!["ثم", "😀"]
            ]
        );
        assert_eq!(parts("مُحَمَّدٌ\nثانٍ"), vec![vec!["مُحَمَّدٌ"], vec!["ثانٍ"]]);
        assert_eq!(parts("a\u{2067}ب\u{2069}"), vec![vec!["a", "ب"]]);
        assert!(parts(" \n ").is_empty());
    }
}
