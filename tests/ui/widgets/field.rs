//! Typing, caret, selection, clipboard and input method of the text field.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, ImeEvent, Key, Modifiers, OutputCommand, Pos2, pos2};

use egui_kittest::kittest::NodeT as _;
use tawsim::i18n::Lang;
use tawsim::ui::theme::Mode;
use tawsim::ui::widgets::{Answer, is_typing};

use super::{Window, arabic, build, click_at, find, picture};

const NOTE: &str = "ملاحظة";

fn focused() -> Window {
    let mut window = arabic();
    find(&window, Role::TextInput, NOTE).focus();
    window.run();
    window
}

/// A field with that text typed key by key.
fn typed(text: &str) -> Window {
    let mut window = focused();
    for letter in text.chars() {
        window.event(Event::Text(letter.to_string()));
        window.run();
    }
    window
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

fn text(window: &Window) -> String {
    window.state().field.text().to_owned()
}

fn caret(window: &Window) -> usize {
    window.state().field.caret()
}

/// Every copy to the clipboard in the last frame is kept by the caller's next step.
fn copied(window: &mut Window, event: Event) -> Option<String> {
    window.event(event);
    window.step();
    let commands = &window.output().platform_output.commands;
    commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

const MIXED: &str = "قال John Smith في 2024 (لندن)";

/// Of another tool's field for text from right to left people said that the caret jumped
/// (https://github.com/argilla-io/argilla/issues/4683); the tests of this page are about ours.
#[test]
fn mixed_text_is_typed_and_told_to_screen_readers() {
    let mut window = typed(MIXED);
    picture(&mut window, "field");
    assert_eq!(text(&window), MIXED);
    let value = find(&window, Role::TextInput, NOTE).value();
    assert_eq!(value.as_deref(), Some(MIXED));
}

#[test]
fn the_lam_alef_key_types_two_letters() {
    let mut window = focused();
    window.event(Event::Text("لا".to_owned()));
    window.run();
    assert_eq!(text(&window), "لا");
    press(&mut window, Modifiers::NONE, Key::Backspace);
    assert_eq!(text(&window), "ل");
}

#[test]
fn arrows_move_as_seen() {
    let mut window = typed("أبت");
    press(&mut window, Modifiers::NONE, Key::Home);
    assert_eq!(caret(&window), 0);
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(caret(&window), 2, "the next Arabic letter is to the left");
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(caret(&window), 0);
    press(&mut window, Modifiers::NONE, Key::End);
    assert_eq!(caret(&window), "أبت".len());
    assert!(
        find(&window, Role::TextInput, NOTE).is_focused(),
        "arrows stay in the field"
    );
}

#[test]
fn left_arrows_cross_mixed_text_to_its_end_without_getting_stuck() {
    let mut window = typed(MIXED);
    press(&mut window, Modifiers::NONE, Key::Home);
    let mut steps = 0;
    while caret(&window) != MIXED.len() {
        let before = caret(&window);
        press(&mut window, Modifiers::NONE, Key::ArrowLeft);
        assert_ne!(caret(&window), before, "stuck at {before}");
        steps += 1;
        assert!(steps < 100);
    }
    assert!(steps >= 20, "{steps}");
}

#[test]
fn control_arrows_move_by_word_in_the_text_s_direction() {
    let mut window = typed("قال الرئيس كلمة");
    press(&mut window, Modifiers::NONE, Key::Home);
    press(&mut window, Modifiers::COMMAND, Key::ArrowLeft);
    assert_eq!(caret(&window), "قال".len());
    press(
        &mut window,
        Modifiers::COMMAND | Modifiers::SHIFT,
        Key::ArrowLeft,
    );
    assert_eq!(window.state().field.selected_text(), " الرئيس");
    press(&mut window, Modifiers::COMMAND, Key::Backspace);
    assert_eq!(text(&window), "قال كلمة");
}

#[test]
fn what_is_selected_is_copied_cut_and_pasted() {
    let mut window = typed("قال John");
    press(&mut window, Modifiers::SHIFT, Key::Home);
    picture(&mut window, "field-selected");
    assert_eq!(
        copied(&mut window, Event::Copy).as_deref(),
        Some("قال John")
    );
    assert_eq!(text(&window), "قال John", "copying changes nothing");
    assert_eq!(copied(&mut window, Event::Cut).as_deref(), Some("قال John"));
    assert_eq!(text(&window), "");
    window.event(Event::Paste("سطر\nآخر".to_owned()));
    window.run();
    assert_eq!(text(&window), "سطر آخر");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), "");
    press(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&window), "قال John");
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(text(&window), "");
}

#[test]
fn typing_replaces_what_is_selected() {
    let mut window = typed("خطأ");
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.event(Event::Text("ص".to_owned()));
    window.run();
    assert_eq!(text(&window), "ص");
}

/// A place in the field, `part` of the way from its right edge to its left.
fn place(window: &Window, points_from_right: f32) -> Pos2 {
    let rect = find(window, Role::TextInput, NOTE).rect();
    pos2(rect.right() - points_from_right, rect.center().y)
}

#[test]
fn the_mouse_places_the_caret_and_selects() {
    let mut window = typed("محمد شياع");
    let start = place(&window, 10.0);
    click_at(&mut window, start);
    assert_eq!(caret(&window), 0, "the text starts at the right");
    window.drag_at(start);
    window.run();
    let left = pos2(start.x - 300.0, start.y);
    window.hover_at(left);
    window.run();
    window.drop_at(left);
    window.run();
    assert_eq!(window.state().field.selected_text(), "محمد شياع");
}

#[test]
fn a_double_click_takes_the_word_and_a_third_everything() {
    let mut window = build(Lang::Ar, Mode::Light, 1.0, 1.0 / 60.0);
    window.state_mut().field.set_text("محمد شياع");
    window.run();
    let at = place(&window, 20.0);
    for _ in 0..2 {
        window.drag_at(at);
        window.drop_at(at);
        window.step();
    }
    assert_eq!(window.state().field.selected_text(), "محمد");
    window.drag_at(at);
    window.drop_at(at);
    window.step();
    assert_eq!(window.state().field.selected_text(), "محمد شياع");
}

#[test]
fn an_input_method_composes_beside_the_caret() {
    let mut window = typed("ab");
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    assert!(
        window.output().platform_output.ime.is_some(),
        "the caret is reported"
    );
    let preedit = |text: &str| {
        Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    };
    window.event(preedit("تجر"));
    window.run();
    picture(&mut window, "field-preedit");
    assert_eq!(text(&window), "ab", "nothing is typed yet");
    window.event(preedit(""));
    window.event(Event::Ime(ImeEvent::Commit("تجربة".to_owned())));
    window.run();
    assert_eq!(text(&window), "aتجربةb");
}

#[test]
fn empty_preedits_of_idle_input_methods_change_nothing() {
    let mut window = typed("abc");
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.event(Event::Ime(ImeEvent::Preedit {
        text: String::new(),
        active_range_chars: None,
    }));
    window.event(Event::Ime(ImeEvent::Commit(String::new())));
    window.run();
    assert_eq!(text(&window), "abc");
    assert_eq!(window.state().field.selected_text(), "abc");
}

#[test]
fn assistive_technology_sets_the_value() {
    let mut window = arabic();
    find(&window, Role::TextInput, NOTE).set_text_value_accesskit("نص كامل");
    window.run();
    assert_eq!(text(&window), "نص كامل");
}

#[test]
fn a_long_text_scrolls_so_that_the_caret_is_seen() {
    let long = "كلمة طويلة ".repeat(30);
    let mut window = focused();
    window.event(Event::Paste(long.clone()));
    window.run();
    picture(&mut window, "field-long");
    let field = find(&window, Role::TextInput, NOTE).rect();
    let caret = |window: &Window| {
        window
            .output()
            .platform_output
            .ime
            .map(|ime| ime.cursor_rect)
    };
    assert!(field.contains_rect(caret(&window).expect("a caret")));
    press(&mut window, Modifiers::NONE, Key::Home);
    assert!(field.contains_rect(caret(&window).expect("a caret")));
}

#[test]
fn tab_leaves_the_field() {
    let mut window = typed("نص");
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert!(!find(&window, Role::TextInput, NOTE).is_focused());
    assert_eq!(text(&window), "نص");
}

#[test]
fn letters_are_text_only_while_a_field_has_the_keyboard() {
    let mut window = arabic();
    assert!(!is_typing(&window.ctx));
    find(&window, Role::TextInput, NOTE).focus();
    window.run();
    assert!(is_typing(&window.ctx));
    press(&mut window, Modifiers::NONE, Key::Tab);
    assert!(!is_typing(&window.ctx));
}

#[test]
fn a_field_in_a_dialog_leaves_enter_to_the_dialog() {
    let mut window = typed("اسم");
    window.state_mut().dialog = Some(Answer::Open);
    window.run();
    window.event(Event::Text("\n".to_owned()));
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(window.state().dialog, Some(Answer::Chosen(0)));
    assert_eq!(text(&window), "اسم");
}

#[test]
fn the_mouse_reaches_the_clipboard_by_the_context_menu() {
    let mut window = typed("قال John");
    find(&window, Role::TextInput, NOTE).click_secondary();
    window.run();
    assert!(
        find(&window, Role::MenuItem, "نسخ")
            .accesskit_node()
            .is_disabled()
    );
    find(&window, Role::MenuItem, "تحديد الكل").click();
    window.run();
    assert_eq!(window.state().field.selected_text(), "قال John");
    find(&window, Role::TextInput, NOTE).click_secondary();
    window.run();
    picture(&mut window, "field-menu");
    assert_eq!(
        window.state().field.selected_text(),
        "قال John",
        "the selection stays"
    );
    find(&window, Role::MenuItem, "قص").click();
    window.run();
    assert_eq!(text(&window), "");
    window.event(Event::Paste("قال John".to_owned()));
    window.run();
    assert_eq!(
        text(&window),
        "قال John",
        "the field has the keyboard again"
    );
}

/// Where the caret is drawn, as told to input methods.
fn drawn(window: &Window) -> f32 {
    let ime = window.output().platform_output.ime;
    ime.expect("a caret").cursor_rect.center().x
}

#[test]
fn a_click_beside_a_latin_word_draws_the_caret_there_and_arrows_go_on_from_it() {
    let mut window = typed("قال Johnny ثم");
    press(&mut window, Modifiers::NONE, Key::Home);
    let right = drawn(&window);
    for _ in 0.."قال ".chars().count() {
        press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    }
    // The caret right of the Latin word; click just left of it, on its last letter.
    let edge = drawn(&window);
    assert!(edge < right);
    let at = pos2(edge - 1.5, place(&window, 10.0).y);
    click_at(&mut window, at);
    assert_eq!(caret(&window), "قال Johnny".len());
    assert!((drawn(&window) - at.x).abs() < 3.0, "where it was clicked");
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(caret(&window), "قال Johnn".len());
    // And a word is taken whole across the change of direction.
    press(&mut window, Modifiers::SHIFT, Key::End);
    assert_eq!(window.state().field.selected_text(), "y ثم");
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(caret(&window), text(&window).len());
}
