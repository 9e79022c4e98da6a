//! Whether two texts are the same but for what nobody sees, and where a place of the one is in the
//! other. Programs that texts pass through change line ends, white space and invisible characters,
//! and write letters with their marks in another normal form (UAX #15).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

use super::invisible::is_bidi_control;
use super::offset::Span;

/// In what two texts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Difference {
    /// One has `\r\n` or `\r` where the other has `\n`.
    LineEnds,
    /// One begins with a byte order mark.
    ByteOrderMark,
    /// Other white space, or none.
    Blanks,
    /// The same letters in another Unicode normal form.
    NormalForm,
    /// Controls, joiners and other characters that are not seen.
    Invisible,
}

const MARK: char = '\u{feff}';

fn is_invisible(c: char) -> bool {
    let other = matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | MARK
    );
    other || is_bidi_control(c) || c.is_control() && !c.is_whitespace()
}

fn is_unseen(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// What is the same in texts that are alike: the letters that are seen, in one normal form.
#[must_use]
pub fn core(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_unseen(*c));
    seen.nfkd().filter(|c| !is_unseen(*c)).collect()
}

/// In what two texts that are alike differ; nothing if they are the same.
#[must_use]
pub fn differences(a: &str, b: &str) -> Vec<Difference> {
    if a == b {
        return Vec::new();
    }
    let returns = |text: &str| text.matches('\r').count();
    let unix = |text: &str| {
        let text = text.strip_prefix(MARK).unwrap_or(text);
        text.replace("\r\n", "\n").replace('\r', "\n")
    };
    let (unix_a, unix_b) = (unix(a), unix(b));
    let hidden = |text: &str| -> String { text.chars().filter(|c| is_invisible(*c)).collect() };
    let letters = |text: &str| -> String { text.chars().filter(|c| !is_unseen(*c)).collect() };
    let spaced = |text: &str| -> String {
        let there = text.chars().filter(|c| !is_invisible(*c));
        there.nfkd().collect()
    };
    let found = [
        (Difference::LineEnds, returns(a) != returns(b)),
        (
            Difference::ByteOrderMark,
            a.starts_with(MARK) != b.starts_with(MARK),
        ),
        (Difference::Blanks, spaced(&unix_a) != spaced(&unix_b)),
        (Difference::NormalForm, letters(a) != letters(b)),
        (Difference::Invisible, hidden(&unix_a) != hidden(&unix_b)),
    ];
    let found: Vec<Difference> = found.into_iter().filter(|f| f.1).map(|f| f.0).collect();
    if found.is_empty() {
        // The same ones at other places.
        return vec![Difference::Invisible];
    }
    found
}

/// Two texts that are alike, laid beside each other.
pub struct Alignment<'t> {
    to: &'t str,
    /// Of each letter in common its bytes in either text; nothing where the texts are the same.
    letters: Option<(Vec<Letter>, Vec<Letter>)>,
}

/// The bytes of a letter.
#[derive(Clone, Copy)]
struct Letter {
    start: usize,
    end: usize,
}

impl<'t> Alignment<'t> {
    /// Lays `from` beside `to`, both with the same [`core()`].
    #[must_use]
    pub fn new(from: &str, to: &'t str) -> Self {
        let letters = (from != to).then(|| (letters(from), letters(to)));
        Self { to, letters }
    }

    /// Where a span of the one is in the other; nothing if no letter of it is seen.
    #[must_use]
    pub fn carry(&self, span: Span) -> Option<Span> {
        let Some((from, to)) = &self.letters else {
            return Some(span);
        };
        let first = from.partition_point(|letter| letter.start < span.start());
        let behind = from.partition_point(|letter| letter.start < span.end());
        let (first, last) = (to.get(first)?, to.get(behind.checked_sub(1)?)?);
        if first.start >= last.end {
            return None;
        }
        Span::covering(self.to, first.start..last.end)
    }
}

/// The letters of the core. Marks that change places in it do so within one letter, which stays the
/// place of each.
fn letters(text: &str) -> Vec<Letter> {
    let mut found = Vec::with_capacity(text.len() / 2);
    for (start, c) in text.char_indices().filter(|(_, c)| !is_unseen(*c)) {
        let end = start + c.len_utf8();
        decompose_compatible(c, |part| {
            if !is_unseen(part) {
                found.push(Letter { start, end });
            }
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn carried<'t>(from: &str, part: &str, to: &'t str) -> Option<&'t str> {
        assert_eq!(core(from), core(to));
        let start = from.find(part).unwrap();
        let span = Span::new(from, start..start + part.len()).unwrap();
        let carried = Alignment::new(from, to).carry(span);
        carried.map(|span| span.text(to))
    }

    #[test]
    fn places_are_carried_over_white_space_and_line_ends() {
        let (from, to) = ("زار علي بغداد .\nثم", "\u{feff}زار  علي\r\nبغداد. ثم");
        assert_eq!(carried(from, "علي بغداد", to), Some("علي\r\nبغداد"));
        assert_eq!(carried(from, " بغداد ", to), Some("بغداد"));
        assert_eq!(carried(from, "ثم", to), Some("ثم"));
        assert_eq!(carried(from, " ", to), None);
        assert_eq!(
            differences(from, to),
            [
                Difference::LineEnds,
                Difference::ByteOrderMark,
                Difference::Blanks
            ]
        );
    }

    #[test]
    fn letters_are_the_same_in_every_normal_form() {
        // Alef with hamza in one or two characters, shadda and fatha in either order, a ligature.
        let (from, to) = ("أحمد سَلَّم \u{fefb} ثم", "ا\u{654}حمد سَل\u{64e}\u{651}م لا ثم");
        assert_eq!(carried(from, "أحمد", to), Some("ا\u{654}حمد"));
        assert_eq!(carried(from, "م \u{fefb}", to), Some("م لا"));
        assert_eq!(carried(from, "ثم", to), Some("ثم"));
        assert_eq!(differences(from, to), [Difference::NormalForm]);
    }

    #[test]
    fn what_is_not_seen_is_in_the_place_that_it_leaves() {
        let (from, to) = (
            "قال \u{2067}Reuters\u{2069} أمس",
            "قال Reuters\u{200f} أ\u{ad}مس",
        );
        assert_eq!(carried(from, "Reuters", to), Some("Reuters"));
        assert_eq!(carried(from, "أمس", to), Some("أ\u{ad}مس"));
        assert_eq!(differences(from, to), [Difference::Invisible]);
        assert_ne!(core("كرة"), core("كره"), "spelling is no such difference");
        assert_eq!(differences(from, from), []);
    }

    const PIECES: &[&str] = &[
        "أحمد",
        "سَلَّم",
        "لا",
        "\u{fefb}",
        " ",
        "\r\n",
        "\n",
        "\u{200f}",
        "\u{feff}",
        "é",
        "\u{fdfa}",
        "😀",
        "\u{a0}",
        "…",
        "½",
    ];

    proptest! {
        #[test]
        fn a_text_in_another_form_is_alike_and_its_spans_hold_the_same(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 1..12),
            from in any::<prop::sample::Index>(), length in 1_usize..20,
        ) {
            let text = pieces.concat();
            let others = [
                text.nfc().collect::<String>(),
                text.nfd().collect(),
                text.nfkc().collect(),
                text.replace("\r\n", "\n"),
                text.split_whitespace().collect::<Vec<_>>().join(" "),
                text.chars().filter(|c| !is_invisible(*c)).collect(),
            ];
            let from = from.index(text.len());
            for other in others {
                prop_assert_eq!(core(&text), core(&other));
                prop_assert_eq!(differences(&text, &other).is_empty(), text == other);
                let Some(span) = Span::covering(&text, from..(from + length).min(text.len())) else {
                    continue;
                };
                let held = core(span.text(&text));
                match Alignment::new(&text, &other).carry(span) {
                    // Whole characters of the other text may hold more.
                    Some(there) => prop_assert!(core(there.text(&other)).contains(&held)),
                    None => prop_assert_eq!(held, ""),
                }
            }
        }
    }
}
