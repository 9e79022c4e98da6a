//! The article through the library that stands between the tree and every platform: what a screen
//! reader reads, and where.

use eframe::egui::accesskit::{Point, Role};
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};

use crate::support::journey::Journey;

const TEXT: &str = "قال John Smith لوكالة (رويترز): «نعم» و50% في ٢٠٢٤.\n\nلَا إله؛ English كلمة طويلة جدًّا تلتفّ بها السطور، ثم تلتفّ، ثم لا تنتهي إلا بعد أن يقول الراوي: here, at last.\n";

fn journey(text: &str, work: impl Fn(&AccessKitNode<'_>)) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("article.txt");
    std::fs::write(&file, text).unwrap();
    let journey = Journey::begin(home.path(), vec![file]);
    let document = journey.0.get_by_role(Role::Document);
    work(&document.accesskit_node());
}

#[test]
fn a_screen_reader_reads_the_article() {
    journey(TEXT, |document| {
        assert!(document.supports_text_ranges());
        assert_eq!(document.document_range().text(), TEXT);
    });
}

#[test]
fn it_goes_by_paragraph_line_word_and_letter() {
    journey(TEXT, |document| {
        let mut at = document.document_start();
        let mut words = Vec::new();
        while !at.is_document_end() {
            let next = at.forward_to_word_start();
            let mut range = at.to_degenerate_range();
            range.set_end(next);
            words.push(range.text());
            at = next;
        }
        assert_eq!(words.concat(), TEXT);
        let first: Vec<&str> = words.iter().take(6).map(String::as_str).collect();
        assert_eq!(
            first,
            ["قال ", "John ", "Smith ", "لوكالة (", "رويترز): «", "نعم» "]
        );
        let mut at = document.document_start();
        let mut paragraphs = 0;
        while !at.is_document_end() {
            at = at.forward_to_paragraph_start();
            paragraphs += 1;
        }
        assert_eq!(paragraphs, 3, "a blank one among them");
        let lines = document.document_end().to_line_index();
        assert!(
            lines > paragraphs,
            "{lines}: a long paragraph has several lines"
        );
        let mut at = document.document_start();
        let mut letters = 0;
        while !at.is_document_end() {
            at = at.forward_to_character_start();
            letters += 1;
        }
        let graphemes = tawsim::text::grapheme::clusters(TEXT).count();
        assert_eq!(letters, graphemes);
    });
}

#[test]
fn it_finds_every_letter_where_it_points() {
    journey(TEXT, |document| {
        let mut at = document.document_start();
        let mut found = 0;
        while !at.is_document_end() {
            let next = at.forward_to_character_start();
            let mut letter = at.to_degenerate_range();
            letter.set_end(at.forward_to_character_end());
            let text = letter.text();
            let boxes = letter.bounding_boxes();
            assert_eq!(boxes.len(), 1, "{text:?}");
            if boxes[0].width() > 0.5 {
                let middle = Point::new(
                    (boxes[0].x0 + boxes[0].x1) / 2.0,
                    (boxes[0].y0 + boxes[0].y1) / 2.0,
                );
                let hit = document.text_position_at_point(middle);
                assert_eq!(
                    hit.to_global_usv_index(),
                    at.to_global_usv_index(),
                    "{text:?}"
                );
                found += 1;
            }
            at = next;
        }
        assert!(found > 100, "{found}");
    });
}

#[test]
fn the_place_of_a_mark_is_that_of_its_words() {
    let home = tempfile::tempdir().unwrap();
    let journey = Journey::begin(home.path(), Vec::new());
    let document = journey.0.get_by_role(Role::Document);
    let document = document.accesskit_node();
    let article = document.document_range().text();
    for (words, name) in [
        ("الشرق الأوسط", "مكان، الشرق الأوسط، مقترح، ثقة 71٪"),
        ("تل أبيب", "كيان سياسي، تل أبيب، مقترح، ثقة 91٪"),
    ] {
        let start = article.find(words).unwrap();
        let index = |byte: usize| article[..byte].chars().count();
        let place = |byte| {
            document
                .text_position_from_global_usv_index(index(byte))
                .unwrap()
        };
        let mut range = place(start).to_degenerate_range();
        range.set_end(place(start + words.len()));
        assert_eq!(range.text(), words);
        let boxes = range.bounding_boxes();
        let mark = journey.first_mark(name).rect();
        let (left, right) = (boxes[0].x0, boxes[0].x1);
        assert!(
            (left - f64::from(mark.left())).abs() < 1.5,
            "{words} {left} {mark:?}"
        );
        assert!(
            (right - f64::from(mark.right())).abs() < 1.5,
            "{words} {right} {mark:?}"
        );
    }
}

#[test]
fn the_mark_that_is_current_has_the_attention() {
    let home = tempfile::tempdir().unwrap();
    let journey = Journey::begin(home.path(), Vec::new());
    let mark = journey.first_mark("منصب، مستشار الأمن القومي العراقي، مقترح، ثقة 98٪");
    assert!(mark.accesskit_node().is_focused());
    let document = journey.0.get_by_role(Role::Document);
    assert!(!document.accesskit_node().is_focused());
    let selected = document.accesskit_node().text_selection().unwrap().text();
    assert_eq!(selected, "مستشار الأمن القومي العراقي");
}
