//! Moving the edges of the current span: by clitic, letter or word, or by a dragged edge.

use crate::app::action::Action;
use crate::app::command::Target;
use crate::app::notice::Happening;
use crate::app::run::tag;
use crate::app::session::Session;
use crate::edit::transaction::Deed;
use crate::text::grapheme;
use crate::text::offset::Span;
use crate::text::steps;

/// Moves one edge of the current span.
pub(super) fn move_edge(session: &mut Session, action: Action) {
    let Some(span) = session.current_span() else {
        return;
    };
    let (Some(target), Some((article, _))) = (session.here.target.clone(), session.current())
    else {
        return;
    };
    match moved(&article.text, span, action) {
        Some(to) => set(session, target, to),
        None => session.tell(Happening::EdgeStuck),
    }
}

/// Gives a target another span: a suggestion waits with it, an annotation changes.
pub(super) fn set(session: &mut Session, target: Target, to: Span) {
    let Some((article, _)) = session.current() else {
        return;
    };
    let Ok(to) = Span::new(&article.text, to.range()) else {
        return;
    };
    match target {
        Target::Suggestion(key) => {
            session.here.adjusted = (to != key.span).then_some(to);
            session.here.target = Some(Target::Suggestion(key));
        }
        Target::Annotation(id) => {
            tag::change(session, id, Deed::MoveBoundary, |annotation| {
                annotation.span = to;
            });
            session.here.target = Some(Target::Annotation(id));
        }
    }
    session.here.place_caret(to.end());
    session.here.reveal(to);
}

/// The span with one edge moved; `None` where that would empty it or leave the text.
pub(in crate::app) fn moved(text: &str, span: Span, action: Action) -> Option<Span> {
    let (start, end) = (span.start(), span.end());
    let range = match action {
        Action::EndForward => start..steps::next_clitic(text, end),
        Action::EndBackward => start..steps::previous_clitic(text, end),
        Action::StartForward => steps::next_clitic(text, start)..end,
        Action::StartBackward => steps::previous_clitic(text, start)..end,
        Action::EndForwardLetter => start..grapheme::next(text, end),
        Action::EndBackwardLetter => start..grapheme::previous(text, end),
        Action::StartForwardLetter => grapheme::next(text, start)..end,
        Action::StartBackwardLetter => grapheme::previous(text, start)..end,
        Action::EndForwardWord => start..steps::next_word_end(text, end),
        Action::EndBackwardWord => start..steps::previous_word_end(text, end),
        Action::StartForwardWord => steps::next_word_start(text, start)..end,
        Action::StartBackwardWord => steps::previous_word_start(text, start)..end,
        _ => return None,
    };
    Span::from_range(range).filter(|to| *to != span)
}
