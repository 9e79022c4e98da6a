//! Writes doccano JSONL.

use serde::Serialize;

use super::{Doccano, Form};
use crate::format::json_lines::Meta;
use crate::format::loss::Losses;
use crate::format::{Export, Format};
use crate::model::dataset::{Dataset, Record};
use crate::text::convert::{Unit, UnitIndex};

#[derive(Serialize)]
struct Line<'r> {
    text: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Vec<(usize, usize, &'r str)>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<Entity<'r>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relations: Option<[(); 0]>,
    offset_unit: &'static str,
    #[serde(flatten)]
    meta: Meta,
}

#[derive(Serialize)]
struct Entity<'r> {
    id: usize,
    label: &'r str,
    start_offset: usize,
    end_offset: usize,
}

/// A line for each article.
pub(super) fn write(format: &Doccano, dataset: &Dataset) -> Export {
    let (mut export, mut losses) = (Export::default(), Losses::default());
    let mut next = 0;
    for record in &dataset.records {
        losses.note_uncarried(record, format.carries());
        let line = line(format.form, record, &mut next);
        export.annotations += record.annotations.len();
        export
            .bytes
            .extend(serde_json::to_vec(&line).unwrap_or_default());
        export.bytes.push(b'\n');
    }
    export.losses = losses.into_vec();
    export
}

fn line<'r>(form: Form, record: &'r Record, next: &mut usize) -> Line<'r> {
    let text: &str = &record.article.text;
    let index = UnitIndex::new(text);
    let place = |byte| index.from_byte(byte, Unit::Utf16).unwrap_or_default();
    let spans = record.annotations.iter().map(|annotation| {
        let (start, end) = (annotation.span.start(), annotation.span.end());
        (place(start), place(end), annotation.label.as_str())
    });
    let objects = form == Form::Objects;
    let entities = objects.then(|| {
        let entity = |(start_offset, end_offset, label)| {
            *next += 1;
            Entity {
                id: *next,
                label,
                start_offset,
                end_offset,
            }
        };
        spans.clone().map(entity).collect()
    });
    Line {
        text,
        label: (!objects).then(|| spans.collect()),
        entities,
        relations: objects.then_some([]),
        offset_unit: Unit::Utf16.as_str(),
        meta: Meta::of(record),
    }
}
