//! The features of the linear model: for each word, the rows of the weight table that its
//! surroundings select.

use super::hash::mix;
use super::token::Token;

/// Features are hashed into a table of two to this power rows.
pub(in crate::suggest) const BITS: u32 = 18;

/// What a feature speaks of, for the evidence that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::suggest) enum Aspect {
    /// The word itself.
    Word,
    /// Its beginning or end.
    Affix,
    /// The words before.
    Before,
    /// The words behind.
    After,
    /// Lists that have it or its neighbours.
    List,
    /// Telling words beside it.
    Trigger,
    /// Shape, length, quotation marks.
    Shape,
}

/// Collects rows.
struct Rows<'a> {
    rows: &'a mut Vec<(u32, Aspect)>,
    template: u64,
}

impl Rows<'_> {
    fn add(&mut self, aspect: Aspect, a: u64, b: u64) {
        self.template += 1;
        let row = mix(self.template, a, b) >> (64 - BITS);
        self.rows
            .push((u32::try_from(row).unwrap_or_default(), aspect));
    }
}

/// The words around one, with stand-ins beyond the edges of the sentence.
struct View<'a> {
    tokens: &'a [Token],
    at: usize,
}

/// Stands for a word beyond the edges.
const EDGE: u64 = 7;

impl View<'_> {
    fn of(&self, offset: isize, edge: u64, value: impl Fn(&Token) -> u64) -> u64 {
        let place = self.at.checked_add_signed(offset);
        let token = place.and_then(|place| self.tokens.get(place));
        token.map_or(edge, value)
    }

    fn heart(&self, offset: isize) -> u64 {
        self.of(offset, EDGE, |t| t.heart)
    }

    fn form(&self, offset: isize) -> u64 {
        self.of(offset, EDGE, |t| t.form)
    }

    fn suffix(&self, offset: isize, length: usize) -> u64 {
        self.of(offset, EDGE, |t| t.suffixes[length])
    }

    fn lists(&self, offset: isize) -> u64 {
        self.of(offset, 1 << 31, |t| u64::from(t.lists))
    }

    fn shape(&self, offset: isize) -> u64 {
        self.of(offset, 99, |t| u64::from(t.shape))
    }

    fn known(&self, offset: isize) -> u64 {
        self.of(offset, 9, |t| u64::from(t.known.min(4)))
    }

    fn triggers(&self, offset: isize) -> u64 {
        self.of(offset, 0, |t| u64::from(t.triggers))
    }
}

/// The rows of the word at `at`, in a fixed order.
pub(in crate::suggest) fn rows(tokens: &[Token], at: usize, rows: &mut Vec<(u32, Aspect)>) {
    rows.clear();
    let mut out = Rows { rows, template: 0 };
    let view = View { tokens, at };
    if let Some(own) = tokens.get(at) {
        word(&mut out, own);
        neighbours(&mut out, &view);
        lists(&mut out, &view);
        shapes(&mut out, &view, own);
    }
}

/// Features of the words around.
fn neighbours(out: &mut Rows<'_>, view: &View<'_>) {
    for offset in [-3, -2, -1] {
        out.add(Aspect::Before, view.heart(offset), 0);
    }
    for offset in [1, 2, 3] {
        out.add(Aspect::After, view.heart(offset), 0);
    }
    out.add(Aspect::Before, view.form(-1), 0);
    out.add(Aspect::After, view.form(1), 0);
    out.add(Aspect::Before, view.heart(-1), view.heart(0));
    out.add(Aspect::After, view.heart(0), view.heart(1));
    out.add(Aspect::Before, view.heart(-2), view.heart(-1));
    out.add(Aspect::After, view.heart(1), view.heart(2));
    out.add(Aspect::Before, view.heart(-1), view.heart(1));
    for (offset, aspect) in [(-1, Aspect::Before), (1, Aspect::After)] {
        out.add(aspect, view.suffix(offset, 1), 0);
        out.add(aspect, view.suffix(offset, 2), 0);
        out.add(aspect, view.of(offset, EDGE, |t| t.prefixes[1]), 0);
        out.add(aspect, view.of(offset, EDGE, |t| t.stem), 0);
        let clitic = view.of(offset, EDGE, |t| t.clitic);
        out.add(aspect, clitic, view.shape(offset));
    }
}

/// Features of lists and telling words.
fn lists(out: &mut Rows<'_>, view: &View<'_>) {
    let (before, own, after) = (view.lists(-1), view.lists(0), view.lists(1));
    let (known, suffix) = (view.known(0), view.suffix(0, 1));
    out.add(Aspect::List, own, 0);
    out.add(Aspect::List, before, 0);
    out.add(Aspect::List, after, 0);
    out.add(Aspect::List, before, own);
    out.add(Aspect::List, own, after);
    out.add(Aspect::List, view.heart(-1), own);
    out.add(Aspect::List, before, known);
    out.add(Aspect::List, before, suffix);
    out.add(Aspect::List, own, view.heart(1));
    out.add(Aspect::List, view.lists(-2), before);
    for offset in [-2, -1, 0, 1] {
        out.add(Aspect::Trigger, view.triggers(offset), 0);
    }
    out.add(Aspect::Trigger, view.triggers(-1), own);
    out.add(Aspect::Trigger, view.triggers(-1), known);
    let pair = view.known(-1) << 4 | known;
    out.add(Aspect::Trigger, view.triggers(-2), pair);
    out.add(Aspect::Trigger, view.triggers(-1), suffix);
}

/// Features of shape and frequency.
fn shapes(out: &mut Rows<'_>, view: &View<'_>, own: &Token) {
    let (before, shape, after) = (view.shape(-1), view.shape(0), view.shape(1));
    let known = view.known(0);
    out.add(Aspect::Shape, shape, known);
    out.add(Aspect::Shape, before, shape);
    out.add(Aspect::Shape, shape, after);
    out.add(Aspect::Shape, before << 8 | shape, after);
    out.add(Aspect::Shape, view.known(-1), known);
    out.add(Aspect::Shape, known, view.known(1));
    out.add(Aspect::Shape, u64::from(own.quoted), shape);
    out.add(Aspect::Before, view.heart(-1), known);
    out.add(Aspect::After, view.heart(1), known);
    out.add(Aspect::Before, view.suffix(-1, 1), own.suffixes[1]);
}

/// Features of the word alone.
fn word(out: &mut Rows<'_>, own: &Token) {
    out.add(Aspect::Shape, 0, 0);
    out.add(Aspect::Word, own.form, 0);
    out.add(Aspect::Word, own.heart, 0);
    out.add(Aspect::Word, own.stem, 0);
    for prefix in own.prefixes {
        out.add(Aspect::Affix, prefix, 0);
    }
    for suffix in own.suffixes {
        out.add(Aspect::Affix, suffix, 0);
    }
    out.add(Aspect::Affix, own.prefixes[1], own.suffixes[1]);
    out.add(Aspect::Affix, own.clitic, u64::from(own.shape));
}
