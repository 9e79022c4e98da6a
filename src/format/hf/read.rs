//! Reads Parquet files of texts with spans, or of tokens with tags.

use std::collections::BTreeMap;
use std::sync::Arc;

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
use crate::format::{Import, Sink, json_elements, stem};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::dataset::Record;
use crate::text::convert::Unit;
use crate::text::offset::Span;

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    text: Option<String>,
    /// A list of spans, or of each of their fields a list, as the datasets library keeps sequences.
    #[serde(default, alias = "entities")]
    spans: Option<Value>,
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
    /// A name, or the number of a class.
    #[serde(alias = "entity", alias = "tag")]
    label: Value,
    #[serde(default)]
    text: Option<String>,
}

/// Reads every Parquet file, or where there are none every file of JSON rows. What the numbers of tags
/// mean a file says itself, else a card among the files.
pub(super) fn read(names: &[String], files: &dyn Files, sink: &mut dyn Sink) {
    let card = names.iter().find(|name| folder::has_ending(name, "md"));
    let card = card.and_then(|card| files.read(card).ok());
    let card = card.map(|card| tag_names(&String::from_utf8_lossy(&card)));
    let card = card.unwrap_or_default();
    let mut reading = Reading {
        tags: card.clone(),
        labels: BTreeMap::new(),
        is_nameless: false,
        name: "",
        row: 0,
        place: (1, 1),
        article: None,
        ids: Ids::default(),
        import: Import::default(),
    };
    let with = |ending: &'static str| {
        let named = move |name: &&String| folder::has_ending(name, ending);
        names.iter().filter(named)
    };
    for name in with("parquet") {
        reading.begin(name, &card);
        reading.parquet(files, sink);
    }
    if with("parquet").next().is_none() {
        for name in with("jsonl").chain(with("json")) {
            reading.begin(name, &card);
            reading.json(files, sink);
        }
    }
}

struct Reading<'f> {
    /// The names of the tags by number.
    tags: BTreeMap<i64, String>,
    /// The names of the spans' labels by number.
    labels: BTreeMap<i64, String>,
    /// Whether it was told that numbers of the file have no names.
    is_nameless: bool,
    name: &'f str,
    /// The row being read, from 1.
    row: usize,
    /// Its line and column; in Parquet there are only rows.
    place: (usize, usize),
    /// The id of the article in that row.
    article: Option<String>,
    ids: Ids,
    import: Import,
}

impl<'f> Reading<'f> {
    fn begin(&mut self, name: &'f str, card: &BTreeMap<i64, String>) {
        self.name = name;
        (self.row, self.place, self.article) = (0, (1, 1), None);
        self.tags.clone_from(card);
        self.labels.clear();
        self.is_nameless = false;
    }

    fn parquet(&mut self, files: &dyn Files, sink: &mut dyn Sink) {
        let pieces = match files.pieces(self.name) {
            Ok(pieces) => pieces,
            Err(error) => {
                return sink.problem(folder::unreadable(self.name, &error, Done::FileLeftOut));
            }
        };
        if let Some(features) = parquet::features(Arc::clone(&pieces)) {
            self.learn(&features);
        }
        let read = parquet::each_row(pieces, |row| {
            self.row += 1;
            self.place = (self.row, 1);
            self.take(row);
            std::mem::take(&mut self.import).pour(sink);
            !sink.enough()
        });
        if let Err(said) = read {
            self.article = None;
            let flaw = Flaw {
                expected: Expected::Parquet,
                found: said,
                done: Done::RestLeftOut,
            };
            self.report(ProblemKind::Flaw(flaw));
        }
        std::mem::take(&mut self.import).pour(sink);
    }

    /// Rows in a list or one behind the other.
    fn json(&mut self, files: &dyn Files, sink: &mut dyn Sink) {
        let name = self.name;
        let read = files.open(name).and_then(|mut input| {
            json_elements::each(&mut *input, name, sink, |file, element, number| {
                self.row = number;
                self.place = file.begin();
                if let Some(row) = file.parse(element, Done::ArticleLeftOut) {
                    self.take(row);
                }
                file.import.extend(std::mem::take(&mut self.import));
            })
        });
        if let Err(error) = read {
            sink.problem(folder::unreadable(name, &error, Done::RestLeftOut));
        }
    }

    /// Takes the names of classes from what a file says of its columns.
    fn learn(&mut self, features: &Value) {
        let of = |columns: &[&str]| {
            let column = columns.iter().find_map(|column| features.get(column));
            column.and_then(class_names)
        };
        if let Some(names) = of(&["ner_tags", "tags", "labels"]) {
            self.tags = names;
        }
        if let Some(names) = of(&["spans", "entities"]) {
            self.labels = names;
        }
    }

    fn report(&mut self, kind: ProblemKind) {
        let problem = Problem::new(self.name, self.place, kind);
        let problem = problem.within(self.article.as_deref());
        self.import.problems.push(problem);
    }

    fn take(&mut self, row: Value) {
        self.article = None;
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

    fn spans(&mut self, text: &str, spans: Value) -> Vec<Annotation> {
        let locator = Locator::new(text, Unit::CodePoint);
        let mut annotations = Vec::new();
        for (at, value) in each_span(spans).into_iter().enumerate() {
            let marked: Marked = match serde_json::from_value(value) {
                Ok(marked) => marked,
                Err(error) => {
                    self.report(ProblemKind::BadEntity(at + 1, plain(&error)));
                    continue;
                }
            };
            let number = marked.label.as_i64();
            let named = number.and_then(|number| self.labels.get(&number));
            let named = named.map(String::as_str).or(marked.label.as_str());
            let Some(label) = named.map(str::to_owned) else {
                let said = format!("\"label\": {}", marked.label);
                self.report(ProblemKind::BadEntity(at + 1, said));
                continue;
            };
            let mention = Mention {
                start: marked.start,
                end: marked.end,
                label: &label,
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
            Value::Number(_) if self.tags.is_empty() => {
                if !std::mem::replace(&mut self.is_nameless, true) {
                    let flaw = Flaw {
                        expected: Expected::TagNames,
                        found: String::new(),
                        done: Done::ValueLeftOut,
                    };
                    self.report(ProblemKind::Flaw(flaw));
                }
                "O".to_owned()
            }
            Value::Number(number) => {
                let name = number.as_i64().and_then(|n| self.tags.get(&n));
                name.cloned().unwrap_or_else(|| number.to_string())
            }
            other => other.to_string(),
        }
    }
}

/// The spans one by one, also if each of their fields has a list.
fn each_span(spans: Value) -> Vec<Value> {
    match spans {
        Value::Array(spans) => spans,
        Value::Object(fields) => {
            let list = |value: &Value| value.as_array().map_or(0, Vec::len);
            let most = fields.values().map(list).max().unwrap_or_default();
            let one = |at: usize| {
                let of =
                    |(name, all): (&String, &Value)| Some((name.clone(), all.get(at)?.clone()));
                Value::Object(fields.iter().filter_map(of).collect())
            };
            (0..most).map(one).collect()
        }
        _ => Vec::new(),
    }
}

/// The names of the first class in the description of a column, by number.
fn class_names(column: &Value) -> Option<BTreeMap<i64, String>> {
    match column {
        Value::Object(fields) => match fields.get("names") {
            Some(Value::Array(names)) => {
                let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
                Some((0..).zip(names).collect())
            }
            _ => fields.values().find_map(class_names),
        },
        Value::Array(parts) => parts.iter().find_map(class_names),
        _ => None,
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
