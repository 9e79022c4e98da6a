//! The keys from suggestions to gold, counted by a simulated person.

use std::path::Path;

use tawsim::app::headless::effort::{Key, Keys, Mark, effort, of_article};
use tawsim::model::label::LabelSet;
use tawsim::model::marked;
use tawsim::model::suggestion::Suggestion;
use tawsim::store::labels::template;
use tawsim::text::offset::Span;

fn news() -> LabelSet {
    template("news").unwrap()
}

/// Gold and what is suggested, both marked in the same text.
fn measured(gold: &str, suggested: &str) -> [Keys; 3] {
    let (text, gold) = marked::parse(gold);
    let (same, suggested) = marked::parse(suggested);
    assert_eq!(text, same);
    let plain = |(span, label): Mark| Suggestion {
        span,
        label,
        score: 0.9,
        evidence: Vec::new(),
        alternatives: Vec::new(),
    };
    let given: Vec<Suggestion> = suggested.into_iter().map(plain).collect();
    let effort = of_article(&text, &gold, &news(), Some(&given)).expect("the gold is reached");
    [effort.one_by_one, effort.bulk, effort.by_hand]
}

fn counted(keys: &Keys) -> Vec<(&'static str, usize)> {
    let kinds = Key::ALL.into_iter().map(|key| (key.id(), keys.of(key)));
    kinds.filter(|(_, count)| *count > 0).collect()
}

#[test]
fn right_suggestions_cost_a_key_each_or_one_for_all_that_are_equal() {
    let text = "زار [GPE بغداد] ثم [GPE بغداد] ثم [GPE طهران] و[GPE بغداد].";
    let [one_by_one, bulk, by_hand] = measured(text, text);
    assert_eq!(counted(&one_by_one), [("accept", 4)]);
    assert_eq!(counted(&bulk), [("accept_shown", 1)]);
    assert!(by_hand.total() >= 4 * 3, "{by_hand:?}");
}

#[test]
fn a_wrong_label_costs_its_key_and_a_wrong_edge_one_more() {
    let gold = "زار [PER محمد علي] مدينة [GPE بغداد] و[ORG البرلمان].";
    let suggested = "زار [LOC محمد علي] مدينة [GPE بغداد] [ORG والبرلمان].";
    let [keys, ..] = measured(gold, suggested);
    assert_eq!(counted(&keys), [("accept", 2), ("label", 1), ("edge", 1)]);
}

#[test]
fn a_wrong_suggestion_costs_a_key_and_equal_ones_one_for_all() {
    let gold = "قال أمل إن أمل الناس أمل.";
    let suggested = "قال [PER أمل] إن [PER أمل] الناس [PER أمل].";
    let [one_by_one, bulk, by_hand] = measured(gold, suggested);
    assert_eq!(counted(&one_by_one), [("reject", 3)]);
    assert_eq!(counted(&bulk), [("reject_group", 1)]);
    assert_eq!(by_hand.total(), 0);
}

#[test]
fn a_group_that_is_not_all_right_is_decided_one_by_one() {
    let gold = "زار [GPE السودان] ثم قال السودان و[GPE السودان].";
    let suggested = "زار [GPE السودان] ثم قال [GPE السودان] و[GPE السودان].";
    let [one_by_one, bulk, _] = measured(gold, suggested);
    assert_eq!(counted(&one_by_one), [("accept", 2), ("reject", 1)]);
    // The last two are not equal to each other; after the first is accepted neither is all right.
    assert_eq!(counted(&bulk), counted(&one_by_one));
}

#[test]
fn what_is_wrong_is_visited_and_rejected_before_the_rest_is_accepted_at_once() {
    let names = [
        "بغداد",
        "طهران",
        "دمشق",
        "عمان",
        "بيروت",
        "القاهرة",
        "الرياض",
    ];
    let suggested: Vec<String> = names.iter().map(|name| format!("[GPE {name}]")).collect();
    let suggested = format!("زار {}.", suggested.join(" ثم "));
    let gold = suggested.replace("[GPE دمشق]", "دمشق");
    let [one_by_one, bulk, _] = measured(&gold, &suggested);
    assert_eq!(counted(&one_by_one), [("accept", 6), ("reject", 1)]);
    let expected = [("reject", 1), ("next", 2), ("accept_shown", 1)];
    assert_eq!(counted(&bulk), expected);
}

#[test]
fn what_was_missed_is_marked_before_the_rest_is_accepted() {
    let gold = "قال [PER محمد] في [GPE بغداد] و[GPE طهران] و[GPE دمشق] و[GPE عمان].";
    let suggested = gold.replace("[PER محمد]", "محمد");
    let [_, bulk, _] = measured(gold, &suggested);
    assert_eq!(bulk.of(Key::AcceptShown), 1);
    assert_eq!((bulk.of(Key::Accept), bulk.of(Key::Label)), (0, 1));
}

#[test]
fn what_was_missed_is_marked_on_the_way() {
    // From the first suggestion: Ctrl and arrow to the word before, Shift to take it, the label.
    let gold = "قال [PER محمد] في [GPE بغداد] و[GPE طهران].";
    let suggested = "قال محمد في [GPE بغداد] و[GPE طهران].";
    let [keys, ..] = measured(gold, suggested);
    assert_eq!(keys.of(Key::Accept), 2);
    assert_eq!((keys.of(Key::Label), keys.of(Key::Next)), (1, 1));
    assert!(keys.of(Key::Caret) <= 4, "{keys:?}");
    assert_eq!(keys.of(Key::Edge), 0);
}

#[test]
fn a_name_behind_its_proclitics_takes_edge_keys_and_its_other_places_two_keys_in_all() {
    let text = "وصل وبالقاهرة أقام، ثم غادر القاهرة إلى بيته في القاهرة.";
    let gold = text.replace("القاهرة", "[GPE القاهرة]");
    let [one_by_one, bulk, _] = measured(&gold, text);
    assert_eq!(one_by_one.of(Key::Label), 3);
    assert_eq!(bulk.of(Key::Label), 1);
    assert_eq!(bulk.of(Key::Everywhere), 2);
    assert!(bulk.total() < one_by_one.total());
}

#[test]
fn nested_and_equal_spans_are_reached() {
    let gold = "قال [TITLE رئيس [ORG جامعة [GPE بغداد]]] و[GPE [LOC طهران]].";
    let suggested = "قال [TITLE رئيس] [ORG جامعة [GPE بغداد]] و[PER طهران].";
    let [keys, ..] = measured(gold, suggested);
    assert!(keys.total() <= 14, "{keys:?}");
}

#[test]
fn gold_that_no_key_leads_to_is_told_and_not_counted() {
    // It ends between a letter and its vowel mark.
    let text = "زار بغدادَ أمس";
    let start = text.find("بغداد").unwrap();
    let span = Span::from_range(start..start + "بغداد".len()).unwrap();
    let none = of_article(text, &[(span, "GPE".into())], &news(), Some(&[]));
    assert_eq!(none, None);
}

/// With the engines, which learn from each decision, the gold is reached too, by far fewer keys than
/// by hand. One of the texts that nobody wrote lists or rules for.
#[test]
fn the_engines_save_most_of_the_keys_on_a_text_that_nobody_looked_at() {
    let gold = include_str!("../data/gold/unseen/economy.txt");
    let (text, gold) = marked::parse(gold);
    let effort = of_article(&text, &gold, &news(), None).expect("the gold is reached");
    assert_eq!(effort.entities, gold.len());
    assert!(
        2 * effort.one_by_one.total() < effort.by_hand.total(),
        "{effort:?}"
    );
    assert!(effort.bulk.total() <= effort.one_by_one.total());
}

#[test]
fn a_file_of_suggestions_takes_the_place_of_the_engines() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, lines: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, lines).unwrap();
        path
    };
    let gold = write(
        "gold.jsonl",
        "{\"id\":\"a\",\"text\":\"زار بغداد\",\"offset_unit\":\"codepoint\",\"entities\":[{\"start\":4,\"end\":9,\"label\":\"GPE\",\"text\":\"بغداد\"}]}\n\
         {\"id\":\"b\",\"text\":\"زار طهران\",\"offset_unit\":\"codepoint\",\"entities\":[{\"start\":4,\"end\":9,\"label\":\"GPE\",\"text\":\"طهران\"}]}\n",
    );
    let suggested = write(
        "suggested.jsonl",
        "{\"id\":\"x\",\"text\":\"زار بغداد\",\"offset_unit\":\"codepoint\",\"entities\":[{\"start\":4,\"end\":9,\"label\":\"LOC\",\"text\":\"بغداد\",\"score\":0.5}]}\n",
    );
    let measured = effort(Path::new(&gold), Some(&suggested)).unwrap();
    assert_eq!(measured.without_suggestions, ["b"]);
    assert!(measured.unreached.is_empty());
    let keys = &measured.effort.one_by_one;
    assert_eq!(keys.of(Key::Label), 2, "one relabelled, one by hand");
    assert_eq!(measured.effort.entities, 2);
}
