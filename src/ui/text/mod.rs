//! Text on the screen: glyph pictures and laid-out pieces of interface text.
//!
//! One [`TextEngine`] per egui context holds the shaper, the glyph texture and the interface texts
//! laid out recently. Widgets call [`lay`] and paint the [`Laid`] text; the reader takes the shaper
//! by [`with_shaper`] and paints its own paragraphs through a [`TextBatch`] or [`paint_paragraph`].

mod access;
mod atlas;
mod batch;
mod engine;
mod laid;

pub use self::access::{Place, Told, bounds};
pub use self::batch::{TextBatch, paint_paragraph};
pub use self::engine::{TextEngine, with_shaper};
pub use self::laid::{Base, Fit, Laid, Type, Weight, lay};
