//! The type system that is written.

use std::collections::BTreeSet;

use crate::format::layer::{
    DEPENDENT, GOVERNOR, LABEL, METADATA, METADATA_FIELD, NAMED_ENTITY, NOTE, RELATION, SENTENCE,
    TOKEN, VALUE,
};

/// The range of features that hold text.
const STRING: &str = "uima.cas.String";

/// A type with its supertype and features.
#[derive(Clone, Copy)]
pub(super) struct Type {
    /// The full name.
    pub name: &'static str,
    /// What it is a kind of.
    pub parent: &'static str,
    /// Its own features, each with what it holds.
    pub features: &'static [(&'static str, &'static str)],
}

/// The names of features besides, which entities have for their attributes.
pub(super) type Attributes = BTreeSet<String>;

/// The features of a type, each with what it holds.
pub(super) fn features<'t>(
    known: &'t Type,
    attributes: &'t Attributes,
) -> impl Iterator<Item = (&'t str, &'t str)> {
    let own = known.features.iter().copied();
    let besides = attributes.iter().filter(|_| known.name == NAMED_ENTITY);
    let besides = besides.filter(|name| known.features.iter().all(|own| own.0 != name.as_str()));
    own.chain(besides.map(|name| (name.as_str(), STRING)))
}

/// Whether a name can be that of a feature: a letter, then letters, digits and underscores, and none
/// that every annotation has.
pub(super) fn is_feature_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.all(|c| c.is_alphanumeric() || c == '_')
        && !["begin", "end", "sofa", VALUE, NOTE].contains(&name)
}

/// Every type that is written.
pub(super) const TYPES: [Type; 6] = [
    Type {
        name: METADATA,
        parent: "uima.tcas.DocumentAnnotation",
        features: &[
            ("documentTitle", STRING),
            ("documentId", STRING),
            ("documentUri", STRING),
        ],
    },
    Type {
        name: METADATA_FIELD,
        parent: "uima.tcas.Annotation",
        features: &[("key", STRING), ("value", STRING)],
    },
    Type {
        name: SENTENCE,
        parent: "uima.tcas.Annotation",
        features: &[],
    },
    Type {
        name: TOKEN,
        parent: "uima.tcas.Annotation",
        features: &[],
    },
    Type {
        name: NAMED_ENTITY,
        parent: "uima.tcas.Annotation",
        features: &[(VALUE, STRING), ("identifier", STRING), (NOTE, STRING)],
    },
    Type {
        name: RELATION,
        parent: "uima.tcas.Annotation",
        features: &[
            (DEPENDENT, NAMED_ENTITY),
            (GOVERNOR, NAMED_ENTITY),
            (LABEL, STRING),
        ],
    },
];

/// As an XML description.
pub(super) fn description(attributes: &Attributes) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <types>\n",
    );
    for known in &TYPES {
        let Type { name, parent, .. } = known;
        out.push_str(&format!(
            "    <typeDescription>\n      <name>{name}</name>\n      <description/>\n      <supertypeName>{parent}</supertypeName>\n      <features>\n"
        ));
        for (feature, range) in features(known, attributes) {
            out.push_str(&format!(
                "        <featureDescription>\n          <name>{feature}</name>\n          <description/>\n          <rangeTypeName>{range}</rangeTypeName>\n        </featureDescription>\n"
            ));
        }
        out.push_str("      </features>\n    </typeDescription>\n");
    }
    out.push_str("  </types>\n</typeSystemDescription>\n");
    out
}
