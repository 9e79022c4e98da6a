//! Work on all articles of a project at once: what is suggested in them, where something stands,
//! and one decision on places of many articles, most of which are not in memory.

use std::path::Path;
use std::sync::Arc;

use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::{
    Command, Everywhere, Judgement, Pick, Place, Ruling, SuggestionKey, Target, Verb,
};
use tawsim::app::session::{SaveState, Session};
use tawsim::app::wide::{Mode, Query};
use tawsim::model::article::Article;
use tawsim::model::sheet::Sheet;
use tawsim::review::filter::{Filter, Order, State};
use tawsim::store::project::ProjectStore;

/// More than are read in one go.
const ARTICLES: usize = 70;

fn session(home: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.join("home")));
    session.settle();
    session
}

fn opened(home: &Path) -> Session {
    let mut session = session(home);
    session.run(Command::OpenProject(home.join("project")));
    session.settle();
    session
}

/// A project of many short articles; one is on screen, the others are on disk only.
fn project(home: &Path) -> Session {
    let mut session = session(home);
    session.run(Command::CreateProject(home.join("project"), "news".into()));
    session.settle();
    let files = (0..ARTICLES).map(|at| {
        let file = home.join(format!("{at:03}.txt"));
        let text = format!(
            "الخبر رقم {at}\nزار الوزير القاهرة أمس، ثم سافر وفد من بغداد إلى دولة عربية، وقوة قاهرة. وبالقاهرة جامعة."
        );
        std::fs::write(&file, text).unwrap();
        file
    });
    session.run(Command::Import(files.collect()));
    session.settle();
    session.close();
    drop(session);
    let session = opened(home);
    assert_eq!(session.project().sheets().count(), 1);
    session
}

fn picks(session: &Session, filter: &Filter) -> Vec<Pick> {
    let board = &session.wide().survey.board;
    board.picks(filter, None, &|id| id.to_string())
}

fn of_text(text: &str) -> Filter {
    Filter {
        text: text.into(),
        ..Filter::default()
    }
}

/// Every article with its sheet as another program would read them from that folder now.
fn on_disk(home: &Path) -> Vec<(Article, Sheet)> {
    let dir = home.join("project");
    let annotators = std::fs::read_dir(dir.join("journal")).unwrap();
    let name = annotators
        .filter_map(|entry| {
            Some(
                entry
                    .ok()?
                    .file_name()
                    .to_str()?
                    .strip_suffix(".log")?
                    .to_owned(),
            )
        })
        .next()
        .unwrap();
    let opened = ProjectStore::open_to_read(&dir, name.as_str().into()).unwrap();
    let load = |(id, entry)| opened.store.load(id, entry).unwrap();
    opened.project.entries().map(load).collect()
}

/// How many articles have exactly that many annotations with this text.
fn with(all: &[(Article, Sheet)], text: &str, count: usize) -> usize {
    let right = |(article, sheet): &&(Article, Sheet)| {
        let texts = sheet.annotations().map(|a| a.span.text(&article.text));
        texts.filter(|found| *found == text).count() == count
    };
    all.iter().filter(right).count()
}

#[test]
fn suggestions_of_all_articles_are_accepted_as_one_and_undone_after_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let mut session = project(home.path());
    session.run(Command::Survey);
    session.settle();
    let survey = &session.wide().survey;
    assert!(survey.whole && survey.running.is_none() && survey.unread == 0);
    let choice = survey
        .board
        .choose(&of_text("بغداد"), Order::Document, &|id| {
            id.to_string()
        });
    assert_eq!(
        (choice.lots.len(), choice.count, choice.articles),
        (1, ARTICLES, ARTICLES)
    );
    let wanted = picks(&session, &of_text("بغداد"));
    session.run(Command::Judge(wanted.into(), Judgement::Accept));
    session.settle();
    assert_eq!(*session.save_state(), SaveState::Saved);
    assert!(session.gathering().is_none());
    assert!(picks(&session, &of_text("بغداد")).is_empty());
    let accepted = Filter {
        state: State::Accepted,
        ..of_text("بغداد")
    };
    assert_eq!(picks(&session, &accepted).len(), ARTICLES);
    // Sheets of articles that nobody looks at leave memory when they are written.
    assert_eq!(session.project().sheets().count(), 1);
    assert_eq!(with(&on_disk(home.path()), "بغداد", 1), ARTICLES);
    // They taught as much as if somebody had been there.
    let learned = session.memory().counts("بغداد", &"GPE".into());
    assert_eq!(learned.accepted as usize, ARTICLES);
    // The process ends without a word; what is on disk is all that the next one has.
    drop(session);
    let mut session = opened(home.path());
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(with(&on_disk(home.path()), "بغداد", 0), ARTICLES);
    assert_eq!(session.memory().counts("بغداد", &"GPE".into()).accepted, 0);
    session.run(Command::Act(Action::Redo));
    session.settle();
    session.close();
    assert_eq!(with(&on_disk(home.path()), "بغداد", 1), ARTICLES);
}

#[test]
fn a_process_that_dies_before_the_sheets_are_written_has_lost_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut session = project(home.path());
    session.run(Command::Survey);
    session.settle();
    let wanted = picks(&session, &of_text("بغداد"));
    session.run(Command::Judge(wanted.into(), Judgement::Reject));
    let before = session.to_undo();
    while session.to_undo() == before || *session.save_state() == SaveState::Saving {
        session.receive_all();
        std::thread::yield_now();
    }
    // The decision is told to be saved; a copy of the folder is what a power cut would leave.
    let copy = tempfile::tempdir().unwrap();
    copy_folder(&home.path().join("project"), &copy.path().join("project"));
    let rejected = |all: &[(Article, Sheet)]| {
        let decided = all.iter().map(|(_, sheet)| sheet.decisions().len());
        decided.sum::<usize>()
    };
    assert_eq!(rejected(&on_disk(copy.path())), ARTICLES);
    let mut again = opened(copy.path());
    again.run(Command::Act(Action::Undo));
    again.settle();
    assert_eq!(rejected(&on_disk(copy.path())), 0);
    session.settle();
}

/// Copies a folder in which somebody is at work: a file may take its name and be gone again.
fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else if let Err(error) = std::fs::copy(entry.path(), target) {
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{error}");
        }
    }
}

#[test]
fn a_search_of_all_articles_finds_names_behind_clitics_and_tags_them_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut session = project(home.path());
    let query = |pattern: &str, mode| Query {
        pattern: pattern.into(),
        mode,
    };
    session.run(Command::Hunt(query("القاهرة", Mode::Words)));
    session.settle();
    let hunt = session.wide().hunt.as_ref().unwrap();
    assert!(hunt.running.is_none() && !hunt.full);
    assert_eq!(hunt.hits.len(), 2 * ARTICLES);
    let hit = &hunt.hits[1];
    assert_eq!((&*hit.text, &*hit.behind), ("القاهرة", " جامعة."));
    assert!(hit.before.ends_with("وب"));
    let places: Vec<Place> = hunt.hits.iter().map(|hit| hit.place.clone()).collect();
    let verb = Verb::Tag("GPE".into());
    session.run(Command::Everywhere(Everywhere {
        places: places.clone(),
        verb,
    }));
    session.settle();
    assert_eq!(with(&on_disk(home.path()), "القاهرة", 2), ARTICLES);
    // What is there is shown, given another label, and taken away again, each at once.
    session.run(Command::Hunt(query("القاهره", Mode::Words)));
    session.settle();
    let hunt = session.wide().hunt.as_ref().unwrap();
    assert!(hunt.hits.iter().all(|hit| hit.labels == ["GPE".into()]));
    for verb in [Verb::Tag("ORG".into()), Verb::Untag] {
        session.run(Command::Everywhere(Everywhere {
            places: places.clone(),
            verb,
        }));
        session.settle();
    }
    assert_eq!(with(&on_disk(home.path()), "القاهرة", 0), ARTICLES);
    session.run(Command::Act(Action::Undo));
    session.settle();
    let all = on_disk(home.path());
    let labels = |label: &str| {
        let of =
            |(_, sheet): &&(Article, Sheet)| sheet.annotations().all(|a| a.label.as_str() == label);
        all.iter().filter(of).count()
    };
    assert_eq!(labels("ORG"), ARTICLES);
    session.run(Command::Hunt(query("(", Mode::Regex)));
    session.settle();
    assert!(session.wide().hunt.as_ref().unwrap().problem.is_some());
}

#[test]
fn an_article_that_cannot_be_read_is_counted_and_the_others_are_done() {
    let home = tempfile::tempdir().unwrap();
    let mut session = project(home.path());
    let last = session.project().entries().last().unwrap().0.clone();
    session.run(Command::Survey);
    session.settle();
    let wanted = picks(&session, &of_text("بغداد"));
    let file = home.path().join(format!("project/articles/{last}.txt"));
    std::fs::write(&file, "نص آخر").unwrap();
    session.run(Command::Judge(wanted.into(), Judgement::Accept));
    session.settle();
    assert_eq!(picks(&session, &of_text("بغداد")).len(), 1);
    session.run(Command::Survey);
    session.settle();
    assert_eq!(session.wide().survey.unread, 1);
    session.run(Command::Hunt(Query {
        pattern: "بغداد".into(),
        mode: Mode::Words,
    }));
    session.settle();
    let hunt = session.wide().hunt.as_ref().unwrap();
    assert_eq!((hunt.unread, hunt.hits.len()), (1, ARTICLES - 1));
}

#[test]
fn work_on_all_articles_stops_when_it_is_asked_to() {
    let home = tempfile::tempdir().unwrap();
    let mut session = project(home.path());
    session.run(Command::Survey);
    session.run(Command::CancelJobs);
    session.settle();
    let survey = &session.wide().survey;
    assert!(survey.running.is_none() && !survey.whole);
    session.run(Command::Survey);
    session.close();
}

/// Whether the article on screen has that text among what waits.
fn suggests(session: &Session, wanted: &str) -> bool {
    let (article, _) = session.current().unwrap();
    let mut pending = session.pending();
    pending.any(|suggestion| suggestion.span.text(&article.text) == wanted)
}

fn go_to(session: &mut Session, wanted: &str) {
    let text = session.current().unwrap().0.text.clone();
    let found = session
        .pending()
        .find(|suggestion| suggestion.span.text(&text) == wanted)
        .map(|found| (found.span, found.label.clone()));
    let (span, label) = found.unwrap();
    let target = Target::Suggestion(SuggestionKey { span, label });
    session.run(Command::Focus(target));
}

fn act(session: &mut Session, action: Action) {
    session.run(Command::Act(action));
    session.settle();
}

#[test]
fn a_rejection_reaches_as_far_as_was_said_and_no_further() {
    let home = tempfile::tempdir().unwrap();
    let mut session = project(home.path());
    go_to(&mut session, "بغداد");
    act(&mut session, Action::RejectInArticle);
    assert!(!suggests(&session, "بغداد"));
    act(&mut session, Action::NextArticle);
    assert!(
        suggests(&session, "بغداد"),
        "another article is not concerned"
    );
    go_to(&mut session, "بغداد");
    act(&mut session, Action::RejectInProject);
    act(&mut session, Action::NextArticle);
    assert!(!suggests(&session, "بغداد"));
    session.run(Command::Survey);
    session.settle();
    assert!(picks(&session, &of_text("بغداد")).is_empty());
    // The process ends; the rules stand in a file that people can read, and in force.
    drop(session);
    let file = home.path().join("project/lexicon.ron");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("بغداد") && text.contains("blocked: true"),
        "{text}"
    );
    let mut session = opened(home.path());
    act(&mut session, Action::NextArticle);
    act(&mut session, Action::NextArticle);
    assert!(!suggests(&session, "بغداد"));
    act(&mut session, Action::Undo);
    assert!(
        suggests(&session, "بغداد"),
        "{:?}",
        session.memory().entries().collect::<Vec<_>>()
    );
    act(&mut session, Action::Undo);
    act(&mut session, Action::PreviousArticle);
    assert!(suggests(&session, "بغداد"));
    assert_eq!(session.project().rulings().count(), 0);
}

#[test]
fn a_rule_that_somebody_lifts_in_the_file_stays_lifted_and_undo_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let mut session = project(home.path());
    let blocked = Ruling {
        blocked: true,
        ..Ruling::default()
    };
    session.run(Command::Rule("القاهره".into(), "GPE".into(), blocked));
    session.settle();
    assert!(!suggests(&session, "القاهرة"));
    session.close();
    drop(session);
    std::fs::write(home.path().join("project/lexicon.ron"), "[]").unwrap();
    let mut session = opened(home.path());
    assert!(suggests(&session, "القاهرة"));
    act(&mut session, Action::Undo);
    act(&mut session, Action::Redo);
    assert!(!suggests(&session, "القاهرة"));
}
