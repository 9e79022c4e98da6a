//! Any file in any exchange format: places, labels, and the way back.

#![no_main]

#[path = "../../tests/it/interchange/fuzzed.rs"]
mod fuzzed;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| fuzzed::read(bytes));
