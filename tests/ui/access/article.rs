//! The article in the tree: paragraphs, lines letter by letter, caret and selection, marks.

use eframe::egui::accesskit::{
    Action, ActionData, Node, NodeId, Role, TextDirection, TextPosition, TextSelection,
};
use eframe::egui::{Key, Modifiers};
use expect_test::expect;
use tawsim::i18n::Lang;

use super::desk::{CTRL, Desk};
use super::tree::Tree;

/// Paragraphs and runs as text: role, direction, words.
fn outline(tree: &Tree) -> String {
    let (document, _) = tree.first(Role::Document);
    let mut lines = String::new();
    let mut open = vec![(document, 0)];
    while let Some((id, depth)) = open.pop() {
        let node = tree.get(id);
        let told = match node.role() {
            // Marks depend on what the engines know.
            Role::GenericContainer | Role::Mark => None,
            Role::TextRun => Some(format!(
                "{:?}, {} letters",
                node.value().unwrap_or_default(),
                node.character_lengths().len()
            )),
            _ => Some(node.label().unwrap_or_default().to_owned()),
        };
        let depth = depth + usize::from(told.is_some());
        if let Some(told) = told {
            let way = match node.text_direction() {
                Some(TextDirection::RightToLeft) => " ←",
                Some(_) => " →",
                None => "",
            };
            let indent = "  ".repeat(depth - 1);
            lines.push_str(&format!("{indent}{:?}{way} {told}\n", node.role()));
        }
        open.extend(node.children().iter().rev().map(|child| (*child, depth)));
    }
    lines
}

const MIXED: &str = "قال John Smith لوكالة رويترز: «نعم» (٢٠٢٤).\n\nEnglish كلمة here.\r\nلَا";

#[test]
fn a_mixed_article_is_told_by_paragraph_and_by_direction() {
    let mut desk = Desk::of(MIXED);
    expect![[r#"
        Document ← نص المقال
          Paragraph ← قال John Smith لوكالة رويترز: «نعم» (٢٠٢٤).
            TextRun ← "قال ", 4 letters
            TextRun → "John Smith", 10 letters
            TextRun ← " لوكالة رويترز: «نعم» (", 23 letters
            TextRun → "٢٠٢٤", 4 letters
            TextRun ← ").\n", 3 letters
          Paragraph ← 
            TextRun ← "\n", 1 letters
          Paragraph → English كلمة here.
            TextRun → "English ", 8 letters
            TextRun ← "كلمة", 4 letters
            TextRun → " here.\n", 7 letters
          Paragraph ← لَا
            TextRun ← "ل\u{64e}ا", 2 letters
    "#]]
    .assert_eq(&outline(&desk.tree()));
}

/// Every text of a document's runs, put together.
fn said(tree: &Tree) -> String {
    let (document, _) = tree.first(Role::Document);
    let runs = tree.runs(document);
    runs.iter().filter_map(|(_, run)| run.value()).collect()
}

#[test]
fn the_runs_together_are_the_article() {
    let hostile = "نَصٌّ\u{200F} مع \u{202A}marks\u{202C} و👨\u{200D}👩\u{200D}👧";
    for text in [MIXED, "سطر\n", hostile, "1 2 3\n4", "\n\nنص\n\n"] {
        let mut desk = Desk::of(text);
        let tree = desk.tree();
        assert_eq!(said(&tree), text.replace("\r\n", "\n"));
        for (_, run) in tree.runs(tree.first(Role::Document).0) {
            let value = run.value().unwrap();
            let letters = run.character_lengths();
            let bytes: usize = letters.iter().map(|length| usize::from(*length)).sum();
            assert_eq!(bytes, value.len(), "{value}");
            assert_eq!(run.character_positions().unwrap().len(), letters.len());
            assert_eq!(run.character_widths().unwrap().len(), letters.len());
            assert!(run.word_starts().is_sorted());
        }
    }
}

#[test]
fn a_line_of_both_directions_is_one_line_for_the_reader() {
    let mut desk = Desk::of(MIXED);
    let tree = desk.tree();
    let runs = tree.runs(tree.first(Role::Document).0);
    let (first, _) = runs[0];
    assert!(runs[0].1.previous_on_line().is_none());
    let mut line = vec![first];
    while let Some(next) = tree.get(*line.last().unwrap()).next_on_line() {
        assert_eq!(tree.get(next).previous_on_line(), line.last().copied());
        line.push(next);
    }
    let text: String = line.iter().filter_map(|id| tree.get(*id).value()).collect();
    assert_eq!(text, MIXED.split_inclusive('\n').next().unwrap());
}

#[test]
fn letters_fill_their_runs_without_gaps() {
    let mut desk = Desk::of(MIXED);
    let tree = desk.tree();
    let runs = tree.runs(tree.first(Role::Document).0);
    assert!(runs.len() > 6);
    for (_, run) in runs {
        let bounds = run.bounds().unwrap();
        let (at, widths) = (
            run.character_positions().unwrap(),
            run.character_widths().unwrap(),
        );
        let mut end = 0.0;
        for (at, width) in at.iter().zip(widths) {
            assert!((at - end).abs() < 0.01, "{run:?}");
            end = at + width;
        }
        assert!((f64::from(end) - bounds.width()).abs() < 0.01, "{run:?}");
    }
}

/// What a text selection covers, and its direction.
fn selected(tree: &Tree) -> (String, bool) {
    let (document, node) = tree.first(Role::Document);
    let selection = node.text_selection().expect("a caret is told");
    let runs = tree.runs(document);
    let place = |position: &TextPosition| {
        let at = runs.iter().position(|(id, _)| *id == position.node);
        let at = at.expect("the run is told");
        let before: usize = runs[..at]
            .iter()
            .map(|(_, run)| run.value().unwrap().len())
            .sum();
        let letters = &runs[at].1.character_lengths()[..position.character_index];
        before
            + letters
                .iter()
                .map(|length| usize::from(*length))
                .sum::<usize>()
    };
    let (anchor, focus) = (place(&selection.anchor), place(&selection.focus));
    let text = said(tree);
    (
        text[anchor.min(focus)..anchor.max(focus)].to_owned(),
        anchor <= focus,
    )
}

#[test]
fn the_told_selection_follows_the_keys() {
    let mut desk = Desk::of("قال John Smith نعم\nثم ذهب");
    desk.press(Key::Escape);
    desk.press_with(CTRL, Key::Home);
    let shift = CTRL | Modifiers::SHIFT;
    let tree = desk.press_with(shift, Key::ArrowLeft);
    assert_eq!(selected(&tree), ("قال".to_owned(), true));
    let tree = desk.press_with(shift, Key::ArrowLeft);
    assert_eq!(selected(&tree), ("قال John".to_owned(), true));
    let tree = desk.press_with(shift, Key::End);
    assert_eq!(
        selected(&tree),
        ("قال John Smith نعم\nثم ذهب".to_owned(), true)
    );
    desk.press(Key::Escape);
    let tree = desk.press_with(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(selected(&tree), ("ب".to_owned(), false));
}

/// The place before the letter that begins at a byte of the article.
fn position(tree: &Tree, byte: usize) -> TextPosition {
    let mut at = 0;
    for (id, run) in tree.runs(tree.first(Role::Document).0) {
        for (letter, length) in run.character_lengths().iter().enumerate() {
            if at == byte {
                return TextPosition {
                    node: id,
                    character_index: letter,
                };
            }
            at += usize::from(*length);
        }
    }
    panic!("no letter begins at {byte}");
}

#[test]
fn a_screen_reader_moves_the_caret_and_selects() {
    let text = "قال John Smith نعم\nثم ذهب";
    let mut desk = Desk::of(text);
    let tree = desk.tree();
    let (document, node) = tree.first(Role::Document);
    assert!(node.supports_action(Action::SetTextSelection));
    assert!(node.supports_action(Action::Focus));
    let (from, to) = (text.find("Smith").unwrap(), text.find("ذهب").unwrap());
    let select = |tree: &Tree, anchor, focus| {
        Some(ActionData::SetTextSelection(TextSelection {
            anchor: position(tree, anchor),
            focus: position(tree, focus),
        }))
    };
    let data = select(&tree, from, to);
    let tree = desk.ask(document, Action::SetTextSelection, data);
    assert_eq!(desk.selection(), (from, to));
    assert_eq!(selected(&tree), ("Smith نعم\nثم ".to_owned(), true));
    let data = select(&tree, to, from);
    let tree = desk.ask(document, Action::SetTextSelection, data);
    assert_eq!(desk.selection(), (to, from));
    // What was selected so is tagged by a key.
    assert_eq!(tree.focus, document);
    desk.press(Key::Num1);
    let (article, sheet) = desk.window.session().current().unwrap();
    let tagged = sheet.annotations().next().unwrap().span.text(&article.text);
    assert_eq!(tagged, "Smith نعم\nثم");
}

fn mark<'t>(tree: &'t Tree, name: &str) -> (NodeId, &'t Node) {
    let all = tree.all(Role::Mark);
    let found = all.iter().find(|(_, node)| node.label() == Some(name));
    let names = || {
        all.iter()
            .filter_map(|(_, node)| node.label())
            .collect::<Vec<_>>()
    };
    *found.unwrap_or_else(|| panic!("{name} is not among {:?}", names()))
}

#[test]
fn marks_are_told_in_words_in_both_languages() {
    let mut desk = Desk::sample();
    let tree = desk.tree();
    let (_, node) = mark(&tree, "منصب، مستشار الأمن القومي العراقي، مقترح، ثقة 98٪");
    assert_eq!(node.is_selected(), Some(true), "it is the current one");
    let (_, other) = mark(&tree, "كيان سياسي، تل أبيب، مقترح، ثقة 91٪");
    assert_eq!(other.is_selected(), Some(false));
    desk.speak(Lang::En);
    let tree = desk.press(Key::Enter);
    mark(&tree, "Title, مستشار الأمن القومي العراقي, accepted");
    mark(
        &tree,
        "Geopolitical entity, تل أبيب, suggested, confidence 91%",
    );
}

#[test]
fn tab_brings_the_attention_of_a_screen_reader_to_the_next_mark() {
    let mut desk = Desk::sample();
    for _ in 0..12 {
        let tree = desk.press(Key::Tab);
        let (document, node) = tree.first(Role::Document);
        assert_eq!(tree.focus, document, "the keyboard stays on the article");
        let active = tree.get(node.active_descendant().expect("a mark has the attention"));
        assert_eq!(active.is_selected(), Some(true));
        let span = desk.window.session().current_span().unwrap();
        let (article, _) = desk.window.session().current().unwrap();
        let text = span.text(&article.text);
        assert!(active.label().unwrap().contains(text), "{active:?}");
        assert_eq!(selected(&tree).0, text);
    }
    let tree = desk.press(Key::Escape);
    let (_, node) = tree.first(Role::Document);
    assert!(node.active_descendant().is_none(), "back to the caret");
}

#[test]
fn a_screen_reader_goes_to_a_mark_and_decides() {
    let mut desk = Desk::sample();
    let name = "كيان سياسي، تل أبيب، مقترح، ثقة 91٪";
    let tree = desk.tree();
    let (id, node) = mark(&tree, name);
    assert!(node.supports_action(Action::Focus) && node.supports_action(Action::Click));
    let offered: Vec<&str> = node
        .custom_actions()
        .iter()
        .map(|a| &*a.description)
        .collect();
    assert_eq!(offered, ["قبول", "رفض"]);
    let tree = desk.ask(id, Action::Focus, None);
    assert_eq!(mark(&tree, name).1.is_selected(), Some(true));
    let accept = Some(ActionData::CustomAction(0));
    let tree = desk.ask(id, Action::CustomAction, accept);
    let (accepted, _) = mark(&tree, "كيان سياسي، تل أبيب، مقبول");
    let delete = Some(ActionData::CustomAction(1));
    desk.ask(accepted, Action::CustomAction, delete);
    assert!(
        desk.window
            .session()
            .current()
            .unwrap()
            .1
            .annotations()
            .len()
            == 0
    );
}

#[test]
fn what_is_asked_for_is_scrolled_to() {
    let mut desk = Desk::sample();
    let tree = desk.tree();
    let (document, node) = tree.first(Role::Document);
    let pane = node.bounds().unwrap();
    let (below, run) = *tree.runs(document).last().unwrap();
    assert!(run.bounds().unwrap().y0 > pane.y1, "told before it is seen");
    let tree = desk.ask(below, Action::ScrollIntoView, None);
    let now = tree.get(below).bounds().unwrap();
    assert!(now.y0 >= pane.y0 && now.y1 <= pane.y1, "{now:?}");
    let before = tree.get(document).scroll_y().unwrap();
    let tree = desk.ask(document, Action::ScrollUp, None);
    assert!(tree.get(document).scroll_y().unwrap() < before - 100.0);
}

#[test]
fn of_a_long_article_only_what_is_near_is_told_and_nothing_unless_asked() {
    let line = "زار الرئيس العراقي العاصمة طهران أمس والتقى مسؤولين فيها.\n";
    let mut desk = Desk::of(&line.repeat(1_500));
    let tree = desk.tree();
    let told = tree.runs(tree.first(Role::Document).0).len();
    assert!((20..200).contains(&told), "{told} lines");
    desk.ctx.disable_accesskit();
    assert!(desk.frame(Vec::new()).is_none());
}

#[test]
fn listening_does_not_move_the_page() {
    let line = "زار الرئيس العراقي العاصمة طهران أمس والتقى مسؤولين فيها.\n";
    let mut desk = Desk::of(&line.repeat(60));
    let tree = desk.tree();
    let top = |role| tree.first(role).1.bounds().unwrap().y0;
    // There is room for a chip above the first line until somebody scrolls.
    let room = top(Role::Paragraph) - top(Role::Document);
    assert!((10.0..60.0).contains(&room), "{room}");
}

#[test]
fn reading_on_to_the_margin_does_not_move_the_page() {
    let long = "كلمة طويلة في سطر يلتف على نفسه مرات كثيرة. ".repeat(60);
    let text = format!("قصير\n{long}\n").repeat(40);
    let mut desk = Desk::of(&text);
    desk.press(Key::Escape);
    desk.press_with(CTRL, Key::End);
    for _ in 0..30 {
        desk.press(Key::PageUp);
        // The caret's line stays where it is while what is above it is laid out.
        let place = |tree: &Tree| {
            let (_, node) = tree.first(Role::Document);
            let focus = node.text_selection().unwrap().focus;
            (focus.node, tree.get(focus.node).bounds().unwrap().y0)
        };
        let (first, second) = (desk.tree(), desk.tree());
        assert_eq!(place(&first), place(&second));
    }
}
