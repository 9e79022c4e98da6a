//! From key events to actions and labels, by key position.
//!
//! The toolkit names a key by its place when the active keyboard layout has no Latin letter on it,
//! so shortcuts work with an Arabic layout.

use eframe::egui::{Event, Key as EguiKey, Modifiers};

use crate::app::action::{Action, Key, Shortcut};
use crate::app::keys::Keys;
use crate::text::paragraph::Direction;
use crate::ui::widgets;

/// What a key means, before anything is done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A listed action.
    Action(Action),
    /// A label key: letter or digit without modifiers.
    Label(char),
}

/// The meaning of a key press. `reading` is the direction of the text, for the two arrows that
/// point along and against it.
#[must_use]
pub fn meaning(event: &Event, reading: Direction, keys: &Keys) -> Option<Meaning> {
    let pressed = pressed(event, reading)?;
    if let Some(action) = keys.action(pressed).or_else(|| alias(pressed)) {
        return Some(Meaning::Action(action));
    }
    match pressed.key {
        Key::Char(c) if !(pressed.ctrl || pressed.alt || pressed.shift) => Some(Meaning::Label(c)),
        _ => None,
    }
}

/// The key that was pressed, with what was held.
#[must_use]
pub fn pressed(event: &Event, reading: Direction) -> Option<Shortcut> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    Some(shortcut(key_of(*key, reading)?, *modifiers))
}

/// Whether a key means its action wherever the keyboard is: it can be no text and no widget's key.
/// `typing`: a text field has the keyboard, to which its editing keys belong.
#[must_use]
pub fn is_everywhere(event: &Event, typing: bool) -> bool {
    let Event::Key { key, modifiers, .. } = event else {
        return false;
    };
    let function = function(*key).is_some();
    let edits = typing && widgets::is_editing_key(*key);
    function || ((modifiers.command || modifiers.alt) && !edits)
}

/// Second keys of some actions: what people's hands know from other programs.
fn alias(pressed: Shortcut) -> Option<Action> {
    let plain = Shortcut {
        key: pressed.key,
        ctrl: false,
        alt: false,
        shift: false,
    };
    match pressed.key {
        Key::Delete if pressed == plain => Some(Action::Reject),
        Key::Char('y')
            if pressed
                == (Shortcut {
                    ctrl: true,
                    ..plain
                }) =>
        {
            Some(Action::Redo)
        }
        Key::Char('+') if pressed.ctrl => Some(Action::ZoomIn),
        _ => None,
    }
}

fn shortcut(key: Key, modifiers: Modifiers) -> Shortcut {
    let (ctrl, alt, shift) = (modifiers.command, modifiers.alt, modifiers.shift);
    Shortcut {
        key,
        ctrl,
        alt,
        shift,
    }
}

fn key_of(key: EguiKey, reading: Direction) -> Option<Key> {
    let rtl = reading == Direction::Rtl;
    Some(match key {
        EguiKey::Tab => Key::Tab,
        EguiKey::Enter => Key::Enter,
        EguiKey::Backspace => Key::Backspace,
        EguiKey::Delete => Key::Delete,
        EguiKey::Escape => Key::Escape,
        EguiKey::Space => Key::Space,
        EguiKey::ArrowLeft => {
            if rtl {
                Key::Forward
            } else {
                Key::Backward
            }
        }
        EguiKey::ArrowRight => {
            if rtl {
                Key::Backward
            } else {
                Key::Forward
            }
        }
        EguiKey::ArrowUp => Key::Up,
        EguiKey::ArrowDown => Key::Down,
        EguiKey::Plus => Key::Char('+'),
        EguiKey::Minus => Key::Char('-'),
        EguiKey::Comma => Key::Char(','),
        EguiKey::Equals => Key::Char('='),
        other => match function(other) {
            Some(number) => Key::F(number),
            None => Key::Char(single_character(other.symbol_or_name())?),
        },
    })
}

/// The number of a function key.
fn function(key: EguiKey) -> Option<u8> {
    let number = key.name().strip_prefix('F')?.parse().ok()?;
    (1..=24).contains(&number).then_some(number)
}

fn single_character(name: &str) -> Option<char> {
    let mut chars = name.chars();
    let first = chars.next().filter(char::is_ascii_alphanumeric)?;
    chars.next().is_none().then(|| first.to_ascii_lowercase())
}

/// The shortcut as people read it on keys: "Ctrl+Shift+Z", "Alt+←".
#[must_use]
pub fn spell(shortcut: Shortcut, reading: Direction) -> String {
    let mut parts: Vec<String> = Vec::new();
    if shortcut.ctrl {
        parts.push(if cfg!(target_os = "macos") {
            "⌘".into()
        } else {
            "Ctrl".into()
        });
    }
    if shortcut.alt {
        parts.push("Alt".into());
    }
    if shortcut.shift {
        parts.push("Shift".into());
    }
    parts.push(key_name(shortcut.key, reading));
    // Key names are one left-to-right unit inside an Arabic sentence.
    format!("\u{2066}{}\u{2069}", parts.join("+"))
}

fn key_name(key: Key, reading: Direction) -> String {
    let rtl = reading == Direction::Rtl;
    match key {
        Key::Char(c) => c.to_ascii_uppercase().to_string(),
        Key::Tab => "Tab".into(),
        Key::Enter => "Enter".into(),
        Key::Backspace => "Backspace".into(),
        Key::Delete => "Delete".into(),
        Key::Escape => "Esc".into(),
        Key::Space => "Space".into(),
        Key::Forward => if rtl { "←" } else { "→" }.into(),
        Key::Backward => if rtl { "→" } else { "←" }.into(),
        Key::Up => "↑".into(),
        Key::Down => "↓".into(),
        Key::F(number) => format!("F{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(event: &Event, reading: Direction) -> Option<Meaning> {
        meaning(event, reading, &Keys::default())
    }

    fn press(key: EguiKey, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    #[test]
    fn the_arrow_along_the_text_moves_the_end_outwards_in_both_directions() {
        let left = press(EguiKey::ArrowLeft, Modifiers::ALT);
        let right = press(EguiKey::ArrowRight, Modifiers::ALT);
        let forward = Some(Meaning::Action(Action::EndForward));
        assert_eq!(meant(&left, Direction::Rtl), forward);
        assert_eq!(meant(&right, Direction::Ltr), forward);
    }

    #[test]
    fn letters_are_labels_and_control_letters_are_actions() {
        let p = press(EguiKey::P, Modifiers::NONE);
        assert_eq!(meant(&p, Direction::Rtl), Some(Meaning::Label('p')));
        let undo = press(EguiKey::Z, Modifiers::COMMAND | Modifiers::CTRL);
        assert_eq!(
            meant(&undo, Direction::Rtl),
            Some(Meaning::Action(Action::Undo))
        );
        let one = press(EguiKey::Num1, Modifiers::NONE);
        assert_eq!(meant(&one, Direction::Rtl), Some(Meaning::Label('1')));
    }
}
