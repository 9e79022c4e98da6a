//! Right-to-left bugs that people reported of other annotation tools, done here as they did it there.
//! Each comment says what went wrong and where it was reported; nothing of it may happen here.

use std::sync::Arc;

use tawsim::layout::document::Document;
use tawsim::layout::geometry::{Side, Stop};
use tawsim::layout::paragraph::Paragraph;
use tawsim::layout::shaper::Shaper;
use tawsim::text::clitic;
use tawsim::text::offset::Span;
use tawsim::text::paragraph::Direction;
use tawsim::text::steps;

use super::{ARTICLE, find, invariants, laid, rtl, style};

/// Where the part of a paragraph is: left, right; it must be one rectangle.
fn place(paragraph: &Paragraph, part: &str) -> (f32, f32) {
    let rects = paragraph.rects(find(paragraph.text(), part));
    assert_eq!(rects.len(), 1, "{part} is in one piece");
    (rects[0].x0, rects[0].x1)
}

/// What a drag of the pointer between two horizontal places of the first line selects.
fn dragged(paragraph: &Paragraph, from: f32, to: f32) -> &str {
    let y = (paragraph.lines()[0].y0 + paragraph.lines()[0].y1) / 2.0;
    let (a, b) = (paragraph.hit(from, y), paragraph.hit(to, y));
    &paragraph.text()[a.min(b)..a.max(b)]
}

/// Switching the reading direction left marks of whole words, and marks without width, where they
/// had been (https://github.com/inception-project/inception/issues/5947).
#[test]
fn marks_follow_their_words_when_the_direction_is_switched() {
    let text = "قال محمد (Muhammad) \u{200F}في 2024";
    for direction in [Direction::Rtl, Direction::Ltr] {
        let paragraph = laid(text, &style(Some(direction)), None);
        let letters = |part: &str| {
            let range = find(text, part);
            let own = paragraph.glyphs().iter();
            let own = own.filter(move |glyph| range.contains(&(glyph.byte as usize)));
            own.map(|glyph| glyph.x as f32).collect::<Vec<_>>()
        };
        for part in ["محمد", "Muhammad", "2024", "في"] {
            let (left, right) = place(&paragraph, part);
            let (from, to) = (left - 1.5, right + 1.5);
            assert!(
                letters(part).iter().all(|x| from <= *x && *x <= to),
                "{part}"
            );
        }
        let mark = find(text, "\u{200F}");
        let caret = paragraph.caret(Stop::behind(mark.start)).x;
        let rect = paragraph.rects(mark)[0];
        assert!(
            rect.x0 - 1.0 <= caret && caret <= rect.x1 + 1.0,
            "beside its caret"
        );
    }
}

/// A mark without any letter in it ended the right-to-left view with an error
/// (https://github.com/inception-project/inception/issues/5945). Here no such span can be made, and
/// the place between two letters has no rectangle.
#[test]
fn a_span_without_letters_does_not_exist_and_an_empty_range_draws_nothing() {
    let text = "كتاب جديد";
    let paragraph = rtl(text, Some(60.0));
    for at in invariants::boundaries(text) {
        assert_eq!(Span::from_range(at..at), None);
        assert!(paragraph.rects(at..at).is_empty());
    }
}

/// In a text that began with white space, letters behind a full stop were drawn in their isolated
/// forms (https://github.com/inception-project/inception/issues/5506).
#[test]
fn letters_stay_joined_in_a_text_that_begins_with_white_space() {
    let sentence = "ذهب. ثم عاد محمد.";
    let forms = |text: &str| {
        let paragraph = rtl(text, None);
        let start = text.len() - sentence.len();
        let own = paragraph.glyphs().iter();
        let own = own.filter(|glyph| glyph.byte as usize >= start);
        own.map(|glyph| glyph.key.glyph).collect::<Vec<_>>()
    };
    for blank in ["   ", "\t", "\u{A0} ", "\u{2003}"] {
        assert_eq!(forms(&format!("{blank}{sentence}")), forms(sentence));
    }
    let (joined, alone) = (rtl("محمد", None), rtl("م ح م د", None));
    assert!(joined.width() < alone.width());
}

/// Some texts were not drawn at all from right to left
/// (https://github.com/inception-project/inception/issues/5342).
#[test]
fn every_paragraph_has_ink_in_both_directions() {
    let mut shaper = Shaper::new();
    let texts = ARTICLE.lines().filter(|line| !line.trim().is_empty());
    for text in texts.chain([
        "\u{FEFF}نص",
        "\u{200F}",
        "١",
        "«",
        "\u{2067}نص\u{2069}",
        "نص\r",
    ]) {
        for direction in [Direction::Rtl, Direction::Ltr] {
            let paragraph = shaper.paragraph(text, &style(Some(direction)), Some(300.0));
            assert!(paragraph.height() > 0.0 && paragraph.width() > 0.0);
            let seen = text.chars().any(char::is_alphanumeric);
            let drawn = paragraph.glyphs().iter().any(|glyph| {
                let within = glyph.x > -30 && (glyph.x as f32) < 330.0;
                within && shaper.raster(&glyph.key).is_some()
            });
            assert!(drawn || !seen, "{text:?} is not drawn");
        }
    }
}

/// Selecting a Hebrew word with the mouse marked its last letter only
/// (https://github.com/inception-project/inception/issues/2837); the same complaint stands about
/// another tool (https://github.com/jiesutd/YEDDA/issues/12).
#[test]
fn a_drag_over_a_hebrew_word_takes_all_of_it_from_either_side() {
    let paragraph = rtl("שלום עולם טוב", None);
    let (left, right) = place(&paragraph, "עולם");
    assert_eq!(dragged(&paragraph, right - 1.0, left + 1.0), "עולם");
    assert_eq!(dragged(&paragraph, left + 1.0, right - 1.0), "עולם");
    let middle = (left + right) / 2.0;
    let half = dragged(&paragraph, right - 1.0, middle);
    assert!("עולם".starts_with(half) && half.len() == 4, "{half}");
}

/// Nobody found the switch for right to left, or there was none, and words looked reversed
/// (https://github.com/inception-project/inception/issues/3893,
/// https://github.com/HumanSignal/label-studio/issues/6642,
/// https://github.com/recogito/recogito2/issues/468, https://github.com/nlplab/brat/issues/774,
/// https://github.com/tecoholic/ner-annotator/issues/97). Each paragraph takes its own direction.
#[test]
fn each_paragraph_runs_in_the_direction_of_its_own_first_letter() {
    let text = "«2024» قال الوزير\n(An English line)\n— \n12 שלום\n";
    let mut shaper = Shaper::new();
    let mut document = Document::new(Arc::from(text), style(None), 300.0, 0.0);
    let starts = [
        0,
        text.find('(').unwrap(),
        text.find('—').unwrap(),
        text.find("12").unwrap(),
    ];
    let expected = [
        Direction::Rtl,
        Direction::Ltr,
        Direction::Ltr,
        Direction::Rtl,
    ];
    for (start, direction) in starts.into_iter().zip(expected) {
        assert_eq!(document.direction_at(start), direction, "at {start}");
        let edge = if direction == Direction::Rtl {
            300.0
        } else {
            0.0
        };
        assert_eq!(document.caret(&mut shaper, start).1.x, edge);
    }
}

/// One could not mark the last letter of كتابُكَ, which is a word of its own: the selection jumped to
/// the whole word (https://github.com/inception-project/inception/issues/1960). In another tool
/// marking فانيلا in بالفانيلا took the prefix too (https://github.com/wit-ai/wit/issues/1019).
#[test]
fn one_letter_of_a_word_can_be_marked_by_mouse_and_by_keys() {
    let text = "قرأت كتابُكَ أمس";
    let paragraph = rtl(text, None);
    let (left, right) = place(&paragraph, "كَ");
    assert_eq!(dragged(&paragraph, right - 1.0, left + 1.0), "كَ");
    let letter = find(text, "كَ ").start;
    assert_eq!(paragraph.step(letter, Side::Left), Some(letter + "كَ".len()));
    let word = "بالفانيلا";
    assert!(clitic::boundaries(word).contains(&"بال".len()));
    let paragraph = rtl(word, None);
    let (left, right) = place(&paragraph, "فانيلا");
    assert_eq!(dragged(&paragraph, right - 1.0, left + 1.0), "فانيلا");
    assert_eq!(steps::nearest_clitic(word, "با".len()), "بال".len());
}

/// A classical text of six thousand words took seconds for each deed and ended the browser
/// (https://github.com/inception-project/inception/issues/2143), one sentence without any full stop
/// too (https://github.com/webanno/webanno/issues/380). Here only what is seen is laid out, however
/// long the line.
#[test]
fn a_classical_text_in_one_sentence_is_laid_out_only_where_it_is_seen() {
    let text = "وَقَالَ حَدَّثَنَا أَبُو بَكْرٍ عَنْ مُحَمَّدٍ ".repeat(1000);
    let mut shaper = Shaper::new();
    let mut document = Document::new(Arc::from(text.as_str()), style(None), 600.0, 10.0);
    for top in [0.0, 0.3, 0.6].map(|part| part * document.height()) {
        let shown = document.show(&mut shaper, top, 800.0);
        assert!(!shown.pieces.is_empty());
        let at = document.hit(&mut shaper, 300.0, shown.top + 100.0);
        let (_, caret) = document.caret(&mut shaper, at);
        assert!((caret.x - 300.0).abs() < 30.0);
        assert!(
            document.laid_bytes() < text.len() / 2,
            "most of it is not laid out"
        );
    }
}

/// The isolate controls U+2066 to U+2069 in a text ended the drawing
/// (https://github.com/inception-project/inception/issues/1849).
#[test]
fn isolates_only_order_the_text() {
    let plain = "قال John Smith ثم";
    let isolated = "قال \u{2068}John Smith\u{2069} ثم";
    let (a, b) = (rtl(plain, None), rtl(isolated, None));
    for part in ["قال", "John", "Smith", "ثم"] {
        let ((a0, a1), (b0, b1)) = (place(&a, part), place(&b, part));
        assert!(
            (a0 - b0).abs() < 0.6 && (a1 - b1).abs() < 0.6,
            "{part} stands elsewhere"
        );
    }
    for text in [
        "\u{2067}نص",
        "نص\u{2069}\u{2069}",
        "\u{2066}\u{2067}\u{2068}",
        "\u{2067}(\u{2066})\u{2069}",
    ] {
        let paragraph = rtl(text, Some(50.0));
        invariants::layout(&paragraph);
        invariants::carets(&paragraph);
    }
}

/// With and without the closing quotation mark a span looked the same, and people missed wrong
/// borders (https://github.com/webanno/webanno/issues/1033); with it, the highlight covered the mark
/// alone (https://github.com/webanno/webanno/issues/265).
#[test]
fn a_span_with_the_quotation_mark_is_wider_by_just_that_mark() {
    for text in ["قال «بغداد» أمس", "قال \"بغداد\" أمس", "قال “Baghdad” أمس"]
    {
        let paragraph = rtl(text, None);
        let name = if text.contains("بغداد") {
            "بغداد"
        } else {
            "Baghdad"
        };
        let range = find(text, name);
        let width = |range| -> f32 { paragraph.rects(range).iter().map(|rect| rect.width()).sum() };
        let quote = text[range.end..].chars().next().map_or(0, char::len_utf8);
        let with = width(range.start..range.end + quote);
        let mark = width(range.end..range.end + quote);
        assert!(mark > 3.0, "the mark can be seen");
        assert!((with - width(range.clone()) - mark).abs() < 0.05, "{text}");
        let both = paragraph.rects(range.start..range.end + quote);
        let name = paragraph.rects(range.clone())[0];
        let inside = both
            .iter()
            .any(|rect| rect.x0 <= name.x0 && name.x1 <= rect.x1);
        assert!(inside, "the name stays covered");
    }
}

/// Marks of a part of a number in right-to-left text were swapped, and digits could not be selected
/// (https://github.com/webanno/webanno/issues/278).
#[test]
fn a_part_of_a_number_is_marked_where_its_digits_are() {
    let paragraph = rtl("في عام 2024 و١٩٥٨", None);
    for (number, first, last) in [("2024", "20", "24"), ("١٩٥٨", "١٩", "٥٨")] {
        let (a, b) = (place(&paragraph, first), place(&paragraph, last));
        let all = place(&paragraph, number);
        assert_eq!((a.0, b.1), all, "the first digits are at the left");
        assert!((a.1 - b.0).abs() < 0.01, "side by side");
        assert_eq!(dragged(&paragraph, a.0 + 1.0, a.1 - 1.0), first);
        assert_eq!(dragged(&paragraph, b.1 - 1.0, b.0 + 1.0), last);
    }
}

/// Highlights were wider or narrower than their words
/// (https://github.com/webanno/webanno/issues/280, https://github.com/webanno/webanno/issues/300),
/// and in mixed text they covered another portion (https://github.com/webanno/webanno/issues/49).
#[test]
fn a_highlight_is_exactly_as_wide_as_its_letters_in_mixed_lines() {
    let text = "أعلنت Apple Inc. في 12/11 عن iPhone-15 بسعر $999.50 (تقريبًا) للمرة الأولى";
    for width in [None, Some(400.0), Some(150.0), Some(64.0)] {
        let paragraph = rtl(text, width);
        let stops = invariants::boundaries(text);
        for (at, start) in stops.iter().enumerate() {
            for end in &stops[at + 1..] {
                invariants::range(&paragraph, &(*start..*end));
            }
        }
    }
}

/// An Arabic page shrank to tiny letters when a place beyond the text was asked for
/// (https://github.com/webanno/webanno/issues/248).
#[test]
fn a_place_beyond_the_text_changes_neither_size_nor_lines() {
    let text = "قال الوزير أمس";
    let paragraph = rtl(text, Some(200.0));
    let size = paragraph.glyphs()[0].key.size;
    let far = paragraph.caret(text.len() + 100);
    assert_eq!(far, paragraph.caret(text.len()));
    assert!(paragraph.rects(text.len() + 3..text.len() + 9).is_empty());
    assert_eq!(
        paragraph.rects(0..text.len() + 9),
        paragraph.rects(0..text.len())
    );
    assert!(
        paragraph
            .glyphs()
            .iter()
            .all(|glyph| glyph.key.size == size)
    );
    assert_eq!(f32::from_bits(size), 20.0);
}

/// Putting a label on words changed their order: 1 2 3 4 5 6 became 6 (4 5) 1 2 3
/// (https://github.com/doccano/doccano/issues/769,
/// https://github.com/HumanSignal/label-studio/issues/1888), or tore a letter off its word
/// (https://github.com/openannotation/annotator/issues/473). Here a mark is a rectangle behind the
/// letters, asked for afterwards: it cannot move any.
#[test]
fn marks_never_reorder_or_detach_what_they_mark() {
    for text in [
        "واحد اثنان ثلاثة أربعة خمسة ستة",
        "אחת שתיים שלוש ארבע חמש שש",
    ] {
        let paragraph = rtl(text, None);
        let before = paragraph.glyphs().to_vec();
        let words: Vec<&str> = text.split(' ').collect();
        let marked = find(text, words[3]).start..find(text, words[4]).end;
        let rect = paragraph.rects(marked)[0];
        let places: Vec<f32> = words.iter().map(|word| place(&paragraph, word).1).collect();
        assert!(
            places.windows(2).all(|pair| pair[0] > pair[1]),
            "from the right in order"
        );
        assert_eq!(
            (rect.x1, rect.x0),
            (places[3], place(&paragraph, words[4]).0)
        );
        let letter = find(text, words[2]).start;
        let letter = letter..letter + 2;
        assert_eq!(
            paragraph.rects(letter).len(),
            1,
            "a single letter is marked"
        );
        assert_eq!(paragraph.glyphs(), before, "no glyph has changed");
    }
}

/// In Arabic with Latin and emoji the end of a span was one past the end of the text
/// (https://github.com/HumanSignal/label-studio/issues/2007).
#[test]
fn no_point_and_no_step_leads_beyond_the_text() {
    let text = "مرحبا Hello 😀👨‍👩‍👧 سلام 🇮🇶";
    for width in [None, Some(70.0)] {
        let paragraph = rtl(text, width);
        for x in -40..200 {
            for y in -2..30 {
                let at = paragraph.hit(x as f32 * 2.0, y as f32 * 10.0);
                assert!(at <= text.len() && text.is_char_boundary(at));
            }
        }
        assert_eq!(paragraph.hit(-100.0, 1e6), text.len());
        assert_eq!(paragraph.step(text.len(), Side::Left), None);
        let (_, end) = paragraph.line_ends(text.len());
        assert_eq!(end, Stop::from(text.len()));
    }
}
