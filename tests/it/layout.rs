//! Arabic and mixed text on lines: rectangles, hits, carets, and the article as a whole.

use std::ops::Range;
use std::sync::Arc;

use proptest::prelude::*;
use tawsim::layout::document::Document;
use tawsim::layout::fonts::Face;
use tawsim::layout::geometry::{Side, Stop, Vertical};
use tawsim::layout::paragraph::Paragraph;
use tawsim::layout::shaper::{Shaper, TextStyle};
use tawsim::text::grapheme;
use tawsim::text::invisible::invisibles;
use tawsim::text::paragraph::{Direction, paragraphs};

mod breaks;
mod conformance;
mod corpus;
mod document;
mod found;
mod fuzzed;
mod geometry;
mod invariants;
mod runs;
mod peers;
mod shaping;
mod typography;

use invariants::boundaries;

const ARTICLE: &str = include_str!("../../seeds/article.txt");

fn style(direction: Option<Direction>) -> TextStyle {
    TextStyle {
        face: Face::Reading,
        bold: false,
        size_px: 20.0,
        line_height: 2.0,
        direction,
        justified: false,
    }
}

fn rtl(text: &str, width: Option<f32>) -> Paragraph {
    Shaper::new().paragraph(text, &style(Some(Direction::Rtl)), width)
}

fn find(text: &str, part: &str) -> Range<usize> {
    let start = text.find(part);
    start.map_or(0..0, |start| start..start + part.len())
}

/// Every offset met by stepping to one side from the first to the last.
fn walk(paragraph: &Paragraph, from: usize, side: Side) -> Vec<usize> {
    let mut met = vec![from];
    let mut at = from;
    while let Some(next) = paragraph.step(at, side) {
        met.push(next);
        at = next;
        assert!(met.len() <= paragraph.text().len() + 2, "stuck: {met:?}");
    }
    met
}

#[test]
fn a_wrapped_rtl_line_that_ends_in_latin_hangs_its_space_at_the_left_edge() {
    let text = "يستخدم الفريق برنامج Windows ثم يعود إلى العمل";
    let latin = find(text, "Windows");
    let mut shaper = Shaper::new();
    // The narrowest column that still has the Latin word at the end of its first line.
    let paragraph = (100..400)
        .map(|width| shaper.paragraph(text, &style(Some(Direction::Rtl)), Some(width as f32)))
        .find(|paragraph| {
            let lines = paragraph.lines();
            lines.len() > 1 && lines[0].text.end == latin.end + 1
        })
        .expect("some width breaks behind the Latin word");
    let word = paragraph.rects(latin.clone());
    let before = paragraph.rects(find(text, "برنامج "));
    assert_eq!(word.len(), 1);
    assert!(
        (word[0].x1 - before[0].x0).abs() < 0.01,
        "no gap between the Latin word and the Arabic before it: {word:?} {before:?}"
    );
    let space = paragraph.rects(latin.end..latin.end + 1);
    assert!(
        space[0].x1 <= word[0].x0 + 1.0,
        "the space is at the line's end, left of the word: {space:?}"
    );
}

#[test]
fn a_text_with_several_hard_lines_keeps_each_caret_on_its_own_line() {
    let mut shaper = Shaper::new();
    let text = "مرحبا\nعالم\n";
    let mut document = Document::new(Arc::from(text), style(None), 300.0, 0.0);
    let line = f64::from(style(None).line_px());
    for (offset, expected) in [(0, 0.0), (11, line), (text.len(), 2.0 * line)] {
        let (top, caret) = document.caret(&mut shaper, offset);
        assert!(
            (top - expected).abs() < 0.5,
            "caret of byte {offset} at {top}"
        );
        assert_eq!(caret.line, 0);
    }
    let (start, end) = document.line_ends(&mut shaper, 4);
    assert_eq!((start, end.offset), (0, "مرحبا".len()));
}

#[test]
fn the_caret_walks_over_soft_breaks_and_meets_every_letter() {
    let mut shaper = Shaper::new();
    for paragraph in paragraphs(ARTICLE) {
        let text = &ARTICLE[paragraph];
        for width in [60.0, 180.0, 500.0] {
            let laid = shaper.paragraph(text, &style(Some(Direction::Rtl)), Some(width));
            for (from, side) in [(0, Side::Left), (text.len(), Side::Right)] {
                let mut met = walk(&laid, from, side);
                met.sort_unstable();
                assert_eq!(met, boundaries(text), "at width {width}");
            }
        }
    }
}

#[test]
fn the_caret_of_an_empty_rtl_line_stands_at_the_right_edge() {
    assert_eq!(rtl("", Some(300.0)).caret(0).x, 300.0);
    let ltr = Shaper::new().paragraph("", &style(Some(Direction::Ltr)), Some(300.0));
    assert_eq!(ltr.caret(0).x, 0.0);
    let undirected = Shaper::new().paragraph("", &style(None), Some(300.0));
    assert_eq!(undirected.direction(), Direction::Rtl);
    assert!(undirected.height() > 0.0);
}

#[test]
fn every_face_has_glyphs_and_a_width_without_any_system_font() {
    let mut shaper = Shaper::new();
    for face in [Face::Reading, Face::Amiri, Face::Interface] {
        for bold in [false, true] {
            let style = TextStyle {
                face,
                bold,
                ..style(None)
            };
            let paragraph = shaper.paragraph("السلام (hello) – “2024” ٪", &style, None);
            assert!(paragraph.width() > 50.0);
            assert!(
                paragraph.glyphs().iter().all(|glyph| glyph.key.glyph != 0),
                "{face:?} lacks a letter"
            );
        }
    }
}

#[test]
fn a_letter_that_no_font_has_is_visible_in_every_face() {
    let mut shaper = Shaper::new();
    for face in [Face::Reading, Face::Amiri, Face::Interface] {
        let paragraph = shaper.paragraph(
            "ق 漢",
            &TextStyle {
                face,
                ..style(None)
            },
            None,
        );
        let missing = paragraph.glyphs().iter().find(|glyph| glyph.key.glyph == 0);
        let image = missing.and_then(|glyph| shaper.raster(&glyph.key));
        assert!(
            image.is_some_and(|image| image.coverage.iter().any(|c| *c > 0)),
            "{face:?} draws nothing"
        );
    }
}

#[test]
fn invisible_characters_act_on_the_order_and_have_a_place_for_their_mark() {
    let text = "أ\u{202E}abc\u{202C}\0\tب";
    let paragraph = rtl(text, None);
    let x = |part: &str| paragraph.rects(find(text, part))[0].x0;
    assert!(
        x("a") > x("b") && x("b") > x("c"),
        "the override turns them round"
    );
    let marks: Vec<_> = invisibles(text).collect();
    assert_eq!(marks.len(), 4);
    for mark in marks {
        let caret = paragraph.caret(mark.at);
        assert!(caret.x > 0.0 && caret.x <= paragraph.width());
        assert_eq!(paragraph.rects(mark.range()).len(), 1);
    }
    assert!(paragraph.rects(find(text, "\t"))[0].width() > 2.0);
}

#[test]
fn marking_a_part_of_a_word_leaves_its_glyphs_alone() {
    let text = "وصل إلى لندن وبالقاهرة التقى الوزير";
    let paragraph = rtl(text, Some(400.0));
    let before = paragraph.glyphs().to_vec();
    let name = find(text, "القاهرة");
    let rects = paragraph.rects(name.clone());
    assert_eq!(paragraph.glyphs(), before);
    let word = paragraph.rects(find(text, "وبالقاهرة"));
    assert_eq!((rects.len(), word.len()), (1, 1));
    assert_eq!(rects[0].x0, word[0].x0, "both end with the ta marbuta");
    assert!(rects[0].x1 < word[0].x1 - 4.0, "و and ب stay outside");
    assert!(rects[0].width() > 0.5 * word[0].width());
}

#[test]
fn lam_and_alef_can_be_marked_one_by_one() {
    let text = "لا";
    let mut shaper = Shaper::new();
    for face in [Face::Reading, Face::Amiri, Face::Interface] {
        let style = TextStyle {
            face,
            ..style(None)
        };
        let paragraph = shaper.paragraph(text, &style, None);
        let (lam, alef) = (paragraph.rects(0..2), paragraph.rects(2..4));
        assert!(lam[0].width() > 2.0 && alef[0].width() > 2.0, "{face:?}");
        assert!((lam[0].x0 - alef[0].x1).abs() < 0.01, "side by side");
    }
}

#[test]
fn numbers_and_latin_in_arabic_stand_in_reading_order() {
    let text = "عام 2024 أعلنت Apple (الشركة) ذلك";
    let paragraph = rtl(text, None);
    let x = |part: &str| paragraph.rects(find(text, part))[0].x0;
    assert!(x("عام") > x("2024") && x("2024") > x("أعلنت"));
    assert!(x("أعلنت") > x("Apple") && x("Apple") > x("الشركة"));
    assert!(x("2") < x("4"), "digits run left to right");
    assert!(x("A") < x("e (") || x("A") < x("l"), "letters of Apple too");
}

#[test]
fn one_range_over_a_change_of_direction_has_a_rectangle_for_each_visual_run() {
    let text = "قال Apple Inc ثم";
    let paragraph = rtl(text, None);
    let range = find(text, "قال").start..find(text, "App").end;
    assert_eq!(paragraph.rects(range).len(), 2);
    assert_eq!(paragraph.rects(0..text.len()).len(), 1);
}

#[test]
fn a_range_over_a_soft_break_is_covered_on_both_lines_within_the_column() {
    let text = "هذه جملة طويلة بما يكفي كي تنكسر على أسطر كثيرة في عمود ضيق جدا";
    let paragraph = rtl(text, Some(150.0));
    assert!(paragraph.lines().len() > 2);
    let rects = paragraph.rects(0..text.len());
    assert_eq!(rects.len(), paragraph.lines().len());
    for rect in rects {
        assert!(rect.x0 >= -0.01 && rect.x1 <= 150.01, "{rect:?}");
    }
}

#[test]
fn a_drag_over_a_latin_word_takes_exactly_the_letters_it_passes() {
    let text = "قال Apple ثم";
    let paragraph = rtl(text, None);
    let word = paragraph.rects(find(text, "Apple"))[0];
    let first = paragraph.rects(find(text, "A"))[0];
    let y = (word.y0 + word.y1) / 2.0;
    let start = paragraph.hit(first.x0 + 1.0, y);
    let end = paragraph.hit(first.x1 - 1.0, y);
    assert_eq!(&text[start..end], "A");
    let end = paragraph.hit(word.x1 - 1.0, y);
    assert_eq!(&text[start..end], "Apple");
}

#[test]
fn up_and_down_keep_the_column() {
    let text = &ARTICLE[paragraphs(ARTICLE)
        .into_iter()
        .max_by_key(Range::len)
        .unwrap()];
    let paragraph = rtl(text, Some(400.0));
    let start = paragraph.hit(200.0, 1.0);
    let mut at = Stop::from(start);
    let mut lines = vec![paragraph.caret(at).line];
    while let Some(next) = paragraph.vertical(at, 200.0, Vertical::Down) {
        at = next;
        let caret = paragraph.caret(at);
        let is_last = caret.line + 1 == paragraph.lines().len();
        assert!(is_last || (caret.x - 200.0).abs() < 15.0);
        lines.push(caret.line);
    }
    assert_eq!(lines, (0..paragraph.lines().len()).collect::<Vec<_>>());
}

#[test]
fn home_and_end_stay_on_their_line() {
    let text = "هذه جملة طويلة بما يكفي كي تنكسر على أسطر كثيرة في عمود ضيق جدا";
    let paragraph = rtl(text, Some(150.0));
    for line in paragraph.lines() {
        let (start, end) = paragraph.line_ends(line.text.start + 2);
        assert_eq!(paragraph.caret(start).x, 150.0, "Home is at the right edge");
        assert_eq!(paragraph.line_of(end), paragraph.line_of(start));
        assert_eq!(
            text[start..end.offset].trim_end(),
            text[line.text.clone()].trim_end()
        );
    }
}

#[test]
fn a_double_click_finds_the_word_also_from_its_edges() {
    let text = "زار محمّد، القاهرة";
    let paragraph = rtl(text, None);
    let name = find(text, "محمّد");
    for offset in [name.start, name.start + 2, name.end] {
        assert_eq!(paragraph.word_at(offset), name);
    }
    assert_eq!(paragraph.word_at(text.len()), find(text, "القاهرة"));
    assert_eq!(rtl("", None).word_at(0), 0..0);
}

#[test]
fn a_label_is_cut_to_its_width_with_an_ellipsis() {
    let mut shaper = Shaper::new();
    let style = style(None);
    let whole = shaper.one_line("رئيس الوزراء العراقي", &style, 1000.0);
    assert_eq!(whole.text(), "رئيس الوزراء العراقي");
    let cut = shaper.one_line("رئيس الوزراء العراقي", &style, 80.0);
    assert!(cut.width() <= 80.0 && cut.text().ends_with('…'));
    assert!(cut.text().starts_with("رئيس"));
    let line = shaper.one_line("سطر\nآخر", &style, 1000.0);
    assert_eq!(line.lines().len(), 1);
    let huge = shaper.one_line(&"كلمة ".repeat(100_000), &style, 200.0);
    assert!(huge.width() <= 200.0);
}

/// Text of all sorts: letters with marks, digits, Latin, Hebrew, controls, emoji, white space.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ء-ي]{1,7}",
        1 => "[ء-ي][ً-ْ]{1,3}",
        2 => Just(" ".to_string()),
        1 => "[A-Za-z]{1,9}",
        1 => "[0-9٠-٩۰-۹]{1,5}",
        1 => "[.,:;()«»\\[\\]/%$-]",
        1 => Just("لا".to_string()),
        1 => Just("الله".to_string()),
        1 => "[א-ת]{1,4}",
        1 => prop::sample::select(vec![
            "\u{200F}", "\u{200E}", "\u{2067}", "\u{2069}", "\u{202E}", "\u{202C}", "\u{200C}",
            "\u{200D}", "\u{200B}", "\u{640}", "\0", "\t", "\u{AD}", "\u{A0}", "\u{2028}",
            "\u{85}", "\u{FEFF}", "😀", "👨‍👩‍👧", "🇮🇶", "e\u{301}", "漢", "क्षि", "\u{301}", "\u{10FFFF}",
        ]).prop_map(str::to_string),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn any_width() -> impl Strategy<Value = Option<f32>> {
    prop_oneof![
        Just(None),
        (0.0f32..500.0).prop_map(Some),
        Just(Some(f32::NAN))
    ]
}

fn any_style() -> impl Strategy<Value = TextStyle> {
    let direction = prop::sample::select(vec![None, Some(Direction::Rtl), Some(Direction::Ltr)]);
    let face = prop::sample::select(vec![Face::Reading, Face::Amiri, Face::Interface]);
    (direction, face).prop_map(|(direction, face)| TextStyle {
        face,
        ..style(direction)
    })
}

thread_local! {
    static SHAPER: std::cell::RefCell<Shaper> = std::cell::RefCell::new(Shaper::new());
}

fn laid(text: &str, style: &TextStyle, width: Option<f32>) -> Paragraph {
    SHAPER.with_borrow_mut(|shaper| shaper.paragraph(text, style, width))
}

/// Whether a character is one that has no ink of its own, such as a joiner.
fn is_unseen(c: char) -> bool {
    invisibles(c.encode_utf8(&mut [0; 4])).next().is_some()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_visual_walk_meets_every_boundary_once_at_any_width(
        text in any_text(), style in any_style(), width in any_width(),
    ) {
        let paragraph = laid(&text, &style, width);
        let (start, end) = match paragraph.direction() {
            Direction::Rtl => (Side::Left, Side::Right),
            Direction::Ltr => (Side::Right, Side::Left),
        };
        let mut met = walk(&paragraph, 0, start);
        prop_assert_eq!(met.last(), Some(&text.len()));
        met.sort_unstable();
        prop_assert_eq!(&met, &boundaries(&text));
        let mut back = walk(&paragraph, text.len(), end);
        back.sort_unstable();
        prop_assert_eq!(back, met);
    }

    #[test]
    fn steps_follow_the_screen(text in any_text(), style in any_style(), width in any_width()) {
        let paragraph = laid(&text, &style, width);
        for at in boundaries(&text) {
            let here = paragraph.caret(at);
            for side in [Side::Left, Side::Right] {
                let Some(next) = paragraph.step(at, side) else { continue };
                let there = paragraph.caret(next);
                if there.line == here.line {
                    match side {
                        Side::Left => prop_assert!(there.x <= here.x + 0.01),
                        Side::Right => prop_assert!(there.x >= here.x - 0.01),
                    }
                }
            }
        }
    }

    #[test]
    fn a_hit_on_a_caret_gives_that_caret(text in any_text(), style in any_style(), width in any_width()) {
        let paragraph = laid(&text, &style, width);
        for at in boundaries(&text) {
            let caret = paragraph.caret(at);
            let again = paragraph.stop_at(caret.x, (caret.y0 + caret.y1) / 2.0);
            prop_assert!(grapheme::is_boundary(&text, again.offset));
            let second = paragraph.caret(again);
            prop_assert_eq!(second.line, caret.line);
            prop_assert!((second.x - caret.x).abs() <= 0.5, "{} then {:?} of {:?}", at, again, text);
        }
    }

    #[test]
    fn any_point_means_a_boundary(
        text in any_text(), style in any_style(), width in any_width(),
        x in -50.0f32..600.0, y in -50.0f32..900.0,
    ) {
        let paragraph = laid(&text, &style, width);
        let at = paragraph.hit(x, y);
        prop_assert!(grapheme::is_boundary(&text, at));
        let word = paragraph.word_at(at);
        prop_assert!(text.is_char_boundary(word.start) && text.is_char_boundary(word.end));
    }

    #[test]
    fn rectangles_cover_the_range_and_nothing_else(
        text in any_text(), style in any_style(), width in any_width(),
        from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
    ) {
        let paragraph = laid(&text, &style, width);
        let stops = boundaries(&text);
        let (a, b) = (stops[from.index(stops.len())], stops[to.index(stops.len())]);
        let range = a.min(b)..a.max(b);
        let rects = paragraph.rects(range.clone());
        prop_assert_eq!(rects.is_empty(), range.is_empty());
        for rect in &rects {
            prop_assert!(rect.width() >= 0.99 && rect.y1 > rect.y0);
        }
        let middle = |r: &tawsim::layout::geometry::Rect| (r.y0 + r.y1) / 2.0;
        for (at, cluster) in grapheme::clusters(&text) {
            let inside = range.contains(&at);
            for own in paragraph.rects(at..at + cluster.len()) {
                // A sliver for a character without width may lie anywhere at its caret.
                if own.width() <= 1.01 {
                    continue;
                }
                let x = (own.x0 + own.x1) / 2.0;
                let covered = rects.iter().any(|r| r.y0 == own.y0 && r.x0 <= x && x <= r.x1 && r.width() > 1.01);
                // What has no ink is left out where a line is broken behind it.
                let unseen = |c: char| c.is_whitespace() || c.is_control() || is_unseen(c);
                let blank = cluster.chars().all(unseen);
                prop_assert!(covered == inside || (inside && blank), "{:?} at {} of {:?} ({:?}) y {}", cluster, at, text, range, middle(&own));
            }
        }
    }

    #[test]
    fn breaking_again_is_the_same_as_breaking_anew(
        text in any_text(), style in any_style(), first in any_width(), second in any_width(),
    ) {
        let mut paragraph = laid(&text, &style, first);
        paragraph.rebreak(second);
        let anew = laid(&text, &style, second);
        prop_assert_eq!(paragraph.glyphs(), anew.glyphs());
        prop_assert_eq!(paragraph.lines(), anew.lines());
        prop_assert_eq!(paragraph.height(), anew.height());
    }

    #[test]
    fn no_text_breaks_the_layout(text in any::<String>(), style in any_style(), width in any_width()) {
        let paragraph = laid(&text, &style, width);
        prop_assert!(paragraph.height() >= style.line_px() - 0.5);
        for glyph in paragraph.glyphs().iter().take(20) {
            SHAPER.with_borrow_mut(|shaper| shaper.raster(&glyph.key));
        }
    }

    #[test]
    fn a_label_never_is_wider_than_asked(text in any_text(), style in any_style(), width in 30.0f32..200.0) {
        let label = SHAPER.with_borrow_mut(|shaper| shaper.one_line(&text, &style, width));
        prop_assert!(label.width() <= width.ceil());
        prop_assert_eq!(label.lines().len(), 1);
    }
}
