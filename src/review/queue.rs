//! What waits for a decision. A decision touches the suggestions around it and no others, so it
//! costs the same in an article with ten suggestions and with a hundred thousand.

use std::sync::Arc;

use super::found::Found;
use super::visible::{Visibility, visibility};
use crate::model::sheet::Sheet;
use crate::model::suggestion::Suggestion;
use crate::text::offset::Span;

/// The pending suggestions of one article. Derived from suggestions and sheet; [`Queue::touch`]
/// keeps it equal to what [`Queue::new`] would make.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    found: Arc<Found>,
    /// Indices of pending suggestions, ascending: document order.
    pending: Vec<u32>,
    /// Of each group, the indices of those that wait, ascending.
    groups: Vec<Vec<u32>>,
}

impl Queue {
    /// Asks of every suggestion whether it waits.
    #[must_use]
    pub fn new(found: Arc<Found>, sheet: &Sheet) -> Self {
        let all = found.suggestions().iter().enumerate();
        let pending: Vec<u32> = all
            .filter(|(_, s)| waits(s, sheet))
            .filter_map(|(at, _)| u32::try_from(at).ok())
            .collect();
        let mut groups = vec![Vec::new(); found.groups().len()];
        for index in &pending {
            if let Some(group) = found.group_of(*index as usize) {
                groups[group].push(*index);
            }
        }
        Self {
            found,
            pending,
            groups,
        }
    }

    /// All suggestions, decided or not.
    #[must_use]
    pub fn found(&self) -> &Arc<Found> {
        &self.found
    }

    /// Asks again of the suggestions that share text with these spans: where the sheet has changed.
    pub fn touch(&mut self, sheet: &Sheet, changed: &[Span]) {
        if changed.len() > MANY {
            *self = Self::new(self.found.clone(), sheet);
            return;
        }
        let found = self.found.clone();
        for span in changed {
            for index in found.overlapping(*span) {
                self.set(index, waits(&found.suggestions()[index], sheet));
            }
        }
    }

    fn set(&mut self, index: usize, waits: bool) {
        let (Ok(number), Some(group)) = (u32::try_from(index), self.found.group_of(index)) else {
            return;
        };
        if put(&mut self.pending, number, waits) {
            put(&mut self.groups[group], number, waits);
        }
    }

    /// How many wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pending.len()
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// Those that wait, in document order.
    pub fn pending(&self) -> impl DoubleEndedIterator<Item = &Suggestion> + ExactSizeIterator {
        let all = self.found.suggestions();
        self.pending.iter().map(move |at| &all[*at as usize])
    }

    /// The indices of those that wait, ascending.
    pub fn indices(&self) -> impl Iterator<Item = usize> + '_ {
        self.pending.iter().map(|index| *index as usize)
    }

    /// How many pending suggestions stand before the first of which `passed` is false; it must be
    /// true of a beginning of the document order only.
    pub fn position(&self, passed: impl Fn(&Suggestion) -> bool) -> usize {
        let all = self.found.suggestions();
        self.pending
            .partition_point(|at| passed(&all[*at as usize]))
    }

    /// The pending suggestion at that place among the pending.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Suggestion> {
        let index = *self.pending.get(place)?;
        self.found.suggestions().get(index as usize)
    }

    /// What of a group waits, in document order.
    pub fn members(&self, group: usize) -> impl Iterator<Item = &Suggestion> {
        let members = self.groups.get(group).map_or(&[][..], |members| members);
        let all = self.found.suggestions();
        members.iter().map(move |at| &all[*at as usize])
    }
}

/// From so many changed places on, asking of every suggestion anew is quicker.
const MANY: usize = 2048;

fn waits(suggestion: &Suggestion, sheet: &Sheet) -> bool {
    visibility(suggestion, sheet) == Visibility::Pending
}

/// Puts a number into a sorted list, or takes it out. Returns whether that changed anything.
fn put(sorted: &mut Vec<u32>, number: u32, there: bool) -> bool {
    match (sorted.binary_search(&number), there) {
        (Err(at), true) => sorted.insert(at, number),
        (Ok(at), false) => drop(sorted.remove(at)),
        _ => return false,
    }
    true
}
