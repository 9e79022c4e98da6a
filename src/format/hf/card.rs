//! The dataset card: what the Hub and the `datasets` library read about a dataset.

use std::collections::BTreeMap;

use super::row::Tags;
use crate::format::writing::Ahead;
use crate::model::dataset::Record;
use crate::model::label::{Bilingual, Label};

/// A label as a card describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardLabel {
    /// As tags write it.
    pub id: String,
    /// As people read it.
    pub name: Bilingual,
    /// When it is used.
    pub description: Bilingual,
}

/// A split as a card counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// `train`, `validation`, `test`.
    pub name: String,
    /// Articles.
    pub articles: usize,
    /// Bytes of its Parquet file.
    pub bytes: usize,
    /// Annotations of each label.
    pub annotations: BTreeMap<String, usize>,
}

/// What a card says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The dataset's name; empty if it has none.
    pub title: String,
    /// What it is, as people wrote it.
    pub description: String,
    /// An identifier of the Hub (`cc-by-4.0`); empty if not decided.
    pub licence: String,
    /// In the order of the tags' numbers.
    pub labels: Vec<CardLabel>,
    /// In the order in which they are listed.
    pub splits: Vec<Split>,
}

impl From<&Label> for CardLabel {
    fn from(label: &Label) -> Self {
        Self {
            id: label.id.to_string(),
            name: label.name.clone(),
            description: label.description.clone(),
        }
    }
}

/// The labels of a dataset: those of its label set in their order, then others by name.
#[must_use]
pub fn labels_of(ahead: &Ahead) -> Vec<CardLabel> {
    let mut labels: Vec<CardLabel> = ahead.labels.iter().map(CardLabel::from).collect();
    let others = ahead.counts.keys();
    let others = others.filter(|label| ahead.labels.get(label).is_none());
    labels.extend(others.map(|label| CardLabel {
        id: label.to_string(),
        name: Bilingual::default(),
        description: Bilingual::default(),
    }));
    labels
}

impl Split {
    /// Without articles.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            articles: 0,
            bytes: 0,
            annotations: BTreeMap::new(),
        }
    }

    /// Counts an article.
    pub fn count(&mut self, record: &Record) {
        self.articles += 1;
        for annotation in &record.annotations {
            *self
                .annotations
                .entry(annotation.label.to_string())
                .or_default() += 1;
        }
    }
}

impl Card {
    /// The card as Markdown with its header in YAML.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let title = if self.title.is_empty() {
            "Arabic named entities"
        } else {
            &self.title
        };
        let mut out = self.header(title);
        out.push_str(&format!("\n# {title}\n"));
        if !self.description.is_empty() {
            out.push_str(&format!("\n{}\n", self.description));
        }
        out.push_str("\nA row is an article: its `text`, `spans` with `start` and `end` in Unicode code points and their exact `text`, and for training `tokens` with `ner_tags` in IOB2. `blind` says that whoever annotated it saw no suggestions. Spans may be nested or cross each other and may begin inside a word (clitics); of overlapping ones the tags hold one.\n");
        out.push_str(&self.counts());
        out
    }

    fn header(&self, title: &str) -> String {
        let mut out = String::from("---\n");
        if !self.licence.is_empty() {
            out.push_str(&format!("license: {}\n", quoted(&self.licence)));
        }
        out.push_str(&format!("pretty_name: {}\n", quoted(title)));
        out.push_str("language:\n- ar\ntask_categories:\n- token-classification\ntask_ids:\n- named-entity-recognition\n");
        // The library takes one kind of file from a folder; the other is for programs without it.
        out.push_str("configs:\n- config_name: default\n  data_files:\n");
        for Split { name, .. } in &self.splits {
            out.push_str(&format!(
                "  - split: {name}\n    path: data/{name}.parquet\n"
            ));
        }
        out.push_str("dataset_info:\n  features:\n");
        out.push_str(&self.features());
        out.push_str("  splits:\n");
        for split in &self.splits {
            out.push_str(&format!(
                "  - name: {}\n    num_examples: {}\n    num_bytes: {}\n",
                split.name, split.articles, split.bytes
            ));
        }
        out.push_str("---\n");
        out
    }

    fn features(&self) -> String {
        let mut out = String::new();
        for name in [
            "id",
            "title",
            "source",
            "date",
            "url",
            "language",
            "direction",
            "blind",
            "text",
        ] {
            let kind = if name == "blind" { "bool" } else { "string" };
            out.push_str(&format!("  - name: {name}\n    dtype: {kind}\n"));
        }
        out.push_str("  - name: tokens\n    list: string\n");
        out.push_str("  - name: ner_tags\n    list:\n      class_label:\n        names:\n");
        for (number, tag) in Tags::names(&self.labels).iter().enumerate() {
            out.push_str(&format!("          '{number}': {}\n", quoted(tag)));
        }
        out.push_str("  - name: spans\n    list:\n");
        for (name, kind) in [
            ("start", "int64"),
            ("end", "int64"),
            ("label", "string"),
            ("text", "string"),
        ] {
            out.push_str(&format!("    - name: {name}\n      dtype: {kind}\n"));
        }
        out
    }

    fn counts(&self) -> String {
        let mut out = String::from("\n## Labels\n\n| label | name | when |");
        for split in &self.splits {
            out.push_str(&format!(" {} |", split.name));
        }
        out.push_str("\n|---|---|---|");
        out.push_str(&"---|".repeat(self.splits.len()));
        out.push('\n');
        for label in &self.labels {
            let both = |text: &Bilingual| {
                let parts = [text.ar.as_str(), text.en.as_str()];
                let parts = parts.into_iter().filter(|part| !part.is_empty());
                parts.map(cell).collect::<Vec<_>>().join(" · ")
            };
            let (name, when) = (both(&label.name), both(&label.description));
            out.push_str(&format!("| {} | {name} | {when} |", cell(&label.id)));
            for split in &self.splits {
                let count = split.annotations.get(&label.id).copied();
                out.push_str(&format!(" {} |", count.unwrap_or_default()));
            }
            out.push('\n');
        }
        out.push_str("\n## Splits\n\n| split | articles | annotations |\n|---|---|---|\n");
        for split in &self.splits {
            let annotations: usize = split.annotations.values().sum();
            out.push_str(&format!(
                "| {} | {} | {annotations} |\n",
                split.name, split.articles
            ));
        }
        out
    }
}

/// A text as a YAML scalar: JSON's strings are YAML's.
fn quoted(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if plain && text.chars().any(|c| c.is_ascii_alphabetic()) && text.len() > 3 {
        return text.to_owned();
    }
    serde_json::to_string(text).unwrap_or_default()
}

/// A text as a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
