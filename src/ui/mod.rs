//! The window.

pub mod text;
pub mod theme;
pub mod widgets;
pub mod cx;
pub mod dialogs;
pub mod keymap;
pub mod reader;
pub mod words;
