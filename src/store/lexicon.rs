//! The project's lexicon: a file that people can read and edit. Counts are written by the program
//! and follow from the sheets; what a person writes besides them is kept and honoured.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::error::StoreError;
use super::ron_file::{free_name, read_ron, write_ron};
use crate::model::ids::{ArticleId, LabelId};
use crate::model::ruling::{Ruling, form_of};
use crate::text::normalize::match_form;

/// A name with a label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The name; spelling variants are the same.
    pub surface: String,
    /// The label.
    pub label: String,
    /// How often it was marked. Written by the program.
    #[serde(default)]
    pub accepted: u32,
    /// How often it was rejected. Written by the program.
    #[serde(default)]
    pub rejected: u32,
    /// Added by a person: suggested without having been marked.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_hand: bool,
    /// A person does not want it suggested.
    #[serde(default, skip_serializing_if = "is_false")]
    pub blocked: bool,
    /// Decisions, accepted and rejected, that no longer count.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub forgotten: (u32, u32),
    /// Articles in which a person does not want it suggested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked_in: Vec<String>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde wants"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_nothing(counts: &(u32, u32)) -> bool {
    *counts == (0, 0)
}

impl Entry {
    /// Whether it is there for what a person wrote, not for counts alone.
    #[must_use]
    pub fn is_ruled(&self) -> bool {
        !self.ruling().is_empty()
    }

    /// What a person wrote.
    #[must_use]
    pub fn ruling(&self) -> Ruling {
        let articles = self
            .blocked_in
            .iter()
            .map(|id| ArticleId::from(id.as_str()));
        Ruling {
            by_hand: self.by_hand,
            blocked: self.blocked,
            forgotten: self.forgotten,
            blocked_in: articles.collect(),
        }
    }

    fn rule(&mut self, ruling: &Ruling) {
        self.by_hand = ruling.by_hand;
        self.blocked = ruling.blocked;
        self.forgotten = ruling.forgotten;
        self.blocked_in = ruling.blocked_in.iter().map(ArticleId::to_string).collect();
    }

    fn key(&self) -> (String, String) {
        (match_form(&self.surface), self.label.clone())
    }
}

/// Where the lexicon of a project is.
#[must_use]
pub fn path(dir: &Path) -> PathBuf {
    dir.join("lexicon.ron")
}

/// The lexicon of a project; empty if there is none. One that makes no sense is left as it is and
/// told of.
#[must_use]
pub fn read(disk: &dyn Disk, dir: &Path) -> (Vec<Entry>, Option<StoreError>) {
    let path = path(dir);
    if !disk.exists(&path) {
        return (Vec::new(), None);
    }
    match read_ron(disk, &path) {
        Ok(entries) => (entries, None),
        Err(error) => (Vec::new(), Some(error)),
    }
}

/// Writes a lexicon.
///
/// # Errors
/// It cannot be written; the old one is still there.
pub fn write(disk: &dyn Disk, dir: &Path, entries: &[Entry]) -> Result<(), StoreError> {
    write_ron(disk, &path(dir), &entries)
}

/// Writes new counts and keeps what people wrote besides them, also since it was read. A lexicon
/// that makes no sense is set aside first. Nothing is written if nothing has changed.
///
/// # Errors
/// It cannot be written; the old one is still there.
pub fn update(disk: &dyn Disk, dir: &Path, counted: &[Entry]) -> Result<(), StoreError> {
    let (old, broken) = read_or_set_aside(disk, dir)?;
    let new = merge(&old, counted);
    if new == old && !broken {
        return Ok(());
    }
    write(disk, dir, &new)
}

/// Writes what people ruled about names, and leaves all the rest as it is. A lexicon that makes no
/// sense is set aside first.
///
/// # Errors
/// It cannot be written; the old one is still there.
pub fn rule<'r>(
    disk: &dyn Disk,
    dir: &Path,
    rulings: impl Iterator<Item = (&'r str, &'r LabelId, &'r Ruling)>,
) -> Result<(), StoreError> {
    let (mut entries, _) = read_or_set_aside(disk, dir)?;
    for (name, label, ruling) in rulings {
        let key = (form_of(name), label.as_str());
        let same = |entry: &Entry| form_of(&entry.surface) == key.0 && entry.label == key.1;
        if let Some(entry) = entries.iter_mut().find(|entry| same(entry)) {
            entry.rule(ruling);
        } else {
            let mut entry = Entry {
                surface: name.to_owned(),
                label: label.to_string(),
                ..Entry::default()
            };
            entry.rule(ruling);
            entries.push(entry);
        }
    }
    entries.retain(|entry| entry.is_ruled() || entry.accepted > 0 || entry.rejected > 0);
    entries.sort_by_cached_key(Entry::key);
    write(disk, dir, &entries)
}

/// The lexicon, and whether it made no sense and was set aside.
fn read_or_set_aside(disk: &dyn Disk, dir: &Path) -> Result<(Vec<Entry>, bool), StoreError> {
    let (entries, error) = read(disk, dir);
    let broken = error.is_some();
    if broken {
        let path = path(dir);
        let aside = free_name(disk, &path, "broken.ron");
        let bytes = disk.read(&path, LARGEST);
        let kept = bytes.and_then(|bytes| disk.replace(&aside, &bytes));
        kept.map_err(|error| StoreError::io(error, &path))?;
    }
    Ok((entries, broken))
}

/// The largest broken file that is set aside, in bytes.
const LARGEST: u64 = 256 << 20;

/// Counts of one list with the rulings, and the spelling, of another; in the order of the names.
#[must_use]
pub fn merge(ruled: &[Entry], counted: &[Entry]) -> Vec<Entry> {
    let mut merged: BTreeMap<(String, String), Entry> = BTreeMap::new();
    for entry in ruled.iter().filter(|entry| entry.is_ruled()) {
        let (accepted, rejected) = (0, 0);
        let entry = Entry {
            accepted,
            rejected,
            ..entry.clone()
        };
        merged.insert(entry.key(), entry);
    }
    for entry in counted {
        let known = merged.entry(entry.key()).or_insert_with(|| entry.clone());
        (known.accepted, known.rejected) = (entry.accepted, entry.rejected);
    }
    merged.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryDisk;
    use super::*;

    fn entry(surface: &str, accepted: u32) -> Entry {
        Entry {
            surface: surface.to_owned(),
            label: "GPE".to_owned(),
            accepted,
            ..Entry::default()
        }
    }

    #[test]
    fn what_a_person_wrote_outlives_new_counts() {
        let (disk, dir) = (MemoryDisk::default(), Path::new("p"));
        disk.make_folder(dir).unwrap();
        update(&disk, dir, &[entry("القاهره", 1)]).unwrap();
        disk.tamper(&path(dir), |bytes| {
            let hand = r#"[(surface: "القاهرة", label: "GPE", blocked: true),
                (surface: "هيئة الأفق", label: "ORG", by_hand: true)]"#;
            *bytes = hand.as_bytes().to_vec();
        });
        update(&disk, dir, &[entry("القاهره", 4), entry("بغداد", 2)]).unwrap();
        let (entries, error) = read(&disk, dir);
        assert!(error.is_none());
        let seen: Vec<_> = entries
            .iter()
            .map(|e| (e.surface.as_str(), e.accepted, e.by_hand, e.blocked))
            .collect();
        let expected = [
            ("القاهرة", 4, false, true),
            ("بغداد", 2, false, false),
            ("هيئة الأفق", 0, true, false),
        ];
        assert_eq!(seen, expected);
        let writes = disk.writes();
        update(&disk, dir, &[entry("القاهره", 4), entry("بغداد", 2)]).unwrap();
        assert_eq!(disk.writes(), writes);
    }

    #[test]
    fn a_broken_lexicon_is_told_of_and_set_aside_before_it_is_replaced() {
        let (disk, dir) = (MemoryDisk::default(), Path::new("p"));
        disk.tamper(&path(dir), |bytes| *bytes = b"[(surf".to_vec());
        assert!(matches!(
            read(&disk, dir).1,
            Some(StoreError::Damaged { .. })
        ));
        update(&disk, dir, &[entry("بغداد", 2)]).unwrap();
        assert_eq!(read(&disk, dir).0, [entry("بغداد", 2)]);
        let aside = disk.read(&dir.join("lexicon.broken.ron"), 99).unwrap();
        assert_eq!(aside, b"[(surf");
    }
}
