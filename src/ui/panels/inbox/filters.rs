//! What of the inbox is looked at: text, label, source, state, least score, and in which order.

use eframe::egui::Ui;

use super::scores;
use crate::app::views::hits::Scope;
use crate::app::views::inbox::{BARS, Filter, Order, State};
use crate::i18n::inbox::R;
use crate::i18n::wide::P;
use crate::model::ids::EngineId;
use crate::ui::cx::Cx;
use crate::ui::widgets::{self, FieldState};
use crate::ui::words;

/// The filters and whether they are seen.
pub(super) struct Filters {
    pub(super) filter: Filter,
    pub(super) order: Order,
    pub(super) open: bool,
    typed: FieldState,
    title: FieldState,
}

impl Default for Filters {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            order: Order::default(),
            open: false,
            typed: FieldState::new(""),
            title: FieldState::new(""),
        }
    }
}

const STATES: [(State, R); 4] = [
    (State::Pending, R::StatePending),
    (State::Accepted, R::StateAccepted),
    (State::Edited, R::StateEdited),
    (State::Rejected, R::StateRejected),
];

const ORDERS: [(Order, R); 5] = [
    (Order::Document, R::SortDocument),
    (Order::Surest, R::SortSurest),
    (Order::Doubtful, R::SortDoubtful),
    (Order::Frequent, R::SortFrequent),
    (Order::Conflicts, R::SortConflicts),
];

impl Filters {
    /// Opens and closes the filters; closing shows everything again.
    pub(super) fn button(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let mut open = self.open;
        if widgets::toggle_button(ui, &mut open, R::Filter.say(cx.lang)).changed() {
            *self = Self {
                open,
                ..Self::default()
            };
        }
    }

    /// Shows what is or contains that text, in that state.
    pub(super) fn look_up(&mut self, text: &str, state: State) {
        *self = Self {
            open: true,
            typed: FieldState::new(text),
            ..Self::default()
        };
        text.clone_into(&mut self.filter.text);
        self.filter.state = state;
    }

    /// Shows the filters if they are open.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        (scope, bars, count): (Scope, &[u32; BARS], usize),
    ) {
        if !self.open {
            return;
        }
        let field = widgets::TextField::new(R::FilterText.say(cx.lang));
        field
            .placeholder(R::FilterText.say(cx.lang))
            .show(ui, &mut self.typed);
        self.typed.text().clone_into(&mut self.filter.text);
        if scope == Scope::Project {
            let field = widgets::TextField::new(P::ArticleTitle.say(cx.lang));
            field
                .placeholder(P::ArticleTitle.say(cx.lang))
                .show(ui, &mut self.title);
        }
        self.title.text().clone_into(&mut self.filter.article);
        widgets::wrapping_row(ui, |ui| {
            self.label(ui, cx);
            self.engine(ui, cx);
            pick(ui, cx, R::StateName, &STATES, &mut self.filter.state);
            pick(ui, cx, R::Sort, &ORDERS, &mut self.order);
        });
        scores::show(ui, cx, &mut self.filter, (bars, count));
    }

    fn label(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let labels: Vec<_> = cx.session.project().labels().iter().collect();
        let known = labels
            .iter()
            .position(|l| Some(&l.id) == self.filter.label.as_ref());
        let mut at = known.map_or(0, |at| at + 1);
        let names = labels.iter().map(|label| words::label(label, cx.lang));
        let any = R::AnyLabel.say(cx.lang).to_owned();
        let names: Vec<String> = std::iter::once(any).chain(names).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        widgets::combo_box(ui, R::LabelName.say(cx.lang), &names, &mut at);
        let chosen = at.checked_sub(1).and_then(|at| labels.get(at));
        self.filter.label = chosen.map(|label| label.id.clone());
    }

    fn engine(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        const ENGINES: [EngineId; 5] = [
            EngineId::Memory,
            EngineId::Gazetteer,
            EngineId::Pattern,
            EngineId::Tagger,
            EngineId::Import,
        ];
        let known = ENGINES.iter().position(|e| Some(*e) == self.filter.engine);
        let mut at = known.map_or(0, |at| at + 1);
        let names = ENGINES.map(|engine| words::engine(engine, cx.lang));
        let any = R::AnyEngine.say(cx.lang);
        let names: Vec<&str> = std::iter::once(any).chain(names).collect();
        widgets::combo_box(ui, R::SourceName.say(cx.lang), &names, &mut at);
        self.filter.engine = at.checked_sub(1).and_then(|at| ENGINES.get(at).copied());
    }
}

/// One of several values by its name.
fn pick<T: Copy + PartialEq>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    name: R,
    choices: &[(T, R)],
    chosen: &mut T,
) {
    let mut at = choices
        .iter()
        .position(|(value, _)| value == chosen)
        .unwrap_or_default();
    let names: Vec<&str> = choices.iter().map(|(_, name)| name.say(cx.lang)).collect();
    widgets::combo_box(ui, name.say(cx.lang), &names, &mut at);
    if let Some((value, _)) = choices.get(at) {
        *chosen = *value;
    }
}
