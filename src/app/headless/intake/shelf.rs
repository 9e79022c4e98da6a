//! The articles of a project, to find those that files are about.

use std::path::Path;

use crate::app::headless::matching::Articles;
use crate::app::headless::{Refusal, project};
use crate::model::article::Article;
use crate::model::ids::ArticleId;
use crate::model::label::LabelSet;
use crate::model::project::ArticleEntry;
use crate::store::ids::sha256;
use crate::store::project::Opened;

/// The articles of a project, read beside a window that has it open.
pub(in crate::app) struct Shelf {
    opened: Opened,
    articles: Articles,
}

/// The article that a record is about.
pub(in crate::app) struct Match {
    pub(in crate::app) id: ArticleId,
    /// The article where its text is not exactly that of the record.
    pub(in crate::app) other: Option<Article>,
}

impl Shelf {
    /// The articles of the project in that folder.
    ///
    /// # Errors
    /// It cannot be read.
    pub(in crate::app) fn open(dir: &Path) -> Result<Self, Refusal> {
        let opened = project::open(dir, Some(project::DEFAULT_ANNOTATOR))?;
        let articles = Articles::of(&opened.project);
        Ok(Self { opened, articles })
    }

    /// The project's labels.
    pub(in crate::app) fn labels(&self) -> &LabelSet {
        self.opened.project.labels()
    }

    /// One article more, with what is known about it.
    pub(in crate::app) fn know(&mut self, article: &Article, id: ArticleId) {
        let entry = ArticleEntry {
            meta: article.meta.clone(),
            sha256: sha256(&article.text),
        };
        self.opened.project.list(id.clone(), entry);
        self.articles.know(&article.text, id);
    }

    /// The article with this text: exactly, else but for what nobody sees.
    pub(in crate::app) fn find(&mut self, text: &str) -> Option<Match> {
        let Opened { project, store, .. } = &self.opened;
        if let Some(id) = self.articles.exactly(&sha256(text)).cloned() {
            return Some(Match { id, other: None });
        }
        let id = self.articles.find(text, project, store)?;
        let entry = project.entry(&id)?;
        let other = Article {
            id: id.clone(),
            text: store.text(&id, entry).ok()?.into(),
            meta: entry.meta.clone(),
        };
        let other = Some(other);
        Some(Match { id, other })
    }
}
