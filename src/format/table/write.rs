//! Writes tables.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::cell::guard;
use super::{COLUMNS, DECIDED, KNOWN, PENDING, Table};
use crate::format::loss::Losses;
use crate::format::{Export, Format};
use crate::format::{details, draft};
use crate::model::annotation::{Annotation, Origin};
use crate::model::dataset::{Dataset, Record};
use crate::model::suggestion::Suggestion;
use crate::text::convert::{Unit, UnitIndex};
use crate::text::offset::Span;

/// One row, a cell for each column.
type Row = [String; COLUMNS];

/// The whole dataset as one table.
pub(super) fn write(table: &Table, dataset: &Dataset) -> Export {
    let (mut export, mut losses) = (Export::default(), Losses::default());
    let bytes = table.frame.begin.as_bytes().to_vec();
    let mut writer = WriterBuilder::new()
        .delimiter(table.separator)
        .quote_style(QuoteStyle::Necessary)
        .terminator(Terminator::CRLF)
        .from_writer(bytes);
    for record in &dataset.records {
        losses.note_uncarried(record, table.carries());
        export.annotations += record.annotations.len();
        for row in rows(record) {
            // Memory takes everything.
            drop(writer.write_record(row));
        }
    }
    export.bytes = writer.into_inner().unwrap_or_default();
    export.losses = losses.into_vec();
    export
}

fn rows(record: &Record) -> Vec<Row> {
    let text: &str = &record.article.text;
    let index = UnitIndex::new(text);
    let decided = record.annotations.iter().map(|a| decided(a, text, &index));
    let pending = record.suggestions.iter().map(|s| pending(s, text, &index));
    let mut rows: Vec<Row> = decided.chain(pending).collect();
    if rows.is_empty() {
        rows.push(Row::default());
    }
    for row in &mut rows {
        row[0] = guard(record.article.id.as_str());
    }
    let meta = &record.article.meta;
    rows[0][1] = guard(&meta.title);
    if record.blind {
        "true".clone_into(&mut rows[0][12]);
    }
    for (column, name) in (KNOWN..).zip(details::NAMES) {
        rows[0][column] = guard(details::get(meta, name).unwrap_or_default());
    }
    rows[0][COLUMNS - 1] = guard(text);
    rows
}

fn place(span: Span, index: &UnitIndex<'_>) -> (String, String) {
    let at = |byte| {
        let counted = index.from_byte(byte, Unit::CodePoint);
        counted.unwrap_or_default().to_string()
    };
    (at(span.start()), at(span.end()))
}

fn decided(annotation: &Annotation, text: &str, index: &UnitIndex<'_>) -> Row {
    let (start, end) = place(annotation.span, index);
    let part = |span: &Span| {
        let (start, end) = place(*span, index);
        format!("{start}:{end}")
    };
    let parts: Vec<String> = annotation.more.iter().map(part).collect();
    let attributes = if annotation.attributes.is_empty() {
        String::new()
    } else {
        serde_json::to_string(&annotation.attributes).unwrap_or_default()
    };
    let score = match &annotation.provenance.origin {
        Origin::Suggestion { score, .. } if score.is_finite() => score.to_string(),
        _ => String::new(),
    };
    let mut row = Row::default();
    row[2] = start;
    row[3] = end;
    row[4] = guard(annotation.label.as_str());
    row[5] = guard(annotation.span.text(text));
    row[6] = parts.join(";");
    DECIDED.clone_into(&mut row[7]);
    row[8] = guard(&draft::origin_name(&annotation.provenance.origin));
    row[9] = score;
    row[10] = attributes;
    row[11] = guard(&annotation.note);
    row
}

fn pending(suggestion: &Suggestion, text: &str, index: &UnitIndex<'_>) -> Row {
    let (start, end) = place(suggestion.span, index);
    let mut row = Row::default();
    row[2] = start;
    row[3] = end;
    row[4] = guard(suggestion.label.as_str());
    row[5] = guard(suggestion.span.text(text));
    PENDING.clone_into(&mut row[7]);
    row[8] = guard(suggestion.source());
    if suggestion.score.is_finite() {
        row[9] = suggestion.score.to_string();
    }
    row
}
