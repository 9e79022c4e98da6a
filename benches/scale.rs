//! A project of 100,000 articles: makes one, and measures what a person waits for.
//!
//! ```text
//! cargo bench --no-default-features --bench scale -- make DIR [ARTICLES]     5 kB and 30 annotations each
//! cargo bench --no-default-features --bench scale -- measure DIR                 twice: the first time there is no index
//! ```
//!
//! Without arguments (as in `cargo test --benches`) a small one is made and measured in a temporary
//! folder.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that lacks what it needs should stop"
)]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tawsim::app::clock;
use tawsim::app::command::Command;
use tawsim::app::headless::WriteOptions;
use tawsim::app::headless::convert::Target;
use tawsim::app::headless::dataset::{self, Recipe, Watch};
use tawsim::app::search::{Mode, Query};
use tawsim::app::session::Session;
use tawsim::app::views::articles;
use tawsim::app::views::hits::{self, Scope};
use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::article::ArticleMeta;
use tawsim::model::ids::{AnnotationId, Timestamp};
use tawsim::model::project::ArticleEntry;
use tawsim::model::sheet::{Progress, Sheet};
use tawsim::store::ids;
use tawsim::store::project::ProjectStore;
use tawsim::store::schema::v1;
use tawsim::text::offset::Span;

const SEED: &str = include_str!("../seeds/article.txt");
const LENGTH: usize = 5_000;
const ANNOTATIONS: usize = 30;
const LABELS: [&str; 6] = ["PER", "ORG", "GPE", "LOC", "TITLE", "DATE"];

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", dir] => make(Path::new(dir), 100_000),
        ["make", dir, count] => make(Path::new(dir), count.parse().unwrap()),
        ["measure", dir] => measure(Path::new(dir)),
        _ => {
            let dir = std::env::temp_dir().join(format!("tawsim-scale-{}", std::process::id()));
            make(&dir, 1_000);
            measure(&dir);
            fs::remove_dir_all(&dir).unwrap();
        }
    }
}

/// Numbers that look random and are the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn make(dir: &Path, count: usize) {
    let labels = tawsim::store::labels::template("news").unwrap();
    drop(ProjectStore::create(dir, "scale", &labels, "me".into()).unwrap());
    fs::create_dir_all(dir.join("sheets/me")).unwrap();
    let sentences: Vec<&str> = SEED
        .split_inclusive(['.', '\n'])
        .filter(|s| s.len() > 20)
        .collect();
    for at in 0..count {
        let mut dice = Dice(at as u64 + 1);
        let text = text(&mut dice, at, &sentences);
        let title = text.lines().next().unwrap().to_owned();
        let sha256 = ids::sha256(&text);
        let id = ids::article_id(&title, &sha256);
        let meta = ArticleMeta {
            title,
            ..ArticleMeta::default()
        };
        write(
            dir,
            "articles",
            &format!("{id}.ron"),
            &ron(&v1::article_file(&ArticleEntry { meta, sha256 })),
        );
        let sheet = sheet(&mut dice, &text);
        write(
            dir,
            "sheets/me",
            &format!("{id}.ron"),
            &ron(&v1::sheet_file(&sheet, 0)),
        );
        write(dir, "articles", &format!("{id}.txt"), &text);
    }
    println!("made {count} articles, {} annotations", count * ANNOTATIONS);
}

fn write(dir: &Path, folder: &str, name: &str, text: &str) {
    fs::write(dir.join(folder).join(name), text).unwrap();
}

fn ron(value: &impl serde::Serialize) -> String {
    ron::ser::to_string_pretty(value, ron::ser::PrettyConfig::new().depth_limit(3)).unwrap()
}

fn text(dice: &mut Dice, at: usize, sentences: &[&str]) -> String {
    let first: Vec<&str> = sentences[dice.roll(sentences.len())]
        .split_whitespace()
        .take(8)
        .collect();
    let mut text = format!("{} ({at})\n\n", first.join(" "));
    while text.len() < LENGTH {
        text.push_str(sentences[dice.roll(sentences.len())].trim_start());
        text.push(if dice.roll(4) == 0 { '\n' } else { ' ' });
    }
    text
}

fn sheet(dice: &mut Dice, text: &str) -> Sheet {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for word in text.split(' ') {
        words.push((from, from + word.len()));
        from += word.len() + 1;
    }
    words.retain(|(start, end)| end > start && !text[*start..*end].contains('\n'));
    let annotations = (0..ANNOTATIONS).map(|at| {
        let (start, end) =
            words[(at * words.len() / ANNOTATIONS + dice.roll(3)).min(words.len() - 1)];
        let provenance = Provenance {
            origin: Origin::Manual,
            at: Timestamp(1_700_000_000_000),
        };
        let label = LABELS[dice.roll(LABELS.len())];
        let span = Span::new(text, start..end).unwrap();
        Annotation::new(AnnotationId(at as u64 + 1), span, label.into(), provenance)
    });
    let annotations = annotations.collect();
    let progress = [Progress::New, Progress::InProgress, Progress::Done][dice.roll(3)];
    Sheet::new(annotations, Vec::new(), progress)
}

/// Resident memory in megabytes, where the system tells.
fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}

fn told(what: &str, since: Instant) {
    let seconds = since.elapsed().as_secs_f64();
    let memory = resident().map_or_else(String::new, |m| format!(", {m} MB resident"));
    println!("{what:<40} {seconds:>8.2} s{memory}");
}

fn open(dir: &Path, home: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.to_owned()));
    session.run(Command::OpenProject(dir.to_owned()));
    while session.project().entries().len() == 0 {
        session.receive_all();
        std::thread::sleep(Duration::from_millis(1));
    }
    session
}

fn measure(dir: &Path) {
    let home = dir.join("home");
    if !dir.join("cache").exists() {
        opened("opened without an index", dir, &home);
    }
    let mut session = opened("opened with an index", dir, &home);
    rows(&session);
    // A word of every article, one of a single article, and one of none.
    hunt(&mut session, "العراق");
    hunt(&mut session, "(777)");
    hunt(&mut session, "زنجبيل");
    let since = Instant::now();
    session.close();
    drop(session);
    told("closed", since);
    export(dir);
    let mut session = open(dir, &home);
    let since = Instant::now();
    session.settle();
    told("everything read in the background", since);
}

/// Opens the project until its list can be used, and goes on until an article is on screen.
fn opened(what: &str, dir: &Path, home: &Path) -> Session {
    let since = Instant::now();
    let mut session = open(dir, home);
    told(what, since);
    while session.current().is_none() {
        session.receive_all();
        std::thread::sleep(Duration::from_millis(1));
    }
    told("  first article on screen", since);
    session
}

fn rows(session: &Session) {
    let since = Instant::now();
    let ids = articles::ids(session);
    let last = ids.iter().rev().take(40);
    let rows = last.map(|id| articles::row(session, id));
    assert!(rows.count() > 0);
    told("ids and 40 rows of the list", since);
}

/// Searches the whole project, until the first hits and until the end.
fn hunt(session: &mut Session, pattern: &str) {
    let since = Instant::now();
    let mode = Mode::default();
    let pattern = pattern.to_owned();
    session.run(Command::Hunt(Query { pattern, mode }));
    let mut first = None;
    loop {
        session.receive_all();
        let search = hits::search(session, Scope::Project).unwrap_or_default();
        if first.is_none() && search.count > 0 {
            first = Some(since.elapsed().as_secs_f64());
        }
        if !search.running {
            let what = format!("search: {} hits, first {first:.2?}", search.count);
            return told(&what, since);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn export(dir: &Path) {
    let since = Instant::now();
    let path = dir.join("home/out.jsonl");
    let target = Target {
        path: Some(&path),
        format: Some("jsonl"),
        options: WriteOptions::default(),
        strict: false,
    };
    let recipe = Recipe::of(Some("me"));
    let written = dataset::export(dir, &recipe, &target, &Watch::NOBODY).unwrap();
    told(&format!("exported {} articles", written.articles), since);
    drop(fs::remove_file(path));
}
