//! Suggestions: what a person would expect to see proposed, and on any text no nonsense.

use proptest::prelude::*;
use tawsim::agree::evaluation::{Measure, evaluate};
use tawsim::model::label::LabelSet;
use tawsim::model::marked;
use tawsim::model::suggestion::Suggestion;
use tawsim::store::labels::template;
use tawsim::suggest::{Ensemble, PatternFault, test_patterns};
use tawsim::text::normalize::match_form;
use tawsim::text::offset::Span;

fn news() -> LabelSet {
    template("news").unwrap()
}

fn marks(found: &[Suggestion]) -> Vec<marked::Mark> {
    found.iter().map(|s| (s.span, s.label.clone())).collect()
}

/// The suggestions for the plain text of `expected`, printed, must equal it.
fn check(expected: &str) {
    let (text, _) = marked::parse(expected);
    let found = Ensemble::bundled().suggest(&text, &news());
    assert_eq!(marked::print(&text, &marks(&found)), expected);
}

#[test]
fn names_are_found_behind_their_proclitics() {
    check("وصل إلى [GPE القاهرة] ثم عاد ب[GPE القاهرة] و[GPE طهران] ول[GPE بغداد].");
}

#[test]
fn titles_persons_and_nationalities_are_told_apart() {
    check("التقى [TITLE مستشار الأمن القومي [NORP العراقي]] [PER قاسم الأعرجي]، في [GPE طهران].");
}

#[test]
fn tricky_cases_are_suggested_as_they_stand_in_the_table() {
    let table = include_str!("../data/text/suggestions.txt").lines();
    let lines: Vec<&str> = table.filter(|line| !line.starts_with('#')).collect();
    assert!(lines.len() >= 10);
    let ensemble = Ensemble::bundled();
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|expected| {
            let (text, _) = marked::parse(expected);
            let printed = marked::print(&text, &marks(&ensemble.suggest(&text, &news())));
            (printed != **expected).then(|| format!("{printed}\n  is not\n{expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_within_names_are_suggested_where_the_labels_allow_it_and_the_four_classic_ones_are_flat() {
    let text = include_str!("../data/gold/article.txt");
    let (text, _) = marked::parse(text);
    let ensemble = Ensemble::bundled();
    let inside = |found: &[Suggestion]| {
        let within = |a: &Suggestion| {
            found
                .iter()
                .any(|b| b.span != a.span && b.span.contains(a.span))
        };
        found.iter().filter(|a| within(a)).count()
    };
    assert!(inside(&ensemble.suggest(&text, &news())) > 20);
    assert_eq!(
        inside(&ensemble.suggest(&text, &template("core").unwrap())),
        0
    );
}

/// Strict F1 of the suggestions for a text whose gold is in `tests/data/gold`.
fn strict(gold: &str) -> f64 {
    let (text, gold) = marked::parse(gold);
    let found = marks(&Ensemble::bundled().suggest(&text, &news()));
    let evaluation = evaluate(&[(gold, found)]);
    evaluation.overall[&Measure::Strict].f1()
}

/// Hand-made gold; the floors are a point below what was measured when they were set. Lists and
/// rules were written with the texts in view but for those of `unseen`: this guards against drops.
#[test]
fn suggestions_stay_as_good_as_they_are() {
    let drops: Vec<String> = floors()
        .into_iter()
        .filter_map(|(name, quick, _)| drop_below(quick, strict(&gold(name)), name))
        .collect();
    assert!(drops.is_empty(), "{}", drops.join("\n"));
}

/// Name of a text, floor of what is found in haste, floor of what is found thoroughly.
pub(crate) fn floors() -> Vec<(&'static str, f64, f64)> {
    let table = include_str!("../data/gold/floors.tsv").lines();
    let rows = table.filter(|line| !line.starts_with('#')).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, quick, refined] = columns[..] else {
            panic!("three columns: {line}");
        };
        (name, quick.parse().unwrap(), refined.parse().unwrap())
    });
    rows.collect()
}

pub(crate) fn gold(name: &str) -> String {
    std::fs::read_to_string(format!("tests/data/gold/{name}.txt")).unwrap()
}

pub(crate) fn drop_below(floor: f64, f1: f64, name: &str) -> Option<String> {
    (f1 < floor).then(|| format!("{name}: {f1:.3} < {floor:.3}"))
}

#[test]
fn every_gold_text_has_its_floors() {
    let mut files: Vec<String> = Vec::new();
    for (folder, before) in [
        ("tests/data/gold", ""),
        ("tests/data/gold/unseen", "unseen/"),
    ] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            files.extend(
                name.strip_suffix(".txt")
                    .map(|name| format!("{before}{name}")),
            );
        }
    }
    files.sort();
    let mut listed: Vec<&str> = floors().into_iter().map(|(name, ..)| name).collect();
    listed.sort_unstable();
    assert_eq!(files, listed);
}

#[test]
fn the_gold_of_the_article_is_of_the_article() {
    let (text, marks) = marked::parse(include_str!("../data/gold/article.txt"));
    assert_eq!(text, include_str!("../../seeds/article.txt"));
    assert!(marks.len() > 100);
}

#[test]
fn a_coarser_label_set_gets_its_own_labels() {
    let core = template("core").unwrap();
    let text = include_str!("../../seeds/article.txt");
    let found = Ensemble::bundled().suggest(text, &core);
    assert!(found.iter().all(|s| core.get(&s.label).is_some()));
    let labels: std::collections::BTreeSet<&str> = found.iter().map(|s| s.label.as_str()).collect();
    assert_eq!(
        labels.into_iter().collect::<Vec<_>>(),
        ["LOC", "MISC", "ORG", "PER"]
    );
}

#[test]
fn a_cancelled_search_stops() {
    let text = "بغداد\n".repeat(1000);
    let found = Ensemble::bundled().suggest_with(&text, &news(), &|| true, &|_| ());
    assert!(found.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_gives_sorted_unique_spans_on_grapheme_boundaries(
        text in "(بغداد|وب|العراق|الرئيس | قال|\\PC|[ء-ي]|[ً-ٟ]|[0-9.,]| |\n|😀|\u{200D}|\u{2067}|\0){0,120}",
    ) {
        let ensemble = Ensemble::bundled();
        let found = ensemble.suggest(&text, &news());
        for suggestion in &found {
            prop_assert!(Span::new(&text, suggestion.span.range()).is_ok(), "{:?}", suggestion.span);
            prop_assert!((0.0..=1.0).contains(&suggestion.score) && !suggestion.evidence.is_empty());
        }
        for pair in found.windows(2) {
            prop_assert!((pair[0].span, &pair[0].label) < (pair[1].span, &pair[1].label));
        }
        prop_assert_eq!(ensemble.suggest(&text, &news()), found);
    }

    #[test]
    fn tatweel_and_harakat_change_nothing(at in 0usize..40, mark in "[ًٌٍَُِّْـ]") {
        let plain = "وصل الرئيس العراقي عبد اللطيف رشيد إلى القاهرة";
        let letters: Vec<(usize, char)> = plain.char_indices().filter(|(_, c)| *c != ' ').collect();
        let (position, c) = letters[at % letters.len()];
        let mut decorated = plain.to_owned();
        decorated.insert_str(position + c.len_utf8(), &mark);
        let forms = |text: &str| -> Vec<(String, String)> {
            let found = Ensemble::bundled().suggest(text, &news());
            found.iter().map(|s| (match_form(s.span.text(text)), s.label.to_string())).collect()
        };
        prop_assert_eq!(forms(&decorated), forms(plain));
    }
}

#[test]
fn patterns_of_a_project_are_tried_on_a_sample() {
    let source = r#"(
        lists: {"ship": ["سفينة", "ناقلة النفط"]},
        rules: [(id: "ship", label: "PRODUCT", before: [List("ship")], mark: [Opt(Mark("\"")), Unknown])],
    )"#;
    let sample = "غرقت ناقلة النفط «روبيمار» وسفينة إيفرغيفن قرب بغداد";
    let found = test_patterns(source, sample).unwrap();
    let texts: Vec<&str> = found.iter().map(|s| s.span.text(sample)).collect();
    assert_eq!(texts, ["روبيمار", "إيفرغيفن"]);
    assert_eq!(found[0].evidence[0].rule, "ship");
}

#[test]
fn a_broken_pattern_file_says_where_and_why() {
    let fault = |source: &str| {
        let problem = test_patterns(source, "").unwrap_err();
        (problem.line, problem.column, problem.fault)
    };
    let (line, _, wrong) = fault("(\n  rules: [\n    (id: \"a\", label: 3),\n  ],\n)");
    assert!(
        line == 3 && matches!(wrong, PatternFault::Syntax(_)),
        "{line} {wrong:?}"
    );
    let list = "(rules: [\n (id: \"a\", label: \"PER\", mark: [List(\"شيء\")])])";
    assert_eq!(fault(list), (2, 33, PatternFault::NoList("شيء".into())));
    let optional = r#"(rules: [(id: "a", label: "PER", mark: [Opt(Name)])])"#;
    assert_eq!(fault(optional).2, PatternFault::MarksNothing("a".into()));
    let itself = r#"(parts: {"p": [Opt(Part("p")), Name]}, rules: [(id: "a", label: "PER", mark: [Part("p")])])"#;
    assert_eq!(fault(itself).2, PatternFault::TooDeep("a".into()));
    let many = r#"(rules: [(id: "a", label: "PER", mark: [Many(Many(Noun)), Name])])"#;
    assert_eq!(fault(many).2, PatternFault::ManyInMany("a".into()));
    let deep = format!(
        "(rules: [(id: \"a\", label: \"PER\", mark: [{}",
        "Opt(".repeat(100_000)
    );
    assert!(matches!(fault(&deep).2, PatternFault::Syntax(_)));
}
