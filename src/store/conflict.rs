//! Copies that synchronising programs make of a file that was changed in two places. They are told
//! of, and are never taken for files of the project.

use std::sync::LazyLock;

use regex::Regex;

/// How such copies are named, in upper or lower case.
const MARKS: [&str; 8] = [
    ".sync-conflict-", // Syncthing
    "conflicted copy", // Dropbox, Nextcloud, ownCloud
    "_conflict-",      // older ownCloud
    "(sfconflict",     // Seafile
    "case conflict",   // Dropbox, names that differ in case only
    "[conflicted",     // pCloud
    "(conflict)",      // MEGA, Box
    "نسخة متعارضة",
];

/// All of them in one search: the names of a large project are many.
static ANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let marks = MARKS.map(regex::escape).join("|");
    Regex::new(&format!("(?i){marks}")).ok()
});

/// Whether a file of that name is such a copy.
#[must_use]
pub fn is_copy(name: &str) -> bool {
    ANY.as_ref().is_some_and(|any| any.is_match(name))
}

/// Whether a text file holds both sides of a merge that git could not decide.
#[must_use]
pub fn is_undecided_merge(bytes: &[u8]) -> bool {
    let begins = |line: &[u8], mark: &[u8]| line.starts_with(mark);
    let mut lines = bytes.split(|byte| *byte == b'\n');
    lines.any(|line| begins(line, b"<<<<<<< ")) && lines.any(|line| begins(line, b">>>>>>> "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_told_from_articles() {
        for copy in [
            "خبر-1a2b3c4d.sync-conflict-20261125-210541-K2ZQ3AB.ron",
            "me.sync-conflict-20261125-210541-K2ZQ3AB.log",
            "خبر-1a2b3c4d (Sara's conflicted copy 2026-11-25).ron",
            "خبر-1a2b3c4d (conflicted copy 2026-11-25 210541).ron",
            "خبر_conflict-20261125-210541.ron",
            "خبر (SFConflict sara@mail 2026-11-25-21-05-41).ron",
        ] {
            assert!(is_copy(copy), "{copy}");
        }
        for article in [
            "conflict-1a2b3c4d.ron",
            "armed-conflict-in-sudan-1a2b3c4d.ron",
        ] {
            assert!(!is_copy(article), "{article}");
        }
    }

    #[test]
    fn an_undecided_merge_is_recognised() {
        let merge = b"(\n<<<<<<< HEAD\n a: 1,\n=======\n a: 2,\n>>>>>>> theirs\n)";
        assert!(is_undecided_merge(merge));
        assert!(!is_undecided_merge(b"(note: \"<<<<<<< HEAD\")"));
    }
}
