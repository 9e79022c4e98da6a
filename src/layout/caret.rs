//! Where the caret of a paragraph stands and how it moves, as seen on screen.
//!
//! A walk visits one place for each grapheme boundary (see [`super::bidi::gaps`]): a step goes to
//! the next place on the line, and from the line's edge into the next or previous line. The pointer,
//! End, ↑ and ↓ also reach the other place of an offset that has two; such a [`Stop`] says which.

use std::ops::Range;

use super::geometry::{Affinity, Caret, Side, Stop, Vertical};
use super::line::Cell;
use super::paragraph::Paragraph;
use crate::text::paragraph::Direction;

/// How near to a gap between two cells a point means the gap itself, in pixels.
const GAP_REACH: f32 = 0.25;

/// A cell narrower than this, in pixels, is nothing that one could point at.
const BARE: f32 = 0.1;

/// A place within a grapheme counts as this much farther away, in pixels, than any other.
const WITHIN: f32 = 1e6;

/// How much room a point has for each character without width, in pixels.
const BARE_REACH: f32 = 6.0;

impl Paragraph {
    /// The line on which the caret of a stop stands.
    #[must_use]
    pub fn line_of(&self, stop: impl Into<Stop>) -> usize {
        let Stop { offset, affinity } = stop.into();
        let line = self.lines.partition_point(|line| line.text.end <= offset);
        let line = line.min(self.lines.len().saturating_sub(1));
        let upper = affinity.is_upper() && self.starts_line(line, offset);
        line - usize::from(upper)
    }

    /// Whether `offset` is the start of that line and the end of the one above, without white space
    /// between them.
    fn starts_line(&self, line: usize, offset: usize) -> bool {
        let Some(above) = line.checked_sub(1) else {
            return false;
        };
        let mut cells = self.cells_of(above).iter();
        let last = cells.find(|cell| cell.end as usize == offset);
        self.lines[line].text.start == offset && last.is_some_and(|last| !last.trailing)
    }

    /// Where the caret of a stop is drawn.
    #[must_use]
    pub fn caret(&self, stop: impl Into<Stop>) -> Caret {
        let (line, gap) = self.place_of(stop.into());
        let x = self.gap_x(line, gap);
        let (y0, y1) = self
            .lines
            .get(line)
            .map_or((0.0, 0.0), |line| self.ink(line));
        Caret { x, y0, y1, line }
    }

    /// Line and gap of a stop.
    fn place_of(&self, stop: Stop) -> (usize, usize) {
        let offset = stop.offset;
        let line = self.line_of(stop);
        let mut cells = self.cells_of(line).iter();
        let beside = match stop.affinity {
            Affinity::Either | Affinity::Upper => None,
            Affinity::Before => cells.position(|cell| cell.end as usize == offset),
            Affinity::Behind => cells.position(|cell| cell.start as usize == offset),
        };
        let Some(cell) = beside else {
            return (line, self.gap_of(line, offset));
        };
        let at_left = self.cells_of(line)[cell].left() == offset;
        (line, if at_left { cell } else { cell + 1 })
    }

    /// The gap that stands for `offset`; that of the nearest lower one inside a cluster.
    fn gap_of(&self, line: usize, offset: usize) -> usize {
        let gaps = self.gaps(line).iter().enumerate();
        let below = gaps.filter(|(_, at)| **at as usize <= offset);
        below.max_by_key(|(_, at)| **at).map_or(0, |(gap, _)| gap)
    }

    /// One step of the caret to a side, as seen; `None` at that end of the paragraph.
    #[must_use]
    pub fn step(&self, from: impl Into<Stop>, side: Side) -> Option<usize> {
        let from = from.into();
        let (mut line, mut gap) = self.place_of(from);
        loop {
            let next = match side {
                Side::Left => gap.checked_sub(1),
                Side::Right => Some(gap + 1).filter(|next| *next < self.gaps(line).len()),
            };
            if let Some(next) = next {
                gap = next;
            } else {
                line = self.line_beside(line, side)?;
                gap = match side {
                    Side::Left => self.gaps(line).len() - 1,
                    Side::Right => 0,
                };
            }
            let at = self.gaps(line)[gap] as usize;
            // The end of a wrapped line is the start of the next one: one offset, not two stops.
            if at != from.offset && self.boundary(at) == at {
                return Some(at);
            }
        }
    }

    /// The line reached by leaving `line` on a side: in right-to-left text the left edge leads on
    /// and the right edge back.
    fn line_beside(&self, line: usize, side: Side) -> Option<usize> {
        let forward = (side == Side::Left) == (self.direction == Direction::Rtl);
        let to = if forward {
            line + 1
        } else {
            line.checked_sub(1)?
        };
        (to < self.lines.len()).then_some(to)
    }

    /// The offset at the far edge as seen when the caret comes in from another paragraph by
    /// stepping to `side`.
    #[must_use]
    pub fn entered_by(&self, side: Side) -> usize {
        let at_start = (side == Side::Left) == (self.direction == Direction::Rtl);
        if at_start { 0 } else { self.text.len() }
    }

    /// The first and last place of the line on which a stop stands. The last one of a wrapped line
    /// is that before the white space at which it was broken, or its very end if there is none.
    #[must_use]
    pub fn line_ends(&self, stop: impl Into<Stop>) -> (usize, Stop) {
        let at = self.line_of(stop);
        match self.lines.get(at) {
            Some(line) => (line.text.start, self.kept_on(at, line.text.end.into())),
            None => (0, Stop::default()),
        }
    }

    /// The place nearest to `x` on the line above or below that of a stop; `None` if there is no
    /// such line.
    #[must_use]
    pub fn vertical(&self, from: impl Into<Stop>, x: f32, to: Vertical) -> Option<Stop> {
        let mut line = self.line_of(from);
        loop {
            line = match to {
                Vertical::Down => line + 1,
                Vertical::Up => line.checked_sub(1)?,
            };
            self.lines.get(line)?;
            let stop = self.stop_near(line, x);
            // A line may hold but the rest of a grapheme that was too wide for the one above.
            if self.line_of(stop) == line {
                return Some(stop);
            }
        }
    }

    /// The place nearest to `x` on the first or last line.
    #[must_use]
    pub fn enter(&self, x: f32, from: Vertical) -> Stop {
        match from {
            Vertical::Down => self.stop_near(0, x),
            Vertical::Up => self.stop_near(self.lines.len().saturating_sub(1), x),
        }
    }

    /// The place of a line nearest to `x`.
    fn stop_near(&self, line: usize, x: f32) -> Stop {
        let distance = |gap: usize| (self.gap_x(line, gap) - x).abs();
        let stops = self.gaps(line).iter().enumerate();
        let whole = |stop: &u32| self.boundary(*stop as usize) == *stop as usize;
        let nearest = stops
            .map(|(gap, stop)| {
                (
                    distance(gap) + if whole(stop) { 0.0 } else { WITHIN },
                    *stop as usize,
                )
            })
            // Of two at the same place the earlier one, which is surely on this line.
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let offset = nearest.map_or(0, |(_, stop)| stop);
        self.kept_on(line, offset.into())
    }

    /// The grapheme boundary that a point means; points outside mean the nearest line and edge.
    #[must_use]
    pub fn hit(&self, x: f32, y: f32) -> usize {
        self.stop_at(x, y).offset
    }

    /// The stop that a point means; points outside mean the nearest line and edge.
    ///
    /// The nearer half of a letter means its nearer edge, in the letter's own direction, so that a
    /// drag takes exactly the letters it passes, and the caret is drawn at that edge.
    #[must_use]
    pub fn stop_at(&self, x: f32, y: f32) -> Stop {
        let line = self.lines.partition_point(|line| line.y1 <= y);
        self.stop_on(line.min(self.lines.len().saturating_sub(1)), x)
    }

    /// The stop on a line that `x` means.
    fn stop_on(&self, at: usize, x: f32) -> Stop {
        let cells = self.cells_of(at);
        let under = cells.partition_point(|cell| cell.x1 <= x);
        if let Some(stop) = self.among_bare(at, under, x) {
            return stop;
        }
        match cells.get(under) {
            None => self.at_gap(at, cells.len()),
            Some(cell) if x <= cell.x0 + GAP_REACH => self.at_gap(at, under),
            Some(cell) if x >= cell.x1 - GAP_REACH => self.at_gap(at, under + 1),
            Some(cell) if x < (cell.x0 + cell.x1) * 0.5 => self.in_half(at, cell, cell.left()),
            Some(cell) => self.in_half(at, cell, cell.right()),
        }
    }

    /// The stop at a gap of a line. A grapheme may be set in two directions (a number sign before a
    /// letter); the gap within it means another one at the same place, or the edge of a letter.
    fn at_gap(&self, at: usize, gap: usize) -> Stop {
        let whole = |offset: &usize| self.boundary(*offset) == *offset;
        let (gaps, cells) = (self.gaps(at), self.cells_of(at));
        let x = self.gap_x(at, gap);
        let is_here = |stop: &Stop| {
            let (line, gap) = self.place_of(*stop);
            line == at && (self.gap_x(line, gap) - x).abs() < BARE
        };
        let own = gaps.get(gap).map_or(0, |offset| *offset as usize);
        let same = |gap: &usize| (self.gap_x(at, *gap) - x).abs() < BARE;
        let others = (0..gaps.len()).filter(same).map(|gap| gaps[gap] as usize);
        let walked = [own].into_iter().chain(others).filter(whole);
        let before = gap.checked_sub(1).and_then(|cell| cells.get(cell));
        let edges = [
            cells.get(gap).map(|cell| (cell, cell.left())),
            before.map(|cell| (cell, cell.right())),
        ];
        let edges = edges.into_iter().flatten().filter(|(_, edge)| whole(edge));
        walked
            .map(|offset| self.kept_on(at, offset.into()))
            .chain(edges.map(|(cell, edge)| self.edge(at, cell, edge)))
            .find(is_here)
            .unwrap_or_else(|| {
                if whole(&own) {
                    self.kept_on(at, own.into())
                } else {
                    self.stop_near(at, x)
                }
            })
    }

    /// The stop in a half of a cell: its edge there, or the other one if that is within a grapheme.
    fn in_half(&self, at: usize, cell: &Cell, nearer: usize) -> Stop {
        let farther = (cell.left() + cell.right()) - nearer;
        let edge = [nearer, farther]
            .into_iter()
            .find(|edge| self.boundary(*edge) == *edge);
        edge.map_or_else(
            || self.stop_near(at, (cell.x0 + cell.x1) * 0.5),
            |edge| self.edge(at, cell, edge),
        )
    }

    /// The stop at an edge of a cell of a line.
    fn edge(&self, at: usize, cell: &Cell, offset: usize) -> Stop {
        let beside = if offset == cell.start as usize {
            Stop::behind(offset)
        } else {
            Stop::before(offset)
        };
        let kept = self.kept_on(at, beside);
        // Where both places are one, it is the one that a walk visits.
        let walked = Stop::from(kept.offset);
        if self.place_of(walked) == self.place_of(kept) {
            walked
        } else {
            kept
        }
    }

    /// Characters without width that follow each other have no halves to point at: around them
    /// every one has some pixels, as far as their neighbours' nearer halves reach.
    fn among_bare(&self, at: usize, under: usize, x: f32) -> Option<Stop> {
        let cells = self.cells_of(at);
        let run = [under, under + 1]
            .map(|gap| bare_run(cells, gap))
            .into_iter()
            .find(|run| run.len() > 1)?;
        let (first, last) = (cells.get(run.start)?, cells.get(run.end - 1)?);
        let middle = |cell: &Cell| (cell.x0 + cell.x1) * 0.5;
        let before = run.start.checked_sub(1).and_then(|at| cells.get(at));
        let from = before.map_or(f32::NEG_INFINITY, middle);
        let to = cells.get(run.end).map_or(f32::INFINITY, middle);
        #[expect(clippy::cast_precision_loss, reason = "a handful of characters")]
        let reach = BARE_REACH * run.len() as f32 * 0.5;
        let along = x - (first.x0 + last.x1) * 0.5 + reach;
        if !(0.0..=2.0 * reach).contains(&along) || x < from || x > to {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within the reach"
        )]
        let gap = (along / BARE_REACH).round() as usize;
        Some(match cells[run].get(gap) {
            Some(cell) => self.edge(at, cell, cell.left()),
            None => self.edge(at, last, last.right()),
        })
    }

    /// A stop on the line `at`: the end of a wrapped line is the start of the next one, so a place
    /// behind the white space at which it was broken means that before it, and the end of a line
    /// that was broken elsewhere is said to be the upper one of its two places.
    fn kept_on(&self, at: usize, stop: Stop) -> Stop {
        let Some(line) = self.lines.get(at) else {
            return stop;
        };
        let goes_on = at + 1 < self.lines.len();
        let ends = goes_on && stop.offset == line.text.end;
        let mut cells = self.cells_of(at).iter();
        let last = cells.find(|cell| cell.end as usize == line.text.end);
        let kept = match last {
            Some(cell) if ends && cell.trailing => Stop::from(cell.start as usize),
            _ if ends && stop.affinity != Affinity::Before => self.upper(stop.offset),
            _ => stop,
        };
        let boundary = self.boundary(kept.offset);
        if boundary == kept.offset {
            kept
        } else {
            boundary.into()
        }
    }

    /// The end of the upper line at a line break; said to be beside its last letter if it is.
    fn upper(&self, offset: usize) -> Stop {
        let (upper, before) = (Stop::upper(offset), Stop::before(offset));
        if self.place_of(upper) == self.place_of(before) {
            before
        } else {
            upper
        }
    }
}

/// The cells without width on both sides of a gap.
fn bare_run(cells: &[Cell], gap: usize) -> Range<usize> {
    let gap = gap.min(cells.len());
    let bare = |cell: &&Cell| cell.x1 - cell.x0 < BARE;
    let before = cells[..gap].iter().rev().take_while(bare).count();
    let behind = cells[gap..].iter().take_while(bare).count();
    gap - before..gap + behind
}
