//! A row of a list that can be chosen.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Id, Rect, Response, Sense, Ui, WidgetInfo, vec2};

use super::paint::{by_state, focus_ring};
use super::tooltip::OnHover as _;
use crate::ui::text::{Base, Fit, Type, lay};
use crate::ui::theme::{Look, look};

/// A full-width row: a dot of colour, a text at the start side, a detail at the end side.
#[derive(Clone, Debug)]
#[must_use = "call show"]
pub struct Row<'a> {
    text: &'a str,
    detail: &'a str,
    under: &'a str,
    dot: Option<Color32>,
    chosen: bool,
    base: Option<Base>,
    place: Option<(usize, usize)>,
    spoken: Option<&'a str>,
}

impl<'a> Row<'a> {
    /// A row with that text.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            detail: "",
            under: "",
            dot: None,
            chosen: false,
            base: None,
            place: None,
            spoken: None,
        }
    }

    /// Secondary text at the end side, such as a count.
    pub fn detail(mut self, detail: &'a str) -> Self {
        self.detail = detail;
        self
    }

    /// A second line of secondary text; the row is then [`Row::tall`].
    pub fn under(mut self, under: &'a str) -> Self {
        self.under = under;
        self
    }

    /// The height of a row with a second line, in points.
    #[must_use]
    pub fn tall(ui: &Ui) -> f32 {
        (look(ui.ctx()).tokens.sizes.row * 1.6).round()
    }

    /// A dot of a label's colour before the text.
    pub fn dot(mut self, colour: Color32) -> Self {
        self.dot = Some(colour);
        self
    }

    /// Whether the row is the chosen one.
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    /// The row in words, where what is seen is too short to be understood when heard.
    pub fn spoken(mut self, words: &'a str) -> Self {
        self.spoken = Some(words);
        self
    }

    /// Its number, from 0, among how many: lists show only a part of themselves.
    pub fn place(mut self, at: usize, count: usize) -> Self {
        self.place = Some((at, count));
        self
    }

    /// The text is content, not interface: its first letter decides its direction.
    pub fn content(mut self) -> Self {
        self.base = Some(Base::FirstLetter);
        self
    }

    /// Shows the row; `clicked` in the answer also means Enter or Space while it has the keyboard.
    pub fn show(self, ui: &mut Ui) -> Response {
        let look = look(ui.ctx());
        let sizes = &look.tokens.sizes;
        let height = if self.under.is_empty() {
            sizes.row
        } else {
            Self::tall(ui)
        };
        let size = vec2(ui.available_width(), height);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        // Arrow keys go on from the row that was clicked.
        if response.clicked() {
            response.request_focus();
        }
        reveal_when_focused(&response);
        let name = self.name();
        let enabled = ui.is_enabled();
        let chosen = self.chosen;
        let spoken = self.spoken.unwrap_or(&name);
        response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, enabled, spoken));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_selected(chosen);
            if let Some((at, count)) = self.place {
                node.set_position_in_set(at);
                node.set_size_of_set(count);
            }
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let palette = &look.tokens.palette;
        let rest = if chosen {
            palette.accent_soft
        } else {
            Color32::TRANSPARENT
        };
        let over = if chosen {
            palette.accent_soft
        } else {
            palette.hover
        };
        let fill = by_state(&response, [rest, over, palette.pressed]);
        ui.painter().rect_filled(rect, sizes.radius, fill);
        if chosen {
            // A tint alone is not seen by everybody.
            let mut room = rect.shrink2(vec2(0.0, sizes.gap_small));
            let bar = take_start(&mut room, CHOSEN_BAR, &look);
            ui.painter()
                .rect_filled(bar, CHOSEN_BAR / 2.0, palette.accent);
        }
        let cut = self.paint(ui, rect.shrink2(vec2(sizes.gap, 0.0)), &look);
        focus_ring(ui, &response, rect.shrink(2.0), sizes.radius);
        if cut {
            response.on_hover(&name)
        } else {
            response
        }
    }

    fn name(&self) -> String {
        let parts = [self.text, self.detail, self.under].into_iter();
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// Paints the parts from both ends; tells whether the text had to be cut.
    fn paint(&self, ui: &Ui, mut room: Rect, look: &Look) -> bool {
        let (palette, sizes) = (&look.tokens.palette, &look.tokens.sizes);
        if let Some(colour) = self.dot {
            let centre = take_start(&mut room, 10.0 + sizes.gap, look).center();
            let centre = centre - vec2(start_sign(look) * sizes.gap / 2.0, 0.0);
            ui.painter().circle_filled(centre, 4.5, colour);
        }
        let mut cut = false;
        if !self.under.is_empty() {
            let middle = room.top() + room.height() * 0.54;
            let line = room.with_min_y(middle).with_max_y(room.bottom() - 2.0);
            room.max.y = middle;
            let kind = Type::plain(look).size(sizes.small);
            let laid = lay(ui.ctx(), self.under, kind, Fit::Cut(line.width()));
            laid.paint_at_start(ui.painter(), line, look.is_rtl(), palette.weak_text);
            cut = laid.is_cut();
        }
        if !self.detail.is_empty() {
            let kind = Type::plain(look).size(sizes.small);
            let laid = lay(ui.ctx(), self.detail, kind, Fit::Line);
            let place = take_end(&mut room, laid.size().x, look);
            laid.paint_centred(ui.painter(), place, palette.weak_text);
            take_end(&mut room, sizes.gap, look);
        }
        let kind = Type::plain(look).base(self.base.unwrap_or(Type::plain(look).base));
        let laid = lay(ui.ctx(), self.text, kind, Fit::Cut(room.width()));
        laid.paint_at_start(ui.painter(), room, look.is_rtl(), palette.text);
        cut || laid.is_cut()
    }
}

/// Width of the bar at the start of the chosen row, in points.
const CHOSEN_BAR: f32 = 3.0;

/// A plain row that can be chosen.
pub fn selectable_row(ui: &mut Ui, chosen: bool, text: &str) -> Response {
    Row::new(text).chosen(chosen).show(ui)
}

/// Scrolls to a row when the keyboard comes to it. (`gained_focus` is silent after arrow keys.)
pub(super) fn reveal_when_focused(response: &Response) {
    if !response.has_focus() {
        return;
    }
    let slot = Id::unique("tawsim focused row");
    let last = response.ctx.data(|data| data.get_temp::<Id>(slot));
    if last != Some(response.id) {
        response
            .ctx
            .data_mut(|data| data.insert_temp(slot, response.id));
        response.scroll_to_me(None);
    }
}

/// 1.0 when things start at the left.
fn start_sign(look: &Look) -> f32 {
    if look.is_rtl() { -1.0 } else { 1.0 }
}

/// Cuts `width` off the start side of `room`.
pub(super) fn take_start(room: &mut Rect, width: f32, look: &Look) -> Rect {
    let part;
    if look.is_rtl() {
        part = room.with_min_x(room.right() - width);
        room.max.x -= width;
    } else {
        part = room.with_max_x(room.left() + width);
        room.min.x += width;
    }
    part
}

/// Cuts `width` off the end side of `room`.
pub(super) fn take_end(room: &mut Rect, width: f32, look: &Look) -> Rect {
    let part;
    if look.is_rtl() {
        part = room.with_max_x(room.left() + width);
        room.min.x += width;
    } else {
        part = room.with_min_x(room.right() - width);
        room.max.x -= width;
    }
    part
}
