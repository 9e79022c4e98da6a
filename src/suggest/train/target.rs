//! What a corpus says about the labels of a head: for each word the set of labels it may have.
//!
//! Corpora annotate different things. Where one says nothing about a type, its outside words may be
//! of that type; where it is coarser (LOC for a state, a sea and an airport), an entity may be any
//! of the finer ones. Training sums over all labellings that agree with what is known.

use super::corpus::{Convention, Corpus};
use crate::suggest::tagger::scheme::{self, Scheme};
use crate::suggest::tagger::token::Token;

/// A head: a label scheme and the convention that it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::suggest) enum Head {
    /// The four classic types as ANERcorp annotates them.
    Core,
    /// The names of news; dates, numbers, titles and events are told by patterns.
    News,
    /// All outermost types of Wojood.
    Wojood,
    /// The four classic types as AQMAR annotates them.
    Aqmar,
    /// Places of any kind.
    Place,
    /// What an entry of a list is.
    Lists,
    /// Persons, places and organizations of all corpora.
    Coarse,
}

impl Head {
    /// The name in model files.
    pub(in crate::suggest) fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::News => "news",
            Self::Wojood => "wojood",
            Self::Aqmar => "aqmar",
            Self::Place => "place",
            Self::Lists => "lists",
            Self::Coarse => "coarse",
        }
    }

    /// The types that it tells apart.
    pub(in crate::suggest) fn types(self) -> &'static [&'static str] {
        match self {
            Self::Core | Self::Aqmar => &["PER", "LOC", "ORG", "MISC"],
            Self::News => &[
                "PER", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WEAPON",
            ],
            Self::Wojood => &[
                "PER", "ORG", "GPE", "LOC", "FAC", "NORP", "OCC", "DATE", "TIME", "EVENT", "LAW",
                "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY", "PRODUCT", "LANGUAGE",
                "WEBSITE",
            ],
            Self::Place => &["LOC"],
            Self::Lists => &["PER", "LOC", "ORG", "NORP", "TITLE"],
            Self::Coarse => &["PER", "LOC", "ORG"],
        }
    }

    /// Its labels.
    pub(in crate::suggest) fn scheme(self) -> Scheme {
        Scheme::new(self.types())
    }

    /// Whether a corpus is annotated exactly as this head labels.
    pub(in crate::suggest) fn is_own(self, convention: Convention) -> bool {
        match self {
            Self::Core => convention == Convention::Core,
            Self::News => convention == Convention::Fane || convention == Convention::News,
            Self::Wojood => convention == Convention::Wojood,
            Self::Aqmar => convention == Convention::Aqmar,
            Self::Place => convention == Convention::Place,
            Self::Lists => convention.is_list(),
            Self::Coarse => !convention.is_list() && convention != Convention::Place,
        }
    }

    /// The labels that an entity of a corpus may have; `"O"`: it may be outside. None: it is.
    fn meaning(self, convention: Convention, label: &str) -> &'static [&'static str] {
        if self == Self::News && !self.is_own(convention) {
            return match label {
                "PER" => &["PER"],
                "ORG" => &["ORG", "FAC"],
                "GPE" => &["GPE"],
                "LOC" if convention == Convention::Wojood => &["LOC"],
                "LOC" => &["GPE", "LOC", "FAC"],
                "FAC" => &["FAC"],
                "MISC" | "NORP" => &["NORP", "PRODUCT", "WEAPON", "O"],
                _ => &[],
            };
        }
        match (self, label) {
            (_, "PER") => &["PER"],
            (_, "ORG") => &["ORG"],
            (_, "LOC") => &["LOC"],
            (Self::Core | Self::Coarse, "GPE") => &["LOC"],
            (Self::Core, "FAC") => &["LOC", "ORG", "O"],
            (Self::Coarse, "FAC") => &["LOC", "ORG", "O"],
            (Self::Core, "MISC") if convention == Convention::Core => &["MISC"],
            (Self::Aqmar, "MISC") => &["MISC"],
            (Self::Core, "MISC" | "PRODUCT" | "VEH" | "WEAPON" | "EVENT" | "LAW") => &["MISC", "O"],
            (Self::News, "VEH") => &["PRODUCT"],
            (Self::News | Self::Wojood, "GPE") => &["GPE"],
            (Self::News | Self::Wojood, "FAC") => &["FAC"],
            (Self::News | Self::Wojood | Self::Lists, "NORP") => &["NORP"],
            (Self::News | Self::Wojood, "PRODUCT") => &["PRODUCT"],
            (Self::News, "WEAPON") => &["WEAPON"],
            (Self::Lists, "TITLE") => &["TITLE"],
            (Self::Wojood, other) => self
                .types()
                .iter()
                .position(|t| *t == other)
                .map_or(&[], |at| &self.types()[at..=at]),
            _ => &[],
        }
    }

    /// The types that a corpus leaves unannotated.
    fn silent(self, convention: Convention) -> &'static [&'static str] {
        match (self, convention) {
            (Self::Core, Convention::Core) => &[],
            (Self::Core, Convention::Place) => &["PER", "ORG", "MISC"],
            (Self::Core, _) => &["MISC"],
            (Self::News, Convention::Place) => &["PER", "ORG", "NORP", "PRODUCT", "WEAPON"],
            (Self::News, Convention::Core | Convention::Aqmar | Convention::Wojood) => {
                &["NORP", "PRODUCT", "WEAPON"]
            }
            _ => &[],
        }
    }

    /// The label that an entity of a corpus has, if the corpus says so exactly.
    pub(in crate::suggest) fn single(
        self,
        convention: Convention,
        label: &str,
    ) -> Option<&'static str> {
        self.meaning(convention, label).first().copied()
    }

    /// Whether a label can be right or wrong in a corpus.
    pub(in crate::suggest) fn is_measured(self, convention: Convention, label: &str) -> bool {
        !self.silent(convention).contains(&label)
    }
}

/// For each word of a sentence the bits of the labels it may have.
pub(in crate::suggest) fn targets(corpus: &Corpus, tokens: &[Token], own: Head) -> Vec<u64> {
    let head = own.scheme();
    let mut outside = 1u64;
    for name in own.silent(corpus.convention) {
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
        let meanings = own.meaning(corpus.convention, &gold.label);
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
