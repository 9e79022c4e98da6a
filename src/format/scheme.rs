//! Tag schemes of token formats, as tables.

use std::ops::Range;

use super::layer;
use super::problem::ProblemKind;

/// How the tokens of one span are marked. `O` marks all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its name.
    pub name: &'static str,
    /// The first of several tokens.
    pub first: char,
    /// A token between the first and the last.
    pub inside: char,
    /// The last of several tokens.
    pub last: char,
    /// The only token.
    pub single: char,
    /// The first token directly behind a span of the same label.
    pub behind_same: char,
}

/// `B` begins every span.
pub const IOB2: Scheme = Scheme {
    name: "IOB2",
    first: 'B',
    inside: 'I',
    last: 'I',
    single: 'B',
    behind_same: 'B',
};

/// `B` only parts a span from one of the same label before it.
pub const IOB1: Scheme = Scheme {
    name: "IOB1",
    first: 'I',
    inside: 'I',
    last: 'I',
    single: 'I',
    behind_same: 'B',
};

/// Begin, inside, outside, end, single.
pub const BIOES: Scheme = Scheme {
    name: "BIOES",
    first: 'B',
    inside: 'I',
    last: 'E',
    single: 'S',
    behind_same: 'B',
};

/// Begin, inside, last, outside, unit: [`BIOES`] with other letters.
pub const BILOU: Scheme = Scheme {
    name: "BILOU",
    first: 'B',
    inside: 'I',
    last: 'L',
    single: 'U',
    behind_same: 'B',
};

impl Scheme {
    /// The tags of `count` tokens from spans that do not overlap, in order.
    #[must_use]
    pub fn encode(&self, count: usize, spans: &[(Range<usize>, &str)]) -> Vec<String> {
        let mut tags = vec!["O".to_owned(); count];
        let mut before: Option<(usize, &str)> = None;
        for (range, label) in spans {
            let behind_same = before == Some((range.start, label));
            for at in range.clone() {
                let prefix = self.prefix(range, at, behind_same);
                if let Some(tag) = tags.get_mut(at) {
                    *tag = format!("{prefix}-{label}");
                }
            }
            before = Some((range.end, label));
        }
        tags
    }

    fn prefix(&self, range: &Range<usize>, at: usize, behind_same: bool) -> char {
        let (is_first, is_last) = (at == range.start, at + 1 == range.end);
        match (is_first, is_last) {
            // Schemes that mark single tokens need no help to part two spans.
            (true, true) if behind_same && self.single == self.first => self.behind_same,
            (true, true) => self.single,
            (true, false) if behind_same => self.behind_same,
            (true, false) => self.first,
            (false, true) => self.last,
            (false, false) => self.inside,
        }
    }
}

/// What one tag says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag<'t> {
    /// Not in a span.
    Outside,
    /// Begins a span, whatever was before.
    Begin(&'t str),
    /// Goes on with a span of that label, or begins one.
    Inside(&'t str),
    /// The last token of a span.
    End(&'t str),
    /// A span of one token.
    Single(&'t str),
}

/// The tag in any of the usual schemes; `None` if it is in none.
#[must_use]
pub fn parse(tag: &str) -> Option<Tag<'_>> {
    if tag == "O" {
        return Some(Tag::Outside);
    }
    let (prefix, label) = tag.split_once('-')?;
    match prefix {
        _ if layer::as_label(label).is_none() => None,
        "B" => Some(Tag::Begin(label)),
        "I" | "M" => Some(Tag::Inside(label)),
        "E" | "L" => Some(Tag::End(label)),
        "S" | "U" => Some(Tag::Single(label)),
        _ => None,
    }
}

/// A span of tokens with its label, and whether its first tag only continued something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The tokens.
    pub tokens: Range<usize>,
    /// The label as label sets allow it.
    pub label: String,
    /// The label as given, if that has blanks.
    pub blanks: Option<String>,
    /// It began with a tag that continues (`I-`): legal in IOB1 only.
    pub unbegun: bool,
}

impl Decoded {
    /// What is to be told of the label.
    #[must_use]
    pub fn problem(&self) -> Option<ProblemKind> {
        let given = self.blanks.clone()?;
        Some(ProblemKind::BadLabel(given, Some(self.label.clone())))
    }
}

/// The spans that the tags of one sentence mark, in order; reads every scheme.
#[must_use]
pub fn decode(tags: &[Tag<'_>]) -> Vec<Decoded> {
    let mut spans: Vec<Decoded> = Vec::new();
    let mut given = "";
    let mut open = false;
    for (at, tag) in tags.iter().enumerate() {
        let (label, begins, ends) = match tag {
            Tag::Outside => {
                open = false;
                continue;
            }
            Tag::Begin(label) => (label, true, false),
            Tag::Inside(label) => (label, false, false),
            Tag::End(label) => (label, false, true),
            Tag::Single(label) => (label, true, true),
        };
        match spans.last_mut() {
            Some(last) if open && !begins && given == *label => last.tokens.end = at + 1,
            _ => {
                let allowed = layer::as_label(label).unwrap_or_default();
                spans.push(Decoded {
                    tokens: at..at + 1,
                    blanks: (allowed != *label).then(|| (*label).to_owned()),
                    label: allowed,
                    unbegun: !begins,
                });
            }
        }
        given = label;
        open = !ends;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(scheme: Scheme) -> String {
        let spans = [(0..1, "PER"), (1..4, "PER"), (4..6, "LOC"), (7..8, "LOC")];
        scheme.encode(8, &spans).join(" ")
    }

    #[test]
    fn every_scheme_is_written_as_its_readers_expect_and_read_back() {
        let iob2 = "B-PER B-PER I-PER I-PER B-LOC I-LOC O B-LOC";
        let iob1 = "I-PER B-PER I-PER I-PER I-LOC I-LOC O I-LOC";
        let bioes = "S-PER B-PER I-PER E-PER B-LOC E-LOC O S-LOC";
        let bilou = "U-PER B-PER I-PER L-PER B-LOC L-LOC O U-LOC";
        for (scheme, expected) in [(IOB2, iob2), (IOB1, iob1), (BIOES, bioes), (BILOU, bilou)] {
            assert_eq!(tags(scheme), expected, "{}", scheme.name);
            let read: Vec<Tag<'_>> = expected.split(' ').filter_map(parse).collect();
            let spans: Vec<_> = decode(&read).into_iter().map(|d| d.tokens).collect();
            assert_eq!(spans, [0..1, 1..4, 4..6, 7..8], "{}", scheme.name);
        }
    }

    #[test]
    fn what_is_no_tag_is_told_apart() {
        assert_eq!(parse("PER"), None);
        assert_eq!(parse("X-PER"), None);
        assert_eq!(parse("B-"), None);
        assert_eq!(parse("B- "), None);
        assert_eq!(parse("B-A-B"), Some(Tag::Begin("A-B")));
    }
}
