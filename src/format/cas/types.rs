//! The type system that is written.

use crate::format::layer::{METADATA, NAMED_ENTITY, SENTENCE, TOKEN, VALUE};

/// A type with its supertype and features, all of them strings.
pub(super) struct Type {
    /// The full name.
    pub name: &'static str,
    /// What it is a kind of.
    pub parent: &'static str,
    /// The names of its own features.
    pub features: &'static [&'static str],
}

/// Every type that is written.
pub(super) const TYPES: [Type; 4] = [
    Type {
        name: METADATA,
        parent: "uima.tcas.DocumentAnnotation",
        features: &["documentTitle", "documentId"],
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
        features: &[VALUE, "identifier"],
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
        for feature in features {
            out.push_str(&format!(
                "        <featureDescription>\n          <name>{feature}</name>\n          <description/>\n          <rangeTypeName>uima.cas.String</rangeTypeName>\n        </featureDescription>\n"
            ));
        }
        out.push_str("      </features>\n    </typeDescription>\n");
    }
    out.push_str("  </types>\n</typeSystemDescription>\n");
    out
}
