//! What fuzzing has found, each input a test of its own (see `docs/fuzzing.md`).

use tawsim::layout::geometry::{Stop, Vertical};

use super::{fuzzed, invariants, laid, rtl, style};

/// Puts a text through both targets in every face and in columns of all widths.
fn survives(text: &str) {
    for set in [0, 1, 2, 13, 42, 216] {
        for wide in [0, 3, 20, 100, 179, 255] {
            let head = [set, 96, wide, 64, 128, 16, 112, 192];
            let bytes = [&head, text.as_bytes()].concat();
            super::SHAPER.with_borrow_mut(|shaper| {
                fuzzed::layout(shaper, &bytes);
                fuzzed::hit(shaper, &bytes);
            });
        }
    }
}

/// U+0605, the Arabic number mark above, forms one grapheme with the letter behind it but is set as
/// a number. The gap between the two is no place for a caret, and a click there went to the far
/// side of the mark.
#[test]
fn a_number_mark_before_a_letter_keeps_its_caret_at_its_edges() {
    survives("العلاقات خ\u{605}ستشار الأمن");
    survives("من هن\u{604}جان\u{606}، من خ٧ بدأ");
    survives("١٢\u{605}ب ثم 3\u{600}ت");
    let text = "خ\u{605}س";
    let paragraph = rtl(text, None);
    let sign = paragraph.caret(Stop::behind(2));
    let found = paragraph.stop_at(sign.x, sign.y0 + 5.0);
    assert_eq!(found.offset, 2);
    assert!((paragraph.caret(found).x - sign.x).abs() < 0.3);
}

/// In a column narrower than such a grapheme a line held but the rest of it, and ↓ went back up.
#[test]
fn down_passes_a_line_that_holds_but_the_rest_of_a_grapheme() {
    let text = "i م\u{605}بر الج\u{604}لعاصمة! ط\u{64B}";
    survives(text);
    let paragraph = laid(text, &style(None), Some(3.0));
    let last = paragraph.lines().len() - 1;
    let mut at = Stop::from(0);
    while paragraph.line_of(at) != last {
        let next = paragraph
            .vertical(at, 0.0, Vertical::Down)
            .expect("not the last line");
        assert!(paragraph.line_of(next) > paragraph.line_of(at));
        at = next;
    }
    invariants::carets(&paragraph);
}

/// A mark of another script (Hebrew, Syriac) on an Arabic letter belongs to another run of glyphs.
#[test]
fn marks_of_other_scripts_on_arabic_letters_stay_with_them() {
    survives("الخ\u{5A7}رجي\u{229} عباس ين، يت\u{745}تعان");
}

/// The library lays out a paragraph without text as one space; its line claimed a byte that is not
/// there.
#[test]
fn an_empty_paragraph_has_an_empty_line() {
    for width in [None, Some(0.0), Some(100.0)] {
        let paragraph = rtl("", width);
        assert_eq!(paragraph.lines().len(), 1);
        assert_eq!(paragraph.lines()[0].text, 0..0);
    }
}

/// The same sign before a space at the end of a line, and alone on a line above its letter: a click
/// on the sign's edge went to another line or to the other edge.
#[test]
fn a_number_mark_before_a_space_at_a_line_s_end_is_found_where_it_is() {
    survives("من `أَن إيران”، وفقً\u{600} لت");
    survives("\u{600}ل");
    let paragraph = laid("\u{600}ل", &style(None), Some(0.0));
    assert_eq!(
        paragraph.lines().len(),
        2,
        "the column is narrower than either"
    );
    for line in paragraph.lines() {
        for x in -40..10 {
            let stop = paragraph.stop_at(x as f32, (line.y0 + line.y1) / 2.0);
            let drawn = paragraph.caret(stop).line;
            assert_eq!(paragraph.lines()[drawn].text, line.text, "at {x}");
        }
    }
}
