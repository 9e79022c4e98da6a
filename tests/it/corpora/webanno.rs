//! WebAnno TSV.

use proptest::prelude::*;
use tawsim::format::flaw::{Done, Expected};
use tawsim::format::loss::LossKind;
use tawsim::format::options::WriteOptions;
use tawsim::format::problem::{Problem, ProblemKind, Repair};
use tawsim::format::words;
use tawsim::format::{Export, Import};
use tawsim::model::annotation::Annotation;
use tawsim::model::dataset::Record;

use super::texts::{format, lost, records, spans_utf16, there_and_back};

/// As the format gives a text back: spaces before the first word.
fn expected(text: &str) -> String {
    let Some(first) = words::tokens(text).into_iter().next() else {
        return String::new();
    };
    " ".repeat(text[..first.start].chars().count()) + &text[first.start..]
}

proptest! {
    #[test]
    fn every_span_comes_back_nested_crossing_and_within_words(record in records()) {
        let (export, import) = there_and_back("webanno", &record, &WriteOptions::default());
        // A mark behind a line end stands alone; behind a space it belongs to it.
        let is_told = |p: &Problem| matches!(p.kind, ProblemKind::Repaired(_, Repair::WholeCharacters));
        let marks = import.problems.iter().filter(|p| is_told(p)).count();
        prop_assert_eq!(import.problems.len(), marks);
        prop_assert!(marks == 0 || lost(&export.losses, |kind| *kind == LossKind::Blanks) == 1);
        let back = &import.records[0];
        prop_assert_eq!(&*back.article.text, expected(&record.article.text));
        prop_assert_eq!(back.article.id.as_str(), "a");
        prop_assert_eq!(back.annotations.len(), export.annotations);
        let gone = lost(&export.losses, |kind| *kind == LossKind::NoToken);
        prop_assert_eq!(back.annotations.len() + gone, record.annotations.len());
        let mut theirs = spans_utf16(back);
        let mut changed = 0;
        for span in spans_utf16(&record) {
            match theirs.iter().position(|other| *other == span) {
                Some(at) => { theirs.remove(at); }
                None => changed += 1,
            }
        }
        let listed = lost(&export.losses, |kind| matches!(kind, LossKind::NoToken | LossKind::Trimmed));
        prop_assert!(changed <= listed + marks, "{theirs:?} of {}", changed);
    }
}

fn read(file: &str) -> Import {
    format("webanno").read(file.as_bytes(), "folder/خبر.1.tsv")
}

fn seen(record: &Record) -> Vec<(String, String)> {
    let one = |a: &Annotation| {
        let text = a.span.text(&record.article.text);
        (a.label.to_string(), text.to_owned())
    };
    record.annotations.iter().map(one).collect()
}

fn pair(label: &str, text: &str) -> (String, String) {
    (label.to_owned(), text.to_owned())
}

/// As INCEpTION writes it: other layers, a relation, empty values, a name without a label.
const THEIRS: &str = "#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
#T_SP=webanno.custom.Naw|
#T_RL=webanno.custom.Sila|naw|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity


#Text=😀 زار محمد علي وبالقاهرة
1-1\t0-2\t😀\t_\t_\t_\t_\t_\t_\t
1-2\t3-6\tزار\tVERB\t_\t_\t_\t_\t_\t
1-3\t7-11\tمحمد\t_\tQ1[1]|*[2]\tPER[1]|PER[2]\t*\tعلى\t1-3[2_1]\t
1-4\t12-15\tعلي\t_\tQ1[1]\tPER[1]\t_\t_\t_\t
1-5\t16-25\tوبالقاهرة\t_\t_\t_\t_\t_\t_\t
1-5.1\t18-25\tالقاهرة\t_\t*\tموضع\\_كبير\t_\t_\t_\t

#Text=ثم
2-1\t27-29\tثم\t_\t_\t_\t_\t_\t_\t
";

#[test]
fn what_inception_writes_is_read() {
    let import = read(THEIRS);
    assert_eq!(import.problems, []);
    let record = &import.records[0];
    assert_eq!(record.article.id.as_str(), "خبر.1");
    assert_eq!(&*record.article.text, "😀 زار محمد علي وبالقاهرة\n ثم");
    let expected = [
        pair("PER", "محمد علي"),
        pair("Naw", "محمد"),
        pair("PER", "محمد"),
        pair("موضع_كبير", "القاهرة"),
    ];
    assert_eq!(seen(record), expected);
    assert_eq!(record.annotations[0].attributes["identifier"], "Q1");
    let lost: Vec<_> = import.losses.iter().map(|l| (l.kind, l.count)).collect();
    assert_eq!(lost, [(LossKind::Layer, 1)]);
    let relation = &record.relations[0];
    let ends = [relation.from, relation.to].map(|id| {
        let found = record.annotations.iter().find(|a| a.id == id);
        found.unwrap().span.text(&record.article.text)
    });
    assert_eq!(
        (ends, relation.label.as_str()),
        (["محمد", "محمد علي"], "على")
    );
}

#[test]
fn stacked_and_parted_words_are_written_as_inception_does() {
    let text = "زار وبالقاهرة اليوم";
    let record = super::texts::record(
        text,
        &[
            ("القاهرة", "LOC"),
            ("القاهرة اليوم", "EVENT"),
            ("زار", "A_B"),
        ],
    );
    let (Export { files, .. }, _) = there_and_back("webanno", &record, &WriteOptions::default());
    assert_eq!(files[0].name, "a.tsv");
    let expected = "#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value


#Text=زار وبالقاهرة اليوم
1-1\t0-3\tزار\tA\\_B\t
1-2\t4-13\tوبالقاهرة\t_\t
1-2.1\t6-13\tالقاهرة\tEVENT[1]|LOC[2]\t
1-3\t14-19\tاليوم\tEVENT[1]\t
";
    assert_eq!(String::from_utf8(files[0].bytes.clone()).unwrap(), expected);
}

#[test]
fn offsets_in_another_unit_and_single_wrong_ones_are_put_right_or_told() {
    let in_code_points = THEIRS
        .replace("0-2", "0-1")
        .replace("3-6", "2-5")
        .replace("7-11", "6-10")
        .replace("12-15", "11-14")
        .replace("16-25", "15-24")
        .replace("18-25", "17-24")
        .replace("27-29", "26-28");
    let import = read(&in_code_points);
    let kinds: Vec<_> = import.problems.iter().map(|p| p.kind.clone()).collect();
    assert_eq!(
        kinds,
        [ProblemKind::Repaired(
            "😀".into(),
            Repair::CountedCodePoints
        )]
    );
    assert_eq!(seen(&import.records[0]), seen(&read(THEIRS).records[0]));

    let import = read(
        &THEIRS
            .replace("18-25", "17-24")
            .replace("12-15\tعلي", "12-15\txyz"),
    );
    let places: Vec<_> = import.problems.iter().map(|p| (p.line, p.column)).collect();
    assert_eq!(places, [(12, 1), (14, 1)]);
    assert!(matches!(
        import.problems[0].kind,
        ProblemKind::WrongText { .. }
    ));
    assert!(matches!(
        import.problems[1].kind,
        ProblemKind::Repaired(_, Repair::FoundElsewhere)
    ));
    assert!(seen(&import.records[0]).contains(&pair("موضع_كبير", "القاهرة")));
}

#[test]
fn one_bad_line_never_takes_the_others_with_it() {
    let broken = THEIRS
        .replace("1-2\t3-6", "x\t3-6")
        .replace("1-4\t12-15", "1-4\t15-12")
        .replace("2-1\t27-29", "2-1\t99999999999-99999999999")
        .replace("#FORMAT=WebAnno TSV 3.3", "#FORMAT=WebAnno TSV 2.0")
        .replace(
            "#T_SP=webanno.custom.Naw|\n",
            "#T_SP=webanno.custom.Naw|\n#T_SP=|x\n",
        );
    let import = read(&broken);
    let flaws: Vec<_> = import
        .problems
        .iter()
        .filter_map(|p| match &p.kind {
            ProblemKind::Flaw(flaw) => Some((p.line, p.column, flaw.expected, flaw.done)),
            _ => None,
        })
        .collect();
    let expected = [
        (1, 1, Expected::FormatHeader, Done::Assumed),
        (5, 7, Expected::LayerHeader, Done::LineLeftOut),
        (11, 1, Expected::TokenNumber, Done::LineLeftOut),
        (13, 5, Expected::Offsets, Done::LineLeftOut),
        (18, 1, Expected::Offsets, Done::Ignored),
    ];
    assert_eq!(flaws, expected);
    assert_eq!(seen(&import.records[0]).len(), 4);
}
