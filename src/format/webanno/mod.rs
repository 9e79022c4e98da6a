//! WebAnno TSV 3.3, the token format of INCEpTION: a file for each article.
//!
//! A sentence is its text (`#Text=`), then a line for each token: `1-4`, begin and end in UTF-16
//! units, form, values. A span with an edge inside a token gets sub-tokens (`1-4.1`), spans on one
//! token are stacked (`PER|LOC`), and a span of several tokens has one number in all of them
//! (`PER[3]`). Relations stand where they lead to. Sentences take the white space behind them along, so the text is read back as it was
//! but for white space before its first word, which the format has no place for.

mod escape;
mod read;
mod relations;
mod write;

use super::ids::FileNames;
use super::options::WriteOptions;
use super::{Carries, Export, Format, Import, Layout};
use crate::model::dataset::Dataset;
use crate::model::label::Bilingual;

/// The format.
pub struct WebAnno;

const ID: &str = "webanno";

/// How a file begins; a version follows.
const HEADER: &str = "#FORMAT=WebAnno TSV ";

/// What begins a line with a sentence's text.
const TEXT: &str = "#Text=";

impl Format for WebAnno {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "WebAnno TSV 3.3"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "ملف لكل مقال كما يقرؤه INCEpTION: رمز في كل سطر، وللواصق رموز فرعية، والمتداخل معًا",
            "A file for each article as INCEpTION reads it: tokens, sub-tokens for clitics, stacked spans",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tsv", "webanno.tsv"]
    }

    fn carries(&self) -> Carries {
        Carries {
            relations: true,
            ..Carries::SPANS
        }
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn recognises(&self, start: &str) -> bool {
        start.trim_start_matches('\u{feff}').starts_with(HEADER)
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        read::read(bytes, name)
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
