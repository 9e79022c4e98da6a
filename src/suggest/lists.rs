//! The bundled lists of names, by normalised form.

use std::collections::HashMap;

use crate::text::normalize::match_form;

/// What a list entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Country,
    Place,
    /// Any city of the world: only with a word before it that says so.
    City,
    Region,
    Organization,
    Nationality,
    Month,
    Weapon,
    Event,
    FirstName,
    /// A person in the news, by full name or a surname that only one has.
    Person,
}

impl Kind {
    /// Kinds with entries of several words whose first word is no entry itself.
    pub(super) const LONG: &[Self] = &[Self::Month, Self::Nationality];
}

/// Something by form. Every word is looked up dozens of times; the hash has a seed of its own in each
/// run, and is quicker than the library's.
pub(super) type Forms<T> = HashMap<String, T, foldhash::fast::RandomState>;

/// Entries by form, with the longest number of words that begin with a given first word.
pub(super) struct Lists {
    entries: Forms<Vec<Kind>>,
    longest: Forms<usize>,
}

/// Names that are ordinary words too: they need a word before them that says what they are.
const AMBIGUOUS: &[&str] = &[
    "قم",
    "صور",
    "فاس",
    "سرت",
    "ليون",
    "حماه",
    "الخليل",
    "ليما",
    "شل",
    "القاعده",
    "ميتا",
    "ابل",
    "روما",
    "جده",
    "براغ",
    "صيدا",
    "النصر",
    "جنين",
    "عدن",
    "الاتحاد",
    "مالي",
    "بنين",
    "رجب",
    "جوان",
    "صفر",
    "اب",
    "ماي",
    "اوت",
    "شعبان",
    "رمضان",
    "محرم",
    "الجزيره",
    "الباب",
    "الزاويه",
    "العيون",
    "الداخله",
    "هيت",
    "حديثه",
    "العماره",
    "البندقيه",
    "الابيض",
    "المثني",
    "صلاح الدين",
    "حجه",
    "نيس",
    "ريو",
    "المنصوره",
    "الناصره",
    "بالي",
    "قنا",
    "الكوت",
    "سوني",
    "توتال",
    "فورد",
    "نيسان",
    "الصفاقسي",
    "موناكو",
    "الاهلي",
    "الساحل",
    "المكسيك الجديده",
    "بيجو",
    "البقاع",
    "العلمين",
    "البيره",
    "بورتو",
];

/// The lists of names and what their entries are.
const NAMES: [(Kind, &str); 12] = [
    (
        Kind::Country,
        include_str!("../../assets/gazetteer/countries.txt"),
    ),
    (
        Kind::Place,
        include_str!("../../assets/gazetteer/places.txt"),
    ),
    (
        Kind::City,
        include_str!("../../assets/gazetteer/cities.txt"),
    ),
    (
        Kind::Region,
        include_str!("../../assets/gazetteer/regions.txt"),
    ),
    (
        Kind::Organization,
        include_str!("../../assets/gazetteer/organizations.txt"),
    ),
    (
        Kind::Month,
        include_str!("../../assets/gazetteer/months.txt"),
    ),
    (
        Kind::Nationality,
        include_str!("../../assets/gazetteer/peoples.txt"),
    ),
    (
        Kind::Weapon,
        include_str!("../../assets/gazetteer/weapons.txt"),
    ),
    (
        Kind::Event,
        include_str!("../../assets/gazetteer/events.txt"),
    ),
    (
        Kind::FirstName,
        include_str!("../../assets/gazetteer/first_names.txt"),
    ),
    (
        Kind::FirstName,
        include_str!("../../assets/gazetteer/foreign_names.txt"),
    ),
    (
        Kind::Person,
        include_str!("../../assets/gazetteer/persons.txt"),
    ),
];

impl Lists {
    /// Reads the lists that are part of the program.
    pub(super) fn bundled() -> Self {
        let mut lists = Self {
            entries: Forms::default(),
            longest: Forms::default(),
        };
        for (kind, text) in NAMES {
            text.lines()
                .for_each(|line| lists.add(&match_form(line), kind));
        }
        for line in include_str!("../../assets/gazetteer/nationalities.txt").lines() {
            lists.add_nationality(&match_form(line));
        }
        lists
    }

    fn add(&mut self, form: &str, kind: Kind) {
        let Some(first) = form.split(' ').next().filter(|first| !first.is_empty()) else {
            return;
        };
        let words = form.split(' ').count();
        let longest = self.longest.entry(first.to_owned()).or_default();
        *longest = (*longest).max(words);
        let kinds = self.entries.entry(form.to_owned()).or_default();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }

    /// Masculine, feminine, plurals and dual, each with and without the article.
    fn add_nationality(&mut self, masculine: &str) {
        for ending in ["", "ه", "ين", "ون", "ات", "تين", "تان", "ا", "ان"] {
            for article in ["", "ال"] {
                self.add(&format!("{article}{masculine}{ending}"), Kind::Nationality);
            }
        }
    }

    /// What a form is listed as.
    pub(super) fn kinds(&self, form: &str) -> &[Kind] {
        self.entries.get(form).map_or(&[], Vec::as_slice)
    }

    /// Whether a form is listed as that.
    pub(super) fn is(&self, form: &str, kind: Kind) -> bool {
        self.kinds(form).contains(&kind)
    }

    /// The most words of an entry that begins with this word; zero if there is none.
    pub(super) fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or_default()
    }

    /// Whether a form is an ordinary word too.
    pub(super) fn is_ambiguous(&self, form: &str) -> bool {
        AMBIGUOUS.contains(&form)
    }
}
