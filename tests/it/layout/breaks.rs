//! Where lines are broken against the conformance data of the Unicode Consortium (UAX #14).
//!
//! Each text of the data is laid out behind a word and U+200B, after which the rules allow a break
//! whatever follows and begin anew as at the start of a text (LB8; every rule that names the start
//! names U+200B as well, or text behind a break). It is then broken in columns into which more and
//! more of it fits. As all of it fits on a line of its own, a line is never broken by force, so the
//! end of the first line must be the last break that the data allows and the column has room for.
//! Behind U+200B spaces may be followed by a break too, so those that begin a text are.

use std::collections::BTreeMap;

use tawsim::layout::geometry::Rect;
use tawsim::layout::paragraph::Paragraph;
use tawsim::layout::shaper::Shaper;
use tawsim::text::grapheme;
use tawsim::text::paragraph::Direction;

use super::conformance::unpack;
use super::style;

/// What stands before each text: a word wider than any of them.
const BEFORE: &str = "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm\u{200B}";

/// What came of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Right,
    Wrong,
    /// May be broken between the characters of one letter (grapheme cluster).
    PartsALetter,
    /// Broken at the other end of spaces and U+200B: what is seen of the lines is the same.
    SeenTheSame,
    /// Holds the end of a hard line, at which the program begins another paragraph.
    HardLines,
}

/// A text of the data and the places where it may be broken, without its two ends.
fn read(line: &str) -> (String, Vec<usize>) {
    let (mut text, mut breaks) = (String::new(), Vec::new());
    for part in line.split_whitespace() {
        match part {
            "÷" => breaks.push(text.len()),
            "×" => {}
            hex => text.extend(char::from_u32(u32::from_str_radix(hex, 16).unwrap())),
        }
    }
    breaks.retain(|at| (1..text.len()).contains(at));
    (text, breaks)
}

fn width_of(paragraph: &Paragraph, end: usize) -> f32 {
    let hangs = [' ', '\t', '\u{3000}'];
    let shown = paragraph.text()[..end].trim_end_matches(hangs).len();
    paragraph
        .rects(0..shown)
        .iter()
        .map(|r: &Rect| r.width())
        .sum()
}

fn run(shaper: &mut Shaper, text: &str, breaks: &[usize]) -> Outcome {
    let hard = |c| {
        matches!(
            c,
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    if text.contains(hard) {
        return Outcome::HardLines;
    }
    let whole = format!("{BEFORE}{text}");
    let mut paragraph = shaper.paragraph(&whole, &style(Some(Direction::Ltr)), None);
    let inside = |at: &usize| !grapheme::is_boundary(&whole, BEFORE.len() + at);
    if breaks.iter().any(inside) || inside(&0) {
        return Outcome::PartsALetter;
    }
    let starts = text.char_indices().map(|(at, _)| BEFORE.len() + at);
    // Of each place: the place, and the room that a line needs to end there.
    let places: Vec<(usize, f32)> = starts.map(|at| (at, width_of(&paragraph, at))).collect();
    let first = whole.len() - text.trim_start_matches(' ').len();
    let allowed =
        |at: usize| at == BEFORE.len() || at == first || breaks.contains(&(at - BEFORE.len()));
    let full = width_of(&paragraph, whole.len());
    for (_, room) in &places {
        let column = room + 0.1;
        if column > full {
            continue;
        }
        let fitting = places
            .iter()
            .filter(|(at, room)| allowed(*at) && *room <= column);
        let expected = fitting.map(|(at, _)| *at).max();
        paragraph.rebreak(Some(column));
        let found = paragraph.lines()[0].text.end;
        let expected = expected.unwrap_or_default();
        if found != expected {
            let between = &whole[found.min(expected)..found.max(expected)];
            if between.chars().all(|c| matches!(c, ' ' | '\u{200B}')) {
                return Outcome::SeenTheSame;
            }
            let found = found - BEFORE.len();
            eprintln!(
                "wrong: {text:?} is broken at {found}, may be at {breaks:?}, column {column}"
            );
            return Outcome::Wrong;
        }
    }
    Outcome::Right
}

#[test]
fn lines_are_broken_where_the_conformance_data_says() {
    let data = unpack(include_bytes!("../../data/unicode/LineBreakTest.txt.lzma"));
    let lines: Vec<&str> = data
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default())
        .filter(|line| !line.trim().is_empty())
        .collect();
    let mut counts = BTreeMap::new();
    let halves: Vec<Vec<Outcome>> = std::thread::scope(|scope| {
        let threads: Vec<_> = lines
            .chunks(lines.len().div_ceil(2))
            .map(|half| {
                scope.spawn(move || {
                    let mut shaper = Shaper::new();
                    let cases = half.iter().map(|line| read(line));
                    cases
                        .map(|(text, breaks)| run(&mut shaper, &text, &breaks))
                        .collect()
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    for outcome in halves.into_iter().flatten() {
        *counts.entry(outcome).or_insert(0) += 1;
    }
    assert_eq!(lines.len(), 10_274);
    let expected = [
        (Outcome::Right, 8_093),
        (Outcome::PartsALetter, 637),
        (Outcome::SeenTheSame, 1),
        (Outcome::HardLines, 1_543),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}
