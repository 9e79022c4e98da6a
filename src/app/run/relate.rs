//! Connecting annotations of the article on screen, and parting them.

use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;
use crate::model::relation::Relation;

/// Connects two annotations, unless they are already connected so.
pub(super) fn relate(session: &mut Session, relation: Relation) {
    let Some((article, sheet)) = session.current() else {
        return;
    };
    if sheet.has_ends(&relation) && !sheet.is_related(&relation) {
        let article = article.id.clone();
        session.perform(Deed::Relate, vec![Edit::Relate { article, relation }]);
    }
}

/// Parts two annotations.
pub(super) fn unrelate(session: &mut Session, relation: Relation) {
    let Some((article, sheet)) = session.current() else {
        return;
    };
    if sheet.is_related(&relation) {
        let article = article.id.clone();
        session.perform(Deed::Unrelate, vec![Edit::Unrelate { article, relation }]);
    }
}
