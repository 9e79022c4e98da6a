//! brat standoff: for each article its text (`a.txt`) and what is said about it (`a.ann`).
//!
//! `T1<TAB>PER 6 11<TAB>محمّد` counts code points; `6 11;14 20` are parts. A part never goes over a
//! line end, so a span over several lines is written as parts and read as one again. `A1` holds an
//! attribute, `#1` a note, `R1<TAB>Founder Arg1:T1 Arg2:T2` a relation. Events and equivalences are
//! counted and left out. `annotation.conf` and `visual.conf` stand beside the articles for brat's
//! server; configurations are passed over when a folder is read.

mod conf;
mod read;
mod write;

use super::folder::{self, Files};
use super::options::WriteOptions;
use super::writing::{self, Ahead, Staged, Writer};
use super::{Carries, Export, Format, Import, Layout, NamedFile, Sink};
use crate::model::dataset::Dataset;
use crate::model::label::Bilingual;

/// The format.
pub struct Brat;

const ID: &str = "brat";
/// The ending of files with texts.
const TEXT: &str = "txt";
/// The ending of files with annotations.
const MARKS: &str = "ann";
/// The ending of files with settings of the server.
const SETTINGS: &str = ".conf";

/// Characters at which readers of annotation files part lines.
fn ends_line(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

impl Format for Brat {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "brat standoff"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "لكل مقال نصه (‎.txt‎) ووسومه (‎.ann‎)، ومعها المتقطع والسمات والملاحظات، وإعدادات خادم brat",
            "For each article its text (.txt) and its annotations (.ann), with parts, attributes and notes, and the settings of a brat server",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[MARKS]
    }

    fn companions(&self) -> &'static [&'static str] {
        &[TEXT]
    }

    fn carries(&self) -> Carries {
        Carries {
            provenance: false,
            suggestions: false,
            blind: false,
            details: false,
            ..Carries::ALL
        }
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn recognises(&self, start: &str) -> bool {
        let line = start.lines().next().unwrap_or_default();
        let mut fields = line.split('\t');
        let number = fields.next().and_then(|id| id.get(1..));
        number.is_some_and(|number| number.parse::<u32>().is_ok()) && fields.next().is_some()
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        self.read_files(&[NamedFile {
            name: name.to_owned(),
            bytes: bytes.to_owned(),
        }])
    }

    fn read_together(&self, files: &[NamedFile]) -> Import {
        read::read(files)
    }

    fn read_folder(&self, names: &[String], files: &dyn Files, sink: &mut dyn Sink) {
        let articles = names.iter().filter(|name| !name.ends_with(SETTINGS));
        let articles: Vec<String> = articles.cloned().collect();
        folder::each(self, &articles, files, sink);
    }

    fn staged(&self) -> Option<&dyn Staged> {
        Some(self)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        writing::whole(self, dataset, options)
    }
}

impl Staged for Brat {
    fn looks_ahead(&self) -> bool {
        false
    }

    fn writer(&self, ahead: Ahead, _options: WriteOptions) -> Box<dyn Writer> {
        Box::new(write::BratWriter::new(ahead.labels))
    }
}
