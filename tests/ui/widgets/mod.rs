//! Every widget in both languages and themes: what it looks like and what keys and mouse do to it.

mod field;
mod keys;
mod looks;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Pos2, Theme};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, Node};
use tawsim::i18n::Lang;
use tawsim::ui::theme::Mode;

use crate::support::gallery::{self, Page};
use crate::support::raster::Raster;

type Window = Harness<'static, Page>;

fn window(lang: Lang, mode: Mode) -> Window {
    window_at(lang, mode, 1.0)
}

fn window_at(lang: Lang, mode: Mode, scale: f32) -> Window {
    build(lang, mode, scale, 0.25)
}

/// `seconds` is the time of one frame; several clicks in a row need short ones.
fn build(lang: Lang, mode: Mode, scale: f32, seconds: f32) -> Window {
    let theme = if mode.is_dark() {
        Theme::Dark
    } else {
        Theme::Light
    };
    let mut window = Harness::builder()
        .with_size(egui::vec2(1000.0, 640.0))
        .with_pixels_per_point(scale)
        .with_theme(theme)
        .with_step_dt(seconds)
        .with_render_cursor(false)
        .renderer(Raster::default())
        .build_ui_state(gallery::show, Page::new(lang, mode));
    window.run();
    window
}

fn arabic() -> Window {
    window(Lang::Ar, Mode::Light)
}

fn find<'w>(window: &'w Window, role: Role, name: &'w str) -> Node<'w> {
    window.get_by_role_and_label(role, name)
}

/// Presses and releases the main button there.
fn click_at(window: &mut Window, at: Pos2) {
    window.drag_at(at);
    window.drop_at(at);
    window.run();
}

/// The picture of the window; kept in the folder `TAWSIM_PICTURES` when that is set.
fn picture<S>(window: &mut Harness<'_, S>, name: &str) -> image::RgbaImage {
    let image = window.render().expect("a picture");
    if let Some(folder) = std::env::var_os("TAWSIM_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        image.save(path).expect("a writable folder");
    }
    image
}
