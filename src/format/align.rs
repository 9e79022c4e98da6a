//! From spans of letters to flat spans of whole tokens, with every change listed.

use std::collections::BTreeSet;
use std::ops::Range;

use super::loss::{LossKind, Losses};
use super::options::{Subword, WriteOptions};
use super::words;
use super::{Carries, flatten};
use crate::model::dataset::Record;
use crate::text::grapheme;

/// A record as token formats see it.
#[derive(Debug)]
pub struct Laid<'r> {
    /// Tokens, as byte ranges of the text.
    pub tokens: Vec<Range<usize>>,
    /// Token counts at which sentences end; none lies inside a span.
    pub sentence_ends: Vec<usize>,
    /// Token ranges with labels; in order, without overlap.
    pub spans: Vec<(Range<usize>, &'r str)>,
}

/// A span on its way: bytes first, then tokens.
#[derive(Clone)]
pub(super) struct Moving<'r> {
    /// Its place among the annotations of the record.
    pub at: usize,
    /// Its bytes, then its tokens.
    pub range: Range<usize>,
    /// Its label.
    pub label: &'r str,
    /// As the person marked it.
    pub original: &'r str,
}

/// Lays a record's annotations over its tokens.
pub(super) fn lay<'r>(record: &'r Record, options: &WriteOptions, losses: &mut Losses) -> Laid<'r> {
    let text: &str = &record.article.text;
    let article = record.article.id.as_str();
    losses.note_relations(record);
    let spans = candidates(record, losses);
    let spans = flat(spans, options, article, losses);
    let mut tokens = words::tokens(text);
    if options.subword == Subword::Split {
        tokens = cut(tokens, &spans);
    }
    let mut fitting = Vec::new();
    for span in spans {
        match fit(&tokens, &span.range, options.subword) {
            Fit::As(range) => fitting.push(Moving { range, ..span }),
            Fit::Changed(kind, range) => {
                let became = &text[tokens[range.start].start..tokens[range.end - 1].end];
                losses.note(kind, article, (span.original, span.label), Some(became));
                fitting.push(Moving { range, ..span });
            }
            Fit::Not(kind) => losses.note(kind, article, (span.original, span.label), None),
        }
    }
    // Widening may have made neighbours overlap.
    let mut fitting = flat(fitting, options, article, losses);
    fitting.sort_by_key(|span| span.range.start);
    let spans: Vec<_> = fitting.into_iter().map(|s| (s.range, s.label)).collect();
    let inside = |end: &usize| {
        let behind = spans.partition_point(|(range, _)| range.start < *end);
        spans[..behind]
            .last()
            .is_some_and(|(range, _)| range.end > *end)
    };
    let mut sentence_ends = words::sentence_ends(text, &tokens);
    sentence_ends.retain(|end| !inside(end));
    Laid {
        tokens,
        sentence_ends,
        spans,
    }
}

/// The annotations as single ranges without blanks at their edges.
pub(super) fn candidates<'r>(record: &'r Record, losses: &mut Losses) -> Vec<Moving<'r>> {
    let text: &str = &record.article.text;
    let article = record.article.id.as_str();
    losses.note_uncarried(
        record,
        Carries {
            // Those that do not carry them say so themselves.
            blind: true,
            relations: true,
            details: true,
            ..Carries::TOKENS
        },
    );
    let mut found = Vec::new();
    for (at, annotation) in record.annotations.iter().enumerate() {
        let (original, label) = (annotation.span.text(text), annotation.label.as_str());
        let named = (original, label);
        let Some(range) = trimmed(text, annotation.span.range()) else {
            losses.note(LossKind::NoToken, article, named, None);
            continue;
        };
        if range != annotation.span.range() {
            let became = &text[range.clone()];
            losses.note(LossKind::Trimmed, article, named, Some(became));
        }
        found.push(Moving {
            at,
            range,
            label,
            original,
        });
    }
    found
}

/// Without white space and invisible characters at the edges; `None` if nothing else is there.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let visible = |(at, cluster): (usize, &str)| {
        let blank = cluster.chars().next().is_none_or(words::is_blank);
        (!blank).then(|| range.start + at..range.start + at + cluster.len())
    };
    let part = text.get(range.clone())?;
    let first = grapheme::clusters(part).find_map(visible)?;
    let last = grapheme::clusters(part).rev().find_map(visible)?;
    Some(first.start..last.end)
}

/// Those that are kept where none may overlap another.
pub(super) fn flat<'r>(
    spans: Vec<Moving<'r>>,
    options: &WriteOptions,
    article: &str,
    losses: &mut Losses,
) -> Vec<Moving<'r>> {
    let ranges: Vec<_> = spans.iter().map(|span| span.range.clone()).collect();
    let kept = flatten::keep(&ranges, options.flat);
    let mut left = Vec::new();
    for (span, keep) in spans.into_iter().zip(kept) {
        if keep {
            left.push(span);
        } else {
            let kind = LossKind::Overlap(options.flat);
            losses.note(kind, article, (span.original, span.label), None);
        }
    }
    left
}

/// The tokens, parted at every edge of a span.
pub(super) fn cut(tokens: Vec<Range<usize>>, spans: &[Moving<'_>]) -> Vec<Range<usize>> {
    let edges: BTreeSet<usize> = spans
        .iter()
        .flat_map(|span| [span.range.start, span.range.end])
        .collect();
    let mut parts = Vec::with_capacity(tokens.len());
    for token in tokens {
        let mut from = token.start;
        for edge in edges.range(token.start + 1..token.end) {
            parts.push(from..*edge);
            from = *edge;
        }
        parts.push(from..token.end);
    }
    parts
}

enum Fit {
    /// Whole tokens.
    As(Range<usize>),
    /// Other whole tokens.
    Changed(LossKind, Range<usize>),
    /// No tokens.
    Not(LossKind),
}

/// The tokens of a byte range.
fn fit(tokens: &[Range<usize>], range: &Range<usize>, subword: Subword) -> Fit {
    let touched = tokens.partition_point(|token| token.end <= range.start)
        ..tokens.partition_point(|token| token.start < range.end);
    if touched.is_empty() {
        return Fit::Not(LossKind::NoToken);
    }
    let starts_inside = tokens[touched.start].start < range.start;
    let ends_inside = tokens[touched.end - 1].end > range.end;
    if !starts_inside && !ends_inside {
        return Fit::As(touched);
    }
    match subword {
        Subword::Expand => Fit::Changed(LossKind::Expanded, touched),
        Subword::Contract => {
            let whole =
                touched.start + usize::from(starts_inside)..touched.end - usize::from(ends_inside);
            if whole.start < whole.end {
                Fit::Changed(LossKind::Contracted, whole)
            } else {
                Fit::Not(LossKind::Unaligned(subword))
            }
        }
        Subword::Split | Subword::Drop => Fit::Not(LossKind::Unaligned(subword)),
    }
}
