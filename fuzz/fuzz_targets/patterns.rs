//! Any bytes as a pattern file and as a list of names.

#![no_main]

#[allow(dead_code, reason = "the other targets use the rest")]
#[path = "../../tests/it/analysed.rs"]
mod analysed;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| analysed::patterns(bytes));
