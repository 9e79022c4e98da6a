//! Importing, an article's details, recent projects and going on after a crash, at the real window.

use std::fs;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use tawsim::app::command::Command;

use crate::support::journey::Journey;

const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

const ARABIC: &str = "تعاون أمني بين بغداد وطهران";

fn drop_files(journey: &mut Journey, paths: Vec<std::path::PathBuf>) {
    let window = journey.0.state_mut().window.as_mut().unwrap();
    window.run(Command::OpenPaths(paths));
    window.settle();
    journey.rest();
}

#[test]
fn a_doubtful_file_is_shown_before_it_is_imported() {
    let home = tempfile::tempdir().unwrap();
    let old = home.path().join("old.txt");
    fs::write(&old, encoding_rs::WINDOWS_1256.encode(ARABIC).0).unwrap();
    let table = home.path().join("news.csv");
    fs::write(&table, "رقم,خبر\n1,نص من جدول\n").unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    drop_files(&mut journey, vec![old, table]);
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::Dialog, "استيراد ملفات")
            .is_some()
    );
    assert!(
        journey.0.query_by_label(ARABIC).is_some(),
        "how it would read"
    );
    journey.pictures("import");
    journey.click(Role::RadioButton, "خبر");
    journey.click(Role::Button, "استيراد: مقالان");
    assert_eq!(journey.window().session().project().entries().len(), 3);
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::Dialog, "استيراد ملفات")
            .is_none()
    );
}

#[test]
fn an_import_that_is_not_wanted_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let bad = home.path().join("a.pdf");
    fs::write(&bad, "%PDF").unwrap();
    let good = home.path().join("b.txt");
    fs::write(&good, ARABIC).unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    drop_files(&mut journey, vec![bad, good]);
    journey.press(Key::Escape);
    assert_eq!(journey.window().session().import(), None);
    assert_eq!(journey.window().session().project().entries().len(), 1);
}

#[test]
fn the_details_of_an_article_are_seen_and_changed() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.press_with(CTRL | Modifiers::SHIFT, Key::E);
    assert!(
        journey
            .0
            .query_by_role_and_label(Role::Dialog, "بيانات المقال")
            .is_some()
    );
    journey.click(Role::TextInput, "المصدر");
    journey
        .0
        .event(eframe::egui::Event::Text("وكالة الأنباء".to_owned()));
    journey.rest();
    journey.pictures("details");
    journey.click(Role::Button, "حفظ");
    let session = journey.window().session();
    let (article, _) = session.current().unwrap();
    assert_eq!(article.meta.source.as_deref(), Some("وكالة الأنباء"));
    journey.press_with(CTRL, Key::Z);
    let (article, _) = journey.window().session().current().unwrap();
    assert_eq!(article.meta.source, None);
}

#[test]
fn a_project_opened_before_is_opened_again() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let other = home.path().join("other");
    let window = journey.0.state_mut().window.as_mut().unwrap();
    window.run(Command::CreateProject(other.clone(), "core".into()));
    window.settle();
    journey.rest();
    assert_eq!(journey.window().session().dir(), Some(other.as_path()));
    journey.press_with(CTRL | Modifiers::SHIFT, Key::O);
    journey.pictures("recent");
    let rows = journey.0.get_all_by_role(Role::ListBoxOption);
    let sample = rows.into_iter().find(|row| {
        let label = row.accesskit_node().label().unwrap_or_default();
        label.starts_with("sample")
    });
    sample.unwrap().click();
    journey.rest();
    assert_ne!(journey.window().session().dir(), Some(other.as_path()));
}

/// The thread of a window that is gone needs a moment to end.
fn wait_for_the_end(home: &std::path::Path) {
    let names = fs::read_dir(home.join("state")).unwrap();
    let mut paths = names.map(|entry| entry.unwrap().path());
    let lock = paths
        .find(|path| path.extension().is_some_and(|e| e == "lock"))
        .unwrap();
    while fs::File::open(&lock).unwrap().try_lock().is_err() {
        std::thread::yield_now();
    }
}

#[test]
fn after_a_crash_one_goes_on_where_one_was() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    for at in 0..2 {
        let path = home.path().join(format!("{at}.txt"));
        fs::write(&path, format!("{ARABIC} {at}")).unwrap();
        drop_files(&mut journey, vec![path]);
    }
    let place = journey.window().session().here().article.clone().unwrap();
    // Nothing says good-bye: the process is gone.
    drop(journey);
    wait_for_the_end(home.path());
    let mut again = Journey::begin(home.path(), Vec::new());
    again.pictures("crash");
    again.click(Role::Button, "تابع من حيث كنت");
    assert_eq!(again.window().session().here().article, Some(place));
    again.0.state_mut().window.as_mut().unwrap().close();
    drop(again);
    let after = Journey::begin(home.path(), Vec::new());
    assert!(
        after.0.query_by_label("تابع من حيث كنت").is_none(),
        "this time it ended well"
    );
}
