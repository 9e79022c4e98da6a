//! The neural model: refines what the linear one read.

pub(in crate::suggest) mod abreast;
pub(in crate::suggest) mod file;
pub(in crate::suggest) mod input;
pub(in crate::suggest) mod matrix;
pub(in crate::suggest) mod network;
pub(in crate::suggest) mod smooth;
