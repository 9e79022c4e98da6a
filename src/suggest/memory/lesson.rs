//! What one annotation or one decision teaches.

use std::ops::Range;

use crate::model::annotation::Annotation;
use crate::model::decision::{Decision, Verdict};
use crate::model::ids::LabelId;
use crate::model::ruling::form_of;
use crate::model::sheet::Sheet;
use crate::suggest::words::Words;
use crate::text::normalize::match_form;
use crate::text::offset::Span;

/// Which way a lesson goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taught {
    /// The form was marked with the label.
    Accepted,
    /// The form was suggested with the label, and that was not right.
    Rejected,
}

/// One thing learned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lesson {
    /// The normalised forms of its words with one space between; without clitics that were left
    /// out of the span, and with the article that لل hides.
    pub form: String,
    /// The label.
    pub label: LabelId,
    /// Right or wrong.
    pub taught: Taught,
    /// The form of the word before it in its line, without proclitics; empty if there is none.
    pub before: String,
    /// The form of the word behind it in its line; empty if there is none.
    pub after: String,
}

/// What an annotation on `text` teaches: its form is such an entity. One with several fragments
/// has no form.
#[must_use]
pub fn of_annotation(text: &str, annotation: &Annotation) -> Option<Lesson> {
    if !annotation.more.is_empty() {
        return None;
    }
    lesson(text, annotation.span, &annotation.label, Taught::Accepted)
}

/// What a decision on `text` teaches beyond the annotation that came of it: whatever was not
/// accepted as it stood was wrong.
#[must_use]
pub fn of_decision(text: &str, decision: &Decision) -> Option<Lesson> {
    match decision.verdict {
        Verdict::Accepted(_) => None,
        Verdict::EditedBoundary(_) | Verdict::EditedLabel(_) | Verdict::Rejected => {
            lesson(text, decision.span, &decision.label, Taught::Rejected)
        }
    }
}

/// All that a sheet teaches.
#[must_use]
pub fn of_sheet(text: &str, sheet: &Sheet) -> Vec<Lesson> {
    let marked = sheet.annotations().filter_map(|a| of_annotation(text, a));
    let decided = sheet.decisions().filter_map(|d| of_decision(text, d));
    marked.chain(decided).collect()
}

fn lesson(text: &str, span: Span, label: &LabelId, taught: Taught) -> Option<Lesson> {
    let Seen {
        form,
        before,
        after,
    } = seen(text, span)?;
    Some(Lesson {
        form,
        label: label.clone(),
        taught,
        before,
        after,
    })
}

/// The longest span that is remembered, in bytes: longer ones are no names.
const LONGEST: usize = 512;

/// How a span is written in a lexicon so that it is remembered under the same form; `None` if it
/// has none.
#[must_use]
pub fn name_of(text: &str, span: Span) -> Option<String> {
    let form = form(text, span)?;
    let written = span
        .text(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    Some(if form_of(&written) == form {
        written
    } else {
        form
    })
}

/// The form under which a span is remembered; `None` if it is too long, not of this text, or has
/// nothing to read.
#[must_use]
pub fn form(text: &str, span: Span) -> Option<String> {
    seen(text, span).map(|seen| seen.form)
}

/// How far beside a span the next word is looked for, in bytes.
const BESIDE: usize = 64;

/// A span as it is remembered.
pub(super) struct Seen {
    /// The normalised forms of its words.
    pub(super) form: String,
    /// The word before it, without proclitics, and the one behind it; a mark of punctuation is one too.
    pub(super) before: String,
    pub(super) after: String,
}

/// A span as it is remembered; `None` if it is too long, not of this text, or has nothing to read.
pub(super) fn seen(text: &str, span: Span) -> Option<Seen> {
    let inside = text.get(span.range())?;
    let readable = inside.chars().any(char::is_alphanumeric);
    if span.len() > LONGEST || !readable {
        return None;
    }
    let words = Words::new(text, window(text, span.range()));
    let first = words
        .0
        .iter()
        .position(|word| word.range.end > span.start())?;
    let behind = words
        .0
        .iter()
        .position(|word| word.range.start >= span.end());
    let within = &words.0[first..behind.unwrap_or(words.0.len()).max(first)];
    let mut forms: Vec<String> = Vec::new();
    for word in within {
        let range = word.range.start.max(span.start())..word.range.end.min(span.end());
        if range == word.range {
            forms.push(word.form.clone());
            continue;
        }
        let reading = word.readings.iter().find(|r| r.start == span.start());
        let reading = reading.filter(|_| range.end == word.range.end);
        let cut = || match_form(&text[range.clone()]);
        forms.push(reading.map_or_else(cut, |reading| reading.form.clone()));
    }
    let before = first.checked_sub(1).and_then(|at| words.get(at));
    let before = before.and_then(|word| word.readings.last());
    let after = behind.and_then(|at| words.get(at));
    Some(Seen {
        form: forms.join(" "),
        before: before.map_or_else(String::new, |reading| reading.form.clone()),
        after: after.map_or_else(String::new, |word| word.form.clone()),
    })
    .filter(|seen| !seen.form.is_empty())
}

/// The line around a span as far as a word on each side may reach; words are whole.
fn window(text: &str, span: Range<usize>) -> Range<usize> {
    let line = |c: char| matches!(c, '\n' | '\r');
    let near = text.floor_char_boundary(span.start.saturating_sub(BESIDE));
    let before = &text[near..span.start];
    let start = match before.rfind(line) {
        Some(end) => near + end + 1,
        None if near == 0 => 0,
        // What was cut in two is no word.
        None => before
            .find(char::is_whitespace)
            .map_or(span.start, |at| near + at),
    };
    let far = text.ceil_char_boundary((span.end + BESIDE).min(text.len()));
    let behind = &text[span.end..far];
    let end = match behind.find(line) {
        Some(at) => span.end + at,
        None if far == text.len() => far,
        None => behind
            .rfind(char::is_whitespace)
            .map_or(span.end, |at| span.end + at),
    };
    start..end
}

/// Where the word before a place in its line begins, proclitics left out.
pub(super) fn word_before(text: &str, at: usize) -> Option<usize> {
    let words = Words::new(text, window(text, at..at).start..at);
    Some(words.0.last()?.readings.last()?.start)
}

/// Where the word behind a place in its line ends.
pub(super) fn word_behind(text: &str, at: usize) -> Option<usize> {
    let words = Words::new(text, at..window(text, at..at).end);
    Some(words.get(0)?.range.end)
}
