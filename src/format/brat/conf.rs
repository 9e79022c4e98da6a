//! What a brat server must be told of a collection to show it: its types (`annotation.conf`) and how
//! they look (`visual.conf`), as <https://brat.nlplab.org/configuration.html> describes them.
//!
//! brat takes only ASCII letters, digits, `_` and `-` for names of types, and parts values at commas
//! and bars. What cannot be declared stands there as a comment; brat shows it nevertheless.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::label::{AttributeKind, Bilingual, Colour, Label, LabelSet};

/// The file with the types.
pub(super) const TYPES: &str = "annotation.conf";
/// The file with their names for people and colours.
pub(super) const LOOKS: &str = "visual.conf";

/// What every relation and attribute may be about, so that no annotation contradicts the types.
const ANY: &str = "<ENTITY>";

/// The types that were written.
#[derive(Debug, Default)]
pub(super) struct Types {
    pub entities: BTreeSet<String>,
    pub relations: BTreeSet<String>,
    /// With the values of each.
    pub attributes: BTreeMap<String, BTreeSet<String>>,
}

impl Types {
    /// Notes an attribute with a value of it.
    pub fn attribute(&mut self, name: &str, value: &str) {
        let values = self.attributes.entry(name.to_owned()).or_default();
        values.insert(value.to_owned());
    }

    /// As a file, with those of a label set, which people may want to use.
    pub fn declared(mut self, labels: &LabelSet) -> String {
        let attributes = labels.iter().flat_map(|label| &label.attributes);
        for attribute in attributes {
            for value in choices(&attribute.kind) {
                self.attribute(&attribute.id, &value);
            }
        }
        let mut out = String::from("[entities]\n");
        let known: Vec<&str> = labels.iter().map(|label| label.id.as_str()).collect();
        let others = self.entities.iter().map(String::as_str);
        let others = others.filter(|label| !known.contains(label));
        for label in known.iter().copied().chain(others) {
            push(&mut out, label, "");
        }
        // Names stand within and across each other.
        out.push_str("\n[relations]\n");
        let overlap = format!("\tArg1:{ANY}, Arg2:{ANY}, <OVL-TYPE>:<ANY>\n");
        out.push_str(&format!("<OVERLAP>{overlap}"));
        for relation in &self.relations {
            push(&mut out, relation, &format!("\tArg1:{ANY}, Arg2:{ANY}"));
        }
        out.push_str("\n[events]\n\n[attributes]\n");
        for (attribute, values) in &self.attributes {
            push_attribute(&mut out, attribute, values);
        }
        out
    }
}

/// The values that people may choose, if they are known.
fn choices(kind: &AttributeKind) -> Vec<String> {
    match kind {
        AttributeKind::Choice(values) => values.clone(),
        AttributeKind::Boolean => vec!["false".to_owned(), "true".to_owned()],
        AttributeKind::Text => Vec::new(),
    }
}

fn push(out: &mut String, name: &str, rest: &str) {
    let comment = if is_name(name) { "" } else { "# " };
    out.push_str(&format!("{comment}{name}{rest}\n"));
}

/// An attribute without values would be one that is there or not, and none of those is written.
fn push_attribute(out: &mut String, name: &str, values: &BTreeSet<String>) {
    let fits = |value: &&String| !value.is_empty() && !value.contains(parts_values);
    let fitting: Vec<&str> = values.iter().filter(fits).map(String::as_str).collect();
    if !fitting.is_empty() {
        let values = fitting.join("|");
        push(out, name, &format!("\tArg:{ANY}, Value:{values}"));
    }
    for other in values.iter().filter(|value| !fits(value)) {
        out.push_str(&format!("# {name}: {}\n", shown(other)));
    }
}

fn parts_values(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '|')
}

/// Whether brat takes it for the name of a type; a line of hyphens is a rule to it.
fn is_name(name: &str) -> bool {
    let letters = name.bytes();
    let mut letters = letters.filter(|byte| *byte != b'-').peekable();
    letters.peek().is_some() && letters.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// How the labels of a set look: their names in both languages, short enough first where there is
/// little room, and their colours.
pub(super) fn looks(labels: &LabelSet) -> String {
    let known: Vec<&Label> = labels.iter().filter(|l| is_name(l.id.as_str())).collect();
    let mut out = String::from("[labels]\n");
    for label in &known {
        let (id, name) = (label.id.as_str(), in_both(&label.name));
        if !name.is_empty() {
            out.push_str(&format!("{id} | {name} | {id}\n"));
        }
    }
    out.push_str("\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:#e5e5e5, borderColor:darken\n");
    out.push_str("ARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n");
    for label in known {
        let Colour { r, g, b } = light(label.colour);
        let id = label.id.as_str();
        out.push_str(&format!("{id}\tbgColor:#{r:02x}{g:02x}{b:02x}\n"));
    }
    out
}

fn in_both(name: &Bilingual) -> String {
    let (ar, en) = (shown(&name.ar), shown(&name.en));
    match (en.is_empty(), ar.is_empty() || ar == en) {
        (true, _) => ar,
        (false, true) => en,
        (false, false) => format!("{en} ({ar})"),
    }
}

/// Without what ends a line or parts names.
fn shown(text: &str) -> String {
    let blank = |c: char| if c.is_control() || c == '|' { ' ' } else { c };
    let text: String = text.chars().map(blank).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Half way to white: brat writes black on it.
fn light(colour: Colour) -> Colour {
    let half = |part: u8| part / 2 + 127;
    Colour {
        r: half(colour.r),
        g: half(colour.g),
        b: half(colour.b),
    }
}
