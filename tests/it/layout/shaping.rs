//! Glyphs, places and order of the real article against recorded HarfBuzz output.
//!
//! `tests/data/shaping/record.py` made the records with `hb-shape` and FriBidi; it says how.

use tawsim::layout::fonts::Face;
use tawsim::layout::shaper::{Shaper, TextStyle};
use tawsim::text::paragraph::{Direction, paragraphs};

use super::ARTICLE;

/// A glyph as it is recorded.
#[derive(Clone, Copy, Debug)]
struct Recorded {
    byte: u32,
    glyph: u16,
    x: f32,
    y: f32,
}

/// Width and glyphs of one recorded paragraph.
fn read(line: &str) -> (f32, Vec<Recorded>) {
    let number = |text: &str| text.parse::<f32>().unwrap_or(f32::NAN);
    let mut parts = line.split(' ');
    let width = number(parts.next().unwrap_or_default());
    let (mut byte, mut x) = (0, 0.0);
    let glyphs = parts.map(|part| {
        let (glyph, place) = part.split_once('@').unwrap_or_default();
        let mut place = place.split(',');
        byte += place
            .next()
            .and_then(|b| b.parse().ok())
            .unwrap_or(u32::MAX / 2);
        x += number(place.next().unwrap_or_default());
        Recorded {
            byte,
            glyph: glyph.parse().unwrap_or(u16::MAX),
            x,
            y: place.next().map_or(0.0, number),
        }
    });
    let glyphs = glyphs.collect();
    (width, glyphs)
}

/// Lays out the article in font units and compares every glyph; returns how many.
fn compare(face: Face, bold: bool, units: f32, record: &str) -> usize {
    let mut shaper = Shaper::new();
    let style = TextStyle {
        face,
        bold,
        size_px: units,
        line_height: 2.0,
        direction: Some(Direction::Rtl),
        justified: false,
    };
    let texts: Vec<&str> = paragraphs(ARTICLE)
        .into_iter()
        .map(|range| &ARTICLE[range])
        .filter(|text| !text.is_empty())
        .collect();
    let lines: Vec<&str> = record.lines().collect();
    assert_eq!(texts.len(), lines.len());
    let mut compared = 0;
    for (text, line) in texts.iter().zip(lines) {
        let (width, recorded) = read(line);
        let paragraph = shaper.paragraph(text, &style, None);
        assert!((paragraph.width() - width).abs() <= 1.0, "width of {text}");
        let baseline = paragraph.lines()[0].baseline;
        // Both sides are compared in the order of the text and, within a cluster, of the screen.
        let mut ours: Vec<Recorded> = paragraph
            .glyphs()
            .iter()
            .map(|placed| Recorded {
                byte: placed.byte,
                glyph: placed.key.glyph,
                x: placed.x as f32 + f32::from(placed.key.bin) / 4.0 - (paragraph.width() - width),
                y: placed.y as f32 - baseline,
            })
            .collect();
        let by_place = |a: &Recorded, b: &Recorded| {
            (a.byte, a.glyph)
                .cmp(&(b.byte, b.glyph))
                .then(a.x.total_cmp(&b.x))
        };
        ours.sort_by(by_place);
        let mut theirs = recorded;
        theirs.sort_by(by_place);
        assert_eq!(ours.len(), theirs.len(), "number of glyphs of {text}");
        for (own, their) in ours.iter().zip(&theirs) {
            let same = own.byte == their.byte
                && own.glyph == their.glyph
                && (own.x - their.x).abs() <= 0.7
                && (own.y - their.y).abs() <= 0.7;
            let letter = text
                .get(their.byte as usize..)
                .and_then(|t| t.chars().next());
            assert!(
                same,
                "{letter:?} of {text}: {own:?} where HarfBuzz has {their:?}"
            );
        }
        compared += ours.len();
    }
    compared
}

macro_rules! equal {
    ($name:ident, $face:expr, $bold:expr, $units:expr, $file:literal) => {
        #[test]
        fn $name() {
            let record = include_str!(concat!("../../data/shaping/", $file, ".txt"));
            let compared = compare($face, $bold, $units, record);
            assert!(compared > 5_000, "only {compared} glyphs");
        }
    };
}

equal!(
    naskh_is_shaped_as_harfbuzz_does,
    Face::Reading,
    false,
    1000.0,
    "reading"
);
equal!(
    bold_naskh_is_shaped_as_harfbuzz_does,
    Face::Reading,
    true,
    1000.0,
    "reading-bold"
);
equal!(
    amiri_is_shaped_as_harfbuzz_does,
    Face::Amiri,
    false,
    1000.0,
    "amiri"
);
equal!(
    vazirmatn_is_shaped_as_harfbuzz_does,
    Face::Interface,
    false,
    2048.0,
    "interface"
);
equal!(
    bold_vazirmatn_is_shaped_as_harfbuzz_does,
    Face::Interface,
    true,
    2048.0,
    "interface-bold"
);
