//! Files of exchange formats imported as annotations of the articles that they are about.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tawsim::app::headless::intake::Terms;
use tawsim::app::headless::project::{self, Imported, Way};
use tawsim::app::headless::{Difference, Fitted};
use tawsim::format;
use tawsim::format::options::WriteOptions;
use tawsim::model::dataset::Dataset;
use tempfile::TempDir;

/// An article with everything that programs on the way change: a mark at the beginning, pairs of
/// line ends, doubled spaces, direction controls, letters in two ways of writing.
const TEXT: &str = "\u{feff}أحمد في \u{2067}Reuters\u{2069}  أمس\r\nسَلَّم على ليلى.\r\n";

fn made(home: &Path) -> PathBuf {
    let file = home.join("a.jsonl");
    let line = serde_json::json!({"text": TEXT, "title": "لقاء"});
    fs::write(&file, line.to_string()).unwrap();
    let dir = home.join("project");
    project::create(&dir, "news").unwrap();
    let way = Way {
        format: Some("jsonl"),
        ..Way::default()
    };
    project::import(&dir, &[file], &way, "me").unwrap();
    dir
}

fn import(home: &Path, dir: &Path, line: &serde_json::Value, map: &[(&str, &str)]) -> Imported {
    let file = home.join("theirs.jsonl");
    fs::write(&file, line.to_string()).unwrap();
    let to = |to: &str| (!to.is_empty()).then(|| to.into());
    let map = map.iter().map(|(from, into)| ((*from).into(), to(into)));
    let way = Way {
        terms: Terms {
            map: map.collect(),
            ..Terms::default()
        },
        ..Way::default()
    };
    project::import(dir, &[file], &way, "me").unwrap()
}

/// The text as another program has it, with entities where `parts` stand.
fn theirs(text: &str, parts: &[(&str, &str)]) -> serde_json::Value {
    let place = |(part, label): &(&str, &str)| {
        let start = text.find(part).unwrap();
        let at = |byte: usize| text[..byte].chars().count();
        serde_json::json!({"start": at(start), "end": at(start + part.len()), "label": label, "text": part})
    };
    let entities: Vec<serde_json::Value> = parts.iter().map(place).collect();
    serde_json::json!({"text": text, "entities": entities})
}

/// Label and exact text of every annotation of the only article.
fn annotated(dir: &Path) -> Vec<(String, String)> {
    let dataset = project::dataset(dir, None).unwrap();
    assert_eq!(dataset.records.len(), 1);
    let record = &dataset.records[0];
    let text = &record.article.text;
    let pair = |a: &tawsim::model::annotation::Annotation| {
        (a.label.to_string(), a.span.text(text).to_owned())
    };
    record.annotations.iter().map(pair).collect()
}

fn pair(label: &str, text: &str) -> (String, String) {
    (label.to_owned(), text.to_owned())
}

#[test]
fn a_text_that_went_through_other_programs_is_the_article_that_it_was() {
    let all = [
        Difference::LineEnds,
        Difference::ByteOrderMark,
        Difference::Blanks,
        Difference::NormalForm,
        Difference::Invisible,
    ];
    // Trimmed, with single spaces and line feeds, decomposed, and without direction controls.
    let theirs_text = "ا\u{654}حمد في Reuters ا\u{654}مس سَل\u{64e}\u{651}م على ليلى.";
    let parts = [("ا\u{654}حمد", "PER"), ("Reuters", "ORG"), ("ليلى", "PER")];
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let done = import(home.path(), &dir, &theirs(theirs_text, &parts), &[]);
    assert_eq!((done.added, done.known, done.annotations), (0, 1, 3));
    assert_eq!((done.problems.len(), done.unplaced), (0, 0));
    let fitted = Fitted {
        article: "لقاء".to_owned(),
        differences: all.to_vec(),
    };
    assert_eq!(done.fitted, [fitted]);
    let expected = [
        pair("PER", "أحمد"),
        pair("ORG", "Reuters"),
        pair("PER", "ليلى"),
    ];
    assert_eq!(annotated(&dir), expected);
    // The same again is nothing new.
    let again = import(home.path(), &dir, &theirs(theirs_text, &parts), &[]);
    assert_eq!((again.added, again.annotations), (0, 0));
}

#[test]
fn labels_of_others_are_read_as_the_map_says() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let parts = [("أحمد", "PERSON"), ("Reuters", "MISC"), ("ليلى", "شخص")];
    let map = [("PERSON", "PER"), ("MISC", "")];
    let done = import(home.path(), &dir, &theirs(TEXT, &parts), &map);
    assert_eq!(annotated(&dir), [pair("PER", "أحمد"), pair("شخص", "ليلى")]);
    assert_eq!(done.unknown, BTreeMap::from([("شخص".into(), 1)]));
    assert_eq!(done.unwanted, BTreeMap::from([("MISC".into(), 1)]));
    assert_eq!(done.fitted, [], "the text is exactly the article's");
}

#[test]
fn what_holds_nothing_that_is_seen_is_told() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let text = TEXT.replace("\r\n", "\n");
    let done = import(
        home.path(),
        &dir,
        &theirs(&text, &[("\u{2067}", "PER")]),
        &[],
    );
    assert_eq!((done.annotations, done.unplaced), (0, 1));
}

fn blind(dir: &Path) -> bool {
    project::dataset(dir, None).unwrap().records[0].blind
}

#[test]
fn that_an_article_was_annotated_blind_comes_back_through_formats_and_ends_with_other_work() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let mut line = theirs(TEXT, &[("أحمد", "PER")]);
    line["blind"] = true.into();
    import(home.path(), &dir, &line, &[]);
    assert!(blind(&dir));
    let dataset = project::dataset(&dir, None).unwrap();
    let dataset = Dataset {
        records: dataset.records,
        ..Dataset::default()
    };
    for format in ["doccano", "csv", "label-studio", "html"] {
        let format = format::by_id(format).unwrap();
        let export = format.write(&dataset, &WriteOptions::default());
        assert_eq!(export.losses, [], "{}", format.id());
        let file = home.path().join(format!("x.{}", format.extensions()[0]));
        fs::write(&file, export.bytes).unwrap();
        let dir = home.path().join(format.id());
        project::create(&dir, "news").unwrap();
        project::import(&dir, &[file], &Way::default(), "me").unwrap();
        assert!(blind(&dir), "{}", format.id());
    }
    // What somebody saw suggestions for is added: the sheet is blind no longer.
    import(home.path(), &dir, &theirs(TEXT, &[("ليلى", "PER")]), &[]);
    assert!(!blind(&dir));
}
