//! Predictions against gold, from files.

use std::collections::HashMap;
use std::path::Path;

use super::files;
use super::{Evaluation, Problem, Refusal};
use crate::agree::evaluation::{self, Mark};
use crate::model::dataset::Record;

/// An evaluation, and what did not go smoothly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluated {
    /// The numbers.
    pub evaluation: Evaluation,
    /// Articles compared.
    pub articles: usize,
    /// Gold articles without a predicted one: all their spans count as missed.
    pub without_prediction: Vec<String>,
    /// Predicted articles without a gold one: not counted.
    pub without_gold: Vec<String>,
    /// What was wrong with either file.
    pub problems: Vec<Problem>,
}

/// Compares two files. Articles belong together when their text is the same.
///
/// # Errors
/// Either file cannot be read.
pub fn evaluate(gold: &Path, predicted: &Path) -> Result<Evaluated, Refusal> {
    let gold = files::dataset(gold, None)?;
    let predicted = files::dataset(predicted, None)?;
    let mut by_text: HashMap<&str, Vec<&Record>> = HashMap::new();
    for record in predicted.records.iter().rev() {
        by_text
            .entry(&record.article.text)
            .or_default()
            .push(record);
    }
    let mut pairs = Vec::new();
    let mut without_prediction = Vec::new();
    for record in &gold.records {
        let partner = by_text.get_mut(&*record.article.text).and_then(Vec::pop);
        if partner.is_none() {
            without_prediction.push(record.article.id.to_string());
        }
        pairs.push((marks(record), partner.map(marks).unwrap_or_default()));
    }
    let mut without_gold = Vec::new();
    for record in &predicted.records {
        let left = by_text.get(&*record.article.text);
        let is_left = |rest: &Vec<&Record>| rest.iter().any(|r| r.article.id == record.article.id);
        if left.is_some_and(is_left) {
            without_gold.push(record.article.id.to_string());
        }
    }
    let mut problems = gold.problems;
    problems.extend(predicted.problems);
    Ok(Evaluated {
        evaluation: evaluation::evaluate(&pairs),
        articles: pairs.len(),
        without_prediction,
        without_gold,
        problems,
    })
}

fn marks(record: &Record) -> Vec<Mark> {
    let mark = |a: &crate::model::annotation::Annotation| (a.span, a.label.clone());
    record.annotations.iter().map(mark).collect()
}
