//! Spans that nest, cross and share boundaries are counted as `nervaluate` counts them (recorded by
//! `tests/oracles/record_spans.py`).

use std::collections::BTreeMap;

use serde::Deserialize;
use tawsim::agree::evaluation::{Counts, Evaluation, Mark, Measure, evaluate};
use tawsim::model::ids::LabelId;
use tawsim::text::offset::Span;

type Spans = Vec<(usize, usize, String)>;

#[derive(Deserialize)]
struct SpanCase {
    gold: Vec<Spans>,
    predicted: Vec<Spans>,
    overall: BTreeMap<String, Figures>,
    labels: BTreeMap<String, BTreeMap<String, Figures>>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Figures {
    correct: usize,
    incorrect: usize,
    partial: usize,
    missed: usize,
    spurious: usize,
    precision: f64,
    recall: f64,
    f1: f64,
}

fn mark(start: usize, end: usize, label: &str) -> Mark {
    (Span::from_range(start..end).unwrap(), LabelId::from(label))
}

fn marks(spans: &Spans) -> Vec<Mark> {
    let marks = spans
        .iter()
        .map(|(start, end, label)| mark(*start, *end, label));
    marks.collect()
}

fn assert_same(counts: &Counts, expected: &Figures, what: &str) {
    let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
    let whole = [
        (counts.correct, expected.correct),
        (counts.incorrect, expected.incorrect),
        (counts.partial, expected.partial),
        (counts.missed, expected.missed),
        (counts.spurious, expected.spurious),
    ];
    assert!(
        whole.iter().all(|(ours, theirs)| ours == theirs)
            && close(counts.precision(), expected.precision)
            && close(counts.recall(), expected.recall)
            && close(counts.f1(), expected.f1),
        "{what}: {counts:?} is not {expected:?}"
    );
}

#[test]
fn nested_and_crossing_spans_are_counted_as_nervaluate_counts_them() {
    let cases: Vec<SpanCase> = serde_json::from_str(include_str!("../oracles/spans.json")).unwrap();
    assert!(cases.len() >= 20);
    for (at, case) in cases.iter().enumerate() {
        let pairs = case.gold.iter().zip(&case.predicted);
        let articles: Vec<_> = pairs.map(|(g, p)| (marks(g), marks(p))).collect();
        let ours = evaluate(&articles);
        for measure in Measure::ALL {
            let name = measure.id();
            let what = format!("case {at}, {name}");
            assert_same(&ours.overall[&measure], &case.overall[name], &what);
            for (label, expected) in &case.labels {
                let counts = &ours.by_label[&LabelId::from(label.as_str())][&measure];
                assert_same(counts, &expected[name], &format!("{what}, {label}"));
            }
        }
        assert_eq!(ours.by_label.len(), case.labels.len(), "case {at}");
    }
}

#[test]
fn nothing_on_either_side_is_no_division_by_zero() {
    let score = |evaluation: &Evaluation| {
        let strict = evaluation.overall[&Measure::Strict];
        (strict.precision(), strict.recall(), strict.f1())
    };
    assert_eq!(score(&evaluate(&[])), (0.0, 0.0, 0.0));
    let only_gold = evaluate(&[(vec![mark(0, 2, "PER")], Vec::new())]);
    assert_eq!(score(&only_gold), (0.0, 0.0, 0.0));
    assert_eq!(only_gold.overall[&Measure::Type].missed, 1);
    let only_predicted = evaluate(&[(Vec::new(), vec![mark(0, 2, "PER")])]);
    assert_eq!(only_predicted.overall[&Measure::Partial].spurious, 1);
}

#[test]
fn a_wrong_label_on_the_right_span_shows_in_the_confusion() {
    let evaluation = evaluate(&[(
        vec![mark(0, 4, "ORG"), mark(5, 9, "PER"), mark(20, 22, "LOC")],
        vec![mark(0, 4, "LOC"), mark(5, 9, "PER"), mark(30, 31, "PER")],
    )]);
    let cell = |gold: Option<&str>, predicted: Option<&str>| {
        let key = (gold.map(LabelId::from), predicted.map(LabelId::from));
        evaluation.confusion.get(&key).copied().unwrap_or(0)
    };
    assert_eq!(cell(Some("ORG"), Some("LOC")), 1);
    assert_eq!(cell(Some("PER"), Some("PER")), 1);
    assert_eq!(cell(Some("LOC"), None), 1);
    assert_eq!(cell(None, Some("PER")), 1);
}
