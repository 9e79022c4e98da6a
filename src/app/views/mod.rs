//! What is shown, as plain data. The interface draws these and sends commands.

pub mod articles;
pub mod hits;
pub mod inbox;
pub mod reader;
pub mod strip;
