//! Selecting and correcting with mouse and caret keys where text of both directions meets.

use eframe::egui::{Event, Key, Modifiers, pos2, vec2};
use tawsim::app::action::Action;
use tawsim::app::command::{Command, Target};

use crate::support::journey::Journey;
use crate::support::mouse::reading;

const TEXT: &str = "وصل مدير Apple Store إلى البصرة عام 2024 (تقريبًا). ثم زار وبالجامعة التقى طلابها، وعاد.\n\
    An English line with كلمة عربية inside it.\nسطر أخير.";

/// Selections take letters, not words.
fn letters(journey: &mut Journey) {
    let window = journey.0.state_mut().window.as_mut().unwrap();
    window.run(Command::Act(Action::ToggleSnap));
    journey.rest();
}

fn head(journey: &Journey) -> usize {
    journey.window().session().here().head
}

#[test]
fn a_drag_into_a_latin_name_takes_the_letters_it_passes() {
    let (_home, mut journey) = reading(TEXT);
    letters(&mut journey);
    let (word, latin) = (journey.place("مدير"), journey.place("App"));
    let y = word.center().y;
    let from = pos2(word.right() - 1.0, y);
    journey.drag(from, pos2(latin.right() - 1.0, y), Modifiers::NONE);
    assert_eq!(journey.selected(), "مدير App");
    journey.drag_over("Store");
    assert_eq!(journey.selected(), "Store");
    journey.drag_over("عربية");
    assert_eq!(journey.selected(), "عربية");
}

#[test]
fn two_clicks_take_the_word_without_its_proclitics_and_three_the_sentence() {
    let (_home, mut journey) = reading(TEXT);
    let core = journey.place("جامعة").center();
    journey.clicks(core, 2, Modifiers::NONE);
    assert_eq!(journey.selected(), "الجامعة");
    journey.press(Key::Escape);
    let clitic = journey.place("وبالجامعة");
    journey.clicks(
        pos2(clitic.right() - 1.0, clitic.center().y),
        2,
        Modifiers::NONE,
    );
    assert_eq!(journey.selected(), "وبالجامعة");
    journey.press(Key::Escape);
    let store = journey.place("Store").center();
    journey.clicks(store, 2, Modifiers::NONE);
    assert_eq!(journey.selected(), "Store");
    journey.press(Key::Escape);
    let word = journey.place("طلابها").center();
    journey.clicks(word, 3, Modifiers::NONE);
    assert_eq!(journey.selected(), "ثم زار وبالجامعة التقى طلابها، وعاد.");
}

#[test]
fn a_click_with_shift_extends_from_where_the_selection_began() {
    let (_home, mut journey) = reading(TEXT);
    let start = journey.place("وصل");
    let y = start.center().y;
    journey.clicks(pos2(start.right() - 1.0, y), 1, Modifiers::NONE);
    assert_eq!(head(&journey), 0);
    let store = journey.place("Store");
    journey.clicks(pos2(store.right() - 1.0, y), 1, Modifiers::SHIFT);
    assert_eq!(journey.selected(), "وصل مدير Apple Store");
    let apple = journey.place("Apple");
    journey.clicks(pos2(apple.right() - 1.0, y), 1, Modifiers::SHIFT);
    assert_eq!(journey.selected(), "وصل مدير Apple");
}

/// The word, tagged by keys and current.
fn tagged(journey: &mut Journey, part: &str) {
    let at = journey.place(part).center();
    journey.clicks(at, 2, Modifiers::NONE);
    journey.press(Key::Num1);
    journey.clicks(at, 1, Modifiers::NONE);
    let current = &journey.window().session().here().target;
    assert!(matches!(current, Some(Target::Annotation(_))));
}

#[test]
fn an_edge_is_dragged_to_the_end_of_a_clitic_or_with_alt_to_any_letter() {
    let (_home, mut journey) = reading(TEXT);
    tagged(&mut journey, "جامعة");
    assert_eq!(journey.current(), "الجامعة");
    let edge = |journey: &Journey, part: &str| {
        let rect = journey.place(part);
        (
            pos2(rect.right(), rect.center().y),
            pos2(rect.left(), rect.center().y),
        )
    };
    // To the middle of the word: the nearest end of a clitic is that of the article.
    let (start, _) = edge(&journey, "الجامعة");
    let (_, wanted) = edge(&journey, "الجا");
    journey.drag(start, wanted, Modifiers::NONE);
    assert_eq!(journey.current(), "جامعة");
    assert_eq!(journey.annotations()[0].0, "جامعة");
    // With Alt the end is let go within the word.
    let (_, end) = edge(&journey, "جامعة");
    let (_, wanted) = edge(&journey, "جام");
    journey.drag(end, wanted, Modifiers::ALT);
    assert_eq!(journey.current(), "جام");
    // One entry in the history for each drag.
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Z);
    assert_eq!(journey.annotations()[0].0, "جامعة");
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Z);
    assert_eq!(journey.annotations()[0].0, "الجامعة");
}

#[test]
fn an_edge_dragged_past_the_other_one_changes_nothing() {
    let (_home, mut journey) = reading(TEXT);
    tagged(&mut journey, "جامعة");
    let rect = journey.place("الجامعة");
    let far = journey.place("وصل").center();
    journey.drag(pos2(rect.left(), rect.center().y), far, Modifiers::NONE);
    assert_eq!(journey.current(), "الجامعة");
}

#[test]
fn a_drag_below_the_page_scrolls_on_while_the_mouse_rests_and_stops_when_it_is_let_go() {
    let long = "سطر من مقال طويل فيه كلمات كثيرة.\n".repeat(120);
    let (_home, mut journey) = reading(&long);
    let page = journey
        .0
        .ctx
        .read_response(tawsim::ui::reader::id())
        .unwrap()
        .rect;
    let first = journey.window().places(&(0..2))[0].center();
    journey.button(first, true);
    let below = pos2(first.x, page.bottom() + 40.0);
    let mut heads = Vec::new();
    for _ in 0..12 {
        journey
            .0
            .input_mut()
            .events
            .push(Event::PointerMoved(below));
        journey.0.step();
        heads.push(head(&journey));
    }
    assert!(
        journey.window().places(&(0..2)).is_empty(),
        "the first line is out of view"
    );
    assert!(heads.windows(2).all(|pair| pair[0] <= pair[1]));
    assert!(heads[11] > heads[4], "it goes on: {heads:?}");
    journey.button(below, false);
    journey.rest();
    let (from, to) = (journey.selected().len(), head(&journey));
    assert!(from > 400, "everything passed is selected");
    journey.rest();
    assert_eq!(head(&journey), to, "at rest");
}

#[test]
fn left_walks_the_whole_article_as_seen_and_right_walks_it_back() {
    let (_home, mut journey) = reading(TEXT);
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Home);
    let walk = |journey: &mut Journey, key: Key| {
        let mut met = vec![head(journey)];
        loop {
            journey.0.key_press(key);
            journey.0.step();
            journey.0.step();
            if head(journey) == *met.last().unwrap() {
                return met;
            }
            met.push(head(journey));
            assert!(met.len() < 400, "in circles");
        }
    };
    let there = walk(&mut journey, Key::ArrowLeft);
    let mut all = there.clone();
    all.sort_unstable();
    let text = journey.text();
    let stops = (0..=text.len()).filter(|at| tawsim::text::grapheme::is_boundary(&text, *at));
    assert_eq!(all, stops.collect::<Vec<_>>());
    let mut back = walk(&mut journey, Key::ArrowRight);
    back.reverse();
    assert_eq!(back, there);
}

#[test]
fn an_arrow_leaves_a_selection_at_the_edge_it_points_to() {
    let (_home, mut journey) = reading(TEXT);
    for (key, part) in [(Key::ArrowLeft, "وصل مدير"), (Key::ArrowRight, "")] {
        journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Home);
        for _ in 0..2 {
            let keys = Modifiers::COMMAND | Modifiers::CTRL | Modifiers::SHIFT;
            journey.press_with(keys, Key::ArrowLeft);
        }
        assert_eq!(journey.selected(), "وصل مدير");
        journey.press(key);
        assert_eq!(journey.selected(), "");
        assert_eq!(&TEXT[..head(&journey)], part);
    }
}

#[test]
fn home_end_and_the_lines_keep_to_a_word_broken_over_lines() {
    let address = format!("انظر https://example.com/{} ثم", "abcdefghij".repeat(30));
    let (_home, mut journey) = reading(&address);
    let text = journey.text();
    let line_of =
        |journey: &Journey, at: usize| journey.window().places(&(at..at + 1))[0].center().y;
    let inside = journey.find("example").end + 150;
    let at = journey.window().places(&(inside..inside + 1))[0];
    journey.clicks(pos2(at.left() + 1.0, at.center().y), 1, Modifiers::NONE);
    assert_eq!(head(&journey), inside);
    journey.press(Key::End);
    let end = head(&journey);
    assert_eq!(
        line_of(&journey, end - 1),
        at.center().y,
        "the last letter of this line"
    );
    assert!(
        line_of(&journey, end) > at.center().y,
        "and the next is below"
    );
    journey.press(Key::End);
    assert_eq!(head(&journey), end, "End stays");
    journey.press(Key::Home);
    let home = head(&journey);
    assert_eq!(line_of(&journey, home), at.center().y);
    // From the end of a broken line, ↓ goes one line down and ↑ comes back.
    journey.press(Key::End);
    journey.press(Key::ArrowUp);
    let up = head(&journey);
    assert!(text.is_char_boundary(up) && up <= home);
    assert!(line_of(&journey, up - 1) < at.center().y);
    journey.press(Key::ArrowDown);
    assert_eq!(head(&journey), end);
}

#[test]
fn a_click_forgets_the_column_that_the_arrows_kept_to() {
    let (_home, mut journey) = reading(&"كلمة أخرى هنا الآن\n".repeat(5));
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Home);
    journey.press(Key::ArrowDown);
    let line = "كلمة أخرى هنا الآن\n".len();
    assert_eq!(head(&journey), line, "at the right edge");
    let word = 2 * line + "كلمة أخرى ".len();
    let rect = journey.window().places(&(word..word + 4))[0];
    journey.clicks(
        pos2(rect.right() - 0.5, rect.center().y),
        1,
        Modifiers::NONE,
    );
    journey.press(Key::ArrowDown);
    assert_eq!(head(&journey), word + line, "under the click");
}

#[test]
fn a_mark_on_a_character_without_width_can_be_clicked() {
    let (_home, mut journey) = reading("كلمة \u{200F} أخرى");
    let sign = journey.find("\u{200F}");
    let window = journey.0.state_mut().window.as_mut().unwrap();
    let (anchor, head) = (sign.start, sign.end);
    window.run(Command::Select { anchor, head });
    journey.rest();
    journey.press(Key::Num1);
    journey.press(Key::Escape);
    assert_eq!(journey.annotations()[0].0, "\u{200F}");
    let rect = journey.window().places(&sign)[0];
    for side in [-2.5, 2.5] {
        journey.clicks(rect.center() + vec2(side, 0.0), 1, Modifiers::NONE);
        let target = journey.window().session().here().target.clone();
        assert!(
            matches!(target, Some(Target::Annotation(_))),
            "{side} px beside it"
        );
        journey.press(Key::Escape);
    }
}
