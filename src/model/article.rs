//! Articles: immutable text and what is known about it.

use std::sync::Arc;

use super::ids::ArticleId;
use crate::text::invisible::is_bidi_control;
use crate::text::paragraph::Direction;

/// What is known about an article besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleMeta {
    /// Shown in lists; never empty for an imported article (its first line or file name).
    pub title: String,
    /// Newspaper, agency, corpus.
    pub source: Option<String>,
    /// Date of publication as given (ISO 8601 where possible).
    pub date: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Base direction where people overrule the first strong letter of each paragraph.
    pub direction: Option<Direction>,
}

/// One article. Invariant: the text never changes after import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Identity within the project.
    pub id: ArticleId,
    /// Exactly as imported, decoded to UTF-8.
    pub text: Arc<str>,
    /// What is known about it.
    pub meta: ArticleMeta,
}

/// The longest title taken from a text, in characters.
const TITLE_LENGTH: usize = 120;

impl Article {
    /// An article whose title is its first line that is not blank, or its id.
    #[must_use]
    pub fn new(id: ArticleId, text: &str) -> Self {
        let title = title_of(text).unwrap_or_else(|| id.to_string());
        let meta = ArticleMeta {
            title,
            ..ArticleMeta::default()
        };
        Self {
            id,
            text: Arc::from(text),
            meta,
        }
    }
}

/// The first line that is not blank, shortened, without characters that could deceive.
#[must_use]
pub fn title_of(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(
        line.chars()
            .filter(|c| !c.is_control() && !is_bidi_control(*c))
            .take(TITLE_LENGTH)
            .collect(),
    )
}
