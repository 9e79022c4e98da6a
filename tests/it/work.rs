//! The work on a project as a whole: states of articles, figures, blind mode, sticky labels.

use std::path::Path;
use std::sync::Arc;

use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::{Command, Target};
use tawsim::app::notice::Happening;
use tawsim::app::session::Session;
use tawsim::app::views::{articles, figures};
use tawsim::model::sheet::Progress;
use tawsim::model::tally::{Overview, Standing};

/// A session at that home, on nothing.
pub fn session(home: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.join("home")));
    session.settle();
    session
}

/// A session on a new project with these articles, the first of the list on screen.
pub fn with_texts(home: &Path, texts: &[&str]) -> Session {
    let mut session = session(home);
    session.run(Command::CreateProject(home.join("project"), "news".into()));
    session.settle();
    let files = texts.iter().enumerate().map(|(at, text)| {
        let file = home.join(format!("article-{at}.txt"));
        std::fs::write(&file, text).unwrap();
        file
    });
    session.run(Command::Import(files.collect()));
    session.settle();
    session
}

fn act(session: &mut Session, action: Action) {
    session.run(Command::Act(action));
    session.settle();
}

/// Opens the project anew, with nothing but what is on disk.
pub fn reopened(mut session: Session, home: &Path) -> Session {
    session.close();
    drop(session);
    let mut again = self::session(home);
    again.run(Command::OpenProject(home.join("project")));
    again.settle();
    again
}

/// The numbers counted step by step are those counted from the sheets.
fn counted_anew(session: &Session) -> Overview {
    let mut anew = Overview::default();
    for (id, _) in session.project().entries() {
        if let Some(sheet) = session.project().sheet(id) {
            anew.put(id.clone(), Standing::of(sheet));
        } else if let Some(known) = session.overview().get(id) {
            anew.put(id.clone(), known.clone());
        }
    }
    anew
}

const TEXTS: [&str; 3] = [
    "زار وزير الخارجية مدينة بغداد ثم القاهرة.",
    "وصل الرئيس إلى عمّان يوم الأحد.",
    "اجتمع الوفد في دمشق.",
];

#[test]
fn figures_follow_every_step_and_are_those_of_the_sheets() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_texts(home.path(), &TEXTS);
    let steps = [
        Action::Accept,
        Action::Reject,
        Action::ToggleDone,
        Action::Undo,
        Action::Undo,
        Action::Redo,
        Action::NextUnfinished,
        Action::Accept,
        Action::ToggleDiscuss,
        Action::NextArticle,
        Action::Undo,
        Action::Undo,
        Action::Redo,
    ];
    for action in steps {
        act(&mut session, action);
        assert_eq!(*session.overview(), counted_anew(&session), "{action:?}");
    }
    let before = figures::figures(&session);
    assert!(before.annotations > 0 && !before.rows.is_empty());
    let again = reopened(session, home.path());
    assert_eq!(figures::figures(&again), before);
}

#[test]
fn the_next_unfinished_article_is_found_round_the_end_until_all_are_done() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_texts(home.path(), &TEXTS);
    let mut seen = Vec::new();
    for _ in TEXTS {
        seen.push(session.here().article.clone().unwrap());
        act(&mut session, Action::ToggleDone);
        act(&mut session, Action::NextUnfinished);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), TEXTS.len(), "each article was come by once");
    let told = |what: &Happening| session.notices().iter().any(|n| n.what == *what);
    assert!(told(&Happening::AllDone));
    assert_eq!(figures::figures(&session).states.done, 3);
    assert!((figures::done(&session) - 1.0).abs() < f32::EPSILON);
}

#[test]
fn a_state_with_a_note_is_kept_and_undone_in_one_step() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_texts(home.path(), &TEXTS);
    let note = "أهو لقب أم اسم؟";
    session.run(Command::SetState(Progress::Discuss, note.into()));
    session.settle();
    let mut session = reopened(session, home.path());
    let ids = articles::ids(&session);
    let mut rows = ids.iter().map(|id| articles::row(&session, id));
    let row = rows.find(|row| row.note == note).unwrap();
    assert_eq!(row.progress, Progress::Discuss);
    let id = row.id.clone();
    session.run(Command::OpenArticle(id.clone()));
    session.settle();
    act(&mut session, Action::Undo);
    let standing = session.overview().get(&id).unwrap();
    assert_eq!(
        (standing.progress, &*standing.remarks.note),
        (Progress::New, "")
    );
}

fn blind(session: &Session) -> bool {
    session.current().unwrap().1.remarks().blind
}

fn tag(session: &mut Session, word: &str, label: &str) {
    let text = session.current().unwrap().0.text.clone();
    let start = text.find(word).unwrap();
    let (anchor, head) = (start, start + word.len());
    session.run(Command::Select { anchor, head });
    session.run(Command::Label(label.into()));
    session.settle();
}

#[test]
fn blind_mode_hides_suggestions_and_the_sheet_says_so_until_they_are_seen() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_texts(home.path(), &TEXTS[..1]);
    assert!(session.pending().len() > 0);
    act(&mut session, Action::ToggleBlind);
    assert_eq!(session.pending().len(), 0);
    assert_eq!(session.here().target, None, "nothing hidden is current");
    tag(&mut session, "بغداد", "GPE");
    assert!(blind(&session));
    assert_eq!(session.to_undo().unwrap().1, 1, "one annotation was made");
    // The mode outlives the window, and the dataset says it.
    let mut session = reopened(session, home.path());
    assert_eq!(session.pending().len(), 0);
    assert!(blind(&session));
    let dir = home.path().join("project");
    let dataset = tawsim::app::headless::project::dataset(&dir, Some("me")).unwrap();
    assert!(dataset.records[0].blind);
    tag(&mut session, "القاهرة", "GPE");
    assert!(blind(&session));
    // One decision with suggestions in sight, and the article is not blind any more.
    act(&mut session, Action::ToggleBlind);
    assert!(session.pending().len() > 0);
    assert!(blind(&session), "nothing was changed yet");
    act(&mut session, Action::NextSuggestion);
    act(&mut session, Action::Accept);
    assert!(!blind(&session));
    act(&mut session, Action::Undo);
    assert!(blind(&session));
    // What was begun in sight does not become blind.
    act(&mut session, Action::Accept);
    act(&mut session, Action::ToggleBlind);
    tag(&mut session, "زار", "EVENT");
    assert!(!blind(&session));
}

#[test]
fn a_sticky_label_is_given_to_what_is_selected() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_texts(home.path(), &TEXTS[..1]);
    tag(&mut session, "بغداد", "GPE");
    let text = session.current().unwrap().0.text.clone();
    let select = |session: &mut Session, word: &str| {
        let anchor = text.find(word).unwrap();
        let head = anchor + word.len();
        session.run(Command::Selected { anchor, head });
    };
    let count = |session: &Session| session.current().unwrap().1.annotations().len();
    select(&mut session, "القاهرة");
    assert_eq!(count(&session), 1, "the mode is off");
    act(&mut session, Action::ToggleSticky);
    select(&mut session, "القاهرة");
    assert_eq!(count(&session), 2);
    assert!(matches!(session.here().target, Some(Target::Annotation(_))));
    // By keyboard: what is selected is confirmed by Enter.
    let anchor = text.find("الخارجية").unwrap();
    let head = anchor + "الخارجية".len();
    session.run(Command::Select { anchor, head });
    assert_eq!(count(&session), 2);
    act(&mut session, Action::Accept);
    assert_eq!(count(&session), 3);
    let (_, sheet) = session.current().unwrap();
    assert!(sheet.annotations().all(|a| a.label.as_str() == "GPE"));
}
