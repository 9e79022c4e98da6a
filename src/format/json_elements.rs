//! The elements of a JSON list, read one by one: the file may be longer than memory.

use std::io::{self, BufRead};

use super::Sink;
use super::flaw::{Done, Expected};
use super::json_array::{Element, JsonFile};
use super::problem::ProblemKind;

/// Gives each element of the list to `take` as a file of its own, with its number from 1; in a file
/// that is no list these are the values, such as an object on each line. What `take` puts into that file goes to `sink`.
///
/// # Errors
/// The input breaks off; what was read before was given to `sink`.
pub(super) fn each(
    input: &mut dyn BufRead,
    name: &str,
    sink: &mut dyn Sink,
    mut take: impl FnMut(&mut JsonFile<'_>, &Element<'_>, usize),
) -> io::Result<()> {
    let mut scan = Scan::default();
    let mut element = Vec::new();
    let mut number = 0;
    let mut ended = false;
    while !ended && !sink.enough() {
        let begin = scan.next(input, &mut element)?;
        ended = scan.ended;
        let Some(base) = begin else {
            continue;
        };
        number += 1;
        let mut file = match std::str::from_utf8(&element) {
            Ok(text) => JsonFile::part(name, text, base),
            Err(error) => {
                let good = element.get(..error.valid_up_to()).unwrap_or_default();
                let good = std::str::from_utf8(good).unwrap_or_default();
                let mut file = JsonFile::part(name, good, base);
                file.report(good.len(), ProblemKind::NotUtf8);
                file.import.pour(sink);
                continue;
            }
        };
        if scan.cut {
            let rest = (Expected::Json, Done::RestLeftOut);
            file.flaw(0, rest, "");
        } else {
            let whole = file.whole();
            take(&mut file, &whole, number);
        }
        file.import.pour(sink);
    }
    Ok(())
}

/// Where in the file, and in what, the next byte is.
#[derive(Debug)]
struct Scan {
    line: usize,
    column: usize,
    /// How many lists and objects are open within the element.
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// Whether the file is a list; nothing before its first byte.
    list: Option<bool>,
    /// No more elements come.
    ended: bool,
    /// The file ended within the element.
    cut: bool,
}

impl Default for Scan {
    fn default() -> Self {
        Self {
            line: 1,
            column: 1,
            depth: 0,
            in_string: false,
            escaped: false,
            list: None,
            ended: false,
            cut: false,
        }
    }
}

/// What a byte is to the element.
enum Byte {
    /// Before, between or behind elements.
    Around,
    /// A part of one.
    Inside,
    /// The one before is the last of the element.
    Behind,
}

impl Scan {
    /// Reads the next element and says in which line and column it begins; nothing if there is none.
    fn next(
        &mut self,
        input: &mut dyn BufRead,
        element: &mut Vec<u8>,
    ) -> io::Result<Option<(usize, usize)>> {
        element.clear();
        let mut begin = None;
        loop {
            let buffer = input.fill_buf()?;
            if buffer.is_empty() {
                self.ended = true;
                // A list has an end; an object may have white space behind it.
                self.cut = self.list == Some(true) || self.depth > 0 || self.in_string;
                return Ok(begin.or((self.list == Some(true)).then_some((self.line, self.column))));
            }
            let mut read = 0;
            let mut done = false;
            for byte in buffer {
                let (line, column) = (self.line, self.column);
                read += 1;
                match self.see(*byte, begin.is_some()) {
                    Byte::Around => {}
                    Byte::Inside => {
                        begin.get_or_insert((line, column));
                        element.push(*byte);
                    }
                    Byte::Behind => done = true,
                }
                self.pass(*byte);
                if done || self.ended {
                    break;
                }
            }
            input.consume(read);
            if done || self.ended {
                return Ok(begin);
            }
        }
    }

    fn see(&mut self, byte: u8, within: bool) -> Byte {
        let blank = byte.is_ascii_whitespace();
        let list = match self.list {
            None if blank || matches!(byte, 0xEF | 0xBB | 0xBF) => return Byte::Around,
            None => {
                self.list = Some(byte == b'[');
                if byte == b'[' {
                    return Byte::Around;
                }
                false
            }
            Some(list) => list,
        };
        if self.in_string {
            self.in_string = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            return Byte::Inside;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => self.depth -= 1,
            b']' if list => {
                self.ended = true;
                return Byte::Behind;
            }
            b',' if list && self.depth == 0 => {
                return if within { Byte::Behind } else { Byte::Around };
            }
            _ if blank && within && !list && self.depth == 0 => return Byte::Behind,
            _ if blank && !within => return Byte::Around,
            _ => {}
        }
        Byte::Inside
    }

    /// Counts a byte.
    fn pass(&mut self, byte: u8) {
        match byte {
            b'\n' => (self.line, self.column) = (self.line + 1, 1),
            // A character goes on, or the file's mark is no character of it.
            0x80..=0xBF => {}
            0xEF if self.list.is_none() => {}
            _ => self.column += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Import;

    /// An element and which one it is.
    type Numbered = (String, usize);

    /// Line and column of a problem.
    type Place = (usize, usize);

    /// Elements with their numbers, and the problems' places.
    fn seen(text: &str) -> (Vec<Numbered>, Vec<Place>) {
        let (mut found, mut import) = (Vec::new(), Import::default());
        // A reader of few bytes at a time.
        let mut input = io::BufReader::with_capacity(3, text.as_bytes());
        let read = each(
            &mut input,
            "x.json",
            &mut import,
            |file, element, number| {
                found.push((element.raw.trim_end().to_owned(), number));
                file.report(0, ProblemKind::NotUtf8);
            },
        );
        read.unwrap();
        let places = import.problems.iter().map(|p| (p.line, p.column));
        (found, places.collect())
    }

    #[test]
    fn elements_are_parted_where_they_end_and_nowhere_else() {
        let text = "\u{feff}[ {\"a\":[1,\"]\\\"},\"]} ,\n \"أ,]\", {}]\n";
        let (found, places) = seen(text);
        let found: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(found, ["{\"a\":[1,\"]\\\"},\"]}", "\"أ,]\"", "{}"]);
        assert_eq!(places, [(1, 3), (2, 2), (2, 9)]);
    }

    #[test]
    fn elements_before_a_missing_end_are_kept() {
        let (found, places) = seen("\n[ {\"a\":[1]} ,\n [2], {\"b\" ");
        let found: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(found, ["{\"a\":[1]}", "[2]"]);
        assert_eq!(places.last(), Some(&(3, 7)));
        assert_eq!(seen("[1").0, []);
        assert_eq!(seen("[").1, [(1, 2)]);
    }

    #[test]
    fn objects_behind_each_other_are_elements() {
        let (found, places) = seen("{\"a\": 1}\r\n\r\n{\"b\":\n\"ب }\"}\n");
        let found: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(found, ["{\"a\": 1}", "{\"b\":\n\"ب }\"}"]);
        assert_eq!(places, [(1, 1), (3, 1)]);
        assert_eq!(seen("{\"a\":1}\n{\"b").0.len(), 1);
        assert_eq!(seen("{\"a\":1}\n{\"b").1.last(), Some(&(2, 1)));
    }

    #[test]
    fn an_object_is_its_only_element() {
        assert_eq!(
            seen(" {\"a\":[1,2]}\n").0,
            [("{\"a\":[1,2]}".to_owned(), 1)]
        );
        assert_eq!(seen("  \n").0, []);
        assert_eq!(seen("[]\n").0, []);
        assert_eq!(seen("[]\n").1, []);
    }
}
