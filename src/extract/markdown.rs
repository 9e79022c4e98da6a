//! Markdown: the text as it reads when set, without marks, link targets and pictures.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::prose::Prose;
use super::{Extracted, fields};
use crate::model::article::ArticleMeta;

pub(super) fn read(text: &str) -> Extracted {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut page = Page::default();
    for event in Parser::new_ext(text, options) {
        page.take(event);
    }
    let text = page.prose.finish();
    let meta = page.meta;
    Extracted { text, meta }
}

#[derive(Default)]
struct Page {
    prose: Prose,
    meta: ArticleMeta,
    front: bool,
    code: bool,
    pictures: usize,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.front => self.front_matter(&text),
            Event::Text(text) if self.pictures == 0 => self.text(&text),
            Event::Code(text) if self.pictures == 0 => self.prose.exact(&text),
            Event::SoftBreak => self.prose.flowing(" "),
            Event::HardBreak => self.prose.line(),
            Event::Rule => self.prose.block(),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.prose.line(),
            // Blocks of HTML are read as pages are.
            Event::Html(html) => self.prose.flowing(&super::html::read(&html).text),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.code {
            self.prose.exact(text.trim_end_matches('\n'));
            self.prose.line();
        } else {
            self.prose.flowing(text);
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle) => self.front = true,
            Tag::CodeBlock(_) => {
                self.code = true;
                self.prose.block();
            }
            Tag::Image { .. } => self.pictures += 1,
            Tag::Item | Tag::TableRow | Tag::TableHead => self.prose.line(),
            Tag::Paragraph | Tag::Heading { .. } | Tag::Table(_) | Tag::FootnoteDefinition(_) => {
                self.prose.block();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.front = false,
            TagEnd::CodeBlock => {
                self.code = false;
                self.prose.block();
            }
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::TableCell => self.prose.cell(),
            TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => self.prose.line(),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Table | TagEnd::List(_) => {
                self.prose.block();
            }
            _ => {}
        }
    }

    /// Lines of `name: value`; anything deeper says nothing about the article.
    fn front_matter(&mut self, text: &str) {
        for line in text.lines().filter(|line| !line.starts_with(' ')) {
            if let Some((name, value)) = line.split_once(':') {
                let value = value.trim().trim_matches(['"', '\'']);
                fields::note(&mut self.meta, name, value);
            }
        }
    }
}
