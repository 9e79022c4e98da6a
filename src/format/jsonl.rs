//! Tawsim JSONL: one article a line, nothing lost.
//!
//! `{"id","text","offset_unit":"codepoint","entities":[{"start","end","label","text"}]}` with what
//! else is known: `title source date url language direction` of the article, and `blind` if its
//! annotator saw no suggestions; `score source edited note attributes more at` of an entity; pending `suggestions`;
//! `relations` between entities that have an `id`: `{"from","to","label"}`. Reading accepts offsets in
//! `codepoint`, `utf16` or `byte` and checks every one against the entity's own text.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, BufRead};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::details;
use super::draft::{self, Mention};
use super::json_lines::{
    JsonLines, column_of, direction_of, is_false, name_or_number, or_default, plain, present,
    yes_or_no,
};
use super::links::{self, Links};
use super::locate::Locator;
use super::loss::{LossKind, Losses};
use super::options::WriteOptions;
use super::problem::ProblemKind;
use super::stream;
use super::{Carries, Export, Format, Import, Layout, Sink};
use crate::model::annotation::{Annotation, Origin, Provenance};
use crate::model::article::{Article, ArticleMeta};
use crate::model::dataset::{Dataset, Record};
use crate::model::ids::{AnnotationId, EngineId, LabelId, Timestamp};
use crate::model::label::Bilingual;
use crate::model::relation::Relation;
use crate::model::suggestion::{Evidence, Suggestion};
use crate::text::convert::{Unit, UnitIndex};
use crate::text::offset::Span;

/// The format.
pub struct Jsonl;

const ID: &str = "jsonl";

/// Keys that only lines of other formats have.
const OF_OTHERS: &[&str] = &[
    "\"start_offset\"",
    "\"ner_tags\"",
    "\"from_id\"",
    "\"head_span\"",
    "\"tokens\"",
];

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "E: Deserialize<'de>, R: Deserialize<'de>"))]
struct Line<E, R> {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "name_or_number"
    )]
    id: Option<String>,
    text: String,
    #[serde(default = "default_unit")]
    offset_unit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    direction: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "is_false",
        deserialize_with = "yes_or_no"
    )]
    blind: bool,
    // Values, so that one bad entity does not take the article with it. Programs with columns write
    // `null` where a line has none of something.
    #[serde(default, alias = "ents", deserialize_with = "or_default")]
    entities: Vec<E>,
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "or_default"
    )]
    suggestions: Vec<E>,
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "or_default"
    )]
    relations: Vec<R>,
}

fn default_unit() -> String {
    "codepoint".to_owned()
}

/// A relation, by the ids that entities have in the line.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Related {
    #[serde(deserialize_with = "name_or_number")]
    from: Option<String>,
    #[serde(deserialize_with = "name_or_number")]
    to: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "String::is_empty",
        deserialize_with = "or_default"
    )]
    label: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Entity {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "name_or_number"
    )]
    id: Option<String>,
    start: u64,
    end: u64,
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    edited: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "present"
    )]
    attributes: BTreeMap<String, String>,
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "or_default"
    )]
    more: Vec<(u64, u64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<u64>,
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "or_default"
    )]
    evidence: Vec<Why>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Why {
    source: String,
    rule: String,
    #[serde(default)]
    ar: String,
    #[serde(default)]
    en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
}

impl Format for Jsonl {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "Tawsim JSONL"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "مقال في كل سطر بصيغة JSON، ومعه كل ما يُعرف عنه؛ لا يضيع شيء",
            "One article a line as JSON with all that is known of it; nothing is lost",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn carries(&self) -> Carries {
        Carries::ALL
    }

    fn layout(&self) -> Layout {
        Layout::Sequence
    }

    fn recognises(&self, start: &str) -> bool {
        let of_others = OF_OTHERS.iter().any(|key| start.contains(key));
        start.contains("\"entities\"") && !of_others
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        stream::read(self, bytes, name)
    }

    fn read_stream(
        &self,
        input: &mut dyn BufRead,
        name: &str,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        let mut lines = JsonLines::new(name, sink);
        lines.each(input, |lines, parsed: Line<Value, Value>, line| {
            let Some(unit) = Unit::from_name(&parsed.offset_unit) else {
                let column = column_of(line, "\"offset_unit\"");
                lines.article = parsed.id;
                return lines.report(column, ProblemKind::UnknownUnit(parsed.offset_unit));
            };
            let record = record(lines, parsed, line, unit);
            lines.sink.record(record);
        })
    }

    fn write(&self, dataset: &Dataset, _options: &WriteOptions) -> Export {
        let mut export = Export::default();
        let mut losses = Losses::default();
        for record in &dataset.records {
            export.bytes.extend(line(record, &mut losses).into_bytes());
            export.bytes.push(b'\n');
            export.annotations += record.annotations.len();
        }
        export.losses = losses.into_vec();
        export
    }
}

/// A record as one line, without the line end.
fn line(record: &Record, losses: &mut Losses) -> String {
    let text: &str = &record.article.text;
    let index = UnitIndex::new(text);
    let relations = links::numbered(record);
    let related: HashSet<usize> = relations.iter().flat_map(|r| [r.0, r.1]).collect();
    let entity = |(at, annotation): (usize, &Annotation)| {
        let (start, end) = place(&index, annotation.span);
        let mut entity = Entity {
            id: related.contains(&at).then(|| (at + 1).to_string()),
            start,
            end,
            label: annotation.label.to_string(),
            text: Some(annotation.span.text(text).to_owned()),
            note: Some(annotation.note.clone()).filter(|note| !note.is_empty()),
            attributes: annotation.attributes.clone(),
            more: annotation
                .more
                .iter()
                .map(|span| place(&index, *span))
                .collect(),
            at: Some(annotation.provenance.at.0).filter(|at| *at > 0),
            ..Entity::default()
        };
        write_origin(&annotation.provenance.origin, &mut entity);
        entity
    };
    for suggestion in record
        .suggestions
        .iter()
        .filter(|s| !s.alternatives.is_empty())
    {
        let span = (suggestion.span.text(text), suggestion.label.as_str());
        let id = record.article.id.as_str();
        losses.note(LossKind::Alternatives, id, span, Some(span.0));
    }
    let meta = record.article.meta.clone();
    let line = Line {
        id: Some(record.article.id.to_string()),
        text: text.to_owned(),
        offset_unit: default_unit(),
        title: Some(meta.title),
        source: meta.source,
        date: meta.date,
        url: meta.url,
        language: meta.language,
        direction: direction_of(&record.article.meta),
        blind: record.blind,
        entities: record.annotations.iter().enumerate().map(entity).collect(),
        suggestions: suggested_entities(record, &index, true),
        relations: relations.into_iter().map(related_as).collect(),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

fn related_as((from, to, label): (usize, usize, &str)) -> Related {
    Related {
        from: Some((from + 1).to_string()),
        to: Some((to + 1).to_string()),
        label: label.to_owned(),
    }
}

/// A record with its suggestions as entities, as engines give them away; with the reasons if
/// `explain`. One line, without the line end.
#[must_use]
pub fn suggested(record: &Record, explain: bool) -> String {
    let text: &str = &record.article.text;
    let line = Line::<Entity, Related> {
        id: Some(record.article.id.to_string()),
        text: text.to_owned(),
        offset_unit: default_unit(),
        entities: suggested_entities(record, &UnitIndex::new(text), explain),
        ..Line::default()
    };
    serde_json::to_string(&line).unwrap_or_default()
}

fn suggested_entities(record: &Record, index: &UnitIndex<'_>, explain: bool) -> Vec<Entity> {
    let text: &str = &record.article.text;
    let entity = |suggestion: &Suggestion| {
        let (start, end) = place(index, suggestion.span);
        let reasons = suggestion.evidence.iter().filter(|_| explain);
        Entity {
            start,
            end,
            label: suggestion.label.to_string(),
            text: Some(suggestion.span.text(text).to_owned()),
            score: Some(suggestion.score).filter(|score| score.is_finite()),
            source: Some(suggestion.source().to_owned()),
            evidence: reasons.map(|reason| why(reason)).collect(),
            ..Entity::default()
        }
    };
    record.suggestions.iter().map(entity).collect()
}

fn place(index: &UnitIndex<'_>, span: Span) -> (u64, u64) {
    let at = |byte| index.from_byte(byte, Unit::CodePoint).unwrap_or_default() as u64;
    (at(span.start()), at(span.end()))
}

fn write_origin(origin: &Origin, entity: &mut Entity) {
    match origin {
        Origin::Manual => entity.source = Some("manual".to_owned()),
        Origin::Suggestion { score, edited, .. } => {
            entity.source = Some(draft::origin_name(origin));
            entity.score = Some(*score).filter(|score| score.is_finite());
            entity.edited = Some(*edited).filter(|edited| *edited);
        }
        Origin::Import(format) if format == ID => {}
        Origin::Import(format) => entity.source = Some(format!("import:{format}")),
    }
}

fn read_origin(entity: &Entity) -> Origin {
    let source = entity.source.as_deref().unwrap_or_default();
    let name = source.strip_prefix("import:").unwrap_or(source);
    let name = if name.is_empty() { ID } else { name };
    match draft::origin(source, entity.score, name) {
        Origin::Suggestion {
            engine,
            score,
            model,
            ..
        } => Origin::Suggestion {
            engine,
            score,
            edited: entity.edited.unwrap_or_default(),
            model,
        },
        origin => origin,
    }
}

fn why(evidence: &Evidence) -> Why {
    Why {
        source: evidence.engine.as_str().to_owned(),
        rule: evidence.rule.clone(),
        ar: evidence.name.ar.clone(),
        en: evidence.name.en.clone(),
        entry: evidence.entry.clone(),
    }
}

fn evidence(why: Why) -> Evidence {
    Evidence {
        engine: EngineId::from_name(&why.source).unwrap_or(EngineId::Import),
        rule: why.rule,
        name: Bilingual {
            ar: why.ar,
            en: why.en,
        },
        entry: why.entry,
    }
}

fn suggestion(entity: Entity, span: Span, label: LabelId) -> Suggestion {
    if entity.evidence.is_empty() {
        let source = entity.source.as_deref().unwrap_or_default();
        return draft::suggested(source, entity.score.unwrap_or(1.0), span, label);
    }
    let reasons = entity.evidence.into_iter();
    Suggestion {
        span,
        label,
        score: entity.score.unwrap_or(1.0).clamp(0.0, 1.0),
        evidence: reasons.map(|why| evidence(why).into()).collect(),
        alternatives: Vec::new(),
    }
}

fn record(lines: &mut JsonLines<'_>, parsed: Line<Value, Value>, line: &str, unit: Unit) -> Record {
    let id = lines.free_id(parsed.id.as_deref(), column_of(line, "\"id\""));
    let mut article = Article::new(id.into(), &parsed.text);
    article.meta = ArticleMeta {
        title: parsed.title.unwrap_or(article.meta.title),
        source: parsed.source,
        date: parsed.date,
        url: parsed.url,
        language: parsed.language,
        direction: parsed.direction.as_deref().and_then(details::direction),
    };
    let locator = Locator::new(&parsed.text, unit);
    let list = column_of(line, "\"entities\"");
    let mut annotations = Vec::new();
    let mut links = Links::default();
    for (at, value) in parsed.entities.into_iter().enumerate() {
        if let Some((entity, span, label)) = read_entity(lines, value, (at, list), &locator) {
            let provenance = Provenance {
                origin: read_origin(&entity),
                at: Timestamp(entity.at.unwrap_or_default()),
            };
            let id = AnnotationId(at as u64);
            if let Some(name) = &entity.id {
                links.entity(name, id);
            }
            let mut annotation = Annotation::new(id, span, label, provenance);
            annotation.more = fragments(lines, &entity, list, &locator);
            annotation.note = entity.note.unwrap_or_default();
            annotation.attributes = entity.attributes;
            annotations.push(annotation);
        }
    }
    annotations.sort_by(|a, b| a.order().cmp(&b.order()));
    let list = column_of(line, "\"suggestions\"");
    let mut suggestions = Vec::new();
    for (at, value) in parsed.suggestions.into_iter().enumerate() {
        if let Some((entity, span, label)) = read_entity(lines, value, (at, list), &locator) {
            suggestions.push(suggestion(entity, span, label));
        }
    }
    draft::suggestions_in_order(&mut suggestions);
    let relations = relations(lines, parsed.relations, line, links);
    Record {
        article,
        annotations,
        relations,
        suggestions,
        blind: parsed.blind,
    }
}

fn relations(
    lines: &mut JsonLines<'_>,
    values: Vec<Value>,
    line: &str,
    mut links: Links<()>,
) -> Vec<Relation> {
    lines.relations(values, line, |Related { from, to, label }| {
        let ends = (&*from.unwrap_or_default(), &*to.unwrap_or_default());
        links.relation(ends, &label, ());
    });
    lines.resolve(links, line)
}

/// The entity with that number and column.
/// An entity that is given as `[start, end, label]`, with the names of these.
fn spelled_out(value: Value) -> Value {
    match value {
        Value::Array(parts) => match <[Value; 3]>::try_from(parts) {
            Ok([start, end, label]) => {
                serde_json::json!({ "start": start, "end": end, "label": label })
            }
            Err(parts) => Value::Array(parts),
        },
        value => value,
    }
}

fn read_entity(
    lines: &mut JsonLines<'_>,
    value: Value,
    (at, column): (usize, usize),
    locator: &Locator<'_>,
) -> Option<(Entity, Span, LabelId)> {
    let entity: Entity = match serde_json::from_value(spelled_out(value)) {
        Ok(entity) => entity,
        Err(error) => {
            lines.report(column, ProblemKind::BadEntity(at + 1, plain(&error)));
            return None;
        }
    };
    let mention = Mention {
        start: entity.start,
        end: entity.end,
        label: &entity.label,
        quoted: entity.text.as_deref(),
    };
    let (span, label) = draft::settle(&mention, locator, |kind| lines.report(column, kind))?;
    Some((entity, span, label))
}

fn fragments(
    lines: &mut JsonLines<'_>,
    entity: &Entity,
    column: usize,
    locator: &Locator<'_>,
) -> Vec<Span> {
    let mut found = Vec::new();
    for (start, end) in &entity.more {
        match locator.locate(*start, *end, None) {
            Ok((span, _)) => found.push(span),
            Err(kind) => lines.report(column, kind),
        }
    }
    found
}
