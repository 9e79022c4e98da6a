//! The articles of a project as the chosen people annotated them.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use super::recipe::Recipe;
use crate::app::headless::{Refusal, files, project};
use crate::model::annotation::Annotation;
use crate::model::dataset::Record;
use crate::model::ids::{AnnotationId, ArticleId, LabelId};
use crate::model::label::{Label, LabelSet};
use crate::model::relation::Relation;
use crate::model::sheet::{Progress, Sheet};
use crate::store::ids::sha256;
use crate::store::project::Opened;

/// An article as one person annotated it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Index of the person.
    who: usize,
    /// The article.
    article: ArticleId,
    /// What the record is called.
    pub(super) id: String,
}

impl Place {
    pub(super) fn article(&self) -> &str {
        self.article.as_str()
    }
}

/// A project opened for every person chosen.
pub(super) struct Source<'r> {
    recipe: &'r Recipe,
    opened: Vec<(String, Opened)>,
}

impl<'r> Source<'r> {
    pub(super) fn open(dir: &Path, recipe: &'r Recipe) -> Result<Self, Refusal> {
        let opened = match recipe.annotators.as_slice() {
            [] => vec![project::open(dir, None)?],
            names => {
                let one = |name: &String| project::open(dir, Some(name));
                names.iter().map(one).collect::<Result<_, _>>()?
            }
        };
        let named = |opened: Opened| {
            let name = opened.project.annotator.as_ref();
            (name.map_or_else(String::new, ToString::to_string), opened)
        };
        Ok(Self {
            recipe,
            opened: opened.into_iter().map(named).collect(),
        })
    }

    /// Every article of every person, in the order of the articles.
    pub(super) fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        let Some((_, first)) = self.opened.first() else {
            return places;
        };
        for (article, _) in first.project.entries() {
            for (who, (name, _)) in self.opened.iter().enumerate() {
                let id = if self.is_of_many() {
                    format!("{article}.{name}")
                } else {
                    article.to_string()
                };
                let article = article.clone();
                places.push(Place { who, article, id });
            }
        }
        places
    }

    fn is_of_many(&self) -> bool {
        self.opened.len() > 1
    }

    /// The record at a place; nothing if it is not wanted.
    pub(super) fn record(&self, place: &Place) -> Result<Option<Record>, Refusal> {
        let Some((_, opened)) = self.opened.get(place.who) else {
            return Ok(None);
        };
        let Some(entry) = opened.project.entry(&place.article) else {
            return Ok(None);
        };
        let path = project::article_path(opened.store.dir(), &place.article);
        let loaded = opened.store.load(&place.article, entry);
        let (mut article, sheet) = loaded.map_err(|error| files::refuse(&error, &path))?;
        let untouched = self.is_of_many() && !is_begun(&sheet);
        if untouched || !self.recipe.takes(sheet.progress()) {
            return Ok(None);
        }
        article.id = place.id.as_str().into();
        let (annotations, relations) = self.annotations(&sheet);
        Ok(Some(Record {
            article,
            annotations,
            relations,
            suggestions: Vec::new(),
            blind: sheet.remarks().blind,
        }))
    }

    /// With the labels wanted, and what connects them; two that became the same are one.
    fn annotations(&self, sheet: &Sheet) -> (Vec<Annotation>, Vec<Relation>) {
        // Of each place and written label, whether it was another label before, and its id.
        let mut taken: BTreeMap<(Vec<_>, LabelId), (bool, AnnotationId)> = BTreeMap::new();
        let mut became: HashMap<AnnotationId, AnnotationId> = HashMap::new();
        let mut annotations = Vec::new();
        for annotation in sheet.annotations() {
            let Some(label) = self.recipe.label(&annotation.label) else {
                continue;
            };
            let spans: Vec<_> = annotation.spans().collect();
            let changed = label != &annotation.label;
            let known = taken.entry((spans, label.clone()));
            let the_same = match known {
                Entry::Occupied(before) => Some(*before.get())
                    .filter(|(was_changed, _)| changed || *was_changed)
                    .map(|(_, id)| id),
                Entry::Vacant(none) => {
                    none.insert((changed, annotation.id));
                    None
                }
            };
            became.insert(annotation.id, the_same.unwrap_or(annotation.id));
            if the_same.is_none() {
                annotations.push(Annotation {
                    label: label.clone(),
                    ..annotation.clone()
                });
            }
        }
        annotations.sort_by(|a, b| a.order().cmp(&b.order()));
        let relations = sheet
            .relations()
            .filter_map(|relation| relation.between(&became));
        let relations = relations.filter(|relation| relation.from != relation.to);
        let relations: BTreeSet<Relation> = relations.collect();
        (annotations, relations.into_iter().collect())
    }

    /// The labels that can occur, as they are written.
    pub(super) fn labels(&self) -> LabelSet {
        let Some((_, opened)) = self.opened.first() else {
            return LabelSet::default();
        };
        let all = opened.project.labels();
        let mut labels: Vec<Label> = Vec::new();
        for label in all.iter() {
            let Some(id) = self.recipe.label(&label.id) else {
                continue;
            };
            if labels.iter().any(|known| known.id == *id) {
                continue;
            }
            let mut written = all.get(id).unwrap_or(label).clone();
            written.id = id.clone();
            written.key = written
                .key
                .filter(|key| labels.iter().all(|l| l.key != Some(*key)));
            labels.push(written);
        }
        LabelSet::new(labels).unwrap_or_default()
    }

    /// Who has work in the project.
    pub(super) fn annotators(&self) -> Vec<String> {
        let first = self.opened.first();
        let names = first.and_then(|(_, opened)| opened.store.annotators().ok());
        let names = names.unwrap_or_default();
        names.iter().map(ToString::to_string).collect()
    }

    /// The project's name.
    pub(super) fn name(&self) -> &str {
        let first = self.opened.first();
        first.map_or("", |(_, opened)| &opened.project.name)
    }

    /// The last journal record of each person.
    pub(super) fn revision(&self) -> BTreeMap<String, u64> {
        let of = |(name, opened): &(String, Opened)| (name.clone(), opened.store.revision());
        self.opened.iter().map(of).collect()
    }

    /// The hash of the guidelines, if there are any.
    pub(super) fn guidelines(&self) -> Option<String> {
        let (_, opened) = self.opened.first()?;
        let text = opened.project.guidelines();
        (!text.is_empty()).then(|| sha256(text))
    }
}

fn is_begun(sheet: &Sheet) -> bool {
    let worked = sheet.annotations().len() + sheet.decisions().len() > 0;
    worked || sheet.progress() != Progress::New
}
