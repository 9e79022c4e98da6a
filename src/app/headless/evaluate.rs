//! Predictions against gold, from files.

use std::collections::{HashMap, VecDeque};
use std::path::Path;

use super::files;
use super::{Evaluation, Problem, Refusal};
use crate::agree::calibration::Reliability;
use crate::agree::evaluation::{self, Mark};
use crate::model::annotation::{Annotation, Origin};
use crate::model::dataset::Record;
use crate::store::ids::sha256;
use crate::text::offset::Span;

/// An evaluation, and what did not go smoothly.
#[derive(Clone, Debug, Default, PartialEq)]
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
    let mut evaluated = Evaluated::default();
    let (mut pairs, mut waiting) = (Vec::new(), Waiting::read(predicted)?);
    let rest = files::each(gold, None, |record| {
        let partner = waiting.take(&record);
        if partner.is_none() {
            let id = record.article.id.to_string();
            evaluated.without_prediction.push(id);
        }
        let (right, predicted) = pair(&record, partner);
        weigh(&right, &predicted, &mut evaluated.reliability);
        pairs.push((right, bare(&predicted)));
    })?;
    if evaluated.without_prediction.len() == pairs.len() {
        return Err(Refusal::NothingInCommon(
            gold.to_owned(),
            predicted.to_owned(),
        ));
    }
    evaluated.problems = rest.problems;
    evaluated.problems.append(&mut waiting.problems);
    evaluated.without_gold = waiting.rest();
    evaluated.articles = pairs.len();
    evaluated.evaluation = evaluation::evaluate(&pairs);
    Ok(evaluated)
}

/// Predicted articles that wait for a gold one: marks without their texts.
struct Waiting {
    /// By the hash of the text without white space, those of one text in the order of the file.
    by_text: HashMap<String, VecDeque<Predicted>>,
    problems: Vec<Problem>,
}

/// What was predicted of an article.
struct Predicted {
    /// Which one of the file.
    number: usize,
    id: String,
    /// The hash of the text.
    text: String,
    marks: Vec<Scored>,
    /// The marks as places in the text without its white space.
    solid: Vec<Scored>,
}

impl Waiting {
    fn read(path: &Path) -> Result<Self, Refusal> {
        let mut by_text: HashMap<String, VecDeque<Predicted>> = HashMap::new();
        let mut number = 0;
        let rest = files::each(path, None, |record| {
            number += 1;
            let key = sha256(&solid(&record.article.text));
            by_text.entry(key).or_default().push_back(Predicted {
                number,
                id: record.article.id.to_string(),
                text: sha256(&record.article.text),
                marks: marks(&record),
                solid: solid_marks(&record),
            });
        })?;
        let problems = rest.problems;
        Ok(Self { by_text, problems })
    }

    /// The first with the text of a gold article.
    fn take(&mut self, gold: &Record) -> Option<Predicted> {
        let there = self.by_text.get_mut(&sha256(&solid(&gold.article.text)));
        there.and_then(VecDeque::pop_front)
    }

    /// The names of those that are left.
    fn rest(self) -> Vec<String> {
        let mut rest: Vec<Predicted> = self.by_text.into_values().flatten().collect();
        rest.sort_by_key(|predicted| predicted.number);
        rest.into_iter().map(|predicted| predicted.id).collect()
    }
}

/// A mark and the score that it came with.
type Scored = (Mark, Option<f32>);

/// Spans of equal texts are compared as they are; else only what is not white space is counted.
fn pair(gold: &Record, predicted: Option<Predicted>) -> (Vec<Mark>, Vec<Scored>) {
    let Some(predicted) = predicted else {
        return (bare(&marks(gold)), Vec::new());
    };
    if predicted.text == sha256(&gold.article.text) {
        (bare(&marks(gold)), predicted.marks)
    } else {
        (bare(&solid_marks(gold)), predicted.solid)
    }
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
