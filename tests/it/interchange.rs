//! Formats of other tools: what they write is read, what is wrong with it is said, and nothing else
//! is lost with it.

mod fuzzed;

use proptest::prelude::*;
use tawsim::format::frame::{Frame, Joining};
use tawsim::format::loss::LossKind;
use tawsim::format::options::WriteOptions;
use tawsim::format::problem::{ProblemKind, Repair};
use tawsim::format::{self, Format, Import, Layout, NamedFile};
use tawsim::model::annotation::Origin;
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::EngineId;
use tawsim::model::label::{Attribute, AttributeKind, Bilingual, Colour, Label, LabelSet};
use tawsim::model::relation::Relation;
use tawsim::text::convert::Unit;
use tawsim::text::offset::Span;

use crate::articles::{dataset, record, seen, texts};

fn of(id: &str) -> &'static dyn Format {
    format::by_id(id).unwrap()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(label, text): &(&str, &str)| ((*label).to_owned(), (*text).to_owned());
    expected.iter().map(own).collect()
}

fn kinds(import: &Import) -> Vec<ProblemKind> {
    import.problems.iter().map(|p| p.kind.clone()).collect()
}

fn places(import: &Import) -> Vec<(usize, usize)> {
    import.problems.iter().map(|p| (p.line, p.column)).collect()
}

fn losses(import: &Import) -> Vec<(LossKind, usize)> {
    import.losses.iter().map(|l| (l.kind, l.count)).collect()
}

fn read(id: &str, text: &str) -> Import {
    of(id).read(text.as_bytes(), "dir/file.x")
}

#[test]
fn labels_with_blanks_are_read_as_label_sets_allow_them() {
    let words = "1\tزار\t_\tO\n2\tمحمّد\t_\tB-my  label\n3\tعلي\t_\tI-my  label\n4\tأمس\t_\tB- \n";
    let conllup = format!("# global.columns = ID FORM MISC NER\n{words}");
    let iob2 = "زار\tO\nمحمّد\tB-my  label\nعلي\tI-my  label\nأمس\tB- \n";
    let spacy = r#"[{"id":0,"paragraphs":[{"raw":"زار محمّد علي أمس","sentences":[{"tokens":[
        {"orth":"زار","ner":"O"},{"orth":"محمّد","ner":"B-my  label"},{"orth":"علي","ner":"L-my  label"},{"orth":"أمس","ner":"U- "}]}]}]}]"#;
    for (id, file) in [
        ("conllup", conllup.as_str()),
        ("iob2", iob2),
        ("spacy-json", spacy),
    ] {
        let import = read(id, file);
        assert_eq!(
            seen(&import.records[0]),
            pairs(&[("my_label", "محمّد علي")]),
            "{id}"
        );
        let told = kinds(&import);
        let given = ProblemKind::BadLabel("my  label".into(), Some("my_label".into()));
        assert!(told.contains(&given), "{id}: {told:?}");
        let is_tag = |kind: &ProblemKind| matches!(kind, ProblemKind::BadTag(_));
        assert!(told.iter().any(is_tag), "{id}: {told:?}");
    }
}

#[test]
fn doccano_files_are_read_in_the_unit_that_their_entities_prove() {
    let python = r#"{"text":"😀 زار محمّد القاهرة.","label":[[6,11,"PER"],[12,19,"LOC"]]}"#;
    let page = r#"{"text":"😀 زار محمّد القاهرة.","label":[[7,12,"PER"],[13,20,"LOC"]]}"#;
    for (line, unit) in [(python, Unit::CodePoint), (page, Unit::Utf16)] {
        let import = read("doccano", line);
        let expected = pairs(&[("PER", "محمّد"), ("LOC", "القاهرة")]);
        assert_eq!(seen(&import.records[0]), expected);
        assert_eq!(kinds(&import), [ProblemKind::ConcludedUnit(unit)]);
    }
    // One article proves it for all, in the order of the file; without emoji there is no question.
    let plain = r#"{"text":"زار بغداد","label":[[4,9,"LOC"]]}"#;
    let doubtful = r#"{"text":"😀😀 ززززززز","label":[[4,5,"X"]]}"#;
    let import = read("doccano", &[plain, doubtful, page].join("\n"));
    assert_eq!(kinds(&import), [ProblemKind::ConcludedUnit(Unit::Utf16)]);
    assert_eq!(import.records.len(), 3);
    assert_eq!(import.records[0].article.id.as_str(), "file-1");
    assert_eq!(seen(&import.records[2])[0].1, "محمّد");
    let declared = r#"{"text":"😀 زار","label":[[3,6,"X"]],"offset_unit":"utf16"}"#;
    assert_eq!(kinds(&read("doccano", declared)), []);
}

#[test]
fn doccano_files_keep_all_but_what_is_broken_or_no_entity() {
    let text = [
        r#"{"id":7,"data":"زار محمد بغداد","label":[[4,8,"PER"],[9,99,"LOC"],["x"],[9,14,"LOC"]]}"#,
        r#"{"id":7,"text":"طهران","entities":[{"id":1,"label":"LOC","start_offset":0,"end_offset":5}],"relations":[{"id":0,"from_id":1,"to_id":1,"type":"r"}],"Comments":["راجع"]}"#,
        "[1]",
        r#"{"text":"خبر","label":["سياسة"]}"#,
        r#"{"text":"دمشق","label":[]"#,
    ]
    .join("\n");
    let import = read("doccano", &text);
    let ids: Vec<&str> = import
        .records
        .iter()
        .map(|r| r.article.id.as_str())
        .collect();
    assert_eq!(ids, ["7", "7-2", "file-4"]);
    let expected = pairs(&[("PER", "محمد"), ("LOC", "بغداد")]);
    assert_eq!(seen(&import.records[0]), expected);
    assert_eq!(seen(&import.records[1]), pairs(&[("LOC", "طهران")]));
    let told = [(LossKind::Note, 1), (LossKind::DocumentLabel, 1)];
    assert_eq!(
        import.records[1].relations.len(),
        1,
        "of a place with itself"
    );
    assert_eq!(losses(&import), told);
    assert_eq!(places(&import), [(1, 33), (1, 33), (2, 2), (3, 1), (5, 25)]);
}

#[test]
fn prodigy_files_are_read_by_their_tokens_and_answers() {
    let utf16 = r#"{"text":"😀 محمد","tokens":[{"text":"😀","start":0,"end":2,"id":0,"ws":true},{"text":"محمد","start":3,"end":7,"id":1,"ws":false}],"spans":[{"start":3,"end":7,"token_start":1,"token_end":1,"label":"PER"}],"answer":"accept"}"#;
    let rejected = r#"{"text":"بغداد","spans":[{"start":0,"end":5,"label":"PER"}],"answer":"reject","_input_hash":1}"#;
    let import = read("prodigy", &[utf16, rejected].join("\n"));
    assert_eq!(kinds(&import), []);
    assert_eq!(seen(&import.records[0]), pairs(&[("PER", "محمد")]));
    assert_eq!(import.records[1].annotations, []);
    assert_eq!(losses(&import), [(LossKind::Rejected, 1)]);
}

#[test]
fn label_studio_exports_are_read_with_what_their_people_and_models_said() {
    let text = r#"[
 {"id":3,"data":{"text":"😀 زار محمّد القاهرة"},
  "annotations":[{"id":1,"completed_by":1,"result":[
    {"id":"a","from_name":"label","to_name":"text","type":"labels","value":{"start":7,"end":12,"text":"محمّد","labels":["PER"]}},
    {"id":"a","from_name":"sex","to_name":"text","type":"choices","value":{"start":7,"end":12,"text":"محمّد","choices":["m"]}},
    {"id":"b","from_name":"label","to_name":"text","type":"labels","value":{"start":12,"end":19,"labels":["LOC"]}},
    {"from_id":"a","to_id":"b","type":"relation","direction":"right"},
    {"id":"c","type":"labels","value":{"start":"x"}}],
   "lead_time":3.2}],
  "predictions":[{"model_version":"m1","score":0.5,"result":[
    {"id":"d","from_name":"label","to_name":"text","type":"labels","score":0.9,"value":{"start":2,"end":5,"labels":["X"]}}]}]},
 7,
 {"id":4,"data":{"title":"ع","body":"طهران وحدها"},"annotations":[{"was_cancelled":true,"result":[{"type":"labels"}]}]},
 {"id":5,"data":"#;
    let import = read("label-studio", text);
    let ids: Vec<&str> = import
        .records
        .iter()
        .map(|r| r.article.id.as_str())
        .collect();
    assert_eq!(ids, ["3", "4"]);
    let first = &import.records[0];
    let expected = pairs(&[("PER", "محمّد"), ("LOC", "القاهرة")]);
    assert_eq!(seen(first), expected);
    assert_eq!(first.annotations[0].attributes["sex"], "m");
    assert_eq!(first.suggestions[0].score, 0.9);
    assert_eq!(&*import.records[1].article.text, "طهران وحدها");
    assert_eq!(losses(&import), [(LossKind::Rejected, 1)]);
    assert_eq!(first.relations.len(), 1);
    let told = kinds(&import);
    assert_eq!(
        told[0],
        ProblemKind::Repaired("محمّد".into(), Repair::CountedUtf16)
    );
    let lines: Vec<usize> = import.problems.iter().map(|p| p.line).collect();
    assert_eq!(lines, [2, 2, 12, 14]);
}

fn folder(id: &str, files: &[(&str, &str)]) -> Import {
    let named = |(name, text): &(&str, &str)| NamedFile {
        name: (*name).to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    of(id).read_files(&files.iter().map(named).collect::<Vec<_>>())
}

#[test]
fn brat_files_are_read_with_their_parts_attributes_and_notes() {
    let text = "😀 زار محمّد\nالقاهرة وبغداد";
    let marks = "T1\tPER 6 11\tمحمّد\nT2\tLOC 12 19;21 26\tالقاهرة بغداد\nA1\tSex T1 m\nM2\tSure T1\n#1\tAnnotatorNotes T2\tراجع\nN1\tReference T2 Wikidata:Q85\tCairo\nR1\tIn Arg1:T1 Arg2:T2\nE1\tLOC:T2 Who:T1\n*\tEquiv T1 T2\nT3\tX 1\n#2\tAnnotatorNotes T9\tx\nT4\tLOC 7 12\tمحمّد\nT5\tORG 6 19\tمحمّد القاهرة\n";
    let import = folder("brat", &[("a.ann", marks), ("a.txt", text), ("b.ann", "")]);
    let record = &import.records[0];
    let labels = [
        ("LOC", "محمّد"),
        ("PER", "محمّد"),
        ("ORG", "محمّد\nالقاهرة"),
        ("LOC", "القاهرة"),
    ];
    let mut found = seen(record);
    let mut expected = pairs(&labels);
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    let place = record
        .annotations
        .iter()
        .find(|a| !a.more.is_empty())
        .unwrap();
    assert_eq!(place.more[0].text(text), "بغداد");
    assert_eq!(
        (place.note.as_str(), place.attributes["Reference"].as_str()),
        ("راجع", "Wikidata:Q85")
    );
    let person = record
        .annotations
        .iter()
        .find(|a| a.label.as_str() == "PER")
        .unwrap();
    assert_eq!(person.attributes["Sex"], "m");
    assert_eq!(person.attributes["Sure"], "true");
    assert_eq!(
        losses(&import),
        [(LossKind::Relation, 1), (LossKind::Event, 1)]
    );
    assert_eq!(record.relations.len(), 1);
    assert_eq!(places(&import), [(10, 1), (12, 4), (11, 1), (1, 1)]);
    let told = kinds(&import);
    assert!(matches!(told[0], ProblemKind::BadShape(..)));
    assert_eq!(told[2], ProblemKind::NoSuchThing("T9".into()));
    assert_eq!(told[3], ProblemKind::NoCompanion("b.txt".into()));
}

#[test]
fn a_brat_server_is_told_the_types_of_a_collection() {
    let mut one = record("زار محمّد بغداد اليوم", &[(0, 6), (7, 17), (18, 30)]);
    one.annotations[0].attributes = [("sure", "yes"), ("list", "a,b"), ("نوع", "س")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    one.relations.push(Relation {
        from: one.annotations[0].id,
        to: one.annotations[1].id,
        label: "visited".into(),
    });
    let colour = Colour {
        r: 200,
        g: 0,
        b: 100,
    };
    let mut org = Label::new("ORG".into(), Bilingual::new("جهة", "Body | org"), colour);
    org.attributes.push(Attribute {
        id: "kind".to_owned(),
        name: Bilingual::default(),
        kind: AttributeKind::Choice(vec!["bank".to_owned(), "press".to_owned()]),
    });
    let written = Dataset {
        labels: LabelSet::new(vec![org]).unwrap(),
        records: vec![one],
    };
    let export = of("brat").write(&written, &WriteOptions::default());
    let text = |name: &str| {
        let file = export.files.iter().find(|file| file.name == name).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    let types = [
        "[entities]",
        "ORG",
        "LOC",
        "PER",
        "# شخص",
        "",
        "[relations]",
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        "visited\tArg1:<ENTITY>, Arg2:<ENTITY>",
        "",
        "[events]",
        "",
        "[attributes]",
        "kind\tArg:<ENTITY>, Value:bank|press",
        "# list: a,b",
        "sure\tArg:<ENTITY>, Value:yes",
        "# نوع\tArg:<ENTITY>, Value:س",
        "",
    ];
    assert_eq!(text("annotation.conf"), types.join("\n"));
    let looks = text("visual.conf");
    assert!(looks.contains("ORG | Body org (جهة) | ORG\n"), "{looks}");
    assert!(looks.contains("ORG\tbgColor:#e37fb1\n"), "{looks}");
    // Its settings are no articles, and neither are those of others.
    let mut files = export.files.clone();
    files.push(NamedFile {
        name: "tools.conf".to_owned(),
        bytes: b"[options]\n".to_vec(),
    });
    let import = of("brat").read_files(&files);
    assert_eq!((import.records.len(), kinds(&import)), (1, Vec::new()));
}

#[test]
fn a_line_end_at_the_edge_of_any_part_is_told_of_in_brat() {
    let text = "زار علي\nبغداد ثم عاد";
    let marks = "T1\tPER 4 8;14 16\n";
    let mut import = folder("brat", &[("a.ann", marks), ("a.txt", text)]);
    let record = import.records.remove(0);
    assert_eq!(record.annotations[0].span.text(text), "علي\n");
    let export = of("brat").write(&dataset(vec![record]), &WriteOptions::default());
    let told: Vec<_> = export.losses.iter().map(|l| (l.kind, l.count)).collect();
    assert_eq!(told, [(LossKind::Trimmed, 1)]);
}

#[test]
fn parts_of_a_brat_entity_that_touch_or_overlap_are_one() {
    let text = "زار محمد علي\u{c}بغداد";
    let parts = [
        ("4 8;7 12", "محمد علي"),
        ("9 12;4 8", "محمد"),
        ("4 12;13 18", "محمد علي\u{c}بغداد"),
    ];
    for (places, first) in parts {
        let marks = format!("T1\tPER {places}\n");
        let import = folder("brat", &[("a.ann", &marks), ("a.txt", text)]);
        assert_eq!(import.problems, [], "{places}");
        let found = &import.records[0].annotations[0];
        assert_eq!(found.span.text(text), first, "{places}");
        assert_eq!(found.more.len(), usize::from(places.starts_with('9')));
    }
}

#[test]
fn cas_files_of_others_are_read_with_custom_layers_and_faults_named() {
    let xmi = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:n="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmlns:c="http:///webanno/custom.ecore" xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<n:NamedEntity xmi:id="3" sofa="1" begin="7" end="12" value="PER" identifier="Q1"/>
<c:Kiyan xmi:id="4" sofa="1" begin="13" end="20" naw="مكان"/>
<pos:POS xmi:id="5" sofa="1" begin="3" end="6" PosValue="V"/>
<n:NamedEntity xmi:id="6" sofa="1" begin="x" end="12" value="PER"/>
<n:NamedEntity xmi:id="7" sofa="1" begin="90" end="99" value="PER"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="😀 زار محمّد القاهرة"/>
<cas:View sofa="1" members="3 4"/>
</xmi:XMI>"#;
    let import = of("xmi").read(xmi.as_bytes(), "a.xmi");
    assert_eq!(
        seen(&import.records[0]),
        pairs(&[("PER", "محمّد"), ("مكان", "القاهرة")])
    );
    assert_eq!(
        import.records[0].annotations[0].attributes["identifier"],
        "Q1"
    );
    assert_eq!(losses(&import), [(LossKind::Layer, 1)]);
    assert_eq!(places(&import), [(7, 1), (8, 1)]);
    let cut = &xmi[..xmi.find("<cas:View").unwrap() + 12];
    let import = of("xmi").read(cut.as_bytes(), "a.xmi");
    assert_eq!(
        import.records[0].annotations.len(),
        2,
        "what stands before a break is kept"
    );
    let json = r#"{"%TYPES":{},"%FEATURE_STRUCTURES":[
 {"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","sofaString":"😀 زار محمّد"},
 {"%ID":2,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":7,"end":12,"value":"PER"},
 {"%ID":3,"%TYPE":7}],"%VIEWS":{}}"#;
    let import = of("cas-json").read(json.as_bytes(), "a.json");
    assert_eq!(seen(&import.records[0]), pairs(&[("PER", "محمّد")]));
    assert!(matches!(kinds(&import)[..], [ProblemKind::BadEntity(3, _)]));
}

#[test]
fn what_xml_forbids_is_written_as_spaces_and_told() {
    let record = record("أ\u{1}ب\u{fffe}ج", &[(0, 2)]);
    let export = of("xmi").write(&dataset(vec![record]), &WriteOptions::default());
    let loss = &export.losses[0];
    assert_eq!((loss.kind, loss.count), (LossKind::Characters, 2));
    let import = of("xmi").read_files(&export.files);
    assert_eq!(&*import.records[0].article.text, "أ ب ج");
}

#[test]
fn web_annotations_are_found_by_quotation_where_the_position_is_missing_or_wrong() {
    let item = |selector: &str| {
        format!(
            r#"{{"type":"Annotation","body":{{"purpose":"tagging","value":"LOC"}},"target":{{"source":"a.txt","selector":{selector}}}}}"#
        )
    };
    let page = format!(
        r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[{},{},{},{{"type":"Annotation"}}]}}"#,
        item(r#"[{"type":"TextQuoteSelector","exact":"بغداد","prefix":"ثم "}]"#),
        item(
            r#"[{"type":"TextPositionSelector","start":3,"end":8},{"type":"TextQuoteSelector","exact":"بغداد"}]"#
        ),
        item(r#"{"type":"TextPositionSelector","start":2,"end":7}"#),
    );
    let import = folder(
        "web-annotation",
        &[("a.jsonld", &page), ("a.txt", "😀 بغداد ثم بغداد")],
    );
    let expected = pairs(&[("LOC", "بغداد"), ("LOC", "بغداد"), ("LOC", "بغداد")]);
    assert_eq!(seen(&import.records[0]), expected);
    let told = kinds(&import);
    assert_eq!(
        told[0],
        ProblemKind::Repaired("بغداد".into(), Repair::CountedUtf16)
    );
    assert!(matches!(told[1], ProblemKind::BadShape(..)));
}

#[test]
fn gate_documents_are_read_in_the_unit_they_declare() {
    let document = |unit: &str, start: usize| {
        format!(
            r#"{{"text":"😀 زار محمّد","offset_type":"{unit}","features":{{}},"annotation_sets":{{"":{{"name":"","annotations":[{{"type":"PER","start":{start},"end":{},"id":0,"features":{{"kind":"x","n":2}}}},{{"type":"Token","start":0,"end":1,"id":1,"features":{{}}}}]}}}}}}"#,
            start + 5
        )
    };
    for (unit, start) in [("p", 6), ("j", 7)] {
        let import = read("bdocjs", &document(unit, start));
        assert_eq!(kinds(&import), []);
        assert_eq!(seen(&import.records[0]), pairs(&[("PER", "محمّد")]));
        assert_eq!(import.records[0].annotations[0].attributes["n"], "2");
        assert_eq!(losses(&import), [(LossKind::Layer, 1)]);
    }
    assert_eq!(
        kinds(&read("bdocjs", &document("q", 1))),
        [ProblemKind::UnknownUnit("q".into())]
    );
}

#[test]
fn tables_of_spreadsheets_are_read_row_by_row() {
    let table = "\u{feff}Article;Start;End;Label;Entity;Text\r\na;4;9;LOC;بغداد;\"زار بغداد\r\nثم '=1\"\r\na;x;9;LOC;;\r\na;0;3;V;زار;\r\nb;;;;;'=طهران\r\n";
    let import = read("csv", table);
    let texts: Vec<&str> = import.records.iter().map(|r| &*r.article.text).collect();
    assert_eq!(texts, ["زار بغداد\r\nثم '=1", "=طهران"]);
    assert_eq!(
        seen(&import.records[0]),
        pairs(&[("V", "زار"), ("LOC", "بغداد")])
    );
    assert_eq!(places(&import), [(4, 1)], "the text above has two lines");
    let open = "article,start,end,label,text\na,0,3,X,\"زار\nb,0,1,X,ب\n";
    let import = read("csv", open);
    assert!(kinds(&import).contains(&ProblemKind::CutShort("\"…\"")));
    assert!(matches!(
        kinds(&read("csv", "a,b\n1,2\n"))[..],
        [ProblemKind::BadShape(..)]
    ));
    let before = record("=cmd()\t+1 بغداد", &[(0, 5), (7, 9)]);
    let export = of("csv").write(&dataset(vec![before.clone()]), &WriteOptions::default());
    let mut rows = csv::Reader::from_reader(&export.bytes[3..]);
    for row in rows.records() {
        for cell in &row.unwrap() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell:?}"
            );
        }
    }
}

#[test]
fn dataset_folders_of_others_are_read_by_the_names_on_their_card() {
    let given = dataset(vec![record("زار محمّد القاهرة.", &[(7, 17), (18, 32)])]);
    let export = of("hf").write(&given, &WriteOptions::default());
    let card = export
        .files
        .iter()
        .find(|file| file.name == "README.md")
        .unwrap();
    let card = String::from_utf8(card.bytes.clone()).unwrap();
    for line in [
        "          '1': B-LOC",
        "    path: data/train.parquet",
        "  - name: ner_tags",
    ] {
        assert!(
            card.lines().any(|said| said == line),
            "{line} is not in\n{card}"
        );
    }
    let broken = NamedFile {
        name: "data/x.parquet".into(),
        bytes: export
            .files
            .iter()
            .find(|f| f.name.ends_with("parquet"))
            .unwrap()
            .bytes[..300]
            .to_vec(),
    };
    let mut files = export.files.clone();
    files.push(broken);
    let import = of("hf").read_files(&files);
    assert_eq!(seen(&import.records[0]), seen(&given.records[0]));
    assert_eq!(import.problems.len(), 1);
    assert_eq!(import.problems[0].file, "data/x.parquet");
}

#[test]
fn marks_in_the_text_are_read_however_they_are_written() {
    let own = "<articles><article id=\"a\" title=\"ع\">زار <e n=\"1\" label=\"PER\">محمّد <e n=\"2\" label=\"LOC\" note=\"راجع\">علي</e></e><e n=\"2\" label=\"LOC\"> بغداد</e> &amp; &lt;</article> x <article id=\"a\">&#1576;</article></articles>";
    let import = read("inline-xml", own);
    let twice = ProblemKind::DuplicateId("a".into(), "a-2".into());
    assert_eq!(kinds(&import), [twice]);
    let record = &import.records[0];
    assert_eq!(&*record.article.text, "زار محمّد علي بغداد & <");
    assert_eq!(
        seen(record),
        pairs(&[("PER", "محمّد علي"), ("LOC", "علي بغداد")])
    );
    assert_eq!(record.annotations[1].note, "راجع");
    assert_eq!(import.records[1].article.id.as_str(), "a-2");
    let muc =
        "<DOC>زار <ENAMEX TYPE=\"PERSON\" sex=\"m\">محمّد</ENAMEX>\n<GPE>بغداد</LOC> &nbsp;<PER>";
    let import = read("inline-xml", muc);
    let expected = pairs(&[("PERSON", "محمّد"), ("GPE", "بغداد &nbsp;")]);
    assert_eq!(seen(&import.records[0]), expected);
    assert_eq!(import.records[0].annotations[0].attributes["sex"], "m");
    let lines: Vec<usize> = import.problems.iter().map(|p| p.line).collect();
    assert_eq!(lines, [2, 2, 2, 2, 2, 2]);
}

/// Formats of one file for each article, which the article is called after.
const CALLED_AFTER_FILES: &[&str] = &["brat", "web-annotation", "webanno"];

#[test]
fn what_is_wrong_in_a_file_of_many_articles_names_the_article() {
    let mut bad = record("زار بغداد", &[(0, 6)]);
    bad.article.id = "second".into();
    bad.annotations[0].label = "two words".into();
    let mut with_ids = 0;
    for format in format::ALL {
        let written = dataset(vec![record("غادر طهران", &[(0, 8)]), bad.clone()]);
        let export = format.write(&written, &WriteOptions::default());
        let import = match format.layout() {
            Layout::Folder => format.read_files(&export.files),
            Layout::File | Layout::Sequence => format.read(&export.bytes, "f.x"),
        };
        if CALLED_AFTER_FILES.contains(&format.id()) || import.problems.is_empty() {
            continue;
        }
        let named = import.records[1].article.id.as_str();
        with_ids += usize::from(named == "second");
        for problem in &import.problems {
            let article = problem.article.as_deref();
            assert_eq!(article, Some(named), "{}: {problem:?}", format.id());
        }
    }
    assert!(with_ids >= 11, "{with_ids}");
}

#[test]
fn faults_before_an_article_and_of_a_whole_file_name_none() {
    let lines = "{\"text\":\"😀 زار محمّد\",\"id\":\"a\",\"label\":[[7,12,\"PER\"]]}\nnot json\n{\"text\":\"زار\",\"id\":\"a\",\"label\":[[0,99,\"X\"]]}\n";
    let import = read("doccano", lines);
    let named: Vec<(usize, Option<&str>)> = import
        .problems
        .iter()
        .map(|p| (p.line, p.article.as_deref()))
        .collect();
    // The unit is the file's, the second line is no article, the third has the id of the first.
    assert_eq!(named, [(1, None), (2, None), (3, None), (3, Some("a-2"))]);
    let tags = read("iob2", "زار\tO\n\n-DOCSTART-\tO\n\nبغداد\todd\n");
    assert_eq!(tags.problems[0].article.as_deref(), Some("file-2"));
    let unit = read("jsonl", r#"{"id":"a","text":"x","offset_unit":"line"}"#);
    assert_eq!(unit.problems[0].article.as_deref(), Some("a"));
}

/// The files of a dataset behind each other, or in two folders beside each other.
fn both(format: &dyn Format, first: Record, second: Record) -> Import {
    let options = WriteOptions::default();
    let mut exports = [first, second].map(|one| format.write(&dataset(vec![one]), &options));
    if format.layout() == Layout::Folder {
        for (export, folder) in exports.iter_mut().zip(["x", "y"]) {
            for file in &mut export.files {
                file.name = format!("{folder}/{}", file.name);
            }
        }
        return format.read_files(&exports.map(|export| export.files).concat());
    }
    let mut joining = Joining::new(format.frame().unwrap_or(Frame::NONE));
    let mut bytes = Vec::new();
    for export in &exports {
        bytes.extend(joining.next(&export.bytes).concat());
    }
    bytes.extend(joining.end().concat());
    format.read(&bytes, "both.x")
}

#[test]
fn no_two_articles_have_one_id_and_those_that_had_are_told_of() {
    let (one, other) = (
        record("زار بغداد", &[(0, 6)]),
        record("زار طهران", &[(0, 6)]),
    );
    let mut with_ids = 0;
    for format in format::ALL {
        if format.layout() == Layout::File && format.frame().is_none() {
            continue;
        }
        let import = both(*format, one.clone(), other.clone());
        assert_eq!(import.records.len(), 2, "{}", format.id());
        let ids = [0, 1].map(|at| import.records[at].article.id.to_string());
        assert_ne!(ids[0], ids[1], "{}", format.id());
        if ids[0] == "a" {
            with_ids += 1;
            let told = ProblemKind::DuplicateId("a".into(), ids[1].clone());
            assert!(kinds(&import).contains(&told), "{}", format.id());
        }
    }
    assert!(with_ids >= 14, "{with_ids}");
}

#[test]
fn files_of_two_datasets_are_put_together_as_they_are_written_together() {
    let (one, other) = (
        record("زار بغداد", &[(0, 6)]),
        record("غادر طهران", &[(0, 8)]),
    );
    let mut second = other.clone();
    second.article.id = "b".into();
    for format in format::ALL {
        let Some(frame) = format.frame() else {
            continue;
        };
        let before = |before| WriteOptions {
            before,
            ..WriteOptions::default()
        };
        let whole = format.write(&dataset(vec![one.clone(), second.clone()]), &before(0));
        let mut joining = Joining::new(frame);
        let mut bytes = Vec::new();
        for (at, records) in [vec![], vec![one.clone()], vec![], vec![second.clone()]]
            .into_iter()
            .enumerate()
        {
            let export = format.write(&dataset(records), &before(at / 2));
            bytes.extend(joining.next(&export.bytes).concat());
        }
        bytes.extend(joining.end().concat());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        // Entities are numbered anew in each piece.
        if format.id() != "doccano-relations" {
            assert_eq!(text(&bytes), text(&whole.bytes), "{}", format.id());
        }
        let none = format.write(&dataset(vec![]), &before(0));
        let joining = Joining::new(frame);
        assert_eq!(
            text(&joining.end().concat()),
            text(&none.bytes),
            "{}",
            format.id()
        );
    }
}

#[test]
fn the_page_for_people_has_the_colours_of_the_labels_and_runs_nothing() {
    let text = "<script>alert(1)</script> بغداد & طهران";
    let mut given = dataset(vec![record(text, &[(26, 36), (0, 8)])]);
    let label = Label::new(
        "PER".into(),
        Bilingual::new("شخص", "person"),
        Colour { r: 1, g: 2, b: 255 },
    );
    given.labels = LabelSet::new(vec![label]).unwrap();
    let export = of("html").write(&given, &WriteOptions::default());
    let page = String::from_utf8(export.bytes).unwrap();
    assert!(
        page.contains("dir=\"rtl\"")
            && page.contains("style=\"--c:#0102ff;--up:0\" title=\"شخص\">بغداد</mark>"),
        "{page}"
    );
    assert!(!page.contains("<script>"), "{page}");
    let import = read("html", &page);
    assert_eq!(&*import.records[0].article.text, text);
    assert_eq!(seen(&import.records[0]), seen(&given.records[0]));
}

#[test]
fn the_name_of_another_model_goes_through_every_format_with_a_place_for_it() {
    let origins = |import: &Import| -> Vec<(Option<String>, bool)> {
        let annotations = import.records[0].annotations.iter();
        let one = |origin: &Origin| match origin {
            Origin::Suggestion { model, engine, .. } => {
                (model.clone(), *engine == EngineId::Import)
            }
            _ => (None, false),
        };
        annotations.map(|a| one(&a.provenance.origin)).collect()
    };
    let entity = |label: &str, source: &str, score: &str| {
        format!(r#"{{"start":0,"end":5,"label":"{label}","source":"{source}"{score}}}"#)
    };
    let score = r#","score":0.5"#;
    let entities = [
        entity("A", "bert-x", score),
        entity("B", "bert-x", ""),
        entity("C", "gazetteer", score),
        entity("D", "manual", score),
        entity("E", "", score),
    ];
    let believed = entity("F", "bert-y", score);
    let line = format!(
        r#"{{"id":"a","text":"بغداد","entities":[{}],"suggestions":[{believed}]}}"#,
        entities.join(",")
    );
    let import = read("jsonl", &line);
    assert_eq!(losses(&import), []);
    let named = (Some("bert-x".to_owned()), true);
    let expected = [
        named.clone(),
        (None, false),
        (None, false),
        (None, false),
        (None, true),
    ];
    assert_eq!(origins(&import), expected);
    for id in ["jsonl", "csv", "tsv", "label-studio", "bdocjs"] {
        let written = dataset(import.records.clone());
        let export = of(id).write(&written, &WriteOptions::default());
        let again = match of(id).layout() {
            Layout::Folder => of(id).read_files(&export.files),
            _ => of(id).read(&export.bytes, "f.x"),
        };
        let pending: Vec<&str> = again.records[0]
            .suggestions
            .iter()
            .map(|s| s.source())
            .collect();
        assert_eq!(pending, ["bert-y"], "{id}");
        if of(id).carries().provenance || ["csv", "tsv"].contains(&id) {
            assert_eq!(origins(&again)[0], named, "{id}");
        }
    }
}

#[test]
fn names_on_the_page_stand_above_each_other_and_once() {
    let text = "وزير خارجية مصر سامح شكري اليوم";
    let place = |part: &str| {
        let start = text.find(part).unwrap();
        (start, start + part.len())
    };
    let mut crossing = record(
        text,
        &[
            place("وزير خارجية مصر سامح شكري"),
            place("وزير خارجية مصر"),
            place("مصر"),
            place("شكري اليوم"),
        ],
    );
    crossing.article.meta.url = Some("javascript:alert(1)".into());
    crossing.article.meta.source = Some("<وكالة>".into());
    let page = of("html").write(&dataset(vec![crossing.clone()]), &WriteOptions::default());
    let page = String::from_utf8(page.bytes).unwrap();
    let marks: Vec<(bool, &str)> = page
        .split("<mark")
        .skip(1)
        .map(|mark| {
            let up = mark.split("--up:").nth(1).unwrap();
            (mark.starts_with(" class=\"on\""), &up[..1])
        })
        .collect();
    let expected = [
        (false, "2"),
        (false, "1"),
        (false, "0"),
        (false, "0"),
        (true, "0"),
    ];
    assert_eq!(marks, expected, "{page}");
    assert!(page.contains("style=\"--up:2\">"), "{page}");
    assert!(page.contains("<bdi>&lt;وكالة&gt;</bdi>"), "{page}");
    assert!(!page.contains("href"), "{page}");
    assert_eq!(seen(&read("html", &page).records[0]), seen(&crossing));
}

#[test]
fn a_format_is_known_by_how_its_file_begins() {
    let by = |name: &str, start: &str| {
        let found = format::by_content(name, start.as_bytes());
        found.map(Format::id).unwrap_or_default()
    };
    let json = [
        (r#"{"text":"x","label":[[0,1,"A"]]}"#, "doccano"),
        (
            r#"{"text":"x","entities":[{"start_offset":0}]}"#,
            "doccano-relations",
        ),
        (r#"{"text":"x","entities":[{"start":0}]}"#, "jsonl"),
        (
            r#"{"text":"x","spans":[],"tokens":[],"_input_hash":1}"#,
            "prodigy",
        ),
    ];
    for (start, id) in json {
        assert_eq!(by("a.jsonl", start), id);
    }
    let json = [
        (r#"[ ["x", {"entities": []}]]"#, "spacy"),
        (r#"[{"id":0,"paragraphs":[]}]"#, "spacy-json"),
        (
            r#"[{"id":0,"data":{"text":"x"},"annotations":[]}]"#,
            "label-studio",
        ),
    ];
    for (start, id) in json {
        assert_eq!(by("a.json", start), id);
    }
}

#[test]
fn every_written_file_is_known_again() {
    let text = "زار محمّد القاهرة.";
    let dataset = dataset(vec![record(text, &[(7, 17)])]);
    for format in format::ALL {
        let export = format.write(&dataset, &WriteOptions::default());
        let usual = |file: &&NamedFile| file.name.ends_with(format.extensions()[0]);
        let (name, bytes) = match export.files.iter().find(usual) {
            Some(first) => (first.name.clone(), first.bytes.clone()),
            None => (format!("a.{}", format.extensions()[0]), export.bytes),
        };
        let known = format::by_content(&name, &bytes).map(Format::id);
        assert_eq!(known, Some(format.id()), "{name}");
    }
}

/// Golden files with some bytes changed, cut or doubled.
fn bitten() -> impl Strategy<Value = Vec<u8>> {
    let count = format::ALL.len() - 1;
    let bites = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 0..6);
    (0..count, bites).prop_map(move |(choice, bites)| {
        let text = "😀 زار محمّد القاهرة وبالقاهرة.";
        let written = dataset(vec![record(text, &[(8, 18), (19, 33), (40, 54)])]);
        let formats: Vec<_> = format::ALL.iter().filter(|f| f.id() != "hf").collect();
        let export = formats[choice].write(&written, &WriteOptions::default());
        let files: Vec<Vec<u8>> = export.files.into_iter().map(|file| file.bytes).collect();
        let mut bytes = if files.is_empty() {
            export.bytes
        } else {
            files.join(&0x1E)
        };
        for (at, byte, kind) in bites {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            match kind {
                0 => bytes.truncate(at.max(8)),
                1 => bytes.insert(at, byte),
                2 => drop(bytes.splice(at..at, b"\n".iter().copied())),
                _ if at < bytes.len() => bytes[at] = byte,
                _ => {}
            }
        }
        bytes.insert(0, u8::try_from(choice).unwrap());
        bytes
    })
}

/// Elements of one number within each other are one mark over all of them.
#[test]
fn parts_of_a_mark_that_touch_are_one() {
    let file = r#"<articles><article id="a"><e n="2" label="PER">ab<e n="2">cd</e>ef</e> <e n="2">g</e></article></articles>"#;
    let import = read("inline-xml", file);
    assert_eq!(import.problems, []);
    let annotation = &import.records[0].annotations[0];
    let spans: Vec<_> = annotation.spans().map(|span| span.range()).collect();
    assert_eq!(spans, [0..6, 7..8]);
}

/// Two ids may become one so, which nobody would expect.
#[test]
fn signs_that_xml_forbids_in_ids_and_notes_are_told_of() {
    let mut record = record("ب", &[]);
    record.article.id = "\u{b}eel".into();
    for id in ["inline-xml", "html"] {
        let format = format::by_id(id).unwrap();
        let export = format.write(&dataset(vec![record.clone()]), &WriteOptions::default());
        let lost: Vec<_> = export.losses.iter().map(|loss| loss.kind).collect();
        assert_eq!(lost, [LossKind::Characters], "{id}");
    }
}

/// Also where the parser has given up at the very place, and whatever comes at a time.
#[test]
fn a_byte_that_is_not_utf8_is_told_behind_what_is_no_xml() {
    for bytes in [&b"<?>\xA9</e>"[..], b"<!dirDOCTYPE/>\xCC\x00", b"<a \xFF"] {
        for id in ["inline-xml", "html"] {
            let format = format::by_id(id).unwrap();
            let problems = format.read(bytes, "a").problems;
            let is_told = problems.iter().any(|it| it.kind == ProblemKind::NotUtf8);
            assert!(is_told, "{id}: {problems:?}");
            fuzzed::read_as(format, bytes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn bitten_files_give_sound_articles(bytes in bitten()) {
        fuzzed::read(&bytes);
    }
}

proptest! {
    #[test]
    fn formats_with_places_give_back_every_span(text in texts(), places in prop::collection::vec((0_usize..90, 1_usize..20), 0..6)) {
        let places: Vec<_> = places.into_iter().map(|(from, length)| (from, from + length)).collect();
        let before = record(&text, &places);
        for format in format::ALL {
            let carries = format.carries();
            if !(carries.text && carries.nested && carries.crossing) {
                continue;
            }
            let export = format.write(&dataset(vec![before.clone()]), &WriteOptions::default());
            // Formats of tokens cut off blanks, and say so.
            if !export.losses.is_empty() {
                prop_assert!(["webanno", "brat"].contains(&format.id()));
                continue;
            }
            let import = if format.layout() == Layout::Folder {
                format.read_files(&export.files)
            } else {
                format.read(&export.bytes, "a.x")
            };
            prop_assert_eq!(kinds(&import), [], "{}", format.id());
            prop_assert_eq!(import.records.len(), 1, "{}", format.id());
            let after = &import.records[0];
            prop_assert_eq!(&after.article.text, &before.article.text, "{}", format.id());
            let spans = |record: &Record| -> Vec<(Span, String)> {
                let mut spans: Vec<_> = record.annotations.iter().map(|a| (a.span, a.label.to_string())).collect();
                spans.sort();
                spans
            };
            prop_assert_eq!(spans(after), spans(&before), "{}", format.id());
        }
    }

    #[test]
    fn flat_formats_with_texts_give_back_what_is_not_listed(text in texts(), places in prop::collection::vec((0_usize..90, 1_usize..20), 0..6)) {
        let places: Vec<_> = places.into_iter().map(|(from, length)| (from, from + length)).collect();
        let before = record(&text, &places);
        for id in ["spacy", "spacy-json"] {
            let export = of(id).write(&dataset(vec![before.clone()]), &WriteOptions::default());
            let import = of(id).read(&export.bytes, "a.json");
            prop_assert_eq!(kinds(&import), []);
            let after = &import.records[0];
            prop_assert_eq!(&after.article.text, &before.article.text);
            let gone: usize = export.losses.iter()
                .filter(|loss| matches!(loss.kind, LossKind::Overlap(_) | LossKind::NoToken | LossKind::Unaligned(_)))
                .map(|loss| loss.count).sum();
            prop_assert_eq!(after.annotations.len() + gone, before.annotations.len());
            for annotation in &after.annotations {
                let core = annotation.span.text(&text).trim();
                let known = before.annotations.iter().any(|a| a.span.text(&text).contains(core) && a.label == annotation.label);
                prop_assert!(known, "{}: {:?} was not marked", id, core);
            }
        }
    }
}
