//! Who decided what when in a project, and as JSONL.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::Refusal;
use super::files::refuse;
use super::project::DEFAULT_ANNOTATOR;
pub use crate::app::timeline::{Moment, Touch, Wanted};
use crate::edit::history::Step;
use crate::edit::transaction::Deed;
use crate::model::moment::rfc3339;
use crate::store::disk::{Disk, RealDisk};
use crate::store::error::StoreError;
use crate::store::project::ProjectStore;

/// The timeline of a project, oldest first.
///
/// # Errors
/// The project or a journal cannot be read.
pub fn read(dir: &Path, wanted: &Wanted) -> Result<Vec<Moment>, Refusal> {
    let opened = ProjectStore::open_to_read(dir, DEFAULT_ANNOTATOR.into());
    let opened = opened.map_err(|error| refuse(&error, dir))?;
    let moments = crate::app::timeline::read(&opened.store, &opened.project, wanted);
    moments.map_err(|error| refuse(&error, dir))
}

/// The name of a step and of a deed in exports.
#[must_use]
pub fn names(moment: &Moment) -> (&'static str, &'static str) {
    let step = match moment.step {
        Step::Do => "do",
        Step::Undo => "undo",
        Step::Redo => "redo",
    };
    let deed = Deed::ALL.iter().find(|(deed, _)| *deed == moment.deed);
    (step, deed.map_or("", |(_, name)| name))
}

/// Writes the whole timeline as JSONL.
///
/// # Errors
/// The project cannot be read, or the file cannot be written.
pub fn export(dir: &Path, path: &Path) -> Result<usize, Refusal> {
    let moments = read(dir, &Wanted::default())?;
    let lines: String = moments.iter().map(json).collect();
    let written = RealDisk.replace(path, lines.as_bytes());
    written.map_err(|error| refuse(&StoreError::io(error, path), path))?;
    Ok(moments.len())
}

/// A line of JSON. Offsets are code points; where the article's text is missing they are bytes.
#[must_use]
pub fn json(of: &Moment) -> String {
    let (step, deed) = names(of);
    let edits: Vec<Value> = of.touches.iter().map(edit).collect();
    let line = json!({
        "annotator": of.annotator.as_str(),
        "seq": of.seq,
        "at": rfc3339(of.at.0),
        "step": step,
        "deed": deed,
        "edits": edits,
    });
    format!("{line}\n")
}

fn edit(touch: &Touch) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    put("act", json!(touch.act.name()));
    if let Some(article) = &touch.article {
        put("article", json!(article.as_str()));
    }
    if let Some(annotation) = touch.annotation {
        put("annotation", json!(annotation.0));
    }
    if let Some(label) = &touch.label {
        put("label", json!(label.as_str()));
    }
    let bytes = touch.span.map(|span| (span.start(), span.end()));
    let unit = if touch.code_points.is_some() {
        "codepoint"
    } else {
        "byte"
    };
    if let Some((start, end)) = touch.code_points.or(bytes) {
        put("start", json!(start));
        put("end", json!(end));
        put("offset_unit", json!(unit));
    }
    if let Some(text) = &touch.text {
        put("text", json!(text));
    }
    Value::Object(fields)
}
