//! Which named field says what about an article.

use crate::model::article::ArticleMeta;
use crate::text::invisible;

/// Names of columns and fields that hold the text, the likeliest first.
const TEXT: &[&str] = &[
    "text",
    "content",
    "body",
    "article",
    "article_text",
    "fulltext",
    "full_text",
    "نص",
    "النص",
    "المقال",
    "المحتوى",
    "نص المقال",
];
const TITLE: &[&str] = &["title", "headline", "عنوان", "العنوان"];
const SOURCE: &[&str] = &[
    "source",
    "publisher",
    "newspaper",
    "site",
    "مصدر",
    "المصدر",
    "الصحيفة",
];
const DATE: &[&str] = &[
    "date",
    "published",
    "published_at",
    "pubdate",
    "تاريخ",
    "التاريخ",
];
const URL: &[&str] = &["url", "link", "href", "رابط", "الرابط"];
const LANGUAGE: &[&str] = &["language", "lang", "لغة", "اللغة"];

/// Longest value, in characters.
const LONGEST: usize = 500;

/// Which of the names means the text: the one asked for, else a usual one, else the only one.
pub(super) fn text_column(names: &[String], asked: Option<&str>) -> Option<usize> {
    let at = |wanted: &str| names.iter().position(|name| same(name, wanted));
    match asked {
        Some(wanted) => at(wanted),
        None if names.len() == 1 => Some(0),
        None => TEXT.iter().find_map(|wanted| at(wanted)),
    }
}

/// Whether a name is a usual one for the text.
pub(super) fn is_text(name: &str) -> bool {
    is_one_of(name, TEXT)
}

fn same(name: &str, wanted: &str) -> bool {
    name.trim().to_lowercase() == wanted.trim().to_lowercase()
}

fn is_one_of(name: &str, wanted: &[&str]) -> bool {
    wanted.iter().any(|wanted| same(name, wanted))
}

/// Notes what a field says. The first value counts.
pub(super) fn note(meta: &mut ArticleMeta, name: &str, value: &str) {
    let Some(value) = clean(value) else { return };
    if is_one_of(name, TITLE) {
        if meta.title.is_empty() {
            meta.title = value;
        }
        return;
    }
    let field = if is_one_of(name, SOURCE) {
        &mut meta.source
    } else if is_one_of(name, DATE) {
        &mut meta.date
    } else if is_one_of(name, URL) {
        &mut meta.url
    } else if is_one_of(name, LANGUAGE) {
        &mut meta.language
    } else {
        return;
    };
    field.get_or_insert(value);
}

/// A value on one line, without characters that could deceive; `None` if nothing is left.
pub(super) fn clean(value: &str) -> Option<String> {
    let shown = value
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !invisible::is_bidi_control(*c));
    let shown: String = shown.collect();
    let words: Vec<&str> = shown.split(' ').filter(|word| !word.is_empty()).collect();
    let value: String = words.join(" ").chars().take(LONGEST).collect();
    (!value.is_empty()).then_some(value)
}
