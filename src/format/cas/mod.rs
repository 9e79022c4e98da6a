//! UIMA CAS as INCEpTION and DKPro exchange it: XMI with its type system, and JSON CAS 0.4.
//!
//! Annotations are of the layer `NamedEntity` with the label in `value`, beside tokens and sentences.
//! Offsets count UTF-16 units. XML 1.0 has no place for control characters; in XMI they are written
//! as spaces, as INCEpTION does, and counted. Attributes and notes are features of the entities
//! besides. Of other layers those are read that hold labels. Relations are of a layer of their own
//! between named entities; those of any such layer are read.

mod json;
mod layers;
mod types;
mod xmi;

use std::io;

use super::archive;
use super::folder::{self, Files};
use super::ids::FileNames;
use super::options::WriteOptions;
use super::writing::{self, Ahead, Staged, Writer};
use super::{Carries, Export, Format, Import, Layout, NamedFile, Sink};
use crate::model::dataset::{Dataset, Record};
use crate::model::label::Bilingual;
use types::Attributes;

/// XMI, a file for each article, beside the type system.
pub struct Xmi;

/// JSON CAS 0.4, a file for each article.
pub struct JsonCas;

impl Format for Xmi {
    fn id(&self) -> &'static str {
        xmi::ID
    }

    fn name(&self) -> &'static str {
        "UIMA CAS XMI"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "ملف XMI لكل مقال ومعه نظام الأنواع، كما يتبادله INCEpTION وDKPro",
            "An XMI file for each article with the type system, as INCEpTION and DKPro exchange it",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xmi"]
    }

    fn carries(&self) -> Carries {
        layers::CARRIES
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn recognises(&self, start: &str) -> bool {
        start.contains("http://www.omg.org/XMI")
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        xmi::read(bytes, name)
    }

    fn read_folder(&self, names: &[String], files: &dyn Files, sink: &mut dyn Sink) {
        // The type system stands beside the articles.
        let articles = names.iter().filter(|name| !name.ends_with(".xml"));
        let articles: Vec<String> = articles.cloned().collect();
        folder::each(self, &articles, files, sink);
    }

    fn read_file(&self, name: &str, files: &dyn Files, sink: &mut dyn Sink) -> io::Result<()> {
        let mut input = files.open(name)?;
        if archive::is_archive(input.fill_buf()?) {
            xmi::read_archive(files.pieces(name)?, name, sink);
            return Ok(());
        }
        self.read_stream(&mut *input, name, sink)
    }

    fn staged(&self) -> Option<&dyn Staged> {
        Some(self)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        writing::whole(self, dataset, options)
    }
}

impl Staged for Xmi {
    fn looks_ahead(&self) -> bool {
        false
    }

    fn writer(&self, _ahead: Ahead, _options: WriteOptions) -> Box<dyn Writer> {
        Box::new(XmiWriter::default())
    }
}

/// Writes the articles, and then the type system with the attributes that they have.
#[derive(Default)]
struct XmiWriter {
    names: FileNames,
    attributes: Attributes,
}

impl Writer for XmiWriter {
    fn next(&mut self, records: Vec<Record>) -> Export {
        let how: (&str, layers::Write) = ("xmi", xmi::write);
        layers::write(&records, how, &mut self.names, &mut self.attributes)
    }

    fn end(&mut self) -> Export {
        let system = NamedFile {
            name: "TypeSystem.xml".to_owned(),
            bytes: types::description(&self.attributes).into_bytes(),
        };
        Export {
            files: vec![system],
            ..Export::default()
        }
    }
}

impl Format for JsonCas {
    fn id(&self) -> &'static str {
        json::ID
    }

    fn name(&self) -> &'static str {
        "UIMA CAS JSON 0.4"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "ملف JSON لكل مقال ومعه نظام الأنواع فيه، كما يقرؤه INCEpTION وdkpro-cassis",
            "A JSON file for each article with its type system in it, as INCEpTION and dkpro-cassis read it",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["cas.json", "json"]
    }

    fn carries(&self) -> Carries {
        layers::CARRIES
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn recognises(&self, start: &str) -> bool {
        start.contains("\"%TYPES\"") || start.contains("\"%FEATURE_STRUCTURES\"")
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        json::read(bytes, name)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        self.write_after(dataset, options, &mut FileNames::default())
    }

    fn write_after(
        &self,
        dataset: &Dataset,
        _options: &WriteOptions,
        names: &mut FileNames,
    ) -> Export {
        let how: (&str, layers::Write) = ("cas.json", json::write);
        layers::write(&dataset.records, how, names, &mut Attributes::new())
    }
}
