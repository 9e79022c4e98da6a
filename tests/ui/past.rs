//! The history in the real window: who decided what when, and the way back.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable};

use crate::support::journey::Journey;

const CTRL: Modifiers = Modifiers::COMMAND;

/// The rows of the history, newest first: those with a moment.
fn rows(journey: &Journey) -> Vec<String> {
    let rows = journey.0.get_all_by_role(Role::ListBoxOption);
    let rows = rows.map(|row| row.accesskit_node().label().unwrap_or_default());
    rows.filter(|row| row.contains("UTC")).collect()
}

fn choose(journey: &mut Journey, at: usize) {
    let name = rows(journey).swap_remove(at);
    journey.click(Role::ListBoxOption, &name);
}

#[test]
fn the_history_is_shown_and_leads_back_to_a_moment_and_forth_again() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    for _ in 0..3 {
        journey.press(Key::Enter);
    }
    journey.press(Key::Backspace);
    journey.press_with(CTRL, Key::Z);
    let three = journey.annotations();
    assert_eq!(three.len(), 3);
    journey.press_with(CTRL, Key::H);
    let told = rows(&journey);
    // The import of the article is the oldest.
    assert_eq!(told.len(), 6, "{told:?}");
    assert!(told[0].starts_with("تراجع عن: رفض"), "{told:?}");
    assert!(told[1].starts_with("رفض"), "{told:?}");
    let first = &three[0].0;
    assert!(
        told[4].contains("قبول") && told[4].contains(&**first),
        "{told:?}"
    );
    assert!(told.iter().all(|row| row.contains("me")), "who it was");
    choose(&mut journey, 4);
    journey.pictures("history");
    journey.click(Role::Button, "العودة إلى هذه اللحظة");
    // It asks first, and says how much would be taken back.
    assert_eq!(journey.annotations(), three);
    let asked = journey.0.query_by_label_contains("4 خطوات").is_some();
    assert!(asked);
    journey.pictures("history-asked");
    journey.click(Role::Button, "العودة إلى هذه اللحظة");
    assert_eq!(journey.annotations(), three[..1]);
    journey.press_with(CTRL, Key::Z);
    assert_eq!(journey.annotations(), three);
}

#[test]
fn the_history_of_one_annotation_is_its_own() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    for _ in 0..3 {
        journey.press(Key::Enter);
    }
    journey.press_with(CTRL, Key::M);
    let text = journey.current();
    journey.press_with(CTRL, Key::H);
    journey.click(Role::RadioButton, "هذا الوسم");
    let told = rows(&journey);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains(&text), "{told:?} {text}");
    journey.pictures("history-annotation");
    journey.press(Key::Escape);
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::ListBox, "تاريخ المشروع")
            .is_none()
    );
}
