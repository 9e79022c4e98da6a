//! What decisions teach: at once, in the next article, after reopening, and no longer after undo.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::Command;
use tawsim::app::session::Session;
use tawsim::model::ids::ArticleId;
use tawsim::suggest::memory::{self, Counts, Lesson, Memory, Taught};

fn session(home: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.join("home")));
    session.settle();
    session
}

fn import(session: &mut Session, home: &Path, name: &str, text: &str) {
    let file = home.join(name);
    std::fs::write(&file, text).unwrap();
    session.run(Command::Import(vec![file]));
    session.settle();
}

fn with_text(home: &Path, text: &str) -> Session {
    let mut session = session(home);
    session.run(Command::CreateProject(home.join("project"), "news".into()));
    session.settle();
    import(&mut session, home, "first.txt", text);
    session
}

fn act(session: &mut Session, action: Action) {
    session.run(Command::Act(action));
    session.settle();
}

/// Marks the first occurrence of `words` by hand.
fn mark(session: &mut Session, words: &str, label: &str) {
    let text = session.current().unwrap().0.text.clone();
    let anchor = text.find(words).unwrap();
    let head = anchor + words.len();
    session.run(Command::Select { anchor, head });
    session.run(Command::Label(label.into()));
    session.settle();
}

/// The pending suggestions, as label and text.
fn pending(session: &Session) -> Vec<String> {
    let text = &session.current().unwrap().0.text;
    let print =
        |s: &tawsim::model::suggestion::Suggestion| format!("{} {}", s.label, s.span.text(text));
    session.pending().map(print).collect()
}

fn suggests(session: &Session, wanted: &str) -> bool {
    pending(session).iter().any(|found| found == wanted)
}

/// What was learned, made anew from the sheets in memory.
fn anew(session: &Session) -> Memory {
    let mut memory = Memory::default();
    for (id, sheet) in session.project().sheets() {
        let text = &session.project().article(id).unwrap().text;
        memory.replace(id, memory::of_sheet(text, sheet));
    }
    memory
}

const MADE_UP: &str = "كتبت زغلولة تقريرا جديدا. ثم تحدثت وزغلولة حاضرة، وقالت لزغلولة شيئا.";

#[test]
fn a_name_marked_once_is_suggested_with_and_without_clitics() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), MADE_UP);
    assert!(!suggests(&session, "WEAPON زغلولة"));
    mark(&mut session, "زغلولة", "WEAPON");
    let found = pending(&session);
    let count = found.iter().filter(|f| *f == "WEAPON زغلولة").count();
    assert_eq!(count, 2, "{found:?}");
    act(&mut session, Action::Undo);
    assert!(
        !suggests(&session, "WEAPON زغلولة"),
        "undo takes the lesson back"
    );
    assert!(session.memory().is_empty());
}

#[test]
fn the_next_article_and_the_next_session_know_it() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), MADE_UP);
    mark(&mut session, "زغلولة", "WEAPON");
    import(
        &mut session,
        home.path(),
        "second.txt",
        "مساء أمس عادت زغلولة إلى البيت.",
    );
    assert!(suggests(&session, "WEAPON زغلولة"));
    session.close();
    drop(session);
    let mut session = self::session(home.path());
    session.run(Command::OpenProject(home.path().join("project")));
    session.settle();
    import(&mut session, home.path(), "third.txt", "ثم سافرت زغلولة.");
    assert!(suggests(&session, "WEAPON زغلولة"));
}

#[test]
fn a_form_rejected_again_and_again_is_no_longer_suggested() {
    let home = tempfile::tempdir().unwrap();
    let text = "بغداد هنا. ثم بغداد هناك. ثم بغداد أيضا. ثم بغداد أخيرا.";
    let mut session = with_text(home.path(), text);
    let score = |session: &Session| session.pending().next_back().map(|s| s.score);
    let mut last = score(&session).unwrap();
    for _ in 0..2 {
        act(&mut session, Action::Reject);
        let now = score(&session).unwrap();
        assert!(now < last, "{now} after {last}");
        last = now;
    }
    act(&mut session, Action::Reject);
    assert_eq!(pending(&session), [""; 0]);
    act(&mut session, Action::Undo);
    assert_eq!(pending(&session), ["GPE بغداد", "GPE بغداد"]);
}

#[test]
fn what_is_learned_step_by_step_is_what_the_sheets_say() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), include_str!("../../seeds/article.txt"));
    let script = [
        Action::Accept,
        Action::EndForwardWord,
        Action::Accept,
        Action::Reject,
        Action::RejectGroup,
        Action::Undo,
        Action::PreviousAnnotation,
        Action::EndForwardWord,
        Action::Redo,
        Action::Reject,
        Action::Undo,
        Action::NextSuggestion,
        Action::AcceptGroup,
    ];
    for action in script.iter().cycle().take(3 * script.len()) {
        act(&mut session, *action);
        assert_eq!(*session.memory(), anew(&session), "after {action:?}");
    }
    assert!(!session.memory().is_empty());
}

/// The lexicon of the project in `home`.
fn lexicon(home: &Path) -> std::path::PathBuf {
    home.join("project").join("lexicon.ron")
}

#[test]
fn the_lexicon_says_what_was_learned_and_what_people_write_there_counts() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), MADE_UP);
    mark(&mut session, "زغلولة", "WEAPON");
    session.close();
    drop(session);
    let written = std::fs::read_to_string(lexicon(home.path())).unwrap();
    assert!(
        written.contains("زغلوله") && written.contains("accepted: 1"),
        "{written}"
    );
    let ruled = r#"[(surface: "زغلولة", label: "WEAPON", blocked: true),
        (surface: "شركة الزمرد", label: "ORG", by_hand: true)]"#;
    std::fs::write(lexicon(home.path()), ruled).unwrap();
    let mut session = self::session(home.path());
    session.run(Command::OpenProject(home.path().join("project")));
    session.settle();
    let text = "عادت زغلولة إلى البيت وشركة الزمرد إلى السوق.";
    import(&mut session, home.path(), "second.txt", text);
    assert!(!suggests(&session, "WEAPON زغلولة"));
    assert!(
        suggests(&session, "ORG شركة الزمرد"),
        "{:?}",
        pending(&session)
    );
}

#[test]
fn a_broken_lexicon_is_told_of_and_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), MADE_UP);
    session.close();
    drop(session);
    std::fs::write(lexicon(home.path()), "[(surf").unwrap();
    let mut session = self::session(home.path());
    session.run(Command::OpenProject(home.path().join("project")));
    session.settle();
    let told = |n: &tawsim::app::notice::Notice| {
        matches!(n.what, tawsim::app::notice::Happening::CannotRead(..))
    };
    assert!(session.notices().iter().any(told));
    mark(&mut session, "زغلولة", "WEAPON");
    session.close();
    let aside = home.path().join("project").join("lexicon.broken.ron");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "[(surf");
    assert!(
        std::fs::read_to_string(lexicon(home.path()))
            .unwrap()
            .contains("زغلوله")
    );
}

fn lesson() -> impl Strategy<Value = Lesson> {
    let form = prop::sample::select(vec!["زغلول", "زغلول باشا", "مصر", "مصر الجديدة"]);
    let label = prop::sample::select(vec!["PER", "GPE"]);
    (form, label, any::<bool>()).prop_map(|(form, label, right)| Lesson {
        form: form.to_owned(),
        label: label.into(),
        taught: if right {
            Taught::Accepted
        } else {
            Taught::Rejected
        },
        before: "السيد".to_owned(),
        after: String::new(),
    })
}

proptest! {
    #[test]
    fn learning_and_unlearning_in_any_order_leaves_what_remains(
        stay in prop::collection::vec(lesson(), 0..12),
        go in prop::collection::vec(lesson(), 0..12),
    ) {
        let article: ArticleId = "a".into();
        let mut memory = Memory::default();
        for lesson in go.iter().chain(&stay) {
            memory.learn(&article, lesson.clone());
        }
        for lesson in go.iter().rev() {
            memory.unlearn(&article, lesson);
        }
        let mut expected = Memory::default();
        expected.replace(&article, stay.clone());
        prop_assert_eq!(&memory, &expected);
        for (form, label, counts) in memory.entries() {
            let of = |taught| {
                let same = |l: &&Lesson| l.form == form && l.label == *label && l.taught == taught;
                u32::try_from(stay.iter().filter(same).count()).unwrap()
            };
            let (accepted, rejected) = (of(Taught::Accepted), of(Taught::Rejected));
            prop_assert_eq!(counts, Counts { accepted, rejected });
        }
    }
}

/// A habit at the edges of names is taken up from two corrections: what always was left out is left
/// out of a name never seen, and what always was taken in is taken in.
#[test]
fn edges_corrected_twice_are_right_the_third_time() {
    let home = tempfile::tempdir().unwrap();
    let text =
        "زار الدكتور سليم الحص بيروت. وزار الدكتور أحمد سعيد دمشق. وزار الدكتور نبيل العربي عمان.";
    let mut session = with_text(home.path(), text);
    assert!(
        suggests(&session, "PER نبيل العربي"),
        "{:?}",
        pending(&session)
    );
    for name in ["سليم الحص", "أحمد سعيد"] {
        let key = session
            .pending()
            .find(|s| s.label.as_str() == "PER" && s.span.text(text) == name);
        let key = key.unwrap_or_else(|| panic!("{name} in {:?}", pending(&session)));
        let wide = text.find(&format!("الدكتور {name}")).unwrap();
        let span = tawsim::text::offset::Span::from_range(wide..key.span.end()).unwrap();
        let key = tawsim::app::command::SuggestionKey {
            span: key.span,
            label: key.label.clone(),
        };
        let target = tawsim::app::command::Target::Suggestion(key);
        session.run(Command::SetSpan(target, span));
        session.settle();
        act(&mut session, Action::Accept);
    }
    assert!(
        suggests(&session, "PER الدكتور نبيل العربي"),
        "{:?}",
        pending(&session)
    );
}

/// Deciding about a group neither adds nor takes away anything beside it.
#[test]
fn a_decided_group_leaves_the_rest_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_text(home.path(), include_str!("../../seeds/article.txt"));
    for action in [Action::AcceptGroup, Action::RejectGroup] {
        let all = pending(&session);
        let surface = current_group(&session);
        act(&mut session, action);
        let rest: Vec<_> = all.iter().filter(|s| **s != surface).cloned().collect();
        let left: Vec<_> = pending(&session);
        assert_eq!(
            left.iter().filter(|s| **s != surface).count(),
            rest.len(),
            "{action:?}"
        );
        act(&mut session, Action::Undo);
        assert_eq!(pending(&session), all, "{action:?} undone");
    }
}

fn current_group(session: &Session) -> String {
    let (article, _) = session.current().unwrap();
    let Some(tawsim::app::command::Target::Suggestion(key)) = &session.here().target else {
        panic!("no suggestion is current");
    };
    format!("{} {}", key.label, key.span.text(&article.text))
}
