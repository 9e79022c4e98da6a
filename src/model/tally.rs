//! What was done, in numbers: by label, by engine, by article and in all.

use std::collections::BTreeMap;

use crate::model::annotation::Annotation;
use crate::model::decision::{Decision, Verdict};
use crate::model::ids::{ArticleId, EngineId, LabelId};
use crate::model::sheet::{Progress, Remarks, Sheet};

/// What became of suggestions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// Accepted as they were.
    pub accepted: usize,
    /// Accepted with another boundary or label.
    pub edited: usize,
    /// Rejected.
    pub rejected: usize,
    /// How many of them say how long they took.
    pub timed: usize,
    /// How long these took together, in milliseconds.
    pub took: u64,
}

impl Verdicts {
    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.accepted + self.edited + self.rejected
    }

    /// The part that was accepted as it was, 0–1; `None` where nothing was decided.
    #[must_use]
    pub fn acceptance(&self) -> Option<f32> {
        #[expect(clippy::cast_precision_loss, reason = "a share for people")]
        (self.total() > 0).then(|| self.accepted as f32 / self.total() as f32)
    }

    /// Milliseconds for each, as far as that is known.
    #[must_use]
    pub fn pace(&self) -> Option<u64> {
        self.took.checked_div(self.timed as u64)
    }

    fn put(&mut self, other: &Self, way: Way) {
        way.count(&mut self.accepted, other.accepted);
        way.count(&mut self.edited, other.edited);
        way.count(&mut self.rejected, other.rejected);
        way.count(&mut self.timed, other.timed);
        self.took = match way {
            Way::In => self.took.saturating_add(other.took),
            Way::Out => self.took.saturating_sub(other.took),
        };
    }

    fn of(decision: &Decision) -> Self {
        let mut one = Self {
            timed: usize::from(decision.took > 0),
            took: decision.took.into(),
            ..Self::default()
        };
        match decision.verdict {
            Verdict::Accepted(_) => one.accepted = 1,
            Verdict::EditedBoundary(_) | Verdict::EditedLabel(_) => one.edited = 1,
            Verdict::Rejected => one.rejected = 1,
        }
        one
    }
}

impl std::iter::Sum for Verdicts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum.put(&one, Way::In);
            sum
        })
    }
}

/// Whether something is counted in or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is there now.
    In,
    /// It is gone.
    Out,
}

impl Way {
    fn count(self, number: &mut usize, by: usize) {
        *number = match self {
            Self::In => number.saturating_add(by),
            Self::Out => number.saturating_sub(by),
        };
    }
}

/// Annotations and decisions, counted. What has no count is not kept, so that equal work is equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    annotations: BTreeMap<LabelId, usize>,
    verdicts: BTreeMap<(EngineId, LabelId), Verdicts>,
}

impl Tally {
    /// What is on a sheet.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        let mut tally = Self::default();
        for annotation in sheet.annotations() {
            tally.annotation(annotation, Way::In);
        }
        for decision in sheet.decisions() {
            tally.decision(decision, Way::In);
        }
        tally
    }

    /// Counts that were made before.
    #[must_use]
    pub fn counted(
        annotations: impl IntoIterator<Item = (LabelId, usize)>,
        verdicts: impl IntoIterator<Item = ((EngineId, LabelId), Verdicts)>,
    ) -> Self {
        let mut tally = Self::default();
        for (label, number) in annotations {
            tally.label(&label, number, Way::In);
        }
        for (key, of) in verdicts {
            tally.verdict(key, &of, Way::In);
        }
        tally
    }

    /// Counts an annotation.
    pub fn annotation(&mut self, annotation: &Annotation, way: Way) {
        self.label(&annotation.label, 1, way);
    }

    /// Counts a decision.
    pub fn decision(&mut self, decision: &Decision, way: Way) {
        let key = (decision.engine, decision.label.clone());
        self.verdict(key, &Verdicts::of(decision), way);
    }

    fn label(&mut self, label: &LabelId, by: usize, way: Way) {
        let number = self.annotations.entry(label.clone()).or_default();
        way.count(number, by);
        if *number == 0 {
            self.annotations.remove(label);
        }
    }

    fn verdict(&mut self, key: (EngineId, LabelId), by: &Verdicts, way: Way) {
        let verdicts = self.verdicts.entry(key.clone()).or_default();
        verdicts.put(by, way);
        if *verdicts == Verdicts::default() {
            self.verdicts.remove(&key);
        }
    }

    fn put(&mut self, other: &Self, way: Way) {
        for (label, by) in &other.annotations {
            self.label(label, *by, way);
        }
        for (key, by) in &other.verdicts {
            self.verdict(key.clone(), by, way);
        }
    }

    /// How many annotations there are.
    #[must_use]
    pub fn annotations(&self) -> usize {
        self.annotations.values().sum()
    }

    /// How many annotations each label has.
    pub fn annotations_by_label(&self) -> impl Iterator<Item = (&LabelId, usize)> {
        self.annotations
            .iter()
            .map(|(label, number)| (label, *number))
    }

    /// How many annotations have that label.
    #[must_use]
    pub fn annotations_of(&self, label: &LabelId) -> usize {
        self.annotations.get(label).copied().unwrap_or_default()
    }

    /// Whether an annotation or a decision has that label.
    #[must_use]
    pub fn mentions(&self, label: &LabelId) -> bool {
        self.annotations.contains_key(label) || self.verdicts.keys().any(|(_, of)| of == label)
    }

    /// The labels of annotations and decisions.
    pub fn labels(&self) -> impl Iterator<Item = &LabelId> {
        let decided = self.verdicts.keys().map(|(_, label)| label);
        self.annotations.keys().chain(decided)
    }

    /// What became of the suggestions of each engine with each label.
    pub fn verdicts(&self) -> impl Iterator<Item = (EngineId, &LabelId, &Verdicts)> {
        let parts = self.verdicts.iter();
        parts.map(|((engine, label), verdicts)| (*engine, label, verdicts))
    }

    /// What became of all suggestions.
    #[must_use]
    pub fn decided(&self) -> Verdicts {
        self.verdicts.values().copied().sum()
    }

    /// Whether nothing was done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.annotations.is_empty() && self.verdicts.is_empty()
    }
}

/// How an article stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// As the annotator has set it.
    pub progress: Progress,
    /// What the annotator says of it.
    pub remarks: Remarks,
    /// What was done.
    pub tally: Tally,
}

impl Standing {
    /// What a sheet says.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        Self {
            progress: sheet.progress(),
            remarks: sheet.remarks().clone(),
            tally: Tally::of(sheet),
        }
    }

    /// How far the annotator is: who has begun need not say so.
    #[must_use]
    pub fn state(&self) -> Progress {
        match self.progress {
            Progress::New if !self.tally.is_empty() => Progress::InProgress,
            said => said,
        }
    }
}

/// How many articles are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct States {
    /// Not begun.
    pub new: usize,
    /// Begun.
    pub in_progress: usize,
    /// Finished.
    pub done: usize,
    /// To be talked about.
    pub discuss: usize,
}

/// All articles of a project, as far as their sheets were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    articles: BTreeMap<ArticleId, Standing>,
    whole: Tally,
    states: States,
    blind: usize,
}

impl Overview {
    /// One article; `None` while its sheet was not read.
    #[must_use]
    pub fn get(&self, article: &ArticleId) -> Option<&Standing> {
        self.articles.get(article)
    }

    /// All articles whose sheets were read.
    pub fn articles(&self) -> impl ExactSizeIterator<Item = (&ArticleId, &Standing)> {
        self.articles.iter()
    }

    /// All of them together.
    #[must_use]
    pub fn whole(&self) -> &Tally {
        &self.whole
    }

    /// How many articles are in each state.
    #[must_use]
    pub fn states(&self) -> States {
        self.states
    }

    /// How many articles were annotated without seeing suggestions.
    #[must_use]
    pub fn blind(&self) -> usize {
        self.blind
    }

    /// Takes in how an article stands.
    pub fn put(&mut self, article: ArticleId, standing: Standing) {
        self.forget(&article);
        self.count(&standing, Way::In);
        self.articles.insert(article, standing);
    }

    /// Lets an article go.
    pub fn forget(&mut self, article: &ArticleId) {
        if let Some(old) = self.articles.remove(article) {
            self.count(&old, Way::Out);
        }
    }

    /// Changes what is known of an article, if it is.
    pub fn change(&mut self, article: &ArticleId, change: impl FnOnce(&mut Standing)) {
        if let Some(mut standing) = self.articles.remove(article) {
            self.mark(&standing, Way::Out);
            change(&mut standing);
            self.mark(&standing, Way::In);
            self.articles.insert(article.clone(), standing);
        }
    }

    /// Counts an annotation of an article.
    pub fn annotation(&mut self, article: &ArticleId, annotation: &Annotation, way: Way) {
        if self.articles.contains_key(article) {
            self.whole.annotation(annotation, way);
            self.change(article, |of| of.tally.annotation(annotation, way));
        }
    }

    /// Counts a decision on an article.
    pub fn decision(&mut self, article: &ArticleId, decision: &Decision, way: Way) {
        if self.articles.contains_key(article) {
            self.whole.decision(decision, way);
            self.change(article, |of| of.tally.decision(decision, way));
        }
    }

    fn count(&mut self, standing: &Standing, way: Way) {
        self.whole.put(&standing.tally, way);
        self.mark(standing, way);
    }

    /// Counts the article, not what is in it.
    fn mark(&mut self, standing: &Standing, way: Way) {
        let states = &mut self.states;
        let number = match standing.state() {
            Progress::New => &mut states.new,
            Progress::InProgress => &mut states.in_progress,
            Progress::Done => &mut states.done,
            Progress::Discuss => &mut states.discuss,
        };
        way.count(number, 1);
        way.count(&mut self.blind, usize::from(standing.remarks.blind));
    }
}
