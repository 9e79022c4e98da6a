//! Files with annotations, imported in the real window.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use tawsim::app::command::Command;
use tawsim::app::headless::project;
use tawsim::model::ids::EngineId;

use crate::support::journey::Journey;

const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

const KNOWN: &str = "غادر زهرتان قصر النخيل مساء";
const NEW: &str = "قالت ليلى إن القاهرة هادئة";

fn line(text: &str, parts: &[(&str, &str)]) -> serde_json::Value {
    let entity = |(part, label): &(&str, &str)| {
        let start = text.find(part).unwrap();
        let at = |byte: usize| text[..byte].chars().count();
        serde_json::json!({"start": at(start), "end": at(start + part.len()), "label": label, "text": part})
    };
    let entities: Vec<_> = parts.iter().map(entity).collect();
    serde_json::json!({"text": text, "entities": entities})
}

fn put(path: PathBuf, text: &str) -> PathBuf {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

fn has(journey: &Journey, role: Role, label: &str) -> bool {
    journey.0.query_by_role_and_label(role, label).is_some()
}

/// Whether anything on screen says that.
fn says(journey: &Journey, part: &str) -> bool {
    let mut all = journey.0.query_all_by_label_contains(part);
    all.next().is_some()
}

/// Opens the box of that name and chooses.
fn choose(journey: &mut Journey, name: &str, option: &str) {
    journey.click(Role::ComboBox, name);
    let found = journey.0.get_by_role_and_label(Role::ListBoxOption, option);
    found.click_accesskit();
    journey.rest();
}

/// Presses the key, waits until the window asks for a path, as there is no native dialog here, and
/// types it.
fn ask_for(journey: &mut Journey, modifiers: Modifiers, title: &str, path: &Path) {
    journey.press_with(modifiers, Key::I);
    let began = Instant::now();
    while !has(journey, Role::Dialog, title) && began.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(50));
        journey.rest();
    }
    let typed = path.display().to_string();
    journey.0.event(egui::Event::Text(typed));
    journey.rest();
}

fn drop_on(journey: &mut Journey, path: &Path) {
    let window = journey.0.state_mut().window.as_mut().unwrap();
    window.run(Command::OpenPaths(vec![path.to_owned()]));
    window.settle();
    journey.rest();
}

/// Label and text of everything annotated in the project, as it is on disk.
fn annotated(journey: &Journey) -> Vec<(String, String)> {
    let dir = journey.window().session().dir().unwrap();
    let dataset = project::dataset(dir, None).unwrap();
    let mut all: Vec<(String, String)> = dataset
        .records
        .iter()
        .flat_map(|record| {
            let text = &record.article.text;
            let pair = |a: &tawsim::model::annotation::Annotation| {
                (a.label.to_string(), a.span.text(text).to_owned())
            };
            record.annotations.iter().map(pair).collect::<Vec<_>>()
        })
        .collect();
    all.sort();
    all
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all: Vec<_> = expected
        .iter()
        .map(|(label, text)| ((*label).to_owned(), (*text).to_owned()))
        .collect();
    all.sort();
    all
}

#[test]
fn a_file_with_annotations_is_imported_as_annotations_and_taken_back_by_one_key() {
    let home = tempfile::tempdir().unwrap();
    let known = put(home.path().join("news.txt"), KNOWN);
    let first = line(KNOWN, &[("زهرتان", "PERSON"), ("قصر النخيل", "CASTLE")]);
    let second = line(NEW, &[("ليلى", "PERSON"), ("هادئة", "MOOD")]);
    let gold = put(
        home.path().join("gold.jsonl"),
        &format!("{first}\n{second}\n"),
    );
    let mut journey = Journey::begin(home.path(), vec![known]);
    ask_for(&mut journey, CTRL, "استيراد ملفات", &gold);
    journey.click(Role::Button, "استيراد");
    let chosen = journey
        .0
        .get_by_role_and_label(Role::RadioButton, "وسومًا لي");
    assert_eq!(
        chosen.accesskit_node().toggled(),
        Some(egui::accesskit::Toggled::True),
        "what people have stated is theirs to state"
    );
    assert!(says(&journey, "Tawsim JSONL"));
    for label in ["PERSON (2)", "CASTLE (1)", "MOOD (1)"] {
        assert!(
            has(&journey, Role::Label, label),
            "{label} is asked for once"
        );
    }
    journey.pictures("intake");
    choose(&mut journey, "CASTLE", "منشأة");
    choose(&mut journey, "MOOD", "تُترك");
    journey.click(Role::Button, "استيراد: مقال واحد، 3 وسوم");
    let all = [("PER", "زهرتان"), ("FAC", "قصر النخيل"), ("PER", "ليلى")];
    assert_eq!(annotated(&journey), pairs(&all));
    // What was left out on purpose is told, too.
    assert!(has(&journey, Role::Dialog, "تقرير الاستيراد"));
    assert!(says(&journey, "MOOD (1)"));
    journey.pictures("intake-report");
    journey.press(Key::Escape);
    assert_eq!(journey.annotations().len(), 2, "the article is on screen");
    journey.press_with(CTRL, Key::Z);
    assert_eq!(annotated(&journey), []);
    assert_eq!(journey.window().session().project().entries().len(), 1);
    journey.press_with(CTRL | Modifiers::SHIFT, Key::Z);
    assert_eq!(annotated(&journey), pairs(&all));
}

/// When somebody took annotations into a project is another matter.
fn without_times(written: &str) -> serde_json::Value {
    let mut written: serde_json::Value = serde_json::from_str(written).unwrap();
    for entity in written["entities"].as_array_mut().unwrap() {
        assert!(entity.as_object_mut().unwrap().remove("at").is_some());
    }
    written
}

#[test]
fn what_was_exported_comes_back_the_same() {
    let home = tempfile::tempdir().unwrap();
    let parts = [("ليلى", "PER"), ("القاهرة", "GPE")];
    let gold = put(
        home.path().join("gold.jsonl"),
        &line(NEW, &parts).to_string(),
    );
    let project_of = |name: &str| {
        let dir = home.path().join(name);
        project::create(&dir, "news").unwrap();
        dir
    };
    let mut journey = Journey::begin(home.path(), vec![project_of("one")]);
    drop_on(&mut journey, &gold);
    journey.click(Role::Button, "استيراد: مقال واحد، وسمان");
    let before = annotated(&journey);
    assert_eq!(before, pairs(&parts.map(|(text, label)| (label, text))));
    journey.press_with(CTRL, Key::E);
    journey.click(Role::Button, "تصدير");
    let written = home.path().join("one/dataset.jsonl");
    let exported = fs::read_to_string(&written).unwrap();
    journey.0.state_mut().window.as_mut().unwrap().close();
    drop(journey);
    let mut journey = Journey::begin(home.path(), vec![project_of("two")]);
    drop_on(&mut journey, &written);
    journey.press(Key::Enter);
    assert_eq!(annotated(&journey), before);
    journey.press_with(CTRL, Key::E);
    journey.click(Role::Button, "تصدير");
    let again = fs::read_to_string(home.path().join("two/dataset.jsonl")).unwrap();
    assert_eq!(without_times(&again), without_times(&exported));
}

#[test]
fn a_folder_of_brat_is_dropped_and_everything_wrong_with_it_is_told() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("brat");
    put(folder.join("a.txt"), NEW);
    put(
        folder.join("a.ann"),
        "T1\tPER 5 9\tليلى\nT2\tGPE 14 21\tالقاهرة\nT3\tORG 90 99\tلا شيء\nE1\tPER:T1\n",
    );
    put(folder.join("b.txt"), KNOWN);
    put(folder.join("b.ann"), "T1\tPER 5 11\tزهرتان\n");
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press_with(CTRL, Key::G);
    drop_on(&mut journey, &folder);
    assert!(has(&journey, Role::Dialog, "Import files"));
    assert!(says(&journey, "brat"));
    assert!(says(&journey, "a.ann:3:"), "where something is wrong");
    journey.pictures("intake-folder");
    journey.click(Role::Button, "Import 2 articles, 3 annotations");
    let all = [("PER", "ليلى"), ("GPE", "القاهرة"), ("PER", "زهرتان")];
    assert_eq!(annotated(&journey), pairs(&all));
    assert!(has(&journey, Role::Dialog, "Import report"));
    assert!(says(&journey, "a.ann:3:"));
    journey.click(Role::Button, "Copy the report");
    journey.pictures("intake-folder-report");
    journey.press(Key::Escape);
    // The notice leads back to it.
    journey.click(Role::Button, "Import report");
    assert!(has(&journey, Role::Dialog, "Import report"));
}

#[test]
fn what_is_wrong_in_a_file_of_many_articles_is_told_with_the_article() {
    let home = tempfile::tempdir().unwrap();
    let mut bad = line(NEW, &[("ليلى", "PER"), ("القاهرة", "GPE")]);
    bad["id"] = "نشرة-7".into();
    bad["entities"][1]["end"] = 900.into();
    bad["entities"][1]["text"] = "بيروت".into();
    let good = line(KNOWN, &[("زهرتان", "PER")]);
    let file = put(home.path().join("gold.jsonl"), &format!("{good}\n{bad}\n"));
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press_with(CTRL, Key::G);
    drop_on(&mut journey, &file);
    assert!(says(&journey, "in article “نشرة-7”: 13–900"));
    journey.click(Role::Button, "Import 2 articles, 2 annotations");
    assert!(has(&journey, Role::Dialog, "Import report"));
    assert!(says(&journey, "in article “نشرة-7”: 13–900"));
    journey.pictures("intake-article-report");
}

#[test]
fn an_import_of_annotations_is_given_up_by_escape() {
    let home = tempfile::tempdir().unwrap();
    let gold = put(
        home.path().join("gold.jsonl"),
        &line(NEW, &[("ليلى", "PER")]).to_string(),
    );
    let mut journey = Journey::begin(home.path(), Vec::new());
    let before = journey.window().session().project().entries().len();
    drop_on(&mut journey, &gold);
    assert!(has(&journey, Role::Dialog, "استيراد ملفات"));
    journey.press(Key::Escape);
    assert_eq!(journey.window().session().import(), None);
    let after = journey.window().session().project().entries().len();
    assert_eq!(before, after);
    assert_eq!(annotated(&journey), []);
}

#[test]
fn what_a_model_believes_is_offered_as_suggestions_and_nobody_has_to_know_that() {
    let home = tempfile::tempdir().unwrap();
    let mut said = line(NEW, &[("ليلى", "PER"), ("القاهرة", "GPE")]);
    for entity in said["entities"].as_array_mut().unwrap() {
        entity["score"] = 0.5.into();
    }
    let file = put(home.path().join("model-9.jsonl"), &said.to_string());
    let mut journey = Journey::begin(home.path(), Vec::new());
    drop_on(&mut journey, &file);
    let chosen = journey
        .0
        .get_by_role_and_label(Role::RadioButton, "اقتراحات تنتظر قراري");
    let on = chosen.accesskit_node().toggled();
    assert_eq!(on, Some(egui::accesskit::Toggled::True));
    journey.pictures("intake-believed");
    journey.press(Key::Enter);
    assert_eq!(annotated(&journey), []);
    let session = journey.window().session();
    let waits = session.pending().filter(|s| {
        let mut evidence = s.evidence.iter();
        evidence.any(|e| e.engine == EngineId::Import && e.name.en == "model-9")
    });
    assert_eq!(waits.count(), 2);
    // A person who knows better takes them as annotations, by keys alone.
    drop_on(&mut journey, &file);
    journey.click(Role::RadioButton, "وسومًا لي");
    journey.press(Key::Enter);
    let all = [("PER", "ليلى"), ("GPE", "القاهرة")];
    assert_eq!(annotated(&journey), pairs(&all));
}
