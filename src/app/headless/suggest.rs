//! Suggestions for texts and JSONL, one article at a time.

use std::path::Path;
use std::sync::Arc;

use super::{Problem, Refusal, project};
use crate::app::jobs::hands::Threads;
use crate::app::jobs::ordered::ordered;
use crate::format::Format;
use crate::format::jsonl::{self, Jsonl};
use crate::model::article::Article;
use crate::model::dataset::Record;
use crate::model::label::LabelSet;
use crate::store::labels;
use crate::suggest::Ensemble;
use crate::suggest::memory::Memory;
use crate::suggest::own::Own;

/// Suggests.
pub struct Suggester {
    ensemble: Ensemble,
    labels: LabelSet,
    memory: Memory,
    min_score: f32,
    explain: bool,
    threads: Threads,
}

impl Suggester {
    /// With a bundled label set; suggestions below `min_score` are left out, and those given say
    /// why if `explain`.
    ///
    /// # Errors
    /// There is no label set of that name.
    pub fn new(label_set: &str, min_score: f32, explain: bool) -> Result<Self, Refusal> {
        let labels = labels::template(label_set)
            .ok_or_else(|| Refusal::UnknownLabels(label_set.to_owned()))?;
        Ok(Self::with(labels, min_score, explain))
    }

    /// With the labels of a project and what its decisions taught.
    ///
    /// # Errors
    /// The project cannot be read.
    pub fn of_project(dir: &Path, min_score: f32, explain: bool) -> Result<Self, Refusal> {
        let memory = super::lexicon::memory(dir)?;
        Ok(Self {
            memory,
            ..Self::with(project::labels(dir)?, min_score, explain)
        })
    }

    fn with(labels: LabelSet, min_score: f32, explain: bool) -> Self {
        Self {
            ensemble: Ensemble::bundled(),
            labels,
            memory: Memory::default(),
            min_score,
            explain,
            threads: Threads(1),
        }
    }

    /// The same with that many threads for each text that is not one of many lines.
    #[must_use]
    pub fn with_jobs(mut self, jobs: usize) -> Self {
        self.threads = Threads(jobs);
        self
    }

    /// The same with lists of names and patterns of the user.
    #[must_use]
    pub fn and(mut self, own: Own) -> Self {
        self.ensemble = self.ensemble.with_own(Arc::new(own));
        self
    }

    /// Answers each line of JSONL on that many threads; `done` gets the answers in the order of the
    /// lines, which are numbered from `1`.
    ///
    /// # Errors
    /// What `done` says.
    pub fn lines<E>(
        &self,
        lines: impl Iterator<Item = Vec<u8>>,
        name: &str,
        jobs: usize,
        done: &mut dyn FnMut((String, Vec<Problem>)) -> Result<(), E>,
    ) -> Result<(), E> {
        let numbered = lines.enumerate();
        let work = |(at, line): (usize, Vec<u8>)| self.jsonl(&line, name, at + 1);
        ordered(jobs, numbered, &work, done)
    }

    /// The JSONL line (with its line end) for an article of a project.
    #[must_use]
    pub fn article(&self, article: &Article) -> String {
        let ensemble = self.ensemble.with_hands(Arc::new(self.threads));
        self.line(&ensemble, article.clone())
    }

    /// The JSONL line (with its line end) for a plain text.
    #[must_use]
    pub fn text(&self, text: &str, id: &str) -> String {
        self.article(&Article::new(id.into(), text))
    }

    /// The JSONL lines for lines of JSONL; `first_line` is the number of the first.
    #[must_use]
    pub fn jsonl(&self, bytes: &[u8], name: &str, first_line: usize) -> (String, Vec<Problem>) {
        let mut import = Jsonl.read(bytes, name);
        for problem in &mut import.problems {
            problem.line += first_line - 1;
        }
        let records = import.records.into_iter();
        let lines = records.map(|record| self.line(&self.ensemble, record.article));
        (lines.collect(), import.problems)
    }

    fn line(&self, ensemble: &Ensemble, article: Article) -> String {
        let mut suggestions = ensemble.refine(&article.text, &self.labels, &|| false, &|_| {});
        suggestions = self
            .memory
            .recall(&article.text, suggestions, &self.labels, &[]);
        suggestions.retain(|suggestion| suggestion.score >= self.min_score);
        let record = Record {
            article,
            annotations: Vec::new(),
            relations: Vec::new(),
            suggestions,
            blind: false,
        };
        let mut line = jsonl::suggested(&record, self.explain);
        line.push('\n');
        line
    }
}
