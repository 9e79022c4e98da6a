//! Version 1 of the journal's records.

use serde::{Deserialize, Serialize};

use super::{
    AnnotationFile, ArticleFile, DecisionFile, LabelFile, Nonsense, ProgressFile, RelationFile,
    RemarksFile, TentativeFile, annotation_file, annotation_from, article_file, decision_file,
    decision_from, entry, label_files, label_set, progress_file, progress_from, relation_file,
    relation_from, remarks_file, remarks_from, span_from, tentative_file, tentative_from,
};
use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::{Deed, Transaction};
use crate::model::article::ArticleMeta;
use crate::model::ids::{ArticleId, Timestamp};
use crate::model::project::ArticleEntry;
use crate::model::ruling::Ruling;

/// One journal record.
#[derive(Debug, Serialize, Deserialize)]
pub struct RecordFile {
    /// Number of the record, from 1, without gaps.
    pub seq: u64,
    step: StepFile,
    deed: String,
    at: u64,
    edits: Vec<EditFile>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum StepFile {
    Do,
    Undo,
    Redo,
}

#[derive(Debug, Serialize, Deserialize)]
enum EditFile {
    Add {
        article: String,
        annotation: AnnotationFile,
    },
    Remove {
        article: String,
        annotation: AnnotationFile,
    },
    Change {
        article: String,
        before: AnnotationFile,
        after: AnnotationFile,
    },
    Relate {
        article: String,
        relation: RelationFile,
    },
    Unrelate {
        article: String,
        relation: RelationFile,
    },
    Decide {
        article: String,
        start: usize,
        end: usize,
        label: String,
        before: Option<DecisionFile>,
        after: Option<DecisionFile>,
    },
    Progress {
        article: String,
        before: ProgressFile,
        after: ProgressFile,
    },
    Remark {
        article: String,
        before: RemarksFile,
        after: RemarksFile,
    },
    List {
        article: String,
        entry: ArticleFile,
    },
    Unlist {
        article: String,
        entry: ArticleFile,
    },
    Meta {
        article: String,
        before: ArticleFile,
        after: ArticleFile,
    },
    Labels {
        before: Vec<LabelFile>,
        after: Vec<LabelFile>,
    },
    Rule {
        name: String,
        label: String,
        #[serde(default)]
        before: RulingFile,
        #[serde(default)]
        after: RulingFile,
    },
    Suggest {
        article: String,
        origin: String,
        #[serde(default)]
        before: Vec<TentativeFile>,
        #[serde(default)]
        after: Vec<TentativeFile>,
    },
    Guidelines {
        before: String,
        after: String,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct RulingFile {
    #[serde(default)]
    by_hand: bool,
    #[serde(default)]
    blocked: bool,
    #[serde(default)]
    forgotten: (u32, u32),
    #[serde(default)]
    blocked_in: Vec<String>,
}

fn ruling_file(ruling: &Ruling) -> RulingFile {
    RulingFile {
        by_hand: ruling.by_hand,
        blocked: ruling.blocked,
        forgotten: ruling.forgotten,
        blocked_in: ruling.blocked_in.iter().map(ArticleId::to_string).collect(),
    }
}

fn ruling_from(file: RulingFile) -> Ruling {
    let blocked_in = file.blocked_in.into_iter().map(ArticleId::from);
    Ruling {
        by_hand: file.by_hand,
        blocked: file.blocked,
        forgotten: file.forgotten,
        blocked_in: blocked_in.collect(),
    }
}

/// As a record of the journal holds it.
#[must_use]
pub fn record(seq: u64, step: Step, transaction: &Transaction) -> RecordFile {
    let deed = Deed::ALL.iter().find(|(deed, _)| *deed == transaction.deed);
    RecordFile {
        seq,
        step: match step {
            Step::Do => StepFile::Do,
            Step::Undo => StepFile::Undo,
            Step::Redo => StepFile::Redo,
        },
        deed: deed.map_or("", |(_, name)| name).to_owned(),
        at: transaction.at.0,
        edits: transaction.edits.iter().map(edit_file).collect(),
    }
}

/// The step and transaction that a record makes.
///
/// # Errors
/// What in it does not make sense.
pub fn transaction(file: RecordFile) -> Result<(Step, Transaction), Nonsense> {
    let step = match file.step {
        StepFile::Do => Step::Do,
        StepFile::Undo => Step::Undo,
        StepFile::Redo => Step::Redo,
    };
    let known = Deed::ALL.iter().find(|(_, name)| *name == file.deed);
    let (deed, _) = known.ok_or_else(|| format!("there is no deed {:?}", file.deed))?;
    let edits: Result<Vec<Edit>, Nonsense> = file.edits.into_iter().map(edit_from).collect();
    Ok((
        step,
        Transaction {
            deed: *deed,
            at: Timestamp(file.at),
            edits: edits?,
        },
    ))
}

#[expect(clippy::too_many_lines, reason = "one arm per edit")]
fn edit_file(edit: &Edit) -> EditFile {
    let id = |article: &ArticleId| article.to_string();
    match edit {
        Edit::Add {
            article,
            annotation,
        } => EditFile::Add {
            article: id(article),
            annotation: annotation_file(annotation),
        },
        Edit::Remove {
            article,
            annotation,
        } => EditFile::Remove {
            article: id(article),
            annotation: annotation_file(annotation),
        },
        Edit::Change {
            article,
            before,
            after,
        } => EditFile::Change {
            article: id(article),
            before: annotation_file(before),
            after: annotation_file(after),
        },
        Edit::Relate { article, relation } => EditFile::Relate {
            article: id(article),
            relation: relation_file(relation),
        },
        Edit::Unrelate { article, relation } => EditFile::Unrelate {
            article: id(article),
            relation: relation_file(relation),
        },
        Edit::Decide {
            article,
            span,
            label,
            before,
            after,
        } => EditFile::Decide {
            article: id(article),
            start: span.start(),
            end: span.end(),
            label: label.to_string(),
            before: before.as_ref().map(decision_file),
            after: after.as_ref().map(decision_file),
        },
        Edit::Progress {
            article,
            before,
            after,
        } => EditFile::Progress {
            article: id(article),
            before: progress_file(*before),
            after: progress_file(*after),
        },
        Edit::Remark {
            article,
            before,
            after,
        } => EditFile::Remark {
            article: id(article),
            before: remarks_file(before),
            after: remarks_file(after),
        },
        Edit::List { article, entry } => EditFile::List {
            article: id(article),
            entry: article_file(entry),
        },
        Edit::Unlist { article, entry } => EditFile::Unlist {
            article: id(article),
            entry: article_file(entry),
        },
        Edit::Meta {
            article,
            before,
            after,
        } => EditFile::Meta {
            article: id(article),
            before: meta_file(before),
            after: meta_file(after),
        },
        Edit::Labels { before, after } => EditFile::Labels {
            before: label_files(before),
            after: label_files(after),
        },
        Edit::Rule {
            name,
            label,
            before,
            after,
        } => EditFile::Rule {
            name: name.clone(),
            label: label.to_string(),
            before: ruling_file(before),
            after: ruling_file(after),
        },
        Edit::Suggest {
            article,
            origin,
            before,
            after,
        } => EditFile::Suggest {
            article: id(article),
            origin: origin.clone(),
            before: before.iter().map(tentative_file).collect(),
            after: after.iter().map(tentative_file).collect(),
        },
        Edit::Guidelines { before, after } => EditFile::Guidelines {
            before: before.clone(),
            after: after.clone(),
        },
    }
}

/// Metadata as an article's file holds them; the hash of the text is not theirs to change.
fn meta_file(meta: &ArticleMeta) -> ArticleFile {
    article_file(&ArticleEntry {
        meta: meta.clone(),
        sha256: String::new(),
    })
}

#[expect(clippy::too_many_lines, reason = "one arm per edit")]
fn edit_from(file: EditFile) -> Result<Edit, Nonsense> {
    Ok(match file {
        EditFile::Add {
            article,
            annotation,
        } => Edit::Add {
            article: article.into(),
            annotation: annotation_from(annotation)?,
        },
        EditFile::Remove {
            article,
            annotation,
        } => Edit::Remove {
            article: article.into(),
            annotation: annotation_from(annotation)?,
        },
        EditFile::Change {
            article,
            before,
            after,
        } => Edit::Change {
            article: article.into(),
            before: annotation_from(before)?,
            after: annotation_from(after)?,
        },
        EditFile::Relate { article, relation } => Edit::Relate {
            article: article.into(),
            relation: relation_from(relation),
        },
        EditFile::Unrelate { article, relation } => Edit::Unrelate {
            article: article.into(),
            relation: relation_from(relation),
        },
        EditFile::Decide {
            article,
            start,
            end,
            label,
            before,
            after,
        } => Edit::Decide {
            article: article.into(),
            span: span_from(start, end)?,
            label: label.into(),
            before: before.map(decision_from).transpose()?,
            after: after.map(decision_from).transpose()?,
        },
        EditFile::Progress {
            article,
            before,
            after,
        } => Edit::Progress {
            article: article.into(),
            before: progress_from(before),
            after: progress_from(after),
        },
        EditFile::Remark {
            article,
            before,
            after,
        } => Edit::Remark {
            article: article.into(),
            before: remarks_from(before),
            after: remarks_from(after),
        },
        EditFile::List {
            article,
            entry: file,
        } => Edit::List {
            article: article.into(),
            entry: entry(file),
        },
        EditFile::Unlist {
            article,
            entry: file,
        } => Edit::Unlist {
            article: article.into(),
            entry: entry(file),
        },
        EditFile::Meta {
            article,
            before,
            after,
        } => Edit::Meta {
            article: article.into(),
            before: entry(before).meta,
            after: entry(after).meta,
        },
        EditFile::Labels { before, after } => Edit::Labels {
            before: label_set(before)?,
            after: label_set(after)?,
        },
        EditFile::Rule {
            name,
            label,
            before,
            after,
        } => Edit::Rule {
            name,
            label: label.into(),
            before: ruling_from(before),
            after: ruling_from(after),
        },
        EditFile::Suggest {
            article,
            origin,
            before,
            after,
        } => {
            let all = |said: Vec<TentativeFile>| said.into_iter().map(tentative_from).collect();
            let (before, after): (Result<_, Nonsense>, Result<_, Nonsense>) =
                (all(before), all(after));
            Edit::Suggest {
                article: article.into(),
                origin,
                before: before?,
                after: after?,
            }
        }
        EditFile::Guidelines { before, after } => Edit::Guidelines { before, after },
    })
}
