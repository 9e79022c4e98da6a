//! What correcting articles is worth: errors on the next articles without and with what the
//! corrected ones taught.
//!
//! Sentences of a corpus are put together to articles of some four hundred words. An article is
//! predicted, compared with its gold, corrected, and learned from. Corpora are files of
//! `word TAB tag` lines with a blank line behind each sentence, given as arguments
//! (`cargo bench --bench learning -- core=FILE news=FILE`); without any, those beside the project
//! are taken if they are there.

#![expect(clippy::unwrap_used, reason = "a measurement stops at what it lacks")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::decision::{Decision, Verdict};
use tawsim::model::ids::{AnnotationId, ArticleId, Timestamp};
use tawsim::model::label::LabelSet;
use tawsim::model::sheet::{Progress, Sheet};
use tawsim::model::suggestion::Suggestion;
use tawsim::store::labels::template;
use tawsim::suggest::memory::{self, Memory};
use tawsim::suggest::tagger::Adaptation;
use tawsim::suggest::{Ensemble, Mark};
use tawsim::text::offset::Span;

/// Words in an article, at least.
const WORDS: usize = 400;

/// Articles corrected, and articles measured.
const ARTICLES: usize = 20;

/// Corpora beside the project, with the label set that comes nearest.
const BESIDE: [(&str, &str); 3] = [
    ("core", "../shared/data/corpora/aqmar/dev.tsv"),
    ("news", "../shared/data/corpora/wikifane_gold/dev.tsv"),
    ("core", "../shared/data/corpora/anercorp/dev.tsv"),
];

struct Gold {
    text: String,
    marks: BTreeSet<Mark>,
}

/// Everything there is to predict with.
struct Reader {
    ensemble: Ensemble,
    labels: LabelSet,
    memory: Memory,
}

#[derive(Clone, Copy, Default)]
struct Errors {
    missed: usize,
    wrong: usize,
    gold: usize,
}

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let corpora: Vec<(String, PathBuf)> = given
        .iter()
        .filter_map(|argument| argument.split_once('='))
        .map(|(labels, path)| (labels.to_owned(), path.into()))
        .collect();
    let beside = BESIDE.map(|(labels, path)| (labels.to_owned(), PathBuf::from(path)));
    let corpora = if corpora.is_empty() {
        beside.to_vec()
    } else {
        corpora
    };
    for (labels, path) in corpora {
        if path.exists() {
            measure(&labels, &path);
        } else {
            println!("left out: there is no {}", path.display());
        }
    }
}

fn measure(labels: &str, path: &Path) {
    let articles = articles(&std::fs::read_to_string(path).unwrap());
    let used: BTreeSet<_> = articles
        .iter()
        .flat_map(|a| &a.marks)
        .map(|m| &m.1)
        .collect();
    let set = template(labels).unwrap();
    let set: Vec<_> = set
        .iter()
        .filter(|l| used.contains(&l.id))
        .cloned()
        .collect();
    let labels = LabelSet::new(set).unwrap();
    println!("\n{}: {} articles", path.display(), articles.len());
    println!(
        "{:<34} {:>6} {:>6} {:>6} {:>6}",
        "", "gold", "missed", "wrong", "errors"
    );
    let count = ARTICLES.min(articles.len() / 2);
    if count < 3 {
        return println!("too few articles");
    }
    let (before, after): (Vec<&Gold>, Vec<&Gold>) = (
        articles[..count].iter().collect(),
        articles[count..2 * count].iter().collect(),
    );
    compare(
        &format!("next {count} in the order of the corpus"),
        &labels,
        &before,
        &after,
    );
    let turn = |odd: usize| articles.iter().skip(odd).step_by(2).take(count).collect();
    let (even, odd): (Vec<&Gold>, Vec<&Gold>) = (turn(0), turn(1));
    compare(
        &format!("{count} in turns: of the same subjects"),
        &labels,
        &even,
        &odd,
    );
}

fn compare(name: &str, labels: &LabelSet, before: &[&Gold], after: &[&Gold]) {
    println!("{name}");
    let mut reader = Reader {
        ensemble: Ensemble::bundled(),
        labels: labels.clone(),
        memory: Memory::default(),
    };
    let nothing = all(after, |gold| opened(&reader, gold));
    row("nothing learned", nothing, nothing);
    let mut document = Reader {
        memory: Memory::default(),
        ensemble: reader.ensemble.clone(),
        labels: labels.clone(),
    };
    row(
        "memory of the document alone",
        all(after, |gold| {
            document.memory = Memory::default();
            corrected(&mut document, gold)
        }),
        nothing,
    );
    for (at, gold) in before.iter().enumerate() {
        study(&mut reader, gold, &format!("before-{at}"));
    }
    row(
        "memory, when opened",
        all(after, |gold| opened(&reader, gold)),
        nothing,
    );
    let before_adapting = reader.memory.clone();
    row(
        "memory, while correcting",
        all(after, |gold| corrected(&mut reader, gold)),
        nothing,
    );
    reader.memory = before_adapting;
    let mut learned = Adaptation::default();
    for gold in before {
        let right: Vec<Mark> = gold.marks.iter().cloned().collect();
        reader
            .ensemble
            .learn(&mut learned, &gold.text, &right, labels);
    }
    let plain = reader.ensemble.clone();
    reader.ensemble = plain.adapted(Arc::new(learned));
    row(
        "tagger adapted, when opened",
        all(after, |gold| opened(&reader, gold)),
        nothing,
    );
    row(
        "tagger adapted, while correcting",
        all(after, |gold| corrected(&mut reader, gold)),
        nothing,
    );
}

fn row(name: &str, errors: Errors, before: Errors) {
    let Errors {
        missed,
        wrong,
        gold,
    } = errors;
    let sum = missed + wrong;
    #[expect(clippy::cast_precision_loss, reason = "a share for people")]
    let change = 100.0 * (sum as f64 / (before.missed + before.wrong).max(1) as f64 - 1.0);
    println!("  {name:<32} {gold:>6} {missed:>6} {wrong:>6} {sum:>6} {change:>+6.1} %");
}

fn all(articles: &[&Gold], mut one: impl FnMut(&Gold) -> Errors) -> Errors {
    let mut sum = Errors::default();
    for gold in articles {
        let errors = one(gold);
        sum.missed += errors.missed;
        sum.wrong += errors.wrong;
        sum.gold += errors.gold;
    }
    sum
}

fn found(reader: &Reader, text: &str) -> Vec<Suggestion> {
    reader
        .ensemble
        .refine(text, &reader.labels, &|| false, &|_| ())
}

fn marks(found: &[Suggestion]) -> BTreeSet<Mark> {
    found.iter().map(|s| (s.span, s.label.clone())).collect()
}

/// Errors of what is suggested when an article is opened.
fn opened(reader: &Reader, gold: &Gold) -> Errors {
    let found = found(reader, &gold.text);
    let found = marks(&reader.memory.recall(&gold.text, found, &reader.labels, &[]));
    Errors {
        missed: gold.marks.difference(&found).count(),
        wrong: found.difference(&gold.marks).count(),
        gold: gold.marks.len(),
    }
}

/// Corrections of somebody who goes through the article from its beginning; the memory learns from
/// each place that was decided before the next is looked at.
fn corrected(reader: &mut Reader, gold: &Gold) -> Errors {
    let raw = found(reader, &gold.text);
    let article = ArticleId::from("current");
    let mut errors = Errors {
        gold: gold.marks.len(),
        ..Errors::default()
    };
    let (mut right, mut rejected): (BTreeSet<Mark>, BTreeSet<Mark>) = Default::default();
    loop {
        let decided: Vec<Mark> = right.union(&rejected).cloned().collect();
        let suggested = reader
            .memory
            .recall(&gold.text, raw.clone(), &reader.labels, &decided);
        let suggested = marks(&suggested);
        let open = |mark: &&Mark| !right.contains(*mark) && !rejected.contains(*mark);
        let Some(next) = suggested.union(&gold.marks).find(open).cloned() else {
            break;
        };
        // What stands at one place is decided in one go.
        let here: Vec<Mark> = suggested
            .union(&gold.marks)
            .filter(open)
            .take_while(|mark| mark.0.start() < next.0.end())
            .cloned()
            .collect();
        for mark in here {
            let is_right = gold.marks.contains(&mark);
            errors.missed += usize::from(is_right && !suggested.contains(&mark));
            errors.wrong += usize::from(!is_right);
            if is_right {
                right.insert(mark)
            } else {
                rejected.insert(mark)
            };
        }
        let sheet = sheet(&right, &rejected);
        reader
            .memory
            .replace(&article, memory::of_sheet(&gold.text, &sheet));
    }
    let sheet = sheet(&right, &rejected);
    reader.memory.replace(&article, Vec::new());
    let name = format!("corrected-{}", gold.text.len());
    reader
        .memory
        .replace(&name.as_str().into(), memory::of_sheet(&gold.text, &sheet));
    errors
}

/// Learns an article that was corrected as it was when it was opened.
fn study(reader: &mut Reader, gold: &Gold, name: &str) {
    let found = found(reader, &gold.text);
    let found = marks(&reader.memory.recall(&gold.text, found, &reader.labels, &[]));
    let wrong = found.difference(&gold.marks).cloned().collect();
    let sheet = sheet(&gold.marks, &wrong);
    reader
        .memory
        .replace(&name.into(), memory::of_sheet(&gold.text, &sheet));
}

fn sheet(right: &BTreeSet<Mark>, wrong: &BTreeSet<Mark>) -> Sheet {
    let annotation = |(id, (span, label)): (u64, &Mark)| {
        let provenance = Provenance {
            origin: Origin::Manual,
            at: Timestamp::default(),
        };
        Annotation::new(AnnotationId(id), *span, label.clone(), provenance)
    };
    let decision = |(span, label): &Mark| Decision {
        span: *span,
        label: label.clone(),
        engine: tawsim::model::ids::EngineId::Tagger,
        score: 0.5,
        verdict: Verdict::Rejected,
        at: Timestamp::default(),
        took: 0,
    };
    Sheet::new(
        (0..).zip(right).map(annotation).collect(),
        wrong.iter().map(decision).collect(),
        Progress::Done,
    )
}

/// Articles of consecutive sentences, one a line.
fn articles(corpus: &str) -> Vec<Gold> {
    let mut articles = Vec::new();
    let mut current = (
        Gold {
            text: String::new(),
            marks: BTreeSet::new(),
        },
        0,
    );
    for sentence in corpus.split("\n\n").filter(|s| !s.trim().is_empty()) {
        add(&mut current.0, sentence);
        current.1 += sentence.lines().count();
        if current.1 >= WORDS {
            let empty = Gold {
                text: String::new(),
                marks: BTreeSet::new(),
            };
            articles.push(std::mem::replace(&mut current, (empty, 0)).0);
        }
    }
    articles
}

fn add(gold: &mut Gold, sentence: &str) {
    let mut open: Option<(usize, usize, &str)> = None;
    for line in sentence.lines() {
        let Some((word, tag)) = line.split_once('\t') else {
            continue;
        };
        if !gold.text.is_empty() && !gold.text.ends_with('\n') {
            gold.text.push(' ');
        }
        let start = gold.text.len();
        gold.text.push_str(word);
        let end = gold.text.len();
        match (tag.split_once('-'), &mut open) {
            (Some(("I", label)), Some(known)) if known.2 == label => known.1 = end,
            (Some((_, label)), _) => close(gold, open.replace((start, end, label))),
            (None, _) => close(gold, open.take()),
        }
    }
    close(gold, open);
    gold.text.push('\n');
}

fn close(gold: &mut Gold, open: Option<(usize, usize, &str)>) {
    if let Some((start, end, label)) = open {
        let span = Span::covering(&gold.text, start..end).unwrap();
        gold.marks.insert((span, label.into()));
    }
}
