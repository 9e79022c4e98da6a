//! Changing the label set: what has labels that are renamed, merged or deleted goes along, in all
//! articles, as one step that can be undone.

use std::collections::BTreeMap;
use std::path::Path;

use tawsim::app::action::Action;
use tawsim::app::command::{Command, Fate, LabelPlan, Ruling};
use tawsim::app::session::Session;
use tawsim::app::views::inbox::Filter;
use tawsim::app::views::labels::{examples, label_use};
use tawsim::model::ids::LabelId;
use tawsim::model::label::{Bilingual, Colour, Label, LabelSet};

use crate::work::{reopened, with_texts};

const TEXTS: [&str; 3] = [
    "زار محمد مدينة بغداد ثم القاهرة.",
    "وصل محمد إلى عمّان يوم الأحد.",
    "اجتمع الوفد في دمشق.",
];

/// Every annotation of the project as article, text and label, and every decision, from disk.
fn everything(home: &Path) -> Vec<String> {
    let store =
        tawsim::store::project::ProjectStore::open_to_read(&home.join("project"), "me".into());
    let opened = store.unwrap();
    let mut all = Vec::new();
    for (id, entry) in opened.project.entries() {
        let (article, sheet) = opened.store.load(id, entry).unwrap();
        let text = |span: tawsim::text::offset::Span| span.text(&article.text).to_owned();
        all.extend(
            sheet
                .annotations()
                .map(|a| format!("{} {}", a.label, text(a.span))),
        );
        let decided = |d: &tawsim::model::decision::Decision| {
            let annotation = d.verdict.annotation().map(|id| sheet.get(id).is_some());
            format!("{:?} {} {}", annotation, d.label, text(d.span))
        };
        all.extend(sheet.decisions().map(decided));
    }
    all.sort();
    all
}

fn tag(session: &mut Session, word: &str, label: &str) {
    let entries: Vec<_> = session
        .project()
        .entries()
        .map(|(id, _)| id.clone())
        .collect();
    for id in entries {
        session.run(Command::OpenArticle(id));
        session.settle();
        let text = session.current().unwrap().0.text.clone();
        let Some(start) = text.find(word) else {
            continue;
        };
        let (anchor, head) = (start, start + word.len());
        session.run(Command::Select { anchor, head });
        session.run(Command::Label(label.into()));
        session.settle();
    }
}

/// The labels with some of them changed or left out.
fn changed(before: &LabelSet, change: impl Fn(&Label) -> Option<Label>) -> LabelSet {
    LabelSet::new(before.iter().filter_map(change).collect()).unwrap()
}

fn plan(session: &Session, after: LabelSet, fates: &[(&str, Fate)]) -> Command {
    let fates: BTreeMap<LabelId, Fate> = fates
        .iter()
        .map(|(label, fate)| ((*label).into(), fate.clone()))
        .collect();
    Command::EditLabels(Box::new(LabelPlan {
        before: session.project().labels().clone(),
        after,
        fates,
    }))
}

/// Articles annotated, then opened anew: their sheets are on disk only.
fn annotated(home: &Path) -> Session {
    let mut session = with_texts(home, &TEXTS);
    tag(&mut session, "محمد", "PER");
    tag(&mut session, "بغداد", "GPE");
    tag(&mut session, "عمّان", "GPE");
    tag(&mut session, "دمشق", "LOC");
    tag(&mut session, "القاهرة", "LOC");
    reopened(session, home)
}

#[test]
fn a_renamed_label_is_renamed_in_every_article_and_undone_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut session = annotated(home.path());
    let before = everything(home.path());
    let held = session.project().sheets().count();
    assert!(held < TEXTS.len(), "some sheets are on disk only");
    let after = changed(session.project().labels(), |label| {
        let id = if label.id.as_str() == "PER" {
            "PERSON".into()
        } else {
            label.id.clone()
        };
        Some(Label {
            id,
            ..label.clone()
        })
    });
    let command = plan(
        &session,
        after.clone(),
        &[("PER", Fate::Relabel("PERSON".into()))],
    );
    session.run(command);
    session.settle();
    let renamed: Vec<String> = everything(home.path());
    assert_eq!(
        renamed
            .iter()
            .filter(|line| line.starts_with("PERSON "))
            .count(),
        2
    );
    assert!(renamed.iter().all(|line| !line.contains("PER ")));
    assert_eq!(*session.project().labels(), after);
    assert_eq!(label_use(&session, &"PERSON".into()).annotations, 2);
    // The files say it too, for other people.
    let mut session = reopened(session, home.path());
    assert_eq!(*session.project().labels(), after);
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(everything(home.path()), before);
    assert!(session.project().labels().get(&"PER".into()).is_some());
    session.run(Command::Act(Action::Redo));
    session.settle();
    assert_eq!(everything(home.path()), renamed);
}

#[test]
fn merged_labels_leave_one_annotation_of_the_same_text() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_texts(home.path(), &TEXTS[..1]);
    let text = session.current().unwrap().0.text.clone();
    for label in ["GPE", "LOC"] {
        let anchor = text.find("بغداد").unwrap();
        let head = anchor + "بغداد".len();
        session.run(Command::Select { anchor, head });
        session.run(Command::Label(label.into()));
    }
    session.settle();
    assert_eq!(label_use(&session, &"GPE".into()).annotations, 1);
    let before = everything(home.path());
    let after = changed(session.project().labels(), |label| {
        (label.id.as_str() != "GPE").then(|| label.clone())
    });
    let command = plan(&session, after, &[("GPE", Fate::Relabel("LOC".into()))]);
    session.run(command);
    session.settle();
    let places: Vec<String> = everything(home.path());
    let loc = places.iter().filter(|line| *line == "LOC بغداد").count();
    assert_eq!(loc, 1, "{places:?}");
    assert!(
        places.iter().all(|line| !line.contains("Some(false)")),
        "{places:?}"
    );
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(everything(home.path()), before);
}

#[test]
fn two_labels_can_change_their_names_with_each_other() {
    let home = tempfile::tempdir().unwrap();
    let mut session = annotated(home.path());
    let after = changed(session.project().labels(), |label| {
        let id = match label.id.as_str() {
            "GPE" => "LOC".into(),
            "LOC" => "GPE".into(),
            _ => label.id.clone(),
        };
        Some(Label {
            id,
            ..label.clone()
        })
    });
    let fates = [
        ("GPE", Fate::Relabel("LOC".into())),
        ("LOC", Fate::Relabel("GPE".into())),
    ];
    let command = plan(&session, after, &fates);
    session.run(command);
    session.settle();
    let all = everything(home.path());
    for line in ["LOC بغداد", "LOC عمّان", "GPE دمشق", "GPE القاهرة"] {
        assert!(all.iter().any(|l| l == line), "{line} in {all:?}");
    }
}

#[test]
fn a_deleted_label_takes_its_annotations_and_decisions_along() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_texts(home.path(), &TEXTS);
    // Decide about everything that is suggested, so that there are decisions to lose.
    for _ in TEXTS {
        while session.pending().len() > 0 {
            session.run(Command::Act(Action::NextSuggestion));
            session.run(Command::Act(Action::Accept));
        }
        session.run(Command::Act(Action::NextArticle));
        session.settle();
    }
    let mut session = reopened(session, home.path());
    let gpe: LabelId = "GPE".into();
    let used = label_use(&session, &gpe);
    assert!(used.annotations > 0 && used.decisions > 0);
    assert_eq!(
        used.annotations,
        used.articles.iter().map(|(_, count)| count).sum::<usize>()
    );
    let before = everything(home.path());
    let after = changed(session.project().labels(), |label| {
        (label.id != gpe).then(|| label.clone())
    });
    let command = plan(&session, after, &[("GPE", Fate::Delete)]);
    session.run(command);
    session.settle();
    let left = everything(home.path());
    assert!(left.iter().all(|line| !line.contains("GPE")), "{left:?}");
    assert!(
        left.iter().all(|line| !line.contains("Some(false)")),
        "{left:?}"
    );
    assert_eq!(label_use(&session, &gpe).annotations, 0);
    assert!(session.suggestions().iter().all(|s| s.label != gpe));
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(everything(home.path()), before);
}

/// What was ruled: name, label, by hand, blocked, in how many articles blocked.
fn rules(session: &Session) -> Vec<(String, String, bool, bool, usize)> {
    let rulings = session.project().rulings();
    let told = rulings.map(|(name, label, ruling)| {
        let Ruling {
            by_hand, blocked, ..
        } = *ruling;
        let blocked_in = ruling.blocked_in.len();
        (
            name.to_owned(),
            label.to_string(),
            by_hand,
            blocked,
            blocked_in,
        )
    });
    told.collect()
}

fn rule(session: &mut Session, name: &str, label: &str, ruling: Ruling) {
    session.run(Command::Rule(name.to_owned(), label.into(), ruling));
    session.settle();
}

fn by_hand() -> Ruling {
    Ruling {
        by_hand: true,
        ..Ruling::default()
    }
}

fn blocked() -> Ruling {
    Ruling {
        blocked: true,
        ..Ruling::default()
    }
}

fn lexicon(home: &Path) -> String {
    std::fs::read_to_string(home.join("project/lexicon.ron")).unwrap()
}

#[test]
fn rules_of_the_lexicon_go_along_with_a_renamed_label_and_come_back() {
    let home = tempfile::tempdir().unwrap();
    let mut session = annotated(home.path());
    rule(&mut session, "نادي الشمس", "ORG", by_hand());
    rule(&mut session, "محمد", "ORG", blocked());
    rule(&mut session, "محمد", "LOC", blocked());
    let before = rules(&session);
    let after = changed(session.project().labels(), |label| {
        let id = match label.id.as_str() {
            "ORG" => "BODY".into(),
            _ => label.id.clone(),
        };
        Some(Label {
            id,
            ..label.clone()
        })
    });
    let command = plan(&session, after, &[("ORG", Fate::Relabel("BODY".into()))]);
    session.run(command);
    session.settle();
    let renamed = rules(&session);
    let told = |name: &str, label: &str, by_hand, blocked| {
        (name.to_owned(), label.to_owned(), by_hand, blocked, 0)
    };
    assert_eq!(renamed.len(), 3);
    assert!(renamed.contains(&told("نادي الشمس", "BODY", true, false)));
    assert!(renamed.contains(&told("محمد", "BODY", false, true)));
    assert!(renamed.contains(&told("محمد", "LOC", false, true)));
    assert!(!lexicon(home.path()).contains("ORG"), "nor in the file");
    let mut session = reopened(session, home.path());
    assert_eq!(rules(&session), renamed);
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(rules(&session), before);
    assert!(!lexicon(home.path()).contains("BODY"));
    session.run(Command::Act(Action::Redo));
    session.settle();
    assert_eq!(rules(&session), renamed);
}

#[test]
fn rules_of_merged_labels_are_joined_and_those_of_a_deleted_one_go() {
    let home = tempfile::tempdir().unwrap();
    let mut session = annotated(home.path());
    let here = session.here().article.clone().unwrap();
    rule(&mut session, "بغداد", "LOC", by_hand());
    rule(&mut session, "بغداد", "GPE", blocked());
    let in_article = Ruling {
        blocked_in: [here].into(),
        ..Ruling::default()
    };
    rule(&mut session, "دمشق", "GPE", in_article);
    rule(&mut session, "دمشق", "LOC", blocked());
    rule(&mut session, "محمد", "PER", blocked());
    let before = rules(&session);
    let after = changed(session.project().labels(), |label| {
        let gone = ["GPE", "PER"].contains(&label.id.as_str());
        (!gone).then(|| label.clone())
    });
    let fates = [("GPE", Fate::Relabel("LOC".into())), ("PER", Fate::Delete)];
    assert_eq!(label_use(&session, &"GPE".into()).rules, 2);
    let command = plan(&session, after, &fates);
    session.run(command);
    session.settle();
    let expected = [
        ("بغداد".to_owned(), "LOC".to_owned(), true, false, 0),
        ("دمشق".to_owned(), "LOC".to_owned(), false, true, 1),
    ];
    assert_eq!(
        rules(&session),
        expected,
        "the label that stays has the say"
    );
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(rules(&session), before);
}

#[test]
fn what_is_suggested_in_the_project_follows_the_labels() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_texts(home.path(), &TEXTS);
    session.run(Command::Survey);
    session.settle();
    let listed = |session: &Session| {
        let board = &session.wide().survey.board;
        let picks = board.picks(&Filter::default(), None, &|_| String::new());
        picks
            .into_iter()
            .filter(|pick| pick.label.as_str() == "GPE")
            .count()
    };
    let places = listed(&session);
    assert!(places > 0);
    let after = changed(session.project().labels(), |label| {
        (label.id.as_str() != "GPE").then(|| label.clone())
    });
    let command = plan(&session, after, &[("GPE", Fate::Delete)]);
    session.run(command);
    session.settle();
    assert_eq!(listed(&session), 0);
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(listed(&session), places);
}

#[test]
fn examples_are_the_texts_that_carry_the_label_most_often() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_texts(home.path(), &["قال محمد إن محمد وعليّ ومحمد هنا."]);
    let text = session.current().unwrap().0.text.clone();
    for word in ["محمد", "عليّ"] {
        for (anchor, _) in text.match_indices(word) {
            let head = anchor + word.len();
            session.run(Command::Select { anchor, head });
            session.run(Command::Label("PER".into()));
        }
    }
    assert_eq!(examples(&session, &"PER".into(), 5), ["محمد", "عليّ"]);
    assert_eq!(examples(&session, &"PER".into(), 1), ["محمد"]);
}

#[test]
fn a_label_file_is_offered_and_a_broken_one_is_told_of() {
    let home = tempfile::tempdir().unwrap();
    let mut session = with_texts(home.path(), &TEXTS[..1]);
    let file = home.path().join("labels.ron");
    std::fs::write(
        &file,
        r##"[(id: "X", name: (ar: "س", en: "X"), colour: "#010203")]"##,
    )
    .unwrap();
    session.run(Command::ReadLabels(file.clone()));
    session.settle();
    let colour = Colour { r: 1, g: 2, b: 3 };
    let expected = Label::new("X".into(), Bilingual::new("س", "X"), colour);
    let offered = session.offered_labels().unwrap();
    assert_eq!(offered.iter().collect::<Vec<_>>(), [&expected]);
    std::fs::write(&file, "[(id: \"X\"").unwrap();
    session.run(Command::ReadLabels(file));
    session.settle();
    assert!(
        session.notices().iter().any(|notice| {
            matches!(notice.what, tawsim::app::notice::Happening::CannotRead(..))
        })
    );
}
