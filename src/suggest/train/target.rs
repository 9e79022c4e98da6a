//! What a corpus says about the labels of a head: for each word the set of labels it may have.
//!
//! Corpora annotate different things. Where one says nothing about a type, its outside words may be
//! of that type; where it is coarser (LOC for a state, a sea and an airport), an entity may be any
//! of the finer ones. Training sums over all labellings that agree with what is known.

use super::corpus::{Convention, Corpus};
use crate::suggest::tagger::scheme::{self, Scheme};
use crate::suggest::tagger::token::Token;

/// The head of the four classic types, in the convention of ANERcorp.
pub(in crate::suggest) const CORE: &[&str] = &["PER", "LOC", "ORG", "MISC"];

/// The head of the types of news that sequence models learn; dates and numbers are told by patterns.
pub(in crate::suggest) const NEWS: &[&str] = &[
    "PER", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WEAPON", "EVENT", "LAW", "TITLE",
];

/// What a label of a corpus may be in a head. An empty answer: it is outside; `"O"` among the
/// answers: it may be outside.
fn meaning(head: &[&str], convention: Convention, label: &str) -> &'static [&'static str] {
    if head == CORE {
        return core_meaning(convention, label);
    }
    match (convention, label) {
        (_, "PER") => &["PER"],
        (Convention::Core | Convention::Aqmar, "ORG") => &["ORG", "FAC"],
        (_, "ORG") => &["ORG"],
        (Convention::Core | Convention::Aqmar | Convention::Place, "LOC") => &["GPE", "LOC", "FAC"],
        (_, "GPE") => &["GPE"],
        (_, "LOC") => &["LOC"],
        (_, "FAC") => &["FAC"],
        (_, "NORP") => &["NORP"],
        (_, "PRODUCT" | "VEH") => &["PRODUCT"],
        (_, "WEAPON") => &["WEAPON"],
        (_, "EVENT") => &["EVENT"],
        (_, "LAW") => &["LAW"],
        (_, "OCC" | "TITLE") => &["TITLE"],
        (_, "MISC") => &["PRODUCT", "EVENT", "LAW", "NORP", "WEAPON", "O"],
        _ => &[],
    }
}

fn core_meaning(convention: Convention, label: &str) -> &'static [&'static str] {
    match (convention, label) {
        (_, "PER") => &["PER"],
        (_, "LOC" | "GPE") => &["LOC"],
        (_, "ORG") => &["ORG"],
        (_, "FAC") => &["LOC", "ORG", "O"],
        (Convention::Core, "MISC") => &["MISC"],
        (_, "MISC" | "PRODUCT" | "VEH" | "WEAPON" | "EVENT" | "LAW") => &["MISC", "O"],
        _ => &[],
    }
}

/// The types that a corpus leaves unannotated.
fn silent(head: &[&str], convention: Convention) -> &'static [&'static str] {
    if head == CORE {
        return match convention {
            Convention::Core => &[],
            Convention::Place => &["PER", "ORG", "MISC"],
            _ => &["MISC"],
        };
    }
    match convention {
        Convention::Core | Convention::Aqmar => {
            &["NORP", "PRODUCT", "WEAPON", "EVENT", "LAW", "TITLE"]
        }
        Convention::Fane => &["EVENT", "LAW", "TITLE"],
        Convention::Wojood => &["WEAPON"],
        Convention::Place => &[
            "PER", "ORG", "NORP", "PRODUCT", "WEAPON", "EVENT", "LAW", "TITLE",
        ],
        Convention::News => &[],
    }
}

/// For each word of a sentence the bits of the labels it may have.
pub(in crate::suggest) fn targets(corpus: &Corpus, tokens: &[Token], head: &Scheme) -> Vec<u64> {
    let names: Vec<&str> = head.types().iter().map(String::as_str).collect();
    let mut outside = 1u64;
    for name in silent(&names, corpus.convention) {
        if let Some(kind) = head.find(name) {
            outside |= 1 << scheme::begin(kind) | 1 << scheme::inside(kind);
        }
    }
    let mut allowed = vec![outside; tokens.len()];
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return allowed;
    };
    let line = first.range.start..last.range.end;
    let from = corpus
        .gold
        .partition_point(|gold| corpus.bytes(gold).end <= line.start);
    for gold in &corpus.gold[from..] {
        let bytes = corpus.bytes(gold);
        if bytes.start >= line.end {
            break;
        }
        let start = tokens.partition_point(|t| t.range.end <= bytes.start);
        let end = tokens.partition_point(|t| t.range.start < bytes.end);
        let (mut begins, mut goes_on) = (0, 0);
        let meanings = meaning(&names, corpus.convention, &gold.label);
        for kind in meanings.iter().filter_map(|name| head.find(name)) {
            begins |= 1 << scheme::begin(kind);
            goes_on |= 1 << scheme::inside(kind);
        }
        let free = if begins == 0 || meanings.contains(&"O") {
            outside
        } else {
            0
        };
        for (at, labels) in allowed[start..end].iter_mut().enumerate() {
            *labels = free | if at == 0 { begins } else { goes_on };
        }
    }
    allowed
}

/// The label of a head that an entity of a corpus has, if the corpus says so exactly.
pub(in crate::suggest) fn single(
    head: &[&str],
    convention: Convention,
    label: &str,
) -> Option<&'static str> {
    meaning(head, convention, label).first().copied()
}

/// Whether a label of a head can be right or wrong in a corpus.
pub(in crate::suggest) fn is_measured(head: &[&str], convention: Convention, label: &str) -> bool {
    !silent(head, convention).contains(&label) || head == CORE && convention == Convention::Aqmar
}
