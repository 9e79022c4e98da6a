//! The menu bar, made from the list of actions, with the project's name and the saved state.

use eframe::egui::{Align, Layout, Ui, vec2};

use crate::app::action::{Action, Menu};
use crate::app::command::Command;
use crate::app::session::SaveState;
use crate::app::views::jobs::{Job, running};
use crate::i18n::action;
use crate::i18n::exchange::X;
use crate::i18n::number::percent;
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::text::paragraph::Direction;
use crate::ui::cx::Cx;
use crate::ui::theme::look;
use crate::ui::{keymap, widgets};

const MENUS: [(Menu, W); 6] = [
    (Menu::File, W::MenuFile),
    (Menu::Edit, W::MenuEdit),
    (Menu::Review, W::MenuReview),
    (Menu::Span, W::MenuSpan),
    (Menu::View, W::MenuView),
    (Menu::Help, W::MenuHelp),
];

/// Shows the bar and calls `chosen` with the action that was picked.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, mut chosen: impl FnMut(Action)) {
    widgets::spread(
        ui,
        |ui| {
            widgets::menu_bar(ui, W::AppName.say(cx.lang), |ui| {
                for (menu, title) in MENUS {
                    widgets::menu(ui, title.say(cx.lang), |ui| {
                        items(ui, cx, menu, &mut chosen);
                    });
                }
            });
        },
        |ui| state(ui, cx),
    );
}

fn items(ui: &mut Ui, cx: &Cx<'_>, menu: Menu, chosen: &mut impl FnMut(Action)) {
    for action in Action::all().filter(|action| action.menu() == menu) {
        let name = action::name(action.id(), cx.lang);
        let key = cx.session.keys().of(action);
        let key = key.map(|key| keymap::spell(key, Direction::Rtl));
        let shown = match toggled(action, cx) {
            Some(on) => widgets::menu_toggle(ui, on, &name, key.as_deref()),
            None => widgets::menu_item(ui, &name, key.as_deref()),
        };
        if shown.clicked() {
            chosen(action);
        }
    }
}

/// Whether a switch is on; `None` for actions that are no switches.
fn toggled(action: Action, cx: &Cx<'_>) -> Option<bool> {
    let preferences = cx.session.preferences();
    match action {
        Action::ToggleSnap => Some(preferences.snap),
        Action::ToggleSigns => Some(preferences.reading.signs),
        Action::ToggleArticles => Some(preferences.articles_shown),
        Action::ToggleInbox => Some(preferences.inbox_shown),
        Action::ToggleBlind => Some(preferences.blind),
        Action::ToggleMissed => Some(preferences.missed),
        Action::ToggleSticky => Some(cx.session.sticky().0),
        _ => None,
    }
}

fn state(ui: &mut Ui, cx: &Cx<'_>) {
    if cx.session.dir().is_none() {
        return;
    }
    let palette = look(ui.ctx()).tokens.palette.clone();
    if let Some(part) = cx.session.exporting() {
        if widgets::tool_button(ui, X::Stop.say(cx.lang)).clicked() {
            cx.send(Command::CancelExport);
        }
        let said = format!("{} {}", X::Exporting.say(cx.lang), percent(part, cx.lang));
        widgets::label(ui, &said);
    }
    if cx.session.read_only().is_some() {
        widgets::coloured_label(ui, W::ReadOnly.say(cx.lang), palette.warning);
    } else {
        match cx.session.save_state() {
            SaveState::Saved => widgets::coloured_label(ui, W::Saved.say(cx.lang), palette.good),
            SaveState::Saving => widgets::weak_label(ui, W::Saving.say(cx.lang)),
            SaveState::Failed(_) => {
                widgets::coloured_label(ui, W::NotSaved.say(cx.lang), palette.danger)
            }
        };
    }
    widgets::weak_label(ui, &cx.session.project().name);
    work(ui, cx);
}

/// Width of the bar that shows how far work in the background is, in points.
const BAR: f32 = 90.0;

/// The work that goes on in the background, with a button that stops it.
fn work(ui: &mut Ui, cx: &Cx<'_>) {
    let Some((job, part)) = running(cx.session) else {
        return;
    };
    let name = match job {
        Job::Gathering => K::JobGathering,
        Job::Hunting => K::JobHunting,
        Job::Surveying => K::JobSurveying,
        Job::Suggesting => K::JobSuggesting,
    };
    if widgets::tool_button(ui, K::Stop.say(cx.lang)).clicked() {
        cx.send(Command::CancelJobs);
    }
    let height = look(ui.ctx()).tokens.sizes.row;
    let middle = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(BAR, height), middle, |ui| {
        ui.set_width(BAR);
        widgets::progress(ui, part, name.say(cx.lang));
    });
    widgets::weak_label(ui, name.say(cx.lang));
}
