//! The review inbox, at the end side: suggestions grouped by text and label, filtered and ordered,
//! with decisions on all that is shown.

mod filters;
mod group_row;
mod project;
mod scores;
mod shown;

use eframe::egui::{Id, Response, Ui, UiBuilder, vec2};

use crate::app::action::Action;
use crate::app::command::{Command, Judgement, SuggestionKey, Target};
use crate::app::session::Session;
use crate::app::views::hits::Scope;
use crate::app::views::inbox::{
    BARS, Chosen, Filter, GroupView, Order, State, current_group, group, histogram, keys, list,
    picks,
};
use crate::app::views::missed;
use crate::i18n::inbox::R;
use crate::i18n::notice::SUGGESTIONS;
use crate::i18n::number::number;
use crate::i18n::wide::P;
use crate::i18n::window::W;
use crate::i18n::work::K;
use crate::ui::cx::Cx;
use crate::ui::widgets;

/// What is looked at, and the list of it, remembered until something changes.
#[derive(Default)]
pub struct Inbox {
    scope: Scope,
    project: project::Project,
    filters: filters::Filters,
    known: Option<(u64, Filter, Order, bool)>,
    rows: Vec<Chosen>,
    bars: [u32; BARS],
    /// How many places of the article may have been missed.
    missed: usize,
    /// The group that was current in the last frame, so that a new one is scrolled to once.
    current: Option<usize>,
    /// How high what stands above the list is, in points, and how high the list is where there is
    /// not enough room for both.
    head: f32,
    cramped: Option<f32>,
}

/// How many groups must be seen at least.
const LEAST_ROWS: f32 = 3.0;

impl Inbox {
    /// Shows the inbox.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if cx.session.preferences().blind {
            return blind(ui, cx);
        }
        if self.scope == Scope::Project {
            self.project.refresh(cx, ui.ctx(), &self.filters);
        } else {
            self.refresh(cx.session);
        }
        // Where there is too little room for a list under the rest, all of it scrolls.
        let tall = widgets::Row::tall(ui);
        let least = LEAST_ROWS * tall;
        self.cramped = (ui.available_height() < self.head + least).then_some(least);
        if self.cramped.is_some() {
            widgets::scroll(ui, "whole inbox", |ui| self.steady(ui, cx));
        } else {
            self.steady(ui, cx);
        }
    }

    /// The contents with the same ids in both cases, so that what has the keyboard keeps it.
    fn steady(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let steady = UiBuilder::new().scope_id(Id::unique("tawsim inbox"));
        ui.scope_builder(steady, |ui| self.contents(ui, cx));
    }

    fn contents(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let top = ui.cursor().top();
        widgets::column(ui, |ui| {
            let count = match self.scope {
                Scope::Project => self.project.summary(cx),
                Scope::Article => SUGGESTIONS.say(cx.session.pending().len(), cx.lang),
            };
            widgets::spread(
                ui,
                |ui| widgets::heading(ui, W::Inbox.say(cx.lang)),
                |ui| widgets::weak_label(ui, &count),
            );
            if let Some(part) = cx.session.gathering() {
                widgets::progress(ui, part, P::Gathering.say(cx.lang));
            }
            match self.scope {
                Scope::Project => self.show_project(ui, cx),
                Scope::Article => self.show_article(ui, cx),
            }
            self.head = ui.cursor().top() - top;
            let room = self.cramped.unwrap_or(ui.available_height());
            ui.allocate_ui(vec2(ui.available_width(), room), |ui| match self.scope {
                Scope::Project => self.project.list(ui, cx, &self.filters.filter),
                Scope::Article => self.list(ui, cx),
            });
        });
    }

    fn show_article(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if let Some(part) = cx.session.suggesting() {
            widgets::progress(ui, part, W::Suggesting.say(cx.lang));
        }
        widgets::wrapping_row(ui, |ui| {
            if self.rows.is_empty() {
                self.say_why(ui, cx);
            } else if self.filters.filter.is_open() {
                self.actions(ui, cx);
            } else {
                self.bulk(ui, cx);
            }
            self.filters.button(ui, cx);
        });
        self.scopes(ui, cx);
        self.missed(ui, cx);
        let count = self.rows.iter().map(|row| row.members.len()).sum();
        self.filters.show(ui, cx, (self.scope, &self.bars, count));
    }

    /// How many places may have been missed, leading to the next one.
    fn missed(&self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.missed == 0 || !cx.session.preferences().missed {
            return;
        }
        let count = number(self.missed, cx.lang);
        let text = format!("{} ({count})", K::Missed.say(cx.lang));
        let button = widgets::tool_button(ui, &text);
        if shown::hinted(cx, button, Action::NextMissed).clicked() {
            cx.act(Action::NextMissed);
        }
    }

    /// From the article to the whole project, or back.
    pub fn change_scope(&mut self) {
        self.scope = match self.scope {
            Scope::Article => Scope::Project,
            Scope::Project => Scope::Article,
        };
    }

    /// The suggestions of all articles whose text is or contains that, in that state.
    pub fn look_up(&mut self, text: &str, state: State) {
        self.scope = Scope::Project;
        self.filters.look_up(text, state);
    }

    /// Of this article, or of all. Stands below the decisions, so that the keyboard that comes to the
    /// inbox meets those first.
    fn scopes(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        widgets::wrapping_row(ui, |ui| {
            for (scope, word) in [
                (Scope::Article, P::ThisArticle),
                (Scope::Project, P::WholeProject),
            ] {
                widgets::radio_value(ui, &mut self.scope, scope, word.say(cx.lang));
            }
            if self.scope == Scope::Project {
                project::Project::again(ui, cx);
            }
        });
        if self.scope == Scope::Project {
            project::Project::begin(cx);
        }
    }

    fn show_project(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        project::Project::progress(ui, cx);
        widgets::wrapping_row(ui, |ui| {
            self.project.actions(ui, cx, &self.filters);
            self.filters.button(ui, cx);
        });
        self.scopes(ui, cx);
        let choice = &self.project.choice;
        let (bars, count) = (choice.bars, choice.count);
        self.filters.show(ui, cx, (self.scope, &bars, count));
    }

    fn refresh(&mut self, session: &Session) {
        let filters = &self.filters;
        let (filter, open) = (filters.filter.clone(), filters.open);
        let wanted = (session.serial(), filter, filters.order, open);
        if self.known.as_ref() != Some(&wanted) {
            self.rows = list(session, &wanted.1, wanted.2);
            if self.filters.open {
                self.bars = histogram(session, &wanted.1);
            }
            self.missed = missed::count(session);
            self.known = Some(wanted);
        }
    }

    fn say_why(&self, ui: &mut Ui, cx: &Cx<'_>) {
        if !self.filters.filter.is_open() {
            widgets::weak_label(ui, R::NothingShown.say(cx.lang));
        } else if cx.session.suggesting().is_none() && cx.session.current().is_some() {
            widgets::weak_label(ui, W::InboxEmpty.say(cx.lang));
        }
    }

    fn list(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let current = current_group(cx.session);
        let height = widgets::Row::tall(ui);
        let mut list = widgets::VirtualList::new(ui, "inbox", self.rows.len()).row_height(height);
        list = list.name(W::Inbox.say(cx.lang));
        if current != self.current
            && let Some(at) = self.rows.iter().position(|row| Some(row.group) == current)
        {
            list = list.reveal(at);
        }
        self.current = current;
        list.show(ui, |ui, at| {
            if let Some(chosen) = self.rows.get(at)
                && let Some(group) = group(cx.session, chosen)
            {
                let place = (at, self.rows.len());
                let is_current = Some(chosen.group) == current;
                row(ui, cx, (chosen, group), is_current, place);
            }
        });
    }

    /// Decisions on the current group as a whole.
    fn actions(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let current = current_group(cx.session);
        let group = self.rows.iter().find(|row| Some(row.group) == current);
        let many = group.map_or(0, |group| group.members.len());
        let text = |word: W| match many {
            0 | 1 => word.say(cx.lang).to_owned(),
            _ => format!("{} ({})", word.say(cx.lang), number(many, cx.lang)),
        };
        let keys = || {
            let keys = group.map(|group| keys(cx.session, group).collect());
            keys.unwrap_or_default()
        };
        let enabled = |ui: &mut Ui, press: fn(&mut Ui, &str) -> Response, text: &str| {
            ui.add_enabled_ui(many > 0, |ui| press(ui, text))
                .inner
                .clicked()
        };
        if enabled(ui, widgets::primary_button, &text(W::AcceptAll)) {
            cx.send(Command::Accept(keys()));
        }
        if enabled(ui, widgets::button, &text(W::RejectAll)) {
            cx.send(Command::Reject(keys()));
        }
    }

    /// Decisions on everything the filter shows, each as one transaction.
    fn bulk(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let count = self.rows.iter().map(|row| row.members.len()).sum();
        let of = (self.filters.filter.state, count);
        if let Some(judgement) = shown::buttons(ui, cx, of) {
            let picks = picks(cx.session, &self.rows);
            cx.send(Command::Judge(picks.into(), judgement));
        }
    }

    /// Decides on all that is shown, as its buttons do.
    pub fn decide(&mut self, cx: &Cx<'_>, judgement: Judgement) {
        let hidden = cx.session.preferences().blind;
        let waits = self.filters.filter.state == State::Pending;
        let picks = match self.scope {
            _ if hidden || !waits => Vec::new(),
            Scope::Project if !self.project.is_of(&self.filters.filter) => return,
            Scope::Project => project::picks(cx.session, &self.filters.filter, None),
            Scope::Article => {
                self.refresh(cx.session);
                picks(cx.session, &self.rows)
            }
        };
        cx.send(Command::Judge(picks.into(), judgement));
    }
}

/// What stands in the place of the inbox while suggestions are hidden.
fn blind(ui: &mut Ui, cx: &Cx<'_>) {
    widgets::column(ui, |ui| {
        widgets::heading(ui, K::Blind.say(cx.lang));
        widgets::label(ui, K::BlindHint.say(cx.lang));
        if widgets::button(ui, K::ShowSuggestions.say(cx.lang)).clicked() {
            cx.act(Action::ToggleBlind);
        }
    });
}

fn row(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (chosen, group): (&Chosen, GroupView<'_>),
    current: bool,
    (at, count): (usize, usize),
) {
    let shown = group_row::Group {
        surface: group.surface,
        label: group.label,
        count: group.count,
        scores: group.scores,
        engine: group.engine,
    };
    if group_row::show(ui, cx, &shown, (current, at, count)).clicked()
        && let Some(key) = next_of(cx.session, chosen)
    {
        cx.send(Command::Focus(target(cx.session, key)));
    }
}

/// What stands for a suggestion now: itself, or the annotation that came of it.
fn target(session: &Session, key: SuggestionKey) -> Target {
    let decision = session
        .current()
        .and_then(|(_, sheet)| sheet.decision(key.span, &key.label));
    match decision.and_then(|decision| decision.verdict.annotation()) {
        Some(id) => Target::Annotation(id),
        None => Target::Suggestion(key),
    }
}

/// The group's first suggestion; on a group that is current already, the one after the current.
fn next_of(session: &Session, chosen: &Chosen) -> Option<SuggestionKey> {
    let keys: Vec<SuggestionKey> = keys(session, chosen).collect();
    let at = match &session.here().target {
        Some(Target::Suggestion(key)) => keys.iter().position(|other| other == key),
        _ => None,
    };
    let next = at.map_or(0, |at| (at + 1) % keys.len().max(1));
    keys.get(next).cloned()
}
