//! Trying patterns out: what matches where the person is, and what is wrong with the project's file.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::support::journey::Journey;

const TEXT: &str = "غرقت سفينة روبيمار في البحر الأحمر.\nبلغت الخسائر خمسة ملايين دولار.";

const RULES: &str = r#"(
    rules: [
        (id: "ship", ar: "سفينة مسماة", en: "named ship", label: "PRODUCT",
         before: [Word(["سفينة"])], mark: [Unknown]),
    ],
)"#;

fn begin() -> (tempfile::TempDir, Journey) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("article.txt");
    std::fs::write(&file, TEXT).unwrap();
    let journey = Journey::begin(home.path(), vec![file]);
    (home, journey)
}

fn open(journey: &mut Journey) {
    journey.press_with(Modifiers::COMMAND, Key::K);
    journey
        .0
        .event(eframe::egui::Event::Text("تجربة الأنماط".into()));
    journey.rest();
    journey.press(Key::Enter);
}

fn patterns(journey: &Journey) -> std::path::PathBuf {
    journey
        .window()
        .session()
        .dir()
        .unwrap()
        .join("patterns.ron")
}

fn row<'a>(journey: &'a Journey, part: &'a str) -> Option<egui_kittest::Node<'a>> {
    let mut rows = journey.0.query_all_by_role(Role::ListBoxOption);
    rows.find(|row| {
        row.accesskit_node()
            .label()
            .is_some_and(|label| label.contains(part))
    })
}

#[test]
fn rules_of_the_program_and_of_the_project_are_shown_where_they_match() {
    let (_home, mut journey) = begin();
    std::fs::write(patterns(&journey), RULES).unwrap();
    open(&mut journey);
    let rule = row(&journey, "ship").expect("the project's rule is listed");
    let said = rule.accesskit_node().label().unwrap();
    assert!(
        said.contains("روبيمار") && said.contains("سفينة مسماة") && said.contains("من المشروع"),
        "{said}"
    );
    assert!(
        row(&journey, "money").is_none(),
        "the other paragraph is not tried"
    );
    journey.pictures("trial");
    journey.click(Role::Button, "إغلاق");
    let session = journey.window().session();
    let text = &session.current().unwrap().0.text;
    let mut found = session.pending().map(|s| s.span.text(text).to_owned());
    assert!(
        found.any(|name| name == "روبيمار"),
        "the rule counts from now on"
    );
}

#[test]
fn a_wrong_file_is_told_with_line_and_column_and_right_again_after_it_was_corrected() {
    let (_home, mut journey) = begin();
    let path = patterns(&journey);
    let wrong = RULES.replace("[Unknown]", "[List(\"سفن\")]");
    std::fs::write(&path, &wrong).unwrap();
    open(&mut journey);
    let (before, _) = wrong.split_once("List").unwrap();
    let line = before.lines().count();
    let column = before.lines().last().unwrap().chars().count() + 1;
    assert_eq!(line, 4);
    let place = format!("{line}:{column}");
    assert!(
        journey.0.query_by_label_contains(&place).is_some(),
        "line and column: {place}"
    );
    assert!(
        journey.0.query_by_label_contains("«سفن»").is_some(),
        "what is wrong"
    );
    journey.pictures("trial-wrong");
    std::fs::write(&path, RULES).unwrap();
    journey.click(Role::Button, "قراءة الملف والتجربة من جديد");
    assert!(
        journey
            .0
            .query_by_label_contains("ملف الأنماط سليم")
            .is_some()
    );
    assert!(row(&journey, "ship").is_some());
}

#[test]
fn another_text_can_be_typed() {
    let (_home, mut journey) = begin();
    open(&mut journey);
    let name = "النص الذي تُجرَّب عليه الأنماط";
    journey
        .0
        .get_by_role_and_label(Role::TextInput, name)
        .focus();
    journey.rest();
    journey.press_with(Modifiers::COMMAND, Key::A);
    journey
        .0
        .event(eframe::egui::Event::Text("دفع خمسة ملايين دولار".into()));
    journey.rest();
    let said = row(&journey, "money")
        .expect("a rule of the program")
        .accesskit_node()
        .label()
        .unwrap();
    assert!(
        said.contains("خمسة ملايين دولار") && said.contains("من البرنامج"),
        "{said}"
    );
}
