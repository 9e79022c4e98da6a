//! Glyphs, places and order of the real article against recorded HarfBuzz output.
//!
//! `tests/data/shaping/record.py` made the records with `hb-shape` and FriBidi; it says how.

use tawsim::layout::fonts::Face;
use tawsim::layout::glyph::GlyphKey;
use tawsim::layout::shaper::{Shaper, TextStyle};
use tawsim::text::grapheme;
use tawsim::text::paragraph::{Direction, paragraphs};

use super::{ARTICLE, corpus};

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

/// Whether a glyph is to be seen.
fn has_ink(key: GlyphKey) -> bool {
    let font = swash::FontRef::from_index(tawsim::layout::fonts::data(key.font), 0).unwrap();
    let mut context = swash::scale::ScaleContext::new();
    let outline = context.builder(font).build().scale_outline(key.glyph);
    outline.is_some_and(|outline| !outline.points().is_empty())
}

/// Lays out texts in font units and compares every glyph with its record; returns how many. Texts
/// with an empty record are left out; `inked` glyphs only if the record holds no others.
fn compare(
    texts: &[&str],
    (face, bold, units): (Face, bool, f32),
    record: &str,
    inked: bool,
) -> usize {
    let mut shaper = Shaper::new();
    let style = TextStyle {
        face,
        bold,
        size_px: units,
        line_height: 2.0,
        direction: Some(Direction::Rtl),
        justified: false,
    };
    let lines: Vec<&str> = record.lines().collect();
    assert_eq!(texts.len(), lines.len());
    let mut compared = 0;
    for (text, line) in texts.iter().zip(lines).filter(|(_, line)| !line.is_empty()) {
        let (width, recorded) = read(line);
        let paragraph = shaper.paragraph(text, &style, None);
        assert!((paragraph.width() - width).abs() <= 1.0, "width of {text}");
        let baseline = paragraph.lines()[0].baseline;
        // Both sides are compared in the order of the text and, within a cluster, of the screen.
        let mut ours: Vec<Recorded> = paragraph
            .glyphs()
            .iter()
            .filter(|placed| !inked || has_ink(placed.key))
            .map(|placed| Recorded {
                byte: grapheme::floor(text, placed.byte as usize) as u32,
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
        // A letter (grapheme cluster) is one thing here; HarfBuzz may keep two of its parts apart.
        let mut theirs = recorded;
        for glyph in &mut theirs {
            glyph.byte = grapheme::floor(text, glyph.byte as usize) as u32;
        }
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

/// The lines of the hostile texts that the records follow: all but those about line ends.
fn hostile() -> Vec<&'static str> {
    let texts = corpus::TEXTS
        .iter()
        .filter(|(name, _)| *name != "line-ends");
    let lines = texts.flat_map(|(_, text)| text.split('\n'));
    lines.filter(|line| !line.is_empty()).collect()
}

macro_rules! equal {
    ($name:ident, $face:expr, $bold:expr, $units:expr, $file:literal) => {
        #[test]
        fn $name() {
            let style = ($face, $bold, $units);
            let record = include_str!(concat!("../../data/shaping/", $file, ".txt"));
            let texts: Vec<&str> = paragraphs(ARTICLE)
                .into_iter()
                .map(|range| &ARTICLE[range])
                .filter(|text| !text.is_empty())
                .collect();
            let compared = compare(&texts, style, record, false);
            assert!(compared > 5_000, "only {compared} glyphs");
            let record = include_str!(concat!("../../data/shaping/hostile-", $file, ".txt"));
            let compared = compare(&hostile(), style, record, true);
            assert!(compared > 2_500, "only {compared} hostile glyphs");
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
