//! Words that may have been missed: marked with dots, gone to by a key, tagged as proposed.

use std::path::Path;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable};
use tawsim::model::annotation::Origin;
use tawsim::model::marked;
use tawsim::model::suggestion::NearMiss;

use crate::support::journey::Journey;

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// An article in which the engines almost suggest something.
fn begin(home: &Path) -> Journey {
    let (text, _) = marked::parse(include_str!("../data/gold/court.txt"));
    let file = home.join("court.txt");
    std::fs::write(&file, text).unwrap();
    Journey::begin(home, vec![file])
}

fn near(journey: &Journey) -> Vec<NearMiss> {
    journey.window().session().near_misses().cloned().collect()
}

/// What screen readers are told of it.
fn told(journey: &Journey) -> Vec<String> {
    let marks = journey.0.query_all_by_role(Role::Mark);
    let names = marks.map(|mark| mark.accesskit_node().label().unwrap_or_default());
    names.filter(|name| name.contains("قد يكون فات")).collect()
}

fn text_of(journey: &Journey, miss: &NearMiss) -> String {
    let (article, _) = journey.window().session().current().unwrap();
    miss.span.text(&article.text).to_owned()
}

#[test]
fn what_may_be_missed_is_told_gone_to_and_tagged_as_proposed() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    let first = near(&journey).swap_remove(0);
    let text = text_of(&journey, &first);
    assert!(told(&journey)[0].contains(&text), "{:?}", told(&journey));
    let before = told(&journey).len();
    journey.press(Key::F4);
    // The strip says what it may be, and why; no decision was asked for.
    assert_eq!(journey.window().session().here().target, None);
    let said = journey.0.query_all_by_label_contains("قد يكون فات").count();
    assert!(said > before, "the strip too");
    journey.pictures("missed");
    journey.press(Key::Enter);
    let made = journey.annotations();
    assert_eq!(made, [(text.clone(), first.label.to_string())]);
    let (_, sheet) = journey.window().session().current().unwrap();
    let annotation = sheet.annotations().next().unwrap();
    let proposed = matches!(
        annotation.provenance.origin,
        Origin::Suggestion { edited: false, .. }
    );
    assert!(proposed, "the engine had the idea");
    assert_eq!(sheet.decisions().len(), 0, "it was no suggestion");
    assert!(near(&journey).iter().all(|miss| miss.span != first.span));
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(near(&journey)[0].span, first.span);
}

#[test]
fn a_label_key_on_what_may_be_missed_has_the_say() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    let first = near(&journey).swap_remove(0);
    let text = text_of(&journey, &first);
    // A pointer or a screen reader leads there too.
    let name = told(&journey).swap_remove(0);
    journey.0.get_by_role_and_label(Role::Mark, &name).click();
    journey.rest();
    let selected = journey.window().session().here().selection();
    assert_eq!(selected, Some(first.span));
    journey.press(Key::Num8);
    assert_eq!(journey.annotations(), [(text, "EVENT".to_owned())]);
    let (_, sheet) = journey.window().session().current().unwrap();
    let annotation = sheet.annotations().next().unwrap();
    assert_eq!(annotation.provenance.origin, Origin::Manual);
}

#[test]
fn the_keys_go_round_all_of_them_in_both_directions() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    let all: Vec<_> = near(&journey).iter().map(|miss| miss.span).collect();
    let selected = |journey: &Journey| journey.window().session().here().selection().unwrap();
    let mut seen = Vec::new();
    for _ in &all {
        journey.press(Key::F4);
        seen.push(selected(&journey));
    }
    let mut sorted = seen.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, all, "each is visited once");
    journey.press(Key::F4);
    assert_eq!(selected(&journey), seen[0]);
    journey.press_with(Modifiers::SHIFT, Key::F4);
    assert_eq!(selected(&journey), seen[all.len() - 1]);
}

#[test]
fn the_marks_can_be_switched_off_which_is_remembered_and_blind_mode_hides_them() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    assert!(!told(&journey).is_empty());
    journey.press_with(CTRL_SHIFT, Key::H);
    assert!(told(&journey).is_empty());
    journey.0.state_mut().window.as_mut().unwrap().close();
    drop(journey);
    let mut again = Journey::begin(home.path(), Vec::new());
    assert!(told(&again).is_empty());
    // Whoever asks for the next one wants to see them.
    again.press(Key::F4);
    assert!(!told(&again).is_empty());
    again.press_with(CTRL_SHIFT, Key::B);
    assert!(told(&again).is_empty());
    again.press(Key::F4);
    assert!(again.0.query_by_label_contains("قد يكون فات").is_none());
    let hidden = again.0.query_all_by_label_contains("الاقتراحات مخفية");
    assert!(hidden.count() > 1, "the inbox and a notice say so");
}
