//! How a page is set: justified lines, room between lines.

use tawsim::layout::paragraph::Paragraph;
use tawsim::layout::shaper::{Shaper, TextStyle};

use super::{ARTICLE, style};

const WIDTH: f32 = 640.0;

fn set(text: &str, justified: bool) -> Paragraph {
    let style = TextStyle {
        justified,
        ..style(None)
    };
    Shaper::new().paragraph(text, &style, Some(WIDTH))
}

/// Left and right edge of the letters of each line, and whether the text goes on below.
fn edges(paragraph: &Paragraph) -> Vec<(f32, f32, bool)> {
    let edges = paragraph.lines().iter().map(|line| {
        let rects = paragraph.rects(line.text.clone());
        let left = rects.iter().map(|rect| rect.x0).fold(f32::MAX, f32::min);
        let right = rects.iter().map(|rect| rect.x1).fold(0.0, f32::max);
        (left, right, line.soft)
    });
    edges.collect()
}

fn longest_paragraph() -> &'static str {
    ARTICLE.lines().max_by_key(|line| line.len()).unwrap()
}

#[test]
fn justified_lines_reach_both_edges_and_the_last_one_does_not() {
    let (ragged, even) = (
        set(longest_paragraph(), false),
        set(longest_paragraph(), true),
    );
    let lines = edges(&even);
    assert!(lines.len() > 5);
    for (left, right, soft) in &lines {
        assert!((right - WIDTH).abs() < 0.6, "{lines:?}");
        assert_eq!(left.abs() < 0.6, *soft, "{lines:?}");
    }
    let breaks = |p: &Paragraph| p.lines().iter().map(|l| l.text.clone()).collect::<Vec<_>>();
    assert_eq!(
        breaks(&ragged),
        breaks(&even),
        "the lines are broken where they were"
    );
    assert_eq!(edges(&ragged).last(), lines.last());
}

#[test]
fn a_line_that_justifying_would_tear_apart_stays_ragged() {
    let text = format!("من هنا {} إلى هناك", "ي".repeat(120));
    let lines = edges(&set(&text, true));
    let (left, _, soft) = lines[0];
    assert!(soft && left > 100.0, "{lines:?}");
}

#[test]
fn letters_of_a_justified_line_stay_joined() {
    let (ragged, even) = (
        set(longest_paragraph(), false),
        set(longest_paragraph(), true),
    );
    let glyphs = |p: &Paragraph| p.glyphs().iter().map(|g| g.key.glyph).collect::<Vec<_>>();
    assert_eq!(glyphs(&ragged), glyphs(&even));
    let line = &even.lines()[0];
    let word = line.text.start + even.text()[line.text.clone()].find(' ').unwrap();
    let width = |p: &Paragraph| p.rects(line.text.start..word)[0].width();
    assert!(
        (width(&ragged) - width(&even)).abs() < 0.1,
        "words keep their width"
    );
}
