//! The session keeps the open project, and saves what is decided, whatever else goes wrong.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::Command;
use tawsim::app::notice::{Happening, Trouble};
use tawsim::app::session::{SaveState, Session};

/// Words of the article; the marks go on one after the other.
const WORD: &str = "كلمة ";

/// A session on a new project with one article, in `dir`.
fn session(dir: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(dir.join("home")));
    session.settle();
    session.run(Command::CreateProject(dir.join("project"), "news".into()));
    session.settle();
    import(&mut session, dir);
    session
}

fn import(session: &mut Session, dir: &Path) {
    let file = dir.join("article.txt");
    fs::write(&file, WORD.repeat(50)).unwrap();
    session.run(Command::Import(vec![file]));
    session.settle();
}

fn tag(session: &mut Session, nth: usize) {
    let label = session.project().labels().iter().next().unwrap().id.clone();
    let anchor = nth * WORD.len();
    let head = anchor + WORD.trim_end().len();
    session.run(Command::Select { anchor, head });
    session.run(Command::Label(label));
    session.settle();
}

/// How many annotations a new session finds.
fn found(dir: &Path) -> usize {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(dir.join("home")));
    session.run(Command::OpenProject(dir.join("project")));
    session.settle();
    session.current().unwrap().1.annotations().len()
}

#[test]
fn a_folder_that_cannot_be_opened_leaves_the_open_project_open() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = session(dir.path());
    tag(&mut session, 0);
    let (other, project) = (dir.path().join("home"), dir.path().join("project"));
    for wish in [
        Command::OpenProject(other.clone()),
        Command::OpenProject(dir.path().join("nowhere")),
        Command::CreateProject(project.clone(), "news".into()),
    ] {
        session.run(wish);
        session.settle();
    }
    let told = Happening::CannotRead(other, Trouble::NotAProject);
    assert!(session.notices().iter().any(|notice| notice.what == told));
    assert_eq!(session.dir(), Some(&*project));
    tag(&mut session, 1);
    assert_eq!(*session.save_state(), SaveState::Saved);
    session.close();
    drop(session);
    assert_eq!(found(dir.path()), 2);
}

#[test]
fn an_import_that_was_undone_can_be_repeated() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = session(dir.path());
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(session.project().entries().len(), 0);
    import(&mut session, dir.path());
    assert_eq!(session.project().entries().len(), 1);
    assert!(session.current().is_some(), "it is on screen");
}

#[test]
fn what_could_not_be_saved_is_saved_as_soon_as_it_can_be() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = session(dir.path());
    let journal = dir.path().join("project/journal/me.log");
    let away = journal.with_extension("away");
    let block = || {
        fs::rename(&journal, &away).unwrap();
        fs::create_dir(&journal).unwrap();
    };
    let unblock = || {
        fs::remove_dir(&journal).unwrap();
        fs::rename(&away, &journal).unwrap();
    };
    block();
    tag(&mut session, 0);
    assert!(matches!(session.save_state(), SaveState::Failed(_)));
    // Another project may not push aside what is in memory only.
    session.run(Command::CreateProject(
        dir.path().join("second"),
        "news".into(),
    ));
    session.settle();
    assert_eq!(session.dir(), Some(&*dir.path().join("project")));
    unblock();
    tag(&mut session, 1);
    assert_eq!(*session.save_state(), SaveState::Saved);
    block();
    tag(&mut session, 2);
    assert!(matches!(session.save_state(), SaveState::Failed(_)));
    unblock();
    session.close();
    drop(session);
    assert_eq!(found(dir.path()), 3, "also what was tried again at the end");
}
