//! Keys, clipboard and input method of a text field.

use std::sync::Arc;

use eframe::egui::accesskit::{Action, ActionData, ActionRequest};
use eframe::egui::{Event, Id, ImeEvent, Key, Modifiers, Ui};

use super::state::{FieldState, Reach};
use crate::layout::geometry::{Side, Stop};
use crate::ui::text::{Laid, Told};

/// What assistive technologies may ask of the field, besides what every widget answers.
pub(super) const ASKED: [Action; 3] = [
    Action::SetValue,
    Action::ReplaceSelectedText,
    Action::SetTextSelection,
];

/// Keeps what was told, to understand what is asked for in the next frame.
pub(super) fn remember(ui: &Ui, id: Id, told: Told) {
    ui.data_mut(|data| data.insert_temp(told_slot(id), Arc::new(told)));
}

fn told_slot(id: Id) -> Id {
    id.with("told")
}

/// What assistive technologies ask of the field; it need not have the keyboard.
pub(super) fn requests(ui: &Ui, id: Id, state: &mut FieldState) {
    let asked: Vec<ActionRequest> = ui.input(|input| {
        let requests = input.events.iter().filter_map(|event| match event {
            Event::AccessKitActionRequest(request) if request.target_node == id.accesskit_id() => {
                Some(request.clone())
            }
            _ => None,
        });
        requests.collect()
    });
    for request in asked {
        match (request.action, request.data) {
            (Action::SetValue, Some(ActionData::Value(text))) => {
                state.select_all();
                state.insert(&text);
            }
            (Action::ReplaceSelectedText, Some(ActionData::Value(text))) => state.insert(&text),
            (Action::SetTextSelection, Some(ActionData::SetTextSelection(selection))) => {
                let told = ui.data(|data| data.get_temp::<Arc<Told>>(told_slot(id)));
                if let Some((anchor, head)) = told.and_then(|told| told.offsets(&selection)) {
                    state.place(anchor, Reach::Move);
                    state.place(head, Reach::Extend);
                }
            }
            _ => {}
        }
    }
}

/// Applies this frame's events; `lay` lays out the text as it is at that moment.
pub(super) fn take(
    ui: &Ui,
    id: Id,
    state: &mut FieldState,
    lay: impl Fn(&Ui, &FieldState) -> Laid,
) {
    let owns_ime = ui.memory(|memory| memory.owns_ime_events(id));
    for event in ui.input(|input| input.events.clone()) {
        match event {
            // Some systems send Enter as text too; it is left to the dialog around the field.
            Event::Text(text) if text == "\n" || text == "\r" => {}
            Event::Text(text) if state.preedit().is_empty() => state.insert(&text),
            Event::Paste(text) => state.insert(&text),
            Event::Copy if !state.selection().is_empty() => {
                ui.copy_text(state.selected_text().to_owned());
            }
            Event::Cut if !state.selection().is_empty() => {
                ui.copy_text(state.selected_text().to_owned());
                state.remove(0..0);
            }
            Event::Ime(event) if owns_ime => compose(state, event),
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if state.preedit().is_empty() => {
                let laid = lay(ui, state);
                press(state, &laid, key, modifiers);
            }
            _ => {}
        }
    }
}

/// Whether a field edits or moves by that key, with modifiers too.
#[must_use]
pub fn is_editing_key(key: Key) -> bool {
    matches!(
        key,
        Key::ArrowLeft
            | Key::ArrowRight
            | Key::Home
            | Key::End
            | Key::A
            | Key::Backspace
            | Key::Delete
            | Key::Z
            | Key::Y
    )
}

fn press(state: &mut FieldState, laid: &Laid, key: Key, modifiers: Modifiers) {
    let reach = if modifiers.shift {
        Reach::Extend
    } else {
        Reach::Move
    };
    // macOS moves by word with ⌥, everything else with Ctrl.
    let by_word = modifiers.command || modifiers.alt;
    match key {
        Key::ArrowLeft => walk(state, laid, Side::Left, (reach, by_word)),
        Key::ArrowRight => walk(state, laid, Side::Right, (reach, by_word)),
        Key::Home => state.place(0, reach),
        Key::End => state.place(state.text().len(), reach),
        Key::A if modifiers.command => state.select_all(),
        Key::Backspace if by_word => state.remove(state.word_before(state.caret())..state.caret()),
        Key::Backspace => state.backspace(),
        Key::Delete if by_word => state.remove(state.caret()..state.word_after(state.caret())),
        // Shift+Delete is the old key for cutting, which arrives as its own event.
        Key::Delete if !modifiers.shift => state.delete(),
        Key::Z if modifiers.command && modifiers.shift => state.redo(),
        Key::Z if modifiers.command => state.undo(),
        Key::Y if modifiers.command => state.redo(),
        _ => {}
    }
}

/// The caret to a side as seen: by letter, or by word in the direction of the text.
fn walk(state: &mut FieldState, laid: &Laid, side: Side, (reach, by_word): (Reach, bool)) {
    let forward = (side == Side::Left) == laid.is_rtl();
    let selected = state.selection();
    let to = if by_word {
        if forward {
            state.word_after(state.caret())
        } else {
            state.word_before(state.caret())
        }
    } else if reach == Reach::Move && !selected.is_empty() {
        // Without Shift an arrow leaves the selection at that side.
        let (start, end) = (Stop::behind(selected.start), Stop::before(selected.end));
        let start_is_left = laid.caret(start).left() < laid.caret(end).left();
        let to = if start_is_left == (side == Side::Left) {
            start
        } else {
            end
        };
        return state.place_at(to, reach);
    } else {
        laid.step(state.stop(), side).unwrap_or(state.caret())
    };
    state.place(to, reach);
}

fn compose(state: &mut FieldState, event: ImeEvent) {
    match event {
        ImeEvent::Preedit { text, .. } => state.compose(&text),
        // Some input methods send empty commits when nothing was composed.
        ImeEvent::Commit(text) => state.commit(&text),
        ImeEvent::DeleteSurrounding {
            before_chars,
            after_chars,
        } => {
            let text = state.text();
            let caret = state.caret();
            let start = text[..caret].char_indices().rev().take(before_chars).last();
            let end = text[caret..].char_indices().nth(after_chars);
            let range =
                start.map_or(caret, |(at, _)| at)..end.map_or(text.len(), |(at, _)| caret + at);
            state.remove(range);
        }
        _ => {}
    }
}
