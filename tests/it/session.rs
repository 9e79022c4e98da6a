//! The session without a window: commands in, state out.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::{Command, SuggestionKey, Target};
use tawsim::app::import::{FaultKind, Import};
use tawsim::app::notice::{Happening, Trouble};
use tawsim::app::session::Session;
use tawsim::model::ids::Timestamp;
use tawsim::model::suggestion::Suggestion;
use tawsim::review::queue::Queue;
use tawsim::suggest::Ensemble;

fn session(home: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.join("home")));
    session.settle();
    session
}

/// A session on a new project with one article.
fn with_text(home: &Path, text: &str) -> Session {
    let mut session = session(home);
    session.run(Command::CreateProject(home.join("project"), "news".into()));
    session.settle();
    let file = home.join("article.txt");
    std::fs::write(&file, text).unwrap();
    session.run(Command::Import(vec![file]));
    session.settle();
    session
}

fn act(session: &mut Session, action: Action) {
    session.run(Command::Act(action));
    session.settle();
}

fn annotations(session: &Session) -> Vec<String> {
    let (article, sheet) = session.current().unwrap();
    let print = |a: &tawsim::model::annotation::Annotation| {
        format!("{} {}", a.label, a.span.text(&article.text))
    };
    sheet.annotations().map(print).collect()
}

fn current(session: &Session) -> String {
    let (article, _) = session.current().unwrap();
    session
        .current_span()
        .map_or_else(String::new, |span| span.text(&article.text).to_owned())
}

fn told(session: &Session, wanted: impl Fn(&Happening) -> bool) -> bool {
    session.notices().iter().any(|notice| wanted(&notice.what))
}

#[test]
fn edges_move_by_clitic_letter_and_word_at_both_sides() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(
        home.path(),
        "سافر الوفد إلى مدينة كبيرة وبالقاهرة الجديدة ثم عاد",
    );
    let text = session.current().unwrap().0.text.clone();
    let start = text.find("وبالقاهرة").unwrap();
    session.run(Command::Select {
        anchor: start,
        head: start + "وبالقاهرة".len(),
    });
    session.run(Command::Label("GPE".into()));
    session.settle();
    for (action, expected) in [
        (Action::StartForward, "بالقاهرة"),
        (Action::StartForward, "القاهرة"),
        (Action::StartForwardLetter, "لقاهرة"),
        (Action::StartBackwardLetter, "القاهرة"),
        (Action::EndForwardWord, "القاهرة الجديدة"),
        (Action::EndBackwardLetter, "القاهرة الجديد"),
        (Action::EndForward, "القاهرة الجديدة"),
        (Action::EndBackwardWord, "القاهرة"),
        (Action::StartBackwardWord, "وبالقاهرة"),
        (Action::StartBackwardWord, "كبيرة وبالقاهرة"),
        (Action::StartForwardWord, "وبالقاهرة"),
    ] {
        act(&mut session, action);
        assert_eq!(current(&session), expected, "{action:?}");
    }
    let undone = std::iter::repeat_with(|| act(&mut session, Action::Undo))
        .take(12)
        .count();
    assert_eq!(undone, 12);
    assert!(
        annotations(&session).is_empty(),
        "every step is undone by itself"
    );
}

#[test]
fn a_moved_boundary_of_a_suggestion_waits_for_acceptance() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), "وصل إلى تل أبيب ثم عاد.");
    assert_eq!(current(&session), "تل أبيب");
    act(&mut session, Action::EndBackwardWord);
    assert_eq!(current(&session), "تل");
    assert!(annotations(&session).is_empty());
    act(&mut session, Action::Accept);
    assert_eq!(annotations(&session), ["GPE تل"]);
    let (_, sheet) = session.current().unwrap();
    let edited = matches!(
        sheet.decisions().next().unwrap().verdict,
        tawsim::model::decision::Verdict::EditedBoundary(_)
    );
    assert!(edited);
}

/// A clock that a test moves on.
static NOW: AtomicU64 = AtomicU64::new(1_000_000);

fn later(milliseconds: u64) {
    NOW.fetch_add(milliseconds, Ordering::Relaxed);
}

#[test]
fn decisions_say_how_long_they_took_and_haste_is_told_of() {
    let home = tempfile::tempdir().unwrap();
    let clock: clock::Clock = || Timestamp(NOW.load(Ordering::Relaxed));
    let mut session = Session::new(clock, Arc::new(|| ()), Some(home.path().join("home")));
    session.settle();
    session.run(Command::CreateProject(
        home.path().join("project"),
        "news".into(),
    ));
    session.settle();
    let file = home.path().join("article.txt");
    std::fs::write(&file, include_str!("../../seeds/article.txt")).unwrap();
    session.run(Command::Import(vec![file]));
    session.settle();
    let hasty = |session: &Session| told(session, |what| matches!(what, Happening::Hasty(30)));
    later(2_500);
    session.run(Command::Act(Action::Accept));
    for _ in 0..29 {
        later(120);
        session.run(Command::Act(Action::Accept));
    }
    assert!(!hasty(&session), "29 in a row are not 30");
    later(900);
    session.run(Command::Act(Action::Accept));
    for _ in 0..30 {
        assert!(!hasty(&session));
        assert!(session.pending().len() > 0);
        later(120);
        session.run(Command::Act(Action::Accept));
    }
    assert!(hasty(&session));
    let (_, sheet) = session.current().unwrap();
    let mut took: Vec<u32> = sheet.decisions().map(|d| d.took).collect();
    assert_eq!(took.len(), 61);
    took.sort_unstable();
    assert_eq!(took[58..], [120, 900, 2_500]);
    // Who was away for an hour did not look for an hour.
    later(3_600_000);
    session.run(Command::Act(Action::Accept));
    let (_, sheet) = session.current().unwrap();
    assert_eq!(sheet.decisions().filter(|d| d.took == 0).count(), 1);
}

/// The queue is kept up to date around what has changed; it must not differ from one made anew.
#[test]
fn what_waits_is_the_same_as_if_it_were_computed_anew() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), include_str!("../../seeds/article.txt"));
    let script = [
        Action::Accept,
        Action::EndForwardWord,
        Action::Accept,
        Action::RejectGroup,
        Action::NextSuggestion,
        Action::AcceptGroup,
        Action::PreviousAnnotation,
        Action::EndForwardWord,
        Action::StartBackwardWord,
        Action::PreviousAnnotation,
        Action::Reject,
        Action::Undo,
        Action::Undo,
        Action::PreviousSuggestion,
        Action::Redo,
        Action::Undo,
        Action::Undo,
        Action::Undo,
    ];
    for action in script.iter().cycle().take(5 * script.len()) {
        act(&mut session, *action);
        let (_, sheet) = session.current().unwrap();
        let anew = Queue::new(session.queue().found().clone(), sheet);
        assert_eq!(session.queue(), &anew, "{action:?}");
    }
    assert!(!session.queue().is_empty());
}

#[test]
fn a_deleted_annotation_becomes_a_suggestion_again() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), "وصل إلى تل أبيب ثم عاد.");
    act(&mut session, Action::Accept);
    act(&mut session, Action::PreviousAnnotation);
    assert!(matches!(session.here().target, Some(Target::Annotation(_))));
    act(&mut session, Action::Reject);
    assert!(annotations(&session).is_empty());
    assert_eq!(session.pending().len(), 1);
}

#[test]
fn rejected_stays_rejected_after_reopening_and_can_be_undone() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), "وصل إلى تل أبيب ثم عاد إلى بغداد.");
    act(&mut session, Action::Reject);
    session.close();
    drop(session);
    let mut again = self::session(home.path());
    again.run(Command::OpenProject(home.path().join("project")));
    again.settle();
    assert_eq!(again.pending().len(), 1);
    act(&mut again, Action::Undo);
    assert_eq!(again.pending().len(), 2);
    assert_eq!(current(&again), "تل أبيب", "undo shows the place");
    assert!(told(&again, |what| matches!(what, Happening::Undone(..))));
}

#[test]
fn a_selection_loses_the_blanks_at_its_edges_and_a_label_needs_something() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), "قال كلمة هنا");
    session.run(Command::Select {
        anchor: 0,
        head: "قال ".len(),
    });
    session.run(Command::Label("ORG".into()));
    assert_eq!(annotations(&session), ["ORG قال"]);
    act(&mut session, Action::Release);
    session.run(Command::Label("ORG".into()));
    assert!(told(&session, |what| *what == Happening::NothingToLabel));
}

#[test]
fn files_that_cannot_be_used_are_told_apart_and_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), "وصل إلى تل أبيب ثم عاد.");
    act(&mut session, Action::Accept);
    let file = |name: &str, bytes: &[u8]| {
        let path = home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let cases = [
        (file("empty.txt", b""), Some(FaultKind::Empty)),
        (
            file("binary.txt", b"PK\x03\x04\x00\x00\x01"),
            Some(FaultKind::NotText),
        ),
        (home.path().join("missing.txt"), None),
    ];
    for (path, fault) in cases {
        session.run(Command::Import(vec![path]));
        session.settle();
        let Some(Import::Ready(looks)) = session.import() else {
            panic!("the person is told before anything is imported");
        };
        let found = looks[0].faults.first().map(|fault| fault.kind.clone());
        assert_eq!((looks[0].new, found.clone()), (0, fault));
        assert_eq!(
            looks[0].trouble,
            found.is_none().then_some(Trouble::Missing)
        );
        session.run(Command::CancelImport);
        assert_eq!(session.import(), None);
    }
    let missing = home.path().join("nowhere");
    session.run(Command::OpenProject(missing.clone()));
    session.settle();
    assert!(told(&session, |what| *what
        == Happening::CannotRead(missing.clone(), Trouble::Missing)));
    assert_eq!(annotations(&session), ["GPE تل أبيب"]);
}

#[test]
fn invisible_characters_are_kept_and_told() {
    let home = tempfile::tempdir().unwrap();
    let text = "سطر\u{202E} أول\r\nسطر\0 ثان طويل بعض الشيء";
    let session = with_text(home.path(), text);
    assert_eq!(&*session.current().unwrap().0.text, text);
    assert!(told(&session, |what| matches!(
        what,
        Happening::BidiControls(_, 1)
    )));
    assert!(told(&session, |what| matches!(
        what,
        Happening::ControlCharacters(_, 1)
    )));
}

#[test]
fn a_project_in_use_is_only_read() {
    let home = tempfile::tempdir().unwrap();
    let mut first = with_text(home.path(), "وصل إلى تل أبيب ثم عاد.");
    act(&mut first, Action::Accept);
    let mut second = session(&home.path().join("second"));
    second.run(Command::OpenProject(home.path().join("project")));
    second.settle();
    assert!(matches!(second.read_only(), Some(Trouble::InUse(Some(_)))));
    assert_eq!(
        annotations(&second),
        ["GPE تل أبيب"],
        "it shows what is there"
    );
    act(&mut second, Action::PreviousAnnotation);
    act(&mut second, Action::Reject);
    assert_eq!(annotations(&second), ["GPE تل أبيب"], "and changes nothing");
}

/// What is still on its way to the disk when a session goes gets there, and then the folder is free.
#[test]
fn who_comes_after_a_session_that_is_gone_finds_the_folder_free() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), "سافر الوزير إلى بغداد ثم إلى القاهرة.");
    for times in 1..=12 {
        let wanted = session.pending().next().unwrap();
        let (span, label) = (wanted.span, wanted.label.clone());
        session.run(Command::Accept(vec![SuggestionKey { span, label }]));
        session.run(Command::Act(Action::Undo));
        drop(session);
        session = self::session(home.path());
        session.run(Command::OpenProject(home.path().join("project")));
        session.settle();
        assert_eq!(session.read_only(), None, "time {times}");
        assert!(session.to_redo().is_some(), "time {times}");
    }
}

#[test]
fn a_long_text_without_a_line_end_opens() {
    let home = tempfile::tempdir().unwrap();
    let text = "كلمة بعد كلمة في سطر واحد ".repeat(8_000);
    let mut session = session(home.path());
    session.run(Command::CreateProject(
        home.path().join("project"),
        "news".into(),
    ));
    session.settle();
    let file = home.path().join("line.txt");
    std::fs::write(&file, &text).unwrap();
    session.run(Command::Import(vec![file]));
    session.settle();
    assert_eq!(session.current().unwrap().0.text.len(), text.len());
}

#[test]
fn suggestions_are_in_the_end_those_of_the_thorough_reading() {
    let home = tempfile::tempdir().unwrap();
    let paragraph = include_str!("../data/gold/unseen/world.txt");
    let paragraph: String = paragraph.chars().filter(|c| !"[]".contains(*c)).collect();
    let long = format!("{paragraph}\n").repeat(20);
    for text in [paragraph, long] {
        let session = with_text(&home.path().join(text.len().to_string()), &text);
        let (text, labels) = (
            &session.current().unwrap().0.text,
            session.project().labels(),
        );
        let ensemble = Ensemble::bundled();
        let shown: Vec<&Suggestion> = session.pending().collect();
        let hasty = ensemble.suggest(text, labels);
        assert!(shown != hasty.iter().collect::<Vec<_>>());
        let whole = ensemble.refine(text, labels, &|| false, &|_| ());
        let same = whole.iter().filter(|suggestion| shown.contains(suggestion));
        // Parts of a long text are read one at a time, which may matter near their edges.
        assert!(same.count() * 100 >= whole.len() * 98);
    }
}
