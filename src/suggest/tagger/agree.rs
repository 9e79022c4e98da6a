//! The tagger beside the other engines: in each label set the one that knows its convention leads.

use std::collections::BTreeSet;

use super::Depth;
use crate::model::ids::EngineId;
use crate::model::suggestion::{Alternative, Suggestion};
use crate::text::offset::Span;

/// With the four classic labels the tagger decides alone: it has learned what they cover
/// (nationalities, titles and dates are none of them), and it looks at the same lists.
pub(in crate::suggest) fn core(
    others: Vec<Suggestion>,
    tagged: Vec<Suggestion>,
) -> Vec<Suggestion> {
    if tagged.is_empty() { others } else { tagged }
}

/// What another head finds beside the first: of overlapping spans that of the first stays. Offices
/// are called titles. Both are in document order, and so is the result.
pub(in crate::suggest) fn heads(first: Vec<Suggestion>, other: Vec<Suggestion>) -> Vec<Suggestion> {
    let mut all = Vec::with_capacity(first.len() + other.len());
    for mut own in other {
        if own.label.as_str() == "OCC" {
            own.label = "TITLE".into();
        }
        if !touches(&first, own.span) {
            all.push(own);
        }
    }
    all.extend(first);
    sort(&mut all);
    all
}

/// With labels of news the tagger adds names that no other engine has touched, and it knows better
/// where names of persons and organizations begin and end, and what is none. `elsewhere` is what was
/// found in other parts of the text.
pub(in crate::suggest) fn news(
    mut others: Vec<Suggestion>,
    tagged: Vec<Suggestion>,
    (text, elsewhere): (&str, &[Suggestion]),
    depth: Depth,
) -> Vec<Suggestion> {
    sort(&mut others);
    let peoples = others.iter().filter(|other| other.label.as_str() == "NORP");
    let peoples: Vec<Span> = peoples.map(|other| other.span).collect();
    let reader = Reader {
        text,
        peoples,
        depth,
    };
    others.retain_mut(|other| reader.stands(other, &tagged));
    if depth == Depth::Deep {
        let named = |other: &&Suggestion| other.label.as_str() == "PER" && !is(other, "surname");
        let known: BTreeSet<String> = others
            .iter()
            .chain(&tagged)
            .chain(elsewhere)
            .filter(named)
            .map(|other| other.span.text(text).to_owned())
            .collect();
        others.retain(|other| !is(other, "surname") || is_of(other, &known));
    }
    sort(&mut others);
    let mut all: Vec<Suggestion> = tagged
        .into_iter()
        .filter(|own| least(own.label.as_str()) <= own.score && !touches(&others, own.span))
        .collect();
    all.extend(others);
    sort(&mut all);
    all.dedup_by(|later, first| later.span == first.span && later.label == first.label);
    all
}

/// The least score of what the tagger finds alone. Measured on development text; what is not
/// named here is told better by patterns.
fn least(label: &str) -> f32 {
    match label {
        "PER" | "FAC" => 0.55,
        "ORG" | "LOC" | "GPE" => 0.6,
        _ => f32::INFINITY,
    }
}

fn is(other: &Suggestion, rule: &str) -> bool {
    other
        .evidence
        .first()
        .is_some_and(|evidence| evidence.rule == rule)
}

/// Whether the full name behind a last name is one of those that stand.
fn is_of(surname: &Suggestion, known: &BTreeSet<String>) -> bool {
    let entry = surname
        .evidence
        .first()
        .and_then(|evidence| evidence.entry.as_ref());
    entry.is_some_and(|full| known.contains(full))
}

/// What decides between engines.
struct Reader<'a> {
    text: &'a str,
    /// Nationalities that other engines found.
    peoples: Vec<Span>,
    depth: Depth,
}

impl Reader<'_> {
    /// Whether a suggestion of another engine stands beside what the tagger found; it may take its span
    /// from there. Measured on development text, rule by rule.
    fn stands(&self, other: &mut Suggestion, tagged: &[Suggestion]) -> bool {
        let person = other.label.as_str() == "PER";
        if other.engine() != EngineId::Pattern || !person && other.label.as_str() != "ORG" {
            return true;
        }
        let Some(own) = near(tagged, other.span).find(|own| own.span.overlaps(other.span)) else {
            // Two names in a row are often no person; a title before them or their repetition tells.
            return self.depth == Depth::Quick || !is(other, "full-name");
        };
        if own.score < SURE || own.span == other.span && own.label == other.label {
            return true;
        }
        if own.label != other.label {
            return !person || own.span != other.span;
        }
        let rule = other
            .evidence
            .first()
            .map_or("", |evidence| evidence.rule.as_str());
        let span = match rule {
            // The tagger counts a title as part of the name; the rule knows where the name begins.
            rule if rule.contains("title") || matches!(rule, "role-person" | "led-by") => {
                Span::from_range(other.span.start()..own.span.end())
            }
            // What is named after a country or its people, the rule knows to its end.
            "org-nationality" | "org-adjective" | "club-nationality" => None,
            // Quotation marks and what a body is for say where its name ends.
            "quoted-media" | "org-quoted" | "company-named" | "university" | "org-for"
            | "org-of-what" | "org-of-members" | "org-adjectives" => None,
            _ => Some(own.span),
        };
        let span = span.and_then(|span| self.edges(other.span, span));
        if let Some(span) = span.filter(|span| *span != other.span) {
            let (before, label) = (other.span, other.label.clone());
            let score = other.score.min(1.0 - own.score);
            other.alternatives.insert(
                0,
                Alternative {
                    span: before,
                    label,
                    score,
                },
            );
            other.span = span;
            other.score = own.score;
            other.evidence.splice(0..0, own.evidence.iter().cloned());
        }
        true
    }

    /// The span that the tagger wants in the place of another. Within a word the edges stay where they
    /// are: rules know proclitics and signs better. A nationality behind a name is none of it.
    fn edges(&self, old: Span, new: Span) -> Option<Span> {
        let within = |a: usize, b: usize| {
            let between = self.text.get(a.min(b)..a.max(b)).unwrap_or_default();
            !between.contains(char::is_whitespace)
        };
        let start = if within(old.start(), new.start()) {
            old.start()
        } else {
            new.start()
        };
        let people = |span: &Span| old.end() <= span.start() && span.end() <= new.end();
        let keeps = within(old.end(), new.end()) || self.peoples.iter().any(people);
        Span::from_range(start..if keeps { old.end() } else { new.end() })
    }
}

/// From this score on the tagger's reading goes before that of patterns.
const SURE: f32 = 0.6;

fn sort(all: &mut [Suggestion]) {
    all.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.label.cmp(&b.label)));
}

/// The suggestions that may overlap a span; all are in document order and short: those that begin
/// far before it end before it too.
fn near(sorted: &[Suggestion], span: Span) -> impl Iterator<Item = &Suggestion> {
    let end = sorted.partition_point(|other| other.span.start() < span.end());
    sorted[end.saturating_sub(24)..end].iter()
}

fn touches(sorted: &[Suggestion], span: Span) -> bool {
    near(sorted, span).any(|other| other.span.overlaps(span))
}
