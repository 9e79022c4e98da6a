//! What is shown, as plain data. The interface draws these and sends commands.

pub mod articles;
pub mod figures;
pub mod hits;
pub mod inbox;
pub mod jobs;
pub mod labels;
pub mod missed;
pub mod lexicon;
pub mod reader;
pub mod relations;
pub mod strip;
