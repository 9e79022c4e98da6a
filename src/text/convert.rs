//! The one place where offsets change their unit.
//!
//! Python tools count code points, JavaScript and Java tools count UTF-16 code units, editors show
//! lines and columns. A [`UnitIndex`] holds checkpoints so that a conversion costs a short scan
//! however long the text is.

/// The unit in which a file or tool counts text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// UTF-8 bytes.
    Byte,
    /// Unicode code points (Python, brat, spaCy, Hugging Face, W3C).
    CodePoint,
    /// UTF-16 code units (UIMA, INCEpTION, WebAnno, GATE, JavaScript).
    Utf16,
}

impl Unit {
    /// The name written in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Byte => "byte",
            Self::CodePoint => "codepoint",
            Self::Utf16 => "utf16",
        }
    }

    /// The unit of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Byte, Self::CodePoint, Self::Utf16]
            .into_iter()
            .find(|unit| unit.as_str() == name)
    }
}

/// Bytes between two checkpoints.
const STEP: usize = 512;

#[derive(Clone, Copy, Debug, Default)]
struct Checkpoint {
    byte: usize,
    code_points: usize,
    utf16: usize,
}

/// Converts offsets of one text between units.
#[derive(Clone, Debug)]
pub struct UnitIndex<'t> {
    text: &'t str,
    checkpoints: Vec<Checkpoint>,
}

impl<'t> UnitIndex<'t> {
    /// Scans `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = vec![Checkpoint::default()];
        let mut here = Checkpoint::default();
        for c in text.chars() {
            if here.byte - checkpoints[checkpoints.len() - 1].byte >= STEP {
                checkpoints.push(here);
            }
            advance(&mut here, c);
        }
        Self { text, checkpoints }
    }

    /// The byte offset `byte` counted in `unit`; `None` if it is not a code point boundary.
    #[must_use]
    pub fn from_byte(&self, byte: usize, unit: Unit) -> Option<usize> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        let mut here = self.checkpoint(|c| c.byte <= byte);
        let from = here.byte;
        self.text[from..byte]
            .chars()
            .for_each(|c| advance(&mut here, c));
        Some(here.get(unit))
    }

    /// The byte offset of position `at` counted in `unit`; `None` if it is behind the text or
    /// splits a code point.
    #[must_use]
    pub fn to_byte(&self, at: usize, unit: Unit) -> Option<usize> {
        let mut here = self.checkpoint(|c| c.get(unit) <= at);
        for c in self.text[here.byte..].chars() {
            if here.get(unit) >= at {
                break;
            }
            advance(&mut here, c);
        }
        (here.get(unit) == at).then_some(here.byte)
    }

    /// Length of the text in `unit`.
    #[must_use]
    pub fn len(&self, unit: Unit) -> usize {
        self.from_byte(self.text.len(), unit).unwrap_or_default()
    }

    /// Whether the text has no characters at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn checkpoint(&self, before: impl Fn(&Checkpoint) -> bool) -> Checkpoint {
        let behind = self.checkpoints.partition_point(before);
        self.checkpoints[behind.saturating_sub(1)]
    }
}

impl Checkpoint {
    fn get(&self, unit: Unit) -> usize {
        match unit {
            Unit::Byte => self.byte,
            Unit::CodePoint => self.code_points,
            Unit::Utf16 => self.utf16,
        }
    }
}

fn advance(here: &mut Checkpoint, c: char) {
    here.byte += c.len_utf8();
    here.code_points += 1;
    here.utf16 += c.len_utf16();
}

/// Line and column of a byte offset, both from 1, the column in code points: how people and
/// compilers name a place in a file.
#[must_use]
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte)];
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before[line_start..].chars().count() + 1)
}

/// Number of code points; for sizes shown to people.
#[must_use]
pub fn code_points(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_after_an_emoji_as_python_and_java_do() {
        let text = "😀 زار محمّد القاهرة وبالقاهرة.";
        let index = UnitIndex::new(text);
        let start = text.find("محمّد").unwrap();
        let end = start + "محمّد".len();
        assert_eq!(index.from_byte(start, Unit::CodePoint), Some(6));
        assert_eq!(index.from_byte(end, Unit::CodePoint), Some(11));
        assert_eq!(index.from_byte(start, Unit::Utf16), Some(7));
        assert_eq!(index.from_byte(end, Unit::Utf16), Some(12));
        assert_eq!(
            index.to_byte(1, Unit::Utf16),
            None,
            "half an emoji is no place"
        );
    }

    #[test]
    fn lines_and_columns_are_counted_from_one() {
        assert_eq!(line_column("أب\nجد", 5), (2, 1));
        assert_eq!(line_column("أب\nجد", 7), (2, 2));
    }

    proptest! {
        #[test]
        fn every_boundary_survives_a_round_trip(text in "(\\PC|[ء-ي]|[ً-ٟ]|😀|\r\n|\u{2067}){0,900}") {
            let index = UnitIndex::new(&text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                for unit in [Unit::Byte, Unit::CodePoint, Unit::Utf16] {
                    let there = index.from_byte(byte, unit).unwrap();
                    prop_assert_eq!(index.to_byte(there, unit), Some(byte));
                }
            }
            prop_assert_eq!(index.len(Unit::Utf16), text.encode_utf16().count());
            prop_assert_eq!(index.to_byte(index.len(Unit::CodePoint) + 1, Unit::CodePoint), None);
        }
    }
}
