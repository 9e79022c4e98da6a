//! What of a project becomes a dataset.

use crate::model::ids::LabelId;
use crate::model::sheet::Progress;

/// How articles are shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shares {
    /// To learn from.
    pub train: u32,
    /// To choose by.
    pub dev: u32,
    /// To measure on.
    pub test: u32,
}

impl Shares {
    /// `80/10/10`; the numbers need not add up to a hundred.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let numbers: Result<Vec<u32>, _> = text.split('/').map(|n| n.trim().parse()).collect();
        let [train, dev, test] = numbers.ok()?[..] else {
            return None;
        };
        let sum = train.checked_add(dev)?.checked_add(test)?;
        (sum > 0).then_some(Self { train, dev, test })
    }

    /// The parts that get anything, with their names and shares.
    #[must_use]
    pub fn parts(self) -> Vec<(&'static str, u32)> {
        let all = [
            ("train", self.train),
            ("dev", self.dev),
            ("test", self.test),
        ];
        all.into_iter().filter(|(_, share)| *share > 0).collect()
    }
}

/// What stays together when articles are shared out. Articles with the same text always do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Articles of one source, so that what is measured is not the style of a newspaper.
    #[default]
    Source,
    /// Only the same text.
    Text,
}

/// In which order articles come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By their ids.
    #[default]
    Listed,
    /// As the seed says; an article more leaves the order of the others as it is.
    Shuffled,
}

/// What is done with articles whose texts differ in spelling and white space at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// All are kept.
    #[default]
    Keep,
    /// The one with the most annotations is kept, of equal ones the first.
    Drop,
}

/// Whether a list of what was exported is written with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listing {
    /// Only with a dataset in parts.
    #[default]
    WithParts,
    /// Always: in the folder, or beside the file.
    Always,
}

/// The choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipe {
    /// Whose annotations; nobody named means the only one who has some. Of several people each has
    /// a record of every article begun.
    pub annotators: Vec<String>,
    /// Articles in these states; none means all.
    pub states: Vec<Progress>,
    /// Annotations with these labels; none means all.
    pub labels: Vec<LabelId>,
    /// Labels that are written as another one.
    pub map: Vec<(LabelId, LabelId)>,
    /// Whether and how articles are shared out.
    pub shares: Option<Shares>,
    /// What stays together then.
    pub grouping: Grouping,
    /// The order.
    pub order: Order,
    /// Of sharing out and of the order.
    pub seed: u64,
    /// What is done with equal texts.
    pub duplicates: Duplicates,
    /// Whether to write the manifest.
    pub listing: Listing,
}

impl Recipe {
    /// All that one person did.
    #[must_use]
    pub fn of(annotator: Option<&str>) -> Self {
        Self {
            annotators: annotator.into_iter().map(str::to_owned).collect(),
            ..Self::default()
        }
    }

    /// Whether every article must be looked at before the first is written.
    pub(super) fn looks_ahead(&self) -> bool {
        self.shares.is_some() || self.duplicates == Duplicates::Drop
    }

    /// What a label is written as; nothing if it is not wanted.
    pub(super) fn label<'r>(&'r self, label: &'r LabelId) -> Option<&'r LabelId> {
        if !self.labels.is_empty() && !self.labels.contains(label) {
            return None;
        }
        let mapped = self.map.iter().find(|(from, _)| from == label);
        Some(mapped.map_or(label, |(_, to)| to))
    }

    pub(super) fn takes(&self, state: Progress) -> bool {
        self.states.is_empty() || self.states.contains(&state)
    }
}
