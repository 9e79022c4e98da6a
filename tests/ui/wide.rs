//! All articles of a project at once: the inbox, the search, one decision everywhere, rejections
//! that reach further, and the lexicon.

use std::path::Path;

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use tawsim::app::command::Command;
use tawsim::app::wide::Pick;
use tawsim::model::annotation::{Annotation, Origin};
use tawsim::review::filter::{Filter, State};

use crate::support::journey::Journey;

const TEXTS: [&str; 3] = [
    "زيارة القاهرة\nزار رئيس الوزراء مصطفى الكاظمي القاهرة أمس، ثم سافر إلى بغداد. وقالت وزارة الخارجية إن القاهرة ترحب به.",
    "خبر من بغداد\nوصل إلى بغداد وفد من الأمم المتحدة، وبالقاهرة اجتماع آخر. وتحدث الوفد في بغداد عن للقاهرة دور.",
    "قوة قاهرة\nأعلنت الشركة قوة قاهرة في البصرة، وعاد العمل في بغداد.",
];

fn begin(home: &Path) -> Journey {
    let files = TEXTS.iter().enumerate().map(|(at, text)| {
        let file = home.join(format!("{at}.txt"));
        std::fs::write(&file, text).unwrap();
        file
    });
    Journey::begin(home, files.collect())
}

fn type_text(journey: &mut Journey, text: &str) {
    journey.0.event(Event::Text(text.to_owned()));
    journey.rest();
}

fn picks(journey: &Journey, text: &str, state: State) -> Vec<Pick> {
    let filter = Filter {
        text: text.into(),
        state,
        ..Filter::default()
    };
    let board = &journey.window().session().wide().survey.board;
    board.picks(&filter, None, &|id| id.to_string())
}

/// Whether a notice says that.
fn said(journey: &Journey, words: &str) -> bool {
    journey
        .0
        .query_all_by_label_contains(words)
        .next()
        .is_some()
}

#[test]
fn suggestions_of_all_articles_are_listed_and_the_filtered_ones_accepted_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    journey.click(Role::RadioButton, "كل المشروع");
    let cities = picks(&journey, "بغداد", State::Pending).len();
    assert_eq!(cities, 5, "four in the texts, one in a title");
    journey.pictures("project-inbox");
    journey.click(Role::Button, "تصفية");
    journey.click(Role::TextInput, "نص المقترح");
    type_text(&mut journey, "بغداد");
    journey.pictures("project-inbox-filtered");
    journey.click(Role::Button, "قبول المعروض (5)");
    assert!(picks(&journey, "بغداد", State::Pending).is_empty());
    assert_eq!(picks(&journey, "بغداد", State::Accepted).len(), 5);
    assert!(said(&journey, "تمّ: قبول (5) في 3 مقالات"));
    // Only the article on screen keeps its sheet in memory.
    assert_eq!(journey.window().session().project().sheets().count(), 1);
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(picks(&journey, "بغداد", State::Pending).len(), 5);
}

#[test]
fn what_the_project_shows_is_accepted_by_a_key_as_one_step() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    journey.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Num2);
    journey.click(Role::Button, "تصفية");
    journey.click(Role::TextInput, "نص المقترح");
    type_text(&mut journey, "بغداد");
    journey.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(picks(&journey, "بغداد", State::Accepted).len(), 5);
    assert!(said(&journey, "تمّ: قبول (5) في 3 مقالات"));
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(picks(&journey, "بغداد", State::Pending).len(), 5);
}

#[test]
fn blind_mode_hides_what_the_project_suggests_too() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    journey.click(Role::RadioButton, "كل المشروع");
    journey.click(Role::Button, "تصفية");
    assert!(said(&journey, "توزيع الثقة"));
    assert!(picks(&journey, "", State::Pending).len() > 4);
    let blind = Modifiers::COMMAND | Modifiers::SHIFT;
    journey.press_with(blind, Key::B);
    // Why the inbox is empty is said in its place.
    assert!(said(&journey, "الاقتراحات مخفية"));
    let hidden = |journey: &Journey| {
        let marks = journey.0.query_all_by_role(Role::Mark).count();
        let counts = said(journey, "توزيع الثقة") || said(journey, "اقتراحًا");
        marks == 0 && !counts && !said(journey, "قبول المعروض") && !said(journey, "كيان سياسي،")
    };
    assert!(hidden(&journey));
    journey.pictures("blind-project");
    // Nothing that is hidden is decided, and no key brings it back into sight.
    journey.press_with(Modifiers::COMMAND, Key::Enter);
    assert!(journey.annotations().is_empty());
    journey.press_with(blind, Key::Num2);
    assert!(hidden(&journey));
    journey.press_with(blind, Key::Num2);
    journey.press(Key::Tab);
    assert_eq!(journey.window().session().here().target, None);
    // One decision everywhere is made by hand, as if nothing had been suggested.
    let text = journey.window().session().current().unwrap().0.text.clone();
    let (anchor, word) = (text.find("القاهرة").unwrap(), "القاهرة");
    let head = anchor + word.len();
    let window = journey.0.state_mut().window.as_mut().unwrap();
    window.run(Command::Select { anchor, head });
    journey.rest();
    journey.press(Key::A);
    assert!(hidden(&journey));
    journey.0.get_by_label_contains("وسم المواضع (").click();
    journey.rest();
    let (_, sheet) = journey.window().session().current().unwrap();
    assert!(sheet.annotations().len() > 1);
    assert_eq!(sheet.decisions().len(), 0);
    let by_hand = |a: &Annotation| a.provenance.origin == Origin::Manual;
    assert!(sheet.annotations().all(by_hand));
    assert!(sheet.remarks().blind);
}

#[test]
fn a_row_of_the_project_leads_to_its_places_in_turn() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    journey.click(Role::RadioButton, "كل المشروع");
    let mut seen = Vec::new();
    for _ in 0..3 {
        let row = journey.0.get_all_by_role(Role::ListBoxOption).find(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            label.starts_with("بغداد، كيان سياسي")
        });
        row.expect("there is such a row").click();
        journey.rest();
        assert_eq!(journey.current(), "بغداد");
        let here = journey.window().session().here();
        seen.push((
            here.article.clone(),
            journey.window().session().current_span(),
        ));
    }
    seen.dedup();
    assert_eq!(seen.len(), 3);
}

#[test]
fn the_range_of_scores_is_moved_by_keys_and_tells_how_many_it_leaves() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    journey.click(Role::Button, "تصفية");
    let all = journey.window().session().pending().len();
    let handle = |journey: &Journey| {
        let node = journey.0.get_by_role_and_label(Role::Slider, "أدنى ثقة");
        node.accesskit_node().numeric_value().unwrap()
    };
    assert!(handle(&journey) < 0.001);
    journey
        .0
        .get_by_role_and_label(Role::Slider, "أدنى ثقة")
        .focus();
    journey.rest();
    for _ in 0..9 {
        journey.press(Key::PageUp);
    }
    // Reading runs from right to left: the arrow to the left leads to higher scores.
    journey.press(Key::ArrowLeft);
    assert!((handle(&journey) - 0.91).abs() < 0.001);
    let sure = journey
        .window()
        .session()
        .pending()
        .filter(|s| s.score >= 0.91)
        .count();
    assert!(sure > 0 && sure < all);
    journey.click(Role::Button, &format!("قبول المعروض ({sure})"));
    // What was learned from them may make others surer, so the annotations are counted.
    assert_eq!(journey.annotations().len(), sure);
    journey.0.get_by_role_and_label(Role::Slider, "أعلى ثقة");
}

#[test]
fn one_decision_reaches_all_articles_and_the_adjective_only_when_asked() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    while journey.current() != "القاهرة" {
        journey.press(Key::Tab);
    }
    journey.press(Key::A);
    journey.click(Role::RadioButton, "في كل المشروع");
    journey.0.get_by_label("المواضع: 5");
    journey.pictures("everywhere-project");
    journey.click(Role::CheckBox, "ومن دون «ال»");
    journey.0.get_by_label("المواضع: 7");
    journey.click(Role::CheckBox, "ومن دون «ال»");
    journey.click(Role::Button, "وسم المواضع (5)");
    assert!(said(&journey, "في مقالين"));
    journey.press_with(Modifiers::COMMAND, Key::F);
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::Z);
    assert!(journey.annotations().is_empty());
}

#[test]
fn a_search_of_the_project_shows_its_hits_in_context_and_tags_what_is_ticked() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    journey.press_with(Modifiers::COMMAND, Key::A);
    type_text(&mut journey, "بَغداد");
    journey.0.get_by_label("المواضع: 5");
    journey.pictures("search-project");
    // Nothing is ticked to begin with, so Enter decides nothing.
    journey.press(Key::Enter);
    journey
        .0
        .get_by_role_and_label(Role::Dialog, "البحث في المشروع");
    journey.click(Role::Button, "تحديد الكل");
    journey.click(Role::Button, "وسم المواضع (5)");
    journey.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    journey.press_with(Modifiers::COMMAND, Key::A);
    type_text(&mut journey, "البصرة");
    let hit = "أعلنت الشركة قوة قاهرة في البصرة، وعاد العمل في بغداد.";
    journey.click(Role::Link, hit);
    let session = journey.window().session();
    let (article, _) = session.current().unwrap();
    assert!(article.text.starts_with("قوة قاهرة"));
    assert_eq!(
        session.here().selection().unwrap().text(&article.text),
        "البصرة"
    );
}

#[test]
fn a_rejection_for_the_project_is_a_rule_that_can_be_found_and_lifted() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    let suggests = |journey: &Journey| {
        let session = journey.window().session();
        let (article, _) = session.current().unwrap();
        session
            .pending()
            .any(|s| s.span.text(&article.text) == "بغداد")
    };
    while journey.current() != "بغداد" {
        journey.press(Key::Tab);
    }
    journey.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Backspace);
    assert!(!suggests(&journey));
    for _ in 0..2 {
        journey.press_with(Modifiers::COMMAND, Key::J);
        assert!(!suggests(&journey), "nor in the other articles");
    }
    journey.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    journey.click(Role::TextInput, "بحث في المعجم");
    type_text(&mut journey, "بغداد");
    journey.0.get_by_label_contains("لا يُقترح في المشروع");
    journey.pictures("lexicon");
    journey.click(Role::Button, "رفع المنع: بغداد");
    journey.0.get_by_label_contains("رُفض");
    journey.click(Role::TextInput, "اسم جديد");
    type_text(&mut journey, "هيئة الأفق");
    journey.click(Role::Button, "إضافة");
    journey.press(Key::Escape);
    assert!(suggests(&journey));
    // Both were changes of the project: the next window knows them, and takes them back.
    journey.0.state_mut().window.as_mut().unwrap().close();
    drop(journey);
    let mut again = Journey::begin(home.path(), Vec::new());
    let ruled = |journey: &Journey| journey.window().session().project().rulings().count();
    assert_eq!(ruled(&again), 1);
    again.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(ruled(&again), 0);
    again.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(ruled(&again), 1, "blocked again");
}

#[test]
fn after_one_annotation_went_the_others_are_offered_too() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = begin(home.path());
    while journey.current() != "القاهرة" {
        journey.press(Key::Tab);
    }
    journey.press(Key::A);
    journey
        .0
        .get_by_role_and_label(Role::Dialog, "القرار نفسه في كل موضع");
    let tagged = "وسم المواضع";
    journey.0.get_by_label_contains(tagged).click();
    journey.rest();
    let count = journey.annotations().len();
    assert!(count > 1);
    journey.press_with(Modifiers::COMMAND, Key::M);
    journey.press(Key::Delete);
    journey.press(Key::Backspace);
    assert!(journey.annotations().len() < count);
    journey.click(Role::Button, "كل المواضع…");
    journey.0.get_by_label_contains("تطبيق على المواضع").click();
    journey.rest();
    assert!(journey.annotations().is_empty());
}
