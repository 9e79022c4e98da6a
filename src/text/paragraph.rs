//! Paragraphs and their base direction.

use std::ops::Range;

use unicode_bidi::BidiClass;

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
/// has no strong character. Classes decide, not letters: an Arabic question mark is strong, a vowel
/// mark is not.
#[must_use]
pub fn first_strong(text: &str) -> Option<Direction> {
    let mut isolates = 0_usize;
    for c in text.chars() {
        match unicode_bidi::bidi_class(c) {
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => isolates += 1,
            BidiClass::PDI => isolates = isolates.saturating_sub(1),
            BidiClass::R | BidiClass::AL if isolates == 0 => return Some(Direction::Rtl),
            BidiClass::L if isolates == 0 => return Some(Direction::Ltr),
            _ => {}
        }
    }
    None
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
    fn what_is_strong_and_what_is_not_is_told_by_the_bidi_classes() {
        assert_eq!(
            first_strong("؟ Hello"),
            Some(Direction::Rtl),
            "Arabic question mark"
        );
        assert_eq!(
            first_strong("\u{64B} Hello"),
            Some(Direction::Ltr),
            "a stray mark"
        );
        assert_eq!(
            first_strong("\u{5BE}x"),
            Some(Direction::Rtl),
            "Hebrew hyphen"
        );
        assert_eq!(
            first_strong("١٢ ٪ Hello"),
            Some(Direction::Ltr),
            "digits and their signs"
        );
        assert_eq!(
            first_strong("\u{967} سلام"),
            Some(Direction::Ltr),
            "a Devanagari digit"
        );
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
