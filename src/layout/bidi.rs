//! Embedding levels and the visual order of one line (UAX #9).
//!
//! The layout library shapes by the same levels but shows only whether a run goes right to left,
//! and does not apply rule L1 to wrapped lines. Line order and caret places are therefore computed
//! here from the levels themselves.

use unicode_bidi::{BidiInfo, Level, ParagraphBidiInfo};

use crate::text::paragraph::Direction;

/// The embedding level of a paragraph of this direction.
pub(super) fn base_level(direction: Direction) -> u8 {
    match direction {
        Direction::Rtl => 1,
        Direction::Ltr => 0,
    }
}

/// Whether text at this level runs right to left.
pub(super) fn is_rtl(level: u8) -> bool {
    level % 2 == 1
}

/// The embedding level of every byte of a paragraph, before the rules that act on lines.
pub(super) fn levels(text: &str, direction: Direction) -> Box<[u8]> {
    let base = match direction {
        Direction::Rtl => Level::rtl(),
        Direction::Ltr => Level::ltr(),
    };
    let info = ParagraphBidiInfo::new(text, Some(base));
    info.levels
        .iter()
        .map(|level| level.number().max(base.number()))
        .collect()
}

/// The items of a line from left to right, given their levels in reading order (rule L2).
pub(super) fn visual_order(levels: &[u8]) -> Vec<usize> {
    let highest = unicode_bidi::level::MAX_IMPLICIT_DEPTH;
    let levels: Vec<Level> = levels
        .iter()
        .map(|level| Level::new((*level).min(highest)).unwrap_or_else(|_| Level::ltr()))
        .collect();
    BidiInfo::reorder_visual(&levels)
}

/// Whether `c` takes the paragraph's level at the end of a line (rule L1): white space, isolate
/// controls, and the invisible characters that the algorithm leaves out (rule X9).
pub(super) fn yields_at_line_end(c: char) -> bool {
    use unicode_bidi::BidiClass as B;
    let class = unicode_bidi::bidi_class(c);
    let left_out = matches!(class, B::BN | B::LRE | B::RLE | B::LRO | B::RLO | B::PDF);
    let isolate = matches!(class, B::LRI | B::RLI | B::FSI | B::PDI);
    left_out || isolate || matches!(class, B::WS | B::S | B::B)
}

/// Whether `c` separates segments or paragraphs and so has the paragraph's level anywhere.
pub(super) fn is_separator(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\u{B}' | '\r' | '\u{1C}'..='\u{1F}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// For each gap between the cells of a line (and both ends), from left to right: the index of the
/// boundary in reading order that the gap stands for.
///
/// Where text of two levels meets, one boundary touches two gaps and one gap two boundaries. Each
/// boundary is given to the gap beside its neighbour with the lower level, the one closer to the
/// paragraph's own direction. That is a bijection: every boundary has one place, every place one
/// boundary, so a caret that walks the gaps visits every boundary once and never stands still.
pub(super) fn gaps(levels: &[u8], order: &[usize], base: u8) -> Vec<usize> {
    let count = levels.len();
    let mut place = vec![0; count];
    for (to, from) in order.iter().enumerate() {
        place[*from] = to;
    }
    let mut gaps = vec![0; count + 1];
    let (first, last) = if is_rtl(base) { (count, 0) } else { (0, count) };
    (gaps[first], gaps[last]) = (0, count);
    for boundary in 1..count {
        let (before, behind) = (levels[boundary - 1], levels[boundary]);
        let gap = if before <= behind {
            place[boundary - 1] + usize::from(!is_rtl(before))
        } else {
            place[boundary] + usize::from(is_rtl(behind))
        };
        gaps[gap] = boundary;
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_boundary_has_exactly_one_gap(
            base in 0u8..2,
            above in prop::collection::vec(0u8..5, 0..40),
        ) {
            let levels: Vec<u8> = above.iter().map(|more| base + more).collect();
            let mut gaps = gaps(&levels, &visual_order(&levels), base);
            gaps.sort_unstable();
            prop_assert_eq!(gaps, (0..=levels.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_latin_word_in_arabic_keeps_its_edges_on_the_arabic_side() {
        // Reading order: Arabic, Arabic, Latin, Latin, Arabic; on screen 4 2 3 1 0.
        let levels = [1, 1, 2, 2, 1];
        let order = visual_order(&levels);
        assert_eq!(order, [4, 2, 3, 1, 0]);
        assert_eq!(gaps(&levels, &order, 1), [5, 4, 3, 2, 1, 0]);
    }
}
