//! Tokens and sentences as token formats need them: nothing invisible, no white space.

use std::ops::Range;

use crate::text::sentence;
use crate::text::token;

/// The visible tokens of `text`, in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let visible = |range: &Range<usize>| !text[range.clone()].chars().all(is_blank);
    // A number sign (U+0600) and the space behind it are one grapheme; the space is no token.
    let without_space = |range: Range<usize>| {
        let kept = text[range.clone()].trim_end().len();
        range.start..range.start + kept
    };
    token::tokens(text)
        .into_iter()
        .map(|token| without_space(token.range))
        .filter(visible)
        .collect()
}

/// Where sentences end: for each, the number of tokens up to there. The last is `tokens.len()`.
#[must_use]
pub fn sentence_ends(text: &str, tokens: &[Range<usize>]) -> Vec<usize> {
    let mut ends: Vec<usize> = sentence::sentences(text)
        .into_iter()
        .map(|sentence| tokens.partition_point(|token| token.start < sentence.end))
        .filter(|end| *end > 0)
        .collect();
    ends.dedup();
    ends
}

/// White space, control characters, and marks that only direct or join text: token readers would
/// part lines there or see empty tokens.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_counted_in_visible_tokens() {
        let text = "قال: «نعم.» ثم \u{2067}2.5\u{2069} 😀\nد. محمد";
        let tokens = tokens(text);
        let mut from = 0;
        let mut parts: Vec<Vec<&str>> = Vec::new();
        for end in sentence_ends(text, &tokens) {
            parts.push(tokens[from..end].iter().map(|t| &text[t.clone()]).collect());
            from = end;
        }
        let expected: [&[&str]; 3] = [
            &["قال", ":", "«", "نعم", ".", "»"],
            &["ثم", "2.5", "😀"],
            &["د", ".", "محمد"],
        ];
        assert_eq!(parts, expected);
    }
}
