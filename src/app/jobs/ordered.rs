//! The same work for many things on several threads, answers in the order of the things.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Things that may wait for each thread.
const AHEAD: usize = 4;

/// Does `work` for each of `items` on that many threads; `done` gets the answers in the order of the
/// items, on the thread of the caller, and may end it all with an error. Only a few items for each
/// thread are taken from the iterator before their answers are given, so a stream of any length
/// goes through.
///
/// # Errors
/// What `done` says.
pub(in crate::app) fn ordered<T: Send, R: Send, E>(
    jobs: usize,
    items: impl Iterator<Item = T>,
    work: &(dyn Fn(T) -> R + Sync),
    done: &mut dyn FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    if jobs < 2 {
        return items.map(work).try_for_each(done);
    }
    let (tasks, waiting) = channel();
    let (answers, answered) = channel();
    let waiting = Mutex::new(waiting);
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (waiting, answers) = (&waiting, answers.clone());
            scope.spawn(move || serve(waiting, &answers, work));
        }
        drop(answers);
        let mut order = Order::default();
        let result = feed(jobs * AHEAD, items, &tasks, &answered, &mut order, done);
        drop(tasks);
        result?;
        answered
            .iter()
            .try_for_each(|answer| order.take(answer, done))
    })
}

/// A thing or an answer with its number.
type Numbered<T> = (usize, T);

fn serve<T, R>(
    waiting: &Mutex<Receiver<Numbered<T>>>,
    answers: &Sender<Numbered<R>>,
    work: &(dyn Fn(T) -> R + Sync),
) {
    loop {
        let task = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok((number, item)) = task else { return };
        if answers.send((number, work(item))).is_err() {
            return;
        }
    }
}

fn feed<T, R, E>(
    most: usize,
    items: impl Iterator<Item = T>,
    tasks: &Sender<Numbered<T>>,
    answered: &Receiver<Numbered<R>>,
    order: &mut Order<R>,
    done: &mut dyn FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    for (number, item) in items.enumerate() {
        while number >= order.next + most {
            let Ok(answer) = answered.recv() else {
                return Ok(());
            };
            order.take(answer, done)?;
        }
        if tasks.send((number, item)).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// Answers that came before their turn.
struct Order<R> {
    next: usize,
    early: BTreeMap<usize, R>,
}

impl<R> Default for Order<R> {
    fn default() -> Self {
        Self {
            next: 0,
            early: BTreeMap::new(),
        }
    }
}

impl<R> Order<R> {
    fn take<E>(
        &mut self,
        (number, answer): Numbered<R>,
        done: &mut dyn FnMut(R) -> Result<(), E>,
    ) -> Result<(), E> {
        self.early.insert(number, answer);
        while let Some(answer) = self.early.remove(&self.next) {
            self.next += 1;
            done(answer)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_keep_the_order_and_an_error_ends_it() {
        let slow_first = |n: u64| {
            thread::sleep(std::time::Duration::from_millis((40 - n) % 7));
            n * n
        };
        let mut answers = Vec::new();
        let mut keep = |n| {
            answers.push(n);
            Ok::<(), ()>(())
        };
        ordered(3, 0..40, &slow_first, &mut keep).unwrap();
        assert_eq!(answers, (0..40).map(|n| n * n).collect::<Vec<u64>>());
        let mut stop = |n| if n < 100 { Ok(()) } else { Err(n) };
        // An endless stream ends too.
        assert_eq!(ordered(2, 0.., &slow_first_of, &mut stop), Err(100));
    }

    fn slow_first_of(n: u64) -> u64 {
        n * n
    }
}
