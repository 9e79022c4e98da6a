//! The review inbox: filters, order, and one decision on everything that is shown.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable};

use crate::support::journey::Journey;

fn pending(journey: &Journey) -> usize {
    journey.window().session().pending().len()
}

/// Opens a combo box and takes one of its choices.
fn choose(journey: &mut Journey, name: &str, choice: &str) {
    journey.click(Role::ComboBox, name);
    journey.click(Role::ListBoxOption, choice);
}

#[test]
fn what_a_filter_shows_is_accepted_at_once_found_again_and_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let all = pending(&journey);
    journey.click(Role::Button, "تصفية");
    journey.click(Role::TextInput, "نص المقترح");
    journey.0.event(Event::Text("بغداد".into()));
    journey.rest();
    journey.pictures("inbox-filtered");
    journey.click(Role::Button, "قبول المعروض (7)");
    let cities = journey.annotations();
    assert_eq!(cities.len(), 7);
    assert!(
        cities
            .iter()
            .all(|(text, label)| text == "بغداد" && label == "GPE")
    );
    assert_eq!(pending(&journey), all - 7);
    choose(&mut journey, "الحالة", "مقبول");
    journey.click(Role::Button, "سحب القرارات (7)");
    assert!(journey.annotations().is_empty());
    assert_eq!(pending(&journey), all);
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(
        journey.annotations(),
        cities,
        "one undo brings all of them back"
    );
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(pending(&journey), all);
}

#[test]
fn rejected_suggestions_are_listed_and_can_wait_again() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let all = pending(&journey);
    journey.click(Role::Button, "تصفية");
    choose(&mut journey, "الوسم", "شخص");
    journey.0.get_by_label_contains("رفض المعروض").click();
    journey.rest();
    let rejected = all - pending(&journey);
    assert!(rejected > 1, "{rejected}");
    choose(&mut journey, "الحالة", "مرفوض");
    journey.pictures("inbox-rejected");
    journey.click(Role::Button, &format!("سحب القرارات ({rejected})"));
    assert_eq!(pending(&journey), all);
}

/// The inbox shows the seven suggestions of one city; the keyboard is in the field.
fn filtered(home: &std::path::Path) -> Journey {
    let mut journey = Journey::begin(home, Vec::new());
    journey.click(Role::Button, "تصفية");
    let field = "نص المقترح";
    journey
        .0
        .get_by_role_and_label(Role::TextInput, field)
        .focus();
    journey.rest();
    journey.0.event(Event::Text("بغداد".into()));
    journey.rest();
    journey
}

fn notice(journey: &Journey, words: &str) -> bool {
    let mut all = journey.0.query_all_by_label_contains(words);
    all.next().is_some()
}

#[test]
fn what_is_shown_is_decided_by_a_key_and_the_number_is_told() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = filtered(home.path());
    let all = pending(&journey);
    journey.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(journey.annotations().len(), 7);
    assert!(notice(&journey, "تمّ: قبول (7)"));
    // Nothing that waits is shown now, which is told.
    journey.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(journey.annotations().len(), 7);
    assert!(notice(&journey, "لا يعرض صندوق المراجعة"));
    // In the field the other key takes a word away; on the page it rejects.
    journey.press_with(Modifiers::COMMAND, Key::Delete);
    assert_eq!(pending(&journey), all - 7);
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!((journey.annotations().len(), pending(&journey)), (0, all));
    journey.press_with(Modifiers::COMMAND, Key::Delete);
    assert_eq!(pending(&journey), all - 7);
    assert!(notice(&journey, "تمّ: رفض (7)"));
    assert!(journey.annotations().is_empty());
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(pending(&journey), all);
}

#[test]
fn what_is_undone_in_a_field_is_its_typing_and_no_decision() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = filtered(home.path());
    journey.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(journey.annotations().len(), 7);
    let annotated = journey.annotations();
    let field = |journey: &Journey| {
        let field = (Role::TextInput, "نص المقترح");
        let field = journey.0.get_by_role_and_label(field.0, field.1);
        field.accesskit_node().value().unwrap_or_default()
    };
    assert_eq!(field(&journey), "بغداد");
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(field(&journey), "");
    // Nor do the keys that move by a word in a field move the edges of a span.
    journey.press_with(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(journey.annotations(), annotated);
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert!(journey.annotations().is_empty());
}

#[test]
fn a_button_that_has_the_keyboard_does_not_take_the_key_for_a_click() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = filtered(home.path());
    let reject = "رفض المعروض (7)";
    journey
        .0
        .get_by_role_and_label(Role::Button, reject)
        .focus();
    journey.rest();
    journey.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(journey.annotations().len(), 7, "accepted, not rejected");
}

#[test]
fn an_inbox_that_is_hidden_is_shown_before_anything_in_it_is_decided() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = filtered(home.path());
    let all = pending(&journey);
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::Num2);
    assert!(!journey.window().session().preferences().inbox_shown);
    journey.press_with(Modifiers::COMMAND, Key::Enter);
    assert!(journey.window().session().preferences().inbox_shown);
    assert_eq!(pending(&journey), all);
    journey.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(pending(&journey), all - 7);
}
