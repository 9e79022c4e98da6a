//! What the scores of the combined suggestions are worth: from what a rule claims to the share that
//! is right, fitted on texts with which no rule was written.
//!
//! A logistic curve for all (Platt 1999), with one step if the tagger found the same and one if it
//! found something else there; then, for each rule or kind of list, how much better or worse than
//! that it was, drawn towards no difference where it was seen seldom. The table is
//! `assets/models/scores.tsv`.

use std::collections::BTreeMap;

use crate::model::ids::EngineId;
use crate::model::suggestion::Suggestion;

/// What the tagger says of a suggestion that it did not make itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Second {
    /// The same.
    Same,
    /// Something else that overlaps.
    Other,
    /// Nothing.
    Silent,
}

/// The curve and the differences from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// Slope, shift, step if the tagger says the same, step if it says something else.
    curve: [f32; 4],
    groups: BTreeMap<String, f32>,
}

/// A suggestion as it was seen when the curve was fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    pub(super) group: String,
    inputs: [f32; 4],
    /// Whether it was right.
    pub right: bool,
}

/// The curve that changes nothing.
const CLAIMS: [f32; 4] = [1.0, 0.0, 0.0, 0.0];

const TABLE: &str = include_str!("../../assets/models/scores.tsv");

/// Suggestions of a rule count as much as so many of the average.
const PRIOR: f32 = 6.0;

/// No rule is surer or less sure than this.
const BOUNDS: (f32, f32) = (0.03, 0.985);

impl Observed {
    /// The engine whose it was: `list`, `rule` or `tagger`.
    #[must_use]
    pub fn engine(&self) -> &str {
        self.group.split('/').next().unwrap_or_default()
    }
}

impl Scores {
    /// The table that is part of the program.
    pub(super) fn bundled() -> Self {
        // A broken file is a broken build: a test reads the same text.
        Self::read(TABLE).unwrap_or_else(Self::claims)
    }

    /// What the engines claim, as it is.
    pub(super) fn claims() -> Self {
        Self {
            curve: CLAIMS,
            groups: BTreeMap::new(),
        }
    }

    /// A table as written by [`Scores::table`]; `None` if it is none.
    #[must_use]
    pub fn read(table: &str) -> Option<Self> {
        let mut scores = Self::claims();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let name = columns.next()?;
            let mut number = || {
                columns
                    .next()?
                    .parse::<f32>()
                    .ok()
                    .filter(|n| n.is_finite())
            };
            if name == "curve" {
                for value in &mut scores.curve {
                    *value = number()?;
                }
            } else {
                scores.groups.insert(name.to_owned(), number()?);
            }
        }
        Some(scores)
    }

    /// The table as text: the curve, then every rule or list with its difference in log-odds.
    #[must_use]
    pub fn table(&self) -> String {
        let [slope, shift, same, other] = self.curve;
        let mut table = format!("curve\t{slope:.3}\t{shift:.3}\t{same:.3}\t{other:.3}\n");
        for (group, difference) in &self.groups {
            table.push_str(&format!("{group}\t{difference:.3}\n"));
        }
        table
    }

    /// Gives suggestions the scores that they are worth.
    pub(super) fn apply(&self, suggestion: &mut Suggestion, second: Second) {
        let seen = observe(suggestion, second);
        suggestion.score = self.worth(&seen.group, &seen.inputs);
        for alternative in &mut suggestion.alternatives {
            alternative.score = alternative.score.min(1.0 - suggestion.score);
        }
    }

    /// What the engines claimed of something observed.
    #[must_use]
    pub fn claim(seen: &Observed) -> f32 {
        logistic(seen.inputs[0])
    }

    /// The probability that something observed is right.
    #[must_use]
    pub fn of(&self, seen: &Observed) -> f32 {
        self.worth(&seen.group, &seen.inputs)
    }

    fn worth(&self, group: &str, inputs: &[f32; 4]) -> f32 {
        let odds: f32 = self.curve.iter().zip(inputs).map(|(w, x)| w * x).sum();
        let difference = self.groups.get(group).copied().unwrap_or_default();
        logistic(odds + difference).clamp(BOUNDS.0, BOUNDS.1)
    }

    /// Fits curve and differences.
    #[must_use]
    pub fn fit(seen: &[Observed]) -> Self {
        let mut scores = Self {
            curve: curve(seen),
            groups: BTreeMap::new(),
        };
        let mut groups: BTreeMap<&str, (f32, f32, f32)> = BTreeMap::new();
        for one in seen {
            let sums = groups.entry(&one.group).or_default();
            sums.0 += 1.0;
            sums.1 += f32::from(u8::from(one.right));
            sums.2 += scores.of(one);
        }
        let difference = |(count, right, expected): (f32, f32, f32)| {
            let mean = expected / count;
            let drawn = (right + PRIOR * mean) / (count + PRIOR);
            log_odds(drawn) - log_odds(mean)
        };
        let groups = groups.into_iter();
        scores.groups = groups
            .map(|(group, sums)| (group.to_owned(), difference(sums)))
            .collect();
        scores
    }
}

/// What counts of a suggestion.
pub(super) fn observe(suggestion: &Suggestion, second: Second) -> Observed {
    let rule = suggestion.evidence.first().map_or("", |e| e.rule.as_str());
    let group = match suggestion.engine() {
        EngineId::Tagger => format!("tagger/{}", suggestion.label),
        EngineId::Gazetteer => format!("list/{rule}"),
        _ => format!("rule/{rule}"),
    };
    let step = |is: bool| f32::from(u8::from(is));
    let (same, other) = (second == Second::Same, second == Second::Other);
    Observed {
        group,
        inputs: [log_odds(suggestion.score), 1.0, step(same), step(other)],
        right: false,
    }
}

fn log_odds(p: f32) -> f32 {
    let p = p.clamp(0.02, 0.98);
    (p / (1.0 - p)).ln()
}

fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Maximum likelihood by gradient steps, drawn towards the claims as they are.
fn curve(seen: &[Observed]) -> [f32; 4] {
    let mut curve = CLAIMS;
    #[expect(clippy::cast_precision_loss, reason = "a count of suggestions")]
    let count = seen.len() as f32 + 1.0;
    for _ in 0..4000 {
        let mut gradient = [0.0; 4];
        for (g, (w, s)) in gradient.iter_mut().zip(curve.iter().zip(CLAIMS)) {
            *g = w - s;
        }
        for one in seen {
            let odds: f32 = curve.iter().zip(&one.inputs).map(|(w, x)| w * x).sum();
            let error = logistic(odds) - f32::from(u8::from(one.right));
            for (g, x) in gradient.iter_mut().zip(&one.inputs) {
                *g += error * x;
            }
        }
        for (w, g) in curve.iter_mut().zip(gradient) {
            *w -= 0.3 * g / count;
        }
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_table_reads_and_is_written_as_it_was_read() {
        let scores = Scores::read(TABLE).unwrap();
        assert!(scores.groups.len() > 10);
        let lines = |text: &str| -> Vec<String> {
            let kept = text.lines().filter(|line| !line.starts_with('#'));
            kept.map(str::to_owned).collect()
        };
        assert_eq!(lines(&scores.table()), lines(TABLE));
        assert_eq!(Scores::read("curve\t1\tx"), None);
    }

    #[test]
    fn a_rule_that_is_often_wrong_is_worth_less() {
        let seen = |group: &str, right: bool| Observed {
            group: group.to_owned(),
            inputs: [log_odds(0.9), 1.0, 0.0, 0.0],
            right,
        };
        let mut all: Vec<Observed> = (0..50).map(|_| seen("rule/good", true)).collect();
        all.extend((0..20).map(|n| seen("rule/bad", n % 2 == 0)));
        let scores = Scores::fit(&all);
        let [good, bad] = ["rule/good", "rule/bad"].map(|group| scores.of(&seen(group, true)));
        assert!(good > 0.9 && (0.4..0.7).contains(&bad), "{good} {bad}");
    }
}
