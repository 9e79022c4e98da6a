//! What a format could not carry, as data with counts and an example.

use std::collections::BTreeMap;

use super::options::{Flat, Subword};
use super::{Carries, details};
use crate::model::dataset::Record;

/// A kind of loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LossKind {
    /// A span overlaps another one and was left out.
    Overlap(Flat),
    /// A span was widened to whole tokens.
    Expanded,
    /// A span was narrowed to whole tokens.
    Contracted,
    /// A span does not fit the tokens and was left out.
    Unaligned(Subword),
    /// White space or invisible characters at the edges of a span were cut off.
    Trimmed,
    /// A span holds no token at all and was left out.
    NoToken,
    /// Only the first part of a span in several parts was written.
    Fragments,
    /// A note was left out.
    Note,
    /// Attributes were left out.
    Attributes,
    /// A pending suggestion was left out.
    Suggestion,
    /// Other readings of a pending suggestion were left out.
    Alternatives,
    /// White space before the first word was written as spaces.
    Blanks,
    /// Characters that the format forbids were written as spaces.
    Characters,
    /// The word that an article was annotated without suggestions in sight was left out.
    Blind,
    /// What is known about an article (title, source, date, link, language, direction) was left out,
    /// wholly or in part.
    Details,
    /// A relation between two annotations was left out.
    Relation,
    /// Reading: an event, or another annotation that is not about a span, was left out.
    Event,
    /// Reading: a label of the whole article was left out.
    DocumentLabel,
    /// Reading: an annotation of another kind or layer was left out.
    Layer,
    /// Reading: an annotation that its file marks as rejected or unsure was left out.
    Rejected,
}

/// What was lost of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The kind.
    pub kind: LossKind,
    /// How often.
    pub count: usize,
    /// The article of the first case.
    pub article: String,
    /// The text of the first case.
    pub text: String,
    /// The label of the first case.
    pub label: String,
    /// The text as it was written, if it was.
    pub became: Option<String>,
}

/// Adds the losses of another part to those of one.
pub fn merge(all: &mut Vec<Loss>, more: Vec<Loss>) {
    for loss in more {
        match all.iter_mut().find(|known| known.kind == loss.kind) {
            Some(known) => known.count += loss.count,
            None => all.push(loss),
        }
    }
    all.sort_by_key(|loss| loss.kind);
}

/// Collects losses while writing.
#[derive(Debug, Default)]
pub(super) struct Losses {
    by_kind: BTreeMap<LossKind, Loss>,
}

impl Losses {
    /// Notes one case; the first of a kind is kept as the example.
    pub(super) fn note(
        &mut self,
        kind: LossKind,
        article: &str,
        span: (&str, &str),
        became: Option<&str>,
    ) {
        let (text, label) = span;
        let loss = self.by_kind.entry(kind).or_insert_with(|| Loss {
            kind,
            count: 0,
            article: article.to_owned(),
            text: text.to_owned(),
            label: label.to_owned(),
            became: became.map(str::to_owned),
        });
        loss.count += 1;
    }

    /// Notes what a record has besides spans in one part that a format does not carry.
    pub(super) fn note_uncarried(&mut self, record: &Record, carries: Carries) {
        let text: &str = &record.article.text;
        let article = record.article.id.as_str();
        for annotation in &record.annotations {
            let original = annotation.span.text(text);
            let named = (original, annotation.label.as_str());
            if !carries.discontinuous && !annotation.more.is_empty() {
                self.note(LossKind::Fragments, article, named, Some(original));
            }
            if !carries.notes && !annotation.note.is_empty() {
                self.note(LossKind::Note, article, named, Some(original));
            }
            if !carries.attributes && !annotation.attributes.is_empty() {
                self.note(LossKind::Attributes, article, named, Some(original));
            }
        }
        if !carries.relations {
            self.note_relations(record);
        }
        self.note_article(record, carries);
        for suggestion in &record.suggestions {
            let original = suggestion.span.text(text);
            let named = (original, suggestion.label.as_str());
            if !carries.suggestions {
                self.note(LossKind::Suggestion, article, named, None);
            } else if !suggestion.alternatives.is_empty() {
                self.note(LossKind::Alternatives, article, named, Some(original));
            }
        }
    }

    /// Notes what a format has no place for of what is said about the article itself.
    pub(super) fn note_article(&mut self, record: &Record, carries: Carries) {
        let article = record.article.id.as_str();
        if record.blind && !carries.blind {
            self.note(LossKind::Blind, article, ("", ""), None);
        }
        let mut known = details::known(&record.article.meta);
        let is_known = known.next().is_some() || details::own_title(&record.article).is_some();
        if is_known && !carries.details {
            self.note(LossKind::Details, article, ("", ""), None);
        }
    }

    /// All losses, in a fixed order.
    pub(super) fn into_vec(self) -> Vec<Loss> {
        self.by_kind.into_values().collect()
    }
}
