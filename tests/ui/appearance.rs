//! How the article looks, chosen by its reader.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, vec2};
use egui_kittest::kittest::Queryable;
use tawsim::app::preferences::{Reading, ReadingFace, ThemeChoice};
use tawsim::text::invisible::signs;

use crate::support::journey::Journey;

fn reading(journey: &Journey) -> Reading {
    journey.window().session().preferences().reading
}

#[test]
fn face_size_spacing_and_theme_are_chosen_by_key_and_click_and_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let before = journey.0.render().unwrap();
    journey.press_with(Modifiers::COMMAND, Key::Comma);
    journey.click(Role::RadioButton, "أميري");
    journey.click(Role::RadioButton, "ورقية");
    journey.click(Role::Button, "قياس الحرف: أكبر");
    journey.click(Role::Button, "تباعد السطور: أصغر");
    journey.click(Role::Button, "عرض العمود: أكبر");
    journey.click(Role::CheckBox, "محاذاة السطور من الجانبين");
    journey.press(Key::Escape);
    let chosen = reading(&journey);
    assert_eq!(chosen.face, ReadingFace::Amiri);
    assert!(chosen.justified);
    assert!((chosen.size - 22.0).abs() < 0.01 && (chosen.line_height - 2.2).abs() < 0.01);
    assert!((chosen.column - 34.0).abs() < 0.01);
    assert_ne!(before, journey.0.render().unwrap());
    let again = Journey::begin(home.path(), Vec::new());
    let preferences = again.window().session().preferences();
    assert_eq!(preferences.reading, chosen);
    assert_eq!(preferences.theme, ThemeChoice::Sepia);
}

#[test]
fn the_wheel_with_ctrl_and_the_keys_change_the_size_within_bounds() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let standard = reading(&journey).size;
    journey.press_with(Modifiers::COMMAND, Key::Equals);
    let larger = reading(&journey).size;
    assert!(larger > standard);
    journey.press_with(Modifiers::COMMAND, Key::Num0);
    assert!((reading(&journey).size - standard).abs() < 0.01);
    let middle = journey.0.get_by_label("نص المقال").rect().center();
    journey.0.hover_at(middle);
    journey.0.step();
    for _ in 0..60 {
        journey.0.event(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: vec2(0.0, -3.0),
            modifiers: Modifiers::COMMAND | Modifiers::CTRL,
            phase: TouchPhase::Move,
            source: eframe::egui::MouseWheelSource::Wheel,
        });
        journey.rest();
    }
    let smallest = tawsim::app::preferences::READING_SIZE.0;
    assert!(
        (reading(&journey).size - smallest).abs() < 0.01,
        "{}",
        reading(&journey).size
    );
}

#[test]
fn every_theme_comes_round_again() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let mut seen = Vec::new();
    for _ in ThemeChoice::ALL {
        seen.push(journey.window().session().preferences().theme);
        journey.press_with(Modifiers::COMMAND, Key::T);
    }
    assert_eq!(seen, ThemeChoice::ALL);
    assert_eq!(
        journey.window().session().preferences().theme,
        ThemeChoice::Light
    );
}

/// Pixels of the page that differ with and without signs.
fn changed_by_signs(text: &str) -> usize {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("article.txt");
    std::fs::write(&file, text).unwrap();
    let mut journey = Journey::begin(home.path(), vec![file]);
    let before = journey.0.render().unwrap();
    journey.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Num8);
    assert!(reading(&journey).signs);
    let after = journey.0.render().unwrap();
    let pixels = before.pixels().zip(after.pixels());
    pixels.filter(|(a, b)| a != b).count()
}

#[test]
fn doubtful_characters_are_marked_when_wanted_and_plain_text_has_none() {
    let clean = "وصل الوزير إلى بغداد مساء الأحد.";
    assert_eq!(signs(clean).count(), 0);
    assert_eq!(changed_by_signs(clean), 0);
    for doubtful in [
        "وصـل الوزير",
        "وصل  الوزير",
        "وصل\u{200F} الوزير",
        "وصل\u{A0}الوزير",
    ] {
        assert!(changed_by_signs(doubtful) > 4, "{doubtful:?}");
    }
}
