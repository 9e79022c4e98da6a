//! Which words can be a person's name. Arabic has no capitals: a name is told by what stands before
//! it, by listed given names, and by not being an ordinary word.

use super::lists::Kind;
use super::matcher::Matcher;
use super::words::Word;
use crate::text::token::TokenKind;

/// Most words of a name, particles not counted.
const LONGEST: usize = 4;

/// Words inside names that never end one.
const PARTICLES: &[&str] = &[
    "بن", "ابن", "بنت", "ابو", "ابي", "ابا", "ام", "ال", "عبد", "ولد", "فون", "دير", "دي", "فان",
    "دا", "دو", "ديل", "دل", "لا", "لو", "بو",
];

/// Definite words that continue a given name (أنوار الحق، نور الدين).
const COMPOUND: &[&str] = &[
    "الحق",
    "الدين",
    "الله",
    "الزمان",
    "الاسلام",
    "الهدي",
    "النور",
    "الرب",
];

/// Particles that foreign and Arabic names can begin with.
const OPENING: &[&str] = &["ابو", "ابن", "ام", "عبد"];

/// The words of a name that begins with the word at `at`, if at least `least` can be one.
pub(super) fn length(
    matcher: &Matcher<'_>,
    at: usize,
    reading: usize,
    least: usize,
) -> Option<usize> {
    let first = matcher.words.get(at)?;
    let form = first.readings.get(reading)?.form.as_str();
    if reading > 0 && !is_listed(matcher, form) && !OPENING.contains(&form) {
        return None;
    }
    // A definite word begins a name only as a surname, which is found elsewhere.
    let listed = is_listed(matcher, form);
    let titled = matcher.rules.has("title", form);
    let definite = form.starts_with("ال") && (titled || !listed);
    let opening = OPENING.contains(&form);
    // "علي" is written like "على": a name only before another.
    let doubtful = || listed && before_name(matcher, at + 1);
    let sure = opening || reading > 0 || can_be_name(matcher, first) || doubtful();
    if definite || !sure || !(listed || opening || can_begin(form)) {
        return None;
    }
    let mut words = 1;
    let mut names = usize::from(!opening);
    // The end of the last word that can end a name.
    let mut end = names;
    while names < LONGEST {
        let next = matcher.words.get(at + words).filter(|word| word.joined);
        let Some(word) = next else { break };
        if PARTICLES.contains(&word.form.as_str()) {
            words += 1;
            continue;
        }
        let form = word.form.as_str();
        // A definite surname ends a name.
        let last = matcher.words.0[at + words - 1].form.as_str();
        if names > 1 && last.starts_with("ال") && !COMPOUND.contains(&last) && last.ends_with('ي')
        {
            break;
        }
        let bound = PARTICLES.contains(&last);
        // Another title ends what came before it: "المغربي الملك محمد".
        if !bound && form.starts_with("ال") && matcher.rules.has("title", form) {
            break;
        }
        let named = is_listed(matcher, form);
        let goes_on = COMPOUND.contains(&form)
            || bound && (named || can_be_name(matcher, word))
            || can_be_name(matcher, word) && (named || continues(word, names));
        if !goes_on {
            break;
        }
        words += 1;
        names += 1;
        end = words;
    }
    (end >= least && names > 0).then_some(end)
}

/// The words of a name of at least two that begins with a listed given name.
pub(super) fn person(matcher: &Matcher<'_>, at: usize, reading: usize) -> Option<usize> {
    let form = matcher.words.get(at)?.readings.get(reading)?.form.as_str();
    if !is_given(matcher, form) {
        return None;
    }
    length(matcher, at, reading, 2).or_else(|| {
        // A surname that would not go on with just any name: "ستيفانو بيولي".
        let next = matcher.words.get(at + 1).filter(|word| word.joined)?;
        let rest = length(matcher, at + 1, 0, 1)?;
        let particle = OPENING.contains(&next.form.as_str());
        Some(1 + if particle { rest } else { 1 })
    })
}

/// Whether an unlisted word can begin a name: no feminine noun, no accusative.
fn can_begin(form: &str) -> bool {
    let letters = form.chars().count();
    letters > 2 && !form.ends_with('ه') && !(letters > 5 && form.ends_with('ا'))
}

/// Whether an unlisted word can go on with a name that has `names` words. A third word must look
/// like a surname; what follows a name is more often the rest of the sentence.
fn continues(word: &Word, names: usize) -> bool {
    let form = word.form.as_str();
    if word.capital {
        return true;
    }
    let clitic = word.readings.len() > 1 && form.starts_with(['و', 'ف', 'ب', 'ل']);
    let letters = form.chars().count();
    if names < 2 {
        return !clitic || letters > 5 && !form.starts_with('و');
    }
    let surname = form.starts_with("ال") && form.ends_with('ي');
    let verb = form.starts_with(['ي', 'ت', 'س']) && letters > 4;
    surname
        || !(clitic
            || verb
            || form.starts_with("ال")
            || form.ends_with(['ه', 'ا'])
            || letters > 4 && form.ends_with("ين")
            || form.ends_with("ات"))
}

/// Whether the word at `at` goes on with a name surely.
fn before_name(matcher: &Matcher<'_>, at: usize) -> bool {
    let next = matcher.words.get(at).filter(|word| word.joined);
    next.is_some_and(|word| {
        let form = word.form.as_str();
        PARTICLES.contains(&form) || is_given(matcher, form)
    })
}

/// Whether a form is a listed given name that is no ordinary word.
pub(super) fn is_given(matcher: &Matcher<'_>, form: &str) -> bool {
    is_listed(matcher, form)
        && !matcher.rules.is_ordinary(form)
        && !matcher.rules.has("no-name", form)
}

fn is_listed(matcher: &Matcher<'_>, form: &str) -> bool {
    matcher.lists.is(form, Kind::FirstName)
}

/// Whether no list has the word, so that it can be the name of anything.
pub(super) fn is_unknown(matcher: &Matcher<'_>, word: &Word) -> bool {
    let known = |form: &str| !matcher.lists.kinds(form).is_empty();
    let particle = |first: char| matches!(first, 'و' | 'ب' | 'ل') && word.readings.len() > 1;
    !word.capital
        && !word.form.starts_with("ال")
        && !word.form.starts_with(particle)
        && !known(&word.form)
        && can_be_name(matcher, word)
}

fn can_be_name(matcher: &Matcher<'_>, word: &Word) -> bool {
    let form = word.form.as_str();
    if word.capital {
        return true;
    }
    if word.kind != TokenKind::Word || form.chars().count() < 2 || matcher.rules.is_ordinary(form) {
        return false;
    }
    if is_listed(matcher, form) {
        return true;
    }
    if matcher.rules.has("number-word", form) || matcher.rules.has("duration-two", form) {
        return false;
    }
    let country = |form: &str| {
        let kinds = matcher.lists.kinds(form).iter();
        let mut names = kinds.filter(|kind| {
            // السوداني and العراقي are surnames too, behind a first name.
            !matches!(
                kind,
                Kind::Nationality | Kind::FirstName | Kind::City | Kind::Person
            )
        });
        names.next().is_some()
    };
    if country(form) || looks_ordinary(form) {
        return false;
    }
    // A word behind a proclitic is no name: "وإيران", "بالأمس", "لبحث".
    !word.readings.iter().skip(1).any(|reading| {
        let rest = reading.form.as_str();
        rest.starts_with("ال")
            || matcher.rules.is_ordinary(rest)
            || !matcher.lists.kinds(rest).is_empty()
    })
}

/// Endings that names seldom have: pronouns, and plural or feminine definite words.
fn looks_ordinary(form: &str) -> bool {
    let long = form.chars().count() > 4;
    let pronoun = form.ends_with("ها") || form.ends_with("هم") || form.ends_with("هما");
    let definite = form.starts_with("ال");
    let plural = ["ات", "ين", "ون"]
        .iter()
        .any(|ending| form.ends_with(ending))
        && form.chars().count() > 6;
    long && (pronoun || definite && (plural || form.ends_with('ه')))
}
