//! A one-line text field whose caret, selection and mouse are right in mixed Arabic and Latin text.
//!
//! The text's first letter decides its direction and side; an empty field follows the interface.
//! Enter is left to whoever shows the field (a dialog takes it as its first choice); Tab, ↑ and ↓
//! move the keyboard to other widgets, Esc gives it back.

mod clipboard;
mod keys;
mod state;

use eframe::egui::output::IMEOutput;
use eframe::egui::{
    Context, CursorIcon, EventFilter, IMEPurpose, Id, PointerButton, Pos2, Rect, Response, Sense,
    Stroke, StrokeKind, Ui, UiBuilder, UiKind, WidgetInfo, pos2, vec2,
};

pub use self::keys::is_editing_key;
pub use self::state::{FieldState, Reach};
use super::access;
use super::paint::typing_ring;
use crate::ui::text::{Base, Fit, Laid, Told, Type, bounds, lay};
use crate::ui::theme::{Look, look};

/// A field over a [`FieldState`]; `name` is what screen readers and tests call it.
#[derive(Clone, Copy, Debug)]
#[must_use = "call show"]
pub struct TextField<'a> {
    name: &'a str,
    placeholder: &'a str,
    width: Option<f32>,
    id: Option<Id>,
    base: Option<Base>,
    above_list: bool,
}

/// Whether a text field has the keyboard, so that plain letters are text and not shortcuts.
#[must_use]
pub fn is_typing(ctx: &Context) -> bool {
    let field = ctx.data(|data| data.get_temp::<Id>(typing_slot()));
    field.is_some_and(|field| ctx.memory(|memory| memory.has_focus(field)))
}

/// Where the field that last had the keyboard leaves its id.
fn typing_slot() -> Id {
    Id::unique("tawsim typing")
}

/// Whether the dialog around has not given the keyboard to any of its widgets yet.
fn is_first_in_dialog(ui: &Ui) -> bool {
    let mut around = ui.stack().iter();
    let focused = ui.memory(|memory| memory.focused());
    let widget = focused.and_then(|id| ui.ctx().read_response(id));
    around.any(|part| part.kind() == Some(UiKind::Modal))
        && widget.is_none_or(|widget| widget.layer_id != ui.layer_id())
}

/// A field as wide as the place it is in.
pub fn text_field(ui: &mut Ui, state: &mut FieldState, name: &str) -> Response {
    TextField::new(name).show(ui, state)
}

impl<'a> TextField<'a> {
    /// A field of that name.
    pub fn new(name: &'a str) -> Self {
        Self {
            name,
            placeholder: "",
            width: None,
            id: None,
            base: None,
            above_list: false,
        }
    }

    /// What an empty field says.
    pub fn placeholder(mut self, text: &'a str) -> Self {
        self.placeholder = text;
        self
    }

    /// The text runs from left to right whatever it begins with: paths, addresses, patterns.
    pub fn left_to_right(mut self) -> Self {
        self.base = Some(Base::Ltr);
        self
    }

    /// ↑ and ↓ are for a list that the field filters, and leave the keyboard in the field.
    pub fn above_list(mut self) -> Self {
        self.above_list = true;
        self
    }

    /// A fixed width in points.
    pub fn width(mut self, points: f32) -> Self {
        self.width = Some(points);
        self
    }

    /// A fixed id, to give the field the keyboard from elsewhere by `memory.request_focus`.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Shows the field; the answer's `changed` tells that the text is another.
    pub fn show(self, ui: &mut Ui, state: &mut FieldState) -> Response {
        let look = look(ui.ctx());
        let sizes = &look.tokens.sizes;
        let width = self
            .width
            .unwrap_or(f32::INFINITY)
            .min(ui.available_width())
            .max(48.0);
        let (auto_id, rect) = ui.allocate_space(vec2(width, sizes.control));
        let id = self.id.unwrap_or(auto_id);
        let opened = ui.ctx().read_response(id).is_none();
        let mut response = ui.interact(rect, id, Sense::click_and_drag());
        if opened && is_first_in_dialog(ui) {
            response.request_focus();
        }
        let before = state.text().to_owned();
        self.take_input(ui, &response, state);
        if state.text() != before {
            response.mark_changed();
        }
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            let hint = self.placeholder;
            let mut info = WidgetInfo::text_edit(enabled, before.as_str(), state.text(), hint);
            info.label = Some(self.name.to_owned());
            info
        });
        if ui.is_rect_visible(rect) {
            self.paint(ui, &response, state, &look);
        }
        self.tell(ui, &response, state, &look);
        response.on_hover_cursor(CursorIcon::Text)
    }

    /// Tells assistive technologies the letters, the caret and the selection.
    fn tell(self, ui: &mut Ui, response: &Response, state: &FieldState, look: &Look) {
        let id = response.id;
        let builder = UiBuilder::new()
            .scope_id(id.with("letters"))
            .accessibility_parent(id)
            .max_rect(response.rect);
        // Made even when nobody listens, so that the ids of what follows stay the same.
        let inside = ui.new_child(builder);
        if !access::listens(ui, id) {
            return;
        }
        ui.ctx().accesskit_node_builder(inside.unique_id(), |node| {
            node.set_bounds(bounds(response.rect));
        });
        let view = View::new(
            ui,
            state,
            (inner_rect(response.rect, look), self.base),
            look,
        );
        let mut told = Told::default();
        told.add_laid(&inside, id, &view.laid, view.origin);
        let (_, composed) = state.shown();
        let (anchor, head) = if state.preedit().is_empty() {
            (state.anchor(), state.caret())
        } else {
            (composed.end, composed.end)
        };
        ui.ctx().accesskit_node_builder(id, |node| {
            if let Some(selection) = told.selection(anchor, head.into()) {
                node.set_text_selection(selection);
            }
            for action in keys::ASKED {
                node.add_action(action);
            }
        });
        keys::remember(ui, id, told);
    }

    fn take_input(self, ui: &Ui, response: &Response, state: &mut FieldState) {
        if !ui.is_enabled() {
            return;
        }
        let look = look(ui.ctx());
        let inner = inner_rect(response.rect, &look);
        if response.is_pointer_button_down_on() || response.clicked() {
            let view = View::new(ui, state, (inner, self.base), &look);
            pointer(ui, response, state, &view);
        }
        keys::requests(ui, response.id, state);
        if response.has_focus() {
            let filter = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: self.above_list,
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            ui.data_mut(|data| data.insert_temp(typing_slot(), response.id));
            if !response.context_menu_opened() {
                keys::take(ui, response.id, state, |ui, state| {
                    View::new(ui, state, (inner, self.base), &look).laid
                });
            }
        } else if !state.preedit().is_empty() {
            state.compose("");
        }
        clipboard::menu(ui, response, state);
    }

    fn paint(self, ui: &Ui, response: &Response, state: &mut FieldState, look: &Look) {
        let (palette, sizes) = (&look.tokens.palette, &look.tokens.sizes);
        let rect = response.rect;
        let focused = response.has_focus();
        let outline = if response.hovered() {
            palette.text
        } else {
            palette.border_strong
        };
        let stroke = Stroke::new(1.0, outline);
        ui.painter().rect(
            rect,
            sizes.radius,
            palette.control,
            stroke,
            StrokeKind::Inside,
        );
        typing_ring(ui, response, rect.shrink(1.0), sizes.radius);
        let inner = inner_rect(rect, look);
        let mut view = View::new(ui, state, (inner, self.base), look);
        let caret = view.caret(state);
        if focused {
            view.follow(state, inner, caret.center().x);
        }
        let caret = view.caret(state);
        let painter = ui
            .painter()
            .with_clip_rect(rect.shrink(2.0).intersect(ui.clip_rect()));
        if state.shown().0.is_empty() {
            let kind = Type::plain(look);
            let hint = lay(ui.ctx(), self.placeholder, kind, Fit::Cut(inner.width()));
            hint.paint_at_start(&painter, inner, look.is_rtl(), palette.weak_text);
        }
        let (_, composed) = state.shown();
        if focused && state.preedit().is_empty() {
            for part in view.rects(state.selection()) {
                painter.rect_filled(part, 2.0, palette.selection);
            }
        }
        view.laid.paint(&painter, view.origin, palette.text);
        for part in view.rects(composed) {
            let line = Stroke::new(1.0, palette.text);
            painter.hline(part.x_range(), part.bottom() - 1.0, line);
        }
        if focused {
            painter.rect_filled(caret, 0.0, palette.caret);
            report_to_input_method(ui, response, caret);
        }
    }
}

fn inner_rect(rect: Rect, look: &Look) -> Rect {
    rect.shrink2(vec2(look.tokens.sizes.gap + 2.0, 0.0))
}

/// The shown text and where it stands.
struct View {
    laid: Laid,
    origin: Pos2,
    right_to_left: bool,
}

impl View {
    fn new(ui: &Ui, state: &FieldState, (inner, base): (Rect, Option<Base>), look: &Look) -> Self {
        let kind = Type::plain(look);
        let (text, _) = state.shown();
        let natural = if has_letter(&text) {
            Base::FirstLetter
        } else {
            kind.base
        };
        let base = base.unwrap_or(natural);
        let laid = lay(ui.ctx(), &text, kind.base(base), Fit::Line);
        let right_to_left = laid.is_rtl();
        let y = laid.centred_top(inner);
        let x = if right_to_left {
            inner.right() - laid.size().x + state.scroll
        } else {
            inner.left() - state.scroll
        };
        Self {
            laid,
            origin: pos2(x, y),
            right_to_left,
        }
    }

    /// Scrolls so that the caret at `x` is seen.
    fn follow(&mut self, state: &mut FieldState, inner: Rect, x: f32) {
        let hidden = (x - inner.right()).max(0.0) + (x - inner.left()).min(0.0);
        let step = if self.right_to_left { -hidden } else { hidden };
        let most = (self.laid.size().x - inner.width()).max(0.0);
        let scroll = (state.scroll + step).clamp(0.0, most);
        let moved = scroll - state.scroll;
        self.origin.x += if self.right_to_left { moved } else { -moved };
        state.scroll = scroll;
    }

    /// The caret's thin rectangle; while composing it stands behind the composition.
    fn caret(&self, state: &FieldState) -> Rect {
        let (_, composed) = state.shown();
        let at = if state.preedit().is_empty() {
            state.stop()
        } else {
            composed.end.into()
        };
        self.laid.caret(at).translate(self.origin.to_vec2())
    }

    fn rects(&self, range: std::ops::Range<usize>) -> Vec<Rect> {
        let rects = self.laid.rects(range).into_iter();
        rects
            .map(|rect| rect.translate(self.origin.to_vec2()))
            .collect()
    }
}

fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Press places the caret, dragging selects, two clicks take the word, three everything.
fn pointer(ui: &Ui, response: &Response, state: &mut FieldState, view: &View) {
    let Some(at) = response.interact_pointer_pos() else {
        return;
    };
    let stop = view.laid.stop_at(at - view.origin);
    let (pressed, secondary, shift) = ui.input(|input| {
        let pointer = &input.pointer;
        (
            pointer.primary_pressed(),
            pointer.secondary_pressed(),
            input.modifiers.shift,
        )
    });
    if secondary {
        // What the menu is about stays selected.
        response.request_focus();
    } else if response.triple_clicked() {
        state.select_all();
    } else if response.double_clicked() {
        state.select_word(stop.offset);
    } else if pressed {
        state.compose("");
        ui.memory_mut(|memory| {
            memory.interrupt_ime();
            memory.request_focus(response.id);
        });
        state.place_at(stop, if shift { Reach::Extend } else { Reach::Move });
    } else if response.dragged_by(PointerButton::Primary) {
        state.place_at(stop, Reach::Extend);
    }
}

/// Input methods put their candidates beside the caret.
fn report_to_input_method(ui: &Ui, response: &Response, caret: Rect) {
    if !ui.memory(|memory| memory.owns_ime_events(response.id)) {
        return;
    }
    let to_global = ui
        .ctx()
        .layer_transform_to_global(ui.layer_id())
        .unwrap_or_default();
    ui.output_mut(|output| {
        output.ime = Some(IMEOutput {
            purpose: IMEPurpose::Normal,
            rect: to_global * response.rect,
            cursor_rect: to_global * caret,
            should_interrupt_composition: false,
        });
    });
}
