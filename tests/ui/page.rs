//! The page as painted: pixels that a reader would see.

use eframe::egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, vec2};
use egui_kittest::kittest::Queryable;
use image::{Rgba, RgbaImage};
use tawsim::app::command::Command;
use tawsim::app::preferences::{Reading, ReadingFace};
use tawsim::ui::theme::{LabelColours, Mode, Tokens};

use crate::support::journey::Journey;
use crate::support::mouse::reading;

/// The page without its scroll bar, as a picture.
fn page(journey: &mut Journey) -> RgbaImage {
    let rect = journey.0.get_by_label("نص المقال").rect().shrink(20.0);
    let whole = journey.0.render().unwrap();
    let (x, y) = (rect.left() as u32, rect.top() as u32);
    let (width, height) = (rect.width() as u32, rect.height() as u32);
    image::imageops::crop_imm(&whole, x, y, width, height).to_image()
}

/// By how many rows `after` is `before` moved up, if it is nothing else.
fn shift(before: &RgbaImage, after: &RgbaImage) -> Option<u32> {
    let (width, height) = before.dimensions();
    let row = |image: &RgbaImage, y: u32| -> Vec<Rgba<u8>> {
        (0..width).map(|x| *image.get_pixel(x, y)).collect()
    };
    (0..height / 2).find(|by| {
        let mut rows = 0..height - by;
        rows.all(|y| row(before, y + by) == row(after, y))
    })
}

#[test]
fn scrolling_moves_the_page_by_whole_pixels_and_changes_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let mut journey = Journey::begin(home.path(), Vec::new());
    let middle = journey.0.get_by_label("نص المقال").rect().center();
    journey.0.hover_at(middle);
    journey.0.step();
    let mut before = page(&mut journey);
    let mut moved = 0;
    for delta in [-3.3_f32, -7.8, -1.25, -40.6, -0.4, -11.1] {
        journey.0.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, delta),
            modifiers: Modifiers::NONE,
            phase: TouchPhase::Move,
            source: eframe::egui::MouseWheelSource::Wheel,
        });
        for _ in 0..3 {
            journey.0.step();
            let after = page(&mut journey);
            let by = shift(&before, &after);
            assert!(by.is_some(), "letters trembled after {delta}");
            moved += by.unwrap_or_default();
            before = after;
        }
    }
    assert!((60..70).contains(&moved), "{moved}");
}

/// Tall letters with marks, every word an annotation: each chip stands right above its letters.
const TALL: &str = "لِإِيلَافِ قُرَيْشٍ ﷽ إِيلَافِهِمْ رِحْلَةَ ٱلشِّتَآءِ وَٱلصَّيْفِ لَأُعَلِّمَنَّكُمُ ٱلْكِتَٰبَ مُحَمَّدٌ أَكْبَرُ ٱللَّهُۗ \
    غَيْرِ ٱلْمَغْضُوبِ عَلَيْهِمْ وَلَا ٱلضَّآلِّينَ ۝ لَّآ إِلَٰهَ إِلَّا هُوَۖ ٱلۡحَيُّ ٱلۡقَيُّومُۚ";

/// How many pixels of letters there are on the page, and how many of them marks and chips cover.
fn covered(zoomed_out: usize) -> (usize, usize) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("article.txt");
    std::fs::write(&file, TALL).unwrap();
    let mut journey = Journey::begin(home.path(), vec![file]);
    let window = journey.0.state_mut().window.as_mut().unwrap();
    let reading = window.session().preferences().reading;
    let face = ReadingFace::Amiri;
    window.run(Command::SetReading(Reading { face, ..reading }));
    journey.rest();
    for _ in 0..zoomed_out {
        journey.press_with(Modifiers::COMMAND, Key::Minus);
    }
    let plain = page(&mut journey);
    let window = journey.0.state_mut().window.as_mut().unwrap();
    let mut at = 0;
    for word in TALL.split(' ') {
        window.run(Command::Select {
            anchor: at,
            head: at + word.len(),
        });
        window.run(Command::Label("ORG".into()));
        at += word.len() + 1;
    }
    journey.rest();
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::Home);
    let marked = page(&mut journey);
    let light = |pixel: &Rgba<u8>| pixel.0[..3].iter().map(|c| u32::from(*c)).sum::<u32>() / 3;
    let dark = plain.pixels().filter(|pixel| light(pixel) < 70).count();
    let pairs = plain.pixels().zip(marked.pixels());
    let other = |a: &Rgba<u8>, b: &Rgba<u8>| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > 60);
    let covered = pairs.filter(|(a, b)| light(a) < 70 && other(a, b));
    (dark, covered.count())
}

#[test]
fn no_mark_and_no_chip_covers_a_letter() {
    for zoomed_out in [0, 4] {
        let (dark, covered) = covered(zoomed_out);
        assert!(dark > 300, "{dark}");
        // The caret is two pixels wide and crosses one letter at most.
        assert!(covered < 40, "{covered} of {dark}");
    }
}

/// An article in which each of these parts is annotated with its label and nothing is current.
fn marked(text: &str, parts: &[(&str, &str)]) -> (tempfile::TempDir, Journey) {
    let (home, mut journey) = reading(text);
    for (part, label) in parts {
        let range = journey.find(part);
        let (anchor, head) = (range.start, range.end);
        let window = journey.0.state_mut().window.as_mut().unwrap();
        window.run(Command::Select { anchor, head });
        window.run(Command::Label((*label).into()));
    }
    journey.rest();
    journey.press(Key::Escape);
    journey.press_with(Modifiers::COMMAND, Key::End);
    assert_eq!(journey.annotations().len(), parts.len());
    (home, journey)
}

fn colours(journey: &Journey, label: &str) -> LabelColours {
    let labels = journey.window().session().project().labels();
    Tokens::of(Mode::Light).label(labels.get(&label.into()).unwrap().colour)
}

/// How many pixels of a colour stand between these places of the screen.
fn count(image: &RgbaImage, (x0, y0): (f32, f32), (x1, y1): (f32, f32), colour: [u8; 4]) -> usize {
    let rows = y0.round() as u32..y1.round() as u32;
    let places = rows.flat_map(|y| (x0.round() as u32..x1.round() as u32).map(move |x| (x, y)));
    places
        .filter(|(x, y)| image.get_pixel(*x, *y).0 == colour)
        .count()
}

/// Four marks, one inside the other: the name of the innermost stands in the row of names like the
/// others, and not behind the word beside it.
#[test]
fn names_of_nested_marks_stand_in_one_row_above_the_letters() {
    let parts = [
        ("رئيس جامعة القاهرة في كلية الآداب", "TITLE"),
        ("جامعة القاهرة في كلية الآداب", "ORG"),
        ("جامعة القاهرة", "FAC"),
        ("القاهرة", "GPE"),
    ];
    let (_home, mut journey) = marked("قال رئيس جامعة القاهرة في كلية الآداب إن", &parts);
    let picture = journey.0.render().unwrap();
    let whole = journey.place(parts[0].0);
    let (left, right, top) = (whole.left() + 2.0, whole.right() - 2.0, whole.top());
    for (_, label) in parts {
        let chip = colours(&journey, label).chip.to_array();
        let above = count(&picture, (left, top - 22.0), (right, top - 1.0), chip);
        assert!(above > 100, "{label} has its name: {above}");
    }
    // The name of the innermost is wider than its word and reaches over the next one.
    let beside = journey.place("في كلية");
    let chip = colours(&journey, "GPE").chip.to_array();
    let (from, to) = (beside.left(), beside.right());
    assert!(count(&picture, (from, top - 22.0), (to, top - 1.0), chip) > 100);
    assert_eq!(
        count(&picture, (from, top + 2.0), (to, beside.bottom()), chip),
        0
    );
}

/// The end of a mark that crosses another one is drawn inside that other one.
#[test]
fn the_end_of_a_mark_is_seen_inside_the_mark_that_it_crosses() {
    let parts = [("خارجية العراق فؤاد", "ORG"), ("فؤاد حسين", "PER")];
    let (_home, mut journey) = marked("وزير خارجية العراق فؤاد حسين أمس", &parts);
    let picture = journey.0.render().unwrap();
    for (part, label, end) in [
        ("خارجية العراق فؤاد", "ORG", true),
        ("فؤاد حسين", "PER", false),
    ] {
        let rect = journey.place(part);
        let x = if end { rect.left() } else { rect.right() };
        let stroke = colours(&journey, label).stroke.to_array();
        let (top, bottom) = (rect.top() + 6.0, rect.bottom() - 6.0);
        let seen = count(&picture, (x - 1.5, top), (x + 1.5, bottom), stroke);
        assert!(
            seen as f32 > 0.5 * (bottom - top),
            "{label}: {seen} of {}",
            bottom - top
        );
    }
}

/// The ring of the current span passes behind the name above it, and is seen beside that name.
#[test]
fn the_ring_of_the_current_span_crosses_no_name() {
    let (_home, mut journey) = reading("قال فيصل بن فرحان آل سعود المعين في منصبه أمس");
    let name = journey.find("فيصل بن فرحان آل سعود المعين في منصبه");
    let window = journey.0.state_mut().window.as_mut().unwrap();
    window.run(Command::Select {
        anchor: name.start,
        head: name.end,
    });
    journey.rest();
    journey.press(Key::Num1);
    let picture = journey.0.render().unwrap();
    let mark = journey.place("فيصل بن فرحان آل سعود المعين في منصبه");
    let ring = Tokens::of(Mode::Light).palette.focus.to_array();
    let row = |from: f32, to: f32| {
        let (top, bottom) = (mark.top() - 3.0, mark.top() + 1.0);
        count(&picture, (from, top), (to, bottom), ring)
    };
    // The name of the label stands over the first word, twenty points of it at least.
    assert_eq!(row(mark.right() - 20.0, mark.right() - 4.0), 0);
    assert!(row(mark.left() + 10.0, mark.left() + 26.0) >= 16);
}
