//! How many suggestions there are of each score, with two handles: from which score to which they
//! are shown. The handles are dragged, or moved by the arrow keys while they have the keyboard.

use eframe::egui::accesskit::{Action, ActionData};
use eframe::egui::{
    EventFilter, Id, Key, Modifiers, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::views::inbox::{BARS, Filter, bar_of};
use crate::i18n::inbox::R;
use crate::i18n::notice::SUGGESTIONS;
use crate::i18n::number::percent;
use crate::i18n::wide::P;
use crate::ui::cx::Cx;
use crate::ui::theme::{Look, look};
use crate::ui::widgets;

/// Height of the bars, in points.
const HEIGHT: f32 = 40.0;
/// Width of a handle, and how far it reaches below the bars, in points.
const HANDLE: (f32, f32) = (14.0, 12.0);
/// One step of the arrow keys, and of Page Up and Page Down.
const STEP: (f32, f32) = (0.01, 0.1);

/// Shows bars and handles; `count` is how many suggestions the whole filter lets through.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    filter: &mut Filter,
    (bars, count): (&[u32; BARS], usize),
) {
    let look = look(ui.ctx());
    let size = vec2(ui.available_width(), HEIGHT + HANDLE.1);
    let (whole, track) = ui.allocate_exact_size(size, Sense::CLICK | Sense::DRAG);
    track.widget_info(|| {
        WidgetInfo::labeled(
            eframe::egui::accesskit::Role::Image,
            true,
            R::Histogram.say(cx.lang),
        )
    });
    let inner = whole.shrink2(vec2(HANDLE.0 / 2.0, 0.0));
    let chart = inner.with_max_y(inner.bottom() - HANDLE.1);
    paint_bars(ui, &look, chart, (filter, bars));
    let scale = Scale {
        left: inner.left(),
        width: inner.width(),
        rtl: look.is_rtl(),
    };
    if let Some(pointer) = track.interact_pointer_pos() {
        let to = scale.value(pointer.x);
        if (to - filter.least).abs() <= (to - filter.most).abs() {
            filter.least = to.min(filter.most);
        } else {
            filter.most = to.max(filter.least);
        }
    }
    let least = Handle {
        name: P::LeastHandle.say(cx.lang),
        value: filter.least,
        range: (0.0, filter.most),
    };
    filter.least = least.show(ui, &look, (whole, &scale));
    let most = Handle {
        name: P::MostHandle.say(cx.lang),
        value: filter.most,
        range: (filter.least, 1.0),
    };
    filter.most = most.show(ui, &look, (whole, &scale));
    let text = P::Range
        .say(cx.lang)
        .replace("{from}", &percent(filter.least, cx.lang))
        .replace("{to}", &percent(filter.most, cx.lang))
        .replace("{suggestions}", &SUGGESTIONS.say(count, cx.lang));
    widgets::weak_label(ui, &text);
}

fn paint_bars(ui: &Ui, look: &Look, chart: Rect, (filter, bars): (&Filter, &[u32; BARS])) {
    let palette = &look.tokens.palette;
    let most = bars.iter().copied().max().unwrap_or_default().max(1);
    let width = chart.width() / BARS as f32;
    let inside = bar_of(filter.least)..=bar_of(filter.most);
    for (at, count) in bars.iter().enumerate() {
        let place = if look.is_rtl() { BARS - 1 - at } else { at };
        let left = chart.left() + width * place as f32;
        let height = (HEIGHT - 4.0) * *count as f32 / most as f32;
        let bar = Rect::from_min_max(
            pos2(left + 1.0, chart.bottom() - height.max(1.0)),
            pos2(left + width - 1.0, chart.bottom()),
        );
        let colour = if inside.contains(&at) {
            palette.accent
        } else {
            palette.border_strong
        };
        ui.painter().rect_filled(bar, 1.0, colour);
    }
}

/// From scores to places and back.
struct Scale {
    left: f32,
    width: f32,
    rtl: bool,
}

impl Scale {
    fn x(&self, value: f32) -> f32 {
        let share = if self.rtl { 1.0 - value } else { value };
        self.left + self.width * share
    }

    fn value(&self, x: f32) -> f32 {
        let share = ((x - self.left) / self.width.max(1.0)).clamp(0.0, 1.0);
        let value = if self.rtl { 1.0 - share } else { share };
        (value * 100.0).round() / 100.0
    }
}

struct Handle<'a> {
    name: &'a str,
    value: f32,
    range: (f32, f32),
}

impl Handle<'_> {
    /// Shows the handle; answers its new value.
    fn show(&self, ui: &mut Ui, look: &Look, (whole, scale): (Rect, &Scale)) -> f32 {
        let x = scale.x(self.value);
        let knob = Rect::from_min_max(
            pos2(x - HANDLE.0 / 2.0, whole.bottom() - HANDLE.1),
            pos2(x + HANDLE.0 / 2.0, whole.bottom()),
        );
        let id = ui.make_persistent_id(("scores", self.name));
        let response = ui.interact(knob, id, Sense::click_and_drag());
        self.tell(ui, &response);
        let palette = &look.tokens.palette;
        let line = Stroke::new(2.0, palette.focus);
        ui.painter()
            .vline(x, whole.top()..=whole.bottom() - HANDLE.1, line);
        let fill = if response.hovered() || response.dragged() {
            palette.accent_hover
        } else {
            palette.accent
        };
        ui.painter().rect_filled(knob.shrink(1.0), 4.0, fill);
        widgets::ring(ui, &response, knob);
        let mut value = self.keyed(ui, id, scale.rtl) + self.asked(ui, id);
        if let Some(pointer) = response
            .interact_pointer_pos()
            .filter(|_| response.dragged())
        {
            value = scale.value(pointer.x);
        }
        ((value * 100.0).round() / 100.0).clamp(self.range.0, self.range.1)
    }

    fn tell(&self, ui: &Ui, response: &Response) {
        let (value, name) = (f64::from(self.value), self.name);
        response.widget_info(|| WidgetInfo::slider(true, value, name));
        let (least, most) = self.range;
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(f64::from(least));
            node.set_max_numeric_value(f64::from(most));
            node.set_numeric_value_step(f64::from(STEP.0));
            for action in [Action::Increment, Action::Decrement, Action::SetValue] {
                node.add_action(action);
            }
        });
    }

    /// The value after the keys that were pressed while it has the keyboard.
    fn keyed(&self, ui: &Ui, id: Id, rtl: bool) -> f32 {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return self.value;
        }
        let arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let (more, less) = if rtl {
            (Key::ArrowLeft, Key::ArrowRight)
        } else {
            (Key::ArrowRight, Key::ArrowLeft)
        };
        ui.input_mut(|input| {
            let mut count = |key| input.count_and_consume_key(Modifiers::NONE, key) as f32;
            let steps = count(more) + count(Key::ArrowUp) - count(less) - count(Key::ArrowDown);
            let pages = count(Key::PageUp) - count(Key::PageDown);
            let (home, end) = (count(Key::Home) > 0.0, count(Key::End) > 0.0);
            match (home, end) {
                (true, _) => self.range.0,
                (_, true) => self.range.1,
                _ => self.value + steps * STEP.0 + pages * STEP.1,
            }
        })
    }

    /// What assistive technologies ask to be added.
    fn asked(&self, ui: &Ui, id: Id) -> f32 {
        ui.input(|input| {
            let times = |action| input.num_accesskit_action_requests(id, action) as f32;
            let mut more = STEP.0 * (times(Action::Increment) - times(Action::Decrement));
            for request in input.accesskit_action_requests(id, Action::SetValue) {
                if let Some(ActionData::NumericValue(value)) = &request.data {
                    more = *value as f32 - self.value;
                }
            }
            more
        })
    }
}
