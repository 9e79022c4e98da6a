//! No relation outlives its annotations.

use std::collections::HashSet;

use super::change::Edit;
use crate::model::ids::ArticleId;
use crate::model::project::Project;
use crate::model::relation::Relation;

/// Puts before each edit that removes an annotation those that end its relations, unless they are
/// among the edits already.
pub fn end_relations(project: &Project, edits: &mut Vec<Edit>) {
    let removes = |edit: &Edit| matches!(edit, Edit::Remove { .. });
    if !edits.iter().any(removes) {
        return;
    }
    let mut ended: HashSet<_> = edits.iter().filter_map(ended_by).collect();
    let mut all = Vec::with_capacity(edits.len());
    for edit in edits.drain(..) {
        if let Edit::Remove {
            article,
            annotation,
        } = &edit
            && let Some(sheet) = project.sheet(article)
        {
            for relation in sheet.relations_of(annotation.id) {
                if ended.insert((article.clone(), relation.clone())) {
                    let (article, relation) = (article.clone(), relation.clone());
                    all.push(Edit::Unrelate { article, relation });
                }
            }
        }
        all.push(edit);
    }
    *edits = all;
}

fn ended_by(edit: &Edit) -> Option<(ArticleId, Relation)> {
    match edit {
        Edit::Unrelate { article, relation } => Some((article.clone(), relation.clone())),
        _ => None,
    }
}
