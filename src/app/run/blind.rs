//! Blind mode: suggestions are hidden wholly, and sheets say whether they were annotated so.

use std::collections::BTreeMap;

use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::model::ids::ArticleId;
use crate::model::sheet::Remarks;

/// Adds what the edits mean for the blind flags of their sheets. A sheet is blind as long as every
/// change of its annotations was made in blind mode.
pub(in crate::app) fn mark(session: &Session, edits: &mut Vec<Edit>) {
    let mut changed: BTreeMap<ArticleId, Remarks> = BTreeMap::new();
    for edit in edits.iter().filter(|edit| changes_annotations(edit)) {
        let Some(article) = edit.article().filter(|id| !changed.contains_key(*id)) else {
            continue;
        };
        let Some(sheet) = session.project.sheet(article) else {
            continue;
        };
        let blind = sheet.stays_blind(session.preferences.blind);
        if blind != sheet.remarks().blind {
            changed.insert(article.clone(), sheet.remarks().clone());
        }
    }
    edits.extend(changed.into_iter().map(|(article, before)| {
        let after = Remarks {
            blind: !before.blind,
            ..before.clone()
        };
        Edit::Remark {
            article,
            before,
            after,
        }
    }));
}

fn changes_annotations(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::Add { .. } | Edit::Remove { .. } | Edit::Change { .. } | Edit::Decide { .. }
    )
}
