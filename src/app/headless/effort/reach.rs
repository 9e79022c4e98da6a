//! The fewest keys from where the caret is to a mark, and from one span to another.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::ops::RangeInclusive;

use crate::app::action::Action;
use crate::app::run::span::moved;
use crate::text::grapheme;
use crate::text::offset::Span;
use crate::text::steps;

/// Every action that moves an edge of the current span.
const EDGES: [Action; 12] = [
    Action::EndForward,
    Action::EndBackward,
    Action::StartForward,
    Action::StartBackward,
    Action::EndForwardLetter,
    Action::EndBackwardLetter,
    Action::StartForwardLetter,
    Action::StartBackwardLetter,
    Action::EndForwardWord,
    Action::EndBackwardWord,
    Action::StartForwardWord,
    Action::StartBackwardWord,
];

/// How far beyond a mark, in bytes, a selection or span may lead on the way to it.
const DETOUR: usize = 48;

/// The most edge moves that are worth while.
const MOST_MOVES: usize = 12;

/// A state on the way to a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum State {
    /// A suggestion or annotation is current: it can be left at its edges, and a selection can grow
    /// from its start, but its own label is not wanted.
    Current(Span),
    /// A caret, or a selection from the first offset to the caret.
    Selected(usize, usize),
    /// Labelled: its edges can be moved.
    Marked(Span),
}

/// One key on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// Caret key, with or without Shift: the selection afterwards.
    Select(usize, usize),
    /// The label's key.
    Label,
    /// A key that moves an edge.
    Edge(Action),
}

/// The fewest edge moves from one span to another, if there are any worth while.
pub(super) fn edges(text: &str, from: Span, to: Span) -> Option<Vec<Action>> {
    let near = |span: &Span| is_near(span.start(), to) && is_near(span.end(), to);
    let next = |span: &Span| {
        let moves = EDGES.into_iter();
        let spans = moves.filter_map(|action| Some((action, moved(text, *span, action)?)));
        spans.filter(|(_, span)| near(span)).collect()
    };
    let path = shortest(from, |span| *span == to, next)?;
    (path.len() <= MOST_MOVES).then_some(path)
}

/// The fewest keys from a state to a mark of that span; `None` if it cannot be reached.
pub(super) fn mark(text: &str, from: State, to: Span) -> Option<Vec<Press>> {
    shortest(
        from,
        |state| *state == State::Marked(to),
        |state| following(text, *state, to),
    )
}

/// The fewest caret keys from a state to a caret within a range of bytes.
pub(super) fn walk(text: &str, from: State, to: &RangeInclusive<usize>) -> Option<Vec<Press>> {
    let start = Span::from_range(*to.start()..to.end() + 1)?;
    let arrived = |state: &State| match state {
        State::Selected(anchor, head) => anchor == head && to.contains(head),
        _ => false,
    };
    let carets = |state: &State| {
        let mut next = following(text, *state, start);
        next.retain(|(_, state)| matches!(state, State::Selected(anchor, head) if anchor == head));
        next
    };
    shortest(from, arrived, carets)
}

fn following(text: &str, state: State, to: Span) -> Vec<(Press, State)> {
    let select = |anchor, head| (Press::Select(anchor, head), State::Selected(anchor, head));
    let mut next = Vec::new();
    let (anchor, head, current) = match state {
        State::Current(span) => (span.start(), span.end(), true),
        State::Selected(anchor, head) => (anchor, head, false),
        State::Marked(span) => {
            let moves = EDGES.into_iter();
            let spans = moves.filter_map(|action| Some((action, moved(text, span, action)?)));
            let near = spans.filter(|(_, s)| is_near(s.start(), to) && is_near(s.end(), to));
            return near
                .map(|(action, span)| (Press::Edge(action), State::Marked(span)))
                .collect();
        }
    };
    let (first, last) = (anchor.min(head), anchor.max(head));
    // An arrow leaves a selection at its edge, else it goes on by a letter.
    let arrows = if first < last {
        [first, last]
    } else {
        [grapheme::previous(text, head), grapheme::next(text, head)]
    };
    next.extend(arrows.map(|at| select(at, at)));
    let far = [
        steps::previous_word_start(text, head),
        steps::next_word_end(text, head),
        steps::previous_sentence(text, head),
        steps::next_sentence(text, head),
        0,
        text.len(),
    ];
    next.extend(far.map(|at| select(at, at)));
    let letters = [grapheme::previous(text, head), grapheme::next(text, head)];
    let grown = letters.into_iter().chain(far);
    let grown = grown.filter(|at| is_near(anchor, to) && is_near(*at, to));
    next.extend(grown.map(|at| select(anchor, at)));
    if !current && first < last && is_near(first, to) && is_near(last, to) {
        let covered = &text[first..last];
        let start = first + (covered.len() - covered.trim_start().len());
        let marked = Span::from_range(start..start + covered.trim().len());
        next.extend(marked.map(|span| (Press::Label, State::Marked(span))));
    }
    next
}

fn is_near(at: usize, to: Span) -> bool {
    (to.start().saturating_sub(DETOUR)..=to.end() + DETOUR).contains(&at)
}

/// Breadth first: the steps of a shortest way to a state that is the goal.
fn shortest<S: Copy + Eq + Hash, P: Copy>(
    from: S,
    is_goal: impl Fn(&S) -> bool,
    next: impl Fn(&S) -> Vec<(P, S)>,
) -> Option<Vec<P>> {
    let mut came: HashMap<S, Option<(S, P)>> = HashMap::from([(from, None)]);
    let mut open = VecDeque::from([from]);
    while let Some(state) = open.pop_front() {
        if is_goal(&state) {
            let mut path = Vec::new();
            let mut at = state;
            while let Some(Some((before, press))) = came.get(&at) {
                path.push(*press);
                at = *before;
            }
            path.reverse();
            return Some(path);
        }
        for (press, following) in next(&state) {
            came.entry(following).or_insert_with(|| {
                open.push_back(following);
                Some((state, press))
            });
        }
    }
    None
}
