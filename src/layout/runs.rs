//! The parts of a line that run in one direction, letter by letter, as assistive technologies want
//! them: in reading order, with the place of every letter counted from the side where the part
//! starts.

use std::ops::Range;

use super::line::Cell;
use super::paragraph::Paragraph;

/// A part of a line that runs in one direction without a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its bytes in the paragraph.
    pub text: Range<usize>,
    /// Whether it runs from right to left.
    pub rtl: bool,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// Its graphemes in reading order.
    pub letters: Vec<Letter>,
}

/// A grapheme of a [`Run`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letter {
    /// The byte behind it, in the paragraph.
    pub end: usize,
    /// Pixels from the side where the run starts (the right edge of a right-to-left run).
    pub at: f32,
    /// Pixels that it takes in the run's direction.
    pub width: f32,
}

impl Paragraph {
    /// The letters of one of its lines as seen from the left: their bytes in the paragraph, and
    /// whether they are set from right to left.
    pub fn seen(&self, line: usize) -> impl Iterator<Item = (Range<usize>, bool)> {
        let cells = self.lines.get(line).map_or(0..0, |line| line.cells.clone());
        let cells = self.cells.get(cells).unwrap_or_default().iter();
        cells.map(|cell| (cell.start as usize..cell.end as usize, cell.rtl))
    }

    /// The runs of one of its lines in reading order; none for a line without text.
    #[must_use]
    pub fn runs(&self, line: usize) -> Vec<Run> {
        let Some(cells) = self.lines.get(line).map(|line| line.cells.clone()) else {
            return Vec::new();
        };
        let cells = &self.cells[cells];
        let mut reading: Vec<usize> = (0..cells.len()).collect();
        reading.sort_unstable_by_key(|at| cells[*at].start);
        let mut runs: Vec<Run> = Vec::new();
        let mut last: Option<usize> = None;
        for at in reading {
            let cell = &cells[at];
            let goes_on = last.is_some_and(|last| follows(last, at, cells));
            match runs.last_mut().filter(|_| goes_on) {
                Some(run) => run.push(cell),
                None => runs.push(Run::new(cell)),
            }
            last = Some(at);
        }
        runs
    }
}

/// Whether the cell at `next` continues the run of the one at `last`, as read and as seen.
fn follows(last: usize, next: usize, cells: &[Cell]) -> bool {
    let (before, cell) = (&cells[last], &cells[next]);
    let beside = if cell.rtl {
        next + 1 == last
    } else {
        last + 1 == next
    };
    beside && before.rtl == cell.rtl && before.end == cell.start
}

impl Run {
    fn new(cell: &Cell) -> Self {
        let mut run = Self {
            text: cell.start as usize..cell.start as usize,
            rtl: cell.rtl,
            x0: cell.x0,
            x1: cell.x1,
            letters: Vec::new(),
        };
        run.push(cell);
        run
    }

    fn push(&mut self, cell: &Cell) {
        (self.x0, self.x1) = (self.x0.min(cell.x0), self.x1.max(cell.x1));
        self.text.end = cell.end as usize;
        let at = if self.rtl {
            self.x1 - cell.x1
        } else {
            cell.x0 - self.x0
        };
        self.letters.push(Letter {
            end: cell.end as usize,
            at,
            width: cell.x1 - cell.x0,
        });
    }
}
