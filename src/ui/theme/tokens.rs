//! Named colours and lengths, read from `assets/theme/*.ron` that are part of the program.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use eframe::egui::Color32;

use super::colour::parse_hex;
use super::label::LabelColours;
use crate::model::label::Colour;

/// Which theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Dark ink on light paper.
    #[default]
    Light,
    /// Light ink on a dark page.
    Dark,
    /// Brown ink on warm paper.
    Sepia,
    /// Black on white, every line seen.
    Contrast,
    /// White on black, every line seen.
    ContrastDark,
}

impl Mode {
    /// Every theme.
    pub const ALL: [Self; 5] = [
        Self::Light,
        Self::Dark,
        Self::Sepia,
        Self::Contrast,
        Self::ContrastDark,
    ];

    /// Whether text is lighter than its page.
    #[must_use]
    pub fn is_dark(self) -> bool {
        matches!(self, Self::Dark | Self::ContrastDark)
    }
}

/// Declares a struct whose fields are entries of a RON map, so that a name is written once.
macro_rules! named {
    ($(#[$outer:meta])* $name:ident: $kind:ty { $($(#[$inner:meta])* $field:ident,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$inner])* pub $field: $kind,)* }

        impl $name {
            /// The names a theme file must have.
            pub const NAMES: &[&str] = &[$(stringify!($field)),*];

            fn read(value: impl Fn(&str) -> $kind) -> Self {
                Self { $($field: value(stringify!($field)),)* }
            }
        }
    };
}

named! {
    /// Every colour of the window.
    Palette: Color32 {
        /// Back of the window and of panels.
        background,
        /// The page.
        surface,
        /// Menus, dialogs, cards.
        raised,
        /// Grooves and tracks.
        sunken,
        /// Ink.
        text,
        /// Ink of secondary text.
        weak_text,
        /// Ink of what cannot be used now.
        disabled_text,
        /// Primary actions and marks.
        accent,
        /// The accent under the pointer.
        accent_hover,
        /// The accent held down.
        accent_pressed,
        /// Text on the accent.
        on_accent,
        /// Chosen rows.
        accent_soft,
        /// Hairlines.
        border,
        /// Outlines that must be seen.
        border_strong,
        /// Face of buttons and fields.
        control,
        /// Under the pointer.
        hover,
        /// Held down.
        pressed,
        /// Selected text.
        selection,
        /// Where typing goes.
        caret,
        /// Ring around the widget that has the keyboard.
        focus,
        /// Success.
        good,
        /// Ground of a success notice.
        good_soft,
        /// Caution.
        warning,
        /// Ground of a caution notice.
        warning_soft,
        /// Failure and destruction.
        danger,
        /// Ground of a failure notice.
        danger_soft,
        /// Veil behind a dialog.
        backdrop,
        /// Shadow under menus and dialogs.
        shadow,
        /// Ground of tooltips.
        tip,
        /// Text of tooltips.
        tip_text,
    }
}

named! {
    /// Every length, in points.
    Sizes: f32 {
        /// Font size of the interface.
        text,
        /// Font size of secondary text.
        small,
        /// Font size in chips.
        chip,
        /// Font size of headings.
        heading,
        /// Font size of dialog and panel titles.
        title,
        /// Font size of the article.
        reading,
        /// Between parts of one thing.
        gap_small,
        /// Between things.
        gap,
        /// Between groups.
        gap_large,
        /// Inside a control, at its sides.
        pad_x,
        /// Inside a control, above and below.
        pad_y,
        /// Inside a panel.
        panel,
        /// Inside a dialog.
        dialog,
        /// Height of buttons and fields.
        control,
        /// Height of a list row.
        row,
        /// Height of a chip.
        chip_height,
        /// Height of menu and status bars.
        bar,
        /// Corners of marks.
        radius_small,
        /// Corners of controls.
        radius,
        /// Corners of dialogs.
        radius_large,
        /// Side of a check mark's box.
        mark,
        /// Width kept free for a scroll bar.
        scroll_gutter,
        /// Width of the scroll bar itself.
        scroll_bar,
        /// Width of the focus ring.
        focus_ring,
    }
}

/// One theme: its colours and the lengths all themes share.
#[derive(Clone, Debug, PartialEq)]
pub struct Tokens {
    /// Which theme.
    pub mode: Mode,
    /// The colours.
    pub palette: Palette,
    /// The lengths.
    pub sizes: Sizes,
}

impl Tokens {
    /// The bundled theme of that mode.
    #[must_use]
    pub fn of(mode: Mode) -> Self {
        // A broken file is a broken build: the tests below read the same text.
        let colours: BTreeMap<String, String> = ron::from_str(source(mode)).unwrap_or_default();
        let lengths: BTreeMap<String, f32> = ron::from_str(SIZES).unwrap_or_default();
        Self {
            mode,
            palette: Palette::read(|name| {
                let colour = colours.get(name).and_then(|hex| parse_hex(hex));
                debug_assert!(colour.is_some(), "{mode:?} theme: no colour {name}");
                colour.unwrap_or(Color32::GRAY)
            }),
            sizes: Sizes::read(|name| {
                let length = lengths.get(name).copied();
                debug_assert!(length.is_some(), "sizes: no length {name}");
                length.unwrap_or(8.0)
            }),
        }
    }

    /// A label's colour in this theme. Finding readable shades takes a while and every mark of
    /// every frame asks, so they are found once.
    #[must_use]
    pub fn label(&self, colour: Colour) -> LabelColours {
        thread_local! {
            static KNOWN: RefCell<HashMap<(Mode, Colour), LabelColours>> = RefCell::default();
        }
        KNOWN.with_borrow_mut(|known| {
            let found = || LabelColours::new(colour, self);
            *known.entry((self.mode, colour)).or_insert_with(found)
        })
    }
}

const SIZES: &str = include_str!("../../../assets/theme/sizes.ron");

fn source(mode: Mode) -> &'static str {
    match mode {
        Mode::Light => include_str!("../../../assets/theme/light.ron"),
        Mode::Dark => include_str!("../../../assets/theme/dark.ron"),
        Mode::Sepia => include_str!("../../../assets/theme/sepia.ron"),
        Mode::Contrast => include_str!("../../../assets/theme/contrast.ron"),
        Mode::ContrastDark => include_str!("../../../assets/theme/contrast-dark.ron"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::colour::contrast;
    use super::*;

    #[test]
    fn theme_files_have_exactly_the_named_entries() {
        let names = |text| -> Vec<String> {
            let map: BTreeMap<String, ron::Value> = ron::from_str(text).expect("a theme file");
            map.into_keys().collect()
        };
        let sorted = |names: &[&str]| {
            let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            names.sort();
            names
        };
        for mode in Mode::ALL {
            assert_eq!(names(source(mode)), sorted(Palette::NAMES), "{mode:?}");
        }
        assert_eq!(names(SIZES), sorted(Sizes::NAMES));
    }

    #[test]
    fn interface_text_is_readable_on_its_ground() {
        for mode in Mode::ALL {
            let p = &Tokens::of(mode).palette;
            for (what, ink, ground) in [
                ("text on background", p.text, p.background),
                ("text on surface", p.text, p.surface),
                ("text on raised", p.text, p.raised),
                ("text on control", p.text, p.control),
                ("text on hover", p.text, p.hover),
                ("text on pressed", p.text, p.pressed),
                ("text on chosen row", p.text, p.accent_soft),
                ("text on selection", p.text, p.selection),
                ("weak on background", p.weak_text, p.background),
                ("weak on surface", p.weak_text, p.surface),
                ("weak on raised", p.weak_text, p.raised),
                ("weak on hover", p.weak_text, p.hover),
                ("weak on chosen row", p.weak_text, p.accent_soft),
                ("accent on background", p.accent, p.background),
                ("accent on raised", p.accent, p.raised),
                ("on accent", p.on_accent, p.accent),
                ("on hovered accent", p.on_accent, p.accent_hover),
                ("on pressed accent", p.on_accent, p.accent_pressed),
                ("good", p.good, p.good_soft),
                ("warning", p.warning, p.warning_soft),
                ("danger", p.danger, p.danger_soft),
                ("danger on raised", p.danger, p.raised),
                ("tip", p.tip_text, p.tip),
            ] {
                let got = contrast(ink, ground);
                assert!(got >= 4.5, "{mode:?} {what}: {got}");
            }
            for (what, line, ground) in [
                ("focus on background", p.focus, p.background),
                ("focus on raised", p.focus, p.raised),
                ("outline", p.border_strong, p.control),
            ] {
                let got = contrast(line, ground);
                assert!(got >= 3.0, "{mode:?} {what}: {got}");
            }
        }
    }
}
