//! Others at work in the folder: another machine, another annotator, programs that synchronise.

use super::*;
use tawsim::store::claim::{Owner, STALE};

fn other(disk: &MemoryDisk, name: &str) -> Opened {
    ProjectStore::open_on(Box::new(disk.clone()), &dir(), name.into()).unwrap()
}

#[test]
fn what_others_do_is_noticed_and_nothing_else() {
    let disk = MemoryDisk::default();
    let (mut mine, id) = with_article(&disk);
    assert!(mine.store.look(&mine.project).is_empty());
    add(&mut mine, &id, "محمد");
    let now = mine.project.sheet(&id).unwrap().clone();
    mine.store.save_sheet(&id, &now).unwrap();
    assert!(
        mine.store.look(&mine.project).is_empty(),
        "one's own work is no news"
    );

    let mut theirs = other(&disk, "سارة");
    let added = theirs
        .store
        .add_article("نص آخر", ArticleMeta::default(), &theirs.project);
    let (new, entry) = added.unwrap().unwrap();
    hold(&mut theirs, &id);
    add(&mut theirs, &id, "بغداد");
    let core = template("core").unwrap();
    theirs.project.relabel(core.clone());
    theirs.store.save_project(&theirs.project).unwrap();
    let changes = mine.store.look(&mine.project);
    assert_eq!(changes.added, [(new, entry)]);
    assert_eq!(changes.labels, Some(core.clone()));
    assert_eq!(changes.others, ["سارة".into()]);
    assert!(changes.gone.is_empty() && changes.sheets.is_empty() && changes.altered.is_empty());
    mine.project.relabel(core);
    assert!(mine.store.look(&mine.project).is_empty(), "once");
}

#[test]
fn files_that_other_programs_touch_while_open_are_told_of_and_decisions_stay() {
    let disk = MemoryDisk::default();
    let (mut mine, id) = with_article(&disk);
    add(&mut mine, &id, "محمد");
    let text = dir().join(format!("articles/{id}.txt"));
    disk.tamper(&text, |bytes| bytes.push(b'!'));
    assert_eq!(
        mine.store.look(&mine.project).altered,
        std::slice::from_ref(&id)
    );
    disk.lose(&text);
    disk.lose(&text.with_extension("ron"));
    let changes = mine.store.look(&mine.project);
    assert_eq!(changes.gone, std::slice::from_ref(&id));
    add(&mut mine, &id, "بغداد");
    disk.tamper(&text, |bytes| *bytes = TEXT.into());
    let mut again = open(&disk);
    assert_eq!(sheet(&mut again, &id).annotations().len(), 2);
}

#[test]
fn a_sheet_that_another_program_changed_is_kept_beside_ones_own() {
    let disk = MemoryDisk::default();
    let (mut mine, id) = with_article(&disk);
    add(&mut mine, &id, "محمد");
    let now = mine.project.sheet(&id).unwrap().clone();
    mine.store.save_sheet(&id, &now).unwrap();
    let path = dir().join(format!("sheets/me/{id}.ron"));
    disk.tamper(&path, |bytes| bytes.extend_from_slice(b"// by hand\n"));
    let by_hand = disk.read(&path, u64::MAX).unwrap();
    assert_eq!(
        mine.store.look(&mine.project).sheets,
        std::slice::from_ref(&id)
    );
    add(&mut mine, &id, "بغداد");
    let now = mine.project.sheet(&id).unwrap().clone();
    mine.store.save_sheet(&id, &now).unwrap();
    let news = mine.store.take_news();
    let [StoreNotice::ForeignSheet(aside)] = news.as_slice() else {
        panic!("{news:?}");
    };
    assert_eq!(disk.read(aside, u64::MAX).unwrap(), by_hand);
    let mut again = open(&disk);
    assert_eq!(sheet(&mut again, &id), now);
}

#[test]
fn conflict_copies_are_told_of_and_are_neither_articles_nor_annotators() {
    let disk = MemoryDisk::default();
    let (mine, id) = with_article(&disk);
    drop(mine);
    for copy in [
        format!("articles/{id}.sync-conflict-20261125-210541-K2ZQ3AB.ron"),
        format!("articles/{id} (Sara's conflicted copy 2026-11-25).ron"),
        "journal/me.sync-conflict-20261125-210541-K2ZQ3AB.log".to_owned(),
    ] {
        disk.tamper(&dir().join(copy), |bytes| bytes.push(b'('));
    }
    let opened = open(&disk);
    assert_eq!(opened.project.entries().len(), 1);
    assert_eq!(opened.store.annotators().unwrap(), ["me".into()]);
    let told = opened.notices.iter();
    let told = told.filter(|n| matches!(n, StoreNotice::ConflictCopies(two) if two.len() == 2));
    assert_eq!(told.count(), 1, "{:?}", opened.notices);
}

#[test]
fn a_folder_that_is_gone_is_told_of_and_comes_back() {
    let disk = MemoryDisk::default();
    let (mut mine, id) = with_article(&disk);
    let file = dir().join("project.ron");
    let bytes = disk.read(&file, u64::MAX).unwrap();
    disk.lose(&file);
    assert!(mine.store.look(&mine.project).is_unreachable());
    disk.tamper(&file, |file| *file = bytes);
    assert!(!mine.store.look(&mine.project).is_unreachable());
    add(&mut mine, &id, "محمد");
}

/// As a claim from another machine stands in the folder.
fn claim(folder: &Path, machine: &str, seen: u64) {
    let text =
        format!("(person:\"sara\",machine:\"{machine}\",process:7,since:{seen},seen:{seen})");
    std::fs::write(folder.join("journal/me.owner"), text).unwrap();
}

#[test]
fn a_claim_from_another_machine_counts_until_it_is_stale() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("project");
    drop(ProjectStore::create(&dir, "x", &template("core").unwrap(), "me".into()).unwrap());
    let now = 1_000_000_000;
    let open = || {
        let owner = Owner::here(Timestamp(now));
        ProjectStore::open_as(&dir, "me".into(), owner, None).unwrap()
    };
    // A clock that is some minutes off, either way, keeps out as well.
    for seen in [now, now - STALE + 1, now + STALE - 1] {
        claim(&dir, "far-away", seen);
        let opened = open();
        assert!(!opened.store.is_writable());
        let [StoreNotice::InUse(Some(owner))] = opened.notices.as_slice() else {
            panic!("{:?}", opened.notices);
        };
        assert_eq!((&*owner.person, &*owner.machine), ("sara", "far-away"));
    }
    for seen in [now - STALE, now + STALE, 0] {
        claim(&dir, "far-away", seen);
        assert!(open().store.is_writable(), "stale: seen at {seen}");
    }
    // On this machine the system knows that the process is gone.
    let here = Owner::here(Timestamp(now)).machine;
    claim(&dir, &here, now);
    let opened = open();
    assert!(opened.store.is_writable());
    let second = open();
    assert!(
        matches!(second.notices.as_slice(), [StoreNotice::InUse(Some(owner))] if owner.process == std::process::id())
    );
    drop(opened);
    assert!(!dir.join("journal/me.owner").exists());
}
