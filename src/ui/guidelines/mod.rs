//! The guidelines beside the article: Markdown painted with our own text, links to labels in the
//! labels' colours; and the dialog in which they are written.

mod blocks;
mod edit;

use eframe::egui::accesskit::Role;
use eframe::egui::{Align, Color32, CursorIcon, Id, Rect, Sense, Stroke, Ui, WidgetInfo, vec2};

use self::blocks::{Block, Kind, Mark, blocks, label_of};
pub use self::edit::Edit;
use super::cx::Cx;
use super::text::{Base, Fit, Type, Weight, lay};
use super::theme::look;
use super::widgets::{self, OnHover as _};
use super::words;
use crate::app::command::Command;
use crate::i18n::work::K;
use crate::model::ids::LabelId;
use crate::model::label::Label;

/// The pane while it is shown.
#[derive(Default)]
pub struct Guidelines {
    /// The text as it was read last, and its blocks.
    known: String,
    blocks: Vec<Block>,
    /// A label whose rules are brought into view in the next frame.
    wanted: Option<LabelId>,
}

/// What the pane asks the window for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// The dialog in which the guidelines are written.
    Edit,
    /// To be closed.
    Close,
}

impl Guidelines {
    /// The pane with the rules of a label in view.
    #[must_use]
    pub fn about(label: LabelId) -> Self {
        Self {
            wanted: Some(label),
            ..Self::default()
        }
    }

    /// Shows the pane.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Asked {
        let text = cx.session.project().guidelines();
        if text != self.known {
            text.clone_into(&mut self.known);
            self.blocks = blocks(text);
        }
        let mut asked = Asked::Nothing;
        widgets::column(ui, |ui| {
            widgets::spread(
                ui,
                |ui| widgets::heading(ui, K::Guidelines.say(cx.lang)),
                |ui| {
                    if widgets::sign_button(ui, "×", K::CloseGuidelines.say(cx.lang)).clicked() {
                        asked = Asked::Close;
                    }
                    if widgets::tool_button(ui, K::EditGuidelines.say(cx.lang)).clicked() {
                        asked = Asked::Edit;
                    }
                },
            );
            if self.blocks.is_empty() {
                widgets::weak_label(ui, K::NoGuidelines.say(cx.lang));
                return;
            }
            let found = self.wanted.take().and_then(|id| self.place(cx, &id));
            widgets::scroll(ui, "guidelines", |ui| {
                for (at, block) in self.blocks.iter().enumerate() {
                    show(ui, cx, block);
                    if found == Some(at) {
                        ui.scroll_to_cursor(Some(Align::Center));
                    }
                }
            });
        });
        asked
    }

    /// The block that tells of a label first.
    fn place(&self, cx: &Cx<'_>, id: &LabelId) -> Option<usize> {
        let label = cx.session.project().labels().get(id)?;
        let names = [label.name.ar.as_str(), label.name.en.as_str()];
        let tells = |block: &Block| block.tells_of(id.as_str(), &names);
        self.blocks.iter().position(tells)
    }
}

fn show(ui: &mut Ui, cx: &Cx<'_>, block: &Block) {
    match block.kind {
        Kind::Rule => {
            widgets::separator(ui);
        }
        Kind::Item(depth) => nested(ui, cx, block, depth),
        Kind::Heading(_) | Kind::Paragraph => text(ui, cx, block),
    }
}

/// An item, moved in once for each list around the first.
fn nested(ui: &mut Ui, cx: &Cx<'_>, block: &Block, depth: usize) {
    if depth > 1 {
        widgets::indented(ui, |ui| nested(ui, cx, block, depth - 1));
    } else {
        text(ui, cx, block);
    }
}

/// How far strong letters are painted twice, in points: the text stays one shaped line.
const STRONG: f32 = 0.6;

fn text(ui: &mut Ui, cx: &Cx<'_>, block: &Block) {
    let look = look(ui.ctx());
    let sizes = &look.tokens.sizes;
    let mut kind = Type::plain(&look).base(Base::FirstLetter);
    let mut role = Role::Paragraph;
    if let Kind::Heading(level) = block.kind {
        let size = if level == 1 {
            sizes.title
        } else {
            sizes.heading
        };
        kind = kind.size(size).weight(Weight::Bold);
        role = Role::Heading;
        ui.add_space(sizes.gap);
    }
    let laid = lay(ui.ctx(), &block.text, kind, Fit::Wrap(ui.available_width()));
    let (rect, response) = ui.allocate_exact_size(laid.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(role, true, &block.text));
    let ink = look.tokens.palette.text;
    let colour = |byte: usize| colour_at(cx, ui, block, byte).unwrap_or(ink);
    laid.paint_coloured(ui.painter(), rect.min, colour);
    let strong = |byte: usize| {
        let strong = |(range, mark): &(_, Mark)| *mark == Mark::Strong && contains(range, byte);
        if block.marks.iter().any(strong) {
            colour(byte)
        } else {
            Color32::TRANSPARENT
        }
    };
    laid.paint_coloured(ui.painter(), rect.min + vec2(STRONG, 0.0), strong);
    for (range, mark) in &block.marks {
        if let Mark::Link(to) = mark {
            let said = (to.as_str(), &block.text[range.clone()]);
            for (part, place) in laid.rects(range.clone()).into_iter().enumerate() {
                let id = response.id.with((range.start, part));
                link(ui, cx, said, (id, place.translate(rect.min.to_vec2())));
            }
        }
    }
}

fn contains(range: &std::ops::Range<usize>, byte: usize) -> bool {
    range.contains(&byte)
}

/// The colour of a link.
fn colour_at(cx: &Cx<'_>, ui: &Ui, block: &Block, byte: usize) -> Option<Color32> {
    let mut here = block
        .marks
        .iter()
        .filter(|(range, _)| contains(range, byte));
    let to = here.find_map(|(_, mark)| match mark {
        Mark::Link(to) => Some(to),
        Mark::Strong => None,
    })?;
    let tokens = look(ui.ctx()).tokens;
    Some(match label(cx, to) {
        Some(label) => tokens.label(label.colour).text,
        None => tokens.palette.accent,
    })
}

fn label<'s>(cx: &Cx<'s>, to: &str) -> Option<&'s Label> {
    let id: LabelId = label_of(to)?.into();
    cx.session.project().labels().get(&id)
}

/// A part of a link: one to a label does what the label's chip does; others only say where they lead.
fn link(ui: &Ui, cx: &Cx<'_>, (to, text): (&str, &str), (id, place): (Id, Rect)) {
    let response = ui.interact(place, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
    let label = label(cx, to);
    let colour = match label {
        Some(label) => look(ui.ctx()).tokens.label(label.colour).stroke,
        None => look(ui.ctx()).tokens.palette.accent,
    };
    let line = place.bottom() - 2.0;
    ui.painter()
        .hline(place.x_range(), line, Stroke::new(1.0, colour));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    match label {
        Some(label) => {
            let hint = words::of(&label.description, cx.lang);
            if response.on_hover(hint).clicked() {
                cx.send(Command::Label(label.id.clone()));
            }
        }
        None => drop(response.on_hover(to)),
    }
}
