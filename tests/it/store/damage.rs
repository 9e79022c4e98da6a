//! What damage in one file must not do: reach other files, or swallow what is decided afterwards.

use super::*;

fn words_of(opened: &mut Opened, id: &ArticleId) -> usize {
    sheet(opened, id).annotations().len()
}

/// Three annotations, all of them in the sheet's file.
fn saved(disk: &MemoryDisk) -> ArticleId {
    let (mut opened, id) = with_article(disk);
    for word in &WORDS[..3] {
        add(&mut opened, &id, word);
    }
    let now = opened.project.sheet(&id).unwrap().clone();
    opened.store.save_sheet(&id, &now).unwrap();
    id
}

#[test]
fn after_a_cut_journal_new_decisions_are_not_taken_for_old_ones() {
    let disk = MemoryDisk::default();
    let id = saved(&disk);
    disk.tamper(&journal(), |bytes| {
        let line = bytes.iter().position(|byte| *byte == b'\n').unwrap();
        bytes[line + 20] ^= 1;
    });
    let mut opened = open(&disk);
    assert_eq!(words_of(&mut opened, &id), 3);
    add(&mut opened, &id, WORDS[3]);
    drop(opened);
    let mut again = open(&disk);
    assert_eq!(words_of(&mut again, &id), 4, "the new one is there");
    assert!(again.history.to_undo().is_some());
}

#[test]
fn without_a_journal_sheets_stand_and_new_decisions_count() {
    let disk = MemoryDisk::default();
    let id = saved(&disk);
    disk.tamper(&journal(), Vec::clear);
    let mut opened = open(&disk);
    assert_eq!(words_of(&mut opened, &id), 3);
    add(&mut opened, &id, WORDS[3]);
    let mut again = open(&disk);
    assert_eq!(words_of(&mut again, &id), 4);
}

#[test]
fn a_torn_record_that_could_not_be_cut_off_is_not_glued_to_the_next_one() {
    for nth in 0..3 {
        let disk = MemoryDisk::default();
        let (mut opened, id) = with_article(&disk);
        disk.fail_from(nth, Fault::Short(11));
        let mut done = 0;
        for word in WORDS {
            let next = opened.project.sheet(&id).unwrap().next_id().0;
            let edit = Edit::Add {
                article: id.clone(),
                annotation: annotation(next, word, "GPE"),
            };
            let step = transaction(Deed::Annotate, vec![edit]);
            step.apply(&mut opened.project).unwrap();
            while opened.store.append(Step::Do, &step).is_err() {
                assert!(opened.store.append(Step::Do, &step).is_err(), "still full");
                disk.heal();
            }
            done += 1;
        }
        let mut again = open(&disk);
        assert_eq!(words_of(&mut again, &id), done, "fault at write {nth}");
        assert!(
            !again
                .notices
                .iter()
                .any(|n| matches!(n, StoreNotice::JournalCut(_)))
        );
    }
}

#[test]
fn a_damaged_sheet_does_not_close_the_project() {
    let disk = MemoryDisk::default();
    let id = saved(&disk);
    let path = dir().join("sheets/me").join(format!("{id}.ron"));
    disk.tamper(&path, |bytes| bytes.truncate(bytes.len() / 2));
    let opened = open(&disk);
    let entry = opened.project.entry(&id).unwrap();
    let loaded = opened.store.load(&id, entry);
    assert!(matches!(loaded, Err(StoreError::Damaged { .. })));
}

#[test]
fn a_second_tear_at_the_same_place_keeps_the_first_one_aside() {
    let disk = MemoryDisk::default();
    drop(with_article(&disk));
    let mut asides = Vec::new();
    for torn in ["first", "second"] {
        disk.tamper(&journal(), |bytes| bytes.extend_from_slice(torn.as_bytes()));
        let notices = open(&disk).notices;
        let aside = notices.iter().find_map(|notice| match notice {
            StoreNotice::JournalCut(path) => Some(path.clone()),
            _ => None,
        });
        asides.push(disk.read(&aside.unwrap(), 99).unwrap());
        for (aside, torn) in asides.iter().zip(["first", "second"]) {
            assert_eq!(aside, torn.as_bytes());
        }
    }
    let names = disk.list(&dir().join("journal")).unwrap();
    let kept = names.iter().filter(|name| name.contains("torn"));
    assert_eq!(kept.count(), 2, "{names:?}");
}

#[test]
fn a_journal_that_cannot_be_cut_is_only_read() {
    for nth in 0..2 {
        let disk = MemoryDisk::default();
        let (_, id) = with_article(&disk);
        disk.tamper(&journal(), |bytes| bytes.extend_from_slice(b"torn"));
        let before = disk.read(&journal(), 1 << 20).unwrap();
        disk.fail_from(nth, Fault::Forbidden);
        let opened = open(&disk);
        assert!(!opened.store.is_writable());
        assert!(opened.notices.contains(&StoreNotice::NotWritable));
        assert!(opened.project.entry(&id).is_some());
        assert_eq!(disk.read(&journal(), 1 << 20).unwrap(), before);
    }
}

#[test]
fn hostile_files_are_errors() {
    let disk = MemoryDisk::default();
    drop(with_article(&disk));
    let nested = format!(
        "(format: 1, name: \"x\", labels: [], more: {}",
        "[".repeat(100_000)
    );
    disk.tamper(&dir().join("project.ron"), |bytes| {
        *bytes = nested.into_bytes();
    });
    let opened = ProjectStore::open_on(Box::new(disk), &dir(), "me".into());
    assert!(matches!(opened, Err(StoreError::Damaged { .. })));

    let folder = tempfile::tempdir().unwrap();
    let file = std::fs::File::create(folder.path().join("project.ron")).unwrap();
    // Takes no space on disk, but claims to be larger than any project.
    file.set_len(300 << 20).unwrap();
    let opened = ProjectStore::open(folder.path(), "me".into());
    assert!(matches!(opened, Err(StoreError::TooLarge(_))));
}
