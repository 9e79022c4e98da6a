//! The inbox of all articles of the project.

use eframe::egui::{Context, Response, Ui};

use super::filters::Filters;
use super::{group_row, shown};
use crate::app::command::{Command, Judgement, Place};
use crate::app::session::Session;
use crate::app::views::inbox::{Filter, Order};
use crate::app::wide::{Choice, Choosing, Lot, Pick};
use crate::i18n::inbox::R;
use crate::i18n::notice::{ARTICLES, IN_ARTICLES, SUGGESTIONS};
use crate::i18n::number::{number, percent};
use crate::i18n::wide::P;
use crate::i18n::window::W;
use crate::ui::cx::Cx;
use crate::ui::widgets;

/// What a list was made of: all that is shown, the filter and the order.
type Of = (u64, Filter, Order);

/// How many suggestions a frame looks at, so that none takes longer than another frame may.
const PORTION: usize = 16_000;

/// The list, remembered until something changes.
#[derive(Default)]
pub(super) struct Project {
    known: Option<Of>,
    pub(super) choice: Choice,
    /// The list that is being made in the place of the one that is shown.
    making: Option<(Of, Choosing)>,
    /// The chosen group, and which of its suggestions was shown last.
    chosen: Option<(usize, usize)>,
}

impl Project {
    /// Begins a survey if there was none.
    pub(super) fn begin(cx: &Cx<'_>) {
        if !cx.session.wide().survey.asked {
            cx.send(Command::Survey);
        }
    }

    /// How much waits, and where; how far a list is that takes more than a frame to make.
    pub(super) fn summary(&self, cx: &Cx<'_>) -> String {
        let suggestions = SUGGESTIONS.say(self.choice.count, cx.lang);
        let articles = ARTICLES.say(self.choice.articles, cx.lang);
        let mut parts = vec![suggestions];
        if self.choice.count > 0 {
            parts.push(articles);
        }
        if let Some((_, choosing)) = &self.making {
            let part = choosing.part(&cx.session.wide().survey.board);
            parts.push(format!("{}…", percent(part, cx.lang)));
        }
        parts.join(" · ")
    }

    /// Makes the list anew, a part in each frame; the old one is shown until then.
    pub(super) fn refresh(&mut self, cx: &Cx<'_>, ctx: &Context, filters: &Filters) {
        let session = cx.session;
        let wanted = (session.serial(), filters.filter.clone(), filters.order);
        if self.making.is_none() && self.known.as_ref() == Some(&wanted) {
            return;
        }
        let same = |of: &Of| (&of.1, of.2) == (&wanted.1, wanted.2);
        let begun = self.making.take().filter(|(of, _)| same(of));
        let (of, mut choosing) = begun.unwrap_or_else(|| {
            let choosing = Choosing::new(wanted.1.clone(), wanted.2);
            (wanted.clone(), choosing)
        });
        let board = &session.wide().survey.board;
        if !choosing.go_on(board, &|id| title(session, id), PORTION) {
            self.making = Some((of, choosing));
            return ctx.request_repaint();
        }
        // What has changed while it was made is in the next one.
        if of != wanted {
            ctx.request_repaint();
        }
        self.choice = choosing.into_choice();
        let lots = &self.choice.lots;
        self.chosen = self
            .chosen
            .filter(|(name, _)| lots.iter().any(|lot| lot.name == *name));
        self.known = Some(of);
    }

    /// Whether what is shown is what the filter lets through, so that it can be decided about.
    pub(super) fn is_of(&self, filter: &Filter) -> bool {
        self.known.as_ref().is_some_and(|(_, of, _)| of == filter)
    }

    /// How far the survey is, and what it could not do.
    pub(super) fn progress(ui: &mut Ui, cx: &Cx<'_>) {
        let survey = &cx.session.wide().survey;
        if let Some((at, all)) = survey.running {
            let share = at as f32 / all.max(1) as f32;
            widgets::progress(ui, share, P::Surveying.say(cx.lang));
            widgets::spread(
                ui,
                |ui| widgets::weak_label(ui, &part(cx, at, all)),
                |ui| {
                    if widgets::tool_button(ui, P::Stop.say(cx.lang)).clicked() {
                        cx.send(Command::CancelJobs);
                    }
                },
            );
        }
        if survey.unread > 0 {
            let articles = IN_ARTICLES.say(survey.unread, cx.lang);
            let text = P::Unread.say(cx.lang).replace("{articles}", &articles);
            widgets::weak_label(ui, &text);
        }
        if survey.full {
            widgets::weak_label(ui, P::Full.say(cx.lang));
        }
    }

    /// Decisions on the chosen group, or on all that a filter shows.
    pub(super) fn actions(&self, ui: &mut Ui, cx: &Cx<'_>, filters: &Filters) {
        let survey = &cx.session.wide().survey;
        if !self.is_of(&filters.filter) {
            // Another list is on its way.
        } else if self.choice.lots.is_empty() && survey.running.is_none() {
            let why = if filters.filter.is_open() {
                P::NothingWaits.say(cx.lang)
            } else {
                R::NothingShown.say(cx.lang)
            };
            widgets::weak_label(ui, why);
        } else if filters.filter.is_open() {
            self.on_group(ui, cx, &filters.filter);
        } else if self.choice.count > 0 {
            self.on_shown(ui, cx, &filters.filter);
        }
    }

    /// Looks for suggestions once more: articles, lists and the memory may have changed.
    pub(super) fn again(ui: &mut Ui, cx: &Cx<'_>) {
        let idle = cx.session.wide().survey.running.is_none();
        if idle && widgets::tool_button(ui, P::SurveyAgain.say(cx.lang)).clicked() {
            cx.send(Command::Survey);
        }
    }

    fn on_group(&self, ui: &mut Ui, cx: &Cx<'_>, filter: &Filter) {
        let lots = self.choice.lots.iter();
        let lot = self
            .chosen
            .and_then(|(name, _)| lots.clone().find(|lot| lot.name == name));
        let many = lot.map_or(0, |lot| lot.count);
        let text = |word: W| match many {
            0 | 1 => word.say(cx.lang).to_owned(),
            _ => format!("{} ({})", word.say(cx.lang), number(many, cx.lang)),
        };
        let enabled = |ui: &mut Ui, press: fn(&mut Ui, &str) -> Response, text: &str| {
            ui.add_enabled_ui(many > 0, |ui| press(ui, text))
                .inner
                .clicked()
        };
        let name = lot.map(|lot| lot.name);
        if enabled(ui, widgets::primary_button, &text(W::AcceptAll)) {
            judge(cx, filter, name, Judgement::Accept);
        }
        if enabled(ui, widgets::button, &text(W::RejectAll)) {
            judge(cx, filter, name, Judgement::Reject);
        }
    }

    fn on_shown(&self, ui: &mut Ui, cx: &Cx<'_>, filter: &Filter) {
        let of = (filter.state, self.choice.count);
        if let Some(judgement) = shown::buttons(ui, cx, of) {
            judge(cx, filter, None, judgement);
        }
    }

    pub(super) fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>, filter: &Filter) {
        let height = widgets::Row::tall(ui);
        let count = self.choice.lots.len();
        let list = widgets::VirtualList::new(ui, "project inbox", count).row_height(height);
        let mut clicked = None;
        list.name(W::Inbox.say(cx.lang)).show(ui, |ui, at| {
            let Some(lot) = self.choice.lots.get(at) else {
                return;
            };
            let Some(name) = cx.session.wide().survey.board.name(lot.name) else {
                return;
            };
            let chosen = self.chosen.is_some_and(|(chosen, _)| chosen == lot.name);
            let group = group_row::Group {
                surface: &name.surface,
                label: &name.label,
                count: lot.count,
                scores: (lot.worst, lot.best),
                engine: lot.engine,
            };
            if group_row::show(ui, cx, &group, (chosen, at, count)).clicked() {
                clicked = Some(*lot);
            }
        });
        if let Some(lot) = clicked {
            self.visit(cx, filter, lot);
        }
    }

    /// Shows the first suggestion of a group; of the chosen one, the next.
    fn visit(&mut self, cx: &Cx<'_>, filter: &Filter, lot: Lot) {
        let picks = picks(cx.session, filter, Some(lot.name));
        let at = match self.chosen {
            Some((name, at)) if name == lot.name => (at + 1) % picks.len().max(1),
            _ => 0,
        };
        self.chosen = Some((lot.name, at));
        if let Some(pick) = picks.get(at) {
            let place = Place {
                article: pick.article.clone(),
                span: pick.span,
            };
            cx.send(Command::Visit(place, Some(pick.label.clone())));
        }
    }
}

fn judge(cx: &Cx<'_>, filter: &Filter, name: Option<usize>, judgement: Judgement) {
    let picks = picks(cx.session, filter, name);
    cx.send(Command::Judge(picks.into(), judgement));
}

/// The suggestions that a filter lets through, of one group or of all.
pub(super) fn picks(session: &Session, filter: &Filter, name: Option<usize>) -> Vec<Pick> {
    let board = &session.wide().survey.board;
    board.picks(filter, name, &|id| title(session, id))
}

fn title(session: &Session, id: &crate::model::ids::ArticleId) -> String {
    let entry = session.project().entry(id);
    entry.map_or_else(String::new, |entry| entry.meta.title.clone())
}

fn part(cx: &Cx<'_>, at: usize, all: usize) -> String {
    P::PartOf
        .say(cx.lang)
        .replace("{at}", &number(at, cx.lang))
        .replace("{all}", &IN_ARTICLES.say(all, cx.lang))
}
