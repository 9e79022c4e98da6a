//! What the window tests share.

pub(crate) mod gallery;
pub(crate) mod raster;
