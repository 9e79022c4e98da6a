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
mod write;

use super::folder::Files;
use super::options::WriteOptions;
use super::writing::{self, Ahead, Staged, Writer};
use super::{Carries, Export, Format, Import, Layout, NamedFile, Sink};
use crate::model::dataset::Dataset;
use crate::model::label::Bilingual;

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
        &["parquet", "jsonl", "json"]
    }

    fn companions(&self) -> &'static [&'static str] {
        &["md"]
    }

    fn carries(&self) -> Carries {
        Carries {
            blind: true,
            details: true,
            ..Carries::SPANS
        }
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn recognises(&self, start: &str) -> bool {
        start.starts_with("PAR1") || start.contains("\"ner_tags\"")
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        self.read_files(&[NamedFile {
            name: name.to_owned(),
            bytes: bytes.to_owned(),
        }])
    }

    fn read_folder(&self, names: &[String], files: &dyn Files, sink: &mut dyn Sink) {
        read::read(names, files, sink);
    }

    fn staged(&self) -> Option<&dyn Staged> {
        Some(self)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        writing::whole(self, dataset, options)
    }
}

impl Staged for HuggingFace {
    fn has_parts(&self) -> bool {
        true
    }

    fn writer(&self, ahead: Ahead, options: WriteOptions) -> Box<dyn Writer> {
        Box::new(write::Folder::new(&ahead, options))
    }
}
