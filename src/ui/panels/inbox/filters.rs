//! What of the inbox is looked at: text, label, source, state, least score, and in which order.

use eframe::egui::{Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::views::inbox::{BARS, Filter, Order, State, bar_of};
use crate::i18n::inbox::R;
use crate::i18n::number::percent;
use crate::model::ids::EngineId;
use crate::ui::cx::Cx;
use crate::ui::theme::look;
use crate::ui::widgets::{self, FieldState};
use crate::ui::words;

/// The filters and whether they are seen.
pub(super) struct Filters {
    pub(super) filter: Filter,
    pub(super) order: Order,
    pub(super) open: bool,
    typed: FieldState,
}

impl Default for Filters {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            order: Order::default(),
            open: false,
            typed: FieldState::new(""),
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

/// Height of the histogram, in points.
const HEIGHT: f32 = 40.0;

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

    /// Shows the filters if they are open.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, bars: &[u32; BARS]) {
        if !self.open {
            return;
        }
        let field = widgets::TextField::new(R::FilterText.say(cx.lang));
        field
            .placeholder(R::FilterText.say(cx.lang))
            .show(ui, &mut self.typed);
        self.typed.text().clone_into(&mut self.filter.text);
        widgets::wrapping_row(ui, |ui| {
            self.label(ui, cx);
            self.engine(ui, cx);
            pick(ui, cx, R::StateName, &STATES, &mut self.filter.state);
            pick(ui, cx, R::Sort, &ORDERS, &mut self.order);
        });
        self.scores(ui, cx, bars);
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

    /// How many there are with each score; a click or a drag says from which score on they are shown.
    fn scores(&mut self, ui: &mut Ui, cx: &Cx<'_>, bars: &[u32; BARS]) {
        let look = look(ui.ctx());
        let palette = &look.tokens.palette;
        let size = vec2(ui.available_width(), HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
        let least = percent(self.filter.least, cx.lang);
        let text = R::LeastScore.say(cx.lang).replace("{score}", &least);
        let value = f64::from(self.filter.least);
        let name = R::Histogram.say(cx.lang);
        response.widget_info(|| WidgetInfo::slider(true, value, name));
        let most = bars.iter().copied().max().unwrap_or_default().max(1);
        let rtl = look.is_rtl();
        let width = rect.width() / BARS as f32;
        for (at, count) in bars.iter().enumerate() {
            let place = if rtl { BARS - 1 - at } else { at };
            let left = rect.left() + width * place as f32;
            let height = (HEIGHT - 4.0) * *count as f32 / most as f32;
            let bar = Rect::from_min_max(
                pos2(left + 1.0, rect.bottom() - height.max(1.0)),
                pos2(left + width - 1.0, rect.bottom()),
            );
            let inside = at >= bar_of(self.filter.least);
            let colour = if inside {
                palette.accent
            } else {
                palette.border
            };
            ui.painter().rect_filled(bar, 1.0, colour);
        }
        if let Some(pointer) = response.interact_pointer_pos() {
            let along = ((pointer.x - rect.left()) / rect.width()).clamp(0.0, 1.0);
            let share = if rtl { 1.0 - along } else { along };
            let steps = (share * BARS as f32).floor();
            self.filter.least = (steps / BARS as f32).clamp(0.0, 1.0);
        }
        let share = if rtl {
            1.0 - self.filter.least
        } else {
            self.filter.least
        };
        let x = rect.left() + rect.width() * share;
        ui.painter()
            .vline(x, rect.y_range(), Stroke::new(2.0, palette.focus));
        widgets::weak_label(ui, &text);
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
