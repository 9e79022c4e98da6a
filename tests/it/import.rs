//! Importing files: nothing doubtful without asking, nothing half, nothing twice.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tawsim::app::clock;
use tawsim::app::command::Command;
use tawsim::app::headless::Refusal;
use tawsim::app::headless::project::{self, Way};
use tawsim::app::import::{FaultKind, Import, Look, Options};
use tawsim::app::notice::Happening;
use tawsim::app::session::Session;
use tawsim::store::project::ProjectStore;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ARABIC: &str = "تعاون أمني بين بغداد وطهران";

fn begin(home: &Path) -> Session {
    let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.join("home")));
    session.run(Command::CreateProject(home.join("project"), "news".into()));
    session.settle();
    session
}

fn put(path: PathBuf, bytes: &[u8]) -> PathBuf {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

fn texts(session: &mut Session) -> Vec<String> {
    let ids: Vec<_> = session
        .project()
        .entries()
        .map(|(id, _)| id.clone())
        .collect();
    let mut texts = Vec::new();
    for id in ids {
        session.run(Command::OpenArticle(id));
        session.settle();
        texts.push(session.current().unwrap().0.text.trim().to_owned());
    }
    texts.sort();
    texts
}

fn ready(session: &Session) -> &[Look] {
    match session.import() {
        Some(Import::Ready(looks)) => looks,
        other => panic!("the person is not asked: {other:?}"),
    }
}

fn windows_1256() -> Vec<u8> {
    encoding_rs::WINDOWS_1256.encode(ARABIC).0.into_owned()
}

fn archive(count: usize) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..count {
        writer
            .start_file(format!("{at:04}.txt"), SimpleFileOptions::default())
            .unwrap();
        writer
            .write_all(format!("مقال رقم {at}").as_bytes())
            .unwrap();
    }
    writer
        .start_file("empty.txt", SimpleFileOptions::default())
        .unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_folder_is_imported_at_once_where_nothing_is_doubtful() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("news");
    put(folder.join("a.txt"), "أول".as_bytes());
    put(
        folder.join("b/c.html"),
        "<title>عنوان</title><p>ثان".as_bytes(),
    );
    put(folder.join("b/same.md"), "أول".as_bytes());
    put(folder.join("twice.txt"), "أول".as_bytes());
    put(folder.join("picture.png"), b"\x89PNG");
    put(folder.join(".hidden.txt"), "مخفي".as_bytes());
    let mut session = begin(home.path());
    session.run(Command::Import(vec![folder.clone()]));
    session.settle();
    assert_eq!(session.import(), None);
    let told = Happening::Imported { added: 3, known: 1 };
    assert!(
        session.notices().iter().any(|notice| notice.what == told),
        "{:?}",
        session.notices()
    );
    assert_eq!(texts(&mut session), ["أول", "أول", "ثان"]);
    // Again: everything is there already.
    session.run(Command::OpenPaths(vec![folder]));
    session.settle();
    let told = Happening::Imported { added: 0, known: 4 };
    assert!(
        session.notices().iter().any(|notice| notice.what == told),
        "{:?}",
        session.notices()
    );
    session.run(Command::Act(tawsim::app::action::Action::Undo));
    assert_eq!(session.project().entries().len(), 0, "one step");
}

#[test]
fn an_encoding_is_shown_chosen_and_used() {
    let home = tempfile::tempdir().unwrap();
    let file = put(home.path().join("old.txt"), &windows_1256());
    let mut session = begin(home.path());
    session.run(Command::Import(vec![file]));
    session.settle();
    let look = &ready(&session)[0];
    assert_eq!(
        look.encodings[0],
        ("windows-1256".to_owned(), ARABIC.to_owned())
    );
    assert_eq!(
        session.project().entries().len(),
        0,
        "nothing before the person agrees"
    );
    if let Some((other, _)) = look.encodings.get(1).cloned() {
        let options = Options {
            encoding: Some(other.clone()),
            ..Options::default()
        };
        session.run(Command::ReadAs(0, options));
        session.settle();
        assert_eq!(ready(&session)[0].encodings[0].0, other);
        let options = Options {
            encoding: Some("windows-1256".into()),
            ..Options::default()
        };
        session.run(Command::ReadAs(0, options));
        session.settle();
    }
    session.run(Command::StartImport(Box::default()));
    session.settle();
    assert_eq!(texts(&mut session), [ARABIC]);
}

#[test]
fn a_column_is_asked_for_where_none_is_called_text() {
    let home = tempfile::tempdir().unwrap();
    let file = put(home.path().join("a.csv"), "رقم,خبر\n1,نص\n".as_bytes());
    let mut session = begin(home.path());
    session.run(Command::Import(vec![file]));
    session.settle();
    assert_eq!(ready(&session)[0].new, 0);
    assert_eq!(ready(&session)[0].columns, ["رقم", "خبر"]);
    let options = Options {
        column: Some("خبر".into()),
        ..Options::default()
    };
    session.run(Command::ReadAs(0, options));
    session.settle();
    assert_eq!(
        ready(&session)[0].new,
        1,
        "and the person still has to agree"
    );
    session.run(Command::StartImport(Box::default()));
    session.settle();
    assert_eq!(texts(&mut session), ["نص"]);
}

#[test]
fn what_is_wrong_is_told_for_each_file_and_the_rest_is_imported() {
    let home = tempfile::tempdir().unwrap();
    let good = put(home.path().join("good.txt"), "نص".as_bytes());
    let zip = put(home.path().join("news.zip"), &archive(2));
    let pdf = put(home.path().join("a.pdf"), b"%PDF");
    let mut session = begin(home.path());
    session.run(Command::Import(vec![good, zip, pdf]));
    session.settle();
    let looks = ready(&session);
    assert!(looks[0].is_clear());
    assert_eq!(
        (looks[1].new, &looks[1].faults[0].kind),
        (2, &FaultKind::Empty)
    );
    assert_eq!(
        looks[1].faults[0].place.member.as_deref(),
        Some("empty.txt")
    );
    assert_eq!(
        (looks[2].new, &looks[2].faults[0].kind),
        (0, &FaultKind::Unsupported)
    );
    session.run(Command::StartImport(Box::default()));
    session.settle();
    assert_eq!(texts(&mut session), ["مقال رقم 0", "مقال رقم 1", "نص"]);
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let zip = put(home.path().join("news.zip"), &archive(300));
    let mut session = begin(home.path());
    session.run(Command::Import(vec![zip]));
    session.settle();
    session.run(Command::StartImport(Box::default()));
    while !matches!(session.import(), Some(Import::Storing(1.., _))) {
        session.receive_all();
    }
    session.run(Command::CancelImport);
    session.settle();
    session.close();
    assert_eq!(session.project().entries().len(), 0);
    let left = std::fs::read_dir(home.path().join("project/articles")).unwrap();
    assert_eq!(left.count(), 0);
}

#[test]
fn the_command_line_imports_the_same_and_refuses_doubt() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("project");
    project::create(&dir, "news").unwrap();
    let old = put(home.path().join("old.txt"), &windows_1256());
    let zip = put(home.path().join("news.zip"), &archive(3));
    let done = project::import(&dir, &[old.clone(), zip.clone()], &Way::default(), "me").unwrap();
    assert_eq!((done.added, done.faults.len()), (3, 1));
    assert!(matches!(&done.refused[..], [Refusal::NotUtf8(path, _)] if *path == old));
    let options = Options {
        encoding: Some("windows-1256".into()),
        ..Options::default()
    };
    let way = Way {
        options,
        ..Way::default()
    };
    let done = project::import(&dir, &[old, zip], &way, "me").unwrap();
    assert_eq!((done.added, done.known), (1, 3));
    assert_eq!(done.refused, []);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_folder_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let file = put(home.path().join("a.txt"), ARABIC.as_bytes());
    let secret = put(home.path().join("secret.txt"), ARABIC.as_bytes());
    let mut session = begin(home.path());
    session.run(Command::Import(vec![file]));
    session.settle();
    let id = session.here().article.clone().unwrap();
    session.close();
    let dir = home.path().join("project");
    let text = dir.join(format!("articles/{id}.txt"));
    std::fs::remove_file(&text).unwrap();
    std::os::unix::fs::symlink(&secret, &text).unwrap();
    let opened = ProjectStore::open_to_read(&dir, "me".into()).unwrap();
    let entry = opened.project.entry(&id).unwrap();
    let refused = opened.store.load(&id, entry).unwrap_err().to_string();
    assert!(refused.contains("out of the folder"), "{refused}");
    // A link that stays inside is only a name.
    let inside = dir.join("articles/other.txt");
    std::fs::rename(&secret, &inside).unwrap();
    std::fs::remove_file(&text).unwrap();
    std::os::unix::fs::symlink(&inside, &text).unwrap();
    assert!(opened.store.load(&id, entry).is_ok());
}

#[test]
fn the_sample_is_there_again_whatever_became_of_it() {
    let home = tempfile::tempdir().unwrap();
    let sample = |home: &Path| {
        let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home.to_owned()));
        session.run(Command::Act(tawsim::app::action::Action::OpenSample));
        session.settle();
        let text = session
            .current()
            .map(|(article, _)| article.text.to_string());
        session.close();
        assert!(text.is_some(), "{:?}", session.notices());
        text
    };
    assert_eq!(
        sample(home.path()).as_deref(),
        Some(tawsim::app::sample::ARTICLE)
    );
    let articles = home.path().join("data/sample/articles");
    let text = |ending: &str| {
        let mut files = std::fs::read_dir(&articles)
            .unwrap()
            .map(|f| f.unwrap().path());
        files
            .find(|path| path.extension().is_some_and(|e| e == ending))
            .unwrap()
    };
    std::fs::remove_file(text("txt")).unwrap();
    assert_eq!(
        sample(home.path()).as_deref(),
        Some(tawsim::app::sample::ARTICLE)
    );
    std::fs::write(text("txt"), "شيء آخر").unwrap();
    assert_eq!(
        sample(home.path()).as_deref(),
        Some(tawsim::app::sample::ARTICLE)
    );
    std::fs::remove_file(home.path().join("data/sample/project.ron")).unwrap();
    assert_eq!(
        sample(home.path()).as_deref(),
        Some(tawsim::app::sample::ARTICLE)
    );
}
