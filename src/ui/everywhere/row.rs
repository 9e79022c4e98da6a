//! A hit in its context: a tick, the words around it, what it is already, and where.

use eframe::egui::{Color32, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::app::views::hits::HitView;
use crate::i18n::window::W;
use crate::text::paragraph::{Direction, first_strong};
use crate::ui::cx::Cx;
use crate::ui::text::{Base, Fit, Type, lay};
use crate::ui::theme::look;
use crate::ui::{widgets, words};

/// What was done to a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Touched {
    /// The tick was changed.
    pub(super) ticked: bool,
    /// The context was clicked.
    pub(super) visited: bool,
}

/// How much of a row the title of the article may take.
const TITLE: f32 = 0.22;

/// Shows a row; `title` is that of the article, where there are several.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (hit, title): (&HitView, Option<&str>),
    ticked: &mut bool,
) -> Touched {
    let labels = hit
        .labels
        .iter()
        .filter_map(|id| cx.session.project().labels().get(id));
    let labels: Vec<String> = labels.map(|label| words::label(label, cx.lang)).collect();
    let state = match (labels.is_empty(), hit.touched) {
        (false, _) => labels.join(if cx.lang.is_rtl() { "، " } else { ", " }),
        (true, true) => W::Touched.say(cx.lang).to_owned(),
        (true, false) => String::new(),
    };
    let room = ui.available_width() * TITLE;
    let (done, ()) = widgets::spread(
        ui,
        |ui| Touched {
            ticked: widgets::bare_checkbox(ui, ticked, &hit.text).changed(),
            visited: context(ui, hit),
        },
        |ui| {
            if let Some(title) = title {
                widgets::cut_label(ui, title, room);
            }
            widgets::weak_label(ui, &state);
        },
    );
    done
}

/// The hit in the middle, its context on both sides, clipped. Returns whether it was clicked.
fn context(ui: &mut Ui, hit: &HitView) -> bool {
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
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &line));
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
    if response.hovered() {
        painter.rect_filled(rect, look.tokens.sizes.radius_small, palette.hover);
    }
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
    widgets::ring(ui, &response, rect.shrink(1.0));
    response.clicked()
}
