//! Any text, face, size and width: lines, glyphs and rectangles.

#![no_main]

#[allow(dead_code, reason = "the other target uses the rest")]
#[path = "../../tests/it/layout/fuzzed.rs"]
mod fuzzed;
#[allow(dead_code, reason = "the other target uses the rest")]
#[path = "../../tests/it/layout/invariants.rs"]
mod invariants;

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use tawsim::layout::shaper::Shaper;

thread_local! {
    static SHAPER: RefCell<Shaper> = RefCell::new(Shaper::new());
}

fuzz_target!(|bytes: &[u8]| SHAPER.with_borrow_mut(|shaper| fuzzed::layout(shaper, bytes)));
