//! Writes doccano JSONL.

use serde::Serialize;

use super::{Doccano, Form};
use crate::format::json_lines::Meta;
use crate::format::links;
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
    relations: Option<Vec<Related<'r>>>,
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

#[derive(Serialize)]
struct Related<'r> {
    id: usize,
    from_id: usize,
    to_id: usize,
    r#type: &'r str,
}

/// The numbers of entities and relations so far: doccano's are those of the whole file.
#[derive(Default)]
struct Numbers {
    entities: usize,
    relations: usize,
}

/// A line for each article.
pub(super) fn write(format: &Doccano, dataset: &Dataset) -> Export {
    let (mut export, mut losses) = (Export::default(), Losses::default());
    let mut numbers = Numbers::default();
    for record in &dataset.records {
        losses.note_uncarried(record, format.carries());
        let line = line(format.form, record, &mut numbers);
        export.annotations += record.annotations.len();
        export
            .bytes
            .extend(serde_json::to_vec(&line).unwrap_or_default());
        export.bytes.push(b'\n');
    }
    export.losses = losses.into_vec();
    export
}

fn line<'r>(form: Form, record: &'r Record, numbers: &mut Numbers) -> Line<'r> {
    let text: &str = &record.article.text;
    let index = UnitIndex::new(text);
    let place = |byte| index.from_byte(byte, Unit::Utf16).unwrap_or_default();
    let spans = record.annotations.iter().map(|annotation| {
        let (start, end) = (annotation.span.start(), annotation.span.end());
        (place(start), place(end), annotation.label.as_str())
    });
    let objects = form == Form::Objects;
    let first = numbers.entities + 1;
    let entities = objects.then(|| {
        let entity = |(start_offset, end_offset, label)| {
            numbers.entities += 1;
            Entity {
                id: numbers.entities,
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
        relations: objects.then(|| relations(record, first, &mut numbers.relations)),
        offset_unit: Unit::Utf16.as_str(),
        meta: Meta::of(record),
    }
}

/// The relations of a record whose first entity has the number `first`.
fn relations<'r>(record: &'r Record, first: usize, last: &mut usize) -> Vec<Related<'r>> {
    let one = |(from, to, label): (usize, usize, &'r str)| {
        *last += 1;
        Related {
            id: *last,
            from_id: first + from,
            to_id: first + to,
            r#type: links::name(label),
        }
    };
    links::numbered(record).into_iter().map(one).collect()
}
