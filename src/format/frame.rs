//! Files that are one whole, put together from pieces: what stands before, between and behind the
//! records.

/// What stands around the records of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Before the first.
    pub begin: &'static str,
    /// Between two.
    pub between: &'static str,
    /// Behind the last.
    pub end: &'static str,
}

impl Frame {
    /// Of a file whose records stand behind each other.
    pub const NONE: Self = Self {
        begin: "",
        between: "",
        end: "",
    };
    /// Of a JSON list with a record on each line.
    pub const LIST: Self = Self {
        begin: "[\n",
        between: ",\n",
        end: "\n]\n",
    };

    /// The records in a whole file, one behind the other, as the whole file.
    #[must_use]
    pub fn around(self, records: &[String]) -> Vec<u8> {
        let records = records.join(self.between);
        format!("{}{records}{}", self.begin, self.end).into_bytes()
    }

    /// The records alone in a whole file.
    fn within<'b>(&self, whole: &'b [u8]) -> &'b [u8] {
        let rest = whole.strip_prefix(self.begin.as_bytes()).unwrap_or(whole);
        rest.strip_suffix(self.end.as_bytes()).unwrap_or(rest)
    }
}

/// Makes one file of several.
#[derive(Debug)]
pub struct Joining {
    frame: Frame,
    begun: bool,
    /// Whether a record was written.
    filled: bool,
}

impl Joining {
    /// Before the first.
    #[must_use]
    pub fn new(frame: Frame) -> Self {
        let (begun, filled) = (false, false);
        Self {
            frame,
            begun,
            filled,
        }
    }

    /// What is written for the next file.
    pub fn next<'b>(&mut self, whole: &'b [u8]) -> [&'b [u8]; 3] {
        let records = self.frame.within(whole);
        let begin = if self.begun { "" } else { self.frame.begin };
        self.begun = true;
        let parted = self.filled && !records.is_empty();
        let between = if parted { self.frame.between } else { "" };
        self.filled |= !records.is_empty();
        [begin.as_bytes(), between.as_bytes(), records]
    }

    /// What is written behind the last.
    #[must_use]
    pub fn end(&self) -> [&'static [u8]; 2] {
        let begin = if self.begun { "" } else { self.frame.begin };
        [begin.as_bytes(), self.frame.end.as_bytes()]
    }
}
