//! Training of the models that the tagger reads, from annotated text.

mod backward;
mod corpus;
mod linear;
mod material;
mod measure;
mod neural;
mod random;
pub mod recipe;
mod score;
mod target;

pub use corpus::{Convention, Corpus};
pub use material::Material;
pub use score::{Score, Tally};
