//! JSON CAS 0.4.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::layers::{self, Structure};
use super::types::{self, Attributes, TYPES};
use crate::format::Import;
use crate::format::flaw::{Done, Expected};
use crate::format::json_array::{Element, JsonFile};
use crate::format::json_lines::plain;
use crate::format::loss::{LossKind, Losses};
use crate::format::problem::ProblemKind;
use crate::model::dataset::Record;

pub(super) const ID: &str = "cas-json";

/// The number of the text's structure.
const SOFA: u64 = 1;

/// An article as one file.
pub(super) fn write(
    record: &Record,
    (structures, attributes): (&[Structure], &Attributes),
    _losses: &mut Losses,
) -> String {
    let mut types = Map::new();
    for known in &TYPES {
        let mut described = Map::new();
        described.insert("%NAME".to_owned(), known.name.into());
        described.insert("%SUPER_TYPE".to_owned(), known.parent.into());
        for (name, range) in types::features(known, attributes) {
            let feature = json!({"%NAME": name, "%RANGE": range});
            described.insert(name.to_owned(), feature);
        }
        types.insert(known.name.to_owned(), described.into());
    }
    let sofa = json!({
        "%ID": SOFA,
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": "_InitialView",
        "mimeType": "text",
        "sofaString": &*record.article.text,
    });
    let placed = structures.iter().zip(SOFA + 1..).map(|(structure, id)| {
        let mut fields = Map::new();
        fields.insert("%ID".to_owned(), id.into());
        fields.insert("%TYPE".to_owned(), structure.layer.as_str().into());
        fields.insert("@sofa".to_owned(), SOFA.into());
        fields.insert("begin".to_owned(), structure.begin.into());
        fields.insert("end".to_owned(), structure.end.into());
        for (name, value) in &structure.features {
            fields.insert(name.clone(), value.as_str().into());
        }
        for (name, at) in &structure.references {
            fields.insert(format!("@{name}"), (SOFA + 1 + *at).into());
        }
        Value::Object(fields)
    });
    let all: Vec<Value> = std::iter::once(sofa).chain(placed).collect();
    let members: Vec<u64> = (SOFA + 1..).take(structures.len()).collect();
    let cas = json!({
        "%TYPES": types,
        "%FEATURE_STRUCTURES": all,
        "%VIEWS": {"_InitialView": {"%SOFA": SOFA, "%MEMBERS": members}},
    });
    format!("{cas}\n")
}

#[derive(Deserialize)]
struct Cas {
    #[serde(rename = "%FEATURE_STRUCTURES", default)]
    structures: Value,
}

#[derive(Deserialize)]
struct Placed {
    #[serde(rename = "%ID", default)]
    number: Option<u64>,
    #[serde(rename = "%TYPE")]
    layer: String,
    #[serde(rename = "@sofa", default)]
    sofa: Option<u64>,
    #[serde(default)]
    begin: Option<u64>,
    #[serde(default)]
    end: Option<u64>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// Reads one article; of several views the first with a text.
pub(super) fn read(bytes: &[u8], name: &str) -> Import {
    let mut file = match JsonFile::new(name, bytes) {
        Ok(file) => file,
        Err(import) => return import,
    };
    for element in file.elements() {
        if let Some(cas) = file.parse::<Cas>(&element, Done::FileLeftOut) {
            read_cas(&mut file, &element, cas);
        }
    }
    file.import.name_only_article();
    file.import
}

fn read_cas(file: &mut JsonFile<'_>, element: &Element<'_>, cas: Cas) {
    // A list, or a table by number.
    let list = match cas.structures {
        Value::Array(list) => list,
        Value::Object(table) => {
            let number = |(id, mut value): (String, Value)| {
                if let (Some(fields), Ok(id)) = (value.as_object_mut(), id.parse::<u64>()) {
                    fields.insert("%ID".to_owned(), id.into());
                }
                value
            };
            table.into_iter().map(number).collect()
        }
        _ => {
            let what = (Expected::FeatureStructures, Done::FileLeftOut);
            return file.flaw(element.at, what, "");
        }
    };
    let text = list.iter().find_map(|value| {
        let text = value["sofaString"].as_str()?.to_owned();
        Some((value["%ID"].as_u64(), text))
    });
    let Some((sofa, text)) = text else {
        let what = (Expected::DocumentText, Done::FileLeftOut);
        return file.flaw(element.at, what, "");
    };
    let mut losses = Losses::default();
    let mut structures = Vec::new();
    for (at, value) in list.into_iter().enumerate() {
        let placed: Placed = match serde_json::from_value(value) {
            Ok(placed) => placed,
            Err(error) => {
                file.report(element.at, ProblemKind::BadEntity(at + 1, plain(&error)));
                continue;
            }
        };
        let (Some(begin), Some(end)) = (placed.begin, placed.end) else {
            continue;
        };
        if placed.sofa.is_some() && placed.sofa != sofa {
            losses.note(LossKind::Layer, file.name(), ("", &placed.layer), None);
            continue;
        }
        let references = placed.others.iter().filter_map(reference).collect();
        structures.push(Structure {
            number: placed.number.unwrap_or_default(),
            layer: placed.layer,
            begin,
            end,
            features: placed.others.into_iter().filter_map(feature).collect(),
            references,
        });
    }
    let name = (ID, file.name());
    let report = |_, kind| file.report(element.at, kind);
    let record = layers::article(name, &text, structures, &mut losses, report);
    file.import.records.push(record);
    file.import.losses.extend(losses.into_vec());
}

/// A feature that holds the number of another structure.
fn reference((name, value): (&String, &Value)) -> Option<(String, u64)> {
    Some((name.strip_prefix('@')?.to_owned(), value.as_u64()?))
}

/// A feature that holds a plain value; others are references and the format's own fields.
fn feature((name, value): (String, Value)) -> Option<(String, String)> {
    if name.starts_with(['%', '@', '^', '#']) {
        return None;
    }
    match value {
        Value::String(text) => Some((name, text)),
        Value::Number(number) => Some((name, number.to_string())),
        Value::Bool(flag) => Some((name, flag.to_string())),
        _ => None,
    }
}
