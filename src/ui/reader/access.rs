//! The page for assistive technologies: a document of paragraphs, their lines letter by letter with
//! the caret and the selection, and every mark in words; and what they ask for.
//!
//! Nothing is done unless one listens. Told is what is on screen and a page before and behind it.

use std::ops::Range;

use eframe::egui::accesskit::{
    Action as Ask, ActionData, ActionRequest, CustomAction, Live, NodeId, Role, ScrollUnit,
    TextDirection,
};
use eframe::egui::{Event, Id, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, pos2};

use super::{HEAD, Page, Reader};
use crate::app::action::Action;
use crate::app::command::{Command, Target};
use crate::app::views::missed::missed_in;
use crate::app::views::reader::{MarkView, marks_in};
use crate::i18n::access::{SpanState, done, span};
use crate::i18n::window::W;
use crate::layout::document::{Document, Visible};
use crate::layout::paragraph::Paragraph;
use crate::model::annotation::Origin;
use crate::model::ids::LabelId;
use crate::model::suggestion::NearMiss;
use crate::text::grapheme;
use crate::text::offset::Span;
use crate::text::paragraph::Direction;
use crate::ui::cx::Cx;
use crate::ui::text::{Place, Told, bounds, with_shaper};
use crate::ui::words;

/// What was told in the last frame, to understand what is asked for.
#[derive(Debug, Default)]
pub(super) struct Heard {
    text: Told,
    paragraphs: Vec<(NodeId, usize)>,
    marks: Vec<(NodeId, Target, usize)>,
    missed: Vec<(NodeId, Span)>,
}

/// The custom action that accepts a suggestion.
const ACCEPT: i32 = 0;
/// The custom action that rejects a suggestion or deletes an annotation.
const REJECT: i32 = 1;

/// Carries out what assistive technologies asked for since the last frame.
pub(super) fn take(reader: &mut Reader, ui: &Ui, cx: &Cx<'_>, rect: Rect) {
    if reader.heard.text.is_empty() {
        return;
    }
    let mut asked: Vec<ActionRequest> = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::AccessKitActionRequest(request) if reader.heard.understands(request) => {
                asked.push(request.clone());
                false
            }
            _ => true,
        });
    });
    for request in asked {
        if request.target_node == super::id().accesskit_id() {
            reader.asked_of_text(&request, ui, cx, rect);
        } else if let Some(start) = reader.heard.start_of(request.target_node)
            && request.action == Ask::ScrollIntoView
        {
            reader.follow_caret(ui, start, rect.height());
        } else if let Some(target) = reader.heard.target(request.target_node) {
            asked_of_mark(target.clone(), &request, ui, cx);
        } else if let Some(span) = reader.heard.missed(request.target_node) {
            asked_of_missed(span, &request, ui, cx);
        }
    }
}

/// Tells what is on screen, and what surrounds it.
pub(super) fn describe(
    reader: &mut Reader,
    ui: &mut Ui,
    cx: &Cx<'_>,
    response: &Response,
    page: &Page,
) {
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, W::ReaderName.say(cx.lang)));
    reader.heard = Heard::default();
    let listens = ui.ctx().accesskit_node_builder(super::id(), |_| ());
    if listens.is_none() {
        return;
    }
    let around = reader.around(ui, page);
    let reader_now = &*reader;
    let Some(open) = &reader_now.open else { return };
    let scene = Scene {
        document: &open.document,
        page,
        scroll: reader_now.scroll,
        around: &around,
    };
    let builder = UiBuilder::new()
        .scope_id(super::id().with("paragraphs"))
        .accessibility_parent(super::id())
        .max_rect(page.rect);
    let heard = scene.tell(&mut ui.new_child(builder), cx);
    reader.heard = heard;
    reader.tell_document(ui, cx, page);
    tell_done(ui, cx, page);
}

/// What was done last, which is announced when it changes: a decision is heard, not only seen.
fn tell_done(ui: &Ui, cx: &Cx<'_>, page: &Page) {
    let Some((deed, _)) = cx.session.to_undo() else {
        return;
    };
    let said = done(words::deed(deed), cx.session.pending().len(), cx.lang);
    let id = super::id().with("done");
    ui.interact(Rect::NOTHING, id, Sense::hover());
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Status);
        node.set_live(Live::Polite);
        node.set_label(said);
        let corner = page.rect.left_bottom();
        node.set_bounds(bounds(Rect::from_min_max(corner, corner)));
    });
}

/// What is to be told in one frame.
struct Scene<'a> {
    document: &'a Document,
    page: &'a Page,
    scroll: f64,
    around: &'a [Visible],
}

impl Scene<'_> {
    fn tell(&self, ui: &mut Ui, cx: &Cx<'_>) -> Heard {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_bounds(bounds(self.page.rect));
        });
        let range = self.range().unwrap_or_default();
        let marks = marks_in(cx.session, range.clone());
        let missed = missed_in(cx.session, range);
        let mut missed = missed.as_slice();
        let mut heard = Heard::default();
        let mut rest = marks.as_slice();
        for visible in self.around {
            let end = self.document.range(visible.piece).end;
            let (here, behind) = rest.split_at(rest.partition_point(|m| m.span.start() < end));
            rest = behind;
            let (near, later) = missed.split_at(missed.partition_point(|m| m.span.start() < end));
            missed = later;
            let Some(paragraph) = self.document.laid(visible.piece) else {
                continue;
            };
            let mut inside = self.tell_paragraph(ui, paragraph, *visible, &mut heard);
            for mark in here {
                self.tell_mark(&mut inside, cx, mark, &mut heard);
            }
            for miss in near {
                self.tell_missed(&mut inside, cx, miss, &mut heard);
            }
        }
        heard
    }

    /// The article's bytes in the lines told.
    fn range(&self) -> Option<Range<usize>> {
        let (first, last) = (self.around.first()?, self.around.last()?);
        let edge = |visible: &Visible| {
            let start = self.document.range(visible.piece).start;
            let paragraph = self.document.laid(visible.piece)?;
            let lines = paragraph.lines().get(self.lines(paragraph, *visible))?;
            let (first, last) = (lines.first()?, lines.last()?);
            Some(start + first.text.start..start + last.text.end)
        };
        Some(edge(first)?.start..edge(last)?.end)
    }

    /// The lines of a piece that are on screen or within a page of it.
    fn lines(&self, paragraph: &Paragraph, visible: Visible) -> Range<usize> {
        let height = f64::from(self.page.rect.height() * self.page.scale);
        let top = self.scroll - height - visible.y;
        let bottom = top + 3.0 * height;
        let lines = paragraph.lines();
        let first = lines.partition_point(|line| f64::from(line.y1) < top);
        let behind = lines.partition_point(|line| f64::from(line.y0) <= bottom);
        first..behind.max(first)
    }

    fn tell_paragraph(
        &self,
        ui: &mut Ui,
        paragraph: &Paragraph,
        visible: Visible,
        heard: &mut Heard,
    ) -> Ui {
        let bytes = self.document.range(visible.piece);
        let next = self.document.range(visible.piece + 1);
        let id = super::id().with(("paragraph", bytes.start));
        let whole = crate::layout::geometry::Rect {
            x0: 0.0,
            y0: 0.0,
            x1: paragraph.width(),
            y1: paragraph.height(),
        };
        let rect = self.page.place(visible.y, self.scroll, whole);
        let builder = UiBuilder::new()
            .scope_id(id)
            .accessibility_role(Role::Paragraph)
            .max_rect(rect);
        let inside = ui.new_child(builder);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_bounds(bounds(rect));
            node.set_text_direction(direction(paragraph.direction()));
            node.add_action(Ask::ScrollIntoView);
            if !paragraph.text().is_empty() {
                node.set_label(paragraph.text());
            }
        });
        let place = Place {
            corner: rect.min,
            scale: self.page.scale,
            start: bytes.start,
            line_end: next.start.saturating_sub(bytes.end),
            lines: self.lines(paragraph, visible),
        };
        heard.text.add(&inside, super::id(), paragraph, &place);
        heard.paragraphs.push((id.accesskit_id(), bytes.start));
        inside
    }

    fn tell_mark(&self, ui: &mut Ui, cx: &Cx<'_>, mark: &MarkView, heard: &mut Heard) {
        let id = mark_id(&mark.target, mark.span.start());
        let rect = self.rect_of(mark.span);
        let name = name(cx, mark);
        ui.interact(Rect::NOTHING, id, Sense::hover());
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Mark);
            node.set_bounds(bounds(rect));
            node.set_label(name);
            node.set_selected(mark.current);
            for action in [Ask::Focus, Ask::Click, Ask::ScrollIntoView] {
                node.add_action(action);
            }
            node.add_action(Ask::CustomAction);
            node.set_custom_actions(decisions(cx, &mark.target));
        });
        let told = (id.accesskit_id(), mark.target.clone(), mark.span.start());
        heard.marks.push(told);
    }

    /// Words that may have been missed; they can be gone to and tagged as what they may be.
    fn tell_missed(&self, ui: &mut Ui, cx: &Cx<'_>, miss: &NearMiss, heard: &mut Heard) {
        let Some((article, _)) = cx.session.current() else {
            return;
        };
        let id = super::id().with(("missed", miss.span.start()));
        let rect = self.rect_of(miss.span);
        let label = label_of(cx, &miss.label);
        let state = SpanState::Missed(miss.probability);
        let name = span(&label, miss.span.text(&article.text), state, cx.lang);
        let chosen = cx.session.here().selection() == Some(miss.span);
        ui.interact(Rect::NOTHING, id, Sense::hover());
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Mark);
            node.set_bounds(bounds(rect));
            node.set_label(name);
            node.set_selected(chosen);
            for action in [Ask::Focus, Ask::Click, Ask::ScrollIntoView] {
                node.add_action(action);
            }
            node.add_action(Ask::CustomAction);
            node.set_custom_actions(vec![CustomAction {
                id: ACCEPT,
                description: W::Accept.say(cx.lang).into(),
            }]);
        });
        heard.missed.push((id.accesskit_id(), miss.span));
    }

    /// What all its parts cover, cut to the pane if a part of it is seen.
    fn rect_of(&self, span: Span) -> Rect {
        let range = span.range();
        let mut whole = Rect::NOTHING;
        for visible in self.around {
            for rect in self.document.rects(visible.piece, &range) {
                whole = whole.union(self.page.place(visible.y, self.scroll, rect));
            }
        }
        let seen = whole.intersect(self.page.rect);
        if seen.is_positive() {
            seen
        } else if whole.is_finite() {
            whole
        } else {
            Rect::from_min_size(pos2(0.0, 0.0), eframe::egui::Vec2::ZERO)
        }
    }
}

impl Heard {
    fn understands(&self, request: &ActionRequest) -> bool {
        let node = request.target_node;
        match request.action {
            Ask::SetTextSelection | Ask::ScrollUp | Ask::ScrollDown => {
                node == super::id().accesskit_id()
            }
            Ask::ScrollIntoView => self.start_of(node).is_some(),
            Ask::Click | Ask::Focus | Ask::CustomAction => {
                self.target(node).is_some() || self.missed(node).is_some()
            }
            _ => false,
        }
    }

    /// The first byte of what a node told.
    fn start_of(&self, node: NodeId) -> Option<usize> {
        let paragraph = self.paragraphs.iter().find(|(id, _)| *id == node);
        let mark = self.marks.iter().find(|(id, ..)| *id == node);
        paragraph
            .map(|(_, start)| *start)
            .or(mark.map(|(.., start)| *start))
            .or(self.missed(node).map(Span::start))
            .or_else(|| self.text.start_of(node))
    }

    fn target(&self, node: NodeId) -> Option<&Target> {
        let mark = self.marks.iter().find(|(id, ..)| *id == node);
        mark.map(|(_, target, _)| target)
    }

    fn missed(&self, node: NodeId) -> Option<Span> {
        let missed = self.missed.iter().find(|(id, _)| *id == node);
        missed.map(|(_, span)| *span)
    }
}

impl Reader {
    /// Lays out a page before and behind what is on screen; what is on screen stays in its place.
    fn around(&mut self, ui: &Ui, page: &Page) -> Vec<Visible> {
        let scroll = self.scroll;
        let Some(open) = &mut self.open else {
            return Vec::new();
        };
        let document = &mut open.document;
        let height = page.rect.height() * page.scale;
        let top = (scroll - f64::from(height)).max(0.0);
        let (pieces, corrected) = with_shaper(ui.ctx(), |shaper| {
            let anchor = document.anchor(shaper, scroll);
            #[expect(clippy::cast_possible_truncation, reason = "three screens")]
            let reach = (scroll + 2.0 * f64::from(height) - top) as f32;
            let shown = document.show(shaper, top, reach);
            (shown.pieces, document.top_of(shaper, &anchor))
        });
        if scroll > 0.0 && (corrected - scroll).abs() > 0.01 {
            self.scroll = corrected;
        }
        pieces
    }

    /// The document itself: caret, selection, scroll position, the mark that has the attention.
    fn tell_document(&self, ui: &Ui, cx: &Cx<'_>, page: &Page) {
        let Some(open) = &self.open else { return };
        let here = cx.session.here();
        let span = cx.session.current_span().filter(|_| here.target.is_some());
        let (anchor, head) = span.map_or((here.anchor, here.head), |s| (s.start(), s.end()));
        let current = self.heard.marks.iter().find(|(_, target, start)| {
            here.target.as_ref() == Some(target) && span.is_some_and(|s| s.start() == *start)
        });
        let title = cx
            .session
            .current()
            .map(|(article, _)| article.meta.title.clone());
        let scale = f64::from(page.scale);
        ui.ctx().accesskit_node_builder(super::id(), |node| {
            node.set_read_only();
            node.set_text_direction(direction(self.direction_at(head)));
            if self.direction_at(head) == Direction::Rtl {
                node.set_language("ar");
            }
            if let Some(title) = title.filter(|title| !title.is_empty()) {
                node.set_description(title);
            }
            if let Some(selection) = self.heard.text.selection(anchor, self.stop_of(head)) {
                node.set_text_selection(selection);
            }
            if let Some((id, ..)) = current {
                node.set_active_descendant(*id);
            }
            for action in [Ask::SetTextSelection, Ask::ScrollUp, Ask::ScrollDown] {
                node.add_action(action);
            }
            node.set_scroll_y(self.scroll / scale);
            node.set_scroll_y_min(f64::from(-HEAD));
            node.set_scroll_y_max(open.document.height() / scale);
        });
    }

    fn asked_of_text(&mut self, request: &ActionRequest, ui: &Ui, cx: &Cx<'_>, rect: Rect) {
        let page = f64::from(rect.height() * ui.ctx().pixels_per_point()) * 0.85;
        let step = match request.data {
            Some(ActionData::ScrollUnit(ScrollUnit::Item)) => page * 0.1,
            _ => page,
        };
        match (request.action, &request.data) {
            (Ask::ScrollUp, _) => self.scroll -= step,
            (Ask::ScrollDown, _) => self.scroll += step,
            (Ask::SetTextSelection, Some(ActionData::SetTextSelection(selection))) => {
                let Some((anchor, head)) = self.heard.text.offsets(selection) else {
                    return;
                };
                let Some(open) = &self.open else { return };
                let text = open.document.text().clone();
                let (anchor, head) = (grapheme::floor(&text, anchor), grapheme::floor(&text, head));
                self.goal_x = None;
                cx.send(Command::Select { anchor, head });
                self.follow_caret(ui, head, rect.height());
            }
            _ => {}
        }
    }
}

/// A mark is focused, pressed or decided about.
fn asked_of_mark(target: Target, request: &ActionRequest, ui: &Ui, cx: &Cx<'_>) {
    match (&request.data, target) {
        (Some(ActionData::CustomAction(ACCEPT)), Target::Suggestion(key)) => {
            cx.send(Command::Accept(vec![key]));
        }
        (Some(ActionData::CustomAction(REJECT)), Target::Suggestion(key)) => {
            cx.send(Command::Reject(vec![key]));
        }
        (Some(ActionData::CustomAction(REJECT)), Target::Annotation(id)) => {
            cx.send(Command::Delete(id));
        }
        (Some(ActionData::CustomAction(_)), _) => {}
        (_, target) => {
            cx.send(Command::Focus(target));
            ui.memory_mut(|memory| memory.request_focus(super::id()));
        }
    }
}

/// Words that may have been missed are focused, pressed or tagged.
fn asked_of_missed(span: Span, request: &ActionRequest, ui: &Ui, cx: &Cx<'_>) {
    let (anchor, head) = (span.start(), span.end());
    cx.send(Command::Select { anchor, head });
    if matches!(request.data, Some(ActionData::CustomAction(ACCEPT))) {
        cx.act(Action::Accept);
    }
    ui.memory_mut(|memory| memory.request_focus(super::id()));
}

fn mark_id(target: &Target, start: usize) -> Id {
    super::id().with(("mark", target, start))
}

fn direction(direction: Direction) -> TextDirection {
    match direction {
        Direction::Rtl => TextDirection::RightToLeft,
        Direction::Ltr => TextDirection::LeftToRight,
    }
}

/// What can be decided about a mark.
fn decisions(cx: &Cx<'_>, target: &Target) -> Vec<CustomAction> {
    let offered: &[(i32, W)] = match target {
        Target::Suggestion(_) => &[(ACCEPT, W::Accept), (REJECT, W::Reject)],
        Target::Annotation(_) => &[(REJECT, W::Delete)],
    };
    let actions = offered.iter().map(|(id, word)| CustomAction {
        id: *id,
        description: word.say(cx.lang).into(),
    });
    actions.collect()
}

/// "شخص، قاسم الأعرجي، مقترح، ثقة 91٪"
fn name(cx: &Cx<'_>, mark: &MarkView) -> String {
    let Some((article, sheet)) = cx.session.current() else {
        return String::new();
    };
    let state = match (&mark.target, mark.score) {
        (Target::Suggestion(key), score) => {
            let score = score.unwrap_or_default();
            if mark.span == key.span {
                SpanState::Suggested(score)
            } else {
                SpanState::Moved(score)
            }
        }
        (Target::Annotation(id), _) => match sheet.get(*id).map(|a| &a.provenance.origin) {
            Some(Origin::Suggestion { edited: false, .. }) => SpanState::Accepted,
            Some(Origin::Suggestion { edited: true, .. }) => SpanState::AcceptedEdited,
            Some(Origin::Import(_)) => SpanState::FromFile,
            Some(Origin::Manual) | None => SpanState::ByHand,
        },
    };
    let label = label_of(cx, &mark.label);
    span(&label, mark.span.text(&article.text), state, cx.lang)
}

fn label_of(cx: &Cx<'_>, id: &LabelId) -> String {
    let label = cx.session.project().labels().get(id);
    label.map_or_else(|| id.to_string(), |label| words::label(label, cx.lang))
}
