//! Office Open XML text: the paragraphs of `word/document.xml` as they read with all changes
//! accepted; notes, headers and fields' codes left out.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::prose::Prose;
use super::{Extracted, FaultKind, archive, fields};
use crate::model::article::ArticleMeta;

pub(super) fn read(bytes: &[u8]) -> Result<Extracted, FaultKind> {
    let mut zip = archive::open(bytes)?;
    let document = part(&mut zip, "word/document.xml")?;
    let document = document.ok_or_else(|| FaultKind::Damaged("word/document.xml".to_owned()))?;
    let text = body(&document)?;
    // What is known about the text is welcome but not needed.
    let core = part(&mut zip, "docProps/core.xml").ok().flatten();
    let meta = core.map(|core| known(&core)).unwrap_or_default();
    Ok(Extracted { text, meta })
}

fn part(
    zip: &mut zip::ZipArchive<std::io::Cursor<&[u8]>>,
    name: &str,
) -> Result<Option<String>, FaultKind> {
    let Ok(mut member) = zip.by_name(name) else {
        return Ok(None);
    };
    let bytes = archive::unfold(&mut member)?;
    let text = String::from_utf8(bytes);
    text.map(Some)
        .map_err(|error| FaultKind::Damaged(format!("{name}: {error}")))
}

/// Elements whose content no reader of the document sees.
fn is_hidden(name: &[u8]) -> bool {
    matches!(
        name,
        b"del" | b"moveFrom" | b"instrText" | b"delText" | b"Fallback" | b"pPr" | b"rPr"
    )
}

fn body(xml: &str) -> Result<String, FaultKind> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut words = Words::default();
    loop {
        let event = reader.read_event().map_err(|error| {
            let at = reader.buffer_position();
            FaultKind::Damaged(format!("word/document.xml, {at}: {error}"))
        })?;
        match event {
            Event::Start(tag) => words.start(tag.local_name().as_ref()),
            Event::Empty(tag) => words.empty(tag.local_name().as_ref()),
            Event::End(tag) => words.end(tag.local_name().as_ref()),
            Event::Text(text) => {
                if let Ok(text) = text.decode() {
                    words.text(&text);
                }
            }
            Event::CData(text) => {
                if let Ok(text) = text.decode() {
                    words.text(&text);
                }
            }
            Event::GeneralRef(name) => words.text(&character(&name)),
            Event::Eof => return Ok(words.prose.finish()),
            _ => {}
        }
    }
}

/// A character written as `&#…;` or by one of the five names of XML; others mean nothing here.
fn character(name: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    let name = name.decode().unwrap_or_default();
    quick_xml::escape::resolve_xml_entity(&name)
        .unwrap_or_default()
        .to_owned()
}

/// The visible words so far.
#[derive(Default)]
struct Words {
    prose: Prose,
    /// Open elements that hide their content.
    hidden: usize,
    /// Whether text stands here: within `w:t`.
    in_text: bool,
}

impl Words {
    fn start(&mut self, name: &[u8]) {
        match name {
            _ if is_hidden(name) => self.hidden += 1,
            b"t" => self.in_text = true,
            _ => self.empty(name),
        }
    }

    fn empty(&mut self, name: &[u8]) {
        if self.hidden > 0 {
            return;
        }
        match name {
            b"tab" | b"ptab" => self.prose.exact("\t"),
            b"br" | b"cr" => self.prose.line(),
            b"noBreakHyphen" => self.prose.exact("\u{2011}"),
            b"softHyphen" => self.prose.exact("\u{ad}"),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            _ if is_hidden(name) => self.hidden = self.hidden.saturating_sub(1),
            b"t" => self.in_text = false,
            b"tc" => self.prose.cell(),
            b"tr" => self.prose.line(),
            b"tbl" => self.prose.block(),
            b"p" if self.hidden == 0 => self.prose.line(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.hidden == 0 {
            self.prose.exact(text);
        }
    }
}

/// Title and language of `docProps/core.xml`.
fn known(xml: &str) -> ArticleMeta {
    let mut reader = Reader::from_str(xml);
    let mut meta = ArticleMeta::default();
    let (mut field, mut value) = (String::new(), String::new());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => {
                field = String::from_utf8_lossy(tag.local_name().as_ref()).into_owned();
                value.clear();
            }
            Event::Text(text) => value.push_str(&text.decode().unwrap_or_default()),
            Event::GeneralRef(name) => value.push_str(&character(&name)),
            Event::End(_) => {
                if matches!(field.as_str(), "title" | "language") {
                    fields::note(&mut meta, &field, &value);
                }
                field.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    meta
}
