//! JSONL: one object in each line, one of its fields the text.

use serde_json::{Map, Value};

use super::{Extracted, FaultKind, Way, fields};
use crate::model::article::ArticleMeta;

/// Fields that other tools and our own format keep annotations in.
const ANNOTATIONS: &[&str] = &["entities", "spans", "label", "labels", "annotations"];

pub(super) fn read(text: &str, way: &mut Way<'_>) {
    for (at, line) in text.lines().enumerate() {
        if way.sink.enough() {
            return;
        }
        if line.trim().is_empty() {
            continue;
        }
        let place = Some(at as u64 + 1);
        match serde_json::from_str::<Map<String, Value>>(line) {
            Ok(object) => record(&object, place, way),
            Err(error) => way.fault_at(FaultKind::Damaged(error.to_string()), place),
        }
    }
}

fn record(object: &Map<String, Value>, place: Option<u64>, way: &mut Way<'_>) {
    let is_words = |entry: &(&String, &Value)| entry.1.is_string();
    let names: Vec<String> = object
        .iter()
        .filter(is_words)
        .map(|(name, _)| name.clone())
        .collect();
    let column = fields::text_column(&names, way.options.column.as_deref());
    let Some(name) = column.and_then(|at| names.get(at)) else {
        way.fault_at(FaultKind::NoColumn(names.clone()), place);
        if way.reading.columns.is_empty() {
            way.reading.columns = names;
        }
        return;
    };
    let text = object.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut meta = ArticleMeta::default();
    let maps = [Some(object), object.get("meta").and_then(Value::as_object)];
    for (field, value) in maps.into_iter().flatten().flatten() {
        if let (true, Some(value)) = (field != name, value.as_str()) {
            fields::note(&mut meta, field, value);
        }
    }
    let holds = |field: &&str| object.get(*field).and_then(Value::as_array);
    if ANNOTATIONS
        .iter()
        .filter_map(holds)
        .any(|list| !list.is_empty())
    {
        way.fault_at(FaultKind::Annotated, place);
    }
    let text = text.to_owned();
    if way.reading.columns.is_empty() {
        way.reading.column = Some(name.clone());
        way.reading.columns = names;
    }
    way.article(Extracted { text, meta }, place);
}
