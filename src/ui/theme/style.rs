//! The tokens as an egui style, for the containers that egui paints itself: panels, popups,
//! dialogs, resize handles.

use eframe::egui::style::{Selection, WidgetVisuals, Widgets};
use eframe::egui::{
    Color32, Context, CornerRadius, Margin, Shadow, Stroke, Theme, ThemePreference, Visuals, vec2,
};

use super::tokens::{Palette, Sizes, Tokens};

/// Makes the context use the tokens from now on.
pub(super) fn install(ctx: &Context, tokens: &Tokens) {
    let theme = if tokens.mode.is_dark() {
        Theme::Dark
    } else {
        Theme::Light
    };
    ctx.set_theme(match theme {
        Theme::Dark => ThemePreference::Dark,
        Theme::Light => ThemePreference::Light,
    });
    let sizes = &tokens.sizes;
    ctx.style_mut_of(theme, |style| {
        style.visuals = visuals(tokens);
        style.spacing.item_spacing = vec2(sizes.gap, sizes.gap_small + 2.0);
        style.spacing.interact_size.y = sizes.row;
        style.spacing.button_padding = vec2(sizes.pad_x, sizes.pad_y);
        style.spacing.menu_margin = Margin::same(sizes.gap_small as i8);
        style.spacing.window_margin = Margin::same(sizes.dialog as i8);
        style.spacing.tooltip_width = 360.0;
        style.spacing.scroll.floating = true;
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.4;
        style.animation_time = 0.0;
    });
}

/// The corner radius for a length token.
pub(super) fn radius(points: f32) -> CornerRadius {
    CornerRadius::same(points as u8)
}

fn visuals(tokens: &Tokens) -> Visuals {
    let (palette, sizes) = (&tokens.palette, &tokens.sizes);
    let base = if tokens.mode.is_dark() {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    Visuals {
        widgets: widgets(palette, sizes),
        selection: Selection {
            bg_fill: palette.selection,
            stroke: Stroke::new(1.0, palette.text),
        },
        hyperlink_color: palette.accent,
        faint_bg_color: palette.hover,
        extreme_bg_color: palette.control,
        code_bg_color: palette.sunken,
        warn_fg_color: palette.warning,
        error_fg_color: palette.danger,
        weak_text_color: Some(palette.weak_text),
        window_corner_radius: radius(sizes.radius_large),
        window_fill: palette.raised,
        window_stroke: Stroke::new(1.0, palette.border),
        window_shadow: shadow(palette, 24),
        menu_corner_radius: radius(sizes.radius),
        panel_fill: palette.background,
        popup_shadow: shadow(palette, 14),
        ..base
    }
}

fn shadow(palette: &Palette, blur: u8) -> Shadow {
    Shadow {
        offset: [0, (blur / 4) as i8],
        blur,
        spread: 0,
        color: palette.shadow,
    }
}

fn widgets(palette: &Palette, sizes: &Sizes) -> Widgets {
    let part = |fill: Color32, outline: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, outline),
        corner_radius: radius(sizes.radius),
        fg_stroke: Stroke::new(1.0, palette.text),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: part(palette.background, palette.border),
        inactive: part(palette.control, palette.border),
        hovered: part(palette.hover, palette.border_strong),
        active: part(palette.pressed, palette.border_strong),
        open: part(palette.hover, palette.border),
    }
}
