//! Readers that take one line after the other and hold at most one article.

use std::io::{self, BufRead};

use super::problem::{Problem, ProblemKind};
use super::{Format, Import, Sink, lines};
use crate::text::convert::code_points;

/// Reads a format line by line.
pub(super) trait Reader {
    /// Takes the next line, without its line end.
    fn line(&mut self, bytes: &[u8]);
    /// There are no more lines.
    fn end(&mut self);
    /// What is finished since the last call: articles, and problems found meanwhile.
    fn take(&mut self) -> Import;
}

/// Lets `reader` read all of `input`, and gives away what is finished as it comes.
///
/// # Errors
/// The input breaks off; what was read before was given to `sink`.
pub(super) fn pump(
    mut reader: impl Reader,
    input: &mut dyn BufRead,
    sink: &mut dyn Sink,
) -> io::Result<()> {
    let read = lines::each(input, |_, line| {
        reader.line(line);
        reader.take().pour(sink);
        !sink.enough()
    });
    reader.end();
    reader.take().pour(sink);
    read
}

/// [`Format::read`] for a format that reads streams.
pub(super) fn read(format: &dyn Format, mut bytes: &[u8], name: &str) -> Import {
    let mut import = Import::default();
    // Bytes in memory never break off.
    drop(format.read_stream(&mut bytes, name, &mut import));
    import
}

/// Where a reader is, and what it found wrong.
#[derive(Debug)]
pub(super) struct Place<'n> {
    name: &'n str,
    /// The line being read, from 1.
    pub line: usize,
    /// The id of the article being read, where it is known.
    pub article: Option<String>,
    /// What is finished.
    pub import: Import,
}

impl<'n> Place<'n> {
    /// Before the first line of a file called `name`.
    pub fn new(name: &'n str) -> Self {
        Self {
            name,
            line: 0,
            article: None,
            import: Import::default(),
        }
    }

    /// The file's name.
    pub fn name(&self) -> &'n str {
        self.name
    }

    /// The next line as text, without a line end of another system; tells of bytes that are not
    /// UTF-8.
    pub fn next<'l>(&mut self, bytes: &'l [u8]) -> Option<&'l str> {
        self.line += 1;
        match std::str::from_utf8(bytes) {
            Ok(line) => Some(line.strip_suffix('\r').unwrap_or(line)),
            Err(error) => {
                let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                self.report(code_points(&good) + 1, ProblemKind::NotUtf8);
                None
            }
        }
    }

    /// Notes a problem in the line being read.
    pub fn report(&mut self, column: usize, kind: ProblemKind) {
        self.report_at(self.line, column, kind);
    }

    /// Notes a problem in an earlier line.
    pub fn report_at(&mut self, line: usize, column: usize, kind: ProblemKind) {
        let problem = Problem::new(self.name, (line, column), kind);
        let problem = problem.within(self.article.as_deref());
        self.import.problems.push(problem);
    }
}
