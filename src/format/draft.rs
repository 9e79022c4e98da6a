//! What files say about entities, made into annotations.

use std::collections::HashMap;
use std::mem;

use super::locate::Locator;
use super::problem::ProblemKind;
use crate::model::annotation::{Annotation, Origin, Provenance};
use crate::model::ids::{AnnotationId, EngineId, LabelId, Timestamp};
use crate::model::label::Bilingual;
use crate::model::relation::Relation;
use crate::model::suggestion::{Evidence, Suggestion};
use crate::text::offset::Span;

/// An entity as a file gives it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention<'m> {
    /// Where it begins, in the locator's unit.
    pub start: u64,
    /// Where it ends.
    pub end: u64,
    /// Its label as given.
    pub label: &'m str,
    /// The text that stands there, if the file says so.
    pub quoted: Option<&'m str>,
}

/// The place of a mention, and its label as label sets allow it. What was wrong or put right goes
/// to `report`; without a place or a label there is nothing.
pub(super) fn settle(
    mention: &Mention<'_>,
    locator: &Locator<'_>,
    mut report: impl FnMut(ProblemKind),
) -> Option<(Span, LabelId)> {
    let words: Vec<&str> = mention.label.split_whitespace().collect();
    let label = words.join("_").replace(char::is_control, "");
    if label != mention.label || label.is_empty() {
        let read_as = Some(label.clone()).filter(|label| !label.is_empty());
        report(ProblemKind::BadLabel(mention.label.to_owned(), read_as));
    }
    if label.is_empty() {
        return None;
    }
    match locator.locate(mention.start, mention.end, mention.quoted) {
        Ok((span, repair)) => {
            if let Some(repair) = repair {
                let text = mention.quoted.unwrap_or(locator.text_of(span)).to_owned();
                report(ProblemKind::Repaired(text, repair));
            }
            Some((span, label.into()))
        }
        Err(kind) => {
            report(kind);
            None
        }
    }
}

/// An annotation read from a file of the format of that id.
pub(super) fn imported(format: &str, at: usize, span: Span, label: LabelId) -> Annotation {
    let provenance = Provenance {
        origin: Origin::Import(format.to_owned()),
        at: Timestamp::default(),
    };
    Annotation::new(AnnotationId(at as u64), span, label, provenance)
}

/// A pending suggestion read from a file: `source` is an engine's name or that of another model.
pub(super) fn suggested(source: &str, score: f32, span: Span, label: LabelId) -> Suggestion {
    let engine = EngineId::from_name(source).unwrap_or(EngineId::Import);
    let evidence = Evidence {
        engine,
        rule: source.to_owned(),
        name: Bilingual::new(source, source),
        entry: None,
    };
    Suggestion {
        span,
        label,
        score: if score.is_finite() {
            score.clamp(0.0, 1.0)
        } else {
            1.0
        },
        evidence: vec![evidence.into()],
        alternatives: Vec::new(),
    }
}

/// Puts annotations in the order of sheets, and numbers them so.
pub(super) fn in_order(annotations: &mut [Annotation]) {
    in_order_with(annotations, &mut Vec::new());
}

/// The same, and the relations between them follow.
pub(super) fn in_order_with(annotations: &mut [Annotation], relations: &mut Vec<Relation>) {
    annotations.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut became = HashMap::new();
    for (at, annotation) in annotations.iter_mut().enumerate() {
        let before = mem::replace(&mut annotation.id, AnnotationId(at as u64));
        if !relations.is_empty() {
            became.insert(before, annotation.id);
        }
    }
    let placed = relations
        .iter()
        .filter_map(|relation| relation.between(&became));
    *relations = placed.collect();
    relations.sort();
    relations.dedup();
}

/// Puts suggestions in document order.
pub(super) fn suggestions_in_order(suggestions: &mut [Suggestion]) {
    suggestions.sort_by(|a, b| (a.span, &a.label).cmp(&(b.span, &b.label)));
}

/// An origin by one name: `manual`, an engine's, another model's, or that of a format after
/// `import:`.
pub(super) fn origin_name(origin: &Origin) -> String {
    match origin {
        Origin::Manual => "manual".to_owned(),
        Origin::Suggestion { engine, model, .. } => {
            let engine = engine.as_str().to_owned();
            model.clone().unwrap_or(engine)
        }
        Origin::Import(format) => format!("import:{format}"),
    }
}

/// The origin of that name, read from a file of the format of that id. What has a score and no known
/// name is what another model believes.
pub(super) fn origin(name: &str, score: Option<f32>, format: &str) -> Origin {
    if name == "manual" {
        return Origin::Manual;
    }
    if let Some(engine) = EngineId::from_name(name) {
        return Origin::Suggestion {
            engine,
            score: score.unwrap_or(1.0),
            edited: false,
            model: None,
        };
    }
    if let Some(score) = score.filter(|score| score.is_finite()) {
        return Origin::Suggestion {
            engine: EngineId::Import,
            score: score.clamp(0.0, 1.0),
            edited: false,
            model: Some(name.to_owned()).filter(|name| !name.is_empty()),
        };
    }
    let known = name.strip_prefix("import:").filter(|name| !name.is_empty());
    Origin::Import(known.unwrap_or(format).to_owned())
}
