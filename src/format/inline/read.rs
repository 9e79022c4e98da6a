//! Reads inline XML.

use std::collections::BTreeMap;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::format::Import;
use crate::format::draft;
use crate::format::flaw::{Done, Expected, Flaw};
use crate::format::ids::{self, Ids};
use crate::format::json_lines::is_yes;
use crate::format::layer;
use crate::format::places::Places;
use crate::format::problem::{Problem, ProblemKind, Repair};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
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

/// Reads a file; `format` is the id of what it is.
pub(super) fn read(bytes: &[u8], name: &str, format: &'static str) -> Import {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(file) => Reading::new(name, file, format).run(),
        Err(error) => {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let mut reading = Reading::new(name, &good, format);
            reading.report(good.len(), ProblemKind::NotUtf8);
            reading.import
        }
    }
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
    at: usize,
    number: Option<String>,
    label: String,
    note: String,
    attributes: BTreeMap<String, String>,
    parts: Vec<std::ops::Range<usize>>,
}

struct Reading<'f> {
    name: &'f str,
    format: &'static str,
    file: &'f str,
    places: Places<'f>,
    /// Whether only what stands inside of `article` is text.
    has_articles: bool,
    ids: Ids,
    stack: Vec<Element>,
    /// Where the article begins.
    began: usize,
    id: Option<String>,
    title: Option<String>,
    blind: bool,
    text: String,
    marked: Vec<Marked>,
    import: Import,
}

impl<'f> Reading<'f> {
    fn new(name: &'f str, file: &'f str, format: &'static str) -> Self {
        Self {
            name,
            format,
            file,
            places: Places::of(file),
            has_articles: format == super::html::ID || file.contains("<article"),
            ids: Ids::default(),
            stack: Vec::new(),
            began: 0,
            id: None,
            title: None,
            blind: false,
            text: String::new(),
            marked: Vec::new(),
            import: Import::default(),
        }
    }

    fn report(&mut self, at: usize, kind: ProblemKind) {
        let (line, column) = self.places.line_column(at);
        self.import.problems.push(Problem {
            file: self.name.to_owned(),
            line,
            column,
            kind,
        });
    }

    fn flaw(&mut self, at: usize, (expected, done): (Expected, Done), found: &str) {
        let found = found.to_owned();
        let flaw = Flaw {
            expected,
            found,
            done,
        };
        self.report(at, ProblemKind::Flaw(flaw));
    }

    fn run(mut self) -> Import {
        let mut reader = Reader::from_str(self.file);
        // What is closed is compared with what is open here, so that one slip does not end it all.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        loop {
            let at = reader.buffer_position() as usize;
            match reader.read_event() {
                Ok(Event::Start(element)) => self.open(at, &element),
                Ok(Event::Empty(_)) => {}
                Ok(Event::End(element)) => self.close(at, element.name().as_ref()),
                Ok(Event::Text(text)) => self.push(&text.xml10_content().unwrap_or_default()),
                Ok(Event::CData(text)) => self.push(&text.xml10_content().unwrap_or_default()),
                Ok(Event::GeneralRef(reference)) => self.reference(at, &reference),
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => {
                    let at = reader.error_position() as usize;
                    self.flaw(at, (Expected::Xml, Done::RestLeftOut), &error.to_string());
                    break;
                }
            }
        }
        let end = self.file.len();
        while let Some(element) = self.stack.pop() {
            let name = String::from_utf8_lossy(&element.name).into_owned();
            self.flaw(end, (Expected::ClosingTag, Done::Assumed), &name);
            self.end(element);
        }
        if !self.has_articles && !self.text.trim().is_empty() {
            self.finish_article();
        }
        self.import
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

    fn reference(&mut self, at: usize, reference: &BytesRef<'_>) {
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

    fn open(&mut self, at: usize, element: &BytesStart<'_>) {
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
        let is_article = self.has_articles && shown == "article" && !self.is_inside();
        if is_article {
            self.id = known.remove("id");
            self.began = at;
            self.title = known.remove("title").or_else(|| known.remove("data-title"));
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
    fn mark(&mut self, at: usize, name: &str, mut known: BTreeMap<String, String>) -> usize {
        let number = known.remove("n").or_else(|| known.remove("data-n"));
        let before = number.as_ref().and_then(|number| {
            let same = |marked: &Marked| marked.number.as_ref() == Some(number);
            self.marked.iter().rposition(same)
        });
        if let Some(before) = before {
            return before;
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
            number,
            label: label.unwrap_or_else(|| name.to_owned()),
            note: note.unwrap_or_default(),
            attributes,
            parts: Vec::new(),
        });
        self.marked.len() - 1
    }

    fn close(&mut self, at: usize, name: &[u8]) {
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
        let given = self.id.take().filter(|id| !id.trim().is_empty());
        let is_given = given.is_some();
        let wanted = given.unwrap_or_else(|| ids::of_file(self.name));
        let id = self.ids.free(&wanted);
        if is_given && id != wanted {
            let kind = ProblemKind::DuplicateId(wanted, id.clone());
            self.report(self.began, kind);
        }
        let mut article = Article::new(id.into(), &text);
        if let Some(title) = self.title.take().filter(|title| !title.trim().is_empty()) {
            article.meta.title = title;
        }
        let mut annotations = Vec::new();
        for marked in std::mem::take(&mut self.marked) {
            let at = annotations.len();
            annotations.extend(self.annotation(at, marked, &text));
        }
        draft::in_order(&mut annotations);
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
