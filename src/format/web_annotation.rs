//! W3C Web Annotation: for each article its text (`a.txt`) and a page of annotations (`a.jsonld`).
//!
//! Each target has the position in code points and the text with what stands before and behind it,
//! so a program that counts otherwise finds it too. The label is a body with the purpose `tagging`,
//! an attribute one with `describing` (`name=value`), a note one with `commenting`. A relation is an
//! annotation with the motivation `linking`: its targets are the two, its body is what it is.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::details;
use super::draft::{self, Mention};
use super::flaw::Done;
use super::ids::{self, FileNames};
use super::json_array::{Element, JsonFile};
use super::json_lines::yes_or_no;
use super::links::{self, Links};
use super::locate::Locator;
use super::loss::{LossKind, Losses};
use super::options::WriteOptions;
use super::problem::ProblemKind;
use super::{Carries, Export, Format, Import, Layout, NamedFile};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::dataset::{Dataset, Record};
use crate::model::label::Bilingual;
use crate::text::convert::{Unit, UnitIndex};
use crate::text::grapheme;
use crate::text::offset::Span;

/// The format.
pub struct WebAnnotation;

const ID: &str = "web-annotation";
/// Why relations are there.
const LINKING: &str = "linking";
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// How much is quoted before and behind an annotation, in bytes at most.
const AROUND: usize = 48;
/// How an annotation looks.
const SHAPE: &str = "{\"body\": …, \"target\": {\"selector\": …}}";

impl Format for WebAnnotation {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "W3C Web Annotation"
    }

    fn about(&self) -> Bilingual {
        Bilingual::new(
            "لكل مقال نصه ووسومه بصيغة JSON-LD بمعيار W3C، بالموضع وبالنص وما حوله",
            "For each article its text and annotations as JSON-LD of the W3C, by position and by quotation",
        )
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonld"]
    }

    fn companions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn carries(&self) -> Carries {
        Carries {
            provenance: false,
            suggestions: false,
            ..Carries::ALL
        }
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn recognises(&self, start: &str) -> bool {
        start.contains(CONTEXT)
    }

    fn read(&self, bytes: &[u8], name: &str) -> Import {
        self.read_files(&[NamedFile {
            name: name.to_owned(),
            bytes: bytes.to_owned(),
        }])
    }

    fn read_together(&self, files: &[NamedFile]) -> Import {
        let page = files.first().and_then(|file| {
            let stem = file.name.strip_suffix(".jsonld")?;
            Some((file, format!("{stem}.txt")))
        });
        // A text alone says nothing.
        page.map(|(file, beside)| read_page(file, files.get(1), beside))
            .unwrap_or_default()
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
            export.annotations += record.annotations.len();
            let name = names.free(record.article.id.as_str());
            export.files.push(NamedFile {
                bytes: format!("{:#}\n", page(record, &name)).into_bytes(),
                name: format!("{name}.jsonld"),
            });
            export.files.push(NamedFile {
                bytes: record.article.text.as_bytes().to_vec(),
                name: format!("{name}.txt"),
            });
        }
        export.losses = losses.into_vec();
        export
    }
}

fn page(record: &Record, name: &str) -> Value {
    let index = UnitIndex::new(&record.article.text);
    let item = |(at, annotation): (usize, &Annotation)| {
        let targets: Vec<Value> = annotation
            .spans()
            .map(|span| target(&record.article.text, &index, span, name))
            .collect();
        let target = match targets.as_slice() {
            [one] => one.clone(),
            several => several.into(),
        };
        json!({
            "id": format!("{name}.jsonld#a{}", at + 1),
            "type": "Annotation",
            "motivation": "tagging",
            "body": bodies(annotation),
            "target": target,
        })
    };
    let link = |(at, (from, to, label)): (usize, (usize, usize, &str))| {
        let end = |at: usize| format!("{name}.jsonld#a{}", at + 1);
        json!({
            "id": format!("{name}.jsonld#r{}", at + 1),
            "type": "Annotation",
            "motivation": LINKING,
            "body": {"type": "TextualBody", "purpose": "classifying", "value": label},
            "target": [end(from), end(to)],
        })
    };
    let links = links::numbered(record).into_iter().enumerate().map(link);
    let items = record.annotations.iter().enumerate().map(item);
    let items: Vec<Value> = items.chain(links).collect();
    let mut page = json!({
        "@context": CONTEXT,
        "id": format!("{name}.jsonld"),
        "type": "AnnotationPage",
        "items": items,
    });
    if record.blind {
        page["blind"] = true.into();
    }
    if let Some(about) = about(record, name) {
        page[ABOUT] = about;
    }
    page
}

/// The property of a page that says what is known about its text.
const ABOUT: &str = "dcterms:references";
/// The names of it in the standard's context: `language` and `textDirection` are its own.
const KNOWN: [(&str, &str); 6] = [
    ("title", "dcterms:title"),
    ("source", "dcterms:source"),
    ("date", "dcterms:date"),
    ("url", "schema:url"),
    ("language", "language"),
    ("direction", "textDirection"),
];

/// What is known about the article, if anything is.
fn about(record: &Record, name: &str) -> Option<Value> {
    let article = &record.article;
    let title = details::own_title(article).map(|title| ("title", title));
    let known: Vec<_> = title
        .into_iter()
        .chain(details::known(&article.meta))
        .collect();
    if known.is_empty() {
        return None;
    }
    let mut about = json!({"id": format!("{name}.txt"), "type": "Text"});
    for (name, value) in known {
        let term = KNOWN.iter().find(|(known, _)| *known == name);
        about[term.map_or(name, |(_, term)| term)] = value.into();
    }
    Some(about)
}

fn learn(article: &mut Article, about: &Value) {
    for (name, term) in KNOWN {
        if let Some(value) = about[term].as_str() {
            details::set(&mut article.meta, name, value);
        }
    }
}

fn bodies(annotation: &Annotation) -> Vec<Value> {
    let body = |purpose: &str, value: &str| json!({"type": "TextualBody", "purpose": purpose, "value": value});
    let mut bodies = vec![body("tagging", annotation.label.as_str())];
    for (name, value) in &annotation.attributes {
        // The first = ends the name.
        let name = name.replace('%', "%25").replace('=', "%3D");
        bodies.push(body("describing", &format!("{name}={value}")));
    }
    if !annotation.note.is_empty() {
        bodies.push(body("commenting", &annotation.note));
    }
    bodies
}

fn target(text: &str, index: &UnitIndex<'_>, span: Span, name: &str) -> Value {
    let at = |byte| index.from_byte(byte, Unit::CodePoint).unwrap_or_default();
    let before = grapheme::ceil(text, span.start().saturating_sub(AROUND));
    let behind = grapheme::floor(text, (span.end() + AROUND).min(text.len()));
    json!({
        "source": format!("{name}.txt"),
        "selector": [
            {"type": "TextPositionSelector", "start": at(span.start()), "end": at(span.end())},
            {
                "type": "TextQuoteSelector",
                "exact": span.text(text),
                "prefix": &text[before.min(span.start())..span.start()],
                "suffix": &text[span.end()..behind.max(span.end())],
            },
        ],
    })
}

/// A page of annotations, or a collection with its first page, or one annotation.
#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    id: String,
    #[serde(default)]
    items: Option<Vec<Value>>,
    #[serde(default)]
    first: Option<Box<Page>>,
    #[serde(default)]
    target: Option<Value>,
    #[serde(default)]
    body: Value,
    #[serde(default, deserialize_with = "yes_or_no")]
    blind: bool,
    #[serde(rename = "dcterms:references", default)]
    about: Value,
}

fn read_page(file: &NamedFile, text: Option<&NamedFile>, beside: String) -> Import {
    let mut json = match JsonFile::new(&file.name, &file.bytes) {
        Ok(json) => json,
        Err(import) => return import,
    };
    let Some(text) = text else {
        json.report(0, ProblemKind::NoCompanion(beside));
        return json.import;
    };
    let Ok(text) = std::str::from_utf8(&text.bytes) else {
        json.report(0, ProblemKind::NotUtf8);
        return json.import;
    };
    let id = ids::of_file(&file.name);
    let mut reading = Reading {
        json,
        id: &id,
        text,
        locator: Locator::new(text, Unit::CodePoint),
        losses: Losses::default(),
        annotations: Vec::new(),
        links: Links::default(),
        article: Article::new(id.as_str().into(), text),
        blind: false,
    };
    let elements = reading.json.elements();
    for element in &elements {
        if let Some(page) = reading.json.parse::<Page>(element, Done::EntityLeftOut) {
            reading.blind |= page.blind;
            learn(&mut reading.article, &page.about);
            reading.page(element, page);
        }
    }
    let json = &mut reading.json;
    let mut relations = reading.links.resolve(|missing| {
        json.report(missing.place, ProblemKind::NoSuchThing(missing.id));
    });
    draft::in_order_with(&mut reading.annotations, &mut relations);
    let mut import = reading.json.import;
    import.losses = reading.losses.into_vec();
    import.records.push(Record {
        article: reading.article,
        annotations: reading.annotations,
        relations,
        suggestions: Vec::new(),
        blind: reading.blind,
    });
    import
}

struct Reading<'f> {
    json: JsonFile<'f>,
    id: &'f str,
    text: &'f str,
    locator: Locator<'f>,
    losses: Losses,
    annotations: Vec<Annotation>,
    links: Links<usize>,
    article: Article,
    blind: bool,
}

impl Reading<'_> {
    fn page(&mut self, element: &Element<'_>, page: Page) {
        if let Some(target) = page.target {
            return self.annotation(element, &page.id, page.body, target);
        }
        let first = page.first.and_then(|first| first.items);
        for mut item in page.items.or(first).unwrap_or_default() {
            let body = item.get_mut("body").map(Value::take);
            let body = body.or_else(|| item.get_mut("bodyValue").map(Value::take));
            let body = body.unwrap_or_default();
            let is_link = item["motivation"].as_str() == Some(LINKING);
            match item.get_mut("target").map(Value::take) {
                Some(target) if is_link => self.link(element, &body, target),
                Some(target) => {
                    let id = item["id"].as_str().unwrap_or_default();
                    self.annotation(element, id, body, target);
                }
                None => {
                    let problem = ProblemKind::BadShape(SHAPE, item.to_string());
                    self.json.report(element.at, problem);
                }
            }
        }
    }

    fn link(&mut self, element: &Element<'_>, body: &Value, target: Value) {
        let targets = as_list(target);
        let id = |target: &'_ Value| {
            let id = target.as_str().or_else(|| target["id"].as_str());
            id.map(str::to_owned)
        };
        let ends: Option<Vec<String>> = targets.iter().map(id).collect();
        let Some([from, to]) = ends.as_deref() else {
            let named = ("", LINKING);
            return self.losses.note(LossKind::Relation, self.id, named, None);
        };
        let label = body.as_str().or_else(|| body["value"].as_str());
        let label = label.unwrap_or_default();
        self.links.relation((from, to), label, element.at);
    }

    fn annotation(&mut self, element: &Element<'_>, id: &str, body: Value, target: Value) {
        let bodies = as_list(body);
        let (mut label, mut note, mut attributes) = (None, String::new(), BTreeMap::new());
        for body in &bodies {
            let value = body.as_str().or_else(|| body["value"].as_str());
            let classes = matches!(body["purpose"].as_str(), Some("classifying" | "tagging"));
            let class = body["source"].as_str().filter(|_| classes);
            let Some(value) = value.or(class) else {
                self.losses.note(LossKind::Layer, self.id, ("", ""), None);
                continue;
            };
            match body["purpose"].as_str() {
                Some("commenting" | "replying") => {
                    if !note.is_empty() {
                        note.push('\n');
                    }
                    note.push_str(value);
                }
                Some("describing") if value.contains('=') => {
                    let (name, value) = value.split_once('=').unwrap_or_default();
                    let name = name.replace("%3D", "=").replace("%25", "%");
                    attributes.insert(name, value.to_owned());
                }
                _ if label.is_none() => label = Some(value.to_owned()),
                _ => self
                    .losses
                    .note(LossKind::Layer, self.id, ("", value), None),
            }
        }
        let Some(label) = label else {
            let problem = ProblemKind::BadLabel(String::new(), None);
            return self.json.report(element.at, problem);
        };
        let mut spans = Vec::new();
        let mut name = None;
        for target in as_list(target) {
            if let Some((span, label)) = self.place(element, &label, target) {
                spans.push(span);
                name = Some(label);
            }
        }
        let mut spans = spans.into_iter();
        if let Some((first, name)) = spans.next().zip(name) {
            let at = self.annotations.len();
            let mut annotation = draft::imported(ID, at, first, name);
            annotation.more = spans.collect();
            annotation.note = note;
            annotation.attributes = attributes;
            if !id.is_empty() {
                self.links.entity(id, annotation.id);
            }
            self.annotations.push(annotation);
        }
    }

    fn place(
        &mut self,
        element: &Element<'_>,
        label: &str,
        mut target: Value,
    ) -> Option<(Span, crate::model::ids::LabelId)> {
        let selectors = target.get_mut("selector").map(Value::take);
        let selectors = as_list(selectors.unwrap_or_default());
        let of = |kind: &str| selectors.iter().find(|s| s["type"].as_str() == Some(kind));
        let quote = of("TextQuoteSelector");
        let exact = quote.and_then(|quote| quote["exact"].as_str());
        let position = of("TextPositionSelector")
            .and_then(|place| Some((place["start"].as_u64()?, place["end"].as_u64()?)));
        let position = position.or_else(|| self.quoted(quote?));
        let Some((start, end)) = position.or(exact.map(|_| (u64::MAX, u64::MAX))) else {
            let problem = ProblemKind::BadShape(SHAPE, String::new());
            self.json.report(element.at, problem);
            return None;
        };
        let mention = Mention {
            start,
            end,
            label,
            quoted: exact,
        };
        let json = &mut self.json;
        draft::settle(&mention, &self.locator, |kind| {
            json.report(element.at, kind);
        })
    }

    /// The only place where a quotation stands between what is quoted around it, in code points.
    fn quoted(&self, quote: &Value) -> Option<(u64, u64)> {
        let exact = quote["exact"].as_str()?;
        let prefix = quote["prefix"].as_str().unwrap_or_default();
        let suffix = quote["suffix"].as_str().unwrap_or_default();
        let whole = format!("{prefix}{exact}{suffix}");
        let at = self.text.find(&whole)?;
        if self.text.rfind(&whole) != Some(at) {
            return None;
        }
        let index = UnitIndex::new(self.text);
        let count = |byte| Some(index.from_byte(byte, Unit::CodePoint)? as u64);
        let start = at + prefix.len();
        Some((count(start)?, count(start + exact.len())?))
    }
}

fn as_list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list,
        Value::Null => Vec::new(),
        one => vec![one],
    }
}
