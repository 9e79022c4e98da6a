//! Files taken as suggestions.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tawsim::app::clock;
use tawsim::app::command::{Command, SuggestionKey};
use tawsim::app::headless::project;
use tawsim::app::headless::tentative::{self, Taken, Wish};
use tawsim::app::headless::{Difference, Fitted};
use tawsim::app::session::Session;
use tawsim::model::ids::EngineId;
use tempfile::TempDir;

const TEXT: &str = "زار ممثل الهيئة زهرتان\r\nثم  غادر قصر النخيل.";

/// A project with one article.
fn made(home: &Path) -> std::path::PathBuf {
    let file = home.join("a.txt");
    fs::write(&file, TEXT).unwrap();
    let dir = home.join("project");
    project::create(&dir, "news").unwrap();
    project::import(&dir, &[file], &project::Way::default(), "me").unwrap();
    dir
}

fn wish(home: &Path, name: &str, text: &str) -> Wish {
    let file = home.join(name);
    fs::write(&file, text).unwrap();
    Wish {
        files: vec![file],
        origin: Some("model-7".to_owned()),
        ..Wish::default()
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
    let mut wish = wish(home.path(), "said.jsonl", said);
    let looked = tentative::inspect(&dir, &wish).unwrap();
    assert_eq!(
        looked.unknown.into_iter().collect::<Vec<_>>(),
        [("PERSON".into(), 1)]
    );
    assert!(!dir.join("suggestions").exists(), "looking changes nothing");
    wish.map = vec![("PERSON".into(), Some("PER".into()))];
    let taken = tentative::import(&dir, "me", &wish).unwrap();
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
        let taken = tentative::import(&dir, "me", &wish(home.path(), name, said)).unwrap();
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
    tentative::import(&dir, "me", &wish(home.path(), "said.jsonl", said)).unwrap();
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
    let said = wish(home.path(), "said.jsonl", &line(one));
    let mut session = session(home.path(), &dir);
    session.run(Command::TakeSuggestions(said));
    session.settle();
    assert_eq!(waiting(&session).len(), 1);
    let nothing = wish(home.path(), "nothing.jsonl", &line(""));
    session.run(Command::TakeSuggestions(nothing));
    session.settle();
    assert_eq!(waiting(&session), [], "on screen at once");
}

#[test]
fn tokens_of_an_article_that_is_there_are_laid_over_its_text() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let tokens =
        "زار O\nممثل O\nالهيئة B-ORG\nزهرتان I-ORG\n\nثم O\nغادر O\nقصر B-FAC\nالنخيل I-FAC\n. O\n";
    let mut wish = wish(home.path(), "said.iob2", tokens);
    wish.map = vec![("FAC".into(), None)];
    let taken = tentative::import(&dir, "me", &wish).unwrap();
    let fitted = Fitted {
        article: "زار ممثل الهيئة زهرتان".to_owned(),
        differences: vec![Difference::LineEnds, Difference::Blanks],
    };
    let expected = Taken {
        suggestions: 1,
        known: 1,
        fitted: vec![fitted],
        ..Taken::default()
    };
    assert_eq!(taken, expected);
    let session = session(home.path(), &dir);
    let expected = ("الهيئة زهرتان".to_owned(), "ORG".to_owned(), 0.5);
    assert_eq!(waiting(&session), [expected]);
}

#[test]
fn articles_that_are_not_there_are_added_or_told_of() {
    let home = TempDir::new().unwrap();
    let dir = made(home.path());
    let said = r#"{"text":"نص جديد عن زهرتان","entities":[{"start":11,"end":17,"label":"PER"}]}"#;
    let wish = wish(home.path(), "new.jsonl", said);
    let beside = tentative::import_beside(&dir, &wish).unwrap();
    assert_eq!(beside.suggestions, 0);
    assert_eq!(beside.strangers, ["نص جديد عن زهرتان"]);
    let taken = tentative::import(&dir, "me", &wish).unwrap();
    assert_eq!((taken.suggestions, taken.known, taken.added), (1, 0, 1));
    let again = tentative::import(&dir, "me", &wish).unwrap();
    assert_eq!((again.suggestions, again.known, again.added), (1, 1, 0));
    let bad = Wish {
        origin: Some("../x".to_owned()),
        ..wish
    };
    assert!(tentative::import(&dir, "me", &bad).is_err());
}
