//! What the window tests share.

pub(crate) mod gallery;
pub(crate) mod journey;
pub(crate) mod mouse;
pub(crate) mod raster;
