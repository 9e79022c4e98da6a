//! The index: what the files of articles and sheets say, so that opening a large project need not
//! read them all.
//!
//! It is derived and may be deleted at any time. A file is taken from the index only if its length
//! and its time of change are those noted, and it was last changed well before the index was
//! written: a later change within one tick of the file system's clock could not be told. Anything
//! else is read. An index that is damaged, or of another version of the program, is none.

use std::collections::HashMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::ProjectStore;
use crate::model::article::ArticleMeta;
use crate::model::ids::{ArticleId, EngineId};
use crate::model::project::ArticleEntry;
use crate::model::sheet::{Progress, Remarks};
use crate::model::tally::{Standing, Tally, Verdicts};
use crate::store::disk::Stamp;
use crate::store::error::StoreError;
use crate::text::paragraph::Direction;

/// How an index begins; the number changes with what is in it.
const MAGIC: &[u8] = b"tawsim index 1\n";

/// Largest index, in bytes.
const LARGEST: u64 = 1 << 30;

/// A file changed less than this before the index was written is read again, in nanoseconds.
const TICK: u128 = 2_000_000_000;

/// Files that may be read at each opening before the index is written anew.
const STALE: usize = 256;

/// Length and time of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    length: u64,
    modified: u128,
}

#[derive(Debug, Serialize, Deserialize)]
struct ArticleRow {
    mark: Mark,
    title: String,
    source: Option<String>,
    date: Option<String>,
    url: Option<String>,
    language: Option<String>,
    /// Whether it runs from right to left, where people said so.
    rtl: Option<bool>,
    sha256: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SheetRow {
    mark: Mark,
    progress: u8,
    note: String,
    blind: bool,
    /// Annotations by label.
    annotations: Vec<(String, usize)>,
    verdicts: Vec<VerdictsRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct VerdictsRow {
    engine: String,
    label: String,
    accepted: usize,
    edited: usize,
    rejected: usize,
    timed: usize,
    took: u64,
}

/// Rows by article.
type Table<R> = HashMap<String, R, foldhash::fast::RandomState>;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Rows {
    articles: Table<ArticleRow>,
    sheets: Table<SheetRow>,
}

/// The index of a project for one annotator, and what was read past it. The rows that are on disk
/// are in memory only while the project is opened.
#[derive(Debug, Default)]
pub(super) struct Index {
    old: Rows,
    /// When the old one was written.
    written: u128,
    /// Rows that the one on disk has not, or has otherwise.
    new: Rows,
    /// The sheets that it knows as they are.
    sheets: HashMap<ArticleId, Mark>,
    /// Files that were not taken from it.
    read: usize,
}

impl Index {
    /// What is known of an article's file that stands there like this. It leaves memory.
    fn article(&mut self, id: &str, stamp: Option<Stamp>) -> Option<ArticleEntry> {
        let row = self.old.articles.remove(id)?;
        let known = self.trusted(stamp) == Some(row.mark);
        known.then(|| entry(row))
    }

    /// Notes what an article's file says.
    fn note_article(&mut self, id: &str, stamp: Option<Stamp>, entry: &ArticleEntry) {
        self.read += 1;
        if let Some(mark) = stamp.map(mark) {
            self.new.articles.insert(id.to_owned(), row(mark, entry));
        }
    }

    /// How the annotator stands with an article, by its row, if the sheet's file stands there like
    /// this.
    fn sheet(&mut self, id: &ArticleId, row: &SheetRow, stamp: Option<Stamp>) -> Option<Standing> {
        let mark = self.trusted(stamp).filter(|mark| *mark == row.mark)?;
        let standing = standing(row)?;
        self.sheets.insert(id.clone(), mark);
        Some(standing)
    }

    /// Notes what a sheet's file says.
    fn note_sheet(&mut self, id: &ArticleId, stamp: Option<Stamp>, standing: &Standing) {
        let Some(mark) = stamp.map(mark) else { return };
        if self.sheets.insert(id.clone(), mark) != Some(mark) {
            self.read += 1;
            let row = sheet_row(mark, standing);
            self.new.sheets.insert(id.to_string(), row);
        }
    }

    fn trusted(&self, stamp: Option<Stamp>) -> Option<Mark> {
        stamp.map(mark).filter(|mark| mark.is_before(self.written))
    }
}

impl Mark {
    /// Whether a file so marked was last changed well before an index was written then.
    fn is_before(self, written: u128) -> bool {
        self.modified.saturating_add(TICK) <= written
    }
}

impl Rows {
    /// Takes over the rows of the index before, written then, that still mean something: later
    /// their files would be taken for older than this index, whatever they were to that one.
    fn take_over(&mut self, mut old: Self, written: u128, listed: impl Fn(&str) -> bool) {
        let counts = |id: &str, mark: Mark| mark.is_before(written) && listed(id);
        old.articles.retain(|id, row| counts(id, row.mark));
        old.sheets.retain(|id, row| counts(id, row.mark));
        let new = std::mem::replace(self, old);
        self.articles.extend(new.articles);
        self.sheets.extend(new.sheets);
    }
}

fn mark(stamp: Stamp) -> Mark {
    let Stamp { length, modified } = stamp;
    Mark { length, modified }
}

fn entry(row: ArticleRow) -> ArticleEntry {
    let direction = row
        .rtl
        .map(|rtl| if rtl { Direction::Rtl } else { Direction::Ltr });
    ArticleEntry {
        meta: ArticleMeta {
            title: row.title,
            source: row.source,
            date: row.date,
            url: row.url,
            language: row.language,
            direction,
        },
        sha256: row.sha256,
    }
}

fn row(mark: Mark, entry: &ArticleEntry) -> ArticleRow {
    let ArticleMeta {
        title,
        source,
        date,
        url,
        language,
        direction,
    } = entry.meta.clone();
    let rtl = direction.map(|direction| direction == Direction::Rtl);
    let sha256 = entry.sha256.clone();
    ArticleRow {
        mark,
        title,
        source,
        date,
        url,
        language,
        rtl,
        sha256,
    }
}

/// Nothing if it speaks of an engine that there is not.
fn standing(row: &SheetRow) -> Option<Standing> {
    let annotations = row.annotations.iter();
    let annotations = annotations.map(|(label, number)| (label.as_str().into(), *number));
    let verdicts = row.verdicts.iter().map(|row| {
        let verdicts = Verdicts {
            accepted: row.accepted,
            edited: row.edited,
            rejected: row.rejected,
            timed: row.timed,
            took: row.took,
        };
        let engine = EngineId::from_name(&row.engine)?;
        Some(((engine, row.label.as_str().into()), verdicts))
    });
    let verdicts: Option<Vec<_>> = verdicts.collect();
    Some(Standing {
        progress: progress(row.progress)?,
        remarks: Remarks {
            note: row.note.clone(),
            blind: row.blind,
        },
        tally: Tally::counted(annotations, verdicts?),
    })
}

fn sheet_row(mark: Mark, standing: &Standing) -> SheetRow {
    let Standing {
        progress,
        remarks: Remarks { note, blind },
        tally,
    } = standing;
    let annotations = tally.annotations_by_label();
    let verdicts = tally.verdicts().map(|(engine, label, of)| VerdictsRow {
        engine: engine.as_str().to_owned(),
        label: label.to_string(),
        accepted: of.accepted,
        edited: of.edited,
        rejected: of.rejected,
        timed: of.timed,
        took: of.took,
    });
    SheetRow {
        mark,
        progress: number(*progress),
        note: note.clone(),
        blind: *blind,
        annotations: annotations
            .map(|(label, number)| (label.to_string(), number))
            .collect(),
        verdicts: verdicts.collect(),
    }
}

const PROGRESS: [Progress; 4] = [
    Progress::New,
    Progress::InProgress,
    Progress::Done,
    Progress::Discuss,
];

fn progress(number: u8) -> Option<Progress> {
    PROGRESS.get(usize::from(number)).copied()
}

fn number(progress: Progress) -> u8 {
    let at = PROGRESS.iter().position(|known| *known == progress);
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

fn decode(bytes: &[u8]) -> Option<Rows> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (sum, body) = rest.split_first_chunk::<4>()?;
    if u32::from_le_bytes(*sum) != crc32fast::hash(body) {
        return None;
    }
    postcard::from_bytes(body).ok()
}

fn encode(rows: &Rows) -> Option<Vec<u8>> {
    let body = postcard::to_allocvec(rows).ok()?;
    let sum = crc32fast::hash(&body).to_le_bytes();
    Some([MAGIC, &sum, &body].concat())
}

impl ProjectStore {
    fn index_path(&self) -> PathBuf {
        self.dir
            .join("cache")
            .join(format!("{}.index", self.annotator))
    }

    /// Reads the index on disk, for opening.
    pub(super) fn read_index(&mut self) {
        let (old, written) = self.index_on_disk();
        self.index = Index {
            old,
            written,
            ..Index::default()
        };
    }

    /// The index as it is on disk, and when it was written; an empty one if there is none that can
    /// be used.
    fn index_on_disk(&self) -> (Rows, u128) {
        let path = self.index_path();
        let written = self.disk.stamp(&path).map_or(0, |stamp| stamp.modified);
        let read = self.disk.read(&path, LARGEST).ok();
        let rows = read.and_then(|bytes| decode(&bytes)).unwrap_or_default();
        (rows, written)
    }

    /// What an article's file says, read only if the index does not know it.
    pub(super) fn known_entry(&mut self, id: &ArticleId) -> Result<ArticleEntry, StoreError> {
        let path = self.dir.join("articles").join(format!("{id}.ron"));
        let stamp = self.disk.stamp(&path);
        if let Some(entry) = self.index.article(id.as_str(), stamp) {
            return Ok(entry);
        }
        let entry = self.read_entry(id)?;
        self.index.note_article(id.as_str(), stamp, &entry);
        Ok(entry)
    }

    /// How the annotator stands with each article of which the index knows.
    pub(super) fn known_standings(&mut self) -> Vec<(ArticleId, Standing)> {
        let rows = std::mem::take(&mut self.index.old).sheets;
        let mut rows: Vec<(String, SheetRow)> = rows.into_iter().collect();
        rows.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let mut known = Vec::new();
        for (id, row) in rows {
            let id = ArticleId::from(id);
            // What the journal adds is known only when the sheet is read.
            if self.tail.contains_key(&id) {
                continue;
            }
            let stamp = self.disk.stamp(&self.sheet_path(&id));
            if let Some(standing) = self.index.sheet(&id, &row, stamp) {
                known.push((id, standing));
            }
        }
        known
    }

    /// Notes how the annotator stands with an article whose sheet was read or written as it is.
    pub fn note_standing(&mut self, id: &ArticleId, standing: &Standing) {
        if !self.tail.contains_key(id) {
            let stamp = self.disk.stamp(&self.sheet_path(id));
            self.index.note_sheet(id, stamp, standing);
        }
    }

    /// Writes the index if many files had to be read without it. What goes wrong costs time at the
    /// next opening and nothing else.
    pub fn keep_index(&mut self) {
        if !self.writable || self.index.read < STALE {
            return;
        }
        let mut rows = std::mem::take(&mut self.index.new);
        let (old, written) = self.index_on_disk();
        let listed = |id: &str| self.watch.on_disk.contains(&ArticleId::from(id));
        rows.take_over(old, written, listed);
        self.index.read = 0;
        let Some(bytes) = encode(&rows) else {
            return;
        };
        let folder = self.dir.join("cache");
        let made = self.disk.make_folder(&folder);
        // What is derived is not shared.
        let ignored = made.and_then(|()| self.disk.replace(&folder.join(".gitignore"), b"*\n"));
        drop(ignored.and_then(|()| self.disk.replace(&self.index_path(), &bytes)));
    }
}
