//! CoNLL-U Plus: one token a line, with the columns named in the first line.
//!
//! Columns `ID FORM MISC NER`. A word that a span parts is a multi-word token (`1-3 وبالقاهرة`, then
//! و, ب, القاهرة), so that clitics stay outside of names while the text stays whole. `MISC` says what
//! stands between tokens: nothing is a space, `SpaceAfter=No` is nothing, and `SpacesAfter` (as
//! UDPipe writes it) gives anything else exactly, so the text is read back as it was.

mod blanks;
mod read;
mod write;

use std::io::{self, BufRead};

use super::frame::Frame;
use super::options::WriteOptions;
use super::{Carries, Export, Format, Import, Layout, Sink, stream};
use crate::model::dataset::Dataset;
use crate::model::label::Bilingual;

/// The format.
pub struct ConllUPlus;

const ID: &str = "conllup";

/// What begins the line with the names of the columns.
const COLUMNS: &str = "global.columns";
/// What stands around the articles.
const FRAME: Frame = Frame {
    begin: "# global.columns = ID FORM MISC NER\n",
    ..Frame::NONE
};

impl Format for ConllUPlus {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "CoNLL-U Plus"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "رمز في كل سطر، والكلمة ذات اللواصق رموز عدة (و + ب + القاهرة)؛ يُستعاد النص كما كان",
            "One token a line, words with clitics as several (و + ب + القاهرة); the text comes back as it was",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["conllup", "conllu"]
    }

    fn carries(&self) -> Carries {
        Carries {
            text: true,
            // Words of a multi-word token.
            subword: true,
            blind: true,
            details: true,
            ..Carries::TOKENS
        }
    }

    fn layout(&self) -> Layout {
        Layout::Sequence
    }

    fn frame(&self) -> Option<Frame> {
        Some(FRAME)
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        stream::read(self, bytes, name)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        write::write(dataset, options)
    }

    fn read_stream(
        &self,
        input: &mut dyn BufRead,
        name: &str,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        stream::pump(read::Reading::new(name), input, sink)
    }
}
