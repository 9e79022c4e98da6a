//! Relations between annotations: what files say of them, and what becomes of them in a project.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use tawsim::app::action::Action;
use tawsim::app::clock;
use tawsim::app::command::{self, Command};
use tawsim::app::headless::convert::Target;
use tawsim::app::headless::dataset::{self, Recipe, Watch};
use tawsim::app::headless::project;
use tawsim::app::session::Session;
use tawsim::format::loss::{Loss, LossKind};
use tawsim::format::options::WriteOptions;
use tawsim::format::problem::ProblemKind;
use tawsim::format::{self, Format, Import, Layout, NamedFile};
use tawsim::model::dataset::{Dataset, Record};
use tawsim::model::ids::AnnotationId;
use tawsim::model::relation::Relation;
use tempfile::TempDir;

use crate::articles;

const TEXT: &str = "أسّس طلعت حرب بنك مصر في القاهرة، ثم ترأّس طلعت حرب البنك.";

fn of(id: &str) -> &'static dyn Format {
    format::by_id(id).unwrap()
}

fn read(id: &str, text: &str) -> Import {
    let name = format!("f.{}", of(id).extensions()[0]);
    of(id).read(text.as_bytes(), &name)
}

fn folder(id: &str, files: &[(&str, &str)]) -> Import {
    let file = |(name, text): &(&str, &str)| NamedFile {
        name: (*name).to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let files: Vec<NamedFile> = files.iter().map(file).collect();
    of(id).read_files(&files)
}

/// Text, label and first byte of an annotation.
type End = (String, String, usize);

/// The ends of every relation and what it is.
fn related(record: &Record) -> BTreeSet<(End, End, String)> {
    let end = |id: AnnotationId| {
        let found = record.annotations.iter().find(|a| a.id == id).unwrap();
        let text = found.span.text(&record.article.text);
        (text.to_owned(), found.label.to_string(), found.span.start())
    };
    let relations = record.relations.iter();
    relations
        .map(|r| (end(r.from), end(r.to), r.label.to_string()))
        .collect()
}

/// The texts that are related, with what between.
fn texts_of(record: &Record) -> Vec<(String, String, String)> {
    let all = related(record).into_iter();
    all.map(|(from, to, label)| (from.0, label, to.0)).collect()
}

fn texts(expected: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let one = |(a, b, c): &(&str, &str, &str)| ((*a).into(), (*b).into(), (*c).into());
    expected.iter().map(one).collect()
}

fn kinds(import: &Import) -> Vec<ProblemKind> {
    import.problems.iter().map(|p| p.kind.clone()).collect()
}

fn count(losses: &[Loss], kind: LossKind) -> usize {
    let of = losses.iter().filter(|loss| loss.kind == kind);
    of.map(|loss| loss.count).sum()
}

fn lost(losses: &[Loss]) -> usize {
    count(losses, LossKind::Relation)
}

#[test]
fn brat_relations_are_read_and_what_they_lack_is_told() {
    let marks = "R1\tFounder Arg1:T1 Arg2:T2\nT1\tPER 5 13\tطلعت حرب\nT2\tORG 14 21\tبنك مصر\n\
                 R2\tIn Arg1:T2 Arg2:T9\nR3\tIn Arg1:E1 Arg2:T2\n*\tEquiv T1 T2\nR4\tIn Arg1:T1\n";
    let import = folder("brat", &[("f.ann", marks), ("f.txt", TEXT)]);
    let record = &import.records[0];
    assert_eq!(
        texts_of(record),
        texts(&[("طلعت حرب", "Founder", "بنك مصر")])
    );
    assert_eq!(lost(&import.losses), 2, "of an event, and an equivalence");
    let problems: Vec<(usize, ProblemKind)> = import
        .problems
        .iter()
        .map(|p| (p.line, p.kind.clone()))
        .collect();
    assert!(
        matches!(&problems[..], [(7, ProblemKind::BadShape(..)), (4, ProblemKind::NoSuchThing(id))] if id == "T9"),
        "{problems:?}"
    );
}

#[test]
fn label_studio_relations_go_the_way_that_they_say() {
    let span = |id: &str, start: usize, end: usize, label: &str| {
        format!(
            r#"{{"id":"{id}","from_name":"l","to_name":"t","type":"labels","value":{{"start":{start},"end":{end},"labels":["{label}"]}}}}"#
        )
    };
    let relation = |direction: &str, labels: &str| {
        format!(
            r#"{{"type":"relation","from_id":"x","to_id":"y","direction":"{direction}"{labels}}}"#
        )
    };
    let results = [
        span("x", 5, 13, "PER"),
        span("y", 14, 21, "ORG"),
        relation("right", r#","labels":["founder","head of"]"#),
        relation("left", r#","labels":["led_by"]"#),
        relation("bi", ""),
        r#"{"type":"relation","from_id":"x","to_id":"z","direction":"right"}"#.to_owned(),
    ];
    let file = format!(
        r#"[{{"id":1,"data":{{"text":"{TEXT}"}},"annotations":[{{"result":[{}]}}]}}]"#,
        results.join(",")
    );
    let import = read("label-studio", &file);
    let (from, to) = ("طلعت حرب", "بنك مصر");
    let expected = [
        (from, "", to),
        (from, "founder", to),
        (from, "head_of", to),
        (to, "", from),
        (to, "led_by", from),
    ];
    let seen: BTreeSet<_> = texts_of(&import.records[0]).into_iter().collect();
    assert_eq!(seen, texts(&expected).into_iter().collect());
    assert!(matches!(&kinds(&import)[..], [ProblemKind::NoSuchThing(id)] if id == "z"));
}

#[test]
fn doccano_and_prodigy_relations_are_read() {
    let doccano = format!(
        r#"{{"text":"{TEXT}","entities":[{{"id":70,"label":"PER","start_offset":5,"end_offset":13}},{{"id":71,"label":"ORG","start_offset":14,"end_offset":21}}],"relations":[{{"id":1,"from_id":70,"to_id":71,"type":"founder"}},{{"id":2,"from_id":70}},{{"id":3,"from_id":70,"to_id":90,"type":"x"}}]}}"#
    );
    let import = read("doccano-relations", &doccano);
    assert_eq!(
        texts_of(&import.records[0]),
        texts(&[("طلعت حرب", "founder", "بنك مصر")])
    );
    let problems = kinds(&import);
    assert!(
        problems
            .iter()
            .any(|p| matches!(p, ProblemKind::BadRelation(2, _)))
    );
    assert!(problems.contains(&ProblemKind::NoSuchThing("90".into())));
    // One by the last tokens of the spans, one by the spans themselves.
    let prodigy = format!(
        r#"{{"text":"{TEXT}","spans":[{{"start":5,"end":13,"label":"PER","token_start":1,"token_end":2}},{{"start":14,"end":21,"label":"ORG","token_start":3,"token_end":4}}],"relations":[{{"head":2,"child":4,"label":"founder"}},{{"head":4,"child":2,"label":"led_by","head_span":{{"start":14,"end":21,"label":"ORG"}},"child_span":{{"start":5,"end":13,"label":"PER"}}}}]}}"#
    );
    let import = read("prodigy", &prodigy);
    assert_eq!(kinds(&import), []);
    let expected = [
        ("بنك مصر", "led_by", "طلعت حرب"),
        ("طلعت حرب", "founder", "بنك مصر"),
    ];
    assert_eq!(texts_of(&import.records[0]), texts(&expected));
}

#[test]
fn relation_layers_of_cas_files_are_read_and_grammar_is_not() {
    let cas = format!(
        r#"{{"%FEATURE_STRUCTURES":[
{{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaID":"_InitialView","sofaString":"{TEXT}"}},
{{"%ID":5,"%TYPE":"webanno.custom.Founding","@sofa":1,"begin":14,"end":21,"@Governor":2,"@Dependent":3,"kind":"founder"}},
{{"%ID":6,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency","@sofa":1,"begin":14,"end":21,"@Governor":2,"@Dependent":3,"DependencyType":"nsubj"}},
{{"%ID":2,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":5,"end":13,"value":"PER"}},
{{"%ID":3,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":14,"end":21,"value":"ORG"}}]}}"#
    );
    let import = read("cas-json", &cas);
    assert_eq!(
        texts_of(&import.records[0]),
        texts(&[("طلعت حرب", "founder", "بنك مصر")])
    );
    assert_eq!(kinds(&import), []);
    let layers = count(&import.losses, LossKind::Layer);
    assert_eq!((layers, lost(&import.losses)), (1, 0));
}

#[test]
fn relations_of_webanno_files_lead_to_the_line_they_stand_on() {
    let file = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Referent|entity\n\
        #T_RL=webanno.custom.Coref|type|certain|BT_webanno.custom.Referent\n\
        #T_RL=de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency|DependencyType|BT_de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS\n\n\
        \n#Text=زار طلعت حرب بنك مصر\n\
        1-1\t0-3\tزار\t_\t_\t_\t_\tnsubj\t1-2\t\n\
        1-2\t4-8\tطلعت\tPER[1]|NAME[2]\tcoref|founder\t*|yes\t1-3[0_1]|1-4[3_2]\t_\t_\t\n\
        1-3\t9-12\tحرب\tPER[1]|FAM\tpart\t*\t1-9[0_0]\t_\t_\t\n\
        1-4\t13-16\tبنك\tORG[3]\t*\t*\t1-2[2_3]\t_\t_\t\n\
        1-5\t17-20\tمصر\tORG[3]\t_\t_\t_\t_\t_\t\n";
    let import = folder("webanno", &[("f.tsv", file)]);
    let expected = [
        ("بنك مصر", "founder", "طلعت"),
        ("حرب", "coref", "طلعت حرب"),
        ("طلعت", "Coref", "بنك مصر"),
    ];
    let seen: BTreeSet<_> = texts_of(&import.records[0]).into_iter().collect();
    assert_eq!(seen, texts(&expected).into_iter().collect());
    assert_eq!(lost(&import.losses), 1, "of grammar");
    assert_eq!(count(&import.losses, LossKind::Attributes), 1);
    assert!(matches!(&kinds(&import)[..], [ProblemKind::NoSuchThing(_)]));
}

fn with_relations(text: &str, places: &[(usize, usize)], links: &[(usize, usize, u8)]) -> Record {
    let mut record = articles::record(text, places);
    // Nobody marks one place twice with one label; formats that name spans by both cannot tell.
    let mut seen = BTreeSet::new();
    record
        .annotations
        .retain(|a| seen.insert((a.span, a.label.clone())));
    let ids: Vec<AnnotationId> = record.annotations.iter().map(|a| a.id).collect();
    let relation = |(from, to, label): &(usize, usize, u8)| {
        let (from, to) = (ids[from % ids.len()], ids[to % ids.len()]);
        let label = format!("r{}", label % 3).as_str().into();
        Relation { from, to, label }
    };
    if !ids.is_empty() {
        let relations: BTreeSet<Relation> = links
            .iter()
            .map(relation)
            .filter(|r| r.from != r.to)
            .collect();
        record.relations = relations.into_iter().collect();
    }
    record
}

proptest! {
    #[test]
    fn every_relation_comes_back_or_is_counted(
        text in articles::texts(),
        places in prop::collection::vec((0_usize..90, 1_usize..20), 0..6),
        links in prop::collection::vec((0_usize..6, 0_usize..6, any::<u8>()), 0..6),
    ) {
        let places: Vec<(usize, usize)> = places.into_iter().map(|(at, length)| (at, at + length)).collect();
        let record = with_relations(&text, &places, &links);
        let dataset = Dataset { records: vec![record.clone()], ..Dataset::default() };
        for format in format::ALL {
            let export = format.write(&dataset, &WriteOptions::default());
            let import = if format.layout() == Layout::Folder {
                format.read_files(&export.files)
            } else {
                format.read(&export.bytes, &format!("a.{}", format.extensions()[0]))
            };
            let back = import.records.first().map_or(0, |back| back.relations.len());
            let told = lost(&export.losses);
            prop_assert_eq!(back + told, record.relations.len(), "{}", format.id());
            // Places that XML or line ends change are other places.
            let untouched = export.losses.is_empty() && format.carries().relations;
            if let (true, Some(back)) = (untouched, import.records.first()) {
                prop_assert_eq!(related(back), related(&record), "{}", format.id());
            }
        }
    }
}

/// A project with an article in which one relation leads from a person to a bank.
fn project_of(home: &TempDir) -> PathBuf {
    let line = format!(
        r#"{{"id":"a","text":"{TEXT}","entities":[{{"id":1,"start":5,"end":13,"label":"PER"}},{{"id":2,"start":14,"end":21,"label":"ORG"}},{{"start":25,"end":32,"label":"LOC"}}],"relations":[{{"from":1,"to":2,"label":"founder"}}]}}"#
    );
    let file = home.path().join("in.jsonl");
    fs::write(&file, line).unwrap();
    let dir = home.path().join("project");
    project::create(&dir, "news").unwrap();
    let way = project::Way::default();
    for relations in [1, 0] {
        let done = project::import(&dir, std::slice::from_ref(&file), &way, "me").unwrap();
        assert_eq!(
            (done.relations, done.problems.len()),
            (relations, 0),
            "each once"
        );
    }
    dir
}

fn opened(home: &TempDir, dir: &Path) -> Session {
    let config = Some(home.path().join("home"));
    let mut session = Session::new(clock::system, Arc::new(|| ()), config);
    session.run(Command::OpenPaths(vec![dir.to_owned()]));
    session.settle();
    session
}

fn counts(session: &Session) -> (usize, usize) {
    let (_, sheet) = session.current().unwrap();
    (sheet.annotations().len(), sheet.relations().len())
}

#[test]
fn a_relation_goes_with_its_annotation_and_comes_back_with_it() {
    let home = TempDir::new().unwrap();
    let dir = project_of(&home);
    let mut session = opened(&home, &dir);
    assert_eq!(counts(&session), (3, 1));
    let bank = session
        .current()
        .unwrap()
        .1
        .annotations()
        .nth(1)
        .unwrap()
        .id;
    session.run(Command::Delete(bank));
    assert_eq!(counts(&session), (2, 0));
    session.run(Command::Act(Action::Undo));
    assert_eq!(counts(&session), (3, 1));
    session.run(Command::Act(Action::Redo));
    assert_eq!(counts(&session), (2, 0));
    session.settle();
    session.close();
    let mut session = opened(&home, &dir);
    assert_eq!(counts(&session), (2, 0), "after a restart");
    session.run(Command::Act(Action::Undo));
    assert_eq!(counts(&session), (3, 1), "undone after it");
    session.settle();
    session.close();
    let mut session = opened(&home, &dir);
    assert_eq!(counts(&session), (3, 1));
    session.close();
    let exported = project::dataset(&dir, None).unwrap();
    assert_eq!(
        texts_of(&exported.records[0]),
        texts(&[("طلعت حرب", "founder", "بنك مصر")])
    );
}

#[test]
fn undoing_a_relation_goes_to_where_it_starts() {
    let home = TempDir::new().unwrap();
    let dir = project_of(&home);
    let other = home.path().join("b.txt");
    fs::write(&other, "مقال آخر").unwrap();
    project::import(&dir, &[other], &project::Way::default(), "me").unwrap();
    let mut session = opened(&home, &dir);
    let (article, sheet) = session.current().unwrap();
    let article = article.id.clone();
    let ids: Vec<AnnotationId> = sheet.annotations().map(|a| a.id).collect();
    session.run(Command::Relate(Relation {
        from: ids[1],
        to: ids[2],
        label: "in".into(),
    }));
    assert_eq!(counts(&session), (3, 2));
    session.run(Command::Act(Action::NextArticle));
    session.settle();
    assert_ne!(session.current().unwrap().0.id, article);
    session.run(Command::Act(Action::Undo));
    session.settle();
    assert_eq!(session.current().unwrap().0.id, article);
    assert_eq!(counts(&session), (3, 1));
    assert_eq!(
        session.here().target,
        Some(command::Target::Annotation(ids[1]))
    );
    session.close();
}

#[test]
fn a_dataset_has_the_relations_of_the_labels_that_are_in_it() {
    let home = TempDir::new().unwrap();
    let dir = project_of(&home);
    let relations = |labels: &[&str], map: &[(&str, &str)]| {
        let out = home.path().join("out.jsonl");
        let recipe = Recipe {
            labels: labels.iter().map(|label| (*label).into()).collect(),
            map: map
                .iter()
                .map(|(a, b)| ((*a).into(), (*b).into()))
                .collect(),
            ..Recipe::default()
        };
        let target = Target {
            path: Some(&out),
            format: Some("jsonl"),
            options: WriteOptions::default(),
            strict: false,
        };
        dataset::export(&dir, &recipe, &target, &Watch::NOBODY).unwrap();
        let import = read("jsonl", &fs::read_to_string(&out).unwrap());
        texts_of(&import.records[0])
    };
    let founded = texts(&[("طلعت حرب", "founder", "بنك مصر")]);
    assert_eq!(relations(&[], &[]), founded);
    assert_eq!(relations(&[], &[("ORG", "LOC")]), founded);
    assert_eq!(relations(&["PER", "LOC"], &[]), []);
}
