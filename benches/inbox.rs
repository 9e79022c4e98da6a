//! What it costs to filter and sort what is suggested in a whole project: the processor time of the
//! longest and of the median part that a frame of the window has to do, and of all of it.

use std::io::Write as _;

use cpu_time::ThreadTime;
use tawsim::model::ids::{ArticleId, EngineId, LabelId};
use tawsim::model::sheet::Sheet;
use tawsim::review::board::{Board, Choosing, Sighting, bit};
use tawsim::review::filter::{Filter, Order};
use tawsim::text::offset::Span;

/// Suggestions of an article.
const ROWS: usize = 100;

/// How many rows a frame of the window looks at.
const PORTION: usize = 16_000;

fn main() {
    // `cargo test` and `cargo clippy --all-targets` run benches without `--bench`: nothing to do.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let mut lines = vec!["what | parts | median ms | longest ms | all ms".to_owned()];
    for rows in [100_000, 1_000_000] {
        let board = board(rows);
        let of_text = Filter {
            text: "سم7".into(),
            least: 0.3,
            ..Filter::default()
        };
        for (name, filter, order) in [
            (
                "all, as in the articles",
                Filter::default(),
                Order::Document,
            ),
            ("all, surest first", Filter::default(), Order::Surest),
            (
                "all, most frequent first",
                Filter::default(),
                Order::Frequent,
            ),
            (
                "of a text and score, most doubtful first",
                of_text,
                Order::Doubtful,
            ),
        ] {
            lines.push(row(
                &format!("{rows} suggestions, {name}"),
                &parts(&board, &filter, order),
            ));
        }
    }
    drop(writeln!(std::io::stdout(), "{}", lines.join("\n")));
}

/// A project in which each name stands five times in the mean, some much more often.
fn board(rows: usize) -> Board {
    let mut board = Board::default();
    let labels: Vec<LabelId> = ["PER", "ORG", "GPE", "LOC"].map(LabelId::from).into();
    let mut seed = 1_u64;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize
    };
    for article in 0..rows / ROWS {
        let found = (0..ROWS).filter_map(|at| {
            let names = rows / 5;
            let name = random() % (1 + random() % names);
            let surface = format!("اسم{name}");
            Some(Sighting {
                span: Span::from_range(at * 40..at * 40 + surface.len())?,
                label: labels[name % labels.len()].clone(),
                form: surface.clone().into(),
                surface: surface.into(),
                score: (random() % 1000) as f32 / 1000.0,
                engine: EngineId::Gazetteer,
                engines: bit(EngineId::Gazetteer),
                contested: name.is_multiple_of(9),
            })
        });
        let id = ArticleId::from(format!("{article:06}").as_str());
        board.put(&id, &Sheet::default(), found.collect());
    }
    board
}

/// The time of each part, in milliseconds.
fn parts(board: &Board, filter: &Filter, order: Order) -> Vec<f64> {
    let mut choosing = Choosing::new(filter.clone(), order);
    let title = |id: &ArticleId| id.to_string();
    let mut times = Vec::new();
    loop {
        let began = ThreadTime::now();
        let done = choosing.go_on(board, &title, PORTION);
        times.push(began.elapsed().as_secs_f64() * 1000.0);
        if done {
            std::hint::black_box(choosing.into_choice());
            return times;
        }
    }
}

fn row(name: &str, times: &[f64]) -> String {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (median, longest) = (sorted[sorted.len() / 2], sorted[sorted.len() - 1]);
    let all: f64 = times.iter().sum();
    format!(
        "{name} | {} | {median:.2} | {longest:.2} | {all:.1}",
        times.len()
    )
}
