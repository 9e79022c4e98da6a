//! What a user adds: lists of names and patterns, in code, on the command line, in a project.

use std::process::{Command, Output};
use std::sync::Arc;

use tawsim::app::clock;
use tawsim::app::command::Command as AppCommand;
use tawsim::app::notice::{Happening, Trouble};
use tawsim::app::session::Session;
use tawsim::model::label::LabelSet;
use tawsim::model::marked;
use tawsim::store::labels::template;
use tawsim::suggest::Ensemble;
use tawsim::suggest::own::{ListFault, ListProblem, Names, NamesBuilder, Own, Prepared};

fn names(list: &str) -> (Names, Vec<ListProblem>) {
    let mut builder = NamesBuilder::default();
    let problems = builder.add(list);
    (builder.build(), problems)
}

fn labels() -> LabelSet {
    template("news").unwrap()
}

/// What a list finds, as marked text.
fn found(list: &str, text: &str) -> String {
    let found = names(list).0.find(&Prepared::new(text));
    let marks: Vec<marked::Mark> = found.iter().map(|s| (s.span, s.label.clone())).collect();
    marked::print(text, &marks)
}

#[test]
fn listed_names_are_found_behind_proclitics_and_the_longest_wins() {
    let list = "سد النهضة\tFAC\nالسد\tORG\tنادي السد القطري\nسد\tFAC\nالنهضة الزراعية\tORG\n";
    let text = "زار سد النهضة، وبالسد ثم للسد والسَـدّ، ثم سد، النهضة";
    assert_eq!(
        found(list, text),
        "زار [FAC سد النهضة]، وب[ORG السد] ثم ل[ORG لسد] و[ORG السَـدّ]، ثم [FAC سد]، النهضة"
    );
}

#[test]
fn a_name_with_two_labels_keeps_both_and_says_its_canonical_name() {
    let (names, problems) =
        names("باريس\tGPE\tباريس (فرنسا)\nباريس\tPER\nباريس\tGPE\tباريس (فرنسا)\n");
    assert!(problems.is_empty());
    let found = names.find(&Prepared::new("في باريس"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].alternatives.len(), 1);
    let entry = found[0].evidence[0].entry.as_deref();
    assert!(found[0].label.as_str() != "GPE" || entry == Some("باريس (فرنسا)"));
}

#[test]
fn bad_lines_are_told_by_number_and_the_others_used() {
    let long = format!("{}\tPER\n", "كلمة ".repeat(17));
    let list = format!("# أسماء\nبلا وسم\n\nسليم\tPER\n...\tPER\nا\tPER\tب\tج\n{long}");
    let (names, problems) = names(&list);
    let faults: Vec<(usize, ListFault)> = problems.iter().map(|p| (p.line, p.fault)).collect();
    assert_eq!(
        faults,
        [
            (2, ListFault::NoLabel),
            (5, ListFault::NoName),
            (6, ListFault::TooManyColumns),
            (7, ListFault::TooLong)
        ]
    );
    assert_eq!(names.find(&Prepared::new("جاء سليم")).len(), 1);
}

#[test]
fn a_million_names_take_less_than_forty_megabytes() {
    let mut builder = NamesBuilder::default();
    let letters: Vec<char> = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي".chars().collect();
    let word = |mut n: usize| {
        let mut word = String::from("م");
        for _ in 0..5 {
            word.push(letters[n % letters.len()]);
            n /= letters.len();
        }
        word
    };
    let line = |n: usize| format!("{} {}\tPER\n", word(n), word(n / 3 + 7));
    let list: String = (0..1_000_000).map(line).collect();
    assert!(builder.add(&list).is_empty());
    let names = builder.build();
    assert!(names.bytes() <= 40_000_000, "{}", names.bytes());
    let text = format!("قال و{} {} غدًا", word(123_456), word(123_456 / 3 + 7));
    assert_eq!(names.find(&Prepared::new(&text)).len(), 1);
    assert!(
        names
            .find(&Prepared::new("قال محمد غدا في القاهرة"))
            .is_empty()
    );
}

#[test]
fn own_names_and_patterns_stand_beside_the_bundled_in_every_label_set() {
    let mut own = Own::default();
    own.add_names(names("بغداد الجديدة\tORG\nروبيمار\tORG\n").0);
    let rule =
        r#"(rules: [(id: "ship", label: "ORG", before: [Word(["سفينة"])], mark: [Unknown])])"#;
    own.add_patterns(rule).unwrap();
    let ensemble = Ensemble::bundled().with_own(Arc::new(own));
    let text = "وصلت سفينة إيفرغيفن إلى بغداد ثم روبيمار وبغداد الجديدة";
    for set in [labels(), template("core").unwrap()] {
        let found = ensemble.suggest(text, &set);
        let orgs: Vec<&str> = found
            .iter()
            .filter(|s| s.label.as_str() == "ORG")
            .map(|s| s.span.text(text))
            .collect();
        assert_eq!(orgs, ["إيفرغيفن", "روبيمار", "بغداد الجديدة"]);
    }
}

fn tawsim(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tawsim"));
    command
        .args(arguments)
        .args(["--lang", "en"])
        .output()
        .unwrap()
}

#[test]
fn the_command_line_takes_lists_patterns_and_jobs() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("a.tsv"), "روبيمار\tPRODUCT\tRubymar\nبلا وسم\n").unwrap();
    let lines: String = (0..40)
        .map(|n| format!("{{\"id\":\"{n}\",\"text\":\"غرقت روبيمار {n}\"}}\n"))
        .collect();
    std::fs::write(path("in.jsonl"), lines).unwrap();
    let (list, input) = (path("a.tsv"), path("in.jsonl"));
    let run = |jobs: &str| {
        tawsim(&[
            "suggest",
            "--gazetteer",
            &list,
            "--jobs",
            jobs,
            "--explain",
            &input,
        ])
    };
    let one = run("1");
    let said = String::from_utf8_lossy(&one.stderr).into_owned();
    assert!(said.contains("a.tsv:2: there is no label"), "{said}");
    assert_eq!(one.status.code(), Some(1));
    let out = String::from_utf8(one.stdout).unwrap();
    assert_eq!(out.lines().count(), 40);
    assert!(
        out.lines()
            .all(|line| line.contains("\"entry\":\"Rubymar\""))
    );
    assert_eq!(String::from_utf8(run("3").stdout).unwrap(), out);
    std::fs::write(
        path("p.ron"),
        "(rules: [\n (id: \"a\", label: \"PER\", mark: [List(\"x\")])])",
    )
    .unwrap();
    let broken = tawsim(&["suggest", "--patterns", &path("p.ron"), &input]);
    let said = String::from_utf8_lossy(&broken.stderr).into_owned();
    assert!(said.contains("p.ron:2:33: there is no list “x”"), "{said}");
    assert_eq!(broken.status.code(), Some(2));
}

#[test]
fn a_project_brings_lists_and_patterns_along_and_what_is_wrong_is_told() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("project");
    let mut session = Session::new(
        clock::system,
        Arc::new(|| ()),
        Some(home.path().join("home")),
    );
    session.run(AppCommand::CreateProject(dir.clone(), "news".into()));
    session.settle();
    let file = home.path().join("a.txt");
    std::fs::write(&file, "غرقت روبيمار ثم سفينة إيفرغيفن").unwrap();
    session.run(AppCommand::Import(vec![file]));
    session.settle();
    std::fs::create_dir(dir.join("gazetteers")).unwrap();
    std::fs::write(
        dir.join("gazetteers/ships.tsv"),
        "بلا وسم\nروبيمار\tPRODUCT\n",
    )
    .unwrap();
    let rule =
        r#"(rules: [(id: "ship", label: "ORG", before: [Word(["سفينة"])], mark: [Unknown])])"#;
    std::fs::write(dir.join("patterns.ron"), rule).unwrap();
    session.run(AppCommand::OpenProject(dir));
    session.settle();
    let (article, _) = session.current().unwrap();
    let text = article.text.clone();
    let found: Vec<(&str, &str)> = session
        .suggestions()
        .iter()
        .map(|s| (s.label.as_str(), s.span.text(&text)))
        .collect();
    assert_eq!(found, [("PRODUCT", "روبيمار"), ("ORG", "إيفرغيفن")]);
    let wrong = |what: &Happening| match what {
        Happening::CannotRead(path, Trouble::Damaged(place)) => {
            path.ends_with("ships.tsv") && place == "1"
        }
        _ => false,
    };
    assert!(session.notices().iter().any(|notice| wrong(&notice.what)));
}
