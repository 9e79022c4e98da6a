//! Web pages: the readable text and what the page says about itself.
//!
//! The tokenizer follows the HTML standard; no tree is built, so nesting costs nothing and tag soup
//! is read to its end. Of a page that marks its article the article is taken, else everything but
//! navigation, sidebars and the like, else everything.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use super::prose::Prose;
use super::{Extracted, fields};
use crate::model::article::ArticleMeta;
use crate::text::paragraph::Direction;

/// A marked article shorter than this many bytes is a teaser unless it is most of the page.
const TEASER: usize = 400;

pub(super) fn read(page: &str) -> Extracted {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reading = Page::default();
    for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
        match token {
            Token::StartTag(tag) => reading.start(&tag),
            Token::EndTag(tag) => reading.end(&lossy(&tag.name)),
            Token::String(text) => reading.text(&lossy(&text)),
            _ => {}
        }
    }
    reading.finish()
}

/// The encoding that a page names in its first kilobytes.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")?;
    let rest = head[at + 8..].trim_ascii_start();
    let rest = rest
        .strip_prefix(b"\"")
        .or(rest.strip_prefix(b"'"))
        .unwrap_or(rest);
    let name = rest
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    String::from_utf8(name.copied().collect()).ok()
}

fn lossy(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// Elements of which no reader sees anything.
const UNSEEN: &[&str] = &[
    "script", "style", "template", "svg", "math", "iframe", "object", "noscript", "select",
    "textarea", "button", "audio", "video", "canvas", "title",
];

/// Elements that stand around an article.
const AROUND: &[&str] = &["nav", "footer", "aside", "menu", "dialog"];

/// Elements that hold an article.
const ARTICLE: &[&str] = &["article", "main"];

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "dl",
    "table",
    "figure",
    "section",
    "article",
    "main",
    "header",
    "address",
    "hr",
];

/// Elements that begin and end a line.
const LINES: &[&str] = &[
    "div",
    "li",
    "dt",
    "dd",
    "tr",
    "figcaption",
    "caption",
    "body",
    "form",
    "fieldset",
    "center",
    "details",
    "summary",
];

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.contains(&name)
}

/// How deep one is in elements of a kind. Tag soup may end what it never began.
#[derive(Default)]
struct Depth(usize);

impl Depth {
    fn step(&mut self, begins: bool) {
        self.0 = if begins {
            self.0 + 1
        } else {
            self.0.saturating_sub(1)
        };
    }
}

#[derive(Default)]
struct Page {
    everything: Prose,
    body: Prose,
    article: Prose,
    meta: ArticleMeta,
    title: String,
    heading: String,
    in_title: bool,
    in_heading: bool,
    unseen: Depth,
    around: Depth,
    inside: Depth,
    exact: Depth,
}

impl Page {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = lossy(&tag.name);
        match name.as_str() {
            "html" | "body" => self.of_root(tag),
            "meta" => self.of_meta(tag),
            "link" if attribute(tag, "rel").as_deref() == Some("canonical") => {
                self.address(attribute(tag, "href"));
            }
            "time" => {
                let date = attribute(tag, "datetime").unwrap_or_default();
                fields::note(&mut self.meta, "date", &date);
            }
            _ => {}
        }
        if !tag.self_closing {
            self.step(&name, true);
        }
        self.part(&name);
    }

    fn end(&mut self, name: &str) {
        self.step(name, false);
        self.part(name);
    }

    fn step(&mut self, name: &str, begins: bool) {
        match name {
            "title" => self.in_title = begins && self.title.is_empty(),
            "h1" => self.in_heading = begins && self.heading.is_empty(),
            "pre" => self.exact.step(begins),
            _ => {}
        }
        if is_one_of(name, UNSEEN) {
            self.unseen.step(begins);
        } else if is_one_of(name, AROUND) {
            self.around.step(begins);
        } else if is_one_of(name, ARTICLE) {
            self.inside.step(begins);
        }
    }

    /// Parts what stands before an element from what follows.
    fn part(&mut self, name: &str) {
        let wish: fn(&mut Prose) = match name {
            "td" | "th" => Prose::cell,
            "br" => Prose::line,
            _ if is_one_of(name, BLOCKS) => Prose::block,
            _ if is_one_of(name, LINES) || is_one_of(name, AROUND) => Prose::line,
            _ => return,
        };
        self.each(wish);
    }

    fn each(&mut self, mut give: impl FnMut(&mut Prose)) {
        give(&mut self.everything);
        if self.around.0 == 0 {
            give(&mut self.body);
            if self.inside.0 > 0 {
                give(&mut self.article);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_title {
            self.title.push_str(text);
        }
        if self.unseen.0 > 0 {
            return;
        }
        if self.in_heading {
            self.heading.push_str(text);
        }
        if self.exact.0 > 0 {
            let text = text.trim_matches('\n');
            self.each(|prose| prose.exact(text));
        } else {
            self.each(|prose| prose.flowing(text));
        }
    }

    fn of_root(&mut self, tag: &StartTag<()>) {
        let language = attribute(tag, "lang").unwrap_or_default();
        fields::note(&mut self.meta, "language", &language);
        let direction = attribute(tag, "dir").and_then(|dir| match dir.as_str() {
            "rtl" => Some(Direction::Rtl),
            "ltr" => Some(Direction::Ltr),
            _ => None,
        });
        self.meta.direction = self.meta.direction.or(direction);
    }

    fn of_meta(&mut self, tag: &StartTag<()>) {
        let name = attribute(tag, "property").or_else(|| attribute(tag, "name"));
        let (Some(name), Some(value)) = (name, attribute(tag, "content")) else {
            return;
        };
        match name.to_ascii_lowercase().as_str() {
            "og:title" | "dc.title" => fields::note(&mut self.meta, "title", &value),
            "og:site_name" | "dc.publisher" => fields::note(&mut self.meta, "source", &value),
            "article:published_time" | "date" | "dc.date" | "pubdate" => {
                fields::note(&mut self.meta, "date", &value);
            }
            "og:url" => self.address(Some(value)),
            _ => {}
        }
    }

    fn address(&mut self, value: Option<String>) {
        let address = value.unwrap_or_default();
        if address.starts_with("https://") || address.starts_with("http://") {
            fields::note(&mut self.meta, "url", &address);
        }
    }

    fn finish(mut self) -> Extracted {
        for title in [&self.heading, &self.title] {
            fields::note(&mut self.meta, "title", title);
        }
        let marked = self.article.len();
        let prose = if marked >= TEASER || (marked > 0 && marked * 2 >= self.body.len()) {
            self.article
        } else if self.body.len() > 0 {
            self.body
        } else {
            self.everything
        };
        let (text, meta) = (prose.finish(), self.meta);
        Extracted { text, meta }
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}
