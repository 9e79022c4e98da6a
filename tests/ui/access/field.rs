//! A text field in the tree: its letters, caret and selection, and what may be asked of it.

use eframe::egui::accesskit::{
    Action, ActionData, Node, NodeId, Role, TextDirection, TextPosition, TextSelection,
};
use eframe::egui::{Key, Modifiers};

use super::desk::Desk;
use super::tree::Tree;

/// The window with the label chooser open, whose field has the keyboard.
fn asking() -> Desk {
    let mut desk = Desk::sample();
    desk.press(Key::Space);
    desk
}

fn field(tree: &Tree) -> (NodeId, &Node) {
    tree.first(Role::TextInput)
}

fn letters(tree: &Tree) -> Vec<(String, bool)> {
    let runs = tree.runs(field(tree).0).into_iter();
    runs.map(|(_, run)| {
        let rtl = run.text_direction() == Some(TextDirection::RightToLeft);
        (run.value().unwrap().to_owned(), rtl)
    })
    .collect()
}

/// Caret and anchor as run texts before them.
fn selection(tree: &Tree) -> (String, String) {
    let (id, node) = field(tree);
    let selection = node.text_selection().expect("a caret");
    let before = |position: &TextPosition| {
        let mut text = String::new();
        for (id, run) in tree.runs(id) {
            let value = run.value().unwrap();
            if id == position.node {
                let lengths = &run.character_lengths()[..position.character_index];
                let bytes: usize = lengths.iter().map(|length| usize::from(*length)).sum();
                return text + &value[..bytes];
            }
            text += value;
        }
        panic!("the run is told");
    };
    (before(&selection.anchor), before(&selection.focus))
}

#[test]
fn an_empty_field_has_a_caret_a_name_and_a_placeholder() {
    let mut desk = asking();
    let tree = desk.tree();
    let (id, node) = field(&tree);
    assert_eq!(tree.focus, id);
    assert_eq!(node.label(), Some("اختيار وسم"));
    assert!(
        node.placeholder()
            .is_some_and(|hint| hint.contains("بالعربية"))
    );
    assert_eq!(letters(&tree), [(String::new(), true)]);
    assert_eq!(selection(&tree), (String::new(), String::new()));
}

#[test]
fn what_is_typed_is_told_letter_by_letter() {
    let mut desk = asking();
    let tree = desk.type_text("قال John لَا");
    let told = [("قال ", true), ("John", false), (" لَا", true)];
    assert_eq!(
        letters(&tree),
        told.map(|(text, rtl)| (text.to_owned(), rtl))
    );
    let (_, node) = field(&tree);
    assert_eq!(node.value(), Some("قال John لَا"));
    let bounds = node.bounds().unwrap();
    for (_, run) in tree.runs(field(&tree).0) {
        let letters = run.character_lengths().len();
        assert_eq!(run.character_positions().unwrap().len(), letters);
        let inside = run.bounds().unwrap();
        assert!(
            inside.x0 >= bounds.x0 && inside.x1 <= bounds.x1,
            "{inside:?}"
        );
    }
}

#[test]
fn the_selection_is_told_and_set() {
    let mut desk = asking();
    desk.type_text("قال John نعم");
    let tree = desk.press_with(Modifiers::SHIFT, Key::Home);
    assert_eq!(selection(&tree), ("قال John نعم".to_owned(), String::new()));
    let (id, node) = field(&tree);
    for action in [
        Action::SetTextSelection,
        Action::SetValue,
        Action::ReplaceSelectedText,
    ] {
        assert!(node.supports_action(action), "{action:?}");
    }
    let (john, _) = tree.runs(id)[1];
    let place = |character_index| TextPosition {
        node: john,
        character_index,
    };
    let data = ActionData::SetTextSelection(TextSelection {
        anchor: place(0),
        focus: place(4),
    });
    let tree = desk.ask(id, Action::SetTextSelection, Some(data));
    assert_eq!(selection(&tree), ("قال ".to_owned(), "قال John".to_owned()));
    let tree = desk.type_text("زيد");
    assert_eq!(field(&tree).1.value(), Some("قال زيد نعم"));
}

#[test]
fn a_screen_reader_writes_into_the_field() {
    let mut desk = asking();
    let tree = desk.tree();
    let (id, _) = field(&tree);
    let tree = desk.ask(id, Action::SetValue, Some(ActionData::Value("منظ".into())));
    assert_eq!(field(&tree).1.value(), Some("منظ"));
    let data = Some(ActionData::Value("مة".into()));
    let tree = desk.ask(id, Action::ReplaceSelectedText, data);
    assert_eq!(field(&tree).1.value(), Some("منظمة"));
    desk.press(Key::Enter);
    let (_, sheet) = desk.window.session().current().unwrap();
    assert_eq!(sheet.annotations().next().unwrap().label.as_str(), "ORG");
}

#[test]
fn arrows_in_a_field_bring_the_attention_to_the_row_they_come_to() {
    let mut desk = asking();
    let tree = desk.press(Key::ArrowDown);
    let (id, node) = field(&tree);
    assert_eq!(tree.focus, id, "typing goes on");
    let row = tree.get(node.active_descendant().expect("a row has the attention"));
    assert_eq!(row.role(), Role::ListBoxOption);
    assert_eq!(row.is_selected(), Some(true));
    assert!(row.label().unwrap().starts_with("منظمة"), "{row:?}");
    let tree = desk.type_text("مكان");
    assert_eq!(field(&tree).1.value(), Some("مكان"));
}
