//! Reading files line by line, however long they are.

use std::io::{self, BufRead};

/// Gives each line without its end (and the first without a byte order mark) to `take`, with its
/// number from 1, until that says no.
///
/// # Errors
/// The input breaks off.
pub(super) fn each(
    input: &mut dyn BufRead,
    mut take: impl FnMut(usize, &[u8]) -> bool,
) -> io::Result<()> {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        number += 1;
        let mut bytes = line.strip_suffix(b"\n").unwrap_or(&line);
        if number == 1 {
            bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        }
        if !take(number, bytes) {
            return Ok(());
        }
    }
}
