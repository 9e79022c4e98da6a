//! A dialog over the window: title, body, buttons at the end side.
//!
//! Enter presses the primary choice (or the button that has the keyboard), Esc dismisses; neither
//! reaches the window behind. The first text field of the body gets the keyboard on opening.

use eframe::egui::accesskit::Role;
use eframe::egui::{Context, Frame, Id, Key, Margin, Modal, Modifiers, Response, Ui, UiKind};

use super::button::{button, danger_button, primary_button};
use super::container::{column, row_from_end};
use super::field::is_typing;
use super::label::title as title_label;
use crate::ui::text::bounds;
use crate::ui::theme::look;

/// How a choice of a dialog looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceKind {
    /// What the dialog is for.
    Primary,
    /// Something else, such as cancelling.
    Plain,
    /// It destroys something, so Enter does not press it.
    Danger,
}

/// A button of a dialog.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// Its words.
    pub text: &'a str,
    /// Its look.
    pub kind: ChoiceKind,
    /// Whether it can be pressed now.
    pub enabled: bool,
}

impl<'a> Choice<'a> {
    /// What the dialog is for.
    #[must_use]
    pub fn primary(text: &'a str) -> Self {
        Self {
            text,
            kind: ChoiceKind::Primary,
            enabled: true,
        }
    }

    /// Something else.
    #[must_use]
    pub fn plain(text: &'a str) -> Self {
        Self {
            text,
            kind: ChoiceKind::Plain,
            enabled: true,
        }
    }

    /// Something that destroys.
    #[must_use]
    pub fn danger(text: &'a str) -> Self {
        Self {
            text,
            kind: ChoiceKind::Danger,
            enabled: true,
        }
    }

    /// Whether it can be pressed now.
    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    fn show(self, ui: &mut Ui) -> bool {
        ui.add_enabled_ui(self.enabled, |ui| match self.kind {
            ChoiceKind::Primary => primary_button(ui, self.text),
            ChoiceKind::Plain => button(ui, self.text),
            ChoiceKind::Danger => danger_button(ui, self.text),
        })
        .inner
        .clicked()
    }
}

/// What happened to a dialog in this frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Still open.
    Open,
    /// The choice of that number was pressed.
    Chosen(usize),
    /// Esc or a click beside it.
    Dismissed,
}

/// Shows a dialog of that width; call it in every frame in which it is open.
///
/// The first choice stands nearest to the end side.
pub fn dialog<R>(
    ctx: &Context,
    title: &str,
    width: f32,
    choices: &[Choice<'_>],
    body: impl FnOnce(&mut Ui) -> R,
) -> (Answer, R) {
    let look = look(ctx);
    let (palette, sizes) = (&look.tokens.palette, &look.tokens.sizes);
    let id = Id::unique(("dialog", title));
    let area = Modal::default_area(id)
        .role(Role::Dialog)
        .accessible_name(title);
    let frame = Frame::window(&ctx.global_style())
        .fill(palette.raised)
        .inner_margin(Margin::same(sizes.dialog as i8));
    let modal = Modal::new(id).area(area.kind(UiKind::Modal)).frame(frame);
    let shown = modal.backdrop_color(palette.backdrop).show(ctx, |ui| {
        ui.set_width(width.min(ui.ctx().content_rect().width() - 4.0 * sizes.dialog));
        column(ui, |ui| {
            title_label(ui, title);
            ui.add_space(sizes.gap);
            let inner = body(ui);
            ui.add_space(sizes.gap_large);
            let pressed = row_from_end(ui, |ui| pressed(ui, choices)).inner;
            (pressed, inner)
        })
        .inner
    });
    ctx.accesskit_node_builder(id, |node| {
        node.set_modal();
        node.set_bounds(bounds(shown.response.rect));
    });
    let dismissed = shown.should_close();
    let (pressed, inner) = shown.inner;
    let answer = match pressed {
        Some(at) => Answer::Chosen(at),
        None if dismissed => Answer::Dismissed,
        None if shown.is_top_modal
            && !shown.any_popup_open
            && !enter_is_taken(ctx, &shown.response) =>
        {
            entered(ctx, choices)
        }
        None => Answer::Open,
    };
    (answer, inner)
}

fn pressed(ui: &mut Ui, choices: &[Choice<'_>]) -> Option<usize> {
    let mut pressed = None;
    for (at, choice) in choices.iter().enumerate() {
        if choice.show(ui) {
            pressed = Some(at);
        }
    }
    pressed
}

/// Whether a button or mark in the dialog has the keyboard: Enter is for it alone.
fn enter_is_taken(ctx: &Context, dialog: &Response) -> bool {
    let focused = ctx.memory(|memory| memory.focused());
    let widget = focused.and_then(|id| ctx.read_response(id));
    widget.is_some_and(|widget| widget.layer_id == dialog.layer_id) && !is_typing(ctx)
}

/// Enter presses the primary choice.
fn entered(ctx: &Context, choices: &[Choice<'_>]) -> Answer {
    let primary = choices
        .iter()
        .position(|choice| choice.kind == ChoiceKind::Primary && choice.enabled);
    match primary {
        Some(at) if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) => {
            Answer::Chosen(at)
        }
        _ => Answer::Open,
    }
}
