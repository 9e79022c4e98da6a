//! What one egui context needs to show text: shaper, glyph texture, recent interface texts.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{Context, Plugin, Ui};

use super::atlas::Atlas;
use crate::layout::fonts::Face;
use crate::layout::paragraph::Paragraph;
use crate::layout::shaper::{Shaper, TextStyle};
use crate::text::grapheme;
use crate::text::paragraph::Direction;

/// Lives in the egui context as a plugin, so that every viewport of a window shares it.
#[derive(Default)]
pub struct TextEngine {
    pub(super) shaper: Shaper,
    pub(super) atlas: Option<Atlas>,
    recent: Recent,
}

/// Lends the shaper, to lay out an article with the same fonts and glyph pictures.
///
/// `work` must not call widgets: they need the engine too.
pub fn with_shaper<R>(ctx: &Context, work: impl FnOnce(&mut Shaper) -> R) -> R {
    let engine = ctx.plugin_or_default::<TextEngine>();
    let mut engine = engine.lock();
    work(&mut engine.shaper)
}

/// Lends the whole engine to this module's painters.
pub(super) fn with_engine<R>(ctx: &Context, work: impl FnOnce(&mut TextEngine) -> R) -> R {
    let engine = ctx.plugin_or_default::<TextEngine>();
    let mut engine = engine.lock();
    work(&mut engine)
}

impl TextEngine {
    /// The shaper and the glyph texture, which follows the theme.
    pub(super) fn glyphs(&mut self, ctx: &Context) -> (&mut Shaper, &mut Atlas) {
        let atlas = self.atlas.get_or_insert_with(|| Atlas::new(ctx));
        let transfer = ctx
            .global_style()
            .visuals
            .text_options
            .color_transfer_function;
        atlas.set_transfer(ctx, transfer);
        (&mut self.shaper, atlas)
    }

    /// An interface text laid out, from memory if it was shown lately.
    pub(super) fn laid(&mut self, wish: Wish) -> Arc<Paragraph> {
        let Self { shaper, recent, .. } = self;
        recent.get(wish, |wish| lay_out(shaper, wish))
    }
}

impl Plugin for TextEngine {
    fn debug_name(&self) -> &'static str {
        "tawsim text"
    }

    fn on_begin_pass(&mut self, _ui: &mut Ui) {
        self.recent.forget_old();
    }
}

/// Everything that decides how an interface text is laid out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Wish {
    pub(super) text: Box<str>,
    pub(super) style: StyleKey,
    pub(super) room: Room,
}

/// [`TextStyle`] with its floats as bits, so that it can be compared exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct StyleKey {
    pub(super) size_bits: u32,
    pub(super) bold: bool,
    pub(super) direction: Option<Direction>,
}

/// The width there is, in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Room {
    /// One line of any length.
    Line,
    /// Lines of at most that width.
    Wrap(u32),
    /// One line of at most that width, ending in an ellipsis if it must.
    Cut(u32),
}

/// Line height of interface text, times its size.
const LINE_HEIGHT: f32 = 1.6;

fn lay_out(shaper: &mut Shaper, wish: &Wish) -> Paragraph {
    let style = TextStyle {
        face: Face::Interface,
        bold: wish.style.bold,
        size_px: f32::from_bits(wish.style.size_bits),
        line_height: LINE_HEIGHT,
        direction: wish.style.direction,
        justified: false,
    };
    match wish.room {
        Room::Line => shaper.paragraph(&wish.text, &style, None),
        Room::Wrap(width) => {
            let mut paragraph = shaper.paragraph(&wish.text, &style, None);
            // What fits keeps its own width, so that its box is no wider than its words.
            if paragraph.width() > width as f32 {
                paragraph.rebreak(Some(width as f32));
            }
            paragraph
        }
        Room::Cut(width) => {
            let beginning = beginning(&wish.text, width as f32 / style.size_px);
            shaper.one_line(&beginning, &style, width as f32)
        }
    }
}

/// As much of a long text as could ever be seen in that many ems, with an ellipsis for the rest:
/// shaping a whole article to show its first words would take seconds.
fn beginning(text: &str, ems: f32) -> Cow<'_, str> {
    // No letter is narrower than a twentieth of an em; marks have room to spare.
    let most = 200 + (ems * 20.0) as usize * 4;
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let end = grapheme::floor(text, most);
    Cow::Owned(format!("{}…", &text[..end]))
}

/// Texts laid out in the last frames.
#[derive(Default)]
struct Recent {
    texts: HashMap<Wish, (Arc<Paragraph>, u64)>,
    pass: u64,
}

/// Texts kept however long ago they were shown; above this, those of past seconds go.
const KEPT: usize = 2_000;

impl Recent {
    fn get(&mut self, wish: Wish, lay: impl FnOnce(&Wish) -> Paragraph) -> Arc<Paragraph> {
        let pass = self.pass;
        if let Some((paragraph, used)) = self.texts.get_mut(&wish) {
            *used = pass;
            return Arc::clone(paragraph);
        }
        let paragraph = Arc::new(lay(&wish));
        self.texts.insert(wish, (Arc::clone(&paragraph), pass));
        paragraph
    }

    fn forget_old(&mut self) {
        self.pass += 1;
        if self.texts.len() > KEPT {
            let pass = self.pass;
            self.texts.retain(|_, (_, used)| *used + 2 >= pass);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_beginning_of_a_long_text_is_shaped_for_one_line() {
        let long = "كلمة طويلة ".repeat(100_000);
        let part = beginning(&long, 20.0);
        assert!(part.len() < 4_000, "{}", part.len());
        assert!(long.starts_with(part.trim_end_matches('…')));
        assert_eq!(beginning("قصير", 20.0), "قصير");
        assert_eq!(beginning(&"👩‍👩‍👧".repeat(500), 1.0).chars().last(), Some('…'));
    }

    #[test]
    fn what_was_not_shown_lately_is_forgotten_when_there_is_much() {
        let mut recent = Recent::default();
        let mut shaper = Shaper::new();
        let wish = |at: usize| Wish {
            text: at.to_string().into(),
            style: StyleKey {
                size_bits: 10_f32.to_bits(),
                bold: false,
                direction: None,
            },
            room: Room::Line,
        };
        for at in 0..=KEPT {
            recent.get(wish(at), |wish| lay_out(&mut shaper, wish));
        }
        for _ in 0..4 {
            recent.forget_old();
            recent.get(wish(0), |wish| lay_out(&mut shaper, wish));
        }
        assert_eq!(recent.texts.len(), 1);
    }
}
