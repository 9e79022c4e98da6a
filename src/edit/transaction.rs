//! A transaction: edits that happen together, with a name for people and a time.

use std::collections::HashSet;

use super::change::{Edit, EditError};
use crate::model::ids::{ArticleId, Timestamp};
use crate::model::project::Project;
use crate::text::offset::Span;

/// What a transaction does, for the undo menu and the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Suggestions accepted.
    Accept,
    /// Suggestions accepted with another label or boundary.
    AcceptEdited,
    /// Suggestions rejected.
    Reject,
    /// Spans tagged by hand.
    Annotate,
    /// Annotations deleted.
    Delete,
    /// Annotations given another label.
    Relabel,
    /// A boundary moved.
    MoveBoundary,
    /// A note or attribute changed.
    Describe,
    /// Two annotations connected.
    Relate,
    /// Two annotations no longer connected.
    Unrelate,
    /// Progress of an article set.
    Progress,
    /// Articles imported.
    Import,
    /// An article removed.
    RemoveArticle,
    /// What is known about an article changed.
    DescribeArticle,
    /// The label set changed.
    EditLabels,
    /// Decisions taken back.
    Withdraw,
    /// A remark on an article changed.
    Remark,
    /// The guidelines changed.
    EditGuidelines,
    /// The project was put back to an earlier moment.
    Restore,
    /// A rule of the lexicon changed.
    Rule,
}

impl Deed {
    /// Every deed with its name in files.
    pub const ALL: [(Self, &'static str); 20] = [
        (Self::Accept, "accept"),
        (Self::AcceptEdited, "accept-edited"),
        (Self::Reject, "reject"),
        (Self::Annotate, "annotate"),
        (Self::Delete, "delete"),
        (Self::Relabel, "relabel"),
        (Self::MoveBoundary, "move-boundary"),
        (Self::Describe, "describe"),
        (Self::Relate, "relate"),
        (Self::Unrelate, "unrelate"),
        (Self::Progress, "progress"),
        (Self::Import, "import"),
        (Self::RemoveArticle, "remove-article"),
        (Self::DescribeArticle, "describe-article"),
        (Self::EditLabels, "edit-labels"),
        (Self::Withdraw, "withdraw"),
        (Self::Remark, "remark"),
        (Self::EditGuidelines, "edit-guidelines"),
        (Self::Restore, "restore"),
        (Self::Rule, "rule"),
    ];
}

/// Edits applied together or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// What it does.
    pub deed: Deed,
    /// When it was made.
    pub at: Timestamp,
    /// In order of application.
    pub edits: Vec<Edit>,
}

impl Transaction {
    /// The transaction that takes this one back.
    #[must_use]
    pub fn invert(&self) -> Self {
        let edits = self.edits.iter().rev().map(Edit::invert).collect();
        Self {
            deed: self.deed,
            at: self.at,
            edits,
        }
    }

    /// Applies all edits or none.
    ///
    /// # Errors
    /// The first edit that does not fit; the project is then as it was.
    pub fn apply(&self, project: &mut Project) -> Result<(), EditError> {
        for (done, edit) in self.edits.iter().enumerate() {
            if let Err(error) = edit.apply(project) {
                roll_back(&self.edits[..done], project);
                return Err(error);
            }
        }
        Ok(())
    }

    /// Applies what fits and brings about the rest as far as it can be, for records whose
    /// predecessors were lost. Returns how many edits did not fit.
    pub fn force(&self, project: &mut Project) -> usize {
        let mut misfits = 0;
        for edit in &self.edits {
            if edit.apply(project).is_err() {
                edit.force(project);
                misfits += 1;
            }
        }
        misfits
    }

    /// The articles concerned, each once, in order of first mention.
    #[must_use]
    pub fn articles(&self) -> Vec<ArticleId> {
        let mut seen = HashSet::new();
        let all = self.edits.iter().filter_map(Edit::article);
        all.filter(|id| seen.insert(*id)).cloned().collect()
    }

    /// The place to show after this transaction (or its inverse) was applied.
    #[must_use]
    pub fn place(&self) -> Option<(ArticleId, Span)> {
        self.edits
            .iter()
            .find_map(|edit| Some((edit.article()?.clone(), edit.span()?)))
    }

    /// The first place in that article.
    #[must_use]
    pub fn place_in(&self, article: &ArticleId) -> Option<(ArticleId, Span)> {
        let mut here = self.edits.iter();
        here.find(|edit| edit.article() == Some(article) && edit.span().is_some())
            .and_then(|edit| Some((article.clone(), edit.span()?)))
    }

    /// How many annotations or suggestions it concerns (an accepted suggestion counts once).
    #[must_use]
    pub fn count(&self) -> usize {
        let decided = self
            .edits
            .iter()
            .filter(|e| matches!(e, Edit::Decide { .. }))
            .count();
        // What is remarked on articles goes along with what is done in them, and relations go with
        // their annotations.
        let aside = |e: &&Edit| {
            matches!(
                e,
                Edit::Remark { .. }
                    | Edit::Progress { .. }
                    | Edit::Unrelate { .. }
                    | Edit::Suggest { .. }
            )
        };
        let rest = self.edits.len() - self.edits.iter().filter(aside).count();
        match (decided, rest) {
            (0, 0) => self.edits.len(),
            (0, rest) => rest,
            (decided, _) => decided,
        }
    }
}

fn roll_back(done: &[Edit], project: &mut Project) {
    for edit in done.iter().rev() {
        let undone = edit.invert().apply(project);
        debug_assert!(undone.is_ok(), "an edit just applied can be taken back");
    }
}
