//! The dialog on the relations of an annotation: those that it has, and a new one.

use eframe::egui::{Context, Key, Modifiers, Response, Ui};

use super::cx::Cx;
use super::panels::strip::label_chip;
use super::prompts::Next;
use super::theme::look;
use super::widgets::{self, Answer, Choice, FieldState};
use super::words;
use crate::app::command::{Command, Target};
use crate::app::views::relations::{self, OtherEnd, RelationView, Way};
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::model::ids::{AnnotationId, LabelId, RelationLabel};
use crate::model::relation::Relation;

/// How much is shown at once, so that the dialog fits the window.
struct Room {
    /// Other ends.
    ends: usize,
    /// Relations that are there, without scrolling.
    known: usize,
    /// Names of relations to choose from.
    names: usize,
}

impl Room {
    /// Height below which a window is low, in points.
    const LOW: f32 = 640.0;

    fn of(ui: &Ui) -> Self {
        let low = ui.ctx().content_rect().height() < Self::LOW;
        let (ends, known, names) = if low { (2, 1, 0) } else { (6, 3, 8) };
        Self { ends, known, names }
    }
}

/// The dialog while it is open.
pub struct Relate {
    annotation: AnnotationId,
    text: String,
    label: LabelId,
    /// What the new relation is.
    name: FieldState,
    way: Way,
    /// What the other end is looked for by.
    typed: FieldState,
    picked: usize,
    /// What was typed when the list was last made, and the list.
    found: Option<(String, Vec<OtherEnd>)>,
}

impl Relate {
    /// For the current annotation; `None` where none is current.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Option<Self> {
        let Some(Target::Annotation(id)) = cx.session.here().target else {
            return None;
        };
        let (article, sheet) = cx.session.current()?;
        let annotation = sheet.get(id)?;
        let usual = relations::labels(cx.session);
        let usual = usual.first().map_or("", RelationLabel::as_str);
        Some(Self {
            annotation: id,
            text: annotation.span.text(&article.text).to_owned(),
            label: annotation.label.clone(),
            name: FieldState::new(usual),
            way: Way::Out,
            typed: FieldState::new(""),
            picked: 0,
            found: None,
        })
    }

    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        self.look(cx);
        self.arrows(ctx);
        let can = self.count() > 0 && cx.session.read_only().is_none();
        let choices = [
            Choice::primary(K::Relate.say(cx.lang)).enabled(can),
            Choice::plain(W::Close.say(cx.lang)),
        ];
        let title = K::RelationsTitle.say(cx.lang);
        let (answer, clicked) =
            widgets::dialog(ctx, title, 520.0, &choices, |ui| self.body(ui, cx));
        let chosen = match answer {
            Answer::Chosen(0) => Some(self.picked),
            Answer::Chosen(_) | Answer::Dismissed => return Next::Close,
            Answer::Open => clicked,
        };
        let Some(relation) = chosen.and_then(|at| self.relation(at)) else {
            return Next::Stay;
        };
        cx.send(Command::Relate(relation));
        Next::Close
    }

    /// Looks for other ends again if something else was typed.
    fn look(&mut self, cx: &Cx<'_>) {
        let typed = self.typed.text();
        if self.found.as_ref().is_none_or(|(known, _)| known != typed) {
            let ends = relations::candidates(cx.session, self.annotation, typed);
            self.found = Some((typed.to_owned(), ends));
            self.picked = 0;
        }
    }

    fn count(&self) -> usize {
        self.found.as_ref().map_or(0, |(_, ends)| ends.len())
    }

    fn relation(&self, at: usize) -> Option<Relation> {
        let other = self.found.as_ref()?.1.get(at)?.id;
        let (from, to) = match self.way {
            Way::Out => (self.annotation, other),
            Way::In => (other, self.annotation),
        };
        let words: Vec<&str> = self.name.text().split_whitespace().collect();
        let label = words.join("_").into();
        Some(Relation { from, to, label })
    }

    fn arrows(&mut self, ctx: &Context) {
        let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) {
            self.picked += 1;
        }
        if pressed(Key::ArrowUp) {
            self.picked = self.picked.saturating_sub(1);
        }
        self.picked = self.picked.min(self.count().saturating_sub(1));
    }

    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Option<usize> {
        widgets::row(ui, |ui| {
            label_chip(ui, cx, &self.label);
            widgets::content_label(ui, &self.text);
        });
        self.known(ui, cx);
        widgets::strong_label(ui, K::NewRelation.say(cx.lang));
        self.naming(ui, cx);
        widgets::wrapping_row(ui, |ui| {
            for (way, said) in [(Way::Out, K::FromThis), (Way::In, K::ToThis)] {
                widgets::radio_value(ui, &mut self.way, way, said.say(cx.lang));
            }
        });
        let field = widgets::TextField::new(K::OtherEnd.say(cx.lang));
        let field = field
            .placeholder(K::OtherEndHint.say(cx.lang))
            .above_list()
            .show(ui, &mut self.typed);
        self.ends(ui, cx, &field)
    }

    /// The relations that are there; many of them scroll.
    fn known(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let views = relations::of(cx.session, self.annotation);
        let list = |ui: &mut Ui| views.iter().for_each(|view| known(ui, cx, view));
        let room = Room::of(ui);
        if views.len() > room.known {
            let height = widgets::list_height(ui, room.known);
            widgets::scroll_within(ui, height, "relations", list);
        } else {
            list(ui);
        }
    }

    /// What the relation is: typed, or one of those used before.
    fn naming(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let name = K::RelationName.say(cx.lang);
        widgets::TextField::new(name)
            .placeholder(K::RelationNameHint.say(cx.lang))
            .above_list()
            .show(ui, &mut self.name);
        let names = Room::of(ui).names;
        let used = relations::labels(cx.session);
        if used.is_empty() || names == 0 {
            return;
        }
        widgets::wrapping_row(ui, |ui| {
            for label in used.iter().take(names) {
                let chosen = self.name.text() == label.as_str();
                if widgets::radio(ui, chosen, label.as_str()).clicked() {
                    self.name.set_text(label.as_str());
                }
            }
        });
    }

    fn ends(&self, ui: &mut Ui, cx: &Cx<'_>, field: &Response) -> Option<usize> {
        let ends = self.found.as_ref().map_or(&[][..], |(_, ends)| ends);
        if ends.is_empty() {
            widgets::weak_label(ui, K::NoOtherEnd.say(cx.lang));
            return None;
        }
        let height = widgets::list_height(ui, Room::of(ui).ends);
        let mut clicked = None;
        let list = widgets::VirtualList::new(ui, "ends", ends.len());
        let list = list.name(K::OtherEnd.say(cx.lang));
        list.reveal(self.picked).show_within(ui, height, |ui, at| {
            let Some(end) = ends.get(at) else {
                return;
            };
            let row = end_row(ui, cx, end, (at, ends.len(), self.picked));
            if at == self.picked && at > 0 {
                widgets::attend(field, &row);
            }
            if row.clicked() {
                clicked = Some(at);
            }
        });
        clicked
    }
}

/// An annotation, at that place of so many, of which one is picked.
fn end_row(
    ui: &mut Ui,
    cx: &Cx<'_>,
    end: &OtherEnd,
    (at, of, picked): (usize, usize, usize),
) -> Response {
    let label = cx.session.project().labels().get(&end.label);
    let name = label.map_or_else(
        || end.label.to_string(),
        |label| words::label(label, cx.lang),
    );
    let row = widgets::Row::new(&end.text).detail(&name);
    let row = match label {
        Some(label) => row.dot(look(ui.ctx()).tokens.label(label.colour).stroke),
        None => row,
    };
    row.place(at, of).chosen(at == picked).show(ui)
}

/// A relation that is there, and how to end it.
fn known(ui: &mut Ui, cx: &Cx<'_>, view: &RelationView) {
    let said = words::relation(view, cx.lang);
    let mut ended = false;
    widgets::spread(
        ui,
        |ui| {
            widgets::label(ui, &said);
        },
        |ui| {
            let button = widgets::button(ui, W::Delete.say(cx.lang));
            let spoken = format!("{}: {said}", W::Delete.say(cx.lang));
            ended = button.accessible_name(spoken).clicked();
        },
    );
    if ended {
        cx.send(Command::Unrelate(view.relation.clone()));
    }
}
