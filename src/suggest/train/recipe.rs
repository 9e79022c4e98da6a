//! The whole training, step by step, the same result for the same corpora and seed.

use std::collections::BTreeMap;

use super::corpus::{Convention, Corpus};
use super::linear::{Example, Learner, Rates};
use super::random::Random;
use super::score::{self, Entity, Score};
use super::target::{self, CORE, NEWS};
use crate::suggest::lists::Lists;
use crate::suggest::tagger::calibration::Calibration;
use crate::suggest::tagger::document::{self, Sentence};
use crate::suggest::tagger::hash::Hash;
use crate::suggest::tagger::lattice::Found;
use crate::suggest::tagger::lexicon::Lexicon;
use crate::suggest::tagger::linear::Linear;
use crate::suggest::tagger::model::{Head, Model};
use crate::suggest::tagger::scheme::Scheme;
use crate::suggest::tagger::token::{self, Token, Triggers};
use crate::suggest::tagger::{MEMORY, TRIGGERS};
use crate::suggest::words::Words;

/// What to learn from.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// Learned from.
    pub train: Vec<Corpus>,
    /// Measured on after each pass.
    pub dev: Vec<Corpus>,
}

/// Something that happened during training.
#[derive(Clone, Debug)]
pub enum Step {
    /// A pass is over: head, number, mean loss.
    Pass(&'static str, usize, f64),
    /// Measured on a corpus: head, convention, strict scores.
    Measured(&'static str, Convention, Score),
}

/// A corpus cut into words.
pub(in crate::suggest) struct Cut<'a> {
    pub(in crate::suggest) corpus: &'a Corpus,
    pub(in crate::suggest) sentences: Vec<Vec<Token>>,
}

/// What all heads look at.
pub(in crate::suggest) struct Eyes {
    pub(in crate::suggest) lists: Lists,
    pub(in crate::suggest) triggers: Triggers,
    pub(in crate::suggest) lexicon: Lexicon,
}

impl Eyes {
    /// Knows the words of these corpora.
    pub(in crate::suggest) fn new(corpora: &[Corpus]) -> Self {
        let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
        for corpus in corpora {
            for line in corpus.text.lines() {
                for word in Words::new(line, 0..line.len()).0 {
                    *counts.entry(Hash::of(&word.form)).or_default() += 1;
                }
            }
        }
        Self {
            lists: Lists::bundled(),
            triggers: Triggers::read(TRIGGERS),
            lexicon: Lexicon::new(counts.into_iter().collect(), 2),
        }
    }

    /// Cuts a corpus as texts are cut.
    pub(in crate::suggest) fn cut<'a>(&self, corpus: &'a Corpus) -> Cut<'a> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for line in corpus.text.split_inclusive('\n') {
            let words = Words::new(&corpus.text, start..start + line.len());
            sentences.extend(token::sentences(
                &words,
                &self.lists,
                &self.lexicon,
                &self.triggers,
            ));
            start += line.len();
        }
        Cut { corpus, sentences }
    }
}

/// How long and how fast the linear model learns; measured on development text.
const RATES: Rates = Rates {
    step: 0.07,
    dropped: 0.15,
    decay: 0.0,
};

/// Passes over all corpora, and then over those of the head's own convention.
const PASSES: (usize, usize) = (3, 6);

/// Subtracted from every step to outside: misses cost more than false alarms, which a person
/// rejects with one key.
const OUTSIDE: f32 = 0.5;

/// The heads, with the binary logarithms of their numbers of rows.
const HEADS: [(&str, &[&str], u32); 2] = [("core", CORE, 18), ("news", NEWS, 17)];

/// Trains the linear model and calibrates it on the development text. Returns the model file.
pub fn linear(material: &Material, seed: u64, tell: &mut dyn FnMut(Step)) -> Vec<u8> {
    let eyes = Eyes::new(&material.train);
    let train: Vec<Cut<'_>> = material.train.iter().map(|c| eyes.cut(c)).collect();
    let dev: Vec<Cut<'_>> = material.dev.iter().map(|c| eyes.cut(c)).collect();
    let mut random = Random::new(seed);
    let mut heads = Vec::new();
    for (name, types, bits) in HEADS {
        let Some(mut learner) = Learner::new(Scheme::new(types), bits) else {
            continue;
        };
        let (own, other) = examples(&train, &learner, name);
        let all: Vec<Example> = own.iter().chain(&other).cloned().collect();
        for pass in 0..PASSES.0 + PASSES.1 {
            let share = if pass < PASSES.0 { &all } else { &own };
            let loss = learner.pass(share, RATES, &mut random);
            tell(Step::Pass(name, pass + 1, loss));
            let model = learner.finish(OUTSIDE);
            let last = pass + 1 == PASSES.0 + PASSES.1;
            let mut seen = Vec::new();
            for cut in dev.iter().filter(|cut| fits(name, cut)) {
                seen.extend(measure(name, cut, &model, tell));
            }
            if last {
                let calibration = Calibration::fit(types.len(), &seen);
                heads.push(Head {
                    name: name.to_owned(),
                    linear: model,
                    calibration,
                });
            }
        }
    }
    Model {
        lexicon: eyes.lexicon,
        heads,
    }
    .write()
}

/// The examples of a head: of its own convention, and of others.
fn examples(train: &[Cut<'_>], learner: &Learner, name: &str) -> (Vec<Example>, Vec<Example>) {
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for cut in train {
        let mine = match cut.corpus.convention {
            Convention::Core => name == "core",
            Convention::Fane | Convention::Wojood | Convention::News => name == "news",
            Convention::Aqmar | Convention::Place => false,
        };
        let to = if mine { &mut own } else { &mut other };
        for sentence in &cut.sentences {
            let allowed = target::targets(cut.corpus, sentence, learner.scheme());
            to.push(Example::new(sentence, allowed, learner.bits()));
        }
    }
    (own, other)
}

/// Whether a head is measured on a corpus.
fn fits(name: &str, cut: &Cut<'_>) -> bool {
    match cut.corpus.convention {
        Convention::Core | Convention::Aqmar => name == "core",
        Convention::Fane | Convention::Wojood | Convention::News => name == "news",
        Convention::Place => false,
    }
}

/// A prediction: its type, its probability, whether it is right.
type Seen = (usize, f32, bool);

/// Measures a model on a corpus. Returns the predictions, but for corpora of another convention.
fn measure(
    name: &'static str,
    cut: &Cut<'_>,
    model: &Linear,
    tell: &mut dyn FnMut(Step),
) -> Vec<Seen> {
    let sentence = |tokens: &Vec<Token>| Sentence {
        tokens: tokens.clone(),
        emissions: model.emissions(tokens),
    };
    let mut sentences: Vec<Sentence> = cut.sentences.iter().map(sentence).collect();
    let found = document::decode(&mut sentences, &model.scheme, &model.chain, Some(MEMORY));
    let (score, mut seen) = judge(cut, &model.scheme, &found);
    tell(Step::Measured(name, cut.corpus.convention, score));
    if cut.corpus.convention == Convention::Aqmar {
        seen.clear();
    }
    seen
}

/// Scores what was found in a corpus by the tokens of the corpus.
fn judge(cut: &Cut<'_>, head: &Scheme, found: &[Vec<Found>]) -> (Score, Vec<Seen>) {
    let names: Vec<&str> = head.types().iter().map(String::as_str).collect();
    let counts = |label: &str| target::is_measured(&names, cut.corpus.convention, label);
    let gold = cut.corpus.gold.iter().filter_map(|gold| {
        let label = target::single(&names, cut.corpus.convention, &gold.label)?;
        Some((gold.tokens.clone(), label.to_owned()))
    });
    let gold: Vec<Entity> = gold.collect();
    let mut predicted: Vec<Entity> = Vec::new();
    let mut seen = Vec::new();
    for (tokens, found) in cut.sentences.iter().zip(found) {
        for span in found {
            let bytes = tokens[span.start].range.start..tokens[span.end - 1].range.end;
            let label = head.types()[span.kind].clone();
            if counts(&label) {
                let entity = (cut.corpus.touched(&bytes), label);
                let from = gold.partition_point(|g| g.0.start < entity.0.start);
                let right = gold[from..]
                    .iter()
                    .take_while(|g| g.0.start == entity.0.start)
                    .any(|g| *g == entity);
                seen.push((span.kind, span.probability, right));
                predicted.push(entity);
            }
        }
    }
    (score::score(&gold, &predicted), seen)
}
