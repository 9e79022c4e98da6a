//! What files look like. One module per format version; older ones stay for ever, and each is
//! turned into the model by its constructors, so that a file can never break an invariant.

pub mod v1;

/// The version this program writes.
pub const VERSION: u32 = 1;
