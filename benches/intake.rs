//! A file with 100,000 annotations imported in a session: how long it takes, and the longest that the
//! window's thread is kept from drawing meanwhile.
//!
//! ```text
//! cargo bench --no-default-features --bench intake -- [ARTICLES] [ANNOTATIONS_EACH]
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that lacks what it needs should stop"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::Command;
use tawsim::app::import::Import;
use tawsim::app::session::Session;

const WORDS: &str = "زار ممثل الهيئة مدينة بغداد ثم غادر قصر النخيل مساء ";

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    match numbers[..] {
        [articles, each] => run(articles, each),
        _ => [(1, 2_000), (200, 10)]
            .into_iter()
            .for_each(|(a, e)| run(a, e)),
    }
}

fn run(articles: usize, each: usize) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("gold.jsonl");
    fs::write(&file, lines(articles, each)).unwrap();
    let mut session = Session::new(
        clock::system,
        Arc::new(|| ()),
        Some(home.path().join("home")),
    );
    session.run(Command::CreateProject(
        home.path().join("project"),
        "news".into(),
    ));
    session.settle();
    println!("{articles} articles with {each} annotations each");
    import(&mut session, &file, "  new articles");
    step(&mut session, "  undo", Command::Act(Action::Undo));
    step(&mut session, "  redo", Command::Act(Action::Redo));
    import(&mut session, &file, "  the same again");
    session.close();
}

fn import(session: &mut Session, file: &Path, what: &str) {
    session.run(Command::Import(vec![file.to_owned()]));
    let ready = |session: &Session| matches!(session.import(), Some(Import::Ready(_)));
    let (looked, longest) = until(session, ready);
    println!("{what}: looked at in {looked:.0?}, longest {longest:.1?}");
    let before = session.import_report().cloned();
    step(session, what, Command::StartImport(Box::default()));
    let after = session.import_report().cloned().unwrap();
    assert!(before.is_none_or(|before| !Arc::ptr_eq(&before, &after)));
    println!("{what}: {} new, {} there", after.annotations, after.there);
}

/// Runs a command and all that comes of it.
fn step(session: &mut Session, what: &str, command: Command) {
    let began = Instant::now();
    session.run(command);
    let first = began.elapsed();
    let idle = |session: &Session| {
        let saved = *session.save_state() == tawsim::app::session::SaveState::Saved;
        saved && session.import().is_none() && session.gathering().is_none()
    };
    let (took, longest) = until(session, idle);
    let longest = longest.max(first);
    println!("{what}: {took:.0?}, longest {longest:.1?}");
}

/// Takes in answers until it is so. Returns how long that took, and the longest that one look at the
/// answers did.
fn until(session: &mut Session, so: impl Fn(&Session) -> bool) -> (Duration, Duration) {
    let (began, mut longest) = (Instant::now(), Duration::ZERO);
    while !so(session) {
        let since = Instant::now();
        session.receive_all();
        longest = longest.max(since.elapsed());
        thread::sleep(Duration::from_millis(1));
    }
    (began.elapsed(), longest)
}

fn lines(articles: usize, each: usize) -> String {
    let mut all = String::new();
    let length = WORDS.chars().count();
    for article in 0..articles {
        let text = format!("{article} {}", WORDS.repeat(each.div_ceil(2)));
        let before = text.chars().count() - length * each.div_ceil(2);
        let entities = (0..each).map(|at| {
            let (offset, label, word) = match at % 2 {
                0 => (22, "GPE", "بغداد"),
                _ => (36, "FAC", "قصر النخيل"),
            };
            let start = before + length * (at / 2) + offset;
            let end = start + word.chars().count();
            format!("{{\"start\":{start},\"end\":{end},\"label\":\"{label}\",\"text\":\"{word}\"}}")
        });
        let entities: Vec<String> = entities.collect();
        let entities = entities.join(",");
        writeln!(all, "{{\"text\":\"{text}\",\"entities\":[{entities}]}}").unwrap();
    }
    all
}
