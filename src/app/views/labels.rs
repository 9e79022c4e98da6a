//! What the labels of the project are used for, and label sets to start from.

use std::collections::BTreeMap;

use crate::app::session::Session;
use crate::model::ids::LabelId;
use crate::model::label::LabelSet;
use crate::store::labels;

/// How often a label is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelUse {
    /// Annotations in all articles that were read.
    pub annotations: usize,
    /// Decisions about suggestions with the label.
    pub decisions: usize,
    /// Rules about names as this label in the lexicon.
    pub rules: usize,
    /// Titles of the articles with their numbers of annotations, most first.
    pub articles: Vec<(String, usize)>,
}

/// How often a label is used. Costs a look at every article: keep it.
#[must_use]
pub fn label_use(session: &Session, label: &LabelId) -> LabelUse {
    let rulings = session.project().rulings();
    let mut used = LabelUse {
        rules: rulings.filter(|(_, of, _)| *of == label).count(),
        ..LabelUse::default()
    };
    for (id, standing) in session.overview().articles() {
        let verdicts = standing.tally.verdicts().filter(|(_, of, _)| *of == label);
        used.decisions += verdicts.map(|(.., of)| of.total()).sum::<usize>();
        let count = standing.tally.annotations_of(label);
        if count > 0 {
            used.annotations += count;
            let entry = session.project().entry(id);
            let title = entry.map_or_else(|| id.to_string(), |entry| entry.meta.title.clone());
            used.articles.push((title, count));
        }
    }
    used.articles
        .sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    used
}

/// The texts that carry the label most often in the articles in memory.
#[must_use]
pub fn examples(session: &Session, label: &LabelId, most: usize) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, sheet) in session.project().sheets() {
        let Some(article) = session.project().article(id) else {
            continue;
        };
        let here = sheet.annotations().filter(|a| a.label == *label);
        for annotation in here {
            *counts
                .entry(annotation.span.text(&article.text))
                .or_default() += 1;
        }
    }
    let mut texts: Vec<(&str, usize)> = counts.into_iter().collect();
    texts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let one_line = |(text, _): (&str, usize)| text.split_whitespace().collect::<Vec<_>>().join(" ");
    texts.into_iter().take(most).map(one_line).collect()
}

/// The bundled label set of that name (`news`, `core`).
#[must_use]
pub fn template(name: &str) -> Option<LabelSet> {
    labels::template(name)
}
