//! Decisions on everything that the inbox shows, each as one transaction.

use eframe::egui::{Response, Ui};

use crate::app::action::Action;
use crate::app::command::Judgement;
use crate::app::views::inbox::State;
use crate::i18n::action;
use crate::i18n::inbox::R;
use crate::i18n::number::number;
use crate::text::paragraph::Direction;
use crate::ui::cx::Cx;
use crate::ui::widgets::{self, OnHover as _};
use crate::ui::{keymap, words};

/// Buttons for what can be decided about so many suggestions of that state; answers what was.
pub(super) fn buttons(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (state, count): (State, usize),
) -> Option<Judgement> {
    let text = |word: R| word.say(cx.lang).replace("{all}", &number(count, cx.lang));
    let mut judged = None;
    if state != State::Pending {
        let pressed = widgets::button(ui, &text(R::WithdrawShown)).clicked();
        return pressed.then_some(Judgement::Withdraw);
    }
    let accept = widgets::primary_button(ui, &text(R::AcceptShown));
    if hinted(cx, accept, Action::AcceptShown).clicked() {
        judged = Some(Judgement::Accept);
    }
    let reject = widgets::button(ui, &text(R::RejectShown));
    if hinted(cx, reject, Action::RejectShown).clicked() {
        judged = Some(Judgement::Reject);
    }
    widgets::menu(ui, R::RelabelShown.say(cx.lang), |ui| {
        for label in cx.session.project().labels().iter() {
            if widgets::menu_item(ui, &words::label(label, cx.lang), None).clicked() {
                judged = Some(Judgement::AcceptAs(label.id.clone()));
            }
        }
    });
    judged
}

/// Tells under the pointer what the button does, and its key.
pub(super) fn hinted(cx: &Cx<'_>, button: Response, action: Action) -> Response {
    let help = action::help(action.id(), cx.lang);
    let key = cx.session.keys().of(action);
    let key = key.map_or_else(String::new, |key| {
        format!(" ({})", keymap::spell(key, Direction::Rtl))
    });
    button.on_hover(&format!("{help}{key}"))
}
