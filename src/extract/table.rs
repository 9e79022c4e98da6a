//! CSV and TSV: the first row names the columns, one column holds the text.

use csv::{ReaderBuilder, StringRecord};

use super::{Extracted, FaultKind, Way, fields};
use crate::model::article::ArticleMeta;

pub(super) fn read(text: &str, name: &str, way: &mut Way<'_>) {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text, name))
        .flexible(true)
        .from_reader(text.as_bytes());
    let names: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().map(|name| name.trim().to_owned()).collect(),
        Err(error) => return way.fault(FaultKind::Damaged(error.to_string())),
    };
    let column = fields::text_column(&names, way.options.column.as_deref());
    if way.reading.columns.is_empty() {
        way.reading.columns.clone_from(&names);
        way.reading.column = column.and_then(|at| names.get(at)).cloned();
    }
    let Some(column) = column else {
        return way.fault(FaultKind::NoColumn(names));
    };
    for row in reader.records() {
        if way.sink.enough() {
            return;
        }
        match row {
            Ok(row) => article(&row, &names, column, way),
            Err(error) => {
                let line = error.position().map(csv::Position::line);
                way.fault_at(FaultKind::Damaged(error.to_string()), line);
            }
        }
    }
}

fn article(row: &StringRecord, names: &[String], column: usize, way: &mut Way<'_>) {
    let line = row.position().map(csv::Position::line);
    let mut meta = ArticleMeta::default();
    for (at, (name, value)) in names.iter().zip(row).enumerate() {
        if at != column && !fields::is_text(name) {
            fields::note(&mut meta, name, value);
        }
    }
    let text = row.get(column).unwrap_or_default().to_owned();
    way.article(Extracted { text, meta }, line);
}

/// What parts the values: a tab by the file's name, else what the first row has most of.
fn delimiter(text: &str, name: &str) -> u8 {
    if name.to_ascii_lowercase().ends_with(".tsv") {
        return b'\t';
    }
    let first = text.lines().next().unwrap_or_default();
    let count = |wanted: &u8| first.bytes().filter(|byte| byte == wanted).count();
    // Of equally many the comma, the last one compared.
    let found = [b'\t', b';', b','].into_iter().max_by_key(count);
    found.unwrap_or(b',')
}
