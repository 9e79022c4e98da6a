//! The tagger beside the other engines: in each label set the one that knows its convention leads.

use crate::model::suggestion::Suggestion;
use crate::text::offset::Span;

/// With the four classic labels the tagger decides alone: it has learned what they cover
/// (nationalities, titles and dates are none of them), and it looks at the same lists.
pub(in crate::suggest) fn core(
    others: Vec<Suggestion>,
    tagged: Vec<Suggestion>,
) -> Vec<Suggestion> {
    if tagged.is_empty() { others } else { tagged }
}

/// What another head finds beside the first: of overlapping spans that of the first stays. Offices
/// are called titles. Both are in document order, and so is the result.
pub(in crate::suggest) fn heads(first: Vec<Suggestion>, other: Vec<Suggestion>) -> Vec<Suggestion> {
    let mut all = Vec::with_capacity(first.len() + other.len());
    for mut own in other {
        if own.label.as_str() == "OCC" {
            own.label = "TITLE".into();
        }
        if !touches(&first, own.span) {
            all.push(own);
        }
    }
    all.extend(first);
    sort(&mut all);
    all
}

/// With labels of news the tagger adds names that no other engine has touched.
pub(in crate::suggest) fn news(
    mut others: Vec<Suggestion>,
    tagged: Vec<Suggestion>,
) -> Vec<Suggestion> {
    sort(&mut others);
    let mut all: Vec<Suggestion> = tagged
        .into_iter()
        .filter(|own| {
            let kind = matches!(own.label.as_str(), "PER" | "ORG" | "GPE" | "LOC" | "FAC");
            kind && own.score >= 0.5 && !touches(&others, own.span)
        })
        .collect();
    all.extend(others);
    sort(&mut all);
    all
}

fn sort(all: &mut [Suggestion]) {
    all.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.label.cmp(&b.label)));
}

/// Whether a span overlaps one of the suggestions, which are in document order and short: those
/// that begin far before it end before it too.
fn touches(sorted: &[Suggestion], span: Span) -> bool {
    let end = sorted.partition_point(|other| other.span.start() < span.end());
    let near = &sorted[end.saturating_sub(24)..end];
    near.iter().any(|other| other.span.overlaps(span))
}
