//! Formats: golden files for every hard situation, round trips, and what is said about bad input.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tawsim::format::loss::LossKind;
use tawsim::format::options::{Flat, Subword, WriteOptions};
use tawsim::format::problem::{ProblemKind, Repair};
use tawsim::format::{self, Format, Import, NamedFile};
use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::article::Article;
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::{AnnotationId, EngineId, Timestamp};
use tawsim::text::offset::Span;

use crate::articles::{seen, texts};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats")
}

fn hostile() -> Dataset {
    let bytes = fs::read(folder().join("hostile.jsonl")).unwrap();
    let import = jsonl().read(&bytes, "hostile.jsonl");
    assert_eq!(import.problems, []);
    Dataset {
        records: import.records,
        ..Dataset::default()
    }
}

fn jsonl() -> &'static dyn Format {
    format::by_id("jsonl").unwrap()
}

#[test]
fn every_format_writes_the_recorded_bytes_for_every_situation() {
    let dataset = hostile();
    for record in dataset.records {
        let id = record.article.id.clone();
        let one = Dataset {
            records: vec![record],
            ..Dataset::default()
        };
        for format in format::ALL {
            let export = format.write(&one, &WriteOptions::default());
            let mut files = export.files;
            if files.is_empty() {
                let name = format!("{id}.{}", format.extensions()[0]);
                let bytes = export.bytes;
                files.push(NamedFile { name, bytes });
            }
            for NamedFile { name, bytes } in files {
                // What stands there for all articles of a dataset.
                let apart = !name.starts_with(id.as_str());
                let apart = if apart { id.as_str() } else { "" };
                let path = folder().join(format.id()).join(apart).join(&name);
                if std::env::var_os("UPDATE_EXPECT").is_some() {
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(&path, &bytes).unwrap();
                }
                let expected = fs::read(&path).unwrap();
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                assert_eq!(text(&bytes), text(&expected), "{name}");
            }
        }
    }
}

#[test]
fn spacy_reads_the_entities_that_were_written() {
    let recorded = fs::read_to_string(folder().join("spacy.json")).unwrap();
    let recorded: serde_json::Value = serde_json::from_str(&recorded).unwrap();
    let conll = format::by_id("conll2003").unwrap();
    let written = conll.write(&hostile(), &WriteOptions::default());
    let ours: Vec<_> = conll
        .read(&written.bytes, "x.conll")
        .records
        .iter()
        .filter(|record| !record.article.text.is_empty())
        .map(seen)
        .collect();
    let theirs: Vec<Vec<(String, String)>> = recorded["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|doc| {
            let pair = |e: &serde_json::Value| {
                let part = |at: usize| e[at].as_str().unwrap().to_owned();
                (part(1), part(0))
            };
            doc.as_array().unwrap().iter().map(pair).collect()
        })
        .collect();
    assert_eq!(ours, theirs);
}

#[test]
fn a_name_inside_a_word_is_written_as_the_strategy_says() {
    let dataset = Dataset {
        records: hostile()
            .records
            .into_iter()
            .filter(|r| r.article.id.as_str() == "clitic")
            .collect(),
        ..Dataset::default()
    };
    let iob2 = format::by_id("iob2").unwrap();
    let write = |subword| {
        let options = WriteOptions {
            subword,
            ..WriteOptions::default()
        };
        let export = iob2.write(&dataset, &options);
        let kinds = export.losses.iter().map(|loss| loss.kind);
        // Its title is not its first line.
        let kinds: Vec<LossKind> = kinds.filter(|kind| *kind != LossKind::Details).collect();
        (String::from_utf8(export.bytes).unwrap(), kinds)
    };
    let (split, losses) = write(Subword::Split);
    assert!(split.contains("وب\tO\nالقاهرة\tB-LOC\n،\tO\n"), "{split}");
    assert_eq!(losses, []);
    let (expand, losses) = write(Subword::Expand);
    assert!(expand.contains("وبالقاهرة\tB-LOC\n،\tO\n"), "{expand}");
    assert_eq!(losses, [LossKind::Expanded]);
    let (contract, losses) = write(Subword::Contract);
    assert!(contract.contains("وبالقاهرة\tO\n"), "{contract}");
    assert_eq!(losses, [LossKind::Unaligned(Subword::Contract)]);
    let (dropped, losses) = write(Subword::Drop);
    assert!(dropped.contains("وبالقاهرة\tO\n"), "{dropped}");
    assert_eq!(losses, [LossKind::Unaligned(Subword::Drop)]);
}

#[test]
fn flat_formats_keep_the_span_that_was_chosen_and_list_the_other() {
    let dataset = hostile();
    let iob2 = format::by_id("iob2").unwrap();
    for (flat, expected) in [
        (Flat::Outermost, "جامعة\tB-ORG\nبغداد\tI-ORG\n"),
        (Flat::Innermost, "جامعة\tO\nبغداد\tB-LOC\n"),
        (Flat::Longest, "جامعة\tB-ORG\nبغداد\tI-ORG\n"),
    ] {
        let options = WriteOptions {
            flat,
            ..WriteOptions::default()
        };
        let export = iob2.write(&dataset, &options);
        assert!(
            String::from_utf8(export.bytes).unwrap().contains(expected),
            "{flat:?}"
        );
        let overlap = export
            .losses
            .iter()
            .find(|l| l.kind == LossKind::Overlap(flat));
        assert_eq!(overlap.unwrap().count, 2, "one nested, one crossing");
    }
}

fn problems(line: &str) -> (Import, Vec<ProblemKind>) {
    let import = jsonl().read(line.as_bytes(), "file.jsonl");
    let kinds = import.problems.iter().map(|p| p.kind.clone()).collect();
    (import, kinds)
}

#[test]
fn one_bad_line_or_entity_never_takes_the_others_with_it() {
    let bytes = [
        r#"{"id":"a","text":"زار بغداد","entities":[{"start":4,"end":9,"label":"LOC","text":"بغداد"}]}"#.as_bytes(),
        b"{broken",
        b"\xff\xfe",
        "{\"id\":\"a\",\"text\":\"طهران\",\"entities\":[{\"start\":\"x\"},{\"start\":0,\"end\":5,\"label\":\"LOC\"}]}".as_bytes(),
        br#"{"id":"u","text":"x","offset_unit":"inch"}"#,
    ]
    .join(&b'\n');
    let import = jsonl().read(&bytes, "file.jsonl");
    assert_eq!(import.records.len(), 2);
    assert!(
        import
            .records
            .iter()
            .all(|record| record.annotations.len() == 1)
    );
    let places: Vec<(usize, usize)> = import.problems.iter().map(|p| (p.line, p.column)).collect();
    assert_eq!(places, [(2, 2), (3, 1), (4, 2), (4, 26), (5, 22)]);
    assert!(matches!(
        import.problems[2].kind,
        ProblemKind::DuplicateId(..)
    ));
}

#[test]
fn nothing_at_all_is_none_as_programs_with_columns_write_it() {
    let line = r#"{"text":"زار علي بغداد","entities":[{"start":4,"end":7,"label":"PER","more":null,"attributes":{"sex":"m","kind":null},"evidence":null,"id":null}],"suggestions":null,"relations":null,"title":null}"#;
    let (import, told) = problems(line);
    assert_eq!(told, []);
    let attributes = &import.records[0].annotations[0].attributes;
    assert_eq!(attributes.len(), 1);
    assert_eq!(attributes["sex"], "m");
}

#[test]
fn offsets_in_other_units_are_read_or_proven_and_repaired() {
    for (unit, start, end) in [("codepoint", 6, 11), ("utf16", 7, 12), ("byte", 12, 22)] {
        let line = format!(
            r#"{{"text":"😀 زار محمّد","offset_unit":"{unit}","entities":[{{"start":{start},"end":{end},"label":"PER","text":"محمّد"}}]}}"#
        );
        let (import, kinds) = problems(&line);
        assert_eq!(kinds, [], "{unit}");
        assert_eq!(seen(&import.records[0])[0].1, "محمّد");
    }
    let undeclared =
        r#"{"text":"😀 زار محمّد","entities":[{"start":7,"end":12,"label":"PER","text":"محمّد"}]}"#;
    let (import, kinds) = problems(undeclared);
    assert_eq!(
        kinds,
        [ProblemKind::Repaired("محمّد".into(), Repair::CountedUtf16)]
    );
    assert_eq!(seen(&import.records[0])[0].1, "محمّد");
    let unprovable = r#"{"text":"بغداد بغداد","entities":[{"start":1,"end":3,"label":"LOC","text":"بغداد"},{"start":5,"end":99,"label":"LOC"},{"start":3,"end":3,"label":"LOC"}]}"#;
    let (import, kinds) = problems(unprovable);
    assert_eq!(import.records[0].annotations.len(), 0);
    assert!(matches!(kinds[0], ProblemKind::WrongText { .. }));
    assert!(matches!(kinds[1], ProblemKind::Outside { length: 11, .. }));
    assert!(matches!(kinds[2], ProblemKind::Outside { .. }));
}

#[test]
fn token_files_of_others_are_read_with_their_faults_named() {
    let iob2 = format::by_id("iob2").unwrap();
    let bytes = "\u{feff}زار O\r\nمحمد I-PER\r\nصلاح I-PER\r\n\r\nبغداد B-LOC\nلا\nx PER\n";
    let import = iob2.read(bytes.as_bytes(), "dir/file.iob2");
    let record = &import.records[0];
    assert_eq!(record.article.id.as_str(), "file-1");
    assert_eq!(&*record.article.text, "زار محمد صلاح\nبغداد x");
    let expected = [("PER", "محمد صلاح"), ("LOC", "بغداد")];
    assert_eq!(
        seen(record),
        expected.map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    let places: Vec<(usize, usize)> = import.problems.iter().map(|p| (p.line, p.column)).collect();
    assert_eq!(places, [(6, 1), (7, 3), (2, 6)]);
    // The original CoNLL-2003 files are IOB1, where I- begins an entity.
    let conll = format::by_id("conll2003").unwrap();
    let original = "-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n";
    let import = conll.read(original.as_bytes(), "eng.train.conll");
    assert_eq!(import.problems, []);
    assert_eq!(
        seen(&import.records[0]),
        [("ORG".to_owned(), "EU".to_owned())]
    );
}

#[test]
fn token_formats_list_what_they_cannot_carry() {
    let mut dataset = hostile();
    let annotation = &mut dataset.records[0].annotations[0];
    annotation.note = "راجع".into();
    annotation.attributes.insert("kind".into(), "x".into());
    let export = format::by_id("conll2003")
        .unwrap()
        .write(&dataset, &WriteOptions::default());
    let counts: Vec<_> = export.losses.iter().map(|l| (l.kind, l.count)).collect();
    let expected = [
        (LossKind::Overlap(Flat::Outermost), 2),
        (LossKind::Trimmed, 2),
        (LossKind::Note, 2),
        (LossKind::Attributes, 2),
        // Their titles are not their first lines, but for the one without any.
        (LossKind::Details, dataset.records.len() - 1),
        (LossKind::Relation, 2),
    ];
    assert_eq!(counts, expected);
    assert_eq!(jsonl().write(&dataset, &WriteOptions::default()).losses, []);
}

fn origins() -> impl Strategy<Value = Origin> {
    prop_oneof![
        Just(Origin::Manual),
        Just(Origin::Import("jsonl".into())),
        Just(Origin::Import("brat".into())),
        (0_u8..=100, any::<bool>()).prop_map(|(score, edited)| Origin::Suggestion {
            engine: EngineId::Gazetteer,
            score: f32::from(score) / 100.0,
            edited,
            model: None,
        }),
        Just(Origin::Suggestion {
            engine: EngineId::Import,
            score: 0.25,
            edited: true,
            model: Some("bert-base, arabic".into()),
        }),
    ]
}

fn records() -> impl Strategy<Value = Record> {
    let spans = prop::collection::vec((0_usize..200, 1_usize..30, 0_usize..3, origins()), 0..10);
    (texts(), spans).prop_map(|(text, spans)| {
        let mut annotations = Vec::new();
        for (start, length, label, origin) in spans {
            let Some(span) = Span::covering(&text, start..start + length) else {
                continue;
            };
            let label = ["PER", "LOC", "ORG"][label].into();
            let provenance = Provenance {
                origin,
                at: Timestamp(start as u64),
            };
            let id = AnnotationId(annotations.len() as u64);
            annotations.push(Annotation::new(id, span, label, provenance));
        }
        annotations.sort_by(|a, b| a.order().cmp(&b.order()));
        Record {
            article: Article::new("a".into(), &text),
            annotations,
            relations: Vec::new(),
            suggestions: Vec::new(),
            blind: false,
        }
    })
}

/// Without the ids, which belong to a sheet and are given anew.
fn plain(annotations: &[Annotation]) -> Vec<Annotation> {
    let mut plain = annotations.to_vec();
    plain.iter_mut().for_each(|a| a.id = AnnotationId(0));
    plain
}

fn visible(text: &str) -> String {
    text.chars()
        .filter(|c| !format::words::is_blank(*c))
        .collect()
}

proptest! {
    #[test]
    fn jsonl_gives_back_exactly_what_was_written(record in records()) {
        let dataset = Dataset { records: vec![record.clone()], ..Dataset::default() };
        let export = jsonl().write(&dataset, &WriteOptions::default());
        let import = jsonl().read(&export.bytes, "a.jsonl");
        prop_assert_eq!(&import.problems, &[]);
        let back = &import.records[0];
        prop_assert_eq!(&back.article, &record.article);
        let key = |a: &Annotation| format!("{a:?}");
        let (mut ours, mut theirs) = (plain(&record.annotations), plain(&back.annotations));
        ours.sort_by_key(key);
        theirs.sort_by_key(key);
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn token_formats_give_back_all_but_the_listed_losses(record in records(), subword in 0..4_usize, flat in 0..3_usize) {
        let options = WriteOptions {
            subword: [Subword::Split, Subword::Expand, Subword::Contract, Subword::Drop][subword],
            flat: [Flat::Outermost, Flat::Innermost, Flat::Longest][flat],
            ..WriteOptions::default()
        };
        let dataset = Dataset { records: vec![record.clone()], ..Dataset::default() };
        for id in ["conll2003", "iob2", "conll2002", "iob1", "bioes", "bilou"] {
            let format = format::by_id(id).unwrap();
            let export = format.write(&dataset, &options);
            prop_assert_eq!(&export.bytes, &format.write(&dataset, &options).bytes);
            let import = format.read(&export.bytes, "a");
            prop_assert_eq!(&import.problems, &[]);
            let back = &import.records[0];
            prop_assert_eq!(visible(&back.article.text), visible(&record.article.text));
            let lost = |kind: fn(&LossKind) -> bool| -> usize {
                export.losses.iter().filter(|l| kind(&l.kind)).map(|l| l.count).sum()
            };
            let gone = lost(|k| matches!(k, LossKind::Overlap(_) | LossKind::Unaligned(_) | LossKind::NoToken));
            prop_assert_eq!(back.annotations.len(), export.annotations);
            prop_assert_eq!(back.annotations.len() + gone, record.annotations.len());
            let changed = lost(|k| matches!(k, LossKind::Expanded | LossKind::Contracted));
            let mut before: Vec<_> = record.annotations.iter().map(|a| visible(a.span.text(&record.article.text)) + a.label.as_str()).collect();
            let mut unknown = 0;
            for a in &back.annotations {
                let text = visible(a.span.text(&back.article.text)) + a.label.as_str();
                match before.iter().position(|b| *b == text) {
                    Some(at) => { before.remove(at); }
                    None => unknown += 1,
                }
            }
            prop_assert!(unknown <= changed, "{} spans changed without being listed", unknown - changed);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in texts()) {
        for format in format::ALL {
            format.read(&bytes, "x");
            format.read(text.as_bytes(), "x");
            format.read(format!("{{\"text\":{text:?},\"entities\":[{{\"start\":1,\"end\":18446744073709551615,\"label\":\"A\"}}]}}").as_bytes(), "x");
        }
    }
}
