//! Writes a page for people. Marks have no margins or paddings, so letters join across their edges.

use std::collections::BTreeMap;

use super::pieces::{escaped, value};
use super::xml::{known, marked};
use crate::format::Export;
use crate::format::loss::Losses;
use crate::model::dataset::{Dataset, Record};
use crate::model::ids::LabelId;

pub(super) const ID: &str = "html";

const STYLE: &str = "
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font-family: 'Noto Naskh Arabic', 'Amiri', 'Geeza Pro', 'Traditional Arabic', serif; font-size: 1.25rem; line-height: 2.3; background: Canvas; color: CanvasText; }
h2 { font-size: 1.1em; margin: 2.5rem 0 .5rem; line-height: 1.6; }
article { display: block; white-space: pre-wrap; overflow-wrap: break-word; unicode-bidi: plaintext; }
mark { color: inherit; background: color-mix(in srgb, var(--c) 20%, transparent); box-shadow: inset 0 -.12em 0 var(--c); position: relative; }
mark::before { content: attr(data-label); position: absolute; inset-block-start: -1.15em; inset-inline-start: 0; font: 600 .55em/1.2 system-ui, sans-serif; white-space: nowrap; color: color-mix(in srgb, var(--c) 65%, CanvasText); unicode-bidi: isolate; }
mark mark::before { inset-block-start: auto; inset-block-end: -1.05em; }
mark.on::before { content: none; }
ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; font-size: .8em; line-height: 1.8; }
li { border-inline-start: .5em solid var(--c); padding-inline-start: .5em; }
";

/// The whole dataset as one page.
pub(super) fn write(dataset: &Dataset) -> Export {
    let (mut losses, mut annotations) = (Losses::default(), 0);
    let mut out = String::from(
        "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"generator\" content=\"tawsim\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n",
    );
    let title = dataset
        .records
        .first()
        .map_or("", |r| &r.article.meta.title);
    out.push_str(&format!("<title>{}</title>\n", escaped(title).0));
    out.push_str(&format!("<style>{STYLE}</style>\n</head>\n<body>\n"));
    out.push_str(&legend(dataset));
    for record in &dataset.records {
        losses.note_uncarried(record, super::MARKED);
        annotations += record.annotations.len();
        article(dataset, record, &mut out, &mut losses);
    }
    out.push_str("</body>\n</html>\n");
    Export {
        bytes: out.into_bytes(),
        annotations,
        losses: losses.into_vec(),
        ..Export::default()
    }
}

fn article(dataset: &Dataset, record: &Record, out: &mut String, losses: &mut Losses) {
    let (id, title) = (record.article.id.as_str(), &record.article.meta.title);
    out.push_str(&format!(
        "<h2 dir=\"auto\">{}</h2>\n<article id=\"{}\" data-title=\"{}\">",
        escaped(title).0,
        value(id),
        value(title)
    ));
    marked(record, out, losses, |at, annotation| {
        let colour = colour(dataset, &annotation.label);
        let (label, known) = (value(annotation.label.as_str()), known(annotation, "data-"));
        let open = format!(
            "<mark data-n=\"{}\" data-label=\"{label}\" style=\"--c:{colour}\"{known}>",
            at + 1
        );
        (open, "</mark>")
    });
    out.push_str("</article>\n");
}

/// Every label with its colour, names and count.
fn legend(dataset: &Dataset) -> String {
    let mut counts: BTreeMap<&LabelId, usize> = BTreeMap::new();
    for annotation in dataset
        .records
        .iter()
        .flat_map(|record| &record.annotations)
    {
        *counts.entry(&annotation.label).or_default() += 1;
    }
    let mut out = String::from("<ul>\n");
    for (label, count) in counts {
        let known = dataset.labels.get(label);
        let name = known.map(|known| known.name.ar.as_str());
        let name = name.filter(|name| !name.is_empty() && *name != label.as_str());
        let name = name.map(|name| format!(" {}", escaped(name).0));
        out.push_str(&format!(
            "<li style=\"--c:{}\"><bdi>{}</bdi>{} ({count})</li>\n",
            colour(dataset, label),
            escaped(label.as_str()).0,
            name.unwrap_or_default(),
        ));
    }
    out.push_str("</ul>\n");
    out
}

/// The colour that people chose; a label without one gets a hue by its name.
fn colour(dataset: &Dataset, label: &LabelId) -> String {
    if let Some(known) = dataset.labels.get(label) {
        let colour = known.colour;
        return format!("#{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b);
    }
    let mixed = label.as_str().bytes().fold(0_u32, |mixed, byte| {
        mixed.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    format!("hsl({} 65% 45%)", mixed.wrapping_mul(137) % 360)
}
