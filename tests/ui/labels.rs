//! The label editor in the real window: consequences are shown before anything is changed.

use std::collections::BTreeMap;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable};
use tawsim::app::command::Target;

use crate::support::journey::Journey;

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn pick(journey: &mut Journey, name: &str) {
    let named = |row: &egui_kittest::Node<'_>| row.accesskit_node().label().unwrap_or_default();
    {
        let mut rows = journey.0.get_all_by_role(Role::ListBoxOption);
        let row = rows.rfind(|row| named(row).starts_with(name));
        row.expect("there is such a label").click();
    }
    journey.rest();
}

/// Replaces what a field says.
fn fill(journey: &mut Journey, field: &str, text: &str) {
    journey
        .0
        .get_by_role_and_label(Role::TextInput, field)
        .focus();
    journey.rest();
    journey.press_with(Modifiers::COMMAND, Key::A);
    journey.0.event(Event::Text(text.into()));
    journey.rest();
}

#[test]
fn a_label_is_added_with_a_free_colour_and_used_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press_with(CTRL_SHIFT, Key::K);
    journey.pictures("labels");
    journey.click(Role::Button, "إضافة");
    fill(&mut journey, "الاسم بالعربية", "مرض");
    fill(&mut journey, "الرمز في الملفات", "DIS EASE");
    fill(&mut journey, "المفتاح", "1");
    assert!(
        journey
            .0
            .query_by_label_contains("احذف ما فيه من مسافات")
            .is_some()
    );
    fill(&mut journey, "الرمز في الملفات", "DISEASE");
    assert!(
        journey
            .0
            .query_by_label_contains("وسمان مفتاحهما 1")
            .is_some()
    );
    fill(&mut journey, "المفتاح", "a");
    assert!(
        journey.0.query_by_label_contains("لأمر «").is_some(),
        "the key is a command's"
    );
    journey.pictures("labels-fault");
    fill(&mut journey, "المفتاح", "z");
    journey.press(Key::Enter);
    let labels = journey.window().session().project().labels();
    let made = labels.by_key('z').expect("the label is there");
    assert_eq!((made.id.as_str(), &*made.name.ar), ("DISEASE", "مرض"));
    let same = labels.iter().filter(|label| label.colour == made.colour);
    assert_eq!(same.count(), 1, "its colour is its own");
    journey.press(Key::Z);
    let first = journey.annotations()[0].1.clone();
    assert_eq!(first, "DISEASE");
}

#[test]
fn a_label_in_use_is_deleted_only_after_its_annotations_were_shown() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    for _ in 0..4 {
        journey.press(Key::Enter);
    }
    let before = journey.annotations();
    let title = before.iter().filter(|(_, label)| label == "TITLE").count();
    assert!(title > 0);
    journey.press_with(CTRL_SHIFT, Key::K);
    pick(&mut journey, "منصب");
    journey.click(Role::Button, "حذف");
    journey.click(Role::Button, "متابعة…");
    assert!(journey.0.query_by_label_contains("«منصب").is_some());
    journey.pictures("labels-consequences");
    assert_eq!(journey.annotations(), before, "nothing is changed yet");
    journey.click(Role::Button, "تطبيق");
    let left = journey.annotations();
    assert_eq!(left.len(), before.len() - title);
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(journey.annotations(), before);
}

#[test]
fn attributes_of_a_label_are_filled_in_from_the_keyboard() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press(Key::Enter);
    journey.press_with(CTRL_SHIFT, Key::K);
    pick(&mut journey, "منصب");
    // Below what is seen of the form: the keyboard goes there.
    let add = journey.0.get_by_role_and_label(Role::Button, "إضافة سمة");
    add.focus();
    journey.rest();
    journey.press(Key::Space);
    fill(&mut journey, "رمز السمة", "rank");
    fill(&mut journey, "اسم السمة", "رتبة");
    fill(&mut journey, "الخيارات، بينها فاصلة", "عليا، وسطى");
    journey.pictures("labels-attributes");
    journey.click(Role::Button, "تطبيق");
    journey.press_with(Modifiers::COMMAND, Key::M);
    assert!(matches!(
        journey.window().session().here().target,
        Some(Target::Annotation(_))
    ));
    journey.press(Key::F2);
    journey.pictures("describe-attributes");
    journey.click(Role::RadioButton, "وسطى");
    journey.click(Role::Button, "حفظ");
    let (_, sheet) = journey.window().session().current().unwrap();
    let annotation = sheet.annotations().next().unwrap();
    let expected = BTreeMap::from([("rank".to_owned(), "وسطى".to_owned())]);
    assert_eq!(annotation.attributes, expected);
    assert!(
        journey.0.query_by_label_contains("رتبة: وسطى").is_some(),
        "the strip says it"
    );
}

#[test]
fn guidelines_are_written_line_by_line_shown_beside_the_article_and_reached_from_a_label() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press_with(CTRL_SHIFT, Key::G);
    assert!(
        journey
            .0
            .query_by_label_contains("لم يُكتب دليل بعد")
            .is_some()
    );
    journey.click(Role::Button, "تحرير");
    let lines = [
        "# الأشخاص",
        "",
        "سِم **الاسم** وحده بوسم [شخص](label:PER)، بلا لقبه.",
        "- لا تسِم الضمائر",
        "- لا تسِم «الرئيس» وحدها",
        "  - إلا إن كانت اسمًا",
    ];
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            journey.press(Key::Enter);
        }
        journey.0.event(Event::Text((*line).into()));
        journey.rest();
    }
    journey.pictures("guidelines-edit");
    journey.click(Role::Button, "حفظ");
    let file = home.path().join("data/sample/guidelines.md");
    let expected = format!("{}\n", lines.join("\n"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), expected);
    journey.pictures("guidelines");
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::Heading, "الأشخاص")
            .is_some()
    );
    // The link does what the label's chip does: here, it accepts the suggestion as a person.
    journey.click(Role::Link, "شخص");
    assert_eq!(journey.annotations()[0].1, "PER");
    journey.press_with(Modifiers::COMMAND, Key::Z);
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(journey.window().session().project().guidelines(), "");
}
