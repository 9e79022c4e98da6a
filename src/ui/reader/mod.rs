//! The article pane: a virtualised page of Arabic text with its marks.
//!
//! It draws what is visible, turns pointer and keys into commands, and keeps only what may be lost:
//! scroll position, drag, the laid-out document.

mod access;
mod chips;
mod card;
mod keys;
mod marks;
mod missed;
mod paint;
mod parts;
mod pointer;
mod scrollbar;
mod signs;

use std::ops::Range;

use eframe::egui::{self, Id, Rect, Response, Sense, Ui};

use crate::app::command::{Command, Target};
use crate::app::preferences::{Reading, ReadingFace};
use crate::i18n::window::W;
use crate::layout::document::{Document, Visible};
use crate::layout::fonts::Face;
use crate::layout::geometry::Stop;
use crate::layout::shaper::TextStyle;
use crate::model::ids::ArticleId;
use crate::text::paragraph::Direction;
use crate::ui::cx::Cx;
use crate::ui::text::with_shaper;
use crate::ui::theme::look;
use crate::ui::widgets;

/// Least margin beside the column, in points.
const MARGIN: f32 = 36.0;

/// Space between paragraphs, in sizes.
const PARAGRAPH_GAP: f32 = 0.45;

/// How much unseen text is measured in an idle frame, in bytes: about two milliseconds of
/// work.
const MEASURED_AT_ONCE: usize = 6 * 1024;

/// Space above the first line, in points.
const HEAD: f32 = 26.0;

/// The pane's own state; nothing in it is worth saving.
#[derive(Default)]
pub struct Reader {
    open: Option<Open>,
    /// Distance of the view's top from the article's top, physical pixels.
    scroll: f64,
    revealed: u64,
    drag: Option<pointer::Drag>,
    /// The column that ↑ and ↓ keep to, pixels.
    goal_x: Option<f32>,
    /// Where the last key or click put the caret.
    caret: Stop,
    /// The page as last drawn.
    shown: Option<Page>,
    /// Where marks were painted in this frame.
    painted: Vec<PaintedMark>,
    /// The mark under the pointer and its card.
    card: Option<card::Card>,
    /// Where the pointer was pressed last, until it has moved away.
    pressed: Option<egui::Pos2>,
    /// What assistive technologies were told in this frame.
    heard: access::Heard,
}

struct Open {
    article: ArticleId,
    document: Document,
}

/// Where a mark was painted.
#[derive(Clone, Debug)]
struct PaintedMark {
    rect: Rect,
    target: Target,
    length: usize,
}

/// The geometry of one frame.
#[derive(Clone, Debug)]
struct Page {
    /// The pane, points.
    rect: Rect,
    /// Physical pixels per point.
    scale: f32,
    /// Left edge of the column, physical pixels.
    left: f32,
    /// Top of the view, physical pixels.
    top: f32,
    visible: Vec<Visible>,
}

impl Page {
    /// The screen rectangle (points) of a rectangle relative to a piece's top (pixels).
    fn place(&self, piece_y: f64, scroll: f64, rect: crate::layout::geometry::Rect) -> Rect {
        #[expect(clippy::cast_possible_truncation, reason = "within a screen")]
        let y = self.top + (piece_y - scroll).round() as f32;
        let min = egui::pos2(self.left + rect.x0, y + rect.y0) / self.scale;
        let max = egui::pos2(self.left + rect.x1, y + rect.y1) / self.scale;
        Rect::from_min_max(min, max)
    }
}

/// The pane's id, for giving it the keyboard.
#[must_use]
pub fn id() -> Id {
    Id::unique("tawsim reader")
}

impl Reader {
    /// Shows the article on screen in all the space there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let rect = ui.available_rect_before_wrap();
        let look = look(ui.ctx());
        ui.painter()
            .rect_filled(rect, 0.0, look.tokens.palette.surface);
        if !self.sync(ui, cx, rect) {
            ui.scope_builder(egui::UiBuilder::new().max_rect(rect.shrink(MARGIN)), |ui| {
                widgets::column(ui, |ui| {
                    widgets::weak_label(ui, empty_state(cx).say(cx.lang))
                });
            });
            ui.allocate_rect(rect, Sense::hover());
            return;
        }
        access::take(self, ui, cx, rect);
        let response = ui.interact(rect, id(), Sense::click_and_drag());
        ui.allocate_rect(rect, Sense::hover());
        self.hold_focus(ui, &response);
        self.wheel(ui, cx, &response);
        self.follow_reveal(ui, cx, rect);
        keys::take(self, ui, cx, &response);
        let page = self.page(ui, rect);
        let clipped = ui.painter_at(rect);
        paint::page(self, ui, &clipped, cx, &page);
        pointer::take(self, ui, cx, &response, &page);
        scrollbar::show(self, ui, &page);
        access::describe(self, ui, cx, &response, &page);
        self.shown = Some(page);
    }

    /// The rectangles of bytes of the article as last drawn, in points, as far as they are in view.
    #[must_use]
    pub fn places(&self, range: &Range<usize>) -> Vec<Rect> {
        let page = self.shown.as_ref();
        page.map_or_else(Vec::new, |page| self.rects(page, range))
    }

    /// Opens or resets the document as article, size and width demand. Returns whether there is one.
    fn sync(&mut self, ui: &Ui, cx: &Cx<'_>, rect: Rect) -> bool {
        let Some((article, _)) = cx.session.current() else {
            self.open = None;
            return false;
        };
        let scale = ui.ctx().pixels_per_point();
        let reading = cx.session.preferences().reading;
        let size = (reading.size * scale).round();
        let room = (rect.width() - 2.0 * MARGIN).max(120.0) * scale;
        let width = room.min(size * reading.column).round();
        let style = TextStyle {
            face: face(reading.face),
            bold: false,
            size_px: size,
            line_height: reading
                .line_height
                .max(chips::least_line_height(size / scale)),
            direction: article.meta.direction,
            justified: reading.justified,
        };
        let gap = (size * PARAGRAPH_GAP).round();
        match &mut self.open {
            Some(open) if open.article == article.id => {
                let document = &mut open.document;
                if *document.style() != style || document.width().to_bits() != width.to_bits() {
                    self.scroll = with_shaper(ui.ctx(), |shaper| {
                        let anchor = document.anchor(shaper, self.scroll);
                        document.reset(style, width, gap);
                        if self.scroll <= 0.0 {
                            self.scroll
                        } else {
                            document.top_of(shaper, &anchor)
                        }
                    });
                }
            }
            _ => {
                let document = Document::new(article.text.clone(), style, width, gap);
                self.open = Some(Open {
                    article: article.id.clone(),
                    document,
                });
                self.scroll = f64::from(-HEAD * scale);
                self.drag = None;
                self.goal_x = None;
            }
        }
        !article.text.trim().is_empty()
    }

    /// Keeps the keyboard, also Tab and arrows, while nothing else wants it.
    fn hold_focus(&self, ui: &Ui, response: &Response) {
        let free =
            ui.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
        if free && !egui::Popup::is_any_open(ui.ctx()) {
            response.request_focus();
        }
        if response.has_focus() {
            let filter = egui::EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
    }

    fn wheel(&mut self, ui: &Ui, cx: &Cx<'_>, response: &Response) {
        if !response.contains_pointer() {
            return;
        }
        let (scroll, zoom) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        if (zoom - 1.0).abs() > f32::EPSILON {
            let reading = cx.session.preferences().reading;
            let size = reading.size * zoom;
            cx.send(Command::SetReading(Reading { size, ..reading }));
        } else {
            self.scroll -= f64::from(scroll * ui.ctx().pixels_per_point());
        }
    }

    /// Scrolls to a span that the session wants to be seen, if it is not in the comfortable middle.
    fn follow_reveal(&mut self, ui: &Ui, cx: &Cx<'_>, rect: Rect) {
        let Some((span, serial)) = cx.session.here().reveal else {
            return;
        };
        let Some(open) = self.open.as_mut().filter(|_| serial != self.revealed) else {
            return;
        };
        self.revealed = serial;
        let (top, caret) =
            with_shaper(ui.ctx(), |shaper| open.document.caret(shaper, span.start()));
        let height = f64::from(rect.height() * ui.ctx().pixels_per_point());
        let y = top + f64::from(caret.y0);
        if y < self.scroll + height * 0.08 || y > self.scroll + height * 0.8 {
            self.scroll = y - height * 0.3;
        }
    }

    /// Scrolls so that the caret is seen.
    fn follow_caret(&mut self, ui: &Ui, offset: usize, height: f32) {
        let Some(open) = &mut self.open else { return };
        let (top, caret) = with_shaper(ui.ctx(), |shaper| open.document.caret(shaper, offset));
        let height = f64::from(height * ui.ctx().pixels_per_point());
        let (y0, y1) = (top + f64::from(caret.y0), top + f64::from(caret.y1));
        if y0 < self.scroll {
            self.scroll = y0 - height * 0.1;
        } else if y1 > self.scroll + height {
            self.scroll = y1 - height * 0.9;
        }
    }

    /// Lays out what is visible and says where it is.
    fn page(&mut self, ui: &Ui, rect: Rect) -> Page {
        self.measure(ui);
        let scale = ui.ctx().pixels_per_point();
        let height = rect.height() * scale;
        let mut page = Page {
            rect,
            scale,
            left: 0.0,
            top: (rect.top() * scale).round(),
            visible: Vec::new(),
        };
        let Some(open) = &mut self.open else {
            return page;
        };
        let document = &mut open.document;
        page.left = ((rect.center().x * scale) - document.width() / 2.0).round();
        let head = f64::from(-HEAD * scale);
        let last = (document.height() - f64::from(height) * 0.5).max(head);
        self.scroll = self.scroll.clamp(head, last);
        let shown = with_shaper(ui.ctx(), |shaper| {
            document.show(shaper, self.scroll, height)
        });
        self.scroll = shown.top;
        page.visible = shown.pieces;
        page
    }

    /// Uses a frame in which nobody does anything to measure text that was never seen, so that the
    /// scroll bar becomes exact. What is on screen stays where it is.
    fn measure(&mut self, ui: &Ui) {
        let Some(open) = self
            .open
            .as_mut()
            .filter(|open| !open.document.is_measured())
        else {
            return;
        };
        let idle = ui.input(|input| {
            input.events.is_empty() && input.smooth_scroll_delta() == egui::Vec2::ZERO
        });
        if idle {
            let before = self.scroll;
            self.scroll = with_shaper(ui.ctx(), |shaper| {
                open.document.measure(shaper, before, MEASURED_AT_ONCE)
            });
        }
        ui.ctx().request_repaint();
    }

    /// Base direction at a byte offset.
    fn direction_at(&self, offset: usize) -> Direction {
        self.open
            .as_ref()
            .map_or(Direction::Rtl, |open| open.document.direction_at(offset))
    }
}

fn face(chosen: ReadingFace) -> Face {
    match chosen {
        ReadingFace::Naskh => Face::Reading,
        ReadingFace::Amiri => Face::Amiri,
        ReadingFace::Sans => Face::Interface,
    }
}

fn empty_state(cx: &Cx<'_>) -> W {
    let session = cx.session;
    if session.dir().is_none() {
        W::NoProject
    } else if session.project().entries().len() == 0 {
        W::NoArticles
    } else if session.current().is_some() {
        W::EmptyArticle
    } else {
        W::Loading
    }
}
