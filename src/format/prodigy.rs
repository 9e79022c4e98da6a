//! Prodigy JSONL, which spaCy's own tools read too: a text with tokens and spans on each line.
//!
//! `{"text","tokens":[{"text","start","end","id","ws"}],"spans":[{"start","end","label",
//! "token_start","token_end"}],"answer":"accept","meta":{…}}`, counted in code points; `token_end` is
//! the last token of the span, not the one behind it. `relations` name the last token of the spans
//! that they connect, `head` and `child`, and those spans themselves. White space that is more than one space is a
//! token of its own, so the tokens make up the text.

use std::io::{self, BufRead};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::draft::{self, Mention};
use super::json_lines::{JsonLines, Meta, column_of, or_default, plain};
use super::links::{self, Links};
use super::locate::Locator;
use super::loss::{LossKind, Losses};
use super::options::WriteOptions;
use super::problem::ProblemKind;
use super::stream;
use super::tiles::{self, Tile};
use super::{Carries, Export, Format, Import, Layout, Sink};
use crate::model::article::Article;
use crate::model::dataset::{Dataset, Record};
use crate::model::label::Bilingual;
use crate::model::relation::Relation;
use crate::text::convert::{Unit, UnitIndex};

/// The format.
pub struct Prodigy;

const ID: &str = "prodigy";

#[derive(Serialize)]
struct Written<'r> {
    text: &'r str,
    meta: Meta,
    tokens: Vec<Token<'r>>,
    spans: Vec<Span<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<Related<'r>>,
    answer: &'static str,
}

#[derive(Serialize)]
struct Token<'r> {
    text: &'r str,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Serialize)]
struct Related<'r> {
    head: usize,
    child: usize,
    head_span: Span<'r>,
    child_span: Span<'r>,
    label: &'r str,
}

#[derive(Clone, Serialize)]
struct Span<'r> {
    start: usize,
    end: usize,
    token_start: usize,
    token_end: usize,
    label: &'r str,
}

#[derive(Deserialize)]
struct Read {
    text: String,
    #[serde(default)]
    meta: Value,
    #[serde(default)]
    id: Value,
    #[serde(default)]
    tokens: Value,
    // Values, so that one bad span does not take the article with it.
    #[serde(default, deserialize_with = "or_default")]
    spans: Vec<Value>,
    #[serde(default, deserialize_with = "or_default")]
    relations: Vec<Value>,
    #[serde(default)]
    label: Value,
    #[serde(default)]
    answer: Value,
}

#[derive(Deserialize)]
struct Marked {
    start: u64,
    end: u64,
    label: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    token_end: Option<u64>,
}

/// A relation between the spans that end with the tokens `head` and `child`, if it does not say
/// itself which they are.
#[derive(Deserialize)]
struct Connected {
    head: u64,
    child: u64,
    #[serde(default)]
    head_span: Option<Marked>,
    #[serde(default)]
    child_span: Option<Marked>,
    #[serde(default, deserialize_with = "or_default")]
    label: String,
}

#[derive(Deserialize)]
struct Placed {
    text: String,
    start: usize,
    end: usize,
}

impl Format for Prodigy {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "Prodigy JSONL"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "مقال في كل سطر ومعه رموزه، كما يقرؤه Prodigy وأدوات spaCy",
            "One article a line with its tokens, as Prodigy and the tools of spaCy read it",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["prodigy.jsonl", "jsonl", "ndjson"]
    }

    fn carries(&self) -> Carries {
        Carries {
            blind: true,
            relations: true,
            details: true,
            ..Carries::SPANS
        }
    }

    fn layout(&self) -> Layout {
        Layout::Sequence
    }

    fn recognises(&self, start: &str) -> bool {
        let tokens = start.contains("\"token_start\"") || start.contains("\"_input_hash\"");
        tokens || start.contains("\"spans\"")
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
        let mut losses = Losses::default();
        let mut lines = JsonLines::new(name, sink);
        let read = lines.each(input, |lines, parsed: Read, line| {
            let record = record(lines, parsed, line, &mut losses);
            lines.sink.record(record);
        });
        let losses = losses.into_vec();
        losses.into_iter().for_each(|loss| lines.sink.loss(loss));
        read
    }

    fn write(&self, dataset: &Dataset, _options: &WriteOptions) -> Export {
        let (mut export, mut losses) = (Export::default(), Losses::default());
        for record in &dataset.records {
            losses.note_uncarried(record, self.carries());
            export.annotations += record.annotations.len();
            let line = serde_json::to_vec(&written(record)).unwrap_or_default();
            export.bytes.extend(line);
            export.bytes.push(b'\n');
        }
        export.losses = losses.into_vec();
        export
    }
}

fn written(record: &Record) -> Written<'_> {
    let text: &str = &record.article.text;
    let index = UnitIndex::new(text);
    let place = |byte| index.from_byte(byte, Unit::CodePoint).unwrap_or_default();
    let ranges: Vec<_> = record.annotations.iter().map(|a| a.span.range()).collect();
    let tiles = tiles::tiles(text, &ranges);
    let token = |(id, tile): (usize, &Tile)| Token {
        text: &text[tile.range.clone()],
        start: place(tile.range.start),
        end: place(tile.range.end),
        id,
        ws: tile.space,
    };
    let spans = record.annotations.iter().map(|annotation| {
        let range = annotation.span.range();
        Span {
            start: place(range.start),
            end: place(range.end),
            token_start: tiles.partition_point(|tile| tile.range.start < range.start),
            token_end: tiles.partition_point(|tile| tile.range.end < range.end),
            label: annotation.label.as_str(),
        }
    });
    let spans: Vec<Span<'_>> = spans.collect();
    let related = |(from, to, label): (usize, usize, _)| Related {
        head: spans[from].token_end,
        child: spans[to].token_end,
        head_span: spans[from].clone(),
        child_span: spans[to].clone(),
        label,
    };
    Written {
        text,
        meta: Meta::of(record),
        relations: links::numbered(record).into_iter().map(related).collect(),
        spans,
        tokens: tiles.iter().enumerate().map(token).collect(),
        answer: "accept",
    }
}

fn record(lines: &mut JsonLines<'_>, mut parsed: Read, line: &str, losses: &mut Losses) -> Record {
    let meta: Meta = serde_json::from_value(parsed.meta).unwrap_or_default();
    let given = given_id(&parsed.id, &meta);
    let id = lines.free_id(given.as_deref(), column_of(line, "\"id\""));
    let mut article = Article::new(id.as_str().into(), &parsed.text);
    let blind = meta.blind;
    meta.fill(&mut article.meta);
    if let Value::String(label) = &parsed.label {
        losses.note(LossKind::DocumentLabel, &id, ("", label), None);
    }
    let accepted = !matches!(parsed.answer.as_str(), Some("reject" | "ignore"));
    let unit = unit_of(&parsed.text, parsed.tokens);
    let locator = Locator::new(&parsed.text, unit);
    let column = column_of(line, "\"spans\"");
    let mut annotations = Vec::new();
    let mut links = Links::default();
    for (at, value) in parsed.spans.into_iter().enumerate() {
        let marked: Marked = match serde_json::from_value(value) {
            Ok(marked) => marked,
            Err(error) => {
                lines.report(column, ProblemKind::BadEntity(at + 1, plain(&error)));
                continue;
            }
        };
        if !accepted {
            let text = marked.text.as_deref().unwrap_or_default();
            losses.note(LossKind::Rejected, &id, (text, &marked.label), None);
            continue;
        }
        let mention = Mention {
            start: marked.start,
            end: marked.end,
            label: &marked.label,
            quoted: marked.text.as_deref(),
        };
        let found = draft::settle(&mention, &locator, |kind| lines.report(column, kind));
        if let Some((span, label)) = found {
            let annotation = draft::imported(ID, annotations.len(), span, label);
            links.entity(&by_place(&marked), annotation.id);
            if let Some(token) = marked.token_end {
                links.entity(&by_token(token), annotation.id);
            }
            annotations.push(annotation);
        }
    }
    if !accepted {
        for _ in parsed.relations.drain(..) {
            losses.note(LossKind::Relation, &id, ("", ""), None);
        }
    }
    let mut relations = relations(lines, parsed.relations, line, links);
    draft::in_order_with(&mut annotations, &mut relations);
    Record {
        article,
        annotations,
        relations,
        suggestions: Vec::new(),
        blind,
    }
}

fn given_id(id: &Value, meta: &Meta) -> Option<String> {
    match id {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => meta.id.clone(),
    }
}

fn relations(
    lines: &mut JsonLines<'_>,
    values: Vec<Value>,
    line: &str,
    mut links: Links<()>,
) -> Vec<Relation> {
    lines.relations(values, line, |one: Connected| connect(&mut links, &one));
    lines.resolve(links, line)
}

/// How relations call the span that they give whole.
fn by_place(span: &Marked) -> String {
    format!("{}–{} {}", span.start, span.end, span.label)
}

/// How relations call the span that ends with a token.
fn by_token(number: u64) -> String {
    format!("token {number}")
}

fn connect(links: &mut Links<()>, connected: &Connected) {
    let end = |span: &Option<Marked>, token| {
        let whole = span.as_ref().map(by_place);
        whole.unwrap_or_else(|| by_token(token))
    };
    let from = end(&connected.head_span, connected.head);
    let to = end(&connected.child_span, connected.child);
    links.relation((&from, &to), &connected.label, ());
}

/// The unit in which every token holds its own text: code points unless only UTF-16 fits.
fn unit_of(text: &str, tokens: Value) -> Unit {
    let tokens: Vec<Placed> = serde_json::from_value(tokens).unwrap_or_default();
    let index = UnitIndex::new(text);
    let fits = |unit| {
        tokens.iter().all(|token| {
            let start = index.to_byte(token.start, unit);
            let range = start.zip(index.to_byte(token.end, unit));
            range.and_then(|(start, end)| text.get(start..end)) == Some(&token.text)
        })
    };
    let counts_utf16 = !fits(Unit::CodePoint) && fits(Unit::Utf16);
    if counts_utf16 {
        Unit::Utf16
    } else {
        Unit::CodePoint
    }
}
