//! Nothing confirmed is lost: whatever happens to the files, what was written before is there.

mod damage;
mod faults;
mod keeping;
mod others;

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tawsim::edit::change::Edit;
use tawsim::edit::connected::end_relations;
use tawsim::edit::history::Step;
use tawsim::edit::transaction::{Deed, Transaction};
use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::article::ArticleMeta;
use tawsim::model::decision::{Decision, Verdict};
use tawsim::model::ids::{AnnotationId, ArticleId, EngineId, Timestamp};
use tawsim::model::label::{Attribute, AttributeKind, Bilingual, Label, LabelSet};
use tawsim::model::project::Project;
use tawsim::model::sheet::{Progress, Remarks, Sheet};
use tawsim::store::disk::Disk;
use tawsim::store::error::StoreError;
use tawsim::store::labels::template;
use tawsim::store::memory::{Fault, MemoryDisk};
use tawsim::store::project::{Opened, ProjectStore, StoreNotice};
use tawsim::store::settings;
use tawsim::text::offset::Span;

const TEXT: &str = "زار محمد القاهرة وبالقاهرة.\r\nثم عاد إلى بغداد في نوفمبر.\0";

fn dir() -> PathBuf {
    PathBuf::from("/project")
}

fn create(disk: &MemoryDisk) -> Opened {
    let labels = template("news").unwrap();
    ProjectStore::create_on(
        Box::new(disk.clone()),
        &dir(),
        "تجربة",
        &labels,
        "me".into(),
    )
    .unwrap()
}

fn open(disk: &MemoryDisk) -> Opened {
    ProjectStore::open_on(Box::new(disk.clone()), &dir(), "me".into()).unwrap()
}

/// A project with one article, its sheet in memory.
fn with_article(disk: &MemoryDisk) -> (Opened, ArticleId) {
    let mut opened = create(disk);
    let added = opened
        .store
        .add_article(TEXT, ArticleMeta::default(), &opened.project);
    let (id, entry) = added.unwrap().unwrap();
    let list = Edit::List {
        article: id.clone(),
        entry,
    };
    perform(&mut opened, Step::Do, transaction(Deed::Import, vec![list])).unwrap();
    hold(&mut opened, &id);
    (opened, id)
}

fn hold(opened: &mut Opened, id: &ArticleId) {
    let entry = opened.project.entry(id).unwrap().clone();
    opened.store.watch_article(id);
    let (article, sheet) = opened.store.load(id, &entry).unwrap();
    opened.project.hold(article, sheet);
}

fn transaction(deed: Deed, edits: Vec<Edit>) -> Transaction {
    Transaction {
        deed,
        at: Timestamp(7),
        edits,
    }
}

fn perform(opened: &mut Opened, step: Step, transaction: Transaction) -> Result<(), StoreError> {
    transaction.apply(&mut opened.project).unwrap();
    opened.history.note(step, &transaction);
    opened.store.append(step, &transaction)
}

fn annotation(id: u64, word: &str, label: &str) -> Annotation {
    let start = TEXT.find(word).unwrap();
    let span = Span::new(TEXT, start..start + word.len()).unwrap();
    let origin = Origin::Suggestion {
        engine: EngineId::Gazetteer,
        score: 0.93,
        edited: id.is_multiple_of(2),
        model: None,
    };
    let mut annotation = Annotation::new(
        AnnotationId(id),
        span,
        label.into(),
        Provenance {
            origin,
            at: Timestamp(id),
        },
    );
    annotation.note = "ملاحظة «بأقواس» \"و\" \n سطر".into();
    annotation
}

fn add(opened: &mut Opened, article: &ArticleId, word: &str) {
    let next = opened.project.sheet(article).unwrap().next_id().0;
    let annotation = annotation(next, word, "GPE");
    let edit = Edit::Add {
        article: article.clone(),
        annotation,
    };
    perform(opened, Step::Do, transaction(Deed::Annotate, vec![edit])).unwrap();
}

fn sheet(opened: &mut Opened, id: &ArticleId) -> Sheet {
    hold(opened, id);
    opened.project.sheet(id).unwrap().clone()
}

fn journal() -> PathBuf {
    dir().join("journal/me.log")
}

const WORDS: [&str; 5] = ["محمد", "القاهرة", "بالقاهرة", "بغداد", "نوفمبر"];

fn remarks(seed: u8) -> Remarks {
    Remarks {
        note: format!("ملاحظة {seed}"),
        blind: seed > 127,
    }
}

fn edit_for(project: &Project, article: &ArticleId, seed: (u8, u8)) -> Edit {
    let sheet = project.sheet(article).unwrap();
    let article = article.clone();
    let word = WORDS[usize::from(seed.1) % WORDS.len()];
    let fresh = annotation(sheet.next_id().0, word, "PER");
    let picked = sheet
        .annotations()
        .nth(usize::from(seed.1) % sheet.annotations().len().max(1));
    match (seed.0 % 7, picked) {
        (0, Some(annotation)) => Edit::Remove {
            article,
            annotation: annotation.clone(),
        },
        (1, Some(before)) => Edit::Change {
            article,
            before: before.clone(),
            after: Annotation {
                span: fresh.span,
                note: String::new(),
                ..before.clone()
            },
        },
        (2, _) => Edit::Progress {
            article,
            before: sheet.progress(),
            after: Progress::Discuss,
        },
        (3, _) => {
            let (span, label) = (fresh.span, "ORG".into());
            let before = sheet.decision(span, &label).cloned();
            let decision = Decision {
                span,
                label: label.clone(),
                engine: EngineId::Pattern,
                score: 0.5,
                verdict: Verdict::Rejected,
                at: Timestamp(u64::from(seed.1)),
                took: 0,
            };
            let after = before.is_none().then_some(decision);
            Edit::Decide {
                article,
                span,
                label,
                before,
                after,
            }
        }
        (6, Some(from)) => crate::edit::relation_edit(article, sheet, from.id),
        (5, _) => Edit::Remark {
            article,
            before: sheet.remarks().clone(),
            after: remarks(seed.1),
        },
        _ => Edit::Add {
            article,
            annotation: fresh,
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_was_done_is_there_after_reopening(
        seeds in prop::collection::vec((any::<(u8, u8)>(), 0u8..8), 1..40),
    ) {
        let disk = MemoryDisk::default();
        let (mut opened, id) = with_article(&disk);
        for (seed, also) in seeds {
            let mut edits = vec![edit_for(&opened.project, &id, seed)];
            end_relations(&opened.project, &mut edits);
            perform(&mut opened, Step::Do, transaction(Deed::Annotate, edits)).unwrap();
            match also {
                0 => {
                    let now = opened.project.sheet(&id).unwrap().clone();
                    opened.store.save_sheet(&id, &now).unwrap();
                }
                1 => {
                    if let Some(undo) = opened.history.to_undo().map(Transaction::invert)
                        && undo.deed != Deed::Import
                    {
                        perform(&mut opened, Step::Undo, undo).unwrap();
                    }
                }
                _ => {}
            }
        }
        let before = opened.project.sheet(&id).unwrap().clone();
        let mut again = open(&disk);
        prop_assert_eq!(&again.history, &opened.history);
        prop_assert_eq!(sheet(&mut again, &id), before);
    }
}

#[test]
fn a_torn_last_record_is_cut_off_and_told_and_nothing_before_it_is_lost() {
    let disk = MemoryDisk::default();
    let (mut opened, id) = with_article(&disk);
    add(&mut opened, &id, "محمد");
    let before = opened.project.sheet(&id).unwrap().clone();
    let sound = disk.read(&journal(), u64::MAX).unwrap().len();
    add(&mut opened, &id, "بغداد");
    let whole = disk.read(&journal(), u64::MAX).unwrap().len();
    for length in sound + 1..whole {
        let torn = disk.snapshot();
        torn.tamper(&journal(), |bytes| bytes.truncate(length));
        let mut again = open(&torn);
        assert!(
            again
                .notices
                .iter()
                .any(|n| matches!(n, StoreNotice::JournalCut(_))),
            "{length}"
        );
        assert_eq!(sheet(&mut again, &id), before, "{length}");
        // Work goes on behind the cut.
        add(&mut again, &id, "نوفمبر");
        let mut third = open(&torn);
        assert_eq!(sheet(&mut third, &id).annotations().len(), 2, "{length}");
    }
}

#[test]
fn a_record_that_could_not_be_written_can_be_written_later() {
    let disk = MemoryDisk::default();
    let (mut opened, id) = with_article(&disk);
    disk.fail_from(0, Fault::Short(11));
    let edit = Edit::Add {
        article: id.clone(),
        annotation: annotation(0, "محمد", "PER"),
    };
    let done = transaction(Deed::Annotate, vec![edit]);
    assert!(matches!(
        opened.store.append(Step::Do, &done),
        Err(StoreError::DiskFull(_))
    ));
    disk.heal();
    opened.store.append(Step::Do, &done).unwrap();
    let mut again = open(&disk);
    assert_eq!(sheet(&mut again, &id).annotations().len(), 1);
}

#[test]
fn articles_come_back_byte_for_byte_and_are_not_stored_twice() {
    let disk = MemoryDisk::default();
    let (mut opened, id) = with_article(&disk);
    let entry = opened.project.entry(&id).unwrap().clone();
    assert_eq!(&*opened.store.load(&id, &entry).unwrap().0.text, TEXT);
    let twice = opened
        .store
        .add_article(TEXT, ArticleMeta::default(), &opened.project)
        .unwrap();
    assert_eq!(twice, Err(id));
}

#[test]
fn a_text_changed_by_another_program_is_not_trusted() {
    let disk = MemoryDisk::default();
    let (opened, id) = with_article(&disk);
    disk.tamper(&dir().join(format!("articles/{id}.txt")), |bytes| {
        bytes.push(b'!');
    });
    let entry = opened.project.entry(&id).unwrap().clone();
    assert!(matches!(
        opened.store.load(&id, &entry),
        Err(StoreError::Altered(_))
    ));
}

#[test]
fn what_is_no_project_is_told_apart() {
    let disk = MemoryDisk::default();
    let open = |disk: &MemoryDisk| {
        ProjectStore::open_on(Box::new(disk.clone()), &dir(), "me".into()).err()
    };
    assert!(matches!(open(&disk), Some(StoreError::Missing(_))));
    disk.tamper(&dir().join("letter.txt"), |bytes| bytes.push(b'a'));
    assert!(matches!(open(&disk), Some(StoreError::NotAProject(_))));
    let nested = "[".repeat(100_000);
    disk.tamper(&dir().join("project.ron"), |bytes| {
        bytes.extend(nested.bytes());
    });
    assert!(matches!(open(&disk), Some(StoreError::Damaged { .. })));
    let unsafe_name = ProjectStore::open_on(Box::new(disk), &dir(), "../me".into());
    assert!(unsafe_name.is_err());
}

#[test]
fn a_project_of_a_newer_version_is_opened_for_reading_only() {
    let disk = MemoryDisk::default();
    let (_, id) = with_article(&disk);
    disk.tamper(&dir().join("project.ron"), |bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        *bytes = text.replacen("format: 1", "format: 99", 1).into_bytes();
    });
    let mut opened = open(&disk);
    assert!(opened.notices.contains(&StoreNotice::Newer(99)));
    assert!(!opened.store.is_writable());
    hold(&mut opened, &id);
    let done = transaction(Deed::Annotate, Vec::new());
    assert!(matches!(
        opened.store.append(Step::Do, &done),
        Err(StoreError::ReadOnly(_))
    ));
}

#[test]
fn an_article_file_with_an_unsafe_name_is_left_out_and_told() {
    let disk = MemoryDisk::default();
    create(&disk);
    disk.tamper(&dir().join("articles/a\u{202E}b.ron"), |bytes| {
        bytes.extend(b"(title: \"x\", sha256: \"\")");
    });
    let opened = open(&disk);
    assert_eq!(opened.project.entries().len(), 0);
    assert!(
        opened
            .notices
            .iter()
            .any(|n| matches!(n, StoreNotice::ArticleLeftOut(..)))
    );
}

#[test]
fn a_second_window_as_the_same_person_only_reads() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("project");
    let labels = template("core").unwrap();
    let first = ProjectStore::create(&dir, "x", &labels, "me".into()).unwrap();
    let second = ProjectStore::open(&dir, "me".into()).unwrap();
    assert!(!second.store.is_writable());
    assert!(second.notices.contains(&StoreNotice::InUse(None)));
    let other = ProjectStore::open(&dir, "you".into()).unwrap();
    assert!(other.store.is_writable());
    drop(first);
    drop(second);
    assert!(
        ProjectStore::open(&dir, "me".into())
            .unwrap()
            .store
            .is_writable()
    );
}

#[test]
fn broken_settings_are_set_aside_and_defaults_taken() {
    let home = tempfile::tempdir().unwrap();
    let places = settings::places_in(home.path());
    let mut wanted = settings::Settings {
        language: "en".into(),
        ..settings::Settings::default()
    };
    wanted.remember(Path::new("/a"));
    settings::save(&places, &wanted).unwrap();
    assert_eq!(settings::load(&places), (wanted, None));
    std::fs::write(places.config.join("settings.ron"), "(language: ").unwrap();
    let (taken, aside) = settings::load(&places);
    assert_eq!(taken, settings::Settings::default());
    assert!(aside.unwrap().exists());
}

#[test]
fn labels_with_attributes_and_guidelines_are_there_after_a_crash_and_in_files() {
    let disk = MemoryDisk::default();
    let (mut opened, _) = with_article(&disk);
    let before = opened.project.labels().clone();
    let mut labels: Vec<Label> = before.iter().cloned().collect();
    let attribute = |id: &str, kind| Attribute {
        id: id.into(),
        name: Bilingual::new("حالة", "State"),
        kind,
    };
    labels[0].attributes = vec![
        attribute(
            "state",
            AttributeKind::Choice(vec!["حي".into(), "ميت".into()]),
        ),
        attribute("sure", AttributeKind::Boolean),
        attribute("wikidata", AttributeKind::Text),
    ];
    let after = LabelSet::new(labels).unwrap();
    let edits = vec![
        Edit::Labels {
            before,
            after: after.clone(),
        },
        Edit::Guidelines {
            before: String::new(),
            after: "# الدليل\n".into(),
        },
    ];
    perform(&mut opened, Step::Do, transaction(Deed::EditLabels, edits)).unwrap();
    // The journal alone.
    let again = open(&disk);
    assert_eq!(*again.project.labels(), after);
    assert_eq!(again.project.guidelines(), "# الدليل\n");
    // The files, as another annotator sees them.
    opened.store.save_project(&opened.project).unwrap();
    drop((opened, again));
    let other = ProjectStore::open_on(Box::new(disk.clone()), &dir(), "other".into()).unwrap();
    assert_eq!(*other.project.labels(), after);
    assert_eq!(other.project.guidelines(), "# الدليل\n");
}

/// A project written by version 1 of the format, kept as it was.
#[test]
fn every_version_ever_written_opens() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/projects/v1");
    let mut opened = ProjectStore::open_to_read(&kept, "me".into()).unwrap();
    let ids: Vec<ArticleId> = opened.project.entries().map(|(id, _)| id.clone()).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(opened.project.labels().len(), 18);
    let sheet = sheet(&mut opened, &ids[0]);
    let words: Vec<&str> = sheet.annotations().map(|a| a.span.text(TEXT)).collect();
    assert_eq!(words, ["محمد", "القاهرة", "نوفمبر"]);
    assert_eq!(sheet.decisions().len(), 1);
    assert_eq!(sheet.progress(), Progress::Discuss);
}

/// Writes the sample of [`every_version_ever_written_opens`]; only for a new format version.
#[test]
fn the_sample_project_is_what_this_version_writes() {
    let folder = tempfile::tempdir().unwrap();
    let dir = std::env::var_os("TAWSIM_WRITE_SAMPLE")
        .map_or_else(|| folder.path().join("v1"), PathBuf::from);
    let labels = template("news").unwrap();
    let mut opened = ProjectStore::create(&dir, "مشروع", &labels, "me".into()).unwrap();
    let added = opened
        .store
        .add_article(TEXT, ArticleMeta::default(), &opened.project);
    let (id, entry) = added.unwrap().unwrap();
    let list = Edit::List {
        article: id.clone(),
        entry,
    };
    perform(&mut opened, Step::Do, transaction(Deed::Import, vec![list])).unwrap();
    hold(&mut opened, &id);
    add(&mut opened, &id, "محمد");
    add(&mut opened, &id, "القاهرة");
    let edits = [(3, 3), (2, 0)]
        .map(|seed| edit_for(&opened.project, &id, seed))
        .to_vec();
    perform(&mut opened, Step::Do, transaction(Deed::Reject, edits)).unwrap();
    let now = opened.project.sheet(&id).unwrap().clone();
    opened.store.save_sheet(&id, &now).unwrap();
    add(&mut opened, &id, "نوفمبر");
    drop(opened);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/projects/v1");
    for file in [
        "project.ron",
        "journal/me.log",
        &format!("sheets/me/{id}.ron"),
        &format!("articles/{id}.ron"),
    ] {
        let written = std::fs::read_to_string(dir.join(file)).unwrap();
        assert_eq!(
            written,
            std::fs::read_to_string(kept.join(file)).unwrap(),
            "{file}"
        );
    }
}
