//! The parts of the window that the keyboard goes to as a whole: F6 leads to the next one, Esc back
//! to the article.
//!
//! Every pane but the article is a named region for assistive technologies. What is known of them
//! lives in the egui context, for the frame after.

use eframe::egui::accesskit::{Role, TextDirection};
use eframe::egui::{Context, FocusDirection, Id, Rect, Sense, Ui, UiBuilder, accesskit_root_id};

use super::reader;
use crate::i18n::Lang;
use crate::i18n::window::W;
use crate::ui::text::bounds;

/// A part of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The page.
    Article,
    /// The menu bar.
    Menus,
    /// The list of articles.
    Articles,
    /// What happened.
    Notices,
    /// The search bar.
    Find,
    /// The guidelines.
    Guidelines,
    /// The review inbox.
    Inbox,
    /// The label palette.
    Labels,
    /// The strip under the article.
    Strip,
}

/// The order in which F6 goes through them.
const ORDER: [Pane; 9] = [
    Pane::Article,
    Pane::Menus,
    Pane::Articles,
    Pane::Notices,
    Pane::Find,
    Pane::Guidelines,
    Pane::Inbox,
    Pane::Labels,
    Pane::Strip,
];

/// One pane on or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next one.
    Next,
    /// To the one before.
    Previous,
}

#[derive(Clone, Debug, Default)]
struct Panes {
    /// Where each pane was in the last frame.
    shown: Vec<(Pane, Rect)>,
    /// Where each pane of this frame is.
    showing: Vec<(Pane, Rect)>,
    /// The pane that gets the keyboard in this frame.
    wish: Option<Pane>,
    /// Whether something other than the article had the keyboard in the last frame.
    away: bool,
}

fn with<R>(ctx: &Context, work: impl FnOnce(&mut Panes) -> R) -> R {
    ctx.data_mut(|data| work(data.get_temp_mut_or_default(Id::unique("tawsim panes"))))
}

/// Call it before the first pane of a frame is shown; names the window and its language.
pub fn begin(ctx: &Context, lang: Lang) {
    ctx.accesskit_node_builder(accesskit_root_id(), |node| {
        node.set_label(W::AppName.say(lang));
        let (name, direction) = if lang.is_rtl() {
            ("ar", TextDirection::RightToLeft)
        } else {
            ("en", TextDirection::LeftToRight)
        };
        node.set_language(name);
        node.set_text_direction(direction);
    });
    with(ctx, |panes| {
        panes.shown = std::mem::take(&mut panes.showing);
    });
}

/// Call it behind the last pane of a frame.
pub fn end(ctx: &Context) {
    let focused = ctx.memory(|memory| memory.focused());
    with(ctx, |panes| {
        panes.away = focused.is_some_and(|id| id != reader::id());
        panes.wish = None;
    });
}

/// Whether something other than the article had the keyboard when the last frame ended: then Esc
/// only leads back to the article.
#[must_use]
pub fn was_away(ctx: &Context) -> bool {
    with(ctx, |panes| panes.away)
}

/// Shows a pane as a region of that name.
pub fn pane<R>(ui: &mut Ui, pane: Pane, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new()
        .accessibility_role(Role::Region)
        .accessibility_label(name);
    let shown = ui.scope_builder(builder, |ui| {
        if with(ui.ctx(), |panes| panes.wish == Some(pane)) {
            enter(ui);
        }
        add(ui)
    });
    let (id, rect) = (shown.response.id, shown.response.rect);
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_bounds(bounds(rect)));
    with(ui.ctx(), |panes| panes.showing.push((pane, rect)));
    shown.inner
}

/// Gives the keyboard to the next pane that is shown, in this frame.
pub fn step(ctx: &Context, step: Step) {
    let shown = with(ctx, |panes| panes.shown.clone());
    let is_shown = |pane: Pane| pane == Pane::Article || shown.iter().any(|(p, _)| *p == pane);
    let here = current(ctx, &shown);
    let count = ORDER.len();
    let start = ORDER.iter().position(|pane| *pane == here).unwrap_or(0);
    let next = (1..=count)
        .map(|by| match step {
            Step::Next => ORDER[(start + by) % count],
            Step::Previous => ORDER[(start + count - by) % count],
        })
        .find(|pane| is_shown(*pane));
    go(ctx, next.unwrap_or(Pane::Article));
}

/// Gives the keyboard to a pane, in this frame.
pub fn go(ctx: &Context, pane: Pane) {
    if pane == Pane::Article {
        ctx.memory_mut(|memory| memory.request_focus(reader::id()));
    }
    with(ctx, |panes| panes.wish = Some(pane));
}

/// The pane that holds the widget that has the keyboard.
fn current(ctx: &Context, shown: &[(Pane, Rect)]) -> Pane {
    let focused = ctx.memory(|memory| memory.focused());
    let widget = focused
        .filter(|id| *id != reader::id())
        .and_then(|id| ctx.read_response(id));
    let at = widget.map(|widget| widget.rect.center());
    let holds = |(_, rect): &&(Pane, Rect)| at.is_some_and(|at| rect.contains(at));
    shown
        .iter()
        .find(holds)
        .map_or(Pane::Article, |(pane, _)| *pane)
}

/// The first widget that comes behind gets the keyboard.
fn enter(ui: &Ui) {
    let door = ui.unique_id().with("door");
    ui.memory_mut(|memory| {
        memory.request_focus(door);
        memory.move_focus(FocusDirection::Next);
    });
    ui.interact(Rect::NOTHING, door, Sense::focusable_noninteractive());
}
