//! The `tawsim` program.

use std::process::ExitCode;

use clap::Parser;
use tawsim::cli::arguments::Arguments;
use tawsim::cli::{self, Outcome};

/// The system's allocator may keep what the analysis of a large article gave back.
#[cfg(feature = "gui")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match cli::run(&arguments) {
        Outcome::Window => window(arguments),
        outcome => ExitCode::from(outcome.code()),
    }
}

#[cfg(feature = "gui")]
fn window(arguments: Arguments) -> ExitCode {
    use tawsim::cli::arguments::{Language, Theme};

    let options = tawsim::ui::WindowOptions {
        screenshot: arguments.window.screenshot,
        language: arguments.lang.map(|lang| match lang {
            Language::Ar => "ar".to_owned(),
            Language::En => "en".to_owned(),
        }),
        theme: arguments.window.theme.map(Theme::id),
        size: arguments.window.size,
    };
    tawsim::app::jobs::crash::watch();
    tawsim::ui::run(arguments.paths, options)
}

#[cfg(not(feature = "gui"))]
fn window(arguments: Arguments) -> ExitCode {
    cli::no_window(&arguments);
    ExitCode::from(2)
}
