//! The formats a dataset can be written in, as people see them.

use crate::model::label::Bilingual;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatView {
    /// Its id.
    pub id: &'static str,
    /// Extension of its files.
    pub extension: &'static str,
    ar: &'static str,
    en: &'static str,
}

/// Every format that can be written.
pub const ALL: [FormatView; 3] = [
    FormatView {
        id: "jsonl",
        extension: "jsonl",
        ar: "توسيم JSONL: كل شيء، بلا فقد",
        en: "Tawsim JSONL: everything, without loss",
    },
    FormatView {
        id: "conll2003",
        extension: "conll",
        ar: "CoNLL-2003: أربعة أعمدة",
        en: "CoNLL-2003: four columns",
    },
    FormatView {
        id: "iob2",
        extension: "iob2",
        ar: "IOB2: كلمة ووسمها في كل سطر",
        en: "IOB2: a token and its tag on each line",
    },
];

impl FormatView {
    /// Its name and what it is good for.
    #[must_use]
    pub fn name(&self) -> Bilingual {
        Bilingual::new(self.ar, self.en)
    }
}
