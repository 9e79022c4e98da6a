//! A Hugging Face dataset folder: `data/train.parquet`, a dataset card (`README.md`) that declares it,
//! and the same rows as `data/train.jsonl` for programs that read no Parquet.
//!
//! A row is an article: `text`, its `spans` in code points with everything that is marked, and for
//! training `tokens` with one `ner_tags` number each (IOB2, as flat as tags are; which of several
//! overlapping spans they hold is chosen as for token formats).

pub mod card;
mod parquet;
mod read;
mod row;

use super::loss::Losses;
use super::options::WriteOptions;
use super::{Carries, Export, Format, Import, Layout, NamedFile, Parted};
use crate::model::dataset::{Dataset, Record};
use crate::model::label::{Bilingual, LabelSet};
use card::{Card, Split};

/// The format.
pub struct HuggingFace;

const ID: &str = "hf";

impl Format for HuggingFace {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "Hugging Face"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "مجلد بيانات لمكتبة datasets: ‏Parquet وJSONL وبطاقة تعرّف به",
            "A folder for the datasets library: Parquet, JSONL and a dataset card",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["parquet"]
    }

    fn companions(&self) -> &'static [&'static str] {
        &["md"]
    }

    fn carries(&self) -> Carries {
        Carries {
            blind: true,
            ..Carries::SPANS
        }
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn recognises(&self, start: &str) -> bool {
        start.starts_with("PAR1")
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        self.read_files(&[NamedFile {
            name: name.to_owned(),
            bytes: bytes.to_owned(),
        }])
    }

    fn read_files(&self, files: &[NamedFile]) -> Import {
        read::read(files)
    }

    fn parts(&self) -> Option<&dyn Parted> {
        Some(self)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        self.write_parts(&[("train", dataset)], options)
    }
}

impl Parted for HuggingFace {
    fn write_parts(&self, parts: &[(&str, &Dataset)], options: &WriteOptions) -> Export {
        let whole = Dataset {
            labels: parts
                .first()
                .map_or_else(LabelSet::default, |(_, first)| first.labels.clone()),
            records: parts.iter().flat_map(|(_, p)| p.records.clone()).collect(),
        };
        let labels = card::labels_of(&whole);
        let (mut files, mut splits) = (Vec::new(), Vec::new());
        for (part, dataset) in parts {
            let name = if *part == "dev" { "validation" } else { part };
            let of_part = split_files(name, dataset, &labels, options);
            splits.push(Split::of(name, dataset, &of_part));
            files.extend(of_part);
        }
        let card = Card {
            splits,
            labels,
            ..Card::default()
        };
        let mut losses = Losses::default();
        for record in &whole.records {
            losses.note_uncarried(record, self.carries());
        }
        let card = NamedFile {
            name: "README.md".to_owned(),
            bytes: card.to_markdown().into_bytes(),
        };
        let count = |record: &Record| record.annotations.len();
        Export {
            files: std::iter::once(card).chain(files).collect(),
            annotations: whole.records.iter().map(count).sum(),
            losses: losses.into_vec(),
            ..Export::default()
        }
    }
}

/// The files of one split. All splits of a dataset are given the same `labels`, whose order is that
/// of the tags' numbers.
#[must_use]
pub fn split_files(
    split: &str,
    dataset: &Dataset,
    labels: &[card::CardLabel],
    options: &WriteOptions,
) -> Vec<NamedFile> {
    let tags = row::Tags::of(labels);
    let rows: Vec<row::Row<'_>> = dataset
        .records
        .iter()
        .map(|record| row::Row::of(record, &tags, options))
        .collect();
    let mut lines = String::new();
    for row in &rows {
        lines.push_str(&serde_json::to_string(row).unwrap_or_default());
        lines.push('\n');
    }
    vec![
        NamedFile {
            name: format!("data/{split}.jsonl"),
            bytes: lines.into_bytes(),
        },
        NamedFile {
            name: format!("data/{split}.parquet"),
            bytes: parquet::write(&rows),
        },
    ]
}
