//! A scroll area whose bar stands at the end side and never covers the contents.
//!
//! egui's own bar is always at the right, where Arabic lines start.

use std::ops::Range;

use eframe::egui::accesskit::Role;
use eframe::egui::scroll_area::{ScrollAreaOutput, ScrollBarVisibility, State};
use eframe::egui::{
    Id, IdSalt, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::access;
use super::list_row::take_end;
use crate::i18n::widgets::WidgetText;
use crate::ui::text::bounds;
use crate::ui::theme::{Look, look, mix};

/// Scrolls `add` vertically in all the space that is left.
pub fn scroll<R>(ui: &mut Ui, id: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let column = look(ui.ctx()).column();
    framed(ui, id, |area, ui| {
        area.show(ui, |ui| ui.with_layout(column, add).inner)
    })
    .inner
}

/// [`scroll`] in a place of that height, for dialogs, which are as high as what is in them.
pub fn scroll_within<R>(ui: &mut Ui, height: f32, id: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui(size, |ui| scroll(ui, id, add)).inner
}

/// What stands above and below a list in a dialog, with some room around it, in points.
const BESIDE_LIST: f32 = 340.0;

/// How high a list of so many rows is in a dialog: lower where the window is low, so that the buttons
/// below it stay in sight.
#[must_use]
pub fn list_height(ui: &Ui, rows: usize) -> f32 {
    let row = look(ui.ctx()).tokens.sizes.row;
    let room = ui.ctx().content_rect().height() - BESIDE_LIST;
    (row * rows as f32).min(room).max(row)
}

/// A list of `count` rows of which only the visible ones are made.
#[derive(Clone, Debug)]
#[must_use = "call show"]
pub struct VirtualList<'a> {
    id: &'a str,
    count: usize,
    row_height: f32,
    reveal: Option<usize>,
    name: &'a str,
}

impl<'a> VirtualList<'a> {
    /// A list of `count` rows, each as high as the theme's row.
    pub fn new(ui: &Ui, id: &'a str, count: usize) -> Self {
        let row_height = look(ui.ctx()).tokens.sizes.row;
        Self {
            id,
            count,
            row_height,
            reveal: None,
            name: "",
        }
    }

    /// What screen readers call it.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = name;
        self
    }

    /// Another height of rows.
    pub fn row_height(mut self, points: f32) -> Self {
        // Whole points keep far rows exact: 100,000 rows reach where `f32` has few fractions left.
        self.row_height = points.round().max(1.0);
        self
    }

    /// Scrolls so that this row is seen, in this frame.
    pub fn reveal(mut self, row: usize) -> Self {
        self.reveal = Some(row);
        self
    }

    /// The same as [`Self::show`] in so many points of height, as wide as there is room.
    pub fn show_within(self, ui: &mut Ui, height: f32, add: impl FnMut(&mut Ui, usize)) {
        let room = vec2(ui.available_width(), height);
        ui.allocate_ui(room, |ui| self.show(ui, add));
    }

    /// Shows the visible rows by `add`, which gets the row's number.
    pub fn show(self, ui: &mut Ui, mut add: impl FnMut(&mut Ui, usize)) {
        let column = look(ui.ctx()).column();
        let height = self.row_height;
        let whole = self.count as f32 * height;
        let reveal = self.reveal;
        let room = ui.available_height();
        framed(ui, self.id, |mut area, ui| {
            if let Some(row) = reveal {
                let id = ui.make_persistent_id(IdSalt::new(self.id));
                let top = row as f32 * height;
                area = area.vertical_scroll_offset(revealed(ui, id, top, height, room));
            }
            area.show_viewport(ui, |ui, seen| {
                ui.set_height(whole);
                ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                    node.set_role(Role::ListBox);
                    node.set_label(self.name);
                    node.set_size_of_set(self.count);
                    node.set_bounds(bounds(ui.clip_rect()));
                });
                ui.spacing_mut().item_spacing.y = 0.0;
                // One row more at both ends, so that the arrow keys find a row to go to.
                let first = ((seen.top() / height).floor().max(0.0) as usize).saturating_sub(1);
                let last = ((seen.bottom() / height).ceil().max(0.0) as usize + 1).min(self.count);
                // Ids must not depend on which row is the first one made.
                ui.skip_ahead_auto_ids(first);
                for row in first..last {
                    let top = ui.max_rect().top() + row as f32 * height;
                    let place = Rect::from_min_size(
                        pos2(ui.max_rect().left(), top),
                        vec2(ui.max_rect().width(), height),
                    );
                    let builder = UiBuilder::new().id_salt(row).max_rect(place).layout(column);
                    add(&mut ui.new_child(builder), row);
                }
            })
        });
    }
}

/// The scroll offset nearest to the present one that shows `top..top + height`.
fn revealed(ui: &Ui, id: Id, top: f32, height: f32, room: f32) -> f32 {
    let now = State::load(ui.ctx(), id).map_or(0.0, |state| state.clamped_offset().y);
    let least = (top + height - room).max(0.0);
    now.clamp(least.min(top), top)
}

/// Keeps a gutter at the end side free, shows the area beside it and the bar in it.
fn framed<R>(
    ui: &mut Ui,
    id: &str,
    show: impl FnOnce(ScrollArea, &mut Ui) -> ScrollAreaOutput<R>,
) -> ScrollAreaOutput<R> {
    let look = look(ui.ctx());
    let mut room = ui.available_rect_before_wrap();
    let gutter = take_end(&mut room, look.tokens.sizes.scroll_gutter, &look);
    let wish_id = ui.make_persistent_id((id, "wish"));
    let mut area = ScrollArea::vertical()
        .id_salt(IdSalt::new(id))
        .auto_shrink(false)
        .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
    if let Some(offset) = ui.data_mut(|data| data.remove_temp::<f32>(wish_id)) {
        area = area.vertical_scroll_offset(offset);
    }
    let builder = UiBuilder::new().max_rect(room).layout(look.column());
    let output = ui.scope_builder(builder, |ui| show(area, ui)).inner;
    ui.expand_to_include_rect(gutter);
    let track = Rect::from_x_y_ranges(gutter.x_range(), output.inner_rect.y_range());
    if let Some(offset) = bar(ui, &look, track, &output) {
        ui.data_mut(|data| data.insert_temp(wish_id, offset));
        ui.request_repaint();
    }
    output
}

/// The bar: drag the handle, or click the track to go there. Answers where to scroll, if anywhere.
fn bar<R>(ui: &Ui, look: &Look, track: Rect, output: &ScrollAreaOutput<R>) -> Option<f32> {
    let (seen, whole) = (output.inner_rect.height(), output.content_size.y);
    if whole <= seen + 1.0 || !track.is_positive() {
        return None;
    }
    let now = output.state.clamped_offset().y;
    let response = ui.interact(track, output.id.with("bar"), Sense::CLICK | Sense::DRAG);
    let name = WidgetText::ScrollBar.say(look.lang);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, &name));
    let told = access::Scrolled {
        at: now.into(),
        most: (whole - seen).into(),
        page: seen.into(),
    };
    #[expect(clippy::cast_possible_truncation, reason = "points")]
    let asked = access::scroll_bar(ui, response.id, told).map(|to| to as f32);
    let length = (track.height() * seen / whole)
        .max(28.0)
        .min(track.height());
    let path = (track.height() - length).max(1.0);
    let per_point = (whole - seen) / path;
    let mut top = track.top() + now / per_point;
    let wish = grabbed(ui, &response, output.id.with("grip"), top..top + length)
        .map(|wanted| ((wanted - track.top()) * per_point).clamp(0.0, whole - seen));
    // A held but resting handle must not ask for frames.
    let wish = asked.or(wish.filter(|offset| (offset - now).abs() > 0.5));
    if let Some(offset) = wish {
        top = track.top() + offset / per_point;
    }
    let width = look.tokens.sizes.scroll_bar;
    let middle = pos2(track.center().x, top + length / 2.0);
    let handle = Rect::from_center_size(middle, vec2(width, length));
    let palette = &look.tokens.palette;
    let active = response.hovered() || response.dragged();
    let colour = mix(
        palette.border,
        palette.weak_text,
        if active { 0.9 } else { 0.3 },
    );
    ui.painter().rect_filled(handle, width / 2.0, colour);
    wish
}

/// Where the pointer wants the handle's top; pressing beside the handle brings its middle there.
fn grabbed(ui: &Ui, response: &Response, id: Id, handle: Range<f32>) -> Option<f32> {
    let pointer = response.interact_pointer_pos()?;
    if !response.is_pointer_button_down_on() {
        return None;
    }
    let middle = (handle.end - handle.start) / 2.0;
    if ui.input(|input| input.pointer.any_pressed()) {
        let grip = if handle.contains(&pointer.y) {
            pointer.y - handle.start
        } else {
            middle
        };
        ui.data_mut(|data| data.insert_temp(id, grip));
    }
    let grip = ui.data(|data| data.get_temp(id)).unwrap_or(middle);
    Some(pointer.y - grip)
}
