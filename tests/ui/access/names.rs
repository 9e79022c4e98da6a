//! Every node of the window in its main states: has a name, a place, a sensible state.

use eframe::egui::accesskit::{Action, Live, Node, Role};
use eframe::egui::{Key, Modifiers};
use tawsim::app::command::Command;
use tawsim::i18n::Lang;

use super::desk::{CTRL, Desk};
use super::tree::Tree;

/// Nodes that only hold others.
fn is_container(role: Role) -> bool {
    matches!(role, Role::GenericContainer | Role::Window | Role::Pane)
}

/// What is said of a node.
fn said(node: &Node) -> &str {
    node.label().or(node.value()).unwrap_or_default()
}

/// Faults of a whole tree.
fn faults(tree: &Tree, lang: Lang) -> Vec<String> {
    let mut faults = Vec::new();
    for (_, node, _) in tree.walk() {
        let role = node.role();
        if is_container(role) {
            continue;
        }
        let named = match role {
            // A blank line has no words; a line's words are its value.
            Role::Paragraph | Role::TextRun => node.value().is_some() || role == Role::Paragraph,
            _ => !said(node).trim().is_empty(),
        };
        if !named {
            faults.push(format!("no name: {node:?}"));
        }
        match node.bounds() {
            Some(bounds) if bounds.x1 >= bounds.x0 && bounds.y1 >= bounds.y0 => {}
            _ => faults.push(format!("no place: {node:?}")),
        }
        let content = matches!(
            role,
            Role::TextRun | Role::Paragraph | Role::Mark | Role::TextInput
        );
        if !content && lang == Lang::Ar && is_foreign(said(node)) {
            faults.push(format!("not in Arabic: {node:?}"));
        }
    }
    faults
}

/// Words without any Arabic letter; keys, numbers and names of formats are no words.
fn is_foreign(text: &str) -> bool {
    let arabic = text.chars().any(|c| ('\u{0600}'..='\u{06FF}').contains(&c));
    !arabic
        && text
            .split_whitespace()
            .filter(|word| word.len() > 3)
            .count()
            > 1
}

/// The main states of the window, each with the keys that lead there from the sample.
fn states() -> Vec<(&'static str, Vec<(Modifiers, Key)>)> {
    let shift = CTRL | Modifiers::SHIFT;
    vec![
        ("as opened", vec![]),
        (
            "a caret",
            vec![(Modifiers::NONE, Key::Escape), (CTRL, Key::Home)],
        ),
        (
            "a selection",
            vec![
                (Modifiers::NONE, Key::Escape),
                (CTRL, Key::Home),
                (shift, Key::ArrowLeft),
            ],
        ),
        (
            "an annotation",
            vec![
                (Modifiers::NONE, Key::Enter),
                (CTRL | Modifiers::SHIFT, Key::M),
            ],
        ),
        ("a notice", vec![(CTRL | Modifiers::SHIFT, Key::Z)]),
        ("no article", vec![(CTRL, Key::Z)]),
        ("label chooser", vec![(Modifiers::NONE, Key::Space)]),
        ("export", vec![(CTRL, Key::E)]),
        ("search", vec![(CTRL, Key::F)]),
        ("all actions", vec![(CTRL, Key::K)]),
        ("appearance", vec![(CTRL, Key::Comma)]),
        ("everywhere", vec![(Modifiers::NONE, Key::A)]),
        ("list of keys", vec![(Modifiers::NONE, Key::F1)]),
        (
            "a menu",
            vec![(Modifiers::NONE, Key::F10), (Modifiers::NONE, Key::Enter)],
        ),
        ("the context menu", vec![(Modifiers::SHIFT, Key::F10)]),
        ("no panels", vec![(CTRL, Key::Num1), (CTRL, Key::Num2)]),
    ]
}

#[test]
fn everything_has_a_name_and_a_place_in_every_state_and_both_languages() {
    for lang in [Lang::Ar, Lang::En] {
        for (state, keys) in states() {
            let mut desk = Desk::sample();
            desk.speak(lang);
            for (modifiers, key) in keys {
                desk.press_with(modifiers, key);
            }
            let faults = faults(&desk.tree(), lang);
            assert!(
                faults.is_empty(),
                "{state}, {lang:?}:\n{}",
                faults.join("\n")
            );
        }
    }
}

#[test]
fn rows_tell_their_number_and_which_is_chosen() {
    let mut desk = Desk::sample();
    let tree = desk.tree();
    let (_, list) = tree.named(Role::ListBox, "صندوق المراجعة");
    let rows = tree.all(Role::ListBoxOption);
    let current = "مستشار الأمن القومي العراقي، منصب، 4 اقتراحات، ثقة 98٪";
    let (_, row) = tree.named(Role::ListBoxOption, current);
    assert_eq!(row.is_selected(), Some(true));
    assert_eq!(row.size_of_set(), list.size_of_set());
    let chosen = rows
        .iter()
        .filter(|(_, row)| row.is_selected() == Some(true));
    assert_eq!(chosen.count(), 2, "one article and one group");
    let (_, article) = rows
        .iter()
        .find(|(_, row)| row.size_of_set() == Some(1))
        .unwrap();
    assert!(article.label().unwrap().ends_with("اقتراحًا"), "{article:?}");
}

#[test]
fn a_scroll_bar_tells_where_it_is_and_goes_where_it_is_asked_to() {
    let line = "زار الرئيس العراقي العاصمة طهران أمس والتقى مسؤولين فيها.\n";
    let mut desk = Desk::of(&line.repeat(200));
    let tree = desk.tree();
    let bars = tree.all(Role::ScrollBar);
    let (id, bar) = bars.last().unwrap();
    let (least, most) = (
        bar.min_numeric_value().unwrap(),
        bar.max_numeric_value().unwrap(),
    );
    assert!(least < most);
    let before = bar.numeric_value().unwrap();
    let tree = desk.ask(*id, Action::Increment, None);
    assert!(tree.get(*id).numeric_value().unwrap() > before + 100.0);
}

#[test]
fn a_notice_is_announced() {
    let mut desk = Desk::sample();
    let tree = desk.press_with(CTRL | Modifiers::SHIFT, Key::Z);
    let notices = tree.all(Role::Status);
    let (_, notice) = notices.first().unwrap();
    assert_eq!(notice.live(), Some(Live::Polite));
    assert!(said(notice).contains("لإعادته"), "{notice:?}");
}

#[test]
fn a_failure_is_announced_at_once() {
    let mut desk = Desk::sample();
    let nowhere = std::path::PathBuf::from("/nowhere/at/all");
    desk.window.run(Command::OpenProject(nowhere));
    let tree = desk.rest();
    let (_, alert) = tree.first(Role::Alert);
    assert_eq!(alert.live(), Some(Live::Assertive));
    assert!(said(alert).contains("nowhere"), "{alert:?}");
}

#[test]
fn a_decision_is_heard() {
    let mut desk = Desk::sample();
    let heard = |tree: &Tree| {
        let (_, node) = tree.first(Role::Status);
        assert_eq!(node.live(), Some(Live::Polite));
        said(node).to_owned()
    };
    let left = desk.window.session().pending().len();
    let tree = desk.press(Key::Enter);
    assert_eq!(
        heard(&tree),
        format!("آخر ما تم: قبول، بقي {} اقتراحًا", left - 1)
    );
    desk.speak(Lang::En);
    let tree = desk.press(Key::Backspace);
    assert_eq!(
        heard(&tree),
        format!("Last done: rejecting, {} suggestions left", left - 2)
    );
}

#[test]
fn things_are_pressed_and_opened_on_request() {
    let mut desk = Desk::sample();
    let tree = desk.tree();
    let (menu, node) = tree.named(Role::MenuItem, "ملف");
    assert!(node.supports_action(Action::Expand));
    let tree = desk.ask(menu, Action::Expand, None);
    assert_eq!(tree.get(menu).is_expanded(), Some(true));
    assert!(
        tree.all(Role::Menu)
            .iter()
            .any(|(_, node)| node.label() == Some("ملف"))
    );
    let tree = desk.ask(menu, Action::Collapse, None);
    assert!(tree.all(Role::Menu).is_empty());
    let (row, _) = tree.named(
        Role::ListBoxOption,
        "طهران، كيان سياسي، 11 اقتراحًا، ثقة 91٪",
    );
    let tree = desk.ask(row, Action::Click, None);
    let current = tree.all(Role::Mark).into_iter();
    let current = current.filter(|(_, mark)| mark.is_selected() == Some(true));
    let names: Vec<_> = current.filter_map(|(_, mark)| mark.label()).collect();
    assert_eq!(names, ["كيان سياسي، طهران، مقترح، ثقة 91٪"]);
    let (accept, _) = tree.named(Role::Button, "قبول الكل (11)");
    desk.ask(accept, Action::Click, None);
    assert_eq!(
        desk.window
            .session()
            .current()
            .unwrap()
            .1
            .annotations()
            .len(),
        11
    );
}
