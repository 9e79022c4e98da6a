//! brat standoff: for each article its text (`a.txt`) and what is said about it (`a.ann`).
//!
//! `T1<TAB>PER 6 11<TAB>محمّد` counts code points; `6 11;14 20` are parts. A part never goes over a
//! line end, so a span over several lines is written as parts and read as one again. `A1` holds an
//! attribute, `#1` a note, `R1<TAB>Founder Arg1:T1 Arg2:T2` a relation. Events and equivalences are
//! counted and left out.

mod read;
mod write;

use super::ids::FileNames;
use super::options::WriteOptions;
use super::{Carries, Export, Format, Import, Layout, NamedFile};
use crate::model::dataset::Dataset;
use crate::model::label::Bilingual;

/// The format.
pub struct Brat;

const ID: &str = "brat";
/// The ending of files with texts.
const TEXT: &str = "txt";
/// The ending of files with annotations.
const MARKS: &str = "ann";

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
            "لكل مقال نصه (‎.txt‎) ووسومه (‎.ann‎)، ومعها المتقطع والسمات والملاحظات",
            "For each article its text (.txt) and its annotations (.ann), with parts, attributes and notes",
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

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        self.write_after(dataset, options, &mut FileNames::default())
    }

    fn write_after(
        &self,
        dataset: &Dataset,
        _options: &WriteOptions,
        names: &mut FileNames,
    ) -> Export {
        write::write(dataset, names)
    }
}
