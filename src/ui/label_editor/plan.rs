//! What the edited labels make: a label set, and what becomes of what has labels that are gone.

use std::collections::BTreeMap;

use super::LabelEditor;
use super::draft::Draft;
use crate::app::action::{Action, Key, Shortcut};
use crate::app::command::{Fate, LabelPlan};
use crate::app::keys::Keys;
use crate::i18n::labels::LabelFault;
use crate::i18n::{Lang, action};
use crate::model::ids::LabelId;
use crate::model::label::{LabelSet, LabelSetError};

impl LabelEditor {
    /// The change as it stands.
    ///
    /// # Errors
    /// What makes no label set.
    pub(super) fn plan(&self, keys: &Keys, lang: Lang) -> Result<LabelPlan, LabelFault> {
        let labels: Result<Vec<_>, LabelFault> = self.drafts.iter().map(Draft::label).collect();
        let after = LabelSet::new(labels?).map_err(fault)?;
        for label in after.iter() {
            if let Some((key, action)) = label
                .key
                .and_then(|key| Some((key, command_of(keys, key)?)))
            {
                let name = action::name(action.id(), lang);
                return Err(LabelFault::KeyOfCommand(key, name));
            }
        }
        Ok(LabelPlan {
            before: self.before.clone(),
            after,
            fates: self.fates(),
        })
    }

    /// What becomes of the labels that are gone or are called otherwise.
    fn fates(&self) -> BTreeMap<LabelId, Fate> {
        let mut fates = BTreeMap::new();
        for label in self.before.iter() {
            let id = &label.id;
            let draft = self
                .drafts
                .iter()
                .find(|draft| draft.origin.as_ref() == Some(id));
            let fate = match draft {
                Some(draft) if draft.id() == id.as_str() => continue,
                Some(draft) => Fate::Relabel(draft.id().into()),
                None => self.fate_of_removed(id),
            };
            fates.insert(id.clone(), fate);
        }
        fates
    }

    fn fate_of_removed(&self, id: &LabelId) -> Fate {
        let into = self.merged.get(id);
        let draft = into.and_then(|number| self.drafts.iter().find(|d| d.number == *number));
        match draft {
            Some(draft) => Fate::Relabel(draft.id().into()),
            None => Fate::Delete,
        }
    }
}

/// The command whose key a plain letter or digit is.
fn command_of(keys: &Keys, letter: char) -> Option<Action> {
    let (ctrl, alt, shift) = (false, false, false);
    keys.action(Shortcut {
        key: Key::Char(letter),
        ctrl,
        alt,
        shift,
    })
}

fn fault(error: LabelSetError) -> LabelFault {
    match error {
        LabelSetError::DuplicateId(id) => LabelFault::DuplicateId(id.to_string()),
        LabelSetError::DuplicateKey(key) => LabelFault::DuplicateKey(key),
        LabelSetError::BadId(id) => LabelFault::BadId(id),
        LabelSetError::BadAttribute(label, id) => LabelFault::BadAttribute(label.to_string(), id),
    }
}
