//! Sentences of running text.
//!
//! A sentence ends behind `.` `!` `?` `؟` `۔` `…` (and closing quotes and brackets that follow) when
//! white space comes next, and at every line end. A dot within a number or an abbreviation does not
//! end one.

use std::ops::Range;

/// The byte ranges of the sentences of `text`, without white space around them; none is empty.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        if is_terminal(c) {
            while let Some((at, c)) = chars.next_if(|(_, c)| is_terminal(*c) || is_closing(*c)) {
                end = at + c.len_utf8();
            }
            let parted = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
            if !parted || is_initial(&text[start..at], c) {
                continue;
            }
        } else if !matches!(c, '\n' | '\r' | '\u{2029}') {
            continue;
        }
        push(text, start..end, &mut found);
        start = end;
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let covered = &text[range.clone()];
    let start = range.start + (covered.len() - covered.trim_start().len());
    let end = start + covered.trim().len();
    if start < end {
        found.push(start..end);
    }
}

fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '۔' | '…')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '“' | '"' | '»' | ')' | ']' | '\'' | '’')
}

/// A dot behind a single letter is an initial or an abbreviation (د. أحمد, U.S.).
fn is_initial(before: &str, terminal: char) -> bool {
    let mut letters = before.chars().rev();
    let last = letters.next().is_some_and(char::is_alphabetic);
    terminal == '.' && last && letters.next().is_none_or(|c| c.is_whitespace() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_numbers_and_initials_do_not_part_sentences() {
        let text = "قال د. أحمد: “نعم.” بلغت 2.5 مليون. ثم ذهب\nعنوان؟";
        let parts: Vec<&str> = sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(
            parts,
            ["قال د. أحمد: “نعم.”", "بلغت 2.5 مليون.", "ثم ذهب", "عنوان؟"]
        );
        assert!(sentences(" \n ").is_empty());
    }
}
