//! The strip under the article: the exact text of the current span and all that is known of it.

use std::sync::Arc;

use crate::app::command::Target;
use crate::app::session::Session;
use crate::app::views::missed;
use crate::app::views::relations::{self, RelationView};
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
        evidence: Vec<Arc<Evidence>>,
        /// Other readings.
        alternatives: Vec<Alternative>,
        /// Whether its boundary was moved.
        adjusted: bool,
    },
    /// An annotation made by hand.
    Manual,
    /// An accepted suggestion.
    Accepted {
        /// The engine.
        engine: EngineId,
        /// Its score then.
        score: f32,
        /// Whether boundary or label were changed.
        edited: bool,
    },
    /// An annotation from a file.
    Imported {
        /// The format.
        format: String,
    },
    /// Selected words that were almost suggested.
    Missed {
        /// How probable it is that an entity stands there, 0–1.
        score: f32,
        /// Why.
        evidence: Arc<Evidence>,
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
    /// Attributes of an annotation: name in files and value.
    pub attributes: Vec<(String, String)>,
    /// Note of an annotation.
    pub note: String,
    /// Relations of an annotation.
    pub relations: Vec<RelationView>,
    /// The span.
    pub span: Span,
}

/// The current span, if there is one.
#[must_use]
pub fn view(session: &Session) -> Option<StripView> {
    let here = session.here();
    match &here.target {
        Some(target) => {
            let mut view = of(session, target)?;
            let (article, _) = session.current()?;
            let span = session.current_span()?;
            if let StripKind::Suggestion { adjusted, .. } = &mut view.kind {
                *adjusted = here.adjusted.is_some();
            }
            view.text = span.text(&article.text).to_owned();
            view.around = around(&article.text, span);
            Some(StripView { span, ..view })
        }
        None => {
            let (article, _) = session.current()?;
            let span = here.selection()?;
            let (label, kind) = match missed::current(session) {
                Some(miss) => (
                    Some(miss.label.clone()),
                    StripKind::Missed {
                        score: miss.probability,
                        evidence: miss.evidence.clone(),
                    },
                ),
                None => (None, StripKind::Selection),
            };
            Some(shown(&article.text, span, label, kind))
        }
    }
}

/// A suggestion or annotation of the article on screen, current or not.
#[must_use]
pub fn of(session: &Session, target: &Target) -> Option<StripView> {
    let (article, sheet) = session.current()?;
    match target {
        Target::Suggestion(key) => {
            let suggestion = session.suggestion(key)?;
            let kind = StripKind::Suggestion {
                score: suggestion.score,
                evidence: suggestion.evidence.clone(),
                alternatives: suggestion.alternatives.clone(),
                adjusted: false,
            };
            let label = Some(key.label.clone());
            Some(shown(&article.text, key.span, label, kind))
        }
        Target::Annotation(id) => {
            let annotation = sheet.get(*id)?;
            let label = Some(annotation.label.clone());
            let kind = annotation_kind(annotation);
            let attributes = annotation.attributes.clone().into_iter();
            Some(StripView {
                attributes: attributes.collect(),
                note: annotation.note.clone(),
                relations: relations::of(session, *id),
                ..shown(&article.text, annotation.span, label, kind)
            })
        }
    }
}

fn shown(text: &str, span: Span, label: Option<LabelId>, kind: StripKind) -> StripView {
    StripView {
        text: span.text(text).to_owned(),
        around: around(text, span),
        label,
        kind,
        attributes: Vec::new(),
        note: String::new(),
        relations: Vec::new(),
        span,
    }
}

fn annotation_kind(annotation: &Annotation) -> StripKind {
    match &annotation.provenance.origin {
        Origin::Manual => StripKind::Manual,
        Origin::Suggestion {
            engine,
            score,
            edited,
            ..
        } => StripKind::Accepted {
            engine: *engine,
            score: *score,
            edited: *edited,
        },
        Origin::Import(format) => StripKind::Imported {
            format: format.clone(),
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
