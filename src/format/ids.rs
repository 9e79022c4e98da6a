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

#[cfg(test)]
mod tests {
    use super::*;

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
