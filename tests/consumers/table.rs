//! Who reads which format.

use std::fmt::Write;

use tawsim::format;

/// A library that reads a format.
pub struct Consumer {
    /// The format's id.
    pub format: &'static str,
    /// Its reader in `consume.py`.
    pub reader: &'static str,
    /// For people.
    pub name: &'static str,
    /// Whether it gives places in the text.
    pub exact: bool,
    /// Whether it also writes the format, and we read that to the same.
    pub writes: bool,
}

const fn exact(format: &'static str, reader: &'static str, name: &'static str) -> Consumer {
    let (exact, writes) = (true, false);
    Consumer {
        format,
        reader,
        name,
        exact,
        writes,
    }
}

const fn tokens(format: &'static str, reader: &'static str, name: &'static str) -> Consumer {
    Consumer {
        exact: false,
        ..exact(format, reader, name)
    }
}

const fn both_ways(consumer: Consumer) -> Consumer {
    Consumer {
        writes: true,
        ..consumer
    }
}

/// All of them.
pub const CONSUMERS: &[Consumer] = &[
    both_ways(exact("jsonl", "datasets", "datasets")),
    exact("jsonl", "pyarrow", "pyarrow"),
    exact("doccano", "doccano", "JSON and UTF-16, as a browser counts"),
    exact(
        "doccano-relations",
        "doccano",
        "JSON and UTF-16, as a browser counts",
    ),
    exact("prodigy", "spacy-spans", "spaCy: Doc.char_span"),
    exact("spacy", "spacy-training", "spaCy: Example"),
    exact(
        "spacy-json",
        "spacy-convert-json",
        "python -m spacy convert -c json, DocBin",
    ),
    exact("label-studio", "label-studio-sdk", "label-studio-sdk"),
    exact("brat", "pybrat", "pybrat"),
    both_ways(exact("hf", "datasets-folder", "datasets: load_dataset")),
    exact("hf", "pyarrow-folder", "pyarrow"),
    both_ways(exact("xmi", "cassis-xmi", "dkpro-cassis")),
    both_ways(exact("cas-json", "cassis-json", "dkpro-cassis")),
    exact(
        "web-annotation",
        "w3c",
        "JSON and Python strings, as the standard counts",
    ),
    both_ways(exact("bdocjs", "gatenlp", "gatenlp")),
    exact("csv", "pandas", "pandas"),
    exact("tsv", "pandas", "pandas"),
    exact("inline-xml", "lxml-xml", "lxml"),
    exact("html", "lxml-html", "lxml"),
    tokens(
        "conll2003",
        "spacy-convert",
        "python -m spacy convert -c ner, DocBin",
    ),
    tokens("iob2", "seqeval-iob2", "seqeval"),
    tokens("iob2", "nervaluate", "nervaluate"),
    tokens("conll2002", "seqeval-iob2", "seqeval"),
    tokens("iob1", "seqeval-iob1", "seqeval"),
    tokens("bioes", "seqeval-bioes", "seqeval"),
    tokens("bilou", "seqeval-bilou", "seqeval"),
    both_ways(tokens("conllup", "conllu", "conllu")),
];

/// Formats for which there is no library of others to install.
pub const WITHOUT: &[&str] = &["webanno"];

/// Where the table in `docs/formats.md` begins.
pub const BEGIN: &str = "<!-- readers -->";
/// Where it ends.
pub const END: &str = "<!-- /readers -->";

/// The table: format, reader, whether that writes it too.
pub fn page() -> String {
    let mut page = String::from("| id | read by | written by it and read by us |\n|---|---|---|\n");
    for format in format::ALL {
        for consumer in CONSUMERS.iter().filter(|c| c.format == format.id()) {
            let writes = if consumer.writes { "yes" } else { "–" };
            writeln!(
                page,
                "| `{}` | {} | {writes} |",
                consumer.format, consumer.name
            )
            .unwrap();
        }
        if WITHOUT.contains(&format.id()) {
            writeln!(
                page,
                "| `{}` | no library to install; read back by our own reader | – |",
                format.id()
            )
            .unwrap();
        }
    }
    page
}
