//! Exports, read by the libraries that their users read them with.
//!
//! `tests/consumers/install` makes the Python environment (`.ci/test` calls it); without it these
//! tests fail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test needs and lacks should stop it"
)]

mod evaluation;
mod material;
mod python;
mod table;

use std::path::{Path, PathBuf};

use material::Mark;
use python::{Doc, read, rewrite};
use table::{CONSUMERS, Consumer};
use tawsim::format::loss::{Loss, LossKind};
use tawsim::format::options::WriteOptions;
use tawsim::format::{self, Export, Format, Import, Layout, NamedFile};
use tawsim::model::annotation::Annotation;
use tawsim::model::dataset::Dataset;
use tempfile::TempDir;

/// Writes an export as the program does, and says where it is.
fn put(format: &dyn Format, export: &Export, dir: &Path) -> PathBuf {
    let path = dir.join(format!("out.{}", format.extensions()[0]));
    if format.layout() != Layout::Folder {
        std::fs::write(&path, &export.bytes).unwrap();
        return path;
    }
    let folder = dir.join("out");
    for file in &export.files {
        let path = folder.join(&file.name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &file.bytes).unwrap();
    }
    folder
}

/// Reads what a library wrote, as the program does.
fn take(format: &dyn Format, path: &Path) -> Import {
    if path.is_file() {
        return format.read(&std::fs::read(path).unwrap(), "out");
    }
    let (mut files, mut folders) = (Vec::new(), vec![path.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let below = entry.unwrap().path();
            if below.is_dir() {
                folders.push(below);
                continue;
            }
            let name = below.strip_prefix(path).unwrap();
            files.push(NamedFile {
                name: name.to_string_lossy().into_owned(),
                bytes: std::fs::read(&below).unwrap(),
            });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    format.read_files(&files)
}

/// Annotations that are not in the file as they are.
fn changed(export: &Export) -> usize {
    let as_they_are = |kind: LossKind| {
        use LossKind::{
            Alternatives, Attributes, Blanks, Blind, Characters, Note, Relation, Suggestion,
        };
        matches!(
            kind,
            Alternatives | Attributes | Blanks | Blind | Characters | Note | Relation | Suggestion
        )
    };
    let losses = export.losses.iter();
    losses
        .filter(|loss| !as_they_are(loss.kind))
        .map(|loss| loss.count)
        .sum()
}

fn check(consumer: &Consumer, dataset: &Dataset, what: &str) {
    let format = format::by_id(consumer.format).unwrap();
    let dir = TempDir::new().unwrap();
    let export = format.write(dataset, &WriteOptions::default());
    let path = put(format, &export, dir.path());
    let docs = read(consumer.reader, &path);
    let place = format!("{what}: {} read by {}", consumer.format, consumer.reader);
    let seen = compare(&docs, dataset, consumer, &place);
    assert_eq!(seen.total, export.annotations, "{place}: another number");
    let missing = material::marks(dataset).len() - seen.equal;
    assert!(
        missing <= changed(&export),
        "{place}: {missing} not found, {:?}",
        export.losses
    );
    if consumer.writes {
        let again = dir.path().join("again");
        rewrite(consumer.reader, &path, &again);
        let (ours, theirs) = (take(format, &path), take(format, &again));
        assert_eq!(theirs.problems, [], "{place}, written again");
        let marks = |import: Import| {
            let dataset = Dataset {
                records: import.records,
                ..Dataset::default()
            };
            material::marks(&dataset)
        };
        assert_eq!(marks(theirs), marks(ours), "{place}, written again");
    }
}

struct Seen {
    /// Spans that the library found.
    total: usize,
    /// Of these, how many are what was annotated.
    equal: usize,
}

/// Every span must have the text that it says; spans that were annotated are counted.
fn compare(docs: &[Doc], dataset: &Dataset, consumer: &Consumer, place: &str) -> Seen {
    let mut wanted: Vec<Mark> = material::marks(dataset);
    if !consumer.exact {
        wanted.iter_mut().for_each(Mark::forget_place);
    }
    let mut seen = Seen { total: 0, equal: 0 };
    for doc in docs {
        if let (true, Some(text)) = (consumer.exact, &doc.text) {
            let known = dataset.records.iter().any(|r| *r.article.text == **text);
            assert!(known, "{place}: no article has the text {text:?}");
        }
        for span in &doc.spans {
            seen.total += 1;
            let mut mark = Mark::of(doc.text.as_deref(), span);
            if !consumer.exact {
                mark.forget_place();
            }
            if doc.text.is_none() {
                wanted.iter_mut().for_each(Mark::forget_article);
            }
            if let Some(at) = wanted.iter().position(|other| *other == mark) {
                wanted.remove(at);
                seen.equal += 1;
            } else {
                // What a format widened or trimmed is listed; nothing may be invented.
                let there = wanted.iter().any(|other| other.overlaps(&mark));
                assert!(there, "{place}: nobody annotated {mark:?}");
            }
        }
    }
    seen
}

#[test]
fn every_library_finds_the_hostile_annotations_where_they_are() {
    let dataset = material::hostile();
    for consumer in CONSUMERS {
        check(consumer, &dataset, "hostile");
    }
}

#[test]
fn every_library_finds_what_was_accepted_in_the_real_article() {
    let home = TempDir::new().unwrap();
    let dataset = material::article(home.path());
    assert!(material::marks(&dataset).len() > 40);
    for consumer in CONSUMERS {
        check(consumer, &dataset, "article");
    }
}

/// What a library read as relations.
fn relations_of(docs: &[Doc]) -> Option<Vec<(Mark, Mark, String)>> {
    let mut all = Vec::new();
    for doc in docs {
        let mark = |at: &usize| Mark::of(doc.text.as_deref(), &doc.spans[*at]);
        let relations = doc.relations.as_ref()?.iter();
        all.extend(relations.map(|(from, to, label)| (mark(from), mark(to), label.clone())));
    }
    all.sort();
    Some(all)
}

/// Attributes and note of every annotation that has some.
fn described(import: &Import) -> Vec<(Attributes, String)> {
    let all = import.records.iter().flat_map(|r| &r.annotations);
    let of = |a: &Annotation| (a.attributes.clone(), a.note.clone());
    let mut all: Vec<_> = all
        .map(of)
        .filter(|said| *said != Default::default())
        .collect();
    all.sort();
    all
}

type Attributes = std::collections::BTreeMap<String, String>;

#[test]
fn libraries_find_the_relations_between_what_was_annotated() {
    let home = TempDir::new().unwrap();
    let dataset = material::related(home.path());
    let wanted = material::relations(&dataset);
    assert!(wanted.len() > 40);
    let mut readers = Vec::new();
    for consumer in CONSUMERS {
        let format = format::by_id(consumer.format).unwrap();
        let dir = TempDir::new().unwrap();
        let export = format.write(&dataset, &WriteOptions::default());
        let path = put(format, &export, dir.path());
        if !format.carries().relations {
            continue;
        }
        let Some(found) = relations_of(&read(consumer.reader, &path)) else {
            continue;
        };
        readers.push(consumer.format);
        let place = format!("{} read by {}", consumer.format, consumer.reader);
        let lost: usize = export.losses.iter().map(|loss| loss.count).sum();
        let strange: Vec<_> = found.iter().filter(|r| !wanted.contains(r)).collect();
        assert!(strange.len() <= lost, "{place}: nobody related {strange:?}");
        let left_out = |loss: &&Loss| loss.kind == LossKind::Relation;
        let told = export
            .losses
            .iter()
            .find(left_out)
            .map_or(0, |loss| loss.count);
        assert_eq!(found.len() + told, wanted.len(), "{place}");
        if consumer.writes {
            let again = dir.path().join("again");
            rewrite(consumer.reader, &path, &again);
            let of = |import: Import| {
                material::relations(&Dataset {
                    records: import.records,
                    ..Dataset::default()
                })
            };
            let (theirs, ours) = (take(format, &again), take(format, &path));
            assert_eq!(described(&theirs), described(&ours), "{place}");
            assert_eq!(of(theirs), of(ours), "{place}");
        }
    }
    let expected = [
        "jsonl",
        "doccano-relations",
        "label-studio",
        "brat",
        "xmi",
        "cas-json",
        "web-annotation",
    ];
    assert_eq!(readers, expected);
}

#[test]
fn every_format_that_is_written_has_a_reader_of_others() {
    let read = |id: &str| CONSUMERS.iter().any(|consumer| consumer.format == id);
    let alone: Vec<&str> = format::ALL
        .iter()
        .filter(|format| format.writes() && !read(format.id()))
        .map(|format| format.id())
        .collect();
    assert_eq!(alone, table::WITHOUT, "formats that only we have read");
}

#[test]
fn the_page_about_formats_names_the_reader_of_each() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(table::BEGIN).unwrap();
    let (now, after) = rest.split_once(table::END).unwrap();
    let wanted = format!("\n{}", table::page());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let (begin, end) = (table::BEGIN, table::END);
        std::fs::write(&path, format!("{before}{begin}{wanted}{end}{after}")).unwrap();
    } else {
        assert_eq!(now, wanted, "UPDATE_EXPECT=1 writes the table");
    }
}
