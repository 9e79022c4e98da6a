//! Every widget in both languages and themes: what it looks like and what keys and mouse do to it.

use eframe::egui::{self, Theme};
use egui_kittest::Harness;
use tawsim::i18n::Lang;
use tawsim::ui::theme::Mode;

use crate::support::gallery::{self, Page};
use crate::support::raster::{Raster, colours};

fn window(lang: Lang, mode: Mode) -> Harness<'static, Page> {
    window_at(lang, mode, 1.0)
}

fn window_at(lang: Lang, mode: Mode, scale: f32) -> Harness<'static, Page> {
    let theme = if mode.is_dark() {
        Theme::Dark
    } else {
        Theme::Light
    };
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1000.0, 640.0))
        .with_pixels_per_point(scale)
        .with_theme(theme)
        .with_render_cursor(false)
        .renderer(Raster::default())
        .build_ui_state(gallery::show, Page::new(lang, mode));
    harness.run();
    harness
}

fn name(lang: Lang, mode: Mode) -> String {
    format!("{lang:?}-{mode:?}").to_lowercase()
}

#[test]
fn every_language_and_theme_is_drawn() {
    for lang in [Lang::Ar, Lang::En] {
        for mode in [Mode::Light, Mode::Dark] {
            let mut harness = window(lang, mode);
            let image = harness.render().expect("a picture");
            if let Some(folder) = std::env::var_os("TAWSIM_PICTURES") {
                let path = std::path::Path::new(&folder).join(name(lang, mode) + ".png");
                image.save(path).expect("a writable folder");
            }
            assert!(colours(&image) > 100, "{lang:?} {mode:?} is blank");
        }
    }
}
