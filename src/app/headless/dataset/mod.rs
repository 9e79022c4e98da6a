//! Datasets: what of a project is exported, in which parts, with a list of what that was.

mod manifest;
mod plan;
mod preview;
mod recipe;
mod source;
mod split;
mod write;

pub use self::manifest::{FilePart, NAME as MANIFEST, PartList, state};
pub use self::preview::{Preview, preview};
pub use self::recipe::{Duplicates, Grouping, Listing, Order, Recipe, Shares};
pub use self::split::{Item, TooFew, assign};
pub use self::write::export;

use super::Refusal;

/// Who watches long work: hears how far it is, and may end it.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Gets the share that is done, 0–1.
    pub progress: &'a dyn Fn(f32),
    /// Whether it is no longer wanted.
    pub cancelled: &'a dyn Fn() -> bool,
}

impl Watch<'static> {
    /// Nobody watches.
    pub const NOBODY: Self = Self {
        progress: &|_| {},
        cancelled: &|| false,
    };
}

impl Watch<'_> {
    /// One of `total` steps of a stretch of the whole work begins.
    fn step(&self, at: usize, total: usize, (from, to): (f32, f32)) -> Result<(), Refusal> {
        if (self.cancelled)() {
            return Err(Refusal::Cancelled);
        }
        if at.is_multiple_of(16) {
            #[expect(clippy::cast_precision_loss, reason = "a share for people")]
            let share = at as f32 / total.max(1) as f32;
            (self.progress)(from + (to - from) * share);
        }
        Ok(())
    }
}
