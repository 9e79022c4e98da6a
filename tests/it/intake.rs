//! Files that say something of articles, imported in a session: as annotations, as suggestions, or
//! their texts alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::Command;
use tawsim::app::headless::intake::{Imported, TakenAs, Terms};
use tawsim::app::headless::project;
use tawsim::app::import::{Agreement, Import, Look};
use tawsim::app::session::Session;
use tawsim::format::{self, Layout};
use tawsim::model::annotation::Origin;
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::{EngineId, LabelId};
use tawsim::model::label::{Bilingual, Colour, Label};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const FIRST: &str = "زار ممثل الهيئة زهرتان\r\nثم غادر قصر النخيل 🌴 مساء.";
const SECOND: &str = "قالت ليلى إن القاهرة هادئة.";

fn begin(home: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.join("home")));
    session.run(Command::CreateProject(home.join("project"), "news".into()));
    session.settle();
    session
}

fn again(home: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.join("home")));
    session.run(Command::OpenProject(home.join("project")));
    session.settle();
    session
}

fn put(path: PathBuf, text: &str) -> PathBuf {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

/// A line of JSONL in which the parts of the text are entities.
fn line(text: &str, parts: &[(&str, &str)]) -> serde_json::Value {
    let entity = |(part, label): &(&str, &str)| {
        let start = text.find(part).unwrap();
        let at = |byte: usize| text[..byte].chars().count();
        serde_json::json!({"start": at(start), "end": at(start + part.len()), "label": label, "text": part})
    };
    let entities: Vec<_> = parts.iter().map(entity).collect();
    serde_json::json!({"text": text, "entities": entities})
}

fn looks(session: &Session) -> &[Look] {
    match session.import() {
        Some(Import::Ready(looks)) => looks,
        other => panic!("the person is not asked: {other:?}"),
    }
}

fn agree(session: &mut Session, agreement: Agreement) -> Imported {
    session.run(Command::StartImport(Box::new(agreement)));
    session.settle();
    assert_eq!(session.import(), None);
    let report = session.import_report().expect("a report");
    Imported::clone(report)
}

fn import(session: &mut Session, path: &Path, taken: TakenAs) -> Imported {
    session.run(Command::Import(vec![path.to_owned()]));
    session.settle();
    looks(session);
    let agreement = Agreement {
        terms: Terms {
            taken,
            ..Terms::default()
        },
        ..Agreement::default()
    };
    agree(session, agreement)
}

/// Label and exact text of all annotations of the project, as they are on disk.
fn annotated(home: &Path) -> Vec<(String, String)> {
    let dataset = project::dataset(&home.join("project"), None).unwrap();
    let mut found = Vec::new();
    for record in &dataset.records {
        for annotation in &record.annotations {
            let parts: Vec<&str> = annotation
                .spans()
                .map(|span| span.text(&record.article.text))
                .collect();
            found.push((annotation.label.to_string(), parts.join("|")));
        }
    }
    found.sort();
    found
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all: Vec<_> = expected
        .iter()
        .map(|(label, text)| ((*label).to_owned(), (*text).to_owned()))
        .collect();
    all.sort();
    all
}

#[test]
fn annotations_of_a_file_come_to_new_articles_and_to_those_that_are_there_as_one_step() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let known = put(home.path().join("known.txt"), FIRST);
    session.run(Command::Import(vec![known]));
    session.settle();
    let id = session.here().article.clone().unwrap();
    // One of them is marked already, by hand.
    let start = FIRST.find("زهرتان").unwrap();
    let (anchor, head) = (start, start + "زهرتان".len());
    session.run(Command::Select { anchor, head });
    session.run(Command::Label("PER".into()));
    let other = put(home.path().join("other.txt"), "مقال آخر");
    session.run(Command::Import(vec![other]));
    session.settle();
    session.close();
    // A new process: no sheet is in memory but that of the article on screen.
    let mut session = again(home.path());
    let parts = [("زهرتان", "PER"), ("قصر النخيل", "FAC")];
    // The other program has put line feeds into the text.
    let first = line(&FIRST.replace("\r\n", "\n"), &parts);
    let second = line(SECOND, &[("ليلى", "PER"), ("القاهرة", "GPE")]);
    let file = put(
        home.path().join("gold.jsonl"),
        &format!("{first}\n{second}\n"),
    );
    let report = import(&mut session, &file, TakenAs::Annotations);
    assert_eq!((report.added, report.known), (1, 1));
    assert_eq!((report.annotations, report.there), (3, 1));
    assert!(report.is_clean() && report.fitted.len() == 1, "{report:?}");
    assert_eq!(session.project().entries().len(), 3);
    let all = [
        ("PER", "زهرتان"),
        ("FAC", "قصر النخيل"),
        ("PER", "ليلى"),
        ("GPE", "القاهرة"),
    ];
    assert_eq!(annotated(home.path()), pairs(&all), "on disk at once");
    let (undone, count) = session.to_undo().unwrap();
    assert_eq!(
        (undone, count),
        (tawsim::edit::transaction::Deed::Import, 4)
    );
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(session.project().entries().len(), 2);
    assert_eq!(annotated(home.path()), pairs(&[("PER", "زهرتان")]));
    session.run(Command::Act(Action::Redo));
    session.settle();
    assert_eq!(annotated(home.path()), pairs(&all));
    for (action, expected) in [(Action::Undo, &all[..1]), (Action::Redo, &all[..])] {
        session.close();
        session = again(home.path());
        session.run(Command::Act(action));
        session.settle();
        assert_eq!(annotated(home.path()), pairs(expected), "after a restart");
    }
    session.run(Command::OpenArticle(id));
    session.settle();
    let (_, sheet) = session.current().unwrap();
    assert_eq!(sheet.annotations().len(), 2);
    // The same file again adds nothing, and says so.
    let report = import(&mut session, &file, TakenAs::Annotations);
    assert_eq!((report.added, report.known), (0, 2));
    assert_eq!((report.annotations, report.there), (0, 4));
}

#[test]
fn what_the_annotator_has_stays_and_what_differs_is_counted() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let mut mine = line(SECOND, &[("ليلى", "PER")]);
    mine["entities"][0]["note"] = "بطلة القصة".into();
    let file = put(home.path().join("mine.jsonl"), &mine.to_string());
    import(&mut session, &file, TakenAs::Annotations);
    mine["entities"][0]["note"] = "أخرى".into();
    mine["entities"][0]["attributes"] = serde_json::json!({"gender": "f"});
    let theirs = put(home.path().join("theirs.jsonl"), &mine.to_string());
    let report = import(&mut session, &theirs, TakenAs::Annotations);
    assert_eq!((report.there, report.differing), (1, 1));
    assert!(!report.is_clean());
    let (_, sheet) = session.current().unwrap();
    let notes: Vec<&str> = sheet.annotations().map(|a| a.note.as_str()).collect();
    assert_eq!(notes, ["بطلة القصة"]);
}

#[test]
fn labels_are_mapped_added_or_left_out_and_all_of_it_is_one_step() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let parts = [("ليلى", "شخصية"), ("القاهرة", "City"), ("هادئة", "Mood")];
    let file = put(
        home.path().join("theirs.jsonl"),
        &line(SECOND, &parts).to_string(),
    );
    session.run(Command::Import(vec![file]));
    session.settle();
    let asked: BTreeMap<LabelId, usize> = looks(&session)[0]
        .marks
        .as_ref()
        .unwrap()
        .unknown()
        .map(|(label, count)| (label.clone(), count))
        .collect();
    let asked: Vec<&str> = asked.keys().map(LabelId::as_str).collect();
    assert_eq!(asked, ["City", "Mood", "شخصية"]);
    let new = Label::new(
        "شخصية".into(),
        Bilingual::new("شخصية", "Character"),
        Colour { r: 1, g: 2, b: 3 },
    );
    let agreement = Agreement {
        terms: Terms {
            map: vec![("City".into(), Some("GPE".into())), ("Mood".into(), None)],
            ..Terms::default()
        },
        labels: vec![new],
    };
    let report = agree(&mut session, agreement);
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(report.unwanted, BTreeMap::from([("Mood".into(), 1)]));
    let expected = pairs(&[("شخصية", "ليلى"), ("GPE", "القاهرة")]);
    assert_eq!(annotated(home.path()), expected);
    assert!(session.project().labels().get(&"شخصية".into()).is_some());
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert!(session.project().labels().get(&"شخصية".into()).is_none());
    assert_eq!(session.project().entries().len(), 0);
}

#[test]
fn suggestions_in_a_file_wait_beside_its_annotations() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let mut said = line(SECOND, &[("ليلى", "PER")]);
    let believed = line(SECOND, &[("القاهرة", "GPE")]);
    said["suggestions"] = believed["entities"].clone();
    said["suggestions"][0]["score"] = 0.75.into();
    said["title"] = "عن ليلى".into();
    said["source"] = "وكالة".into();
    said["date"] = "2024-05-01".into();
    said["url"] = "https://example.org/1".into();
    said["blind"] = true.into();
    let file = put(home.path().join("both.jsonl"), &said.to_string());
    let report = import(&mut session, &file, TakenAs::Annotations);
    assert_eq!((report.annotations, report.suggestions), (1, 1));
    let (article, sheet) = session.current().unwrap();
    assert_eq!(article.meta.title, "عن ليلى");
    assert_eq!(article.meta.source.as_deref(), Some("وكالة"));
    assert_eq!(article.meta.date.as_deref(), Some("2024-05-01"));
    assert_eq!(article.meta.url.as_deref(), Some("https://example.org/1"));
    assert_eq!(sheet.annotations().len(), 1);
    assert!(sheet.remarks().blind);
    let waiting: Vec<&str> = session
        .pending()
        .filter(|s| s.evidence.iter().any(|e| e.engine == EngineId::Import))
        .map(|s| s.span.text(&article.text))
        .collect();
    assert_eq!(waiting, ["القاهرة"]);
}

#[test]
fn the_name_of_a_model_stays_with_its_score_in_the_project() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let mut said = line(SECOND, &[("ليلى", "PER")]);
    said["entities"][0]["score"] = 0.75.into();
    said["entities"][0]["source"] = "bert-x".into();
    let file = put(home.path().join("said.jsonl"), &said.to_string());
    import(&mut session, &file, TakenAs::Annotations);
    session.close();
    let again = again(home.path());
    assert!(again.project().entries().len() > 0);
    let dataset = project::dataset(&home.path().join("project"), None).unwrap();
    let mut all = dataset.records.iter().flat_map(|r| &r.annotations);
    let expected = Origin::Suggestion {
        engine: EngineId::Import,
        score: 0.75,
        edited: false,
        model: Some("bert-x".to_owned()),
    };
    assert_eq!(all.next().unwrap().provenance.origin, expected);
}

#[test]
fn annotated_files_in_an_archive_are_read_as_those_of_a_folder() {
    let home = TempDir::new().unwrap();
    let gold = line(SECOND, &[("ليلى", "PER")]).to_string();
    let card = "---\ntags: []\n---\n";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("gold/gold.jsonl", gold.as_str()),
        ("brat/annotation.conf", "[entities]\nPER\n"),
        ("brat/a.txt", "جامعتا القاهرة ودمشق عريقتان"),
        (
            "brat/a.ann",
            "T1\tGPE 7 14\tالقاهرة\nT2\tORG 90 99\tلا شيء\n",
        ),
        ("texts/c.txt", "مقال بلا وسوم"),
        ("__MACOSX/brat/._a.ann", "x"),
        ("b.iob2", "زار\tO\nبغداد\tB-GPE\n"),
        ("notes/page.md", card),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let file = home.path().join("all.zip");
    fs::write(&file, bytes).unwrap();
    let mut session = begin(home.path());
    session.run(Command::OpenPaths(vec![file.clone()]));
    session.settle();
    let formats: Vec<Option<&str>> = looks(&session)
        .iter()
        .map(|look| look.choice.source.format)
        .collect();
    assert_eq!(
        formats,
        [Some("brat"), Some("iob2"), Some("jsonl"), None],
        "what is no annotation is articles"
    );
    let report = agree(&mut session, Agreement::default());
    assert_eq!((report.added, report.annotations), (4, 3), "{report:?}");
    let places: Vec<(&str, usize)> = report
        .problems
        .iter()
        .map(|problem| (problem.file.as_str(), problem.line))
        .collect();
    assert_eq!(places, [("brat/a.ann", 2)]);
    let mut found = annotated(home.path());
    found.sort();
    let expected = pairs(&[("GPE", "القاهرة"), ("GPE", "بغداد"), ("PER", "ليلى")]);
    assert_eq!(found, expected);
}

#[test]
fn texts_alone_are_texts_alone() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let said = line(SECOND, &[("ليلى", "PER")]);
    let file = put(home.path().join("both.jsonl"), &said.to_string());
    let report = import(&mut session, &file, TakenAs::Texts);
    assert_eq!((report.added, report.annotations), (1, 0));
    assert_eq!(annotated(home.path()), []);
}

#[test]
fn what_says_nothing_of_articles_is_imported_without_a_question() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let plain = put(home.path().join("plain.jsonl"), r#"{"text":"نص وحده"}"#);
    session.run(Command::Import(vec![plain]));
    session.settle();
    assert_eq!(session.import(), None);
    assert_eq!(session.project().entries().len(), 1);
    let empty = put(home.path().join("plain.iob2"), "زار\tO\nبغداد\tO\n");
    session.run(Command::Import(vec![empty]));
    session.settle();
    assert_eq!(session.import(), None);
    assert_eq!(session.project().entries().len(), 2);
}

#[test]
fn what_is_wrong_in_a_file_is_told_before_and_after() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let mut said = line(SECOND, &[("ليلى", "PER"), ("القاهرة", "GPE")]);
    // One place is off by one, the other leads out of the text.
    said["entities"][0]["start"] = 6.into();
    said["entities"][1]["start"] = 900.into();
    said["entities"][1]["end"] = 907.into();
    said["entities"][1]["text"] = "بيروت".into();
    let file = put(
        home.path().join("bad.jsonl"),
        &format!("{said}\nnot json\n"),
    );
    session.run(Command::Import(vec![file.clone()]));
    session.settle();
    let before = looks(&session)[0].marks.clone().unwrap();
    let report = agree(&mut session, Agreement::default());
    assert_eq!(report.problems, before.found.problems);
    let places: Vec<(String, usize)> = report
        .problems
        .iter()
        .map(|problem| (problem.file.clone(), problem.line))
        .collect();
    let name = file.display().to_string();
    assert_eq!(places, [(name.clone(), 1), (name.clone(), 1), (name, 2)]);
    assert_eq!(annotated(home.path()), pairs(&[("PER", "ليلى")]));
    let missing = home.path().join("missing.jsonl");
    session.run(Command::Import(vec![missing]));
    session.settle();
    assert!(looks(&session)[0].trouble.is_some());
}

#[test]
fn an_import_of_annotations_that_is_cancelled_leaves_nothing() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let lines: Vec<String> = (0..400)
        .map(|at| line(&format!("{SECOND} {at}"), &[("ليلى", "PER")]).to_string())
        .collect();
    let file = put(home.path().join("many.jsonl"), &lines.join("\n"));
    session.run(Command::Import(vec![file]));
    session.settle();
    session.run(Command::StartImport(Box::default()));
    while !matches!(session.import(), Some(Import::Storing(1.., _))) {
        session.receive_all();
    }
    session.run(Command::CancelImport);
    session.settle();
    session.close();
    assert_eq!(session.project().entries().len(), 0);
    for folder in ["articles", "sheets", "suggestions"] {
        let left = fs::read_dir(home.path().join("project").join(folder));
        assert_eq!(left.map_or(0, Iterator::count), 0, "{folder}");
    }
}

#[test]
fn who_is_gone_right_after_an_import_finds_all_of_it_or_nothing() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let lines: Vec<String> = (0..70)
        .map(|at| line(&format!("{SECOND} {at}"), &[("ليلى", "PER")]).to_string())
        .collect();
    let file = put(home.path().join("many.jsonl"), &lines.join("\n"));
    session.run(Command::Import(vec![file]));
    session.settle();
    session.run(Command::StartImport(Box::default()));
    while session.import_report().is_none() {
        session.receive_all();
    }
    // Nothing says good-bye.
    drop(session);
    assert_eq!(annotated(home.path()).len(), 70);
    let mut session = again(home.path());
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(session.project().entries().len(), 0);
}

/// Everything that was written of records, but for ids, times and origins.
fn content(records: &[Record]) -> Vec<String> {
    let one = |record: &Record| {
        let said = record.annotations.iter().map(|a| {
            let parts: Vec<&str> = a.spans().map(|s| s.text(&record.article.text)).collect();
            format!("{} {parts:?} {:?} {}", a.label, a.attributes, a.note)
        });
        let said: Vec<String> = said.collect();
        format!("{:?} {}", record.article.text, said.join("; "))
    };
    let mut all: Vec<String> = records.iter().map(one).collect();
    all.sort();
    all
}

#[test]
fn every_format_comes_into_a_project_as_it_was_written() {
    let home = TempDir::new().unwrap();
    let mut session = begin(home.path());
    let mut first = line(FIRST, &[("زهرتان", "PER"), ("قصر النخيل", "FAC")]);
    first["title"] = "الأول".into();
    let second = line(SECOND, &[("ليلى", "PER"), ("قاهرة", "GPE")]);
    let file = put(home.path().join("x.jsonl"), &format!("{first}\n{second}\n"));
    import(&mut session, &file, TakenAs::Annotations);
    session.close();
    let ours = project::dataset(&home.path().join("project"), None).unwrap();
    for format in format::ALL
        .iter()
        .filter(|f| f.carries().text && f.writes())
    {
        let export = format.write(&ours, &Default::default());
        let place = home.path().join(format.id());
        let path = if format.layout() == Layout::Folder {
            for file in &export.files {
                let path = place.join("written").join(&file.name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, &file.bytes).unwrap();
            }
            place.join("written")
        } else {
            fs::create_dir_all(&place).unwrap();
            let path = place.join(format!("x.{}", format.extensions()[0]));
            fs::write(&path, &export.bytes).unwrap();
            path
        };
        let mut session = begin(&place);
        let report = import(&mut session, &path, TakenAs::Annotations);
        let told = &report.problems;
        assert_eq!(report.refused, [], "{}", format.id());
        assert_eq!(
            (report.added, report.annotations),
            (2, export.annotations),
            "{}: {told:?}",
            format.id()
        );
        session.close();
        let theirs = project::dataset(&place.join("project"), None).unwrap();
        let expected = Dataset {
            records: match export.losses.is_empty() {
                true => ours.records.clone(),
                // What is lost in writing is another matter.
                false => continue,
            },
            ..Dataset::default()
        };
        assert_eq!(
            content(&theirs.records),
            content(&expected.records),
            "{}",
            format.id()
        );
    }
}

#[test]
fn parts_attributes_and_notes_of_brat_come_out_of_a_folder() {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("brat");
    put(folder.join("a.txt"), "جامعتا القاهرة ودمشق عريقتان");
    put(
        folder.join("a.ann"),
        "T1\tORG 0 6;15 20\tجامعتا ودمشق\nA1\tcertainty T1 high\n#1\tAnnotatorNotes T1\tمعطوف\nT2\tGPE 7 14\tالقاهرة\nE1\tT2\nR1\tnear Arg1:T1 Arg2:T2\n",
    );
    put(folder.join("deep/b.txt"), SECOND);
    put(folder.join("deep/b.ann"), "T1\tPER 5 9\tليلى\n");
    put(folder.join("c.txt"), "مقال بلا وسوم");
    let mut session = begin(home.path());
    session.run(Command::OpenPaths(vec![folder]));
    session.settle();
    assert_eq!(looks(&session).len(), 2, "the pairs, and the text alone");
    let report = agree(&mut session, Agreement::default());
    assert_eq!((report.added, report.annotations), (3, 3), "{report:?}");
    assert!(!report.losses.is_empty(), "events or relations are told of");
    let expected = pairs(&[("ORG", "جامعتا|ودمشق"), ("GPE", "القاهرة"), ("PER", "ليلى")]);
    assert_eq!(annotated(home.path()), expected);
    let dataset = project::dataset(&home.path().join("project"), None).unwrap();
    let all = dataset.records.iter().flat_map(|r| &r.annotations);
    let parted = all.clone().find(|a| !a.more.is_empty()).unwrap();
    assert_eq!(parted.note, "معطوف");
    assert_eq!(parted.attributes.get("certainty").unwrap(), "high");
}
