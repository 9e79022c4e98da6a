//! A card at the mark under a resting pointer: what it is and why, and what can be decided about it.

use eframe::egui::{
    Align2, Area, Frame, Id, Margin, Order, Pos2, Rect, Response, Stroke, Ui, Vec2, vec2,
};

use super::Reader;
use crate::app::action::Action;
use crate::app::command::{Command, Target};
use crate::app::views::strip;
use crate::i18n::action;
use crate::i18n::window::W;
use crate::ui::cx::Cx;
use crate::ui::panels::strip::{describe, label_chip};
use crate::ui::theme::look;
use crate::ui::{widgets, words};

/// How long the pointer rests before the card comes, in seconds.
const REST: f64 = 0.5;

/// How far the pointer may leave mark and card, in points.
const REACH: f32 = 10.0;

/// After a press, a drag or scrolling no card comes until the pointer has moved as far as this, in
/// points: whoever works with the mouse wants to see the text.
const AWAY: f32 = 14.0;

/// Relations shown at most.
const RELATIONS: usize = 4;

/// Width of the card, in points.
const WIDTH: f32 = 300.0;

/// The mark under the pointer, and its card once the pointer has rested there.
#[derive(Clone, Debug)]
pub(super) struct Card {
    target: Target,
    mark: Rect,
    since: f64,
    /// Where the card was in the last frame, once it is there.
    place: Option<Rect>,
}

impl Card {
    fn holds(&self, at: Pos2) -> bool {
        let near = |rect: &Rect| rect.expand(REACH).contains(at);
        near(&self.mark) || self.place.as_ref().is_some_and(near)
    }
}

/// Follows the pointer, and shows the card of the mark where it rests.
pub(super) fn take(reader: &mut Reader, ui: &Ui, cx: &Cx<'_>, response: &Response) {
    let (at, busy, now) = ui.input(|input| {
        let pointer = &input.pointer;
        let scrolled = input.smooth_scroll_delta() != Vec2::ZERO;
        let busy = pointer.any_down() || pointer.any_released() || scrolled;
        (pointer.latest_pos(), busy, input.time)
    });
    let Some(at) = at else {
        reader.card = None;
        return;
    };
    let on_card = reader.card.as_ref().and_then(|card| card.place);
    let on_card = on_card.is_some_and(|place| place.contains(at));
    if busy && !on_card {
        reader.card = None;
        reader.pressed = Some(at);
    }
    if reader
        .pressed
        .is_some_and(|pressed| pressed.distance(at) > AWAY)
    {
        reader.pressed = None;
    }
    if reader.drag.is_some() || reader.pressed.is_some() {
        return;
    }
    follow(reader, response, at, now);
    let Some(card) = reader.card.clone() else {
        return;
    };
    let left = card.since + REST - now;
    if left > 0.0 {
        ui.ctx().request_repaint_after_secs(left as f32);
    } else if !show(reader, ui, cx, &card) {
        reader.card = None;
    }
}

fn follow(reader: &mut Reader, response: &Response, at: Pos2, now: f64) {
    let stays = |card: &Card| card.place.is_some() && card.holds(at);
    if reader.card.as_ref().is_some_and(stays) {
        return;
    }
    let under = response.hover_pos().and_then(|at| reader.painted_at(at));
    let Some((target, mark)) = under else {
        reader.card = None;
        return;
    };
    if reader
        .card
        .as_ref()
        .is_none_or(|card| card.target != target)
    {
        reader.card = Some(Card {
            target,
            mark,
            since: now,
            place: None,
        });
    }
}

/// Shows the card; answers whether it stays.
fn show(reader: &mut Reader, ui: &Ui, cx: &Cx<'_>, card: &Card) -> bool {
    let Some(view) = strip::of(cx.session, &card.target) else {
        return false;
    };
    let look = look(ui.ctx());
    let (palette, sizes) = (&look.tokens.palette, &look.tokens.sizes);
    let (pivot, corner) = if look.is_rtl() {
        (Align2::RIGHT_TOP, card.mark.right_bottom())
    } else {
        (Align2::LEFT_TOP, card.mark.left_bottom())
    };
    let area = Area::new(Id::unique("tawsim card")).order(Order::Foreground);
    let area = area.pivot(pivot).fixed_pos(corner + vec2(0.0, 4.0));
    let frame = Frame::new()
        .fill(palette.raised)
        .stroke(Stroke::new(1.0, palette.border))
        .corner_radius(sizes.radius)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::same(10));
    let mut stays = true;
    let shown = area.show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(WIDTH);
            widgets::column(ui, |ui| {
                head(ui, cx, &view);
                stays = !decisions(ui, cx, &card.target);
            });
        });
    });
    if let Some(card) = &mut reader.card {
        card.place = Some(shown.response.rect);
    }
    stays
}

/// The label, the exact text, what it is and why.
fn head(ui: &mut Ui, cx: &Cx<'_>, view: &strip::StripView) {
    widgets::wrapping_row(ui, |ui| {
        if let Some(label) = &view.label {
            label_chip(ui, cx, label);
        }
        widgets::content_label(ui, &view.text);
    });
    let (state, reason) = describe(&view.kind, cx.lang);
    widgets::strong_label(ui, &state);
    if !reason.is_empty() {
        widgets::weak_label(ui, &reason);
    }
    for relation in view.relations.iter().take(RELATIONS) {
        widgets::label(ui, &words::relation(relation, cx.lang));
    }
}

/// Buttons and labels; answers whether one was pressed.
fn decisions(ui: &mut Ui, cx: &Cx<'_>, target: &Target) -> bool {
    let mut chosen: Vec<Command> = Vec::new();
    widgets::wrapping_row(ui, |ui| match target {
        Target::Suggestion(key) => {
            if widgets::primary_button(ui, W::Accept.say(cx.lang)).clicked() {
                chosen.push(Command::Accept(vec![key.clone()]));
            }
            if widgets::button(ui, W::Reject.say(cx.lang)).clicked() {
                chosen.push(Command::Reject(vec![key.clone()]));
            }
        }
        Target::Annotation(id) => {
            if widgets::button(ui, W::Delete.say(cx.lang)).clicked() {
                chosen.push(Command::Delete(*id));
            }
        }
    });
    widgets::wrapping_row(ui, |ui| {
        for label in cx.session.project().labels().iter() {
            let colours = look(ui.ctx()).tokens.label(label.colour);
            let name = words::label(label, cx.lang);
            let shown = widgets::chip_button(ui, &name, colours);
            let spoken = format!(
                "{}: {name}",
                action::name(Action::ChooseLabel.id(), cx.lang)
            );
            if shown.accessible_name(spoken).clicked() {
                chosen.push(Command::Focus(target.clone()));
                chosen.push(Command::Label(label.id.clone()));
            }
        }
    });
    let any = !chosen.is_empty();
    chosen.into_iter().for_each(|command| cx.send(command));
    any
}
