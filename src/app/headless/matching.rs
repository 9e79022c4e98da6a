//! Finds the article of a project that a record is about.

use std::collections::HashMap;

use crate::model::article::Article;
use crate::model::ids::ArticleId;
use crate::model::project::Project;
use crate::store::ids::sha256;
use crate::store::project::ProjectStore;
use crate::text::alike;
pub use crate::text::alike::Difference;

/// An article whose text is not exactly that of the record; places were carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// The article's title, or its id.
    pub article: String,
    /// In what the two texts differ.
    pub differences: Vec<Difference>,
}

/// How an article is named to people.
pub(super) fn name(article: &Article) -> String {
    let title = article.meta.title.trim();
    if title.is_empty() {
        article.id.to_string()
    } else {
        title.to_owned()
    }
}

/// In what a record's text differs from that of its article; nothing if it does not.
pub(super) fn fitted(text: &str, article: &Article) -> Option<Fitted> {
    let differences = alike::differences(text, &article.text);
    (!differences.is_empty()).then(|| Fitted {
        article: name(article),
        differences,
    })
}

/// The articles of a project by their texts.
pub(super) struct Articles {
    by_text: HashMap<String, ArticleId>,
    /// By what is the same in texts that are alike; made when first needed, as every text must be
    /// read.
    by_core: Option<HashMap<String, ArticleId>>,
}

impl Articles {
    pub(super) fn of(project: &Project) -> Self {
        let entries = project.entries();
        let by_text = entries.map(|(id, entry)| (entry.sha256.clone(), id.clone()));
        Self {
            by_text: by_text.collect(),
            by_core: None,
        }
    }

    /// One article more.
    pub(super) fn know(&mut self, text: &str, id: ArticleId) {
        if let Some(by_core) = &mut self.by_core {
            let core = sha256(&alike::core(text));
            by_core.entry(core).or_insert_with(|| id.clone());
        }
        self.by_text.insert(sha256(text), id);
    }

    /// The article with exactly the text of that hash.
    pub(super) fn exactly(&self, sha256: &str) -> Option<&ArticleId> {
        self.by_text.get(sha256)
    }

    /// The article with this text: exactly, else but for line ends, white space, normal form and
    /// what is not seen.
    pub(super) fn find(
        &mut self,
        text: &str,
        project: &Project,
        store: &ProjectStore,
    ) -> Option<ArticleId> {
        if let Some(id) = self.exactly(&sha256(text)) {
            return Some(id.clone());
        }
        let by_core = self.by_core.get_or_insert_with(|| index(project, store));
        by_core.get(&sha256(&alike::core(text))).cloned()
    }
}

/// What cannot be read is told of when it is opened.
fn index(project: &Project, store: &ProjectStore) -> HashMap<String, ArticleId> {
    let mut found = HashMap::new();
    for (id, entry) in project.entries() {
        if let Ok(text) = store.text(id, entry) {
            found
                .entry(sha256(&alike::core(&text)))
                .or_insert_with(|| id.clone());
        }
    }
    found
}
