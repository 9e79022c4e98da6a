//! GATE documents as JSON (`bdocjs`): a file for each article that says itself how it counts
//! (`offset_type`: `p` as Python, code points; `j` as Java, UTF-16).
//!
//! Annotations stand in the default set with their label as type and attributes and note as
//! features; pending suggestions in a set of their own with score and engine.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::draft::{self, Mention};
use super::flaw::{Done, Expected};
use super::ids::{self, FileNames};
use super::json_array::{Element, JsonFile};
use super::json_lines::{Meta, plain};
use super::locate::Locator;
use super::loss::{LossKind, Losses};
use super::options::WriteOptions;
use super::problem::ProblemKind;
use super::{Carries, Export, Format, Import, Layout, NamedFile};
use crate::model::article::Article;
use crate::model::dataset::{Dataset, Record};
use crate::model::label::Bilingual;
use crate::text::convert::{Unit, UnitIndex};
use crate::text::offset::Span;

/// The format.
pub struct Bdocjs;

const ID: &str = "bdocjs";
/// The set of pending suggestions.
const SUGGESTIONS: &str = "suggestions";
/// The feature that holds a note.
const NOTE: &str = "note";
/// The feature that holds a suggestion's score.
const SCORE: &str = "score";
/// The feature that holds the name of what suggested it.
const ENGINE: &str = "engine";
/// Types that describe the text's structure.
const STRUCTURE: &[&str] = &[
    "Token",
    "SpaceToken",
    "Sentence",
    "Split",
    "paragraph",
    "Lookup",
];
/// The set with what stood in the file that GATE read.
const MARKUP: &str = "Original markups";

#[derive(Deserialize)]
struct Document {
    text: Option<String>,
    #[serde(default)]
    offset_type: Option<String>,
    #[serde(default)]
    features: Value,
    #[serde(default)]
    annotation_sets: BTreeMap<String, Set>,
}

#[derive(Deserialize)]
struct Set {
    // Values, so that one bad annotation does not take the article with it.
    #[serde(default)]
    annotations: Vec<Value>,
}

#[derive(Serialize, Deserialize)]
struct Mark {
    #[serde(rename = "type")]
    label: String,
    start: u64,
    end: u64,
    #[serde(default)]
    id: u64,
    #[serde(default)]
    features: Map<String, Value>,
}

impl Format for Bdocjs {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "GATE bdocjs"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "مستند GATE لكل مقال بصيغة JSON كما تقرؤه gatenlp، ومعه السمات والملاحظات والاقتراحات",
            "A GATE document for each article as JSON, as gatenlp reads it, with features, notes and suggestions",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["bdocjs", "json"]
    }

    fn carries(&self) -> Carries {
        Carries {
            discontinuous: false,
            provenance: false,
            relations: false,
            ..Carries::ALL
        }
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn recognises(&self, start: &str) -> bool {
        start.contains("\"annotation_sets\"") || start.contains("\"offset_type\"")
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        let mut file = match JsonFile::new(name, bytes) {
            Ok(file) => file,
            Err(import) => return import,
        };
        let mut losses = Losses::default();
        for element in file.elements() {
            if let Some(document) = file.parse::<Document>(&element, Done::FileLeftOut) {
                read_document(&mut file, &element, document, &mut losses);
            }
        }
        file.import.losses = losses.into_vec();
        file.import
    }

    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export {
        self.write_after(dataset, options, &mut FileNames::default())
    }

    fn write_after(
        &self,
        dataset: &Dataset,
        _options: &WriteOptions,
        names: &mut FileNames,
    ) -> Export {
        let (mut export, mut losses) = (Export::default(), Losses::default());
        for record in &dataset.records {
            losses.note_uncarried(record, self.carries());
            let text: &str = &record.article.text;
            for annotation in &record.annotations {
                if annotation.attributes.contains_key(NOTE) {
                    let original = annotation.span.text(text);
                    let named = (original, annotation.label.as_str());
                    let article = record.article.id.as_str();
                    losses.note(LossKind::Attributes, article, named, Some(original));
                }
            }
            export.annotations += record.annotations.len();
            let name = names.free(record.article.id.as_str());
            export.files.push(NamedFile {
                name: format!("{name}.bdocjs"),
                bytes: format!("{}\n", written(record)).into_bytes(),
            });
        }
        export.losses = losses.into_vec();
        export
    }
}

fn written(record: &Record) -> Value {
    let text: &str = &record.article.text;
    let index = UnitIndex::new(text);
    let mark = |id: usize, span: Span, label: &str, features: Map<String, Value>| {
        let at = |byte| index.from_byte(byte, Unit::CodePoint).unwrap_or_default() as u64;
        Mark {
            label: label.to_owned(),
            start: at(span.start()),
            end: at(span.end()),
            id: id as u64,
            features,
        }
    };
    let annotations = record.annotations.iter().enumerate().map(|(id, a)| {
        let attributes = a.attributes.iter();
        let mut features: Map<String, Value> = attributes
            // The feature of that name is the note.
            .filter(|(name, _)| *name != NOTE)
            .map(|(name, value)| (name.clone(), value.as_str().into()))
            .collect();
        if !a.note.is_empty() {
            features.insert(NOTE.to_owned(), a.note.as_str().into());
        }
        mark(id, a.span, a.label.as_str(), features)
    });
    let suggestions = record.suggestions.iter().enumerate().map(|(id, s)| {
        let mut features = Map::new();
        features.insert(SCORE.to_owned(), s.score.into());
        features.insert(ENGINE.to_owned(), s.source().into());
        mark(id, s.span, s.label.as_str(), features)
    });
    let mut sets = Map::new();
    sets.insert(String::new(), set("", annotations.collect()));
    if !record.suggestions.is_empty() {
        sets.insert(
            SUGGESTIONS.to_owned(),
            set(SUGGESTIONS, suggestions.collect()),
        );
    }
    json!({
        "text": text,
        "offset_type": "p",
        "name": record.article.id.as_str(),
        "features": Meta::of(record),
        "annotation_sets": sets,
    })
}

fn set(name: &str, annotations: Vec<Mark>) -> Value {
    let next = annotations.len();
    json!({ "name": name, "next_annid": next, "annotations": annotations })
}

fn read_document(
    file: &mut JsonFile<'_>,
    element: &Element<'_>,
    document: Document,
    losses: &mut Losses,
) {
    let Some(text) = document.text else {
        let what = (Expected::DocumentText, Done::FileLeftOut);
        return file.flaw(element.at, what, "");
    };
    let meta: Meta = serde_json::from_value(document.features).unwrap_or_default();
    let id = meta.id.clone().filter(|id| !id.trim().is_empty());
    let id = id.unwrap_or_else(|| ids::of_file(file.name()));
    file.article = Some(id.clone());
    let unit = match document.offset_type.as_deref() {
        Some("j") => Unit::Utf16,
        Some("p") | None => Unit::CodePoint,
        Some(other) => {
            let problem = ProblemKind::UnknownUnit(other.to_owned());
            return file.report(element.at, problem);
        }
    };
    let mut article = Article::new(id.as_str().into(), &text);
    let blind = meta.blind;
    meta.fill(&mut article.meta);
    let mut record = Record {
        article,
        annotations: Vec::new(),
        relations: Vec::new(),
        suggestions: Vec::new(),
        blind,
    };
    let locator = Locator::new(&text, unit);
    for (name, set) in document.annotation_sets {
        for (at, value) in set.annotations.into_iter().enumerate() {
            match serde_json::from_value::<Mark>(value) {
                Ok(mark) if name == MARKUP || STRUCTURE.contains(&mark.label.as_str()) => {
                    losses.note(LossKind::Layer, &id, ("", &mark.label), None);
                }
                Ok(mark) => {
                    let report = |kind| file.report(element.at, kind);
                    take(mark, name == SUGGESTIONS, &locator, &mut record, report);
                }
                Err(error) => {
                    file.report(element.at, ProblemKind::BadEntity(at + 1, plain(&error)));
                }
            }
        }
    }
    draft::in_order(&mut record.annotations);
    draft::suggestions_in_order(&mut record.suggestions);
    file.import.records.push(record);
}

fn take(
    mut mark: Mark,
    pending: bool,
    locator: &Locator<'_>,
    record: &mut Record,
    report: impl FnMut(ProblemKind),
) {
    let mention = Mention {
        start: mark.start,
        end: mark.end,
        label: &mark.label,
        quoted: None,
    };
    let Some((span, label)) = draft::settle(&mention, locator, report) else {
        return;
    };
    if pending {
        let score = mark.features.get(SCORE).and_then(Value::as_f64);
        let engine = mark.features.get(ENGINE).and_then(Value::as_str);
        let (score, engine) = (score.unwrap_or(1.0) as f32, engine.unwrap_or_default());
        let suggestion = draft::suggested(engine, score, span, label);
        return record.suggestions.push(suggestion);
    }
    let mut annotation = draft::imported(ID, record.annotations.len(), span, label);
    let note = mark.features.remove(NOTE);
    annotation.note = note.map(as_text).unwrap_or_default();
    let features = mark.features.into_iter();
    annotation.attributes = features.map(|(k, v)| (k, as_text(v))).collect();
    record.annotations.push(annotation);
}

fn as_text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
