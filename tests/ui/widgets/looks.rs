//! Pictures: nothing is blank, nothing changes unseen.

use eframe::egui;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotOptions};
use tawsim::i18n::Lang;
use tawsim::ui::text::Type;
use tawsim::ui::theme::{self, Mode, Tokens, look};
use tawsim::ui::widgets::{column, heading, label, typed_label};

use super::{arabic, find, picture, window, window_at};
use crate::support::raster::{Raster, colours};

const ALL: [(Lang, Mode); 4] = [
    (Lang::Ar, Mode::Light),
    (Lang::Ar, Mode::Dark),
    (Lang::En, Mode::Light),
    (Lang::En, Mode::Dark),
];

#[test]
fn every_language_and_theme_is_drawn_as_recorded() {
    for (lang, mode) in ALL {
        let mut window = window(lang, mode);
        let name = format!("widgets-{lang:?}-{mode:?}").to_lowercase();
        let image = picture(&mut window, &name);
        assert!(colours(&image) > 100, "{name} is blank");
        let options = SnapshotOptions::new().output_path("tests/snapshots");
        egui_kittest::image_snapshot_options(&image, &name, &options);
    }
}

#[test]
fn text_is_sharp_at_every_scale() {
    for scale in [1.0, 1.5, 2.0] {
        let mut window = window_at(Lang::Ar, Mode::Light, scale);
        let image = picture(&mut window, &format!("scale-{scale}"));
        // The darkest pixels of sharp ink have the ink's own colour; blurred ink never reaches it.
        let ink = Tokens::of(Mode::Light).palette.text;
        let full = crate::support::raster::count(&image, ink);
        assert!(full > 500, "{full} pixels of full ink at {scale}");
    }
}

#[test]
fn the_scroll_bar_stands_where_lines_end() {
    for (lang, name, row_name) in [
        (Lang::Ar, "شريط التمرير", "مقال 4 7/21"),
        (Lang::En, "Scroll bar", "Article 4 7/21"),
    ] {
        let window = window(lang, Mode::Light);
        let bar = find(&window, Role::ScrollBar, name).rect();
        let row = find(&window, Role::ListBoxOption, row_name).rect();
        if lang.is_rtl() {
            assert!(bar.right() <= row.left(), "{bar} covers {row}");
        } else {
            assert!(bar.left() >= row.right(), "{bar} covers {row}");
        }
    }
}

#[test]
fn panels_and_rows_are_mirrored() {
    let (ar, en) = (arabic(), window(Lang::En, Mode::Light));
    let x = |window: &super::Window, role, name: &str| find(window, role, name).rect().center().x;
    assert!(x(&ar, Role::Heading, "المقالات (12)") > x(&ar, Role::Heading, "الوسوم"));
    assert!(x(&en, Role::Heading, "Articles (12)") < x(&en, Role::Heading, "Labels"));
    assert!(x(&ar, Role::Button, "قبول") > x(&ar, Role::Button, "رفض"));
    assert!(x(&en, Role::Button, "Accept") < x(&en, Role::Button, "Reject"));
    let last = |window: &super::Window, role, name: &str| find(window, role, name).rect();
    assert!(last(&ar, Role::MenuItem, "ملف").right() > 900.0);
    assert!(last(&en, Role::MenuItem, "File").left() < 100.0);
}

#[test]
fn a_full_glyph_texture_makes_room_without_spoiling_words() {
    let word = |ui: &mut egui::Ui| {
        theme::apply(ui.ctx(), Lang::Ar, Mode::Light);
        heading(ui, "القاهرة (2024)");
    };
    let build = |many: bool| {
        let mut window = Harness::builder()
            .with_size(egui::vec2(300.0, 80.0))
            .renderer(Raster::default())
            .build_ui_state(
                move |ui, frame: &mut u16| {
                    *frame += 1;
                    let sizes = if many && *frame < 40 { 0..12 } else { 0..0 };
                    for step in sizes {
                        let size = f32::from(20 + *frame * 12 + step);
                        let kind = Type::plain(&look(ui.ctx())).size(size);
                        typed_label(ui, "سماء أرض Word 123", kind, egui::Color32::RED);
                    }
                    word(ui);
                },
                0,
            );
        window.run_steps(60);
        window.render().expect("a picture")
    };
    assert!(
        build(false) == build(true),
        "the word looks the same after the texture was full"
    );
}

#[test]
fn a_label_shows_every_line_of_its_text() {
    let mut window = Harness::builder()
        .with_size(egui::vec2(400.0, 200.0))
        .renderer(Raster::default())
        .build_ui(|ui| {
            theme::apply(ui.ctx(), Lang::Ar, Mode::Light);
            column(ui, |ui| {
                label(ui, "سطر");
                label(ui, "سطر أول\nسطر ثانٍ: Windows 11\nسطر ثالث");
            });
        });
    window.run();
    let height = |text: &str| window.get_by_label(text).rect().height();
    let (one, three) = (
        height("سطر"),
        height("سطر أول\nسطر ثانٍ: Windows 11\nسطر ثالث"),
    );
    assert!((three - 3.0 * one).abs() < 1.5, "{one} and {three}");
}
