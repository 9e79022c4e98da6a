//! Finds the place that a file means, and proves it by the text that the file gives with it.

use std::cell::OnceCell;
use std::ops::Range;

use super::problem::{ProblemKind, Repair};
use crate::text::convert::{Unit, UnitIndex};
use crate::text::offset::Span;

/// An article's text with what is needed to find places in it.
pub struct Locator<'t> {
    text: &'t str,
    index: UnitIndex<'t>,
    unit: Unit,
    other_ends: OnceCell<Option<OtherEnds>>,
}

/// The same text with the other kind of line ends.
struct OtherEnds {
    text: String,
    /// Whether that text has `\r\n` where the article has `\n`.
    longer: bool,
}

impl<'t> Locator<'t> {
    /// For offsets counted in `unit`.
    #[must_use]
    pub fn new(text: &'t str, unit: Unit) -> Self {
        Self {
            text,
            index: UnitIndex::new(text),
            unit,
            other_ends: OnceCell::new(),
        }
    }

    /// What stands between two offsets; nothing if they are no place.
    #[must_use]
    pub fn at(&self, start: u64, end: u64) -> Option<&'t str> {
        let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
        self.text.get(self.bytes(start, end, self.unit)?)
    }

    /// The text of a span.
    #[must_use]
    pub fn text_of(&self, span: Span) -> &'t str {
        span.text(self.text)
    }

    /// The span from `start` to `end`, which should hold `quoted`, and how it was put right.
    ///
    /// # Errors
    /// There is no such place, or it holds another text and the right place cannot be proven.
    pub fn locate(
        &self,
        start: u64,
        end: u64,
        quoted: Option<&str>,
    ) -> Result<(Span, Option<Repair>), ProblemKind> {
        let bounds = (usize::try_from(start).ok(), usize::try_from(end).ok());
        let (Some(from), Some(to)) = bounds else {
            return Err(self.outside(start, end));
        };
        let given = self.bytes(from, to, self.unit);
        let Some(quoted) = quoted.filter(|quoted| !quoted.is_empty()) else {
            let range = given.ok_or_else(|| self.outside(start, end))?;
            return self
                .span(range, None)
                .ok_or_else(|| self.outside(start, end));
        };
        let holds = |range: &Range<usize>| self.text.get(range.clone()) == Some(quoted);
        if let Some(range) = given.clone().filter(holds) {
            return self
                .span(range, None)
                .ok_or_else(|| self.outside(start, end));
        }
        let repaired = self
            .other_unit(from, to, quoted)
            .or_else(|| self.other_line_ends(from, to, quoted))
            .or_else(|| self.without_blanks(given.clone(), quoted))
            .or_else(|| self.only_place(quoted));
        if let Some((range, repair)) = repaired
            && let Some(found) = self.span(range, Some(repair))
        {
            return Ok(found);
        }
        match given.and_then(|range| self.text.get(range)) {
            Some(found) => Err(ProblemKind::WrongText {
                expected: quoted.to_owned(),
                found: found.to_owned(),
            }),
            None => Err(self.outside(start, end)),
        }
    }

    fn outside(&self, start: u64, end: u64) -> ProblemKind {
        let length = self.index.len(self.unit);
        ProblemKind::Outside { start, end, length }
    }

    fn bytes(&self, start: usize, end: usize, unit: Unit) -> Option<Range<usize>> {
        let range = self.index.to_byte(start, unit)?..self.index.to_byte(end, unit)?;
        (range.start < range.end).then_some(range)
    }

    /// A span on whole characters.
    fn span(&self, range: Range<usize>, repair: Option<Repair>) -> Option<(Span, Option<Repair>)> {
        match Span::new(self.text, range.clone()) {
            Ok(span) => Some((span, repair)),
            Err(_) => Some((
                Span::covering(self.text, range)?,
                repair.or(Some(Repair::WholeCharacters)),
            )),
        }
    }

    fn other_unit(&self, start: usize, end: usize, quoted: &str) -> Option<(Range<usize>, Repair)> {
        let units = [
            (Unit::CodePoint, Repair::CountedCodePoints),
            (Unit::Utf16, Repair::CountedUtf16),
            (Unit::Byte, Repair::CountedBytes),
        ];
        let fits = |(unit, repair)| {
            let range = self.bytes(start, end, unit)?;
            (self.text.get(range.clone()) == Some(quoted)).then_some((range, repair))
        };
        units
            .into_iter()
            .filter(|u| u.0 != self.unit)
            .find_map(fits)
    }

    /// Offsets that count a line end as two characters where it is one, or the other way round.
    fn other_line_ends(
        &self,
        start: usize,
        end: usize,
        quoted: &str,
    ) -> Option<(Range<usize>, Repair)> {
        let other = self.other_ends.get_or_init(|| other_ends(self.text));
        let other = other.as_ref()?;
        let index = UnitIndex::new(&other.text);
        let place = |at: usize| {
            let byte = index.to_byte(at, self.unit)?;
            let line_ends = other.text.get(..byte)?.matches('\n').count();
            Some(if other.longer {
                byte.checked_sub(line_ends)?
            } else {
                byte + line_ends
            })
        };
        let range = place(start)?..place(end)?;
        let found = self.text.get(range.clone())?;
        let same = found.replace("\r\n", "\n") == quoted.replace("\r\n", "\n");
        (same && !found.is_empty()).then_some((range, Repair::LineEnds))
    }

    fn without_blanks(
        &self,
        given: Option<Range<usize>>,
        quoted: &str,
    ) -> Option<(Range<usize>, Repair)> {
        let range = given?;
        let found = self.text.get(range.clone())?;
        let core = found.trim();
        if core.is_empty() || core != quoted.trim() {
            return None;
        }
        let start = range.start + (found.len() - found.trim_start().len());
        Some((start..start + core.len(), Repair::Trimmed))
    }

    fn only_place(&self, quoted: &str) -> Option<(Range<usize>, Repair)> {
        let first = self.text.find(quoted)?;
        let only = self.text.rfind(quoted) == Some(first);
        only.then(|| (first..first + quoted.len(), Repair::FoundElsewhere))
    }
}

fn other_ends(text: &str) -> Option<OtherEnds> {
    let paired = text.matches("\r\n").count();
    if !text.contains('\n') {
        return None;
    }
    if paired == 0 {
        let text = text.replace('\n', "\r\n");
        return Some(OtherEnds { text, longer: true });
    }
    // With both kinds in one text the shift is not provable.
    (paired == text.matches('\n').count()).then(|| OtherEnds {
        text: text.replace("\r\n", "\n"),
        longer: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, start: u64, end: u64, quoted: &str) -> Option<(String, Option<Repair>)> {
        let (span, repair) = Locator::new(text, Unit::CodePoint)
            .locate(start, end, Some(quoted))
            .ok()?;
        Some((span.text(text).to_owned(), repair))
    }

    #[test]
    fn what_can_be_proven_is_put_right_and_nothing_else() {
        let text = "😀 زار محمّد القاهرة والقاهرة";
        let expect = |s: &str, r| Some((s.to_owned(), r));
        assert_eq!(found(text, 6, 11, "محمّد"), expect("محمّد", None));
        let utf16 = found(text, 7, 12, "محمّد");
        assert_eq!(utf16, expect("محمّد", Some(Repair::CountedUtf16)));
        let bytes = found(text, 12, 22, "محمّد");
        assert_eq!(bytes, expect("محمّد", Some(Repair::CountedBytes)));
        let blank = found(text, 5, 12, "محمّد");
        assert_eq!(blank, expect("محمّد", Some(Repair::Trimmed)));
        let far = found(text, 900, 905, "محمّد");
        assert_eq!(far, expect("محمّد", Some(Repair::FoundElsewhere)));
        assert_eq!(found(text, 0, 3, "القاهرة"), None, "stands twice");
    }

    #[test]
    fn line_ends_of_another_system_shift_nothing() {
        let crlf = "أ\r\nب\r\nبغداد وبغداد";
        let (text, repair) = found(crlf, 4, 9, "بغداد").unwrap();
        assert_eq!((text.as_str(), repair), ("بغداد", Some(Repair::LineEnds)));
        let lf = "أ\nب\nبغداد وبغداد";
        let (text, repair) = found(lf, 6, 11, "بغداد").unwrap();
        assert_eq!((text.as_str(), repair), ("بغداد", Some(Repair::LineEnds)));
    }
}
