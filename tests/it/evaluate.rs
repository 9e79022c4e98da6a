//! Evaluation against the recorded numbers of nervaluate and seqeval (`tests/oracles/record.py`).

use std::fs;
use std::path::Path;

use serde_json::Value;
use tawsim::app::headless::evaluate::evaluate;
use tawsim::app::headless::{Counts, Measure};

fn recorded() -> (tawsim::app::headless::Evaluation, Value) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats/evaluate");
    let done = evaluate(&folder.join("gold.iob2"), &folder.join("predicted.iob2")).unwrap();
    assert_eq!(done.articles, 300);
    assert!(done.problems.is_empty() && done.without_gold.is_empty());
    let numbers = fs::read_to_string(folder.join("numbers.json")).unwrap();
    (done.evaluation, serde_json::from_str(&numbers).unwrap())
}

fn close(ours: f64, theirs: &Value, what: &str) {
    let theirs = theirs.as_f64().unwrap();
    assert!(
        (ours - theirs).abs() < 1e-9,
        "{what}: {ours} instead of {theirs}"
    );
}

#[test]
fn all_four_measures_equal_nervaluate() {
    let (evaluation, recorded) = recorded();
    for measure in Measure::ALL {
        let (ours, theirs) = (
            &evaluation.overall[&measure],
            &recorded["overall"][measure.id()],
        );
        for (name, count) in [
            ("correct", ours.correct),
            ("incorrect", ours.incorrect),
            ("partial", ours.partial),
            ("missed", ours.missed),
            ("spurious", ours.spurious),
        ] {
            assert_eq!(theirs[name], count, "{} {name}", measure.id());
        }
        close(ours.precision(), &theirs["precision"], measure.id());
        close(ours.recall(), &theirs["recall"], measure.id());
        close(ours.f1(), &theirs["f1"], measure.id());
    }
}

#[test]
fn strict_numbers_of_each_label_equal_seqeval() {
    let (evaluation, recorded) = recorded();
    let theirs = &recorded["seqeval"];
    let check = |ours: &Counts, name: &str| {
        close(ours.precision(), &theirs[name]["precision"], name);
        close(ours.recall(), &theirs[name]["recall"], name);
        close(ours.f1(), &theirs[name]["f1-score"], name);
        assert_eq!(
            theirs[name]["support"].as_f64(),
            Some(ours.possible() as f64)
        );
    };
    for (label, counts) in &evaluation.by_label {
        check(&counts[&Measure::Strict], label.as_str());
    }
    assert_eq!(evaluation.by_label.len(), 4);
    check(&evaluation.overall[&Measure::Strict], "micro avg");
}

#[test]
fn the_confusion_counts_every_gold_and_every_predicted_span_once() {
    let (evaluation, _) = recorded();
    let strict = &evaluation.overall[&Measure::Strict];
    let with = |gold: bool| -> usize {
        let has = |key: &(Option<_>, Option<_>)| {
            if gold {
                key.0.is_some()
            } else {
                key.1.is_some()
            }
        };
        evaluation
            .confusion
            .iter()
            .filter(|(key, _)| has(key))
            .map(|(_, count)| count)
            .sum()
    };
    assert_eq!(with(true), strict.possible());
    assert_eq!(with(false), strict.actual());
}
