//! Rows as they are written.

use std::collections::BTreeMap;

use serde::Serialize;

use super::card::CardLabel;
use crate::format::loss::Losses;
use crate::format::options::WriteOptions;
use crate::format::scheme::IOB2;
use crate::format::{align, details};
use crate::model::dataset::Record;
use crate::text::convert::{Unit, UnitIndex};

/// The number of each tag: `O`, then `B-` and `I-` of each label.
pub(super) struct Tags {
    numbers: BTreeMap<String, i64>,
}

impl Tags {
    /// In the order of the labels.
    pub fn of(labels: &[CardLabel]) -> Self {
        let numbers = Self::names(labels).into_iter().zip(0..).collect();
        Self { numbers }
    }

    /// The names of the tags, the first has the number 0.
    pub fn names(labels: &[CardLabel]) -> Vec<String> {
        let both = |label: &CardLabel| [format!("B-{}", label.id), format!("I-{}", label.id)];
        std::iter::once("O".to_owned())
            .chain(labels.iter().flat_map(both))
            .collect()
    }
}

/// An article.
#[derive(Serialize)]
pub(super) struct Row<'r> {
    pub id: &'r str,
    pub title: &'r str,
    pub source: Option<&'r str>,
    pub date: Option<&'r str>,
    pub url: Option<&'r str>,
    pub language: Option<&'r str>,
    pub direction: Option<&'r str>,
    pub blind: bool,
    pub text: &'r str,
    pub tokens: Vec<&'r str>,
    pub ner_tags: Vec<i64>,
    pub spans: Vec<SpanRow<'r>>,
}

/// An annotation, in code points.
#[derive(Serialize)]
pub(super) struct SpanRow<'r> {
    pub start: i64,
    pub end: i64,
    pub label: &'r str,
    pub text: &'r str,
}

impl<'r> Row<'r> {
    /// Of a record.
    pub fn of(record: &'r Record, tags: &Tags, options: &WriteOptions) -> Self {
        let text: &str = &record.article.text;
        let index = UnitIndex::new(text);
        let at = |byte| {
            let counted = index.from_byte(byte, Unit::CodePoint).unwrap_or_default();
            i64::try_from(counted).unwrap_or(i64::MAX)
        };
        let spans = record.annotations.iter().map(|annotation| SpanRow {
            start: at(annotation.span.start()),
            end: at(annotation.span.end()),
            label: annotation.label.as_str(),
            text: annotation.span.text(text),
        });
        // What tags cannot hold stands in the spans.
        let laid = align::lay(record, options, &mut Losses::default());
        let named = IOB2.encode(laid.tokens.len(), &laid.spans);
        let number = |tag: &String| tags.numbers.get(tag).copied().unwrap_or_default();
        let meta = &record.article.meta;
        Self {
            id: record.article.id.as_str(),
            title: &meta.title,
            source: meta.source.as_deref(),
            date: meta.date.as_deref(),
            url: meta.url.as_deref(),
            language: meta.language.as_deref(),
            direction: meta.direction.map(details::direction_name),
            blind: record.blind,
            text,
            tokens: laid
                .tokens
                .iter()
                .map(|token| &text[token.clone()])
                .collect(),
            ner_tags: named.iter().map(number).collect(),
            spans: spans.collect(),
        }
    }
}
