//! Opens the window and keeps it going; or says why there can be none.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use eframe::egui::{self, ViewportBuilder, ViewportCommand};

use super::window::Window;
use crate::app::command::Command;
use crate::app::preferences::{Language, ThemeChoice};
use crate::i18n::Lang;
use crate::i18n::window::W;

/// How to open the window, besides what to open in it.
#[derive(Clone, Debug, Default)]
pub struct WindowOptions {
    /// Take a picture of the window once everything is shown, save it here as PNG, and quit.
    pub screenshot: Option<PathBuf>,
    /// Interface language for this run: `ar` or `en`.
    pub language: Option<String>,
    /// Theme for this run: the name of a [`ThemeChoice`].
    pub theme: Option<String>,
    /// Size in points.
    pub size: Option<(f32, f32)>,
}

/// Opens the window on a project folder, on article files, or on nothing in particular.
#[must_use]
pub fn run(paths: Vec<PathBuf>, options: WindowOptions) -> ExitCode {
    let (width, height) = options.size.unwrap_or((1280.0, 820.0));
    let viewport = ViewportBuilder::default()
        .with_app_id("tawsim")
        .with_title(W::AppName.say(Lang::Ar))
        .with_inner_size([width, height])
        .with_min_inner_size([720.0, 480.0]);
    let native = eframe::NativeOptions {
        viewport,
        ..eframe::NativeOptions::default()
    };
    // The windowing library panics on some systems without a display; that is no way to say so.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut hook = Some(hook);
    let opened = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        eframe::run_native(
            "tawsim",
            native,
            Box::new(move |cc| {
                if let Some(hook) = hook.take() {
                    std::panic::set_hook(hook);
                }
                Ok(Box::new(App::new(&cc.egui_ctx, paths, options)))
            }),
        )
    }));
    match opened {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => no_window(&error.to_string()),
        Err(_) => no_window(""),
    }
}

/// Says in one sentence that there is no window, and what works without one.
fn no_window(reason: &str) -> ExitCode {
    use std::io::Write;
    let lang = Lang::from_environment();
    let sentence = crate::i18n::window::no_display(reason, lang);
    // If even standard error is closed there is nobody to tell.
    drop(writeln!(std::io::stderr(), "{sentence}"));
    ExitCode::from(2)
}

struct App {
    window: Window,
    picture: Option<Picture>,
}

/// A picture that is being taken.
struct Picture {
    path: PathBuf,
    /// Frames shown since nothing was left to do.
    quiet: u32,
    asked: bool,
}

impl App {
    fn new(ctx: &egui::Context, paths: Vec<PathBuf>, options: WindowOptions) -> Self {
        let mut window = Window::new(ctx, paths);
        if options.screenshot.is_some() || options.language.is_some() || options.theme.is_some() {
            window.settle();
        }
        if let Some(language) = options.language {
            let language = if language == "en" {
                Language::English
            } else {
                Language::Arabic
            };
            window.run(Command::SetLanguage(language));
        }
        if let Some(theme) = options.theme {
            let theme = ThemeChoice::of(&theme).unwrap_or_default();
            window.run(Command::SetTheme(theme));
        }
        let picture = options.screenshot.map(|path| Picture {
            path,
            quiet: 0,
            asked: false,
        });
        Self { window, picture }
    }

    fn take_picture(&mut self, ctx: &egui::Context) {
        const QUIET_FRAMES: u32 = 4;
        let Some(picture) = &mut self.picture else {
            return;
        };
        picture.quiet += 1;
        if picture.quiet > QUIET_FRAMES && !picture.asked {
            picture.asked = true;
            let path = picture.path.clone();
            let close = ctx.clone();
            ctx.request_screenshot(move |image| {
                if let Err(error) = save(&image, &path) {
                    no_window(&error);
                }
                close.send_viewport_cmd(ViewportCommand::Close);
            });
        }
        ctx.request_repaint();
    }
}

fn save(image: &egui::ColorImage, path: &Path) -> Result<(), String> {
    let [width, height] = image.size;
    let (width, height) = (
        u32::try_from(width).unwrap_or(0),
        u32::try_from(height).unwrap_or(0),
    );
    let bytes: Vec<u8> = image
        .pixels
        .iter()
        .flat_map(|pixel| pixel.to_array())
        .collect();
    let picture = image::RgbaImage::from_raw(width, height, bytes).ok_or("the picture is empty")?;
    picture.save(path).map_err(|error| error.to_string())
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.window.logic(ctx);
        self.take_picture(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.window.show(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.window.close();
    }
}
