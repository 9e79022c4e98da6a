//! The edits of a transaction while they are put together, one sheet after the other.

use std::collections::HashMap;

use crate::edit::change::Edit;
use crate::model::annotation::{Annotation, Origin, Provenance};
use crate::model::decision::{Decision, Verdict};
use crate::model::ids::{AnnotationId, ArticleId, EngineId, LabelId, Timestamp};
use crate::model::sheet::Sheet;
use crate::model::suggestion::Suggestion;
use crate::text::offset::Span;

/// What a decision keeps of a suggestion.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) struct Claim {
    pub(in crate::app) span: Span,
    pub(in crate::app) label: LabelId,
    pub(in crate::app) engine: EngineId,
    pub(in crate::app) score: f32,
}

impl From<&Suggestion> for Claim {
    fn from(suggestion: &Suggestion) -> Self {
        Self {
            span: suggestion.span,
            label: suggestion.label.clone(),
            engine: suggestion.engine(),
            score: suggestion.score,
        }
    }
}

impl From<&Decision> for Claim {
    fn from(decision: &Decision) -> Self {
        Self {
            span: decision.span,
            label: decision.label.clone(),
            engine: decision.engine,
            score: decision.score,
        }
    }
}

/// Edits of one sheet that are not applied yet.
pub(in crate::app) struct Draft<'s> {
    article: ArticleId,
    sheet: &'s Sheet,
    at: Timestamp,
    next: u64,
    /// Annotations that the edits make, so that none is made twice.
    made: HashMap<(Span, LabelId), AnnotationId>,
    edits: Vec<Edit>,
}

impl<'s> Draft<'s> {
    pub(in crate::app) fn new(article: ArticleId, sheet: &'s Sheet, at: Timestamp) -> Self {
        Self {
            article,
            sheet,
            at,
            next: sheet.next_id().0,
            made: HashMap::new(),
            edits: Vec::new(),
        }
    }

    /// What was put together.
    pub(in crate::app) fn into_edits(self) -> Vec<Edit> {
        self.edits
    }

    /// Accepts a suggestion with that span and label: the annotation, unless it exists, and the
    /// decision.
    pub(in crate::app) fn accept(&mut self, claim: &Claim, span: Span, label: &LabelId) {
        let known = self.sheet.find(span, label).map(|annotation| annotation.id);
        let known = known.or_else(|| self.made.get(&(span, label.clone())).copied());
        let edited = span != claim.span || *label != claim.label;
        let (engine, score) = (claim.engine, claim.score);
        let origin = Origin::Suggestion {
            engine,
            score,
            edited,
            model: None,
        };
        let id = known.unwrap_or_else(|| self.add(span, label, origin));
        let verdict = if *label != claim.label {
            Verdict::EditedLabel(id)
        } else if span != claim.span {
            Verdict::EditedBoundary(id)
        } else {
            Verdict::Accepted(id)
        };
        self.decide(claim, Some(verdict));
    }

    /// Rejects a suggestion.
    pub(in crate::app) fn reject(&mut self, claim: &Claim) {
        self.decide(claim, Some(Verdict::Rejected));
    }

    /// Takes back what was decided about a suggested span and label, and the annotation that came
    /// of it.
    pub(in crate::app) fn withdraw(&mut self, span: Span, label: &LabelId) {
        let Some(decision) = self.sheet.decision(span, label).cloned() else {
            return;
        };
        let annotation = decision.verdict.annotation();
        let annotation = annotation.and_then(|id| self.sheet.get(id));
        self.edits.extend(annotation.cloned().map(|annotation| {
            let article = self.article.clone();
            Edit::Remove {
                article,
                annotation,
            }
        }));
        self.decide(&Claim::from(&decision), None);
    }

    /// Makes `span` an annotation with that label and no other of the same span; what was suggested
    /// there as that label is thereby accepted.
    pub(in crate::app) fn tag(&mut self, span: Span, label: &LabelId, claim: Option<&Claim>) {
        let same = self.sheet.overlapping(span);
        let same: Vec<&Annotation> = same
            .filter(|a| a.span == span && a.more.is_empty())
            .collect();
        if same.iter().any(|a| a.label == *label) {
            return;
        }
        if let Some(before) = same.first() {
            let mut after = (*before).clone();
            after.label = label.clone();
            after.provenance.at = self.at;
            if let Origin::Suggestion { edited, .. } = &mut after.provenance.origin {
                *edited = true;
            }
            let (article, before) = (self.article.clone(), (*before).clone());
            self.edits.push(Edit::Change {
                article,
                before,
                after,
            });
            return;
        }
        match claim {
            Some(claim) => self.accept(claim, span, label),
            None => drop(self.add(span, label, Origin::Manual)),
        }
    }

    /// Takes away the annotations of `span` and rejects what was suggested there.
    pub(in crate::app) fn untag(&mut self, span: Span, claims: &[Claim]) {
        let here = self.sheet.overlapping(span).filter(|a| a.span == span);
        let article = &self.article;
        let removed = here.map(|annotation| Edit::Remove {
            article: article.clone(),
            annotation: annotation.clone(),
        });
        self.edits.extend(removed);
        for claim in claims {
            self.reject(claim);
        }
    }

    fn add(&mut self, span: Span, label: &LabelId, origin: Origin) -> AnnotationId {
        let id = AnnotationId(self.next);
        self.next += 1;
        self.made.insert((span, label.clone()), id);
        let provenance = Provenance {
            origin,
            at: self.at,
        };
        let annotation = Annotation::new(id, span, label.clone(), provenance);
        let article = self.article.clone();
        self.edits.push(Edit::Add {
            article,
            annotation,
        });
        id
    }

    fn decide(&mut self, claim: &Claim, verdict: Option<Verdict>) {
        let after = verdict.map(|verdict| Decision {
            span: claim.span,
            label: claim.label.clone(),
            engine: claim.engine,
            score: claim.score,
            verdict,
            at: self.at,
            took: 0,
        });
        let before = self.sheet.decision(claim.span, &claim.label).cloned();
        self.edits.push(Edit::Decide {
            article: self.article.clone(),
            span: claim.span,
            label: claim.label.clone(),
            before,
            after,
        });
    }
}
