//! Names that a user lists: lines of name, label and, if wanted, the canonical name, parted by tabs.

use super::table::{self, Firsts, Table};
use crate::model::ids::{EngineId, LabelId};
use crate::model::label::Bilingual;
use crate::model::suggestion::{Alternative, Evidence, Suggestion};
use crate::suggest::words::Words;
use crate::text::normalize::match_form;
use crate::text::offset::Span;
use crate::text::token;

/// What is wrong with a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListProblem {
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong with it.
    pub fault: ListFault,
}

/// What can be wrong with a line of a list of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// There is no letter or digit in the name.
    NoName,
    /// No tab and label behind the name.
    NoLabel,
    /// More than the canonical name stands behind the label.
    TooManyColumns,
    /// The name has more than sixteen words.
    TooLong,
    /// There are more than 255 labels or sixteen million canonical names.
    TooMany,
}

/// Most words of a name.
const LONGEST: usize = 16;
/// Most canonical names; a number of 24 bits, of which zero says "none".
const CANONICALS: usize = (1 << 24) - 1;
const SCORE: f32 = 0.97;

/// Names of a user, ready to be looked up: about seventeen bytes for each, and the canonical
/// names.
#[derive(Debug, Default)]
pub struct Names {
    table: Table,
    firsts: Firsts,
    labels: Vec<LabelId>,
    /// Ends of the canonical names in `text`.
    ends: Vec<u32>,
    text: String,
}

/// A text whose words are known, for [`Names::find`].
pub struct Prepared(Words);

impl Prepared {
    /// The words of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Words::new(text, 0..text.len()))
    }

    /// How many words, numbers and marks it has.
    #[must_use]
    pub fn tokens(&self) -> usize {
        self.0.0.len()
    }
}

/// Takes in lists line by line.
#[derive(Debug, Default)]
pub struct NamesBuilder {
    entries: Vec<(u64, u32)>,
    firsts: Vec<(u64, u8)>,
    names: Names,
}

impl NamesBuilder {
    /// Takes in a list. Empty lines and those that begin with # are passed over; those that are
    /// wrong are left out and told.
    pub fn add(&mut self, list: &str) -> Vec<ListProblem> {
        let mut problems = Vec::new();
        for (at, line) in list.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if let Err(fault) = self.line(line) {
                let line = at + 1;
                problems.push(ListProblem { line, fault });
            }
        }
        problems
    }

    fn line(&mut self, line: &str) -> Result<(), ListFault> {
        let mut columns = line.split('\t').map(str::trim);
        let name = columns.next().unwrap_or_default();
        let label = columns.next().filter(|label| !label.is_empty());
        let label = label.ok_or(ListFault::NoLabel)?;
        let canonical = columns.next().filter(|canonical| !canonical.is_empty());
        if columns.any(|column| !column.is_empty()) {
            return Err(ListFault::TooManyColumns);
        }
        let (mut hash, mut first, mut words) = (0, 0, 0u8);
        for token in token::tokens(name) {
            let word = table::word(&match_form(&name[token.range]));
            if words == 0 {
                (hash, first) = (word, word);
            } else {
                hash = table::join(hash, word);
            }
            words = words.saturating_add(1);
        }
        if !name.chars().any(char::is_alphanumeric) {
            return Err(ListFault::NoName);
        }
        if usize::from(words) > LONGEST {
            return Err(ListFault::TooLong);
        }
        let value = self.value(label, canonical)?;
        self.entries.push((hash, value));
        if self.firsts.last() != Some(&(first, words)) {
            self.firsts.push((first, words));
        }
        Ok(())
    }

    /// Label and canonical name as one number: eight and twenty-four bits.
    fn value(&mut self, label: &str, canonical: Option<&str>) -> Result<u32, ListFault> {
        let labels = &mut self.names.labels;
        let at = match labels.iter().position(|known| known.as_str() == label) {
            Some(at) => at,
            None if labels.len() < 255 => {
                labels.push(label.into());
                labels.len() - 1
            }
            None => return Err(ListFault::TooMany),
        };
        let number = match canonical {
            None => 0,
            Some(_) if self.names.ends.len() >= CANONICALS => return Err(ListFault::TooMany),
            Some(canonical) => {
                self.names.text.push_str(canonical);
                let end = u32::try_from(self.names.text.len());
                self.names.ends.push(end.map_err(|_| ListFault::TooMany)?);
                self.names.ends.len()
            }
        };
        u32::try_from(number << 8 | at).map_err(|_| ListFault::TooMany)
    }

    /// The names, ready to be looked up.
    #[must_use]
    pub fn build(mut self) -> Names {
        self.names.table = Table::new(self.entries);
        self.names.firsts = Firsts::new(self.firsts);
        self.names.ends.shrink_to_fit();
        self.names.text.shrink_to_fit();
        self.names
    }
}

impl Names {
    /// Bytes of memory held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let canonicals = self.ends.capacity() * 4 + self.text.capacity();
        self.table.bytes() + self.firsts.bytes() + canonicals
    }

    /// The names in a text, the longest at each word, in document order.
    #[must_use]
    pub fn find(&self, text: &Prepared) -> Vec<Suggestion> {
        let mut found = Vec::new();
        self.suggest(&text.0, &mut found);
        found
    }

    pub(in crate::suggest) fn suggest(&self, words: &Words, found: &mut Vec<Suggestion>) {
        let mut at = 0;
        while at < words.0.len() {
            let hit = self.longest(words, at);
            at += hit.as_ref().map_or(1, |hit| hit.length);
            found.extend(hit.and_then(|hit| self.suggestion(words, &hit)));
        }
    }

    /// The longest name that begins with the word at `at`; of equal ones that of the word as it is
    /// written.
    fn longest(&self, words: &Words, at: usize) -> Option<Hit> {
        let mut best: Option<Hit> = None;
        for reading in &words.0[at].readings {
            let mut hash = table::word(&reading.form);
            let most = self.firsts.longest(hash).min(words.0.len() - at);
            for length in 1..=most {
                if length > 1 {
                    hash = table::join(hash, table::word(&words.0[at + length - 1].form));
                }
                let longer = best.as_ref().is_none_or(|best| length > best.length);
                if longer && self.table.get(hash).next().is_some() {
                    let (start, last) = (reading.start, at + length - 1);
                    best = Some(Hit {
                        start,
                        last,
                        length,
                        hash,
                    });
                }
            }
        }
        best
    }

    fn suggestion(&self, words: &Words, hit: &Hit) -> Option<Suggestion> {
        let span = Span::from_range(hit.start..words.0[hit.last].range.end)?;
        let mut values = self.table.get(hit.hash);
        let value = values.next()?;
        let label = self.label(value)?;
        let others = values.filter_map(|value| self.label(value));
        let alternative = |label: &LabelId| Alternative {
            span,
            label: label.clone(),
            score: SCORE / 2.0,
        };
        let mut alternatives: Vec<Alternative> =
            others.filter(|l| *l != label).map(alternative).collect();
        alternatives.dedup_by(|a, b| a.label == b.label);
        let evidence = Evidence {
            engine: EngineId::Gazetteer,
            rule: "own-list".to_owned(),
            name: Bilingual::new("قائمة أسمائك", "your list of names"),
            entry: self.canonical(value).map(str::to_owned),
        };
        Some(Suggestion {
            span,
            label: label.clone(),
            score: if alternatives.is_empty() { SCORE } else { 0.7 },
            evidence: vec![evidence.into()],
            alternatives,
        })
    }

    fn label(&self, value: u32) -> Option<&LabelId> {
        self.labels.get((value & 0xFF) as usize)
    }

    fn canonical(&self, value: u32) -> Option<&str> {
        let at = ((value >> 8) as usize).checked_sub(1)?;
        let end = |at: usize| self.ends.get(at).map(|end| *end as usize);
        let start = at.checked_sub(1).map_or(Some(0), end)?;
        self.text.get(start..end(at)?)
    }
}

/// A name that was found.
struct Hit {
    /// First byte, proclitics left out.
    start: usize,
    /// Last word.
    last: usize,
    length: usize,
    hash: u64,
}
