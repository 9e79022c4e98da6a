//! One ranked set without contradictions out of what the engines found.
//!
//! Of equal spans the best label wins and keeps the others as alternatives; of crossing spans the
//! better one stays; a span inside another stays if it says something of its own.

use crate::model::suggestion::{Alternative, Suggestion};

/// Labels that do not stand inside these others: a number that is a part of a date is no number.
const ABSORBED: &[(&str, &[&str])] = &[
    (
        "CARDINAL",
        &[
            "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "LAW", "EVENT", "ORG", "WEAPON",
            "ORDINAL", "TITLE", "PRODUCT", "CARDINAL",
        ],
    ),
    (
        "ORDINAL",
        &[
            "DATE", "TIME", "EVENT", "TITLE", "ORG", "LAW", "PER", "CARDINAL", "PRODUCT",
        ],
    ),
    ("DATE", &["EVENT", "TIME", "ORG", "LAW"]),
    ("QUANTITY", &["MONEY", "DATE"]),
    ("PER", &["ORG", "FAC", "EVENT", "GPE", "LOC"]),
    ("WEAPON", &["ORG", "LAW"]),
    ("EVENT", &["PRODUCT"]),
    ("PRODUCT", &["WEAPON"]),
    ("LOC", &["GPE"]),
    ("GPE", &["NORP", "PER"]),
    ("NORP", &["GPE", "LOC", "PER"]),
    ("ORG", &["PER", "GPE", "LOC", "TITLE"]),
    ("TITLE", &["PER", "FAC"]),
];

/// Rules whose office names the body that it is in.
const TITLE_OF: &[&str] = &["title-of", "title-of-body"];

/// Combines suggestions of one slice or text; the result is in document order.
pub(super) fn combine(mut found: Vec<Suggestion>) -> Vec<Suggestion> {
    found.sort_by(|a, b| {
        let best_first = b.score.total_cmp(&a.score);
        a.span
            .cmp(&b.span)
            .then(best_first)
            .then_with(|| a.label.cmp(&b.label))
    });
    let mut kept: Vec<Suggestion> = Vec::with_capacity(found.len());
    for suggestion in found {
        match kept.last_mut() {
            Some(last) if last.span == suggestion.span => merge(last, suggestion),
            _ => kept.push(suggestion),
        }
    }
    without_contradictions(kept)
}

/// The same span again: more evidence for the same label, or another reading.
fn merge(into: &mut Suggestion, other: Suggestion) {
    if into.label == other.label {
        for evidence in other.evidence {
            if !into.evidence.contains(&evidence) {
                into.evidence.push(evidence);
            }
        }
        return;
    }
    let known = into
        .alternatives
        .iter()
        .any(|alternative| alternative.label == other.label);
    if !known {
        let Suggestion {
            span, label, score, ..
        } = other;
        into.alternatives.push(Alternative { span, label, score });
    }
}

/// Drops what crosses something better or says nothing new inside something larger. Spans are
/// short, so only a window of neighbours is compared.
fn without_contradictions(sorted: Vec<Suggestion>) -> Vec<Suggestion> {
    let mut kept: Vec<Suggestion> = Vec::with_capacity(sorted.len());
    for suggestion in sorted {
        let mut beaten = false;
        let mut at = kept.len();
        let mut looked = 0;
        while at > 0 && looked < 16 {
            at -= 1;
            looked += 1;
            let other = &kept[at];
            if !other.span.overlaps(suggestion.span) {
                continue;
            }
            if other.span.contains(suggestion.span) {
                if is_absorbed(&suggestion, other) {
                    beaten = true;
                    break;
                }
            } else if other.score >= suggestion.score {
                beaten = true;
                break;
            } else {
                kept.remove(at);
            }
        }
        if !beaten {
            kept.push(suggestion);
        }
    }
    kept
}

fn is_absorbed(inner: &Suggestion, outer: &Suggestion) -> bool {
    if inner.label == outer.label {
        return true;
    }
    // "رئيس" + a body names the body; in other offices (وزير الخارجية) it is no name of its own.
    if inner.label.as_str() == "ORG" && outer.label.as_str() == "TITLE" {
        let named = outer
            .evidence
            .iter()
            .any(|e| TITLE_OF.contains(&e.rule.as_str()));
        return !(named && inner.span.end() == outer.span.end());
    }
    // The shorter reading of a name that begins with its head: "مركز كورو" in "مركز كورو الفضائي".
    let headed = |s: &Suggestion| matches!(s.label.as_str(), "ORG" | "FAC" | "EVENT" | "LAW");
    if inner.span.start() == outer.span.start() && headed(inner) && headed(outer) {
        return true;
    }
    let rule = ABSORBED
        .iter()
        .find(|(label, _)| *label == inner.label.as_str());
    rule.is_some_and(|(_, outers)| outers.contains(&outer.label.as_str()))
}
