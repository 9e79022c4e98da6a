//! The pointer on the page: clicks, selections, dragged edges, the context menu.

use eframe::egui::{CursorIcon, PointerButton, Pos2, Response, Ui};

use super::marks::Edge;
use super::{Page, Reader};
use crate::app::command::{Command, Target};
use crate::i18n::window::W;
use crate::text::offset::Span;
use crate::text::steps;
use crate::ui::cx::Cx;
use crate::ui::text::with_shaper;
use crate::ui::{widgets, words};

/// How far from an edge the pointer still takes hold of it, in points.
const GRIP: f32 = 7.0;

/// What is being dragged.
#[derive(Clone, Debug)]
pub(super) enum Drag {
    /// A selection from this byte offset.
    Select(usize),
    /// An edge of the current span.
    Edge(Target, Span, Edge),
}

pub(super) fn take(reader: &mut Reader, ui: &Ui, cx: &Cx<'_>, response: &Response, page: &Page) {
    hover(reader, ui, cx, response, page);
    if response.double_clicked() || response.triple_clicked() {
        return many_clicks(reader, ui, cx, response, page);
    }
    if response.clicked() {
        response.request_focus();
        if let Some(at) = response.interact_pointer_pos() {
            click(reader, ui, cx, page, at);
        }
    }
    drag(reader, ui, cx, response, page);
    menu(reader, cx, response);
}

fn hover(reader: &Reader, ui: &Ui, cx: &Cx<'_>, response: &Response, page: &Page) {
    let Some(at) = response.hover_pos() else {
        return;
    };
    let icon = if grip(reader, cx, page, at).is_some() {
        CursorIcon::ResizeHorizontal
    } else if reader.mark_under(at).is_some() {
        CursorIcon::PointingHand
    } else {
        CursorIcon::Text
    };
    ui.ctx().set_cursor_icon(icon);
}

/// The edge of the current span within reach of the pointer.
fn grip(reader: &Reader, cx: &Cx<'_>, page: &Page, at: Pos2) -> Option<(Target, Span, Edge)> {
    let target = cx.session.here().target.clone()?;
    let span = cx.session.current_span()?;
    let near = |edge, offset| {
        reader
            .edge_rect(page, edge, offset)
            .is_some_and(|rect| rect.expand(GRIP).contains(at))
    };
    let edge = if near(Edge::End, span.end()) {
        Edge::End
    } else if near(Edge::Start, span.start()) {
        Edge::Start
    } else {
        return None;
    };
    Some((target, span, edge))
}

fn click(reader: &mut Reader, ui: &Ui, cx: &Cx<'_>, page: &Page, at: Pos2) {
    if let Some(target) = reader.mark_under(at) {
        return cx.send(Command::Focus(target));
    }
    let head = reader.offset_at(ui, page, at);
    let extend = ui.input(|input| input.modifiers.shift);
    let anchor = if extend {
        cx.session.here().anchor
    } else {
        head
    };
    cx.send(Command::Select { anchor, head });
}

/// A double click takes the word without its proclitics, a triple click the sentence.
fn many_clicks(reader: &mut Reader, ui: &Ui, cx: &Cx<'_>, response: &Response, page: &Page) {
    let (Some(at), Some((article, _))) = (response.interact_pointer_pos(), cx.session.current())
    else {
        return;
    };
    let offset = reader.offset_at(ui, page, at);
    let text = &article.text;
    let range = if response.triple_clicked() {
        let start = steps::previous_sentence(text, steps::next_word_end(text, offset));
        let end = text[..steps::next_sentence(text, offset)].trim_end().len();
        Some(start..end.max(start))
    } else {
        steps::core_at(text, offset)
    };
    if let Some(range) = range {
        cx.send(Command::Select {
            anchor: range.start,
            head: range.end,
        });
    }
}

fn drag(reader: &mut Reader, ui: &Ui, cx: &Cx<'_>, response: &Response, page: &Page) {
    if response.drag_started_by(PointerButton::Primary) {
        // The pointer has moved already: what counts is where it was pressed.
        let origin = ui.input(|input| input.pointer.press_origin());
        if let Some(origin) = origin {
            reader.drag = Some(match grip(reader, cx, page, origin) {
                Some((target, span, edge)) => Drag::Edge(target, span, edge),
                None => Drag::Select(reader.offset_at(ui, page, origin)),
            });
        }
        response.request_focus();
    }
    let Some(drag) = reader.drag.clone() else {
        return;
    };
    let Some(at) = ui.input(|input| input.pointer.latest_pos()) else {
        return;
    };
    auto_scroll(reader, ui, page, at);
    let head = reader.offset_at(ui, page, at);
    let released = !response.dragged();
    match drag {
        Drag::Select(anchor) => {
            let (anchor, head) = if released {
                snapped(cx, anchor, head)
            } else {
                (anchor, head)
            };
            cx.send(Command::Select { anchor, head });
        }
        // Only the place where the edge is let go counts: one entry in the history.
        Drag::Edge(target, span, edge) if released => {
            let range = match edge {
                Edge::Start => head..span.end(),
                Edge::End => span.start()..head,
            };
            if let Some(to) = Span::from_range(range) {
                cx.send(Command::SetSpan(target, to));
            }
        }
        Drag::Edge(..) => {}
    }
    if released {
        reader.drag = None;
    }
}

/// Scrolls while the pointer drags beyond the pane.
fn auto_scroll(reader: &mut Reader, ui: &Ui, page: &Page, at: Pos2) {
    let beyond = (at.y - page.rect.bottom()).max(0.0) - (page.rect.top() - at.y).max(0.0);
    if beyond != 0.0 {
        reader.scroll += f64::from(beyond * 0.3 * page.scale);
        ui.ctx().request_repaint();
    }
}

/// A selection grown to whole words, or to the clitics inside them, if the person wants that.
fn snapped(cx: &Cx<'_>, anchor: usize, head: usize) -> (usize, usize) {
    let Some((article, _)) = cx.session.current() else {
        return (anchor, head);
    };
    if !cx.session.preferences().snap || anchor == head {
        return (anchor, head);
    }
    let text = &article.text;
    let (start, end) = (anchor.min(head), anchor.max(head));
    let start = steps::clitic_floor(text, start);
    let end = steps::word_at(text, end)
        .filter(|word| word.start < end)
        .map_or(end, |word| word.end);
    if anchor <= head {
        (start, end)
    } else {
        (end, start)
    }
}

/// Decisions and labels at the pointer.
fn menu(reader: &Reader, cx: &Cx<'_>, response: &Response) {
    if response.secondary_clicked()
        && let Some(target) = response
            .interact_pointer_pos()
            .and_then(|at| reader.mark_under(at))
    {
        cx.send(Command::Focus(target));
    }
    widgets::context_menu(response, |ui| {
        match &cx.session.here().target {
            Some(Target::Suggestion(key)) => {
                if widgets::menu_item(ui, W::Accept.say(cx.lang), None).clicked() {
                    cx.send(Command::Accept(vec![key.clone()]));
                }
                if widgets::menu_item(ui, W::Reject.say(cx.lang), None).clicked() {
                    cx.send(Command::Reject(vec![key.clone()]));
                }
            }
            Some(Target::Annotation(id))
                if widgets::menu_item(ui, W::Delete.say(cx.lang), None).clicked() =>
            {
                cx.send(Command::Delete(*id));
            }
            _ => {}
        }
        for label in cx.session.project().labels().iter() {
            let key = label.key.map(|key| key.to_ascii_uppercase().to_string());
            if widgets::menu_item(ui, &words::label(label, cx.lang), key.as_deref()).clicked() {
                cx.send(Command::Label(label.id.clone()));
            }
        }
    });
}

impl Reader {
    /// The innermost mark at a point of the screen.
    pub(super) fn mark_under(&self, at: Pos2) -> Option<Target> {
        let under = self.painted.iter().filter(|mark| mark.rect.contains(at));
        under
            .min_by_key(|mark| mark.length)
            .map(|mark| mark.target.clone())
    }

    /// The grapheme boundary nearest to a point of the screen.
    pub(super) fn offset_at(&mut self, ui: &Ui, page: &Page, at: Pos2) -> usize {
        let Some(open) = &mut self.open else { return 0 };
        let x = at.x * page.scale - page.left;
        let y = self.scroll + f64::from(at.y * page.scale - page.top);
        with_shaper(ui.ctx(), |shaper| open.document.hit(shaper, x, y))
    }
}
