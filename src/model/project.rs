//! A project: a label set, articles and one annotator's sheets, as far as they are loaded.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::article::{Article, ArticleMeta};
use super::ids::{AnnotatorId, ArticleId, LabelId};
use super::label::LabelSet;
use super::ruling::{Ruling, form_of};
use super::sheet::Sheet;

/// An article of the project as lists show it, whether or not its text is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleEntry {
    /// What is known about it.
    pub meta: ArticleMeta,
    /// SHA-256 of the UTF-8 text, lower-case hexadecimal; empty if not yet known.
    pub sha256: String,
}

/// A project in memory. Articles and sheets are loaded when needed; entries are always complete.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// As people call it.
    pub name: String,
    /// Whose sheets these are.
    pub annotator: Option<AnnotatorId>,
    labels: LabelSet,
    guidelines: String,
    /// Shared: a large project has many, and the disk works with its own copy of the project.
    entries: BTreeMap<ArticleId, Arc<ArticleEntry>>,
    articles: BTreeMap<ArticleId, Article>,
    sheets: BTreeMap<ArticleId, Sheet>,
    /// By form and label: the name as it is written, and what was ruled.
    rulings: BTreeMap<(String, LabelId), (String, Ruling)>,
}

impl Project {
    /// An empty project.
    #[must_use]
    pub fn new(name: &str, annotator: AnnotatorId, labels: LabelSet) -> Self {
        Self {
            name: name.to_owned(),
            annotator: Some(annotator),
            labels,
            ..Self::default()
        }
    }

    /// The label set.
    #[must_use]
    pub fn labels(&self) -> &LabelSet {
        &self.labels
    }

    /// How to annotate, in Markdown; empty if nobody has written it down.
    #[must_use]
    pub fn guidelines(&self) -> &str {
        &self.guidelines
    }

    /// All articles, in the order of their ids.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (&ArticleId, &ArticleEntry)> {
        self.entries.iter().map(|(id, entry)| (id, &**entry))
    }

    /// One article's entry.
    #[must_use]
    pub fn entry(&self, id: &ArticleId) -> Option<&ArticleEntry> {
        self.entries.get(id).map(|entry| &**entry)
    }

    /// The article, if its text is loaded.
    #[must_use]
    pub fn article(&self, id: &ArticleId) -> Option<&Article> {
        self.articles.get(id)
    }

    /// The annotator's sheet on an article, if loaded.
    #[must_use]
    pub fn sheet(&self, id: &ArticleId) -> Option<&Sheet> {
        self.sheets.get(id)
    }

    /// The loaded sheets.
    pub fn sheets(&self) -> impl Iterator<Item = (&ArticleId, &Sheet)> {
        self.sheets.iter()
    }

    /// What people ruled about names: the name as written, its label, the ruling; in the order of
    /// the normalised forms.
    pub fn rulings(&self) -> impl Iterator<Item = (&str, &LabelId, &Ruling)> {
        let all = self.rulings.iter();
        all.map(|((_, label), (name, ruling))| (name.as_str(), label, ruling))
    }

    /// What was ruled about a name as a label; spelling variants are the same.
    #[must_use]
    pub fn ruling(&self, name: &str, label: &LabelId) -> Ruling {
        let known = self.rulings.get(&(form_of(name), label.clone()));
        known.map(|(_, ruling)| ruling.clone()).unwrap_or_default()
    }

    /// Rules about a name as a label. Not a change of the project if it comes from its files.
    pub fn rule(&mut self, name: &str, label: &LabelId, ruling: Ruling) {
        let key = (form_of(name), label.clone());
        if ruling.is_empty() || key.0.is_empty() {
            self.rulings.remove(&key);
            return;
        }
        let known = self.rulings.entry(key);
        known
            .or_insert_with(|| (name.to_owned(), Ruling::default()))
            .1 = ruling;
    }

    /// Puts a loaded article and its sheet in memory. This is not a change of the project.
    pub fn hold(&mut self, article: Article, sheet: Sheet) {
        self.sheets.insert(article.id.clone(), sheet);
        self.articles.insert(article.id.clone(), article);
    }

    /// Puts a loaded sheet in memory without its article. This is not a change of the project.
    pub fn hold_sheet(&mut self, id: ArticleId, sheet: Sheet) {
        self.sheets.insert(id, sheet);
    }

    /// Takes a sheet out of memory whose article is not there. This is not a change of the project.
    pub fn release_sheet(&mut self, id: &ArticleId) {
        if !self.articles.contains_key(id) {
            self.sheets.remove(id);
        }
    }

    /// Gives an article that is listed other metadata.
    pub(crate) fn set_meta(&mut self, id: &ArticleId, meta: &ArticleMeta) {
        if let Some(entry) = self.entries.get_mut(id) {
            Arc::make_mut(entry).meta = meta.clone();
        }
        if let Some(article) = self.articles.get_mut(id) {
            article.meta = meta.clone();
        }
    }

    /// Lists an article without its text. This is not a change of the project.
    pub fn list(&mut self, id: ArticleId, entry: ArticleEntry) {
        self.entries.insert(id, Arc::new(entry));
    }

    /// Takes over labels that somebody else has changed. This is not a change of this project by
    /// the person at work.
    pub fn relabel(&mut self, labels: LabelSet) {
        self.labels = labels;
    }

    /// Takes an article off the list and out of memory. This is not a change of the project.
    pub fn forget(&mut self, id: &ArticleId) {
        self.entries.remove(id);
        self.articles.remove(id);
        self.sheets.remove(id);
    }

    pub(crate) fn sheet_mut(&mut self, id: &ArticleId) -> Option<&mut Sheet> {
        self.sheets.get_mut(id)
    }

    pub(crate) fn set_guidelines(&mut self, guidelines: String) {
        self.guidelines = guidelines;
    }

    pub(crate) fn set_labels(&mut self, labels: LabelSet) {
        self.labels = labels;
    }
}
