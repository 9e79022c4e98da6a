//! What stands around the article.

pub mod articles;
mod exact;
pub mod find;
pub mod inbox;
pub mod labels;
pub mod menus;
pub mod notices;
pub mod strip;
