//! Paragraphs and their base direction.

use std::ops::Range;

/// Base direction of a paragraph or of a user interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Right to left.
    #[default]
    Rtl,
    /// Left to right.
    Ltr,
}

/// The byte ranges of the paragraphs of `text`, without their line ends (`\n`, `\r\n`, `\r`,
/// U+2029). Empty paragraphs are kept; the ranges are in order and there is at least one.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = match c {
            '\n' | '\u{2029}' => at + c.len_utf8(),
            '\r' => match chars.next_if(|(_, next)| *next == '\n') {
                Some((newline, _)) => newline + 1,
                None => at + 1,
            },
            _ => continue,
        };
        found.push(start..at);
        start = end;
    }
    found.push(start..text.len());
    found
}

/// Direction of the first strong character, skipping isolates (UAX #9 P2/P3); `None` if the text
/// has no strong character.
#[must_use]
pub fn first_strong(text: &str) -> Option<Direction> {
    let mut isolates = 0_usize;
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => isolates += 1,
            '\u{2069}' => isolates = isolates.saturating_sub(1),
            '\u{200E}' if isolates == 0 => return Some(Direction::Ltr),
            '\u{200F}' | '\u{061C}' if isolates == 0 => return Some(Direction::Rtl),
            c if isolates == 0 && is_rtl_letter(c) => return Some(Direction::Rtl),
            c if isolates == 0 && c.is_alphabetic() => return Some(Direction::Ltr),
            _ => {}
        }
    }
    None
}

/// Letters of the right-to-left scripts (Hebrew to Arabic Extended, presentation forms, Adlam …).
fn is_rtl_letter(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_line_ends_part_paragraphs_and_are_left_out() {
        let text = "أ\r\nب\rج\n\nد";
        let parts: Vec<&str> = paragraphs(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(parts, ["أ", "ب", "ج", "", "د"]);
        assert_eq!(paragraphs(""), vec![0..0]);
    }

    #[test]
    fn direction_comes_from_the_first_strong_letter() {
        assert_eq!(first_strong("12 (Apple) عربي"), Some(Direction::Ltr));
        assert_eq!(first_strong("«12» عربي Apple"), Some(Direction::Rtl));
        assert_eq!(
            first_strong("\u{2066}Apple\u{2069} عربي"),
            Some(Direction::Rtl)
        );
        assert_eq!(first_strong("2024 – 12"), None);
    }
}
