//! A person at the window: opens it, presses keys, clicks what has that role and name, rests.

use std::path::{Path, PathBuf};

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, Node};
use tawsim::app::command::Command;
use tawsim::app::preferences::{Language, ThemeChoice};
use tawsim::ui::window::Window;

use super::raster::Raster;

/// The window, made with the harness' own context in the first frame.
#[derive(Default)]
pub(crate) struct Desk {
    pub(crate) window: Option<Window>,
    home: PathBuf,
    paths: Vec<PathBuf>,
}

fn frame(ui: &mut egui::Ui, desk: &mut Desk) {
    let ctx = ui.ctx().clone();
    let window = desk.window.get_or_insert_with(|| {
        let mut window = Window::at_home(&ctx, desk.paths.clone(), Some(desk.home.clone()));
        window.settle();
        window
    });
    window.logic(&ctx);
    window.show(ui);
}

pub(crate) struct Journey(pub(crate) Harness<'static, Desk>);

impl Journey {
    /// Opens the window as a person with that home folder would.
    pub(crate) fn begin(home: &Path, paths: Vec<PathBuf>) -> Self {
        let desk = Desk {
            window: None,
            home: home.to_owned(),
            paths,
        };
        let harness = Harness::builder()
            .with_size(egui::vec2(1280.0, 820.0))
            .with_render_cursor(false)
            .renderer(Raster::default())
            .build_ui_state(frame, desk);
        let mut journey = Self(harness);
        journey.rest();
        journey
    }

    /// Lets everything asked for happen and be drawn.
    pub(crate) fn rest(&mut self) {
        for _ in 0..3 {
            self.0.step();
            if let Some(window) = &mut self.0.state_mut().window {
                window.settle();
            }
        }
        self.0.step();
    }

    pub(crate) fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    pub(crate) fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.0.key_press_modifiers(modifiers, key);
        self.rest();
    }

    pub(crate) fn click(&mut self, role: Role, label: &str) {
        self.0.get_by_role_and_label(role, label).click();
        self.rest();
    }

    /// The first of the marks of that name; some are told before they are seen.
    pub(crate) fn first_mark<'s>(&'s self, name: &'s str) -> Node<'s> {
        let mut all = self.0.get_all_by_role_and_label(Role::Mark, name);
        all.next().expect("there is such a mark")
    }

    /// Saves pictures of the window as it is, in both languages and two themes, where a person who
    /// looks at them names a folder in `TAWSIM_PICTURES`.
    pub(crate) fn pictures(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("TAWSIM_PICTURES") else {
            return;
        };
        let preferences = self.window().session().preferences();
        let usual = (preferences.language, preferences.theme);
        for (language, suffix) in [(Language::English, "en"), (Language::Arabic, "ar")] {
            for theme in [ThemeChoice::Dark, ThemeChoice::Light] {
                self.appear((language, theme));
                let picture = self.0.render().expect("the window can be drawn");
                let file = format!("{name}-{suffix}-{}.png", theme.id());
                let file = Path::new(&folder).join(file);
                picture.save(file).expect("the picture can be written");
            }
        }
        self.appear(usual);
    }

    fn appear(&mut self, (language, theme): (Language, ThemeChoice)) {
        let window = self.0.state_mut().window.as_mut();
        let window = window.expect("the window is open");
        window.run(Command::SetLanguage(language));
        window.run(Command::SetTheme(theme));
        self.rest();
    }

    pub(crate) fn window(&self) -> &Window {
        self.0.state().window.as_ref().expect("the window is open")
    }

    /// Text and label of each annotation, in document order.
    pub(crate) fn annotations(&self) -> Vec<(String, String)> {
        let (article, sheet) = self
            .window()
            .session()
            .current()
            .expect("an article is open");
        let described = sheet.annotations().map(|annotation| {
            (
                annotation.span.text(&article.text).to_owned(),
                annotation.label.to_string(),
            )
        });
        described.collect()
    }

    /// The exact text of the current span.
    pub(crate) fn current(&self) -> String {
        let session = self.window().session();
        let (article, _) = session.current().expect("an article is open");
        session
            .current_span()
            .map_or_else(String::new, |span| span.text(&article.text).to_owned())
    }
}
