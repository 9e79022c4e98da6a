//! A JSON file that is a list of records: each is parsed by itself, so that a bad one, or an end
//! that is missing, does not take the others with it.

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::Import;
use super::flaw::{Done, Expected, Flaw};
use super::json_lines::plain;
use super::places::Places;
use super::problem::{Problem, ProblemKind};

/// A file being read.
pub(super) struct JsonFile<'f> {
    name: &'f str,
    text: &'f str,
    places: Places<'f>,
    /// Line and column of the text in its file.
    base: (usize, usize),
    /// The id of the article being read, once it is known.
    pub article: Option<String>,
    /// What came out so far.
    pub import: Import,
}

/// A record, and where it begins in the file, in bytes.
pub(super) struct Element<'f> {
    /// Its text.
    pub raw: &'f str,
    /// Its first byte in the file.
    pub at: usize,
}

impl<'f> JsonFile<'f> {
    /// The file as text; `None`, with the reason, if it is not UTF-8.
    pub fn new(name: &'f str, bytes: &'f [u8]) -> Result<Self, Import> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::part(name, text, (1, 1))),
            Err(error) => {
                let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
                let mut file = JsonFile::part(name, good, (1, 1));
                file.report(good.len(), ProblemKind::NotUtf8);
                Err(file.import)
            }
        }
    }

    /// A part of a file that begins at that line and column of it.
    pub fn part(name: &'f str, text: &'f str, base: (usize, usize)) -> Self {
        Self {
            name,
            text,
            places: Places::of(text),
            base,
            article: None,
            import: Import::default(),
        }
    }

    /// All of it as one element.
    pub fn whole(&self) -> Element<'f> {
        let (raw, at) = (self.text, 0);
        Element { raw, at }
    }

    /// Line and column at which it begins in its file.
    pub fn begin(&self) -> (usize, usize) {
        self.base
    }

    /// The file's name.
    pub fn name(&self) -> &'f str {
        self.name
    }

    /// Tells of something at a byte of the file.
    pub fn report(&mut self, at: usize, kind: ProblemKind) {
        let (line, column) = self.places.line_column(at);
        let column = if line == 1 {
            column + self.base.1 - 1
        } else {
            column
        };
        let line = line + self.base.0 - 1;
        let problem = Problem::new(self.name, (line, column), kind);
        let problem = problem.within(self.article.as_deref());
        self.import.problems.push(problem);
    }

    /// Tells of something that is not as expected.
    pub fn flaw(&mut self, at: usize, (expected, done): (Expected, Done), found: &str) {
        let found = found.to_owned();
        let flaw = Flaw {
            expected,
            found,
            done,
        };
        self.report(at, ProblemKind::Flaw(flaw));
    }

    /// An element as that shape; tells why not.
    pub fn parse<T: DeserializeOwned>(&mut self, element: &Element<'_>, done: Done) -> Option<T> {
        match serde_json::from_str(element.raw) {
            Ok(value) => Some(value),
            Err(error) => {
                let at = element.at + byte_of(element.raw, error.line(), error.column());
                self.flaw(at, (Expected::Json, done), &plain(&error));
                None
            }
        }
    }

    /// The elements of a list; a file that is an object is its only element.
    pub fn elements(&mut self) -> Vec<Element<'f>> {
        let text = self.text;
        let start = text.len() - text.trim_start().len();
        if text[start..].starts_with('[') {
            return self.list(Element { raw: text, at: 0 }, start);
        }
        if text.trim().is_empty() {
            return Vec::new();
        }
        let (raw, at) = (text.trim(), start);
        vec![Element { raw, at }]
    }

    /// The elements of the list that begins at byte `from` of `within`.
    pub fn list(&mut self, within: Element<'f>, from: usize) -> Vec<Element<'f>> {
        let text = within.raw;
        let mut found = Vec::new();
        let mut at = skip_blank(text, from + 1);
        while !text[at..].starts_with(']') {
            let mut stream =
                serde_json::Deserializer::from_str(&text[at..]).into_iter::<&RawValue>();
            let raw = match stream.next() {
                Some(Ok(raw)) => raw.get(),
                Some(Err(error)) => {
                    let rest = (Expected::Json, Done::RestLeftOut);
                    self.flaw(within.at + at, rest, &plain(&error));
                    break;
                }
                None => {
                    self.flaw(within.at + at, (Expected::Json, Done::RestLeftOut), "");
                    break;
                }
            };
            let end = at + stream.byte_offset();
            let begin = end - raw.len();
            found.push(Element {
                raw,
                at: within.at + begin,
            });
            at = skip_blank(text, end);
            if text[at..].starts_with(',') {
                at = skip_blank(text, at + 1);
            } else if !text[at..].starts_with(']') {
                self.flaw(within.at + at, (Expected::Json, Done::RestLeftOut), "");
                break;
            }
        }
        found
    }
}

fn skip_blank(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    from + (rest.len() - rest.trim_start_matches([' ', '\n', '\r', '\t']).len())
}

/// The byte of a line and column (in bytes) as serde counts them.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (before + column.saturating_sub(1)).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_before_a_broken_one_are_kept() {
        let bytes = "\n[ {\"a\":[1]} ,\n [2], {\"b\" ".as_bytes();
        let mut file = JsonFile::new("x.json", bytes).ok().unwrap();
        let elements = file.elements();
        let seen: Vec<_> = elements.iter().map(|e| (e.raw, e.at)).collect();
        assert_eq!(seen, [("{\"a\":[1]}", 3), ("[2]", 16)]);
        let problem = &file.import.problems[0];
        assert_eq!((problem.line, problem.column), (3, 7));
    }
}
