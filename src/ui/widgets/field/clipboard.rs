//! The context menu of a text field: what the keyboard does with the clipboard, for the mouse.

use eframe::egui::{Response, Ui, ViewportCommand};

use super::state::FieldState;
use crate::i18n::widgets::WidgetText;
use crate::ui::theme::look;
use crate::ui::widgets::menu::{context_menu, menu_item};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    Cut,
    Copy,
    Paste,
    SelectAll,
}

const WISHES: [(Wish, WidgetText, &str); 4] = [
    (Wish::Cut, WidgetText::Cut, "Ctrl+X"),
    (Wish::Copy, WidgetText::Copy, "Ctrl+C"),
    (Wish::Paste, WidgetText::Paste, "Ctrl+V"),
    (Wish::SelectAll, WidgetText::SelectAll, "Ctrl+A"),
];

/// Shows the menu when it is asked for and does what is picked.
pub(super) fn menu(ui: &Ui, response: &Response, state: &mut FieldState) {
    let picked = context_menu(response, |ui| offered(ui, state)).flatten();
    let Some(wish) = picked else {
        return;
    };
    // The item that was picked is gone; typing goes on in the field.
    response.request_focus();
    match wish {
        Wish::Cut => {
            ui.copy_text(state.selected_text().to_owned());
            state.remove(0..0);
        }
        Wish::Copy => ui.copy_text(state.selected_text().to_owned()),
        // The system answers with a paste event, which the focused field takes.
        Wish::Paste => ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste),
        Wish::SelectAll => state.select_all(),
    }
}

fn offered(ui: &mut Ui, state: &FieldState) -> Option<Wish> {
    let lang = look(ui.ctx()).lang;
    let mut picked = None;
    for (wish, text, keys) in WISHES {
        let possible = match wish {
            Wish::Cut | Wish::Copy => !state.selection().is_empty(),
            Wish::Paste => true,
            Wish::SelectAll => !state.text().is_empty(),
        };
        let show = |ui: &mut Ui| menu_item(ui, &text.say(lang), Some(keys));
        if ui.add_enabled_ui(possible, show).inner.clicked() {
            picked = Some(wish);
        }
    }
    picked
}
