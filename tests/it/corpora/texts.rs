//! Texts and annotations for all corpus formats.

use proptest::prelude::*;
use tawsim::format::loss::{Loss, LossKind};
use tawsim::format::options::WriteOptions;
use tawsim::format::{self, Export, Format, Import};
use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::article::Article;
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::{AnnotationId, Timestamp};
use tawsim::text::offset::Span;

/// What texts are made of: Arabic in every dress, and all that formats use as signs of their own.
const PIECES: &[&str] = &[
    "القاهرة",
    "وبالقاهرة",
    "للقاهرة",
    "مُحَمَّدٌ",
    "محمـــد",
    "لا",
    "😀",
    "👨‍👩‍👧",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "،",
    ".",
    "؟",
    "\u{2067}",
    "\u{2069}",
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
    "\u{600}",
    "\u{64b}",
    "\0",
    "\u{b}",
    "\u{c}",
    "\u{1f}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{fffe}",
    "_",
    "|",
    "[1]",
    "*",
    "->",
    ";",
    "<",
    ">",
    "&amp;",
    "&",
    "#Text=",
    "#",
    "-DOCSTART-",
    "1-1",
    "O",
    "B-PER",
    "]]>",
    "{\"",
    "'",
    "%",
    "،،",
    "𐤀",
    "\u{10ffff}",
    "=",
    "\\n",
];

/// Any text of the pieces.
pub fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

/// Any labels that a label set allows.
const LABELS: &[&str] = &[
    "PER", "LOC", "شخص", "B-ORG", "a|b", "[x]", "_", "*", "x\\", "->;", "<&\">",
];

/// An article with any spans: nested, crossing, equal, on blanks.
pub fn records() -> impl Strategy<Value = Record> {
    let spans = prop::collection::vec((0_usize..200, 1_usize..30, 0..LABELS.len()), 0..10);
    (texts(), spans).prop_map(|(text, spans)| {
        let mut annotations = Vec::new();
        for (start, length, label) in spans {
            let Some(span) = Span::covering(&text, start..start + length) else {
                continue;
            };
            let provenance = Provenance {
                origin: Origin::Import("jsonl".into()),
                at: Timestamp::default(),
            };
            let id = AnnotationId(annotations.len() as u64);
            annotations.push(Annotation::new(id, span, LABELS[label].into(), provenance));
        }
        annotations.sort_by(|a, b| a.order().cmp(&b.order()));
        Record {
            article: Article::new("a".into(), &text),
            annotations,
            relations: Vec::new(),
            suggestions: Vec::new(),
            blind: false,
        }
    })
}

/// The format of that name.
pub fn format(id: &str) -> &'static dyn Format {
    format::by_id(id).unwrap()
}

/// One record written, and read again without a problem.
pub fn there_and_back(id: &str, record: &Record, options: &WriteOptions) -> (Export, Import) {
    let dataset = Dataset {
        records: vec![record.clone()],
        ..Dataset::default()
    };
    let export = format(id).write(&dataset, options);
    let import = if export.files.is_empty() {
        format(id).read(&export.bytes, "a")
    } else {
        format(id).read_files(&export.files)
    };
    (export, import)
}

/// Place and label of every annotation, sorted.
pub fn spans(record: &Record) -> Vec<(usize, usize, String)> {
    let one = |a: &Annotation| (a.span.start(), a.span.end(), a.label.to_string());
    let mut spans: Vec<_> = record.annotations.iter().map(one).collect();
    spans.sort();
    spans
}

/// The same counted in UTF-16 units.
pub fn spans_utf16(record: &Record) -> Vec<(usize, usize, String)> {
    let units = |byte: usize| record.article.text[..byte].encode_utf16().count();
    let spans = spans(record).into_iter();
    spans
        .map(|(start, end, label)| (units(start), units(end), label))
        .collect()
}

/// The same without those that are not in `back`, and how many that were.
pub fn missing(record: &Record, back: &Record) -> usize {
    let mut back = spans(back);
    let mut missing = 0;
    for span in spans(record) {
        match back.iter().position(|other| *other == span) {
            Some(at) => {
                back.remove(at);
            }
            None => missing += 1,
        }
    }
    missing
}

/// How many losses of these kinds.
pub fn lost(losses: &[Loss], kinds: fn(&LossKind) -> bool) -> usize {
    losses
        .iter()
        .filter(|loss| kinds(&loss.kind))
        .map(|loss| loss.count)
        .sum()
}

/// An article with these texts marked, each where it stands last.
pub fn record(text: &str, marked: &[(&str, &str)]) -> Record {
    let annotation = |(at, (part, label)): (usize, &(&str, &str))| {
        let start = text.rfind(part).unwrap();
        let span = Span::new(text, start..start + part.len()).unwrap();
        let provenance = Provenance {
            origin: Origin::Manual,
            at: Timestamp::default(),
        };
        Annotation::new(AnnotationId(at as u64), span, (*label).into(), provenance)
    };
    let mut annotations: Vec<_> = marked.iter().enumerate().map(annotation).collect();
    annotations.sort_by(|a, b| a.order().cmp(&b.order()));
    Record {
        article: Article::new("a".into(), text),
        annotations,
        relations: Vec::new(),
        suggestions: Vec::new(),
        blind: false,
    }
}
