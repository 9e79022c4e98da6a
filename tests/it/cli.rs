//! The real binary, as a person or a script calls it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tawsim::format::Layout;
use tempfile::TempDir;

fn run(dir: &Path, line: &str) -> Output {
    run_with(dir, line, b"")
}

fn run_with(dir: &Path, line: &str, input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tawsim"))
        .args(line.split_whitespace())
        .current_dir(dir)
        .env("LANG", "C.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may be gone already.
    drop(child.stdin.take().unwrap().write_all(input));
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

const GOOD: &str = r#"{"id":"a","text":"زار محمّد بغداد وببغداد.","entities":[{"start":4,"end":9,"label":"PER","text":"محمّد"},{"start":18,"end":23,"label":"GPE","text":"بغداد"}]}"#;

#[test]
fn a_project_is_made_filled_checked_and_exported() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.jsonl"), GOOD).unwrap();
    fs::write(dir.path().join("b.txt"), "نص بلا وسوم").unwrap();
    let made = run(dir.path(), "new p --labels news");
    assert_eq!(code(&made), 0, "{}", err(&made));
    let imported = run(dir.path(), "import p a.jsonl b.txt");
    assert_eq!(code(&imported), 0, "{}", err(&imported));
    assert!(
        err(&imported).contains("New: 2 articles"),
        "{}",
        err(&imported)
    );
    let again = run(dir.path(), "import p a.jsonl");
    assert!(
        err(&again).contains("There already: 1 article, 2 annotations"),
        "nothing twice: {}",
        err(&again)
    );
    assert_eq!(code(&run(dir.path(), "check p")), 0);
    let exported = run(dir.path(), "export p --format iob2 --out x.iob2");
    assert_eq!(code(&exported), 0, "{}", err(&exported));
    let written = fs::read_to_string(dir.path().join("x.iob2")).unwrap();
    assert!(written.contains("محمّد\tB-PER\n"), "{written}");
    assert!(written.contains("وب\tO\nبغداد\tB-GPE\n"), "{written}");
    let same = run(dir.path(), "export p --format iob2 --out -");
    assert_eq!(out(&same), written, "the same project gives the same bytes");
    let strict = run(
        dir.path(),
        "export p --format iob2 --out y.iob2 --subword drop --strict",
    );
    assert_eq!(code(&strict), 2);
    assert!(!dir.path().join("y.iob2").exists() && err(&strict).contains("--strict"));
}

#[test]
fn a_file_goes_through_a_token_format_and_keeps_its_entities() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.jsonl"), GOOD).unwrap();
    assert_eq!(code(&run(dir.path(), "convert a.jsonl a.conll")), 0);
    let back = run(dir.path(), "convert a.conll - --to jsonl");
    assert!(
        out(&back).contains(r#""label":"GPE","text":"بغداد""#),
        "{}",
        out(&back)
    );
    let same = run(dir.path(), "evaluate a.conll a.conll --json");
    let numbers: serde_json::Value = serde_json::from_str(&out(&same)).unwrap();
    assert_eq!(numbers["overall"]["strict"]["f1"], 1.0);
    assert_eq!(numbers["labels"]["PER"]["strict"]["support"], 1);
}

#[test]
fn a_file_goes_through_every_format_and_is_known_again_by_its_content() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.jsonl"), GOOD).unwrap();
    for format in tawsim::format::ALL {
        let id = format.id();
        let path = match format.layout() {
            Layout::Folder => format!("{id}-folder"),
            Layout::File | Layout::Sequence => format!("{id}.{}", format.extensions()[0]),
        };
        let there = run(dir.path(), &format!("convert a.jsonl {path} --to {id}"));
        assert_eq!(code(&there), 0, "{id}: {}", err(&there));
        let back = run(dir.path(), &format!("convert {path} - --to jsonl"));
        assert_eq!(code(&back), 0, "{id}: {}", err(&back));
        let text = out(&back);
        assert!(
            text.contains(r#""label":"GPE","text":"بغداد""#),
            "{id}: {text}"
        );
        let origin = format!(r#""source":"import:{id}""#);
        let own = ["jsonl", "csv", "tsv"].contains(&id);
        assert!(
            own || text.contains(&origin),
            "{id} was taken for another format: {text}"
        );
    }
}

#[test]
fn a_unit_that_a_file_proves_is_told_and_is_no_fault() {
    let dir = TempDir::new().unwrap();
    let proven = r#"{"text":"😀 زار محمّد القاهرة.","label":[[7,12,"PER"],[13,20,"LOC"]]}"#;
    fs::write(dir.path().join("a.doccano.jsonl"), proven).unwrap();
    let done = run(dir.path(), "convert a.doccano.jsonl a.jsonl");
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(err(&done).contains("a.doccano.jsonl:1:"), "{}", err(&done));
    let doubtful = r#"{"text":"😀 ابجدهوز","label":[[5,7,"X"]]}"#;
    fs::write(dir.path().join("b.doccano.jsonl"), doubtful).unwrap();
    let done = run(dir.path(), "convert b.doccano.jsonl b.jsonl");
    assert_eq!(code(&done), 1, "{}", err(&done));
}

#[test]
fn a_list_goes_through_piece_by_piece_and_is_the_same_as_written_at_once() {
    let dir = TempDir::new().unwrap();
    let line = |at: usize| {
        let text = format!("زار محمّد بغداد {at}");
        serde_json::json!({"id": format!("a{at}"), "text": text, "entities": [{"start": 4, "end": 9, "label": "PER"}]})
    };
    let lines: Vec<String> = (0..150).map(|at| line(at).to_string()).collect();
    fs::write(dir.path().join("a.jsonl"), lines.join("\n")).unwrap();
    for (id, ending) in [
        ("label-studio", "json"),
        ("spacy-json", "json"),
        ("csv", "csv"),
        ("inline-xml", "xml"),
    ] {
        let done = run(
            dir.path(),
            &format!("convert a.jsonl {id}.{ending} --to {id}"),
        );
        assert_eq!(code(&done), 0, "{id}: {}", err(&done));
        let at_once = run(dir.path(), &format!("convert a.jsonl - --to {id}"));
        let file = fs::read_to_string(dir.path().join(format!("{id}.{ending}"))).unwrap();
        assert!(file == out(&at_once), "{id}");
        let back = run(
            dir.path(),
            &format!("convert {id}.{ending} - --from {id} --to jsonl"),
        );
        assert_eq!(out(&back).lines().count(), 150, "{id}: {}", err(&back));
    }
}

#[test]
fn suggestions_come_for_text_and_for_each_line_of_jsonl() {
    let dir = TempDir::new().unwrap();
    let text = run_with(dir.path(), "suggest", "زار الرئيس بغداد".as_bytes());
    assert_eq!(code(&text), 0, "{}", err(&text));
    let line: serde_json::Value = serde_json::from_str(&out(&text)).unwrap();
    assert_eq!(line["offset_unit"], "codepoint");
    let lines = format!("{GOOD}\nbroken\n{GOOD}\n");
    let answers = run_with(
        dir.path(),
        "suggest - --labels core --explain",
        lines.as_bytes(),
    );
    assert_eq!(code(&answers), 1);
    assert_eq!(out(&answers).lines().count(), 2);
    assert!(err(&answers).starts_with("-:2:1: "), "{}", err(&answers));
}

/// Command lines that cannot be carried out, and what is said about them.
const REFUSED: &[(&str, &str)] = &[
    (
        "convert missing.jsonl x.conll",
        "missing.jsonl: does not exist",
    ),
    (
        "convert broken.jsonl x.conll",
        "broken.jsonl:1:18: not a JSON line",
    ),
    (
        "convert arabic.jsonl x.conll",
        "arabic.jsonl: not UTF-8; it may be windows-1256",
    ),
    (
        "convert empty.jsonl x.conll",
        "empty.jsonl: the file is empty",
    ),
    (
        "convert good.jsonl x.conll --to nonsense",
        "no format called “nonsense”. The formats are: jsonl",
    ),
    (
        "convert data.xyz x.conll",
        "data.xyz: the file’s name does not say its format",
    ),
    ("export . --format jsonl --out -", "is not a Tawsim project"),
    (
        "export nowhere --format jsonl --out -",
        "nowhere: does not exist",
    ),
    ("check .", "is not a Tawsim project"),
    ("import . good.jsonl", "is not a Tawsim project"),
    ("suggest missing.txt", "missing.txt: does not exist"),
    (
        "suggest good.jsonl --labels odd",
        "“odd” is neither a label set",
    ),
    (
        "evaluate good.jsonl missing.jsonl",
        "missing.jsonl: does not exist",
    ),
    (
        "convert good.jsonl no/such/dir.conll",
        "no/such/dir.conll: does not exist",
    ),
    ("frobnicate --now", "--now"),
    ("suggest good.jsonl --min-score 7", "from 0 to 1"),
    ("convert . x.conll --from nonsense", "no format called"),
];

#[test]
fn wrong_input_is_met_with_a_place_and_exit_code_two() {
    let dir = TempDir::new().unwrap();
    let file = |name: &str, bytes: &[u8]| fs::write(dir.path().join(name), bytes).unwrap();
    file("good.jsonl", GOOD.as_bytes());
    file("broken.jsonl", "{\"text\": \"بغداد\" oops}".as_bytes());
    file(
        "arabic.jsonl",
        b"\xc8\xdb\xcf\xc7\xcf \xc8\xdb\xcf\xc7\xcf \xc8\xdb\xcf\xc7\xcf",
    );
    file("empty.jsonl", b" \n");
    file("data.xyz", b"x");
    for (line, expected) in REFUSED {
        let output = run(dir.path(), line);
        assert_eq!(code(&output), 2, "{line}: {}", err(&output));
        assert!(err(&output).contains(expected), "{line}: {}", err(&output));
        assert!(!err(&output).contains("panicked"), "{line}");
        assert_eq!(out(&output), "", "{line}");
    }
    assert!(!dir.path().join("x.conll").exists(), "nothing half written");
}

#[test]
fn wrong_offsets_are_named_and_everything_else_is_kept() {
    let dir = TempDir::new().unwrap();
    let bad = GOOD
        .replace("\"start\":4,\"end\":9", "\"start\":400,\"end\":900")
        .replace("محمّد\"}", "x\"}");
    fs::write(dir.path().join("a.jsonl"), bad).unwrap();
    let output = run(dir.path(), "convert a.jsonl -  --to iob2");
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("a.jsonl:1:"), "{}", err(&output));
    assert!(
        err(&output).contains("400–900 is not a place in the text"),
        "{}",
        err(&output)
    );
    assert!(out(&output).contains("بغداد\tB-GPE"));
    let named = "in article “a”: 400–900";
    assert!(err(&output).contains(named), "{}", err(&output));
    let arabic = run(dir.path(), "--lang ar convert a.jsonl - --to iob2");
    let named = "في المقال «\u{2068}a\u{2069}»: ";
    assert!(err(&arabic).contains(named), "{}", err(&arabic));
    assert!(err(&arabic).contains("ليس في النص"), "{}", err(&arabic));
}

#[test]
fn help_completions_and_man_page_name_every_command() {
    let dir = TempDir::new().unwrap();
    for line in ["--help", "completions bash", "completions fish", "man"] {
        let output = run(dir.path(), line);
        assert_eq!(code(&output), 0, "{line}");
        for command in [
            "import", "suggest", "export", "convert", "evaluate", "formats", "check",
        ] {
            assert!(out(&output).contains(command), "{line} lacks {command}");
        }
    }
    let listed = out(&run(dir.path(), "formats"));
    assert_eq!(listed.lines().count(), tawsim::format::ALL.len());
}

#[test]
fn the_right_annotator_is_found_or_asked_for() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.jsonl"), GOOD).unwrap();
    run(dir.path(), "new p");
    run(dir.path(), "import p a.jsonl --annotator sara");
    let only = run(dir.path(), "export p --format iob2 --out -");
    assert!(out(&only).contains("B-PER"), "{}", err(&only));
    let slip = run(
        dir.path(),
        "export p --format iob2 --out - --annotator srah",
    );
    assert_eq!(code(&slip), 2);
    assert!(err(&slip).contains("sara"), "{}", err(&slip));
    run(dir.path(), "import p a.jsonl --annotator omar");
    let several = run(dir.path(), "export p --format iob2 --out -");
    assert_eq!(code(&several), 2);
    assert!(err(&several).contains("omar, sara"), "{}", err(&several));
    let bad = run(dir.path(), "import p a.jsonl --annotator ../x");
    assert_eq!(code(&bad), 2);
    assert!(
        err(&bad).contains("cannot be the name of a folder"),
        "{}",
        err(&bad)
    );
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let dir = TempDir::new().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tawsim"))
        .args(["suggest", "-"])
        .current_dir(dir.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    drop(
        child
            .stdin
            .take()
            .unwrap()
            .write_all(format!("{GOOD}\n").repeat(3).as_bytes()),
    );
    let output = child.wait_with_output().unwrap();
    assert_eq!(err(&output), "");
    assert_eq!(code(&output), 0);
}

#[test]
fn a_check_looks_at_everybodys_work() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.jsonl"), GOOD).unwrap();
    run(dir.path(), "new p");
    run(dir.path(), "import p a.jsonl --annotator sara");
    run(dir.path(), "import p a.jsonl --annotator omar");
    let checked = run(dir.path(), "check p");
    assert!(err(&checked).contains("4 annotations"), "{}", err(&checked));
}

#[test]
fn the_same_entity_twice_in_a_file_is_imported_once() {
    let dir = TempDir::new().unwrap();
    let entity = r#"{"start":4,"end":9,"label":"PER","text":"محمّد"},"#;
    let twice = GOOD.replace(entity, &entity.repeat(2));
    fs::write(dir.path().join("a.jsonl"), twice).unwrap();
    run(dir.path(), "new p");
    let imported = run(dir.path(), "import p a.jsonl");
    assert!(
        err(&imported).contains("2 annotations"),
        "{}",
        err(&imported)
    );
}

/// Worked by hand: of two with 0.9 or more (mean 0.925) one is right, of two with 0.6 or more (mean
/// 0.635) one; (|1.85 − 1| + |1.27 − 1|) / 4 = 0.28.
#[test]
fn scores_are_held_against_what_is_right() {
    let dir = TempDir::new().unwrap();
    let line =
        |marks: &str| format!(r#"{{"text":"زار زيد بغداد ثم القاهرة وعمر","entities":[{marks}]}}"#);
    let gold = r#"{"start":4,"end":7,"label":"PER"},{"start":8,"end":13,"label":"GPE"},{"start":17,"end":24,"label":"GPE"}"#;
    let predicted = r#"{"start":4,"end":7,"label":"PER","score":0.95,"source":"pattern"},{"start":8,"end":13,"label":"GPE","score":0.65,"source":"tagger"},{"start":17,"end":24,"label":"LOC","score":0.62,"source":"tagger"},{"start":25,"end":29,"label":"PER","score":0.9,"source":"tagger"},{"start":0,"end":3,"label":"ORG","source":"manual"}"#;
    fs::write(dir.path().join("gold.jsonl"), line(gold)).unwrap();
    fs::write(dir.path().join("scored.jsonl"), line(predicted)).unwrap();
    let output = run(
        dir.path(),
        "evaluate gold.jsonl scored.jsonl --calibration --json",
    );
    let numbers: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let seen = &numbers["calibration"];
    let near = |value: &serde_json::Value, expected: f64| {
        let value = value.as_f64().unwrap();
        assert!(
            (value - expected).abs() < 1e-6,
            "{value} is not {expected}: {seen}"
        );
    };
    near(&seen["expected_calibration_error"], 0.28);
    assert_eq!(
        (&seen["count"], &seen["without_score"]),
        (&4.into(), &1.into())
    );
    let bins = seen["bins"].as_array().unwrap();
    assert_eq!(bins.len(), 2);
    for (bin, from, mean) in [(&bins[0], 0.6, 0.635), (&bins[1], 0.9, 0.925)] {
        near(&bin["from"], from);
        near(&bin["mean_score"], mean);
        near(&bin["share_right"], 0.5);
        assert_eq!((&bin["count"], &bin["right"]), (&2.into(), &1.into()));
    }
    let table = out(&run(
        dir.path(),
        "evaluate gold.jsonl scored.jsonl --calibration",
    ));
    for told in [
        "0.6                2    0.6350         1    0.5000",
        "expected calibration error 0.2800 over 4, 1 without a score not counted",
    ] {
        assert!(table.contains(told), "{table}");
    }
    let plain = out(&run(dir.path(), "evaluate gold.jsonl scored.jsonl"));
    assert!(!plain.contains("calibration") && table.starts_with(&plain));
}

#[test]
fn files_are_compared_although_tokens_are_cut_differently() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("gold.jsonl"), GOOD).unwrap();
    fs::write(dir.path().join("other.jsonl"), r#"{"text":"نص آخر تمامًا"}"#).unwrap();
    run(dir.path(), "convert gold.jsonl exact.conll");
    run(dir.path(), "convert gold.jsonl wide.conll --subword expand");
    let f1 = |line: &str| -> f64 {
        let output = run(dir.path(), line);
        assert_eq!(code(&output), 0, "{line}: {}", err(&output));
        let numbers: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        numbers["overall"]["strict"]["f1"].as_f64().unwrap()
    };
    let exact = f1("evaluate gold.jsonl exact.conll --json");
    assert!((exact - 1.0).abs() < 1e-12, "{exact}");
    let wide = f1("evaluate gold.jsonl wide.conll --json");
    assert!((wide - 0.5).abs() < 1e-12, "وببغداد is not بغداد: {wide}");
    let strangers = run(dir.path(), "evaluate gold.jsonl other.jsonl");
    assert_eq!((code(&strangers), out(&strangers)), (2, String::new()));
    let said = err(&strangers);
    assert!(said.contains("no article in common"), "{said}");
}

#[test]
fn what_a_project_taught_is_listed_used_and_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let line = r#"{"id":"a","text":"كتبت زغلولة تقريرا.","entities":[{"start":5,"end":11,"label":"WEAPON"}]}"#;
    fs::write(dir.path().join("a.jsonl"), line).unwrap();
    fs::write(dir.path().join("b.txt"), "ثم عادت زغلولة.").unwrap();
    run(dir.path(), "new p");
    run(dir.path(), "import p a.jsonl");
    let listed = out(&run(dir.path(), "lexicon p"));
    assert_eq!(
        listed.split_whitespace().collect::<Vec<_>>(),
        ["WEAPON", "1", "0", "زغلوله"]
    );
    let suggested = || out(&run(dir.path(), "suggest --project p b.txt"));
    assert!(suggested().contains("WEAPON"));
    assert_eq!(code(&run(dir.path(), "lexicon p --forget زغلولة")), 0);
    assert!(!suggested().contains("WEAPON"));
    assert!(out(&run(dir.path(), "lexicon p --json")).contains(r#""forgotten":[1,0]"#));
    assert_eq!(code(&run(dir.path(), "lexicon p --forget شيء")), 1);
}

#[test]
fn suggestions_for_a_project_use_its_labels_and_articles() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.txt"), "زار الوفد مدينة بغداد أمس").unwrap();
    run(dir.path(), "new p --labels core");
    run(dir.path(), "import p a.txt");
    let suggested = run(dir.path(), "suggest --project p");
    assert_eq!(code(&suggested), 0, "{}", err(&suggested));
    let line: serde_json::Value = serde_json::from_str(&out(&suggested)).unwrap();
    let entities = line["entities"].as_array().unwrap();
    assert!(
        entities.iter().any(|e| e["label"] == "LOC"),
        "a label of the project: {line}"
    );
}

#[cfg(not(feature = "gui"))]
#[test]
fn a_build_without_a_window_says_so_and_names_the_commands() {
    let dir = TempDir::new().unwrap();
    let output = run(dir.path(), "some-project");
    assert_eq!((code(&output), out(&output)), (2, String::new()));
    let said = err(&output);
    assert!(
        said.contains("no window") && said.contains("export"),
        "{said}"
    );
}

#[test]
fn articles_that_other_tools_number_keep_their_numbers() {
    let dir = TempDir::new().unwrap();
    let lines = "{\"id\":17,\"text\":\"زار علي\"}\n{\"id\":null,\"text\":\"بغداد\"}\n";
    fs::write(dir.path().join("a.jsonl"), lines).unwrap();
    let output = run(dir.path(), "convert a.jsonl - --to jsonl");
    assert_eq!(code(&output), 0, "{}", err(&output));
    let said = out(&output);
    assert!(said.starts_with("{\"id\":\"17\""), "{said}");
    assert_eq!(said.lines().count(), 2);
}

/// A project of nine articles with two annotations each, and the file that it was made from.
fn nine(dir: &Path) {
    let line = |at: usize| {
        let text = format!("زار {at} محمّد بغداد وببغداد.");
        let person = r#"{"start":6,"end":11,"label":"PER","text":"محمّد"}"#;
        let place = r#"{"start":20,"end":25,"label":"GPE","text":"بغداد"}"#;
        format!(r#"{{"id":"a{at}","text":"{text}","entities":[{person},{place}]}}"#)
    };
    let lines: Vec<String> = (0..9).map(line).collect();
    fs::write(dir.join("a.jsonl"), lines.join("\n")).unwrap();
    assert_eq!(code(&run(dir, "new p --labels news")), 0);
    let imported = run(dir, "import p a.jsonl");
    assert_eq!(code(&imported), 0, "{}", err(&imported));
}

#[test]
fn a_dataset_is_shared_out_into_a_folder_of_its_own() {
    let home = TempDir::new().unwrap();
    let dir = home.path();
    nine(dir);
    let split = run(
        dir,
        "export p --format iob2 --out d --split 60/20/20 --seed 3 --map GPE=LOC",
    );
    assert_eq!(code(&split), 0, "{}", err(&split));
    assert!(err(&split).contains("train: "), "{}", err(&split));
    let train = fs::read_to_string(dir.join("d/train.iob2")).unwrap();
    assert!(train.contains("بغداد\tB-LOC\n") && !train.contains("GPE"));
    let manifest = fs::read_to_string(dir.join("d/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["choices"]["seed"], 3);
    fs::create_dir(dir.join("full")).unwrap();
    fs::write(dir.join("full/thesis.txt"), "x").unwrap();
    let full = run(dir, "export p --format iob2 --out full --split 60/20/20");
    assert_eq!(code(&full), 2);
    assert!(dir.join("full/thesis.txt").exists());
    let wrong = run(dir, "export p --format iob2 --out d --split 60/40");
    let told = err(&wrong);
    assert!(code(&wrong) == 2 && told.contains("80/10/10"), "{told}");
}

#[test]
fn what_a_model_says_is_taken_as_suggestions() {
    let home = TempDir::new().unwrap();
    let dir = home.path();
    nine(dir);
    let taken = run(dir, "import p a.jsonl --as suggestions --origin model-1");
    assert_eq!(code(&taken), 0, "{}", err(&taken));
    let told = err(&taken);
    assert!(told.contains("There already: 9 articles"), "{told}");
    assert!(
        told.contains("Waiting for a decision: 18 suggestions"),
        "{told}"
    );
    let folder = dir.join("p/suggestions/model-1");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 9);
    let left = run(dir, "import p a.jsonl --as suggestions --map GPE=NOWHERE");
    assert_eq!(code(&left), 1, "{}", err(&left));
    assert!(err(&left).contains("NOWHERE"), "{}", err(&left));
}
