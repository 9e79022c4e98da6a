//! Formats of other tools: what they write is read, what is wrong with it is said, and nothing else
//! is lost with it.

use proptest::prelude::*;
use tawsim::format::loss::LossKind;
use tawsim::format::options::WriteOptions;
use tawsim::format::problem::{ProblemKind, Repair};
use tawsim::format::{self, Format, Import, Layout};
use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::article::Article;
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::{AnnotationId, Timestamp};
use tawsim::text::convert::Unit;
use tawsim::text::offset::Span;

fn of(id: &str) -> &'static dyn Format {
    format::by_id(id).unwrap()
}

/// Label and exact text of every annotation.
fn seen(record: &Record) -> Vec<(String, String)> {
    let one = |a: &Annotation| {
        let text = a.span.text(&record.article.text);
        (a.label.to_string(), text.to_owned())
    };
    record.annotations.iter().map(one).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(label, text): &(&str, &str)| ((*label).to_owned(), (*text).to_owned());
    expected.iter().map(own).collect()
}

fn kinds(import: &Import) -> Vec<ProblemKind> {
    import.problems.iter().map(|p| p.kind.clone()).collect()
}

fn places(import: &Import) -> Vec<(usize, usize)> {
    import.problems.iter().map(|p| (p.line, p.column)).collect()
}

fn losses(import: &Import) -> Vec<(LossKind, usize)> {
    import.losses.iter().map(|l| (l.kind, l.count)).collect()
}

fn read(id: &str, text: &str) -> Import {
    of(id).read(text.as_bytes(), "dir/file.x")
}

#[test]
fn doccano_files_are_read_in_the_unit_that_their_entities_prove() {
    let python = r#"{"text":"😀 زار محمّد القاهرة.","label":[[6,11,"PER"],[12,19,"LOC"]]}"#;
    let page = r#"{"text":"😀 زار محمّد القاهرة.","label":[[7,12,"PER"],[13,20,"LOC"]]}"#;
    for (line, unit) in [(python, Unit::CodePoint), (page, Unit::Utf16)] {
        let import = read("doccano", line);
        let expected = pairs(&[("PER", "محمّد"), ("LOC", "القاهرة")]);
        assert_eq!(seen(&import.records[0]), expected);
        assert_eq!(kinds(&import), [ProblemKind::ConcludedUnit(unit)]);
    }
    // One article proves it for all, in the order of the file; without emoji there is no question.
    let plain = r#"{"text":"زار بغداد","label":[[4,9,"LOC"]]}"#;
    let doubtful = r#"{"text":"😀😀 ززززززز","label":[[4,5,"X"]]}"#;
    let import = read("doccano", &[plain, doubtful, page].join("\n"));
    assert_eq!(kinds(&import), [ProblemKind::ConcludedUnit(Unit::Utf16)]);
    assert_eq!(import.records.len(), 3);
    assert_eq!(import.records[0].article.id.as_str(), "file-1");
    assert_eq!(seen(&import.records[2])[0].1, "محمّد");
    let declared = r#"{"text":"😀 زار","label":[[3,6,"X"]],"offset_unit":"utf16"}"#;
    assert_eq!(kinds(&read("doccano", declared)), []);
}

#[test]
fn doccano_files_keep_all_but_what_is_broken_or_no_entity() {
    let text = [
        r#"{"id":7,"data":"زار محمد بغداد","label":[[4,8,"PER"],[9,99,"LOC"],["x"],[9,14,"LOC"]]}"#,
        r#"{"id":7,"text":"طهران","entities":[{"id":1,"label":"LOC","start_offset":0,"end_offset":5}],"relations":[{"id":0,"from_id":1,"to_id":1,"type":"r"}],"Comments":["راجع"]}"#,
        "[1]",
        r#"{"text":"خبر","label":["سياسة"]}"#,
        r#"{"text":"دمشق","label":[]"#,
    ]
    .join("\n");
    let import = read("doccano", &text);
    let ids: Vec<&str> = import
        .records
        .iter()
        .map(|r| r.article.id.as_str())
        .collect();
    assert_eq!(ids, ["7", "7-2", "file-4"]);
    let expected = pairs(&[("PER", "محمد"), ("LOC", "بغداد")]);
    assert_eq!(seen(&import.records[0]), expected);
    assert_eq!(seen(&import.records[1]), pairs(&[("LOC", "طهران")]));
    let told = [
        (LossKind::Note, 1),
        (LossKind::Relation, 1),
        (LossKind::DocumentLabel, 1),
    ];
    assert_eq!(losses(&import), told);
    assert_eq!(places(&import), [(1, 33), (1, 33), (2, 2), (3, 1), (5, 25)]);
}

#[test]
fn prodigy_files_are_read_by_their_tokens_and_answers() {
    let utf16 = r#"{"text":"😀 محمد","tokens":[{"text":"😀","start":0,"end":2,"id":0,"ws":true},{"text":"محمد","start":3,"end":7,"id":1,"ws":false}],"spans":[{"start":3,"end":7,"token_start":1,"token_end":1,"label":"PER"}],"answer":"accept"}"#;
    let rejected = r#"{"text":"بغداد","spans":[{"start":0,"end":5,"label":"PER"}],"answer":"reject","_input_hash":1}"#;
    let import = read("prodigy", &[utf16, rejected].join("\n"));
    assert_eq!(kinds(&import), []);
    assert_eq!(seen(&import.records[0]), pairs(&[("PER", "محمد")]));
    assert_eq!(import.records[1].annotations, []);
    assert_eq!(losses(&import), [(LossKind::Rejected, 1)]);
}

#[test]
fn label_studio_exports_are_read_with_what_their_people_and_models_said() {
    let text = r#"[
 {"id":3,"data":{"text":"😀 زار محمّد القاهرة"},
  "annotations":[{"id":1,"completed_by":1,"result":[
    {"id":"a","from_name":"label","to_name":"text","type":"labels","value":{"start":7,"end":12,"text":"محمّد","labels":["PER"]}},
    {"id":"a","from_name":"sex","to_name":"text","type":"choices","value":{"start":7,"end":12,"text":"محمّد","choices":["m"]}},
    {"id":"b","from_name":"label","to_name":"text","type":"labels","value":{"start":12,"end":19,"labels":["LOC"]}},
    {"from_id":"a","to_id":"b","type":"relation","direction":"right"},
    {"id":"c","type":"labels","value":{"start":"x"}}],
   "lead_time":3.2}],
  "predictions":[{"model_version":"m1","score":0.5,"result":[
    {"id":"d","from_name":"label","to_name":"text","type":"labels","score":0.9,"value":{"start":2,"end":5,"labels":["X"]}}]}]},
 7,
 {"id":4,"data":{"title":"ع","body":"طهران وحدها"},"annotations":[{"was_cancelled":true,"result":[{"type":"labels"}]}]},
 {"id":5,"data":"#;
    let import = read("label-studio", text);
    let ids: Vec<&str> = import
        .records
        .iter()
        .map(|r| r.article.id.as_str())
        .collect();
    assert_eq!(ids, ["3", "4"]);
    let first = &import.records[0];
    let expected = pairs(&[("PER", "محمّد"), ("LOC", "القاهرة")]);
    assert_eq!(seen(first), expected);
    assert_eq!(first.annotations[0].attributes["sex"], "m");
    assert_eq!(first.suggestions[0].score, 0.9);
    assert_eq!(&*import.records[1].article.text, "طهران وحدها");
    assert_eq!(
        losses(&import),
        [(LossKind::Relation, 1), (LossKind::Rejected, 1)]
    );
    let told = kinds(&import);
    assert_eq!(
        told[1],
        ProblemKind::Repaired("محمّد".into(), Repair::CountedUtf16)
    );
    let lines: Vec<usize> = import.problems.iter().map(|p| p.line).collect();
    assert_eq!(lines, [14, 2, 2, 12]);
}

#[test]
fn a_format_is_known_by_how_its_file_begins() {
    let by = |name: &str, start: &str| {
        let found = format::by_content(name, start.as_bytes());
        found.map(Format::id).unwrap_or_default()
    };
    let json = [
        (r#"{"text":"x","label":[[0,1,"A"]]}"#, "doccano"),
        (
            r#"{"text":"x","entities":[{"start_offset":0}]}"#,
            "doccano-relations",
        ),
        (r#"{"text":"x","entities":[{"start":0}]}"#, "jsonl"),
        (
            r#"{"text":"x","spans":[],"tokens":[],"_input_hash":1}"#,
            "prodigy",
        ),
    ];
    for (start, id) in json {
        assert_eq!(by("a.jsonl", start), id);
    }
    let json = [
        (r#"[ ["x", {"entities": []}]]"#, "spacy"),
        (r#"[{"id":0,"paragraphs":[]}]"#, "spacy-json"),
        (
            r#"[{"id":0,"data":{"text":"x"},"annotations":[]}]"#,
            "label-studio",
        ),
    ];
    for (start, id) in json {
        assert_eq!(by("a.json", start), id);
    }
}

#[test]
fn every_written_file_is_known_again() {
    let text = "زار محمّد القاهرة.";
    let dataset = dataset(vec![record(text, &[(7, 17)])]);
    for format in format::ALL {
        let export = format.write(&dataset, &WriteOptions::default());
        let (name, bytes) = match export.files.first() {
            Some(first) => (first.name.clone(), first.bytes.clone()),
            None => (format!("a.{}", format.extensions()[0]), export.bytes),
        };
        let known = format::by_content(&name, &bytes).map(Format::id);
        assert_eq!(known, Some(format.id()), "{name}");
    }
}

fn record(text: &str, places: &[(usize, usize)]) -> Record {
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
        suggestions: Vec::new(),
        blind: false,
    }
}

fn dataset(records: Vec<Record>) -> Dataset {
    Dataset {
        records,
        ..Dataset::default()
    }
}

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
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn formats_with_places_give_back_every_span(text in texts(), places in prop::collection::vec((0_usize..90, 1_usize..20), 0..6)) {
        let places: Vec<_> = places.into_iter().map(|(from, length)| (from, from + length)).collect();
        let before = record(&text, &places);
        for format in format::ALL {
            let carries = format.carries();
            if !(carries.text && carries.nested && carries.crossing) {
                continue;
            }
            let export = format.write(&dataset(vec![before.clone()]), &WriteOptions::default());
            // Formats of tokens cut off blanks, and say so.
            if !export.losses.is_empty() {
                prop_assert_eq!(format.id(), "webanno");
                continue;
            }
            let import = if format.layout() == Layout::Folder {
                format.read_files(&export.files)
            } else {
                format.read(&export.bytes, "a.x")
            };
            prop_assert_eq!(kinds(&import), [], "{}", format.id());
            prop_assert_eq!(import.records.len(), 1, "{}", format.id());
            let after = &import.records[0];
            prop_assert_eq!(&after.article.text, &before.article.text, "{}", format.id());
            let spans = |record: &Record| -> Vec<(Span, String)> {
                let mut spans: Vec<_> = record.annotations.iter().map(|a| (a.span, a.label.to_string())).collect();
                spans.sort();
                spans
            };
            prop_assert_eq!(spans(after), spans(&before), "{}", format.id());
        }
    }

    #[test]
    fn flat_formats_with_texts_give_back_what_is_not_listed(text in texts(), places in prop::collection::vec((0_usize..90, 1_usize..20), 0..6)) {
        let places: Vec<_> = places.into_iter().map(|(from, length)| (from, from + length)).collect();
        let before = record(&text, &places);
        for id in ["spacy", "spacy-json"] {
            let export = of(id).write(&dataset(vec![before.clone()]), &WriteOptions::default());
            let import = of(id).read(&export.bytes, "a.json");
            prop_assert_eq!(kinds(&import), []);
            let after = &import.records[0];
            prop_assert_eq!(&after.article.text, &before.article.text);
            let gone: usize = export.losses.iter()
                .filter(|loss| matches!(loss.kind, LossKind::Overlap(_) | LossKind::NoToken | LossKind::Unaligned(_)))
                .map(|loss| loss.count).sum();
            prop_assert_eq!(after.annotations.len() + gone, before.annotations.len());
            for annotation in &after.annotations {
                let core = annotation.span.text(&text).trim();
                let known = before.annotations.iter().any(|a| a.span.text(&text).contains(core) && a.label == annotation.label);
                prop_assert!(known, "{}: {:?} was not marked", id, core);
            }
        }
    }
}
