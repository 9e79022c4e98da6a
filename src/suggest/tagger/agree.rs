//! The tagger beside the other engines: in each label set the one that knows its convention leads.

use crate::model::suggestion::Suggestion;

/// With the four classic labels the tagger decides alone: it has learned what they cover
/// (nationalities, titles and dates are none of them), and it looks at the same lists.
pub(in crate::suggest) fn core(
    others: Vec<Suggestion>,
    tagged: Vec<Suggestion>,
) -> Vec<Suggestion> {
    if tagged.is_empty() { others } else { tagged }
}

/// With labels of news the tagger adds names that no other engine has touched.
pub(in crate::suggest) fn news(
    others: Vec<Suggestion>,
    tagged: Vec<Suggestion>,
) -> Vec<Suggestion> {
    let mut all = others;
    let added = tagged.into_iter().filter(|own| {
        let kind = matches!(own.label.as_str(), "PER" | "ORG" | "GPE" | "LOC" | "FAC");
        kind && own.score >= 0.5 && !all.iter().any(|other| own.span.overlaps(other.span))
    });
    let added: Vec<Suggestion> = added.collect();
    all.extend(added);
    all
}
