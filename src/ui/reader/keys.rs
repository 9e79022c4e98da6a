//! Keys on the page: the caret walks the article as seen; Shift extends the selection. Everything
//! else is in the key map.

use std::ops::Range;

use eframe::egui::{Event, Key, Modifiers, Response, Ui};

use super::Reader;
use crate::app::command::Command;
use crate::layout::geometry::{Side, Stop, Vertical};
use crate::text::paragraph::Direction;
use crate::text::steps;
use crate::ui::cx::Cx;
use crate::ui::text::with_shaper;

/// Takes caret keys and copying while the page has the keyboard.
pub(super) fn take(reader: &mut Reader, ui: &Ui, cx: &Cx<'_>, response: &Response) {
    if !response.has_focus() {
        return;
    }
    let events = ui.input(|input| input.events.clone());
    // Several keys can arrive in one frame; each starts where the one before it ended.
    let here = cx.session.here();
    let span = cx.session.current_span().filter(|_| here.target.is_some());
    let (mut anchor, mut head) = match span {
        Some(span) => (span.start(), span.end().into()),
        None => (here.anchor, reader.stop_of(here.head)),
    };
    let mut moved = false;
    for event in events {
        match event {
            Event::Copy => copy(ui, cx),
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if !modifiers.alt => {
                let selected = anchor.min(head.offset)..anchor.max(head.offset);
                let left = reader.leave(ui, &selected, (key, modifiers));
                if let Some(to) = left.or_else(|| step(reader, ui, head, key, modifiers)) {
                    anchor = if modifiers.shift { anchor } else { to.offset };
                    head = to;
                    moved = true;
                }
            }
            _ => {}
        }
    }
    if moved {
        reader.caret = head;
        let head = head.offset;
        cx.send(Command::Select { anchor, head });
        reader.follow_caret(ui, head, response.rect.height());
    }
}

fn copy(ui: &Ui, cx: &Cx<'_>) {
    let Some((article, _)) = cx.session.current() else {
        return;
    };
    let span = cx
        .session
        .current_span()
        .or_else(|| cx.session.here().selection());
    if let Some(span) = span {
        ui.ctx().copy_text(span.text(&article.text).to_owned());
    }
}

/// Where a caret key leads from `head`; `None` for other keys.
fn step(reader: &mut Reader, ui: &Ui, head: Stop, key: Key, modifiers: Modifiers) -> Option<Stop> {
    if matches!(
        key,
        Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown
    ) && !modifiers.command
    {
        return vertical(reader, ui, head, key);
    }
    let rtl = reader.direction_at(head.offset) == Direction::Rtl;
    let open = reader.open.as_mut()?;
    let text = open.document.text().clone();
    let side = side(key);
    let forward = (side == Side::Left) == rtl;
    let at = head.offset;
    let to = with_shaper(ui.ctx(), |shaper| match key {
        Key::ArrowLeft | Key::ArrowRight if modifiers.command => Some(if forward {
            steps::next_word_end(&text, at).into()
        } else {
            steps::previous_word_start(&text, at).into()
        }),
        Key::ArrowLeft | Key::ArrowRight => Some(open.document.step(shaper, head, side).into()),
        Key::ArrowUp => Some(steps::previous_sentence(&text, at).into()),
        Key::ArrowDown => Some(steps::next_sentence(&text, at).into()),
        Key::Home if modifiers.command => Some(0.into()),
        Key::End if modifiers.command => Some(text.len().into()),
        Key::Home => Some(open.document.line_ends(shaper, head).0.into()),
        Key::End => Some(open.document.line_ends(shaper, head).1),
        _ => None,
    });
    if to.is_some() {
        reader.goal_x = None;
    }
    to
}

/// A line or a page up or down, in the column where the first such step began.
fn vertical(reader: &mut Reader, ui: &Ui, head: Stop, key: Key) -> Option<Stop> {
    let open = reader.open.as_mut()?;
    let goal = reader.goal_x;
    let height = ui.max_rect().height() * ui.ctx().pixels_per_point();
    let (x, to) = with_shaper(ui.ctx(), |shaper| {
        let (top, caret) = open.document.caret(shaper, head);
        let x = goal.unwrap_or(caret.x);
        let page = f64::from(height) * 0.85;
        let by = if key == Key::PageUp { -page } else { page };
        let to = match key {
            Key::ArrowUp => open.document.vertical(shaper, head, x, Vertical::Up),
            Key::ArrowDown => open.document.vertical(shaper, head, x, Vertical::Down),
            _ => {
                let y = top + f64::from((caret.y0 + caret.y1) / 2.0) + by;
                let y = y.clamp(0.0, open.document.height());
                open.document.stop_at(shaper, x, y)
            }
        };
        (x, to)
    });
    reader.goal_x = Some(x);
    Some(to)
}

fn side(key: Key) -> Side {
    if key == Key::ArrowLeft {
        Side::Left
    } else {
        Side::Right
    }
}

impl Reader {
    /// An arrow without Shift or Ctrl leaves what is selected at that side, as seen.
    fn leave(
        &mut self,
        ui: &Ui,
        selected: &Range<usize>,
        (key, modifiers): (Key, Modifiers),
    ) -> Option<Stop> {
        let arrow = matches!(key, Key::ArrowLeft | Key::ArrowRight);
        if !arrow || modifiers.shift || modifiers.command || selected.is_empty() {
            return None;
        }
        self.goal_x = None;
        let (start, end) = (Stop::behind(selected.start), Stop::before(selected.end));
        let rtl = self.direction_at(selected.start) == Direction::Rtl;
        let open = self.open.as_mut()?;
        let (first, last) = with_shaper(ui.ctx(), |shaper| {
            let mut place = |stop| {
                let (top, caret) = open.document.caret(shaper, stop);
                (top + f64::from(caret.y0), caret.x)
            };
            (place(start), place(end))
        });
        let one_line = (first.0 - last.0).abs() < 1.0;
        let start_is_left = if one_line { first.1 < last.1 } else { !rtl };
        let to = if start_is_left == (side(key) == Side::Left) {
            start
        } else {
            end
        };
        Some(to)
    }

    /// Which of its places the caret of `head` has: that of the last key or click, if it is there.
    pub(super) fn stop_of(&self, head: usize) -> Stop {
        if self.caret.offset == head {
            self.caret
        } else {
            head.into()
        }
    }
}
