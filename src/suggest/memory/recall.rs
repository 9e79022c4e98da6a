//! What is remembered, applied to what the engines found: scores follow the decisions, known names
//! are suggested wherever they stand, what was rejected again and again is left out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cues::Cue;
use super::lesson::{Seen, form, seen};
use super::{Counts, Memory};
use crate::model::ids::{ArticleId, EngineId, LabelId};
use crate::model::label::{Bilingual, LabelSet};
use crate::model::suggestion::{Alternative, Evidence, NearMiss, Suggestion};
use crate::suggest::words::Words;
use crate::suggest::{Mark, combine, slices};
use crate::text::offset::Span;
use crate::text::token::TokenKind;

/// How many decisions the score of an engine is worth.
const WEIGHT: f32 = 2.0;
/// The score of a name of which nothing but the decisions is known.
const PRIOR: f32 = 0.6;
/// Rejections without any acceptance after which a form is no longer suggested as that label.
const ENOUGH: u32 = 3;
/// What the memory itself suggests is at least this probable.
const FLOOR: f32 = 0.5;
/// How far before a place a suggestion that reaches it may start, in bytes.
const REACH: usize = 1 << 12;
/// A single word of fewer letters is too often another word (علي is also على as it is often
/// written): its score is kept up to date, but it is not looked for.
const LETTERS: usize = 4;
/// Decisions of one kind, and none of the other, after which a word is taken into names or left out.
const SETTLED: u32 = 2;

impl Memory {
    /// Applies what was learned to suggestions for `text` in document order. Those at `decided`
    /// places stay in any case: they answer a question that was asked. The result is in document
    /// order; with an empty memory it is `found`.
    #[must_use]
    pub fn recall(
        &self,
        text: &str,
        found: Vec<Suggestion>,
        labels: &LabelSet,
        decided: &[Mark],
    ) -> Vec<Suggestion> {
        if self.is_empty() {
            return found;
        }
        let decided: BTreeSet<(Span, &LabelId)> = decided.iter().map(|(at, l)| (*at, l)).collect();
        let is_decided = |s: &Suggestion| decided.contains(&(s.span, &s.label));
        let (answered, open): (Vec<_>, Vec<_>) = found.into_iter().partition(is_decided);
        let mut open: Vec<Suggestion> = open
            .into_iter()
            .filter_map(|suggestion| self.weigh(text, suggestion))
            .collect();
        let known = self.known(text, labels).into_iter();
        let fresh =
            |s: &Suggestion| !near(&answered, s.span).any(|at| answered[at].span.overlaps(s.span));
        let known: Vec<_> = known
            .filter(fresh)
            .filter_map(|s| admit(&mut open, s))
            .collect();
        open.extend(known);
        let mut all = combine::combine(open);
        all.extend(answered);
        all.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.label.cmp(&b.label)));
        all
    }

    /// [`Memory::recall`] in an article of the project: what is not to be suggested in this one is
    /// left out too.
    #[must_use]
    pub fn recall_in(
        &self,
        (article, text): (&ArticleId, &str),
        found: Vec<Suggestion>,
        labels: &LabelSet,
        decided: &[Mark],
    ) -> Vec<Suggestion> {
        let mut all = self.recall(text, found, labels, decided);
        if self.blocks_in(article) {
            let decided: BTreeSet<(Span, &LabelId)> =
                decided.iter().map(|(at, l)| (*at, l)).collect();
            all.retain(|s| {
                let blocked = form(text, s.span)
                    .is_some_and(|form| self.ruling(&form, &s.label).blocks(article));
                !blocked || decided.contains(&(s.span, &s.label))
            });
        }
        all
    }

    /// What may have been missed in an article of the project, without what nobody wants to hear of
    /// again: what stands at a `decided` place, was ruled out, or was more often rejected than
    /// accepted.
    #[must_use]
    pub fn unanswered(
        &self,
        (article, text): (&ArticleId, &str),
        near: &[NearMiss],
        decided: &[Mark],
    ) -> Vec<NearMiss> {
        let answered: BTreeSet<(usize, usize)> = decided
            .iter()
            .map(|(at, _)| (at.start(), at.end()))
            .collect();
        let open = |miss: &&NearMiss| {
            // Decided places are short: those that reach this far begin near.
            let span = miss.span;
            let first = span.start().saturating_sub(REACH);
            let mut there = answered.range((first, 0)..(span.end(), 0));
            there.all(|(_, end)| *end <= span.start()) && !self.refuses(article, text, miss)
        };
        near.iter().filter(open).cloned().collect()
    }

    fn refuses(&self, article: &ArticleId, text: &str, miss: &NearMiss) -> bool {
        let Some(form) = form(text, miss.span).filter(|_| !self.is_empty()) else {
            return false;
        };
        let counts = self.standing(&form, &miss.label);
        let ruling = self.ruling(&form, &miss.label);
        ruling.blocked || ruling.blocks(article) || counts.rejected > counts.accepted
    }

    /// A suggestion with the edges and the score that the decisions leave it, if any.
    fn weigh(&self, text: &str, mut suggestion: Suggestion) -> Option<Suggestion> {
        let Some(mut seen) = seen(text, suggestion.span) else {
            return Some(suggestion);
        };
        let known = |seen: &Seen| self.standing(&seen.form, &suggestion.label) != Counts::default();
        if !known(&seen)
            && let Some((span, other)) = self.moved(text, &suggestion, &seen)
        {
            let Suggestion { label, score, .. } = &suggestion;
            let (label, score) = (label.clone(), *score / 2.0);
            let before = suggestion.span;
            suggestion.alternatives.push(Alternative {
                span: before,
                label,
                score,
            });
            suggestion.span = span;
            seen = other;
        }
        let form = &seen.form;
        let counts = self.standing(form, &suggestion.label);
        if self.ruling(form, &suggestion.label).blocked {
            return None;
        }
        if counts.accepted == 0 && counts.rejected >= ENOUGH {
            return None;
        }
        let others = self.others(form, &suggestion.label);
        if counts != Counts::default() || others > 0 {
            suggestion.score = score(suggestion.score, counts, others);
        }
        if counts != Counts::default() {
            suggestion.evidence.push(evidence(form, counts).into());
        }
        Some(suggestion)
    }

    /// The span that decisions on other names want: words that were always taken into names of the
    /// label, or always left out, when they stood at this edge.
    fn moved(&self, text: &str, suggestion: &Suggestion, seen: &Seen) -> Option<(Span, Seen)> {
        let label = &suggestion.label;
        let leaves = |inside: Cue, beside: Cue, word: &str| {
            let (within, without) = (self.cue(label, inside, word), self.cue(label, beside, word));
            within.accepted == 0 && within.rejected >= SETTLED && without.accepted >= SETTLED
        };
        let joins = |inside: Cue, beside: Cue, word: &str| {
            let (within, without) = (self.cue(label, inside, word), self.cue(label, beside, word));
            without.accepted == 0 && without.rejected >= SETTLED && within.accepted >= SETTLED
        };
        let span = suggestion.span;
        let inside = span.text(text);
        let (first, last) = (seen.form.split(' ').next()?, seen.form.rsplit(' ').next()?);
        let (mut start, mut end) = (span.start(), span.end());
        if seen.form.contains(' ') {
            if leaves(Cue::First, Cue::Before, first) {
                let rest = inside.find(char::is_whitespace)?;
                start += inside.len() - inside[rest..].trim_start().len();
            }
            if leaves(Cue::Last, Cue::After, last) {
                end -= inside.len()
                    - inside[..inside.rfind(char::is_whitespace)?]
                        .trim_end()
                        .len();
            }
        }
        if joins(Cue::First, Cue::Before, &seen.before) {
            start = super::lesson::word_before(text, start)?;
        }
        if joins(Cue::Last, Cue::After, &seen.after) {
            end = super::lesson::word_behind(text, end)?;
        }
        let moved = Span::new(text, start..end)
            .ok()
            .filter(|new| *new != span)?;
        Some((moved, super::lesson::seen(text, moved)?))
    }

    /// How often a form was marked as something else.
    fn others(&self, form: &str, label: &LabelId) -> u32 {
        let labels = self.labels_of(form).into_iter();
        labels
            .filter(|other| *other != label)
            .map(|other| self.standing(form, other).accepted)
            .sum()
    }

    /// Remembered names wherever they stand, the longest at each place.
    fn known(&self, text: &str, labels: &LabelSet) -> Vec<Suggestion> {
        let mut known = Vec::new();
        for slice in slices(text) {
            let words = Words::new(text, slice);
            let mut at = 0;
            while at < words.0.len() {
                let best = self.longest_at(&words, at);
                at += best.as_ref().map_or(1, |(_, _, count)| *count);
                if let Some((span, form, _)) = best
                    && let Some(span) = Span::within(text, span.range())
                {
                    known.extend(self.suggestion(span, form, labels));
                }
            }
        }
        known
    }

    /// The longest remembered form that begins at a word: its span, itself, its number of words.
    fn longest_at(&self, words: &Words, at: usize) -> Option<(Span, &str, usize)> {
        let word = words.get(at)?;
        if word.kind == TokenKind::Punctuation {
            return None;
        }
        let mut best: Option<(Span, &str, usize)> = None;
        for reading in &word.readings {
            let forms = self.starts.get(&reading.form).into_iter().flatten();
            for form in forms {
                let Some(count) = stands_at(words, at, form) else {
                    continue;
                };
                let end = words.0[at + count - 1].range.end;
                let longer = best.is_none_or(|(_, _, other)| other < count);
                if let Some(span) = Span::from_range(reading.start..end).filter(|_| longer) {
                    best = Some((span, form, count));
                }
            }
        }
        best
    }

    /// A remembered form as a suggestion, if it is probable enough as one of the labels.
    fn suggestion(&self, span: Span, form: &str, labels: &LabelSet) -> Option<Suggestion> {
        if !form.contains(' ') && form.chars().count() < LETTERS {
            return None;
        }
        let readings = self.labels_of(form).into_iter();
        let readings = readings.map(|label| (label, self.standing(form, label)));
        let readings = readings.filter(|(label, c)| {
            let blocked = self.ruling(form, label).blocked;
            c.accepted > 0 && labels.get(label).is_some() && !blocked
        });
        let mut readings: Vec<(f32, &LabelId, Counts)> = readings
            .map(|(label, c)| (score(PRIOR, c, self.others(form, label)), label, c))
            .collect();
        readings.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (score, label, counts) = readings.first().copied()?;
        let others = readings[1..].iter().map(|(score, label, _)| Alternative {
            span,
            label: (*label).clone(),
            score: *score,
        });
        (score >= FLOOR).then(|| Suggestion {
            span,
            label: label.clone(),
            score,
            evidence: vec![evidence(form, counts).into()],
            alternatives: others.collect(),
        })
    }
}

/// The indices of suggestions that may share text with a span; `sorted` is in document order.
fn near(sorted: &[Suggestion], span: Span) -> Range<usize> {
    let first = span.start().saturating_sub(REACH);
    let start = sorted.partition_point(|s| s.span.start() < first);
    let end = sorted.partition_point(|s| s.span.start() < span.end());
    start..end.max(start)
}

/// Puts a remembered name beside what the engines found, in document order; what is to be added is
/// given back. Inside a larger suggestion it is added only in the place of one of its own label
/// that is less probable: a corrected boundary.
fn admit(open: &mut Vec<Suggestion>, mut suggestion: Suggestion) -> Option<Suggestion> {
    let span = suggestion.span;
    let around = near(open, span);
    let larger = |at: &usize| open[*at].span != span && open[*at].span.contains(span);
    if let Some(at) = around.clone().find(larger) {
        if open[at].label != suggestion.label || open[at].score >= suggestion.score {
            return None;
        }
        let Suggestion {
            span, label, score, ..
        } = open.remove(at);
        suggestion
            .alternatives
            .push(Alternative { span, label, score });
        return Some(suggestion);
    }
    let same = |s: &&mut Suggestion| s.span == span && s.label == suggestion.label;
    match open[around].iter_mut().find(same) {
        Some(known) => {
            known.score = known.score.max(suggestion.score);
            None
        }
        None => Some(suggestion),
    }
}

/// How many words from `at` on a form takes, if it stands there. The first word is known to fit.
fn stands_at(words: &Words, at: usize, form: &str) -> Option<usize> {
    let mut count = 1;
    for part in form.split(' ').skip(1) {
        words.get(at + count).filter(|word| word.form == part)?;
        count += 1;
    }
    Some(count)
}

/// The share of right ones to expect: the score of before counts as [`WEIGHT`] decisions.
fn score(before: f32, counts: Counts, others: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts of decisions are small")]
    let [accepted, wrong] = [counts.accepted, counts.rejected + others].map(|n| n as f32);
    (accepted + WEIGHT * before) / (accepted + wrong + WEIGHT)
}

fn evidence(form: &str, counts: Counts) -> Evidence {
    let Counts { accepted, rejected } = counts;
    Evidence {
        engine: EngineId::Memory,
        rule: "decisions".to_owned(),
        name: Bilingual {
            ar: in_arabic(accepted, rejected),
            en: in_english(accepted, rejected),
        },
        entry: Some(form.to_owned()),
    }
}

fn times_in_arabic(count: u32) -> String {
    match (count, count % 100) {
        (1, _) => "مرة".to_owned(),
        (2, _) => "مرتين".to_owned(),
        (_, 3..=10) => format!("{count} مرات"),
        _ => format!("{count} مرة"),
    }
}

fn times_in_english(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

fn in_arabic(accepted: u32, rejected: u32) -> String {
    let yes = (accepted > 0).then(|| format!("قُبل {}", times_in_arabic(accepted)));
    let no = (rejected > 0).then(|| format!("رُفض {}", times_in_arabic(rejected)));
    let parts: Vec<String> = yes.into_iter().chain(no).collect();
    parts.join("، ")
}

fn in_english(accepted: u32, rejected: u32) -> String {
    let yes = (accepted > 0).then(|| format!("accepted {}", times_in_english(accepted)));
    let no = (rejected > 0).then(|| format!("rejected {}", times_in_english(rejected)));
    let parts: Vec<String> = yes.into_iter().chain(no).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_words() {
        assert_eq!(in_arabic(12, 1), "قُبل 12 مرة، رُفض مرة");
        assert_eq!(in_arabic(2, 3), "قُبل مرتين، رُفض 3 مرات");
        assert_eq!(in_english(12, 1), "accepted 12 times, rejected once");
        assert_eq!(in_english(0, 2), "rejected twice");
    }
}
