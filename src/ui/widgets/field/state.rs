//! The text of a one-line field, its caret and selection, and what undo brings back.
//!
//! Knows nothing of pixels or events: [`super::text_field`] translates both. Offsets are bytes on
//! grapheme boundaries of the text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::layout::geometry::{Affinity, Stop};
use crate::text::grapheme;

/// A one-line text being edited.
///
/// Invariant: caret and anchor are grapheme boundaries of the text; the text has no line breaks.
#[derive(Clone, Debug, Default)]
pub struct FieldState {
    text: String,
    caret: usize,
    /// Which of its places the caret has, since it was last put somewhere by a click.
    affinity: Affinity,
    anchor: usize,
    /// What an input method is composing at the caret; not part of the text until committed.
    preedit: String,
    past: Vec<Moment>,
    future: Vec<Moment>,
    /// Whether the next typed letter belongs to the same undo step as the last.
    typing: bool,
    /// How far the text is scrolled, in points from the start edge.
    pub(super) scroll: f32,
}

/// A state that undo can return to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Moment {
    text: String,
    caret: usize,
    anchor: usize,
}

/// Whether the selection follows the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The caret moves and nothing stays selected.
    Move,
    /// The anchor stays: the selection grows or shrinks.
    Extend,
}

const MOST_STEPS: usize = 200;

impl FieldState {
    /// A field with that text, the caret at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut state = Self::default();
        state.set_text(text);
        state
    }

    /// The text as typed so far, without an unfinished composition.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces everything, forgetting undo; the caret goes to the end.
    pub fn set_text(&mut self, text: &str) {
        *self = Self {
            text: one_line(text),
            ..Self::default()
        };
        self.caret = self.text.len();
        self.anchor = self.caret;
    }

    /// Where typing goes.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// The end of the selection that stays when the caret moves on.
    #[must_use]
    pub fn anchor(&self) -> usize {
        self.anchor
    }

    /// The caret with the place that it has on screen.
    #[must_use]
    pub fn stop(&self) -> Stop {
        Stop {
            offset: self.caret,
            affinity: self.affinity,
        }
    }

    /// The selected bytes; empty when nothing is selected.
    #[must_use]
    pub fn selection(&self) -> Range<usize> {
        self.caret.min(self.anchor)..self.caret.max(self.anchor)
    }

    /// The selected text.
    #[must_use]
    pub fn selected_text(&self) -> &str {
        self.text.get(self.selection()).unwrap_or_default()
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.place(0, Reach::Move);
        self.place(self.text.len(), Reach::Extend);
    }

    /// Puts the caret at `offset`, or at the grapheme boundary before it.
    pub fn place(&mut self, offset: usize, reach: Reach) {
        self.place_at(offset.into(), reach);
    }

    /// [`Self::place`] at one of the places that the offset has on screen.
    pub fn place_at(&mut self, stop: Stop, reach: Reach) {
        self.typing = false;
        self.affinity = stop.affinity;
        self.caret = grapheme::floor(&self.text, stop.offset.min(self.text.len()));
        if reach == Reach::Move {
            self.anchor = self.caret;
        }
    }

    /// Selects the word (or the run of spaces or signs) at `offset`.
    pub fn select_word(&mut self, offset: usize) {
        let word = word_at(&self.text, offset);
        self.place(word.start, Reach::Move);
        self.place(word.end, Reach::Extend);
    }

    /// The offset one word further in the text.
    #[must_use]
    pub fn word_after(&self, offset: usize) -> usize {
        words(&self.text)
            .map(|word| word.end)
            .find(|end| *end > offset)
            .unwrap_or(self.text.len())
    }

    /// The offset one word back in the text.
    #[must_use]
    pub fn word_before(&self, offset: usize) -> usize {
        words(&self.text)
            .map(|word| word.start)
            .take_while(|start| *start < offset)
            .last()
            .unwrap_or(0)
    }

    /// Replaces the selection; line breaks become spaces.
    pub fn insert(&mut self, text: &str) {
        let text = one_line(text);
        if text.is_empty() {
            return;
        }
        let letter = text.chars().count() <= 2 && !text.chars().any(char::is_whitespace);
        if !(self.typing && letter && self.selection().is_empty()) {
            self.remember();
        }
        let at = self.cut_selection();
        self.text.insert_str(at, &text);
        // A mark joins the letter before it: the boundary after it is the caret's place.
        self.place(grapheme::ceil(&self.text, at + text.len()), Reach::Move);
        self.typing = letter;
    }

    /// Removes the selection, or what is before the caret: one grapheme, but of Arabic letters with
    /// marks only the last mark, as every Arabic keyboard does.
    pub fn backspace(&mut self) {
        let start = grapheme::previous(&self.text, self.caret);
        let start = match self.text[start..self.caret].char_indices().last() {
            Some((at, mark)) if at > 0 && is_arabic_mark(mark) => start + at,
            _ => start,
        };
        self.remove(start..self.caret);
    }

    /// Removes the selection, or the grapheme after the caret.
    pub fn delete(&mut self) {
        self.remove(self.caret..grapheme::next(&self.text, self.caret));
    }

    /// Removes the selection, or that range when nothing is selected.
    pub fn remove(&mut self, range: Range<usize>) {
        let selected = self.selection();
        let range = if selected.is_empty() { range } else { selected };
        if range.is_empty() {
            return;
        }
        self.remember();
        self.anchor = range.start;
        self.caret = range.end;
        let at = self.cut_selection();
        self.place(at, Reach::Move);
    }

    /// The field before the last change, if there was one.
    pub fn undo(&mut self) {
        let now = self.moment();
        if let Some(before) = self.past.pop() {
            self.future.push(now);
            self.restore(before);
        }
    }

    /// What the last undo took back, if nothing was typed since.
    pub fn redo(&mut self) {
        let now = self.moment();
        if let Some(after) = self.future.pop() {
            self.past.push(now);
            self.restore(after);
        }
    }

    /// What an input method is composing.
    #[must_use]
    pub fn preedit(&self) -> &str {
        &self.preedit
    }

    /// The text with the composition in its place, and the composition's range in it.
    #[must_use]
    pub fn shown(&self) -> (String, Range<usize>) {
        let mut text = self.text.clone();
        let at = if self.preedit.is_empty() {
            self.caret
        } else {
            self.selection().start
        };
        if !self.preedit.is_empty() {
            text.replace_range(self.selection(), &self.preedit);
        }
        (text, at..at + self.preedit.len())
    }

    /// Shows `text` as being composed; empty ends the composition without a change.
    pub fn compose(&mut self, text: &str) {
        self.preedit = one_line(text);
    }

    /// Ends the composition with `text`.
    pub fn commit(&mut self, text: &str) {
        self.preedit.clear();
        self.insert(text);
    }

    fn cut_selection(&mut self) -> usize {
        let selected = self.selection();
        self.text.replace_range(selected.clone(), "");
        selected.start
    }

    fn moment(&self) -> Moment {
        Moment {
            text: self.text.clone(),
            caret: self.caret,
            anchor: self.anchor,
        }
    }

    fn remember(&mut self) {
        self.future.clear();
        self.past.push(self.moment());
        if self.past.len() > MOST_STEPS {
            self.past.remove(0);
        }
    }

    fn restore(&mut self, moment: Moment) {
        self.text = moment.text;
        self.caret = moment.caret;
        self.affinity = Affinity::Either;
        self.anchor = moment.anchor;
        self.typing = false;
    }
}

/// Line breaks and tabs become spaces; other control characters except bidi ones are dropped.
fn one_line(text: &str) -> String {
    text.replace("\r\n", " ")
        .chars()
        .map(|c| {
            if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .filter(|c| !c.is_control())
        .collect()
}

/// Tashkeel and other signs written over or under Arabic letters.
fn is_arabic_mark(c: char) -> bool {
    matches!(c, '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}' | '\u{06EA}'..='\u{06ED}' | '\u{08D3}'..='\u{08FF}')
}

/// Everything between word boundaries, spaces and signs too.
fn segments(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_word_bound_indices()
        .map(|(at, part)| at..at + part.len())
}

/// Only what has a letter or digit.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    segments(text).filter(|range| text[range.clone()].chars().any(char::is_alphanumeric))
}

fn word_at(text: &str, offset: usize) -> Range<usize> {
    let mut before = 0..0;
    for segment in segments(text) {
        if segment.contains(&offset) {
            return segment;
        }
        before = segment;
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(text: &str) -> FieldState {
        FieldState::new(text)
    }

    #[test]
    fn typing_a_word_is_one_undo_step() {
        let mut state = field("");
        for letter in ["س", "ل", "ا", "م", " ", "x"] {
            state.insert(letter);
        }
        assert_eq!(state.text(), "سلام x");
        state.undo();
        assert_eq!(state.text(), "سلام ");
        state.undo();
        assert_eq!(state.text(), "سلام");
        state.undo();
        assert_eq!(state.text(), "");
        state.undo();
        assert_eq!(state.text(), "");
        state.redo();
        assert_eq!(state.text(), "سلام");
    }

    #[test]
    fn backspace_takes_one_mark_and_delete_the_whole_letter() {
        let mut state = field("بَّ");
        state.backspace();
        assert_eq!(state.text(), "بَ");
        state.place(0, Reach::Move);
        state.delete();
        assert_eq!(state.text(), "");
    }

    #[test]
    fn backspace_after_lam_alef_leaves_the_lam() {
        let mut state = field("لا");
        state.backspace();
        assert_eq!(state.text(), "ل");
    }

    #[test]
    fn a_family_emoji_goes_at_once() {
        let mut state = field("a👩‍👩‍👧");
        state.backspace();
        assert_eq!(state.text(), "a");
    }

    #[test]
    fn a_mark_typed_after_its_letter_leaves_the_caret_behind_it() {
        let mut state = field("مب");
        state.insert("َ");
        assert_eq!(state.caret(), state.text().len());
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut state = field("");
        state.insert("سطر\r\nآخر\tوثالث\u{0}");
        assert_eq!(state.text(), "سطر آخر وثالث");
    }

    #[test]
    fn words_are_found_from_any_place_in_them() {
        let mut state = field("قال John في 2024");
        state.select_word("قال J".len());
        assert_eq!(state.selected_text(), "John");
        state.select_word(state.text().len());
        assert_eq!(state.selected_text(), "2024");
        assert_eq!(state.word_before("قال John".len()), "قال ".len());
        assert_eq!(state.word_after("قال".len()), "قال John".len());
        assert_eq!(state.word_before(0), 0);
        assert_eq!(state.word_after(state.text().len()), state.text().len());
    }

    #[test]
    fn a_composition_is_shown_but_not_typed_until_committed() {
        let mut state = field("ab");
        state.place(1, Reach::Move);
        state.compose("تجر");
        assert_eq!(state.text(), "ab");
        assert_eq!(state.shown(), ("aتجرb".to_owned(), 1..7));
        state.commit("تجربة");
        assert_eq!(state.text(), "aتجربةb");
        assert_eq!(state.preedit(), "");
        state.undo();
        assert_eq!(state.text(), "ab");
    }

    #[test]
    fn a_composition_replaces_the_selection_only_when_committed() {
        let mut state = field("abc");
        state.select_all();
        state.compose("س");
        assert_eq!(state.shown(), ("س".to_owned(), 0..2));
        state.compose("");
        assert_eq!(state.text(), "abc");
    }
}
