//! From spans of tokens to suggestions that say why.

use std::ops::Range;

use super::calibration::Calibration;
use super::document::Sentence;
use super::lattice::{Chain, Found, Sums};
use super::linear::Linear;
use super::rows::Aspect;
use super::scheme::Scheme;
use crate::model::ids::EngineId;
use crate::model::label::Bilingual;
use crate::model::suggestion::{Alternative, Evidence, Suggestion};
use crate::text::offset::Span;

/// A head as it reads: its labels, what its answers are worth, and the linear model that can say
/// what weighed.
pub(in crate::suggest) struct Voice<'a> {
    pub(in crate::suggest) name: &'a str,
    pub(in crate::suggest) scheme: &'a Scheme,
    pub(in crate::suggest) chain: Chain,
    pub(in crate::suggest) calibration: &'a Calibration,
    pub(in crate::suggest) linear: Option<&'a Linear>,
}

/// Other readings less probable are not worth a choice.
const LEAST: f32 = 0.08;

/// Adds the suggestions of a sentence.
pub(in crate::suggest) fn suggestions(
    text: &str,
    voice: &Voice<'_>,
    sentence: &Sentence<'_>,
    found: &[Found],
    out: &mut Vec<Suggestion>,
) {
    let Some(sums) = &sentence.sums else {
        return;
    };
    for span in found {
        let tokens = trimmed(text, sentence, span.start..span.end);
        let Some((place, label)) =
            place(sentence, &tokens).zip(voice.scheme.types().get(span.kind))
        else {
            continue;
        };
        out.push(Suggestion {
            span: place,
            label: label.as_str().into(),
            score: voice.calibration.score(span.kind, span.probability),
            evidence: vec![evidence(voice, sentence, span.start, span.kind).into()],
            alternatives: alternatives(voice, sentence, sums, span, place),
        });
    }
}

/// Signs at the edges are no part of a name, but for a closing bracket whose opening one is inside.
pub(super) fn trimmed(text: &str, sentence: &Sentence<'_>, tokens: Range<usize>) -> Range<usize> {
    let sign = |at: usize| {
        let range = sentence.tokens.get(at).map_or(0..0, |t| t.range.clone());
        !text[range].chars().any(char::is_alphanumeric)
    };
    let inner = tokens.clone();
    let start = inner.clone().find(|at| !sign(*at)).unwrap_or(inner.start);
    let end = inner
        .rev()
        .find(|at| !sign(*at))
        .map_or(tokens.end, |at| at + 1);
    start..end.max(start + 1)
}

/// The bytes of a name, without the proclitics before it.
pub(super) fn place(sentence: &Sentence<'_>, tokens: &Range<usize>) -> Option<Span> {
    let first = sentence.tokens.get(tokens.start)?;
    let last = sentence.tokens.get(tokens.end.checked_sub(1)?)?;
    Span::from_range(first.heart_start..last.range.end)
}

/// Other labels of the same words, and the same label a word wider or narrower.
fn alternatives(
    voice: &Voice<'_>,
    sentence: &Sentence<'_>,
    sums: &Sums,
    span: &Found,
    own: Span,
) -> Vec<Alternative> {
    let types = voice.scheme.types();
    let mut readings: Vec<(Range<usize>, usize)> = (0..types.len())
        .filter(|k| *k != span.kind)
        .map(|kind| (span.start..span.end, kind))
        .collect();
    let (start, end) = (span.start, span.end);
    readings.push((start + 1..end, span.kind));
    readings.push((start..end - 1, span.kind));
    readings.push((start.saturating_sub(1)..end, span.kind));
    readings.push((start..(end + 1).min(sums.tokens()), span.kind));
    let mut found = Vec::new();
    for (tokens, kind) in readings {
        let probability = voice.chain.span(sums, tokens.clone(), kind);
        let same = tokens == (start..end) && kind == span.kind;
        if tokens.is_empty() || same || probability < LEAST {
            continue;
        }
        if let Some(place) =
            place(sentence, &tokens).filter(|place| *place != own || kind != span.kind)
        {
            let score = voice.calibration.score(kind, probability);
            found.push(Alternative {
                span: place,
                label: types[kind].as_str().into(),
                score,
            });
        }
    }
    found.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| a.label.cmp(&b.label))
    });
    found
}

/// What weighed most for the first word of a name.
pub(super) fn evidence(
    voice: &Voice<'_>,
    sentence: &Sentence<'_>,
    first: usize,
    kind: usize,
) -> Evidence {
    let label = super::scheme::begin(kind);
    let reasons = |linear: &Linear| linear.reasons(sentence.tokens, first, label);
    let telling: Vec<Aspect> = voice
        .linear
        .map_or_else(Vec::new, reasons)
        .into_iter()
        .filter(|(_, weight)| *weight > 0.3)
        .map(|(aspect, _)| aspect)
        .take(2)
        .collect();
    let name = |of: fn(Aspect) -> &'static str, and: &str, all: &str| match telling.as_slice() {
        [] => all.to_owned(),
        some => some
            .iter()
            .map(|aspect| of(*aspect))
            .collect::<Vec<_>>()
            .join(and),
    };
    Evidence {
        engine: EngineId::Tagger,
        rule: telling
            .first()
            .map_or("sentence", |aspect| id(*aspect))
            .to_owned(),
        name: Bilingual::new(
            name(ar, " مع ", "الجملة كلها").as_str(),
            name(en, " and ", "the whole sentence").as_str(),
        ),
        entry: None,
    }
}

fn id(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Word => "word",
        Aspect::Affix => "letters",
        Aspect::Before => "before",
        Aspect::After => "after",
        Aspect::List => "lists",
        Aspect::Trigger => "telling-word",
        Aspect::Shape => "shape",
    }
}

fn ar(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Word => "الكلمة نفسها",
        Aspect::Affix => "حروفها الأولى والأخيرة",
        Aspect::Before => "ما قبلها",
        Aspect::After => "ما بعدها",
        Aspect::List => "قوائم الأسماء حولها",
        Aspect::Trigger => "كلمة دالة بجوارها",
        Aspect::Shape => "شكلها",
    }
}

fn en(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Word => "the word itself",
        Aspect::Affix => "its first and last letters",
        Aspect::Before => "the words before it",
        Aspect::After => "the words behind it",
        Aspect::List => "lists of names around it",
        Aspect::Trigger => "a telling word beside it",
        Aspect::Shape => "its shape",
    }
}
