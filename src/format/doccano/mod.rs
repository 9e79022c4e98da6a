//! doccano JSONL, in both of its forms.
//!
//! `{"text","label":[[start,end,"PER"]]}`, or with relations
//! `{"text","entities":[{"id","label","start_offset","end_offset"}],"relations":[…]}`. doccano's page
//! counts UTF-16 units and does not say so; we do, in a key that it keeps with the article
//! (`offset_unit`). A file without that key is read in the unit that its entities prove.

mod read;
mod write;

use std::io::{self, BufRead};

use super::options::WriteOptions;
use super::{Carries, Export, Format, Import, Layout, Sink, stream};
use crate::model::dataset::Dataset;
use crate::model::label::Bilingual;

/// How entities are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As lists of three.
    Lists,
    /// As objects, beside relations.
    Objects,
}

/// One of the forms.
#[derive(Debug)]
pub struct Doccano {
    form: Form,
}

/// `"label": [[start, end, "PER"]]`.
pub static DOCCANO: Doccano = Doccano { form: Form::Lists };
/// `"entities": [{…}], "relations": []`.
pub static DOCCANO_RELATIONS: Doccano = Doccano {
    form: Form::Objects,
};

impl Format for Doccano {
    fn id(&self) -> &'static str {
        match self.form {
            Form::Lists => "doccano",
            Form::Objects => "doccano-relations",
        }
    }

    fn name(&self) -> &'static str {
        match self.form {
            Form::Lists => "doccano JSONL",
            Form::Objects => "doccano JSONL (relations)",
        }
    }

    fn about(&self) -> Bilingual {
        match self.form {
            Form::Lists => Bilingual::new(
                "مقال في كل سطر كما يقرؤه doccano في مشروع وسم التسلسل",
                "One article a line as doccano reads it in a sequence labelling project",
            ),
            Form::Objects => Bilingual::new(
                "مقال في كل سطر كما يقرؤه doccano في مشروع فيه علاقات",
                "One article a line as doccano reads it in a project with relations",
            ),
        }
    }

    fn extensions(&self) -> &'static [&'static str] {
        match self.form {
            Form::Lists => &["doccano.jsonl", "jsonl", "ndjson"],
            Form::Objects => &["doccano-relations.jsonl", "jsonl", "ndjson"],
        }
    }

    fn carries(&self) -> Carries {
        Carries {
            blind: true,
            relations: self.form == Form::Objects,
            details: true,
            ..Carries::SPANS
        }
    }

    fn layout(&self) -> Layout {
        Layout::Sequence
    }

    fn recognises(&self, start: &str) -> bool {
        match self.form {
            Form::Lists => [
                "\"label\":[",
                "\"label\": [",
                "\"labels\":[",
                "\"labels\": [",
            ]
            .iter()
            .any(|key| start.contains(key)),
            Form::Objects => start.contains("\"start_offset\""),
        }
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
        read::read(self.id(), input, name, sink)
    }

    fn write(&self, dataset: &Dataset, _options: &WriteOptions) -> Export {
        write::write(self, dataset)
    }
}
