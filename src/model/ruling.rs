//! What people say of a name apart from their decisions: the rules of a project's lexicon.

use std::collections::BTreeSet;

use super::ids::ArticleId;
use crate::text::normalize::match_form;
use crate::text::token::tokens;

/// What a person ruled about a name as a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ruling {
    /// Put into the lexicon by hand.
    pub by_hand: bool,
    /// Not to be suggested.
    pub blocked: bool,
    /// What was decided before it was forgotten, accepted and rejected: no longer counted.
    pub forgotten: (u32, u32),
    /// Articles in which it is not to be suggested.
    pub blocked_in: BTreeSet<ArticleId>,
}

impl Ruling {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it keeps the name from being suggested in that article.
    #[must_use]
    pub fn blocks(&self, article: &ArticleId) -> bool {
        self.blocked || self.blocked_in.contains(article)
    }
}

/// The form under which a name of a lexicon is remembered.
#[must_use]
pub fn form_of(name: &str) -> String {
    let words = tokens(name).into_iter();
    let forms: Vec<String> = words.map(|word| match_form(&name[word.range])).collect();
    forms.join(" ")
}
