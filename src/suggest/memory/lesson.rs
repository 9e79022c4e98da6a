//! What one annotation or one decision teaches.

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
    let (form, label) = (form(text, span)?, label.clone());
    Some(Lesson {
        form,
        label,
        taught,
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
    let inside = text.get(span.range())?;
    if span.len() > LONGEST {
        return None;
    }
    let before = text[..span.start()].rfind(char::is_whitespace);
    let word_start = before.map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let near = text
        .ceil_char_boundary(span.start().saturating_sub(LONGEST))
        .max(word_start);
    let words = Words::new(text, near..span.end());
    let mut forms: Vec<String> = Vec::new();
    for word in words.0.iter().filter(|w| w.range.end > span.start()) {
        if word.range.start >= span.start() {
            forms.push(word.form.clone());
            continue;
        }
        let reading = word.readings.iter().find(|r| r.start == span.start());
        let cut = || match_form(&text[span.start()..word.range.end]);
        forms.push(reading.map_or_else(cut, |reading| reading.form.clone()));
    }
    let readable = inside.chars().any(char::is_alphanumeric);
    readable
        .then(|| forms.join(" "))
        .filter(|form| !form.is_empty())
}
