//! The keys of actions: the standard ones, as a person has changed them.

use std::collections::BTreeMap;

use super::action::{Action, Key, Shortcut};

/// The keys in force. No two actions share one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Actions whose key is not the standard one, by id; `None` for no key at all.
    changed: BTreeMap<&'static str, Option<Shortcut>>,
}

impl Keys {
    /// The key of an action.
    #[must_use]
    pub fn of(&self, action: Action) -> Option<Shortcut> {
        let changed = self.changed.get(action.id());
        changed.copied().unwrap_or_else(|| action.shortcut())
    }

    /// The action of a key.
    #[must_use]
    pub fn action(&self, pressed: Shortcut) -> Option<Action> {
        Action::all().find(|action| self.of(*action) == Some(pressed))
    }

    /// Whether the action has another key than the standard one.
    #[must_use]
    pub fn is_changed(&self, action: Action) -> bool {
        self.changed.contains_key(action.id())
    }

    /// Gives an action a key, which another action loses, or takes its key away.
    pub fn set(&mut self, action: Action, key: Option<Shortcut>) {
        if let Some(other) = key.and_then(|key| self.action(key)) {
            self.change(other, None);
        }
        self.change(action, key);
    }

    /// Gives an action its standard key back, which another action loses.
    pub fn reset(&mut self, action: Action) {
        self.set(action, action.shortcut());
    }

    fn change(&mut self, action: Action, key: Option<Shortcut>) {
        if key == action.shortcut() {
            self.changed.remove(action.id());
        } else {
            self.changed.insert(action.id(), key);
        }
    }

    /// As the settings file holds them: action id and key, empty for none.
    #[must_use]
    pub fn written(&self) -> BTreeMap<String, String> {
        let write = |key: &Option<Shortcut>| key.map(written).unwrap_or_default();
        let all = self.changed.iter();
        all.map(|(id, key)| ((*id).to_owned(), write(key)))
            .collect()
    }

    /// From the settings file; what makes no sense is left out.
    #[must_use]
    pub fn read(file: &BTreeMap<String, String>) -> Self {
        let mut keys = Self::default();
        // First those without a key, so that others may have what they gave away.
        for action in Action::all() {
            if file.get(action.id()).is_some_and(String::is_empty) {
                keys.change(action, None);
            }
        }
        for action in Action::all() {
            if let Some(key) = file.get(action.id()).and_then(|text| read(text)) {
                keys.set(action, Some(key));
            }
        }
        keys
    }
}

/// The names of keys that are no characters.
const NAMES: [(Key, &str); 11] = [
    (Key::Tab, "tab"),
    (Key::Enter, "enter"),
    (Key::Backspace, "backspace"),
    (Key::Delete, "delete"),
    (Key::Escape, "escape"),
    (Key::Space, "space"),
    (Key::Forward, "forward"),
    (Key::Backward, "backward"),
    (Key::Up, "up"),
    (Key::Down, "down"),
    (Key::Char('+'), "plus"),
];

/// `ctrl+alt+shift+z`.
fn written(shortcut: Shortcut) -> String {
    let mut text = String::new();
    for (held, name) in [
        (shortcut.ctrl, "ctrl+"),
        (shortcut.alt, "alt+"),
        (shortcut.shift, "shift+"),
    ] {
        text.push_str(if held { name } else { "" });
    }
    let named = NAMES.iter().find(|(key, _)| *key == shortcut.key);
    match (shortcut.key, named) {
        (_, Some((_, name))) => text.push_str(name),
        (Key::Char(c), None) => text.push(c),
        (Key::F(number), None) => text.push_str(&format!("f{number}")),
        _ => {}
    }
    text
}

fn read(text: &str) -> Option<Shortcut> {
    let mut rest = text;
    let mut held = |name: &str| match rest.strip_prefix(name) {
        Some(more) => {
            rest = more;
            true
        }
        None => false,
    };
    let (ctrl, alt, shift) = (held("ctrl+"), held("alt+"), held("shift+"));
    let named = NAMES.iter().find(|(_, name)| *name == rest);
    let function = rest.strip_prefix('f').and_then(|n| n.parse().ok());
    let function = function.filter(|number| (1..=24).contains(number));
    let mut chars = rest.chars();
    let key = match (named, function, chars.next(), chars.next()) {
        (Some((key, _)), ..) => *key,
        (None, Some(number), ..) => Key::F(number),
        (None, None, Some(c), None) if c.is_ascii_graphic() => Key::Char(c.to_ascii_lowercase()),
        _ => return None,
    };
    Some(Shortcut {
        key,
        ctrl,
        alt,
        shift,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standard_key_can_be_written_and_read() {
        for key in Action::all().filter_map(Action::shortcut) {
            assert_eq!(read(&written(key)), Some(key), "{}", written(key));
        }
        for nonsense in ["", "ctrl+", "ctrl+ab", "f0", "f99", "م", "ctrl+ctrl+a"] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_key_belongs_to_one_action_and_comes_back() {
        let mut keys = Keys::default();
        let undo = Action::Undo.shortcut();
        keys.set(Action::Export, undo);
        assert_eq!(keys.action(undo.unwrap()), Some(Action::Export));
        assert_eq!(keys.of(Action::Undo), None);
        assert_eq!(Keys::read(&keys.written()), keys);
        keys.reset(Action::Undo);
        assert_eq!(keys.of(Action::Undo), undo);
        assert_eq!(keys.of(Action::Export), None);
        keys.reset(Action::Export);
        assert_eq!(keys, Keys::default());
    }

    #[test]
    fn keys_that_two_people_swapped_by_hand_are_read() {
        let file = [("undo", "ctrl+shift+z"), ("redo", "ctrl+z"), ("no", "x")];
        let file = file.map(|(id, key)| (id.to_owned(), key.to_owned()));
        let keys = Keys::read(&file.into_iter().collect());
        assert_eq!(keys.of(Action::Undo), Action::Redo.shortcut());
        assert_eq!(keys.of(Action::Redo), Action::Undo.shortcut());
    }
}
