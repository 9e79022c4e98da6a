//! Who does work that falls into pieces. Engines start no threads; whoever has some lends them.

use std::sync::OnceLock;

/// Does pieces of work, several at once if it can.
pub trait Hands: Send + Sync {
    /// Does `work` for every number below `count`, in any order; all is done when it returns.
    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync));
}

/// One piece after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl Hands for Alone {
    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(work);
    }
}

/// What the work makes of every number below `count`, in their order.
pub(in crate::suggest) fn gather<T: Send + Sync>(
    hands: &dyn Hands,
    count: usize,
    work: &(dyn Fn(usize) -> T + Sync),
) -> Vec<T> {
    let places: Vec<OnceLock<T>> = (0..count).map(|_| OnceLock::new()).collect();
    hands.each(count, &|at| {
        places[at].get_or_init(|| work(at));
    });
    places
        .into_iter()
        .filter_map(OnceLock::into_inner)
        .collect()
}
