//! Every sentence a person sees, in Arabic and English.
//!
//! One file per area, each with an enum of its sentences and one exhaustive `match` per language,
//! so that a missing translation does not compile. Payloads are plain strings and numbers.

/// Declares sentences; each is documented by its English.
macro_rules! sentences {
    ($(#[$outer:meta])* $name:ident { $($id:ident: $ar:literal, $en:literal;)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $(#[doc = $en] $id,)* }

        impl $name {
            /// In that language.
            #[must_use]
            pub fn say(self, lang: $crate::i18n::Lang) -> &'static str {
                let (ar, en) = match self { $(Self::$id => ($ar, $en),)* };
                if lang.is_rtl() { ar } else { en }
            }
        }
    };
}

pub mod access;
pub mod action;
pub mod check;
pub mod cli;
pub mod exchange;
pub mod details;
pub mod flaw;
pub mod import;
pub mod intake;
pub mod folder;
pub mod history;
pub mod inbox;
pub mod labels;
pub mod notice;
pub mod number;
pub mod own;
pub mod problem;
pub mod widgets;
pub mod wide;
pub mod window;
pub mod work;

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
    /// The language of messages on the command line: Arabic if the environment asks for it.
    #[must_use]
    pub fn from_environment() -> Self {
        let asked = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        if asked.is_some_and(|value| value.starts_with("ar")) {
            Self::Ar
        } else {
            Self::En
        }
    }

    /// Whether the window is mirrored.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::Ar
    }
}
