//! Tables and JSON on standard output.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::app::headless::effort::{Effort, Key, Keys, Measured};
use crate::app::headless::evaluate::Evaluated;
use crate::app::headless::lexicon::Entry;
use crate::app::headless::train::Step;
use crate::app::headless::{self, BINS, Bin, Counts, Evaluation, Measure, Reliability};
use crate::i18n::Lang;

/// The formats, one a line.
pub(super) fn formats(lang: Lang) -> String {
    let rows = headless::formats().into_iter().map(|format| {
        let about = if lang.is_rtl() {
            format.about.0
        } else {
            format.about.1
        };
        format!("{:<17} .{:<23} {about}\n", format.id, format.extensions[0])
    });
    rows.collect()
}

/// One line about a pass of training: of a measurement the strict F1 of all and of each label.
pub(super) fn step(step: &Step) -> String {
    match step {
        Step::LeftOut(sentences) => {
            format!("{sentences} sentences left out: the development text has them")
        }
        Step::Pass(head, pass, loss) => format!("{head} {pass} loss {loss:.4}"),
        Step::Measured(head, models, convention, score) => {
            let percent = |share: f64| format!("{:.1}", share * 100.0);
            let labels = score.labels.iter();
            let labels: Vec<String> = labels
                .map(|(label, tally)| format!("{label} {}", percent(tally.f1())))
                .collect();
            format!(
                "  {head} {models} {} P {} R {} F1 {} ({})",
                convention.name(),
                percent(score.all.precision()),
                percent(score.all.recall()),
                percent(score.all.f1()),
                labels.join(" ")
            )
        }
    }
}

/// What a project has taught, one name a line, or as JSON.
pub(super) fn lexicon(entries: &[Entry], json: bool) -> String {
    if json {
        let entry = |e: &Entry| {
            json!({"surface": e.surface, "label": e.label, "accepted": e.accepted,
                "rejected": e.rejected, "by_hand": e.by_hand, "blocked": e.blocked,
                "forgotten": e.forgotten})
        };
        let all: Vec<Value> = entries.iter().map(entry).collect();
        return format!("{}\n", Value::from(all));
    }
    let line = |e: &Entry| {
        let Entry {
            surface,
            label,
            accepted,
            rejected,
            ..
        } = e;
        let mut line = format!("{label:<10} {accepted:>6} {rejected:>6}  {surface}");
        for (flag, word) in [(e.by_hand, "by_hand"), (e.blocked, "blocked")] {
            if flag {
                line.push_str(&format!("  {word}"));
            }
        }
        line + "\n"
    };
    entries.iter().map(line).collect()
}

/// The numbers as a table.
pub(super) fn evaluation(evaluation: &Evaluation) -> String {
    let mut out = format!(
        "{:<10} {:>9} {:>9} {:>9} {:>7} {:>7} {:>7} {:>7} {:>7}\n",
        "", "precision", "recall", "f1", "correct", "wrong", "partial", "missed", "extra"
    );
    for (measure, counts) in &evaluation.overall {
        row(&mut out, measure.id(), counts);
    }
    if !evaluation.by_label.is_empty() {
        out.push_str("\nstrict by label\n");
    }
    for (label, counts) in &evaluation.by_label {
        if let Some(counts) = counts.get(&Measure::Strict) {
            row(&mut out, label.as_str(), counts);
        }
    }
    out
}

fn row(out: &mut String, name: &str, counts: &Counts) {
    out.push_str(&format!(
        "{name:<10} {:>9.4} {:>9.4} {:>9.4} {:>7} {:>7} {:>7} {:>7} {:>7}\n",
        counts.precision(),
        counts.recall(),
        counts.f1(),
        counts.correct,
        counts.incorrect,
        counts.partial,
        counts.missed,
        counts.spurious,
    ));
}

/// The three ways of working, with their names.
fn ways(effort: &Effort) -> [(&'static str, &Keys); 3] {
    [
        ("one_by_one", &effort.one_by_one),
        ("bulk", &effort.bulk),
        ("by_hand", &effort.by_hand),
    ]
}

fn per(keys: &Keys, count: usize) -> f64 {
    keys.total() as f64 / count.max(1) as f64
}

/// What articles cost in keys, as a table.
pub(super) fn effort(effort: &Effort) -> String {
    let mut out = format!(
        "{} articles, {} entities, {} characters\n\n{:<10} {:>7} {:>10} {:>14}",
        effort.articles,
        effort.entities,
        effort.characters,
        "",
        "keys",
        "per entity",
        "per 1000 chars"
    );
    out.extend(Key::ALL.map(|key| format!(" {:>12}", key.id())));
    for (name, keys) in ways(effort) {
        let (entity, thousand) = (
            per(keys, effort.entities),
            1000.0 * per(keys, effort.characters),
        );
        let total = keys.total();
        out.push_str(&format!(
            "\n{name:<10} {total:>7} {entity:>10.3} {thousand:>14.1}"
        ));
        out.extend(Key::ALL.map(|key| format!(" {:>12}", keys.of(key))));
    }
    out.push('\n');
    out
}

/// What articles cost in keys, as JSON.
pub(super) fn effort_json(measured: &Measured) -> String {
    let effort = &measured.effort;
    let mut value = json!({
        "articles": effort.articles,
        "entities": effort.entities,
        "characters": effort.characters,
        "unreached": measured.unreached,
        "without_suggestions": measured.without_suggestions,
    });
    for (name, keys) in ways(effort) {
        let by_kind: Map<String, Value> = Key::ALL
            .iter()
            .map(|key| (key.id().to_owned(), keys.of(*key).into()))
            .collect();
        value[name] = json!({
            "keys": keys.total(),
            "per_entity": per(keys, effort.entities),
            "per_1000_characters": 1000.0 * per(keys, effort.characters),
            "by_kind": by_kind,
        });
    }
    format!("{value:#}\n")
}

/// What scores are worth: the tenths that hold any, and the error.
pub(super) fn calibration(reliability: &Reliability) -> String {
    let mut out = format!(
        "\n{:<10} {:>9} {:>9} {:>9} {:>9}\n",
        "scores", "count", "mean", "right", "share"
    );
    for (at, bin) in held(reliability) {
        out.push_str(&format!(
            "{:<10} {:>9} {:>9.4} {:>9} {:>9.4}\n",
            format!("{:.1}", lower(at)),
            bin.count,
            bin.mean(),
            bin.right,
            bin.accuracy()
        ));
    }
    out.push_str(&format!(
        "expected calibration error {:.4} over {}",
        reliability.error(),
        reliability.count()
    ));
    if reliability.without_score > 0 {
        let without = reliability.without_score;
        out.push_str(&format!(", {without} without a score not counted"));
    }
    out + "\n"
}

fn held(reliability: &Reliability) -> impl Iterator<Item = (usize, &Bin)> {
    let bins = reliability.bins.iter().enumerate();
    bins.filter(|(_, bin)| bin.count > 0)
}

fn lower(bin: usize) -> f64 {
    bin as f64 / BINS as f64
}

fn calibration_json(reliability: &Reliability) -> Value {
    let bin = |(at, bin): (usize, &Bin)| {
        json!({"from": lower(at), "to": lower(at + 1), "count": bin.count, "right": bin.right,
            "mean_score": bin.mean(), "share_right": bin.accuracy()})
    };
    json!({
        "bins": held(reliability).map(bin).collect::<Vec<_>>(),
        "count": reliability.count(),
        "expected_calibration_error": reliability.error(),
        "without_score": reliability.without_score,
    })
}

/// The numbers as JSON.
pub(super) fn evaluation_json(evaluated: &Evaluated, reliability: Option<&Reliability>) -> String {
    let evaluation = &evaluated.evaluation;
    let labels: Map<String, Value> = evaluation
        .by_label
        .iter()
        .map(|(label, counts)| (label.to_string(), by_measure(counts)))
        .collect();
    let confusion: Vec<Value> = evaluation
        .confusion
        .iter()
        .map(|((gold, predicted), count)| {
            let name = |label: &Option<_>| label.as_ref().map(ToString::to_string);
            json!({"gold": name(gold), "predicted": name(predicted), "count": count})
        })
        .collect();
    let mut value = json!({
        "articles": evaluated.articles,
        "overall": by_measure(&evaluation.overall),
        "labels": labels,
        "confusion": confusion,
        "without_prediction": evaluated.without_prediction,
        "without_gold": evaluated.without_gold,
    });
    if let Some(reliability) = reliability {
        value["calibration"] = calibration_json(reliability);
    }
    format!("{value:#}\n")
}

fn by_measure(counts: &BTreeMap<Measure, Counts>) -> Value {
    let one = |(measure, counts): (&Measure, &Counts)| {
        let value = json!({
            "precision": counts.precision(),
            "recall": counts.recall(),
            "f1": counts.f1(),
            "support": counts.possible(),
            "correct": counts.correct,
            "incorrect": counts.incorrect,
            "partial": counts.partial,
            "missed": counts.missed,
            "spurious": counts.spurious,
        });
        (measure.id().to_owned(), value)
    };
    Value::Object(counts.iter().map(one).collect())
}
