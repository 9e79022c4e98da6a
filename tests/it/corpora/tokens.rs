//! Formats with one token a line.

use proptest::prelude::*;
use tawsim::format::loss::LossKind;
use tawsim::format::options::{Flat, Subword, WriteOptions};

use super::texts::{format, lost, missing, records, spans, there_and_back};

fn changed(kind: &LossKind) -> bool {
    matches!(
        kind,
        LossKind::Overlap(_)
            | LossKind::Unaligned(_)
            | LossKind::NoToken
            | LossKind::Expanded
            | LossKind::Contracted
            | LossKind::Trimmed
    )
}

proptest! {
    #[test]
    fn conllu_plus_gives_back_the_text_and_all_spans_but_the_listed_ones(
        record in records(), subword in 0..4_usize, flat in 0..3_usize,
    ) {
        let options = WriteOptions {
            subword: [Subword::Split, Subword::Expand, Subword::Contract, Subword::Drop][subword],
            flat: [Flat::Outermost, Flat::Innermost, Flat::Longest][flat],
            ..WriteOptions::default()
        };
        let (export, import) = there_and_back("conllup", &record, &options);
        prop_assert_eq!(&import.problems, &[]);
        prop_assert_eq!(import.records.len(), 1);
        let back = &import.records[0];
        prop_assert_eq!(&back.article.text, &record.article.text);
        prop_assert_eq!(&back.article.id, &record.article.id);
        prop_assert_eq!(back.annotations.len(), export.annotations);
        prop_assert!(missing(&record, back) <= lost(&export.losses, changed), "{:?}", spans(back));
    }
}

#[test]
fn the_words_of_a_multi_word_token_need_not_spell_it() {
    // As treebanks write it: the article of للقاهرة is written in full.
    let file = "# global.columns = ID FORM MISC CORPUS:NER\n\
        # newdoc id = n1\n# newpar\n# sent_id = 1\n# text = ذهب للقاهرة أمس.\n\
        1\tذهب\t_\tO\n2-3\tللقاهرة\t_\t_\n2\tل\t_\tO\n3\tالقاهرة\t_\tB-LOC\n\
        3.1\tهو\t_\t_\n4\tأمس\tSpaceAfter=No\tO\n5\t.\t_\tO\n\n1\tعاد\t_\tO\n";
    let import = format("conllup").read(file.as_bytes(), "x.conllup");
    assert_eq!(import.problems, []);
    let record = &import.records[0];
    assert_eq!(record.article.id.as_str(), "n1");
    assert_eq!(&*record.article.text, "ذهب للقاهرة أمس.\nعاد");
    assert_eq!(
        record.annotations[0].span.text(&record.article.text),
        "لقاهرة"
    );
}

#[test]
fn plain_conllu_has_its_entities_in_misc() {
    let file = "# text = زار محمد\n1\tزار\t_\tVERB\t_\t_\t0\troot\t_\tNER=O\n\
        2\tمحمد\t_\tPROPN\t_\t_\t1\tobj\t_\tGloss=M|NER=B-PER\n";
    let import = format("conllup").read(file.as_bytes(), "dir/x.conllu");
    assert_eq!(import.problems, []);
    assert_eq!(import.records[0].article.id.as_str(), "x-1");
    let labels: Vec<_> = import.records[0]
        .annotations
        .iter()
        .map(|a| a.label.as_str())
        .collect();
    assert_eq!(labels, ["PER"]);
}

#[test]
fn a_bad_line_is_told_with_its_place_and_takes_no_other_with_it() {
    let file =
        b"# global.columns = ID FORM MISC NER\n# newdoc id = a\n1\tx\t_\tB-PER\nx\ty\t_\tO\n\
        2\tz\t_\n3\t\xff\t_\tO\n4\tw\t_\tPER\n5\tv\t_\tI-LOC\n\n# newdoc id = a\n1\tu\t_\tO\n";
    let import = format("conllup").read(file, "f.conllup");
    let texts: Vec<&str> = import.records.iter().map(|r| &*r.article.text).collect();
    assert_eq!(texts, ["x w v", "u"]);
    assert_eq!(spans(&import.records[0]).len(), 2);
    let places: Vec<_> = import.problems.iter().map(|p| (p.line, p.column)).collect();
    assert_eq!(places, [(4, 1), (5, 1), (6, 3), (7, 7), (8, 7), (10, 1)]);
}

#[test]
fn every_scheme_is_read_by_every_token_format() {
    for (id, file) in [
        ("conll2002", "محمد B-PER\nعلي I-PER\nبغداد B-LOC\n"),
        ("iob1", "محمد\tI-PER\nعلي\tI-PER\nبغداد\tI-LOC\n"),
        ("bioes", "محمد\tB-PER\nعلي\tE-PER\nبغداد\tS-LOC\n"),
        ("bilou", "محمد\tB-PER\nعلي\tL-PER\nبغداد\tU-LOC\n"),
    ] {
        let import = format(id).read(file.as_bytes(), "x");
        assert_eq!(import.problems, [], "{id}");
        let record = &import.records[0];
        let seen: Vec<_> = record
            .annotations
            .iter()
            .map(|a| a.span.text(&record.article.text))
            .collect();
        assert_eq!(seen, ["محمد علي", "بغداد"], "{id}");
        let (export, back) = there_and_back(id, record, &WriteOptions::default());
        assert!(
            String::from_utf8(export.bytes).unwrap().contains(file),
            "{id}"
        );
        assert_eq!(spans(&back.records[0]), spans(record), "{id}");
    }
}
