//! Normalised copies of text for matching, with a map back to the original bytes.
//!
//! Articles are never changed; gazetteers, search and grouping compare normalised forms. Arabic
//! news drops hamza and writes ى for ي and ه for ة at will, so those are folded.

use std::ops::Range;
use std::sync::LazyLock;

use super::steps::is_arabic;

/// What is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Only what carries no sound in running text: harakat, tatweel, joiners, bidi controls.
    Marks,
    /// Also spelling variants: alef and hamza forms, ى/ي, ة/ه, Persian letters, digits, case.
    Spelling,
}

/// A normalised copy. `map[i]` is the original byte at which the i-th normalised byte begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalized {
    /// The normalised text.
    pub text: String,
    map: Vec<u32>,
    end: u32,
}

impl Normalized {
    /// Normalises `original`.
    #[must_use]
    pub fn new(original: &str, profile: Profile) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut map = Vec::with_capacity(original.len());
        let table = Table::of(profile);
        for (at, c) in original.char_indices() {
            let before = text.len();
            table.fold(c, &mut text);
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            map.extend(std::iter::repeat_n(at, text.len() - before));
        }
        Self {
            text,
            map,
            end: u32::try_from(original.len()).unwrap_or(u32::MAX),
        }
    }

    /// The original bytes behind a normalised range: from its first character up to the next one
    /// that is not folded away, so that harakat go with the letter that carries them.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| self.map.get(at).copied().unwrap_or(self.end) as usize;
        place(range.start)..place(range.end)
    }
}

/// A normalised copy without the way back, several times as quick.
#[must_use]
pub fn folded(original: &str, profile: Profile) -> String {
    let mut text = String::with_capacity(original.len());
    let table = Table::of(profile);
    original.chars().for_each(|c| table.fold(c, &mut text));
    text
}

/// What the characters up to the end of the Arabic block become: nearly every character of a text is
/// one of them.
struct Table {
    profile: Profile,
    /// Nothing where a character becomes several.
    known: [Option<Folded>; END],
}

/// The first character that no table knows.
const END: usize = 0x700;

/// What one character becomes: nothing or one.
type Folded = Option<char>;

impl Table {
    fn of(profile: Profile) -> &'static Self {
        static MARKS: LazyLock<Table> = LazyLock::new(|| Table::new(Profile::Marks));
        static SPELLING: LazyLock<Table> = LazyLock::new(|| Table::new(Profile::Spelling));
        match profile {
            Profile::Marks => &MARKS,
            Profile::Spelling => &SPELLING,
        }
    }

    fn new(profile: Profile) -> Self {
        let mut known = [None; END];
        for (c, known) in ('\0'..).zip(&mut known) {
            let mut out = Vec::new();
            fold(c, profile, |folded| out.push(folded));
            *known = (out.len() < 2).then(|| out.pop());
        }
        Self { profile, known }
    }

    fn fold(&self, c: char, into: &mut String) {
        match self.known.get(c as usize) {
            Some(Some(folded)) => into.extend(*folded),
            _ => fold(c, self.profile, |folded| into.push(folded)),
        }
    }
}

/// Whether a character is folded away in every profile: it never decides what a word is.
#[must_use]
pub fn is_silent(c: char) -> bool {
    matches!(c, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0610}'..='\u{061A}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}'
        | '\u{08D3}'..='\u{08FF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{061C}' | '\u{FEFF}' | '\u{00AD}')
}

fn fold(c: char, profile: Profile, mut put: impl FnMut(char)) {
    if is_silent(c) {
        return;
    }
    if profile == Profile::Marks {
        return put(c);
    }
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => put('ا'),
        'ى' | 'ی' | 'ې' => put('ي'),
        'ئ' => put('ي'),
        'ؤ' => put('و'),
        'ة' | 'ۀ' | 'ە' | 'ہ' | 'ۃ' => put('ه'),
        'ک' | 'ڪ' => put('ك'),
        'گ' => put('غ'),
        'پ' => put('ب'),
        'چ' => put('ج'),
        'ڤ' => put('ف'),
        '\u{0660}'..='\u{0669}' => put(digit(c, '\u{0660}')),
        '\u{06F0}'..='\u{06F9}' => put(digit(c, '\u{06F0}')),
        'ﻻ' | 'ﻼ' | 'ﻷ' | 'ﻸ' | 'ﻹ' | 'ﻺ' | 'ﻵ' | 'ﻶ' => {
            put('ل');
            put('ا');
        }
        '“' | '”' | '«' | '»' | '„' | '‟' => put('"'),
        '‘' | '’' => put('\''),
        c if is_arabic(c) => put(c),
        c if c.is_ascii() => put(c.to_ascii_lowercase()),
        c => c.to_lowercase().for_each(put),
    }
}

fn digit(c: char, zero: char) -> char {
    let value = u32::from(c) - u32::from(zero);
    char::from_digit(value, 10).unwrap_or(c)
}

/// The normalised form used to compare names: spelling folded, white space made single.
#[must_use]
pub fn match_form(text: &str) -> String {
    let table = Table::of(Profile::Spelling);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let start = out.len();
        word.chars().for_each(|c| table.fold(c, &mut out));
        // A word of invisible signs alone is no word.
        if out.len() == start {
            out.truncate(before);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_match_maps_back_to_the_letters_with_their_marks() {
        let original = "زار الـقَاهِـرَةَ أمس";
        let normalized = Normalized::new(original, Profile::Spelling);
        let at = normalized.text.find("القاهره").unwrap();
        let range = normalized.original(at..at + "القاهره".len());
        assert_eq!(&original[range], "الـقَاهِـرَةَ");
        assert_eq!(match_form("الأولي\u{200f}"), match_form("الأولى"));
        assert_eq!(match_form("٢٠٢٤"), "2024");
        assert_eq!(match_form("فتح \u{2069} وسط\u{2067} \u{200f}"), "فتح وسط");
    }

    /// Characters that become several, or none, and those behind the table.
    #[test]
    fn a_table_knows_what_each_character_becomes() {
        for profile in [Profile::Marks, Profile::Spelling] {
            for c in '\0'..='\u{11000}' {
                let mut expected = String::new();
                fold(c, profile, |folded| expected.push(folded));
                assert_eq!(folded(&c.to_string(), profile), expected, "{c:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn ranges_map_back_inside_the_text_and_in_order(text in "([ء-ي]|[ً-ٟ]|ـ|ﻻ|[a-zA-Z0-9 ]|😀|\u{2067}){0,120}") {
            for profile in [Profile::Marks, Profile::Spelling] {
                let normalized = Normalized::new(&text, profile);
                prop_assert_eq!(&folded(&text, profile), &normalized.text);
                let mut last = 0;
                for (at, c) in normalized.text.char_indices() {
                    let range = normalized.original(at..at + c.len_utf8());
                    prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
                    prop_assert!(range.start >= last);
                    last = range.start;
                }
            }
        }

        #[test]
        fn tatweel_and_harakat_do_not_change_the_form(word in "[ء-ي]{1,12}", mark in "[ًٌٍَُِّْـ]") {
            let decorated: String = word.chars().flat_map(|c| [c.to_string(), mark.clone()]).collect();
            prop_assert_eq!(match_form(&decorated), match_form(&word));
        }
    }
}
