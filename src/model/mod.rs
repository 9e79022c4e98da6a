//! What the product is about: articles, labels, annotations, sheets, decisions, projects.
//!
//! Plain values with invariants. The model does not know that files, clocks or screens exist, and
//! none of its types can be deserialised past their constructors.

pub mod ids;
pub mod label;
pub mod article;
pub mod annotation;
pub mod suggestion;
pub mod decision;
pub mod sheet;
pub mod relation;
pub mod ruling;
pub mod tally;
pub mod project;
pub mod dataset;
pub mod marked;
pub mod moment;
