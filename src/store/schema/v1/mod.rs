//! Version 1 of the project's files.

mod journal;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::journal::{RecordFile, record, transaction};

use crate::model::annotation::{Annotation, Origin, Provenance};
use crate::model::article::ArticleMeta;
use crate::model::decision::{Decision, Verdict};
use crate::model::ids::{AnnotationId, EngineId, Timestamp};
use crate::model::label::{Attribute, AttributeKind, Bilingual, Colour, Label, LabelSet};
use crate::model::project::ArticleEntry;
use crate::model::relation::Relation;
use crate::model::sheet::{Progress, Remarks, Sheet};
use crate::model::suggestion::Tentative;
use crate::text::offset::Span;
use crate::text::paragraph::Direction;

/// Why a well-formed file does not make sense: words for the place that is named with it.
pub type Nonsense = String;

/// `project.ron`.
#[derive(Debug, Serialize, Deserialize)]
pub struct ProjectFile {
    /// Format version.
    pub format: u32,
    /// As people call it.
    pub name: String,
    /// The guidelines' file name.
    #[serde(default)]
    pub guidelines: Option<String>,
    /// The labels in display order.
    pub labels: Vec<LabelFile>,
}

/// A label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelFile {
    id: String,
    name: BilingualFile,
    colour: String,
    #[serde(default)]
    key: Option<char>,
    #[serde(default)]
    description: BilingualFile,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<AttributeFile>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct AttributeFile {
    id: String,
    #[serde(default)]
    name: BilingualFile,
    kind: AttributeKindFile,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum AttributeKindFile {
    Choice(Vec<String>),
    Text,
    Boolean,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct BilingualFile {
    #[serde(default)]
    ar: String,
    #[serde(default)]
    en: String,
}

/// `articles/<id>.ron`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleFile {
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    direction: Option<DirectionFile>,
    #[serde(default)]
    sha256: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum DirectionFile {
    Rtl,
    Ltr,
}

/// `sheets/<annotator>/<id>.ron`.
#[derive(Debug, Serialize, Deserialize)]
pub struct SheetFile {
    /// Format version.
    pub format: u32,
    /// The last journal record that this file includes.
    pub journal: u64,
    #[serde(default)]
    progress: ProgressFile,
    #[serde(default, skip_serializing_if = "RemarksFile::is_default")]
    remarks: RemarksFile,
    annotations: Vec<AnnotationFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    relations: Vec<RelationFile>,
    decisions: Vec<DecisionFile>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct RemarksFile {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default)]
    blind: bool,
}

impl RemarksFile {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
enum ProgressFile {
    #[default]
    New,
    InProgress,
    Done,
    Discuss,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct AnnotationFile {
    id: u64,
    start: usize,
    end: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    more: Vec<(usize, usize)>,
    label: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    origin: OriginFile,
    at: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum OriginFile {
    Manual,
    Suggestion {
        engine: String,
        score: f32,
        edited: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        model: Option<String>,
    },
    Import(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct RelationFile {
    from: u64,
    to: u64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    label: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct DecisionFile {
    start: usize,
    end: usize,
    label: String,
    engine: String,
    score: f32,
    verdict: VerdictFile,
    at: u64,
    /// Milliseconds.
    #[serde(default, skip_serializing_if = "is_zero")]
    took: u32,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature serde wants"
)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum VerdictFile {
    Accepted(u64),
    EditedBoundary(u64),
    EditedLabel(u64),
    Rejected,
}

// ---- labels ----

/// The label set that a file's labels make.
///
/// # Errors
/// Which label does not make sense.
pub fn label_set(labels: Vec<LabelFile>) -> Result<LabelSet, Nonsense> {
    let labels: Result<Vec<Label>, Nonsense> = labels.into_iter().map(label_from).collect();
    LabelSet::new(labels?).map_err(|error| error.to_string())
}

/// As a file holds it.
#[must_use]
pub fn label_files(labels: &LabelSet) -> Vec<LabelFile> {
    labels.iter().map(label_file).collect()
}

fn label_from(file: LabelFile) -> Result<Label, Nonsense> {
    let colour = colour_from(&file.colour).ok_or_else(|| {
        format!(
            "label {}: the colour {:?} is not #rrggbb",
            file.id, file.colour
        )
    })?;
    Ok(Label {
        id: file.id.into(),
        name: bilingual_from(file.name),
        colour,
        key: file.key.map(|key| key.to_ascii_lowercase()),
        description: bilingual_from(file.description),
        examples: file.examples,
        attributes: file.attributes.into_iter().map(attribute_from).collect(),
    })
}

fn attribute_from(file: AttributeFile) -> Attribute {
    Attribute {
        id: file.id,
        name: bilingual_from(file.name),
        kind: match file.kind {
            AttributeKindFile::Choice(of) => AttributeKind::Choice(of),
            AttributeKindFile::Text => AttributeKind::Text,
            AttributeKindFile::Boolean => AttributeKind::Boolean,
        },
    }
}

fn attribute_file(attribute: &Attribute) -> AttributeFile {
    AttributeFile {
        id: attribute.id.clone(),
        name: bilingual_file(&attribute.name),
        kind: match &attribute.kind {
            AttributeKind::Choice(of) => AttributeKindFile::Choice(of.clone()),
            AttributeKind::Text => AttributeKindFile::Text,
            AttributeKind::Boolean => AttributeKindFile::Boolean,
        },
    }
}

fn label_file(label: &Label) -> LabelFile {
    let Colour { r, g, b } = label.colour;
    LabelFile {
        id: label.id.to_string(),
        name: bilingual_file(&label.name),
        colour: format!("#{r:02x}{g:02x}{b:02x}"),
        key: label.key,
        description: bilingual_file(&label.description),
        examples: label.examples.clone(),
        attributes: label.attributes.iter().map(attribute_file).collect(),
    }
}

fn colour_from(text: &str) -> Option<Colour> {
    let digits = text
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(Colour {
        r: channel(0)?,
        g: channel(2)?,
        b: channel(4)?,
    })
}

fn bilingual_from(file: BilingualFile) -> Bilingual {
    Bilingual {
        ar: file.ar,
        en: file.en,
    }
}

fn bilingual_file(text: &Bilingual) -> BilingualFile {
    BilingualFile {
        ar: text.ar.clone(),
        en: text.en.clone(),
    }
}

// ---- articles ----

/// The list entry that an article's file makes.
#[must_use]
pub fn entry(file: ArticleFile) -> ArticleEntry {
    let direction = file.direction.map(|direction| match direction {
        DirectionFile::Rtl => Direction::Rtl,
        DirectionFile::Ltr => Direction::Ltr,
    });
    let ArticleFile {
        title,
        source,
        date,
        url,
        language,
        sha256,
        ..
    } = file;
    let meta = ArticleMeta {
        title,
        source,
        date,
        url,
        language,
        direction,
    };
    ArticleEntry { meta, sha256 }
}

/// As a file holds it.
#[must_use]
pub fn article_file(entry: &ArticleEntry) -> ArticleFile {
    let ArticleMeta {
        title,
        source,
        date,
        url,
        language,
        direction,
    } = entry.meta.clone();
    let direction = direction.map(|direction| match direction {
        Direction::Rtl => DirectionFile::Rtl,
        Direction::Ltr => DirectionFile::Ltr,
    });
    ArticleFile {
        title,
        source,
        date,
        url,
        language,
        direction,
        sha256: entry.sha256.clone(),
    }
}

// ---- sheets ----

/// The sheet that a file makes of `text`.
///
/// # Errors
/// Which span or engine does not make sense.
pub fn sheet(file: SheetFile, text: &str) -> Result<Sheet, Nonsense> {
    let check = |span: Span| Span::new(text, span.range()).map_err(|error| error.to_string());
    let mut annotations = Vec::new();
    for file in file.annotations {
        let annotation = annotation_from(file)?;
        annotation
            .spans()
            .try_for_each(|span| check(span).map(|_| ()))?;
        annotations.push(annotation);
    }
    let mut decisions = Vec::new();
    for file in file.decisions {
        let decision = decision_from(file)?;
        check(decision.span)?;
        decisions.push(decision);
    }
    let sheet = Sheet::new(annotations, decisions, progress_from(file.progress));
    let sheet = sheet.with_relations(file.relations.into_iter().map(relation_from));
    Ok(sheet.with_remarks(remarks_from(file.remarks)))
}

/// As a file holds it.
#[must_use]
pub fn sheet_file(sheet: &Sheet, journal: u64) -> SheetFile {
    SheetFile {
        format: super::VERSION,
        journal,
        progress: progress_file(sheet.progress()),
        remarks: remarks_file(sheet.remarks()),
        annotations: sheet.annotations().map(annotation_file).collect(),
        relations: sheet.relations().map(relation_file).collect(),
        decisions: sheet.decisions().map(decision_file).collect(),
    }
}

/// What a file says of a place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TentativeFile {
    start: usize,
    end: usize,
    label: String,
    score: f32,
}

/// As files hold it.
#[must_use]
pub fn tentative_file(said: &Tentative) -> TentativeFile {
    TentativeFile {
        start: said.span.start(),
        end: said.span.end(),
        label: said.label.to_string(),
        score: said.score,
    }
}

/// What such a file holds.
///
/// # Errors
/// The place is empty.
pub fn tentative_from(file: TentativeFile) -> Result<Tentative, Nonsense> {
    Ok(Tentative {
        span: span_from(file.start, file.end)?,
        label: file.label.into(),
        score: file.score,
    })
}

fn span_from(start: usize, end: usize) -> Result<Span, Nonsense> {
    Span::from_range(start..end).ok_or_else(|| format!("the span {start}..{end} is empty"))
}

fn annotation_from(file: AnnotationFile) -> Result<Annotation, Nonsense> {
    let span = span_from(file.start, file.end)?;
    let more: Result<Vec<Span>, Nonsense> =
        file.more.iter().map(|(s, e)| span_from(*s, *e)).collect();
    let origin = match file.origin {
        OriginFile::Manual => Origin::Manual,
        OriginFile::Suggestion {
            engine,
            score,
            edited,
            model,
        } => Origin::Suggestion {
            engine: engine_from(&engine)?,
            score,
            edited,
            model,
        },
        OriginFile::Import(format) => Origin::Import(format),
    };
    let provenance = Provenance {
        origin,
        at: Timestamp(file.at),
    };
    let mut annotation =
        Annotation::new(AnnotationId(file.id), span, file.label.into(), provenance);
    annotation.more = more?;
    annotation.attributes = file.attributes;
    annotation.note = file.note;
    Ok(annotation)
}

fn annotation_file(annotation: &Annotation) -> AnnotationFile {
    AnnotationFile {
        id: annotation.id.0,
        start: annotation.span.start(),
        end: annotation.span.end(),
        more: annotation
            .more
            .iter()
            .map(|span| (span.start(), span.end()))
            .collect(),
        label: annotation.label.to_string(),
        attributes: annotation.attributes.clone(),
        note: annotation.note.clone(),
        origin: match &annotation.provenance.origin {
            Origin::Manual => OriginFile::Manual,
            Origin::Suggestion {
                engine,
                score,
                edited,
                model,
            } => OriginFile::Suggestion {
                engine: engine.as_str().to_owned(),
                score: *score,
                edited: *edited,
                model: model.clone(),
            },
            Origin::Import(format) => OriginFile::Import(format.clone()),
        },
        at: annotation.provenance.at.0,
    }
}

fn relation_from(file: RelationFile) -> Relation {
    Relation {
        from: AnnotationId(file.from),
        to: AnnotationId(file.to),
        label: file.label.into(),
    }
}

fn relation_file(relation: &Relation) -> RelationFile {
    RelationFile {
        from: relation.from.0,
        to: relation.to.0,
        label: relation.label.to_string(),
    }
}

fn engine_from(name: &str) -> Result<EngineId, Nonsense> {
    EngineId::from_name(name).ok_or_else(|| format!("there is no engine {name:?}"))
}

fn decision_from(file: DecisionFile) -> Result<Decision, Nonsense> {
    let verdict = match file.verdict {
        VerdictFile::Accepted(id) => Verdict::Accepted(AnnotationId(id)),
        VerdictFile::EditedBoundary(id) => Verdict::EditedBoundary(AnnotationId(id)),
        VerdictFile::EditedLabel(id) => Verdict::EditedLabel(AnnotationId(id)),
        VerdictFile::Rejected => Verdict::Rejected,
    };
    Ok(Decision {
        span: span_from(file.start, file.end)?,
        label: file.label.into(),
        engine: engine_from(&file.engine)?,
        score: file.score,
        verdict,
        at: Timestamp(file.at),
        took: file.took,
    })
}

fn decision_file(decision: &Decision) -> DecisionFile {
    DecisionFile {
        start: decision.span.start(),
        end: decision.span.end(),
        label: decision.label.to_string(),
        engine: decision.engine.as_str().to_owned(),
        score: decision.score,
        verdict: match decision.verdict {
            Verdict::Accepted(id) => VerdictFile::Accepted(id.0),
            Verdict::EditedBoundary(id) => VerdictFile::EditedBoundary(id.0),
            Verdict::EditedLabel(id) => VerdictFile::EditedLabel(id.0),
            Verdict::Rejected => VerdictFile::Rejected,
        },
        at: decision.at.0,
        took: decision.took,
    }
}

fn remarks_from(file: RemarksFile) -> Remarks {
    Remarks {
        note: file.note,
        blind: file.blind,
    }
}

fn remarks_file(remarks: &Remarks) -> RemarksFile {
    RemarksFile {
        note: remarks.note.clone(),
        blind: remarks.blind,
    }
}

fn progress_from(file: ProgressFile) -> Progress {
    match file {
        ProgressFile::New => Progress::New,
        ProgressFile::InProgress => Progress::InProgress,
        ProgressFile::Done => Progress::Done,
        ProgressFile::Discuss => Progress::Discuss,
    }
}

fn progress_file(progress: Progress) -> ProgressFile {
    match progress {
        Progress::New => ProgressFile::New,
        Progress::InProgress => ProgressFile::InProgress,
        Progress::Done => ProgressFile::Done,
        Progress::Discuss => ProgressFile::Discuss,
    }
}
