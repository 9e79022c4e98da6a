//! The real window driven without a harness: every frame gives the whole tree as it is told.

use std::path::{Path, PathBuf};

use eframe::egui::accesskit::{Action, ActionData, ActionRequest, NodeId, TreeId};
use eframe::egui::{self, Color32, Event, Key, Modifiers, RawInput, Shape, pos2, vec2};
use tawsim::app::command::Command;
use tawsim::app::preferences::Language;
use tawsim::i18n::Lang;
use tawsim::ui::theme;
use tawsim::ui::window::Window;

use super::tree::Tree;

/// A window on a home folder of its own.
pub struct Desk {
    pub ctx: egui::Context,
    pub window: Window,
    /// Settings and projects; gone with the desk.
    _home: tempfile::TempDir,
    time: f64,
    /// The focus rings painted in the last frame.
    pub rings: Vec<egui::Rect>,
    /// Everything painted in the last frame, one by one.
    pub shapes: Vec<Shape>,
}

/// Ctrl, or Command on macOS.
pub const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

impl Desk {
    /// The window on the sample project.
    pub fn sample() -> Self {
        Self::with(|_| Vec::new())
    }

    /// The window on a project of one article with that text.
    pub fn of(text: &str) -> Self {
        Self::with(|home| {
            let file = home.join("article.txt");
            std::fs::write(&file, text).expect("a writable folder");
            vec![file]
        })
    }

    fn with(paths: impl Fn(&Path) -> Vec<PathBuf>) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let ctx = egui::Context::default();
        let paths = paths(home.path());
        let window = Window::at_home(&ctx, paths, Some(home.path().to_owned()));
        let mut desk = Self {
            ctx,
            window,
            _home: home,
            time: 0.0,
            rings: Vec::new(),
            shapes: Vec::new(),
        };
        desk.ctx.enable_accesskit();
        desk.rest();
        desk
    }

    pub fn speak(&mut self, lang: Lang) {
        let language = if lang.is_rtl() {
            Language::Arabic
        } else {
            Language::English
        };
        self.window.run(Command::SetLanguage(language));
        self.rest();
    }

    /// One frame; the tree if one is made.
    pub fn frame(&mut self, events: Vec<Event>) -> Option<Tree> {
        let rect = egui::Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 820.0));
        self.time += 0.1;
        let input = RawInput {
            screen_rect: Some(rect),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        self.window.logic(&self.ctx);
        let window = &mut self.window;
        let mut output = self.ctx.run_ui(input, |ui| window.show(ui));
        output.textures_delta.clear();
        let focus = theme::look(&self.ctx).tokens.palette.focus;
        self.shapes.clear();
        for clipped in output.shapes {
            single(clipped.shape, &mut self.shapes);
        }
        let rings = self.shapes.iter().filter_map(|shape| ring(shape, focus));
        self.rings = rings.collect();
        let update = output.platform_output.accesskit_update;
        update.as_ref().map(Tree::new)
    }

    /// Lets everything asked for happen and be drawn.
    pub fn rest(&mut self) -> Tree {
        for _ in 0..3 {
            self.frame(Vec::new());
            self.window.settle();
        }
        self.tree()
    }

    /// The tree of a quiet frame.
    pub fn tree(&mut self) -> Tree {
        self.frame(Vec::new()).expect("a tree is made")
    }

    pub fn press(&mut self, key: Key) -> Tree {
        self.press_with(Modifiers::NONE, key)
    }

    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) -> Tree {
        for pressed in [true, false] {
            let event = Event::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers,
            };
            let held = if pressed { modifiers } else { Modifiers::NONE };
            self.frame(vec![Event::ModifiersChanged(held), event]);
        }
        self.rest()
    }

    pub fn type_text(&mut self, text: &str) -> Tree {
        self.frame(vec![Event::Text(text.to_owned())]);
        self.rest()
    }

    /// What a screen reader asks for.
    pub fn ask(&mut self, node: NodeId, action: Action, data: Option<ActionData>) -> Tree {
        self.frame(vec![Event::AccessKitActionRequest(ActionRequest {
            action,
            target_tree: TreeId::ROOT,
            target_node: node,
            data,
        })]);
        self.rest()
    }

    /// Caret and anchor in bytes of the article.
    pub fn selection(&self) -> (usize, usize) {
        let here = self.window.session().here();
        (here.anchor, here.head)
    }
}

fn single(shape: Shape, found: &mut Vec<Shape>) {
    match shape {
        Shape::Vec(shapes) => shapes.into_iter().for_each(|shape| single(shape, found)),
        shape => found.push(shape),
    }
}

fn ring(shape: &Shape, colour: Color32) -> Option<egui::Rect> {
    match shape {
        Shape::Rect(rect) if rect.stroke.color == colour && rect.stroke.width >= 1.5 => {
            Some(rect.rect)
        }
        _ => None,
    }
}
