//! Any file in any exchange format: places, labels, relations, and the way back. With the id of a
//! format in `TAWSIM_FORMAT` it is a target for that reader alone.

#![no_main]

#[path = "../../tests/it/interchange/fuzzed.rs"]
mod fuzzed;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tawsim::format::{self, Format};

static ONLY: LazyLock<Option<&dyn Format>> = LazyLock::new(|| {
    let id = std::env::var("TAWSIM_FORMAT").ok()?;
    Some(format::by_id(&id).expect("a format of that id"))
});

fuzz_target!(|bytes: &[u8]| match *ONLY {
    Some(format) => fuzzed::read_as(format, bytes),
    None => fuzzed::read(bytes),
});
