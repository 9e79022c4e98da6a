//! The work on a project in the real window: states, notes, attributes, keys, blind mode, figures.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable};
use tawsim::app::action::Action;
use tawsim::model::sheet::Progress;

use crate::support::journey::Journey;

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

pub(crate) fn type_text(journey: &mut Journey, text: &str) {
    journey.0.event(eframe::egui::Event::Text(text.into()));
    journey.rest();
}

#[test]
fn an_article_gets_a_state_and_a_note_from_the_keyboard() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press_with(CTRL, Key::R);
    type_text(&mut journey, "يُراجَع");
    journey.click(Role::RadioButton, "للنقاش");
    journey.pictures("remark");
    journey.press(Key::Enter);
    let (_, sheet) = journey.window().session().current().unwrap();
    assert_eq!(sheet.progress(), Progress::Discuss);
    assert_eq!(sheet.remarks().note, "يُراجَع");
    journey.press_with(CTRL, Key::D);
    let (_, sheet) = journey.window().session().current().unwrap();
    assert_eq!(sheet.progress(), Progress::Done);
    assert_eq!(sheet.remarks().note, "يُراجَع", "the note stays");
}

#[test]
fn an_annotation_gets_a_note_from_the_keyboard_and_the_strip_shows_it() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press(Key::Enter);
    journey.press_with(CTRL, Key::M);
    journey.press(Key::F2);
    type_text(&mut journey, "لقب مركّب");
    journey.pictures("describe");
    journey.press(Key::Enter);
    let (_, sheet) = journey.window().session().current().unwrap();
    let annotation = sheet.annotations().next().unwrap();
    assert_eq!(annotation.note, "لقب مركّب");
    assert!(journey.0.query_by_label("لقب مركّب").is_some());
    let accepted = matches!(
        annotation.provenance.origin,
        tawsim::model::annotation::Origin::Suggestion { edited: false, .. }
    );
    assert!(accepted, "a note does not edit what was accepted");
}

#[test]
fn annotations_are_related_from_the_keyboard_and_the_strip_shows_it() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    for _ in 0..6 {
        journey.press(Key::Enter);
    }
    let related = |journey: &Journey| {
        let (article, sheet) = journey.window().session().current().unwrap();
        let text = |id| sheet.get(id).unwrap().span.text(&article.text).to_owned();
        let one =
            |r: &tawsim::model::relation::Relation| (text(r.from), r.label.to_string(), text(r.to));
        sheet.relations().map(one).collect::<Vec<_>>()
    };
    let (article, sheet) = journey.window().session().current().unwrap();
    let texts: Vec<String> = sheet
        .annotations()
        .map(|a| a.span.text(&article.text).to_owned())
        .collect();
    journey.press_with(CTRL, Key::M);
    journey.press_with(SHIFT, Key::F2);
    type_text(&mut journey, "يعمل في");
    journey.press(Key::ArrowDown);
    journey.pictures("relate-new");
    journey.press(Key::Enter);
    let first = (texts[0].clone(), "يعمل_في".to_owned(), texts[2].clone());
    assert_eq!(related(&journey), std::slice::from_ref(&first));
    journey.pictures("related");
    let (name, other) = (&first.1, &first.2);
    let shown = format!("\u{2068}{name}\u{2069} ← \u{2068}{other}\u{2069}");
    assert!(journey.0.query_by_label_contains(&shown).is_some());
    // The other way, by some of the text; the name used before is there already.
    journey.press_with(SHIFT, Key::F2);
    journey.click(Role::RadioButton, "إلى هذا الوسم");
    journey.pictures("relate-known");
    journey.press(Key::Enter);
    let back = (texts[1].clone(), "يعمل_في".to_owned(), texts[0].clone());
    assert_eq!(related(&journey), [first, back]);
    journey.press_with(SHIFT, Key::F2);
    {
        let buttons = journey.0.get_all_by_role(Role::Button);
        let named = |n: &egui_kittest::Node<'_>| n.accesskit_node().label().unwrap_or_default();
        let mut buttons = buttons.filter(|n| named(n).contains(&shown));
        buttons.next().unwrap().click();
    }
    journey.rest();
    assert_eq!(related(&journey).len(), 1);
    journey.press(Key::Escape);
    journey.press_with(CTRL, Key::Z);
    assert_eq!(related(&journey).len(), 2, "taken back");
    // With its annotation a relation goes, and comes back with it.
    journey.press_with(CTRL, Key::M);
    journey.press(Key::Backspace);
    let gone = related(&journey).len();
    assert!(gone < 2);
    journey.press_with(CTRL, Key::Z);
    assert_eq!(related(&journey).len(), 2);
}

#[test]
fn figures_are_shown_by_source_and_label() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press_with(CTRL, Key::P);
    let empty = journey.0.query_by_label_contains("لا قرارات بعد").is_some();
    assert!(empty);
    journey.press(Key::Escape);
    for key in [
        Key::Enter,
        Key::Enter,
        Key::Backspace,
        Key::Enter,
        Key::Num4,
    ] {
        journey.press(key);
    }
    journey.press_with(CTRL, Key::P);
    assert!(journey.0.query_by_label("كل المصادر").is_some());
    let three_of_five = journey.0.query_all_by_label("60٪").count();
    assert!(three_of_five > 0, "three of five as they were");
    journey.pictures("figures");
}

#[test]
fn a_key_is_recorded_conflicts_are_told_and_it_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press_with(SHIFT, Key::F1);
    journey.pictures("set-keys");
    type_text(&mut journey, "منجز");
    let done = tawsim::i18n::action::name(Action::ToggleDone.id(), tawsim::i18n::Lang::Ar);
    let named = |row: &egui_kittest::Node<'_>| row.accesskit_node().label().unwrap_or_default();
    // Another action's key: told, and taken.
    {
        let rows = journey.0.get_all_by_role(Role::ListBoxOption);
        let mut rows = rows.filter(|row| named(row).contains("غير المنجز"));
        rows.next_back().unwrap().click();
    }
    journey.rest();
    journey.press_with(CTRL, Key::D);
    assert!(
        journey.0.query_by_label_contains(&done).is_some(),
        "the owner is named"
    );
    journey.pictures("key-conflict");
    journey.click(Role::Button, "أخذ المفتاح");
    journey.press(Key::Escape);
    let keys = journey.window().session().keys();
    let taken = Action::ToggleDone.shortcut();
    assert_eq!(keys.of(Action::NextUnfinished), taken);
    assert_eq!(keys.of(Action::ToggleDone), None);
    // The key does what it now means, in another window too.
    journey.0.state_mut().window.as_mut().unwrap().close();
    drop(journey);
    let mut again = Journey::begin(home.path(), Vec::new());
    again.press_with(CTRL, Key::D);
    let (_, sheet) = again.window().session().current().unwrap();
    assert_eq!(sheet.progress(), Progress::New);
    again.press_with(SHIFT, Key::F1);
    again.click(Role::Button, "كل المفاتيح الأصلية");
    again.press(Key::Escape);
    again.press_with(CTRL, Key::D);
    let (_, sheet) = again.window().session().current().unwrap();
    assert_eq!(sheet.progress(), Progress::Done);
}

#[test]
fn blind_mode_leaves_no_trace_of_suggestions_on_screen() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    assert!(journey.0.get_all_by_role(Role::Mark).count() > 0);
    journey.press_with(CTRL | SHIFT, Key::B);
    assert_eq!(journey.0.query_all_by_role(Role::Mark).count(), 0);
    assert!(
        journey
            .0
            .query_by_label_contains("الاقتراحات مخفية")
            .is_some()
    );
    journey.pictures("blind");
    journey.press(Key::Tab);
    assert_eq!(journey.window().session().here().target, None);
    journey.click(Role::Button, "إظهار الاقتراحات");
    assert!(journey.0.get_all_by_role(Role::Mark).count() > 0);
}

#[test]
fn a_card_comes_where_the_pointer_rests_and_decides_without_a_key() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let mark = journey.0.get_all_by_role(Role::Mark).nth(3);
    let at = mark.expect("there are marks").rect().center();
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::Button, "قبول")
            .is_none()
    );
    journey.0.hover_at(at);
    for _ in 0..8 {
        journey.0.step();
    }
    journey.pictures("card");
    journey.click(Role::Button, "قبول");
    assert_eq!(journey.annotations().len(), 1);
    journey.0.hover_at(eframe::egui::pos2(4.0, 4.0));
    journey.rest();
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::Button, "قبول")
            .is_none()
    );
}
