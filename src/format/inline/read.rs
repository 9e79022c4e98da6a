//! Reads inline XML.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead};

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::format::checked::{Checked, LineColumn};
use crate::format::flaw::{Done, Expected, Flaw};
use crate::format::ids::{self, Ids};
use crate::format::json_lines::is_yes;
use crate::format::layer;
use crate::format::problem::{Problem, ProblemKind, Repair};
use crate::format::{Import, Sink};
use crate::format::{details, draft};
use crate::model::annotation::Annotation;
use crate::model::article::{Article, ArticleMeta};
use crate::model::dataset::Record;
use crate::text::convert::code_points;
use crate::text::offset::Span;

/// Elements that are no entities in files of others.
const STRUCTURE: &[&str] = &[
    "articles",
    "article",
    "doc",
    "docs",
    "document",
    "documents",
    "corpus",
    "root",
    "xml",
    "tei",
    "text",
    "body",
    "head",
    "header",
    "title",
    "div",
    "p",
    "s",
    "w",
    "html",
    "br",
    "lb",
    "pb",
];
/// Attributes that hold the label, the usual ones first.
const LABELS: &[&str] = &["label", "data-label", "TYPE", "type"];

/// Names of attributes of an article, and what they say.
const KNOWN: [(&str, &str); 14] = [
    ("title", "title"),
    ("data-title", "title"),
    ("source", "source"),
    ("data-source", "source"),
    ("date", "date"),
    ("data-date", "date"),
    ("url", "url"),
    ("data-url", "url"),
    ("language", "language"),
    ("lang", "language"),
    ("xml:lang", "language"),
    ("direction", "direction"),
    ("dir", "direction"),
    ("its:dir", "direction"),
];

/// Elements within each other, at most: no file needs as many, and each takes memory.
const DEEPEST: usize = 10_000;
/// Open elements that are told of at the end of a file, at most.
const MOST_TOLD: usize = 20;

/// Reads a file as it comes; `format` is the id of what it is. What stands before the first byte that
/// is not UTF-8 is kept.
pub(super) fn read(
    input: &mut dyn BufRead,
    name: &str,
    format: &'static str,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    Reading::new(name, format).run(Checked::new(input), sink)
}

/// An element that is open.
struct Element {
    name: Vec<u8>,
    /// The annotation it marks, by number, and where it began in the text.
    marks: Option<(usize, usize)>,
    is_article: bool,
}

/// An annotation being read.
struct Marked {
    at: LineColumn,
    label: String,
    note: String,
    attributes: BTreeMap<String, String>,
    parts: Vec<std::ops::Range<usize>>,
}

struct Reading<'f> {
    name: &'f str,
    format: &'static str,
    /// Whether only what stands inside of `article` is text.
    has_articles: bool,
    ids: Ids,
    stack: Vec<Element>,
    /// Where the article begins.
    began: LineColumn,
    /// The id of the article being read, as given.
    id: Option<String>,
    meta: ArticleMeta,
    blind: bool,
    text: String,
    marked: Vec<Marked>,
    /// The annotations that have a number, by it.
    numbered: HashMap<String, usize>,
    import: Import,
}

impl<'f> Reading<'f> {
    fn new(name: &'f str, format: &'static str) -> Self {
        Self {
            name,
            format,
            has_articles: format == super::html::ID,
            ids: Ids::default(),
            stack: Vec::new(),
            began: (1, 1),
            id: None,
            meta: ArticleMeta::default(),
            blind: false,
            text: String::new(),
            marked: Vec::new(),
            numbered: HashMap::new(),
            import: Import::default(),
        }
    }

    fn report(&mut self, place: LineColumn, kind: ProblemKind) {
        let problem = Problem::new(self.name, place, kind);
        let problem = problem.within(self.id.as_deref());
        self.import.problems.push(problem);
    }

    fn flaw(&mut self, at: LineColumn, (expected, done): (Expected, Done), found: &str) {
        let found = found.to_owned();
        let flaw = Flaw {
            expected,
            found,
            done,
        };
        self.report(at, ProblemKind::Flaw(flaw));
    }

    fn run(mut self, input: Checked<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let mut reader = Reader::from_reader(input);
        // What is closed is compared with what is open here, so that one slip does not end it all.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        let mut buffer = Vec::new();
        while !sink.enough() {
            let at = reader.get_ref().place();
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Eof) => break,
                Ok(Event::Start(_)) if self.stack.len() == DEEPEST => {
                    self.flaw(at, (Expected::ClosingTag, Done::RestLeftOut), "");
                    break;
                }
                Ok(event) => self.event(at, event),
                Err(quick_xml::Error::Io(error)) => {
                    self.import.pour(sink);
                    return Err(io::Error::new(error.kind(), error.to_string()));
                }
                Err(error) => {
                    self.flaw(at, (Expected::Xml, Done::RestLeftOut), &error.to_string());
                    break;
                }
            }
            if !self.import.records.is_empty() {
                std::mem::take(&mut self.import).pour(sink);
            }
        }
        let input = reader.get_mut();
        let is_broken = input.is_broken()?;
        self.end_file(input.place(), is_broken);
        self.import.pour(sink);
        Ok(())
    }

    fn event(&mut self, at: LineColumn, event: Event<'_>) {
        match event {
            Event::Start(element) => self.open(at, &element),
            Event::End(element) => self.close(at, element.name().as_ref()),
            Event::Text(text) => self.push(&text.xml10_content().unwrap_or_default()),
            Event::CData(text) => self.push(&text.xml10_content().unwrap_or_default()),
            Event::GeneralRef(reference) => self.reference(at, &reference),
            _ => {}
        }
    }

    fn end_file(&mut self, at: LineColumn, is_broken: bool) {
        if is_broken {
            self.report(at, ProblemKind::NotUtf8);
        }
        let open = self.stack.len();
        while let Some(element) = self.stack.pop() {
            // Of very many the inner ones stand for all.
            if open - self.stack.len() <= MOST_TOLD {
                let name = String::from_utf8_lossy(&element.name).into_owned();
                self.flaw(at, (Expected::ClosingTag, Done::Assumed), &name);
            }
            self.end(element);
        }
        if !self.has_articles && !self.text.trim().is_empty() {
            self.finish_article();
        }
    }

    /// What stood before the first article is not of one.
    fn forget(&mut self) {
        self.has_articles = true;
        self.text.clear();
        self.marked.clear();
        self.numbered.clear();
        for element in &mut self.stack {
            element.marks = None;
        }
    }

    /// Whether what is read now is text of an article.
    fn is_inside(&self) -> bool {
        !self.has_articles || self.stack.iter().any(|element| element.is_article)
    }

    fn push(&mut self, text: &str) {
        if self.is_inside() {
            self.text.push_str(text);
        }
    }

    fn reference(&mut self, at: LineColumn, reference: &BytesRef<'_>) {
        let name = String::from_utf8_lossy(reference).into_owned();
        if let Ok(Some(c)) = reference.resolve_char_ref() {
            self.push(c.encode_utf8(&mut [0; 4]));
        } else if let Some(text) = resolve_predefined_entity(&name) {
            self.push(text);
        } else {
            let found = format!("&{name};");
            self.flaw(at, (Expected::CharacterReference, Done::ReadAsText), &found);
            self.push(&found);
        }
    }

    fn open(&mut self, at: LineColumn, element: &BytesStart<'_>) {
        let name = element.name().as_ref().to_vec();
        let shown = String::from_utf8_lossy(&name).into_owned();
        let mut known = BTreeMap::new();
        for attribute in element.attributes() {
            let pair = attribute.ok().and_then(|attribute| {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
                let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
                Some((name, value.into_owned()))
            });
            match pair {
                Some((name, value)) => drop(known.insert(name, value)),
                None => self.flaw(at, (Expected::Xml, Done::ValueLeftOut), &shown),
            }
        }
        if !self.has_articles && matches!(shown.as_str(), "article" | "articles") {
            self.forget();
        }
        let is_article = self.has_articles && shown == "article" && !self.is_inside();
        if is_article {
            self.id = known.remove("id").filter(|id| !id.trim().is_empty());
            self.began = at;
            for (attribute, name) in KNOWN {
                if let Some(value) = known.remove(attribute) {
                    details::set(&mut self.meta, name, &value);
                }
            }
            let blind = known.remove("blind").or_else(|| known.remove("data-blind"));
            self.blind = blind.is_some_and(|word| is_yes(&word));
        }
        let names_label = LABELS[..2].iter().any(|name| known.contains_key(*name));
        let is_structure = STRUCTURE.contains(&shown.to_lowercase().as_str());
        let is_entity = self.is_inside() && (names_label || !is_structure) && !is_article;
        let marks = is_entity.then(|| (self.mark(at, &shown, known), self.text.len()));
        self.stack.push(Element {
            name,
            marks,
            is_article,
        });
    }

    /// The annotation that an element marks: a new one, or one that goes on.
    fn mark(&mut self, at: LineColumn, name: &str, mut known: BTreeMap<String, String>) -> usize {
        let number = known.remove("n").or_else(|| known.remove("data-n"));
        if let Some(number) = number {
            match self.numbered.entry(number) {
                Entry::Occupied(before) => return *before.get(),
                Entry::Vacant(first) => drop(first.insert(self.marked.len())),
            }
        }
        let label = LABELS.iter().find_map(|name| known.remove(*name));
        known.remove("style");
        if self.format == super::html::ID {
            // For people who point at it.
            known.remove("title");
        }
        known.remove("class");
        let note = known.remove("note").or_else(|| known.remove("data-note"));
        let json = known.remove("attributes");
        let json = json.or_else(|| known.remove("data-attributes"));
        let attributes = match json.map(|json| serde_json::from_str(&json)) {
            Some(Ok(attributes)) => attributes,
            Some(Err(error)) => {
                self.flaw(at, (Expected::Json, Done::ValueLeftOut), &error.to_string());
                BTreeMap::new()
            }
            None => known,
        };
        self.marked.push(Marked {
            at,
            label: label.unwrap_or_else(|| name.to_owned()),
            note: note.unwrap_or_default(),
            attributes,
            parts: Vec::new(),
        });
        self.marked.len() - 1
    }

    fn close(&mut self, at: LineColumn, name: &[u8]) {
        let Some(opened) = self.stack.iter().rposition(|element| element.name == name) else {
            let name = String::from_utf8_lossy(name).into_owned();
            return self.flaw(at, (Expected::OpeningTag, Done::Ignored), &name);
        };
        while self.stack.len() > opened {
            let Some(element) = self.stack.pop() else {
                break;
            };
            if self.stack.len() > opened {
                let name = String::from_utf8_lossy(&element.name).into_owned();
                self.flaw(at, (Expected::ClosingTag, Done::Assumed), &name);
            }
            self.end(element);
        }
    }

    fn end(&mut self, element: Element) {
        if let Some((number, from)) = element.marks {
            let part = from..self.text.len();
            if let Some(marked) = self.marked.get_mut(number) {
                match marked.parts.last_mut() {
                    Some(last) if last.end == part.start => last.end = part.end,
                    _ => marked.parts.push(part),
                }
            }
        }
        if element.is_article {
            self.finish_article();
        }
    }

    fn finish_article(&mut self) {
        let text = std::mem::take(&mut self.text);
        let given = self.id.take();
        let is_given = given.is_some();
        let wanted = given.unwrap_or_else(|| ids::of_file(self.name));
        let id = self.ids.free(&wanted);
        if is_given && id != wanted {
            let kind = ProblemKind::DuplicateId(wanted, id.clone());
            self.report(self.began, kind);
        }
        let mut article = Article::new(id.as_str().into(), &text);
        self.id = Some(id);
        let made = std::mem::take(&mut article.meta.title);
        article.meta = std::mem::take(&mut self.meta);
        if article.meta.title.is_empty() {
            article.meta.title = made;
        }
        self.numbered.clear();
        let mut annotations = Vec::new();
        for marked in std::mem::take(&mut self.marked) {
            let at = annotations.len();
            annotations.extend(self.annotation(at, marked, &text));
        }
        draft::in_order(&mut annotations);
        self.id = None;
        self.import.records.push(Record {
            article,
            annotations,
            relations: Vec::new(),
            suggestions: Vec::new(),
            blind: std::mem::take(&mut self.blind),
        });
    }

    fn annotation(&mut self, number: usize, marked: Marked, text: &str) -> Option<Annotation> {
        let label = layer::as_label(&marked.label);
        if label.as_ref() != Some(&marked.label) {
            let kind = ProblemKind::BadLabel(marked.label.clone(), label.clone());
            self.report(marked.at, kind);
        }
        let mut spans = Vec::new();
        for part in marked.parts {
            let Some(span) = Span::covering(text, part.clone()).filter(|_| !part.is_empty()) else {
                continue;
            };
            if span.range() != part {
                let kind = ProblemKind::Repaired(text[part].to_owned(), Repair::WholeCharacters);
                self.report(marked.at, kind);
            }
            spans.push(span);
        }
        let mut spans = joined(spans).into_iter();
        let Some(first) = spans.next() else {
            let (start, length) = (0, code_points(text));
            let kind = ProblemKind::Outside {
                start,
                end: start,
                length,
            };
            self.report(marked.at, kind);
            return None;
        };
        let mut annotation = draft::imported(self.format, number, first, label?.into());
        annotation.more = spans.collect();
        annotation.note = marked.note;
        annotation.attributes = marked.attributes;
        Some(annotation)
    }
}

/// Parts in the order of the text; those that touch or overlap are one. Elements of one number may
/// stand within each other, and a part may have been widened to whole characters.
fn joined(mut parts: Vec<Span>) -> Vec<Span> {
    parts.sort();
    let mut joined: Vec<Span> = Vec::new();
    for part in parts {
        let (start, end) = (part.start(), part.end());
        match joined.last_mut() {
            Some(last) if start <= last.end() => {
                let end = end.max(last.end());
                *last = Span::from_range(last.start()..end).unwrap_or(*last);
            }
            _ => joined.push(part),
        }
    }
    joined
}
