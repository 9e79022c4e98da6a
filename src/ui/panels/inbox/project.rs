//! The inbox of all articles of the project.

use eframe::egui::{Response, Ui};

use super::filters::Filters;
use super::group_row;
use crate::app::command::{Command, Judgement, Place};
use crate::app::session::Session;
use crate::app::views::inbox::{Filter, Order, State};
use crate::app::wide::{Choice, Lot, Pick};
use crate::i18n::inbox::R;
use crate::i18n::notice::{ARTICLES, IN_ARTICLES, SUGGESTIONS};
use crate::i18n::number::number;
use crate::i18n::wide::P;
use crate::i18n::window::W;
use crate::ui::cx::Cx;
use crate::ui::{widgets, words};

/// The list, remembered until something changes.
#[derive(Default)]
pub(super) struct Project {
    known: Option<(u64, Filter, Order)>,
    pub(super) choice: Choice,
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

    /// How much waits, and where.
    pub(super) fn summary(&self, cx: &Cx<'_>) -> String {
        let suggestions = SUGGESTIONS.say(self.choice.count, cx.lang);
        let articles = ARTICLES.say(self.choice.articles, cx.lang);
        if self.choice.count == 0 {
            suggestions
        } else {
            format!("{suggestions} · {articles}")
        }
    }

    pub(super) fn refresh(&mut self, session: &Session, filters: &Filters) {
        let wanted = (session.serial(), filters.filter.clone(), filters.order);
        if self.known.as_ref() == Some(&wanted) {
            return;
        }
        let board = &session.wide().survey.board;
        self.choice = board.choose(&wanted.1, wanted.2, &|id| title(session, id));
        let lots = &self.choice.lots;
        self.chosen = self
            .chosen
            .filter(|(name, _)| lots.iter().any(|lot| lot.name == *name));
        self.known = Some(wanted);
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
        if self.choice.lots.is_empty() && survey.running.is_none() {
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
        let all = number(self.choice.count, cx.lang);
        let text = |word: R| word.say(cx.lang).replace("{all}", &all);
        if filter.state != State::Pending {
            if widgets::button(ui, &text(R::WithdrawShown)).clicked() {
                judge(cx, filter, None, Judgement::Withdraw);
            }
            return;
        }
        if widgets::primary_button(ui, &text(R::AcceptShown)).clicked() {
            judge(cx, filter, None, Judgement::Accept);
        }
        if widgets::button(ui, &text(R::RejectShown)).clicked() {
            judge(cx, filter, None, Judgement::Reject);
        }
        widgets::menu(ui, R::RelabelShown.say(cx.lang), |ui| {
            for label in cx.session.project().labels().iter() {
                if widgets::menu_item(ui, &words::label(label, cx.lang), None).clicked() {
                    judge(cx, filter, None, Judgement::AcceptAs(label.id.clone()));
                }
            }
        });
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

fn picks(session: &Session, filter: &Filter, name: Option<usize>) -> Vec<Pick> {
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
