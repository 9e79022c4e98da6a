//! The thorough reading: the network and the linear model together, many sentences at once.

use super::document::{self, Sentence};
use super::lattice::Found;
use super::neural::file::Neural;
use super::neural::input::Input;
use super::neural::network::{LANES, Network, Top};
use super::speak::Voice;
use super::token::Token;
use super::{How, Read, Reading, Tagger, blend};
use crate::suggest::hands;

/// A sentence as one head reads it, and what that finds in it by itself.
type One<'a> = (Sentence<'a>, Vec<Found>);

impl Tagger {
    /// One reading for each head; the network runs once for all. Sentences of like length are read
    /// side by side; a sentence is read the same in any company.
    pub(super) fn deep<'a>(
        &'a self,
        text: &str,
        read: &'a Read,
        heads: &[&str],
        how: How<'_>,
    ) -> Vec<Reading<'a>> {
        let neural = self.neural();
        let voices = heads.iter().filter_map(|head| self.voice(neural, head));
        let voices: Vec<(&Top, Voice<'a>)> = voices.collect();
        let mut order: Vec<usize> = (0..read.sentences.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(read.sentences[*at].len()));
        let groups: Vec<&[usize]> = order.chunks(LANES).collect();
        let work = |at: usize| {
            let wanted = !(how.cancel)();
            wanted.then(|| group(text, read, groups[at], (neural, &voices)))
        };
        let done = hands::gather(how.hands, groups.len(), &work);
        let Some(done) = done.into_iter().collect::<Option<Vec<_>>>() else {
            return Vec::new();
        };
        let mut readings: Vec<Vec<(usize, One<'a>)>> = voices.iter().map(|_| Vec::new()).collect();
        for (group, done) in groups.iter().zip(done) {
            for (all, own) in readings.iter_mut().zip(done) {
                all.extend(group.iter().copied().zip(own));
            }
        }
        let voices = voices.into_iter().map(|(_, voice)| voice);
        let readings = voices.zip(readings).map(|(voice, mut all)| {
            all.sort_by_key(|(at, _)| *at);
            let (sentences, found) = all.into_iter().map(|(_, one)| one).unzip();
            (voice, sentences, Some(found))
        });
        readings.collect()
    }

    fn voice<'a>(&'a self, neural: &'a Neural, head: &str) -> Option<(&'a Top, Voice<'a>)> {
        let tops = neural.network.tops.iter().zip(&neural.calibrations);
        let (top, calibration) = tops.into_iter().find(|(top, _)| top.name == head)?;
        let linear = self.model.head(head).map(|head| &head.linear);
        let voice = Voice {
            name: &top.name,
            scheme: &top.scheme,
            chain: blend::chain(&top.chain, linear.map(|linear| &linear.chain)),
            calibration,
            linear,
        };
        Some((top, voice))
    }
}

/// What each head makes of some sentences.
fn group<'a>(
    text: &str,
    read: &'a Read,
    group: &[usize],
    (neural, voices): (&Neural, &[(&Top, Voice<'a>)]),
) -> Vec<Vec<One<'a>>> {
    let sentences = || group.iter().map(|at| read.sentences[*at].as_slice());
    let inputs = sentences().map(|tokens| Input::new(text, tokens, &neural.vocabulary));
    let outputs = neural.network.read(&inputs.collect::<Vec<_>>());
    let each = voices.iter().map(|(top, voice)| {
        let one = |(tokens, outputs): (&'a [Token], &Vec<f32>)| {
            let mut emissions = Network::emit(top, outputs);
            let linear = voice.linear.map(|linear| linear.emissions(tokens));
            blend::emissions(&mut emissions, linear);
            let mut sentence = Sentence::new(tokens, emissions);
            let found = document::read(&mut sentence, &voice.chain);
            (sentence, found)
        };
        sentences().zip(&outputs).map(one).collect()
    });
    each.collect()
}
