//! One decision on many places: every hit of the search in its context, each with a tick.

use std::collections::BTreeSet;

use eframe::egui::{Color32, Context, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::cx::Cx;
use super::prompts::Next;
use super::text::{Base, Fit, Type, lay};
use super::theme::look;
use super::widgets::{self, Answer, Choice};
use super::words;
use crate::app::command::{Command, Everywhere, Place, Target, Verb};
use crate::app::views::hits::{HitView, hits};
use crate::i18n::number::number;
use crate::i18n::window::W;
use crate::model::ids::LabelId;
use crate::text::offset::Span;
use crate::text::paragraph::{Direction, first_strong};

/// The list of hits while it is open.
pub struct List {
    untag: bool,
    label: Option<LabelId>,
    /// Places that are left out.
    spared: BTreeSet<Span>,
    /// Whether the places that are annotated otherwise were left out to begin with.
    begun: bool,
}

/// Rows shown at once.
const ROWS: usize = 11;

impl List {
    /// For the label of the current span, else the first one.
    #[must_use]
    pub fn open(cx: &Cx<'_>) -> Self {
        let session = cx.session;
        let current = match &session.here().target {
            Some(Target::Suggestion(key)) => Some(key.label.clone()),
            Some(Target::Annotation(id)) => session
                .current()
                .and_then(|(_, sheet)| sheet.get(*id))
                .map(|annotation| annotation.label.clone()),
            None => None,
        };
        let first = || {
            session
                .project()
                .labels()
                .iter()
                .next()
                .map(|l| l.id.clone())
        };
        Self {
            untag: false,
            label: current.or_else(first),
            spared: BTreeSet::new(),
            begun: false,
        }
    }

    /// Shows the list for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        let Some(search) = &cx.session.here().search else {
            return Next::Close;
        };
        let all = search.hits.clone();
        if !search.running && !self.begun {
            self.begun = true;
            self.spare_touched(cx, all.len());
        }
        let chosen: Vec<Span> = all
            .iter()
            .copied()
            .filter(|s| !self.spared.contains(s))
            .collect();
        let verb = if self.untag { W::UntagThem } else { W::TagThem };
        let text = verb
            .say(cx.lang)
            .replace("{all}", &number(chosen.len(), cx.lang));
        let choices = [
            Choice::primary(&text).enabled(!chosen.is_empty() && !search.running),
            Choice::plain(W::Cancel.say(cx.lang)),
        ];
        let (answer, ()) = widgets::dialog(
            ctx,
            W::EverywhereTitle.say(cx.lang),
            760.0,
            &choices,
            |ui| {
                self.verbs(ui, cx);
                self.ticks(ui, cx, &all);
                self.list(ui, cx, all.len());
            },
        );
        match answer {
            Answer::Open => Next::Stay,
            Answer::Chosen(0) => {
                if let Some(verb) = self.verb() {
                    let article = cx.session.here().article.clone();
                    let places = chosen.into_iter().zip(article.into_iter().cycle());
                    let places = places.map(|(span, article)| Place { article, span });
                    cx.send(Command::Everywhere(Everywhere {
                        places: places.collect(),
                        verb,
                    }));
                }
                Next::Close
            }
            Answer::Chosen(_) | Answer::Dismissed => Next::Close,
        }
    }

    fn verb(&self) -> Option<Verb> {
        if self.untag {
            return Some(Verb::Untag);
        }
        self.label.clone().map(Verb::Tag)
    }

    /// Where somebody has already decided otherwise, nothing is changed unless it is ticked.
    fn spare_touched(&mut self, cx: &Cx<'_>, count: usize) {
        let other = |hit: &HitView| {
            hit.touched
                || hit
                    .labels
                    .iter()
                    .any(|label| Some(label) != self.label.as_ref())
        };
        let spared = hits(cx.session, 0..count).into_iter().filter(other);
        self.spared = spared.map(|hit| hit.span).collect();
    }

    fn verbs(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        widgets::row(ui, |ui| {
            widgets::radio_value(ui, &mut self.untag, false, W::VerbTag.say(cx.lang));
            let labels: Vec<_> = cx.session.project().labels().iter().collect();
            let mut at = labels
                .iter()
                .position(|label| Some(&label.id) == self.label.as_ref())
                .unwrap_or_default();
            let names: Vec<String> = labels.iter().map(|l| words::label(l, cx.lang)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            widgets::combo_box(ui, W::ChooseLabel.say(cx.lang), &names, &mut at);
            self.label = labels.get(at).map(|label| label.id.clone());
            widgets::radio_value(ui, &mut self.untag, true, W::VerbUntag.say(cx.lang));
        });
    }

    /// All or none.
    fn ticks(&mut self, ui: &mut Ui, cx: &Cx<'_>, all: &[Span]) {
        widgets::spread(
            ui,
            |ui| {
                let hits = W::Hits
                    .say(cx.lang)
                    .replace("{all}", &number(all.len(), cx.lang));
                widgets::weak_label(ui, &hits);
            },
            |ui| {
                if widgets::tool_button(ui, W::TickNone.say(cx.lang)).clicked() {
                    self.spared = all.iter().copied().collect();
                }
                if widgets::tool_button(ui, W::TickAll.say(cx.lang)).clicked() {
                    self.spared.clear();
                }
            },
        );
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>, count: usize) {
        let row = look(ui.ctx()).tokens.sizes.row;
        let height = row * count.clamp(1, ROWS) as f32;
        ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
            let list = widgets::VirtualList::new(ui, "hits", count);
            let list = list.name(W::EverywhereTitle.say(cx.lang));
            list.show(ui, |ui, at| {
                let Some(hit) = hits(cx.session, at..at + 1).pop() else {
                    return;
                };
                let mut ticked = !self.spared.contains(&hit.span);
                if row_of(ui, cx, &hit, &mut ticked) {
                    if ticked {
                        self.spared.remove(&hit.span);
                    } else {
                        self.spared.insert(hit.span);
                    }
                }
            });
        });
    }
}

/// A tick, the hit in its context, and what it is already. Returns whether the tick was changed.
fn row_of(ui: &mut Ui, cx: &Cx<'_>, hit: &HitView, ticked: &mut bool) -> bool {
    let labels = hit
        .labels
        .iter()
        .filter_map(|id| cx.session.project().labels().get(id));
    let labels: Vec<String> = labels.map(|label| words::label(label, cx.lang)).collect();
    let state = match (labels.is_empty(), hit.touched) {
        (false, _) => labels.join("، "),
        (true, true) => W::Touched.say(cx.lang).to_owned(),
        (true, false) => String::new(),
    };
    let (changed, _) = widgets::spread(
        ui,
        |ui| {
            let changed = widgets::bare_checkbox(ui, ticked, &hit.text).changed();
            context(ui, hit);
            changed
        },
        |ui| widgets::weak_label(ui, &state),
    );
    changed
}

/// The hit in the middle, its context on both sides, clipped.
fn context(ui: &mut Ui, hit: &HitView) {
    let look = look(ui.ctx());
    let palette = look.tokens.palette.clone();
    let line = format!("{}{}{}", hit.before, hit.text, hit.behind);
    let inside = hit.before.len()..hit.before.len() + hit.text.len();
    let direction = first_strong(&line).unwrap_or_default();
    let base = if direction == Direction::Rtl {
        Base::Rtl
    } else {
        Base::Ltr
    };
    let laid = lay(ui.ctx(), &line, Type::plain(&look).base(base), Fit::Line);
    let size = vec2(ui.available_width(), look.tokens.sizes.row);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &line));
    let rects = laid.rects(inside.clone());
    let middle = rects
        .iter()
        .copied()
        .reduce(Rect::union)
        .unwrap_or(Rect::ZERO)
        .center()
        .x;
    let corner = pos2(rect.center().x - middle, laid.centred_top(rect));
    let painter = ui.painter_at(rect);
    for part in rects {
        painter.rect_filled(part.translate(corner.to_vec2()), 3.0, palette.accent_soft);
    }
    let colour = |byte: usize| -> Color32 {
        if inside.contains(&byte) {
            palette.text
        } else {
            palette.weak_text
        }
    };
    laid.paint_coloured(&painter, corner, colour);
}
