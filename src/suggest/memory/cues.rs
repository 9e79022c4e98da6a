//! What decisions say beyond the names themselves: which words begin and end names of a label and
//! which stand beside them, with counts of right and wrong. Sums over lessons, so that what is taken
//! back is gone and the order does not matter.

use std::collections::BTreeMap;

use super::lesson::{Lesson, Taught};
use super::{Counts, Memory};
use crate::model::ids::LabelId;

/// A place of a word in or beside a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cue {
    /// The first word of a name of several words.
    First,
    /// The last word of a name of several words.
    Last,
    /// The word before a name, without its proclitics.
    Before,
    /// The word behind a name.
    After,
}

/// Counts by label, place and word.
pub(super) type Cues = BTreeMap<LabelId, BTreeMap<(Cue, String), Counts>>;

/// The words of a lesson in their places.
fn of(lesson: &Lesson) -> Vec<(Cue, &str)> {
    let mut cues = Vec::new();
    if let Some((first, _)) = lesson.form.split_once(' ') {
        let last = lesson.form.rsplit(' ').next().unwrap_or_default();
        cues.extend([(Cue::First, first), (Cue::Last, last)]);
    }
    let beside = [(Cue::Before, &lesson.before), (Cue::After, &lesson.after)];
    let beside = beside.map(|(cue, word)| (cue, word.as_str()));
    cues.extend(beside.into_iter().filter(|(_, word)| !word.is_empty()));
    cues
}

/// Adds a lesson to the counts, or takes it off.
pub(super) fn count(cues: &mut Cues, lesson: &Lesson, change: &dyn Fn(u32) -> u32) {
    let of_label = cues.entry(lesson.label.clone()).or_default();
    for (cue, word) in of(lesson) {
        let key = (cue, word.to_owned());
        let counts = of_label.entry(key.clone()).or_default();
        match lesson.taught {
            Taught::Accepted => counts.accepted = change(counts.accepted),
            Taught::Rejected => counts.rejected = change(counts.rejected),
        }
        if *counts == Counts::default() {
            of_label.remove(&key);
        }
    }
    if of_label.is_empty() {
        cues.remove(&lesson.label);
    }
}

impl Memory {
    /// What was decided about names of a label that have this word in that place.
    #[must_use]
    pub fn cue(&self, label: &LabelId, cue: Cue, word: &str) -> Counts {
        let of_label = self.cues.get(label);
        let counts = of_label.and_then(|cues| cues.get(&(cue, word.to_owned())));
        counts.copied().unwrap_or_default()
    }

    /// All that was counted of words in and beside names, in order.
    pub fn cues(&self) -> impl Iterator<Item = (&LabelId, Cue, &str, Counts)> {
        let flat = |(label, cues)| {
            let cues: &BTreeMap<(Cue, String), Counts> = cues;
            let one = move |(key, counts)| {
                let (cue, word): &(Cue, String) = key;
                let counts: &Counts = counts;
                (label, *cue, word.as_str(), *counts)
            };
            cues.iter().map(one)
        };
        self.cues.iter().flat_map(flat)
    }
}
