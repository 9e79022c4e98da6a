//! Changes are values: what is done can be undone exactly, and nothing is done by halves.

use proptest::prelude::*;
use tawsim::edit::change::Edit;
use tawsim::edit::connected::end_relations;
use tawsim::edit::history::{History, Step};
use tawsim::edit::net::back_before;
use tawsim::edit::transaction::{Deed, Transaction};
use tawsim::model::annotation::{Annotation, Origin, Provenance};
use tawsim::model::article::{Article, ArticleMeta};
use tawsim::model::ids::{AnnotationId, ArticleId, Timestamp};
use tawsim::model::label::LabelSet;
use tawsim::model::project::{ArticleEntry, Project};
use tawsim::model::relation::Relation;
use tawsim::model::sheet::{Progress, Remarks, Sheet};
use tawsim::model::suggestion::Tentative;
use tawsim::text::offset::Span;

const TEXT: &str = "زار محمد القاهرة وبالقاهرة ثم عاد إلى بغداد في نوفمبر.";

fn project() -> Project {
    let article = Article::new("a".into(), TEXT);
    let mut project = Project::new("test", "me".into(), LabelSet::default());
    let meta = ArticleMeta::default();
    project.list(
        article.id.clone(),
        ArticleEntry {
            meta,
            sha256: String::new(),
        },
    );
    project.hold(article, Sheet::default());
    project
}

fn annotation(id: u64, start: usize, end: usize, label: &str) -> Annotation {
    let span = Span::from_range(start..end).unwrap();
    let provenance = Provenance {
        origin: Origin::Manual,
        at: Timestamp(id),
    };
    Annotation::new(AnnotationId(id), span, label.into(), provenance)
}

/// A file says of the article what the annotation says.
fn suggested(article: ArticleId, annotation: Annotation) -> Edit {
    Edit::Suggest {
        article,
        origin: "model".to_owned(),
        before: Vec::new(),
        after: vec![Tentative {
            span: annotation.span,
            label: annotation.label,
            score: 0.5,
        }],
    }
}

/// A random next edit that fits the project.
fn edit_for(project: &Project, seed: (u8, u8, u8)) -> Edit {
    let article: ArticleId = "a".into();
    let sheet = project.sheet(&article).unwrap();
    let (kind, at, length) = seed;
    let start = usize::from(at) % 80;
    let fresh = annotation(
        sheet.next_id().0,
        start,
        start + 1 + usize::from(length) % 9,
        "PER",
    );
    let picked = sheet
        .annotations()
        .nth(usize::from(at) % sheet.annotations().len().max(1));
    match (kind % 6, picked) {
        (0, Some(annotation)) => Edit::Remove {
            article,
            annotation: annotation.clone(),
        },
        (1, Some(before)) => {
            let mut after = before.clone();
            after.span = fresh.span;
            Edit::Change {
                article,
                before: before.clone(),
                after,
            }
        }
        (2, _) => {
            let before = sheet.progress();
            let after = if length % 2 == 0 {
                Progress::Done
            } else {
                Progress::Discuss
            };
            Edit::Progress {
                article,
                before,
                after,
            }
        }
        (3, _) if length % 2 == 0 => Edit::Remark {
            article,
            before: sheet.remarks().clone(),
            after: Remarks {
                note: at.to_string(),
                blind: length % 4 == 0,
            },
        },
        (3, _) if length % 3 == 0 => suggested(article, fresh),
        (3, _) => Edit::Guidelines {
            before: project.guidelines().to_owned(),
            after: at.to_string(),
        },
        (5, Some(from)) => relation_edit(article, sheet, from.id),
        _ => Edit::Add {
            article,
            annotation: fresh,
        },
    }
}

/// Connects an annotation with the last one, or parts the two.
pub(crate) fn relation_edit(article: ArticleId, sheet: &Sheet, from: AnnotationId) -> Edit {
    let to = sheet.annotations().next_back().unwrap().id;
    let label = "near".into();
    let relation = Relation { from, to, label };
    if sheet.is_related(&relation) {
        Edit::Unrelate { article, relation }
    } else {
        Edit::Relate { article, relation }
    }
}

proptest! {
    #[test]
    fn undoing_everything_gives_back_the_beginning(seeds in prop::collection::vec(any::<(u8, u8, u8)>(), 1..40)) {
        let mut project = project();
        let beginning = project.clone();
        let mut history = History::default();
        for seed in seeds {
            let mut edits = vec![edit_for(&project, seed)];
            end_relations(&project, &mut edits);
            let transaction = Transaction { deed: Deed::Annotate, at: Timestamp(0), edits };
            transaction.apply(&mut project).unwrap();
            history.note(Step::Do, &transaction);
        }
        let end = project.clone();
        while let Some(transaction) = history.to_undo().map(Transaction::invert) {
            transaction.apply(&mut project).unwrap();
            history.note(Step::Undo, &transaction);
        }
        prop_assert_eq!(&project, &beginning);
        while let Some(transaction) = history.to_redo().cloned() {
            transaction.apply(&mut project).unwrap();
            history.note(Step::Redo, &transaction);
        }
        prop_assert_eq!(&project, &end);
    }
}

proptest! {
    #[test]
    fn going_back_in_one_step_gives_what_was_there(
        seeds in prop::collection::vec(any::<(u8, u8, u8)>(), 1..40),
        kept in 0_usize..40,
    ) {
        let mut project = project();
        let (mut after, mut undone) = (Vec::new(), Vec::new());
        for (at, seed) in seeds.into_iter().enumerate() {
            if at == kept {
                after.push(project.clone());
            }
            let mut edits = vec![edit_for(&project, seed)];
            end_relations(&project, &mut edits);
            let transaction = Transaction { deed: Deed::Annotate, at: Timestamp(0), edits };
            transaction.apply(&mut project).unwrap();
            if at >= kept {
                undone.push(transaction);
            }
        }
        let Some(wanted) = after.pop() else { return Ok(()) };
        let edits = back_before(&undone.iter().collect::<Vec<_>>());
        let transaction = Transaction { deed: Deed::Restore, at: Timestamp(0), edits };
        let end = project.clone();
        transaction.apply(&mut project).unwrap();
        prop_assert_eq!(&project, &wanted);
        transaction.invert().apply(&mut project).unwrap();
        prop_assert_eq!(&project, &end);
    }
}

#[test]
fn a_transaction_that_does_not_fit_changes_nothing() {
    let mut project = project();
    let before = project.clone();
    let article: ArticleId = "a".into();
    let edits = vec![
        Edit::Add {
            article: article.clone(),
            annotation: annotation(0, 0, 6, "PER"),
        },
        Edit::Remove {
            article,
            annotation: annotation(7, 0, 6, "PER"),
        },
    ];
    let transaction = Transaction {
        deed: Deed::Annotate,
        at: Timestamp(0),
        edits,
    };
    assert!(transaction.apply(&mut project).is_err());
    assert_eq!(project, before);
}

#[test]
fn annotations_stand_in_document_order_outer_first() {
    let sheet = Sheet::new(
        vec![
            annotation(0, 7, 15, "PER"),
            annotation(1, 0, 3, "LOC"),
            annotation(2, 0, 6, "ORG"),
        ],
        Vec::new(),
        Progress::New,
    );
    let order: Vec<u64> = sheet.annotations().map(|a| a.id.0).collect();
    assert_eq!(order, [2, 1, 0]);
    let near: Vec<u64> = sheet
        .overlapping(Span::from_range(2..8).unwrap())
        .map(|a| a.id.0)
        .collect();
    assert_eq!(near, [2, 1, 0]);
    assert_eq!(sheet.next_id(), AnnotationId(3));
}
