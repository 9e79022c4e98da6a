//! Threads lent to the engines for a thorough reading.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::suggest::Hands;

/// So many threads at once, that of the caller among them.
#[derive(Clone, Copy, Debug)]
pub(in crate::app) struct Threads(pub(in crate::app) usize);

impl Threads {
    /// As many as may be kept busy while a person works: half of the processor, but two if it can do
    /// so much.
    pub(super) fn beside_a_person() -> Self {
        let all = thread::available_parallelism().map_or(1, NonZero::get);
        Self((all / 2).clamp(all.min(2), 4))
    }
}

impl Hands for Threads {
    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let take = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= count {
                    return;
                }
                work(at);
            }
        };
        thread::scope(|scope| {
            for _ in 1..self.0.min(count) {
                let helper = thread::Builder::new().name("read".to_owned());
                // Without it the others do its share.
                if helper.spawn_scoped(scope, take).is_err() {
                    break;
                }
            }
            take();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn everything_is_done_once_by_any_number_of_threads() {
        for threads in [0, 1, 2, 7] {
            let done = Mutex::new(Vec::new());
            Threads(threads).each(50, &|at| done.lock().unwrap().push(at));
            let mut done = done.into_inner().unwrap();
            done.sort_unstable();
            assert_eq!(done, (0..50).collect::<Vec<_>>());
        }
        Threads(3).each(0, &|_| panic!("there is nothing to do"));
    }
}
