//! Rules of the lexicon: what is suggested, and what is not, here or anywhere.

use crate::app::command::{SuggestionKey, Target};
use crate::app::run::decide;
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;
use crate::model::ids::LabelId;
use crate::model::ruling::Ruling;
use crate::suggest::memory;

/// Rules about a name as a label.
pub(super) fn set(session: &mut Session, name: &str, label: &LabelId, ruling: Ruling) {
    let edits: Vec<Edit> = edit(session, name, label, ruling).into_iter().collect();
    session.perform(Deed::Rule, edits);
}

/// The edit that puts a ruling in the place of the one there is, if it is another.
fn edit(session: &Session, name: &str, label: &LabelId, after: Ruling) -> Option<Edit> {
    let before = session.project.ruling(name, label);
    let named = !memory::form_of(name).is_empty();
    (named && before != after).then(|| Edit::Rule {
        name: name.to_owned(),
        label: label.clone(),
        before,
        after,
    })
}

/// How far a rejection reaches beyond its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The text is not to be suggested as that label in this article.
    Article,
    /// Nor in any other.
    Project,
}

/// Rejects the current suggestion and those of the article that say the same, and sees to it that
/// none is made again.
pub(super) fn reject(session: &mut Session, reach: Reach) {
    let Some(Target::Suggestion(key)) = session.here.target.clone() else {
        return;
    };
    let Some((article, _)) = session.current() else {
        return;
    };
    let SuggestionKey { span, label } = &key;
    let Some(name) = memory::name_of(&article.text, *span) else {
        return decide::reject_all(session, &[key]);
    };
    let mut ruling = session.project.ruling(&name, label);
    ruling.by_hand = false;
    match reach {
        Reach::Article => drop(ruling.blocked_in.insert(article.id.clone())),
        Reach::Project => ruling.blocked = true,
    }
    let keys = decide::same_as_current(session);
    let claims = decide::claims(session, &keys);
    let mut edits = decide::drafted(session, |draft| {
        claims.iter().for_each(|claim| draft.reject(claim));
    });
    edits.extend(edit(session, &name, label, ruling));
    decide::finish(session, Deed::Reject, edits, &keys);
}
