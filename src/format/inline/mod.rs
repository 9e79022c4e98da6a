//! Marks inside of the text: XML for programs, HTML for people.
//!
//! Where spans cross, one is parted; parts of one annotation share a number (`n`), so that reading
//! joins them again. Both are well-formed XML and read by the same reader, which also takes inline XML
//! of others: `<PER>محمّد</PER>`, `<ENAMEX TYPE="PERSON">…</ENAMEX>`.

mod html;
mod pieces;
mod read;
mod xml;

use std::io::{self, BufRead};

use super::frame::Frame;
use super::options::WriteOptions;
use super::writing::{self, Ahead, Staged, Writer};
use super::{Carries, Export, Format, Import, Sink, stream};
use crate::model::dataset::Dataset;
use crate::model::label::Bilingual;

/// `<article>زار <e n="1" label="PER">محمّد</e></article>`.
pub struct Xml;

/// A page that reads from right to left, with the labels' colours.
pub struct Html;

/// All that is marked; how it came to be is for other formats.
const MARKED: Carries = Carries {
    provenance: false,
    suggestions: false,
    relations: false,
    ..Carries::ALL
};

impl Format for Xml {
    fn id(&self) -> &'static str {
        xml::ID
    }

    fn name(&self) -> &'static str {
        "Inline XML"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "النص ووسومه فيه عناصر XML؛ والمتقاطع أجزاء يجمعها رقم واحد",
            "The text with its annotations in it as XML elements; crossing ones in parts with one number",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["inline.xml", "xml"]
    }

    fn carries(&self) -> Carries {
        MARKED
    }

    fn frame(&self) -> Option<Frame> {
        Some(xml::FRAME)
    }

    fn recognises(&self, start: &str) -> bool {
        start.contains("<articles") || start.contains("<ENAMEX")
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
        read::read(input, name, xml::ID, sink)
    }

    fn write(&self, dataset: &Dataset, _options: &WriteOptions) -> Export {
        xml::write(dataset)
    }
}

impl Format for Html {
    fn id(&self) -> &'static str {
        html::ID
    }

    fn name(&self) -> &'static str {
        "HTML"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "صفحة للقراءة من اليمين إلى اليسار بألوان الوسوم، فاتحة وداكنة",
            "A page to read from right to left with the labels’ colours, light and dark",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["inline.html", "html", "htm"]
    }

    fn carries(&self) -> Carries {
        MARKED
    }

    fn recognises(&self, start: &str) -> bool {
        start.contains("name=\"generator\" content=\"tawsim\"")
    }

    fn staged(&self) -> Option<&dyn Staged> {
        Some(self)
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
        read::read(input, name, html::ID, sink)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        writing::whole(self, dataset, options)
    }
}

impl Staged for Html {
    fn writer(&self, ahead: Ahead, _options: WriteOptions) -> Box<dyn Writer> {
        Box::new(html::Page::new(ahead))
    }
}
