//! The gazetteer engine: listed names, looked up on normalised words with and without proclitics.

use super::Engine;
use super::lists::{Kind, Lists};
use super::words::{Reading, Words};
use crate::model::ids::EngineId;
use crate::model::label::Bilingual;
use crate::model::suggestion::{Evidence, Suggestion};
use crate::text::offset::Span;

/// Listed names.
pub(super) struct Gazetteer;

/// Words before a name that say that it is a place.
const PLACE_WORDS: &[&str] = &[
    "مدينه",
    "بلده",
    "قريه",
    "العاصمه",
    "محافظه",
    "قضاء",
    "ولايه",
    "بلديه",
    "ضاحيه",
    "اقليم",
    "جزيره",
    "مقاطعه",
    "مطار",
    "ميناء",
    "مرفا",
    "شمال",
    "جنوب",
    "شرق",
    "غرب",
    "شمالي",
    "جنوبي",
    "شرقي",
    "غربي",
    "وسط",
    "ساحل",
    "سكان",
    "سفاره",
    "حكومه",
    "جمهوريه",
    "جامعه",
    "مواني",
    "مطارات",
];

/// Prepositions of place.
const PREPOSITIONS: &[&str] = &["في", "الي", "من"];

/// Names that are ordinary words too, but hardly behind a preposition of place.
const SOFT: &[&str] = &[
    "جده",
    "فاس",
    "سرت",
    "عدن",
    "مالي",
    "صيدا",
    "جنين",
    "بنين",
    "نيس",
    "قنا",
    "ليون",
    "المنصوره",
    "الناصره",
    "البقاع",
    "العلمين",
    "الكوت",
    "روما",
    "براغ",
    "ليما",
    "بورتو",
    "موناكو",
    "البيره",
];

/// First words of names of bodies and events whose inner places are names of their own.
const HEADS: &[&str] = &[
    "معرض",
    "مهرجان",
    "جامعه",
    "بنك",
    "مصرف",
    "حكومه",
    "غرفه",
    "بورصه",
    "مؤتمر",
    "موتمر",
    "قمه",
    "اتفاق",
    "اتفاقيه",
    "حرب",
    "بطوله",
    "كاس",
    "دوري",
    "مجلس",
    "لجنه",
    "محكمه",
    "هيءه",
    "هيئه",
    "مركز",
    "صندوق",
    "دوره",
    "اولمبياد",
    "مونديال",
    "بلديه",
    "تحالف",
    "قوات",
    "جيش",
    "اكسبو",
];

impl Engine for Gazetteer {
    fn suggest(&self, words: &Words, lists: &Lists, found: &mut Vec<Suggestion>) {
        let mut at = 0;
        while at < words.0.len() {
            at += match longest_entry(words, lists, at) {
                Some((suggestion, length)) => {
                    let within = (at + 1..at + length)
                        .filter_map(|at| longest_entry(words, lists, at))
                        .filter(|(inner, _)| names_within(&suggestion, inner));
                    found.extend(within.map(|(inner, _)| inner));
                    found.push(suggestion);
                    length
                }
                None => 1,
            };
        }
    }
}

/// Whether a name inside another is one of its own: the nationality of a body or event, the place
/// of one whose first word says what it is.
fn names_within(outer: &Suggestion, inner: &Suggestion) -> bool {
    let named = match inner.label.as_str() {
        // A continent's adjective says no more of a body than its name does (البرلمان الأوروبي).
        "NORP" => matches!(outer.label.as_str(), "ORG" | "EVENT") && !is_continental(inner),
        "GPE" => HEADS.contains(&first_word(outer)),
        _ => false,
    };
    named && outer.span.contains(inner.span)
}

fn is_continental(nationality: &Suggestion) -> bool {
    let entry = nationality
        .evidence
        .first()
        .and_then(|e| e.entry.as_deref());
    let entry = entry.unwrap_or_default();
    ["الاوروبي", "الافريقي", "الاسيوي"]
        .iter()
        .any(|stem| entry.starts_with(stem))
}

fn first_word(suggestion: &Suggestion) -> &str {
    let entry = suggestion.evidence.first().and_then(|e| e.entry.as_deref());
    entry
        .and_then(|entry| entry.split(' ').next())
        .unwrap_or_default()
}

/// The longest entry that begins with the word at `at` in any of its readings.
fn longest_entry(words: &Words, lists: &Lists, at: usize) -> Option<(Suggestion, usize)> {
    let word = words.get(at)?;
    let mut best: Option<(Suggestion, usize)> = None;
    for reading in &word.readings {
        let most = lists.longest(&reading.form);
        let shortest = best.as_ref().map_or(1, |(_, length)| length + 1);
        for length in (shortest..=most).rev() {
            let Some((form, end)) = joined_form(words, at, reading, length) else {
                continue;
            };
            if let Some(suggestion) = judge(words, lists, at, &form, reading.start..end) {
                best = Some((suggestion, length));
                break;
            }
        }
    }
    best
}

/// The form of `length` words from a reading of the first, if only white space parts them.
fn joined_form(
    words: &Words,
    at: usize,
    reading: &Reading,
    length: usize,
) -> Option<(String, usize)> {
    let mut form = reading.form.clone();
    let mut end = words.get(at)?.range.end;
    for next in at + 1..at + length {
        let word = words.get(next).filter(|word| word.joined)?;
        form.push(' ');
        form.push_str(&word.form);
        end = word.range.end;
    }
    Some((form, end))
}

fn judge(
    words: &Words,
    lists: &Lists,
    at: usize,
    form: &str,
    range: std::ops::Range<usize>,
) -> Option<Suggestion> {
    let announced = follows(words, at, PLACE_WORDS);
    if lists.is_ambiguous(form) && !announced {
        let soft = SOFT.contains(&form) && range.start == words.get(at)?.range.start;
        if !(soft && follows(words, at, PREPOSITIONS)) {
            return None;
        }
    }
    let kinds = lists.kinds(form).iter().copied();
    let usable = kinds.filter(|kind| match kind {
        Kind::City => announced,
        Kind::FirstName | Kind::Month => false,
        _ => true,
    });
    let kind = usable.min()?;
    let (label, score, rule, name) = describe(kind)?;
    let evidence = Evidence {
        engine: EngineId::Gazetteer,
        rule: rule.to_owned(),
        name,
        entry: Some(form.to_owned()),
    };
    Some(Suggestion {
        span: Span::from_range(range)?,
        label: label.into(),
        score,
        evidence: vec![evidence.into()],
        alternatives: Vec::new(),
    })
}

/// Whether the word before is one of these, proclitics left out.
fn follows(words: &Words, at: usize, these: &[&str]) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    before.is_some_and(|before| {
        let mut forms = before.readings.iter().map(|r| r.form.as_str());
        forms.any(|form| these.contains(&form))
    })
}

/// Label, score, rule id and name of a list.
fn describe(kind: Kind) -> Option<(&'static str, f32, &'static str, Bilingual)> {
    let (label, score, rule, ar, en) = match kind {
        Kind::Country => ("GPE", 0.96, "country", "دولة", "country"),
        Kind::Place => (
            "GPE",
            0.95,
            "place",
            "مدينة أو إقليم معروف",
            "well-known city or province",
        ),
        Kind::City => (
            "GPE",
            0.85,
            "city",
            "مدينة بعد كلمة تدل عليها",
            "city after a word for it",
        ),
        Kind::Region => ("LOC", 0.94, "region", "منطقة", "region"),
        Kind::Organization => (
            "ORG",
            0.93,
            "organization",
            "منظمة معروفة",
            "well-known organization",
        ),
        Kind::Nationality => (
            "NORP",
            0.92,
            "nationality",
            "جنسية أو جماعة",
            "nationality or group",
        ),
        Kind::Person => ("PER", 0.95, "person", "شخص معروف", "well-known person"),
        Kind::Weapon => ("WEAPON", 0.8, "weapon", "سلاح", "weapon"),
        Kind::Event => ("EVENT", 0.9, "event", "حدث معروف", "well-known event"),
        Kind::Month | Kind::FirstName => return None,
    };
    Some((label, score, rule, Bilingual::new(ar, en)))
}
