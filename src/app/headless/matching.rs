//! Finds the article of a project that a record is about, and carries its spans over.

use std::collections::HashMap;

use crate::model::ids::ArticleId;
use crate::model::project::Project;
use crate::store::ids::sha256;
use crate::store::project::ProjectStore;
use crate::text::offset::Span;

/// The articles of a project by their texts.
pub(super) struct Articles {
    by_text: HashMap<String, ArticleId>,
    /// By what of the text is not white space; made when first needed, as every text must be read.
    by_solid: Option<HashMap<String, ArticleId>>,
}

impl Articles {
    pub(super) fn of(project: &Project) -> Self {
        let entries = project.entries();
        let by_text = entries.map(|(id, entry)| (entry.sha256.clone(), id.clone()));
        Self {
            by_text: by_text.collect(),
            by_solid: None,
        }
    }

    /// One article more.
    pub(super) fn know(&mut self, text: &str, id: ArticleId) {
        if let Some(by_solid) = &mut self.by_solid {
            by_solid.insert(sha256(&solid(text)), id.clone());
        }
        self.by_text.insert(sha256(text), id);
    }

    /// The article with this text: exactly, else but for white space and line ends.
    pub(super) fn find(
        &mut self,
        text: &str,
        project: &Project,
        store: &ProjectStore,
    ) -> Option<ArticleId> {
        if let Some(id) = self.by_text.get(&sha256(text)) {
            return Some(id.clone());
        }
        let by_solid = self.by_solid.get_or_insert_with(|| index(project, store));
        by_solid.get(&sha256(&solid(text))).cloned()
    }
}

/// What cannot be read is told of when it is opened.
fn index(project: &Project, store: &ProjectStore) -> HashMap<String, ArticleId> {
    let mut found = HashMap::new();
    for (id, entry) in project.entries() {
        if let Ok((article, _)) = store.load(id, entry) {
            found
                .entry(sha256(&solid(&article.text)))
                .or_insert_with(|| id.clone());
        }
    }
    found
}

/// White space, and what some programs take off the beginning or write at line ends.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// Carries places from one text to another that differs in white space at most.
pub(super) struct Carrier<'t> {
    from: Vec<usize>,
    to: Vec<(usize, usize)>,
    text: &'t str,
    same: bool,
}

impl<'t> Carrier<'t> {
    pub(super) fn new(from: &str, to: &'t str) -> Self {
        let same = from == to;
        let places = |text: &str| -> Vec<(usize, usize)> {
            let solid = text.char_indices().filter(|(_, c)| !is_blank(*c));
            solid.map(|(at, c)| (at, at + c.len_utf8())).collect()
        };
        let (from, to_places) = if same {
            (Vec::new(), Vec::new())
        } else {
            (places(from), places(to))
        };
        Self {
            from: from.into_iter().map(|(at, _)| at).collect(),
            to: to_places,
            text: to,
            same,
        }
    }

    /// The same letters in the other text; nothing if there are none.
    pub(super) fn carry(&self, span: Span) -> Option<Span> {
        if self.same {
            return Some(span);
        }
        let first = self.from.partition_point(|at| *at < span.start());
        let behind = self.from.partition_point(|at| *at < span.end());
        if first >= behind {
            return None;
        }
        let range = self.to.get(first)?.0..self.to.get(behind - 1)?.1;
        Span::covering(self.text, range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_carried_over_white_space_and_line_ends() {
        let (from, to) = ("زار علي بغداد .\nثم", "\u{feff}زار  علي\r\nبغداد. ثم");
        assert_eq!(solid(from), solid(to));
        let carrier = Carrier::new(from, to);
        let carried = |part: &str| {
            let start = from.find(part).unwrap();
            let span = Span::new(from, start..start + part.len()).unwrap();
            carrier.carry(span).map(|span| span.text(to))
        };
        assert_eq!(carried("علي بغداد"), Some("علي\r\nبغداد"));
        assert_eq!(carried(" بغداد "), Some("بغداد"));
        assert_eq!(carried("ثم"), Some("ثم"));
        assert_eq!(carried(" "), None);
    }
}
