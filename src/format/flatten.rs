//! From nested and crossing ranges to ones that do not overlap.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::options::Flat;

/// Which ranges to keep so that none overlap: `true` for each kept one. Ties go to the first.
#[must_use]
pub fn keep(ranges: &[Range<usize>], flat: Flat) -> Vec<bool> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    let depths = depths(ranges);
    let length = |at: usize| ranges[at].end - ranges[at].start;
    match flat {
        Flat::Outermost => order.sort_by_key(|at| (depths[*at], ranges[*at].start, *at)),
        Flat::Innermost => {
            order.sort_by_key(|at| (Reverse(depths[*at]), ranges[*at].start, *at));
        }
        Flat::Longest => order.sort_by_key(|at| (Reverse(length(*at)), ranges[*at].start, *at)),
    }
    let mut kept = vec![false; ranges.len()];
    // Kept ranges do not overlap, so their starts and ends are in the same order.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for at in order {
        let range = &ranges[at];
        let before = taken.range(..range.end).next_back();
        if before.is_none_or(|(_, end)| *end <= range.start) {
            taken.insert(range.start, range.end);
            kept[at] = true;
        }
    }
    kept
}

/// For each range, how many others contain it; of equal ranges the first contains the later ones.
fn depths(ranges: &[Range<usize>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_by_key(|at| (ranges[*at].start, Reverse(ranges[*at].end), *at));
    let mut depths = vec![0; ranges.len()];
    let mut open: Vec<usize> = Vec::new();
    for at in order {
        let range = &ranges[at];
        open.retain(|end| *end > range.start);
        depths[at] = open.iter().filter(|end| **end >= range.end).count();
        open.push(range.end);
    }
    depths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_strategy_keeps_what_it_says() {
        let nested = [0..10, 0..3, 4..10, 4..6];
        assert_eq!(keep(&nested, Flat::Outermost), [true, false, false, false]);
        assert_eq!(keep(&nested, Flat::Innermost), [false, true, false, true]);
        let crossing = [0..4, 3..10, 10..12];
        assert_eq!(keep(&crossing, Flat::Outermost), [true, false, true]);
        assert_eq!(keep(&crossing, Flat::Longest), [false, true, true]);
        assert_eq!(keep(&[2..4, 2..4], Flat::Outermost), [true, false]);
        assert_eq!(keep(&[2..4, 2..4], Flat::Innermost), [false, true]);
    }
}
