//! Who decided what when, as plain data: for the command line and the window.

use std::collections::HashMap;
use std::sync::Arc;

use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::{Deed, Transaction};
use crate::model::annotation::Annotation;
use crate::model::decision::{Decision, Verdict};
use crate::model::ids::{AnnotationId, AnnotatorId, ArticleId, LabelId, Timestamp};
use crate::model::project::Project;
use crate::store::error::StoreError;
use crate::store::journal::Record;
use crate::store::project::ProjectStore;
use crate::text::convert::code_points;
use crate::text::offset::Span;

/// Texts kept at hand while a timeline is read.
const TEXTS: usize = 32;

/// One record of a journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Who.
    pub annotator: AnnotatorId,
    /// The record's number in that person's journal.
    pub seq: u64,
    /// When, by the clock of that person's machine.
    pub at: Timestamp,
    /// Done, undone or done again.
    pub step: Step,
    /// What.
    pub deed: Deed,
    /// Where, one for each edit.
    pub touches: Vec<Touch>,
}

/// What an edit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// An annotation came.
    Added,
    /// An annotation went.
    Removed,
    /// An annotation changed.
    Changed,
    /// Two annotations were connected.
    Related,
    /// Two annotations were no longer connected.
    Unrelated,
    /// A suggestion was accepted.
    Accepted,
    /// A suggestion was accepted with another boundary or label.
    Corrected,
    /// A suggestion was rejected.
    Rejected,
    /// A decision was taken back.
    Withdrawn,
    /// An article came to another state, or a remark on it changed.
    Article,
    /// An article came or went.
    List,
    /// The labels or the guidelines changed.
    Project,
}

impl Act {
    /// Its name in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Related => "related",
            Self::Unrelated => "unrelated",
            Self::Accepted => "accepted",
            Self::Corrected => "corrected",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Article => "article",
            Self::List => "list",
            Self::Project => "project",
        }
    }
}

/// Where an edit touched the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// What was done.
    pub act: Act,
    /// The article.
    pub article: Option<ArticleId>,
    /// The annotation.
    pub annotation: Option<AnnotationId>,
    /// Its label, or that of the suggestion.
    pub label: Option<LabelId>,
    /// Where, in bytes.
    pub span: Option<Span>,
    /// Where, in code points, if the article's text is there.
    pub code_points: Option<(usize, usize)>,
    /// The exact text, if the article's is there.
    pub text: Option<String>,
}

/// What is wanted of a timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this annotator only.
    pub annotator: Option<AnnotatorId>,
    /// About this article only.
    pub article: Option<ArticleId>,
    /// About this annotation of the article only.
    pub annotation: Option<AnnotationId>,
    /// At most so many, the newest.
    pub most: Option<usize>,
}

/// The timeline of a project, oldest first. Clocks may be wrong or go backwards: the records of one
/// person keep the order in which they were written.
///
/// # Errors
/// A journal cannot be read.
pub fn read(
    store: &ProjectStore,
    project: &Project,
    wanted: &Wanted,
) -> Result<Vec<Moment>, StoreError> {
    let mut records: Vec<(Timestamp, AnnotatorId, Record)> = Vec::new();
    for name in store.annotators()? {
        if wanted.annotator.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let mut latest = Timestamp::default();
        for record in store.records_of(&name)? {
            latest = latest.max(record.transaction.at);
            if concerns(&record.transaction, wanted) {
                records.push((latest, name.clone(), record));
            }
        }
    }
    records.sort_by_key(|(at, ..)| *at);
    let skip = wanted
        .most
        .map_or(0, |most| records.len().saturating_sub(most));
    let mut texts = Texts {
        store,
        project,
        known: HashMap::new(),
    };
    let shown = records.into_iter().skip(skip);
    Ok(shown
        .map(|(_, annotator, record)| texts.moment(annotator, record, wanted))
        .collect())
}

fn concerns(transaction: &Transaction, wanted: &Wanted) -> bool {
    transaction.edits.iter().any(|edit| is_wanted(edit, wanted))
}

fn is_wanted(edit: &Edit, wanted: &Wanted) -> bool {
    let article = wanted.article.as_ref();
    let annotation = wanted.annotation;
    article.is_none_or(|only| edit.article() == Some(only))
        && annotation.is_none_or(|only| is_about(edit, only))
}

fn is_about(edit: &Edit, only: AnnotationId) -> bool {
    match edit {
        Edit::Relate { relation, .. } | Edit::Unrelate { relation, .. } => relation.touches(only),
        edit => annotation_of(edit) == Some(only),
    }
}

fn annotation_of(edit: &Edit) -> Option<AnnotationId> {
    match edit {
        Edit::Add { annotation, .. } | Edit::Remove { annotation, .. } => Some(annotation.id),
        Edit::Change { after, .. } => Some(after.id),
        Edit::Relate { relation, .. } | Edit::Unrelate { relation, .. } => Some(relation.from),
        Edit::Decide { before, after, .. } => {
            let verdict = after.as_ref().or(before.as_ref()).map(|d| d.verdict);
            verdict.and_then(Verdict::annotation)
        }
        _ => None,
    }
}

/// Texts of articles as far as they were needed.
struct Texts<'a> {
    store: &'a ProjectStore,
    project: &'a Project,
    known: HashMap<ArticleId, Option<Arc<str>>>,
}

impl Texts<'_> {
    fn moment(&mut self, annotator: AnnotatorId, record: Record, wanted: &Wanted) -> Moment {
        let Record {
            seq,
            step,
            transaction,
        } = record;
        let edits = transaction.edits.iter();
        let edits = edits.filter(|edit| is_wanted(edit, wanted));
        Moment {
            annotator,
            seq,
            at: transaction.at,
            step,
            deed: transaction.deed,
            touches: edits.map(|edit| self.touch(edit)).collect(),
        }
    }

    fn touch(&mut self, edit: &Edit) -> Touch {
        let (act, label) = act(edit);
        let span = edit.span();
        let text = edit.article().and_then(|id| self.text(id));
        let within = |(text, span): (Arc<str>, Span)| {
            Span::new(&text, span.range()).ok().map(|span| (text, span))
        };
        let placed = text.zip(span).and_then(within);
        let points = placed.as_ref().map(|(text, span)| {
            let before = code_points(&text[..span.start()]);
            (before, before + code_points(span.text(text)))
        });
        Touch {
            act,
            article: edit.article().cloned(),
            annotation: annotation_of(edit),
            label,
            span,
            code_points: points,
            text: placed.map(|(text, span)| span.text(&text).to_owned()),
        }
    }

    fn text(&mut self, id: &ArticleId) -> Option<Arc<str>> {
        if let Some(known) = self.known.get(id) {
            return known.clone();
        }
        if self.known.len() >= TEXTS {
            self.known.clear();
        }
        let entry = self.project.entry(id);
        let text = entry.and_then(|entry| self.store.text(id, entry).ok());
        let text: Option<Arc<str>> = text.map(Arc::from);
        self.known.insert(id.clone(), text.clone());
        text
    }
}

fn act(edit: &Edit) -> (Act, Option<LabelId>) {
    let of = |annotation: &Annotation| Some(annotation.label.clone());
    match edit {
        Edit::Add { annotation, .. } => (Act::Added, of(annotation)),
        Edit::Remove { annotation, .. } => (Act::Removed, of(annotation)),
        Edit::Change { after, .. } => (Act::Changed, of(after)),
        Edit::Decide { label, after, .. } => (decided(after.as_ref()), Some(label.clone())),
        Edit::Relate { .. } => (Act::Related, None),
        Edit::Unrelate { .. } => (Act::Unrelated, None),
        Edit::Progress { .. } | Edit::Remark { .. } | Edit::Meta { .. } | Edit::Suggest { .. } => {
            (Act::Article, None)
        }
        Edit::List { .. } | Edit::Unlist { .. } => (Act::List, None),
        Edit::Rule { label, .. } => (Act::Project, Some(label.clone())),
        Edit::Labels { .. } | Edit::Guidelines { .. } => (Act::Project, None),
    }
}

fn decided(decision: Option<&Decision>) -> Act {
    match decision.map(|decision| decision.verdict) {
        None => Act::Withdrawn,
        Some(Verdict::Accepted(_)) => Act::Accepted,
        Some(Verdict::EditedBoundary(_) | Verdict::EditedLabel(_)) => Act::Corrected,
        Some(Verdict::Rejected) => Act::Rejected,
    }
}
