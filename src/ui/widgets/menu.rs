//! Menus: a bar, menus that drop from it, items with shortcuts, context menus, combo boxes.
//!
//! Keys: Enter, Space or ↓ open a menu, ↑ and ↓ walk in it, Enter chooses, Esc closes; ← and → go to
//! the neighbouring menu of the bar.

use eframe::egui::accesskit::{HasPopup, Role};
use eframe::egui::{
    FocusDirection, Id, InnerResponse, Key, Modifiers, Popup, PopupCloseBehavior, Rect, RectAlign,
    Response, Sense, SetOpenCommand, Shape, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
    pos2, vec2,
};

use super::access;
use super::container::row_of;
use super::list_row::{reveal_when_focused, take_end, take_start};
use super::paint::{by_state, face, focus_ring};
use super::scroll::scroll;
use crate::i18n::widgets::WidgetText;
use crate::ui::text::{Base, Fit, Type, bounds, lay};
use crate::ui::theme::{Look, look};

/// A bar of menus from the start side on.
pub fn menu_bar<R>(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let height = look(ui.ctx()).tokens.sizes.row;
    row_of(ui, height, |ui| {
        let layout = *ui.layout();
        let builder = UiBuilder::new()
            .layout(layout)
            .accessibility_role(Role::MenuBar)
            .accessibility_label(name);
        let shown = ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let bar = ui.unique_id().with("menus");
            // Before the menus are shown, because an open one takes the arrow keys for itself.
            walk_bar(ui, bar);
            ui.data_mut(|data| data.insert_temp(bar, Vec::<Id>::new()));
            add(ui)
        });
        access::stands(ui, shown.response.id, shown.response.rect);
        shown.inner
    })
    .inner
}

/// A menu of a [`menu_bar`], or a button with a menu anywhere else.
pub fn menu<R>(ui: &mut Ui, text: &str, add: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    let look = look(ui.ctx());
    let sizes = &look.tokens.sizes;
    let laid = lay(ui.ctx(), text, Type::plain(&look), Fit::Line);
    let size = vec2(laid.size().x + 2.0 * sizes.gap, sizes.row);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, enabled, text));
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    let p = &look.tokens.palette;
    let barred = is_in_bar(ui);
    let fill = match (open, barred) {
        (true, _) => [p.pressed; 3],
        (false, true) => [p.background, p.hover, p.pressed],
        (false, false) => [p.control, p.hover, p.pressed],
    };
    ui.painter()
        .rect_filled(rect, sizes.radius_small, by_state(&response, fill));
    if !barred {
        let line = Stroke::new(1.0, p.border);
        ui.painter()
            .rect_stroke(rect, sizes.radius_small, line, StrokeKind::Inside);
    }
    laid.paint_centred(ui.painter(), rect, p.text);
    focus_ring(ui, &response, rect, sizes.radius_small);
    access::opens(ui, &response, HasPopup::Menu);
    let switch = in_bar(ui, &response);
    let mut popup = mirrored(Popup::menu(&response), &look);
    if switch {
        popup = popup.open_memory(Some(SetOpenCommand::Bool(true)));
    }
    popup
        .accessible_name(text)
        .gap(2.0)
        .show(add)
        .map(|shown| told(&response, Role::Menu, shown))
}

/// Tells where what dropped from a widget is, and what it is.
fn told<R>(response: &Response, role: Role, shown: InnerResponse<R>) -> R {
    let popup = Popup::default_response_id(response);
    response.ctx.accesskit_node_builder(popup, |node| {
        node.set_role(role);
        node.set_bounds(bounds(shown.response.rect));
    });
    shown.inner
}

/// An item of a menu; `shortcut` is shown at the end side.
pub fn menu_item(ui: &mut Ui, text: &str, shortcut: Option<&str>) -> Response {
    item(ui, text, shortcut.unwrap_or_default(), Tick::None)
}

/// An item that is on or off.
pub fn menu_toggle(ui: &mut Ui, on: bool, text: &str, shortcut: Option<&str>) -> Response {
    item(
        ui,
        text,
        shortcut.unwrap_or_default(),
        if on { Tick::On } else { Tick::Off },
    )
}

/// A menu at the pointer after a secondary click, or under the widget after Shift+F10.
pub fn context_menu<R>(response: &Response, add: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    let look = look(&response.ctx);
    let by_key = response.has_focus()
        && response
            .ctx
            .input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F10));
    let mut popup = mirrored(Popup::context_menu(response), &look);
    if by_key {
        popup = popup.open_memory(Some(SetOpenCommand::Bool(true)));
    }
    popup
        .accessible_name(WidgetText::ContextMenu.say(look.lang))
        .show(add)
        .map(|shown| told(response, Role::Menu, shown))
}

/// One of several texts in a box that opens a list; `name` says what is chosen, for screen readers.
pub fn combo_box(ui: &mut Ui, name: &str, options: &[&str], chosen: &mut usize) -> Response {
    let look = look(ui.ctx());
    let sizes = &look.tokens.sizes;
    let widest = options
        .iter()
        .map(|option| {
            lay(ui.ctx(), option, Type::plain(&look), Fit::Line)
                .size()
                .x
        })
        .fold(40.0, f32::max);
    let arrow = 12.0;
    let width = widest + 2.0 * sizes.pad_x + sizes.gap + arrow;
    let size = vec2(width.min(ui.available_width()), sizes.control);
    let (rect, mut response) = ui.allocate_exact_size(size, Sense::click());
    let text = options.get(*chosen).copied().unwrap_or_default();
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, enabled, name);
        info.current_text_value = Some(text.to_owned());
        info
    });
    access::opens(ui, &response, HasPopup::Listbox);
    let p = &look.tokens.palette;
    face(
        ui,
        rect,
        sizes.radius,
        by_state(&response, [p.control, p.hover, p.pressed]),
        p.border,
    );
    let mut room = rect.shrink2(vec2(sizes.pad_x, 0.0));
    paint_arrow(ui, take_end(&mut room, arrow, &look));
    let laid = lay(ui.ctx(), text, Type::plain(&look), Fit::Cut(room.width()));
    laid.paint_at_start(ui.painter(), room, look.is_rtl(), p.text);
    focus_ring(ui, &response, rect, sizes.radius);
    let popup = mirrored(Popup::menu(&response), &look)
        .accessible_name(name)
        .gap(2.0);
    let answer = popup.width(rect.width()).show(|ui| {
        ui.set_min_width(rect.width() - 2.0 * sizes.gap_small);
        if options.len() > MOST_SEEN {
            // Room for the tick, which the box itself does not show, and for the bar.
            let extra = sizes.mark + sizes.scroll_gutter + sizes.gap;
            ui.set_width(rect.width() + extra);
            ui.set_height(MOST_SEEN as f32 * sizes.row);
            scroll(ui, "options", |ui| picked(ui, options, *chosen))
        } else {
            picked(ui, options, *chosen)
        }
    });
    let answer = answer.and_then(|shown| told(&response, Role::ListBox, shown));
    if let Some(at) = answer
        && at != *chosen
    {
        *chosen = at;
        response.mark_changed();
    }
    response
}

/// Options of a combo box seen at once; more scroll.
const MOST_SEEN: usize = 10;

fn picked(ui: &mut Ui, options: &[&str], chosen: usize) -> Option<usize> {
    let mut picked = None;
    for (at, option) in options.iter().enumerate() {
        let tick = if at == chosen {
            Tick::Chosen
        } else {
            Tick::Other
        };
        if item(ui, option, "", tick).clicked() {
            picked = Some(at);
        }
    }
    picked
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tick {
    /// An item that only acts.
    None,
    /// A switch that is off.
    Off,
    /// A switch that is on.
    On,
    /// The option of several that holds.
    Chosen,
    /// Another option.
    Other,
}

impl Tick {
    fn is_seen(self) -> bool {
        matches!(self, Self::On | Self::Chosen)
    }

    fn info(self, enabled: bool, text: &str) -> WidgetInfo {
        match self {
            Self::None => WidgetInfo::labeled(Role::MenuItem, enabled, text),
            Self::Off => WidgetInfo::selected(Role::MenuItemCheckBox, enabled, false, text),
            Self::On => WidgetInfo::selected(Role::MenuItemCheckBox, enabled, true, text),
            Self::Chosen | Self::Other => WidgetInfo::labeled(Role::ListBoxOption, enabled, text),
        }
    }
}

fn item(ui: &mut Ui, text: &str, shortcut: &str, tick: Tick) -> Response {
    let look = look(ui.ctx());
    let (p, sizes) = (&look.tokens.palette, &look.tokens.sizes);
    let words = lay(ui.ctx(), text, Type::plain(&look), Fit::Line);
    // A shortcut reads from left to right in every language.
    let kind = Type::plain(&look).size(sizes.small).base(Base::Ltr);
    let keys = lay(ui.ctx(), shortcut, kind, Fit::Line);
    let tick_room = if tick == Tick::None {
        0.0
    } else {
        sizes.mark + sizes.gap_small
    };
    let keys_room = if shortcut.is_empty() {
        0.0
    } else {
        keys.size().x + 2.0 * sizes.gap_large
    };
    let width = words.size().x + 2.0 * sizes.gap + tick_room + keys_room;
    let width = if ui.is_sizing_pass() {
        width
    } else {
        width.max(ui.available_width())
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, sizes.row), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| tick.info(enabled, text));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if matches!(tick, Tick::Chosen | Tick::Other) {
            node.set_selected(tick == Tick::Chosen);
        }
        if !shortcut.is_empty() {
            node.set_keyboard_shortcut(shortcut);
        }
    });
    if ui.is_rect_visible(rect) {
        let rest = [p.raised, p.hover, p.pressed];
        let fill = if response.has_focus() {
            [p.hover; 3]
        } else {
            rest
        };
        ui.painter()
            .rect_filled(rect, sizes.radius_small, by_state(&response, fill));
        let mut room = rect.shrink2(vec2(sizes.gap, 0.0));
        let place = take_start(&mut room, tick_room, &look);
        if tick.is_seen() {
            paint_tick(ui, place);
        }
        words.paint_at_start(ui.painter(), room, look.is_rtl(), p.text);
        let end = take_end(&mut room, keys.size().x, &look);
        keys.paint_centred(ui.painter(), end, p.weak_text);
        focus_ring(ui, &response, rect.shrink(2.0), sizes.radius_small);
    }
    reveal_when_focused(&response);
    if response.clicked() {
        ui.close();
    }
    response
}

fn paint_tick(ui: &Ui, place: Rect) {
    let colour = look(ui.ctx()).tokens.palette.accent;
    let side = 14.0;
    let corner = place.center() - vec2(side, side) / 2.0;
    let at = |x: f32, y: f32| corner + vec2(x, y) * side;
    let points = vec![at(0.1, 0.53), at(0.38, 0.78), at(0.86, 0.24)];
    ui.painter()
        .add(Shape::line(points, Stroke::new(1.8, colour)));
}

fn paint_arrow(ui: &Ui, place: Rect) {
    let colour = look(ui.ctx()).tokens.palette.weak_text;
    let c = place.center();
    let points = vec![
        pos2(c.x - 4.0, c.y - 2.0),
        pos2(c.x, c.y + 2.0),
        pos2(c.x + 4.0, c.y - 2.0),
    ];
    ui.painter()
        .add(Shape::line(points, Stroke::new(1.6, colour)));
}

/// Drops from the start corner of its button.
fn mirrored<'a>(popup: Popup<'a>, look: &Look) -> Popup<'a> {
    let align = if look.is_rtl() {
        RectAlign::BOTTOM_END
    } else {
        RectAlign::BOTTOM_START
    };
    let layout = look.column();
    popup
        .align(align)
        .layout(layout)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
}

fn is_in_bar(ui: &Ui) -> bool {
    let bar = ui.unique_id().with("menus");
    ui.data(|data| data.get_temp::<Vec<Id>>(bar)).is_some()
}

/// Registers a menu with the bar it is in; `true` when it should open because the pointer came from
/// an open neighbour.
fn in_bar(ui: &Ui, response: &Response) -> bool {
    let bar = ui.unique_id().with("menus");
    let own = Popup::default_response_id(response);
    let Some(mut menus) = ui.data(|data| data.get_temp::<Vec<Id>>(bar)) else {
        return false;
    };
    menus.push(response.id);
    ui.data_mut(|data| data.insert_temp(bar, menus));
    let open_id = bar.with("open");
    let open = ui.data(|data| data.get_temp::<Id>(open_id));
    let other_open = open.is_some_and(|open| open != own && Popup::is_id_open(ui.ctx(), open));
    // Only a moving pointer chooses: a resting one must not undo what the arrow keys did.
    let moving = ui.input(|input| input.pointer.delta() != Vec2::ZERO);
    let switch = other_open && moving && response.hovered() && !response.clicked();
    if switch || Popup::is_id_open(ui.ctx(), own) || response.clicked() {
        ui.data_mut(|data| data.insert_temp(open_id, own));
    }
    switch
}

/// ← and → between the menus of a bar (as they stood in the last frame) while one is open.
fn walk_bar(ui: &Ui, bar: Id) {
    let menus = ui
        .data(|data| data.get_temp::<Vec<Id>>(bar))
        .unwrap_or_default();
    let popup_of = |menu: &Id| menu.with("popup");
    let Some(at) = menus
        .iter()
        .position(|menu| Popup::is_id_open(ui.ctx(), popup_of(menu)))
    else {
        return;
    };
    let step = ui.input_mut(|input| {
        let left = input.consume_key(Modifiers::NONE, Key::ArrowLeft);
        let right = input.consume_key(Modifiers::NONE, Key::ArrowRight);
        i8::from(right) - i8::from(left)
    });
    let step = if look(ui.ctx()).is_rtl() { -step } else { step };
    let next = match step {
        1 => (at + 1) % menus.len(),
        -1 => (at + menus.len() - 1) % menus.len(),
        _ => return,
    };
    Popup::open_id(ui.ctx(), popup_of(&menus[next]));
    ui.data_mut(|data| data.insert_temp(bar.with("open"), popup_of(&menus[next])));
    ui.memory_mut(|memory| {
        memory.move_focus(FocusDirection::None);
        memory.request_focus(menus[next]);
    });
}
