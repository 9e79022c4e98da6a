//! Searching the article, one decision on many places, and actions by typing.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use tawsim::app::preferences::Language;
use tawsim::text::offset::Span;

use crate::support::journey::Journey;

const TEXT: &str = "زار الوزير القاهرة ثم عاد إلى القاهرة، وقوة قاهرة.\nوبالقاهرة جامعة كبيرة، وسافر للقاهرة أمس. قال أهل القَاهِرة كلمة.";

fn begin(text: &str) -> (tempfile::TempDir, Journey) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("article.txt");
    std::fs::write(&file, text).unwrap();
    let journey = Journey::begin(home.path(), vec![file]);
    (home, journey)
}

fn type_text(journey: &mut Journey, text: &str) {
    journey.0.event(Event::Text(text.to_owned()));
    journey.rest();
}

fn gpe(journey: &Journey) -> Vec<String> {
    let all = journey.annotations().into_iter();
    all.filter(|(_, label)| label == "GPE")
        .map(|(text, _)| text)
        .collect()
}

#[test]
fn one_decision_tags_every_place_behind_its_proclitics_and_one_undo_takes_it_back() {
    let (_home, mut journey) = begin(TEXT);
    journey.press(Key::Tab);
    while journey.current() != "القاهرة" {
        journey.press(Key::Tab);
    }
    journey.press(Key::A);
    journey.0.get_by_label("المواضع: 5");
    journey.pictures("everywhere");
    journey.click(Role::Button, "وسم المواضع (5)");
    assert_eq!(
        gpe(&journey),
        ["القاهرة", "القاهرة", "القاهرة", "لقاهرة", "القَاهِرة"]
    );
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert!(gpe(&journey).is_empty());
}

#[test]
fn places_that_are_annotated_otherwise_are_left_alone_unless_ticked() {
    let (_home, mut journey) = begin(TEXT);
    let first = TEXT.find("القاهرة").unwrap();
    let other = Span::from_range(first..first + "القاهرة".len()).unwrap();
    let window = journey.0.state_mut().window.as_mut().unwrap();
    window.run(tawsim::app::command::Command::ShowHit(other));
    window.run(tawsim::app::command::Command::Label("ORG".into()));
    journey.rest();
    journey.press(Key::Escape);
    // The memory now takes the next one for an organization too; it is none.
    while journey.current() != "القاهرة" {
        journey.press(Key::Tab);
    }
    journey.press(Key::Num3);
    assert_eq!(gpe(&journey).len(), 1);
    let second = TEXT.match_indices("القاهرة").nth(1).unwrap().0;
    let second = Span::from_range(second..second + "القاهرة".len()).unwrap();
    let window = journey.0.state_mut().window.as_mut().unwrap();
    window.run(tawsim::app::command::Command::ShowHit(second));
    journey.rest();
    journey.press(Key::A);
    journey.click(Role::Button, "وسم المواضع (4)");
    assert_eq!(gpe(&journey).len(), 4);
    let kept = ("القاهرة".to_owned(), "ORG".to_owned());
    assert!(journey.annotations().contains(&kept));
    // The other way round: all of them, and what is there goes.
    journey.press(Key::A);
    journey.click(Role::RadioButton, "حذف الوسم ورفض المقترح");
    journey.click(Role::Button, "تحديد الكل");
    journey.click(Role::Button, "تطبيق على المواضع (5)");
    assert!(journey.annotations().is_empty());
}

#[test]
fn a_search_ignores_spelling_counts_its_hits_and_walks_through_them() {
    let (_home, mut journey) = begin(TEXT);
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::Home);
    journey.press_with(Modifiers::COMMAND, Key::F);
    type_text(&mut journey, "قاهره");
    journey.0.get_by_label("المواضع: 6");
    journey.pictures("search");
    journey.press(Key::Enter);
    journey.press(Key::Enter);
    journey.0.get_by_label("2 من 6");
    journey.press_with(Modifiers::SHIFT, Key::Enter);
    journey.press_with(Modifiers::SHIFT, Key::Enter);
    journey.0.get_by_label("6 من 6");
    let session = journey.window().session();
    let (article, _) = session.current().unwrap();
    let selected = session.here().selection().unwrap();
    assert_eq!(selected.text(&article.text), "قَاهِرة");
    journey.click(Role::CheckBox, "تعبير نمطي");
    journey.click(Role::TextInput, "بحث");
    type_text(&mut journey, "(");
    journey.0.get_by_label("التعبير غير صحيح");
    journey.press(Key::Escape);
    assert!(journey.window().session().here().search.is_none());
    let field = journey.0.query_by_role_and_label(Role::TextInput, "بحث");
    assert!(field.is_none());
}

#[test]
fn any_action_is_done_by_typing_a_few_letters_of_its_name() {
    let (_home, mut journey) = begin(TEXT);
    journey.press_with(Modifiers::COMMAND, Key::K);
    type_text(&mut journey, "لغة");
    journey.press(Key::Enter);
    assert_eq!(
        journey.window().session().preferences().language,
        Language::English
    );
    journey.press_with(Modifiers::COMMAND, Key::K);
    type_text(&mut journey, "larger");
    journey.pictures("palette");
    journey.press(Key::Escape);
    journey
        .0
        .get_by_role_and_label(Role::Heading, "Review inbox");
}
