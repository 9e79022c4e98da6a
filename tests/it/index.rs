//! The index is quick and never believed over the files; what is known about articles can be
//! changed and taken back.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::Command;
use tawsim::app::session::Session;
use tawsim::app::views::articles;
use tawsim::edit::change::Edit;
use tawsim::edit::net::back_before;
use tawsim::edit::transaction::{Deed, Transaction};
use tawsim::model::article::ArticleMeta;
use tawsim::model::ids::{ArticleId, Timestamp};
use tawsim::model::project::{ArticleEntry, Project};
use tawsim::model::sheet::Progress;
use tawsim::store::project::ProjectStore;
use tawsim::text::paragraph::Direction;

/// Enough articles for an index to be written.
const MANY: usize = 300;

fn open(home: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.join("home")));
    let dir = home.join("project");
    if dir.exists() {
        session.run(Command::OpenProject(dir));
    } else {
        session.run(Command::CreateProject(dir, "news".into()));
    }
    session.settle();
    session
}

fn filled(home: &Path) -> Session {
    let folder = home.join("news");
    fs::create_dir_all(&folder).unwrap();
    for at in 0..MANY {
        fs::write(
            folder.join(format!("{at:03}.txt")),
            format!("مقال رقم {at:03}"),
        )
        .unwrap();
    }
    let mut session = open(home);
    session.run(Command::Import(vec![folder]));
    session.settle();
    session
}

/// Makes everything in a folder look as if written an hour ago, as most files of a project are.
fn age(folder: &Path) {
    let hour_ago = SystemTime::now() - Duration::from_secs(3_600);
    for entry in fs::read_dir(folder).unwrap() {
        let file = fs::File::options()
            .append(true)
            .open(entry.unwrap().path())
            .unwrap();
        file.set_modified(hour_ago).unwrap();
    }
}

fn titles(home: &Path) -> Vec<String> {
    let opened = ProjectStore::open_to_read(&home.join("project"), "me".into()).unwrap();
    let titles = opened
        .project
        .entries()
        .map(|(_, entry)| entry.meta.title.clone());
    titles.collect()
}

fn index(home: &Path) -> std::path::PathBuf {
    home.join("project/cache/me.index")
}

#[test]
fn the_index_is_used_and_never_believed_over_a_file() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    filled(home).close();
    age(&home.join("project/articles"));
    open(home).close();
    assert!(index(home).exists());
    let before = titles(home);
    assert_eq!(before.len(), MANY);
    // It is used: a file that says something else but has the length and time noted is not read.
    let articles = home.join("project/articles");
    let mut files: Vec<_> = fs::read_dir(&articles)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "ron"));
    files.sort();
    let (first, second, third) = (&files[0], &files[1], &files[2]);
    let disguised = |path: &Path| {
        let time = fs::metadata(path).unwrap().modified().unwrap();
        let text = fs::read_to_string(path)
            .unwrap()
            .replacen("مقال", "خبرر", 1);
        fs::write(path, text).unwrap();
        fs::File::options()
            .append(true)
            .open(path)
            .unwrap()
            .set_modified(time)
            .unwrap();
    };
    disguised(first);
    assert_eq!(titles(home), before);
    // A file that was changed is read, one that is gone is gone, a new one is there.
    let text = fs::read_to_string(second).unwrap();
    fs::write(second, text.replacen("مقال", "خبر", 1)).unwrap();
    fs::remove_file(third).unwrap();
    let now = titles(home);
    assert!(
        now.iter().any(|title| title.starts_with("خبر رقم")),
        "{now:?}"
    );
    // Its record is still in the journal; the list is what the journal and the files say.
    assert_eq!(now.len(), MANY);
    // Deleted or damaged, nothing is lost but time.
    let mut bytes = fs::read(index(home)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(index(home), bytes).unwrap();
    assert!(
        titles(home)
            .iter()
            .any(|title| title.starts_with("خبرر رقم"))
    );
    fs::remove_dir_all(home.join("project/cache")).unwrap();
    assert!(
        titles(home)
            .iter()
            .any(|title| title.starts_with("خبرر رقم"))
    );
}

#[test]
fn the_state_of_articles_is_known_before_their_sheets_are_loaded() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let mut session = filled(home);
    let ids = articles::ids(&session);
    let last = ids.last().unwrap().clone();
    session.run(Command::OpenArticle(last.clone()));
    session.settle();
    session.run(Command::Act(Action::ToggleDone));
    session.settle();
    session.close();
    for _ in 0..2 {
        let mut session = open(home);
        assert!(session.project().sheet(&last).is_none(), "not loaded");
        assert_eq!(articles::progress(&session, &last), Progress::Done);
        session.close();
    }
}

#[test]
fn what_is_known_about_an_article_is_changed_kept_and_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let file = home.join("a.txt");
    fs::write(&file, "زار الوزير بغداد").unwrap();
    let mut session = open(home);
    session.run(Command::Import(vec![file]));
    session.settle();
    let id: ArticleId = session.here().article.clone().unwrap();
    let meta = |session: &Session| session.project().entry(&id).unwrap().meta.clone();
    let before = meta(&session);
    let after = ArticleMeta {
        title: "زيارة".into(),
        source: Some("واع".into()),
        date: Some("2024-11-03".into()),
        url: Some("https://example.org".into()),
        language: Some("ar".into()),
        direction: Some(Direction::Rtl),
    };
    session.run(Command::DescribeArticle(id.clone(), after.clone()));
    session.settle();
    assert_eq!(meta(&session), after);
    assert_eq!(session.current().unwrap().0.meta, after);
    session.close();
    let mut session = open(home);
    assert_eq!(meta(&session), after);
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(meta(&session), before);
    // No title is no wish to have none.
    session.run(Command::DescribeArticle(id.clone(), ArticleMeta::default()));
    session.settle();
    assert_eq!(meta(&session).title, before.title);
    session.close();
    let session = open(home);
    assert_eq!(meta(&session).title, before.title);
}

#[test]
fn going_back_takes_details_along_with_articles_that_came_or_went() {
    let article = ArticleId::from("a");
    let titled = |title: &str| ArticleMeta {
        title: title.into(),
        ..ArticleMeta::default()
    };
    let entry = |title: &str| ArticleEntry {
        meta: titled(title),
        sha256: "0".into(),
    };
    let list = Edit::List {
        article: article.clone(),
        entry: entry("قبل"),
    };
    let described = Edit::Meta {
        article: article.clone(),
        before: titled("قبل"),
        after: titled("بعد"),
    };
    let unlist = Edit::Unlist {
        article: article.clone(),
        entry: entry("بعد"),
    };
    let history = [list, described, unlist].map(|edit| Transaction {
        deed: Deed::DescribeArticle,
        at: Timestamp(0),
        edits: vec![edit],
    });
    for begin in 0..2 {
        let mut then = Project::default();
        for step in &history[..begin] {
            step.edits[0].apply(&mut then).unwrap();
        }
        let mut now = then.clone();
        let undone = [&history[begin], &history[begin + 1]];
        for step in undone {
            step.edits[0].apply(&mut now).unwrap();
        }
        for edit in back_before(&undone) {
            edit.apply(&mut now).unwrap();
        }
        assert_eq!(now.entry(&article), then.entry(&article), "{begin}");
    }
}
