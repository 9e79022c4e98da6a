//! XMI, alone or in a zip archive with its type system.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::sync::Arc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::layers::{self, Features, Structure};
use super::types::Attributes;
use crate::format::archive::is_archive;
use crate::format::flaw::{Done, Expected, Flaw};
use crate::format::folder::{Cursor, Pieces};
use crate::format::layer::{self, DEPENDENT, GOVERNOR};
use crate::format::loss::{LossKind, Losses};
use crate::format::places::Places;
use crate::format::problem::{Problem, ProblemKind};
use crate::format::{Import, Sink};
use crate::model::dataset::Record;
use crate::text::convert::line_column;

pub(super) const ID: &str = "xmi";

/// The largest file taken out of an archive, in bytes.
const LARGEST: u64 = 1 << 30;
/// Elements within each other, at most: the library counts them in 16 bits.
const DEEPEST: usize = 10_000;

/// Prefixes of the packages that are written.
const PACKAGES: [(&str, &str); 4] = [
    (
        "metadata",
        "de.tudarmstadt.ukp.dkpro.core.api.metadata.type",
    ),
    (
        "segmentation",
        "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type",
    ),
    ("ner", "de.tudarmstadt.ukp.dkpro.core.api.ner.type"),
    ("custom", "webanno.custom"),
];

/// The number of the first structure.
const FIRST: u64 = 2;

/// An article as one file.
pub(super) fn write(
    record: &Record,
    (structures, _): (&[Structure], &Attributes),
    losses: &mut Losses,
) -> String {
    let text: &str = &record.article.text;
    let kept: String = text.chars().map(allowed).collect();
    let changed = text.chars().filter(|c| allowed(*c) != *c).count();
    for _ in 0..changed {
        let id = record.article.id.as_str();
        losses.note(LossKind::Characters, id, ("", ""), None);
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\"",
    );
    for (prefix, package) in PACKAGES {
        let path = package.replace('.', "/");
        out.push_str(&format!(" xmlns:{prefix}=\"http:///{path}.ecore\""));
    }
    out.push_str(" xmi:version=\"2.0\">\n  <cas:NULL xmi:id=\"0\"/>\n");
    for (structure, id) in structures.iter().zip(FIRST..) {
        let (package, short) = structure.layer.rsplit_once('.').unwrap_or_default();
        let known = PACKAGES.iter().find(|known| known.1 == package);
        let prefix = known.map_or("cas", |known| known.0);
        let Structure { begin, end, .. } = structure;
        out.push_str(&format!(
            "  <{prefix}:{short} xmi:id=\"{id}\" sofa=\"1\" begin=\"{begin}\" end=\"{end}\""
        ));
        for (name, value) in &structure.features {
            out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        }
        for (name, at) in &structure.references {
            out.push_str(&format!(" {name}=\"{}\"", at + FIRST));
        }
        out.push_str("/>\n");
    }
    let members: Vec<String> = (FIRST..)
        .take(structures.len())
        .map(|id| id.to_string())
        .collect();
    out.push_str(&format!(
        "  <cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\" sofaString=\"{}\"/>\n  <cas:View sofa=\"1\" members=\"{}\"/>\n</xmi:XMI>\n",
        escaped(&kept),
        members.join(" "),
    ));
    out
}

/// The character itself if XML 1.0 allows it, else a space: as long in UTF-16 as what it replaces.
fn allowed(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'.. => c,
        _ => ' ',
    }
}

/// A value of an attribute. White space is written so that readers do not change it.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars().map(allowed) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' => {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// Reads a file, or every such file of an archive.
pub(super) fn read(bytes: &[u8], name: &str) -> Import {
    if is_archive(bytes) {
        let mut import = Import::default();
        read_archive(Arc::new(bytes.to_vec()), name, &mut import);
        return import;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Reading::new(name, text).run(),
        Err(error) => {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let place = line_column(&good, good.len());
            Import {
                problems: vec![Problem::new(name, place, ProblemKind::NotUtf8)],
                ..Import::default()
            }
        }
    }
}

/// Reads every such file of an archive, one after the other.
pub(super) fn read_archive(archive: Arc<dyn Pieces>, name: &str, sink: &mut dyn Sink) {
    let broken = |name: &str, said: String| {
        let flaw = Flaw {
            expected: Expected::Archive,
            found: said,
            done: Done::FileLeftOut,
        };
        Problem::new(name, (1, 1), ProblemKind::Flaw(flaw))
    };
    let archive = BufReader::new(Cursor::new(archive, 0));
    let mut archive = match zip::ZipArchive::new(archive) {
        Ok(archive) => archive,
        Err(error) => return sink.problem(broken(name, error.to_string())),
    };
    let named = archive.file_names().filter_map(Result::ok);
    let mut names: Vec<String> = named.map(std::borrow::Cow::into_owned).collect();
    names.retain(|name| name.ends_with(".xmi"));
    names.sort_unstable();
    for inner in names {
        if sink.enough() {
            return;
        }
        let shown = format!("{name}/{inner}");
        let mut content = Vec::new();
        let taken = match archive.by_name(&inner) {
            Ok(file) => file
                .take(LARGEST)
                .read_to_end(&mut content)
                .map_err(|e| e.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match taken {
            Ok(_) => read(&content, &shown).pour(sink),
            Err(said) => sink.problem(broken(&shown, said)),
        }
    }
}

struct Reading<'f> {
    name: &'f str,
    file: &'f str,
    at: Places<'f>,
    losses: Losses,
    problems: Vec<Problem>,
    structures: Vec<Structure>,
    /// Where each of them stands in the file, in bytes, and its text's number.
    places: Vec<(usize, String)>,
    /// The first text, and its number.
    text: Option<(String, String)>,
}

impl<'f> Reading<'f> {
    fn new(name: &'f str, file: &'f str) -> Self {
        Self {
            name,
            file,
            at: Places::of(file),
            losses: Losses::default(),
            problems: Vec::new(),
            structures: Vec::new(),
            places: Vec::new(),
            text: None,
        }
    }

    fn report(&mut self, at: usize, kind: ProblemKind) {
        let place = self.at.line_column(at);
        self.problems.push(Problem::new(self.name, place, kind));
    }

    fn flaw(&mut self, at: usize, (expected, done): (Expected, Done), found: String) {
        let flaw = Flaw {
            expected,
            found,
            done,
        };
        self.report(at, ProblemKind::Flaw(flaw));
    }

    fn run(mut self) -> Import {
        let mut reader = NsReader::from_str(self.file);
        let mut depth = 0_usize;
        loop {
            let at = reader.buffer_position() as usize;
            let (namespace, event) = match reader.read_resolved_event() {
                Ok(read) => read,
                Err(error) => {
                    let place = reader.error_position() as usize;
                    let rest = (Expected::Xml, Done::RestLeftOut);
                    self.flaw(place, rest, error.to_string());
                    break;
                }
            };
            match event {
                Event::Start(element) => {
                    depth += 1;
                    if depth > DEEPEST {
                        self.flaw(at, (Expected::ClosingTag, Done::RestLeftOut), String::new());
                        break;
                    }
                    if depth == 2 {
                        self.element(at, package(&namespace), &element);
                    }
                }
                Event::Empty(element) if depth == 1 => {
                    self.element(at, package(&namespace), &element);
                }
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof => {
                    if depth > 0 {
                        self.flaw(at, (Expected::ClosingTag, Done::Assumed), String::new());
                    }
                    break;
                }
                _ => {}
            }
        }
        self.finish()
    }

    fn element(&mut self, at: usize, package: Option<String>, element: &BytesStart<'_>) {
        let Some(package) = package else {
            return;
        };
        let short = String::from_utf8_lossy(element.local_name().as_ref()).into_owned();
        let mut features = Features::new();
        for attribute in element.attributes() {
            let value = attribute
                .map_err(|error| error.to_string())
                .and_then(|attribute| {
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                    let value = value.map_err(|error| error.to_string())?;
                    let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
                    Ok((name, value.into_owned()))
                });
            match value {
                Ok((name, value)) => {
                    features.insert(name, value);
                }
                Err(said) => {
                    self.flaw(at, (Expected::CharacterReference, Done::ValueLeftOut), said);
                }
            }
        }
        let number = features.remove("xmi:id").unwrap_or_default();
        if let Some(text) = features.remove("sofaString") {
            self.text.get_or_insert((number, text));
            return;
        }
        let (begin, end) = (features.remove("begin"), features.remove("end"));
        let sofa = features.remove("sofa").unwrap_or_default();
        let (Some(begin), Some(end)) = (begin, end) else {
            return;
        };
        let layer = format!("{package}.{short}");
        let (Ok(begin), Ok(end)) = (begin.parse(), end.parse()) else {
            let found = format!("{begin}-{end}");
            return self.flaw(at, (Expected::Offsets, Done::EntityLeftOut), found);
        };
        if layer::holds_labels(&layer) {
            features.retain(|name, _| !name.contains(':'));
        }
        let references = [GOVERNOR, DEPENDENT].into_iter().filter_map(|name| {
            let number = features.get(name)?.parse().ok()?;
            Some((name.to_owned(), number))
        });
        let references: BTreeMap<String, u64> = references.collect();
        features.retain(|name, _| !references.contains_key(name));
        self.structures.push(Structure {
            number: number.parse().unwrap_or_default(),
            layer,
            begin,
            end,
            features,
            references,
        });
        self.places.push((at, sofa));
    }

    fn finish(mut self) -> Import {
        let Some((number, text)) = self.text.take() else {
            if !self.file.trim().is_empty() {
                let what = (Expected::DocumentText, Done::FileLeftOut);
                self.flaw(0, what, String::new());
            }
            return Import {
                problems: self.problems,
                ..Import::default()
            };
        };
        let (mut structures, mut places) = (Vec::new(), Vec::new());
        let all = std::mem::take(&mut self.structures);
        for (structure, (at, sofa)) in all.into_iter().zip(std::mem::take(&mut self.places)) {
            if sofa == number || sofa.is_empty() {
                structures.push(structure);
                places.push(at);
            } else {
                let named = ("", layer::short(&structure.layer));
                self.losses.note(LossKind::Layer, self.name, named, None);
            }
        }
        let mut losses = std::mem::take(&mut self.losses);
        let name = (ID, self.name);
        let record = layers::article(name, &text, structures, &mut losses, |at, kind| {
            self.report(places.get(at).copied().unwrap_or_default(), kind);
        });
        let mut import = Import {
            records: vec![record],
            problems: self.problems,
            losses: losses.into_vec(),
        };
        import.name_only_article();
        import
    }
}

/// The package that a name space stands for: `http:///uima/cas.ecore` is `uima.cas`.
fn package(namespace: &ResolveResult<'_>) -> Option<String> {
    let ResolveResult::Bound(Namespace(name)) = namespace else {
        return None;
    };
    let name = std::str::from_utf8(name).ok()?;
    let path = name.strip_prefix("http:///")?.strip_suffix(".ecore")?;
    Some(path.replace('/', "."))
}
