//! Characters that are not seen but matter: where they stand, so that a painter can show them.
//!
//! They keep their effect on the order of the text (UAX #9); showing them is how a reader learns of
//! it.

use std::ops::Range;

/// What kind of invisible character stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Invisible {
    /// Orders text: marks, embeddings, overrides and isolates of UAX #9.
    Bidi,
    /// Joins or parts letters: ZWJ, ZWNJ.
    Joiner,
    /// Has no width and no other purpose here: zero-width space, word joiner, soft hyphen, BOM …
    ZeroWidth,
    /// A space that is not U+0020, or a tab.
    Space,
    /// NUL and the other control characters.
    Control,
    /// Tatweel: seen, but of no meaning, and taken for a part of the letter.
    Tatweel,
    /// A space after a space, or at an end of the text.
    StraySpace,
}

/// An invisible character of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its first byte.
    pub at: usize,
    /// The character.
    pub char: char,
    /// What kind it is.
    pub kind: Invisible,
}

impl Mark {
    /// Its bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.char.len_utf8()
    }

    /// Whether it can make a text look like another one: embeddings, overrides, isolates and control
    /// characters. Plain direction marks and joiners are everyday Arabic and Persian.
    #[must_use]
    pub fn is_deceptive(&self) -> bool {
        match self.kind {
            Invisible::Bidi => !matches!(self.char, '\u{61C}' | '\u{200E}' | '\u{200F}'),
            Invisible::Control => true,
            _ => false,
        }
    }

    /// What stands for it on screen: its abbreviation or its code point.
    #[must_use]
    pub fn name(&self) -> String {
        let code = || format!("U+{:04X}", u32::from(self.char));
        self.abbreviation().map_or_else(code, str::to_owned)
    }

    /// The abbreviation that the Unicode Standard uses; `None` where a code point says it best.
    #[must_use]
    pub fn abbreviation(&self) -> Option<&'static str> {
        Some(match self.char {
            '\0' => "NUL",
            '\t' => "TAB",
            '\u{7F}' => "DEL",
            '\u{85}' => "NEL",
            '\u{A0}' => "NBSP",
            '\u{AD}' => "SHY",
            '\u{61C}' => "ALM",
            '\u{200B}' => "ZWSP",
            '\u{200C}' => "ZWNJ",
            '\u{200D}' => "ZWJ",
            '\u{200E}' => "LRM",
            '\u{200F}' => "RLM",
            '\u{2028}' => "LS",
            '\u{202A}' => "LRE",
            '\u{202B}' => "RLE",
            '\u{202C}' => "PDF",
            '\u{202D}' => "LRO",
            '\u{202E}' => "RLO",
            '\u{202F}' => "NNBSP",
            '\u{2060}' => "WJ",
            '\u{2066}' => "LRI",
            '\u{2067}' => "RLI",
            '\u{2068}' => "FSI",
            '\u{2069}' => "PDI",
            '\u{FEFF}' => "BOM",
            _ => return None,
        })
    }
}

/// The invisible characters of `text` in order; ordinary spaces and line ends are not among them.
pub fn invisibles(text: &str) -> impl Iterator<Item = Mark> {
    text.char_indices()
        .filter_map(|(at, char)| kind(char).map(|kind| Mark { at, char, kind }))
}

/// What a careful reader wants to have marked: the invisible characters, tatweel, and spaces that
/// follow a space or stand at an end of the text. In order.
pub fn signs(text: &str) -> impl Iterator<Item = Mark> {
    let ends = text.len() - text.trim_end_matches(' ').len();
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, char)| {
        let stray = char == ' ' && (before == ' ' || at + ends >= text.len());
        before = char;
        let kind = match char {
            'ـ' => Some(Invisible::Tatweel),
            ' ' => stray.then_some(Invisible::StraySpace),
            _ => kind(char),
        };
        kind.map(|kind| Mark { at, char, kind })
    })
}

/// Whether a character steers direction (marks, embeddings, overrides and isolates).
#[must_use]
pub fn is_bidi_control(c: char) -> bool {
    kind(c) == Some(Invisible::Bidi)
}

/// How many characters of `text` steer direction.
#[must_use]
pub fn bidi_controls(text: &str) -> usize {
    text.chars().filter(|c| is_bidi_control(*c)).count()
}

/// How many characters of `text` are NUL or other control characters.
#[must_use]
pub fn control_characters(text: &str) -> usize {
    text.chars()
        .filter(|c| kind(*c) == Some(Invisible::Control))
        .count()
}

/// `text` with each invisible character replaced by its name in brackets: what a person can check.
#[must_use]
pub fn reveal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for mark in invisibles(text) {
        out.push_str(&text[from..mark.at]);
        out.push_str(&format!("[{}]", mark.name()));
        from = mark.range().end;
    }
    out.push_str(&text[from..]);
    out
}

fn kind(c: char) -> Option<Invisible> {
    Some(match c {
        '\n' | '\r' | ' ' => return None,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Invisible::Bidi
        }
        '\u{200C}' | '\u{200D}' => Invisible::Joiner,
        '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => {
            Invisible::ZeroWidth
        }
        '\t' => Invisible::Space,
        '\u{2028}' | '\u{2029}' => Invisible::Control,
        c if c.is_control() || ('\u{206A}'..='\u{206F}').contains(&c) => Invisible::Control,
        c if c.is_whitespace() => Invisible::Space,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tatweel_and_stray_spaces_are_signs_and_single_spaces_are_not() {
        let text = " مـن  هنا إلى\u{A0}هناك ";
        let found: Vec<_> = signs(text).map(|mark| (mark.at, mark.kind)).collect();
        assert_eq!(
            found,
            [
                (0, Invisible::StraySpace),
                (3, Invisible::Tatweel),
                (8, Invisible::StraySpace),
                (22, Invisible::Space),
                (32, Invisible::StraySpace),
            ]
        );
    }

    #[test]
    fn an_override_and_a_nul_are_told_with_their_places() {
        let text = "أ\u{202E}ب\0ج\u{200C}د e";
        let found: Vec<_> = invisibles(text)
            .map(|mark| (mark.at, mark.abbreviation(), mark.kind))
            .collect();
        assert_eq!(
            found,
            [
                (2, Some("RLO"), Invisible::Bidi),
                (7, Some("NUL"), Invisible::Control),
                (10, Some("ZWNJ"), Invisible::Joiner),
            ]
        );
    }
}
