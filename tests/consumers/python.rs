//! Calls the libraries.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Start and end in code points where a library gives them, label, text.
pub type Found = (Option<(usize, usize)>, String, String);

/// What a library read of one article.
pub struct Doc {
    /// The text, where it gives one.
    pub text: Option<String>,
    /// The spans.
    pub spans: Vec<Found>,
    /// What connects them, by their numbers, where a library reads that.
    pub relations: Option<Vec<(usize, usize, String)>>,
}

/// The environment's Python, which `tests/consumers/install` puts into the target folder.
fn python() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let python = target.join("consumers/bin/python");
    assert!(
        target.join("consumers/made").exists(),
        "there is no {}: make the environment with tests/consumers/install, or run .ci/test, which does",
        python.display()
    );
    python
}

fn call(what: &[&str], paths: &[&Path]) -> Vec<u8> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/consumers/consume.py");
    let output = Command::new(python())
        .arg(script)
        .args(what)
        .args(paths)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what:?}: {said}");
    output.stdout
}

/// What a library reads.
pub fn read(reader: &str, path: &Path) -> Vec<Doc> {
    let out = call(&["read", reader], &[path]);
    // Some libraries talk before.
    let start = out.iter().position(|byte| *byte == b'[').unwrap();
    let docs: Vec<Value> = serde_json::from_slice(&out[start..]).unwrap();
    docs.iter().map(doc).collect()
}

fn doc(value: &Value) -> Doc {
    let number = |value: &Value| value.as_u64().and_then(|n| usize::try_from(n).ok());
    let string = |value: &Value| value.as_str().unwrap().to_owned();
    let span = |value: &Value| {
        let place = number(&value[0]).zip(number(&value[1]));
        (place, string(&value[2]), string(&value[3]))
    };
    let relation = |value: &Value| {
        let ends = number(&value[0]).zip(number(&value[1])).unwrap();
        (ends.0, ends.1, string(&value[2]))
    };
    let relations = value["relations"].as_array();
    let spans = value["spans"].as_array().unwrap();
    Doc {
        text: value["text"].as_str().map(str::to_owned),
        spans: spans.iter().map(span).collect(),
        relations: relations.map(|all| all.iter().map(relation).collect()),
    }
}

/// Has a library read a file and write it again.
pub fn rewrite(reader: &str, from: &Path, to: &Path) {
    call(&["rewrite", reader], &[from, to]);
}

/// What the libraries for scores say of two files of tags.
pub fn scores(gold: &Path, predicted: &Path) -> Value {
    serde_json::from_slice(&call(&["evaluate"], &[gold, predicted])).unwrap()
}
