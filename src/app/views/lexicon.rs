//! The lexicon: what decisions taught of names, and what people ruled about them.

use std::collections::BTreeMap;

use crate::app::command::Ruling;
use crate::app::session::Session;
use crate::model::ids::LabelId;
use crate::suggest::memory::{Counts, form_of};
use crate::text::normalize::match_form;

/// A name as a label.
#[derive(Clone, Debug, PartialEq)]
pub struct LexiconRow {
    /// The name, as a person wrote it or else normalised.
    pub name: String,
    /// The label.
    pub label: LabelId,
    /// How often it was marked, and how often rejected.
    pub counts: (u32, u32),
    /// What was ruled.
    pub ruling: Ruling,
}

/// Which entries are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// All.
    #[default]
    All,
    /// Those that are not suggested, anywhere or in some articles.
    Blocked,
    /// Those added by hand.
    ByHand,
    /// Those that were rejected.
    Rejected,
}

impl Kind {
    fn has(self, row: &LexiconRow) -> bool {
        match self {
            Self::All => true,
            Self::Blocked => row.ruling.blocked || !row.ruling.blocked_in.is_empty(),
            Self::ByHand => row.ruling.by_hand,
            Self::Rejected => row.counts.1 > 0,
        }
    }
}

/// The entries of that kind whose name or label holds `text`, spelling aside, in the order of the
/// names. Costs a look at every entry: keep it until [`Session::serial`] changes.
#[must_use]
pub fn rows(session: &Session, text: &str, kind: Kind) -> Vec<LexiconRow> {
    let mut all: BTreeMap<(String, LabelId), LexiconRow> = BTreeMap::new();
    for (form, label, Counts { accepted, rejected }) in session.memory().entries() {
        let key = (form.to_owned(), label.clone());
        let row = LexiconRow {
            name: form.to_owned(),
            label: label.clone(),
            counts: (accepted, rejected),
            ruling: Ruling::default(),
        };
        all.insert(key, row);
    }
    for (name, label, ruling) in session.project().rulings() {
        let key = (form_of(name), label.clone());
        let row = all.entry(key).or_insert_with(|| LexiconRow {
            name: String::new(),
            label: label.clone(),
            counts: (0, 0),
            ruling: Ruling::default(),
        });
        name.clone_into(&mut row.name);
        row.ruling = ruling.clone();
    }
    let wanted = match_form(text);
    let rows = all.into_values();
    rows.filter(|row| {
        let found = match_form(&row.name).contains(&wanted) || row.label.as_str() == text.trim();
        kind.has(row) && found
    })
    .collect()
}
