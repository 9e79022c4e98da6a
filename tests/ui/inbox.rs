//! The review inbox: filters, order, and one decision on everything that is shown.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;

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
    journey.click(Role::Button, &format!("سحب القرارات ({rejected})"));
    assert_eq!(pending(&journey), all);
}
