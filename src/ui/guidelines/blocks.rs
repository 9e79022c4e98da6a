//! Markdown as blocks of text with marks: what the pane paints.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

/// What kind of block it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// With its level, 1 the highest.
    Heading(u8),
    Paragraph,
    /// An item of a list, so many lists deep, from 1.
    Item(usize),
    Rule,
}

/// What is said of a part of a block's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    /// Where it leads.
    Link(String),
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// In order of their ends; they may nest.
    pub(super) marks: Vec<(Range<usize>, Mark)>,
}

impl Block {
    /// Whether it tells of a label: by a link, or by its name in files or for people as a word.
    pub(super) fn tells_of(&self, id: &str, names: &[&str]) -> bool {
        let linked = |mark: &Mark| matches!(mark, Mark::Link(to) if label_of(to) == Some(id));
        let words = || self.text.split(|c: char| !c.is_alphanumeric() && c != '_');
        self.marks.iter().any(|(_, mark)| linked(mark))
            || words().any(|word| word == id || names.contains(&word))
    }
}

/// The label that a link leads to: `label:PER`.
pub(super) fn label_of(link: &str) -> Option<&str> {
    link.strip_prefix("label:").filter(|id| !id.is_empty())
}

/// The blocks of a text. Tables, pictures and raw HTML are shown as their text.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut reading = Reading::default();
    for event in Parser::new(markdown) {
        reading.take(event);
    }
    reading.flush();
    reading.done
}

#[derive(Default)]
struct Reading {
    done: Vec<Block>,
    open: Option<Block>,
    /// Starts of marks that are not closed yet.
    starts: Vec<(usize, Option<String>)>,
    /// The next number of each list that is open; none for lists without numbers.
    lists: Vec<Option<u64>>,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.open(Kind::Paragraph).text.push_str(&text);
            }
            Event::SoftBreak => self.open(Kind::Paragraph).text.push(' '),
            Event::HardBreak => self.open(Kind::Paragraph).text.push('\n'),
            Event::Rule => {
                self.flush();
                self.begin(Kind::Rule);
                self.flush();
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Kind::Heading(number(level))),
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Strong | Tag::Emphasis => self.starts.push((self.length(), None)),
            Tag::Link { dest_url, .. } => {
                self.starts
                    .push((self.length(), Some(dest_url.to_string())));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => {
                self.flush();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => self.close_mark(),
            _ => {}
        }
    }

    fn item(&mut self) {
        let depth = self.lists.len().max(1);
        let sign = match self.lists.last_mut() {
            Some(Some(next)) => {
                *next += 1;
                format!("{}. ", *next - 1)
            }
            _ => "• ".to_owned(),
        };
        self.begin(Kind::Item(depth));
        self.open(Kind::Item(depth)).text.push_str(&sign);
    }

    fn close_mark(&mut self) {
        let Some((start, link)) = self.starts.pop() else {
            return;
        };
        let end = self.length();
        if let Some(open) = self.open.as_mut().filter(|_| start < end) {
            open.marks
                .push((start..end, link.map_or(Mark::Strong, Mark::Link)));
        }
    }

    fn begin(&mut self, kind: Kind) {
        self.flush();
        self.open(kind);
    }

    /// The open block; a new one of that kind if none is.
    fn open(&mut self, kind: Kind) -> &mut Block {
        self.open.get_or_insert_with(|| Block {
            kind,
            text: String::new(),
            marks: Vec::new(),
        })
    }

    fn length(&self) -> usize {
        self.open.as_ref().map_or(0, |open| open.text.len())
    }

    fn flush(&mut self) {
        self.starts.clear();
        let open = self.open.take();
        let whole = |block: &Block| block.kind == Kind::Rule || !block.text.trim().is_empty();
        self.done.extend(open.filter(whole));
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lists_strong_words_and_links_to_labels_are_found() {
        let read = blocks(
            "# الأشخاص\n\nسِم **الاسم** وحده كـ[شخص](label:PER).\n\n- بلا لقب\n- بلا منصب\n  1. رئيس\n\n---\n",
        );
        let texts: Vec<(Kind, &str)> = read.iter().map(|b| (b.kind, b.text.as_str())).collect();
        assert_eq!(
            texts,
            [
                (Kind::Heading(1), "الأشخاص"),
                (Kind::Paragraph, "سِم الاسم وحده كـشخص."),
                (Kind::Item(1), "• بلا لقب"),
                (Kind::Item(1), "• بلا منصب"),
                (Kind::Item(2), "1. رئيس"),
                (Kind::Rule, ""),
            ]
        );
        let paragraph = &read[1];
        let marked: Vec<(&str, &Mark)> = paragraph
            .marks
            .iter()
            .map(|(range, mark)| (&paragraph.text[range.clone()], mark))
            .collect();
        let link = Mark::Link("label:PER".into());
        assert_eq!(marked, [("الاسم", &Mark::Strong), ("شخص", &link)]);
        assert!(paragraph.tells_of("PER", &[]));
        assert!(!read[2].tells_of("PER", &["شخص"]));
    }

    #[test]
    fn nothing_is_too_strange_to_be_shown() {
        for odd in [
            "",
            "\n\n",
            "**",
            "[a](",
            "<b>x</b>",
            "> > >",
            "- \n  - \n",
            "```\nx",
            "| a |\n|-|\n",
        ] {
            let read = blocks(odd);
            for block in &read {
                for (range, _) in &block.marks {
                    assert!(block.text.get(range.clone()).is_some(), "{odd:?}");
                }
            }
        }
    }
}
