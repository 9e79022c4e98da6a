//! What both forms share: an article as feature structures, and back.

use std::collections::BTreeMap;

use crate::format::details;
use crate::format::draft::{self, Mention};
use crate::format::ids::{self, FileNames};
use crate::format::layer::{
    self, DEPENDENT, GOVERNOR, LABEL, METADATA, METADATA_FIELD, NAMED_ENTITY, RELATION, SENTENCE,
    TOKEN, VALUE,
};
use crate::format::links::{self, Links, Missing};
use crate::format::locate::Locator;
use crate::format::loss::{LossKind, Losses};
use crate::format::problem::ProblemKind;
use crate::format::words;
use crate::format::{Carries, Export, NamedFile};
use crate::model::article::{Article, ArticleMeta};
use crate::model::dataset::{Dataset, Record};
use crate::text::convert::{Unit, UnitIndex};

/// What both forms carry.
pub(super) const CARRIES: Carries = Carries {
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

/// A file for each article, written by `write`.
pub(super) fn write(
    dataset: &Dataset,
    ending: &str,
    write: fn(&Record, &[Structure], &mut Losses) -> String,
    names: &mut FileNames,
) -> Export {
    let (mut export, mut losses) = (Export::default(), Losses::default());
    for record in &dataset.records {
        losses.note_uncarried(record, CARRIES);
        export.annotations += record.annotations.len();
        let name = names.free(record.article.id.as_str());
        let bytes = write(record, &structures(record), &mut losses).into_bytes();
        let name = format!("{name}.{ending}");
        export.files.push(NamedFile { name, bytes });
    }
    export.losses = losses.into_vec();
    export
}

/// Title, sentences, tokens and entities of an article.
fn structures(record: &Record) -> Vec<Structure> {
    let text: &str = &record.article.text;
    let index = UnitIndex::new(text);
    let structure = |layer: &str, range: std::ops::Range<usize>, features: &[(&str, &str)]| {
        let at = |byte| index.from_byte(byte, Unit::Utf16).unwrap_or_default() as u64;
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Structure {
            number: 0,
            layer: layer.to_owned(),
            begin: at(range.start),
            end: at(range.end),
            features: features.iter().map(own).collect(),
            references: BTreeMap::new(),
        }
    };
    let meta = &record.article.meta;
    let mut known = vec![
        ("documentTitle", meta.title.as_str()),
        ("documentId", record.article.id.as_str()),
    ];
    known.extend(meta.language.as_deref().map(|tag| ("language", tag)));
    known.extend(link(meta).map(|link| ("documentUri", link)));
    let mut found = vec![structure(METADATA, 0..text.len(), &known)];
    for (key, value) in details::known(meta) {
        let has_place = key == "language" || (key == "url" && link(meta).is_some());
        if !has_place {
            let field = [("key", key), ("value", value)];
            found.push(structure(METADATA_FIELD, 0..text.len(), &field));
        }
    }
    let tokens = words::tokens(text);
    let mut from = 0;
    for end in words::sentence_ends(text, &tokens) {
        let sentence = tokens[from].start..tokens[end - 1].end;
        found.push(structure(SENTENCE, sentence, &[]));
        from = end;
    }
    let tokens = tokens.into_iter();
    found.extend(tokens.map(|token| structure(TOKEN, token, &[])));
    let first = found.len() as u64;
    found.extend(record.annotations.iter().map(|annotation| {
        let label = [(VALUE, annotation.label.as_str())];
        structure(NAMED_ENTITY, annotation.span.range(), &label)
    }));
    for (from, to, label) in links::numbered(record) {
        let label = [(LABEL, label)];
        let given = if label[0].1.is_empty() {
            &[]
        } else {
            &label[..]
        };
        // A relation stands where it leads to.
        let place = record.annotations[to].span.range();
        let mut relation = structure(RELATION, place, given);
        let ends = [(GOVERNOR, from), (DEPENDENT, to)];
        let ends = ends.map(|(name, at)| (name.to_owned(), first + at as u64));
        relation.references = ends.into_iter().collect();
        found.push(relation);
    }
    found
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
    let id = metadata.and_then(|s| s.features.get("documentId"));
    let id = id.filter(|id| !id.trim().is_empty()).cloned();
    let id = id.unwrap_or_else(|| ids::of_file(file));
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
