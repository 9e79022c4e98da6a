//! The type system that is written.

use crate::format::layer::{
    DEPENDENT, GOVERNOR, LABEL, METADATA, METADATA_FIELD, NAMED_ENTITY, RELATION, SENTENCE, TOKEN,
    VALUE,
};

/// The range of features that hold text.
const STRING: &str = "uima.cas.String";

/// A type with its supertype and features.
pub(super) struct Type {
    /// The full name.
    pub name: &'static str,
    /// What it is a kind of.
    pub parent: &'static str,
    /// Its own features, each with what it holds.
    pub features: &'static [(&'static str, &'static str)],
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
        features: &[(VALUE, STRING), ("identifier", STRING)],
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
pub(super) fn description() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <types>\n",
    );
    for Type {
        name,
        parent,
        features,
    } in TYPES
    {
        out.push_str(&format!(
            "    <typeDescription>\n      <name>{name}</name>\n      <description/>\n      <supertypeName>{parent}</supertypeName>\n      <features>\n"
        ));
        for (feature, range) in features {
            out.push_str(&format!(
                "        <featureDescription>\n          <name>{feature}</name>\n          <description/>\n          <rangeTypeName>{range}</rangeTypeName>\n        </featureDescription>\n"
            ));
        }
        out.push_str("      </features>\n    </typeDescription>\n");
    }
    out.push_str("  </types>\n</typeSystemDescription>\n");
    out
}
