//! The article as a whole: scrolling, resizing, hits and carets across paragraphs.

use std::sync::Arc;

use proptest::prelude::*;
use tawsim::layout::document::Document;
use tawsim::layout::geometry::{Side, Vertical};
use tawsim::layout::shaper::Shaper;

use super::{ARTICLE, any_text, boundaries, corpus, find, style};

const WINDOW: f32 = 600.0;

fn document(text: &str, width: f32) -> (Shaper, Document) {
    let document = Document::new(Arc::from(text), style(None), width, 10.0);
    (Shaper::new(), document)
}

/// The article many times over, so that most of it is never laid out.
fn long() -> String {
    ARTICLE.repeat(100)
}

/// Where the caret of `offset` stands in a window whose top is `top`.
fn on_screen(document: &mut Document, shaper: &mut Shaper, offset: usize, top: f64) -> f64 {
    let (piece, caret) = document.caret(shaper, offset);
    piece + f64::from(caret.y0) - top
}

#[test]
fn only_what_is_looked_at_is_laid_out() {
    let text = long();
    let (mut shaper, mut document) = document(&text, 700.0);
    let shown = document.show(&mut shaper, 0.0, WINDOW);
    assert!(shown.pieces.len() < 12);
    assert_eq!(shown.range.start, 0);
    assert!(document.laid_bytes() < 20_000);
    let mut top = 0.0;
    while top < document.height() {
        top = document.show(&mut shaper, top, WINDOW).top + 5_000.0;
    }
    assert!(
        document.laid_bytes() < 1_000_000,
        "{}",
        document.laid_bytes()
    );
}

#[test]
fn a_page_down_through_all_of_it_misses_no_paragraph() {
    let (mut shaper, mut document) = document(ARTICLE, 500.0);
    let mut seen = 0;
    let mut top = 0.0;
    while top < document.height() {
        let shown = document.show(&mut shaper, top, WINDOW);
        assert!(
            shown.range.start <= seen + 2,
            "{} behind {seen}",
            shown.range.start
        );
        seen = shown.range.end;
        for visible in &shown.pieces {
            assert!(document.laid(visible.piece).is_some());
        }
        top = shown.top + f64::from(WINDOW);
    }
    assert_eq!(seen, ARTICLE.len());
}

#[test]
fn scrolling_up_into_text_never_seen_does_not_move_what_is_read() {
    let text = long();
    let (mut shaper, mut document) = document(&text, 333.0);
    let middle = document.height() / 2.0;
    let mut shown = document.show(&mut shaper, middle, WINDOW);
    for _ in 0..80 {
        let read = shown.range.end.saturating_sub(200);
        let read = text.floor_char_boundary(read);
        let before = on_screen(&mut document, &mut shaper, read, shown.top);
        shown = document.show(&mut shaper, shown.top - 40.0, WINDOW);
        let after = on_screen(&mut document, &mut shaper, read, shown.top);
        assert!(
            (after - before - 40.0).abs() < 1.0,
            "moved by {}",
            after - before
        );
    }
}

#[test]
fn resizing_keeps_the_line_at_the_top_of_the_window() {
    let text = long();
    let (mut shaper, mut document) = document(&text, 700.0);
    let middle = document.height() / 3.0;
    let top = document.show(&mut shaper, middle, WINDOW).top;
    let anchor = document.anchor(&mut shaper, top);
    let larger = tawsim::layout::shaper::TextStyle {
        size_px: 31.0,
        ..style(None)
    };
    for (set, width) in [(style(None), 320.0), (larger, 320.0), (larger, 900.0)] {
        document.reset(set, width, 10.0);
        let top = document.top_of(&mut shaper, &anchor);
        let top = document.show(&mut shaper, top, WINDOW).top;
        let place = on_screen(&mut document, &mut shaper, anchor.offset, top);
        assert!(place.abs() < 60.0, "{place} px from the top");
    }
    document.reset(style(None), 700.0, 10.0);
    let again = document.top_of(&mut shaper, &anchor);
    let again = document.show(&mut shaper, again, WINDOW).top;
    assert_eq!(document.anchor(&mut shaper, again), anchor);
}

#[test]
fn a_point_on_a_caret_means_its_offset_anywhere_in_the_article() {
    let (mut shaper, mut document) = document(ARTICLE, 500.0);
    document.show(&mut shaper, 0.0, 1e9);
    for offset in boundaries(ARTICLE) {
        let (top, caret) = document.caret(&mut shaper, offset);
        let y = top + f64::from(caret.y0 + caret.y1) / 2.0;
        let again = document.hit(&mut shaper, caret.x, y);
        let (again_top, second) = document.caret(&mut shaper, again);
        assert_eq!((again_top, second.line), (top, caret.line), "byte {offset}");
        assert!(
            (second.x - caret.x).abs() < 0.5,
            "byte {offset} became {again}"
        );
    }
}

#[test]
fn walking_left_through_paragraphs_of_both_directions_reaches_the_end() {
    let text = "سطر عربي طويل يكفي كي يكون المقال عربيًا في أكثره\nAn English line that is long enough to wrap twice\n\nعربي (2024) Apple\nEnd";
    let (mut shaper, mut document) = document(text, 120.0);
    for (from, side) in [(0, Side::Left), (text.len() - "End".len(), Side::Right)] {
        let mut met = vec![from];
        let mut at = from;
        loop {
            let next = document.step(&mut shaper, at, side);
            if next == at {
                break;
            }
            met.push(next);
            at = next;
            assert!(met.len() < 500, "goes in circles");
        }
        met.sort_unstable();
        assert_eq!(met, boundaries(text), "to the {side:?}");
    }
}

#[test]
fn walking_down_and_up_passes_every_line() {
    let (mut shaper, mut document) = document(ARTICLE, 400.0);
    let mut at = document.stop_at(&mut shaper, 200.0, 1.0);
    let mut tops = Vec::new();
    while tops.len() < 10_000 {
        let (top, caret) = document.caret(&mut shaper, at);
        tops.push(top + f64::from(caret.y0));
        let next = document.vertical(&mut shaper, at, 200.0, Vertical::Down);
        if next.offset == ARTICLE.len() || next == at {
            break;
        }
        at = next;
    }
    document.show(&mut shaper, 0.0, 1e9);
    let shown = document.show(&mut shaper, 0.0, 1e9);
    let lines: usize = shown
        .pieces
        .iter()
        .filter_map(|visible| document.laid(visible.piece))
        .map(|paragraph| paragraph.lines().len())
        .sum();
    assert!(tops.windows(2).all(|pair| pair[0] < pair[1]));
    assert!(lines - tops.len() <= 1, "{} of {lines} lines", tops.len());
}

#[test]
fn a_mark_across_paragraphs_is_covered_in_each() {
    let (mut shaper, mut document) = document("الأول\nالثاني\nالثالث", 300.0);
    let shown = document.show(&mut shaper, 0.0, WINDOW);
    let text = document.text().clone();
    let range = find(&text, "أول").start..find(&text, "الثال").end;
    let rects: Vec<usize> = shown
        .pieces
        .iter()
        .map(|visible| document.rects(visible.piece, &range).len())
        .collect();
    assert_eq!(rects, [1, 1, 1]);
    assert_eq!(
        document.word_at(&mut shaper, range.end),
        find(&text, "الثالث")
    );
}

#[test]
fn a_line_of_megabytes_opens_at_once_and_is_walked_like_any_other() {
    let text = "كلمة وبالقاهرة 2024 ".repeat(200_000);
    let (mut shaper, mut document) = document(&text, 700.0);
    let middle = document.height() / 2.0;
    let shown = document.show(&mut shaper, middle, WINDOW);
    assert!(document.laid_bytes() < 100_000);
    // Over the border of two pieces every boundary is one step.
    let border = shown.range.end;
    let mut at = text.floor_char_boundary(border - 40);
    while at < border + 40 {
        let next = document.step(&mut shaper, at, Side::Left);
        assert_ne!(next, at, "stuck at {at}, the border is {border}");
        at = next;
    }
    assert!(document.laid_bytes() < 100_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_article_can_be_shown_walked_and_hit(
        lines in prop::collection::vec(any_text(), 0..6), width in 10.0f32..500.0, x in 0.0f32..500.0,
    ) {
        let text = lines.join("\n");
        let (mut shaper, mut document) = document(&text, width);
        let shown = document.show(&mut shaper, 0.0, 1e7);
        prop_assert_eq!(shown.range, 0..text.len());
        let mut y = 0.0;
        while y < document.height() {
            let at = document.hit(&mut shaper, x, y);
            prop_assert!(text.is_char_boundary(at));
            let rects = document.rects(document.piece_of(at), &(at..text.len()));
            prop_assert!(rects.iter().all(|rect| rect.width() >= 0.99));
            y += 37.0;
        }
        for offset in [0, text.len()] {
            for side in [Side::Left, Side::Right] {
                let next = document.step(&mut shaper, offset, side);
                prop_assert!(text.is_char_boundary(next));
            }
        }
    }
}

#[test]
fn measuring_the_rest_makes_the_height_exact_and_moves_nothing_on_screen() {
    let text = long();
    let (mut shaper, mut document) = document(&text, 700.0);
    let top = document.height() / 2.0;
    let top = document.show(&mut shaper, top, WINDOW).top;
    let shown = document.show(&mut shaper, top, WINDOW);
    let seen = shown.range.start;
    let place = on_screen(&mut document, &mut shaper, seen, shown.top);
    let mut top = shown.top;
    let mut rounds = 0;
    while !document.is_measured() {
        top = document.measure(&mut shaper, top, 50_000);
        let now = on_screen(&mut document, &mut shaper, seen, top);
        assert!((now - place).abs() < 0.01, "{now} is not {place}");
        rounds += 1;
    }
    assert!(rounds > 10, "bit by bit");
    assert!(
        document.laid_bytes() < 100_000,
        "what was measured is not kept"
    );
    let exact = document.height();
    let mut y = 0.0;
    while y < exact {
        document.show(&mut shaper, y, WINDOW);
        y += f64::from(WINDOW);
    }
    assert!((document.height() - exact).abs() < 0.01);
}

#[test]
fn in_a_paragraph_of_200_kilobytes_every_point_means_the_letter_that_is_drawn_there() {
    let text = corpus::endless();
    assert!(text.len() > 199_000 && !text.contains(['\n', '.']));
    let (mut shaper, mut document) = document(&text, 700.0);
    let mut top = 0.0;
    let mut seen = 0;
    while top < document.height() {
        let shown = document.show(&mut shaper, top, WINDOW);
        top = shown.top + f64::from(WINDOW) * 7.0;
        for step in 0..12_u8 {
            let offset = shown.range.start + shown.range.len() * usize::from(step) / 12;
            let offset = tawsim::text::grapheme::floor(&text, offset);
            let (piece, caret) = document.caret(&mut shaper, offset);
            let y = piece + f64::from(caret.y0 + caret.y1) / 2.0;
            assert_eq!(document.hit(&mut shaper, caret.x, y), offset);
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}
