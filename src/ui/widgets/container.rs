//! Places for things, by start and end instead of left and right.

use eframe::egui::{self, Frame, IdSalt, InnerResponse, Margin, Panel, Ui, UiBuilder, vec2};

use crate::i18n::widgets::WidgetText;
use crate::ui::theme::look;

/// A side of the window, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where reading starts: right in Arabic.
    Start,
    /// Where a line ends: left in Arabic.
    End,
}

/// Things under each other, aligned at the start side; takes the available width.
pub fn column<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let layout = look(ui.ctx()).column();
    ui.with_layout(layout, add)
}

/// Things side by side from the start side on, centred on a line as high as a button.
pub fn row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let height = look(ui.ctx()).tokens.sizes.control;
    row_of(ui, height, add)
}

/// [`row`] of another height.
pub fn row_of<R>(ui: &mut Ui, height: f32, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let look = look(ui.ctx());
    let width = ui.available_size_before_wrap().x;
    ui.allocate_ui_with_layout(vec2(width, height), look.row(), add)
}

/// Things side by side from the start side on, continued on the next line when the width is used up.
pub fn wrapping_row<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let look = look(ui.ctx());
    let width = ui.available_size_before_wrap().x;
    let height = look.tokens.sizes.chip_height;
    ui.allocate_ui_with_layout(vec2(width, height), look.wrapping_row(), add)
}

/// Things side by side from the end side on, such as the buttons of a dialog.
pub fn row_from_end<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let look = look(ui.ctx());
    let width = ui.available_size_before_wrap().x;
    let size = vec2(width, look.tokens.sizes.control);
    ui.allocate_ui_with_layout(size, look.row_from_end(), add)
}

/// One row with a part at each side; the start part gets the width that the end part leaves.
///
/// The end part is placed first, so its first thing is the one nearest to the end side.
pub fn spread<A, B>(
    ui: &mut Ui,
    start: impl FnOnce(&mut Ui) -> A,
    end: impl FnOnce(&mut Ui) -> B,
) -> (A, B) {
    let layout = look(ui.ctx()).row();
    row_from_end(ui, |ui| {
        // Screen readers come to the start part first, though it is placed last.
        let reading = ui.new_child(UiBuilder::new().id_salt("start")).unique_id();
        let last = end(ui);
        let builder = UiBuilder::new()
            .layout(layout)
            .accessibility_parent(reading);
        let first = ui.scope_builder(builder, start).inner;
        (first, last)
    })
    .inner
}

/// Things in rows of as many cells of one width, in reading order.
pub fn cells<T>(
    ui: &mut Ui,
    across: usize,
    things: impl IntoIterator<Item = T>,
    mut add: impl FnMut(&mut Ui, T),
) {
    let layout = look(ui.ctx()).row();
    let mut things = things.into_iter().peekable();
    while things.peek().is_some() {
        row(ui, |ui| {
            let gaps = ui.spacing().item_spacing.x * across.saturating_sub(1) as f32;
            let width = (ui.available_width() - gaps) / across.max(1) as f32;
            let size = vec2(width, ui.available_height());
            for thing in things.by_ref().take(across) {
                ui.allocate_ui_with_layout(size, layout, |ui| {
                    ui.set_min_width(width);
                    add(ui, thing);
                });
            }
        });
    }
}

/// The panel at that side: show it with [`Panel::show`] and put a [`column()`] inside.
pub fn side_panel(ui: &Ui, side: Side, id: &'static str) -> Panel {
    let look = look(ui.ctx());
    let at_right = look.is_rtl() == (side == Side::Start);
    let panel = if at_right {
        Panel::right(id)
    } else {
        Panel::left(id)
    };
    let margin = Margin::same(look.tokens.sizes.panel as i8);
    let frame = Frame::new()
        .fill(look.tokens.palette.background)
        .inner_margin(margin);
    panel.frame(frame)
}

/// Gives the movable edge of a [`side_panel`] that was shown in `ui` a name in the interface's
/// language.
pub fn name_edge(ui: &Ui, id: &'static str) {
    let edge = ui.scope_id().with_salt(IdSalt::new(id)).with("__resize");
    if ui.ctx().has_accesskit_node(edge) {
        let name = WidgetText::Splitter.say(look(ui.ctx()).lang);
        ui.ctx()
            .accesskit_node_builder(edge, |node| node.set_label(name));
    }
}

/// A raised card around its contents, as wide as the place it is in.
pub fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let look = look(ui.ctx());
    let (palette, sizes) = (&look.tokens.palette, &look.tokens.sizes);
    Frame::new()
        .fill(palette.raised)
        .stroke(egui::Stroke::new(1.0, palette.border))
        .corner_radius(sizes.radius)
        .inner_margin(Margin::same(sizes.panel as i8))
        .show(ui, |ui| {
            if !ui.is_sizing_pass() {
                ui.set_min_width(ui.available_width());
            }
            column(ui, add).inner
        })
}

/// Contents moved in from the start side by one step.
pub fn indented<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let look = look(ui.ctx());
    let step = look.tokens.sizes.gap_large;
    let mut rect = ui.available_rect_before_wrap();
    if look.is_rtl() {
        rect.max.x -= step;
    } else {
        rect.min.x += step;
    }
    let inner = ui.scope_builder(UiBuilder::new().max_rect(rect).layout(look.column()), add);
    ui.expand_to_include_rect(inner.response.rect);
    inner
}
