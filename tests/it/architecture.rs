//! The layer table, enforced: a module may only name the modules of its row, which all stand above
//! it, so a cycle cannot be written. Reads the sources as text; ARCHITECTURE.md shows the same
//! table, and a test below keeps the two identical.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module, and the modules of ours that it may name. Order is from the bottom up.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("i18n", &[]),
    ("layout", &["text"]),
    ("model", &["text"]),
    ("edit", &["text", "model"]),
    ("agree", &["text", "model"]),
    ("suggest", &["text", "model"]),
    ("review", &["text", "model", "suggest"]),
    ("format", &["text", "model"]),
    ("extract", &["text", "model"]),
    ("store", &["text", "model", "edit"]),
    (
        "app",
        &[
            "text", "model", "edit", "agree", "suggest", "review", "format", "extract", "store",
        ],
    ),
    ("say", &["i18n", "app"]),
    ("cli", &["text", "i18n", "model", "app", "say"]),
    (
        "ui",
        &["text", "i18n", "layout", "model", "edit", "app", "say"],
    ),
];

/// Words that may stand only in these places (module or file prefixes below `src/`).
const ONLY_IN: &[(&str, &[&str])] = &[
    ("egui::", &["ui/"]),
    ("eframe::", &["ui/"]),
    ("rfd::", &["ui/dialogs.rs"]),
    ("parley::", &["layout/"]),
    ("swash::", &["layout/"]),
    ("std::fs", &["store/"]),
    ("std::thread", &["app/jobs/", "ui/dialogs.rs"]),
    ("SystemTime::now", &["app/clock.rs"]),
    (
        "serde::",
        &[
            "store/",
            "format/",
            "suggest/",
            "app/headless/",
            "cli/",
            "ui/theme/",
        ],
    ),
    ("Color32::from_rgb", &["ui/theme/"]),
    ("encode_utf16", &["text/convert.rs", "store/"]),
    ("len_utf16", &["text/convert.rs"]),
    ("egui::Label", &[]),
    ("egui::TextEdit", &[]),
    ("ui.label(", &[]),
    ("RichText", &[]),
];

/// The longest production part of a file (without its inline tests), in lines.
const LONGEST_FILE: usize = 600;

struct Source {
    path: PathBuf,
    /// Path below `src/`, with `/`.
    name: String,
    /// Code without comments and without the inline test module.
    code: String,
}

impl Source {
    fn module(&self) -> &str {
        self.name.split(['/', '.']).next().unwrap_or_default()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                let code = production_code(&fs::read_to_string(&path).unwrap());
                found.push(Source { path, name, code });
            }
        }
    }
    assert!(found.len() > 30, "the sources are there");
    found
}

fn production_code(source: &str) -> String {
    let end = source
        .find("#[cfg(test)]\nmod tests")
        .unwrap_or(source.len());
    let code = source[..end]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// Our modules that a piece of code names by `crate::module`.
fn named_modules(code: &str) -> BTreeSet<&str> {
    let behind = code
        .match_indices("crate::")
        .map(|(at, found)| &code[at + found.len()..]);
    let name = |rest: &'_ str| {
        rest.find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(0)
    };
    behind
        .map(|rest| &rest[..name(rest)])
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn every_module_is_in_the_table_and_names_only_what_it_may() {
    let mut faults = Vec::new();
    for source in sources() {
        if matches!(source.name.as_str(), "lib.rs" | "main.rs") {
            continue;
        }
        let Some((module, allowed)) = LAYERS.iter().find(|row| row.0 == source.module()) else {
            faults.push(format!(
                "{}: its module is not in the layer table",
                source.name
            ));
            continue;
        };
        for named in named_modules(&source.code) {
            if named != *module && !allowed.contains(&named) {
                faults.push(format!("{}: {module} must not name {named}", source.name));
            }
        }
        if source.code.contains("use crate::{") || source.code.contains("super::super::") {
            faults.push(format!(
                "{}: grouped or climbing imports hide arrows",
                source.name
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_itself_points_only_downwards() {
    for (at, (module, allowed)) in LAYERS.iter().enumerate() {
        for name in *allowed {
            let below = LAYERS[..at].iter().any(|row| row.0 == *name);
            assert!(below, "{module} may name {name}, which is not below it");
        }
    }
    let order: Vec<&str> = LAYERS.iter().map(|row| row.0).collect();
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let listed: Vec<&str> = lib
        .lines()
        .filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(
        listed, order,
        "lib.rs lists the modules in the order of the table"
    );
}

#[test]
fn some_words_stand_only_where_they_belong() {
    let mut faults = Vec::new();
    for source in sources() {
        for (word, places) in ONLY_IN {
            let allowed = places.iter().any(|place| source.name.starts_with(place));
            if !allowed && source.code.contains(word) {
                faults.push(format!("{}: `{word}` belongs in {places:?}", source.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_say_what_they_are_and_stay_readable() {
    let mut faults = Vec::new();
    for source in sources() {
        let whole = fs::read_to_string(&source.path).unwrap();
        if !whole.starts_with("//!") {
            faults.push(format!(
                "{}: does not begin by saying what it is",
                source.name
            ));
        }
        let lines = source.code.lines().count();
        if lines > LONGEST_FILE {
            faults.push(format!("{}: {lines} lines", source.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_document_shows_the_same_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let document = fs::read_to_string(path).unwrap();
    for (module, allowed) in LAYERS {
        let names = if allowed.is_empty() {
            "–".to_owned()
        } else {
            allowed.join(" ")
        };
        let row = format!("| `{module}` | {names} |");
        assert!(
            document.contains(&row),
            "ARCHITECTURE.md lacks the row\n{row}"
        );
    }
}
