//! Predicted spans against gold spans, in the four ways of SemEval 2013 task 9.
//!
//! Spans are taken in document order; each prediction is matched with the first gold span that
//! fits and is not matched yet, as `nervaluate` does, so that the numbers can be compared.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::ids::LabelId;
use crate::text::offset::Span;

/// A labelled span.
pub type Mark = (Span, LabelId);

/// When a prediction counts as right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Same boundaries and same label.
    Strict,
    /// Same boundaries, any label.
    Boundary,
    /// Some overlap and the same label.
    Type,
    /// Same boundaries count one, some overlap a half, any label.
    Partial,
}

impl Measure {
    /// All, strictest first.
    pub const ALL: [Self; 4] = [Self::Strict, Self::Boundary, Self::Type, Self::Partial];

    /// The name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::Boundary => "boundary",
            Self::Type => "type",
            Self::Partial => "partial",
        }
    }
}

/// How many spans came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Right.
    pub correct: usize,
    /// Matched, but wrong.
    pub incorrect: usize,
    /// Matched in part.
    pub partial: usize,
    /// Gold spans without a prediction.
    pub missed: usize,
    /// Predictions without a gold span.
    pub spurious: usize,
}

impl Counts {
    /// Gold spans.
    #[must_use]
    pub fn possible(&self) -> usize {
        self.correct + self.incorrect + self.partial + self.missed
    }

    /// Predictions.
    #[must_use]
    pub fn actual(&self) -> usize {
        self.correct + self.incorrect + self.partial + self.spurious
    }

    /// Share of the predictions that are right; zero without predictions.
    #[must_use]
    pub fn precision(&self) -> f64 {
        self.share(self.actual())
    }

    /// Share of the gold spans that were found; zero without gold spans.
    #[must_use]
    pub fn recall(&self) -> f64 {
        self.share(self.possible())
    }

    /// Harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 {
            0.0
        } else {
            2.0 * precision * recall / (precision + recall)
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn share(&self, of: usize) -> f64 {
        if of == 0 {
            return 0.0;
        }
        (self.correct as f64 + 0.5 * self.partial as f64) / of as f64
    }

    fn add(&mut self, other: Self) {
        self.correct += other.correct;
        self.incorrect += other.incorrect;
        self.partial += other.partial;
        self.missed += other.missed;
        self.spurious += other.spurious;
    }
}

/// Everything about two sets of spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// Over all labels.
    pub overall: BTreeMap<Measure, Counts>,
    /// The spans of one label alone.
    pub by_label: BTreeMap<LabelId, BTreeMap<Measure, Counts>>,
    /// Of overlapping pairs (and spans without a partner): gold label, predicted label, how often.
    pub confusion: BTreeMap<(Option<LabelId>, Option<LabelId>), usize>,
}

/// Evaluates articles; each is a pair of gold and predicted marks.
#[must_use]
pub fn evaluate(articles: &[(Vec<Mark>, Vec<Mark>)]) -> Evaluation {
    let mut evaluation = Evaluation::default();
    for measure in Measure::ALL {
        evaluation.overall.insert(measure, Counts::default());
    }
    for (gold, predicted) in articles {
        let (mut gold, mut predicted) = (gold.clone(), predicted.clone());
        gold.sort();
        predicted.sort();
        let labels: BTreeSet<&LabelId> = gold.iter().chain(&predicted).map(|m| &m.1).collect();
        for measure in Measure::ALL {
            let counts = compare(&gold, &predicted, measure);
            evaluation.overall.entry(measure).or_default().add(counts);
            for label in &labels {
                let of = |marks: &[Mark]| -> Vec<Mark> {
                    marks.iter().filter(|m| m.1 == **label).cloned().collect()
                };
                let counts = compare(&of(&gold), &of(&predicted), measure);
                let by_measure = evaluation.by_label.entry((*label).clone()).or_default();
                by_measure.entry(measure).or_default().add(counts);
            }
        }
        confuse(&gold, &predicted, &mut evaluation.confusion);
    }
    evaluation
}

/// Gold spans in order, with a quick way to those that overlap something.
struct Gold<'m> {
    marks: &'m [Mark],
    /// The furthest end up to each mark; grows, so it can be searched.
    reach: Vec<usize>,
    taken: Vec<bool>,
}

impl<'m> Gold<'m> {
    fn new(marks: &'m [Mark]) -> Self {
        let mut furthest = 0;
        let reach = |mark: &Mark| {
            furthest = furthest.max(mark.0.end());
            furthest
        };
        Self {
            marks,
            reach: marks.iter().map(reach).collect(),
            taken: vec![false; marks.len()],
        }
    }

    /// Free marks that overlap `span`, in order.
    fn free(&self, span: Span) -> impl Iterator<Item = (usize, &'m Mark)> {
        let from = self.reach.partition_point(|end| *end <= span.start());
        let to = self.marks.partition_point(|m| m.0.start() < span.end());
        (from..to.max(from))
            .filter(move |at| !self.taken[*at] && self.marks[*at].0.overlaps(span))
            .map(|at| (at, &self.marks[at]))
    }
}

fn compare(gold: &[Mark], predicted: &[Mark], measure: Measure) -> Counts {
    let mut counts = Counts::default();
    let mut gold = Gold::new(gold);
    for mark in predicted {
        let right = match measure {
            Measure::Strict => gold.free(mark.0).find(|(_, other)| *other == mark),
            Measure::Boundary | Measure::Partial => {
                gold.free(mark.0).find(|(_, other)| other.0 == mark.0)
            }
            Measure::Type => gold
                .free(mark.0)
                .filter(|(_, other)| other.1 == mark.1)
                .min_by_key(|(_, other)| distance(other.0, mark.0)),
        };
        let matched = right.or_else(|| gold.free(mark.0).next());
        match (right, matched, measure) {
            (Some(_), ..) => counts.correct += 1,
            (None, Some(_), Measure::Partial) => counts.partial += 1,
            (None, Some(_), _) => counts.incorrect += 1,
            (None, None, _) => counts.spurious += 1,
        }
        if let Some((at, _)) = matched {
            gold.taken[at] = true;
        }
    }
    counts.missed = gold.taken.iter().filter(|taken| !**taken).count();
    counts
}

fn distance(a: Span, b: Span) -> usize {
    a.start().abs_diff(b.start()) + a.end().abs_diff(b.end())
}

/// Pairs each prediction with the free gold span that is nearest to it.
fn confuse(
    gold: &[Mark],
    predicted: &[Mark],
    confusion: &mut BTreeMap<(Option<LabelId>, Option<LabelId>), usize>,
) {
    let mut gold = Gold::new(gold);
    for mark in predicted {
        let nearest = gold
            .free(mark.0)
            .min_by_key(|(_, other)| (distance(other.0, mark.0), other.1 != mark.1));
        let label = nearest.map(|(_, other)| other.1.clone());
        if let Some((at, _)) = nearest {
            gold.taken[at] = true;
        }
        *confusion.entry((label, Some(mark.1.clone()))).or_default() += 1;
    }
    for (mark, _) in gold
        .marks
        .iter()
        .zip(&gold.taken)
        .filter(|(_, taken)| !**taken)
    {
        *confusion.entry((Some(mark.1.clone()), None)).or_default() += 1;
    }
}
