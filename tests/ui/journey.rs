//! The main job in the real window tree: open, confirm, edit, tag, undo, export, reopen.

use std::path::Path;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use tawsim::app::command::Target;
use tawsim::app::session::SaveState;
use tawsim::i18n::Lang;
use tawsim::i18n::intake;
use tawsim::model::annotation::Origin;

use crate::support::journey::Journey;

fn pair(text: &str, label: &str) -> (String, String) {
    (text.to_owned(), label.to_owned())
}

#[test]
fn the_first_key_confirms_the_first_entity_of_the_real_article() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    assert_eq!(journey.current(), "مستشار الأمن القومي العراقي");
    journey.press(Key::Enter);
    assert_eq!(
        journey.annotations(),
        [pair("مستشار الأمن القومي العراقي", "TITLE")]
    );
    assert_eq!(
        journey.current(),
        "العراقي",
        "the next suggestion is current"
    );
    assert_eq!(*journey.window().session().save_state(), SaveState::Saved);
}

#[test]
fn open_confirm_edit_tag_undo_export_reopen() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    // Accept, reject, accept as another label.
    journey.press(Key::Enter);
    journey.press(Key::Backspace);
    assert_eq!(journey.current(), "طهران");
    journey.press(Key::Num4);
    assert_eq!(journey.annotations()[1], pair("طهران", "LOC"));
    // Correct a boundary: leave the last word out, then accept.
    journey.press(Key::Tab);
    let before = journey.current();
    journey.press_with(
        Modifiers::ALT | Modifiers::CTRL | Modifiers::COMMAND,
        Key::ArrowRight,
    );
    let shorter = journey.current();
    assert!(
        before.starts_with(&shorter) && shorter.len() < before.len(),
        "{before} → {shorter}"
    );
    journey.press(Key::Enter);
    let (_, sheet) = journey.window().session().current().unwrap();
    let edited = sheet.annotations().any(|annotation| {
        matches!(
            annotation.provenance.origin,
            Origin::Suggestion { edited: true, .. }
        ) && annotation.span.len() == shorter.len()
    });
    assert!(edited, "accepted with the moved boundary");
    // Tag by keyboard alone: caret home, select two words, press a label key.
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Home);
    for _ in 0..2 {
        journey.press_with(
            Modifiers::COMMAND | Modifiers::CTRL | Modifiers::SHIFT,
            Key::ArrowLeft,
        );
    }
    journey.press(Key::Num8);
    assert!(
        journey.annotations().contains(&pair("تعاون أمني", "EVENT")),
        "{:?}",
        journey.annotations()
    );
    // Undo takes it back, redo brings it again.
    let all = journey.annotations();
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Z);
    assert!(!journey.annotations().contains(&pair("تعاون أمني", "EVENT")));
    journey.press_with(
        Modifiers::COMMAND | Modifiers::CTRL | Modifiers::SHIFT,
        Key::Z,
    );
    assert_eq!(journey.annotations(), all);
    export(&mut journey, home.path(), all.len());
    reopen(journey, home.path(), &all);
}

/// Exports by the dialog and reads the file.
fn export(journey: &mut Journey, home: &Path, annotations: usize) {
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::E);
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::Dialog, "تصدير مجموعة البيانات")
            .is_some()
    );
    journey.click(Role::Button, "تصدير");
    let file = home.join("data/sample/dataset.jsonl");
    let text = std::fs::read_to_string(file).unwrap();
    let line: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    let entities = line["entities"].as_array().unwrap();
    assert_eq!(entities.len(), annotations);
    let article: Vec<char> = line["text"].as_str().unwrap().chars().collect();
    for entity in entities {
        let place = |name: &str| usize::try_from(entity[name].as_u64().unwrap()).unwrap();
        let exact: String = article[place("start")..place("end")].iter().collect();
        assert_eq!(entity["text"], exact);
    }
}

/// Closes the window and opens it again: everything is there, and undo still works.
fn reopen(mut journey: Journey, home: &Path, all: &[(String, String)]) {
    journey.0.state_mut().window.as_mut().unwrap().close();
    drop(journey);
    let mut again = Journey::begin(home, Vec::new());
    assert_eq!(again.annotations(), all);
    again.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Z);
    assert_eq!(again.annotations().len(), all.len() - 1);
}

#[test]
fn a_span_is_found_by_its_description_and_clicked() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let name = "كيان سياسي، تل أبيب، مقترح، ثقة 91٪";
    journey.first_mark(name).click();
    journey.rest();
    assert_eq!(journey.current(), "تل أبيب");
    assert!(matches!(
        journey.window().session().here().target,
        Some(Target::Suggestion(_))
    ));
}

#[test]
fn a_group_of_the_inbox_is_accepted_at_once_and_undone_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press_with(Modifiers::SHIFT, Key::Enter);
    let count = journey.annotations().len();
    assert!(count > 1, "all alike are accepted");
    assert!(
        journey
            .annotations()
            .iter()
            .all(|(text, _)| text == "مستشار الأمن القومي العراقي")
    );
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Z);
    assert!(journey.annotations().is_empty());
}

#[test]
fn the_window_speaks_english_when_asked_and_arabic_again() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::MenuItem, "ملف")
            .is_some()
    );
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::G);
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::MenuItem, "File")
            .is_some()
    );
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::Heading, "Review inbox")
            .is_some()
    );
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::G);
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::MenuItem, "ملف")
            .is_some()
    );
}

#[test]
fn a_file_that_is_not_utf8_is_offered_in_its_encoding_and_opened() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("old.txt");
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode("زار الرئيس بغداد في نوفمبر");
    std::fs::write(&file, bytes).unwrap();
    let mut journey = Journey::begin(home.path(), vec![file]);
    let read = "زار الرئيس بغداد في نوفمبر";
    assert!(journey.0.query_by_label(read).is_some(), "how it reads");
    let agree = intake::import(1, 0, 0, Lang::Ar);
    journey.click(Role::Button, &agree);
    let (article, _) = journey.window().session().current().unwrap();
    assert_eq!(&*article.text, "زار الرئيس بغداد في نوفمبر");
}

#[test]
fn a_label_is_chosen_by_typing_its_name() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press(Key::Space);
    journey.0.event(egui::Event::Text("منظ".to_owned()));
    journey.rest();
    journey.press(Key::Enter);
    assert_eq!(
        journey.annotations(),
        [pair("مستشار الأمن القومي العراقي", "ORG")]
    );
}

#[test]
fn a_mouse_drag_selects_letters_and_snaps_to_words() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let rect = journey
        .first_mark("كيان سياسي، بغداد، مقترح، ثقة 91٪")
        .rect();
    // The word before the mark, "سماح", stands to its right.
    let from = egui::pos2(rect.right() + 40.0, rect.center().y);
    let to = egui::pos2(rect.right() + 22.0, rect.center().y);
    journey.0.drag_at(from);
    journey.0.step();
    journey.0.hover_at(to);
    journey.0.step();
    journey.0.drop_at(to);
    journey.rest();
    journey.press(Key::Num1);
    assert_eq!(journey.annotations(), [pair("سماح", "PER")]);
}

#[test]
fn the_article_is_drawn_in_both_languages_and_themes() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    for (at, key) in [None, Some(Key::T), Some(Key::G), Some(Key::T)]
        .into_iter()
        .enumerate()
    {
        if let Some(key) = key {
            journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, key);
        }
        let picture = journey.0.render().unwrap();
        if let Some(folder) = std::env::var_os("TAWSIM_PICTURES") {
            picture
                .save(Path::new(&folder).join(format!("window-{at}.png")))
                .unwrap();
        }
        assert!(
            crate::support::raster::colours(&picture) > 300,
            "picture {at} is blank"
        );
    }
}
