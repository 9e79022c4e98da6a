//! Bytes on their way to a parser: only UTF-8 goes through, and it is known in which line they are.

use std::io::{self, BufRead, Read};

/// A place in a file: line and column, both from 1, the column in code points.
pub(super) type LineColumn = (usize, usize);

/// Bytes read at once.
const PIECE: usize = 1 << 16;

/// Reads a file up to the first byte that is not UTF-8, without a byte order mark.
pub(super) struct Checked<'i> {
    input: &'i mut dyn BufRead,
    buffer: Vec<u8>,
    /// What of the buffer was taken.
    taken: usize,
    /// How much of it is UTF-8; the rest is the beginning of a character.
    good: usize,
    begun: bool,
    /// Why no more comes.
    end: Option<End>,
    place: LineColumn,
}

/// Why a file ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Reached,
    NotUtf8,
}

impl<'i> Checked<'i> {
    /// From the beginning of a file.
    pub fn new(input: &'i mut dyn BufRead) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            taken: 0,
            good: 0,
            begun: false,
            end: None,
            place: (1, 1),
        }
    }

    /// Where the next byte stands.
    pub fn place(&self) -> LineColumn {
        self.place
    }

    /// Whether the file ends here because what follows is not UTF-8. A parser may stop before it has
    /// asked for what follows.
    ///
    /// # Errors
    /// What reading says.
    pub fn is_broken(&mut self) -> io::Result<bool> {
        Ok(self.fill_buf()?.is_empty() && self.end == Some(End::NotUtf8))
    }

    fn more(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.good);
        (self.taken, self.good) = (0, 0);
        let piece = self.input.fill_buf()?;
        let count = piece.len().min(PIECE);
        self.buffer.extend_from_slice(&piece[..count]);
        self.input.consume(count);
        if count > 0 && !self.begun && self.may_be_mark() {
            return Ok(());
        }
        if !self.begun {
            self.begun = true;
            if self.buffer.starts_with(MARK) {
                self.buffer.drain(..MARK.len());
            }
        }
        match std::str::from_utf8(&self.buffer) {
            Ok(_) => {
                self.good = self.buffer.len();
                self.end = (count == 0).then_some(End::Reached);
            }
            Err(error) => {
                self.good = error.valid_up_to();
                let broken = error.error_len().is_some() || count == 0;
                self.end = broken.then_some(End::NotUtf8);
            }
        }
        Ok(())
    }

    /// Whether only a part of a byte order mark is there yet.
    fn may_be_mark(&self) -> bool {
        self.buffer.len() < MARK.len() && MARK.starts_with(&self.buffer)
    }
}

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl BufRead for Checked<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.taken == self.good && self.end.is_none() {
            self.more()?;
        }
        Ok(&self.buffer[self.taken..self.good])
    }

    fn consume(&mut self, count: usize) {
        let end = (self.taken + count).min(self.good);
        for byte in &self.buffer[self.taken..end] {
            let (line, column) = &mut self.place;
            match byte {
                b'\n' => (*line, *column) = (*line + 1, 1),
                // A character goes on.
                0x80..=0xBF => {}
                _ => *column += 1,
            }
        }
        self.taken = end;
    }
}

impl Read for Checked<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::convert::line_column;

    /// What goes through, where it ends, and whether something is wrong there.
    fn seen(bytes: &[u8], at_once: usize) -> (String, LineColumn, bool) {
        let mut input = io::BufReader::with_capacity(at_once, bytes);
        let mut checked = Checked::new(&mut input);
        let mut text = String::new();
        checked.read_to_string(&mut text).unwrap();
        (text, checked.place(), checked.is_broken().unwrap())
    }

    #[test]
    fn only_utf8_goes_through_and_its_place_is_known() {
        let text = "<أ>\nب😀\r\nجد";
        for at_once in 1..8 {
            for (mark, broken) in [("", &b""[..]), ("\u{feff}", b"\xFFx"), ("", b"\xD8")] {
                let bytes = [mark.as_bytes(), text.as_bytes(), broken].concat();
                let place = line_column(text, text.len());
                let expected = (text.to_owned(), place, !broken.is_empty());
                assert_eq!(seen(&bytes, at_once), expected, "{at_once}");
            }
        }
        assert_eq!(seen(b"", 4), (String::new(), (1, 1), false));
        assert_eq!(seen(b"\xEF\xBB", 4), (String::new(), (1, 1), true));
    }
}
