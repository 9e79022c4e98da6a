//! The past of a project: who decided what when, and the way back.

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Output};
use std::sync::Arc;

use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::Command;
use tawsim::app::notice::{FolderNews, Happening};
use tawsim::app::session::{SaveState, Session};
use tawsim::app::timeline::{Act, Wanted};
use tawsim::model::sheet::Sheet;
use tawsim::store::project::ProjectStore;

const WORD: &str = "كلمة ";

fn session(dir: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(dir.join("home")));
    session.settle();
    session
}

/// A session on a new project with two articles, the first one on screen.
fn begun(dir: &Path) -> Session {
    let mut session = session(dir);
    session.run(Command::CreateProject(dir.join("project"), "news".into()));
    session.settle();
    let files = ["أولى", "ثانية"].map(|name| {
        let file = dir.join(format!("{name}.txt"));
        fs::write(&file, format!("{}{name}", WORD.repeat(20))).unwrap();
        file
    });
    session.run(Command::Import(files.to_vec()));
    session.settle();
    session
}

fn tag(session: &mut Session, nth: usize) {
    let label = session.project().labels().iter().next().unwrap().id.clone();
    let anchor = nth * WORD.len();
    let head = anchor + WORD.trim_end().len();
    session.run(Command::Select { anchor, head });
    session.run(Command::Label(label));
    session.settle();
}

fn show(session: &mut Session, nth: usize) {
    let id = session.project().entries().nth(nth).unwrap().0.clone();
    session.run(Command::OpenArticle(id));
    session.settle();
}

/// All sheets as they are on disk.
fn sheets(dir: &Path) -> Vec<Sheet> {
    let opened = ProjectStore::open_to_read(&dir.join("project"), "me".into()).unwrap();
    let entries = opened.project.entries();
    entries
        .map(|(id, entry)| opened.store.load(id, entry).unwrap().1)
        .collect()
}

fn last_seq(session: &mut Session) -> u64 {
    session.run(Command::ReadHistory(Wanted::default()));
    session.settle();
    session.timeline().unwrap().last().unwrap().seq
}

#[test]
fn the_way_back_to_any_moment_is_one_step_that_can_be_undone() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = begun(dir.path());
    let mut moments = vec![(last_seq(&mut session), sheets(dir.path()))];
    for step in 0..6 {
        show(&mut session, step % 2);
        match step {
            3 => session.run(Command::Act(Action::Undo)),
            4 => session.run(Command::Act(Action::ToggleDone)),
            _ => tag(&mut session, step),
        }
        session.settle();
        moments.push((last_seq(&mut session), sheets(dir.path())));
    }
    let now = sheets(dir.path());
    for (seq, then) in &moments {
        // A new window knows neither article's sheet.
        session.close();
        session = self::session(dir.path());
        session.run(Command::OpenProject(dir.path().join("project")));
        session.settle();
        session.run(Command::RestoreTo(*seq));
        session.settle();
        assert_eq!(*session.save_state(), SaveState::Saved);
        assert_eq!(sheets(dir.path()), *then, "back to {seq}");
        if *then != now {
            session.run(Command::Act(Action::Undo));
            session.settle();
        }
        assert_eq!(sheets(dir.path()), now, "undone after {seq}");
    }
}

#[test]
fn going_back_before_an_import_takes_the_articles_off_the_list_until_it_is_undone() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = begun(dir.path());
    tag(&mut session, 2);
    let before = sheets(dir.path());
    session.run(Command::RestoreTo(0));
    session.settle();
    assert_eq!(session.project().entries().len(), 0);
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(sheets(dir.path()), before);
}

#[test]
fn the_timeline_says_who_decided_what_when_and_where() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = begun(dir.path());
    tag(&mut session, 1);
    let project = dir.path().join("project");
    session.run(Command::OpenAs(project.clone(), "سارة".into()));
    session.settle();
    assert_eq!(session.read_only(), None);
    show(&mut session, 0);
    tag(&mut session, 3);
    session.run(Command::ReadHistory(Wanted::default()));
    session.settle();
    let moments = session.timeline().unwrap();
    let people: Vec<&str> = moments.iter().map(|m| m.annotator.as_str()).collect();
    assert_eq!(people, ["me", "me", "سارة"]);
    let last = moments.last().unwrap();
    assert!(last.at.0 > 1_600_000_000_000, "milliseconds of this age");
    let [touch] = last.touches.as_slice() else {
        panic!("{last:?}");
    };
    assert_eq!(touch.act, Act::Added);
    assert_eq!(touch.text.as_deref(), Some("كلمة"));
    assert_eq!(touch.code_points, Some((15, 19)));
    let of_one = Wanted {
        article: touch.article.clone(),
        annotation: touch.annotation,
        ..Wanted::default()
    };
    session.run(Command::ReadHistory(of_one));
    session.settle();
    assert!(!session.timeline().unwrap().is_empty());
    let file = dir.path().join("history.jsonl");
    session.run(Command::ExportHistory(file.clone()));
    session.settle();
    let told = Happening::Folder(FolderNews::HistoryWritten(3, file.clone()));
    assert!(session.notices().iter().any(|notice| notice.what == told));
    assert_eq!(fs::read_to_string(file).unwrap().lines().count(), 3);
}

fn run(dir: &Path, line: &str) -> Output {
    Process::new(env!("CARGO_BIN_EXE_tawsim"))
        .args(line.split_whitespace())
        .current_dir(dir)
        .env("LANG", "C.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_command_line_tells_the_history_in_words_and_as_json() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = begun(dir.path());
    tag(&mut session, 1);
    session.close();
    let told = out(&run(dir.path(), "history project"));
    let last = told.lines().last().unwrap();
    assert!(
        last.contains("\tme\tannotate\tadded ") && last.contains("«كلمة» PER"),
        "{last}"
    );
    let told = out(&run(dir.path(), "history project --json"));
    let last: serde_json::Value = serde_json::from_str(told.lines().last().unwrap()).unwrap();
    let edit = &last["edits"][0];
    assert_eq!((&edit["start"], &edit["end"]), (&5.into(), &9.into()));
    assert_eq!(edit["offset_unit"], "codepoint");
    assert_eq!(edit["text"], "كلمة");
    assert!(last["at"].as_str().unwrap().ends_with('Z'));
    let nobody = run(dir.path(), "history project --annotator omar");
    assert_eq!(nobody.status.code(), Some(2));
}

#[test]
fn a_check_finds_damage_and_repairs_it_after_a_copy() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = begun(dir.path());
    tag(&mut session, 1);
    tag(&mut session, 2);
    session.close();
    drop(session);
    let before = sheets(dir.path());
    let project = dir.path().join("project");
    let sound = run(dir.path(), "check project");
    assert_eq!(sound.status.code(), Some(0), "{sound:?}");

    let journal = project.join("journal/me.log");
    let mut bytes = fs::read(&journal).unwrap();
    let whole = bytes.clone();
    bytes[40] ^= 4;
    fs::write(&journal, &bytes).unwrap();
    let id = fs::read_dir(project.join("sheets/me"))
        .unwrap()
        .next()
        .unwrap();
    let sheet = id.unwrap().path();
    fs::write(&sheet, "(format: 1, jour").unwrap();
    fs::write(project.join("articles/a.ron.77.tmp"), "half").unwrap();
    fs::write(project.join("articles/نص-وحيد.txt"), "نص بلا بيانات").unwrap();
    let hurt = run(dir.path(), "check project");
    assert_eq!(hurt.status.code(), Some(1));
    assert_eq!(
        fs::read(&journal).unwrap(),
        bytes,
        "a check changes nothing"
    );

    let repaired = run(dir.path(), "check project --repair");
    assert_eq!(repaired.status.code(), Some(0), "{repaired:?}");
    assert_eq!(fs::read(&journal).unwrap(), whole);
    let after = sheets(dir.path());
    assert_eq!(after.len(), before.len() + 1, "the text is listed");
    let annotations =
        |sheets: &[Sheet]| -> usize { sheets.iter().map(|sheet| sheet.annotations().len()).sum() };
    assert_eq!(annotations(&after), 2);
    let backup = fs::read_dir(dir.path()).unwrap().filter_map(Result::ok);
    let backup = backup.map(|entry| entry.path());
    let mut backup = backup.filter(|path| path.to_string_lossy().contains("project.backup-"));
    let backup = backup.next().expect("a copy");
    assert_eq!(fs::read(backup.join("journal/me.log")).unwrap(), bytes);
    let kept = backup.join(sheet.strip_prefix(&project).unwrap());
    assert_eq!(fs::read_to_string(kept).unwrap(), "(format: 1, jour");
}

#[test]
fn what_is_decided_while_another_project_is_opened_goes_where_it_belongs() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = begun(dir.path());
    session.run(Command::CreateProject(
        dir.path().join("other"),
        "news".into(),
    ));
    // The answer has not come yet: the person is still in the first project.
    let label = session.project().labels().iter().next().unwrap().id.clone();
    session.run(Command::Select { anchor: 0, head: 8 });
    session.run(Command::Label(label));
    session.settle();
    assert_eq!(session.dir(), Some(&*dir.path().join("other")));
    assert_eq!(*session.save_state(), SaveState::Saved);
    session.close();
    let count: usize = sheets(dir.path())
        .iter()
        .map(|s| s.annotations().len())
        .sum();
    assert_eq!(count, 1);
    let other = dir.path().join("other/journal/me.log");
    assert!(!other.exists(), "nothing strays into the other project");
}

#[test]
fn a_project_that_cannot_be_opened_anew_stays_open() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = begun(dir.path());
    let project = dir.path().join("project");
    let (file, away) = (project.join("project.ron"), project.join("away"));
    fs::rename(&file, &away).unwrap();
    session.run(Command::OpenProject(project));
    session.settle();
    fs::rename(&away, &file).unwrap();
    tag(&mut session, 0);
    assert_eq!(*session.save_state(), SaveState::Saved);
    session.close();
    let count: usize = sheets(dir.path())
        .iter()
        .map(|s| s.annotations().len())
        .sum();
    assert_eq!(count, 1);
}

#[test]
fn what_others_do_to_the_folder_comes_into_the_open_window() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = begun(dir.path());
    tag(&mut session, 0);
    let project = dir.path().join("project");
    let file = dir.path().join("new.txt");
    fs::write(&file, "مقال جديد من زميلة").unwrap();
    let imported = run(dir.path(), "import project new.txt --annotator sara");
    assert_eq!(imported.status.code(), Some(0), "{imported:?}");
    session.run(Command::LookAround);
    session.settle();
    assert_eq!(session.project().entries().len(), 3);
    let told = |news: &FolderNews| {
        let wanted = Happening::Folder(news.clone());
        session.notices().iter().any(|notice| notice.what == wanted)
    };
    assert!(
        told(&FolderNews::OthersSaved(vec!["sara".into()])) || told(&FolderNews::ArticlesAdded(1))
    );
    let mine = session.current().unwrap().1.annotations().len();
    assert_eq!(mine, 1, "one's own sheet is untouched");
    drop(project);
}
