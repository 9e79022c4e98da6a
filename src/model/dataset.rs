//! A dataset: what an export sees and an import yields.

use super::annotation::Annotation;
use super::article::Article;
use super::label::LabelSet;
use super::relation::Relation;
use super::suggestion::Suggestion;

/// One article with the annotations (and pending suggestions) that go with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The article.
    pub article: Article,
    /// In document order.
    pub annotations: Vec<Annotation>,
    /// What connects them, by their ids; both ends are among them.
    pub relations: Vec<Relation>,
    /// Pending suggestions, for formats that can carry them.
    pub suggestions: Vec<Suggestion>,
    /// Whether the annotator saw no suggestions.
    pub blind: bool,
}

/// Records in a fixed order with the labels they use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// The labels; may be empty for imports from formats that name none.
    pub labels: LabelSet,
    /// The articles.
    pub records: Vec<Record>,
}
