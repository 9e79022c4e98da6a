//! Where the letters of a ligature end, as the font says (OpenType GDEF, ligature caret list).

use read_fonts::tables::gdef::CaretValue;
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider};

use super::fonts::{self, FontId};

/// The shares of a ligature's advance that its `parts` letters take, from the left; `None` if the
/// font does not say so for that many.
pub(super) fn shares(font: FontId, glyph: u16, parts: usize) -> Option<Vec<f32>> {
    let font = FontRef::new(fonts::data(font)).ok()?;
    let list = font.gdef().ok()?.lig_caret_list()?.ok()?;
    let id = GlyphId::from(glyph);
    let at = usize::from(list.coverage().ok()?.get(id)?);
    let ligature = list.lig_glyphs().get(at).ok()?;
    let mut edges = vec![0.0];
    for caret in ligature.caret_values().iter() {
        edges.push(match caret.ok()? {
            CaretValue::Format1(caret) => f32::from(caret.coordinate()),
            CaretValue::Format3(caret) => f32::from(caret.coordinate()),
            CaretValue::Format2(_) => return None,
        });
    }
    let advance = f32::from(font.hmtx().ok()?.advance(id)?);
    edges.push(advance);
    let rises = edges.windows(2).all(|pair| pair[0] < pair[1]);
    (rises && edges.len() == parts + 1).then(|| {
        let widths = edges.windows(2).map(|pair| (pair[1] - pair[0]) / advance);
        widths.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_font_says_for_that_many_letters_counts() {
        let serif = (0..12).map(FontId).find(|font| {
            let data = FontRef::new(fonts::data(*font)).ok();
            let list = data.and_then(|font| font.gdef().ok()?.lig_caret_list()?.ok());
            list.is_some()
        });
        let font = serif.expect("a bundled font has a caret list");
        let told: Vec<u16> = (0..u16::MAX)
            .filter(|glyph| shares(font, *glyph, 2).is_some())
            .collect();
        assert!(!told.is_empty());
        for glyph in told {
            let parts = shares(font, glyph, 2).expect("told");
            assert!((parts.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            assert_eq!(shares(font, glyph, 3), None);
        }
    }
}
