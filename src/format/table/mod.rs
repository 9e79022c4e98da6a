//! Tables: a row for each annotation, for spreadsheets.
//!
//! Columns are known by their names in the first row. An article's text stands in its first row; an
//! article without annotations has one row. A cell that a spreadsheet would take for a formula gets
//! an apostrophe before it, which reading takes away, so every text comes back as it was.

mod cell;
mod read;
mod write;

use std::io::{self, BufRead};

use super::frame::Frame;
use super::options::WriteOptions;
use super::{Carries, Export, Format, Import, Sink, stream};
use crate::model::dataset::Dataset;
use crate::model::label::Bilingual;

/// A table with one kind of separator.
#[derive(Debug)]
pub struct Table {
    id: &'static str,
    name: &'static str,
    extensions: &'static [&'static str],
    separator: u8,
    /// The first row. Without a byte order mark before it, spreadsheets do not see UTF-8.
    frame: Frame,
}

/// Comma-separated.
pub static CSV: Table = Table {
    id: "csv",
    name: "CSV",
    extensions: &["csv"],
    separator: b',',
    frame: Frame {
        begin: "\u{feff}article,title,start,end,label,entity,parts,status,source,score,attributes,note,blind,article_source,article_date,article_url,language,direction,text\r\n",
        ..Frame::NONE
    },
};

/// Tab-separated.
pub static TSV: Table = Table {
    id: "tsv",
    name: "TSV",
    extensions: &["tsv", "tab"],
    separator: b'\t',
    frame: Frame {
        begin: "article\ttitle\tstart\tend\tlabel\tentity\tparts\tstatus\tsource\tscore\tattributes\tnote\tblind\tarticle_source\tarticle_date\tarticle_url\tlanguage\tdirection\ttext\r\n",
        ..Frame::NONE
    },
};

/// How many columns are written.
const COLUMNS: usize = 19;

/// The first column of what is known about the article besides its title; the text is the last.
const KNOWN: usize = 13;

/// The names of these columns in the order of [`details::NAMES`]; `source` is that of an annotation.
const KNOWN_NAMES: [&str; 5] = [
    "article_source",
    "article_date",
    "article_url",
    "language",
    "direction",
];

/// The status of an annotation that was decided.
const DECIDED: &str = "annotation";
/// The status of a suggestion that waits for a decision.
const PENDING: &str = "suggestion";

impl Format for Table {
    fn id(&self) -> &'static str {
        self.id
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> Bilingual {
        match self.separator {
            b',' => Bilingual::new(
                "جدول لبرامج الجداول، وسم في كل صف، لا تُنفَّذ منه صيغة",
                "A table for spreadsheets, an annotation a row, safe from formulas",
            ),
            _ => Bilingual::new(
                "جدول أعمدته مفصولة بعلامة الجدولة، وسم في كل صف",
                "A table with tabs between columns, an annotation a row",
            ),
        }
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    fn carries(&self) -> Carries {
        Carries {
            provenance: false,
            relations: false,
            ..Carries::ALL
        }
    }

    fn frame(&self) -> Option<Frame> {
        Some(self.frame)
    }

    fn recognises(&self, start: &str) -> bool {
        let first = start.lines().next().unwrap_or_default();
        ["start", "end", "label"]
            .iter()
            .all(|name| first.contains(name))
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        stream::read(self, bytes, name)
    }

    fn read_stream(
        &self,
        input: &mut dyn BufRead,
        name: &str,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        read::read(self, input, name, sink)
    }

    fn write(&self, dataset: &Dataset, _options: &WriteOptions) -> Export {
        write::write(self, dataset)
    }
}
