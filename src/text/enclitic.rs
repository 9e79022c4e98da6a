//! Pronouns that Arabic writes joined to the word before: رئيسها, مدينتهم.
//!
//! Far more words end in these letters without a pronoun (مكة, طه, فقه, عبده, متهم) than with one, so
//! only what is safe is told: behind the ت into which ة turns, and behind words for offices and bodies.
//! A word with the article takes no pronoun. Offsets are bytes of the word.

use super::clitic;
use super::normalize::is_silent;

/// Pronouns, the longest first.
const PRONOUNS: &[&str] = &["هما", "هم", "هن", "ها", "كم", "نا"];

/// Words for offices and bodies. Not before ه alone, which is as often a ة without its dots (رئيسه).
const HOSTS: &[&str] = &[
    "رئيس",
    "وزير",
    "مدير",
    "قائد",
    "زعيم",
    "حاكم",
    "سفير",
    "امين",
    "نائب",
    "مندوب",
    "مبعوث",
    "ملك",
    "امير",
    "سلطان",
    "وكيل",
    "محافظ",
    "عميد",
    "مدرب",
    "مستشار",
    "ناطق",
    "مؤسس",
    "ممثل",
    "حزب",
    "جيش",
    "فريق",
    "منتخب",
    "مجلس",
    "برلمان",
    "بلد",
    "وزراء",
    "سفراء",
    "ابناء",
];

/// Words that end in ة and are written with ت before a pronoun, before ه alone too.
const OPENED: &[&str] = &[
    "مدينت",
    "حكومت",
    "عاصمت",
    "دولت",
    "شركت",
    "وزارت",
    "منظمت",
    "جامعت",
    "سفارت",
    "وكالت",
    "قيادت",
    "رئاست",
    "حركت",
    "جماعت",
    "مؤسست",
    "هيئت",
    "لجنت",
    "صحيفت",
    "كتلت",
    "جمعيت",
    "بلديت",
    "محافظت",
];

/// Fewest letters before a pronoun of a word that is on no list.
const SHORTEST: usize = 4;

/// Where the pronoun behind a word begins, if there is one for sure.
#[must_use]
pub fn pronoun_start(word: &str) -> Option<usize> {
    let core = clitic::core_start(word);
    let kept = word[core..].char_indices().filter(|(_, c)| !is_silent(*c));
    let letters: Vec<(usize, char)> = kept.map(|(at, c)| (core + at, folded(c))).collect();
    let form: String = letters.iter().map(|(_, c)| *c).collect();
    let found = PRONOUNS
        .iter()
        .find_map(|pronoun| Some((form.strip_suffix(pronoun)?, *pronoun)))
        .filter(|(stem, pronoun)| carries(stem, pronoun))
        .map(|(stem, _)| stem)
        .or_else(|| form.strip_suffix('ه').filter(|stem| OPENED.contains(stem)))?;
    letters.get(found.chars().count()).map(|(at, _)| *at)
}

/// Foreign names end in نا and كم behind ت too (غريتنا).
fn carries(stem: &str, pronoun: &str) -> bool {
    let opened = stem.ends_with('ت') && stem.chars().count() >= SHORTEST;
    let sure = opened && matches!(pronoun, "ها" | "هم" | "هما");
    let listed = HOSTS.contains(&stem) || OPENED.contains(&stem);
    !stem.starts_with("ال") && (sure || listed)
}

fn folded(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        _ => c,
    }
}
