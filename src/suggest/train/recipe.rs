//! The whole training, step by step: the same files and the same seed give the same models.

use std::collections::BTreeMap;

use super::backward::Dropped;
use super::corpus::Convention;
use super::linear::{Example, Learner, Rates};
use super::material::{self, Cut, Eyes, Material, Seen};
use super::measure::{self, measure};
use super::neural::{Lesson, Student, fresh};
use super::random::Random;
use super::score::Score;
use super::target::{self, Head};
use crate::suggest::tagger::blend;
use crate::suggest::tagger::calibration::Calibration;
use crate::suggest::tagger::lexicon::Lexicon;
use crate::suggest::tagger::linear::Linear;
use crate::suggest::tagger::model::{self, Model};
use crate::suggest::tagger::neural::file::Neural;
use crate::suggest::tagger::neural::input::Input;
use crate::suggest::tagger::neural::network::Network;

/// Something that happened during training.
#[derive(Clone, Debug)]
pub enum Step {
    /// Sentences left out because the development text has them too.
    LeftOut(usize),
    /// A pass is over: model or head, number, mean loss.
    Pass(&'static str, usize, f64),
    /// Measured on a corpus: head, models, convention, strict scores.
    Measured(&'static str, &'static str, Convention, Score),
}

/// How fast the linear model learns; measured on development text.
const RATES: Rates = Rates {
    step: 0.07,
    dropped: 0.15,
    decay: 0.0,
};

/// Passes of the linear model over all corpora, and then over those of the head's own convention.
const PASSES: (usize, usize) = (3, 6);

/// Subtracted from every step to outside: misses cost more than false alarms, which a person
/// rejects with one key.
const OUTSIDE: f32 = 0.5;

/// The heads of the linear model, with the binary logarithms of their numbers of rows.
const LINEAR: [(Head, u32); 2] = [(Head::Core, 18), (Head::News, 17)];

/// The heads of the network. Those that do not ship only shape what the others see.
const NEURAL: [Head; 7] = [
    Head::Core,
    Head::News,
    Head::Wojood,
    Head::Aqmar,
    Head::Place,
    Head::Lists,
    Head::Coarse,
];

/// The heads that ship.
const SHIPPED: usize = 3;

/// Passes of the network.
const ROUNDS: usize = 14;

/// The step of the network's first update; it falls to nothing.
const STEP: f32 = 2e-3;

/// What the network forgets while it learns.
const DROPPED: Dropped = Dropped {
    words: 0.15,
    input: 0.3,
    output: 0.4,
};

/// Words that occur less often are unknown to the network.
const RAREST: u32 = 3;

/// Both models as files: the linear one and the network.
#[must_use]
pub fn train(material: &Material, seed: u64, tell: &mut dyn FnMut(Step)) -> (Vec<u8>, Vec<u8>) {
    let eyes = Eyes::new(&material.train);
    let mut train: Vec<Cut<'_>> = material.train.iter().map(|c| eyes.cut(c)).collect();
    let dev: Vec<Cut<'_>> = material.dev.iter().map(|c| eyes.cut(c)).collect();
    let seen = Seen::new(&material.dev);
    let count = |train: &[Cut<'_>]| train.iter().map(|cut| cut.sentences.len()).sum::<usize>();
    let before = count(&train);
    for cut in &mut train {
        cut.sentences
            .retain(|sentence| !seen.has(&cut.corpus.text, sentence));
    }
    tell(Step::LeftOut(before - count(&train)));
    let mut random = Random::new(seed);
    let heads = LINEAR
        .iter()
        .filter_map(|(head, bits)| linear(*head, *bits, &train, &dev, &mut random, tell));
    let heads: Vec<model::Head> = heads.collect();
    let ordinary = material::ordinary(&material.train);
    let mut lists: Vec<Cut<'_>> = material.lists.iter().map(|c| eyes.cut(c)).collect();
    if !lists.is_empty() {
        lists.push(eyes.cut(&ordinary));
    }
    let model = Model {
        lexicon: eyes.lexicon,
        heads,
    };
    let neural = neural(&model, &train, &lists, &dev, &mut random, tell);
    (
        model.write(),
        neural.map(|neural| neural.write()).unwrap_or_default(),
    )
}

fn linear(
    head: Head,
    bits: u32,
    train: &[Cut<'_>],
    dev: &[Cut<'_>],
    random: &mut Random,
    tell: &mut dyn FnMut(Step),
) -> Option<model::Head> {
    let mut learner = Learner::new(head.scheme(), bits)?;
    let (mut own, mut all) = (Vec::new(), Vec::new());
    for cut in train {
        for sentence in &cut.sentences {
            let example = Example::new(sentence, target::targets(cut.corpus, sentence, head), bits);
            if head.is_own(cut.corpus.convention) {
                own.push(example.clone());
            }
            all.push(example);
        }
    }
    for pass in 0..PASSES.0 + PASSES.1 {
        let examples = if pass < PASSES.0 { &all } else { &own };
        let loss = learner.pass(examples, RATES, random);
        tell(Step::Pass(head.name(), pass + 1, loss));
    }
    let linear = learner.finish(OUTSIDE);
    let mut seen = Vec::new();
    for cut in dev.iter().filter(|cut| head.is_own(cut.corpus.convention)) {
        let (score, judged) = measure(cut, head, &linear.chain, read_linear(&linear, cut));
        tell(Step::Measured(
            head.name(),
            "linear",
            cut.corpus.convention,
            score,
        ));
        seen.extend(judged);
    }
    let calibration = Calibration::fit(head.types().len(), &seen);
    Some(model::Head {
        name: head.name().to_owned(),
        linear,
        calibration,
    })
}

fn read_linear(linear: &Linear, cut: &Cut<'_>) -> Vec<Vec<f32>> {
    cut.sentences
        .iter()
        .map(|tokens| linear.emissions(tokens))
        .collect()
}

fn neural(
    model: &Model,
    train: &[Cut<'_>],
    lists: &[Cut<'_>],
    dev: &[Cut<'_>],
    random: &mut Random,
    tell: &mut dyn FnMut(Step),
) -> Option<Neural> {
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    for token in train.iter().flat_map(|cut| cut.sentences.iter().flatten()) {
        *counts.entry(token.heart).or_default() += 1;
    }
    let vocabulary = Lexicon::new(counts.into_iter().collect(), RAREST);
    let heads: Vec<_> = NEURAL
        .iter()
        .map(|head| (head.name(), head.scheme()))
        .collect();
    let mut student = Student::new(fresh(vocabulary.len(), &heads, random)?, DROPPED);
    let lessons: Vec<(Convention, Vec<Lesson>)> = train
        .iter()
        .chain(lists)
        .map(|cut| (cut.corpus.convention, lessons(cut, &vocabulary)))
        .collect();
    for round in 0..ROUNDS {
        let chosen = choose(&lessons, random);
        #[expect(clippy::cast_precision_loss, reason = "a share of the way")]
        let step = |round: usize| STEP * (1.0 - round as f32 / ROUNDS as f32);
        let loss = student.pass(&chosen, (step(round), step(round + 1)), random);
        tell(Step::Pass("network", round + 1, loss));
        report(&student.network, &vocabulary, dev, tell);
    }
    let mut network = student.network;
    network.tops.truncate(SHIPPED);
    Some(calibrated(model, network, vocabulary, dev, tell))
}

fn report(network: &Network, vocabulary: &Lexicon, dev: &[Cut<'_>], tell: &mut dyn FnMut(Step)) {
    for (head, cut) in pairs(dev) {
        let read = read_network(network, vocabulary, head, cut);
        if let Some((top, emissions)) = network.top(head.name()).zip(read) {
            let (score, _) = measure(cut, head, &top.chain, emissions);
            let convention = cut.corpus.convention;
            tell(Step::Measured(head.name(), "network", convention, score));
        }
    }
}

/// What is measured on what.
fn pairs<'a, 'b>(dev: &'a [Cut<'b>]) -> impl Iterator<Item = (Head, &'a Cut<'b>)> {
    let own = |head: &Head, cut: &Cut<'_>| head.is_own(cut.corpus.convention);
    let heads = NEURAL.into_iter().take(SHIPPED);
    heads.flat_map(move |head| {
        dev.iter()
            .filter(move |cut| own(&head, cut))
            .map(move |cut| (head, cut))
    })
}

/// How often a sentence is learned from in a round: the large corpora are far from news, the
/// smallest is the only one of its kind.
fn choose<'a>(lessons: &'a [(Convention, Vec<Lesson>)], random: &mut Random) -> Vec<&'a Lesson> {
    let mut chosen = Vec::new();
    for (convention, lessons) in lessons {
        let share = match convention {
            Convention::Place | Convention::Ordinary => 0.3,
            Convention::Fane => 0.5,
            convention if convention.is_list() => 0.3,
            _ => 1.0,
        };
        chosen.extend(lessons.iter().filter(|_| random.share() < share));
        if *convention == Convention::Wojood {
            chosen.extend(lessons.iter());
        }
    }
    chosen
}

fn lessons(cut: &Cut<'_>, vocabulary: &Lexicon) -> Vec<Lesson> {
    let allowed = |tokens: &[_], head: &Head| {
        if head.is_own(cut.corpus.convention) {
            target::targets(cut.corpus, tokens, *head)
        } else {
            Vec::new()
        }
    };
    let lesson = |tokens: &Vec<_>| Lesson {
        input: Input::new(&cut.corpus.text, tokens, vocabulary),
        allowed: NEURAL.iter().map(|head| allowed(tokens, head)).collect(),
    };
    cut.sentences.iter().map(lesson).collect()
}

fn read_network(
    network: &Network,
    vocabulary: &Lexicon,
    head: Head,
    cut: &Cut<'_>,
) -> Option<Vec<Vec<f32>>> {
    let top = network.top(head.name())?;
    let input = |tokens: &Vec<_>| Input::new(&cut.corpus.text, tokens, vocabulary);
    let inputs: Vec<Input> = cut.sentences.iter().map(input).collect();
    let outputs = network.read(&inputs);
    Some(
        outputs
            .iter()
            .map(|outputs| Network::emit(top, outputs))
            .collect(),
    )
}

/// The network in small numbers, calibrated together with the linear model.
fn calibrated(
    model: &Model,
    network: Network,
    vocabulary: Lexicon,
    dev: &[Cut<'_>],
    tell: &mut dyn FnMut(Step),
) -> Neural {
    let plain = Calibration::default();
    let calibrations = vec![plain; network.tops.len()];
    let file = Neural {
        vocabulary,
        network,
        calibrations,
    };
    let mut small = Neural::read(&file.write()).unwrap_or(file);
    let mut seen: BTreeMap<usize, Vec<measure::Seen>> = BTreeMap::new();
    for (head, cut) in pairs(dev) {
        let place = small
            .network
            .tops
            .iter()
            .position(|top| top.name == head.name());
        let read = read_network(&small.network, &small.vocabulary, head, cut);
        let Some((place, emissions)) = place.zip(read) else {
            continue;
        };
        let top = &small.network.tops[place];
        let (score, _) = measure(cut, head, &top.chain, emissions.clone());
        tell(Step::Measured(
            head.name(),
            "small network",
            cut.corpus.convention,
            score,
        ));
        let other = model.head(head.name()).map(|head| &head.linear);
        let chain = blend::chain(&top.chain, other.map(|linear| &linear.chain));
        let mut emissions = emissions;
        for (own, tokens) in emissions.iter_mut().zip(&cut.sentences) {
            blend::emissions(own, other.map(|linear| linear.emissions(tokens)));
        }
        let (score, judged) = measure(cut, head, &chain, emissions);
        tell(Step::Measured(
            head.name(),
            "both",
            cut.corpus.convention,
            score,
        ));
        seen.entry(place).or_default().extend(judged);
    }
    for (place, calibration) in small.calibrations.iter_mut().enumerate() {
        let types = small.network.tops[place].scheme.types().len();
        *calibration = Calibration::fit(types, seen.get(&place).map_or(&[], Vec::as_slice));
    }
    small
}
