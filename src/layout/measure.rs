//! Which pieces of a document have been measured, and measuring the rest bit by bit, so that the
//! height of the whole becomes exact while nobody waits for it.

use super::document::Document;
use super::shaper::Shaper;

/// Which pieces have their true height.
#[derive(Clone, Debug, Default)]
pub(super) struct Measured {
    known: Vec<bool>,
    missing: usize,
    /// Where the search for the next unmeasured piece goes on.
    at: usize,
}

impl Measured {
    /// Nothing of `count` pieces is measured.
    pub(super) fn none(count: usize) -> Self {
        Self {
            known: vec![false; count],
            missing: count,
            at: 0,
        }
    }

    pub(super) fn note(&mut self, piece: usize) {
        if let Some(known) = self.known.get_mut(piece).filter(|known| !**known) {
            *known = true;
            self.missing -= 1;
        }
    }

    /// The next unmeasured piece, going round.
    fn next(&mut self) -> Option<usize> {
        if self.missing == 0 {
            return None;
        }
        while self.known.get(self.at).copied().unwrap_or(true) {
            self.at = if self.at + 1 < self.known.len() {
                self.at + 1
            } else {
                0
            };
        }
        Some(self.at)
    }
}

impl Document {
    /// Whether every piece has its true height.
    #[must_use]
    pub fn is_measured(&self) -> bool {
        self.measured.missing == 0
    }

    /// Measures about `budget` bytes of text that were never laid out, from the window downwards and
    /// then from the beginning. Returns the window's top moved with what it shows.
    pub fn measure(&mut self, shaper: &mut Shaper, top: f64, budget: usize) -> f64 {
        let window = self.heights.find(top.max(0.0));
        if self.measured.at == 0 {
            self.measured.at = window;
        }
        let before = self.heights.before(window);
        let mut left = budget;
        while left > 0
            && let Some(piece) = self.measured.next()
        {
            let kept = self.laid(piece).is_some();
            self.lay(shaper, piece);
            if !kept {
                self.drop_laid(piece);
            }
            left = left.saturating_sub(self.range(piece).len().max(1));
        }
        top + self.heights.before(window) - before
    }
}
