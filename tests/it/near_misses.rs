//! Where to look twice: what the engines almost suggest.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use tawsim::app::clock;
use tawsim::app::command::{Command, SuggestionKey};
use tawsim::app::session::Session;
use tawsim::model::label::LabelSet;
use tawsim::model::marked;
use tawsim::model::suggestion::NearMiss;
use tawsim::store::labels::template;
use tawsim::suggest::{Ensemble, Reading};
use tawsim::text::offset::Span;

use crate::suggest::gold;

static ENSEMBLE: LazyLock<Ensemble> = LazyLock::new(Ensemble::bundled);

fn news() -> LabelSet {
    template("news").unwrap()
}

/// What was missed altogether in a text, how much of it a near miss touches, how many near misses
/// touch nothing that anybody marked, and how many words there are.
#[derive(Debug, Default)]
struct Tally {
    missed: usize,
    touched: usize,
    near: usize,
    idle: usize,
    words: usize,
}

impl Tally {
    fn add(&mut self, name: &str) {
        let (text, gold) = marked::parse(&gold(name));
        let Reading {
            suggestions,
            near_misses,
        } = ENSEMBLE.read_closely(&text, &news());
        let suggested = |span: Span| suggestions.iter().any(|s| s.span.overlaps(span));
        let missed: Vec<Span> = gold.iter().map(|(span, _)| *span).collect();
        let missed: Vec<Span> = missed.into_iter().filter(|s| !suggested(*s)).collect();
        let near = |span: Span| near_misses.iter().any(|miss| miss.span.overlaps(span));
        self.missed += missed.len();
        self.touched += missed.iter().filter(|span| near(**span)).count();
        self.near += near_misses.len();
        let idle = |miss: &&NearMiss| !gold.iter().any(|(span, _)| span.overlaps(miss.span));
        self.idle += near_misses.iter().filter(idle).count();
        self.words += text.split_whitespace().count();
    }
}

/// The texts of `tests/data/gold`, or those of them that nothing was written with.
fn names(unseen: bool) -> Vec<&'static str> {
    let table = include_str!("../data/gold/floors.tsv").lines();
    let names = table.filter(|line| !line.starts_with('#'));
    let names = names.filter_map(|line| line.split('\t').next());
    names
        .filter(|name| name.starts_with("unseen/") == unseen)
        .collect()
}

#[test]
fn much_of_what_is_missed_is_near_and_little_of_what_is_near_is_nothing() {
    for unseen in [false, true] {
        let mut tally = Tally::default();
        names(unseen).into_iter().for_each(|name| tally.add(name));
        println!("unseen: {unseen}, {tally:?}");
        assert!(tally.touched * 3 >= tally.missed, "{tally:?}");
        assert!(tally.near * 1000 <= 20 * tally.words, "{tally:?}");
        assert!(tally.idle * 5 <= tally.near * 4, "{tally:?}");
    }
}

fn sound(text: &str, labels: &LabelSet) -> Result<Reading, TestCaseError> {
    let reading = ENSEMBLE.read_closely(text, labels);
    for miss in &reading.near_misses {
        prop_assert!(
            Span::new(text, miss.span.range()).is_ok(),
            "{:?}",
            miss.span
        );
        prop_assert!((0.0..=1.0).contains(&miss.probability));
        prop_assert!(labels.get(&miss.label).is_some());
        let overlapped = reading
            .suggestions
            .iter()
            .find(|s| s.span.overlaps(miss.span));
        prop_assert!(overlapped.is_none(), "{miss:?} {overlapped:?}");
    }
    for pair in reading.near_misses.windows(2) {
        prop_assert!(pair[0].span.end() <= pair[1].span.start());
    }
    prop_assert_eq!(&ENSEMBLE.read_closely(text, labels), &reading);
    Ok(reading)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn near_misses_are_whole_letters_beside_all_that_is_suggested(
        text in "(بغداد|وب|الأهلي|صيدا|حركة |محمد |السيد |الرئيس | قال|\\PC|[ء-ي]|[ً-ٟ]|[0-9.,]| |\n|😀|\u{200D}|\u{2067}|\0){0,120}",
    ) {
        sound(&text, &news())?;
        sound(&text, &template("core").unwrap())?;
    }
}

fn opened(home: &Path, text: &str) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.join("home")));
    session.run(Command::CreateProject(home.join("project"), "news".into()));
    session.settle();
    let file = home.join("article.txt");
    std::fs::write(&file, text).unwrap();
    session.run(Command::Import(vec![file]));
    session.settle();
    session
}

/// What is near goes when it is annotated, comes back with undo, and is never where a suggestion is.
#[test]
fn the_session_tells_what_may_have_been_missed_until_it_is_annotated() {
    let home = tempfile::tempdir().unwrap();
    let (text, _) = marked::parse(&gold("court"));
    let mut session = opened(home.path(), &text);
    let spans = |session: &Session| -> BTreeSet<(usize, usize)> {
        let near = session.near_misses().map(|miss| miss.span);
        near.map(|span| (span.start(), span.end())).collect()
    };
    let before = spans(&session);
    let expected = ENSEMBLE.read_closely(&text, &news());
    assert!(!before.is_empty());
    assert_eq!(before.len(), expected.near_misses.len());
    let first = session.near_misses().next().unwrap().clone();
    let (start, end) = (first.span.start(), first.span.end());
    session.run(Command::Select {
        anchor: start,
        head: end,
    });
    session.run(Command::Label(first.label.clone()));
    session.settle();
    let (_, sheet) = session.current().unwrap();
    assert_eq!(sheet.annotations().count(), 1);
    assert!(!spans(&session).contains(&(start, end)));
    session.run(Command::Act(tawsim::app::action::Action::Undo));
    session.settle();
    assert_eq!(spans(&session), before);
    // With every suggestion rejected they stand where they stood: a rejection is an answer.
    let keys = session.pending().map(|s| SuggestionKey {
        span: s.span,
        label: s.label.clone(),
    });
    session.run(Command::Reject(keys.collect()));
    session.settle();
    for miss in session.near_misses() {
        let suggestions = session.suggestions();
        assert!(suggestions.iter().all(|s| !s.span.overlaps(miss.span)));
    }
}
