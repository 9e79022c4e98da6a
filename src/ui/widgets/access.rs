//! What several widgets tell assistive technologies, and how they answer them.

use eframe::egui::accesskit::{Action, ActionData, HasPopup, Live, Node, Orientation};
use eframe::egui::{Id, Popup, Rect, Response, Ui};

use crate::ui::text::bounds;

/// Whether assistive technologies listen and the widget is seen.
pub(super) fn listens(ui: &Ui, id: Id) -> bool {
    ui.ctx().accesskit_node_builder(id, |_| ()).is_some()
}

/// Tells that a button opens something and whether it is open, and opens or closes it on demand.
pub(super) fn opens(ui: &Ui, response: &Response, what: HasPopup) {
    let popup = Popup::default_response_id(response);
    let asked = |action| ui.input(|input| input.has_accesskit_action_request(response.id, action));
    if asked(Action::Expand) {
        Popup::open_id(ui.ctx(), popup);
    } else if asked(Action::Collapse) {
        Popup::close_id(ui.ctx(), popup);
    }
    let open = Popup::is_id_open(ui.ctx(), popup);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_has_popup(what);
        node.set_expanded(open);
        node.add_action(if open {
            Action::Collapse
        } else {
            Action::Expand
        });
    });
}

/// A vertical bar: where it stands of how much, in points.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct Scrolled {
    pub(in crate::ui) at: f64,
    pub(in crate::ui) most: f64,
    /// What is seen at once.
    pub(in crate::ui) page: f64,
}

/// Tells where a scroll bar stands and answers where it should go, if somebody asks.
pub(in crate::ui) fn scroll_bar(ui: &Ui, id: Id, bar: Scrolled) -> Option<f64> {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_orientation(Orientation::Vertical);
        node.set_numeric_value(bar.at.clamp(0.0, bar.most));
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(bar.most);
        node.set_numeric_value_step(bar.page);
        for action in [Action::Increment, Action::Decrement, Action::SetValue] {
            node.add_action(action);
        }
    })?;
    let step = bar.page * 0.9;
    let mut wish = bar.at;
    ui.input(|input| {
        #[expect(clippy::cast_precision_loss, reason = "a handful of requests")]
        let times = |action| input.num_accesskit_action_requests(id, action) as f64;
        wish += step * (times(Action::Increment) - times(Action::Decrement));
        for request in input.accesskit_action_requests(id, Action::SetValue) {
            if let Some(ActionData::NumericValue(value)) = &request.data {
                wish = *value;
            }
        }
    });
    // What nobody asked for stays where it is, also before the beginning.
    ((wish - bar.at).abs() > 0.5).then_some(wish.clamp(0.0, bar.most))
}

/// Sends the attention of assistive technologies from a field, which keeps the keyboard, to the row
/// that its arrow keys have come to.
pub fn attend(field: &Response, row: &Response) {
    if field.has_focus() {
        let row = row.id.accesskit_id();
        let attend = |node: &mut Node| node.set_active_descendant(row);
        field.ctx.accesskit_node_builder(field.id, attend);
    }
}

/// Makes the node announce itself when it appears or changes.
pub(super) fn announces(ui: &Ui, id: Id, urgent: bool) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_live(if urgent {
            Live::Assertive
        } else {
            Live::Polite
        });
        node.set_live_atomic();
    });
}

/// Tells where a container is, which the toolkit does for widgets only.
pub(super) fn stands(ui: &Ui, id: Id, rect: Rect) {
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_bounds(bounds(rect)));
}
