//! Files taken as suggestions.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::{Command, SuggestionKey};
use tawsim::app::headless::intake::{TakenAs, Terms};
use tawsim::app::headless::project;
use tawsim::app::headless::project::{Imported, Way};
use tawsim::app::headless::{Difference, Fitted};
use tawsim::app::import::{Agreement, Import};
use tawsim::app::session::Session;
use tawsim::model::ids::EngineId;
use tempfile::TempDir;

const TEXT: &str = "زار ممثل الهيئة زهرتان\r\nثم  غادر قصر النخيل.";

/// A project with one article.
fn made(home: &Path) -> PathBuf {
    let file = home.join("a.txt");
    fs::write(&file, TEXT).unwrap();
    let dir = home.join("project");
    project::create(&dir, "news").unwrap();
    project::import(&dir, &[file], &Way::default(), "me").unwrap();
    dir
}

fn put(home: &Path, name: &str, text: &str) -> PathBuf {
    let file = home.join(name);
    fs::write(&file, text).unwrap();
    file
}

fn terms(map: &[(&str, Option<&str>)]) -> Terms {
    let read = |(from, to): &(&str, Option<&str>)| ((*from).into(), to.map(Into::into));
    Terms {
        taken: TakenAs::Suggestions,
        map: map.iter().map(read).collect(),
        origin: Some("model-7".to_owned()),
    }
}

/// Takes a file as suggestions, on the command line.
fn take(dir: &Path, file: &Path, terms: Terms) -> Imported {
    let way = Way {
        terms,
        ..Way::default()
    };
    project::import(dir, &[file.to_owned()], &way, "me").unwrap()
}

/// The same in a window.
fn take_in(session: &mut Session, file: &Path) {
    session.run(Command::Import(vec![file.to_owned()]));
    session.settle();
    if matches!(session.import(), Some(Import::Ready(_))) {
        let agreement = Agreement {
            terms: terms(&[]),
            ..Agreement::default()
        };
        session.run(Command::StartImport(Box::new(agreement)));
        session.settle();
    }
}

fn session(home: &Path, dir: &Path) -> Session {
    let home = Some(home.join("home"));
    let mut session = Session::new(clock::system, Arc::new(|| {}), home);
    session.run(Command::OpenProject(dir.to_owned()));
    session.settle();
    session
}

/// Text, label and score of what came from a file and waits.
fn waiting(session: &Session) -> Vec<(String, String, f32)> {
    let (article, _) = session.current().unwrap();
    let from_file = |s: &&tawsim::model::suggestion::Suggestion| s.engine() == EngineId::Import;
    let said = session.pending().filter(from_file);
    said.map(|s| {
        (
            s.span.text(&article.text).to_owned(),
            s.label.to_string(),
            s.score,
        )
    })
    .collect()
}

#[test]
fn what_a_model_says_waits_for_a_decision_also_after_a_restart() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    // The model's program has put single line feeds into the text.
    let said = r#"{"text":"زار ممثل الهيئة زهرتان\nثم  غادر قصر النخيل.","entities":[{"start":16,"end":22,"label":"PERSON","score":0.875,"source":"tagger","text":"زهرتان"}],"suggestions":[{"start":32,"end":42,"label":"FAC","score":0.25,"text":"قصر النخيل"}]}"#;
    let said = put(home.path(), "said.jsonl", said);
    let left = take(&dir, &said, terms(&[]));
    let unknown: Vec<_> = left.left_out.into_iter().collect();
    assert_eq!((left.suggestions, unknown), (1, vec![("PERSON".into(), 1)]));
    let taken = take(&dir, &said, terms(&[("PERSON", Some("PER"))]));
    assert_eq!((taken.suggestions, taken.known, taken.added), (2, 1, 0));
    assert_eq!(taken.problems, []);
    for _ in 0..2 {
        let mut session = session(home.path(), &dir);
        let waiting = waiting(&session);
        let expected = ("زهرتان".to_owned(), "PER".to_owned(), 0.875);
        assert_eq!(waiting[0], expected);
        // The palace is known from its word, too, which makes it surer.
        let (text, label, score) = &waiting[1];
        assert_eq!((text.as_str(), label.as_str()), ("قصر النخيل", "FAC"));
        assert!(waiting.len() == 2 && *score >= 0.25, "{waiting:?}");
        let evidence = session.pending().find(|s| s.engine() == EngineId::Import);
        assert_eq!(evidence.unwrap().evidence[0].name.en, "model-7");
        session.close();
    }
    let mut session = session(home.path(), &dir);
    let key = session.pending().find(|s| s.engine() == EngineId::Import);
    let key = key.map(|s| SuggestionKey {
        span: s.span,
        label: s.label.clone(),
    });
    session.run(Command::Accept(vec![key.unwrap()]));
    session.settle();
    assert_eq!(waiting(&session).len(), 1);
    session.close();
    let again = self::session(home.path(), &dir);
    assert_eq!(waiting(&again).len(), 1, "what was decided stays decided");
    assert_eq!(again.current().unwrap().1.annotations().len(), 1);
}

#[test]
fn what_a_model_of_any_name_believes_keeps_its_score() {
    for (name, said) in [
        (
            "said.jsonl",
            r#"{"text":"زار ممثل الهيئة زهرتان\r\nثم  غادر قصر النخيل.","entities":[{"start":16,"end":22,"label":"PER","score":0.625,"source":"bert-base"}]}"#,
        ),
        (
            "plain.jsonl",
            r#"{"text":"زار ممثل الهيئة زهرتان\r\nثم  غادر قصر النخيل.","entities":[{"start":16,"end":22,"label":"PER","score":0.625}]}"#,
        ),
        (
            "said.csv",
            "text,start,end,label,score,source\n\"زار ممثل الهيئة زهرتان\r\nثم  غادر قصر النخيل.\",16,22,PER,0.625,bert-base\n",
        ),
    ] {
        let home = TempDir::new().unwrap();
        let dir = made(home.path());
        let taken = take(&dir, &put(home.path(), name, said), terms(&[]));
        assert_eq!((taken.suggestions, taken.known), (1, 1), "{name}");
        let session = session(home.path(), &dir);
        let expected = ("زهرتان".to_owned(), "PER".to_owned(), 0.625);
        assert_eq!(waiting(&session), [expected], "{name}");
    }
}

#[test]
fn trying_patterns_out_takes_nothing_away_of_what_files_say_and_only_the_last_trial_counts() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let said = r#"{"text":"زار ممثل الهيئة زهرتان\r\nثم  غادر قصر النخيل.","entities":[{"start":16,"end":22,"label":"PER"}]}"#;
    take(&dir, &put(home.path(), "said.jsonl", said), terms(&[]));
    let mut session = session(home.path(), &dir);
    let before = waiting(&session);
    assert_eq!(before[0].0, "زهرتان");
    session.run(Command::TryPatterns("قال زيد".to_owned()));
    session.run(Command::CancelJobs);
    session.settle();
    assert!(session.trial().is_none(), "a trial that was stopped");
    let rules = r#"(rules: [(id: "palace", label: "FAC", before: [Word(["غادر"])], mark: [Word(["قصر"]), Word(["النخيل"])])])"#;
    fs::write(dir.join("patterns.ron"), rules).unwrap();
    session.run(Command::TryPatterns("قال زيد".to_owned()));
    session.run(Command::TryPatterns("غادر قصر النخيل".to_owned()));
    session.settle();
    let trial = session.trial().unwrap();
    assert_eq!(trial.sample, "غادر قصر النخيل");
    assert!(
        trial
            .fired
            .iter()
            .any(|rule| rule.own && rule.text == "قصر النخيل"),
        "{trial:?}"
    );
    assert_eq!(waiting(&session), before);
}

#[test]
fn an_origin_that_says_nothing_more_takes_back_what_it_said() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let line = |entities: &str| {
        let text = serde_json::to_string(TEXT).unwrap();
        format!("{{\"text\":{text},\"entities\":[{entities}]}}")
    };
    let one = r#"{"start":16,"end":22,"label":"PER","text":"زهرتان"}"#;
    let said = put(home.path(), "said.jsonl", &line(one));
    let mut session = session(home.path(), &dir);
    take_in(&mut session, &said);
    assert_eq!(waiting(&session).len(), 1);
    let other = r#"{"start":33,"end":43,"label":"FAC","text":"قصر النخيل"}"#;
    let other = put(home.path(), "other.jsonl", &line(other));
    take_in(&mut session, &other);
    let texts: Vec<String> = waiting(&session).into_iter().map(|said| said.0).collect();
    assert_eq!(texts, ["قصر النخيل"], "on screen at once");
    session.close();
    take(&dir, &put(home.path(), "none.jsonl", &line("")), terms(&[]));
    let session = self::session(home.path(), &dir);
    assert_eq!(waiting(&session), []);
}

#[test]
fn an_import_of_suggestions_is_undone_and_redone_also_after_a_restart() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let line = |text: &str, entities: &str| {
        let text = serde_json::to_string(text).unwrap();
        format!("{{\"text\":{text},\"entities\":[{entities}]}}\n")
    };
    let texts = |session: &Session| -> Vec<String> {
        let waiting = waiting(session).into_iter();
        waiting.map(|said| said.0).collect()
    };
    let one = r#"{"start":16,"end":22,"label":"PER","text":"زهرتان"}"#;
    let first = put(home.path(), "first.jsonl", &line(TEXT, one));
    take(&dir, &first, terms(&[]));
    let other = r#"{"start":33,"end":43,"label":"FAC","text":"قصر النخيل"}"#;
    let new = r#"{"start":4,"end":7,"label":"PER","text":"زيد"}"#;
    let both = line(TEXT, other) + &line("زار زيد", new);
    let both = put(home.path(), "both.jsonl", &both);
    let mut session = session(home.path(), &dir);
    assert_eq!(texts(&session), ["زهرتان"]);
    take_in(&mut session, &both);
    assert_eq!(texts(&session), ["قصر النخيل"]);
    assert_eq!(session.project().entries().len(), 2);
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(texts(&session), ["زهرتان"], "what the origin said before");
    assert_eq!(session.project().entries().len(), 1);
    session.close();
    let mut session = self::session(home.path(), &dir);
    assert_eq!(texts(&session), ["زهرتان"]);
    session.run(Command::Act(Action::Redo));
    session.settle();
    assert_eq!(texts(&session), ["قصر النخيل"]);
    session.close();
    let mut session = self::session(home.path(), &dir);
    let articles = session.project().entries().map(|(id, _)| id.clone());
    let mut said: Vec<Vec<String>> = Vec::new();
    for article in articles.collect::<Vec<_>>() {
        session.run(Command::OpenArticle(article));
        session.settle();
        said.push(texts(&session));
    }
    said.sort();
    assert_eq!(said, [["زيد"], ["قصر النخيل"]]);
    session.run(Command::Act(Action::Undo));
    session.settle();
    // The import on the command line, too.
    session.run(Command::Act(Action::Undo));
    session.settle();
    session.close();
    let session = self::session(home.path(), &dir);
    assert_eq!(texts(&session), Vec::<String>::new());
    assert!(!dir.join("suggestions/model-7").exists());
}

#[test]
fn tokens_of_an_article_that_is_there_are_laid_over_its_text() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let tokens =
        "زار O\nممثل O\nالهيئة B-ORG\nزهرتان I-ORG\n\nثم O\nغادر O\nقصر B-FAC\nالنخيل I-FAC\n. O\n";
    let said = put(home.path(), "said.iob2", tokens);
    let taken = take(&dir, &said, terms(&[("FAC", None)]));
    let fitted = Fitted {
        article: "زار ممثل الهيئة زهرتان".to_owned(),
        differences: vec![Difference::LineEnds, Difference::Blanks],
    };
    let expected = Imported {
        suggestions: 1,
        known: 1,
        unwanted: [("FAC".into(), 1)].into(),
        fitted: vec![fitted],
        ..Imported::default()
    };
    assert_eq!(taken, expected);
    let session = session(home.path(), &dir);
    let expected = ("الهيئة زهرتان".to_owned(), "ORG".to_owned(), 0.5);
    assert_eq!(waiting(&session), [expected]);
}

#[test]
fn articles_that_are_not_there_are_added() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let said = r#"{"text":"نص جديد عن زهرتان","entities":[{"start":11,"end":17,"label":"PER"}]}"#;
    let said = put(home.path(), "new.jsonl", said);
    let taken = take(&dir, &said, terms(&[]));
    assert_eq!((taken.suggestions, taken.known, taken.added), (1, 0, 1));
    let again = take(&dir, &said, terms(&[]));
    assert_eq!((again.suggestions, again.known, again.added), (1, 1, 0));
    let bad = Terms {
        origin: Some("../x".to_owned()),
        ..terms(&[])
    };
    let way = Way {
        terms: bad,
        ..Way::default()
    };
    assert!(project::import(&dir, &[said], &way, "me").is_err());
}
