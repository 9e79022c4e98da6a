//! Moving around: articles, suggestions, annotations, caret.

use crate::app::command::{SuggestionKey, Target};
use crate::app::notice::Happening;
use crate::app::run::background;
use crate::app::session::Session;
use crate::model::ids::ArticleId;
use crate::model::suggestion::Suggestion;
use crate::text::grapheme;
use crate::text::offset::Span;

pub(super) fn open_article(session: &mut Session, id: ArticleId) {
    if session.project.entry(&id).is_none() || session.here.article.as_ref() == Some(&id) {
        return;
    }
    background::save_sheet(session);
    session.here = crate::app::here::Here {
        article: Some(id.clone()),
        ..Default::default()
    };
    if session.project.article(&id).is_some() {
        background::arrive(session);
    } else {
        session.status.loading = Some(id.clone());
        session.desk.load(id);
    }
    session.refresh();
}

pub(super) fn next_article(session: &mut Session) {
    step_article(session, 1);
}

pub(super) fn previous_article(session: &mut Session) {
    step_article(session, -1);
}

fn step_article(session: &mut Session, by: isize) {
    let ids: Vec<ArticleId> = session
        .project
        .entries()
        .map(|(id, _)| id.clone())
        .collect();
    let here = session.here.article.as_ref();
    let at = ids
        .iter()
        .position(|id| Some(id) == here)
        .unwrap_or_default();
    if let Some(id) = at.checked_add_signed(by).and_then(|at| ids.get(at)) {
        open_article(session, id.clone());
    }
}

/// Moves the caret; a plain click or arrow key leaves the current span.
pub(super) fn select(session: &mut Session, anchor: usize, head: usize) {
    let Some((article, _)) = session.current() else {
        return;
    };
    let text = article.text.clone();
    let snap = |at: usize| grapheme::floor(&text, at.min(text.len()));
    (session.here.anchor, session.here.head) = (snap(anchor), snap(head));
    session.here.target = None;
    session.here.adjusted = None;
}

/// Makes a span the current one and shows it.
pub(super) fn focus(session: &mut Session, target: Target) {
    let span = match &target {
        Target::Suggestion(key) => Some(key.span),
        Target::Annotation(id) => session
            .current()
            .and_then(|(_, s)| s.get(*id))
            .map(|a| a.span),
    };
    let Some(span) = span else { return };
    session.here.target = Some(target);
    session.here.adjusted = None;
    session.here.place_caret(span.end());
    session.here.reveal(span);
}

pub(super) fn release(session: &mut Session) {
    let head = session.current_span().map_or(session.here.head, Span::end);
    session.here.target = None;
    session.here.adjusted = None;
    session.here.place_caret(head);
}

pub(super) fn next_suggestion(session: &mut Session) {
    let here = place(session);
    let after = session.pending().find(|s| order(s) > here).map(key);
    let found = after.or_else(|| session.pending().next().map(key));
    focus_or_tell(session, found);
}

pub(super) fn previous_suggestion(session: &mut Session) {
    let here = place(session);
    let before = session
        .pending()
        .filter(|s| order(s) < here)
        .last()
        .map(key);
    let found = before.or_else(|| session.pending().last().map(key));
    focus_or_tell(session, found);
}

/// To the first pending suggestion that starts at or behind byte `from`, else to the first of all.
pub(super) fn advance(session: &mut Session, from: usize) {
    let after = session.pending().find(|s| s.span.start() >= from).map(key);
    match after.or_else(|| session.pending().next().map(key)) {
        Some(key) => focus(session, Target::Suggestion(key)),
        None => release(session),
    }
}

fn focus_or_tell(session: &mut Session, found: Option<SuggestionKey>) {
    match found {
        Some(key) => focus(session, Target::Suggestion(key)),
        None => session.tell(Happening::NoMoreSuggestions),
    }
}

pub(super) fn next_annotation(session: &mut Session) {
    let at = annotation_place(session);
    let Some((_, sheet)) = session.current() else {
        return;
    };
    let all = sheet.annotations();
    let found = all
        .iter()
        .find(|a| Some(a.span) > at)
        .or(all.first())
        .map(|a| a.id);
    if let Some(id) = found {
        focus(session, Target::Annotation(id));
    }
}

pub(super) fn previous_annotation(session: &mut Session) {
    let at = annotation_place(session);
    let Some((_, sheet)) = session.current() else {
        return;
    };
    let all = sheet.annotations();
    let found = all
        .iter()
        .rev()
        .find(|a| Some(a.span) < at)
        .or(all.last())
        .map(|a| a.id);
    if let Some(id) = found {
        focus(session, Target::Annotation(id));
    }
}

fn annotation_place(session: &Session) -> Option<Span> {
    let head = session.here.head;
    session
        .current_span()
        .or_else(|| Span::from_range(head..head + 1))
}

/// The person's place in the order of suggestions.
fn place(session: &Session) -> (usize, std::cmp::Reverse<usize>, String) {
    match &session.here.target {
        Some(Target::Suggestion(key)) => position(key.span, key.label.as_str()),
        Some(Target::Annotation(_)) => session
            .current_span()
            .map_or_else(Default::default, |span| position(span, "")),
        None => (
            session.here.head,
            std::cmp::Reverse(usize::MAX),
            String::new(),
        ),
    }
}

fn order(suggestion: &Suggestion) -> (usize, std::cmp::Reverse<usize>, String) {
    position(suggestion.span, suggestion.label.as_str())
}

fn position(span: Span, label: &str) -> (usize, std::cmp::Reverse<usize>, String) {
    (
        span.start(),
        std::cmp::Reverse(span.end()),
        label.to_owned(),
    )
}

fn key(suggestion: &Suggestion) -> SuggestionKey {
    SuggestionKey {
        span: suggestion.span,
        label: suggestion.label.clone(),
    }
}
