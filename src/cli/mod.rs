//! The command line: parses, calls `app::headless`, prints.

pub mod arguments;
mod damage;
mod history;
mod report;
mod run;

pub use self::run::{Outcome, language, no_window, run};
