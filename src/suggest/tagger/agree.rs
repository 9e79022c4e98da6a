//! The tagger beside the other engines: in each label set the one that knows its convention leads.

use std::collections::BTreeSet;

use super::Depth;
use crate::model::ids::EngineId;
use crate::model::suggestion::{Alternative, Suggestion};
use crate::suggest::scores::Second;
use crate::text::normalize::match_form;
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
        own.label = called(own.label.as_str()).into();
        if !touches(&first, own.span) {
            all.push(own);
        }
    }
    all.extend(first);
    sort(&mut all);
    all
}

/// What a type of a head is called among the labels of news.
pub(super) fn called(kind: &str) -> &str {
    if kind == "OCC" { "TITLE" } else { kind }
}

/// With labels of news the tagger adds names that no other engine has touched, and it knows better
/// where names of persons and organizations begin and end, and what is none. `elsewhere` is what was
/// found in other parts of the text.
pub(in crate::suggest) fn news(
    mut others: Vec<Suggestion>,
    tagged: &[Suggestion],
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
    others.retain_mut(|other| reader.stands(other, tagged));
    if depth == Depth::Deep {
        let named = |other: &&Suggestion| other.label.as_str() == "PER" && !is(other, "surname");
        let known: BTreeSet<String> = others
            .iter()
            .chain(tagged)
            .chain(elsewhere)
            .filter(named)
            .map(|other| other.span.text(text).to_owned())
            .collect();
        others.retain(|other| !is(other, "surname") || is_of(other, &known));
    }
    sort(&mut others);
    let mut all: Vec<Suggestion> = tagged
        .iter()
        .cloned()
        .map(|mut own| {
            let span = announced(text, &own).or_else(|| before_verb(text, &own));
            own.span = span.unwrap_or(own.span);
            own
        })
        .filter(|own| least(own.label.as_str()) <= own.score && !touches(&others, own.span))
        .collect();
    all.extend(others);
    sort(&mut all);
    without_and(text, &mut all);
    all.dedup_by(|later, first| later.span == first.span && later.label == first.label);
    all
}

/// What the tagger says where a suggestion of another engine stands.
pub(in crate::suggest) fn second(suggestion: &Suggestion, tagged: &[Suggestion]) -> Second {
    if suggestion.engine() == EngineId::Tagger {
        return Second::Silent;
    }
    let mut there = near(tagged, suggestion.span).filter(|t| t.span.overlaps(suggestion.span));
    let is_same = |t: &Suggestion| t.span == suggestion.span && t.label == suggestion.label;
    match there.next() {
        None => Second::Silent,
        Some(first) if is_same(first) || there.any(is_same) => Second::Same,
        Some(_) => Second::Other,
    }
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

/// Words that begin names of bodies and as often speak of something else.
const DOUBTFUL: &[&str] = &[
    "اداره",
    "حركه",
    "مجموعه",
    "مكتب",
    "سلطه",
    "جهاز",
    "مركز",
    "سلطات",
    "تيار",
    "تنظيم",
    "كتله",
    "جبهه",
    "غرفه",
    "دار",
    "بعثه",
];

/// Words before the name of a company or an outlet that are no part of it.
const ANNOUNCING: &[&str] = &[
    "شركه",
    "شركات",
    "منصه",
    "موقع",
    "صحيفه",
    "قناه",
    "مجله",
    "وكاله",
    "تطبيق",
];

/// Whether the tagger counts a word that only announces a name as part of it (شركة سابك): the span
/// without it, unless what follows is said of the word itself (شركة النفط).
fn announced(text: &str, own: &Suggestion) -> Option<Span> {
    let inside = own.span.text(text);
    let (first, rest) = inside.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let bare = own.label.as_str() == "ORG"
        && ANNOUNCING.contains(&match_form(first).as_str())
        && !match_form(rest).starts_with("ال");
    Span::from_range(own.span.end() - rest.len()..own.span.end()).filter(|_| bare)
}

/// A name of the tagger right behind one of the same label that begins with و begins behind it
/// (باري ويلمور وسونيتا ويليامز).
fn without_and(text: &str, sorted: &mut [Suggestion]) {
    for at in 1..sorted.len() {
        let [before, own] = &mut sorted[at - 1..=at] else {
            continue;
        };
        let between = text.get(before.span.end()..own.span.start());
        let joined = between.is_some_and(|b| !b.is_empty() && b.chars().all(char::is_whitespace));
        let inside = own.span.text(text);
        let long = inside.chars().take_while(|c| !c.is_whitespace()).count() > 3;
        let listed = own.engine() == EngineId::Tagger && before.label == own.label;
        if joined && long && listed && inside.starts_with('و') {
            let start = own.span.start() + 'و'.len_utf8();
            let span = Span::new(text, start..own.span.end()).ok();
            own.span = span.unwrap_or(own.span);
        }
    }
}

/// A person's name without the verb in the future or the noun in the dual that was taken for its last
/// word (أبو علي سيغيب).
fn before_verb(text: &str, own: &Suggestion) -> Option<Span> {
    let inside = own.span.text(text);
    let (rest, last) = inside.rsplit_once(char::is_whitespace)?;
    let last = match_form(last);
    let long = last.chars().count() > 4;
    let verb = ["سي", "ست"].iter().any(|future| last.starts_with(future));
    let dual = last.ends_with("تين") && last != "مارتين";
    let many = rest.contains(char::is_whitespace);
    let bare = own.label.as_str() == "PER" && long && (verb || dual) && many;
    Span::from_range(own.span.start()..own.span.start() + rest.trim_end().len()).filter(|_| bare)
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
            return self.depth == Depth::Quick || !is(other, "full-name") && !self.is_bare(other);
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

    /// Whether a body is told by nothing but a word that is as often no body (حركة القطارات).
    fn is_bare(&self, other: &Suggestion) -> bool {
        let first = other.span.text(self.text).split_whitespace().next();
        is(other, "org-of-kind")
            && first.is_some_and(|first| DOUBTFUL.contains(&match_form(first).as_str()))
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
