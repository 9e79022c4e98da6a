//! Right-to-left bugs that people reported of other annotation tools, done in the real window as
//! they did it there. Each comment says what went wrong and where it was reported.

use eframe::egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2,
};
use egui_kittest::kittest::Queryable;
use tawsim::app::action::Action;
use tawsim::app::command::Command;
use tawsim::ui::theme::{Mode, Tokens};

use crate::support::journey::Journey;
use crate::support::mouse::reading;

/// Selections take letters, not words.
fn letters(journey: &mut Journey) {
    let window = journey.0.state_mut().window.as_mut().unwrap();
    window.run(Command::Act(Action::ToggleSnap));
    journey.rest();
}

fn texts(journey: &Journey) -> Vec<String> {
    let all = journey.annotations().into_iter();
    all.map(|(text, _)| text).collect()
}

/// A drag over a Hebrew word marked its last letter only
/// (https://github.com/inception-project/inception/issues/2837).
#[test]
fn a_hebrew_word_is_tagged_whole() {
    let (_home, mut journey) = reading("שלום עולם טוב");
    letters(&mut journey);
    journey.drag_over("עולם");
    journey.press(Key::Num4);
    assert_eq!(texts(&journey), ["עולם"]);
}

/// The last letter of كتابُكَ, a word of its own, could not be tagged
/// (https://github.com/inception-project/inception/issues/1960).
#[test]
fn a_clitic_of_one_letter_is_tagged_by_mouse_or_by_keys() {
    let (_home, mut journey) = reading("قرأت كتابُكَ أمس");
    letters(&mut journey);
    journey.drag_over("كَ");
    assert_eq!(journey.selected(), "كَ");
    journey.press(Key::Num1);
    assert_eq!(texts(&journey), ["كَ"]);
    journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Z);
    assert!(texts(&journey).is_empty());
    journey.press(Key::Escape);
    let window = journey.0.state_mut().window.as_mut().unwrap();
    let head = "قرأت كتابُكَ".len();
    window.run(Command::Select { anchor: head, head });
    journey.rest();
    journey.press_with(Modifiers::SHIFT, Key::ArrowRight);
    journey.press(Key::Num1);
    assert_eq!(texts(&journey), ["كَ"]);
}

/// A part of a number in Arabic text could not be selected, or another part was marked
/// (https://github.com/webanno/webanno/issues/278).
#[test]
fn a_part_of_a_number_is_tagged_exactly() {
    let (_home, mut journey) = reading("في عام 2024 وصل");
    letters(&mut journey);
    journey.drag_over("20");
    journey.press(Key::Num1);
    assert_eq!(texts(&journey), ["20"]);
    journey.press(Key::Escape);
    journey.drag_over("24");
    journey.press(Key::Num1);
    assert_eq!(texts(&journey), ["20", "24"]);
}

/// With the scroll bar on the side where lines start, text could not be reached
/// (https://github.com/webanno/webanno/issues/307).
#[test]
fn the_scroll_bar_covers_no_letter_and_the_last_line_is_reached() {
    let text = format!(
        "{}خاتمة النص",
        "سطر عربي فيه ما يكفي من الكلمات كي يملأ عرض العمود كله. ".repeat(200)
    );
    let (_home, mut journey) = reading(&text);
    let page = journey
        .0
        .ctx
        .read_response(tawsim::ui::reader::id())
        .unwrap()
        .rect;
    journey.0.hover_at(page.center());
    journey.0.step();
    for _ in 0..60 {
        journey.0.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -4000.0),
            modifiers: Modifiers::NONE,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
        });
        journey.0.step();
    }
    journey.rest();
    let last = journey.place("خاتمة النص");
    assert!(page.contains_rect(last), "{last:?} in {page:?}");
    let lines = journey.window().places(&(text.len() - 2000..text.len()));
    for line in lines.iter().filter(|line| page.contains_rect(**line)) {
        assert!(line.left() > page.left() + 14.0 && line.right() < page.right() - 14.0);
    }
    journey.clicks(pos2(last.left() + 1.0, last.center().y), 1, Modifiers::NONE);
    assert_eq!(journey.window().session().here().head, text.len());
}

/// Labelling words changed their order on screen (https://github.com/doccano/doccano/issues/769,
/// https://github.com/HumanSignal/label-studio/issues/1888).
#[test]
fn labelling_words_moves_none_of_them() {
    let text = "واحد اثنان ثلاثة four أربعة 55 خمسة ستة";
    let (_home, mut journey) = reading(text);
    let places = |journey: &Journey| {
        let words = text.split(' ');
        words.map(|word| journey.place(word)).collect::<Vec<_>>()
    };
    let before = places(&journey);
    for (word, key) in [
        ("four أربعة", Key::Num1),
        ("ثلاثة", Key::Num2),
        ("55", Key::Num3),
    ] {
        let range = journey.find(word);
        let (anchor, head) = (range.start, range.end);
        let window = journey.0.state_mut().window.as_mut().unwrap();
        window.run(Command::Select { anchor, head });
        journey.rest();
        journey.press(key);
        journey.press(Key::Escape);
    }
    assert_eq!(texts(&journey), ["ثلاثة", "four أربعة", "55"]);
    assert_eq!(places(&journey), before);
}

/// Nobody could see whether the closing quotation mark was inside a span
/// (https://github.com/webanno/webanno/issues/1033).
#[test]
fn a_span_with_its_closing_quote_is_drawn_otherwise_than_without() {
    let (_home, mut journey) = reading("قال «النهرين» أمس");
    let name = journey.find("النهرين");
    let mut pictures = Vec::new();
    for end in [name.end, name.end + "»".len()] {
        let (anchor, head) = (name.start, end);
        let window = journey.0.state_mut().window.as_mut().unwrap();
        window.run(Command::Select { anchor, head });
        journey.rest();
        journey.press(Key::Num1);
        assert_eq!(journey.annotations().len(), 1);
        pictures.push(journey.0.render().unwrap());
        journey.press_with(Modifiers::COMMAND | Modifiers::CTRL, Key::Z);
        journey.press(Key::Escape);
    }
    let quote = journey.place("»");
    let (x, y) = (quote.center().x as u32, quote.bottom() as u32 - 3);
    assert_ne!(
        pictures[0].get_pixel(x, y),
        pictures[1].get_pixel(x, y),
        "the ground of the mark tells"
    );
}

/// Marking every فيروس also marked الفيروس and بالفيروس, and with whole words only it missed those
/// behind a preposition (https://github.com/recogito/recogito2/issues/663).
#[test]
fn every_place_of_a_word_is_tagged_and_no_other_word() {
    let text = "ظهر فيروس جديد، وانتشر الفيروس، وأصيب بالفيروس كثيرون، وعانوا بفيروس آخر وفيروسات.";
    let (_home, mut journey) = reading(text);
    let at = journey.place("فيروس ").center();
    journey.clicks(at, 2, Modifiers::NONE);
    journey.press(Key::Num1);
    journey.clicks(at, 1, Modifiers::NONE);
    journey.press(Key::A);
    journey.0.get_by_label_contains("وسم المواضع").click();
    journey.rest();
    assert_eq!(texts(&journey), ["فيروس", "فيروس"]);
    let (_, sheet) = journey.window().session().current().unwrap();
    let last = sheet.annotations().last().unwrap().span;
    assert!(
        text[..last.start()].ends_with(" ب"),
        "without the preposition"
    );
}

/// The ink of a place on screen: which of its pixels are nearly as dark as letters are.
fn ink(journey: &mut Journey, part: &str) -> Vec<bool> {
    let rect = journey.place(part);
    let picture = journey.0.render().unwrap();
    let (x, y) = (rect.left().round() as u32, rect.top().round() as u32);
    let (width, height) = (rect.width() as u32, rect.height() as u32);
    let part = image::imageops::crop_imm(&picture, x, y, width, height).to_image();
    let dark = |pixel: &image::Rgba<u8>| pixel.0[..3].iter().all(|channel| *channel < 90);
    part.pixels().map(dark).collect()
}

/// With each letter in an element of its own the letters of a word came apart
/// (https://github.com/argimenes/standoff-properties-editor/issues/18), and one letter that was
/// selected left its word (https://github.com/openannotation/annotator/issues/473).
#[test]
fn a_word_whose_letters_are_each_tagged_is_written_as_before() {
    let text = "وصل محمد أمس";
    let (_home, mut journey) = reading(text);
    let before = ink(&mut journey, "محمد");
    let start = journey.find("محمد").start;
    for letter in 0..4 {
        let (anchor, head) = (start + 2 * letter, start + 2 * letter + 2);
        let window = journey.0.state_mut().window.as_mut().unwrap();
        window.run(Command::Select { anchor, head });
        window.run(Command::Label("PER".into()));
    }
    journey.rest();
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::End);
    assert_eq!(texts(&journey), ["م", "ح", "م", "د"]);
    let after = ink(&mut journey, "محمد");
    let lost = before.iter().zip(&after).filter(|(a, b)| **a && !**b);
    assert_eq!(lost.count(), 0, "every stroke is where it was");
    assert!(before.iter().filter(|dark| **dark).count() > 60);
}

/// Marks could not be seen at all in pages from right to left
/// (https://github.com/zotero/zotero/issues/5763).
#[test]
fn marks_are_seen_in_paragraphs_of_both_directions_wherever_one_scrolls() {
    let line = "سطر من نص عربي طويل.\nAn English line between them.\n";
    let text = format!("{}قابل القاهرة هنا\nand Cairo here", line.repeat(40));
    let (_home, mut journey) = reading(&text);
    for part in ["القاهرة", "Cairo"] {
        let range = journey.find(part);
        let (anchor, head) = (range.start, range.end);
        let window = journey.0.state_mut().window.as_mut().unwrap();
        window.run(Command::Select { anchor, head });
        window.run(Command::Label("GPE".into()));
    }
    journey.rest();
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::End);
    let picture = journey.0.render().unwrap();
    let labels = journey.window().session().project().labels();
    let colour = labels.get(&"GPE".into()).unwrap().colour;
    let fill = Tokens::of(Mode::Light).label(colour).fill;
    for part in ["القاهرة", "Cairo"] {
        let rect = journey.place(part);
        let (x, y) = (rect.center().x as u32, rect.top() as u32 + 4);
        assert_eq!(picture.get_pixel(x, y).0, fill.to_array(), "{part}");
        let beside = [rect.left() - 9.0, rect.right() + 9.0];
        for x in beside {
            let pixel = picture.get_pixel(x as u32, y).0;
            assert_ne!(pixel, fill.to_array(), "no wider than {part}");
        }
    }
}
