//! Reading the articles of a project one after the other, through the thread that owns its folder.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::vec::IntoIter;

use super::disk::Request;
use crate::model::article::Article;
use crate::model::ids::ArticleId;
use crate::model::sheet::Sheet;
use crate::model::suggestion::Suggestion;

/// An article, its sheet, and what files say about it.
pub(super) struct Lent {
    pub(super) article: Article,
    pub(super) sheet: Sheet,
    pub(super) said: Vec<Suggestion>,
}

/// What was read; nothing if it cannot be.
pub(super) type Read = Option<Box<Lent>>;

/// The text alone; nothing if it cannot be read.
pub(super) type Text = Option<Arc<str>>;

/// How the thread is asked for something of an article.
type Wish<T> = fn(ArticleId, Sender<T>) -> Request;

/// Something of the articles with these ids in turn. The next ones are read while one is looked at.
pub(super) struct Reading<T> {
    disk: Sender<Request>,
    wish: Wish<T>,
    ids: IntoIter<ArticleId>,
    ahead: VecDeque<(ArticleId, Receiver<T>)>,
}

/// How many texts are read ahead: with one, both threads wake each other for each.
const TEXTS: usize = 8;

impl Reading<Read> {
    /// Articles with their sheets and what files say about them.
    pub(super) fn whole(disk: Sender<Request>, ids: Vec<ArticleId>) -> Self {
        Self::new(disk, Request::Lend, ids, 1)
    }
}

impl Reading<Text> {
    /// Texts, many times as quick.
    pub(super) fn texts(disk: Sender<Request>, ids: Vec<ArticleId>) -> Self {
        Self::new(disk, Request::LendText, ids, TEXTS)
    }

    /// All of one of the articles.
    pub(super) fn whole_of(&self, id: &ArticleId) -> Read {
        let (sender, answer) = channel();
        self.disk.send(Request::Lend(id.clone(), sender)).ok()?;
        answer.recv().ok()?
    }
}

impl<T> Reading<T> {
    fn new(disk: Sender<Request>, wish: Wish<T>, ids: Vec<ArticleId>, ahead: usize) -> Self {
        let ids = ids.into_iter();
        let mut reading = Self {
            disk,
            wish,
            ids,
            ahead: VecDeque::with_capacity(ahead),
        };
        (0..ahead).for_each(|_| reading.ask());
        reading
    }

    fn ask(&mut self) {
        self.ahead.extend(self.ids.next().and_then(|id| {
            let (sender, answer) = channel();
            let asked = self.disk.send((self.wish)(id.clone(), sender));
            asked.is_ok().then_some((id, answer))
        }));
    }
}

impl<T> Iterator for Reading<T> {
    type Item = (ArticleId, T);

    fn next(&mut self) -> Option<Self::Item> {
        let (id, answer) = self.ahead.pop_front()?;
        let read = answer.recv().ok()?;
        self.ask();
        Some((id, read))
    }
}

/// When to tell how far work is: often in the beginning, then less and less, because whoever is
/// told looks at everything that was found so far.
#[derive(Debug, Default)]
pub(super) struct Pace {
    done: usize,
    told: usize,
}

impl Pace {
    /// Counts one more; whether it is time to tell.
    pub(super) fn step(&mut self) -> bool {
        self.done += 1;
        let due = self.done - self.told > self.told / 16;
        if due {
            self.told = self.done;
        }
        due
    }

    pub(super) fn done(&self) -> usize {
        self.done
    }
}
