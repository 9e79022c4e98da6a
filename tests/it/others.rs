//! Files as other programs write them: every annotation is read at its place, and what is not is told.

use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use tawsim::format::flaw::{Done, Expected, Flaw};
use tawsim::format::loss::LossKind;
use tawsim::format::options::WriteOptions;
use tawsim::format::problem::ProblemKind;
use tawsim::format::{self, Import, NamedFile};
use tawsim::model::dataset::Dataset;

fn read(format: &str, files: &[(&str, &[u8])]) -> Import {
    let file = |(name, bytes): &(&str, &[u8])| NamedFile {
        name: (*name).to_owned(),
        bytes: bytes.to_vec(),
    };
    let files: Vec<NamedFile> = files.iter().map(file).collect();
    format::by_id(format).unwrap().read_files(&files)
}

fn read_one(format: &str, name: &str, text: &str) -> Import {
    read(format, &[(name, text.as_bytes())])
}

/// Of each article its annotations as label and text.
fn marks(import: &Import) -> Vec<Vec<String>> {
    let of = |record: &tawsim::model::dataset::Record| {
        let text = &record.article.text;
        let one = |a: &tawsim::model::annotation::Annotation| {
            format!("{} {}", a.label, a.span.text(text))
        };
        record.annotations.iter().map(one).collect()
    };
    import.records.iter().map(of).collect()
}

const TEXT: &str = "زار محمد القاهرة";
const BOTH: [&str; 2] = ["PER محمد", "LOC القاهرة"];

#[test]
fn entities_as_spacy_writes_them_are_read_from_lines() {
    let tuples = format!(r#"{{"text":"{TEXT}","entities":[[4,8,"PER"],[9,16,"LOC"]]}}"#);
    let import = read_one("jsonl", "a.jsonl", &tuples);
    assert_eq!(marks(&import), [BOTH]);
    assert_eq!(import.problems, []);
    let doc = format!(
        r#"{{"text":"{TEXT}","ents":[{{"start":4,"end":8,"label":"PER"}},{{"start":9,"end":16,"label":"LOC"}}],"tokens":[{{"id":0,"start":0,"end":3}}]}}"#
    );
    let format = format::by_content("a.jsonl", doc.as_bytes()).unwrap();
    assert_eq!(marks(&read_one(format.id(), "a.jsonl", &doc)), [BOTH]);
    let converted = r#"[{"id":0,"paragraphs":[{"raw":"زار محمد","sentences":[{"tokens":[{"id":0,"orth":"زار","space":" ","ner":"O"},{"id":1,"orth":"محمد","space":"","ner":"U-PER"}]}]}]}]"#;
    let import = read_one("spacy-json", "a.json", converted);
    assert_eq!(marks(&import), [["PER محمد"]]);
    assert_eq!(import.problems, []);
}

#[test]
fn short_and_single_forms_of_label_studio_are_read() {
    let region = r#"{"start":4,"end":8,"text":"محمد","labels":["PER"]}"#;
    let short = format!(
        r#"[{{"id":5,"text":"{TEXT}","label":[{region},{{"start":9,"end":16,"text":"القاهرة","labels":["LOC"]}}],"sex":[{{"start":4,"end":8,"text":"محمد","choices":["m"]}}],"annotator":1,"annotation_id":3,"created_at":"2023-01-01T00:00:00Z","lead_time":2.5}}]"#
    );
    let format = format::by_content("a.json", short.as_bytes()).unwrap();
    assert_eq!(format.id(), "label-studio");
    let import = read_one("label-studio", "a.json", &short);
    assert_eq!(marks(&import), [BOTH]);
    assert_eq!(import.problems, []);
    let record = &import.records[0];
    assert_eq!(record.article.id.as_str(), "5");
    assert_eq!(record.annotations[0].attributes["sex"], "m");
    let result = format!(
        r#"[{{"id":"x","from_name":"label","to_name":"text","type":"labels","value":{region}}}]"#
    );
    let alone =
        format!(r#"{{"id":9,"result":{result},"task":{{"id":1,"data":{{"text":"{TEXT}"}}}}}}"#);
    assert_eq!(
        marks(&read_one("label-studio", "1", &alone)),
        [["PER محمد"]]
    );
    let task = format!(r#"{{"data":{{"text":"{TEXT}"}},"annotations":[{{"result":{result}}}]}}"#);
    let lines = format!("{task}\n{task}\n");
    let import = read_one("label-studio", "a.jsonl", &lines);
    assert_eq!(marks(&import), [["PER محمد"], ["PER محمد"]]);
}

#[test]
fn a_task_that_is_none_is_told_of_as_an_article_and_keeps_no_other_out() {
    let import = read_one(
        "label-studio",
        "a.json",
        r#"[{"data":5},{"data":{"text":"نص"}}]"#,
    );
    assert_eq!(import.records.len(), 1);
    let said = format!("{:?}", import.problems);
    assert!(said.contains("ArticleLeftOut"), "{said}");
}

#[test]
fn two_brat_entities_with_one_id_are_both_kept() {
    let marks_file = "T1\tPER 4 8\tمحمد\nT1\tLOC 9 16\tالقاهرة\nA1\tSure T1\n";
    let files = [("a.ann", marks_file.as_bytes()), ("a.txt", TEXT.as_bytes())];
    let import = read("brat", &files);
    assert_eq!(marks(&import), [BOTH]);
    assert_eq!(import.problems.len(), 1, "{:?}", import.problems);
    assert_eq!(import.problems[0].line, 2);
    let annotations = &import.records[0].annotations;
    assert_eq!(annotations[0].attributes["Sure"], "true");
    assert!(annotations[1].attributes.is_empty());
}

#[test]
fn endings_in_capitals_are_endings() {
    let files = [
        ("A.ANN", "T1\tPER 4 8\tمحمد\n".as_bytes()),
        ("A.TXT", TEXT.as_bytes()),
    ];
    assert_eq!(marks(&read("brat", &files)), [["PER محمد"]]);
}

#[test]
fn tables_that_repeat_the_text_are_one_article_for_each_text() {
    for (head, ids) in [("id", ["1", "2", "3"]), ("doc_id", ["a", "a", "b"])] {
        let table = format!(
            "{head},text,start,end,label\n{},{TEXT},4.0,8.0,PER\n{},{TEXT},9,16,LOC\n{},بغداد,0,5,LOC\n",
            ids[0], ids[1], ids[2]
        );
        let import = read_one("csv", "a.csv", &table);
        assert_eq!(marks(&import), [BOTH.to_vec(), vec!["LOC بغداد"]], "{head}");
        assert_eq!(import.problems, [], "{head}");
        assert_eq!(import.records[0].article.id.as_str(), ids[0]);
    }
}

#[test]
fn token_files_have_as_many_columns_as_their_first_line() {
    for middle in ["", " NN", " NN O", " NN O x"] {
        let file = format!("-DOCSTART- O\n\nزار{middle} O\nمحمد{middle} B-PER\nبن\n");
        let import = read_one("conll2003", "a.conll", &file);
        assert_eq!(marks(&import), [["PER محمد"]], "{middle}");
        assert_eq!(import.problems.len(), 1, "{:?}", import.problems);
        assert_eq!(import.problems[0].line, 5);
    }
}

#[test]
fn numbers_before_tokens_and_comments_are_no_tokens() {
    let file = "# sent_id = 1\n1 زار _ O\n2 محمد _ B-PER\n3 علي _ I-PER\n\n\
                # newdoc id = b\n1 بغداد _ B-LOC\n\n1 # _ O\n";
    let import = read_one("conll2003", "a.conll", file);
    assert_eq!(import.problems, []);
    let texts: Vec<_> = import.records.iter().map(|r| &*r.article.text).collect();
    assert_eq!(texts, ["زار محمد علي", "بغداد\n#"]);
    assert_eq!(
        marks(&import),
        [
            vec!["PER محمد علي".to_owned()],
            vec!["LOC بغداد".to_owned()]
        ]
    );
    let numbers = "1 _ O\n2 _ O\n\nدينار _ O\n";
    let import = read_one("conll2003", "a.conll", numbers);
    assert_eq!(&*import.records[0].article.text, "1 2\nدينار");
}

#[test]
fn columns_of_which_nothing_is_read_are_told_of() {
    let file = "# global.columns = ID FORM PARSEME:MWE\n1\tبغداد\t1:LVC\n\n";
    let import = read_one("conllup", "a.conllup", file);
    assert_eq!(&*import.records[0].article.text, "بغداد");
    let kinds: Vec<_> = import.problems.into_iter().map(|it| it.kind).collect();
    let flaw = Flaw {
        expected: Expected::TagColumn,
        found: "PARSEME:MWE".to_owned(),
        done: Done::ValueLeftOut,
    };
    assert_eq!(kinds, [ProblemKind::Flaw(flaw)]);
    let known = file.replace("PARSEME:MWE", "A:NER");
    let known = read_one("conllup", "a.conllup", &known.replace("1:LVC", "B-LOC"));
    assert_eq!(known.problems, []);
    assert_eq!(marks(&known), [["LOC بغداد"]]);
}

#[test]
fn an_article_with_a_blank_id_is_not_named_where_something_is_wrong() {
    let line = r#"{"id":"","text":"ن","offset_unit":"ell","entities":[]}"#;
    let import = read_one("jsonl", "a.jsonl", line);
    let articles: Vec<_> = import.problems.iter().map(|it| &it.article).collect();
    assert_eq!(articles, [&None]);
}

/// INCEpTION writes who annotated where others write what document it is.
#[test]
fn documents_of_inception_are_called_by_their_names() {
    let metadata = r#"documentTitle="خبر.txt" documentId="admin" documentUri="p/خبر.txt" documentBaseUri="p" collectionId="p""#;
    let file = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<type:DocumentMetaData xmi:id="8" sofa="1" begin="0" end="5" {metadata}/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="بغداد"/>
<cas:View sofa="1" members="8"/>
</xmi:XMI>"#
    );
    let import = read_one("xmi", "admin.xmi", &file);
    assert_eq!(import.problems, []);
    assert_eq!(import.records[0].article.id.as_str(), "خبر");
    let own = read_one("xmi", "b.xmi", &file.replace("documentBaseUri", "_"));
    assert_eq!(own.records[0].article.id.as_str(), "admin");
}

#[test]
fn what_stands_in_slots_is_counted_as_lost() {
    let named = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
    let file = format!(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP={named}|value\n#T_SP=webanno.custom.Frame|kind|ROLE_webanno.custom.Frame:args_webanno.custom.FrameArgsLink|{named}\n\n\n#Text={TEXT}\n1-1\t0-3\tزار\t_\tvisit\tagent;place\t1-2;1-3\t\n1-2\t4-8\tمحمد\tPER\t_\t_\t_\t\n1-3\t9-16\tالقاهرة\tLOC\t_\t_\t_\t\n"
    );
    let import = read_one("webanno", "a.tsv", &file);
    assert_eq!(marks(&import), [["visit زار", "PER محمد", "LOC القاهرة"]]);
    let lost: Vec<_> = import
        .losses
        .iter()
        .map(|loss| (loss.kind, loss.count))
        .collect();
    assert_eq!(lost, [(LossKind::Relation, 2)]);
}

#[test]
fn attributes_and_comments_keep_their_names_or_are_told_of() {
    let line = r#"{"text":"زار محمد","entities":[{"start":4,"end":8,"label":"PER","note":"n","attributes":{"x=y":"1=2","%3D":"3","note":"4"}}]}"#;
    let import = read_one("jsonl", "a.jsonl", line);
    let dataset = Dataset {
        records: import.records.clone(),
        ..Dataset::default()
    };
    for (id, kept) in [("web-annotation", 3), ("bdocjs", 2)] {
        let format = format::by_id(id).unwrap();
        let export = format.write(&dataset, &WriteOptions::default());
        let back = format.read_files(&export.files);
        let annotation = &back.records[0].annotations[0];
        let mut wanted = import.records[0].annotations[0].attributes.clone();
        wanted.retain(|name, _| kept == 3 || name != "note");
        assert_eq!(annotation.attributes, wanted, "{id}");
        assert_eq!(annotation.note, "n", "{id}");
        assert_eq!(export.losses.len(), 3 - kept, "{id}");
    }
    let two = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[{"type":"Annotation","motivation":"tagging","body":[{"type":"TextualBody","purpose":"tagging","value":"PER"},{"type":"TextualBody","purpose":"commenting","value":"a"},{"type":"TextualBody","purpose":"commenting","value":"b"}],"target":{"selector":{"type":"TextPositionSelector","start":4,"end":8}}},{"type":"Annotation","motivation":"tagging","bodyValue":"LOC","target":{"selector":{"type":"TextPositionSelector","start":9,"end":16}}}]}"#;
    let files = [("a.jsonld", two.as_bytes()), ("a.txt", TEXT.as_bytes())];
    let import = read("web-annotation", &files);
    assert_eq!(marks(&import), [BOTH]);
    assert_eq!(import.records[0].annotations[0].note, "a\nb");
}

#[test]
fn xml_deeper_than_anything_is_told_of() {
    let deep = "<a>".repeat(70_000);
    for id in ["xmi", "inline-xml", "html"] {
        let import = read_one(id, "a", &deep);
        assert!(!import.problems.is_empty(), "{id}");
        assert!(import.problems.len() < 30, "{id}");
    }
}

const NAMED: &str = r#"{"info":{"features":{"tokens":{"feature":{"dtype":"string","_type":"Value"},"_type":"List"},"ner_tags":{"feature":{"names":["O","B-PER","I-PER","B-LOC"],"_type":"ClassLabel"},"_type":"List"}}}}"#;

/// Tokens and numbers of tags, as the datasets library writes them.
fn tagged(described: bool, compression: Compression) -> Vec<u8> {
    let schema = "message m { REQUIRED GROUP tokens (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } } REQUIRED GROUP ner_tags (LIST) { REPEATED GROUP list { REQUIRED INT64 element; } } }";
    let said = described.then(|| vec![KeyValue::new("huggingface".to_owned(), NAMED.to_owned())]);
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_key_value_metadata(said)
        .build();
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let words: Vec<ByteArray> = TEXT.split(' ').map(Into::into).collect();
    let (there, goes_on) = ([1, 1, 1], [0, 1, 1]);
    let mut column = group.next_column().unwrap().unwrap();
    let tokens = column.typed::<ByteArrayType>();
    tokens
        .write_batch(&words, Some(&there), Some(&goes_on))
        .unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let tags = column.typed::<Int64Type>();
    tags.write_batch(&[0, 1, 3], Some(&there), Some(&goes_on))
        .unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn numbers_of_tags_have_the_names_that_their_parquet_file_gives_them() {
    let kinds = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(parquet::basic::GzipLevel::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(ZstdLevel::default()),
    ];
    for kind in kinds {
        let import = read("hf", &[("train.parquet", &tagged(true, kind))]);
        assert_eq!(marks(&import), [BOTH], "{kind:?}");
        assert_eq!(import.problems, [], "{kind:?}");
    }
    let nameless = read(
        "hf",
        &[("train.parquet", &tagged(false, Compression::SNAPPY))],
    );
    assert_eq!(marks(&nameless), [Vec::<String>::new()]);
    assert_eq!(nameless.problems.len(), 1, "told once for all tokens");
}

#[test]
fn rows_of_a_dataset_are_read_from_json_too() {
    let row = r#"{"tokens":["زار","محمد","القاهرة"],"ner_tags":["O","B-PER","B-LOC"]}"#;
    let format = format::by_content("train.jsonl", row.as_bytes()).unwrap();
    assert_eq!(format.id(), "hf");
    for file in [format!("{row}\n{row}\n"), format!("[{row},\n{row}]")] {
        assert_eq!(marks(&read_one("hf", "train.jsonl", &file)), [BOTH, BOTH]);
    }
    let fields = format!(
        r#"{{"text":"{TEXT}","spans":{{"start":[4,9],"end":[8,16],"label":["PER","LOC"]}}}}"#
    );
    assert_eq!(marks(&read_one("hf", "a.jsonl", &fields)), [BOTH]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The library that reads Parquet trusts some of what a file says: whatever that is, the program
    /// goes on and tells of it.
    #[test]
    fn a_damaged_parquet_file_ends_nothing(
        compressed in any::<bool>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let kind = if compressed { Compression::ZSTD(ZstdLevel::default()) } else { Compression::SNAPPY };
        let mut bytes = tagged(true, kind);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let import = read("hf", &[("train.parquet", &bytes)]);
        prop_assert!(!import.records.is_empty() || !import.problems.is_empty());
    }
}
