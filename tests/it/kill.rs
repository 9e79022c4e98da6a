//! A real process that annotates at speed is killed at random moments; every decision it had been
//! told was saved is there afterwards.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tawsim::app::clock;
use tawsim::app::command::Command;
use tawsim::app::session::{SaveState, Session};
use tawsim::store::project::ProjectStore;

/// Names the project's folder to the child process.
const FOLDER: &str = "TAWSIM_KILL_FOLDER";

/// How often the process is killed.
const KILLS: u64 = 20;

fn session(dir: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(dir.join("home")));
    session.settle();
    session
}

/// Opens the project (or makes it) and tags one grapheme after the other. After each decision that
/// is on disk its number is printed, if there is somebody to read it.
fn annotate(dir: &Path, decisions: usize, mut told: impl FnMut(usize)) -> usize {
    let mut session = session(dir);
    let project = dir.join("project");
    if project.join("project.ron").exists() {
        session.run(Command::OpenProject(project));
    } else {
        session.run(Command::CreateProject(project, "news".into()));
        session.settle();
        let file = dir.join("article.txt");
        std::fs::write(&file, "كلمة ".repeat(4000)).unwrap();
        session.run(Command::Import(vec![file]));
    }
    session.settle();
    let label = session.project().labels().iter().next().unwrap().id.clone();
    let begun = session.current().unwrap().1.annotations().len();
    for at in begun..begun + decisions {
        let start = at * "كلمة ".len();
        session.run(Command::Select {
            anchor: start,
            head: start + "كلمة".len(),
        });
        session.run(Command::Label(label.clone()));
        session.settle();
        if *session.save_state() == SaveState::Saved {
            told(at);
        }
    }
    session.current().unwrap().1.annotations().len()
}

/// In the child this runs until it is killed; by itself it shows that annotating works.
#[test]
fn annotating_at_speed_saves_each_decision() {
    if let Some(dir) = std::env::var_os(FOLDER) {
        let mut out = std::io::stdout();
        annotate(Path::new(&dir), 3000, |at| {
            writeln!(out, "saved {at}").unwrap();
            out.flush().unwrap();
        });
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    let annotations = annotate(dir.path(), 25, |at| told.push(at));
    assert_eq!(told, (0..25).collect::<Vec<_>>());
    assert_eq!(annotations, 25);
}

#[test]
fn a_killed_process_loses_no_decision_that_was_saved() {
    let dir = tempfile::tempdir().unwrap();
    let mut saved = 0;
    for kill in 0..KILLS {
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args([
                "kill::annotating_at_speed_saves_each_decision",
                "--exact",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(FOLDER, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Killed after some decisions and a moment, different each time.
        let mut left = 1 + kill % 7;
        for line in lines {
            let Ok(line) = line else { break };
            let number = line
                .rsplit_once("saved ")
                .and_then(|(_, at)| at.parse::<usize>().ok());
            let Some(at) = number else { continue };
            saved = saved.max(at + 1);
            left = left.saturating_sub(1);
            if left == 0 {
                std::thread::sleep(Duration::from_micros(kill * kill * 97 % 5000));
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        let opened = ProjectStore::open(&dir.path().join("project"), "me".into()).unwrap();
        let (id, entry) = opened.project.entries().next().unwrap();
        let (_, sheet) = opened.store.load(id, entry).unwrap();
        assert!(
            sheet.annotations().len() >= saved,
            "kill {kill}: {} of {saved}",
            sheet.annotations().len()
        );
    }
    assert!(saved >= 20, "the processes got to work: {saved}");
}
