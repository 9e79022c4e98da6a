//! What is known of all articles of the project at once: what is suggested in them, and where
//! something that is looked for stands.

use super::command::Place;
use crate::model::ids::LabelId;
pub use crate::review::board::{Board, Choice, Choosing, Lot, Name, Pick};
pub use crate::review::search::{Mode, Query};

/// How far work on all articles is: how many of how many.
pub type Part = (usize, usize);

/// What is suggested in the articles of the project. Derived, and as old as the survey.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// What was found.
    pub board: Board,
    /// How far it is, while it goes on.
    pub running: Option<Part>,
    /// Whether somebody has asked for it.
    pub asked: bool,
    /// Whether all articles were looked at.
    pub whole: bool,
    /// How many articles could not be read.
    pub unread: usize,
    /// Whether it ended early because there was more than there is room for.
    pub full: bool,
}

/// A place where something was found, in its context.
#[derive(Clone, Debug, PartialEq)]
pub struct WideHit {
    /// Where.
    pub place: Place,
    /// What stands before it in its line.
    pub before: Box<str>,
    /// As it stands in the article.
    pub text: Box<str>,
    /// What stands behind it in its line.
    pub behind: Box<str>,
    /// The labels of annotations of exactly this span.
    pub labels: Vec<LabelId>,
    /// Whether an annotation shares text with it without being of exactly this span.
    pub touched: bool,
}

/// A search in all articles of the project.
#[derive(Clone, Debug, Default)]
pub struct Hunt {
    /// What is looked for.
    pub query: Query,
    /// Where it was found, in the order of articles and places.
    pub hits: Vec<WideHit>,
    /// How far it is, while it goes on.
    pub running: Option<Part>,
    /// What is wrong with the pattern.
    pub problem: Option<String>,
    /// How many articles could not be read.
    pub unread: usize,
    /// Whether it ended early because there was more than there is room for.
    pub full: bool,
}

/// What is known of all articles at once.
#[derive(Clone, Debug, Default)]
pub struct Wide {
    /// What is suggested.
    pub survey: Survey,
    /// What is looked for.
    pub hunt: Option<Hunt>,
}
