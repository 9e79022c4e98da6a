//! What the fuzz target of `fuzz/` does with any bytes: shared with the tests, so that the target
//! cannot rot and every finding stays a test.
//!
//! An input is a byte that chooses the format and the file behind it. For formats of two files the
//! second stands behind the first byte 0x1E.

use std::collections::BTreeSet;
use std::io::BufReader;

use tawsim::format::options::WriteOptions;
use tawsim::format::{self, Format, Import, Layout, NamedFile};
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::AnnotationId;
use tawsim::text::offset::Span;

/// What parts two files of one input.
const BETWEEN: u8 = 0x1E;

/// Reads the file in the chosen format, checks what came out, writes it and reads it again.
pub fn read(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    // The library for Parquet stops over broken files; its reader catches that, a fuzzer does not.
    let formats: Vec<_> = format::ALL.iter().filter(|f| f.id() != "hf").collect();
    read_as(*formats[usize::from(*choice) % formats.len()], bytes);
}

/// The same in one format, without the byte that chooses.
pub fn read_as(format: &dyn Format, bytes: &[u8]) {
    let import = import(format, bytes);
    check(format, &import);
    in_pieces(format, bytes);
    again(format, import.records);
}

/// A file that comes a few bytes at a time is the same.
fn in_pieces(format: &dyn Format, bytes: &[u8]) {
    let mut import = Import::default();
    let mut input = BufReader::with_capacity(3, bytes);
    format.read_stream(&mut input, "a", &mut import).unwrap();
    let at_once = format.read(bytes, "a");
    assert_eq!(import.records, at_once.records, "{}", format.id());
    assert_eq!(import.problems, at_once.problems, "{}", format.id());
}

fn import(format: &dyn Format, bytes: &[u8]) -> Import {
    let Some(companion) = format.companions().first() else {
        return format.read(bytes, "a");
    };
    let at = bytes.iter().position(|byte| *byte == BETWEEN);
    let (first, second) = bytes.split_at(at.unwrap_or(bytes.len()));
    let second = second.strip_prefix(&[BETWEEN]).unwrap_or_default();
    let file = |ending: &str, bytes: &[u8]| NamedFile {
        name: format!("a.{ending}"),
        bytes: bytes.to_vec(),
    };
    let files = [file(format.extensions()[0], first), file(companion, second)];
    format.read_files(&files)
}

/// Every place lies in its text, every label is one, no id is there twice.
fn check(format: &dyn Format, import: &Import) {
    let mut ids = BTreeSet::new();
    for record in &import.records {
        let id = record.article.id.as_str();
        assert!(ids.insert(id), "{}: {id} twice", format.id());
        let annotated = record.annotations.iter();
        let decided = annotated.flat_map(|a| a.spans().map(move |span| (span, &a.label)));
        let pending = record.suggestions.iter().map(|s| (s.span, &s.label));
        for (span, label) in decided.chain(pending) {
            let is_place = Span::new(&record.article.text, span.range()).is_ok();
            assert!(is_place, "{}: {span:?}", format.id());
            let is_label =
                !label.as_str().is_empty() && !label.as_str().contains(char::is_whitespace);
            assert!(is_label, "{}: {label:?}", format.id());
        }
        let annotations: BTreeSet<AnnotationId> = record.annotations.iter().map(|a| a.id).collect();
        assert_eq!(
            annotations.len(),
            record.annotations.len(),
            "{}",
            format.id()
        );
        for relation in &record.relations {
            let has_ends =
                annotations.contains(&relation.from) && annotations.contains(&relation.to);
            assert!(has_ends, "{}: {relation:?}", format.id());
        }
    }
    for problem in &import.problems {
        assert!(problem.line > 0 && problem.column > 0, "{}", format.id());
        let article = problem.article.as_deref();
        let is_name = article.is_none_or(|id| !id.trim().is_empty());
        assert!(is_name, "{}: {problem:?}", format.id());
    }
}

/// What was read and is written without a loss is read back the same.
fn again(format: &dyn Format, records: Vec<Record>) {
    let dataset = Dataset {
        records,
        ..Dataset::default()
    };
    let export = format.write(&dataset, &WriteOptions::default());
    let carries = format.carries();
    if !export.losses.is_empty() || !carries.text || !carries.crossing {
        return;
    }
    let import = match format.layout() {
        Layout::Folder => format.read_files(&export.files),
        Layout::File | Layout::Sequence => format.read(&export.bytes, "a"),
    };
    assert_eq!(import.problems, [], "{}", format.id());
    assert_eq!(
        seen(&import.records),
        seen(&dataset.records),
        "{}",
        format.id()
    );
}

/// A text, its spans, and what connects two of them.
type Seen = (String, Vec<(Span, String)>, Vec<(Span, Span, String)>);

/// Text, spans and relations of every article, in the order of the texts.
fn seen(records: &[Record]) -> Vec<Seen> {
    let one = |record: &Record| {
        let annotations = record.annotations.iter();
        let mut spans: Vec<_> = annotations.map(|a| (a.span, a.label.to_string())).collect();
        spans.sort();
        let end = |id| record.annotations.iter().find(|a| a.id == id).unwrap().span;
        let relations = record.relations.iter();
        // Some formats write a relation without a label as `related`.
        let named = relations.filter(|r| !r.label.as_str().is_empty());
        let mut relations: Vec<_> = named
            .map(|r| (end(r.from), end(r.to), r.label.to_string()))
            .collect();
        relations.sort();
        relations.retain(|r| r.2 != "related");
        (record.article.text.to_string(), spans, relations)
    };
    let mut seen: Vec<_> = records.iter().map(one).collect();
    seen.sort();
    seen
}
