//! Changing the label set, and what that means for the annotations and decisions of all articles.

mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::app::command::{Fate, LabelPlan, Target};
use crate::app::notice::Happening;
use crate::app::run::gather::{self, Then};
use crate::app::run::navigate;
use crate::app::session::Session;
use crate::edit::change::Edit;
use crate::edit::transaction::Deed;
use crate::model::annotation::Annotation;
use crate::model::decision::{Decision, Verdict};
use crate::model::ids::{AnnotationId, ArticleId, LabelId, Timestamp};
use crate::model::sheet::Sheet;
use crate::text::offset::Span;

/// Changes the label set, with the sheets of all articles that it concerns.
pub(super) fn edit(session: &mut Session, plan: LabelPlan) {
    if !session.unread.is_empty() && !plan.fates.is_empty() {
        return session.tell(Happening::StillReading);
    }
    let concerned = |id: &&ArticleId| {
        let standing = session.overview.get(id);
        // What could not be read so far is asked for once more, and told of.
        standing.is_none_or(|of| plan.fates.keys().any(|label| of.tally.mentions(label)))
    };
    let articles = session.project.entries().map(|(id, _)| id);
    let articles = articles.filter(|_| !plan.fates.is_empty());
    let articles: Vec<ArticleId> = articles.filter(concerned).cloned().collect();
    let plan = Arc::new(plan);
    if !gather::waits(session, articles, Then::EditLabels(Arc::clone(&plan))) {
        edit_held(session, &plan);
    }
}

/// Replaces the guidelines.
pub(super) fn set_guidelines(session: &mut Session, after: String) {
    let before = session.project.guidelines().to_owned();
    if before != after {
        let edit = Edit::Guidelines { before, after };
        session.perform(Deed::EditGuidelines, vec![edit]);
    }
}

/// The same when the sheets are in memory.
pub(super) fn edit_held(session: &mut Session, plan: &LabelPlan) {
    let mut edits = Vec::new();
    if plan.before != plan.after {
        edits.push(Edit::Labels {
            before: plan.before.clone(),
            after: plan.after.clone(),
        });
    }
    edits.extend(rules::edits(&session.project, &plan.fates));
    let at = (session.clock)();
    let (mut annotations, mut articles) = (0, 0);
    for (article, sheet) in session.project.sheets() {
        let mut move_all = Moving::new(article, sheet, &plan.fates, at);
        move_all.annotations();
        let changed = move_all.edits.len();
        move_all.decisions();
        annotations += changed;
        articles += usize::from(changed > 0);
        edits.extend(move_all.edits);
    }
    if !session.perform(Deed::EditLabels, edits) {
        return;
    }
    if annotations > 0 {
        session.tell(Happening::LabelsMoved(annotations, articles));
    }
    let gone = match &session.here.target {
        Some(Target::Suggestion(key)) => plan.after.get(&key.label).is_none(),
        Some(Target::Annotation(_)) => session.current_span().is_none(),
        None => false,
    };
    if gone {
        navigate::release(session);
    }
}

/// The edits of one sheet whose labels change.
struct Moving<'p> {
    article: &'p ArticleId,
    sheet: &'p Sheet,
    fates: &'p BTreeMap<LabelId, Fate>,
    at: Timestamp,
    /// Annotations that go, and those that stand for them.
    gone: BTreeMap<AnnotationId, Option<AnnotationId>>,
    edits: Vec<Edit>,
}

impl<'p> Moving<'p> {
    fn new(
        article: &'p ArticleId,
        sheet: &'p Sheet,
        fates: &'p BTreeMap<LabelId, Fate>,
        at: Timestamp,
    ) -> Self {
        let (gone, edits) = (BTreeMap::new(), Vec::new());
        Self {
            article,
            sheet,
            fates,
            at,
            gone,
            edits,
        }
    }

    fn annotations(&mut self) {
        let mut made: BTreeMap<(Span, LabelId), AnnotationId> = BTreeMap::new();
        let (sheet, fates) = (self.sheet, self.fates);
        for annotation in sheet.annotations() {
            match fates.get(&annotation.label) {
                None => {}
                Some(Fate::Delete) => self.remove(annotation, None),
                Some(Fate::Relabel(to)) => {
                    let place = (annotation.span, to.clone());
                    let twin = self.twin(annotation, to).or(made.get(&place).copied());
                    if twin.is_some() {
                        self.remove(annotation, twin);
                    } else {
                        made.insert(place, annotation.id);
                        self.relabel(annotation, to);
                    }
                }
            }
        }
    }

    /// An annotation of the same text that has the label already and keeps it.
    fn twin(&self, annotation: &Annotation, label: &LabelId) -> Option<AnnotationId> {
        let twin = self.sheet.find(annotation.span, label)?;
        let stays = !self.fates.contains_key(label) && twin.more == annotation.more;
        stays.then_some(twin.id)
    }

    fn remove(&mut self, annotation: &Annotation, stands: Option<AnnotationId>) {
        self.gone.insert(annotation.id, stands);
        self.edits.push(Edit::Remove {
            article: self.article.clone(),
            annotation: annotation.clone(),
        });
    }

    fn relabel(&mut self, before: &Annotation, to: &LabelId) {
        let mut after = before.clone();
        after.label = to.clone();
        after.provenance.at = self.at;
        self.edits.push(Edit::Change {
            article: self.article.clone(),
            before: before.clone(),
            after,
        });
    }

    fn decisions(&mut self) {
        let mut taken: BTreeSet<(Span, LabelId)> = BTreeSet::new();
        let mut moved = Vec::new();
        let sheet = self.sheet;
        for before in sheet.decisions() {
            let after = self.decision(before);
            match &after {
                Some(after) if after.label == before.label => {
                    taken.insert((before.span, before.label.clone()));
                    if after != before {
                        self.decide(&before.label, Some(before), Some(after));
                    }
                }
                _ => {
                    self.decide(&before.label, Some(before), None);
                    moved.extend(after);
                }
            }
        }
        for decision in moved {
            if taken.insert((decision.span, decision.label.clone())) {
                self.decide(&decision.label.clone(), None, Some(&decision));
            }
        }
    }

    /// What a decision becomes; `None` where its label or its annotation is deleted.
    fn decision(&self, before: &Decision) -> Option<Decision> {
        let label = match self.fates.get(&before.label) {
            None => before.label.clone(),
            Some(Fate::Relabel(to)) => to.clone(),
            Some(Fate::Delete) => return None,
        };
        let verdict = match before
            .verdict
            .annotation()
            .and_then(|id| self.gone.get(&id))
        {
            None => before.verdict,
            Some(stands) => with_annotation(before.verdict, (*stands)?),
        };
        Some(Decision {
            label,
            verdict,
            ..before.clone()
        })
    }

    fn decide(&mut self, label: &LabelId, before: Option<&Decision>, after: Option<&Decision>) {
        let Some(span) = before.or(after).map(|decision| decision.span) else {
            return;
        };
        self.edits.push(Edit::Decide {
            article: self.article.clone(),
            span,
            label: label.clone(),
            before: before.cloned(),
            after: after.cloned(),
        });
    }
}

fn with_annotation(verdict: Verdict, id: AnnotationId) -> Verdict {
    match verdict {
        Verdict::Accepted(_) => Verdict::Accepted(id),
        Verdict::EditedBoundary(_) => Verdict::EditedBoundary(id),
        Verdict::EditedLabel(_) => Verdict::EditedLabel(id),
        Verdict::Rejected => Verdict::Rejected,
    }
}
