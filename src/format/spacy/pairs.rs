//! Pairs of a text and its entities.

use std::io::{self, BufRead};

use serde::Deserialize;
use serde_json::Value;

use super::Export;
use crate::format::align;
use crate::format::draft::{self, Mention};
use crate::format::flaw::Done;
use crate::format::frame::Frame;
use crate::format::json_array::{Element, JsonFile};
use crate::format::json_lines::plain;
use crate::format::locate::Locator;
use crate::format::loss::{LossKind, Losses};
use crate::format::options::WriteOptions;
use crate::format::problem::ProblemKind;
use crate::format::{Sink, json_elements, stem};
use crate::model::article::Article;
use crate::model::dataset::{Dataset, Record};
use crate::text::convert::{Unit, UnitIndex};

pub(super) const ID: &str = "spacy";

#[derive(Default, Deserialize)]
struct Marks {
    #[serde(default)]
    entities: Vec<Value>,
    #[serde(default)]
    cats: Value,
    #[serde(default)]
    relations: Value,
}

/// The whole dataset as one list, a pair on each line.
pub(super) fn write(dataset: &Dataset, options: &WriteOptions) -> Export {
    let (mut losses, mut annotations) = (Losses::default(), 0);
    let mut pairs = Vec::new();
    for record in &dataset.records {
        let text: &str = &record.article.text;
        let article = record.article.id.as_str();
        losses.note_article(record, super::FLAT);
        losses.note_relations(record);
        let spans = align::candidates(record, &mut losses);
        let mut spans = align::flat(spans, options, article, &mut losses);
        spans.sort_by_key(|span| span.range.start);
        annotations += spans.len();
        let index = UnitIndex::new(text);
        let place = |byte| index.from_byte(byte, Unit::CodePoint).unwrap_or_default();
        let entities: Vec<_> = spans
            .iter()
            .map(|span| (place(span.range.start), place(span.range.end), span.label))
            .collect();
        let pair = (text, serde_json::json!({ "entities": entities }));
        pairs.push(serde_json::to_string(&pair).unwrap_or_default());
    }
    Export {
        bytes: Frame::LIST.around(&pairs),
        annotations,
        losses: losses.into_vec(),
        ..Export::default()
    }
}

/// Reads the pairs one by one.
pub(super) fn read(input: &mut dyn BufRead, name: &str, sink: &mut dyn Sink) -> io::Result<()> {
    let mut losses = Losses::default();
    let read = json_elements::each(input, name, sink, |file, element, number| {
        let pair: Option<(String, Marks)> = file.parse(element, Done::ArticleLeftOut);
        if let Some((text, marks)) = pair {
            let id = format!("{}-{number}", stem(name));
            file.article = Some(id.clone());
            let record = record(file, element, (id, text, marks), &mut losses);
            file.import.records.push(record);
        }
    });
    let losses = losses.into_vec();
    losses.into_iter().for_each(|loss| sink.loss(loss));
    read
}

fn record(
    file: &mut JsonFile<'_>,
    element: &Element<'_>,
    (id, text, marks): (String, String, Marks),
    losses: &mut Losses,
) -> Record {
    for label in marks.cats.as_object().into_iter().flatten() {
        losses.note(LossKind::DocumentLabel, &id, ("", label.0), None);
    }
    for _ in 0..marks.relations.as_array().map_or(0, Vec::len) {
        losses.note(LossKind::Relation, &id, ("", ""), None);
    }
    let locator = Locator::new(&text, Unit::CodePoint);
    let mut annotations = Vec::new();
    for (at, value) in marks.entities.into_iter().enumerate() {
        let place: Result<(u64, u64, String), _> = serde_json::from_value(value);
        let (start, end, label) = match place {
            Ok(place) => place,
            Err(error) => {
                file.report(element.at, ProblemKind::BadEntity(at + 1, plain(&error)));
                continue;
            }
        };
        let mention = Mention {
            start,
            end,
            label: &label,
            quoted: None,
        };
        let report = |kind| file.report(element.at, kind);
        if let Some((span, label)) = draft::settle(&mention, &locator, report) {
            annotations.push(draft::imported(ID, annotations.len(), span, label));
        }
    }
    draft::in_order(&mut annotations);
    Record {
        article: Article::new(id.into(), &text),
        annotations,
        relations: Vec::new(),
        suggestions: Vec::new(),
        blind: false,
    }
}
