//! One decision on many places of many articles, as one transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::command::{Everywhere, Judgement, Pick, Place, Target, Verb};
use crate::app::notice::Happening;
use crate::app::run::draft::{Claim, Draft};
use crate::app::run::gather::{self, Then};
use crate::app::run::navigate;
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;
use crate::model::ids::ArticleId;
use crate::model::suggestion::Suggestion;
use crate::review::visible::{Visibility, seen_as};
use crate::text::offset::Span;

impl From<&Pick> for Claim {
    fn from(pick: &Pick) -> Self {
        Self {
            span: pick.span,
            label: pick.label.clone(),
            engine: pick.engine,
            score: pick.score,
        }
    }
}

/// Decides about suggestions of any articles.
pub(super) fn judge(session: &mut Session, picks: Arc<[Pick]>, judgement: Judgement) {
    if picks.is_empty() {
        return session.tell(nothing(session));
    }
    let articles = picks.iter().map(|pick| pick.article.clone()).collect();
    let then = Then::Judge(Arc::clone(&picks), judgement.clone());
    if !gather::waits(session, articles, then) {
        judge_held(session, &picks, &judgement);
    }
}

/// Why there is nothing to decide about.
fn nothing(session: &Session) -> Happening {
    if session.preferences.blind {
        Happening::SuggestionsHidden
    } else {
        Happening::NothingShown
    }
}

/// The same when the sheets are in memory.
pub(super) fn judge_held(session: &mut Session, picks: &[Pick], judgement: &Judgement) {
    let mut by_article: BTreeMap<&ArticleId, Vec<&Pick>> = BTreeMap::new();
    for pick in picks {
        by_article.entry(&pick.article).or_default().push(pick);
    }
    let mut edits = Vec::new();
    for (article, picks) in by_article {
        let Some(sheet) = session.project.sheet(article) else {
            continue;
        };
        let mut draft = Draft::new(article.clone(), sheet, (session.clock)());
        for pick in picks {
            if *judgement == Judgement::Withdraw {
                draft.withdraw(pick.span, &pick.label);
            } else if seen_as(pick.span, &pick.label, sheet) == Visibility::Pending {
                one(&mut draft, pick, judgement);
            }
        }
        edits.extend(draft.into_edits());
    }
    let deed = match judgement {
        Judgement::Accept => Deed::Accept,
        Judgement::AcceptAs(_) => Deed::AcceptEdited,
        Judgement::Reject => Deed::Reject,
        Judgement::Withdraw => Deed::Withdraw,
    };
    perform(session, deed, edits);
}

fn one(draft: &mut Draft<'_>, pick: &Pick, judgement: &Judgement) {
    let claim = Claim::from(pick);
    match judgement {
        Judgement::Accept => draft.accept(&claim, pick.span, &pick.label),
        Judgement::AcceptAs(label) => draft.accept(&claim, pick.span, label),
        Judgement::Reject => draft.reject(&claim),
        Judgement::Withdraw => {}
    }
}

/// One decision on many places.
pub(super) fn everywhere(session: &mut Session, wish: Everywhere) {
    let articles = wish.places.iter().map(|place| place.article.clone());
    let articles = articles.collect();
    let wish = Arc::new(wish);
    if !gather::waits(session, articles, Then::Everywhere(Arc::clone(&wish))) {
        everywhere_held(session, &wish);
    }
}

/// The same when the sheets are in memory.
pub(super) fn everywhere_held(session: &mut Session, wish: &Everywhere) {
    let mut by_article: BTreeMap<&ArticleId, Vec<&Place>> = BTreeMap::new();
    for place in &wish.places {
        by_article.entry(&place.article).or_default().push(place);
    }
    let mut edits = Vec::new();
    for (article, places) in by_article {
        let Some(sheet) = session.project.sheet(article) else {
            continue;
        };
        let mut draft = Draft::new(article.clone(), sheet, (session.clock)());
        for place in places {
            let mut claims = suggested(session, article, place.span);
            match &wish.verb {
                Verb::Tag(label) => {
                    let claim = claims.iter().find(|claim| claim.label == *label);
                    draft.tag(place.span, label, claim);
                }
                Verb::Untag => {
                    let decided = sheet.decisions().filter(|d| d.span == place.span);
                    let decided: Vec<Claim> = decided.map(Claim::from).collect();
                    claims.retain(|claim| decided.iter().all(|d| d.label != claim.label));
                    claims.extend(decided);
                    draft.untag(place.span, &claims);
                }
            }
        }
        edits.extend(draft.into_edits());
    }
    let deed = match wish.verb {
        Verb::Tag(_) => Deed::Annotate,
        Verb::Untag => Deed::Delete,
    };
    perform(session, deed, edits);
}

/// What is suggested at exactly that place, as far as the article was looked at; to somebody who
/// sees no suggestions, nothing is.
fn suggested(session: &Session, article: &ArticleId, span: Span) -> Vec<Claim> {
    if session.preferences.blind {
        return Vec::new();
    }
    if let Some(found) = session.suggested.get(article) {
        let near = found.overlapping(span).map(|at| &found.suggestions()[at]);
        let same = near.filter(|suggestion: &&Suggestion| suggestion.span == span);
        return same.map(Claim::from).collect();
    }
    let picks = session.wide.survey.board.at(article, span);
    picks.map(|pick| Claim::from(&pick)).collect()
}

/// Applies it, tells what was done if it is not all on screen or more than one thing, and goes on if it was the current
/// suggestion.
fn perform(session: &mut Session, deed: Deed, edits: Vec<Edit>) {
    let mut articles: Vec<&ArticleId> = edits.iter().filter_map(Edit::article).collect();
    articles.dedup();
    let count = articles.len();
    let elsewhere = articles
        .iter()
        .any(|id| session.here.article.as_ref() != Some(*id));
    let places = edits
        .iter()
        .filter(|edit| matches!(edit, Edit::Decide { .. }));
    let places = places.count();
    let places = if places == 0 { edits.len() } else { places };
    if !session.perform(deed, edits) {
        return;
    }
    if elsewhere || places > 1 {
        session.tell(Happening::DecidedWidely(deed, places, count));
    }
    let Some(Target::Suggestion(key)) = session.here.target.clone() else {
        return;
    };
    let waits = session
        .current()
        .is_some_and(|(_, sheet)| seen_as(key.span, &key.label, sheet) == Visibility::Pending);
    if !waits {
        navigate::advance(session, key.span.start());
    }
}
