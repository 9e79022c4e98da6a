//! Where the caret and the edges of a span stop: words and the clitics inside them.
//!
//! All offsets are bytes; every stop is a grapheme boundary. Each function looks only at the
//! neighbourhood of its offset, so it costs the same in any length of text.

use std::ops::Range;

use super::{clitic, enclitic};

/// Whether a character is a letter of the basic Arabic block, tatweel among them: no digit, no case.
#[must_use]
pub(crate) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}')
}

/// Whether a character belongs to a word: letters, digits, marks, tatweel and joiners.
#[must_use]
pub fn is_word_char(c: char) -> bool {
    // Tables are looked up only for what is not plain Arabic.
    is_arabic(c)
        || c.is_alphanumeric()
        || matches!(c, '\u{0300}'..='\u{036F}' | '\u{0610}'..='\u{061A}' | '\u{0640}'
            | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}'
            | '\u{08D3}'..='\u{08FF}' | '\u{200C}' | '\u{200D}')
}

/// The word that contains `at` or ends there; `None` between words.
#[must_use]
pub fn word_at(text: &str, at: usize) -> Option<Range<usize>> {
    let at = text.floor_char_boundary(at);
    let before = text[..at].chars().rev().take_while(|c| is_word_char(*c));
    let start = at - before.map(char::len_utf8).sum::<usize>();
    let behind = text[at..].chars().take_while(|c| is_word_char(*c));
    let end = at + behind.map(char::len_utf8).sum::<usize>();
    (start < end).then_some(start..end)
}

/// The word at `at` without its proclitics: what a double click means.
#[must_use]
pub fn core_at(text: &str, at: usize) -> Option<Range<usize>> {
    let word = word_at(text, at)?;
    let stops = clitic::boundaries(&text[word.clone()]);
    let core = word.start + clitic::core_start(&text[word.clone()]);
    // A click on the proclitic itself means the whole word.
    let on_proclitic = at < core && stops.iter().any(|stop| word.start + stop == core);
    Some(if on_proclitic { word } else { core..word.end })
}

/// The end of the next word behind `at`; the end of the text if there is none.
#[must_use]
pub fn next_word_end(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let start = text[at..]
        .find(is_word_char)
        .map_or(text.len(), |found| at + found);
    word_at(text, start).map_or(text.len(), |word| word.end)
}

/// The start of the word before `at`; zero if there is none.
#[must_use]
pub fn previous_word_start(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let end = text[..at]
        .rfind(is_word_char)
        .map_or(0, |found| text.ceil_char_boundary(found + 1));
    word_at(text, end).map_or(0, |word| word.start)
}

/// The end of the word before the one that ends at or contains `at`; zero if there is none.
#[must_use]
pub fn previous_word_end(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let start = word_at(text, at)
        .filter(|word| word.start < at)
        .map_or(at, |word| word.start);
    let end = text[..start].rfind(is_word_char);
    end.map_or(0, |found| text.ceil_char_boundary(found + 1))
}

/// The start of the next word behind `at`; the end of the text if there is none.
#[must_use]
pub fn next_word_start(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let end = word_at(text, at)
        .filter(|word| word.end > at)
        .map_or(at, |word| word.end);
    text[end..]
        .find(is_word_char)
        .map_or(text.len(), |found| end + found)
}

/// The next stop behind `at`: a word's start, the end of a proclitic inside it, or its end.
#[must_use]
pub fn next_clitic(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    if let Some(stop) = stops_around(text, at).into_iter().find(|stop| *stop > at) {
        return stop;
    }
    next_word_start(text, at)
}

/// The last stop before `at`.
#[must_use]
pub fn previous_clitic(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if let Some(stop) = stops_around(text, at).into_iter().rfind(|stop| *stop < at) {
        return stop;
    }
    previous_word_end(text, at)
}

/// The last stop at or before `at` within the word there; `at` itself between words.
#[must_use]
pub fn clitic_floor(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    stops_around(text, at)
        .into_iter()
        .rfind(|stop| *stop <= at)
        .unwrap_or(at)
}

/// The stop nearest to `at` within the word there, the later of two; `at` itself between words.
#[must_use]
pub fn nearest_clitic(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let stops = stops_around(text, at).into_iter().rev();
    stops.min_by_key(|stop| stop.abs_diff(at)).unwrap_or(at)
}

/// The stops of the word at `at`, in order: start, ends of proclitics, start of a pronoun, end.
fn stops_around(text: &str, at: usize) -> Vec<usize> {
    let Some(word) = word_at(text, at) else {
        return Vec::new();
    };
    let inner = clitic::boundaries(&text[word.clone()]);
    let mut stops = vec![word.start];
    stops.extend(inner.into_iter().map(|stop| word.start + stop));
    stops.extend(enclitic::pronoun_start(&text[word.clone()]).map(|stop| word.start + stop));
    stops.push(word.end);
    stops.dedup();
    stops
}

/// The start of the sentence that contains or precedes `at`.
#[must_use]
pub fn previous_sentence(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let before = text[..at].trim_end_matches(|c: char| !is_word_char(c));
    let end = before
        .rfind(ends_sentence)
        .map_or(0, |found| text.ceil_char_boundary(found + 1));
    end + text[end..].find(is_word_char).unwrap_or_default()
}

/// The start of the sentence behind `at`; the end of the text if there is none.
#[must_use]
pub fn next_sentence(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let Some(stop) = text[at..].find(ends_sentence).map(|found| at + found) else {
        return text.len();
    };
    text[stop..]
        .find(is_word_char)
        .map_or(text.len(), |found| stop + found)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '۔' | '…' | '\n' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_can_leave_the_proclitics_out_one_by_one() {
        let text = "في وبالقاهرة، ثم";
        let word = text.find("وبالقاهرة").unwrap();
        let mut stops = Vec::new();
        let mut at = word;
        while at < word + "وبالقاهرة".len() {
            at = next_clitic(text, at);
            stops.push(&text[word..at]);
        }
        assert_eq!(stops, ["و", "وب", "وبال", "وبالقاهرة"]);
        assert_eq!(previous_clitic(text, word + "وب".len()), word + "و".len());
        for (near, stop) in [
            ("وبا", "وبال"),
            ("وبالق", "وبال"),
            ("وبالقاهر", "وبالقاهرة"),
        ] {
            assert_eq!(nearest_clitic(text, word + near.len()), word + stop.len());
        }
        let between = "في وبالقاهرة،".len();
        assert_eq!(nearest_clitic(text, between), between);
    }

    #[test]
    fn words_are_walked_in_both_directions() {
        let text = "زار (محمّد) القاهرة.";
        let ends: Vec<usize> = [0, 6, 20].map(|at| next_word_end(text, at)).to_vec();
        assert_eq!(&text[..ends[0]], "زار");
        assert_eq!(&text[..ends[1]], "زار (محمّد");
        assert_eq!(
            previous_word_start(text, text.len()),
            text.find("القاهرة").unwrap()
        );
        assert_eq!(previous_word_end(text, text.len()), text.find('.').unwrap());
    }

    #[test]
    fn sentences_are_walked_without_stopping_at_closing_quotes() {
        let text = "قال: “نعم.” ثم ذهب. وعاد؟";
        assert_eq!(next_sentence(text, 0), text.find("ثم").unwrap());
        assert_eq!(
            previous_sentence(text, text.len()),
            text.find("وعاد").unwrap()
        );
    }
}
