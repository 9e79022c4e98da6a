//! Kills a process that annotates, again and again, and counts what is lost.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command as Process, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use tawsim::app::clock;
use tawsim::app::command::Command;
use tawsim::app::session::{SaveState, Session};
use tawsim::model::ids::ArticleId;
use tawsim::store::project::ProjectStore;

/// Names the folder to the process that is killed.
pub const FOLDER: &str = "TAWSIM_KILL_FOLDER";

/// A word of the articles; each is tagged once.
const WORD: &str = "كلمة ";

/// Words of an article.
const WORDS: usize = 400;

/// Articles of the project; going from one to the next writes a sheet.
const ARTICLES: usize = 4;

/// A decision that was said to be saved.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    pub article: String,
    /// Which word of the article.
    pub place: usize,
}

/// What came of a campaign.
#[derive(Debug, Default)]
pub struct Figures {
    pub kills: usize,
    /// Kills before the first decision: while the project was opened or mended.
    pub early: usize,
    pub confirmed: usize,
    pub lost: usize,
    /// From the decision to the word that it is saved, of all confirmed ones, in microseconds.
    pub waits: Vec<u64>,
}

/// Opens the project (or makes it) and tags one word after the other, going from article to
/// article. `told` hears of each decision that is said to be saved, and how long that took.
pub fn annotate(dir: &Path, decisions: usize, mut told: impl FnMut(Decision, Duration)) {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(dir.join("home")));
    session.settle();
    open_or_make(&mut session, dir);
    let label = session.project().labels().iter().next().unwrap().id.clone();
    let articles: Vec<ArticleId> = session
        .project()
        .entries()
        .map(|(id, _)| id.clone())
        .collect();
    // Steps on end at which the article had no word left.
    let mut full = 0;
    for at in 0..decisions {
        // Some words in one article, then some in the next.
        let article = &articles[at / 7 % articles.len()];
        show(&mut session, article);
        let place = session.current().unwrap().1.annotations().len();
        full = if place == WORDS { full + 1 } else { 0 };
        if full > 7 * ARTICLES {
            return;
        }
        if place == WORDS {
            continue;
        }
        let anchor = place * WORD.len();
        let head = anchor + WORD.trim_end().len();
        session.run(Command::Select { anchor, head });
        let decided = Instant::now();
        session.run(Command::Label(label.clone()));
        wait_until(&mut session, |session| {
            *session.save_state() != SaveState::Saving
        });
        if *session.save_state() == SaveState::Saved {
            let article = article.to_string();
            told(Decision { article, place }, decided.elapsed());
        }
    }
    session.close();
}

/// [`annotate`] for whoever reads standard output.
pub fn annotate_and_tell(dir: &Path) {
    let mut out = std::io::stdout();
    annotate(dir, usize::MAX, |decision, took| {
        let Decision { article, place } = decision;
        writeln!(out, "saved {place} {article} {}", took.as_micros()).unwrap();
        out.flush().unwrap();
    });
}

fn open_or_make(session: &mut Session, dir: &Path) {
    let project = dir.join("project");
    if project.join("project.ron").exists() {
        session.run(Command::OpenProject(project));
    } else {
        session.run(Command::CreateProject(project, "news".into()));
    }
    wait_until(session, |session| session.dir().is_some());
    if session.project().entries().len() < ARTICLES {
        let files = (0..ARTICLES).map(|nth| {
            let file = dir.join(format!("article-{nth}.txt"));
            std::fs::write(&file, format!("{}{nth}", WORD.repeat(WORDS))).unwrap();
            file
        });
        session.run(Command::Import(files.collect()));
    }
    wait_until(session, |session| {
        session.project().entries().len() == ARTICLES && *session.save_state() == SaveState::Saved
    });
}

fn show(session: &mut Session, article: &ArticleId) {
    if session
        .current()
        .is_none_or(|(shown, _)| shown.id != *article)
    {
        session.run(Command::OpenArticle(article.clone()));
        wait_until(session, |session| {
            session
                .current()
                .is_some_and(|(shown, _)| shown.id == *article)
        });
    }
}

fn wait_until(session: &mut Session, done: impl Fn(&Session) -> bool) {
    while !done(session) {
        if !session.receive_all() {
            thread::sleep(Duration::from_micros(50));
        }
    }
}

/// Decisions that are not in the project any more.
pub fn lost(dir: &Path, told: &[Decision]) -> Vec<Decision> {
    let opened = ProjectStore::open_to_read(&dir.join("project"), "me".into()).unwrap();
    let mut there = BTreeSet::new();
    for (id, entry) in opened.project.entries() {
        let (_, sheet) = opened.store.load(id, entry).unwrap();
        there.extend(sheet.annotations().map(|annotation| Decision {
            article: id.to_string(),
            place: annotation.span.start() / WORD.len(),
        }));
    }
    told.iter()
        .filter(|d| !there.contains(d))
        .cloned()
        .collect()
}

/// Kills the process that `arguments` make of this program so many times. The moments follow from
/// the seed, as far as a system with other work keeps time.
pub fn campaign(arguments: &[&str], kills: usize, seed: u64) -> Figures {
    let mut figures = Figures::default();
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut dir = tempfile::tempdir().unwrap();
    let mut told: Vec<Decision> = Vec::new();
    while figures.kills < kills {
        if told.len() + 60 > ARTICLES * WORDS {
            dir = tempfile::tempdir().unwrap();
            told.clear();
        }
        if dice.roll(4) == 0 {
            tear(dir.path(), &mut dice);
        }
        let before = told.len();
        let process = start(arguments, dir.path());
        let waits = run_and_kill(process, &mut dice, &mut told);
        figures.waits.extend(waits);
        figures.kills += 1;
        figures.early += usize::from(told.len() == before);
        figures.confirmed += told.len() - before;
        if !told.is_empty() {
            let lost = lost(dir.path(), &told);
            figures.lost += lost.len();
            assert!(lost.is_empty(), "kill {}: {lost:?}", figures.kills);
        }
    }
    figures
}

/// Leaves half a record at the journal's end, so that opening has something to mend while it is
/// killed.
fn tear(dir: &Path, dice: &mut Dice) {
    let journal = dir.join("project/journal/me.log");
    if let Ok(mut file) = std::fs::OpenOptions::new().append(true).open(journal) {
        let half = &b"0123abcd (seq:7,step:Do,deed:\"annotate\",at:1"[..8 + dice.roll(36)];
        file.write_all(half).unwrap();
    }
}

fn start(arguments: &[&str], dir: &Path) -> Child {
    Process::new(std::env::current_exe().unwrap())
        .args(arguments)
        .env(FOLDER, dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills after some decisions and a moment, or some time after the start whatever was done by then.
fn run_and_kill(mut child: Child, dice: &mut Dice, told: &mut Vec<Decision>) -> Vec<u64> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (sender, heard) = channel();
    let reader = thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let sent = read(&line).map(|decision| sender.send(decision));
            if sent.is_some_and(|sent| sent.is_err()) {
                break;
            }
        }
    });
    let early = dice.roll(5) == 0;
    let patience = Duration::from_micros(dice.roll(150_000) as u64);
    let patience = if early {
        patience
    } else {
        Duration::from_secs(60)
    };
    let (mut left, mut waits) = (1 + dice.roll(30), Vec::new());
    let begun = Instant::now();
    while left > 0 {
        match heard.recv_timeout(patience.saturating_sub(begun.elapsed())) {
            Ok((decision, wait)) => {
                told.push(decision);
                waits.push(wait);
                left -= 1;
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    thread::sleep(Duration::from_micros(dice.roll(3_000) as u64));
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    // What was said until the kill was said.
    for (decision, wait) in heard.try_iter() {
        told.push(decision);
        waits.push(wait);
    }
    waits
}

fn read(line: &str) -> Option<(Decision, u64)> {
    let (_, said) = line.rsplit_once("saved ")?;
    let mut parts = said.split(' ');
    let place = parts.next()?.parse().ok()?;
    let article = parts.next()?.to_owned();
    let wait = parts.next()?.parse().ok()?;
    Some((Decision { article, place }, wait))
}

/// Numbers that look random, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}
