//! Text that is only read: labels, headings, links, separators.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, CursorIcon, Response, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::list_row::take_start;
use super::paint::focus_ring;
use super::tooltip::OnHover as _;
use crate::ui::text::{Base, Fit, Type, Weight, lay};
use crate::ui::theme::{Look, look};

/// Text of the interface; wraps in columns, is cut with an ellipsis in rows.
pub fn label(ui: &mut Ui, text: &str) -> Response {
    let look = look(ui.ctx());
    written(
        ui,
        text,
        Type::plain(&look),
        look.tokens.palette.text,
        Role::Label,
    )
}

/// [`label`] for text that is not the interface's, such as a name in an article: it takes its
/// direction from its first letter but still stands at the start side.
pub fn content_label(ui: &mut Ui, text: &str) -> Response {
    let look = look(ui.ctx());
    let kind = Type::plain(&look).base(Base::FirstLetter);
    written(ui, text, kind, look.tokens.palette.text, Role::Label)
}

/// Secondary text.
pub fn weak_label(ui: &mut Ui, text: &str) -> Response {
    let look = look(ui.ctx());
    let kind = Type::plain(&look).size(look.tokens.sizes.small);
    written(ui, text, kind, look.tokens.palette.weak_text, Role::Label)
}

/// [`weak_label`] for content, no wider than `width` points.
pub fn cut_label(ui: &mut Ui, text: &str, width: f32) -> Response {
    let look = look(ui.ctx());
    let kind = Type::plain(&look)
        .size(look.tokens.sizes.small)
        .base(Base::FirstLetter);
    let laid = lay(ui.ctx(), text, kind, Fit::Cut(width));
    let size = vec2(laid.size().x, look.tokens.sizes.row);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    laid.paint_centred(ui.painter(), rect, look.tokens.palette.weak_text);
    if laid.is_cut() {
        response.on_hover(text)
    } else {
        response
    }
}

/// A name with a line of secondary text under it and a dot of a label's colour before it, in a row
/// that is [`super::Row::tall`]; both are cut to the width that is left.
pub fn two_lines(
    ui: &mut Ui,
    (text, base): (&str, Base),
    under: &str,
    dot: Option<Color32>,
) -> Response {
    let look = look(ui.ctx());
    let (palette, sizes) = (&look.tokens.palette, &look.tokens.sizes);
    let size = vec2(ui.available_width(), super::Row::tall(ui));
    let (mut rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = format!("{text} {under}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    if let Some(colour) = dot {
        let place = take_start(&mut rect, 10.0 + sizes.gap, &look);
        ui.painter().circle_filled(place.center(), 4.5, colour);
    }
    let middle = rect.top() + rect.height() * 0.54;
    let (above, below) = (rect.with_max_y(middle), rect.with_min_y(middle));
    let laid = lay(
        ui.ctx(),
        text,
        Type::plain(&look).base(base),
        Fit::Cut(rect.width()),
    );
    laid.paint_at_start(ui.painter(), above, look.is_rtl(), palette.text);
    let kind = Type::plain(&look).size(sizes.small);
    let small = lay(ui.ctx(), under, kind, Fit::Cut(rect.width()));
    let below = below.with_max_y(below.bottom() - 2.0);
    small.paint_at_start(ui.painter(), below, look.is_rtl(), palette.weak_text);
    if laid.is_cut() || small.is_cut() {
        response.on_hover(&name)
    } else {
        response
    }
}

/// Text that stands out.
pub fn strong_label(ui: &mut Ui, text: &str) -> Response {
    let look = look(ui.ctx());
    let kind = Type::plain(&look).weight(Weight::Bold);
    written(ui, text, kind, look.tokens.palette.text, Role::Label)
}

/// Text in a colour of the theme.
pub fn coloured_label(ui: &mut Ui, text: &str, colour: Color32) -> Response {
    let kind = Type::plain(&look(ui.ctx()));
    written(ui, text, kind, colour, Role::Label)
}

/// The name of a screen.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    let look = look(ui.ctx());
    let kind = Type::plain(&look)
        .size(look.tokens.sizes.heading)
        .weight(Weight::Bold);
    written(ui, text, kind, look.tokens.palette.text, Role::Heading)
}

/// The name of a panel or a group.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    let look = look(ui.ctx());
    let kind = Type::plain(&look)
        .size(look.tokens.sizes.title)
        .weight(Weight::Bold);
    written(ui, text, kind, look.tokens.palette.text, Role::Heading)
}

/// Text in any type and colour, for what the functions above do not cover.
pub fn typed_label(ui: &mut Ui, text: &str, kind: Type, colour: Color32) -> Response {
    written(ui, text, kind, colour, Role::Label)
}

/// Text that acts when clicked.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    let look = look(ui.ctx());
    let laid = lay(ui.ctx(), text, Type::plain(&look), fit(ui));
    let (rect, response) = ui.allocate_exact_size(laid.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), text));
    if ui.is_rect_visible(rect) {
        let palette = &look.tokens.palette;
        let colour = if response.hovered() {
            palette.accent_hover
        } else {
            palette.accent
        };
        laid.paint(ui.painter(), rect.min, colour);
        if response.hovered() || response.has_focus() {
            let line = rect.bottom() - 2.0;
            ui.painter()
                .hline(rect.x_range(), line, Stroke::new(1.0, colour));
        }
        focus_ring(
            ui,
            &response,
            rect.expand(2.0),
            look.tokens.sizes.radius_small,
        );
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A line between groups.
pub fn separator(ui: &mut Ui) -> Response {
    let look = look(ui.ctx());
    let gap = look.tokens.sizes.gap;
    let stroke = Stroke::new(1.0, look.tokens.palette.border);
    if ui.layout().is_horizontal() {
        let height = look.tokens.sizes.control - gap;
        let (rect, response) = ui.allocate_exact_size(vec2(gap, height), Sense::hover());
        ui.painter().vline(rect.center().x, rect.y_range(), stroke);
        response
    } else {
        // While a menu finds its width, a line must not ask for any.
        let width = if ui.is_sizing_pass() {
            0.0
        } else {
            ui.available_width()
        };
        let (rect, response) = ui.allocate_exact_size(vec2(width, gap), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.center().y, stroke);
        response
    }
}

fn written(ui: &mut Ui, text: &str, kind: Type, colour: Color32, role: Role) -> Response {
    let laid = lay(ui.ctx(), text, kind, fit(ui));
    let (rect, response) = ui.allocate_exact_size(laid.size(), Sense::hover());
    if !text.is_empty() {
        response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), text));
    }
    if ui.is_rect_visible(rect) {
        laid.paint(ui.painter(), rect.min, colour);
    }
    if laid.is_cut() {
        response.on_hover(text)
    } else {
        response
    }
}

/// How text fits the place where the next widget goes.
pub(super) fn fit(ui: &Ui) -> Fit {
    if ui.is_sizing_pass() {
        Fit::Line
    } else if ui.layout().is_horizontal() && ui.layout().main_wrap() {
        // What does not fit the rest of the line goes to the next one as a whole.
        Fit::Cut(ui.max_rect().width())
    } else if ui.layout().is_horizontal() {
        Fit::Cut(ui.available_width())
    } else {
        Fit::Wrap(ui.available_width())
    }
}

impl Type {
    /// Ordinary interface text in the interface's direction.
    #[must_use]
    pub fn plain(look: &Look) -> Self {
        Self {
            size: look.tokens.sizes.text,
            weight: Weight::Regular,
            base: if look.is_rtl() { Base::Rtl } else { Base::Ltr },
        }
    }
}
