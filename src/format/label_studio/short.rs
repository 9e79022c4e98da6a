//! Tasks as exports shorten them: JSON-MIN, which has the results of each field of the form under the
//! field's name, and annotations kept one by one, each with its task in it.

use serde_json::{Map, Value, json};

/// What JSON-MIN says about a task besides its data and its results.
const OF_TASKS: &[&str] = &[
    "annotation_id",
    "annotator",
    "created_at",
    "lead_time",
    "updated_at",
];

/// The task in its whole form, as far as the short one has it.
pub(super) fn whole(mut short: Map<String, Value>) -> Map<String, Value> {
    let task = short.get_mut("task").and_then(Value::as_object_mut);
    if let Some(mut task) = task.map(std::mem::take) {
        task.insert("annotations".to_owned(), json!([short]));
        return task;
    }
    let (mut data, mut results) = (Map::new(), Vec::new());
    let id = short.get("id").cloned();
    for (name, value) in short {
        match value {
            Value::Array(regions) => results.extend(regions.into_iter().map(|r| result(&name, r))),
            _ if OF_TASKS.contains(&name.as_str()) || name == "id" => {}
            value => drop(data.insert(name, value)),
        }
    }
    let mut task = Map::new();
    task.extend(id.map(|id| ("id".to_owned(), id)));
    task.insert("data".to_owned(), data.into());
    task.insert("annotations".to_owned(), json!([{ "result": results }]));
    task
}

/// A region as a result. What is said about one place belongs together.
fn result(name: &str, region: Value) -> Value {
    let has = |key: &str| region.get(key).is_some();
    let kinds = ["labels", "hypertextlabels", "choices"];
    let kind = kinds.into_iter().find(|kind| has(kind));
    let id = format!("{}-{}", region["start"], region["end"]);
    json!({"id": id, "from_name": name, "type": kind.unwrap_or("textarea"), "value": region})
}
