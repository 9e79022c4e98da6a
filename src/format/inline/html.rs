//! Writes a page for people. Marks have no margins or paddings, so letters join across their edges.

use std::collections::BTreeMap;

use super::pieces::{self, escaped, value};
use super::xml::{Names, about, known, marked};
use crate::format::Export;
use crate::format::details;
use crate::format::loss::Losses;
use crate::format::writing::{Ahead, Writer};
use crate::model::annotation::Annotation;
use crate::model::article::Article;
use crate::model::dataset::Record;
use crate::model::ids::LabelId;
use crate::model::label::LabelSet;

pub(super) const ID: &str = "html";

/// How the page begins.
const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"generator\" content=\"tawsim\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n";

/// Names stand above their marks, those of marks around others higher (`--up`), each with a line of its
/// own below; lines are as far apart as the highest needs.
const STYLE: &str = "
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2.5rem auto; padding: 0 1.25rem; font-family: 'Noto Naskh Arabic', 'Amiri', 'Scheherazade New', 'Geeza Pro', 'Traditional Arabic', serif; font-size: 1.3rem; background: Canvas; color: CanvasText; }
ul { list-style: none; margin: 0 0 2.5rem; padding: 0 0 1rem; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; font-size: .75rem; line-height: 1.8; font-family: system-ui, sans-serif; border-block-end: 1px solid color-mix(in srgb, CanvasText 15%, transparent); }
li { display: flex; align-items: center; gap: .45em; }
li::before { content: ''; width: .8em; height: .8em; border-radius: .2em; background: var(--c); }
li span { opacity: .65; }
h2 { font-size: 1.25em; margin: 2.5rem 0 .5rem; line-height: 1.6; }
p { font-size: .8em; margin: 0 0 1rem; line-height: 1.8; opacity: .75; }
p a { color: inherit; overflow-wrap: anywhere; }
article { display: block; margin-block-end: 3.5rem; padding-block-start: calc(.3em * var(--up, 0)); line-height: calc(2.4 + .75 * var(--up, 0)); white-space: pre-wrap; overflow-wrap: break-word; text-wrap: pretty; }
article:not([dir]) { unicode-bidi: plaintext; }
mark { position: relative; color: inherit; background: color-mix(in srgb, var(--c) 15%, transparent) content-box; border-block-end: .1em solid var(--c); padding-block-end: calc(.2em * var(--up, 0)); }
mark::before { content: attr(data-label); position: absolute; inset-block-start: calc(-1.05em - 1.25em * var(--up, 0)); inset-inline-start: 0; font: 600 .52em/1.2 system-ui, sans-serif; white-space: nowrap; color: color-mix(in srgb, var(--c) 65%, CanvasText); unicode-bidi: isolate; pointer-events: none; }
mark.on::before { content: none; }
@media print { body { margin: 0; max-width: none; } mark, li::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; } article { break-inside: auto; } }
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
    out.push_str(&heading(&record.article));
    let pieces = pieces::pieces(&record.article.text, &record.annotations);
    let heights = pieces::heights(&pieces, record.annotations.len());
    let highest = heights.iter().max().copied().unwrap_or_default();
    let known_about = about(record, &NAMES);
    out.push_str(&format!("<article{known_about}{}>", up(highest, "")));
    let mut begun = vec![false; record.annotations.len()];
    let open = |at: usize, annotation: &Annotation| {
        // Parts behind the first have no name above them.
        let class = if std::mem::replace(&mut begun[at], true) {
            " class=\"on\""
        } else {
            ""
        };
        let colour = colours.get(&annotation.label);
        let colour = format!("--c:{}", colour.map_or("gray", String::as_str));
        let (label, known) = (value(annotation.label.as_str()), known(annotation, "data-"));
        format!(
            "<mark{class} data-n=\"{}\" data-label=\"{label}\"{} title=\"{}\"{known}>",
            at + 1,
            up(heights[at], &colour),
            value(&told(labels, annotation)),
        )
    };
    marked((record, &pieces), out, losses, ("</mark>", open));
    out.push_str("</article>\n");
}

/// The style of a mark, or of an article, within which so many stand.
fn up(height: usize, others: &str) -> String {
    let up = format!("--up:{height}");
    let all = [others, up.as_str()];
    // What stands around is not inherited.
    let all: Vec<&str> = all.into_iter().filter(|one| !one.is_empty()).collect();
    format!(" style=\"{}\"", all.join(";"))
}

/// Title, source, date and link for people who read the page; a title that is the first line is read
/// there.
fn heading(article: &Article) -> String {
    let meta = &article.meta;
    let direction = details::get(meta, "direction").unwrap_or("auto");
    let mut out = String::new();
    if !article.text.trim_start().starts_with(meta.title.as_str()) {
        let title = escaped(&meta.title).0;
        out.push_str(&format!("<h2 dir=\"{direction}\">{title}</h2>\n"));
    }
    let plain = [&meta.source, &meta.date].into_iter().flatten();
    let mut said: Vec<String> = plain
        .map(|said| format!("<bdi>{}</bdi>", escaped(said).0))
        .collect();
    said.extend(meta.url.as_deref().map(link));
    if !said.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", said.join(" · ")));
    }
    out
}

/// A link that leads to the web and nowhere else.
fn link(url: &str) -> String {
    let shown = format!("<bdi>{}</bdi>", escaped(url).0);
    if url.starts_with("https://") || url.starts_with("http://") {
        format!("<a href=\"{}\" rel=\"noreferrer\">{shown}</a>", value(url))
    } else {
        shown
    }
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
            "<li style=\"--c:{}\"><bdi>{}</bdi>{} <span>{count}</span></li>\n",
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
