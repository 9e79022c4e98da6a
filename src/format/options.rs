//! How to write what a format cannot carry as it is.

/// What to do with a span whose edge lies inside a token, such as القاهرة in وبالقاهرة.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subword {
    /// Cut the token at the edge: the clitics become a token of their own.
    #[default]
    Split,
    /// Widen the span to whole tokens.
    Expand,
    /// Narrow the span to the whole tokens inside it; without any it is left out.
    Contract,
    /// Leave the span out.
    Drop,
}

/// Which of two overlapping spans a flat format keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flat {
    /// The one that contains the other; of crossing ones the first.
    #[default]
    Outermost,
    /// The one inside the other; of crossing ones the first.
    Innermost,
    /// The longer one, wherever it begins.
    Longest,
}

/// The choices of one export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WriteOptions {
    /// For token formats.
    pub subword: Subword,
    /// For flat formats.
    pub flat: Flat,
    /// Records that stand before in the same file and were written already, for formats that number
    /// them.
    pub before: usize,
}
