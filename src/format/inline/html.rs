//! Writes a page for people. Marks have no margins or paddings, so letters join across their edges.

use std::collections::BTreeMap;

use super::pieces::{escaped, value};
use super::xml::{Names, about, known, marked};
use crate::format::Export;
use crate::format::details;
use crate::format::loss::Losses;
use crate::format::writing::{Ahead, Writer};
use crate::model::annotation::Annotation;
use crate::model::dataset::Record;
use crate::model::ids::LabelId;
use crate::model::label::LabelSet;

pub(super) const ID: &str = "html";

/// How the page begins.
const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"generator\" content=\"tawsim\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n";

const STYLE: &str = "
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font-family: 'Noto Naskh Arabic', 'Amiri', 'Geeza Pro', 'Traditional Arabic', serif; font-size: 1.25rem; line-height: 2.7; background: Canvas; color: CanvasText; }
h2 { font-size: 1.1em; margin: 2.5rem 0 .5rem; line-height: 1.6; }
article { display: block; margin-block-end: 3rem; white-space: pre-wrap; overflow-wrap: break-word; }
article:not([dir]) { unicode-bidi: plaintext; }
mark { color: inherit; background: color-mix(in srgb, var(--c) 20%, transparent); box-shadow: inset 0 -.12em 0 var(--c); position: relative; }
mark::before { content: attr(data-label); position: absolute; inset-block-start: -1.15em; inset-inline-start: 0; font: 600 .55em/1.2 system-ui, sans-serif; white-space: nowrap; color: color-mix(in srgb, var(--c) 65%, CanvasText); unicode-bidi: isolate; }
mark mark::before { inset-block-start: auto; inset-block-end: -1.05em; }
mark.on::before { content: none; }
ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; font-size: .8em; line-height: 1.8; }
li { border-inline-start: .5em solid var(--c); padding-inline-start: .5em; }
";

/// The names of attributes that say what is known about an article.
const NAMES: Names = [
    ("title", "data-title"),
    ("source", "data-source"),
    ("date", "data-date"),
    ("url", "data-url"),
    ("language", "lang"),
    ("direction", "dir"),
    ("blind", "data-blind"),
];

/// A page that is being written.
pub(super) struct Page {
    ahead: Ahead,
    colours: Colours,
    begun: bool,
}

impl Page {
    /// Of a dataset of which all articles were seen.
    pub fn new(ahead: Ahead) -> Self {
        Self {
            colours: colours(&ahead),
            ahead,
            begun: false,
        }
    }

    /// What stands before the first article, once.
    fn begin(&mut self) -> String {
        if std::mem::replace(&mut self.begun, true) {
            return String::new();
        }
        let title = self.ahead.title.as_deref().unwrap_or_default();
        let (title, legend) = (escaped(title).0, legend(&self.ahead, &self.colours));
        format!("{HEAD}<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{legend}")
    }
}

impl Writer for Page {
    fn next(&mut self, records: Vec<Record>) -> Export {
        let (mut losses, mut annotations) = (Losses::default(), 0);
        let mut out = self.begin();
        for record in &records {
            losses.note_uncarried(record, super::MARKED);
            annotations += record.annotations.len();
            let known = (&self.ahead.labels, &self.colours);
            article(known, record, &mut out, &mut losses);
        }
        Export {
            bytes: out.into_bytes(),
            annotations,
            losses: losses.into_vec(),
            ..Export::default()
        }
    }

    fn end(&mut self) -> Export {
        Export {
            bytes: format!("{}</body>\n</html>\n", self.begin()).into_bytes(),
            ..Export::default()
        }
    }
}

fn article(
    (labels, colours): (&LabelSet, &Colours),
    record: &Record,
    out: &mut String,
    losses: &mut Losses,
) {
    let title = &record.article.meta.title;
    let direction = details::get(&record.article.meta, "direction").unwrap_or("auto");
    // A title that is the first line is read there.
    if !record.article.text.trim_start().starts_with(title.as_str()) {
        out.push_str(&format!(
            "<h2 dir=\"{direction}\">{}</h2>\n",
            escaped(title).0
        ));
    }
    out.push_str(&format!("<article{}>", about(record, &NAMES)));
    marked(record, out, losses, |at, annotation| {
        let colour = colours
            .get(&annotation.label)
            .map_or("gray", String::as_str);
        let (label, known) = (value(annotation.label.as_str()), known(annotation, "data-"));
        let told = value(&told(labels, annotation));
        let open = format!(
            "<mark data-n=\"{}\" data-label=\"{label}\" style=\"--c:{colour}\" title=\"{told}\"{known}>",
            at + 1
        );
        (open, "</mark>")
    });
    out.push_str("</article>\n");
}

/// What is shown of an annotation when it is pointed at.
fn told(labels: &LabelSet, annotation: &Annotation) -> String {
    let known = labels.get(&annotation.label);
    let name = known.map(|known| known.name.ar.as_str());
    let name = name.filter(|name| !name.is_empty());
    let mut lines = vec![name.unwrap_or(annotation.label.as_str()).to_owned()];
    let attributes = annotation.attributes.iter();
    lines.extend(attributes.map(|(name, value)| format!("{name}: {value}")));
    lines.extend(Some(annotation.note.clone()).filter(|note| !note.is_empty()));
    lines.join("\n")
}

/// Every label with its colour, names and count.
fn legend(ahead: &Ahead, colours: &Colours) -> String {
    let mut out = String::from("<ul>\n");
    for (label, count) in &ahead.counts {
        let known = ahead.labels.get(label);
        let name = known.map(|known| known.name.ar.as_str());
        let name = name.filter(|name| !name.is_empty() && *name != label.as_str());
        let name = name.map(|name| format!(" {}", escaped(name).0));
        out.push_str(&format!(
            "<li style=\"--c:{}\"><bdi>{}</bdi>{} ({count})</li>\n",
            colours.get(label).map_or("gray", String::as_str),
            escaped(label.as_str()).0,
            name.unwrap_or_default(),
        ));
    }
    out.push_str("</ul>\n");
    out
}

type Colours = BTreeMap<LabelId, String>;

/// Degrees from one hue to the next that keep any number of them apart (the golden angle).
const APART: f32 = 137.508;

/// The colours that people chose; labels without one get hues that are far from each other.
fn colours(ahead: &Ahead) -> Colours {
    let mut without = 0_u16;
    let mut colour = |label: &LabelId| match ahead.labels.get(label) {
        Some(known) => {
            let colour = known.colour;
            format!("#{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b)
        }
        None => {
            without = without.wrapping_add(1);
            format!("hsl({:.0} 65% 45%)", (f32::from(without) * APART) % 360.0)
        }
    };
    let used = ahead.counts.keys();
    used.map(|label| (label.clone(), colour(label))).collect()
}
