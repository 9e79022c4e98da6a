//! What each format carries, measured by a journey there and back, and the page that says so.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use tawsim::format::loss::LossKind;
use tawsim::format::options::WriteOptions;
use tawsim::format::{self, Carries, Format, Layout};
use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::article::{Article, ArticleMeta};
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::{AnnotationId, EngineId, Timestamp};
use tawsim::model::label::Bilingual;
use tawsim::model::relation::Relation;
use tawsim::model::suggestion::{Evidence, Suggestion};
use tawsim::text::offset::Span;
use tawsim::text::paragraph::Direction;

/// An annotation of the first place where `part` stands.
fn mark(text: &str, part: &str, label: &str) -> Annotation {
    let start = text.find(part).unwrap();
    let span = Span::new(text, start..start + part.len()).unwrap();
    let provenance = Provenance {
        origin: Origin::Manual,
        at: Timestamp(0),
    };
    Annotation::new(AnnotationId(start as u64), span, label.into(), provenance)
}

fn record(text: &str, annotations: Vec<Annotation>) -> Record {
    Record {
        article: Article::new("a".into(), text),
        annotations,
        relations: Vec::new(),
        suggestions: Vec::new(),
        blind: false,
    }
}

/// The record after it was written and read.
fn back(format: &dyn Format, record: &Record) -> Option<Record> {
    let dataset = Dataset {
        records: vec![record.clone()],
        ..Dataset::default()
    };
    let export = format.write(&dataset, &WriteOptions::default());
    let import = if format.layout() == Layout::Folder {
        format.read_files(&export.files)
    } else {
        format.read(&export.bytes, &format!("a.{}", format.extensions()[0]))
    };
    assert_eq!(import.problems, [], "{}", format.id());
    import.records.into_iter().next()
}

/// Label, text and place of every annotation.
fn spans(record: &Record) -> Vec<(String, String, Vec<Span>)> {
    let one = |a: &Annotation| {
        let text = a.span.text(&record.article.text).to_owned();
        (a.label.to_string(), text, a.spans().collect())
    };
    record.annotations.iter().map(one).collect()
}

fn same_spans(format: &dyn Format, text: &str, annotations: Vec<Annotation>) -> bool {
    let before = record(text, annotations);
    let plain = |record: &Record| -> Vec<(String, String)> {
        let spans = spans(record).into_iter();
        spans.map(|(label, text, _)| (label, text)).collect()
    };
    let after = back(format, &before);
    after.is_some_and(|after| {
        plain(&after) == plain(&before)
            && after.annotations.iter().all(|a| a.more.is_empty())
            && after.article.text == before.article.text
    })
}

const NESTED: &str = "وزير جامعة بغداد الأول";
const WORD: &str = "زار القاهرة وبالقاهرة ثم عاد";

fn suggestion(text: &str, part: &str) -> Suggestion {
    let evidence = Evidence {
        engine: EngineId::Gazetteer,
        rule: "gazetteer".into(),
        name: Bilingual::new("gazetteer", "gazetteer"),
        entry: None,
    };
    Suggestion {
        span: mark(text, part, "ORG").span,
        label: "ORG".into(),
        score: 0.75,
        evidence: vec![evidence.into()],
        alternatives: Vec::new(),
    }
}

fn carries_text(format: &dyn Format) -> bool {
    let texts = ["بغداد\n\n  طهران\t\u{2067}دمشق\u{2069} 😀\r\nعمّان ", "مُحَمَّدٌ"];
    texts.iter().all(|text| {
        let before = record(text, Vec::new());
        back(format, &before).is_some_and(|after| after.article.text == before.article.text)
    })
}

fn carries_discontinuous(format: &dyn Format) -> bool {
    let mut annotation = mark(NESTED, "وزير", "PER");
    annotation.more = vec![mark(NESTED, "بغداد", "PER").span];
    let before = record(NESTED, vec![annotation]);
    back(format, &before).is_some_and(|after| spans(&after) == spans(&before))
}

fn carries_subword(format: &dyn Format) -> bool {
    let start = WORD.find("وبالقاهرة").unwrap() + "وب".len();
    let mut annotation = mark(WORD, "القاهرة", "LOC");
    annotation.span = Span::new(WORD, start..start + "القاهرة".len()).unwrap();
    same_spans(format, WORD, vec![annotation])
}

fn annotated(change: impl Fn(&mut Annotation)) -> Record {
    let mut annotation = mark(NESTED, "بغداد", "LOC");
    change(&mut annotation);
    record(NESTED, vec![annotation])
}

fn first(format: &dyn Format, before: &Record) -> Option<Annotation> {
    back(format, before)?.annotations.into_iter().next()
}

fn carries_suggestions(format: &dyn Format) -> bool {
    let mut before = record(NESTED, vec![mark(NESTED, "بغداد", "LOC")]);
    before.suggestions = vec![suggestion(NESTED, "جامعة بغداد")];
    let seen = |record: &Record| -> Vec<(Span, String, f32, EngineId)> {
        let suggestions = record.suggestions.iter();
        suggestions
            .map(|s| (s.span, s.label.to_string(), s.score, s.engine()))
            .collect()
    };
    back(format, &before)
        .is_some_and(|after| seen(&after) == seen(&before) && spans(&after) == spans(&before))
}

fn carries_blind(format: &dyn Format) -> bool {
    let of = |blind: bool| {
        let mut before = record(NESTED, vec![mark(NESTED, "بغداد", "LOC")]);
        before.blind = blind;
        back(format, &before).is_some_and(|after| after.blind)
    };
    assert!(!of(false), "{}", format.id());
    let mut before = record(NESTED, Vec::new());
    before.blind = true;
    let dataset = Dataset {
        records: vec![before],
        ..Dataset::default()
    };
    let export = format.write(&dataset, &WriteOptions::default());
    let told = export.losses.iter().any(|l| l.kind == LossKind::Blind);
    assert_ne!(of(true), told, "{}: kept or told", format.id());
    of(true)
}

fn carries_relations(format: &dyn Format) -> bool {
    let (from, to) = (mark(NESTED, "وزير", "PER"), mark(NESTED, "الأول", "ORG"));
    let relation = Relation {
        from: from.id,
        to: to.id,
        label: "member_of".into(),
    };
    let mut before = record(NESTED, vec![from, to]);
    before.relations = vec![relation];
    let dataset = Dataset {
        records: vec![before.clone()],
        ..Dataset::default()
    };
    let export = format.write(&dataset, &WriteOptions::default());
    let told = export.losses.iter().any(|l| l.kind == LossKind::Relation);
    let kept = back(format, &before).is_some_and(|after| related(&after) == related(&before));
    assert_ne!(kept, told, "{}: kept or told", format.id());
    kept
}

/// The two labels and the relation between.
fn related(record: &Record) -> Vec<(String, String, String)> {
    let label = |id: AnnotationId| {
        let found = record.annotations.iter().find(|a| a.id == id);
        found.unwrap().label.to_string()
    };
    let relations = record.relations.iter();
    relations
        .map(|r| (label(r.from), label(r.to), r.label.to_string()))
        .collect()
}

/// What is known about an article, all of it or so much that a format without a place for it tells.
fn carries_details(format: &dyn Format) -> bool {
    let mut before = record(NESTED, vec![mark(NESTED, "بغداد", "LOC")]);
    let told = |record: &Record| {
        let dataset = Dataset {
            records: vec![record.clone()],
            ..Dataset::default()
        };
        let losses = format.write(&dataset, &WriteOptions::default()).losses;
        losses.iter().any(|loss| loss.kind == LossKind::Details)
    };
    assert!(!told(&before), "{}: nothing is known", format.id());
    let is_back = |before: &Record| {
        back(format, before).is_some_and(|after| after.article.meta == before.article.meta)
    };
    let whole = ArticleMeta {
        title: "«وزير» & جامعة".into(),
        source: Some("=وكالة <أ>".into()),
        date: Some("2026-03-01".into()),
        url: Some("https://example.org/?a=1&b=\"2\"".into()),
        language: Some("ar-EG".into()),
        direction: Some(Direction::Rtl),
    };
    let mut carried = Vec::new();
    for at in 0..7 {
        let some = |place: usize| at == 0 || at == place;
        let meta = &mut before.article.meta;
        *meta = record(NESTED, Vec::new()).article.meta;
        if some(1) {
            meta.title.clone_from(&whole.title);
        }
        meta.source = whole.source.clone().filter(|_| some(2));
        meta.date = whole.date.clone().filter(|_| some(3));
        meta.url = whole.url.clone().filter(|_| some(4));
        meta.language = whole.language.clone().filter(|_| some(5));
        meta.direction = whole.direction.filter(|_| some(6));
        let kept = is_back(&before);
        assert!(
            kept || told(&before),
            "{}: {at} is lost untold",
            format.id()
        );
        carried.push(kept);
    }
    carried.iter().all(|kept| *kept)
}

fn measured(format: &dyn Format) -> Carries {
    let outer = || mark(NESTED, "جامعة بغداد", "ORG");
    let attributes = annotated(|a| {
        a.attributes.insert("kind".into(), "مدينة".into());
    });
    let notes = annotated(|a| a.note = "راجع الخريطة".into());
    let origin = Origin::Suggestion {
        engine: EngineId::Gazetteer,
        score: 0.5,
        edited: true,
        model: None,
    };
    let provenance = annotated(|a| {
        a.provenance.origin = origin.clone();
        a.provenance.at = Timestamp(7);
    });
    let same = |before: &Record, of: fn(&Annotation) -> String| {
        first(format, before).is_some_and(|after| of(&after) == of(&before.annotations[0]))
    };
    Carries {
        text: carries_text(format),
        nested: same_spans(format, NESTED, vec![outer(), mark(NESTED, "بغداد", "LOC")]),
        crossing: same_spans(
            format,
            NESTED,
            vec![outer(), mark(NESTED, "بغداد الأول", "LOC")],
        ),
        discontinuous: carries_discontinuous(format),
        subword: carries_subword(format),
        attributes: same(&attributes, |a| format!("{:?}", a.attributes)),
        notes: same(&notes, |a| a.note.clone()),
        relations: carries_relations(format),
        provenance: same(&provenance, |a| format!("{:?}", a.provenance)),
        suggestions: carries_suggestions(format),
        blind: carries_blind(format),
        details: carries_details(format),
    }
}

#[test]
fn every_format_carries_what_it_says_and_no_more() {
    for format in format::ALL {
        assert_eq!(measured(*format), format.carries(), "{}", format.id());
    }
}

/// The table of `docs/formats.md`.
fn table() -> String {
    let mut table = String::from(
        "| id | files | exact text | nested | crossing | discontinuous | inside a word | attributes | notes | relations | provenance | suggestions | blind | details |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for format in format::ALL {
        let carries = measured(*format);
        let files: Vec<String> = format
            .extensions()
            .iter()
            .map(|ending| format!("`.{ending}`"))
            .collect();
        let folder = match format.layout() {
            Layout::Folder => ", a folder",
            Layout::File | Layout::Sequence => "",
        };
        write!(table, "| `{}` | {}{folder} |", format.id(), files.join(" ")).unwrap();
        for kept in [
            carries.text,
            carries.nested,
            carries.crossing,
            carries.discontinuous,
            carries.subword,
            carries.attributes,
            carries.notes,
            carries.relations,
            carries.provenance,
            carries.suggestions,
            carries.blind,
            carries.details,
        ] {
            table.push_str(if kept { " yes |" } else { " no |" });
        }
        table.push('\n');
    }
    table
}

const BEGIN: &str = "<!-- measured: begin -->\n";
const END: &str = "<!-- measured: end -->";

#[test]
fn the_page_says_what_was_measured() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (said, after) = rest.split_once(END).unwrap();
    let table = table();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(said, table);
}
