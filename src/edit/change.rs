//! One edit: the smallest invertible change of a project.

use std::mem;

use crate::model::annotation::Annotation;
use crate::model::article::ArticleMeta;
use crate::model::decision::Decision;
use crate::model::ids::{AnnotationId, ArticleId, LabelId};
use crate::model::label::LabelSet;
use crate::model::project::{ArticleEntry, Project};
use crate::model::relation::Relation;
use crate::model::ruling::Ruling;
use crate::model::sheet::{Progress, Remarks, Sheet};
use crate::model::suggestion::Tentative;
use crate::text::offset::Span;

/// One edit. Each holds what was before and what is after, so that it can be inverted and checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A new annotation.
    Add {
        /// On this article.
        article: ArticleId,
        /// The annotation.
        annotation: Annotation,
    },
    /// An annotation goes, whose relations ended before.
    Remove {
        /// On this article.
        article: ArticleId,
        /// As it was.
        annotation: Annotation,
    },
    /// Another span, label, attribute or note; the id stays.
    Change {
        /// On this article.
        article: ArticleId,
        /// As it was.
        before: Annotation,
        /// As it becomes.
        after: Annotation,
    },
    /// Two annotations that are there are connected.
    Relate {
        /// On this article.
        article: ArticleId,
        /// How, and which two.
        relation: Relation,
    },
    /// Two annotations are no longer connected.
    Unrelate {
        /// On this article.
        article: ArticleId,
        /// How they were, and which two.
        relation: Relation,
    },
    /// A decision about a suggested span and label is made, replaced or withdrawn.
    Decide {
        /// On this article.
        article: ArticleId,
        /// The suggested span.
        span: Span,
        /// The suggested label.
        label: LabelId,
        /// The decision before, if any.
        before: Option<Decision>,
        /// The decision after, if any.
        after: Option<Decision>,
    },
    /// The annotator's progress with an article.
    Progress {
        /// This article.
        article: ArticleId,
        /// Before.
        before: Progress,
        /// After.
        after: Progress,
    },
    /// What the annotator says of an article as a whole.
    Remark {
        /// This article.
        article: ArticleId,
        /// Before.
        before: Remarks,
        /// After.
        after: Remarks,
    },
    /// An article is listed. Its text is in the store before the edit is applied.
    List {
        /// The new article.
        article: ArticleId,
        /// Its entry.
        entry: ArticleEntry,
    },
    /// An article is no longer listed. Its files stay until the store collects them.
    Unlist {
        /// The article.
        article: ArticleId,
        /// Its entry.
        entry: ArticleEntry,
    },
    /// What is known about an article besides its text.
    Meta {
        /// The article.
        article: ArticleId,
        /// Before.
        before: ArticleMeta,
        /// After.
        after: ArticleMeta,
    },
    /// The label set.
    Labels {
        /// Before.
        before: LabelSet,
        /// After.
        after: LabelSet,
    },
    /// What is ruled about a name.
    Rule {
        /// The name; spelling variants are the same.
        name: String,
        /// As that label.
        label: LabelId,
        /// Before.
        before: Ruling,
        /// After.
        after: Ruling,
    },
    /// What files of an origin say of an article and nobody has decided.
    Suggest {
        /// Of this article.
        article: ArticleId,
        /// The origin, as people read it.
        origin: String,
        /// Before.
        before: Vec<Tentative>,
        /// After.
        after: Vec<Tentative>,
    },
    /// The guidelines.
    Guidelines {
        /// Before, in Markdown.
        before: String,
        /// After, in Markdown.
        after: String,
    },
}

/// Why an edit does not fit the project it is applied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The article's sheet is not loaded (or the article does not exist).
    NoSheet(ArticleId),
    /// What the edit says was before is not what is there.
    Stale(ArticleId),
    /// The label set is not the one that the edit replaces.
    StaleLabels,
    /// The guidelines are not those that the edit replaces.
    StaleGuidelines,
}

impl std::fmt::Display for EditError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoSheet(id) => write!(f, "the sheet of article {id} is not loaded"),
            Self::Stale(id) => write!(f, "article {id} is not as the edit expects it"),
            Self::StaleLabels => f.write_str("the label set is not as the edit expects it"),
            Self::StaleGuidelines => f.write_str("the guidelines are not as the edit expects them"),
        }
    }
}

impl std::error::Error for EditError {}

impl Edit {
    /// The article concerned, if it is one.
    #[must_use]
    pub fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::Add { article, .. }
            | Self::Remove { article, .. }
            | Self::Change { article, .. }
            | Self::Relate { article, .. }
            | Self::Unrelate { article, .. }
            | Self::Decide { article, .. }
            | Self::Progress { article, .. }
            | Self::Remark { article, .. }
            | Self::List { article, .. }
            | Self::Unlist { article, .. }
            | Self::Meta { article, .. }
            | Self::Suggest { article, .. } => Some(article),
            Self::Labels { .. } | Self::Rule { .. } | Self::Guidelines { .. } => None,
        }
    }

    /// Whether it changes the sheet of an article, which must be in memory.
    #[must_use]
    pub fn is_on_sheet(&self) -> bool {
        match self {
            Self::Add { .. }
            | Self::Remove { .. }
            | Self::Change { .. }
            | Self::Relate { .. }
            | Self::Unrelate { .. }
            | Self::Decide { .. }
            | Self::Progress { .. }
            | Self::Remark { .. } => true,
            Self::List { .. }
            | Self::Unlist { .. }
            | Self::Meta { .. }
            | Self::Labels { .. }
            | Self::Rule { .. }
            | Self::Suggest { .. }
            | Self::Guidelines { .. } => false,
        }
    }

    /// Where in its article the edit happens, if at a place.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Add { annotation, .. } | Self::Remove { annotation, .. } => Some(annotation.span),
            Self::Change { after, .. } => Some(after.span),
            Self::Decide { span, .. } => Some(*span),
            Self::Relate { .. }
            | Self::Unrelate { .. }
            | Self::Progress { .. }
            | Self::Remark { .. }
            | Self::List { .. }
            | Self::Unlist { .. }
            | Self::Meta { .. }
            | Self::Labels { .. }
            | Self::Rule { .. }
            | Self::Suggest { .. }
            | Self::Guidelines { .. } => None,
        }
    }

    /// Every span of its article that the edit changes, before and after.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        match self {
            Self::Add { annotation, .. } | Self::Remove { annotation, .. } => {
                annotation.spans().collect()
            }
            Self::Change { before, after, .. } => before.spans().chain(after.spans()).collect(),
            Self::Decide { span, .. } => vec![*span],
            Self::Relate { .. }
            | Self::Unrelate { .. }
            | Self::Progress { .. }
            | Self::Remark { .. }
            | Self::List { .. }
            | Self::Unlist { .. }
            | Self::Meta { .. }
            | Self::Labels { .. }
            | Self::Rule { .. }
            | Self::Suggest { .. }
            | Self::Guidelines { .. } => Vec::new(),
        }
    }

    /// The edit that takes this one back.
    #[must_use]
    pub fn invert(&self) -> Self {
        match self.clone() {
            Self::Add {
                article,
                annotation,
            } => Self::Remove {
                article,
                annotation,
            },
            Self::Remove {
                article,
                annotation,
            } => Self::Add {
                article,
                annotation,
            },
            Self::Relate { article, relation } => Self::Unrelate { article, relation },
            Self::Unrelate { article, relation } => Self::Relate { article, relation },
            Self::List { article, entry } => Self::Unlist { article, entry },
            Self::Unlist { article, entry } => Self::List { article, entry },
            mut other => {
                other.swap();
                other
            }
        }
    }

    /// What was before becomes what is after.
    fn swap(&mut self) {
        match self {
            Self::Change { before, after, .. } => mem::swap(before, after),
            Self::Decide { before, after, .. } => mem::swap(before, after),
            Self::Progress { before, after, .. } => mem::swap(before, after),
            Self::Remark { before, after, .. } => mem::swap(before, after),
            Self::Meta { before, after, .. } => mem::swap(before, after),
            Self::Labels { before, after } => mem::swap(before, after),
            Self::Rule { before, after, .. } => mem::swap(before, after),
            Self::Suggest { before, after, .. } => mem::swap(before, after),
            Self::Guidelines { before, after } => mem::swap(before, after),
            Self::Add { .. }
            | Self::Remove { .. }
            | Self::Relate { .. }
            | Self::Unrelate { .. }
            | Self::List { .. }
            | Self::Unlist { .. } => {}
        }
    }

    /// Applies the edit.
    ///
    /// # Errors
    /// The project is not as the edit expects; it is then unchanged.
    pub fn apply(&self, project: &mut Project) -> Result<(), EditError> {
        match self {
            Self::List { article, entry } => list(project, article, entry),
            Self::Unlist { article, entry } => unlist(project, article, entry),
            Self::Meta {
                article,
                before,
                after,
            } => describe(project, article, before, after),
            Self::Labels { before, after } => {
                if project.labels() != before {
                    return Err(EditError::StaleLabels);
                }
                project.set_labels(after.clone());
                Ok(())
            }
            Self::Guidelines { before, after } => {
                if project.guidelines() != before {
                    return Err(EditError::StaleGuidelines);
                }
                project.set_guidelines(after.clone());
                Ok(())
            }
            // The lexicon belongs to people, who may have changed its file: a rule is not refused
            // because another one was there.
            Self::Rule {
                name, label, after, ..
            } => {
                project.rule(name, label, after.clone());
                Ok(())
            }
            // It stands in files of its own, which count whatever was there before.
            Self::Suggest { .. } => Ok(()),
            on_sheet => {
                let Some(article) = on_sheet.article() else {
                    return Ok(());
                };
                let missing = || EditError::NoSheet(article.clone());
                let sheet = project.sheet_mut(article).ok_or_else(missing)?;
                apply_to_sheet(on_sheet, sheet).ok_or_else(|| EditError::Stale(article.clone()))
            }
        }
    }

    /// Brings about what the edit wants though the project is not as it expects, because an edit
    /// before it was lost. Nothing that others made is removed: an id that another annotation has
    /// is left to it. An article whose sheet is not loaded stays as it is.
    pub fn force(&self, project: &mut Project) {
        match self {
            Self::List { article, entry } => project.list(article.clone(), entry.clone()),
            Self::Unlist { article, .. } => project.forget(article),
            Self::Meta { article, after, .. } => project.set_meta(article, after),
            Self::Labels { after, .. } => project.set_labels(after.clone()),
            Self::Guidelines { after, .. } => project.set_guidelines(after.clone()),
            Self::Rule {
                name, label, after, ..
            } => project.rule(name, label, after.clone()),
            Self::Suggest { .. } => {}
            on_sheet => {
                let sheet = on_sheet.article().and_then(|id| project.sheet_mut(id));
                if let Some(sheet) = sheet {
                    force_on_sheet(on_sheet, sheet);
                }
            }
        }
    }
}

fn force_on_sheet(edit: &Edit, sheet: &mut Sheet) {
    match edit {
        Edit::Add { annotation, .. } => add_anyway(sheet, annotation),
        Edit::Remove { annotation, .. } => {
            let there = sheet.get(annotation.id);
            if there.is_some_and(|there| there.span == annotation.span) {
                remove_with_relations(sheet, annotation.id);
            }
        }
        Edit::Change { after, .. } => sheet.insert(after.clone()),
        Edit::Relate { relation, .. } => {
            if sheet.has_ends(relation) {
                sheet.relate(relation.clone());
            }
        }
        Edit::Unrelate { relation, .. } => sheet.unrelate(relation),
        Edit::Decide {
            span, label, after, ..
        } => match after {
            Some(decision) => sheet.set_decision(decision.clone()),
            None => sheet.clear_decision(*span, label),
        },
        Edit::Progress { after, .. } => sheet.set_progress(*after),
        Edit::Remark { after, .. } => sheet.set_remarks(after.clone()),
        Edit::List { .. }
        | Edit::Unlist { .. }
        | Edit::Meta { .. }
        | Edit::Labels { .. }
        | Edit::Rule { .. }
        | Edit::Suggest { .. }
        | Edit::Guidelines { .. } => {}
    }
}

fn remove_with_relations(sheet: &mut Sheet, id: AnnotationId) {
    let relations: Vec<Relation> = sheet.relations_of(id).cloned().collect();
    relations
        .iter()
        .for_each(|relation| sheet.unrelate(relation));
    sheet.remove(id);
}

fn add_anyway(sheet: &mut Sheet, annotation: &Annotation) {
    if sheet.find(annotation.span, &annotation.label).is_some() {
        return;
    }
    let mut annotation = annotation.clone();
    if sheet.get(annotation.id).is_some() {
        annotation.id = sheet.next_id();
    }
    sheet.insert(annotation);
}

fn list(project: &mut Project, id: &ArticleId, entry: &ArticleEntry) -> Result<(), EditError> {
    if project.entry(id).is_some() {
        return Err(EditError::Stale(id.clone()));
    }
    project.list(id.clone(), entry.clone());
    Ok(())
}

fn unlist(project: &mut Project, id: &ArticleId, entry: &ArticleEntry) -> Result<(), EditError> {
    if project.entry(id) != Some(entry) {
        return Err(EditError::Stale(id.clone()));
    }
    project.forget(id);
    Ok(())
}

fn describe(
    project: &mut Project,
    id: &ArticleId,
    before: &ArticleMeta,
    after: &ArticleMeta,
) -> Result<(), EditError> {
    if project.entry(id).map(|entry| &entry.meta) != Some(before) {
        return Err(EditError::Stale(id.clone()));
    }
    project.set_meta(id, after);
    Ok(())
}

/// `None` if the sheet is not as the edit expects.
fn apply_to_sheet(edit: &Edit, sheet: &mut Sheet) -> Option<()> {
    match edit {
        Edit::Add { annotation, .. } => sheet
            .get(annotation.id)
            .is_none()
            .then(|| sheet.insert(annotation.clone())),
        Edit::Remove { annotation, .. } => {
            let is_free = sheet.relations_of(annotation.id).next().is_none();
            (is_free && sheet.get(annotation.id) == Some(annotation))
                .then(|| sheet.remove(annotation.id))
                .map(|_| ())
        }
        Edit::Change { before, after, .. } => {
            if sheet.get(before.id) != Some(before) || before.id != after.id {
                return None;
            }
            sheet.remove(before.id);
            sheet.insert(after.clone());
            Some(())
        }
        Edit::Relate { relation, .. } => {
            let fits = sheet.has_ends(relation) && !sheet.is_related(relation);
            fits.then(|| sheet.relate(relation.clone()))
        }
        Edit::Unrelate { relation, .. } => {
            sheet.is_related(relation).then(|| sheet.unrelate(relation))
        }
        Edit::Decide {
            span,
            label,
            before,
            after,
            ..
        } => {
            if sheet.decision(*span, label) != before.as_ref() {
                return None;
            }
            match after {
                Some(decision) => sheet.set_decision(decision.clone()),
                None => sheet.clear_decision(*span, label),
            }
            Some(())
        }
        Edit::Progress { before, after, .. } => {
            (sheet.progress() == *before).then(|| sheet.set_progress(*after))
        }
        Edit::Remark { before, after, .. } => {
            (sheet.remarks() == before).then(|| sheet.set_remarks(after.clone()))
        }
        Edit::List { .. }
        | Edit::Unlist { .. }
        | Edit::Meta { .. }
        | Edit::Labels { .. }
        | Edit::Rule { .. }
        | Edit::Suggest { .. }
        | Edit::Guidelines { .. } => Some(()),
    }
}
