//! The runs of a line against its carets and rectangles.

use proptest::prelude::*;
use tawsim::layout::paragraph::Paragraph;
use tawsim::layout::runs::Run;
use tawsim::layout::shaper::Shaper;

use super::{ARTICLE, boundaries, style};

fn lay(text: &str, width: f32) -> Paragraph {
    Shaper::new().paragraph(text, &style(None), Some(width))
}

/// Where each letter of a run starts, seen from the left of the paragraph.
fn starts(run: &Run) -> Vec<(usize, f32)> {
    let begins = std::iter::once(run.text.start).chain(run.letters.iter().map(|l| l.end));
    let places = run.letters.iter().map(|letter| {
        if run.rtl {
            run.x1 - letter.at
        } else {
            run.x0 + letter.at
        }
    });
    begins.zip(places).collect()
}

fn check(text: &str, width: f32) -> usize {
    let paragraph = lay(text, width);
    let mut read = 0;
    let mut compared = 0;
    let mut edges = vec![0];
    for at in 0..paragraph.lines().len() {
        for run in paragraph.runs(at) {
            assert_eq!(run.text.start, read, "runs follow each other: {text:?}");
            read = run.text.end;
            edges.extend(run.letters.iter().map(|letter| letter.end));
            let area: Vec<_> = paragraph.rects(run.text.clone());
            let (left, right) = (run.x0 - 0.01, run.x1 + 0.01);
            assert!(
                area.iter()
                    .all(|rect| rect.width() <= 1.01 || (rect.x0 >= left && rect.x1 <= right)),
                "{text:?} {run:?} {area:?}"
            );
            // Between two letters of a run there is one place for the caret.
            for (offset, x) in starts(&run).into_iter().skip(1) {
                let caret = paragraph.caret(offset).x;
                assert!((caret - x).abs() < 0.01, "{text:?} {offset}: {caret} {x}");
                compared += 1;
            }
        }
    }
    assert_eq!(read, text.len());
    assert_eq!(edges, boundaries(text));
    compared
}

#[test]
fn letters_of_the_real_article_stand_where_their_carets_are() {
    let compared: usize = ARTICLE.lines().map(|line| check(line, 600.0)).sum();
    assert!(compared > 5_000, "{compared}");
}

#[test]
fn letters_of_mixed_text_stand_where_their_carets_are() {
    for text in [
        "قال John Smith لوكالة (رويترز): «نعم» ٢٠٢٤ و12-15%.",
        "English كلمة (مع John) here, 50% من",
        "لَا إله إلا الله ﷺ محمّدٌ",
        "a\u{2067}ب c\u{2069}د 👨\u{200D}👩\u{200D}👧 ه\u{200D} \u{202E}abc\u{202C}",
        "",
        "   ",
    ] {
        for width in [60.0, 150.0, 1_000.0] {
            check(text, width);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn letters_of_any_text_stand_where_their_carets_are(
        text in "[ابلمةًّa-c0-3٠-٣ ()«».\u{200F}\u{2067}\u{2069}]{0,60}",
        width in 30.0_f32..400.0,
    ) {
        check(&text, width);
    }
}
