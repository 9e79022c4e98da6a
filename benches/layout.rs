//! What layout costs: the real article, 1 MB and 10 MB, and a frame while scrolling among marks.
//!
//! `cargo bench --bench layout --no-default-features`

use std::ops::Range;
use std::sync::Arc;

use divan::{Bencher, black_box};
use tawsim::layout::document::Document;
use tawsim::layout::fonts::Face;
use tawsim::layout::shaper::{Shaper, TextStyle};
use tawsim::text::paragraph::paragraphs;

const ARTICLE: &str = include_str!("../seeds/article.txt");
const WIDTH: f32 = 700.0;
const WINDOW: f32 = 1000.0;
const MB: usize = 1_000_000;

fn main() {
    divan::main();
}

fn style() -> TextStyle {
    TextStyle {
        face: Face::Reading,
        bold: false,
        size_px: 18.0,
        line_height: 2.0,
        direction: None,
        justified: false,
    }
}

/// The article's words in a fixed random order, in paragraphs like its own, `bytes` long.
fn text(bytes: usize) -> Arc<str> {
    let words: Vec<&str> = ARTICLE.split_whitespace().collect();
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    let mut text = String::with_capacity(bytes + 4096);
    while text.len() < bytes {
        for _ in 0..40 + random(80) {
            text.push_str(words[random(words.len())]);
            text.push(' ');
        }
        text.push('\n');
    }
    Arc::from(text)
}

fn document(text: &Arc<str>) -> Document {
    Document::new(text.clone(), style(), WIDTH, 12.0)
}

/// Lays out every paragraph once, one after the other; returns how many lines there are.
fn all(shaper: &mut Shaper, text: &str) -> usize {
    let pieces = paragraphs(text).into_iter();
    pieces
        .map(|range| shaper.paragraph(&text[range], &style(), Some(WIDTH)))
        .map(|paragraph| paragraph.lines().len())
        .sum()
}

#[divan::bench(sample_count = 50)]
fn article_with_cold_fonts(bencher: Bencher) {
    bencher.bench(|| all(&mut Shaper::new(), ARTICLE));
}

#[divan::bench]
fn article_whole(bencher: Bencher) {
    let mut shaper = Shaper::new();
    bencher.bench_local(|| all(&mut shaper, black_box(ARTICLE)));
}

#[divan::bench(args = [1, 10], sample_count = 5, sample_size = 1)]
fn megabytes_whole(bencher: Bencher, megabytes: usize) {
    let text = text(megabytes * MB);
    let mut shaper = Shaper::new();
    bencher.bench_local(|| all(&mut shaper, &text));
}

#[divan::bench(args = [1, 10], sample_count = 20, sample_size = 1)]
fn megabytes_open_to_first_screen(bencher: Bencher, megabytes: usize) {
    let text = text(megabytes * MB);
    let mut shaper = Shaper::new();
    bencher.bench_local(|| document(&text).show(&mut shaper, 0.0, WINDOW));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn one_line_of_50_mb_open_to_first_screen(bencher: Bencher) {
    let text: Arc<str> = Arc::from(text(50 * MB).replace('\n', " "));
    let mut shaper = Shaper::new();
    bencher.bench_local(|| document(&text).show(&mut shaper, 0.0, WINDOW));
}

#[divan::bench(args = [1, 10], sample_count = 20, sample_size = 1)]
fn resize_and_show_the_same_place(bencher: Bencher, megabytes: usize) {
    let mut shaper = Shaper::new();
    let mut document = document(&text(megabytes * MB));
    let mut top = document.height() / 2.0;
    let mut width = WIDTH;
    bencher.bench_local(|| {
        let anchor = document.anchor(&mut shaper, top);
        width = if width > 600.0 { 500.0 } else { WIDTH };
        document.reset(style(), width, 12.0);
        top = document.top_of(&mut shaper, &anchor);
        top = document.show(&mut shaper, top, WINDOW).top;
    });
}

/// One step of 40 px, as a frame does it: what is visible, and the rectangles of the marks in it.
#[divan::bench(args = [12_000, 120_000], sample_count = 2000, sample_size = 1)]
fn scroll_frame_10_mb_with_marks(bencher: Bencher, marks: usize) {
    let text = text(10 * MB);
    let marks = spread(&text, marks);
    let mut shaper = Shaper::new();
    let mut document = document(&text);
    let mut top = 0.0;
    bencher.bench_local(|| {
        let shown = document.show(&mut shaper, top, WINDOW);
        top = shown.top + 40.0;
        let first = marks.partition_point(|mark| mark.end <= shown.range.start);
        let visible = marks[first..]
            .iter()
            .take_while(|mark| mark.start < shown.range.end);
        let mut rects = 0;
        for mark in visible {
            let piece = document.piece_of(mark.start);
            rects += document.rects(piece, mark).len();
        }
        rects
    });
}

#[divan::bench(sample_count = 500, sample_size = 1)]
fn jump_anywhere_in_10_mb(bencher: Bencher) {
    let mut shaper = Shaper::new();
    let mut document = document(&text(10 * MB));
    let height = document.height();
    let mut at = 0.0;
    bencher.bench_local(|| {
        at = (at + height * 0.381_966) % height;
        document.show(&mut shaper, at, WINDOW)
    });
}

#[divan::bench]
fn hit_and_caret(bencher: Bencher) {
    let mut shaper = Shaper::new();
    let mut document = document(&Arc::from(ARTICLE));
    document.show(&mut shaper, 0.0, WINDOW);
    bencher.bench_local(|| {
        let at = document.hit(&mut shaper, black_box(300.0), black_box(400.0));
        document.caret(&mut shaper, at)
    });
}

/// Marks on words, evenly over the text.
fn spread(text: &str, count: usize) -> Vec<Range<usize>> {
    let step = text.len() / count;
    (0..count)
        .map(|at| {
            let start = text.ceil_char_boundary(at * step);
            let end = text.ceil_char_boundary(start + 24);
            start..end
        })
        .collect()
}
