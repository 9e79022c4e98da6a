//! Any text and point: what the point means, and carets, steps and ranges from there.

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

fuzz_target!(|bytes: &[u8]| SHAPER.with_borrow_mut(|shaper| fuzzed::hit(shaper, bytes)));
