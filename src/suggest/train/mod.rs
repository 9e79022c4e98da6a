//! Training of the models that the tagger reads, from annotated text.

mod corpus;
mod linear;
mod random;
mod target;
pub mod recipe;
mod score;

pub use corpus::{Convention, Corpus};
pub use score::{Score, Tally};
