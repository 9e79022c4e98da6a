//! Faults at every call of the operating system that writing is made of, power cuts at every one of
//! them, and every flipped bit and every tear of a journal: what was confirmed is there.

use super::*;
use tawsim::store::journal;

const FAULTS: [Fault; 7] = [
    Fault::Full,
    Fault::Short(1),
    Fault::Short(70),
    Fault::Broken,
    Fault::Forbidden,
    Fault::Late,
    Fault::Dead,
];

/// What a person was told is saved.
#[derive(Default)]
struct Told {
    /// The article is listed.
    listed: Option<ArticleId>,
    /// Annotations on it.
    annotations: Vec<AnnotationId>,
}

/// A short day's work: a project is made, an article imported and annotated, its sheet saved twice,
/// the labels changed. A step that fails is tried again as often as `patience` says.
fn work(disk: &MemoryDisk, told: &mut Told, patience: usize) -> Option<()> {
    let labels = template("core").unwrap();
    stubborn(patience, || {
        // It may be there though its making was said to have failed.
        let there = disk.exists(&dir().join("project.ron"));
        let made = || ProjectStore::make(disk, &dir(), "x", &labels);
        if there { Ok(()) } else { made() }
    })?;
    let open = || ProjectStore::open_on(Box::new(disk.clone()), &dir(), "me".into());
    let mut opened = stubborn(patience, open)?;
    if !opened.store.is_writable() {
        disk.heal();
        drop(opened);
        opened = stubborn(patience, open)?;
    }
    let Opened { store, project, .. } = &mut opened;
    let meta = ArticleMeta::default;
    let added = stubborn(patience, || store.add_article(TEXT, meta(), project))?;
    let id = match added {
        Ok((article, entry)) => {
            let id = article.clone();
            let list = Edit::List { article, entry };
            save(&mut opened, patience, transaction(Deed::Import, vec![list]))?;
            id
        }
        // Its files outlived an earlier end of the work.
        Err(known) => known,
    };
    told.listed = Some(id.clone());
    hold(&mut opened, &id);
    for (at, word) in WORDS.iter().enumerate() {
        let next = opened.project.sheet(&id).unwrap().next_id();
        let edit = Edit::Add {
            article: id.clone(),
            annotation: annotation(next.0, word, "LOC"),
        };
        save(
            &mut opened,
            patience,
            transaction(Deed::Annotate, vec![edit]),
        )?;
        told.annotations.push(next);
        if at % 2 == 1 {
            let now = opened.project.sheet(&id).unwrap().clone();
            drop(opened.store.save_sheet(&id, &now));
        }
        if at == 2 {
            drop(opened.store.save_project(&opened.project));
        }
    }
    Some(())
}

fn stubborn<R, E>(patience: usize, mut attempt: impl FnMut() -> Result<R, E>) -> Option<R> {
    (0..=patience).find_map(|_| attempt().ok())
}

fn save(opened: &mut Opened, patience: usize, transaction: Transaction) -> Option<()> {
    transaction.apply(&mut opened.project).unwrap();
    stubborn(patience, || opened.store.append(Step::Do, &transaction))
}

/// The project opens and all that was told is there.
fn verify(disk: &MemoryDisk, told: &Told, when: &str) {
    let Some(id) = &told.listed else {
        return;
    };
    let mut opened = open(disk);
    let entry = opened.project.entry(id).cloned();
    let entry = entry.unwrap_or_else(|| panic!("{when}: the article is lost"));
    let (article, _) = opened.store.load(id, &entry).unwrap();
    assert_eq!(&*article.text, TEXT, "{when}");
    let sheet = sheet(&mut opened, id);
    for annotation in &told.annotations {
        assert!(
            sheet.get(*annotation).is_some(),
            "{when}: {annotation:?} is lost"
        );
    }
}

/// Number of calls of an undisturbed day.
fn calls() -> usize {
    let disk = MemoryDisk::default();
    work(&disk, &mut Told::default(), 0).unwrap();
    assert!(disk.writes() > 50, "{}", disk.writes());
    disk.writes()
}

/// A small generator of numbers that look random, the same on every run.
fn dice(seed: usize) -> impl FnMut(usize) -> usize {
    let mut state = seed as u64 ^ 0x9E37_79B9_7F4A_7C15;
    move |sides| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % sides as u64).unwrap()
    }
}

#[test]
fn whichever_call_fails_what_was_confirmed_is_there() {
    for nth in 0..calls() {
        for fault in FAULTS {
            for patience in [0, 1, 3] {
                let when = format!("{fault:?} at call {nth}, {patience} attempts more");
                let (disk, mut told) = (MemoryDisk::default(), Told::default());
                disk.fail_at(nth, fault);
                let done = work(&disk, &mut told, patience);
                let passing = !matches!(fault, Fault::Dead | Fault::Short(_));
                assert!(
                    done.is_some() || patience < 3 || !passing,
                    "{when}: it passes"
                );
                verify(&disk.snapshot(), &told, &when);
                let worst = disk.after_power_cut(|_| 0);
                verify(&worst, &told, &format!("{when}, then the power is cut"));
                let chance = disk.after_power_cut(dice(nth * 31 + patience));
                verify(
                    &chance,
                    &told,
                    &format!("{when}, then a power cut of chance"),
                );
            }
        }
    }
}

#[test]
fn a_disk_that_stays_broken_takes_nothing_back() {
    for nth in 0..calls() {
        for fault in FAULTS {
            let (disk, mut told) = (MemoryDisk::default(), Told::default());
            disk.fail_from(nth, fault);
            work(&disk, &mut told, 1);
            verify(
                &disk.snapshot(),
                &told,
                &format!("{fault:?} from call {nth}"),
            );
        }
    }
}

#[test]
fn whenever_the_power_is_cut_what_was_confirmed_is_there_and_work_goes_on() {
    for nth in 0..calls() {
        let (disk, mut told) = (MemoryDisk::default(), Told::default());
        disk.fail_from(nth, Fault::Dead);
        work(&disk, &mut told, 0);
        for seed in 0..8 {
            let mut roll = dice(nth * 8 + seed);
            let cut = disk.after_power_cut(|sides| if seed == 0 { 0 } else { roll(sides) });
            let when = format!("power cut {seed} at call {nth}");
            verify(&cut, &told, &when);
            let mut later = Told::default();
            if told.listed.is_none() {
                assert!(
                    work(&cut, &mut later, 0).is_some(),
                    "{when}: work begins anew"
                );
                verify(&cut.after_power_cut(|_| 0), &later, &when);
            }
        }
    }
}

/// A journal of a day with notes in it, and its records.
fn day() -> (MemoryDisk, ArticleId, Vec<u8>) {
    let disk = MemoryDisk::default();
    let (mut opened, id) = with_article(&disk);
    for word in WORDS {
        add(&mut opened, &id, word);
    }
    let bytes = disk.read(&journal(), u64::MAX).unwrap();
    (disk, id, bytes)
}

#[test]
fn any_flipped_bit_of_a_journal_is_put_right() {
    let (_, _, bytes) = day();
    let records = journal::read(&bytes).records;
    let mut hurt = bytes.clone();
    for at in 0..bytes.len() {
        let bit = 1 << (at % 8);
        hurt[at] ^= bit;
        let reading = journal::read(&hurt);
        // A case of letters in the checksum means the same.
        if !reading.flaws.is_empty() {
            assert_eq!(reading.mended(&hurt), bytes, "byte {at}");
        }
        assert_eq!(reading.records, records, "byte {at}");
        hurt[at] ^= bit;
    }
}

#[test]
fn a_journal_with_a_flipped_bit_opens_whole_and_is_told_of() {
    let (disk, id, bytes) = day();
    let mut undisturbed = open(&disk.snapshot());
    let before = sheet(&mut undisturbed, &id);
    for at in (8..bytes.len()).step_by(61) {
        let hurt = disk.snapshot();
        hurt.tamper(&journal(), |bytes| bytes[at] ^= 0x10);
        let mut again = open(&hurt);
        let told = again.notices.iter().find_map(|notice| match notice {
            StoreNotice::JournalMended(1, aside) => Some(aside.clone()),
            _ => None,
        });
        let kept = hurt.read(&told.expect("told"), u64::MAX).unwrap();
        assert_eq!(kept.len(), bytes.len(), "not a byte is thrown away");
        assert_eq!(hurt.read(&journal(), u64::MAX).unwrap(), bytes, "byte {at}");
        assert_eq!(sheet(&mut again, &id), before, "byte {at}");
        assert_eq!(again.history, undisturbed.history);
    }
}

#[test]
fn damage_past_recognition_costs_no_other_record() {
    let (disk, id, bytes) = day();
    let lines: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'\n').collect();
    for line in 1..lines.len() - 1 {
        let hurt = disk.snapshot();
        hurt.tamper(&journal(), |bytes| {
            bytes[lines[line - 1] + 30..lines[line] - 30].fill(b'?');
        });
        let mut again = open(&hurt);
        let gaps = again.notices.iter();
        let gaps = gaps.filter(|n| matches!(n, StoreNotice::JournalGap(1, _)));
        assert_eq!(gaps.count(), 1, "{:?}", again.notices);
        assert_eq!(sheet(&mut again, &id).annotations().len(), WORDS.len() - 1);
        add(&mut again, &id, "عاد");
        drop(again);
        let mut third = open(&hurt);
        assert_eq!(sheet(&mut third, &id).annotations().len(), WORDS.len());
        assert!(
            third
                .notices
                .iter()
                .all(|n| matches!(n, StoreNotice::Recovered(_)))
        );
    }
}

#[test]
fn two_copies_of_a_journal_joined_by_a_merge_count_once_and_together() {
    let (disk, id, bytes) = day();
    let other = disk.snapshot();
    let mut here = open(&disk);
    hold(&mut here, &id);
    add(&mut here, &id, "زار");
    drop(here);
    let mut there = open(&other);
    hold(&mut there, &id);
    add(&mut there, &id, "عاد");
    let theirs = other.read(&journal(), u64::MAX).unwrap();
    disk.tamper(&journal(), |ours| {
        let mine = ours.split_off(bytes.len());
        ours.extend_from_slice(b"<<<<<<< HEAD\n");
        ours.extend_from_slice(&mine);
        ours.extend_from_slice(b"=======\n");
        ours.extend_from_slice(&theirs[bytes.len()..]);
        ours.extend_from_slice(&theirs[bytes.len()..]);
        ours.extend_from_slice(b">>>>>>> theirs\n");
    });
    let mut joined = open(&disk);
    let sheet = sheet(&mut joined, &id);
    let words: Vec<&str> = sheet.annotations().map(|a| a.span.text(TEXT)).collect();
    assert_eq!(words.len(), WORDS.len() + 2, "{words:?}");
    assert!(words.contains(&"زار") && words.contains(&"عاد"));
}

#[test]
fn a_record_of_a_newer_version_is_left_alone() {
    let (disk, id, bytes) = day();
    disk.tamper(&journal(), |bytes| {
        let body = "(seq:99,step:Do,deed:\"dream\",at:7,edits:[])";
        let sum = crc32fast::hash(body.as_bytes());
        bytes.extend_from_slice(format!("{sum:08x} {body}\n").as_bytes());
    });
    let mut opened = open(&disk);
    assert!(!opened.store.is_writable());
    assert!(
        opened
            .notices
            .iter()
            .any(|n| matches!(n, StoreNotice::Newer(_)))
    );
    assert_eq!(sheet(&mut opened, &id).annotations().len(), WORDS.len());
    let now = disk.read(&journal(), u64::MAX).unwrap();
    assert!(
        now.starts_with(&bytes) && now.len() > bytes.len(),
        "nothing is cut off"
    );
}

#[test]
fn a_project_whose_file_only_a_newer_version_understands_is_told_to_be_newer() {
    let (disk, ..) = day();
    disk.tamper(&dir().join("project.ron"), |bytes| {
        *bytes = b"(format: 7, name: [\"a\", \"b\"], labels: Tree((1, Some(2))))".to_vec();
    });
    let opened = ProjectStore::open_on(Box::new(disk), &dir(), "me".into());
    assert!(matches!(opened, Err(StoreError::Newer(7, _))));
}

#[test]
fn a_journal_that_is_removed_or_cut_while_open_takes_no_decision_along() {
    let cuts: [&dyn Fn(&MemoryDisk); 3] = [
        &|disk| disk.lose(&journal()),
        &|disk| disk.tamper(&journal(), Vec::clear),
        &|disk| disk.tamper(&journal(), |bytes| bytes.truncate(bytes.len() * 2 / 3)),
    ];
    for (nth, cut) in cuts.iter().enumerate() {
        let disk = MemoryDisk::default();
        let (mut opened, id) = with_article(&disk);
        for word in &WORDS[..4] {
            add(&mut opened, &id, word);
        }
        cut(&disk);
        add(&mut opened, &id, WORDS[4]);
        assert!(
            opened.store.take_news().contains(&StoreNotice::JournalLost),
            "{nth}"
        );
        let before = opened.project.sheet(&id).unwrap().clone();
        let mut again = open(&disk.after_power_cut(|_| 0));
        assert_eq!(sheet(&mut again, &id), before, "{nth}");
        add(&mut again, &id, "عاد");
    }
}

#[test]
fn lines_that_came_from_elsewhere_while_open_count() {
    let disk = MemoryDisk::default();
    let (mut opened, id) = with_article(&disk);
    add(&mut opened, &id, WORDS[0]);
    let elsewhere = disk.snapshot();
    let mut there = open(&elsewhere);
    hold(&mut there, &id);
    add(&mut there, &id, WORDS[1]);
    let theirs = elsewhere.read(&journal(), u64::MAX).unwrap();
    disk.tamper(&journal(), |bytes| *bytes = theirs);
    add(&mut opened, &id, WORDS[2]);
    assert!(opened.store.take_news().contains(&StoreNotice::JournalGrew));
    let mut again = open(&disk);
    assert_eq!(sheet(&mut again, &id).annotations().len(), 3);
}

#[test]
fn a_clock_that_goes_backwards_changes_no_order() {
    let disk = MemoryDisk::default();
    let (mut opened, id) = with_article(&disk);
    for (at, word) in [(900, WORDS[0]), (30, WORDS[1]), (0, WORDS[2])] {
        let next = opened.project.sheet(&id).unwrap().next_id().0;
        let edit = Edit::Add {
            article: id.clone(),
            annotation: annotation(next, word, "GPE"),
        };
        let mut done = transaction(Deed::Annotate, vec![edit]);
        done.at = Timestamp(at);
        perform(&mut opened, Step::Do, done).unwrap();
    }
    let again = open(&disk);
    let times: Vec<u64> = again.history.done().iter().map(|done| done.at.0).collect();
    assert_eq!(times, [7, 900, 30, 0]);
    assert_eq!(again.history, opened.history);
}
