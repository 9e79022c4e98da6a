//! What files say of articles and nobody has decided, for the window.

use std::path::Path;

use super::Outbox;
use super::trouble::trouble;
use crate::app::event::Event;
use crate::app::notice::Happening;
use crate::model::article::Article;
use crate::store::disk::RealDisk;
use crate::store::tentative as kept;

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
