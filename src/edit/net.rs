//! What many edits come to: one edit for each thing that is different in the end.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Edit;
use super::transaction::Transaction;
use crate::model::annotation::Annotation;
use crate::model::ids::{AnnotationId, ArticleId, LabelId};
use crate::model::relation::Relation;
use crate::model::ruling::form_of;
use crate::text::offset::Span;

/// What an edit is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Labels,
    Guidelines,
    Rule(String, LabelId),
    Listing(ArticleId),
    Meta(ArticleId),
    Progress(ArticleId),
    Remark(ArticleId),
    Relation(ArticleId, Relation),
    Annotation(ArticleId, AnnotationId),
    Decision(ArticleId, Span, LabelId),
    Suggestions(ArticleId, String),
}

fn thing(edit: &Edit) -> Thing {
    match edit {
        Edit::Labels { .. } => Thing::Labels,
        Edit::Guidelines { .. } => Thing::Guidelines,
        Edit::Rule { name, label, .. } => Thing::Rule(form_of(name), label.clone()),
        Edit::List { article, .. } | Edit::Unlist { article, .. } => {
            Thing::Listing(article.clone())
        }
        Edit::Meta { article, .. } => Thing::Meta(article.clone()),
        Edit::Suggest {
            article, origin, ..
        } => Thing::Suggestions(article.clone(), origin.clone()),
        Edit::Progress { article, .. } => Thing::Progress(article.clone()),
        Edit::Remark { article, .. } => Thing::Remark(article.clone()),
        Edit::Relate { article, relation } | Edit::Unrelate { article, relation } => {
            Thing::Relation(article.clone(), relation.clone())
        }
        Edit::Add {
            article,
            annotation,
        }
        | Edit::Remove {
            article,
            annotation,
        } => Thing::Annotation(article.clone(), annotation.id),
        Edit::Change {
            article, before, ..
        } => Thing::Annotation(article.clone(), before.id),
        Edit::Decide {
            article,
            span,
            label,
            ..
        } => Thing::Decision(article.clone(), *span, label.clone()),
    }
}

/// The edits that take back what transactions did, oldest first, as one step: applied after the
/// last of them, they lead to the state before the first. Articles that are no longer listed
/// afterwards keep their sheets as they are, and files say nothing of them.
#[must_use]
pub fn back_before(transactions: &[&Transaction]) -> Vec<Edit> {
    let newest_first = transactions.iter().rev();
    let inverted = newest_first.flat_map(|done| done.edits.iter().rev().map(Edit::invert));
    let mut net: BTreeMap<Thing, Edit> = BTreeMap::new();
    for edit in inverted {
        let key = thing(&edit);
        match net.remove(&key) {
            None => drop(net.insert(key, edit)),
            Some(before) => {
                if let Some(both) = joined(before, edit) {
                    net.insert(key, both);
                }
            }
        }
    }
    describe_listed(&mut net);
    let unlisted: BTreeSet<ArticleId> = net
        .values()
        .filter(|edit| matches!(edit, Edit::Unlist { .. }))
        .filter_map(Edit::article)
        .cloned()
        .collect();
    let stays = |edit: &Edit| {
        let gone = edit.article().is_some_and(|id| unlisted.contains(id));
        !gone || matches!(edit, Edit::Unlist { .. } | Edit::Suggest { .. })
    };
    let mut edits: Vec<Edit> = net.into_values().filter(stays).collect();
    edits.sort_by_key(relations_outside);
    edits
}

/// Relations end before annotations go and begin after they came, in this direction as in the other.
fn relations_outside(edit: &Edit) -> u8 {
    match edit {
        Edit::Unrelate { .. } => 0,
        Edit::Relate { .. } => 2,
        _ => 1,
    }
}

/// What is said anew of articles that come or go besides goes into what lists them, so that their
/// order does not matter.
fn describe_listed(net: &mut BTreeMap<Thing, Edit>) {
    let listed: Vec<ArticleId> = net
        .keys()
        .filter_map(|thing| match thing {
            Thing::Listing(id) => Some(id.clone()),
            _ => None,
        })
        .collect();
    for id in listed {
        let Some(Edit::Meta { before, after, .. }) = net.remove(&Thing::Meta(id.clone())) else {
            continue;
        };
        match net.get_mut(&Thing::Listing(id)) {
            Some(Edit::List { entry, .. }) => entry.meta = after,
            Some(Edit::Unlist { entry, .. }) => entry.meta = before,
            _ => {}
        }
    }
}

/// Two edits of the same thing, one after the other, as one; nothing if they cancel out.
#[expect(clippy::too_many_lines, reason = "one arm per edit")]
fn joined(first: Edit, second: Edit) -> Option<Edit> {
    match (first, second) {
        (Edit::Labels { before, .. }, Edit::Labels { after, .. }) => {
            (before != after).then_some(Edit::Labels { before, after })
        }
        (
            Edit::Rule {
                name,
                label,
                before,
                ..
            },
            Edit::Rule { after, .. },
        ) => (before != after).then_some(Edit::Rule {
            name,
            label,
            before,
            after,
        }),
        (Edit::Guidelines { before, .. }, Edit::Guidelines { after, .. }) => {
            (before != after).then_some(Edit::Guidelines { before, after })
        }
        (
            Edit::Progress {
                article, before, ..
            },
            Edit::Progress { after, .. },
        ) => (before != after).then_some(Edit::Progress {
            article,
            before,
            after,
        }),
        (
            Edit::Meta {
                article, before, ..
            },
            Edit::Meta { after, .. },
        ) => (before != after).then_some(Edit::Meta {
            article,
            before,
            after,
        }),
        (
            Edit::Suggest {
                article,
                origin,
                before,
                ..
            },
            Edit::Suggest { after, .. },
        ) => (before != after).then_some(Edit::Suggest {
            article,
            origin,
            before,
            after,
        }),
        (
            Edit::Remark {
                article, before, ..
            },
            Edit::Remark { after, .. },
        ) => (before != after).then_some(Edit::Remark {
            article,
            before,
            after,
        }),
        (
            Edit::Decide {
                article,
                span,
                label,
                before,
                ..
            },
            Edit::Decide { after, .. },
        ) => (before != after).then_some(Edit::Decide {
            article,
            span,
            label,
            before,
            after,
        }),
        (Edit::List { .. }, Edit::Unlist { .. })
        | (Edit::Unlist { .. }, Edit::List { .. })
        | (Edit::Relate { .. }, Edit::Unrelate { .. })
        | (Edit::Unrelate { .. }, Edit::Relate { .. }) => None,
        (first, second) => {
            let article = first.article()?.clone();
            annotation(article, sides(first).0, sides(second).1)
        }
    }
}

/// An annotation before and after an edit.
fn sides(edit: Edit) -> (Option<Annotation>, Option<Annotation>) {
    match edit {
        Edit::Add { annotation, .. } => (None, Some(annotation)),
        Edit::Remove { annotation, .. } => (Some(annotation), None),
        Edit::Change { before, after, .. } => (Some(before), Some(after)),
        _ => (None, None),
    }
}

fn annotation(
    article: ArticleId,
    before: Option<Annotation>,
    after: Option<Annotation>,
) -> Option<Edit> {
    match (before, after) {
        (None, None) => None,
        (None, Some(annotation)) => Some(Edit::Add {
            article,
            annotation,
        }),
        (Some(annotation), None) => Some(Edit::Remove {
            article,
            annotation,
        }),
        (Some(before), Some(after)) => (before != after).then_some(Edit::Change {
            article,
            before,
            after,
        }),
    }
}
