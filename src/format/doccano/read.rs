//! Reads doccano JSONL of either form.

use std::io::{self, BufRead};

use serde::Deserialize;
use serde_json::Value;

use crate::format::Sink;
use crate::format::draft::{self, Mention};
use crate::format::json_lines::{JsonLines, Meta, column_of, plain};
use crate::format::links::{Links, Missing};
use crate::format::locate::Locator;
use crate::format::loss::{LossKind, Losses};
use crate::format::problem::ProblemKind;
use crate::format::units::UnitGuess;
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::dataset::Record;
use crate::text::convert::Unit;

#[derive(Deserialize)]
struct Line {
    #[serde(alias = "data")]
    text: String,
    #[serde(default)]
    offset_unit: Option<String>,
    // Values, so that one bad entity does not take the article with it.
    #[serde(default, alias = "labels", alias = "annotations")]
    label: Value,
    #[serde(default)]
    entities: Value,
    #[serde(default)]
    relations: Value,
    #[serde(default, rename = "Comments", alias = "comments")]
    comments: Value,
    #[serde(flatten)]
    meta: Meta,
}

#[derive(Deserialize)]
struct Related {
    from_id: u64,
    to_id: u64,
    #[serde(default, alias = "label")]
    r#type: Value,
}

#[derive(Deserialize)]
struct Entity {
    #[serde(default)]
    id: Option<u64>,
    label: Value,
    start_offset: u64,
    end_offset: u64,
}

/// An entity with its label and place.
struct Given {
    id: Option<u64>,
    start: u64,
    end: u64,
    label: String,
}

/// An article whose place in the file is known.
struct Held {
    line: usize,
    column: usize,
    article: Article,
    blind: bool,
    given: Vec<Given>,
    related: Vec<Related>,
}

/// Articles that wait at most for their unit; behind them the best guess has to do.
const MOST_HELD: usize = 4096;

/// The unit of a file that does not say it.
enum Counting {
    /// Not known yet; these wait for it.
    Open(UnitGuess, Vec<Held>),
    /// Known.
    In(Unit),
}

/// Reads a file.
///
/// # Errors
/// The input breaks off; what was read before was given to `sink`.
pub(super) fn read(
    format: &'static str,
    input: &mut dyn BufRead,
    name: &str,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let mut reading = Reading {
        format,
        losses: Losses::default(),
        counting: Counting::Open(UnitGuess::default(), Vec::new()),
    };
    let mut lines = JsonLines::new(name, sink);
    let read = lines.each(input, |lines, parsed: Line, line| {
        reading.take(lines, parsed, line);
    });
    reading.decide(&mut lines);
    let losses = reading.losses.into_vec();
    losses.into_iter().for_each(|loss| lines.sink.loss(loss));
    read
}

struct Reading {
    format: &'static str,
    losses: Losses,
    counting: Counting,
}

impl Reading {
    fn take(&mut self, lines: &mut JsonLines<'_>, parsed: Line, line: &str) {
        let unit = match parsed.offset_unit.as_deref().map(Unit::from_name) {
            Some(None) => {
                let unit = parsed.offset_unit.unwrap_or_default();
                let column = column_of(line, "\"offset_unit\"");
                lines.article = parsed.meta.id;
                return lines.report(column, ProblemKind::UnknownUnit(unit));
            }
            Some(unit) => unit,
            None => None,
        };
        let id = lines.free_id(parsed.meta.id.as_deref(), column_of(line, "\"id\""));
        self.note_losses(&id, &parsed);
        let is_list = parsed.entities.is_null();
        let key = if is_list { "\"label" } else { "\"entities\"" };
        let column = column_of(line, key);
        let list = if is_list {
            parsed.label
        } else {
            parsed.entities
        };
        let given = self.entities(lines, list, column, &id);
        let related = related(lines, parsed.relations, line);
        let mut article = Article::new(id.into(), &parsed.text);
        let blind = parsed.meta.blind;
        parsed.meta.fill(&mut article.meta);
        let held = Held {
            line: lines.line,
            column,
            article,
            blind,
            given,
            related,
        };
        match unit {
            Some(unit) => self.give(lines, held, unit),
            None => self.hold(lines, held),
        }
    }

    fn note_losses(&mut self, id: &str, parsed: &Line) {
        for comment in parsed.comments.as_array().into_iter().flatten() {
            let said = comment.as_str().unwrap_or_default();
            self.losses.note(LossKind::Note, id, (said, ""), None);
        }
    }

    fn entities(
        &mut self,
        lines: &mut JsonLines<'_>,
        list: Value,
        column: usize,
        id: &str,
    ) -> Vec<Given> {
        let list = match list {
            Value::Array(list) => list,
            Value::Null => Vec::new(),
            // A class of the whole text.
            one => vec![one],
        };
        let mut given = Vec::new();
        for (at, value) in list.into_iter().enumerate() {
            if let Value::String(label) = &value {
                let named = ("", label.as_str());
                self.losses.note(LossKind::DocumentLabel, id, named, None);
                continue;
            }
            match entity(value) {
                Ok(entity) => given.push(entity),
                Err(error) => {
                    lines.report(column, ProblemKind::BadEntity(at + 1, plain(&error)));
                }
            }
        }
        given
    }

    /// Keeps an article until the unit is known.
    fn hold(&mut self, lines: &mut JsonLines<'_>, held: Held) {
        let (guess, waiting) = match &mut self.counting {
            Counting::In(unit) => {
                let unit = *unit;
                return self.give(lines, held, unit);
            }
            Counting::Open(guess, waiting) => (guess, waiting),
        };
        if waiting.is_empty() && !UnitGuess::matters(&held.article.text) {
            return self.give(lines, held, Unit::CodePoint);
        }
        let places: Vec<(u64, u64)> = held.given.iter().map(|g| (g.start, g.end)).collect();
        guess.weigh(&held.article.text, &places);
        waiting.push(held);
        if guess.settled().is_some() || waiting.len() >= MOST_HELD {
            self.decide(lines);
        }
    }

    /// Concludes the unit and gives away what waited for it.
    fn decide(&mut self, lines: &mut JsonLines<'_>) {
        let Counting::Open(guess, waiting) = &mut self.counting else {
            return;
        };
        let Some(first) = waiting.first() else {
            return;
        };
        let unit = guess.leading().unwrap_or(Unit::Utf16);
        let has_entities = waiting.iter().any(|held| !held.given.is_empty());
        let kind = match guess.leading() {
            Some(unit) => ProblemKind::ConcludedUnit(unit),
            None => ProblemKind::AssumedUnit(unit),
        };
        if has_entities {
            // It is so in the whole file.
            lines.article = None;
            lines.report_at(first.line, first.column, kind);
        }
        let waiting = std::mem::take(waiting);
        self.counting = Counting::In(unit);
        for held in waiting {
            self.give(lines, held, unit);
        }
    }

    fn give(&self, lines: &mut JsonLines<'_>, held: Held, unit: Unit) {
        let Held {
            line,
            column,
            article,
            blind,
            given,
            related,
        } = held;
        lines.article = Some(article.id.to_string());
        let locator = Locator::new(&article.text, unit);
        let mut annotations: Vec<Annotation> = Vec::new();
        let mut links = Links::default();
        for given in given {
            let mention = Mention {
                start: given.start,
                end: given.end,
                label: &given.label,
                quoted: None,
            };
            let report = |kind| lines.report_at(line, column, kind);
            if let Some((span, label)) = draft::settle(&mention, &locator, report) {
                let annotation = draft::imported(self.format, annotations.len(), span, label);
                if let Some(id) = given.id {
                    links.entity(&id.to_string(), annotation.id);
                }
                annotations.push(annotation);
            }
        }
        for Related {
            from_id,
            to_id,
            r#type,
        } in related
        {
            let ends = (&*from_id.to_string(), &*to_id.to_string());
            links.relation(ends, r#type.as_str().unwrap_or_default(), ());
        }
        let missing = |missing: Missing<()>| {
            lines.report_at(line, column, ProblemKind::NoSuchThing(missing.id));
        };
        let mut relations = links.resolve(missing);
        draft::in_order_with(&mut annotations, &mut relations);
        lines.sink.record(Record {
            article,
            annotations,
            relations,
            suggestions: Vec::new(),
            blind,
        });
    }
}

/// The relations of a line, each by itself.
fn related(lines: &mut JsonLines<'_>, list: Value, line: &str) -> Vec<Related> {
    let Value::Array(list) = list else {
        return Vec::new();
    };
    let mut related = Vec::new();
    lines.relations(list, line, |one| related.push(one));
    related
}

/// An entity in either form.
fn entity(value: Value) -> Result<Given, serde_json::Error> {
    if value.is_array() {
        let (start, end, label) = serde_json::from_value(value)?;
        return Ok(Given {
            id: None,
            start,
            end,
            label,
        });
    }
    let entity: Entity = serde_json::from_value(value)?;
    let label = match entity.label {
        Value::String(label) => label,
        other => other.to_string(),
    };
    Ok(Given {
        id: entity.id,
        start: entity.start_offset,
        end: entity.end_offset,
        label,
    })
}
