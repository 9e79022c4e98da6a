//! What scores of the combined suggestions are worth on text with which no rule was written.
//!
//! `cargo bench --bench calibration --no-default-features -- [--write TABLE] TEXT…` with marked texts
//! (`[PER …]`), by default those of `tests/data/gold/unseen`. Each text is judged by scores that were
//! fitted on the others. With `--write` the scores fitted on all go into the table that the program
//! is built with.

#![expect(clippy::unwrap_used, reason = "a measurement stops at what it lacks")]

use std::path::PathBuf;

use tawsim::agree::calibration::Reliability;
use tawsim::model::marked;
use tawsim::store::labels::template;
use tawsim::suggest::{Ensemble, Observed, Scores};

const HEAD: &str = "# What scores of combined suggestions are worth, in log-odds: the curve, then rules and lists (CC0).
# Written by: cargo bench --bench calibration --no-default-features -- --write assets/models/scores.tsv
";

fn main() {
    let mut given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let write = given.iter().position(|a| a == "--write").map(|at| {
        given.remove(at);
        given.remove(at)
    });
    let (ensemble, labels) = (Ensemble::bundled(), template("news").unwrap());
    let texts: Vec<Vec<Observed>> = files(given)
        .iter()
        .map(|path| {
            let (text, right) = marked::parse(&std::fs::read_to_string(path).unwrap());
            ensemble.observed(&text, &right, &labels)
        })
        .collect();
    let mut judged: Vec<(f32, &Observed)> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let others = texts.iter().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<Observed> = others.flat_map(|(_, seen)| seen.clone()).collect();
        let scores = Scores::fit(&others);
        judged.extend(text.iter().map(|seen| (scores.of(seen), seen)));
    }
    let all: Vec<Observed> = texts.concat();
    println!("{} suggestions in {} texts", all.len(), texts.len());
    curve(
        "as claimed",
        all.iter().map(|seen| (Scores::claim(seen), seen.right)),
    );
    curve(
        "fitted on the other texts",
        judged.iter().map(|(score, seen)| (*score, seen.right)),
    );
    for engine in ["list", "rule", "tagger"] {
        let own = judged.iter().filter(|(_, seen)| seen.engine() == engine);
        curve(engine, own.map(|(score, seen)| (*score, seen.right)));
    }
    if let Some(path) = write {
        let table = Scores::fit(&all).table();
        std::fs::write(path, format!("{HEAD}{table}")).unwrap();
    }
}

fn files(given: Vec<String>) -> Vec<PathBuf> {
    if !given.is_empty() {
        return given.into_iter().map(PathBuf::from).collect();
    }
    let listed = std::fs::read_dir("tests/data/gold/unseen").unwrap();
    let mut files: Vec<PathBuf> = listed.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Prints the reliability curve: for each tenth the mean score and the share that was right.
fn curve(name: &str, scored: impl Iterator<Item = (f32, bool)>) {
    let mut seen = Reliability::default();
    scored.for_each(|(score, right)| seen.add(score.into(), right));
    println!(
        "\n{name}: {} suggestions, expected calibration error {:.3}",
        seen.count(),
        seen.error()
    );
    for (at, bin) in seen
        .bins
        .iter()
        .enumerate()
        .filter(|(_, bin)| bin.count > 0)
    {
        let (mean, share) = (bin.mean(), bin.accuracy());
        println!(
            "  0.{at}  {:>5} with mean score {mean:.3}, right {share:.3}",
            bin.count
        );
    }
}
