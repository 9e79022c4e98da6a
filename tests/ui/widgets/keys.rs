//! What keyboard and mouse do to buttons, marks, menus, lists and dialogs.

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use tawsim::i18n::Lang;
use tawsim::ui::theme::{self, Mode, Tokens};
use tawsim::ui::widgets::{Answer, column, combo_box};

use super::{Window, arabic, find, picture, window};
use crate::support::raster::{Raster, count};

const OPTION: &str = "تفعيل الخيار رقم 12 (Beta)";

fn toggled(window: &Window, role: Role, name: &str) -> Option<Toggled> {
    let node: AccessKitNode<'_> = find(window, role, name).accesskit_node();
    node.toggled()
}

#[test]
fn a_check_box_is_found_by_its_words_and_toggled_by_mouse_and_space() {
    let mut window = arabic();
    assert_eq!(
        toggled(&window, Role::CheckBox, OPTION),
        Some(Toggled::True)
    );
    find(&window, Role::CheckBox, OPTION).click();
    window.run();
    assert!(!window.state().checked);
    assert_eq!(
        toggled(&window, Role::CheckBox, OPTION),
        Some(Toggled::False)
    );
    find(&window, Role::CheckBox, OPTION).focus();
    window.run();
    window.key_press(Key::Space);
    window.run();
    assert!(window.state().checked);
}

#[test]
fn the_radio_buttons_choose_one() {
    let mut window = arabic();
    find(&window, Role::RadioButton, "حرف").click();
    window.run();
    assert_eq!(window.state().snap, 0);
    assert_eq!(
        toggled(&window, Role::RadioButton, "كلمة"),
        Some(Toggled::False)
    );
}

#[test]
fn a_disabled_button_says_so() {
    let window = arabic();
    let button = find(&window, Role::Button, "معطّل");
    assert!(button.accesskit_node().is_disabled());
}

#[test]
fn a_menu_is_used_by_keyboard_alone() {
    let mut window = arabic();
    find(&window, Role::MenuItem, "ملف").focus();
    window.run();
    window.key_press(Key::Enter);
    window.run();
    picture(&mut window, "menu");
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::ArrowDown);
    window.run();
    picture(&mut window, "menu-walked");
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().said, ["export"]);
    assert!(
        window.query_by_label("تصدير (JSONL)").is_none(),
        "the menu closes"
    );
}

#[test]
fn arrows_go_to_the_neighbouring_menu() {
    // In Arabic the next menu stands to the left.
    for (lang, key, first, item) in [
        (Lang::Ar, Key::ArrowLeft, "ملف", "تراجع"),
        (Lang::En, Key::ArrowRight, "File", "Undo"),
    ] {
        let mut window = window(lang, Mode::Light);
        find(&window, Role::MenuItem, first).click();
        window.run();
        window.key_press(key);
        window.run();
        assert!(
            window
                .query_by_role_and_label(Role::MenuItem, item)
                .is_some(),
            "{lang:?}"
        );
        window.key_press(Key::ArrowDown);
        window.run();
        window.key_press(Key::Enter);
        window.run();
        assert_eq!(window.state().said, ["undo"], "{lang:?}");
    }
}

#[test]
fn escape_closes_a_menu() {
    let mut window = arabic();
    find(&window, Role::MenuItem, "ملف").click();
    window.run();
    assert!(window.query_by_label("تصدير (JSONL)").is_some());
    window.key_press(Key::Escape);
    window.run();
    assert!(window.query_by_label("تصدير (JSONL)").is_none());
}

#[test]
fn a_combo_box_tells_and_changes_its_value() {
    let mut window = arabic();
    let combo = find(&window, Role::ComboBox, "نوع الكيان");
    assert_eq!(combo.value().as_deref(), Some("منظمة"));
    combo.click();
    window.run();
    picture(&mut window, "combo");
    find(&window, Role::ListBoxOption, "مكان").click();
    window.run();
    assert_eq!(window.state().kind, 2);
    let combo = find(&window, Role::ComboBox, "نوع الكيان");
    assert_eq!(combo.value().as_deref(), Some("مكان"));
}

#[test]
fn a_context_menu_comes_by_mouse_and_by_key() {
    let mut window = arabic();
    find(&window, Role::ListBoxOption, "مقال 5").click_secondary();
    window.run();
    picture(&mut window, "context");
    find(&window, Role::MenuItem, "حذف").click();
    window.run();
    assert_eq!(window.state().said, ["delete 4"]);
    find(&window, Role::ListBoxOption, "مقال 6").focus();
    window.run();
    window.key_press_modifiers(Modifiers::SHIFT, Key::F10);
    window.run();
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().said, ["delete 4", "delete 5"]);
}

#[test]
fn rows_are_chosen_by_mouse_and_keyboard() {
    let mut window = arabic();
    find(&window, Role::ListBoxOption, "مقال 5").click();
    window.run();
    assert_eq!(window.state().chosen, 4);
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().chosen, 5);
}

#[test]
fn only_the_seen_rows_of_a_long_list_are_made() {
    let window = arabic();
    let rows = window.get_all_by_role(Role::ListBoxOption).count();
    assert!(rows < 40, "{rows} rows for a window of 640 points");
}

#[test]
fn the_bar_scrolls_to_the_last_of_many_rows() {
    let mut window = arabic();
    let bar = find(&window, Role::ScrollBar, "شريط التمرير").rect();
    let handle = bar.center_top() + vec2(0.0, 10.0);
    window.drag_at(handle);
    window.run();
    window.hover_at(bar.center_bottom());
    window.run();
    window.drop_at(bar.center_bottom());
    window.run();
    picture(&mut window, "list-end");
    assert!(window.query_by_label_contains("مقال 100000").is_some());
    assert!(window.query_by_label_contains("مقال 4 ").is_none());
}

#[test]
fn a_tooltip_says_more() {
    let mut window = arabic();
    find(&window, Role::ListBoxOption, "شخص 1").hover();
    window.run_steps(4);
    picture(&mut window, "tooltip");
    assert!(window.query_by_label("وسم أسماء الأشخاص").is_some());
}

#[test]
fn what_is_cut_is_told_in_full() {
    let mut window = arabic();
    let whole = "تعاون أمني.. زيارة مستشار الأمن القومي العراقي إلى طهران 7/21";
    find(&window, Role::ListBoxOption, whole).hover();
    window.run_steps(4);
    let tips = window.query_all_by_role(Role::Tooltip);
    assert!(
        tips.into_iter()
            .any(|tip| tip.accesskit_node().label().as_deref() == Some(whole))
    );
}

fn with_dialog() -> Window {
    let mut window = arabic();
    find(&window, Role::Button, "افتح مربع حوار").click();
    window.run();
    assert!(
        window
            .query_by_role_and_label(Role::Dialog, "حذف المقال؟")
            .is_some()
    );
    window
}

#[test]
fn a_dialog_is_answered_by_enter_escape_and_mouse() {
    let mut window = with_dialog();
    picture(&mut window, "dialog");
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().dialog, Some(Answer::Chosen(0)));

    let mut window = with_dialog();
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(window.state().dialog, Some(Answer::Dismissed));

    let mut window = with_dialog();
    find(&window, Role::Button, "إلغاء").click();
    window.run();
    assert_eq!(window.state().dialog, Some(Answer::Chosen(1)));
}

#[test]
fn a_dialog_keeps_the_window_behind_from_acting() {
    let mut window = with_dialog();
    find(&window, Role::CheckBox, OPTION).click();
    window.run();
    assert!(window.state().checked, "the check box is behind the dialog");
}

#[test]
fn tab_walks_in_reading_order() {
    let mut window = arabic();
    find(&window, Role::Button, "قبول").focus();
    window.run();
    window.key_press(Key::Tab);
    window.run();
    assert!(find(&window, Role::Button, "رفض").is_focused());
    picture(&mut window, "focus");
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    assert!(find(&window, Role::Button, "قبول").is_focused());
}

#[test]
fn a_dialog_takes_the_keyboard_from_the_window_behind() {
    let mut window = arabic();
    find(&window, Role::CheckBox, OPTION).focus();
    window.run();
    window.state_mut().dialog = Some(Answer::Open);
    window.run();
    window.key_press(Key::Space);
    window.run();
    assert!(window.state().checked, "the check box is behind the dialog");
    window.key_press(Key::Tab);
    window.run();
    let buttons = ["حذف", "إلغاء"];
    let focused = |name: &&str| find(&window, Role::Button, name).is_focused();
    assert!(buttons.iter().any(focused), "Tab goes into the dialog");
}

#[test]
fn arrow_keys_scroll_a_long_list() {
    let mut window = arabic();
    find(&window, Role::ListBoxOption, "مقال 5").click();
    window.run();
    for _ in 0..30 {
        window.key_press(Key::ArrowDown);
        window.run();
    }
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().chosen, 34);
    let row = find(&window, Role::ListBoxOption, "مقال 35").rect();
    assert!(row.bottom() <= 640.0, "the row is seen: {row}");
}

#[test]
fn a_toast_floats_until_it_is_closed() {
    let mut window = arabic();
    window.state_mut().toast = true;
    window.run();
    picture(&mut window, "toast");
    assert!(
        window
            .query_by_role_and_label(Role::Status, "صُدّر 12 مقالًا.")
            .is_some()
    );
    find(&window, Role::Button, "حسنًا").click();
    window.run();
    assert!(window.query_by_label("صُدّر 12 مقالًا.").is_none());
}

#[test]
fn the_wheel_scrolls_a_list() {
    let mut window = arabic();
    let row = find(&window, Role::ListBoxOption, "مقال 5");
    let before = row.rect().top();
    row.hover();
    window.run();
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -60.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    window.run();
    let after = find(&window, Role::ListBoxOption, "مقال 5").rect().top();
    assert!(after < before - 30.0, "{before} to {after}");
}

#[test]
fn a_combo_box_is_used_by_keyboard_alone() {
    let mut window = arabic();
    find(&window, Role::ComboBox, "نوع الكيان").focus();
    window.run();
    for key in [Key::Enter, Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        window.key_press(key);
        window.run();
    }
    assert_eq!(window.state().kind, 1);
}

#[test]
fn the_ring_is_drawn_for_keys_and_not_for_clicks() {
    let ring = Tokens::of(Mode::Light).palette.focus;
    let mut window = arabic();
    find(&window, Role::ListBoxOption, "مقال 5").click();
    window.run();
    window.remove_cursor();
    let rings = |window: &mut Window| count(&picture(window, "ring"), ring);
    assert_eq!(rings(&mut window), 0);
    window.key_press(Key::ArrowDown);
    window.run();
    assert!(rings(&mut window) > 100);
}

#[test]
fn a_combo_box_with_many_options_scrolls_to_the_chosen_one() {
    let names: Vec<String> = (1..=40).map(|at| format!("وسم {at}")).collect();
    let mut window = Harness::builder()
        .with_size(vec2(300.0, 420.0))
        .renderer(Raster::default())
        .build_ui_state(
            move |ui, chosen: &mut usize| {
                theme::apply(ui.ctx(), Lang::Ar, Mode::Light);
                let options: Vec<&str> = names.iter().map(String::as_str).collect();
                column(ui, |ui| combo_box(ui, "الوسم", &options, chosen));
            },
            0,
        );
    window
        .get_by_role_and_label(Role::ComboBox, "الوسم")
        .focus();
    window.run();
    window.key_press(Key::Enter);
    window.run();
    for _ in 0..30 {
        window.key_press(Key::ArrowDown);
        window.run();
    }
    picture(&mut window, "combo-long");
    let option = window.get_by_role_and_label(Role::ListBoxOption, "وسم 30");
    assert!(
        option.rect().bottom() < 400.0,
        "it is seen: {}",
        option.rect()
    );
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(*window.state(), 29);
}

#[test]
fn a_dialog_with_a_field_is_ready_for_typing_and_leaves_enter_to_its_buttons() {
    let mut window = arabic();
    window.state_mut().with_field = true;
    find(&window, Role::ListBoxOption, "مقال 5").click();
    window.run();
    window.state_mut().dialog = Some(Answer::Open);
    window.run();
    assert!(find(&window, Role::TextInput, "السبب").is_focused());
    window.event(Event::Text("/tmp/a".to_owned()));
    window.run();
    picture(&mut window, "dialog-field");
    assert_eq!(window.state().empty.text(), "/tmp/a");
    window.key_press(Key::Tab);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().said, ["why"], "the button has the keyboard");
    assert_eq!(window.state().dialog, Some(Answer::Open));
    window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().dialog, Some(Answer::Chosen(0)));
}

#[test]
fn enter_answers_a_dialog_whatever_had_the_keyboard_behind_it() {
    let mut window = arabic();
    find(&window, Role::ListBoxOption, "مقال 5").click();
    window.run();
    window.state_mut().dialog = Some(Answer::Open);
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().dialog, Some(Answer::Chosen(0)));
}
