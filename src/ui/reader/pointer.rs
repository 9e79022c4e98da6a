//! The pointer on the page: clicks, selections, dragged edges, the context menu.

use eframe::egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui, vec2};

use super::marks::Edge;
use super::{Page, Reader, card};
use crate::app::command::{Command, Target};
use crate::app::views::missed::missed_at;
use crate::i18n::window::W;
use crate::layout::geometry::Stop;
use crate::text::offset::Span;
use crate::text::steps;
use crate::ui::cx::Cx;
use crate::ui::text::with_shaper;
use crate::ui::{widgets, words};

/// How far from an edge the pointer still takes hold of it, in points.
const GRIP: f32 = 7.0;

/// Scrolling while dragging: points a second for each point beyond the pane.
const SCROLL_RATE: f32 = 18.0;

/// A frame that took longer than this, in seconds, scrolls no farther.
const LONGEST_FRAME: f32 = 0.1;

/// What is narrower than this, in points, can be clicked as if it were as wide.
const LEAST_TARGET: f32 = 6.0;

/// What is being dragged.
#[derive(Clone, Debug)]
pub(super) enum Drag {
    /// A selection from this byte offset.
    Select(usize),
    /// An edge of the current span, and the span if it were let go now.
    Edge(Target, Span, Edge, Option<Span>),
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
    if !response.context_menu_opened() {
        card::take(reader, ui, cx, response);
    }
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
    let extend = ui.input(|input| input.modifiers.shift);
    if let Some(target) = reader.mark_under(at).filter(|_| !extend) {
        return cx.send(Command::Focus(target));
    }
    let offset = reader.offset_at(ui, page, at);
    let chosen = cx.session.here().selection();
    let missed = missed_at(cx.session, offset).filter(|span| !extend && chosen != Some(*span));
    if let Some(span) = missed {
        let (anchor, head) = (span.start(), span.end());
        return cx.send(Command::Select { anchor, head });
    }
    let head = reader.put_caret(ui, page, at);
    let anchor = if extend { fixed_end(cx, head) } else { head };
    cx.send(Command::Select { anchor, head });
}

/// The end of what is selected that stays where it is when Shift and a click choose the other one.
fn fixed_end(cx: &Cx<'_>, head: usize) -> usize {
    let here = cx.session.here();
    match cx.session.current_span().filter(|_| here.target.is_some()) {
        Some(span) if head <= span.start() => span.end(),
        Some(span) => span.start(),
        None => here.anchor,
    }
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
        cx.send(Command::Selected {
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
                Some((target, span, edge)) => Drag::Edge(target, span, edge, None),
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
    let released = !response.dragged();
    match drag {
        Drag::Select(anchor) => {
            let head = reader.put_caret(ui, page, at);
            let (anchor, head) = if released {
                snapped(cx, anchor, head)
            } else {
                (anchor, head)
            };
            cx.send(if released {
                Command::Selected { anchor, head }
            } else {
                Command::Select { anchor, head }
            });
        }
        Drag::Edge(target, span, edge, _) => {
            let head = reader.offset_at(ui, page, at);
            let exact = ui.input(|input| input.modifiers.alt);
            let to = moved_edge(cx, span, edge, (head, exact));
            match to {
                // Only the place where the edge is let go counts: one entry in the history.
                Some(to) if released => cx.send(Command::SetSpan(target, to)),
                _ => reader.drag = Some(Drag::Edge(target, span, edge, to)),
            }
        }
    }
    if released {
        reader.drag = None;
    }
}

/// The span with that edge at `head`: at the nearest end of a word or clitic if the person wants
/// selections to snap; Alt (`exact`) takes the letter. `None` if nothing would be left of it.
fn moved_edge(cx: &Cx<'_>, span: Span, edge: Edge, (head, exact): (usize, bool)) -> Option<Span> {
    let (article, _) = cx.session.current()?;
    let head = if exact || !cx.session.preferences().snap {
        head
    } else {
        steps::nearest_clitic(&article.text, head)
    };
    Span::from_range(match edge {
        Edge::Start => head..span.end(),
        Edge::End => span.start()..head,
    })
}

/// Scrolls while the pointer drags beyond the pane, the faster the farther it is.
fn auto_scroll(reader: &mut Reader, ui: &Ui, page: &Page, at: Pos2) {
    let beyond = (at.y - page.rect.bottom()).max(0.0) - (page.rect.top() - at.y).max(0.0);
    if beyond != 0.0 {
        let seconds = ui.input(|input| input.stable_dt).min(LONGEST_FRAME);
        reader.scroll += f64::from(beyond * SCROLL_RATE * seconds * page.scale);
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
        self.painted_at(at).map(|(target, _)| target)
    }

    /// The same with the place where that part of it was painted.
    pub(super) fn painted_at(&self, at: Pos2) -> Option<(Target, Rect)> {
        let reach = |rect: Rect| {
            let missing = (LEAST_TARGET - rect.width()).max(0.0);
            rect.expand2(vec2(missing / 2.0, 0.0))
        };
        let marks = self.painted.iter();
        let under = marks.filter(|mark| reach(mark.rect).contains(at));
        under
            .min_by_key(|mark| mark.length)
            .map(|mark| (mark.target.clone(), mark.rect))
    }

    /// The grapheme boundary that a point of the screen means.
    pub(super) fn offset_at(&mut self, ui: &Ui, page: &Page, at: Pos2) -> usize {
        self.stop_at(ui, page, at).offset
    }

    /// Puts the caret where a point of the screen means, and says which offset that is.
    fn put_caret(&mut self, ui: &Ui, page: &Page, at: Pos2) -> usize {
        self.goal_x = None;
        self.caret = self.stop_at(ui, page, at);
        self.caret.offset
    }

    fn stop_at(&mut self, ui: &Ui, page: &Page, at: Pos2) -> Stop {
        let Some(open) = &mut self.open else {
            return Stop::default();
        };
        let x = at.x * page.scale - page.left;
        let y = self.scroll + f64::from(at.y * page.scale - page.top);
        with_shaper(ui.ctx(), |shaper| open.document.stop_at(shaper, x, y))
    }

    /// What the span whose edge is being dragged would be if it were let go now.
    pub(super) fn dragged_span(&self) -> Option<Span> {
        match &self.drag {
            Some(Drag::Edge(.., to)) => *to,
            _ => None,
        }
    }
}
