//! Colour arithmetic: hexadecimal notation, contrast as WCAG 2 defines it, and mixing in Oklab,
//! where equal steps look equal and a hue stays itself on its way to black or white.

use eframe::egui::Color32;

use crate::model::label::Colour;

/// `#RRGGBB` or `#RRGGBBAA`.
pub(super) fn parse_hex(text: &str) -> Option<Color32> {
    let digits = text.strip_prefix('#').filter(|digits| digits.is_ascii())?;
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    match digits.len() {
        6 => Some(Color32::from_rgb(byte(0)?, byte(2)?, byte(4)?)),
        8 => Some(Color32::from_rgba_unmultiplied(
            byte(0)?,
            byte(2)?,
            byte(4)?,
            byte(6)?,
        )),
        _ => None,
    }
}

/// The colour people chose for a label, as it is.
pub(super) fn from_label(colour: Colour) -> Color32 {
    Color32::from_rgb(colour.r, colour.g, colour.b)
}

/// Contrast of two opaque colours, 1.0 (equal) to 21.0 (black on white).
#[must_use]
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour `amount` (0.0 to 1.0) of the way from `from` to `to`; both opaque.
#[must_use]
pub fn mix(from: Color32, to: Color32, amount: f32) -> Color32 {
    let (from, to) = (oklab(from), oklab(to));
    rgb(std::array::from_fn(|axis| {
        from[axis] + (to[axis] - from[axis]) * amount
    }))
}

/// `colour` moved towards `pole` just far enough that its contrast with `against` is `ratio`.
pub(super) fn toward_contrast(
    colour: Color32,
    against: Color32,
    pole: Color32,
    ratio: f32,
) -> Color32 {
    (0..=20_u8)
        .map(|step| mix(colour, pole, f32::from(step) / 20.0))
        .find(|mixed| contrast(*mixed, against) >= ratio)
        .unwrap_or(pole)
}

fn linear(channel: u8) -> f32 {
    let value = f32::from(channel) / 255.0;
    if value <= 0.040_45 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

fn gamma(value: f32) -> u8 {
    let value = value.clamp(0.0, 1.0);
    let encoded = if value <= 0.003_130_8 {
        value * 12.92
    } else {
        1.055 * value.powf(1.0 / 2.4) - 0.055
    };
    // In range by the clamp above.
    (encoded * 255.0).round() as u8
}

fn luminance(colour: Color32) -> f32 {
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

/// Björn Ottosson's Oklab: lightness and two opponent axes.
fn oklab(colour: Color32) -> [f32; 3] {
    let [r, g, b] = [linear(colour.r()), linear(colour.g()), linear(colour.b())];
    let l = (0.412_221_5 * r + 0.536_332_5 * g + 0.051_446 * b).cbrt();
    let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_397 * b).cbrt();
    let s = (0.088_302_5 * r + 0.281_718_8 * g + 0.629_978_7 * b).cbrt();
    [
        0.210_454_3 * l + 0.793_617_8 * m - 0.004_072_05 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_04 * l + 0.782_771_8 * m - 0.808_675_8 * s,
    ]
}

fn rgb([lightness, a, b]: [f32; 3]) -> Color32 {
    let l = (lightness + 0.396_337_8 * a + 0.215_803_8 * b).powi(3);
    let m = (lightness - 0.105_561_3 * a - 0.063_854_2 * b).powi(3);
    let s = (lightness - 0.089_484_2 * a - 1.291_485_5 * b).powi(3);
    Color32::from_rgb(
        gamma(4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_9 * s),
        gamma(-1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s),
        gamma(-0.004_196_1 * l - 0.703_418_6 * m + 1.707_614_7 * s),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_of_black_on_white_is_twenty_one() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(Color32::RED, Color32::RED) - 1.0).abs() < 0.001);
    }

    #[test]
    fn mixing_nothing_changes_nothing() {
        for colour in [
            Color32::BLACK,
            Color32::WHITE,
            Color32::RED,
            Color32::from_rgb(12, 200, 99),
        ] {
            assert_eq!(mix(colour, Color32::BLUE, 0.0), colour);
            assert_eq!(mix(Color32::BLUE, colour, 1.0), colour);
        }
    }

    #[test]
    fn hexadecimal_colours() {
        assert_eq!(parse_hex("#FF8000"), Some(Color32::from_rgb(255, 128, 0)));
        assert_eq!(parse_hex("#00000000"), Some(Color32::TRANSPARENT));
        for wrong in ["FF8000", "#FF80", "#GG0000", "#ÿÿÿ"] {
            assert_eq!(parse_hex(wrong), None, "{wrong}");
        }
    }
}
