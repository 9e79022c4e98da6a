//! A label's own colour, adapted to the theme so that everything written on it can be read.

use eframe::egui::Color32;

use super::Tokens;
use super::colour::{contrast, from_label, mix, toward_contrast};
use crate::model::label::Colour;

/// What a label's hue becomes in one theme.
///
/// Invariant: article text on `fill`, `chip_text` on `chip` and `text` on the page or a panel have
/// a contrast of at least 4.5; `stroke` stands out from the page by at least 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelColours {
    /// Behind the words of a confirmed annotation.
    pub fill: Color32,
    /// Behind the words of a suggestion: fainter than `fill`.
    pub ghost_fill: Color32,
    /// Outline of an annotation, underline of a suggestion.
    pub stroke: Color32,
    /// Background of the label's chip.
    pub chip: Color32,
    /// Text on the chip.
    pub chip_text: Color32,
    /// The label's name written on the page or on a panel.
    pub text: Color32,
}

const fn colour(r: u8, g: u8, b: u8) -> Colour {
    Colour { r, g, b }
}

/// Hues to choose from that stay apart for people who do not see all colours: seven of the set of
/// Okabe and Ito (2008), then six of Tol's muted scheme.
pub const OFFERED: [Colour; 13] = [
    colour(0, 114, 178),
    colour(213, 94, 0),
    colour(0, 158, 115),
    colour(204, 121, 167),
    colour(230, 159, 0),
    colour(86, 180, 233),
    colour(240, 228, 66),
    colour(51, 34, 136),
    colour(136, 34, 85),
    colour(17, 119, 51),
    colour(153, 153, 51),
    colour(170, 68, 153),
    colour(68, 170, 153),
];

const READABLE: f32 = 4.5;
const VISIBLE: f32 = 3.0;

impl LabelColours {
    pub(super) fn new(colour: Colour, tokens: &Tokens) -> Self {
        let hue = from_label(colour);
        let palette = &tokens.palette;
        let ink = if tokens.mode.is_dark() {
            Color32::WHITE
        } else {
            Color32::BLACK
        };
        let strong = |ratio| toward_contrast(hue, palette.background, ink, ratio);
        let chip_text = chip_text(hue, tokens);
        // Away from its own text: darker under white words, lighter under dark ones.
        let chip_pole = if chip_text == Color32::WHITE {
            Color32::BLACK
        } else {
            Color32::WHITE
        };
        // Text must read on the page and on panels; the darker (lighter) of both is the hard case.
        let text = toward_contrast(strong(READABLE), palette.surface, ink, READABLE);
        Self {
            fill: tint(palette.surface, hue, palette.text, 0.30),
            ghost_fill: tint(palette.surface, hue, palette.text, 0.10),
            stroke: toward_contrast(strong(VISIBLE), palette.surface, ink, VISIBLE),
            chip: toward_contrast(hue, chip_text, chip_pole, READABLE),
            chip_text,
            text,
        }
    }
}

/// White on hues that carry it after a little darkening, dark ink on yellows and their like, which
/// would turn brown.
fn chip_text(hue: Color32, tokens: &Tokens) -> Color32 {
    if tokens.mode.is_dark() {
        tokens.palette.sunken
    } else if contrast(hue, Color32::WHITE) < 2.4 {
        tokens.palette.text
    } else {
        Color32::WHITE
    }
}

/// As much of the hue on the page as the ink allows.
fn tint(page: Color32, hue: Color32, ink: Color32, amount: f32) -> Color32 {
    let steps = [1.0, 0.8, 0.6, 0.4, 0.2];
    steps
        .into_iter()
        .map(|part| mix(page, hue, amount * part))
        .find(|fill| contrast(*fill, ink) >= READABLE)
        .unwrap_or(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Mode;

    /// Every hue at three lightnesses, greys, black and white.
    fn any_colour() -> Vec<Colour> {
        let levels = [0_u8, 64, 128, 200, 255];
        let mut all = Vec::new();
        for r in levels {
            for g in levels {
                for b in levels {
                    all.push(Colour { r, g, b });
                }
            }
        }
        all
    }

    #[test]
    fn text_is_readable_whatever_colour_people_choose() {
        for mode in Mode::ALL {
            let tokens = Tokens::of(mode);
            let palette = &tokens.palette;
            for colour in any_colour() {
                let seen = tokens.label(colour);
                for (what, ink, ground, least) in [
                    ("article on fill", palette.text, seen.fill, READABLE),
                    ("article on ghost", palette.text, seen.ghost_fill, READABLE),
                    ("chip", seen.chip_text, seen.chip, READABLE),
                    ("name on page", seen.text, palette.surface, READABLE),
                    ("name on panel", seen.text, palette.background, READABLE),
                    ("outline on page", seen.stroke, palette.surface, VISIBLE),
                ] {
                    let got = contrast(ink, ground);
                    assert!(got >= least, "{mode:?} {what} {colour:?}: {got}");
                }
            }
        }
    }

    #[test]
    fn hues_stay_apart() {
        let red = Colour {
            r: 200,
            g: 40,
            b: 40,
        };
        let blue = Colour {
            r: 40,
            g: 80,
            b: 200,
        };
        for mode in Mode::ALL {
            let tokens = Tokens::of(mode);
            let (red, blue) = (tokens.label(red), tokens.label(blue));
            assert!(red.chip.r() > red.chip.b() && blue.chip.b() > blue.chip.r());
            assert!(red.fill.r() > red.fill.b() && blue.fill.b() > blue.fill.r());
        }
    }
}
