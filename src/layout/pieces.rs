//! An article as a sequence of blocks to lay out: its paragraphs, the very long ones in pieces.
//!
//! A hard line longer than [`PIECE`] is cut behind white space, or between graphemes if there is
//! none. Its pieces share the line's base direction; an embedding or isolate that is open at a cut
//! ends there, which is the price for a 50 MB line that opens at once.

use crate::text::grapheme;
use crate::text::paragraph::{Direction, first_strong, paragraphs};

/// The longest piece laid out at once, in bytes.
pub(super) const PIECE: usize = 12 * 1024;

/// How far the first strong letter is looked for.
const DIRECTION_WINDOW: usize = 4096;

/// How many paragraphs are asked for the article's direction.
const ASKED: usize = 64;

/// A block: a paragraph or a piece of one.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) direction: Direction,
    /// Whether a hard line ends here, so that paragraph spacing follows.
    pub(super) last: bool,
}

/// The blocks of `text`; at least one. `direction` overrides that of the first strong letters.
pub(super) fn split(text: &str, direction: Option<Direction>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut fallback = direction.unwrap_or_default();
    for range in paragraphs(text) {
        let window = text.floor_char_boundary(range.end.min(range.start + DIRECTION_WINDOW));
        let own = direction.or_else(|| first_strong(&text[range.start..window]));
        // A line without letters follows the one before it.
        fallback = own.unwrap_or(fallback);
        let mut start = range.start;
        loop {
            let end = piece_end(text, start, range.end);
            let last = end == range.end;
            pieces.push(Piece {
                start: byte(start),
                end: byte(end),
                direction: fallback,
                last,
            });
            if last {
                break;
            }
            start = end;
        }
    }
    pieces
}

/// The direction of most of the first paragraphs, by length.
pub(super) fn main_direction(pieces: &[Piece]) -> Direction {
    let (mut rtl, mut ltr) = (0_u64, 0_u64);
    for piece in pieces.iter().take(ASKED) {
        let size = u64::from(piece.end - piece.start);
        match piece.direction {
            Direction::Rtl => rtl += size,
            Direction::Ltr => ltr += size,
        }
    }
    if ltr > rtl {
        Direction::Ltr
    } else {
        Direction::Rtl
    }
}

/// The end of a piece that starts at `start`: the hard line's end, or behind the last white space
/// within reach, or a grapheme boundary.
fn piece_end(text: &str, start: usize, end: usize) -> usize {
    if end - start <= PIECE {
        return end;
    }
    let limit = text.floor_char_boundary(start + PIECE);
    let window = &text[start..limit];
    let space = window
        .char_indices()
        .rfind(|(at, c)| c.is_whitespace() && *at > PIECE / 2)
        .map(|(at, c)| start + at + c.len_utf8())
        // A mark on the space belongs to it.
        .filter(|at| !text[*at..].starts_with(is_extending));
    space.unwrap_or_else(|| {
        // The grapheme before the limit may go on behind it; looking at this window alone keeps
        // the cut cheap for any text.
        let cut = start + grapheme::previous(window, window.len());
        if cut > start { cut } else { limit }
    })
}

/// Combining marks and joiners, which never start a grapheme.
fn is_extending(c: char) -> bool {
    !grapheme::is_boundary(&format!(" {c}"), 1)
}

fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_long_line_are_the_line_again() {
        let word = "وبالقاهرةِ ";
        for text in [
            word.repeat(4000),
            "ن\u{64E}".repeat(30_000),
            "e\u{301}👨‍👩‍👧".repeat(5_000),
        ] {
            let pieces = split(&text, None);
            assert!(pieces.len() > 3);
            assert_eq!(pieces[0].start, 0);
            for pair in pieces.windows(2) {
                assert_eq!(pair[0].end, pair[1].start);
                assert!(!pair[0].last, "only the line's end is followed by a gap");
                assert!(grapheme::is_boundary(&text, pair[0].end as usize));
            }
            assert_eq!(pieces.last().map(|p| p.end as usize), Some(text.len()));
        }
    }
}
