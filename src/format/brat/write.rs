//! Writes brat standoff.

use std::collections::BTreeMap;
use std::mem;
use std::ops::Range;

use super::conf::{self, Types};
use super::{MARKS, TEXT, ends_line};
use crate::format::ids::FileNames;
use crate::format::links;
use crate::format::loss::{LossKind, Losses};
use crate::format::writing::Writer;
use crate::format::{Export, Format, NamedFile};
use crate::model::annotation::Annotation;
use crate::model::dataset::Record;
use crate::model::label::LabelSet;
use crate::text::convert::{Unit, UnitIndex};
use crate::text::offset::Span;

/// Writes two files for each article, and what a server must know of all of them.
pub(super) struct BratWriter {
    labels: LabelSet,
    names: FileNames,
    types: Types,
}

impl BratWriter {
    /// Of a dataset with those labels.
    pub fn new(labels: LabelSet) -> Self {
        Self {
            labels,
            names: FileNames::default(),
            types: Types::default(),
        }
    }
}

impl Writer for BratWriter {
    fn next(&mut self, records: Vec<Record>) -> Export {
        let mut export = Export::default();
        let mut losses = Losses::default();
        for record in &records {
            let name = self.names.free(record.article.id.as_str());
            let mut marks = Marks::new(record, &mut losses, &mut self.types);
            for (at, annotation) in record.annotations.iter().enumerate() {
                marks.push(at, annotation);
            }
            for (from, to, label) in links::numbered(record) {
                marks.push_relation((from, to), label);
            }
            export.annotations += marks.entities;
            let bytes = marks.out.into_bytes();
            export.files.push(file(&name, MARKS, bytes));
            let text = record.article.text.as_bytes().to_vec();
            export.files.push(file(&name, TEXT, text));
        }
        export.losses = losses.into_vec();
        export
    }

    fn end(&mut self) -> Export {
        let settings = |name: &str, text: String| NamedFile {
            name: name.to_owned(),
            bytes: text.into_bytes(),
        };
        let types = mem::take(&mut self.types).declared(&self.labels);
        let mut files = vec![settings(conf::TYPES, types)];
        // Without names and colours brat's own will do.
        if !self.labels.is_empty() {
            files.push(settings(conf::LOOKS, conf::looks(&self.labels)));
        }
        Export {
            files,
            ..Export::default()
        }
    }
}

fn file(name: &str, ending: &str, bytes: Vec<u8>) -> NamedFile {
    let name = format!("{name}.{ending}");
    NamedFile { name, bytes }
}

/// The lines about one article.
struct Marks<'r, 'l> {
    text: &'r str,
    article: &'r str,
    index: UnitIndex<'r>,
    losses: &'l mut Losses,
    types: &'l mut Types,
    out: String,
    entities: usize,
    attributes: usize,
    notes: usize,
    relations: usize,
    /// The numbers that annotations were written with, by their place in the record.
    numbers: BTreeMap<usize, usize>,
}

impl<'r, 'l> Marks<'r, 'l> {
    fn new(record: &'r Record, losses: &'l mut Losses, types: &'l mut Types) -> Self {
        losses.note_uncarried(record, super::Brat.carries());
        Self {
            text: &record.article.text,
            article: record.article.id.as_str(),
            index: UnitIndex::new(&record.article.text),
            losses,
            types,
            out: String::new(),
            entities: 0,
            attributes: 0,
            notes: 0,
            relations: 0,
            numbers: BTreeMap::new(),
        }
    }

    fn push(&mut self, at: usize, annotation: &Annotation) {
        let original = annotation.span.text(self.text);
        let named = (original, annotation.label.as_str());
        let lines = |span: Span| (span, lines_of(self.text, span.range()));
        let lines: Vec<(Span, Vec<Range<usize>>)> = annotation.spans().map(lines).collect();
        let parts: Vec<&Range<usize>> = lines.iter().flat_map(|(_, lines)| lines).collect();
        let Some(first) = parts.first() else {
            return self
                .losses
                .note(LossKind::NoToken, self.article, named, None);
        };
        let is_whole = |(span, lines): &(Span, Vec<Range<usize>>)| {
            let edges = lines.first().zip(lines.last());
            edges.is_some_and(|(first, last)| (first.start, last.end) == (span.start(), span.end()))
        };
        if !lines.iter().all(is_whole) {
            let became = &self.text[(*first).clone()];
            self.losses
                .note(LossKind::Trimmed, self.article, named, Some(became));
        }
        self.entities += 1;
        self.types.entities.insert(named.1.to_owned());
        let id = self.entities;
        self.numbers.insert(at, id);
        let places: Vec<String> = parts.iter().map(|part| self.place(part)).collect();
        let quoted: Vec<&str> = parts
            .iter()
            .map(|part| &self.text[(*part).clone()])
            .collect();
        let (label, places, quoted) = (named.1, places.join(";"), quoted.join(" "));
        self.out
            .push_str(&format!("T{id}\t{label} {places}\t{quoted}\n"));
        self.push_attributes(annotation, named);
        self.push_note(&annotation.note, named);
    }

    fn place(&self, part: &Range<usize>) -> String {
        let at = |byte| {
            let counted = self.index.from_byte(byte, Unit::CodePoint);
            counted.unwrap_or_default()
        };
        format!("{} {}", at(part.start), at(part.end))
    }

    fn push_attributes(&mut self, annotation: &Annotation, named: (&str, &str)) {
        let fits = |word: &str| !word.is_empty() && !word.contains(is_blank);
        for (name, value) in &annotation.attributes {
            if !fits(name) || !fits(value) {
                self.losses
                    .note(LossKind::Attributes, self.article, named, Some(named.0));
                continue;
            }
            self.attributes += 1;
            self.types.attribute(name, value);
            let (number, entity) = (self.attributes, self.entities);
            self.out
                .push_str(&format!("A{number}\t{name} T{entity} {value}\n"));
        }
    }

    fn push_relation(&mut self, (from, to): (usize, usize), label: &str) {
        let ends = self.numbers.get(&from).zip(self.numbers.get(&to));
        let Some((from, to)) = ends else {
            return self
                .losses
                .note(LossKind::Relation, self.article, ("", label), None);
        };
        self.relations += 1;
        let (number, label) = (self.relations, links::name(label));
        self.types.relations.insert(label.to_owned());
        self.out
            .push_str(&format!("R{number}\t{label} Arg1:T{from} Arg2:T{to}\n"));
    }

    fn push_note(&mut self, note: &str, named: (&str, &str)) {
        if note.is_empty() {
            return;
        }
        let line: String = note
            .chars()
            .map(|c| if ends_line(c) { ' ' } else { c })
            .collect();
        if line != note {
            self.losses.note(
                LossKind::Characters,
                self.article,
                (note, named.1),
                Some(&line),
            );
        }
        self.notes += 1;
        let (number, entity) = (self.notes, self.entities);
        self.out
            .push_str(&format!("#{number}\tAnnotatorNotes T{entity}\t{line}\n"));
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || ends_line(c)
}

/// The parts of a range between line ends.
fn lines_of(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = range.start;
    for piece in text[range].split_inclusive(ends_line) {
        let kept = piece.trim_end_matches(ends_line).len();
        if kept > 0 {
            parts.push(from..from + kept);
        }
        from += piece.len();
    }
    parts
}
