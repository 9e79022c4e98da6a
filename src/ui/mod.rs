//! The window.

pub mod text;
pub mod theme;
pub mod widgets;
pub mod appearance;
pub mod cx;
pub mod describe;
pub mod dialogs;
pub mod everywhere;
pub mod import;
pub mod export;
pub mod guidelines;
mod details;
mod recent;
pub mod report;
pub mod keymap;
pub mod label_editor;
pub mod lexicon;
pub mod palette;
pub mod panels;
pub mod panes;
pub mod past;
pub mod prompts;
pub mod reader;
pub mod relate;
pub mod remark;
mod run;
pub mod set_keys;
pub mod statistics;
pub mod trial;
pub mod window;
pub mod words;

pub use self::run::{WindowOptions, run};
