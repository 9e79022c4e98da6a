//! The dialog that gives actions other keys: choose an action, press its new key, settle conflicts.

use eframe::egui::{Context, Event, Ui};

use super::cx::Cx;
use super::keymap;
use super::prompts::Next;
use super::widgets::{self, Answer, Choice, FieldState};
use super::words;
use crate::app::action::{Action, Key, Shortcut};
use crate::app::command::Command;
use crate::i18n::action;
use crate::i18n::window::W;
use crate::i18n::work::{K, key_of_label, key_taken};
use crate::text::normalize::match_form;
use crate::text::paragraph::Direction;

/// The dialog while it is open.
pub struct SetKeys {
    typed: FieldState,
    picked: usize,
    step: Step,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Looking at the list.
    Choosing,
    /// The next key is the action's.
    Recording(Action),
    /// The key belongs to something else.
    Conflict(Action, Shortcut),
}

impl Default for SetKeys {
    fn default() -> Self {
        Self {
            typed: FieldState::new(""),
            picked: 0,
            step: Step::Choosing,
        }
    }
}

/// Rows shown at once.
const ROWS: usize = 11;

impl SetKeys {
    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        if let Step::Recording(action) = self.step {
            self.record(ctx, cx, action);
        }
        let conflict = matches!(self.step, Step::Conflict(..));
        let choices = if conflict {
            [
                Choice::primary(K::TakeKey.say(cx.lang)),
                Choice::plain(K::KeepKey.say(cx.lang)),
            ]
        } else {
            [
                Choice::plain(W::Close.say(cx.lang)),
                Choice::plain(K::StandardKeys.say(cx.lang)),
            ]
        };
        let title = K::SetKeysTitle.say(cx.lang);
        let (answer, ()) = widgets::dialog(ctx, title, 560.0, &choices, |ui| self.body(ui, cx));
        match (answer, self.step) {
            (Answer::Open, _) => Next::Stay,
            (Answer::Chosen(0), Step::Conflict(action, key)) => {
                cx.send(Command::SetKey(action, Some(key)));
                self.step = Step::Choosing;
                Next::Stay
            }
            (_, Step::Conflict(..)) => {
                self.step = Step::Choosing;
                Next::Stay
            }
            (Answer::Chosen(1), _) => {
                cx.send(Command::ResetKeys);
                Next::Stay
            }
            _ => Next::Close,
        }
    }

    /// Takes the next key for the action, before anything else can.
    fn record(&mut self, ctx: &Context, cx: &Cx<'_>, action: Action) {
        let reading = Direction::Rtl;
        let pressed = ctx.input_mut(|input| {
            let press = |event: &Event| keymap::pressed(event, reading);
            let found = input.events.iter().find_map(press);
            let is_key = |event: &Event| matches!(event, Event::Key { .. } | Event::Text(_));
            input.events.retain(|event| !is_key(event));
            found
        });
        let Some(key) = pressed else { return };
        let plain_escape = key.key == Key::Escape && !(key.ctrl || key.alt || key.shift);
        self.step = if plain_escape {
            Step::Choosing
        } else if owner(cx, action, key).is_some() {
            Step::Conflict(action, key)
        } else {
            cx.send(Command::SetKey(action, Some(key)));
            Step::Choosing
        };
    }

    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        match self.step {
            Step::Conflict(action, key) => {
                let said = owner(cx, action, key).unwrap_or_default();
                widgets::strong_label(ui, &action::name(action.id(), cx.lang));
                widgets::label(ui, &said);
            }
            Step::Recording(action) => {
                widgets::strong_label(ui, &action::name(action.id(), cx.lang));
                widgets::label(ui, &action::help(action.id(), cx.lang));
                widgets::weak_label(ui, K::PressKey.say(cx.lang));
            }
            Step::Choosing => self.choosing(ui, cx),
        }
    }

    fn choosing(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        widgets::weak_label(ui, K::SetKeysHint.say(cx.lang));
        let field = widgets::TextField::new(K::FilterKeys.say(cx.lang));
        let field = field
            .placeholder(K::FilterKeys.say(cx.lang))
            .show(ui, &mut self.typed);
        if field.changed() {
            self.picked = 0;
        }
        let actions = matching(self.typed.text(), cx);
        let height = widgets::list_height(ui, ROWS);
        let list = widgets::VirtualList::new(ui, "set keys", actions.len());
        list.name(K::SetKeysTitle.say(cx.lang))
            .show_within(ui, height, |ui, at| {
                let Some(action) = actions.get(at) else {
                    return;
                };
                let name = action::name(action.id(), cx.lang);
                let detail = detail(cx, *action);
                let row = widgets::Row::new(&name).detail(&detail);
                let row = row.place(at, actions.len()).chosen(at == self.picked);
                if row.show(ui).clicked() {
                    self.picked = at;
                    self.step = Step::Recording(*action);
                }
            });
        let picked = actions.get(self.picked).copied();
        if let Some(action) = picked {
            one(ui, cx, action);
        }
    }
}

/// What can be done with the key of the action chosen last.
fn one(ui: &mut Ui, cx: &Cx<'_>, action: Action) {
    let keys = cx.session.keys();
    widgets::row(ui, |ui| {
        widgets::strong_label(ui, &action::name(action.id(), cx.lang));
        ui.add_enabled_ui(keys.of(action).is_some(), |ui| {
            if widgets::tool_button(ui, K::RemoveKey.say(cx.lang)).clicked() {
                cx.send(Command::SetKey(action, None));
            }
        });
        ui.add_enabled_ui(keys.is_changed(action), |ui| {
            if widgets::tool_button(ui, K::StandardKey.say(cx.lang)).clicked() {
                cx.send(Command::SetKey(action, action.shortcut()));
            }
        });
    });
}

/// The key as it is, and whether it is not the standard one.
fn detail(cx: &Cx<'_>, action: Action) -> String {
    let keys = cx.session.keys();
    let key = keys.of(action).map_or_else(
        || K::NoKey.say(cx.lang).to_owned(),
        |key| keymap::spell(key, Direction::Rtl),
    );
    if keys.is_changed(action) {
        format!("{key} · {}", K::Changed.say(cx.lang))
    } else {
        key
    }
}

/// Who has the key already, in a sentence.
fn owner(cx: &Cx<'_>, action: Action, key: Shortcut) -> Option<String> {
    let spelled = keymap::spell(key, Direction::Rtl);
    if let Some(other) = cx.session.keys().action(key) {
        let name = action::name(other.id(), cx.lang);
        return (other != action).then(|| key_taken(&spelled, &name, cx.lang));
    }
    let Key::Char(letter) = key.key else {
        return None;
    };
    let label = cx.session.project().labels().by_key(letter)?;
    let plain = !(key.ctrl || key.alt || key.shift);
    plain.then(|| key_of_label(&spelled, &words::label(label, cx.lang), cx.lang))
}

/// The actions whose name holds every word typed.
fn matching(typed: &str, cx: &Cx<'_>) -> Vec<Action> {
    let wanted = match_form(typed);
    let holds = |action: &Action| {
        let name = match_form(&action::name(action.id(), cx.lang));
        wanted.split(' ').all(|word| name.contains(word))
    };
    Action::all().filter(holds).collect()
}
