//! The tagger: trained sequence models that read whole sentences.
//!
//! A head tells a set of types apart: `core` the four classic ones as ANERcorp annotates them,
//! `news` the finer names, `wojood` events, laws and offices too. A quick reading takes its
//! emissions from a linear model, a deep one from a network and that model together; names that a
//! text has told once are likelier in the sentences around.

pub(in crate::suggest) mod adapt;
pub(in crate::suggest) mod agree;
mod almost;
pub(in crate::suggest) mod blend;
pub(in crate::suggest) mod bytes;
pub(in crate::suggest) mod calibration;
mod deep;
pub(in crate::suggest) mod document;
pub(in crate::suggest) mod hash;
pub(in crate::suggest) mod lattice;
pub(in crate::suggest) mod lexicon;
pub(in crate::suggest) mod linear;
pub(in crate::suggest) mod model;
pub(in crate::suggest) mod neural;
pub(in crate::suggest) mod rows;
pub(in crate::suggest) mod scheme;
pub(in crate::suggest) mod speak;
mod sweep;
pub(in crate::suggest) mod token;

use std::sync::OnceLock;

use crate::model::ids::LabelId;
use crate::model::label::LabelSet;
use crate::model::suggestion::{NearMiss, Suggestion};
use crate::suggest::hands::Hands;
use crate::suggest::lists::Lists;
use crate::suggest::words::Words;
use crate::text::offset::Span;
use document::{Memory, Sentence};
use lattice::Found;
use model::Model;
use neural::file::Neural;
use speak::Voice;
use token::{Token, Triggers};

pub use adapt::Adaptation;
pub use bytes::Damage;

/// How thoroughly to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The linear model alone: hundreds of thousands of words a second.
    Quick,
    /// The network too: more right, some six times slower.
    Deep,
}

/// How to read: how thoroughly, with what was learned in a project, and with whose hands.
#[derive(Clone, Copy)]
pub(in crate::suggest) struct How<'a> {
    pub(in crate::suggest) depth: Depth,
    pub(in crate::suggest) learned: Option<&'a Adaptation>,
    pub(in crate::suggest) hands: &'a dyn Hands,
    /// Whether to stop.
    pub(in crate::suggest) cancel: &'a (dyn Fn() -> bool + Sync),
}

/// The trained models, ready to read.
pub(in crate::suggest) struct Tagger {
    model: Model,
    triggers: Triggers,
    /// Read from its file when it is first needed.
    neural: OnceLock<Neural>,
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

/// The telling words that are part of the program, see [`Triggers`].
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
            neural: OnceLock::new(),
        }
    }

    fn neural(&self) -> &Neural {
        self.neural.get_or_init(|| {
            let read = Neural::read(include_bytes!("../../../assets/models/neural.bin"));
            debug_assert!(read.is_ok(), "{:?}", read.as_ref().err());
            read.unwrap_or_default()
        })
    }

    /// Takes in the words of a slice.
    pub(in crate::suggest) fn take(&self, words: &Words, lists: &Lists, into: &mut Read) {
        let sentences = token::sentences(words, lists, &self.model.lexicon, &self.triggers);
        into.sentences.extend(sentences);
    }

    /// What it finds in a text, in document order; labels are those of the heads that suit
    /// `labels`. Nothing if it is to stop. What is almost found is added to `almost`, by the network
    /// alone.
    pub(in crate::suggest) fn suggest(
        &self,
        text: &str,
        read: &Read,
        labels: &LabelSet,
        (how, almost): (How<'_>, &mut Vec<NearMiss>),
    ) -> Vec<Suggestion> {
        let heads: &[&str] = if is_core(labels) {
            &["core"]
        } else {
            &["news", "wojood"]
        };
        let readings = match how.depth {
            Depth::Quick => heads
                .iter()
                .filter_map(|head| self.quick(read, head))
                .collect(),
            Depth::Deep => self.deep(text, read, heads, how),
        };
        let mut all = Vec::new();
        for (voice, mut sentences, found) in readings {
            let chain = (voice.scheme, &voice.chain);
            let found = match found {
                Some(found) => document::read_again(&mut sentences, found, chain, MEMORY),
                None => document::decode(&mut sentences, chain, MEMORY),
            };
            let mut own = told(text, &voice, &sentences, &found);
            if how.depth == Depth::Deep {
                for (sentence, found) in sentences.iter().zip(&found) {
                    almost::near_misses(text, &voice, sentence, found, almost);
                }
            }
            if let Some(learned) = how.learned {
                let labels = voice.scheme.labels();
                for sentence in &mut sentences {
                    learned.add(voice.name, sentence.tokens, labels, &mut sentence.emissions);
                }
                let found = document::decode(&mut sentences, chain, MEMORY);
                let mut more = told(text, &voice, &sentences, &found);
                more.retain(|suggestion| suggestion.score >= LEARNED);
                own = agree::heads(own, more);
            }
            all = agree::heads(all, own);
        }
        all
    }

    /// Learns what is right in a text; spans are bytes, labels those of `labels`.
    pub(in crate::suggest) fn learn(
        &self,
        read: &Read,
        right: &[(Span, LabelId)],
        labels: &LabelSet,
        into: &mut Adaptation,
    ) {
        let name = if is_core(labels) { "core" } else { "news" };
        let Some(head) = self.model.head(name) else {
            return;
        };
        let mut right: Vec<&(Span, LabelId)> = right.iter().collect();
        right.sort();
        let sentence = |tokens: &Vec<Token>| document::labels(tokens, &right, &head.linear.scheme);
        let gold: Vec<Vec<usize>> = read.sentences.iter().map(sentence).collect();
        let pairs = read.sentences.iter().map(Vec::as_slice).zip(gold);
        into.learn((name, &head.linear), &pairs.collect::<Vec<_>>());
    }

    fn quick<'a>(&'a self, read: &'a Read, head: &str) -> Option<Reading<'a>> {
        let head = self.model.head(head)?;
        let sentence =
            |tokens: &'a Vec<Token>| Sentence::new(tokens, head.linear.emissions(tokens));
        let voice = Voice {
            name: &head.name,
            scheme: &head.linear.scheme,
            chain: head.linear.chain.clone(),
            calibration: &head.calibration,
            linear: Some(&head.linear),
        };
        Some((voice, read.sentences.iter().map(sentence).collect(), None))
    }
}

/// What is learned in a project adds to what the base finds and never takes away from it; it must be
/// this sure, because a few articles teach it to be bold. Measured on development text.
const LEARNED: f32 = 0.8;

/// What was found, as suggestions.
fn told(
    text: &str,
    voice: &Voice<'_>,
    sentences: &[Sentence<'_>],
    found: &[Vec<Found>],
) -> Vec<Suggestion> {
    let mut own = Vec::new();
    for (sentence, found) in sentences.iter().zip(found) {
        speak::suggestions(text, voice, sentence, found, &mut own);
    }
    own
}

/// A head with the sentences as it reads them, and what it finds in each by itself if they were
/// looked at already.
type Reading<'a> = (Voice<'a>, Vec<Sentence<'a>>, Option<Vec<Vec<Found>>>);

/// Whether a label set is one of the four classic types.
pub(in crate::suggest) fn is_core(labels: &LabelSet) -> bool {
    let has = |name: &str| labels.get(&name.into()).is_some();
    has("PER") && has("LOC") && !has("GPE") && !has("NORP")
}
