//! The window.

pub mod text;
pub mod theme;
pub mod widgets;
pub mod appearance;
pub mod cx;
pub mod dialogs;
pub mod everywhere;
mod import;
pub mod export;
pub mod incoming;
pub mod keymap;
pub mod palette;
pub mod panels;
pub mod panes;
pub mod prompts;
pub mod reader;
mod run;
pub mod window;
pub mod words;

pub use self::run::{WindowOptions, run};
