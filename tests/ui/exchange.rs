//! Exporting a dataset and importing suggestions, in the real window.

use std::fs;
use std::path::Path;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use tawsim::app::command::{Command, SuggestionKey};
use tawsim::app::headless::dataset::Preview;
use tawsim::app::headless::intake::{TakenAs, Terms};
use tawsim::app::headless::project::{self, Way};
use tawsim::model::ids::EngineId;

use crate::support::journey::Journey;

const CTRL: Modifiers = Modifiers::COMMAND;

fn save(journey: &mut Journey, name: &str) {
    let picture = journey.0.render().unwrap();
    if let Some(folder) = std::env::var_os("TAWSIM_PICTURES") {
        picture.save(Path::new(&folder).join(name)).unwrap();
    }
    assert!(
        crate::support::raster::colours(&picture) > 100,
        "{name} is blank"
    );
}

/// Opens the box of that name and chooses.
fn choose(journey: &mut Journey, name: &str, option: &str) {
    journey.click(Role::ComboBox, name);
    // Long lists scroll: an option that is out of sight is asked for, not pointed at.
    let found = journey.0.get_by_role_and_label(Role::ListBoxOption, option);
    found.click_accesskit();
    journey.rest();
}

/// What the export would be.
fn previewed(journey: &Journey) -> Preview {
    let preview = journey.window().session().preview();
    preview.unwrap().clone().unwrap()
}

fn has(journey: &Journey, role: Role, label: &str) -> bool {
    journey.0.query_by_role_and_label(role, label).is_some()
}

fn accept_all(journey: &mut Journey) -> usize {
    let window = journey.0.state_mut().window.as_mut().unwrap();
    let keys = window.session().pending().map(|s| SuggestionKey {
        span: s.span,
        label: s.label.clone(),
    });
    let keys: Vec<_> = keys.collect();
    window.run(Command::Accept(keys));
    journey.rest();
    journey.annotations().len()
}

#[test]
fn the_dialog_shows_what_will_be_written_and_what_is_lost_before_it_is() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let count = accept_all(&mut journey);
    journey.press_with(CTRL | Modifiers::CTRL, Key::E);
    let preview = previewed(&journey);
    assert!(preview.complete && preview.losses.is_empty());
    assert_eq!((preview.articles, preview.annotations), (1, count));
    assert!(has(&journey, Role::Label, "تحمل هذه الصيغة كل شيء."));
    save(&mut journey, "export-ar.png");
    choose(&mut journey, "الصيغة", "CoNLL-2003");
    let preview = previewed(&journey);
    assert_eq!(preview.lines[0], "-DOCSTART- -X- O O");
    assert!(
        has(&journey, Role::Label, "-DOCSTART- -X- O O"),
        "the first lines are shown"
    );
    // Suggestions inside others were accepted too; a flat format keeps the outer ones.
    let lost: usize = preview.losses.iter().map(|loss| loss.count).sum();
    assert!(lost > 0 && has(&journey, Role::Label, "ما لا تحمله الصيغة:"));
    let name = "كيان داخل كلمة، مثل «القاهرة» في «وبالقاهرة»";
    choose(&mut journey, name, "يُوسَّع إلى الكلمة كلها");
    let expanded = previewed(&journey);
    let more: usize = expanded.losses.iter().map(|loss| loss.count).sum();
    assert!(more > lost, "what is widened is told: {more}");
    save(&mut journey, "export-ar-conll.png");
    journey.click(Role::Button, "تصدير");
    let written = fs::read_to_string(home.path().join("data/sample/dataset.conll")).unwrap();
    assert!(written.starts_with("-DOCSTART-"));
    let entities = written.lines().filter(|line| line.contains(" B-")).count();
    assert_eq!(entities, expanded.annotations);
}

#[test]
fn parts_are_chosen_under_more_and_a_wrong_share_is_told() {
    let home = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for at in 0..6 {
        let file = home.path().join(format!("{at}.txt"));
        fs::write(&file, format!("زار ممثل الهيئة مدينة بغداد للمرة {at}")).unwrap();
        files.push(file);
    }
    let mut journey = Journey::begin(home.path(), files);
    journey.press_with(CTRL | Modifiers::CTRL, Key::G);
    journey.press_with(CTRL | Modifiers::CTRL, Key::E);
    journey.click(Role::Button, "More choices");
    journey.click(Role::CheckBox, "Share out to train, dev and test");
    let preview = previewed(&journey);
    let parts: Vec<&str> = preview
        .parts
        .iter()
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(parts, ["train", "dev", "test"]);
    save(&mut journey, "export-en-parts.png");
    journey.press_with(CTRL | Modifiers::CTRL, Key::T);
    journey.click(Role::CheckBox, "done");
    let wanted = previewed(&journey);
    assert_eq!(wanted.articles, 6);
    journey.click(Role::Button, "Export");
    let folder = home.path().join("data/my-articles/dataset");
    for name in ["train.jsonl", "dev.jsonl", "test.jsonl", "manifest.json"] {
        assert!(folder.join(name).exists(), "{name}");
    }
}

#[test]
fn labels_are_written_under_the_names_that_are_given_to_them() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    accept_all(&mut journey);
    journey.press_with(CTRL | Modifiers::CTRL, Key::E);
    journey.click(Role::Button, "خيارات أخرى");
    journey.click(Role::CheckBox, "اكتب الوسوم بأسماء أخرى");
    let mut name = |label: &str, name: &str| {
        let field = journey.0.get_by_role_and_label(Role::TextInput, label);
        field.focus();
        journey.rest();
        journey.0.event(egui::Event::Text(name.to_owned()));
        journey.rest();
    };
    name("GPE", "PLACE");
    name("FAC", "a b");
    assert!(has(&journey, Role::Label, "لا يكون في اسم الوسم فراغ."));
    for _ in 0..3 {
        journey.press(Key::Backspace);
    }
    save(&mut journey, "export-ar-names.png");
    let line = previewed(&journey).lines[0].clone();
    assert!(!line.contains("\"GPE\""), "{line}");
    journey.click(Role::Button, "تصدير");
    let written = fs::read_to_string(home.path().join("data/sample/dataset.jsonl")).unwrap();
    let labels: Vec<&str> = written.split("\"label\":\"").skip(1).collect();
    let with = |name: &str| {
        labels
            .iter()
            .filter(|l| l.starts_with(&format!("{name}\"")))
            .count()
    };
    assert!(with("PLACE") > 3 && with("GPE") == 0 && with("PER") > 0);
}

/// Types that path where suggestions are asked for.
fn ask_for(journey: &mut Journey, said: &Path) {
    journey.press_with(CTRL | Modifiers::CTRL | Modifiers::SHIFT, Key::I);
    // There is no native dialog here: the window asks for the path itself.
    for _ in 0..40 {
        journey.rest();
        if has(journey, Role::Dialog, "استيراد اقتراحات") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let typed = said.display().to_string();
    journey.0.event(egui::Event::Text(typed));
    journey.rest();
}

/// What a file said and nobody has decided, with its labels.
fn waiting(journey: &Journey) -> Vec<(String, String)> {
    let session = journey.window().session();
    let (article, _) = session.current().unwrap();
    let from_file = session.pending().filter(|s| s.engine() == EngineId::Import);
    from_file
        .map(|s| (s.span.text(&article.text).to_owned(), s.label.to_string()))
        .collect()
}

/// An import is undone and redone with what it says.
fn taken_back_and_again(journey: &mut Journey, said: &[(String, String)]) {
    journey.press_with(CTRL, Key::Z);
    assert_eq!(waiting(journey), []);
    journey.press_with(CTRL | Modifiers::SHIFT, Key::Z);
    assert_eq!(waiting(journey), said);
}

#[test]
fn what_a_model_says_is_imported_mapped_and_decided_like_any_suggestion() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("news.txt");
    fs::write(&file, "غادر زهرتان قصر النخيل مساء").unwrap();
    let said = home.path().join("model-9.jsonl");
    let line = r#"{"text":"غادر زهرتان قصر النخيل مساء","entities":[{"start":5,"end":11,"label":"PERSON","text":"زهرتان"},{"start":12,"end":22,"label":"WHATEVER","text":"قصر النخيل"}]}"#;
    let stranger = r#"{"text":"نص لا يعرفه أحد","entities":[]}"#;
    fs::write(&said, format!("{line}\n{stranger}\n")).unwrap();
    let mut journey = Journey::begin(home.path(), vec![file]);
    ask_for(&mut journey, &said);
    journey.click(Role::Button, "فتح");
    assert!(
        has(&journey, Role::Label, "PERSON (1)"),
        "labels are asked for"
    );
    let chosen = journey
        .0
        .get_by_role_and_label(Role::RadioButton, "اقتراحات تنتظر قراري");
    let on = chosen.accesskit_node().toggled();
    assert_eq!(on, Some(egui::accesskit::Toggled::True), "as was asked for");
    save(&mut journey, "incoming-ar.png");
    choose(&mut journey, "WHATEVER", "منشأة");
    journey.click(Role::Button, "استيراد: مقال واحد، اقتراحان");
    let entries = journey.window().session().project().entries().len();
    assert_eq!(entries, 2, "an article that was not there was added");
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let expected = [pair("زهرتان", "PER"), pair("قصر النخيل", "FAC")];
    assert_eq!(waiting(&journey), expected);
    save(&mut journey, "incoming-ar-after.png");
    taken_back_and_again(&mut journey, &expected);
    journey.press_with(CTRL | Modifiers::CTRL, Key::Home);
    journey.press(Key::Tab);
    assert_eq!(journey.current(), "زهرتان");
    journey.press(Key::Enter);
    assert!(journey.annotations().contains(&pair("زهرتان", "PER")));
    assert_eq!(waiting(&journey), expected[1..]);
    // The same once more changes nothing about what was decided.
    let dir = journey.window().session().dir().unwrap().to_owned();
    let annotator = journey.window().session().project().annotator.clone();
    let window = journey.0.state_mut().window.as_mut().unwrap();
    window.close();
    drop(journey);
    let way = Way {
        terms: Terms {
            taken: TakenAs::Suggestions,
            origin: Some("model-9".to_owned()),
            map: vec![
                ("PERSON".into(), Some("PER".into())),
                ("WHATEVER".into(), Some("FAC".into())),
            ],
        },
        ..Way::default()
    };
    project::import(&dir, &[said], &way, annotator.unwrap().as_str()).unwrap();
    let again = Journey::begin(home.path(), vec![dir]);
    assert_eq!(waiting(&again), expected[1..]);
}
