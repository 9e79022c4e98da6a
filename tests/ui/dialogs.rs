//! Dialogs in the smallest window: whole on screen, and nothing stands on anything else.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::support::journey::Journey;

const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

/// The smallest size that the window takes, in points.
const SMALLEST: eframe::egui::Vec2 = vec2(720.0, 480.0);

/// Opens the dialog of that key in the smallest window, and looks whether it is in order.
fn in_order(modifiers: Modifiers, key: Key) {
    let home = tempfile::tempdir().unwrap();
    let journey = Journey::begin(home.path(), Vec::new());
    in_order_then(journey, modifiers, key);
}

fn in_order_then(mut journey: Journey, modifiers: Modifiers, key: Key) {
    journey.0.set_size(SMALLEST);
    journey.rest();
    journey.press_with(modifiers, key);
    journey.rest();
    journey.pictures(&format!("low-{key:?}"));
    let dialog = journey.0.get_by_role(Role::Dialog);
    let name = dialog.accesskit_node().label().unwrap_or_default();
    let window = Rect::from_min_size(eframe::egui::Pos2::ZERO, SMALLEST);
    assert!(
        window.contains_rect(dialog.rect()),
        "{name}: {:?}",
        dialog.rect()
    );
    let mut headings = dialog.get_all_by_role(Role::Heading);
    let title = headings.next().unwrap().rect();
    for role in [
        Role::Label,
        Role::TextInput,
        Role::Button,
        Role::ListBoxOption,
    ] {
        for part in dialog.query_all_by_role(role) {
            let covers = part.rect().shrink(1.0).intersects(title);
            assert!(!covers, "{name}: {:?} covers the title", part.rect());
        }
    }
}

#[test]
fn the_keys_are_in_order() {
    in_order(Modifiers::NONE, Key::F1);
}

#[test]
fn the_export_is_in_order() {
    in_order(CTRL, Key::E);
}

#[test]
fn the_commands_are_in_order() {
    in_order(CTRL, Key::K);
}

#[test]
fn the_labels_are_in_order() {
    in_order(Modifiers::NONE, Key::Space);
}

#[test]
fn the_history_is_in_order() {
    in_order(CTRL, Key::H);
}

#[test]
fn the_same_decision_everywhere_is_in_order() {
    in_order(Modifiers::NONE, Key::A);
}

#[test]
fn the_appearance_is_in_order() {
    in_order(CTRL, Key::Comma);
}

#[test]
fn the_details_of_an_article_are_in_order() {
    in_order(CTRL | Modifiers::SHIFT, Key::E);
}

#[test]
fn the_relations_of_an_annotation_are_in_order() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    for _ in 0..5 {
        journey.press(Key::Enter);
    }
    journey.press_with(CTRL, Key::M);
    for _ in 0..3 {
        journey.press_with(Modifiers::SHIFT, Key::F2);
        journey.press(Key::ArrowDown);
        journey.press(Key::Enter);
    }
    in_order_then(journey, Modifiers::SHIFT, Key::F2);
}
