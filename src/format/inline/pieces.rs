//! A text with its annotations as a sequence of openings, texts and closings that nest.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::annotation::Annotation;

/// A step through an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Here begins (a part of) the annotation of that index.
    Open(usize),
    /// Bytes of the text.
    Text(Range<usize>),
    /// Here ends what was opened last: the annotation, and whether it ends altogether.
    Close(usize, bool),
}

/// The steps through a text.
pub(super) fn pieces(text: &str, annotations: &[Annotation]) -> Vec<Piece> {
    let mut starts: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut edges: Vec<usize> = vec![0, text.len()];
    let mut left: Vec<usize> = Vec::new();
    for (at, annotation) in annotations.iter().enumerate() {
        for span in annotation.spans() {
            starts
                .entry(span.start())
                .or_default()
                .push((span.end(), at));
            edges.extend([span.start(), span.end()]);
        }
        left.push(annotation.spans().count());
    }
    edges.sort_unstable();
    edges.dedup();
    let mut pieces = Vec::new();
    // Ends and annotations, the innermost last.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for edge in edges {
        if from < edge {
            pieces.push(Piece::Text(from..edge));
            from = edge;
        }
        let reopened = close(edge, &mut open, &mut left, &mut pieces);
        let mut begun = starts.remove(&edge).unwrap_or_default();
        begun.extend(reopened);
        begun.sort_by_key(|(end, at)| (Reverse(*end), *at));
        for (end, at) in begun {
            pieces.push(Piece::Open(at));
            open.push((end, at));
        }
    }
    pieces
}

/// Closes what ends here, and what lies inside of it for as long; gives back what goes on.
fn close(
    edge: usize,
    open: &mut Vec<(usize, usize)>,
    left: &mut [usize],
    pieces: &mut Vec<Piece>,
) -> Vec<(usize, usize)> {
    let Some(outermost) = open.iter().position(|(end, _)| *end <= edge) else {
        return Vec::new();
    };
    let mut reopened = Vec::new();
    for (end, at) in open.drain(outermost..).rev() {
        let ends = end <= edge;
        if ends {
            left[at] -= 1;
        } else {
            reopened.push((end, at));
        }
        pieces.push(Piece::Close(at, ends && left[at] == 0));
    }
    reopened
}

/// How many marks stand within each other inside of each of so many annotations: 0 if none does.
/// All parts of an annotation have the height of the highest.
pub(super) fn heights(pieces: &[Piece], count: usize) -> Vec<usize> {
    let mut heights = vec![0; count];
    let mut open = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Open(at) => open.push((*at, 0)),
            Piece::Close(..) => {
                let Some((at, inside)) = open.pop() else {
                    continue;
                };
                heights[at] = heights[at].max(inside);
                if let Some((_, around)) = open.last_mut() {
                    *around = (*around).max(heights[at] + 1);
                }
            }
            Piece::Text(_) => {}
        }
    }
    heights
}

/// A text between tags or in a value. `None` for characters that XML has no place for.
pub(super) fn escaped(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut replaced = 0;
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' | '\u{20}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => {
                replaced += 1;
                out.push(' ');
            }
        }
    }
    (out, replaced)
}

/// A value of an attribute: white space written so that readers do not change it.
pub(super) fn value(text: &str) -> String {
    escaped(text).0.replace('\n', "&#10;").replace('\t', "&#9;")
}
