//! What the window exports is on disk, and what cannot be written is told.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tawsim::app::clock;
use tawsim::app::command::{Command, ExportPlan};
use tawsim::app::headless::project;
use tawsim::app::notice::{Happening, Trouble};
use tawsim::app::session::Session;
use tempfile::TempDir;

const ARTICLE: &str = r#"{"text":"زار علي بغداد","entities":[{"start":4,"end":7,"label":"PER","text":"علي"},{"start":4,"end":13,"label":"ORG"}]}"#;

/// A session with a project that holds one article with nested annotations.
fn session(dir: &Path) -> Session {
    let file = dir.join("a.jsonl");
    fs::write(&file, ARTICLE).unwrap();
    let folder = dir.join("project");
    project::create(&folder, "news").unwrap();
    let imported = project::import(&folder, &[file], &project::Way::default(), "me").unwrap();
    assert_eq!((imported.added, imported.annotations), (1, 2));
    let home = Some(dir.join("home"));
    let mut session = Session::new(clock::system, Arc::new(|| {}), home);
    session.run(Command::OpenProject(folder));
    session.settle();
    session
}

fn export(session: &mut Session, format: &str, path: PathBuf) -> Happening {
    session.run(Command::Export(ExportPlan::new(format, path)));
    session.settle();
    session.notices().last().unwrap().what.clone()
}

#[test]
fn the_file_holds_the_annotations_and_the_losses_are_counted() {
    let dir = TempDir::new().unwrap();
    let mut session = session(dir.path());
    let path = dir.path().join("out.iob2");
    let expected = Happening::Exported {
        path: path.clone(),
        articles: 1,
        annotations: 1,
        losses: 1,
    };
    assert_eq!(export(&mut session, "iob2", path.clone()), expected);
    let written = fs::read_to_string(&path).unwrap();
    assert!(written.contains("علي\tB-ORG\nبغداد\tI-ORG\n"), "{written}");
    let path = dir.path().join("out.jsonl");
    let expected = Happening::Exported {
        path: path.clone(),
        articles: 1,
        annotations: 2,
        losses: 0,
    };
    assert_eq!(export(&mut session, "jsonl", path), expected);
}

#[test]
fn a_folder_that_is_not_there_is_told_and_nothing_else_is_touched() {
    let dir = TempDir::new().unwrap();
    let mut session = session(dir.path());
    let nowhere = dir.path().join("no/such/folder/out.jsonl");
    let told = export(&mut session, "jsonl", nowhere);
    assert_eq!(told, Happening::CannotSave(Trouble::Missing));
}

#[test]
fn an_article_changed_by_another_program_is_named() {
    let dir = TempDir::new().unwrap();
    let mut session = session(dir.path());
    let articles = dir.path().join("project/articles");
    let names = fs::read_dir(&articles).unwrap().map(|e| e.unwrap().path());
    let text = names
        .into_iter()
        .find(|p| p.extension().is_some_and(|e| e == "txt"));
    let text = text.unwrap();
    fs::write(&text, "نص آخر").unwrap();
    let out = dir.path().join("out.jsonl");
    let told = export(&mut session, "jsonl", out.clone());
    assert_eq!(told, Happening::CannotRead(text, Trouble::Altered));
    assert!(!out.exists(), "nothing half written");
}
