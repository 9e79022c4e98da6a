//! What the fuzz targets `store` and `extract` do with any bytes: shared with the tests, so that the
//! targets cannot rot and every finding stays a test.
//!
//! The first byte chooses the reader, the rest is what it reads. Nothing may panic, and what is said
//! to be readable must hold together.

use std::path::{Path, PathBuf};

use tawsim::edit::change::Edit;
use tawsim::edit::history::Step;
use tawsim::edit::transaction::{Deed, Transaction};
use tawsim::extract::{self, Extracted, Fault, Options, Sink};
use tawsim::model::article::ArticleMeta;
use tawsim::model::ids::{ArticleId, Timestamp};
use tawsim::store::disk::Disk;
use tawsim::store::memory::MemoryDisk;
use tawsim::store::project::{Opened, ProjectStore};
use tawsim::store::{ids, journal, labels, lexicon, own, settings};

/// The text of the article in the project that is opened.
pub(crate) const TEXT: &str = "زار محمد بغداد ثم عاد إلى القاهرة.\n";

/// Readers of [`store`], by the first byte.
pub(crate) const READERS: &[&str] = &[
    "project.ron",
    "article.ron",
    "article.txt",
    "sheet.ron",
    "journal.log",
    "record",
    "lexicon.ron",
    "patterns.ron",
    "names.tsv",
    "labels.ron",
    "settings.ron",
];

/// Endings of the files that [`extract`] reads, by the first byte.
pub(crate) const ENDINGS: &[&str] = &[
    "txt",
    "md",
    "html",
    "csv",
    "tsv",
    "jsonl",
    "docx",
    "zip",
    "document.xml",
    "",
];

fn dir() -> PathBuf {
    PathBuf::from("/project")
}

fn put(disk: &MemoryDisk, name: &str, bytes: &[u8]) {
    disk.tamper(&dir().join(name), |file| *file = bytes.to_vec());
}

/// A sound project with one article.
fn project() -> Option<(MemoryDisk, ArticleId)> {
    let disk = MemoryDisk::default();
    let labels = labels::template("core")?;
    let created =
        ProjectStore::create_on(Box::new(disk.clone()), &dir(), "x", &labels, "me".into());
    let mut opened = created.ok()?;
    let meta = ArticleMeta::default();
    let added = opened.store.add_article(TEXT, meta, &opened.project);
    let (id, _) = added.ok()?.ok()?;
    Some((disk, id))
}

/// Puts bytes in the place of one of the store's files and opens what there is.
pub(crate) fn store(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let Some((disk, id)) = project() else {
        return;
    };
    match READERS[usize::from(*choice) % READERS.len()] {
        "project.ron" => put(&disk, "project.ron", bytes),
        "article.ron" => put(&disk, &format!("articles/{id}.ron"), bytes),
        "article.txt" => put(&disk, &format!("articles/{id}.txt"), bytes),
        "sheet.ron" => put(&disk, &format!("sheets/me/{id}.ron"), bytes),
        "journal.log" => put(&disk, "journal/me.log", bytes),
        "record" => put(&disk, "journal/me.log", &sealed(bytes)),
        "lexicon.ron" => {
            put(&disk, "lexicon.ron", bytes);
            let (entries, _) = lexicon::read(&disk, &dir());
            drop(lexicon::merge(&entries, &entries));
        }
        "patterns.ron" => put(&disk, "patterns.ron", bytes),
        "names.tsv" => put(&disk, "gazetteers/names.tsv", bytes),
        "labels.ron" => {
            put(&disk, "labels.ron", bytes);
            drop(labels::from_file(&disk, &dir().join("labels.ron")));
        }
        _ => {
            let read = settings::parse(bytes);
            assert!(read.is_none_or(|read| read.recent.len() <= bytes.len()));
        }
    }
    drop(own::read(&disk, &dir()));
    if let Ok(opened) = ProjectStore::open_on(Box::new(disk.clone()), &dir(), "me".into()) {
        go_on(&disk, opened);
    }
}

/// A line of a journal whose checksum is right, so that its content is looked at.
pub(crate) fn sealed(body: &[u8]) -> Vec<u8> {
    let body: Vec<u8> = body.iter().copied().filter(|b| *b != b'\n').collect();
    let mut line = format!("{:08x} ", crc32fast(&body)).into_bytes();
    line.extend(body);
    line.push(b'\n');
    line
}

/// CRC-32 by bits, so that the fuzz package needs no crate for it.
fn crc32fast(bytes: &[u8]) -> u32 {
    let mut crc = !0_u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

/// What could be opened can be read, added to and opened again with what was added.
fn go_on(disk: &MemoryDisk, mut opened: Opened) {
    let entries: Vec<_> = opened
        .project
        .entries()
        .map(|(id, e)| (id.clone(), e.clone()))
        .collect();
    for (id, entry) in &entries {
        assert!(ids::is_safe(id.as_str()), "{id}");
        if let Ok((article, sheet)) = opened.store.load(id, entry) {
            for annotation in sheet.annotations() {
                for span in annotation.spans() {
                    assert!(article.text.is_char_boundary(span.start()));
                    assert!(article.text.is_char_boundary(span.end()));
                }
            }
            opened.project.hold(article, sheet);
        }
    }
    let read = journal::read(
        &disk
            .read(&dir().join("journal/me.log"), u64::MAX)
            .unwrap_or_default(),
    );
    let text = format!("نص {}", entries.len());
    let added = opened
        .store
        .add_article(&text, ArticleMeta::default(), &opened.project);
    let Ok(Ok((article, entry))) = added else {
        return;
    };
    let edits = vec![Edit::List {
        article: article.clone(),
        entry,
    }];
    let transaction = Transaction {
        deed: Deed::Import,
        at: Timestamp(1),
        edits,
    };
    let written = opened.store.append(Step::Do, &transaction);
    drop(opened);
    if written.is_ok() {
        let again =
            ProjectStore::open_on(Box::new(disk.clone()), Path::new("/project"), "me".into());
        let again = again.expect("what was open can be opened again");
        assert!(again.project.entry(&article).is_some());
        let now = journal::read(
            &disk
                .read(&dir().join("journal/me.log"), u64::MAX)
                .unwrap_or_default(),
        );
        assert!(now.flaws.is_empty());
        assert_eq!(
            now.records.len(),
            read.records.len() + 1,
            "no record was lost"
        );
    }
}

/// Counts what is found, and ends a reading that would not end.
#[derive(Default)]
struct Counted {
    articles: usize,
    faults: usize,
    bytes: usize,
}

impl Sink for Counted {
    fn article(&mut self, article: Extracted) {
        assert!(!article.text.trim().is_empty());
        let meta = article.meta;
        for value in [
            Some(meta.title),
            meta.source,
            meta.date,
            meta.url,
            meta.language,
        ]
        .into_iter()
        .flatten()
        {
            assert!(value.chars().count() <= 500 && !value.contains(char::is_control));
        }
        self.articles += 1;
        self.bytes += article.text.len();
    }

    fn fault(&mut self, _: Fault) {
        self.faults += 1;
    }

    fn enough(&self) -> bool {
        self.articles + self.faults > 100_000
    }
}

/// Extracts the articles of a file of any kind.
pub(crate) fn extract(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let ending = ENDINGS[usize::from(*choice) % ENDINGS.len()];
    let mut counted = Counted::default();
    if ending == "document.xml" {
        let document = zipped("word/document.xml", bytes);
        extract::extract(&document, "a.docx", &Options::default(), &mut counted);
    } else {
        let name = format!("a.{ending}");
        extract::extract(bytes, &name, &Options::default(), &mut counted);
    }
    assert!(
        counted.articles + counted.faults > 0,
        "silence is no answer"
    );
}

/// An archive with one member, stored as it is.
pub(crate) fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let crc = crc32fast(bytes);
    let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
    let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    common.extend(crc.to_le_bytes());
    common.extend(size.to_le_bytes());
    common.extend(size.to_le_bytes());
    common.extend(length.to_le_bytes());
    common.extend([0, 0]);
    let mut file = b"PK\x03\x04".to_vec();
    file.extend(&common);
    file.extend(name.as_bytes());
    file.extend(bytes);
    let start = u32::try_from(file.len()).unwrap_or(u32::MAX);
    file.extend(b"PK\x01\x02\x14\0");
    file.extend(&common);
    file.extend([0; 14 - 4]);
    file.extend([0; 4]);
    file.extend(name.as_bytes());
    let length = u32::try_from(file.len()).unwrap_or(u32::MAX) - start;
    file.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    file.extend(length.to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}
