//! Reads Parquet files of texts with spans, or of tokens with tags.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{ID, parquet};
use crate::format::draft::{self, Mention};
use crate::format::flaw::{Done, Expected, Flaw};
use crate::format::folder::{self, Files};
use crate::format::ids::Ids;
use crate::format::json_lines::{Meta, plain};
use crate::format::locate::Locator;
use crate::format::problem::{Problem, ProblemKind};
use crate::format::scheme::{self, Tag};
use crate::format::{Import, Sink, stem};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::dataset::Record;
use crate::text::convert::Unit;
use crate::text::offset::Span;

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    text: Option<String>,
    #[serde(default, alias = "entities")]
    spans: Option<Vec<Value>>,
    #[serde(default, alias = "words")]
    tokens: Option<Vec<String>>,
    #[serde(default, alias = "tags", alias = "labels")]
    ner_tags: Option<Vec<Value>>,
    #[serde(flatten)]
    meta: Meta,
}

#[derive(Deserialize)]
struct Marked {
    start: u64,
    end: u64,
    #[serde(alias = "entity", alias = "tag")]
    label: String,
    #[serde(default)]
    text: Option<String>,
}

/// Reads every Parquet file; a card among the files says what the numbers of tags mean.
pub(super) fn read(names: &[String], files: &dyn Files, sink: &mut dyn Sink) {
    let card = names.iter().find(|name| name.ends_with(".md"));
    let card = card.and_then(|card| files.read(card).ok());
    let card = card.map(|card| tag_names(&String::from_utf8_lossy(&card)));
    let mut reading = Reading {
        tags: card.unwrap_or_default(),
        name: "",
        row: 0,
        article: None,
        ids: Ids::default(),
        import: Import::default(),
    };
    for name in names.iter().filter(|name| name.ends_with(".parquet")) {
        reading.name = name;
        reading.row = 0;
        let pieces = match files.pieces(name) {
            Ok(pieces) => pieces,
            Err(error) => {
                sink.problem(folder::unreadable(name, &error, Done::FileLeftOut));
                continue;
            }
        };
        let read = parquet::each_row(pieces, |row| {
            reading.take(row);
            std::mem::take(&mut reading.import).pour(sink);
            !sink.enough()
        });
        if let Err(said) = read {
            reading.article = None;
            let flaw = Flaw {
                expected: Expected::Parquet,
                found: said,
                done: Done::RestLeftOut,
            };
            reading.report(ProblemKind::Flaw(flaw));
        }
        std::mem::take(&mut reading.import).pour(sink);
    }
}

struct Reading<'f> {
    /// The names of the tags by number.
    tags: BTreeMap<i64, String>,
    name: &'f str,
    /// The row being read, from 1: there are no lines.
    row: usize,
    /// The id of the article in that row.
    article: Option<String>,
    ids: Ids,
    import: Import,
}

impl Reading<'_> {
    fn report(&mut self, kind: ProblemKind) {
        let problem = Problem::new(self.name, (self.row.max(1), 1), kind);
        let problem = problem.within(self.article.as_deref());
        self.import.problems.push(problem);
    }

    fn take(&mut self, row: Value) {
        (self.row, self.article) = (self.row + 1, None);
        let row: Row = match serde_json::from_value(row) {
            Ok(row) => row,
            Err(error) => return self.report(ProblemKind::BadJson(plain(&error))),
        };
        let given = row.meta.id.clone().filter(|id| !id.trim().is_empty());
        let wanted = given.unwrap_or_else(|| format!("{}-{}", stem(self.name), self.row));
        let id = self.ids.free(&wanted);
        if id != wanted {
            self.report(ProblemKind::DuplicateId(wanted, id.clone()));
        }
        self.article = Some(id.clone());
        let (text, annotations) = match (row.text, row.spans, row.tokens, row.ner_tags) {
            (Some(text), Some(spans), ..) => {
                let annotations = self.spans(&text, spans);
                (text, annotations)
            }
            (_, None, Some(tokens), Some(tags)) => self.tokens(&tokens, tags),
            (Some(text), ..) => (text, Vec::new()),
            _ => {
                let shape = "text, spans | tokens, ner_tags";
                return self.report(ProblemKind::BadShape(shape, String::new()));
            }
        };
        let mut article = Article::new(id.into(), &text);
        let blind = row.meta.blind;
        row.meta.fill(&mut article.meta);
        self.import.records.push(Record {
            article,
            annotations,
            relations: Vec::new(),
            suggestions: Vec::new(),
            blind,
        });
    }

    fn spans(&mut self, text: &str, spans: Vec<Value>) -> Vec<Annotation> {
        let locator = Locator::new(text, Unit::CodePoint);
        let mut annotations = Vec::new();
        for (at, value) in spans.into_iter().enumerate() {
            let marked: Marked = match serde_json::from_value(value) {
                Ok(marked) => marked,
                Err(error) => {
                    self.report(ProblemKind::BadEntity(at + 1, plain(&error)));
                    continue;
                }
            };
            let mention = Mention {
                start: marked.start,
                end: marked.end,
                label: &marked.label,
                quoted: marked.text.as_deref(),
            };
            if let Some((span, label)) = draft::settle(&mention, &locator, |kind| self.report(kind))
            {
                annotations.push(draft::imported(ID, annotations.len(), span, label));
            }
        }
        draft::in_order(&mut annotations);
        annotations
    }

    /// A text of tokens with spaces between.
    fn tokens(&mut self, tokens: &[String], tags: Vec<Value>) -> (String, Vec<Annotation>) {
        let names: Vec<String> = tags.into_iter().map(|tag| self.tag(tag)).collect();
        let mut text = String::new();
        let mut places = Vec::with_capacity(tokens.len());
        for token in tokens {
            if !text.is_empty() {
                text.push(' ');
            }
            places.push(text.len()..text.len() + token.len());
            text.push_str(token);
        }
        let mut parsed = Vec::with_capacity(names.len());
        for name in names.iter().take(tokens.len()) {
            let tag = scheme::parse(name);
            if tag.is_none() {
                self.report(ProblemKind::BadTag(name.clone()));
            }
            parsed.push(tag.unwrap_or(Tag::Outside));
        }
        let mut annotations = Vec::new();
        for found in scheme::decode(&parsed) {
            if let Some(kind) = found.problem() {
                self.report(kind);
            }
            let range = places[found.tokens.start].start..places[found.tokens.end - 1].end;
            if let Some(span) = Span::covering(&text, range) {
                let label = found.label.into();
                annotations.push(draft::imported(ID, annotations.len(), span, label));
            }
        }
        draft::in_order(&mut annotations);
        (text, annotations)
    }

    /// The name of a tag, which may be given by its number.
    fn tag(&mut self, tag: Value) -> String {
        match tag {
            Value::String(name) => name,
            Value::Number(number) => {
                let name = number.as_i64().and_then(|n| self.tags.get(&n));
                name.cloned().unwrap_or_else(|| number.to_string())
            }
            other => other.to_string(),
        }
    }
}

/// The names of the first class in a card's header, by number: lines such as `'1': B-PER`.
fn tag_names(card: &str) -> BTreeMap<i64, String> {
    let mut names = BTreeMap::new();
    let lines = card.lines().map(str::trim);
    let lines = lines.skip_while(|line| *line != "names:").skip(1);
    for line in lines {
        let pair = line.split_once(':');
        let pair = pair.and_then(|(number, name)| {
            let number = number.trim().trim_matches(['\'', '"']).parse().ok()?;
            Some((number, name.trim().trim_matches(['\'', '"']).to_owned()))
        });
        let Some((number, name)) = pair else {
            break;
        };
        names.insert(number, name);
    }
    names
}
