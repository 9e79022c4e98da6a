//! The whole pipeline against the conformance data of the Unicode Consortium: the order of letters
//! on screen (UAX #9), where letters begin (UAX #29), where lines are broken (UAX #14).
//!
//! Every case of the bidi data is laid out as a paragraph and read back from the screen. A case is
//! left out, and counted, where the program cannot show it by its nature: it keeps the parts of one
//! letter (grapheme cluster) together, and sets text behind a paragraph separator as another
//! paragraph. Where the direction is to be found and no strong letter tells it, it is given: the
//! program lets such text follow the article, the algorithm says left to right.

use std::collections::BTreeMap;
use std::ops::Range;

use tawsim::layout::shaper::Shaper;
use tawsim::text::grapheme;
use tawsim::text::paragraph::Direction;

use super::{ARTICLE, corpus, style};

pub fn unpack(packed: &[u8]) -> String {
    let mut text = Vec::new();
    lzma_rs::lzma_decompress(&mut &*packed, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// A case: a text, its direction (`None` where it is to be found), the paragraph level, and the
/// indices of its characters as seen from the left, without those that the algorithm removes.
struct Case {
    text: String,
    direction: Option<Direction>,
    level: u8,
    order: Vec<usize>,
}

/// What came of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Right,
    Wrong,
    /// The expected order parts the characters of one letter.
    PartsALetter,
    /// Text behind a paragraph separator.
    SecondParagraph,
}

fn direction_of(level: u8) -> Direction {
    match level {
        0 => Direction::Ltr,
        1 => Direction::Rtl,
        other => panic!("no paragraph has level {other}"),
    }
}

fn run(shaper: &mut Shaper, case: &Case) -> Outcome {
    let found = unicode_bidi::get_base_direction(&*case.text) != unicode_bidi::Direction::Mixed;
    let direction = case
        .direction
        .or_else(|| (!found).then(|| direction_of(case.level)));
    let paragraph = shaper.paragraph(&case.text, &style(direction), None);
    if paragraph.direction() != direction_of(case.level) {
        return Outcome::Wrong;
    }
    // Behind a separator at the end there is a line without text.
    if paragraph
        .lines()
        .iter()
        .skip(1)
        .any(|line| !line.text.is_empty())
    {
        return Outcome::SecondParagraph;
    }
    let starts: Vec<usize> = case.text.char_indices().map(|(at, _)| at).collect();
    let chars = |bytes: &Range<usize>| {
        let from = starts.partition_point(|at| *at < bytes.start);
        from..starts.partition_point(|at| *at < bytes.end)
    };
    let seen = paragraph.seen(0);
    let cells: Vec<(Range<usize>, bool)> = seen.map(|(bytes, rtl)| (chars(&bytes), rtl)).collect();
    let mut shown: Vec<usize> = Vec::new();
    for (chars, rtl) in &cells {
        if *rtl {
            shown.extend(chars.clone().rev());
        } else {
            shown.extend(chars.clone());
        }
    }
    shown.retain(|index| case.order.contains(index));
    if shown == case.order {
        Outcome::Right
    } else if cells
        .iter()
        .any(|(chars, rtl)| parted(chars, *rtl, &case.order))
    {
        Outcome::PartsALetter
    } else {
        Outcome::Wrong
    }
}

/// Whether the characters of one letter do not stand together, in their own order, in `order`.
fn parted(chars: &Range<usize>, rtl: bool, order: &[usize]) -> bool {
    let mut own: Vec<usize> = chars.clone().filter(|c| order.contains(c)).collect();
    if rtl {
        own.reverse();
    }
    own.len() > 1 && !order.windows(own.len()).any(|window| window == own)
}

/// Runs all cases on two threads.
fn run_all(cases: &[Case]) -> BTreeMap<Outcome, usize> {
    let mut counts = BTreeMap::new();
    let halves: Vec<&[Case]> = cases.chunks(cases.len().div_ceil(2).max(1)).collect();
    let outcomes: Vec<Vec<Outcome>> = std::thread::scope(|scope| {
        let threads = halves.into_iter().map(|half| {
            scope.spawn(move || {
                let mut shaper = Shaper::new();
                half.iter().map(|case| run(&mut shaper, case)).collect()
            })
        });
        let threads: Vec<_> = threads.collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    for (case, outcome) in cases.iter().zip(outcomes.into_iter().flatten()) {
        if outcome == Outcome::Wrong {
            eprintln!(
                "wrong: {:?} in {:?} level {} order {:?}",
                case.text, case.direction, case.level, case.order
            );
        }
        *counts.entry(outcome).or_default() += 1;
    }
    counts
}

fn indices(text: &str) -> Vec<usize> {
    text.split_whitespace()
        .map(|part| part.parse().unwrap())
        .collect()
}

#[test]
fn characters_stand_in_the_order_of_the_bidi_algorithm() {
    let data = unpack(include_bytes!(
        "../../data/unicode/BidiCharacterTest.txt.lzma"
    ));
    let lines = data
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let cases: Vec<Case> = lines
        .map(|line| {
            let fields: Vec<&str> = line.split(';').collect();
            let char = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
            Case {
                text: fields[0].split(' ').map(char).collect(),
                direction: (fields[1] != "2").then(|| direction_of(fields[1].parse().unwrap())),
                level: fields[2].parse().unwrap(),
                order: indices(fields[4]),
            }
        })
        .collect();
    let counts = run_all(&cases);
    assert_eq!(cases.len(), 91_707);
    assert_eq!(counts, BTreeMap::from([(Outcome::Right, 91_707)]));
}

/// A character of each bidirectional class.
fn of_class(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => 'א',
        "AL" => 'ا',
        "EN" => '1',
        "AN" => '\u{661}',
        "ES" => '+',
        "CS" => ',',
        "ET" => '%',
        "ON" => '!',
        "BN" => '\u{FEFF}',
        "NSM" => '\u{300}',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "LRE" => '\u{202A}',
        "RLE" => '\u{202B}',
        "PDF" => '\u{202C}',
        "LRO" => '\u{202D}',
        "RLO" => '\u{202E}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        other => panic!("no class {other}"),
    }
}

/// The cases of the class data: each line of classes in the directions it is meant for. Where the
/// direction is to be found, the data does not tell it, so it is taken from `unicode-bidi`; the order
/// of the data holds all the same.
fn class_cases(data: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let (mut levels, mut order): (Vec<&str>, Vec<usize>) = (Vec::new(), Vec::new());
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        if let Some(rest) = line.strip_prefix("@Levels:") {
            levels = rest.split_whitespace().collect();
        } else if let Some(rest) = line.strip_prefix("@Reorder:") {
            order = indices(rest);
        } else if let Some((classes, bits)) = line.split_once(';') {
            let bits: u8 = bits.trim().parse().unwrap();
            let text: String = classes.split_whitespace().map(of_class).collect();
            assert_eq!(levels.len(), classes.split_whitespace().count());
            let found = unicode_bidi::get_base_direction(&*text) == unicode_bidi::Direction::Rtl;
            let directions = [None, Some(Direction::Ltr), Some(Direction::Rtl)];
            for (bit, direction) in directions.into_iter().enumerate() {
                if bits & (1 << bit) != 0 {
                    let level = direction.map_or(found, |d| d == Direction::Rtl).into();
                    let (text, order) = (text.clone(), order.clone());
                    cases.push(Case {
                        text,
                        direction,
                        level,
                        order,
                    });
                }
            }
        }
    }
    cases
}

#[test]
fn every_sequence_of_classes_stands_in_the_order_of_the_bidi_algorithm() {
    let data = unpack(include_bytes!("../../data/unicode/BidiTest.txt.lzma"));
    let cases = class_cases(&data);
    let counts = run_all(&cases);
    assert_eq!(cases.len(), 770_241);
    let expected = [(Outcome::Right, 770_241)];
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
fn letters_begin_where_the_grapheme_rules_say() {
    let data = include_str!("../../data/unicode/GraphemeBreakTest.txt");
    let lines = data
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim());
    let mut run = 0;
    for line in lines.filter(|line| !line.is_empty()) {
        let (mut text, mut expected) = (String::new(), Vec::new());
        for part in line.split_whitespace() {
            match part {
                "÷" => expected.push(text.len()),
                "×" => {}
                hex => text.extend(char::from_u32(u32::from_str_radix(hex, 16).unwrap())),
            }
        }
        let starts = grapheme::clusters(&text).map(|(at, _)| at);
        let found: Vec<usize> = starts.chain([text.len()]).collect();
        assert_eq!(found, expected, "{text:?}");
        for at in 0..=text.len() {
            let boundary = text.is_char_boundary(at) && expected.contains(&at);
            assert_eq!(
                grapheme::is_boundary(&text, at),
                boundary,
                "{text:?} at {at}"
            );
        }
        run += 1;
    }
    assert_eq!(run, 766);
}

/// Where a second implementation of UAX #14 allows a break.
fn opportunities(text: &str) -> Vec<usize> {
    unicode_linebreak::linebreaks(text)
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn lines_are_broken_where_the_rules_allow_and_no_earlier_than_they_must() {
    let mut shaper = Shaper::new();
    let hostile = corpus::lines()
        .into_iter()
        .filter(|(name, _)| LINES_OF.contains(name));
    let texts = hostile.map(|(_, text)| text).chain(ARTICLE.lines());
    let (mut breaks, mut within_words) = (0, 0);
    for text in texts.filter(|text| !text.is_empty()) {
        let allowed = opportunities(text);
        for width in [90.0, 160.0, 333.0, 640.0] {
            let paragraph = shaper.paragraph(text, &style(None), Some(width));
            for pair in paragraph.lines().windows(2) {
                let at = pair[0].text.end;
                if !allowed.contains(&at) {
                    // Only a word that is wider than the column is broken within.
                    let start = allowed.iter().rfind(|o| **o <= pair[0].text.start);
                    let end = allowed.iter().find(|o| **o > at);
                    let word = &text[start.map_or(0, |s| *s)..*end.unwrap()];
                    let alone = shaper.paragraph(word.trim(), &style(None), None);
                    assert!(alone.width() > width, "{text:?} is broken at {at}");
                    within_words += 1;
                    continue;
                }
                let next = allowed
                    .iter()
                    .find(|o| **o > at)
                    .copied()
                    .unwrap_or(text.len());
                let longer = text[pair[0].text.start..next].trim_end();
                let longer = shaper.paragraph(longer, &style(None), None);
                assert!(
                    longer.width() + 0.5 > width,
                    "{text:?} could go on after {at}"
                );
                breaks += 1;
            }
        }
    }
    assert!(
        breaks > 1_000 && within_words < breaks / 10,
        "{breaks} {within_words}"
    );
}

/// Texts on whose breaks both implementations agree by the version of Unicode they follow.
const LINES_OF: [&str; 8] = [
    "harakat",
    "tatweel",
    "joiners",
    "lam-alef",
    "quran",
    "languages",
    "digits",
    "brackets",
];
