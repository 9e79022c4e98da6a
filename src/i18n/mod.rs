//! Every sentence a person sees, in Arabic and English.
//!
//! One file per area, each with an enum of its sentences and one exhaustive `match` per language,
//! so that a missing translation does not compile. Payloads are plain strings and numbers.

pub mod action;
pub mod notice;
pub mod number;
pub mod widgets;
pub mod window;

/// The language of the interface; independent of the articles' language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// العربية
    #[default]
    Ar,
    /// English
    En,
}

impl Lang {
    /// Whether the window is mirrored.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::Ar
    }
}
