//! A mouse over the article: drags, several clicks, clicks with a key held.

use std::ops::Range;
use std::path::Path;

use eframe::egui::{Event, Modifiers, PointerButton, Pos2, Rect, pos2};

use super::journey::Journey;

/// A window on an article of that text, with nothing selected.
pub(crate) fn reading(text: &str) -> (tempfile::TempDir, Journey) {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("article.txt");
    std::fs::write(&file, text).unwrap();
    let mut journey = Journey::begin(home.path(), vec![Path::new(&file).to_owned()]);
    journey.press(eframe::egui::Key::Escape);
    // The notice of the import leaves by itself, and the page moves up.
    for _ in 0..30 {
        journey.0.step();
    }
    (home, journey)
}

impl Journey {
    /// The article's text.
    pub(crate) fn text(&self) -> String {
        let (article, _) = self.window().session().current().expect("an article");
        article.text.to_string()
    }

    /// The first place of that text in the article.
    pub(crate) fn find(&self, part: &str) -> Range<usize> {
        let start = self.text().find(part).expect("in the article");
        start..start + part.len()
    }

    /// The one rectangle of that text on screen.
    pub(crate) fn place(&self, part: &str) -> Rect {
        let places = self.window().places(&self.find(part));
        assert_eq!(places.len(), 1, "{part} is in one piece on screen");
        places[0]
    }

    /// What is selected, or the current span.
    pub(crate) fn selected(&self) -> String {
        let here = self.window().session().here();
        let span = self.window().session().current_span().or(here.selection());
        span.map_or_else(String::new, |span| span.text(&self.text()).to_owned())
    }

    /// Holds these keys from now on.
    fn hold(&mut self, keys: Modifiers) {
        let held = Event::ModifiersChanged(keys);
        self.0.input_mut().events.push(held);
    }

    /// One frame with the button pressed or let go at a place.
    pub(crate) fn button(&mut self, pos: Pos2, pressed: bool) {
        let modifiers = self.0.ctx.input(|input| input.modifiers);
        let button = PointerButton::Primary;
        let event = Event::PointerButton {
            pos,
            button,
            pressed,
            modifiers,
        };
        self.0.input_mut().events.push(Event::PointerMoved(pos));
        self.0.input_mut().events.push(event);
        self.0.step();
    }

    /// So many clicks in a quarter of a second each, with keys held.
    pub(crate) fn clicks(&mut self, at: Pos2, count: usize, modifiers: Modifiers) {
        for _ in 0..count {
            self.hold(modifiers);
            for pressed in [true, false] {
                let button = PointerButton::Primary;
                self.0.input_mut().events.push(Event::PointerMoved(at));
                self.0.input_mut().events.push(Event::PointerButton {
                    pos: at,
                    button,
                    pressed,
                    modifiers,
                });
            }
            self.0.step();
        }
        self.hold(Modifiers::NONE);
        self.rest();
    }

    /// Presses at one place, moves to another in two steps, lets go there.
    pub(crate) fn drag(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        self.hold(modifiers);
        self.button(from, true);
        for at in [from + (to - from) * 0.5, to] {
            self.0.input_mut().events.push(Event::PointerMoved(at));
            self.0.step();
        }
        self.button(to, false);
        self.hold(Modifiers::NONE);
        self.rest();
    }

    /// Drags over a text from its right edge to its left one, just within both.
    pub(crate) fn drag_over(&mut self, part: &str) {
        let rect = self.place(part);
        let y = rect.center().y;
        let (from, to) = (pos2(rect.right() - 1.0, y), pos2(rect.left() + 1.0, y));
        self.drag(from, to, Modifiers::NONE);
    }
}
