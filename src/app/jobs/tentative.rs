//! Files taken as suggestions, for the window.

use std::path::Path;

use super::Outbox;
use super::trouble::trouble;
use crate::app::event::{Event, Incoming};
use crate::app::headless::tentative::{self, Wish};
use crate::app::notice::Happening;
use crate::model::article::Article;
use crate::store::disk::RealDisk;
use crate::store::tentative as kept;

/// Tells what files would give.
pub(super) fn inspect(dir: &Path, wish: Wish, outbox: &Outbox) {
    let found = tentative::inspect(dir, &wish);
    outbox.send(Event::Inspected(Box::new(Incoming { wish, found })));
}

/// Takes files.
pub(super) fn take(dir: &Path, wish: &Wish, outbox: &Outbox) {
    let taken = tentative::import_beside(dir, wish);
    outbox.send(Event::Taken(taken.map(Box::new)));
}

/// Tells what files say about an article; that they say nothing any more matters too.
pub(super) fn read(dir: &Path, article: &Article, outbox: &Outbox) {
    let (said, errors) = kept::read(&RealDisk, dir, article);
    let told = errors.iter().map(|error| {
        let path = dir.join("suggestions");
        Happening::CannotRead(path, trouble(error))
    });
    let told: Vec<Happening> = told.collect();
    outbox.send(Event::Tentative(article.id.clone(), said, told));
}
