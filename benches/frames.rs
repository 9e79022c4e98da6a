//! CPU time of whole frames of the real window: the first one, and while scrolling through an
//! article with thousands of marks. No display is needed: everything up to the triangles for the
//! graphics card is computed and measured, drawing them is not.
//!
//! Prints median, 95th and 99th percentile and maximum, in milliseconds: processor time of the
//! window's thread, which other work on the machine does not change much; opening a project is
//! timed by the clock, because the disk and other threads take part in it.

#![allow(clippy::expect_used, reason = "a bench that cannot begin should stop")]

use std::path::Path;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

use eframe::egui::{
    self, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, TouchPhase, pos2, vec2,
};
use tawsim::app::action::Action;
use tawsim::app::command::Command;
use tawsim::review::filter::{Filter, Order};
use tawsim::ui::window::Window;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ARTICLE: &str = include_str!("../seeds/article.txt");

fn main() {
    // `cargo test` and `cargo clippy --all-targets` run benches without `--bench`: nothing to do.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    if std::env::args().any(|argument| argument == "memory") {
        return print(&memory_lines());
    }
    let mut lines = vec!["what | median | p95 | p99 | max".to_owned()];
    lines.push(row("first frame of the sample", &first_frames()));
    for (name, bytes) in [
        ("real article", ARTICLE.len()),
        ("0.8 MB", 800_000),
        ("8 MB", 8_000_000),
    ] {
        let home = tempfile::tempdir().expect("a folder");
        let mut screen = Screen::open(home.path(), bytes);
        let marks = screen.window.session().suggestions().len();
        lines.push(row(
            &format!("settle after a new width, {name}, {marks} marks"),
            &screen.resize(),
        ));
        lines.push(row(
            &format!("scroll, {name}, {marks} marks"),
            &screen.scroll(1000),
        ));
        lines.push(row(
            &format!("accept and paint, {name}, {marks} marks"),
            &screen.accept(50),
        ));
        lines.push(row(
            &format!("undo and paint, {name}, {marks} marks"),
            &screen.undo(50),
        ));
        screen.ctx.enable_accesskit();
        lines.push(row(
            &format!("scroll with a screen reader, {name}"),
            &screen.scroll(1000),
        ));
        screen.window.close();
    }
    lines.push(row("scroll, one paragraph of 200 kB", &one_paragraph()));
    let (project, article, rows) = long_inboxes(100_000);
    lines.push(row(
        &format!("scroll the inbox of the article, {rows} rows"),
        &article,
    ));
    lines.push(row(
        &format!("scroll the inbox of the project, {rows} rows"),
        &project,
    ));
    lines.push(row("open 10 MB to the first frame", &opened(10_000_000)));
    lines.extend(memory_lines());
    print(&lines);
}

/// Alone with the argument `memory`: what was freed before stays with the process, and hides what an
/// article takes.
fn memory_lines() -> Vec<String> {
    let line = |(before, after): (f64, f64)| {
        let times = (after - before) / 10_000_000.0;
        format!("memory, 10 MB with its marks | {times:.1} × the text")
    };
    memory(10_000_000).map(line).into_iter().collect()
}

fn print(lines: &[String]) {
    use std::io::Write as _;
    drop(writeln!(std::io::stdout(), "{}", lines.join("\n")));
}

fn row(name: &str, times: &[f64]) -> String {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share).round() as usize];
    format!(
        "{name} | {:.2} | {:.2} | {:.2} | {:.2}",
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    )
}

/// From nothing to the triangles of the first frame that shows the sample article, disk included.
fn first_frames() -> Vec<f64> {
    let home = tempfile::tempdir().expect("a folder");
    let times = (0..10).map(|_| {
        let began = Instant::now();
        let ctx = egui::Context::default();
        let mut window = Window::at_home(&ctx, Vec::new(), Some(home.path().to_owned()));
        while window.session().current().is_none() {
            std::thread::sleep(Duration::from_micros(200));
            window.logic(&ctx);
        }
        let mut screen = Screen { ctx, window };
        screen.frame(Vec::new());
        let took = began.elapsed().as_secs_f64() * 1000.0;
        screen.window.close();
        took
    });
    times.collect()
}

/// Scrolling through one paragraph of 200 kB without a full stop.
fn one_paragraph() -> Vec<f64> {
    let home = tempfile::tempdir().expect("a folder");
    let words: String = ARTICLE
        .split_whitespace()
        .map(|word| format!("{word} "))
        .collect();
    let words = words.replace(['.', '،', '؛', ':', '«', '»'], "");
    let mut screen = Screen::open_text(home.path(), &words.repeat(200_000 / words.len() + 1));
    let times = screen.scroll(400);
    screen.window.close();
    times
}

/// Scrolling through inboxes of that many groups, of the project and of the article, and how many
/// there were.
fn long_inboxes(groups: usize) -> (Vec<f64>, Vec<f64>, usize) {
    let home = tempfile::tempdir().expect("a folder");
    let lines = (0..groups).map(|at| format!("بلغت الكلفة {} مليون دولار.\n", at + 1000));
    let mut screen = Screen::open_text(home.path(), &lines.collect::<String>());
    let article = screen.scroll_inbox(400);
    screen.window.run(Command::Survey);
    screen.window.settle();
    let both = Modifiers::COMMAND | Modifiers::CTRL | Modifiers::SHIFT;
    screen.frame(vec![Event::Key {
        key: egui::Key::Num2,
        physical_key: Some(egui::Key::Num2),
        pressed: true,
        repeat: false,
        modifiers: both,
    }]);
    let project = screen.scroll_inbox(400);
    let board = &screen.window.session().wide().survey.board;
    let rows = board.choose(&Filter::default(), Order::Document, &|_| String::new());
    screen.window.close();
    (project, article, rows.lots.len())
}

/// From the wish to open a project whose article has that many bytes to the triangles of the first
/// frame that shows it.
fn opened(bytes: usize) -> Vec<f64> {
    let home = tempfile::tempdir().expect("a folder");
    let dir = {
        let mut screen = Screen::open(home.path(), bytes);
        screen.window.close();
        screen.window.session().dir().expect("a project").to_owned()
    };
    let times = (0..5).map(|_| {
        let began = Instant::now();
        let ctx = egui::Context::default();
        let mut window = Window::at_home(&ctx, vec![dir.clone()], Some(home.path().to_owned()));
        while window.session().current().is_none() {
            std::thread::sleep(Duration::from_micros(200));
            window.logic(&ctx);
        }
        let mut screen = Screen { ctx, window };
        screen.frame(Vec::new());
        let took = began.elapsed().as_secs_f64() * 1000.0;
        // What goes on behind it would slow the next one.
        screen.window.close();
        took
    });
    times.collect()
}

/// Resident memory before and after an article of that many bytes and its suggestions are there and
/// have been scrolled through, where the system tells.
fn memory(bytes: usize) -> Option<(f64, f64)> {
    let home = tempfile::tempdir().expect("a folder");
    let mut small = Screen::open(home.path(), ARTICLE.len());
    small.window.close();
    drop(small);
    let before = resident()?;
    let mut screen = Screen::open(home.path(), bytes);
    screen.scroll(200);
    let after = resident()?;
    screen.window.close();
    Some((before, after))
}

/// Resident memory of this process in bytes, from Linux's own account.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024.0)
}

struct Screen {
    ctx: egui::Context,
    window: Window,
}

impl Screen {
    /// The window on the article repeated to that many bytes, all suggestions there.
    fn open(home: &Path, bytes: usize) -> Self {
        let times = bytes.div_ceil(ARTICLE.len() + 1);
        Self::open_text(home, &vec![ARTICLE; times].join("\n"))
    }

    fn open_text(home: &Path, text: &str) -> Self {
        let file = home.join("article.txt");
        std::fs::write(&file, text).expect("a writable folder");
        let ctx = egui::Context::default();
        let mut window = Window::at_home(&ctx, vec![file], Some(home.to_owned()));
        window.settle();
        let mut screen = Self { ctx, window };
        for _ in 0..5 {
            screen.frame(Vec::new());
        }
        screen
    }

    /// One frame; its CPU time in milliseconds.
    fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.frame_of(1400.0, events)
    }

    fn frame_of(&mut self, width: f32, events: Vec<Event>) -> f64 {
        let rect = egui::Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 1000.0));
        let input = RawInput {
            screen_rect: Some(rect),
            events,
            ..RawInput::default()
        };
        let began = ThreadTime::now();
        self.window.logic(&self.ctx);
        let window = &mut self.window;
        let output = self.ctx.run_ui(input, |ui| window.show(ui));
        let shapes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(shapes);
        began.elapsed().as_secs_f64() * 1000.0
    }

    fn scroll(&mut self, frames: usize) -> Vec<f64> {
        self.scroll_at(700.0, frames)
    }

    /// Scrolls the review inbox, which stands at the left in the Arabic interface.
    fn scroll_inbox(&mut self, frames: usize) -> Vec<f64> {
        self.scroll_at(120.0, frames)
    }

    fn scroll_at(&mut self, x: f32, frames: usize) -> Vec<f64> {
        let wheel = || {
            vec![
                Event::PointerMoved(pos2(x, 500.0)),
                Event::MouseWheel {
                    unit: MouseWheelUnit::Point,
                    delta: vec2(0.0, -60.0),
                    modifiers: Modifiers::NONE,
                    phase: TouchPhase::Move,
                    source: MouseWheelSource::Wheel,
                },
            ]
        };
        (0..frames).map(|_| self.frame(wheel())).collect()
    }

    /// Every frame from a new width of the window on until all of the text is measured again.
    fn resize(&mut self) -> Vec<f64> {
        self.scroll(20);
        let mut times = Vec::new();
        let mut narrow = true;
        for _ in 0..2 {
            narrow = !narrow;
            let width = if narrow { 980.0 } else { 1100.0 };
            times.extend((0..200).map(|_| self.frame_of(width, Vec::new())));
        }
        times
    }

    /// Taking back a decision and the frame that shows it.
    fn undo(&mut self, times: usize) -> Vec<f64> {
        (0..times)
            .map(|_| {
                let began = ThreadTime::now();
                self.window.run(Command::Act(Action::Undo));
                let decided = began.elapsed().as_secs_f64() * 1000.0;
                decided + self.frame(Vec::new())
            })
            .collect()
    }

    /// A decision and the frame that shows it.
    fn accept(&mut self, times: usize) -> Vec<f64> {
        (0..times)
            .map(|_| {
                let began = ThreadTime::now();
                self.window.run(Command::Act(Action::Accept));
                let decided = began.elapsed().as_secs_f64() * 1000.0;
                decided + self.frame(Vec::new())
            })
            .collect()
    }
}
