//! From the bytes of a file to an article's text.

use encoding_rs::{Encoding, ISO_8859_6, UTF_16BE, UTF_16LE, WINDOWS_1256};

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// Text, exactly as in the file but for a byte order mark.
    Text(String),
    /// Nothing, or white space only.
    Empty,
    /// Not text at all.
    NotText,
    /// Text in an encoding that a person has to confirm; the likeliest first.
    Ambiguous(Vec<Candidate>),
}

/// A way to read a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The encoding's name.
    pub encoding: &'static str,
    /// How the beginning would read.
    pub preview: String,
}

/// Characters of a preview.
const PREVIEW: usize = 160;

/// The encodings that Arabic text files have been written in.
const OLD: [&Encoding; 4] = [WINDOWS_1256, UTF_16LE, UTF_16BE, ISO_8859_6];

/// Reads UTF-8, and UTF-16 with a byte order mark; offers candidates for anything else that looks
/// like text.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        return text.map_or(Decoded::NotText, |text| of_text(text.into_owned()));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if looks_binary(text.as_bytes()) => Decoded::NotText,
        Ok(text) => of_text(text.to_owned()),
        Err(_) => {
            let candidates = candidates(bytes);
            if candidates.is_empty() {
                Decoded::NotText
            } else {
                Decoded::Ambiguous(candidates)
            }
        }
    }
}

fn of_text(text: String) -> Decoded {
    if text.trim().is_empty() {
        Decoded::Empty
    } else {
        Decoded::Text(text)
    }
}

/// Reads bytes in the encoding of that name; `None` if it is unknown or does not fit.
#[must_use]
pub fn decode_as(bytes: &[u8], encoding: &str) -> Option<String> {
    let encoding = Encoding::for_label(encoding.as_bytes())?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

/// The encodings in which the bytes read as mostly Arabic, likeliest first.
fn candidates(bytes: &[u8]) -> Vec<Candidate> {
    let mut scored: Vec<(usize, Candidate)> = Vec::new();
    let head = &bytes[..bytes.len().min(64 * 1024)];
    for encoding in OLD {
        // A cut at the end of the head may split a character: that is no fault.
        let (text, had_errors) = encoding.decode_without_bom_handling(head);
        if had_errors || text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
            continue;
        }
        let arabic = text
            .chars()
            .filter(|c| ('\u{0621}'..='\u{064A}').contains(c))
            .count();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters > 0 && arabic * 3 >= letters {
            let preview = text
                .chars()
                .filter(|c| !c.is_control())
                .take(PREVIEW)
                .collect();
            scored.push((
                arabic * 1000 / letters,
                Candidate {
                    encoding: encoding.name(),
                    preview,
                },
            ));
        }
    }
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Many control bytes, or a known binary file's beginning. A single NUL is unusual but text.
fn looks_binary(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 6] = [
        b"PK\x03\x04",
        b"%PDF",
        b"\x89PNG",
        b"\x7fELF",
        b"GIF8",
        b"\x1f\x8b",
    ];
    if SIGNATURES
        .iter()
        .any(|signature| bytes.starts_with(signature))
    {
        return true;
    }
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let odd = head
        .iter()
        .filter(|b| **b < 32 && !matches!(**b, b'\n' | b'\r' | b'\t' | 12))
        .count();
    odd * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "تعاون أمني بين بغداد وطهران في نوفمبر";

    #[test]
    fn utf8_and_marked_utf16_are_read_as_they_are() {
        assert_eq!(decode(SENTENCE.as_bytes()), Decoded::Text(SENTENCE.into()));
        let mut marked = vec![0xFF, 0xFE];
        marked.extend(SENTENCE.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(decode(&marked), Decoded::Text(SENTENCE.into()));
        let crlf = "أ\r\nب\0ج نص طويل بما يكفي ليكون نصا";
        assert_eq!(decode(crlf.as_bytes()), Decoded::Text(crlf.into()));
    }

    #[test]
    fn windows_1256_is_offered_and_read_when_chosen() {
        let (bytes, _, _) = WINDOWS_1256.encode(SENTENCE);
        let Decoded::Ambiguous(candidates) = decode(&bytes) else {
            panic!("not offered")
        };
        assert_eq!(candidates[0].encoding, "windows-1256");
        assert_eq!(candidates[0].preview, SENTENCE);
        assert_eq!(decode_as(&bytes, "windows-1256").as_deref(), Some(SENTENCE));
    }

    #[test]
    fn empty_and_binary_files_are_told_apart_from_text() {
        assert_eq!(decode(b""), Decoded::Empty);
        assert_eq!(
            decode(" \n\u{feff}".trim_end_matches('\u{feff}').as_bytes()),
            Decoded::Empty
        );
        assert_eq!(decode(b"PK\x03\x04\x00\x00"), Decoded::NotText);
        assert_eq!(decode(&[0, 1, 2, 3, 0xFF, 0, 0, 1]), Decoded::NotText);
    }
}
