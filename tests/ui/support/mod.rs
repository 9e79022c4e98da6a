//! What the window tests share.

pub(crate) mod raster;
