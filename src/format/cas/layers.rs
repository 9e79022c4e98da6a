//! What both forms share: an article as feature structures, and back.

use std::collections::BTreeMap;

use super::types::{self, Attributes};
use crate::format::details;
use crate::format::draft::{self, Mention};
use crate::format::ids::{self, FileNames};
use crate::format::layer::{
    self, DEPENDENT, GOVERNOR, LABEL, METADATA, METADATA_FIELD, NAMED_ENTITY, NOTE, RELATION,
    SENTENCE, TOKEN, VALUE,
};
use crate::format::links::{self, Links, Missing};
use crate::format::locate::Locator;
use crate::format::loss::{LossKind, Losses};
use crate::format::problem::ProblemKind;
use crate::format::words;
use crate::format::{Carries, Export, NamedFile};
use crate::model::article::{Article, ArticleMeta};
use crate::model::dataset::Record;
use crate::text::convert::{Unit, UnitIndex};

/// What both forms carry.
pub(super) const CARRIES: Carries = Carries {
    attributes: true,
    notes: true,
    relations: true,
    details: true,
    ..Carries::SPANS
};

/// Features by name.
pub(super) type Features = BTreeMap<String, String>;

/// A feature structure with a place, in UTF-16 units.
#[derive(Clone, Debug)]
pub(super) struct Structure {
    /// Its number in the file that was read; when written, its place in the list counts.
    pub number: u64,
    /// The full name of its type.
    pub layer: String,
    /// Where it begins.
    pub begin: u64,
    /// Where it ends.
    pub end: u64,
    /// Its features that hold a plain value.
    pub features: Features,
    /// Its features that hold another structure: when read, by that one's number; when written, by
    /// its place in the list.
    pub references: BTreeMap<String, u64>,
}

/// Writes an article of these structures, whose entities have features of these names.
pub(super) type Write = fn(&Record, (&[Structure], &Attributes), &mut Losses) -> String;

/// A file for each article, written by `write`. The names of attributes are added to `all`.
pub(super) fn write(
    records: &[Record],
    (ending, write): (&str, Write),
    names: &mut FileNames,
    all: &mut Attributes,
) -> Export {
    let (mut export, mut losses) = (Export::default(), Losses::default());
    for record in records {
        losses.note_uncarried(record, CARRIES);
        export.annotations += record.annotations.len();
        let name = names.free(record.article.id.as_str());
        let attributes = attributes(record, &mut losses);
        let written = (&*structures(record, &attributes), &attributes);
        let bytes = write(record, written, &mut losses).into_bytes();
        all.extend(attributes);
        let name = format!("{name}.{ending}");
        export.files.push(NamedFile { name, bytes });
    }
    export.losses = losses.into_vec();
    export
}

/// The names of the attributes of a record that can be features; the others are counted.
fn attributes(record: &Record, losses: &mut Losses) -> Attributes {
    let mut names = Attributes::new();
    for annotation in &record.annotations {
        let named = (
            annotation.span.text(&record.article.text),
            annotation.label.as_str(),
        );
        for name in annotation.attributes.keys() {
            if types::is_feature_name(name) {
                names.insert(name.clone());
            } else {
                let article = record.article.id.as_str();
                losses.note(LossKind::Attributes, article, named, Some(named.0));
            }
        }
    }
    names
}

/// Makes structures of an article.
struct Maker<'r> {
    record: &'r Record,
    index: UnitIndex<'r>,
}

/// What is known about an article, sentences, tokens, entities and relations.
fn structures(record: &Record, attributes: &Attributes) -> Vec<Structure> {
    let maker = Maker {
        record,
        index: UnitIndex::new(&record.article.text),
    };
    let mut found = maker.document();
    found.extend(maker.segments());
    let first = found.len() as u64;
    found.extend(maker.entities(attributes));
    found.extend(maker.relations(first));
    found
}

impl Maker<'_> {
    fn structure(
        &self,
        layer: &str,
        range: std::ops::Range<usize>,
        features: &[(&str, &str)],
    ) -> Structure {
        let at = |byte| self.index.from_byte(byte, Unit::Utf16).unwrap_or_default() as u64;
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Structure {
            number: 0,
            layer: layer.to_owned(),
            begin: at(range.start),
            end: at(range.end),
            features: features.iter().map(own).collect(),
            references: BTreeMap::new(),
        }
    }

    fn document(&self) -> Vec<Structure> {
        let article = &self.record.article;
        let (meta, whole) = (&article.meta, 0..article.text.len());
        let mut known = vec![
            ("documentTitle", meta.title.as_str()),
            ("documentId", article.id.as_str()),
        ];
        known.extend(meta.language.as_deref().map(|tag| ("language", tag)));
        known.extend(link(meta).map(|link| ("documentUri", link)));
        let mut found = vec![self.structure(METADATA, whole.clone(), &known)];
        for (key, value) in details::known(meta) {
            let has_place = key == "language" || (key == "url" && link(meta).is_some());
            if !has_place {
                let field = [("key", key), ("value", value)];
                found.push(self.structure(METADATA_FIELD, whole.clone(), &field));
            }
        }
        found
    }

    fn segments(&self) -> Vec<Structure> {
        let text: &str = &self.record.article.text;
        let tokens = words::tokens(text);
        let (mut found, mut from) = (Vec::new(), 0);
        for end in words::sentence_ends(text, &tokens) {
            let sentence = tokens[from].start..tokens[end - 1].end;
            found.push(self.structure(SENTENCE, sentence, &[]));
            from = end;
        }
        let tokens = tokens.into_iter();
        found.extend(tokens.map(|token| self.structure(TOKEN, token, &[])));
        found
    }

    fn entities(&self, attributes: &Attributes) -> impl Iterator<Item = Structure> {
        self.record.annotations.iter().map(|annotation| {
            let own = annotation.attributes.iter();
            let own = own.filter(|(name, _)| attributes.contains(*name));
            let own = own.map(|(name, value)| (name.as_str(), value.as_str()));
            let mut features: Vec<(&str, &str)> = own.collect();
            features.push((VALUE, annotation.label.as_str()));
            features
                .extend(Some((NOTE, annotation.note.as_str())).filter(|note| !note.1.is_empty()));
            self.structure(NAMED_ENTITY, annotation.span.range(), &features)
        })
    }

    /// The relations between entities of which the first has that place in the list.
    fn relations(&self, first: u64) -> impl Iterator<Item = Structure> {
        let all = links::numbered(self.record).into_iter();
        all.map(move |(from, to, label)| {
            let label = Some((LABEL, label)).filter(|label| !label.1.is_empty());
            // A relation stands where it leads to.
            let place = self.record.annotations[to].span.range();
            let ends = [(GOVERNOR, from), (DEPENDENT, to)];
            let ends = ends.map(|(name, at)| (name.to_owned(), first + at as u64));
            Structure {
                references: ends.into_iter().collect(),
                ..self.structure(RELATION, place, label.as_slice())
            }
        })
    }
}

/// The numbers of what a relation connects; nothing if it is none.
fn ends(structure: &Structure) -> Option<(u64, u64)> {
    let end = |name| structure.references.get(name).copied();
    end(GOVERNOR).zip(end(DEPENDENT))
}

/// The link to an article, if it is one to the web: tools keep the names of their own files in its
/// place.
fn link(meta: &ArticleMeta) -> Option<&str> {
    let link = meta.url.as_deref();
    link.filter(|link| is_of_the_web(link))
}

fn is_of_the_web(link: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| link.starts_with(scheme))
}

/// What the structures say about the article.
fn learn(meta: &mut ArticleMeta, structures: &[Structure]) {
    let of = |layer: &'static str| structures.iter().filter(move |s| s.layer == layer);
    for field in of(METADATA_FIELD) {
        if let (Some(key), Some(value)) = (field.features.get("key"), field.features.get("value")) {
            details::set(meta, key, value);
        }
    }
    let Some(document) = of(METADATA).next() else {
        return;
    };
    let known = |name: &str| document.features.get(name).map(String::as_str);
    details::set(meta, "title", known("documentTitle").unwrap_or_default());
    // What UIMA writes where nothing is known.
    if let Some(tag) = known("language").filter(|tag| *tag != "x-unspecified") {
        details::set(meta, "language", tag);
    }
    if let Some(link) = known("documentUri").filter(|link| is_of_the_web(link)) {
        details::set(meta, "url", link);
    }
}

/// The id of a document. INCEpTION calls it after the annotator: there the document is what the
/// address within the project ends with.
fn id_of(metadata: &Structure) -> Option<String> {
    let feature = |name: &str| metadata.features.get(name).map_or("", String::as_str);
    let (project, title) = (feature("documentBaseUri"), feature("documentTitle"));
    let id = feature("documentId");
    if !project.is_empty() && !title.is_empty() && id != title {
        let within = feature("documentUri").strip_prefix(project);
        if within.and_then(|within| within.strip_prefix('/')) == Some(title) {
            return Some(ids::of_file(title));
        }
    }
    (!id.trim().is_empty()).then(|| id.to_owned())
}

/// An article made of a text and what stands on it. `report` is told the number of the structure
/// that is wrong.
pub(super) fn article(
    (format, file): (&str, &str),
    text: &str,
    structures: Vec<Structure>,
    losses: &mut Losses,
    mut report: impl FnMut(usize, ProblemKind),
) -> Record {
    let metadata = structures.iter().find(|s| s.layer == METADATA);
    let id = metadata
        .and_then(id_of)
        .unwrap_or_else(|| ids::of_file(file));
    let mut article = Article::new(id.as_str().into(), text);
    learn(&mut article.meta, &structures);
    let locator = Locator::new(text, Unit::Utf16);
    let mut annotations = Vec::new();
    let mut links = Links::default();
    for (at, mut structure) in structures.into_iter().enumerate() {
        if layer::is_segmentation(&structure.layer) {
            continue;
        }
        if !layer::holds_labels(&structure.layer) {
            let named = ("", layer::short(&structure.layer));
            losses.note(LossKind::Layer, &id, named, None);
            continue;
        }
        if let Some((from, to)) = ends(&structure) {
            let label = layer::take_relation_label(&structure.layer, &mut structure.features);
            for name in structure.features.keys() {
                losses.note(LossKind::Attributes, &id, ("", name), None);
            }
            links.relation((&from.to_string(), &to.to_string()), &label, at);
            continue;
        }
        let given = layer::take_label(&structure.layer, &mut structure.features);
        let mention = Mention {
            start: structure.begin,
            end: structure.end,
            label: &given,
            quoted: None,
        };
        if let Some((span, label)) = draft::settle(&mention, &locator, |kind| report(at, kind)) {
            let mut annotation = draft::imported(format, annotations.len(), span, label);
            annotation.note = structure.features.remove(NOTE).unwrap_or_default();
            annotation.attributes = structure.features;
            links.entity(&structure.number.to_string(), annotation.id);
            annotations.push(annotation);
        }
    }
    let missing = |missing: Missing<usize>| {
        report(missing.place, ProblemKind::NoSuchThing(missing.id));
    };
    let mut relations = links.resolve(missing);
    draft::in_order_with(&mut annotations, &mut relations);
    Record {
        article,
        annotations,
        relations,
        suggestions: Vec::new(),
        blind: false,
    }
}
