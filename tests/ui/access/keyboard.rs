//! The whole window by keyboard: every pane is reached, every step is seen, Esc leads back.

use eframe::egui::accesskit::{Rect, Role};
use eframe::egui::{Key, Modifiers};
use tawsim::i18n::Lang;

use super::desk::{CTRL, Desk};
use super::tree::Tree;

const PANES: [&str; 6] = [
    "القوائم",
    "المقالات",
    "صندوق المراجعة",
    "الوسوم",
    "الامتداد الحالي",
    "نص المقال",
];

#[test]
fn f6_goes_through_all_panes_and_shift_f6_back() {
    let mut desk = Desk::sample();
    assert_eq!(desk.tree().place(), "نص المقال");
    for name in PANES {
        assert_eq!(desk.press(Key::F6).place(), name);
    }
    for name in PANES.iter().rev().skip(1) {
        assert_eq!(desk.press_with(Modifiers::SHIFT, Key::F6).place(), *name);
    }
}

#[test]
fn a_hidden_pane_is_passed_over_and_a_notice_is_reached() {
    let mut desk = Desk::sample();
    desk.press_with(CTRL, Key::Num1);
    desk.press_with(CTRL | Modifiers::SHIFT, Key::Z);
    desk.press(Key::F6);
    let tree = desk.press(Key::F6);
    assert_eq!(tree.place(), "الإشعارات");
    assert_eq!(tree.get(tree.focus).label(), Some("إغلاق"));
    let tree = desk.press(Key::Enter);
    assert_eq!(
        tree.place(),
        "نص المقال",
        "the notice is gone, the keyboard is not"
    );
}

#[test]
fn escape_leads_back_to_the_article_and_leaves_the_current_span() {
    let mut desk = Desk::sample();
    let span = desk.window.session().current_span();
    assert!(span.is_some());
    for steps in 1..PANES.len() {
        for _ in 0..steps {
            desk.press(Key::F6);
        }
        let tree = desk.press(Key::Escape);
        assert_eq!(tree.place(), "نص المقال", "after {steps} steps");
        assert_eq!(desk.window.session().current_span(), span);
        assert!(desk.window.session().here().target.is_some());
    }
}

/// Whether a ring is painted around those bounds.
fn is_ringed(desk: &Desk, bounds: Rect) -> bool {
    let near = |a: f32, b: f64| (f64::from(a) - b).abs() < 8.0;
    desk.rings.iter().any(|ring| {
        near(ring.left(), bounds.x0)
            && near(ring.right(), bounds.x1)
            && near(ring.top(), bounds.y0)
            && near(ring.bottom(), bounds.y1)
    })
}

#[test]
fn the_keyboard_is_seen_wherever_it_goes() {
    let mut desk = Desk::sample();
    let mut seen = 0;
    for pane in 1..PANES.len() {
        desk.press(Key::Escape);
        for _ in 0..pane {
            desk.press(Key::F6);
        }
        let place = desk.tree().place();
        for _ in 0..6 {
            let tree = desk.tree();
            let node = tree.get(tree.focus);
            if tree.place() != place {
                break;
            }
            let bounds = node.bounds().unwrap();
            assert!(
                is_ringed(&desk, bounds),
                "{node:?} has no ring: {:?}",
                desk.rings
            );
            seen += 1;
            desk.press(Key::Tab);
        }
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn a_menu_is_chosen_from_by_keys_alone_and_left_by_escape() {
    let mut desk = Desk::sample();
    let tree = desk.press(Key::F10);
    assert_eq!(tree.get(tree.focus).label(), Some("ملف"));
    assert_eq!(tree.get(tree.focus).is_expanded(), Some(false));
    let tree = desk.press(Key::Enter);
    assert_eq!(
        tree.named(Role::MenuItem, "ملف").1.is_expanded(),
        Some(true)
    );
    let tree = desk.press(Key::Escape);
    assert_eq!(
        tree.named(Role::MenuItem, "ملف").1.is_expanded(),
        Some(false)
    );
    desk.press(Key::Escape);
    assert_eq!(desk.tree().place(), "نص المقال");
}

/// Where the keyboard goes by Tab until it comes to the same place again.
fn round(desk: &mut Desk) -> Vec<String> {
    let first = desk.tree().focus;
    let mut names = Vec::new();
    for _ in 0..60 {
        let tree = desk.tree();
        names.push(tree.place());
        if desk.press(Key::Tab).focus == first {
            return names;
        }
    }
    panic!("{first:?} is not reached again: {names:?}");
}

#[test]
fn a_dialog_keeps_the_keyboard_and_gives_it_back() {
    for (modifiers, key, title) in [
        (CTRL, Key::E, "تصدير مجموعة البيانات"),
        (Modifiers::NONE, Key::Space, "اختيار وسم"),
        (Modifiers::NONE, Key::F1, "المفاتيح"),
        (CTRL, Key::Comma, "المظهر"),
        (CTRL, Key::K, "الأوامر"),
    ] {
        let mut desk = Desk::sample();
        let tree = desk.press_with(modifiers, key);
        let (_, dialog) = tree.named(Role::Dialog, title);
        assert!(dialog.is_modal());
        assert!(dialog.bounds().is_some_and(|bounds| bounds.width() > 100.0));
        if tree.place() != title {
            desk.press(Key::Tab);
        }
        let names = round(&mut desk);
        assert!(names.iter().all(|name| name == title), "{names:?}");
        let tree = desk.press(Key::Escape);
        assert!(tree.all(Role::Dialog).is_empty());
        assert_eq!(tree.place(), "نص المقال");
    }
}

#[test]
fn an_article_is_annotated_without_a_mouse_from_the_inbox_and_the_palette() {
    let mut desk = Desk::sample();
    let to = |desk: &mut Desk, name: &str| -> Tree {
        for _ in 0..PANES.len() {
            let tree = desk.press(Key::F6);
            if tree.place() == name {
                return tree;
            }
        }
        panic!("{name} is not reached");
    };
    to(&mut desk, "صندوق المراجعة");
    desk.press(Key::Enter);
    let count = |desk: &Desk| {
        desk.window
            .session()
            .current()
            .unwrap()
            .1
            .annotations()
            .len()
    };
    let all = count(&desk);
    assert!(all > 1, "the group is accepted");
    to(&mut desk, "الوسوم");
    desk.press(Key::Space);
    assert_eq!(
        count(&desk),
        all + 1,
        "the label is given to the current span"
    );
    desk.speak(Lang::En);
    desk.press(Key::Escape);
    assert_eq!(desk.tree().place(), "Text of the article");
}
