//! Keys on the page: the caret walks the article as seen; Shift extends the selection. Everything
//! else is in the key map.

use eframe::egui::{Event, Key, Modifiers, Response, Ui};

use super::Reader;
use crate::app::command::Command;
use crate::layout::geometry::Side;
use crate::layout::paragraph::Vertical;
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
    let start = cx.session.current_span().filter(|_| here.target.is_some());
    let mut place = start.map_or((here.anchor, here.head), |span| (span.start(), span.end()));
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
                if let Some(head) = step(reader, ui, place.1, key, modifiers) {
                    place = (if modifiers.shift { place.0 } else { head }, head);
                    moved = true;
                }
            }
            _ => {}
        }
    }
    if moved {
        cx.send(Command::Select {
            anchor: place.0,
            head: place.1,
        });
        reader.follow_caret(ui, place.1, response.rect.height());
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
fn step(
    reader: &mut Reader,
    ui: &Ui,
    head: usize,
    key: Key,
    modifiers: Modifiers,
) -> Option<usize> {
    let rtl = reader.direction_at(head) == Direction::Rtl;
    let open = reader.open.as_mut()?;
    let text = open.document.text().clone();
    let goal = reader.goal_x;
    if !matches!(
        key,
        Key::ArrowUp | Key::ArrowDown | Key::PageUp | Key::PageDown
    ) {
        reader.goal_x = None;
    }
    let side = if key == Key::ArrowLeft {
        Side::Left
    } else {
        Side::Right
    };
    let forward = (side == Side::Left) == rtl;
    with_shaper(ui.ctx(), |shaper| match key {
        Key::ArrowLeft | Key::ArrowRight if modifiers.command => Some(if forward {
            steps::next_word_end(&text, head)
        } else {
            steps::previous_word_start(&text, head)
        }),
        Key::ArrowLeft | Key::ArrowRight => Some(open.document.step(shaper, head, side)),
        Key::ArrowUp if modifiers.command => Some(steps::previous_sentence(&text, head)),
        Key::ArrowDown if modifiers.command => Some(steps::next_sentence(&text, head)),
        Key::ArrowUp | Key::ArrowDown => {
            let x = goal.unwrap_or_else(|| open.document.caret(shaper, head).1.x);
            reader.goal_x = Some(x);
            let to = if key == Key::ArrowUp {
                Vertical::Up
            } else {
                Vertical::Down
            };
            Some(open.document.vertical(shaper, head, x, to))
        }
        Key::Home if modifiers.command => Some(0),
        Key::End if modifiers.command => Some(text.len()),
        Key::Home => Some(open.document.line_ends(shaper, head).0),
        Key::End => Some(open.document.line_ends(shaper, head).1),
        Key::PageUp | Key::PageDown => {
            let (top, caret) = open.document.caret(shaper, head);
            let x = goal.unwrap_or(caret.x);
            reader.goal_x = Some(x);
            let page = f64::from(ui.max_rect().height() * ui.ctx().pixels_per_point()) * 0.85;
            let by = if key == Key::PageUp { -page } else { page };
            let y = top + f64::from((caret.y0 + caret.y1) / 2.0) + by;
            Some(
                open.document
                    .hit(shaper, x, y.clamp(0.0, open.document.height())),
            )
        }
        _ => None,
    })
}
