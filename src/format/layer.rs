//! Layers of UIMA type systems (INCEpTION, DKPro Core): which hold labels, and where.

use std::collections::BTreeMap;

/// The layer of named entities that every INCEpTION project has.
pub const NAMED_ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
/// The feature of it that holds the label.
pub const VALUE: &str = "value";
/// Tokens.
pub const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
/// Sentences.
pub const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
/// The feature of them that holds a note for people.
pub const NOTE: &str = "note";
/// What is known about the document.
pub const METADATA: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// The layer that relations between named entities are written to; projects that want them have to
/// make it.
pub const RELATION: &str = "webanno.custom.EntityRelation";
/// The feature of relation layers that holds where a relation starts.
pub const GOVERNOR: &str = "Governor";
/// The feature of relation layers that holds where a relation leads.
pub const DEPENDENT: &str = "Dependent";
/// The feature of relations that holds what they are.
pub const LABEL: &str = "label";
/// Something else that is known about it, by its name (`key`).
pub const METADATA_FIELD: &str =
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.MetaDataStringField";

/// Features that hold the label where a layer has several, the usual ones first.
const LABEL_FEATURES: &[&str] = &[
    VALUE, LABEL, "Label", "entity", "category", "type", "class", "tag",
];

/// Packages whose types describe structure and grammar or belong to the tools.
const OTHERS: &[&str] = &[
    "uima.",
    "org.apache.uima.",
    "de.tudarmstadt.ukp.",
    "org.dkpro.core.",
];

/// The package of named entities, inside of one of those.
const ENTITIES: &str = ".ner.type.";

/// Whether annotations of a layer say what kind of thing stands there.
#[must_use]
pub fn holds_labels(layer: &str) -> bool {
    layer.contains(ENTITIES) || !OTHERS.iter().any(|package| layer.starts_with(package))
}

/// Whether a layer is the tokens and sentences that every file has.
#[must_use]
pub fn is_segmentation(layer: &str) -> bool {
    matches!(layer, TOKEN | SENTENCE | METADATA | METADATA_FIELD) || layer.starts_with("uima.")
}

/// The name without its package.
#[must_use]
pub fn short(layer: &str) -> &str {
    layer.rsplit('.').next().unwrap_or(layer)
}

/// Takes the label out of an annotation's features: the usual feature, else the only one, else the
/// name of the layer.
#[must_use]
pub fn take_label(layer: &str, features: &mut BTreeMap<String, String>) -> String {
    let usual = LABEL_FEATURES
        .iter()
        .find(|name| features.contains_key(**name));
    let only = features.keys().next().filter(|_| features.len() == 1);
    let name = usual
        .map(|name| (*name).to_owned())
        .or_else(|| only.cloned());
    name.and_then(|name| features.remove(&name))
        .unwrap_or_else(|| short(layer).to_owned())
}

/// Takes what a relation is out of its features; nothing for one of ours without a label.
#[must_use]
pub fn take_relation_label(layer: &str, features: &mut BTreeMap<String, String>) -> String {
    if layer == RELATION && features.is_empty() {
        return String::new();
    }
    take_label(layer, features)
}

/// A label as label sets allow it: without white space; `None` if nothing is left.
#[must_use]
pub fn as_label(given: &str) -> Option<String> {
    let words: Vec<&str> = given
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(layer: &str, features: &[(&str, &str)]) -> (String, usize) {
        let pair = |(k, v): &(&str, &str)| ((*k).to_owned(), (*v).to_owned());
        let mut features = features.iter().map(pair).collect();
        (take_label(layer, &mut features), features.len())
    }

    #[test]
    fn labels_come_from_where_projects_keep_them() {
        assert!(holds_labels(NAMED_ENTITY) && holds_labels("webanno.custom.Kiyan"));
        assert!(!holds_labels(TOKEN) && !holds_labels("uima.tcas.DocumentAnnotation"));
        let entity = [("identifier", "Q1"), ("value", "PER")];
        assert_eq!(label(NAMED_ENTITY, &entity), ("PER".to_owned(), 1));
        assert_eq!(
            label("webanno.custom.Kiyan", &[("naw", "شخص")]),
            ("شخص".to_owned(), 0)
        );
        assert_eq!(label("webanno.custom.Kiyan", &[]), ("Kiyan".to_owned(), 0));
        assert_eq!(as_label(" a b\n"), Some("a_b".to_owned()));
    }
}
