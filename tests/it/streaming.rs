//! Files and folders that go through piece by piece: the same as at once, and nothing lost on the way.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use tempfile::TempDir;

use tawsim::app::headless::convert::{self, Target, Written};
use tawsim::app::headless::{ProblemKind, Refusal, WriteOptions};
use tawsim::format::{self, Format, Layout, NamedFile};
use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::article::Article;
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::{AnnotationId, Timestamp};
use tawsim::text::offset::Span;

const WORDS: [&str; 6] = ["زار", "محمّد", "بغداد", "😀", "وبالقاهرة", "أمس"];
/// Ids of which several become one file name.
const IDS: [&str; 6] = ["a", "A", "x/y", "x_y", "خبر 1", "خبر_1"];

fn record(id: &str, words: &[usize]) -> Record {
    let words: Vec<&str> = words.iter().map(|at| WORDS[*at]).collect();
    let text = words.join(" ");
    let mut annotations = Vec::new();
    let mut at = 0;
    for word in words {
        if word.len() > 8 {
            let span = Span::new(&text, at..at + word.len()).unwrap();
            let provenance = Provenance {
                origin: Origin::Manual,
                at: Timestamp(0),
            };
            let id = AnnotationId(annotations.len() as u64);
            let label = if word.len() > 10 { "LOC" } else { "PER" };
            annotations.push(Annotation::new(id, span, label.into(), provenance));
        }
        at += word.len() + 1;
    }
    Record {
        article: Article::new(id.into(), &text),
        annotations,
        relations: Vec::new(),
        suggestions: Vec::new(),
        blind: false,
    }
}

/// Datasets of more articles than are written at once; no two have one id.
fn datasets() -> impl Strategy<Value = Dataset> {
    let words = vec(0..WORDS.len(), 1..8);
    vec((0..IDS.len(), words), 1..200).prop_map(|articles| {
        let named = articles.into_iter().enumerate();
        let records = named.map(|(at, (id, words))| match IDS.get(at) {
            Some(first) => record(first, &words),
            None => record(&format!("{}-{at}", IDS[id]), &words),
        });
        Dataset {
            records: records.collect(),
            ..Dataset::default()
        }
    })
}

fn to(dir: &Path, from: &str, path: &str, id: &str) -> Result<Written, Refusal> {
    let path = dir.join(path);
    let target = Target {
        path: Some(&path),
        format: Some(id),
        options: WriteOptions::default(),
        strict: false,
    };
    convert::convert(&dir.join(from), None, &target)
}

/// The files below a folder with their names, sorted.
fn below(dir: &Path, name: &str, found: &mut Vec<NamedFile>) {
    for entry in fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{name}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            below(&entry.path(), &format!("{name}/"), found);
        } else {
            let bytes = fs::read(entry.path()).unwrap();
            found.push(NamedFile { name, bytes });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
}

fn same_files(format: &dyn Format, path: &Path, dataset: &Dataset) {
    let mut whole = format.write(dataset, &WriteOptions::default());
    if format.layout() != Layout::Folder {
        let bytes = fs::read(path).unwrap();
        assert!(bytes == whole.bytes, "{}", format.id());
        return;
    }
    let mut found = Vec::new();
    below(path, "", &mut found);
    whole.files.sort_by(|a, b| a.name.cmp(&b.name));
    let names = |files: &[NamedFile]| -> Vec<String> {
        files.iter().map(|file| file.name.clone()).collect()
    };
    assert_eq!(names(&found), names(&whole.files), "{}", format.id());
    assert!(found == whole.files, "{}", format.id());
}

/// Label and text of every annotation, article by article in the order of the texts.
fn seen(records: &[Record]) -> Vec<(String, Vec<(String, String)>)> {
    let one = |record: &Record| {
        let text: &str = &record.article.text;
        let annotations = record.annotations.iter();
        let marks = annotations.map(|a| (a.label.to_string(), a.span.text(text).to_owned()));
        (text.to_owned(), marks.collect())
    };
    let mut seen: Vec<_> = records.iter().map(one).collect();
    seen.sort();
    seen
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn what_goes_through_in_pieces_is_what_is_written_at_once(dataset in datasets()) {
        let dir = TempDir::new().unwrap();
        let jsonl = format::by_id("jsonl").unwrap();
        let given = jsonl.write(&dataset, &WriteOptions::default()).bytes;
        fs::write(dir.path().join("a.jsonl"), given).unwrap();
        for format in format::ALL {
            let id = format.id();
            let name = match format.layout() {
                Layout::Folder => id.to_owned(),
                Layout::File | Layout::Sequence => format!("{id}.{}", format.extensions()[0]),
            };
            let there = to(dir.path(), "a.jsonl", &name, id).unwrap();
            prop_assert_eq!(there.articles, dataset.records.len(), "{}", id);
            prop_assert_eq!(&there.problems, &[], "{}", id);
            same_files(*format, &dir.path().join(&name), &dataset);
            if !format.carries().text {
                continue;
            }
            let path = dir.path().join(format!("back-{id}.jsonl"));
            let target = Target {
                path: Some(&path),
                format: Some("jsonl"),
                options: WriteOptions::default(),
                strict: false,
            };
            convert::convert(&dir.path().join(&name), Some(id), &target).unwrap();
            let back = jsonl.read(&fs::read(&path).unwrap(), "back.jsonl");
            prop_assert_eq!(seen(&back.records), seen(&dataset.records), "{}", id);
        }
    }
}

fn three(dir: &Path, id: &str) {
    let records = ["a", "b", "c"].map(|id| record(id, &[0, 1, 2]));
    let dataset = Dataset {
        records: records.to_vec(),
        ..Dataset::default()
    };
    let jsonl = format::by_id("jsonl").unwrap();
    let given = jsonl.write(&dataset, &WriteOptions::default()).bytes;
    fs::write(dir.join("three.jsonl"), given).unwrap();
    to(dir, "three.jsonl", id, id).unwrap();
}

#[test]
fn a_file_of_a_folder_that_breaks_off_loses_no_other() {
    for (id, name) in [
        ("xmi", "b.xmi"),
        ("cas-json", "b.cas.json"),
        ("bdocjs", "b.bdocjs"),
    ] {
        let dir = TempDir::new().unwrap();
        three(dir.path(), id);
        let path = dir.path().join(id).join(name);
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let done = to(dir.path(), id, "out.jsonl", "jsonl").unwrap();
        assert_eq!(done.articles, 2, "{id}");
        let told: Vec<&str> = done.problems.iter().map(|p| p.file.as_str()).collect();
        assert!(
            told.iter().all(|file| *file == name) && !told.is_empty(),
            "{id}: {told:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_around_are_told_of_and_end() {
    use std::os::unix::fs::symlink;
    let dir = TempDir::new().unwrap();
    three(dir.path(), "brat");
    let folder = dir.path().join("brat");
    fs::create_dir_all(folder.join("deep/er")).unwrap();
    symlink("../..", folder.join("deep/er/up")).unwrap();
    symlink("nowhere", folder.join("lost.ann")).unwrap();
    symlink("a.ann", folder.join("d.ann")).unwrap();
    symlink("a.txt", folder.join("d.txt")).unwrap();
    fs::write(folder.join("lost.txt"), "x").unwrap();
    let done = to(dir.path(), "brat", "out.jsonl", "jsonl").unwrap();
    assert_eq!(done.articles, 4);
    let told: Vec<&str> = done.problems.iter().map(|p| p.file.as_str()).collect();
    assert_eq!(told, ["lost.ann"]);
}

#[test]
fn archives_are_converted_as_the_folders_that_they_hold() {
    use std::io::Write;
    let dir = TempDir::new().unwrap();
    for id in ["brat", "jsonl", "hf", "xmi", "conll2003"] {
        three(dir.path(), id);
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let mut put = |name: &str, bytes: &[u8]| {
            zip.start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            zip.write_all(bytes).unwrap();
        };
        let path = dir.path().join(id);
        if path.is_dir() {
            let mut found = Vec::new();
            below(&path, "", &mut found);
            found.iter().for_each(|file| put(&file.name, &file.bytes));
        } else {
            let ending = format::by_id(id).unwrap().extensions()[0];
            put(&format!("deep/a.{ending}"), &fs::read(&path).unwrap());
        }
        let bytes = zip.finish().unwrap().into_inner();
        let file = format!("{id}.zip");
        fs::write(dir.path().join(&file), bytes).unwrap();
        let done = to(dir.path(), &file, "out.jsonl", "jsonl").unwrap();
        assert_eq!(done.articles, 3, "{id}");
        assert_eq!(done.problems, [], "{id}");
    }
}

#[test]
fn what_cannot_be_written_leaves_nothing_behind() {
    let dir = TempDir::new().unwrap();
    three(dir.path(), "brat");
    fs::create_dir(dir.path().join("full")).unwrap();
    fs::write(dir.path().join("full/thesis.txt"), "x").unwrap();
    let refused = to(dir.path(), "three.jsonl", "full", "xmi").unwrap_err();
    assert!(matches!(refused, Refusal::NotEmpty(_)), "{refused:?}");
    fs::write(dir.path().join("empty.jsonl"), "\n").unwrap();
    to(dir.path(), "empty.jsonl", "none", "xmi").unwrap_err();
    let mut names: Vec<_> = fs::read_dir(dir.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["brat", "empty.jsonl", "full", "three.jsonl"]);
}

#[test]
fn what_stands_before_a_broken_byte_is_read() {
    let xml = b"<articles><article id=\"a\">\xD8\xA8</article>\n<article id=\"b\">x\xFF</article></articles>";
    let import = format::by_id("inline-xml").unwrap().read(xml, "a.xml");
    assert_eq!(import.records.len(), 2);
    assert_eq!(&*import.records[1].article.text, "x");
    let broken = &import.problems[0];
    assert_eq!((broken.line, broken.column), (2, 18));
    assert_eq!(broken.kind, ProblemKind::NotUtf8);
}

#[test]
fn elements_without_an_end_are_no_end_of_memory() {
    let deep = format!("<articles><article>{}", "<a>ب".repeat(200_000));
    let import = format::by_id("inline-xml")
        .unwrap()
        .read(deep.as_bytes(), "a.xml");
    assert_eq!(import.records.len(), 1);
    assert!(import.records[0].annotations.len() < 20_000);
}
