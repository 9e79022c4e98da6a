//! Rectangles, points and carets of hostile and of generated text, in every face.

use proptest::prelude::*;
use tawsim::layout::document::Document;
use tawsim::layout::fonts::Face;
use tawsim::layout::geometry::{Affinity, Side, Stop, Vertical};
use tawsim::layout::paragraph::Paragraph;
use tawsim::layout::shaper::TextStyle;
use tawsim::text::paragraph::{Direction, paragraphs};

use super::{
    ARTICLE, any_style, any_text, any_width, corpus, find, fuzzed, invariants, laid, rtl, style,
};

const FACES: [Face; 3] = [Face::Reading, Face::Amiri, Face::Interface];

/// Texts that have been drawn, measured or pointed at wrongly somewhere.
const HOSTILE: [&str; 16] = [
    "مُحَمَّدٌ رَسُولُ اللَّهِ ﷺ وَالَّذِينَ مَعَهُ",
    "لا لأ لإ لآ لَا بِلَا الأحلام الله لله فلله",
    "محمـــــــد ـــ كـتـاب",
    "می\u{200C}خواهم نمی\u{200C}دانم کتاب\u{200C}ها",
    "قال (Apple [2024] «نص “quoted” آخر») ثم 50%–60% و$1,234.56",
    "عام ٢٠٢٤ في 12/11/2024 الهاتف +964 (770) 123-4567",
    "راجع https://example.com/a?b=ج&c=1#د أو a.b@example.com.",
    "👨‍👩‍👧 عائلة 🇮🇶 علم 😀",
    "\u{2067}معزول English\u{2069} \u{2066}left يمين\u{2069} \u{202E}معكوس\u{202C}",
    "שלום עולם والعربية و English בתוך",
    "\u{200D}\u{200C}\u{200D}\u{200F}\u{200E}",
    "   \t  يبدأ بمسافات",
    "\u{64E}\u{651} علامة بلا حرف \u{301}",
    "efficient office affluent fjord ﬁ ffb",
    "漢字かな交じり文とعربي",
    "ا\u{0654}\u{0655}\u{0670}\u{06DF} بِسْمِ ٱللَّهِ ٱلرَّحْمَـٰنِ ٱلرَّحِيمِ ۝١",
];

fn all(paragraph: &Paragraph) {
    invariants::layout(paragraph);
    invariants::carets(paragraph);
    let stops = invariants::boundaries(paragraph.text());
    for at in 0..stops.len() {
        for length in [1, 4] {
            let end = stops[(at + length).min(stops.len() - 1)];
            invariants::range(paragraph, &(stops[at]..end));
        }
    }
    for x in 0..24 {
        for y in 0..6 {
            let x = (x as f32 / 21.0 - 0.07) * paragraph.width();
            let y = (y as f32 / 5.0 - 0.07) * paragraph.height();
            invariants::point(paragraph, x, y);
        }
    }
}

#[test]
fn hostile_texts_keep_every_invariant_in_every_face_at_any_width() {
    let lines = corpus::lines().into_iter().map(|(_, text)| text);
    for (at, text) in HOSTILE.into_iter().chain(lines).enumerate() {
        for (number, face) in FACES.into_iter().enumerate() {
            // Each face meets each text in another column than the other faces do.
            let sets = [(20.0, None), (20.0, Some(90.0)), (33.0, Some(31.0))];
            let (size_px, width) = sets[(at + number) % sets.len()];
            let style = TextStyle {
                face,
                size_px,
                justified: size_px > 30.0,
                ..style(None)
            };
            all(&laid(text, &style, width));
        }
    }
}

#[test]
fn a_point_anywhere_in_a_paragraph_of_200_kb_means_the_letter_there() {
    let text = corpus::endless();
    super::SHAPER.with_borrow_mut(|shaper| {
        let mut document = Document::new(text.as_str().into(), style(None), 640.0, 0.0);
        for part in 0..40 {
            let y = document.height() * f64::from(part) / 40.0 + 3.0;
            let y = document.show(shaper, y, 800.0).top + 30.0;
            for x in [-5.0, 100.0, 333.0, 500.0, 700.0] {
                let stop = document.stop_at(shaper, x, y);
                let (top, caret) = document.caret(shaper, stop);
                let line = top + f64::from(caret.y0)..top + f64::from(caret.y1);
                let near = line.start - 10.0..line.end + 10.0;
                assert!(near.contains(&y), "{stop:?} is on another line");
                let again = document.stop_at(shaper, caret.x, (line.start + line.end) / 2.0);
                let (again_top, second) = document.caret(shaper, again);
                assert_eq!((again_top, second.line), (top, caret.line));
                assert!((second.x - caret.x).abs() < 0.3);
            }
        }
    });
}

#[test]
fn the_real_article_keeps_every_invariant_in_every_face() {
    for range in paragraphs(ARTICLE) {
        for (face, width) in FACES.into_iter().zip([500.0, 333.0, 77.0]) {
            let style = TextStyle {
                face,
                ..style(None)
            };
            all(&laid(&ARTICLE[range.clone()], &style, Some(width)));
        }
    }
}

/// A column that is narrower than a word.
const COLUMN: f32 = 30.0;

/// A word that is wider than its column.
fn broken_word(direction: Direction) -> Paragraph {
    let text = match direction {
        Direction::Rtl => "فسيكفيكهم",
        Direction::Ltr => "incomprehensibilities",
    };
    let paragraph = laid(text, &style(Some(direction)), Some(COLUMN));
    assert!(paragraph.lines().len() > 2, "the word is broken");
    paragraph
}

#[test]
fn the_end_of_a_line_broken_inside_a_word_is_another_place_than_the_next_line_s_start() {
    for (direction, start, end) in [(Direction::Rtl, COLUMN, 0.0), (Direction::Ltr, 0.0, COLUMN)] {
        let word = broken_word(direction);
        let middle = (word.lines()[0].y0 + word.lines()[0].y1) / 2.0;
        let (home, last) = word.line_ends(0);
        assert_eq!((home, last), (0, Stop::before(word.lines()[0].text.end)));
        let upper = word.caret(last);
        assert_eq!(upper.line, 0, "End stays on its line");
        assert!((upper.x - end).abs() < (upper.x - start).abs());
        let lower = word.caret(last.offset);
        assert_eq!((lower.line, lower.x), (1, start));
        let side = if direction == Direction::Rtl {
            -9.0
        } else {
            99.0
        };
        assert_eq!(word.stop_at(side, middle), last, "a click beyond it too");
        assert_eq!(word.line_ends(last), (home, last), "End twice is End once");
    }
}

#[test]
fn arrows_leave_the_end_of_a_broken_word_s_line_without_standing_still() {
    for (direction, on, back) in [
        (Direction::Rtl, Side::Left, Side::Right),
        (Direction::Ltr, Side::Right, Side::Left),
    ] {
        let word = broken_word(direction);
        let (_, last) = word.line_ends(0);
        let stops = invariants::boundaries(word.text());
        let at = stops.iter().position(|stop| *stop == last.offset).unwrap();
        assert_eq!(word.step(last, on), Some(stops[at + 1]));
        assert_eq!(word.step(last, back), Some(stops[at - 1]));
        let down = word.vertical(last, word.caret(last).x, Vertical::Down);
        assert_eq!(
            down.map(|stop| word.line_of(stop)),
            Some(1),
            "one line, not two"
        );
        let edge = word.caret(last).x;
        let mut at = last;
        for line in 1..word.lines().len() {
            at = word.vertical(at, edge, Vertical::Down).unwrap();
            assert_eq!(word.caret(at).line, line);
        }
    }
}

#[test]
fn a_click_where_directions_meet_draws_the_caret_where_it_was_made() {
    let text = "قال Apple ثم";
    let paragraph = rtl(text, None);
    let word = find(text, "Apple");
    let rect = paragraph.rects(word.clone())[0];
    let y = (rect.y0 + rect.y1) / 2.0;
    for (x, offset, affinity) in [
        (rect.x1 - 1.0, word.end, Affinity::Before),
        (rect.x0 + 1.0, word.start, Affinity::Behind),
    ] {
        let stop = paragraph.stop_at(x, y);
        assert_eq!(stop, Stop { offset, affinity });
        assert!((paragraph.caret(stop).x - x).abs() < 1.1);
        let walked = paragraph.caret(offset).x;
        assert!((walked - x).abs() > 20.0, "a walk stops at the other place");
    }
}

#[test]
fn an_arrow_goes_on_from_where_the_caret_was_clicked() {
    let text = "قال Apple ثم";
    let paragraph = rtl(text, None);
    let word = find(text, "Apple");
    // The caret stands right of the e; to its left is the l.
    let clicked = Stop::before(word.end);
    assert_eq!(paragraph.step(clicked, Side::Left), Some(word.end - 1));
    assert_eq!(
        paragraph.step(Stop::behind(word.start), Side::Right),
        Some(word.start + 1)
    );
}

#[test]
fn the_letters_of_a_ligature_are_divided_where_the_font_says() {
    // In Noto Serif the i of fi takes 325 of 663 units, the first f of ffi 334 of 1002.
    for (text, part, share) in [("fi", 0..1, 332.0 / 663.0), ("ffi", 0..1, 334.0 / 1002.0)] {
        let paragraph = laid(text, &style(Some(Direction::Ltr)), None);
        let whole = paragraph.rects(0..text.len())[0].width();
        let own = paragraph.rects(part)[0].width();
        assert!(
            (own / whole - share).abs() < 0.005,
            "{text}: {own} of {whole}"
        );
    }
    let amiri = TextStyle {
        face: Face::Amiri,
        ..style(Some(Direction::Ltr))
    };
    let paragraph = laid("ffb", &amiri, None);
    let widths: Vec<f32> = [0..1, 1..2, 2..3]
        .map(|of| paragraph.rects(of)[0].width())
        .to_vec();
    assert!(
        widths[2] > 1.5 * widths[0],
        "the b is wider than an f: {widths:?}"
    );
}

#[test]
fn characters_without_width_have_room_for_the_pointer() {
    // Three joiners in a row between two letters: every boundary among them can be pointed at.
    let text = "ب\u{200C}\u{200C}\u{200C}د";
    let paragraph = rtl(text, None);
    let mut met: Vec<usize> = (0..400)
        .map(|x| paragraph.hit(x as f32 * paragraph.width() / 400.0, 20.0))
        .collect();
    met.sort_unstable();
    met.dedup();
    assert_eq!(met, invariants::boundaries(text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_bytes_pass_the_fuzz_targets(
        head in any::<[u8; 8]>(), text in any_text(), rest in prop::collection::vec(any::<u8>(), 0..9),
    ) {
        let bytes = [&head, text.as_bytes(), &rest].concat();
        super::SHAPER.with_borrow_mut(|shaper| {
            fuzzed::layout(shaper, &bytes);
            fuzzed::hit(shaper, &bytes);
        });
    }

    #[test]
    fn any_text_keeps_every_invariant(
        text in any_text(), style in any_style(), width in any_width(),
        from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
        x in -30.0f32..530.0, y in -30.0f32..700.0,
    ) {
        let paragraph = laid(&text, &style, width);
        invariants::layout(&paragraph);
        invariants::carets(&paragraph);
        invariants::point(&paragraph, x, y);
        let stops = invariants::boundaries(&text);
        let (a, b) = (stops[from.index(stops.len())], stops[to.index(stops.len())]);
        invariants::range(&paragraph, &(a.min(b)..a.max(b)));
    }

    #[test]
    fn any_article_keeps_every_invariant(
        lines in prop::collection::vec(any_text(), 0..5), style in any_style(),
        width in 10.0f32..500.0, x in -30.0f32..530.0, y in -30.0f64..900.0,
    ) {
        let text = lines.join("\n");
        super::SHAPER.with_borrow_mut(|shaper| {
            invariants::article(shaper, &text, style, width, (x, y));
        });
    }
}
