//! Our evaluation, beside what nervaluate and seqeval say of the same files.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tawsim::app::clock;
use tawsim::app::headless::evaluate::evaluate;
use tawsim::app::headless::suggest::Suggester;
use tawsim::app::headless::{Counts, Measure};
use tawsim::format::options::{Subword, WriteOptions};
use tawsim::format::{self, Import};
use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::article::Article;
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::AnnotationId;
use tawsim::model::marked;
use tempfile::TempDir;

use crate::python;

fn close(ours: f64, theirs: &Value, what: &str) {
    let theirs = theirs.as_f64().unwrap();
    assert!((ours - theirs).abs() < 1e-9, "{what}: {ours}, not {theirs}");
}

fn as_nervaluate(ours: &Counts, theirs: &Value, what: &str) {
    for (name, count) in [
        ("correct", ours.correct),
        ("incorrect", ours.incorrect),
        ("partial", ours.partial),
        ("missed", ours.missed),
        ("spurious", ours.spurious),
    ] {
        assert_eq!(theirs[name], count, "{what}, {name}");
    }
    close(ours.precision(), &theirs["precision"], what);
    close(ours.recall(), &theirs["recall"], what);
    close(ours.f1(), &theirs["f1"], what);
}

fn as_seqeval(ours: &Counts, theirs: &Value, what: &str) {
    close(ours.possible() as f64, &theirs["support"], what);
    close(ours.precision(), &theirs["precision"], what);
    close(ours.recall(), &theirs["recall"], what);
    close(ours.f1(), &theirs["f1-score"], what);
}

/// Says how many gold spans were compared.
fn compare(gold: &Path, predicted: &Path) -> usize {
    let done = evaluate(gold, predicted).unwrap();
    assert!(done.problems.is_empty(), "{:?}", done.problems);
    let theirs = python::scores(gold, predicted);
    let (nervaluate, seqeval) = (&theirs["nervaluate"], &theirs["seqeval"]);
    let ours = &done.evaluation;
    for measure in Measure::ALL {
        let name = measure.id();
        as_nervaluate(&ours.overall[&measure], &nervaluate["overall"][name], name);
        for (label, counts) in &ours.by_label {
            let (label, counts) = (label.as_str(), &counts[&measure]);
            as_nervaluate(counts, &nervaluate[label][name], &format!("{label} {name}"));
        }
    }
    for (label, counts) in &ours.by_label {
        let label = label.as_str();
        as_seqeval(&counts[&Measure::Strict], &seqeval[label], label);
    }
    let strict = &ours.overall[&Measure::Strict];
    as_seqeval(strict, &seqeval["micro avg"], "all");
    strict.possible()
}

#[test]
fn every_kind_of_mistake_is_counted_as_nervaluate_and_seqeval_count_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats/evaluate");
    let compared = compare(&folder.join("gold.iob2"), &folder.join("predicted.iob2"));
    assert!(compared > 500);
}

/// The annotated texts of the tests.
fn gold() -> Vec<Record> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/gold");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path());
    let is_text = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "txt");
    let mut files: Vec<PathBuf> = files.filter(is_text).collect();
    files.sort();
    files.iter().map(|path| record(path)).collect()
}

fn record(path: &Path) -> Record {
    let (text, marks) = marked::parse(&std::fs::read_to_string(path).unwrap());
    let id = path.file_stem().unwrap().to_str().unwrap();
    let annotation = |(at, (span, label)): (usize, marked::Mark)| {
        let provenance = Provenance {
            origin: Origin::Manual,
            at: clock::system(),
        };
        Annotation::new(AnnotationId(at as u64), span, label, provenance)
    };
    Record {
        annotations: marks.into_iter().enumerate().map(annotation).collect(),
        article: Article::new(id.into(), &text),
        relations: Vec::new(),
        suggestions: Vec::new(),
        blind: false,
    }
}

/// What our engines make of the texts.
fn suggested(texts: &[Record]) -> Import {
    let suggester = Suggester::new("news", 0.0, false).unwrap();
    let mut import = Import::default();
    for record in texts {
        let (text, id) = (&record.article.text, record.article.id.as_str());
        let line = suggester.text(text, id);
        import.extend(
            format::by_id("jsonl")
                .unwrap()
                .read(line.as_bytes(), "suggested"),
        );
    }
    import
}

/// As tags of whole words, so that both files have the same tokens.
fn tags(records: Vec<Record>, path: &Path) {
    let options = WriteOptions {
        subword: Subword::Expand,
        ..WriteOptions::default()
    };
    let dataset = Dataset {
        records,
        ..Dataset::default()
    };
    let export = format::by_id("iob2").unwrap().write(&dataset, &options);
    std::fs::write(path, export.bytes).unwrap();
}

#[test]
fn what_our_engines_suggest_gets_the_scores_of_nervaluate_and_seqeval() {
    let dir = TempDir::new().unwrap();
    let (gold_file, ours) = (dir.path().join("gold.iob2"), dir.path().join("ours.iob2"));
    let gold = gold();
    tags(suggested(&gold).records, &ours);
    tags(gold, &gold_file);
    assert!(compare(&gold_file, &ours) > 200);
}
