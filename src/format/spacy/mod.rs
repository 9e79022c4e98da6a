//! Training data of spaCy.
//!
//! `spacy` is the list of pairs that its guides show, `["text", {"entities": [[start, end, "PER"]]}]`,
//! counted in code points. `spacy-json` is what `spacy convert -c json` turns into a `.spacy` file:
//! texts with our own tokens and BILUO tags, so that no entity falls between spaCy's tokens and is
//! silently left out of training.

mod pairs;
mod paragraphs;

use std::io::{self, BufRead};

use super::frame::Frame;
use super::options::WriteOptions;
use super::{Carries, Export, Format, Import, Sink, stream};
use crate::model::dataset::Dataset;
use crate::model::label::Bilingual;

/// `[["text", {"entities": […]}], …]`.
pub struct Pairs;

/// `[{"id", "paragraphs": [{"raw", "sentences": [{"tokens": […]}]}]}]`.
pub struct Paragraphs;

/// One entity at a place.
const FLAT: Carries = Carries {
    nested: false,
    crossing: false,
    ..Carries::SPANS
};

impl Format for Pairs {
    fn id(&self) -> &'static str {
        pairs::ID
    }

    fn name(&self) -> &'static str {
        "spaCy (text, entities)"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "قائمة أزواج من نص وكيانات لتدريب spaCy؛ ما حدّه داخل رمز من رموزه يتركه التدريب",
            "A list of pairs of text and entities to train spaCy, which leaves out what begins or ends inside one of its tokens",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["spacy-train.json", "json"]
    }

    fn carries(&self) -> Carries {
        FLAT
    }

    fn frame(&self) -> Option<Frame> {
        Some(Frame::LIST)
    }

    fn recognises(&self, start: &str) -> bool {
        let list = start.trim_start_matches('\u{feff}').trim_start();
        let pair = list.strip_prefix('[').map(str::trim_start);
        pair.is_some_and(|pair| pair.starts_with('['))
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
        pairs::read(input, name, sink)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        pairs::write(dataset, options)
    }
}

impl Format for Paragraphs {
    fn id(&self) -> &'static str {
        paragraphs::ID
    }

    fn name(&self) -> &'static str {
        "spaCy JSON"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "نصوص ورموز يجعلها الأمر spacy convert ملفًا ‎.spacy‎ للتدريب؛ اللواصق رموز مستقلة",
            "Texts with tokens that spacy convert turns into a .spacy file to train with; clitics are tokens",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["spacy.json", "json"]
    }

    fn carries(&self) -> Carries {
        // What is cut at an edge comes back as cut tokens, the text as it was.
        FLAT
    }

    fn frame(&self) -> Option<Frame> {
        Some(Frame::LIST)
    }

    fn recognises(&self, start: &str) -> bool {
        start.contains("\"paragraphs\"")
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
        paragraphs::read(input, name, sink)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        paragraphs::write(dataset, options)
    }
}
