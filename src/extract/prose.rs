//! Builds readable text out of marked-up text: paragraphs parted by blank lines, white space as a
//! browser would show it.

/// What stands between two pieces of text, the strongest wish wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Block,
}

/// Text being built.
#[derive(Clone, Debug, Default)]
pub(super) struct Prose {
    text: String,
    gap: Gap,
}

/// The white space that markup languages collapse; others, such as the no-break space, are content.
fn collapses(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

impl Prose {
    /// Adds text whose runs of white space count as one space.
    pub(super) fn flowing(&mut self, text: &str) {
        if text.starts_with(collapses) {
            self.widen(Gap::Space);
        }
        for word in text.split(collapses).filter(|word| !word.is_empty()) {
            self.exact(word);
            self.widen(Gap::Space);
        }
        if !text.ends_with(collapses) && self.gap == Gap::Space {
            self.gap = Gap::None;
        }
    }

    /// Adds text as it is.
    pub(super) fn exact(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let between = match std::mem::take(&mut self.gap) {
            _ if self.text.is_empty() => "",
            Gap::None => "",
            Gap::Space => " ",
            Gap::Cell => "\t",
            Gap::Line => "\n",
            Gap::Block => "\n\n",
        };
        self.text.push_str(between);
        self.text.push_str(text);
    }

    /// What follows stands in another cell of a table.
    pub(super) fn cell(&mut self) {
        self.widen(Gap::Cell);
    }

    /// What follows stands in a new line.
    pub(super) fn line(&mut self) {
        self.widen(Gap::Line);
    }

    /// What follows is a new paragraph.
    pub(super) fn block(&mut self) {
        self.widen(Gap::Block);
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Bytes so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text, with a line end if there is any.
    pub(super) fn finish(mut self) -> String {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_what_a_browser_shows() {
        let mut prose = Prose::default();
        prose.block();
        prose.flowing("\n  قال ");
        prose.flowing("ا");
        prose.flowing("لوزير\n\tأمس");
        prose.flowing(" ");
        prose.line();
        prose.flowing(" في\u{a0}بغداد ");
        prose.cell();
        prose.block();
        prose.flowing("x");
        assert_eq!(prose.finish(), "قال الوزير أمس\nفي\u{a0}بغداد\n\nx\n");
    }
}
