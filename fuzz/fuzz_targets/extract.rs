//! Any bytes as a file to import, of any kind.

#![no_main]

#[allow(dead_code, reason = "the other target uses the rest")]
#[path = "../../tests/it/readers.rs"]
mod readers;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| readers::extract(bytes));
