//! Writes the folder, a group of rows at a time.

use super::card::{self, Card, CardLabel, Split};
use super::parquet::ParquetFile;
use super::row::{Row, Tags};
use crate::format::loss::Losses;
use crate::format::options::WriteOptions;
use crate::format::writing::{Ahead, Writer};
use crate::format::{Export, Format, NamedFile};
use crate::model::dataset::Record;

/// Rows that are compressed together, at most.
const GROUP: usize = 1000;

/// Text that is compressed together, in bytes, and no more than an article beyond.
const LARGE: usize = 16 << 20;

/// A folder that is being written. All its splits have the same labels, whose order is that of the
/// tags' numbers.
pub(super) struct Folder {
    labels: Vec<CardLabel>,
    tags: Tags,
    options: WriteOptions,
    open: Option<Open>,
    done: Vec<Split>,
}

/// The split that is being written.
struct Open {
    split: Split,
    parquet: Option<ParquetFile>,
    /// Articles of the next group.
    waiting: Vec<Record>,
    /// The length of their texts.
    size: usize,
}

impl Open {
    fn new(name: &str) -> Self {
        Self {
            split: Split::named(name),
            // Memory takes everything, and the columns are those of the schema.
            parquet: ParquetFile::begin().ok(),
            waiting: Vec::new(),
            size: 0,
        }
    }

    fn push(&mut self, record: Record) {
        self.split.count(&record);
        self.size += record.article.text.len();
        self.waiting.push(record);
    }

    fn is_full(&self) -> bool {
        self.waiting.len() == GROUP || self.size >= LARGE
    }

    /// Writes what waits.
    fn group(&mut self, tags: &Tags, options: &WriteOptions, export: &mut Export) {
        if self.waiting.is_empty() {
            return;
        }
        let rows = self.waiting.iter();
        let rows: Vec<Row<'_>> = rows.map(|record| Row::of(record, tags, options)).collect();
        let mut lines = String::new();
        for row in &rows {
            lines.push_str(&serde_json::to_string(row).unwrap_or_default());
            lines.push('\n');
        }
        let parquet = self.parquet.as_mut();
        let bytes = parquet.and_then(|parquet| parquet.group(&rows).ok());
        self.put("jsonl", lines.into_bytes(), export);
        self.put("parquet", bytes.unwrap_or_default(), export);
        self.waiting.clear();
        self.size = 0;
    }

    fn put(&mut self, ending: &str, bytes: Vec<u8>, export: &mut Export) {
        if ending == "parquet" {
            self.split.bytes += bytes.len();
        }
        export.pieces.push(NamedFile {
            name: format!("data/{}.{ending}", self.split.name),
            bytes,
        });
    }
}

impl Folder {
    /// Of a dataset of which all articles were seen.
    pub fn new(ahead: &Ahead, options: WriteOptions) -> Self {
        let labels = card::labels_of(ahead);
        Self {
            tags: Tags::of(&labels),
            labels,
            options,
            open: None,
            done: Vec::new(),
        }
    }

    /// Ends the split that is being written.
    fn close(&mut self, export: &mut Export) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        open.group(&self.tags, &self.options, export);
        let rest = open.parquet.take().and_then(|file| file.end().ok());
        // A split without rows has its files, too.
        open.put("jsonl", Vec::new(), export);
        open.put("parquet", rest.unwrap_or_default(), export);
        self.done.push(open.split);
    }
}

impl Writer for Folder {
    fn part(&mut self, name: &str) -> Export {
        let mut export = Export::default();
        self.close(&mut export);
        let name = if name == "dev" { "validation" } else { name };
        self.open = Some(Open::new(name));
        export
    }

    fn next(&mut self, records: Vec<Record>) -> Export {
        let (mut export, mut losses) = (Export::default(), Losses::default());
        let open = self.open.get_or_insert_with(|| Open::new("train"));
        for record in records {
            losses.note_uncarried(&record, super::HuggingFace.carries());
            export.annotations += record.annotations.len();
            open.push(record);
            if open.is_full() {
                open.group(&self.tags, &self.options, &mut export);
            }
        }
        export.losses = losses.into_vec();
        export
    }

    fn end(&mut self) -> Export {
        let mut export = Export::default();
        self.open.get_or_insert_with(|| Open::new("train"));
        self.close(&mut export);
        let card = Card {
            splits: std::mem::take(&mut self.done),
            labels: std::mem::take(&mut self.labels),
            ..Card::default()
        };
        export.files.push(NamedFile {
            name: "README.md".to_owned(),
            bytes: card.to_markdown().into_bytes(),
        });
        export
    }
}
