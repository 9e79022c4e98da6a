//! Text itself: offsets, spans, graphemes, tokens, sentences, clitics, normalisation.
//!
//! The leaf of the tree: it knows nothing of labels, files or screens.

pub mod alike;
pub mod offset;
pub mod convert;
pub mod decode;
pub mod utf16;
pub mod grapheme;
pub mod paragraph;
pub mod normalize;
pub mod clitic;
pub mod enclitic;
pub mod steps;
pub mod invisible;
pub mod token;
pub mod sentence;
