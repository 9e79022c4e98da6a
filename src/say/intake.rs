//! What came of an import, line by line; the same on the command line and in the window.

use std::collections::BTreeMap;

use super::{fault, fitted, loss, problem, refusal};
use crate::app::headless::intake::Imported;
use crate::app::headless::{Problem, Refusal};
use crate::i18n::Lang;
use crate::i18n::intake::{Amounts, Left};
use crate::i18n::problem::and_more;

/// Everything that is to be told of an import, of each kind the first `most`; how much was taken comes
/// last.
#[must_use]
pub fn imported(done: &Imported, most: usize, lang: Lang) -> Vec<String> {
    let mut lines = met(done, most, lang);
    lines.push(amounts(done).say(lang));
    lines
}

/// The same without how much was taken.
#[must_use]
pub fn met(done: &Imported, most: usize, lang: Lang) -> Vec<String> {
    let labels = [
        (!done.unknown.is_empty()).then(|| Left::Unknown(names(&done.unknown))),
        (!done.left_out.is_empty()).then(|| Left::LeftOut(names(&done.left_out))),
    ];
    let labels = labels.into_iter().flatten().map(|left| left.say(lang));
    wrong(done, most, lang).into_iter().chain(labels).collect()
}

/// The same without labels that the project does not have.
#[must_use]
pub fn wrong(done: &Imported, most: usize, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    problems(&mut lines, (&done.problems, done.more_problems), most, lang);
    few(&mut lines, &done.fitted, most, lang, |f| fitted(f, lang));
    few(&mut lines, &done.faults, most, lang, |found| {
        fault(&found.0, &found.1, lang)
    });
    for refused in &done.refused {
        if let Refusal::NothingRead(_, found) = refused {
            problems(&mut lines, (found, 0), most, lang);
        }
        lines.push(refusal(refused, lang));
    }
    lines.extend(left(done).iter().map(|left| left.say(lang)));
    lines.extend(done.losses.iter().map(|lost| loss(lost, lang)));
    lines
}

/// How much was taken.
#[must_use]
pub fn amounts(done: &Imported) -> Amounts {
    Amounts {
        added: done.added,
        known: done.known,
        annotations: done.annotations,
        there: done.there,
        relations: done.relations,
        suggestions: done.suggestions,
    }
}

fn left(done: &Imported) -> Vec<Left> {
    let unwanted = done.unwanted.iter();
    let unwanted = unwanted.map(|(label, count)| format!("{label} ({count})"));
    let unwanted = unwanted.collect();
    [
        (!done.unwanted.is_empty()).then_some(Left::Unwanted(unwanted)),
        (done.unplaced > 0).then_some(Left::Unplaced(done.unplaced)),
        (done.differing > 0).then_some(Left::Differing(done.differing)),
        (done.bared > 0).then_some(Left::Bared(done.bared)),
        (done.unrelated > 0).then_some(Left::Unrelated(done.unrelated)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn names<L: ToString>(labels: &BTreeMap<L, usize>) -> Vec<String> {
    labels.keys().map(ToString::to_string).collect()
}

fn problems(lines: &mut Vec<String>, (found, more): (&[Problem], usize), most: usize, lang: Lang) {
    let shown = found.iter().take(most);
    lines.extend(shown.map(|found| problem(found, lang)));
    let rest = more + found.len().saturating_sub(most);
    if rest > 0 {
        lines.push(and_more(rest, lang));
    }
}

fn few<T>(lines: &mut Vec<String>, all: &[T], most: usize, lang: Lang, say: impl Fn(&T) -> String) {
    lines.extend(all.iter().take(most).map(say));
    if all.len() > most {
        lines.push(and_more(all.len() - most, lang));
    }
}
