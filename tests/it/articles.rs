//! Articles that formats write and read, and what is seen of them.

use proptest::prelude::*;
use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::article::Article;
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::{AnnotationId, Timestamp};
use tawsim::text::offset::Span;

/// Label and exact text of every annotation.
pub(crate) fn seen(record: &Record) -> Vec<(String, String)> {
    let one = |a: &Annotation| {
        let text = a.span.text(&record.article.text);
        (a.label.to_string(), text.to_owned())
    };
    record.annotations.iter().map(one).collect()
}

/// An article with annotations of whole characters at these bytes.
pub(crate) fn record(text: &str, places: &[(usize, usize)]) -> Record {
    let mut annotations = Vec::new();
    for (at, (from, to)) in places.iter().enumerate() {
        let Some(span) = Span::covering(text, *from..*to) else {
            continue;
        };
        let provenance = Provenance {
            origin: Origin::Manual,
            at: Timestamp(0),
        };
        let label = ["PER", "LOC", "شخص"][at % 3].into();
        let id = AnnotationId(at as u64);
        annotations.push(Annotation::new(id, span, label, provenance));
    }
    annotations.sort_by(|a, b| a.order().cmp(&b.order()));
    Record {
        article: Article::new("a".into(), text),
        annotations,
        relations: Vec::new(),
        suggestions: Vec::new(),
        blind: false,
    }
}

/// Of these articles, without a label set.
pub(crate) fn dataset(records: Vec<Record>) -> Dataset {
    Dataset {
        records,
        ..Dataset::default()
    }
}

/// What is hard to write, in pieces.
const PIECES: &[&str] = &[
    "القاهرة",
    "وبالقاهرة",
    "مُحَمَّدٌ",
    "محمـــد",
    "لا",
    "😀",
    "👨‍👩‍👧",
    " ",
    "  ",
    "\n",
    "\r\n",
    "،",
    ".",
    "\u{2067}",
    "\u{200f}",
    "2.5",
    "Reuters",
    "e\u{301}",
    "\u{200d}",
    "(",
    "»",
    "\t",
    "\u{a0}",
    "\"",
    "\\",
    "'",
    "=",
    "<",
    "&",
    "]]>",
    "\u{600}",
    "a,b",
    ";",
    "@",
    "؟",
    "\u{2069}",
];

/// Texts of hard pieces.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..20).prop_map(|pieces| pieces.concat())
}
