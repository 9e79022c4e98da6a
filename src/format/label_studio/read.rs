//! Reads tasks, in the full and in the short form of exports.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{ID, NOTE, RELATION, short};
use crate::format::draft::{self, Mention};
use crate::format::flaw::{Done, Expected};
use crate::format::ids::Ids;
use crate::format::json_array::{Element, JsonFile};
use crate::format::json_elements;
use crate::format::json_lines::{Meta, or_default, plain};
use crate::format::links::{Links, Missing};
use crate::format::locate::Locator;
use crate::format::loss::{LossKind, Losses};
use crate::format::problem::ProblemKind;
use crate::format::{Sink, stem};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::dataset::Record;
use crate::model::ids::LabelId;
use crate::model::relation::Relation;
use crate::model::suggestion::Suggestion;
use crate::text::convert::Unit;
use crate::text::offset::Span;

#[derive(Deserialize)]
struct Task {
    #[serde(default)]
    id: Value,
    data: Map<String, Value>,
    #[serde(default, alias = "completions", deserialize_with = "or_default")]
    annotations: Vec<Value>,
    #[serde(default, deserialize_with = "or_default")]
    predictions: Vec<Value>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default, deserialize_with = "or_default")]
    result: Vec<Value>,
    #[serde(default)]
    was_cancelled: bool,
    #[serde(default)]
    model_version: Option<String>,
    #[serde(default)]
    score: Option<f32>,
}

#[derive(Deserialize)]
struct Outcome {
    #[serde(default)]
    id: String,
    #[serde(default)]
    from_name: String,
    r#type: String,
    #[serde(default)]
    value: Place,
    #[serde(default)]
    score: Option<f32>,
    /// Of relations: the ids of two results, which way, and what it is.
    #[serde(default)]
    from_id: String,
    #[serde(default)]
    to_id: String,
    #[serde(default)]
    direction: String,
    #[serde(default, deserialize_with = "or_default")]
    labels: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Place {
    start: Option<u64>,
    end: Option<u64>,
    #[serde(default)]
    text: Value,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    hypertextlabels: Vec<String>,
    #[serde(default)]
    choices: Vec<String>,
}

/// Reads the tasks one by one.
pub(super) fn read(input: &mut dyn BufRead, name: &str, sink: &mut dyn Sink) -> io::Result<()> {
    let (mut losses, mut ids) = (Losses::default(), Ids::default());
    let read = json_elements::each(input, name, sink, |file, element, number| {
        let given = file.parse::<Map<String, Value>>(element, Done::ArticleLeftOut);
        if let Some(task) = given.and_then(|given| task(file, element, given)) {
            let mut reading = Reading {
                file,
                losses: &mut losses,
                ids: &mut ids,
            };
            reading.task(element, number, task);
        }
    });
    let losses = losses.into_vec();
    losses.into_iter().for_each(|loss| sink.loss(loss));
    read
}

/// A task in any of the forms that it is exported in.
fn task(file: &mut JsonFile<'_>, element: &Element<'_>, given: Map<String, Value>) -> Option<Task> {
    let whole = match given {
        given if given.contains_key("data") => given,
        given => short::whole(given),
    };
    let task = serde_json::from_value(Value::Object(whole));
    let left_out = (Expected::Json, Done::ArticleLeftOut);
    task.map_err(|error| file.flaw(element.at, left_out, &plain(&error)))
        .ok()
}

struct Reading<'r, 'f> {
    file: &'r mut JsonFile<'f>,
    losses: &'r mut Losses,
    ids: &'r mut Ids,
}

/// A result with a label and a place.
struct Found {
    id: String,
    span: Span,
    label: LabelId,
    score: Option<f32>,
}

/// What one person or model said about a task.
#[derive(Default)]
struct Said {
    found: Vec<Found>,
    attributes: BTreeMap<String, BTreeMap<String, String>>,
    notes: BTreeMap<String, String>,
    /// Of relations: the two ids and what it is.
    related: Vec<(String, String, String)>,
}

impl Said {
    /// Takes a relation, once for each of its labels and each way that it goes.
    fn relate(&mut self, labels: Vec<String>, (from, to): (String, String), direction: &str) {
        let unnamed = labels.is_empty().then(String::new);
        for label in labels.into_iter().chain(unnamed) {
            if direction != "left" {
                self.related.push((from.clone(), to.clone(), label.clone()));
            }
            if matches!(direction, "left" | "bi") {
                self.related.push((to.clone(), from.clone(), label));
            }
        }
    }
}

impl Reading<'_, '_> {
    fn task(&mut self, element: &Element<'_>, number: usize, task: Task) {
        let Some(text) = text_of(&task.data) else {
            let problem = ProblemKind::BadShape("data.text", String::new());
            return self.file.report(element.at, problem);
        };
        let meta = Value::Object(task.data.clone());
        let meta: Meta = serde_json::from_value(meta).unwrap_or_default();
        let given = meta.id.clone().or_else(|| match &task.id {
            Value::String(id) => Some(id.clone()),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        });
        let given = given.filter(|id| !id.trim().is_empty());
        let wanted = given.unwrap_or_else(|| format!("{}-{number}", stem(self.file.name())));
        let id = self.ids.free(&wanted);
        if id != wanted {
            let kind = ProblemKind::DuplicateId(wanted, id.clone());
            self.file.report(element.at, kind);
        }
        self.file.article = Some(id.clone());
        let mut article = Article::new(id.as_str().into(), &text);
        let blind = meta.blind;
        meta.fill(&mut article.meta);
        let locator = Locator::new(&text, Unit::CodePoint);
        let (annotations, relations) = self.annotations(element, &id, task.annotations, &locator);
        let suggestions = self.suggestions(element, &id, task.predictions, &locator);
        self.file.import.records.push(Record {
            article,
            annotations,
            relations,
            suggestions,
            blind,
        });
    }

    /// The first answer that was not cancelled; those of other people are told of.
    fn annotations(
        &mut self,
        element: &Element<'_>,
        id: &str,
        answers: Vec<Value>,
        locator: &Locator<'_>,
    ) -> (Vec<Annotation>, Vec<Relation>) {
        let mut annotations: Vec<Annotation> = Vec::new();
        let mut links = Links::default();
        let mut answered = false;
        for value in answers {
            let Some(answer) = self.answer(element, value) else {
                continue;
            };
            if answer.was_cancelled || answered {
                let kind = if answered {
                    LossKind::Layer
                } else {
                    LossKind::Rejected
                };
                for _ in &answer.result {
                    self.losses.note(kind, id, ("", ""), None);
                }
                continue;
            }
            answered = true;
            let mut said = self.said(element, id, answer.result, locator);
            for found in said.found {
                let at = annotations.len();
                let mut annotation = draft::imported(ID, at, found.span, found.label);
                links.entity(&found.id, annotation.id);
                annotation.attributes = said.attributes.remove(&found.id).unwrap_or_default();
                annotation.note = said.notes.remove(&found.id).unwrap_or_default();
                annotations.push(annotation);
            }
            for (from, to, label) in said.related {
                links.relation((&from, &to), &label, ());
            }
        }
        let mut relations = links.resolve(|missing: Missing<()>| {
            self.file
                .report(element.at, ProblemKind::NoSuchThing(missing.id));
        });
        draft::in_order_with(&mut annotations, &mut relations);
        (annotations, relations)
    }

    fn suggestions(
        &mut self,
        element: &Element<'_>,
        id: &str,
        answers: Vec<Value>,
        locator: &Locator<'_>,
    ) -> Vec<Suggestion> {
        let mut suggestions = Vec::new();
        for value in answers {
            let Some(answer) = self.answer(element, value) else {
                continue;
            };
            let model = answer.model_version.unwrap_or_default();
            let said = self.said(element, id, answer.result, locator);
            for (_, _, label) in &said.related {
                self.losses.note(LossKind::Relation, id, ("", label), None);
            }
            for found in said.found {
                let score = found.score.or(answer.score).unwrap_or(1.0);
                suggestions.push(draft::suggested(&model, score, found.span, found.label));
            }
        }
        draft::suggestions_in_order(&mut suggestions);
        suggestions
    }

    fn answer(&mut self, element: &Element<'_>, value: Value) -> Option<Answer> {
        // Exports that leave out details have the numbers of annotations only.
        if value.is_number() {
            return None;
        }
        let answer = serde_json::from_value(value);
        answer
            .map_err(|error| {
                let kind = ProblemKind::BadShape("annotations[].result", plain(&error));
                self.file.report(element.at, kind);
            })
            .ok()
    }

    fn said(
        &mut self,
        element: &Element<'_>,
        id: &str,
        results: Vec<Value>,
        locator: &Locator<'_>,
    ) -> Said {
        let mut said = Said::default();
        for (at, value) in results.into_iter().enumerate() {
            match serde_json::from_value::<Outcome>(value) {
                Ok(outcome) => self.outcome(element, id, outcome, locator, &mut said),
                Err(error) => {
                    let kind = ProblemKind::BadEntity(at + 1, plain(&error));
                    self.file.report(element.at, kind);
                }
            }
        }
        said
    }

    fn outcome(
        &mut self,
        element: &Element<'_>,
        id: &str,
        outcome: Outcome,
        locator: &Locator<'_>,
        said: &mut Said,
    ) {
        let place = outcome.value;
        let is_placed = place.start.is_some() && place.end.is_some();
        match outcome.r#type.as_str() {
            "labels" | "hypertextlabels" => {
                let quoted = place.text.as_str();
                for label in place.labels.iter().chain(&place.hypertextlabels) {
                    let mention = Mention {
                        start: place.start.unwrap_or(u64::MAX),
                        end: place.end.unwrap_or(u64::MAX),
                        label,
                        quoted,
                    };
                    let report = |kind| self.file.report(element.at, kind);
                    if let Some((span, label)) = draft::settle(&mention, locator, report) {
                        said.found.push(Found {
                            id: outcome.id.clone(),
                            span,
                            label,
                            score: outcome.score,
                        });
                    }
                }
            }
            "choices" if is_placed => {
                let values = place.choices.join("|");
                let attributes = said.attributes.entry(outcome.id).or_default();
                attributes.insert(outcome.from_name, values);
            }
            "textarea" if is_placed && outcome.from_name == NOTE => {
                let lines = place.text.as_array().into_iter().flatten();
                let lines: Vec<&str> = lines.filter_map(Value::as_str).collect();
                said.notes.insert(outcome.id, lines.join("\n"));
            }
            RELATION => said.relate(
                outcome.labels,
                (outcome.from_id, outcome.to_id),
                &outcome.direction,
            ),
            other => {
                let kind = match other {
                    "choices" => LossKind::DocumentLabel,
                    _ => LossKind::Layer,
                };
                let label = place.choices.first().map_or(other, String::as_str);
                self.losses.note(kind, id, ("", label), None);
            }
        }
    }
}

/// The text of a task: its `text`, else its only string, else the longest.
fn text_of(data: &Map<String, Value>) -> Option<String> {
    let strings = data.values().filter_map(Value::as_str);
    let named = data.get(super::TEXT).and_then(Value::as_str);
    named
        .or_else(|| strings.max_by_key(|text| text.len()))
        .map(str::to_owned)
}
