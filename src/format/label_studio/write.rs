//! Writes tasks.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{LABELS, NOTE, RELATION, TEXT};
use crate::format::frame::Frame;
use crate::format::json_lines::Meta;
use crate::format::links;
use crate::format::loss::Losses;
use crate::format::{Export, Format};
use crate::model::annotation::Annotation;
use crate::model::dataset::{Dataset, Record};
use crate::model::suggestion::Suggestion;
use crate::text::convert::{Unit, UnitIndex};
use crate::text::offset::Span;

#[derive(Serialize)]
struct Task<'r> {
    /// Its number: the converter of its makers asks for one.
    id: usize,
    data: Data<'r>,
    annotations: Vec<Completion<'r>>,
    predictions: Vec<Prediction<'r>>,
}

#[derive(Serialize)]
struct Data<'r> {
    text: &'r str,
    #[serde(flatten)]
    meta: Meta,
}

#[derive(Serialize)]
struct Completion<'r> {
    result: Vec<Piece<'r>>,
    was_cancelled: bool,
    ground_truth: bool,
}

#[derive(Serialize)]
struct Prediction<'r> {
    model_version: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
    result: Vec<Outcome<'r>>,
}

/// A span with what is said about it, or what connects two.
#[derive(Serialize)]
#[serde(untagged)]
enum Piece<'r> {
    Outcome(Outcome<'r>),
    Relation(Related<'r>),
}

#[derive(Serialize)]
struct Related<'r> {
    r#type: &'static str,
    from_id: String,
    to_id: String,
    direction: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<[&'r str; 1]>,
}

#[derive(Serialize)]
struct Outcome<'r> {
    id: String,
    from_name: &'r str,
    to_name: &'static str,
    r#type: &'static str,
    value: Value<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
}

#[derive(Clone, Default, Serialize)]
struct Value<'r> {
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Said<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<[&'r str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<[&'r str; 1]>,
}

/// What stands in the text, or what a person wrote about it.
#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Said<'r> {
    There(&'r str),
    About([&'r str; 1]),
}

/// The whole dataset as one list, a task on each line; so many stand before.
pub(super) fn write(dataset: &Dataset, before: usize) -> Export {
    let (mut losses, mut annotations) = (Losses::default(), 0);
    let mut tasks = Vec::new();
    for (number, record) in (before + 1..).zip(&dataset.records) {
        losses.note_uncarried(record, super::LabelStudio.carries());
        annotations += record.annotations.len();
        tasks.push(serde_json::to_string(&task(number, record)).unwrap_or_default());
    }
    Export {
        bytes: Frame::LIST.around(&tasks),
        annotations,
        losses: losses.into_vec(),
        ..Export::default()
    }
}

fn task(id: usize, record: &Record) -> Task<'_> {
    let text: &str = &record.article.text;
    let index = UnitIndex::new(text);
    let outcomes = record.annotations.iter().enumerate();
    let outcomes = outcomes.flat_map(|(at, annotation)| outcomes_of(&index, text, at, annotation));
    let relations = links::numbered(record).into_iter().map(related);
    let completion = Completion {
        result: outcomes.map(Piece::Outcome).chain(relations).collect(),
        was_cancelled: false,
        ground_truth: false,
    };
    Task {
        id,
        data: Data {
            text,
            meta: Meta::of(record),
        },
        annotations: vec![completion],
        predictions: predictions(record, &index),
    }
}

/// What the annotation of that number is called in its task.
fn name_of(at: usize) -> String {
    format!("a{}", at + 1)
}

fn related((from, to, label): (usize, usize, &str)) -> Piece<'_> {
    Piece::Relation(Related {
        r#type: RELATION,
        from_id: name_of(from),
        to_id: name_of(to),
        direction: "right",
        labels: Some([label]).filter(|_| !label.is_empty()),
    })
}

fn outcomes_of<'r>(
    index: &UnitIndex<'r>,
    text: &'r str,
    at: usize,
    annotation: &'r Annotation,
) -> Vec<Outcome<'r>> {
    let id = name_of(at);
    let label = annotation.label.as_str();
    let mut outcomes = vec![labelled(index, text, id.clone(), (annotation.span, label))];
    let place = outcomes[0].value.clone();
    let place = Value {
        text: None,
        labels: None,
        ..place
    };
    for (name, value) in &annotation.attributes {
        outcomes.push(Outcome {
            id: id.clone(),
            from_name: name,
            to_name: TEXT,
            r#type: "choices",
            value: Value {
                choices: Some([value]),
                ..place.clone()
            },
            score: None,
        });
    }
    if !annotation.note.is_empty() {
        outcomes.push(Outcome {
            id,
            from_name: NOTE,
            to_name: TEXT,
            r#type: "textarea",
            value: Value {
                text: Some(Said::About([&annotation.note])),
                ..place
            },
            score: None,
        });
    }
    outcomes
}

fn labelled<'r>(
    index: &UnitIndex<'r>,
    text: &'r str,
    id: String,
    (span, label): (Span, &'r str),
) -> Outcome<'r> {
    let place = |byte| index.from_byte(byte, Unit::CodePoint).unwrap_or_default();
    Outcome {
        id,
        from_name: LABELS,
        to_name: TEXT,
        r#type: "labels",
        value: Value {
            start: place(span.start()),
            end: place(span.end()),
            text: Some(Said::There(span.text(text))),
            labels: Some([label]),
            choices: None,
        },
        score: None,
    }
}

/// What each engine suggests; the score of a prediction is that of its least certain span.
fn predictions<'r>(record: &'r Record, index: &UnitIndex<'r>) -> Vec<Prediction<'r>> {
    let text: &str = &record.article.text;
    let mut by_engine: BTreeMap<&str, Vec<&Suggestion>> = BTreeMap::new();
    for suggestion in &record.suggestions {
        by_engine
            .entry(suggestion.source())
            .or_default()
            .push(suggestion);
    }
    let prediction = |(model_version, suggestions): (&'r str, Vec<&'r Suggestion>)| {
        let scores = suggestions
            .iter()
            .map(|s| s.score)
            .filter(|s| s.is_finite());
        let outcome = |(at, suggestion): (usize, &&'r Suggestion)| Outcome {
            score: Some(suggestion.score).filter(|score| score.is_finite()),
            ..labelled(
                index,
                text,
                format!("{model_version}-{}", at + 1),
                (suggestion.span, suggestion.label.as_str()),
            )
        };
        Prediction {
            model_version,
            score: scores.reduce(f32::min),
            result: suggestions.iter().enumerate().map(outcome).collect(),
        }
    };
    by_engine.into_iter().map(prediction).collect()
}
