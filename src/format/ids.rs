//! Ids of the articles of one file: each is used once.

use std::collections::BTreeMap;

/// The ids given so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// For each id, the number that the next article of that id gets.
    used: BTreeMap<String, usize>,
}

impl Ids {
    /// `wanted`, or, if it was used before, the first free of `wanted-2`, `wanted-3`, ….
    pub(super) fn free(&mut self, wanted: &str) -> String {
        let Some(number) = self.used.get(wanted) else {
            self.used.insert(wanted.to_owned(), 2);
            return wanted.to_owned();
        };
        let mut number = *number;
        let mut id = format!("{wanted}-{number}");
        while self.used.contains_key(&id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.used.insert(wanted.to_owned(), number + 1);
        self.used.insert(id.clone(), 2);
        id
    }
}

/// Names of files for articles: no two are the same, on systems that do not tell letter case
/// either, and every system allows them.
#[derive(Debug, Default)]
pub struct FileNames {
    ids: Ids,
}

/// The longest name, in bytes, so that an ending and a number still fit.
const LONGEST: usize = 120;

impl FileNames {
    /// A name without ending for the article of that id.
    pub(super) fn free(&mut self, id: &str) -> String {
        let allowed = |c: char| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%' => '_',
            c if c.is_control() || c.is_whitespace() => '_',
            c => c,
        };
        let name: String = id.chars().map(allowed).collect();
        let name = name[..name.floor_char_boundary(LONGEST)].trim_matches('.');
        let wanted = if name.is_empty() { "article" } else { name };
        let lower = wanted.to_lowercase();
        let free = self.ids.free(&lower);
        let number = free.strip_prefix(lower.as_str()).unwrap_or_default();
        format!("{wanted}{number}")
    }
}

/// The id of the article that a file of this name holds: the name without folder and ending.
pub(super) fn of_file(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = if stem.is_empty() { "article" } else { stem };
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_safe_and_differ() {
        let mut names = FileNames::default();
        let given: Vec<String> = ["خبر 1", "../x", "A", "a", "", "a-2"]
            .iter()
            .map(|id| names.free(id))
            .collect();
        assert_eq!(given, ["خبر_1", "_x", "A", "a-2", "article", "a-2-2"]);
    }

    #[test]
    fn no_id_is_given_twice() {
        let mut ids = Ids::default();
        let given: Vec<String> = ["a", "a-2", "a", "a", "a-2"]
            .iter()
            .map(|id| ids.free(id))
            .collect();
        assert_eq!(given, ["a", "a-2", "a-3", "a-4", "a-2-2"]);
    }
}
