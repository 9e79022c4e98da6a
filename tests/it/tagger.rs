//! The trained models at work: what the refined suggestions are worth, and that reading is steady.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use tawsim::agree::evaluation::{Measure, evaluate};
use tawsim::model::label::LabelSet;
use tawsim::model::marked;
use tawsim::model::suggestion::Suggestion;
use tawsim::store::labels::template;
use tawsim::suggest::tagger::Depth;
use tawsim::suggest::{Ensemble, Hands};
use tawsim::text::offset::Span;

fn labels(name: &str) -> LabelSet {
    template(name).unwrap()
}

/// Made once: the network is read from its file at the first refinement.
static ENSEMBLE: LazyLock<Ensemble> = LazyLock::new(Ensemble::bundled);

fn refined(text: &str, set: &str) -> Vec<Suggestion> {
    ENSEMBLE.refine(text, &labels(set), &|| false, &|_| ())
}

/// As in `suggest.rs`, for what is found thoroughly.
#[test]
fn refined_suggestions_stay_as_good_as_they_are() {
    let mut drops = Vec::new();
    for (name, _, floor) in super::suggest::floors() {
        let (text, gold) = marked::parse(&super::suggest::gold(name));
        let found = refined(&text, "news");
        let found: Vec<marked::Mark> = found.iter().map(|s| (s.span, s.label.clone())).collect();
        let f1 = evaluate(&[(gold, found)]).overall[&Measure::Strict].f1();
        drops.extend(super::suggest::drop_below(floor, f1, name));
    }
    assert!(drops.is_empty(), "{}", drops.join("\n"));
}

#[test]
fn the_four_classic_labels_leave_nationalities_and_titles_alone() {
    let text = "التقى الرئيس العراقي عبد اللطيف رشيد في بغداد وفدا من شركة سيمنز الألمانية.";
    let found = refined(text, "core");
    let marks: Vec<marked::Mark> = found.iter().map(|s| (s.span, s.label.clone())).collect();
    let printed = marked::print(text, &marks);
    assert!(printed.contains("[PER عبد اللطيف رشيد]"), "{printed}");
    assert!(printed.contains("[LOC بغداد]"), "{printed}");
    assert!(!printed.contains("[MISC العراقي]"), "{printed}");
}

#[test]
fn every_word_of_the_tagger_says_why_in_both_languages() {
    let text = include_str!("../../seeds/article.txt");
    let found = ENSEMBLE.tagged(text, &labels("core"), Depth::Quick);
    assert!(found.len() > 50);
    for suggestion in &found {
        let evidence = &suggestion.evidence[0];
        assert!(!evidence.name.ar.is_empty() && !evidence.name.en.is_empty());
    }
}

#[test]
fn a_cancelled_refinement_stops() {
    let text = "وصل الوزير إلى بغداد.\n".repeat(500);
    let found = ENSEMBLE.refine(&text, &labels("news"), &|| true, &|_| ());
    assert!(found.is_empty());
}

/// Pieces in the wrong order, on several threads.
struct Many;

impl Hands for Many {
    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        std::thread::scope(|scope| {
            for part in 0..3 {
                scope.spawn(move || (0..count).rev().filter(|at| at % 3 == part).for_each(work));
            }
        });
    }
}

#[test]
fn many_hands_find_the_same_and_sentences_are_read_the_same_in_any_company() {
    let many = ENSEMBLE.with_hands(Arc::new(Many));
    let article = include_str!("../../seeds/article.txt");
    let mut rest = article.split_inclusive('\n').collect::<Vec<_>>();
    rest.reverse();
    for text in [article.to_owned(), rest.concat(), String::new()] {
        for set in ["core", "news"] {
            let set = labels(set);
            assert!(many.read_closely(&text, &set) == ENSEMBLE.read_closely(&text, &set));
        }
    }
    // The tagger alone, in a text of one sentence and in one of many.
    let sentence = "التقى وزير الخارجية المصري سامح شكري نظيره السعودي في مدينة جدة.";
    let alone = many.tagged(sentence, &labels("core"), Depth::Deep);
    let text = format!(
        "{sentence}\n{}",
        "كان الجو حارا في الصيف الماضي.\n".repeat(40)
    );
    let beside = many.tagged(&text, &labels("core"), Depth::Deep);
    assert!(!alone.is_empty());
    let here = beside
        .iter()
        .filter(|found| found.span.end() <= sentence.len());
    assert_eq!(here.collect::<Vec<_>>(), alone.iter().collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_text_is_tagged_on_grapheme_boundaries_and_the_same_again(
        text in "(بغداد|وب|العراق|الرئيس | قال|محمد علي|\\PC|[ء-ي]|[ً-ٟ]|[0-9.,]| |\n|😀|\u{200D}|\u{2067}|\0){0,60}",
    ) {
        for set in ["core", "news"] {
            let found = refined(&text, set);
            for suggestion in &found {
                prop_assert!(Span::new(&text, suggestion.span.range()).is_ok(), "{:?}", suggestion.span);
                prop_assert!((0.0..=1.0).contains(&suggestion.score));
            }
            prop_assert_eq!(refined(&text, set), found);
        }
    }
}
