//! Predictions against gold, from files.

use std::collections::HashMap;
use std::path::Path;

use super::files;
use super::{Evaluation, Problem, Refusal};
use crate::agree::calibration::Reliability;
use crate::agree::evaluation::{self, Mark};
use crate::model::annotation::{Annotation, Origin};
use crate::model::dataset::Record;
use crate::text::offset::Span;

/// An evaluation, and what did not go smoothly.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluated {
    /// The numbers.
    pub evaluation: Evaluation,
    /// Whether the scores of the predictions are worth what they say.
    pub reliability: Reliability,
    /// Articles compared.
    pub articles: usize,
    /// Gold articles without a predicted one: all their spans count as missed.
    pub without_prediction: Vec<String>,
    /// Predicted articles without a gold one: not counted.
    pub without_gold: Vec<String>,
    /// What was wrong with either file.
    pub problems: Vec<Problem>,
}

/// Compares two files. Articles belong together when their text is the same but for white space:
/// formats of tokens do not keep it, and cut words in different places.
///
/// # Errors
/// Either file cannot be read, or they have no article in common.
pub fn evaluate(gold: &Path, predicted: &Path) -> Result<Evaluated, Refusal> {
    let strangers = || Refusal::NothingInCommon(gold.to_owned(), predicted.to_owned());
    let (gold, predicted) = (
        files::dataset(gold, None)?,
        files::dataset(predicted, None)?,
    );
    let mut by_text: HashMap<String, Vec<&Record>> = HashMap::new();
    for record in predicted.records.iter().rev() {
        let key = solid(&record.article.text);
        by_text.entry(key).or_default().push(record);
    }
    let mut pairs = Vec::new();
    let mut reliability = Reliability::default();
    let mut without_prediction = Vec::new();
    for record in &gold.records {
        let there = by_text.get_mut(&solid(&record.article.text));
        let partner = there.and_then(Vec::pop);
        if partner.is_none() {
            without_prediction.push(record.article.id.to_string());
        }
        let (right, predicted) = pair(record, partner);
        weigh(&right, &predicted, &mut reliability);
        pairs.push((right, bare(&predicted)));
    }
    if without_prediction.len() == pairs.len() {
        return Err(strangers());
    }
    let mut without_gold = Vec::new();
    for record in &predicted.records {
        let left = by_text.get(&solid(&record.article.text));
        let is_left = |rest: &Vec<&Record>| rest.iter().any(|r| r.article.id == record.article.id);
        if left.is_some_and(is_left) {
            without_gold.push(record.article.id.to_string());
        }
    }
    let mut problems = gold.problems;
    problems.extend(predicted.problems);
    Ok(Evaluated {
        evaluation: evaluation::evaluate(&pairs),
        reliability,
        articles: pairs.len(),
        without_prediction,
        without_gold,
        problems,
    })
}

/// A mark and the score that it came with.
type Scored = (Mark, Option<f32>);

/// Spans of equal texts are compared as they are; else only what is not white space is counted.
fn pair(gold: &Record, predicted: Option<&Record>) -> (Vec<Mark>, Vec<Scored>) {
    let same = predicted.is_none_or(|other| other.article.text == gold.article.text);
    let of = |record: &Record| {
        if same {
            marks(record)
        } else {
            solid_marks(record)
        }
    };
    (bare(&of(gold)), predicted.map(of).unwrap_or_default())
}

fn bare(scored: &[Scored]) -> Vec<Mark> {
    scored.iter().map(|(mark, _)| mark.clone()).collect()
}

/// Counts the predictions by their scores: of those that say the same twice one is right.
fn weigh(right: &[Mark], predicted: &[Scored], reliability: &mut Reliability) {
    let mut right: HashMap<&Mark, usize> = right.iter().fold(HashMap::new(), |mut counts, mark| {
        *counts.entry(mark).or_default() += 1;
        counts
    });
    for (mark, score) in predicted {
        let left = right.get_mut(mark).filter(|left| **left > 0);
        let is_right = left.map(|left| *left -= 1).is_some();
        match score {
            Some(score) => reliability.add((*score).into(), is_right),
            None => reliability.without_score += 1,
        }
    }
}

fn score(annotation: &Annotation) -> Option<f32> {
    match annotation.provenance.origin {
        Origin::Suggestion { score, .. } => Some(score),
        _ => None,
    }
}

fn marks(record: &Record) -> Vec<Scored> {
    let mark = |a: &Annotation| ((a.span, a.label.clone()), score(a));
    record.annotations.iter().map(mark).collect()
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The marks as places in the text without its white space.
fn solid_marks(record: &Record) -> Vec<Scored> {
    let characters = record.article.text.char_indices();
    let solid: Vec<usize> = characters
        .filter(|(_, c)| !c.is_whitespace())
        .map(|(at, _)| at)
        .collect();
    let place = |byte: usize| solid.partition_point(|at| *at < byte);
    let mark = |a: &Annotation| {
        let span = Span::from_range(place(a.span.start())..place(a.span.end()))?;
        Some(((span, a.label.clone()), score(a)))
    };
    record.annotations.iter().filter_map(mark).collect()
}
