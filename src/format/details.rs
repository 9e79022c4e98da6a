//! What is known about an article besides its text: by name, as files have it.

use crate::model::article::{Article, ArticleMeta};
use crate::text::paragraph::Direction;

/// The names of everything but the title, in the order in which it is written.
pub(super) const NAMES: [&str; 5] = ["source", "date", "url", "language", "direction"];

/// What is known of that name.
pub(super) fn get<'m>(meta: &'m ArticleMeta, name: &str) -> Option<&'m str> {
    match name {
        "source" => meta.source.as_deref(),
        "date" => meta.date.as_deref(),
        "url" => meta.url.as_deref(),
        "language" => meta.language.as_deref(),
        "direction" => meta.direction.map(direction_name),
        _ => None,
    }
}

/// Everything but the title that is known, with its name.
pub(super) fn known(meta: &ArticleMeta) -> impl Iterator<Item = (&'static str, &str)> {
    NAMES
        .into_iter()
        .filter_map(|name| Some((name, get(meta, name)?)))
}

/// Notes what is known of that name; nothing is known by an empty value.
pub(super) fn set(meta: &mut ArticleMeta, name: &str, value: &str) {
    let value = Some(value).filter(|value| !value.trim().is_empty());
    let owned = value.map(str::to_owned);
    match name {
        "title" => meta.title = owned.unwrap_or_else(|| std::mem::take(&mut meta.title)),
        "source" => meta.source = owned,
        "date" => meta.date = owned,
        "url" => meta.url = owned,
        "language" => meta.language = owned,
        "direction" => meta.direction = value.and_then(direction),
        _ => {}
    }
}

/// The title, if it is not the one that every reader makes of the text.
pub(super) fn own_title(article: &Article) -> Option<&str> {
    let made = Article::new(article.id.clone(), &article.text).meta.title;
    Some(article.meta.title.as_str()).filter(|title| *title != made)
}

/// A direction as HTML, ITS and Web Annotation call it.
pub(super) fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Rtl => "rtl",
        Direction::Ltr => "ltr",
    }
}

/// The direction of that name; others, such as `auto`, say nothing.
pub(super) fn direction(name: &str) -> Option<Direction> {
    match name.trim() {
        name if name.eq_ignore_ascii_case("rtl") => Some(Direction::Rtl),
        name if name.eq_ignore_ascii_case("ltr") => Some(Direction::Ltr),
        _ => None,
    }
}
