//! Tokens that are all of a text, white space too, so that a reader who joins them has the text.

use std::collections::BTreeSet;
use std::ops::Range;

use super::words;

/// A token, and whether one space behind it belongs to neither it nor the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tile {
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether a space follows.
    pub space: bool,
}

/// The text in tokens, with an edge wherever one of `spans` has one.
pub(super) fn tiles(text: &str, spans: &[Range<usize>]) -> Vec<Tile> {
    let starts: BTreeSet<usize> = spans.iter().map(|span| span.start).collect();
    let ends: BTreeSet<usize> = spans.iter().map(|span| span.end).collect();
    let mut tiles = Vec::new();
    let mut from = 0;
    for token in words::tokens(text) {
        gap(text, from..token.start, (&starts, &ends), &mut tiles);
        from = token.end;
        push(token, (&starts, &ends), &mut tiles);
    }
    gap(text, from..text.len(), (&starts, &ends), &mut tiles);
    tiles
}

type Edges<'e> = (&'e BTreeSet<usize>, &'e BTreeSet<usize>);

/// White space and invisible characters between two tokens.
fn gap(text: &str, gap: Range<usize>, edges: Edges<'_>, tiles: &mut Vec<Tile>) {
    let mut from = gap.start;
    let marked = edges.0.contains(&from) || edges.1.contains(&(from + 1));
    if text[gap.clone()].starts_with(' ')
        && !marked
        && let Some(before) = tiles.last_mut()
    {
        before.space = true;
        from += 1;
    }
    push(from..gap.end, edges, tiles);
}

/// A stretch, parted at every edge inside it.
fn push(range: Range<usize>, (starts, ends): Edges<'_>, tiles: &mut Vec<Tile>) {
    let mut from = range.start;
    let inside = from + 1..range.end.max(from + 1);
    let cuts: BTreeSet<usize> = starts
        .range(inside.clone())
        .chain(ends.range(inside))
        .copied()
        .chain([range.end])
        .collect();
    for cut in cuts {
        if from < cut {
            let (range, space) = (from..cut, false);
            tiles.push(Tile { range, space });
            from = cut;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;
    use proptest::prelude::*;

    fn joined(text: &str, tiles: &[Tile]) -> String {
        let piece = |tile: &Tile| {
            let space = if tile.space { " " } else { "" };
            format!("{}{space}", &text[tile.range.clone()])
        };
        tiles.iter().map(piece).collect()
    }

    #[test]
    fn blanks_are_tokens_only_where_they_must_be() {
        let text = "في  بغداد\nاليوم";
        let seen = |spans: &[Range<usize>]| -> Vec<String> {
            let tiles = tiles(text, spans);
            assert_eq!(joined(text, &tiles), text);
            tiles
                .iter()
                .map(|t| text[t.range.clone()].to_owned())
                .collect()
        };
        assert_eq!(seen(&[]), ["في", " ", "بغداد", "\n", "اليوم"]);
        assert_eq!(
            seen(from_ref(&(4..6))),
            ["في", "  ", "بغداد", "\n", "اليوم"]
        );
    }

    proptest! {
        #[test]
        fn tiles_make_up_the_text_and_have_every_edge(text in "([ء-ي]|[ً-ْ]| |\n|،|😀|\u{2067}|\u{600}){0,30}", from in 0_usize..40, length in 1_usize..20) {
            let start = text.floor_char_boundary(from);
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            prop_assume!(start < end);
            let tiles = tiles(&text, from_ref(&(start..end)));
            prop_assert_eq!(joined(&text, &tiles), text.clone());
            prop_assert!(tiles.iter().any(|t| t.range.start == start));
            prop_assert!(tiles.iter().any(|t| t.range.end == end));
        }
    }
}
