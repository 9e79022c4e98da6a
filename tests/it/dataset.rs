//! Datasets: parts, lists, choices; the same project and choices give the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tawsim::app::headless::convert::Target;
use tawsim::app::headless::dataset::{
    self, Duplicates, Grouping, Listing, Order, Recipe, Shares, Watch,
};
use tawsim::app::headless::{Refusal, WriteOptions, project};
use tempfile::TempDir;

/// A project of forty articles from ten newspapers; every article names a person, every fourth a
/// law, and the last two have the same text but for the spelling.
fn filled(dir: &Path) -> std::path::PathBuf {
    let mut lines = String::new();
    for at in 0..40 {
        let number = if at == 39 { 38 } else { at };
        let city = if at == 39 {
            "الى بغداد"
        } else {
            "إلى بغداد"
        };
        let text = format!("وصل علي {city} رقم {number} وقانون {number}");
        let mut entities = vec![json!({"start": 4, "end": 7, "label": "PER", "text": "علي"})];
        let place = text.chars().count() - text.chars().rev().take_while(|c| *c != 'ن').count();
        if at % 4 == 0 || at == 38 {
            let end = text.chars().count();
            entities.push(json!({"start": place - 5, "end": end, "label": "LAW"}));
        }
        let source = format!("newspaper {}", at / 4);
        let line =
            json!({"id": format!("a{at}"), "text": text, "source": source, "entities": entities});
        lines.push_str(&format!("{line}\n"));
    }
    let file = dir.join("in.jsonl");
    fs::write(&file, lines).unwrap();
    let folder = dir.join("project");
    project::create(&folder, "news").unwrap();
    let done = project::import(&folder, &[file], &project::Way::default(), "me").unwrap();
    assert_eq!(
        (done.added, done.problems.len()),
        (40, 0),
        "{:?}",
        done.problems
    );
    folder
}

fn target<'a>(path: &'a Path, format: &'a str) -> Target<'a> {
    Target {
        path: Some(path),
        format: Some(format),
        options: WriteOptions::default(),
        strict: false,
    }
}

fn split() -> Recipe {
    Recipe {
        shares: Shares::parse("80/10/10"),
        ..Recipe::default()
    }
}

/// Every file of a folder.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(Result::unwrap);
    let named = entries.map(|entry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap())
    });
    named.collect()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn parts_have_their_shares_no_source_is_in_two_and_the_manifest_tells_all() {
    let home = TempDir::new().unwrap();
    let dir = filled(home.path());
    let out = home.path().join("out");
    let done = dataset::export(&dir, &split(), &target(&out, "jsonl"), &Watch::NOBODY).unwrap();
    let written = files(&out);
    let names: Vec<&str> = written.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["dev.jsonl", "manifest.json", "test.jsonl", "train.jsonl"]
    );
    assert_eq!(done.articles, 40);
    let mut sources = BTreeMap::new();
    let mut total = 0;
    for part in ["train", "dev", "test"] {
        let records = lines(&written[&format!("{part}.jsonl")]);
        total += records.len();
        for record in &records {
            let source = record["source"].as_str().unwrap().to_owned();
            let known = sources.entry(source.clone()).or_insert(part);
            assert_eq!(*known, part, "{source} is in two parts");
        }
        let laws = records
            .iter()
            .flat_map(|r| r["entities"].as_array().unwrap());
        let laws = laws.filter(|e| e["label"] == "LAW").count();
        assert!(laws > 0, "{part} has no law");
    }
    assert_eq!(total, 40);
    let manifest: Value = serde_json::from_slice(&written["manifest.json"]).unwrap();
    assert_eq!(
        manifest["tool"],
        format!("tawsim {}", env!("CARGO_PKG_VERSION"))
    );
    assert!(manifest["project"]["revision"]["me"].as_u64().unwrap() > 0);
    assert_eq!(manifest["choices"]["split"], json!([80, 10, 10]));
    for file in manifest["files"].as_array().unwrap() {
        let bytes = &written[file["name"].as_str().unwrap()];
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(file["sha256"], sha256(bytes), "{}", file["name"]);
    }
    let counted: u64 = manifest["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["by_label"]["LAW"].as_u64().unwrap())
        .sum();
    assert_eq!(counted, 11);
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn equal_choices_give_equal_bytes_and_another_seed_others() {
    let home = TempDir::new().unwrap();
    let dir = filled(home.path());
    let mut written = Vec::new();
    for (name, seed) in [("a", 1), ("b", 1), ("c", 2)] {
        let out = home.path().join(name);
        let order = Order::Shuffled;
        let recipe = Recipe {
            seed,
            order,
            ..split()
        };
        dataset::export(&dir, &recipe, &target(&out, "iob2"), &Watch::NOBODY).unwrap();
        written.push(files(&out));
    }
    assert_eq!(written[0], written[1]);
    assert_ne!(written[0]["train.iob2"], written[2]["train.iob2"]);
    // Once more in the same place: a folder of ours is replaced.
    let out = home.path().join("a");
    dataset::export(&dir, &split(), &target(&out, "jsonl"), &Watch::NOBODY).unwrap();
    assert!(!out.join("train.iob2").exists() && out.join("train.jsonl").exists());
}

#[test]
fn what_is_not_wanted_is_left_out_and_labels_are_written_as_others() {
    let home = TempDir::new().unwrap();
    let dir = filled(home.path());
    let out = home.path().join("out.jsonl");
    let recipe = Recipe {
        labels: vec!["LAW".into()],
        map: vec![("LAW".into(), "RULE".into())],
        duplicates: Duplicates::Drop,
        listing: Listing::Always,
        ..Recipe::default()
    };
    let done = dataset::export(&dir, &recipe, &target(&out, "jsonl"), &Watch::NOBODY).unwrap();
    assert_eq!(
        (done.articles, done.annotations, done.duplicates),
        (39, 11, 1)
    );
    let records = lines(&fs::read(&out).unwrap());
    let labels: Vec<&Value> = records
        .iter()
        .flat_map(|r| r["entities"].as_array().unwrap())
        .map(|e| &e["label"])
        .collect();
    assert!(labels.len() == 11 && labels.iter().all(|label| **label == "RULE"));
    let manifest = fs::read(home.path().join("out.jsonl.manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    assert_eq!(manifest["labels"][0]["id"], "RULE");
    assert_eq!(manifest["duplicates"].as_array().unwrap().len(), 1);
    assert_eq!(manifest["files"][0]["name"], "out.jsonl");
    let none = Recipe {
        states: vec![tawsim::model::sheet::Progress::Done],
        ..Recipe::default()
    };
    let done = dataset::export(&dir, &none, &target(&out, "jsonl"), &Watch::NOBODY).unwrap();
    assert_eq!(done.articles, 0, "none is done");
    assert_eq!(fs::read(&out).unwrap(), b"");
}

#[test]
fn labels_that_become_the_same_at_one_place_are_one_whichever_comes_first() {
    let home = TempDir::new().unwrap();
    let dir = home.path().join("project");
    project::create(&dir, "news").unwrap();
    let mark = |label: &str| json!({"start": 4, "end": 9, "label": label, "text": "بغداد"});
    let line = json!({"text": "زار بغداد", "entities": [mark("GPE"), mark("LOC"), mark("FAC")]});
    let file = home.path().join("in.jsonl");
    fs::write(&file, line.to_string()).unwrap();
    project::import(&dir, &[file], &project::Way::default(), "me").unwrap();
    let out = home.path().join("out.jsonl");
    for to in ["FAC", "GPE", "LOC", "PLACE"] {
        let all = ["FAC", "GPE", "LOC"].iter().filter(|from| **from != to);
        let recipe = Recipe {
            map: all.map(|from| ((*from).into(), to.into())).collect(),
            ..Recipe::default()
        };
        let done = dataset::export(&dir, &recipe, &target(&out, "jsonl"), &Watch::NOBODY).unwrap();
        assert_eq!(done.annotations, 1, "{to}");
    }
}

#[test]
fn too_few_sources_are_told_and_an_unfinished_export_leaves_nothing() {
    let home = TempDir::new().unwrap();
    let dir = home.path().join("project");
    project::create(&dir, "news").unwrap();
    for at in 0..4 {
        let file = home.path().join(format!("{at}.jsonl"));
        let line = json!({"text": format!("نص {at}"), "source": "one", "entities": []});
        fs::write(&file, line.to_string()).unwrap();
        project::import(&dir, &[file], &project::Way::default(), "me").unwrap();
    }
    let out = home.path().join("out");
    let refused = dataset::export(&dir, &split(), &target(&out, "jsonl"), &Watch::NOBODY);
    assert_eq!(refused, Err(Refusal::TooFewGroups(1, 3)));
    let cancelled = Watch {
        cancelled: &|| true,
        ..Watch::NOBODY
    };
    let grouping = Grouping::Text;
    let recipe = Recipe {
        grouping,
        ..split()
    };
    let refused = dataset::export(&dir, &recipe, &target(&out, "jsonl"), &cancelled);
    assert_eq!(refused, Err(Refusal::Cancelled));
    let names: Vec<_> = fs::read_dir(home.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 5, "{names:?}");
    dataset::export(&dir, &recipe, &target(&out, "jsonl"), &Watch::NOBODY).unwrap();
}

#[test]
fn of_several_people_each_has_a_record_of_what_they_have_begun() {
    let home = TempDir::new().unwrap();
    let dir = filled(home.path());
    let file = home.path().join("second.jsonl");
    let text = "وصل علي إلى بغداد رقم 3 وقانون 3";
    let line = json!({"text": text, "entities": [{"start": 12, "end": 17, "label": "GPE", "text": "بغداد"}]});
    fs::write(&file, line.to_string()).unwrap();
    let done = project::import(&dir, &[file], &project::Way::default(), "salma").unwrap();
    assert_eq!((done.known, done.annotations), (1, 1));
    let out = home.path().join("out.jsonl");
    let recipe = Recipe {
        annotators: vec!["me".to_owned(), "salma".to_owned()],
        ..Recipe::default()
    };
    dataset::export(&dir, &recipe, &target(&out, "jsonl"), &Watch::NOBODY).unwrap();
    let records = lines(&fs::read(&out).unwrap());
    assert_eq!(records.len(), 41);
    let of = |name: &str| {
        records
            .iter()
            .filter(|r| r["id"].as_str().unwrap().ends_with(name))
            .count()
    };
    assert_eq!((of(".me"), of(".salma")), (40, 1));
    let refused = dataset::export(
        &dir,
        &Recipe::default(),
        &target(&out, "jsonl"),
        &Watch::NOBODY,
    );
    assert!(matches!(refused, Err(Refusal::WhichAnnotator(_))));
}

#[test]
fn a_preview_shows_the_first_lines_and_all_losses_and_writes_nothing() {
    let home = TempDir::new().unwrap();
    let dir = filled(home.path());
    let out = home.path().join("out.iob2");
    let mut told = 0;
    let to = target(&out, "iob2");
    let preview = dataset::preview(&dir, &split(), &to, &Watch::NOBODY, &mut |preview| {
        told += 1;
        assert!(!preview.complete && !preview.lines.is_empty());
    });
    let preview = preview.unwrap();
    assert!(told > 1 && preview.complete);
    assert_eq!(preview.articles, 40);
    assert!(
        preview.lines.contains(&"علي\tB-PER".to_owned()),
        "{:?}",
        preview.lines
    );
    let parts: usize = preview.parts.iter().map(|part| part.articles).sum();
    assert_eq!((preview.parts.len(), parts), (3, 40));
    assert!(!out.exists());
    let written = dataset::export(
        &dir,
        &split(),
        &target(&home.path().join("o"), "iob2"),
        &Watch::NOBODY,
    )
    .unwrap();
    assert_eq!(
        (written.losses, written.annotations),
        (preview.losses, preview.annotations)
    );
}

#[test]
fn a_format_with_parts_of_its_own_has_them_in_one_folder_and_nothing_is_written_over() {
    let home = TempDir::new().unwrap();
    let mut lines = String::new();
    // More than are written at once.
    for at in 0..150 {
        let line = json!({"text": format!("زار علي بغداد {at}"), "entities": [{"start": 4, "end": 7, "label": "PER"}]});
        lines.push_str(&format!("{line}\n"));
    }
    let file = home.path().join("in.jsonl");
    fs::write(&file, lines).unwrap();
    let dir = home.path().join("project");
    project::create(&dir, "news").unwrap();
    project::import(&dir, &[file], &project::Way::default(), "me").unwrap();
    let out = home.path().join("whole");
    dataset::export(
        &dir,
        &Recipe::default(),
        &target(&out, "hf"),
        &Watch::NOBODY,
    )
    .unwrap();
    let rows = |name: &str| lines_of(&out.join("data").join(name));
    assert_eq!(rows("train.jsonl"), 150);
    let out = home.path().join("parts");
    let done = dataset::export(&dir, &split(), &target(&out, "hf"), &Watch::NOBODY).unwrap();
    assert_eq!((done.articles, done.annotations), (150, 150));
    let rows = |name: &str| lines_of(&out.join("data").join(name));
    let counts = ["train.jsonl", "validation.jsonl", "test.jsonl"].map(rows);
    assert_eq!(counts, [120, 15, 15]);
    let card = fs::read_to_string(out.join("README.md")).unwrap();
    assert!(card.contains("- split: validation"), "{card}");
    assert!(out.join("manifest.json").exists());
}

fn lines_of(path: &Path) -> usize {
    fs::read_to_string(path).unwrap().lines().count()
}
