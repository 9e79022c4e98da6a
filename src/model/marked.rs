//! Marked text: `زار [PER محمد صلاح] مدينة [LOC القاهرة]`, the notation of tests and examples.
//!
//! Marks nest (`[ORG جامعة [GPE بغداد]]`); a literal bracket is written `\[` or `\]`.

use super::ids::LabelId;
use crate::text::offset::Span;

/// A labelled span of a marked text.
pub type Mark = (Span, LabelId);

/// The plain text and its marks in document order. Unbalanced brackets stay as text.
#[must_use]
pub fn parse(marked: &str) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' if rest.starts_with(['[', ']', '\\']) => {
                text.push_str(&rest[..1]);
                rest = &rest[1..];
            }
            '[' if label_of(rest).is_some() => {
                let label = label_of(rest).unwrap_or_default();
                open.push((text.len(), label));
                rest = &rest[label.len() + 1..];
            }
            ']' if !open.is_empty() => {
                let closed = open.pop().map(|(start, label)| (start..text.len(), label));
                marks.extend(closed.and_then(|(r, l)| Some((Span::from_range(r)?, l.into()))));
            }
            c => text.push(c),
        }
    }
    marks.sort();
    (text, marks)
}

/// The marked form of `text`; crossing marks cannot be written and are left out.
#[must_use]
pub fn print(text: &str, marks: &[Mark]) -> String {
    let mut out = String::new();
    let mut sorted: Vec<&Mark> = marks.iter().collect();
    sorted.sort();
    let mut ends: Vec<usize> = Vec::new();
    let mut next = sorted.into_iter().peekable();
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        while ends.pop_if(|end| *end <= at).is_some() {
            out.push(']');
        }
        while let Some((span, label)) = next.next_if(|(span, _)| span.start() <= at) {
            if ends.last().is_none_or(|end| span.end() <= *end) {
                out.push('[');
                out.push_str(label.as_str());
                out.push(' ');
                ends.push(span.end());
            }
        }
        if at < text.len() {
            if matches!(c, '[' | ']' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// The label at the start of what follows an opening bracket: upper-case ASCII, then a space.
fn label_of(rest: &str) -> Option<&str> {
    let (label, _) = rest.split_once(' ')?;
    let good = !label.is_empty() && label.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    good.then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_marks_and_brackets_survive() {
        let marked = r"في [ORG جامعة [GPE بغداد]] \[نقلا عن\] [PER علي]";
        let (text, marks) = parse(marked);
        assert_eq!(text, "في جامعة بغداد [نقلا عن] علي");
        assert_eq!(marks.len(), 3);
        assert_eq!(marks[1].0.text(&text), "بغداد");
        assert_eq!(print(&text, &marks), marked);
    }
}
