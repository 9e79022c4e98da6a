//! The strip under the article: the exact text of the current span and all that is known of it.

use crate::app::command::Target;
use crate::app::session::Session;
use crate::model::annotation::{Annotation, Origin};
use crate::model::ids::{EngineId, LabelId};
use crate::model::suggestion::{Alternative, Evidence};
use crate::text::offset::Span;

/// What kind of span is current.
#[derive(Clone, Debug, PartialEq)]
pub enum StripKind {
    /// A pending suggestion.
    Suggestion {
        /// Its score, 0–1.
        score: f32,
        /// Why.
        evidence: Vec<Evidence>,
        /// Other readings.
        alternatives: Vec<Alternative>,
        /// Whether its boundary was moved.
        adjusted: bool,
    },
    /// An annotation made by hand.
    Manual {
        /// Its note.
        note: String,
    },
    /// An accepted suggestion.
    Accepted {
        /// The engine.
        engine: EngineId,
        /// Its score then.
        score: f32,
        /// Whether boundary or label were changed.
        edited: bool,
        /// Its note.
        note: String,
    },
    /// An annotation from a file.
    Imported {
        /// The format.
        format: String,
        /// Its note.
        note: String,
    },
    /// Selected text without a label.
    Selection,
}

/// The current span.
#[derive(Clone, Debug, PartialEq)]
pub struct StripView {
    /// The exact text.
    pub text: String,
    /// The word characters right before and behind it, so that a clitic left out is seen.
    pub around: (String, String),
    /// Its label; `None` for a selection.
    pub label: Option<LabelId>,
    /// What it is.
    pub kind: StripKind,
    /// The span.
    pub span: Span,
}

/// The current span, if there is one.
#[must_use]
pub fn view(session: &Session) -> Option<StripView> {
    let (article, sheet) = session.current()?;
    let (span, label, kind) = match session.here().target.as_ref() {
        Some(Target::Suggestion(key)) => {
            let suggestion = session.suggestion(key)?;
            let kind = StripKind::Suggestion {
                score: suggestion.score,
                evidence: suggestion.evidence.clone(),
                alternatives: suggestion.alternatives.clone(),
                adjusted: session.here().adjusted.is_some(),
            };
            (session.current_span()?, Some(key.label.clone()), kind)
        }
        Some(Target::Annotation(id)) => {
            let annotation = sheet.get(*id)?;
            (
                annotation.span,
                Some(annotation.label.clone()),
                annotation_kind(annotation),
            )
        }
        None => (session.here().selection()?, None, StripKind::Selection),
    };
    let text = span.text(&article.text).to_owned();
    Some(StripView {
        text,
        around: around(&article.text, span),
        label,
        kind,
        span,
    })
}

fn annotation_kind(annotation: &Annotation) -> StripKind {
    let note = annotation.note.clone();
    match &annotation.provenance.origin {
        Origin::Manual => StripKind::Manual { note },
        Origin::Suggestion {
            engine,
            score,
            edited,
        } => StripKind::Accepted {
            engine: *engine,
            score: *score,
            edited: *edited,
            note,
        },
        Origin::Import(format) => StripKind::Imported {
            format: format.clone(),
            note,
        },
    }
}

/// What stands directly before and behind the span, up to white space.
fn around(text: &str, span: Span) -> (String, String) {
    const NEAR: usize = 24;
    let before = text[..span.start()]
        .chars()
        .rev()
        .take_while(|c| !c.is_whitespace());
    let before: Vec<char> = before.take(NEAR).collect();
    let behind = text[span.end()..]
        .chars()
        .take_while(|c| !c.is_whitespace());
    (
        before.into_iter().rev().collect(),
        behind.take(NEAR).collect(),
    )
}
