//! How the window looks: colours and lengths by name, light and dark, and the language's direction.
//!
//! This is the only module that may build a colour from numbers. [`apply`] installs a [`Look`]
//! (language and tokens) in the egui context; every widget reads it back with [`look`], so panels
//! need not pass it along.

mod colour;
mod label;
mod look;
mod style;
mod tokens;

pub use self::colour::{contrast, mix};
pub use self::label::{LabelColours, OFFERED};
pub use self::look::{Look, apply, look};
pub use self::tokens::{Mode, Palette, Sizes, Tokens};
