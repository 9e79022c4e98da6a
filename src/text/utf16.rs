//! Files in UTF-16, as some systems write text, read as UTF-8 piece by piece.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};

/// Bytes as they are, or as UTF-8 if they begin with the byte order mark of UTF-16.
pub enum Unfolded<R> {
    /// As they are.
    Plain(R),
    /// In UTF-16.
    Wide(Box<Wide<R>>),
}

/// Bytes in UTF-16.
pub struct Wide<R> {
    input: R,
    decoder: Decoder,
    /// What was decoded, and how much of it was read.
    text: Vec<u8>,
    read: usize,
    ended: bool,
}

impl<R: BufRead> Unfolded<R> {
    /// Looks how the bytes begin.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn new(mut input: R) -> io::Result<Self> {
        let encoding = match input.fill_buf()? {
            [0xFF, 0xFE, ..] => UTF_16LE,
            [0xFE, 0xFF, ..] => UTF_16BE,
            _ => return Ok(Self::Plain(input)),
        };
        Ok(Self::Wide(Box::new(Wide {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            text: Vec::new(),
            read: 0,
            ended: false,
        })))
    }
}

impl<R: BufRead> Wide<R> {
    fn fill(&mut self) -> io::Result<&[u8]> {
        while self.read == self.text.len() && !self.ended {
            let bytes = self.input.fill_buf()?;
            let last = bytes.is_empty();
            let most = self.decoder.max_utf8_buffer_length(bytes.len());
            self.text.resize(most.unwrap_or(bytes.len()), 0);
            let decoded = self.decoder.decode_to_utf8(bytes, &mut self.text, last);
            let (result, read, written, is_broken) = decoded;
            self.input.consume(read);
            self.text.truncate(written);
            self.read = 0;
            self.ended = last && result == CoderResult::InputEmpty;
            if is_broken {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "broken UTF-16"));
            }
        }
        Ok(&self.text[self.read..])
    }
}

impl<R: BufRead> BufRead for Unfolded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Plain(input) => input.fill_buf(),
            Self::Wide(wide) => wide.fill(),
        }
    }

    fn consume(&mut self, count: usize) {
        match self {
            Self::Plain(input) => input.consume(count),
            Self::Wide(wide) => wide.read = wide.text.len().min(wide.read + count),
        }
    }
}

impl<R: BufRead> Read for Unfolded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if let Self::Plain(input) = self {
            return input.read(into);
        }
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> io::Result<String> {
        // A reader of few bytes at a time.
        let input = io::BufReader::with_capacity(3, bytes);
        let mut text = String::new();
        Unfolded::new(input)?.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn both_orders_are_read_and_the_mark_is_no_text() {
        let text = "زار محمّد 😀\n";
        let units = || "\u{feff}".encode_utf16().chain(text.encode_utf16());
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&little).unwrap(), text);
        assert_eq!(read(&big).unwrap(), text);
        assert_eq!(read(text.as_bytes()).unwrap(), text);
        assert_eq!(read(b"").unwrap(), "");
    }

    #[test]
    fn half_a_character_is_no_silent_one() {
        assert!(read(&[0xFF, 0xFE, 0x31, 0x06, 0x00, 0xD8, 0x31, 0x06]).is_err());
        assert!(read(&[0xFF, 0xFE, 0x31, 0x06, 0x31]).is_err());
    }
}
