//! The `tawsim` program.

fn main() {}
