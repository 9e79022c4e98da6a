//! Which suggestions are looked at, and in which order: what the review inbox shows.

use std::collections::HashMap;

use super::found::Found;
use super::queue::Queue;
use crate::model::decision::Verdict;
use crate::model::ids::{EngineId, LabelId};
use crate::model::sheet::Sheet;
use crate::model::suggestion::Suggestion;
use crate::text::normalize::match_form;

/// What became of a suggestion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum State {
    /// It waits for a decision.
    #[default]
    Pending,
    /// Accepted as it was.
    Accepted,
    /// Accepted with another boundary or label.
    Edited,
    /// Rejected.
    Rejected,
}

/// The state after a decision.
#[must_use]
pub fn state_after(verdict: Verdict) -> State {
    match verdict {
        Verdict::Accepted(_) => State::Accepted,
        Verdict::EditedBoundary(_) | Verdict::EditedLabel(_) => State::Edited,
        Verdict::Rejected => State::Rejected,
    }
}

/// Which suggestions are looked at. The standard value looks at everything that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// Part of the surface form; spelling does not matter. Empty means any.
    pub text: String,
    /// Only this label.
    pub label: Option<LabelId>,
    /// Only what this engine found.
    pub engine: Option<EngineId>,
    /// Only scores from here on, 0–1.
    pub least: f32,
    /// Only scores up to here, 0–1.
    pub most: f32,
    /// Part of the title of the article; spelling does not matter. Empty means any.
    pub article: String,
    /// What became of them.
    pub state: State,
}

/// In which order groups are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As they first stand in the article.
    #[default]
    Document,
    /// The surest first.
    Surest,
    /// The most doubtful first: scores nearest to one half.
    Doubtful,
    /// Those that stand most often first.
    Frequent,
    /// Those with another reading, or crossed by another suggestion, first.
    Conflicts,
}

/// A group, as far as the filter lets it through.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Which group.
    pub group: usize,
    /// Its suggestions, in document order; never empty.
    pub members: Vec<u32>,
    /// The best score among them.
    pub best: f32,
    /// The least score among them.
    pub worst: f32,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            text: String::new(),
            label: None,
            engine: None,
            least: 0.0,
            most: 1.0,
            article: String::new(),
            state: State::default(),
        }
    }
}

impl Filter {
    /// Whether it lets that score through.
    #[must_use]
    pub fn has_score(&self, score: f32) -> bool {
        (self.least..=self.most).contains(&score)
    }

    /// Whether it looks at everything that waits.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

/// What the filter lets through, by groups. Costs a look at every suggestion.
#[must_use]
pub fn choose(queue: &Queue, sheet: &Sheet, filter: &Filter, order: Order) -> Vec<Chosen> {
    let found = queue.found();
    let mut groups: HashMap<usize, Chosen> = HashMap::new();
    let mut texts = Texts::new(&filter.text);
    each(queue, sheet, filter.state, |index, suggestion| {
        let Some(group) = found.group_of(index) else {
            return;
        };
        let score = suggestion.score;
        if !filter.has_score(score) || !lets(filter, suggestion) || !texts.has(found, group) {
            return;
        }
        let chosen = groups.entry(group).or_insert_with(|| Chosen {
            group,
            members: Vec::new(),
            best: score,
            worst: score,
        });
        chosen.members.extend(u32::try_from(index));
        chosen.best = chosen.best.max(score);
        chosen.worst = chosen.worst.min(score);
    });
    let mut chosen: Vec<Chosen> = groups.into_values().collect();
    chosen.sort_by_key(|group| group.members.first().copied());
    sort(&mut chosen, found, order);
    chosen
}

/// How many bars a histogram of scores has.
pub const BARS: usize = 20;

/// How many suggestions there are with each score, whatever least score the filter asks for.
#[must_use]
pub fn histogram(queue: &Queue, sheet: &Sheet, filter: &Filter) -> [u32; BARS] {
    let mut bars = [0; BARS];
    let mut texts = Texts::new(&filter.text);
    each(queue, sheet, filter.state, |index, suggestion| {
        let group = queue.found().group_of(index);
        let shown = group.is_some_and(|group| texts.has(queue.found(), group));
        if shown && lets(filter, suggestion) {
            bars[bar_of(suggestion.score)] += 1;
        }
    });
    bars
}

/// The bar in which a score is counted.
#[must_use]
pub fn bar_of(score: f32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a score between 0 and 1"
    )]
    let bar = (score.clamp(0.0, 1.0) * BARS as f32) as usize;
    bar.min(BARS - 1)
}

fn each(queue: &Queue, sheet: &Sheet, state: State, mut look: impl FnMut(usize, &Suggestion)) {
    let found = queue.found();
    let all = found.suggestions();
    if state == State::Pending {
        queue.indices().for_each(|index| look(index, &all[index]));
        return;
    }
    for decision in sheet.decisions() {
        let this = state_after(decision.verdict);
        let index = found.index_of(decision.span, &decision.label);
        if let Some(index) = index.filter(|_| this == state) {
            look(index, &all[index]);
        }
    }
}

fn lets(filter: &Filter, suggestion: &Suggestion) -> bool {
    let by = |engine| suggestion.evidence.iter().any(|e| e.engine == engine);
    filter
        .label
        .as_ref()
        .is_none_or(|label| suggestion.label == *label)
        && filter.engine.is_none_or(by)
}

/// Whether groups hold the text that is looked for; each is asked once.
struct Texts {
    wanted: String,
    known: HashMap<usize, bool>,
}

impl Texts {
    fn new(text: &str) -> Self {
        Self {
            wanted: match_form(text),
            known: HashMap::new(),
        }
    }

    fn has(&mut self, found: &Found, group: usize) -> bool {
        if self.wanted.is_empty() {
            return true;
        }
        let wanted = &self.wanted;
        let of = found.groups().get(group);
        *self.known.entry(group).or_insert_with(|| {
            of.is_some_and(|of| match_form(&of.surface).contains(wanted.as_str()))
        })
    }
}

/// Sorts groups that are in document order; equal ones stay so.
fn sort(chosen: &mut [Chosen], found: &Found, order: Order) {
    match order {
        Order::Document => {}
        Order::Surest => chosen.sort_by(|a, b| b.best.total_cmp(&a.best)),
        Order::Doubtful => {
            let doubt = |group: &Chosen| (group.worst - 0.5).abs().min((group.best - 0.5).abs());
            chosen.sort_by(|a, b| doubt(a).total_cmp(&doubt(b)));
        }
        Order::Frequent => chosen.sort_by_key(|group| std::cmp::Reverse(group.members.len())),
        Order::Conflicts => chosen.sort_by_key(|group| !is_contested(group, found)),
    }
}

fn is_contested(group: &Chosen, found: &Found) -> bool {
    let all = found.suggestions();
    group.members.iter().any(|index| {
        let own = &all[*index as usize];
        let mut near = found.overlapping(own.span);
        !own.alternatives.is_empty() || near.any(|other| all[other].span.crosses(own.span))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::text::offset::Span;

    /// Words of five letters with label and score, as a queue in which all of them wait.
    fn queue(rows: &[(&str, &str, f32)]) -> Queue {
        let text: String = rows.iter().map(|(word, ..)| format!("{word} ")).collect();
        let mut at = 0;
        let suggestions = rows.iter().map(|(word, label, score)| {
            let span = Span::from_range(at..at + word.len()).unwrap();
            at += word.len() + 1;
            Suggestion {
                span,
                label: (*label).into(),
                score: *score,
                evidence: Vec::new(),
                alternatives: Vec::new(),
            }
        });
        let found = Found::new(&text, suggestions.collect(), match_form);
        Queue::new(Arc::new(found), &Sheet::default())
    }

    fn seen(queue: &Queue, filter: &Filter, order: Order) -> Vec<(String, usize)> {
        let chosen = choose(queue, &Sheet::default(), filter, order);
        let name = |group: &Chosen| queue.found().groups()[group.group].surface.to_string();
        chosen
            .iter()
            .map(|group| (name(group), group.members.len()))
            .collect()
    }

    #[test]
    fn a_filter_lets_through_what_it_names_and_order_is_as_asked() {
        let queue = queue(&[
            ("بغداد", "GPE", 0.95),
            ("إيران", "GPE", 0.55),
            ("قاسم", "PER", 0.7),
            ("ايران", "GPE", 0.9),
        ]);
        let pair = |name: &str, count| (name.to_owned(), count);
        let all = Filter::default();
        let expected = [pair("بغداد", 1), pair("إيران", 2), pair("قاسم", 1)];
        assert_eq!(seen(&queue, &all, Order::Document), expected);
        assert_eq!(seen(&queue, &all, Order::Frequent)[0], pair("إيران", 2));
        assert_eq!(seen(&queue, &all, Order::Doubtful)[0], pair("إيران", 2));
        let mut filter = Filter {
            text: "ايرَان".into(),
            ..Filter::default()
        };
        assert_eq!(seen(&queue, &filter, Order::Document), [pair("إيران", 2)]);
        filter.least = 0.8;
        assert_eq!(seen(&queue, &filter, Order::Document), [pair("إيران", 1)]);
        filter.label = Some("PER".into());
        assert!(seen(&queue, &filter, Order::Document).is_empty());
        let bars = histogram(&queue, &Sheet::default(), &all);
        assert_eq!((bars[19], bars[18], bars[14], bars[11]), (1, 1, 1, 1));
    }
}
