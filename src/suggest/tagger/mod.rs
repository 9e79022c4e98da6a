//! The tagger: trained sequence models that read whole sentences.
//!
//! A head tells a set of types apart: `core` the four classic ones as ANERcorp annotates them,
//! `news` the finer ones. Emissions come from a linear model; names that a text has told once are
//! likelier in the sentences around.

pub(in crate::suggest) mod agree;
pub(in crate::suggest) mod bytes;
pub(in crate::suggest) mod calibration;
pub(in crate::suggest) mod document;
pub(in crate::suggest) mod hash;
pub(in crate::suggest) mod lattice;
pub(in crate::suggest) mod lexicon;
pub(in crate::suggest) mod linear;
pub(in crate::suggest) mod model;
pub(in crate::suggest) mod rows;
pub(in crate::suggest) mod scheme;
pub(in crate::suggest) mod speak;
pub(in crate::suggest) mod token;

use crate::model::label::LabelSet;
use crate::model::suggestion::Suggestion;
use crate::suggest::lists::Lists;
use crate::suggest::words::Words;
use document::{Memory, Sentence};
use model::Model;
use token::{Token, Triggers};

pub use bytes::Damage;

/// The trained models, ready to read.
pub(in crate::suggest) struct Tagger {
    model: Model,
    triggers: Triggers,
}

/// The sentences of a text, taken in slice by slice.
#[derive(Default)]
pub(in crate::suggest) struct Read {
    sentences: Vec<Vec<Token>>,
}

/// What the names of a text count; measured on development text.
pub(in crate::suggest) const MEMORY: Memory = Memory {
    bonus: 4.0,
    window: 20,
    least: 0.6,
};

/// The words of [`Triggers`] that are part of the program.
pub(in crate::suggest) const TRIGGERS: &str = include_str!("../../../assets/models/triggers.txt");

impl Tagger {
    /// The models that are part of the program.
    pub(in crate::suggest) fn bundled() -> Self {
        let read = Model::read(include_bytes!("../../../assets/models/linear.bin"));
        // A broken file is a broken build: a test reads the same bytes.
        debug_assert!(read.is_ok(), "{:?}", read.as_ref().err());
        Self {
            model: read.unwrap_or_default(),
            triggers: Triggers::read(TRIGGERS),
        }
    }

    /// Takes in the words of a slice.
    pub(in crate::suggest) fn take(&self, words: &Words, lists: &Lists, into: &mut Read) {
        into.sentences.extend(token::sentences(
            words,
            lists,
            &self.model.lexicon,
            &self.triggers,
        ));
    }

    /// What it finds in a text, in document order; labels are those of the head that suits `labels`.
    pub(in crate::suggest) fn suggest(
        &self,
        text: &str,
        read: Read,
        labels: &LabelSet,
    ) -> Vec<Suggestion> {
        let Some(head) = self
            .model
            .head(if is_core(labels) { "core" } else { "news" })
        else {
            return Vec::new();
        };
        let mut sentences: Vec<Sentence> = read
            .sentences
            .into_iter()
            .map(|tokens| Sentence {
                emissions: head.linear.emissions(&tokens),
                tokens,
            })
            .collect();
        let found = document::decode(
            &mut sentences,
            &head.linear.scheme,
            &head.linear.chain,
            Some(MEMORY),
        );
        let mut suggestions = Vec::new();
        for (sentence, found) in sentences.iter().zip(&found) {
            speak::suggestions(text, head, sentence, found, &mut suggestions);
        }
        suggestions
    }
}

/// Whether a label set is one of the four classic types.
pub(in crate::suggest) fn is_core(labels: &LabelSet) -> bool {
    let has = |name: &str| labels.get(&name.into()).is_some();
    has("PER") && has("LOC") && !has("GPE") && !has("NORP")
}
