//! Linear undo and redo over transactions.
//!
//! One history for the whole project. It is rebuilt from the journal when the project is opened, so
//! undo survives a restart.

use super::transaction::Transaction;

/// How a transaction came to be applied; what the journal records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Done by the person.
    Do,
    /// The inverse of the last one done.
    Undo,
    /// The last one undone, again.
    Redo,
}

/// What can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Transaction>,
    undone: Vec<Transaction>,
}

impl History {
    /// Notes that `transaction` (for [`Step::Undo`]: the inverse) was applied as `step`.
    pub fn note(&mut self, step: Step, transaction: &Transaction) {
        match step {
            Step::Do => {
                self.undone.clear();
                self.done.push(transaction.clone());
            }
            Step::Undo => self.undone.extend(self.done.pop()),
            Step::Redo => self.done.extend(self.undone.pop()),
        }
    }

    /// The transaction that undo would take back.
    #[must_use]
    pub fn to_undo(&self) -> Option<&Transaction> {
        self.done.last()
    }

    /// The transaction that redo would apply again.
    #[must_use]
    pub fn to_redo(&self) -> Option<&Transaction> {
        self.undone.last()
    }

    /// All transactions in force, oldest first.
    #[must_use]
    pub fn done(&self) -> &[Transaction] {
        &self.done
    }
}
