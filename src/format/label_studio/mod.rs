//! Label Studio JSON: a list of tasks.
//!
//! What a person decided goes to `annotations`, what waits for a decision to `predictions` with its
//! score. An annotation is one `result` of type `labels`; its attributes are results of type
//! `choices` and its note one of type `textarea` with the same id; a result of type `relation` names
//! the ids of two. The page counts code points
//! (older ones UTF-16); each result has its own text, which proves its place.

mod read;
mod short;
mod write;

use std::io::{self, BufRead};

use super::frame::Frame;
use super::options::WriteOptions;
use super::{Carries, Export, Format, Import, Sink, stream};
use crate::model::dataset::Dataset;
use crate::model::label::Bilingual;

/// The format.
pub struct LabelStudio;

const ID: &str = "label-studio";
/// The name of the control for labels in the labelling set-up.
const LABELS: &str = "label";
/// The name of the text in it.
const TEXT: &str = "text";
/// The name of the control for notes.
const NOTE: &str = "note";
/// The type of results that connect two others.
const RELATION: &str = "relation";

impl Format for LabelStudio {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "Label Studio JSON"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "مهام Label Studio: المقبول وسوم، والمعلّق تنبؤات بدرجاتها",
            "Tasks of Label Studio: what was accepted as annotations, what waits as predictions with scores",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["label-studio.json", "json"]
    }

    fn carries(&self) -> Carries {
        Carries {
            discontinuous: false,
            provenance: false,
            ..Carries::ALL
        }
    }

    fn frame(&self) -> Option<Frame> {
        Some(Frame::LIST)
    }

    fn recognises(&self, start: &str) -> bool {
        start.contains("\"from_name\"")
            || start.contains("\"annotation_id\"")
            || (start.contains("\"data\"")
                && (start.contains("\"annotations\"") || start.contains("\"predictions\"")))
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
        read::read(input, name, sink)
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        write::write(dataset, options.before)
    }
}
