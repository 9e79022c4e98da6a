//! Moving around: articles, suggestions, annotations, caret.

use crate::app::command::{SuggestionKey, Target};
use crate::app::notice::Happening;
use crate::app::run::background;
use crate::app::session::Session;
use crate::model::ids::{ArticleId, LabelId};
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
        search: session.here.search.take(),
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

/// Puts the caret where the person was, if this is the article.
pub(super) fn resume(session: &mut Session) {
    let Some((id, at)) = session.status.resume.clone() else {
        return;
    };
    let Some((article, _)) = session.current() else {
        return;
    };
    if article.id == id {
        let text = article.text.clone();
        session.status.resume = None;
        select(session, at, at);
        let from = session.here.head;
        let to = grapheme::ceil(&text, (from + 1).min(text.len()));
        if let Some(span) = Span::from_range(from..to) {
            session.here.reveal(span);
        }
    }
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
    session.here.since = (session.clock)();
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
    let queue = session.queue();
    let after = queue.get(queue.position(|s| order(s) <= here));
    let found = after.or(queue.get(0)).map(key);
    focus_or_tell(session, found);
}

pub(super) fn previous_suggestion(session: &mut Session) {
    let here = place(session);
    let queue = session.queue();
    let before = queue.position(|s| order(s) < here);
    let before = before.checked_sub(1).or(queue.len().checked_sub(1));
    let found = before.and_then(|at| queue.get(at)).map(key);
    focus_or_tell(session, found);
}

/// To the first pending suggestion that starts at or behind byte `from`, else to the first of all.
pub(super) fn advance(session: &mut Session, from: usize) {
    let queue = session.queue();
    let after = queue.get(queue.position(|s| s.span.start() < from));
    match after.or(queue.get(0)).map(key) {
        Some(key) => focus(session, Target::Suggestion(key)),
        None => release(session),
    }
}

fn focus_or_tell(session: &mut Session, found: Option<SuggestionKey>) {
    match found {
        Some(key) => focus(session, Target::Suggestion(key)),
        None if session.preferences.blind => session.tell(Happening::SuggestionsHidden),
        None => session.tell(Happening::NoMoreSuggestions),
    }
}

pub(super) fn next_annotation(session: &mut Session) {
    let at = annotation_place(session);
    let Some((_, sheet)) = session.current() else {
        return;
    };
    let found = sheet.after(at).or(sheet.after(None)).map(|a| a.id);
    if let Some(id) = found {
        focus(session, Target::Annotation(id));
    }
}

pub(super) fn previous_annotation(session: &mut Session) {
    let at = annotation_place(session);
    let Some((_, sheet)) = session.current() else {
        return;
    };
    let found = sheet.before(at).or(sheet.before(None)).map(|a| a.id);
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
fn place(session: &Session) -> (Span, LabelId) {
    let none = || LabelId::from("");
    match &session.here.target {
        Some(Target::Suggestion(key)) => (key.span, key.label.clone()),
        Some(Target::Annotation(_)) => {
            let span = session.current_span();
            (span.unwrap_or(Span::widest_from(0)), none())
        }
        None => (Span::widest_from(session.here.head), none()),
    }
}

fn order(suggestion: &Suggestion) -> (Span, LabelId) {
    (suggestion.span, suggestion.label.clone())
}

fn key(suggestion: &Suggestion) -> SuggestionKey {
    SuggestionKey {
        span: suggestion.span,
        label: suggestion.label.clone(),
    }
}
