//! Reads brat standoff.

use std::collections::BTreeMap;

use super::{ID, MARKS, TEXT, ends_line};
use crate::format::draft::{self, Mention};
use crate::format::flaw::{Done, Expected, Flaw};
use crate::format::ids;
use crate::format::links::Links;
use crate::format::locate::Locator;
use crate::format::loss::{LossKind, Losses};
use crate::format::problem::{Problem, ProblemKind, Repair};
use crate::format::stream::Place;
use crate::format::{Import, NamedFile};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::dataset::Record;
use crate::model::ids::AnnotationId;
use crate::text::convert::{Unit, code_points};
use crate::text::offset::Span;

/// How a line with an entity looks.
const ENTITY: &str = "T1<TAB>LABEL START END<TAB>TEXT";
/// How a line with an attribute looks.
const ATTRIBUTE: &str = "A1<TAB>NAME T1 VALUE";
/// How a line with a note looks.
const NOTE: &str = "#1<TAB>AnnotatorNotes T1<TAB>TEXT";
/// How a line with a relation looks.
const RELATION: &str = "R1<TAB>NAME Arg1:T1 Arg2:T2";
/// How a line with an entry of a list of names looks.
const REFERENCE: &str = "N1<TAB>Reference T1 LIST:ID<TAB>NAME";

/// Reads annotations with the text beside them; one without the other is told of.
pub(super) fn read(files: &[NamedFile]) -> Import {
    let known = files.first().and_then(|file| {
        let (stem, ending) = file.name.rsplit_once('.')?;
        Some((file, stem, ending))
    });
    let Some((file, stem, ending)) = known else {
        return Import::default();
    };
    let is_marks = ending.eq_ignore_ascii_case(MARKS);
    if let ([marks, text], true) = (files, is_marks) {
        return article(marks, text, &ids::of_file(&marks.name));
    }
    let other = if is_marks { TEXT } else { MARKS };
    let kind = ProblemKind::NoCompanion(format!("{stem}.{other}"));
    let problem = Problem::new(&file.name, (1, 1), kind);
    Import {
        problems: vec![problem],
        ..Import::default()
    }
}

fn article(marks: &NamedFile, text: &NamedFile, id: &str) -> Import {
    let text = match std::str::from_utf8(&text.bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = String::from_utf8_lossy(&text.bytes[..error.valid_up_to()]);
            let place = crate::text::convert::line_column(&good, good.len());
            let problem = Problem::new(&text.name, place, ProblemKind::NotUtf8);
            return Import {
                problems: vec![problem],
                ..Import::default()
            };
        }
    };
    let mut reading = Reading {
        article: id,
        place: Place::new(&marks.name),
        losses: Losses::default(),
        counted: Locator::new(text, Unit::CodePoint),
        utf16: Locator::new(text, Unit::Utf16),
        text,
        entities: BTreeMap::new(),
        order: Vec::new(),
        said: Vec::new(),
        links: Links::default(),
    };
    let bytes = marks.bytes.strip_prefix(b"\xEF\xBB\xBF");
    for line in bytes.unwrap_or(&marks.bytes).split(|byte| *byte == b'\n') {
        if let Some(line) = reading.place.next(line) {
            reading.line(line);
        }
    }
    reading.finish()
}

struct Reading<'f> {
    article: &'f str,
    place: Place<'f>,
    losses: Losses,
    /// For offsets as they should be.
    counted: Locator<'f>,
    /// For offsets of programs that count otherwise.
    utf16: Locator<'f>,
    text: &'f str,
    /// Entities by their id in the file.
    entities: BTreeMap<String, Annotation>,
    order: Vec<String>,
    /// What is said about entities, which may stand before them.
    said: Vec<Said>,
    links: Links<usize>,
}

/// Something about an entity.
struct Said {
    line: usize,
    entity: String,
    what: What,
}

enum What {
    Attribute(String, String),
    Note(String),
}

impl Reading<'_> {
    fn line(&mut self, line: &str) {
        let Some(kind) = line.chars().next().filter(|_| !line.trim().is_empty()) else {
            return;
        };
        let (id, rest) = line.split_once('\t').unwrap_or((line, ""));
        let known = match kind {
            'T' => self.entity(id, rest),
            'A' | 'M' => self.attribute(rest),
            'N' => self.reference(rest),
            '#' => self.note(rest),
            'R' => self.relation(rest),
            '*' => self.lose(LossKind::Relation, rest),
            'E' => self.lose(LossKind::Event, rest),
            _ => Err(ENTITY),
        };
        if let Err(expected) = known {
            let problem = ProblemKind::BadShape(expected, line.to_owned());
            self.place.report(1, problem);
        }
    }

    fn lose(&mut self, kind: LossKind, rest: &str) -> Result<(), &'static str> {
        let label = rest.split(' ').next().unwrap_or_default();
        self.losses.note(kind, self.article, ("", label), None);
        Ok(())
    }

    fn entity(&mut self, id: &str, rest: &str) -> Result<(), &'static str> {
        let (head, quoted) = match rest.split_once('\t') {
            Some((head, quoted)) => (head, Some(quoted)),
            None => (rest, None),
        };
        let (label, places) = head.split_once(' ').ok_or(ENTITY)?;
        let parts: Option<Vec<(u64, u64)>> = places.split(';').map(part).collect();
        let parts = parts.ok_or(ENTITY)?;
        let column = code_points(id) + 2;
        let found = match parts.as_slice() {
            [one] => self.single(*one, label, quoted, column),
            parts => self.several(parts, label, quoted, column),
        };
        if let Some(mut annotation) = found {
            annotation.id = AnnotationId(self.order.len() as u64);
            let key = self.key_of(id);
            if key == id {
                self.links.entity(id, annotation.id);
            }
            self.order.push(key.clone());
            self.entities.insert(key, annotation);
        }
        Ok(())
    }

    /// What an entity is known by. Of several with one id the first is what other lines name.
    fn key_of(&mut self, id: &str) -> String {
        if !self.entities.contains_key(id) {
            return id.to_owned();
        }
        let flaw = Flaw {
            expected: Expected::OwnId,
            found: id.to_owned(),
            done: Done::Assumed,
        };
        self.place.report(1, ProblemKind::Flaw(flaw));
        format!("{id}\t{}", self.order.len())
    }

    fn single(
        &mut self,
        (start, end): (u64, u64),
        label: &str,
        quoted: Option<&str>,
        column: usize,
    ) -> Option<Annotation> {
        let there = self.counted.at(start, end);
        // Texts over line ends are quoted in one line.
        let same = there.is_some_and(|there| Some(in_one_line(there).as_str()) == quoted);
        let mention = Mention {
            start,
            end,
            label,
            quoted: quoted.filter(|_| !same),
        };
        let place = &mut self.place;
        let (span, label) =
            draft::settle(&mention, &self.counted, |kind| place.report(column, kind))?;
        Some(draft::imported(ID, 0, span, label))
    }

    fn several(
        &mut self,
        parts: &[(u64, u64)],
        label: &str,
        quoted: Option<&str>,
        column: usize,
    ) -> Option<Annotation> {
        let joined = |locator: &Locator<'_>| -> Option<String> {
            let texts: Option<Vec<&str>> = parts.iter().map(|p| locator.at(p.0, p.1)).collect();
            Some(in_one_line(&texts?.join(" ")))
        };
        let quoted = quoted.map(in_one_line);
        let as_counted = joined(&self.counted);
        let fits = quoted.is_none() || as_counted == quoted;
        let as_utf16 = !fits && joined(&self.utf16) == quoted;
        let place = &mut self.place;
        if as_utf16 {
            let text = quoted.unwrap_or_default();
            place.report(column, ProblemKind::Repaired(text, Repair::CountedUtf16));
        } else if !fits {
            let (expected, found) = (quoted.unwrap_or_default(), as_counted.unwrap_or_default());
            place.report(column, ProblemKind::WrongText { expected, found });
            return None;
        }
        let locator = if as_utf16 { &self.utf16 } else { &self.counted };
        let mut spans = Vec::new();
        let mut name = None;
        for (start, end) in parts {
            let mention = Mention {
                start: *start,
                end: *end,
                label,
                quoted: None,
            };
            let (span, label) =
                draft::settle(&mention, locator, |kind| place.report(column, kind))?;
            name = Some(label);
            spans.push(span);
        }
        let mut spans = over_line_ends(self.text, spans).into_iter();
        let mut annotation = draft::imported(ID, 0, spans.next()?, name?);
        annotation.more = spans.collect();
        Some(annotation)
    }

    fn attribute(&mut self, rest: &str) -> Result<(), &'static str> {
        let mut fields = rest.splitn(3, ' ');
        let (name, entity) = (fields.next(), fields.next());
        let (name, entity) = name.zip(entity).ok_or(ATTRIBUTE)?;
        let value = fields.next().unwrap_or("true");
        self.say(entity, What::Attribute(name.to_owned(), value.to_owned()));
        Ok(())
    }

    fn reference(&mut self, rest: &str) -> Result<(), &'static str> {
        let (head, _) = rest.split_once('\t').unwrap_or((rest, ""));
        let mut fields = head.splitn(3, ' ');
        let (name, entity, value) = (fields.next(), fields.next(), fields.next());
        let ((name, entity), value) = name.zip(entity).zip(value).ok_or(REFERENCE)?;
        self.say(entity, What::Attribute(name.to_owned(), value.to_owned()));
        Ok(())
    }

    fn relation(&mut self, rest: &str) -> Result<(), &'static str> {
        let mut fields = rest.split_whitespace();
        let label = fields.next().ok_or(RELATION)?;
        let ends = fields.map(|end| end.split_once(':').map(|(_, id)| id));
        let ends: Vec<&str> = ends.collect::<Option<_>>().ok_or(RELATION)?;
        let [from, to] = ends[..] else {
            return Err(RELATION);
        };
        if from.starts_with('E') || to.starts_with('E') {
            return self.lose(LossKind::Relation, rest);
        }
        self.links.relation((from, to), label, self.place.line);
        Ok(())
    }

    fn note(&mut self, rest: &str) -> Result<(), &'static str> {
        let (head, note) = rest.split_once('\t').ok_or(NOTE)?;
        let (_, entity) = head.split_once(' ').ok_or(NOTE)?;
        self.say(entity, What::Note(note.to_owned()));
        Ok(())
    }

    fn say(&mut self, entity: &str, what: What) {
        self.said.push(Said {
            line: self.place.line,
            entity: entity.to_owned(),
            what,
        });
    }

    fn finish(mut self) -> Import {
        for Said { line, entity, what } in std::mem::take(&mut self.said) {
            match (self.entities.get_mut(&entity), what) {
                (Some(annotation), What::Attribute(name, value)) => {
                    annotation.attributes.insert(name, value);
                }
                (Some(annotation), What::Note(note)) => {
                    if !annotation.note.is_empty() {
                        annotation.note.push('\n');
                    }
                    annotation.note.push_str(&note);
                }
                (None, what) if entity.starts_with('T') => {
                    drop(what);
                    let problem = ProblemKind::NoSuchThing(entity);
                    self.place.report_at(line, 1, problem);
                }
                // Of events and relations, which are left out themselves.
                (None, What::Note(note)) => {
                    let named = (note.as_str(), entity.as_str());
                    self.losses.note(LossKind::Note, self.article, named, None);
                }
                (None, What::Attribute(name, _)) => {
                    let named = ("", name.as_str());
                    self.losses
                        .note(LossKind::Attributes, self.article, named, None);
                }
            }
        }
        let mut annotations: Vec<Annotation> = self
            .order
            .iter()
            .filter_map(|id| self.entities.remove(id))
            .collect();
        let place = &mut self.place;
        let mut relations = self.links.resolve(|missing| {
            place.report_at(missing.place, 1, ProblemKind::NoSuchThing(missing.id));
        });
        draft::in_order_with(&mut annotations, &mut relations);
        let mut import = self.place.import;
        import.losses = self.losses.into_vec();
        import.records.push(Record {
            article: Article::new(self.article.into(), self.text),
            annotations,
            relations,
            suggestions: Vec::new(),
            blind: false,
        });
        import
    }
}

fn part(place: &str) -> Option<(u64, u64)> {
    let (start, end) = place.trim().split_once(' ')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

fn in_one_line(text: &str) -> String {
    let blank = |c| if ends_line(c) { ' ' } else { c };
    text.chars().map(blank).collect()
}

/// Parts with nothing but line ends between them are one, and so are parts that touch or overlap.
fn over_line_ends(text: &str, mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        let before = joined.last().copied();
        let is_one = before.is_some_and(|before| {
            let gap = text.get(before.end()..span.start());
            gap.is_none_or(|gap| gap.chars().all(ends_line))
        });
        match (before, is_one) {
            (Some(before), true) => {
                let end = before.end().max(span.end());
                let whole = Span::covering(text, before.start()..end);
                joined.pop();
                joined.extend(whole);
            }
            _ => joined.push(span),
        }
    }
    joined
}
