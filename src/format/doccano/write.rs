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

/// A line for each article.
pub(super) fn write(format: &Doccano, dataset: &Dataset) -> Export {
    let (mut export, mut losses) = (Export::default(), Losses::default());
    for record in &dataset.records {
        losses.note_uncarried(record, format.carries());
        let line = line(format.form, record);
        export.annotations += record.annotations.len();
        export
            .bytes
            .extend(serde_json::to_vec(&line).unwrap_or_default());
        export.bytes.push(b'\n');
    }
    export.losses = losses.into_vec();
    export
}

/// An article. doccano tells apart the numbers of entities by article, so they begin anew in each.
fn line(form: Form, record: &Record) -> Line<'_> {
    let text: &str = &record.article.text;
    let index = UnitIndex::new(text);
    let place = |byte| index.from_byte(byte, Unit::Utf16).unwrap_or_default();
    let spans = record.annotations.iter().map(|annotation| {
        let (start, end) = (annotation.span.start(), annotation.span.end());
        (place(start), place(end), annotation.label.as_str())
    });
    let entity = |(id, (start_offset, end_offset, label))| Entity {
        id,
        label,
        start_offset,
        end_offset,
    };
    let objects = form == Form::Objects;
    Line {
        text,
        label: (!objects).then(|| spans.clone().collect()),
        entities: objects.then(|| (1..).zip(spans).map(entity).collect()),
        relations: objects.then(|| relations(record)),
        offset_unit: Unit::Utf16.as_str(),
        meta: Meta::of(record),
    }
}

fn relations(record: &Record) -> Vec<Related<'_>> {
    let one = |(id, (from, to, label)): (usize, (usize, usize, _))| Related {
        id,
        from_id: from + 1,
        to_id: to + 1,
        r#type: links::name(label),
    };
    (1..).zip(links::numbered(record)).map(one).collect()
}
