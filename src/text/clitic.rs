//! Proclitics: the one-letter words that Arabic writes joined to the next one.
//!
//! و and ف (and, so), then ب ك ل (in, as, for) or س (will), then ال (the); ل + ال is written لل. A
//! list of words whose first letter only looks like one keeps them whole (وزارة, فرنسا, بغداد,
//! كردستان, لبنان). Offsets are bytes of the word.

use std::sync::LazyLock;

use super::normalize::is_silent;

/// Words, and stems of words, that begin with a letter that is not a clitic. Compared without
/// marks and with alef forms folded; a stem covers everything that continues it.
const WHOLE: &[&str] = &[
    "بروكسل",
    "بنغلاد",
    "لوزان",
    "باسل",
    "فواز",
    "لمياء",
    "بدايه",
    "بداية",
    // و
    "وزار",
    "وزير",
    "وزرا",
    "واشنطن",
    "وكال",
    "وكيل",
    "ولاي",
    "ولد",
    "وفد",
    "وفا",
    "وقع",
    "وقف",
    "وقت",
    "وثيق",
    "وثائق",
    "وحد",
    "وسائل",
    "وسط",
    "وسيل",
    "وصل",
    "وصف",
    "وضع",
    "وضح",
    "وطن",
    "وظيف",
    "وعد",
    "وعي",
    "ورد",
    "ورق",
    "ورش",
    "وراء",
    "وجه",
    "وجود",
    "وجب",
    "واجه",
    "واجب",
    "واحد",
    "واسع",
    "واقع",
    "واضح",
    "وارد",
    "والد",
    "واصل",
    "وافق",
    "واكب",
    "وباء",
    "ودي",
    "وديع",
    "وزن",
    "وشيك",
    "ويلز",
    "وارسو",
    "وهم",
    "وهب",
    "وليد",
    "وائل",
    "وسام",
    "وتير",
    "وفق",
    "ولادة",
    "ولي",
    "وهران",
    "ودائع",
    "وداد",
    "وهاب",
    "ويندوز",
    "ويكي",
    "وول",
    "ويليام",
    "واتس",
    // ف
    "فرنس",
    "فلسطين",
    "فيسبوك",
    "فنلند",
    "فنزويل",
    "فيينا",
    "فيتنام",
    "فلبين",
    "فيلادلفيا",
    "فريق",
    "فرق",
    "فصيل",
    "فصائل",
    "فصل",
    "فضل",
    "فضائ",
    "فضاء",
    "فعل",
    "فعال",
    "فقد",
    "فقر",
    "فقط",
    "فكر",
    "فيلم",
    "فيديو",
    "فوز",
    "فوق",
    "فور",
    "فوضي",
    "فهد",
    "فهم",
    "فؤاد",
    "فواد",
    "فتح",
    "فتر",
    "فتا",
    "فجر",
    "فرد",
    "فرص",
    "فرع",
    "فرض",
    "فيصل",
    "فيروس",
    "فاز",
    "فادي",
    "فاروق",
    "فاطم",
    "فارس",
    "فائز",
    "فاعل",
    "فايز",
    "فتوي",
    "فخر",
    "فن",
    "فئ",
    "في",
    "فلك",
    "فساد",
    "فحص",
    "فقه",
    "فيض",
    "فلوس",
    "فيتو",
    "فولاذ",
    "فيات",
    "فيفا",
    "فاينانشال",
    "فوكس",
    "فلاديمير",
    "فولوديمير",
    // ب
    "بغداد",
    "بيروت",
    "بريطاني",
    "بلجيك",
    "برلين",
    "باريس",
    "باكستان",
    "بنغلادش",
    "بولند",
    "بصر",
    "بحر",
    "برشلون",
    "بنغازي",
    "بوتين",
    "بايدن",
    "بلينكن",
    "بزشكيان",
    "بوش",
    "بيل",
    "بلد",
    "بلاد",
    "بلغ",
    "بلدي",
    "بعد",
    "بعض",
    "بعث",
    "بحث",
    "بين",
    "بيان",
    "بيت",
    "بيئ",
    "بدء",
    "بدون",
    "بدل",
    "برنامج",
    "برامج",
    "برلمان",
    "بروتوكول",
    "برئ",
    "برج",
    "برد",
    "برز",
    "برق",
    "بنك",
    "بنوك",
    "بناء",
    "بني",
    "بنت",
    "بنود",
    "بند",
    "بطول",
    "بطل",
    "بترول",
    "بضائع",
    "بشر",
    "بشار",
    "بشير",
    "بشكل",
    "باب",
    "بات",
    "باحث",
    "بادر",
    "بارز",
    "باسم",
    "باقر",
    "بالغ",
    "باع",
    "بائع",
    "بوليس",
    "بورص",
    "بريد",
    "بسام",
    "بلال",
    "بندر",
    "بهاء",
    "بوابة",
    "بعقوبة",
    "بابل",
    "بانكوك",
    "بودابست",
    "بوخارست",
    "براغ",
    "برازيل",
    "برتغال",
    "بلغاري",
    "بلفاست",
    "بورتسودان",
    "بركان",
    "بطاقة",
    "بيع",
    "بؤر",
    "بنيامين",
    "بن",
    "بو",
    "بقي",
    "بقاء",
    // ك
    "كردستان",
    "كرد",
    "كركوك",
    "كربلاء",
    "كويت",
    "كندا",
    "كندي",
    "كوب",
    "كوري",
    "كولومبي",
    "كييف",
    "كابول",
    "كاليفورني",
    "كارت",
    "كوسوف",
    "كينيا",
    "كمبودي",
    "كرواتي",
    "كازاخستان",
    "كان",
    "كانت",
    "كانون",
    "كامل",
    "كل",
    "كلم",
    "كلي",
    "كما",
    "كميه",
    "كمية",
    "كميات",
    "كمال",
    "كثير",
    "كبير",
    "كبار",
    "كبر",
    "كتاب",
    "كتب",
    "كاتب",
    "كتل",
    "كتيب",
    "كتائب",
    "كرة",
    "كري",
    "كريم",
    "كرم",
    "كشف",
    "كذلك",
    "كيف",
    "كيان",
    "كاظم",
    "كسر",
    "كهرباء",
    "كنيس",
    "كن",
    "كورونا",
    "كوفيد",
    "كاس",
    "كون",
    "كاميرا",
    "كارث",
    "كوارث",
    "كفاء",
    "كاف",
    "كوش",
    "كيري",
    "كامالا",
    "كلينتون",
    "كيلو",
    // ل
    "لبنان",
    "لندن",
    "ليبي",
    "لاهاي",
    "لوس",
    "لشبونة",
    "ليون",
    "لاوس",
    "لاتفيا",
    "لتواني",
    "لوكسمبورغ",
    "لجن",
    "لجان",
    "لجوء",
    "لقاء",
    "لقي",
    "لغ",
    "لم",
    "لن",
    "لا",
    "لما",
    "لو",
    "لدي",
    "لواء",
    "لوح",
    "ليل",
    "ليس",
    "ليت",
    "لحظ",
    "لحم",
    "لعب",
    "لاعب",
    "لجا",
    "لاجئ",
    "لاحظ",
    "لازم",
    "لائح",
    "لطف",
    "لطيف",
    "ليلي",
    "لينا",
    "لؤي",
    "لوي",
    "لولا",
    "لوبي",
    "لقب",
    "لقاح",
    "لسان",
    "لذا",
    "لافروف",
    "ليفربول",
    "لوريال",
    "لوموند",
    "لافت",
    "لحق",
    // س
    "سوري",
    "سعود",
    "سودان",
    "سويسر",
    "سويد",
    "سلطن",
    "سلوفاكي",
    "سلوفيني",
    "سنغافور",
    "سنغال",
    "سيول",
    "سيدني",
    "سان",
    "ساحل",
];

/// Words that are whole only as they stand: what continues them is another word with a clitic
/// (بدا, but ب + دار).
const EXACT: &[&str] = &[
    "والي",
    "والى",
    "والية",
    "بدا",
    "بدات",
    "لكن",
    "لكنه",
    "لكنها",
    "لكنهم",
    "لكننا",
    "لكني",
    "بكين",
];

/// Normalised letters of a word with their byte offsets, silent marks left out.
fn letters(word: &str) -> Vec<(usize, char)> {
    let kept = word.char_indices().filter(|(_, c)| !is_silent(*c));
    kept.map(|(at, c)| {
        (
            at,
            if matches!(c, 'أ' | 'إ' | 'آ' | 'ٱ') {
                'ا'
            } else {
                c
            },
        )
    })
    .collect()
}

/// Fewest letters that must remain behind the proclitics.
const SHORTEST_CORE: usize = 3;

/// The inner boundaries of a word: the byte offset behind each proclitic, in order. Empty for a
/// word without any.
#[must_use]
pub fn boundaries(word: &str) -> Vec<usize> {
    stops(word, &letters(word))
}

fn stops(word: &str, letters: &[(usize, char)]) -> Vec<usize> {
    let mut stops = Vec::new();
    let mut at = 0;
    let rest = |from: usize| letters.len() - from;
    let char_at = |at: usize| letters.get(at).map(|(_, c)| *c);
    // A conjunction.
    if matches!(char_at(at), Some('و' | 'ف')) && can_leave(letters, at) {
        at += 1;
        stops.push(at);
    }
    // A preposition, or ل + ال written لل.
    match char_at(at) {
        // A name that begins with ل of its own keeps it: للبنان is ل + لبنان.
        Some('ل')
            if char_at(at + 1) == Some('ل')
                && rest(at) > SHORTEST_CORE + 1
                && is_whole(letters, at + 1)
                && !is_whole(letters, at + 2) =>
        {
            stops.push(at + 1);
            return offsets(word, letters, &stops);
        }
        Some('ل') if char_at(at + 1) == Some('ل') && rest(at) > SHORTEST_CORE => {
            stops.extend([at + 1, at + 2]);
            return offsets(word, letters, &stops);
        }
        Some('ب' | 'ك' | 'ل') if can_leave(letters, at) => {
            at += 1;
            stops.push(at);
        }
        _ => {}
    }
    // The article.
    if char_at(at) == Some('ا') && char_at(at + 1) == Some('ل') && rest(at) > SHORTEST_CORE + 1 {
        stops.push(at + 2);
    }
    offsets(word, letters, &stops)
}

/// Whether the letter at `at` can be a clitic: the word from there is not known to be whole, and
/// enough remains without it.
fn can_leave(letters: &[(usize, char)], at: usize) -> bool {
    !is_whole(letters, at) && letters.len() - at > SHORTEST_CORE
}

/// Whether the word from that letter on is known to be whole.
fn is_whole(letters: &[(usize, char)], at: usize) -> bool {
    let rest = || letters[at..].iter().map(|(_, c)| *c);
    EXACT.iter().any(|word| word.chars().eq(rest())) || continues_a_stem(&letters[at..])
}

/// The stems as letters, in order, so that those that begin like a word stand together.
static STEMS: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let mut stems: Vec<Vec<char>> = WHOLE.iter().map(|stem| stem.chars().collect()).collect();
    stems.sort_unstable();
    stems
});

/// Whether a word is a stem or continues one. Short stems are words of their own and continue only
/// by an ending: "لم" does not make "لمستشار" whole.
fn continues_a_stem(word: &[(usize, char)]) -> bool {
    let mut stems = STEMS.as_slice();
    for (at, (_, letter)) in word.iter().enumerate() {
        // Those left share the letters before this one; the shortest is first.
        let from = stems.partition_point(|stem| stem.get(at) < Some(letter));
        let to = stems.partition_point(|stem| stem.get(at) <= Some(letter));
        stems = &stems[from..to];
        let Some(first) = stems.first() else {
            return false;
        };
        let longest_ending = match at + 1 {
            0..=2 => 0,
            3 => 2,
            _ => usize::MAX,
        };
        if first.len() == at + 1 && word.len() - first.len() <= longest_ending {
            return true;
        }
    }
    false
}

/// Byte offsets of letter counts, each behind the marks of the letter before it.
fn offsets(word: &str, letters: &[(usize, char)], counts: &[usize]) -> Vec<usize> {
    let place = |count: &usize| letters.get(*count).map_or(word.len(), |(at, _)| *at);
    counts.iter().map(place).collect()
}

/// The ends of the conjunction and the preposition, in order: where a name may begin. The article
/// is not among them, because names are written with it.
#[must_use]
pub fn proclitic_ends(word: &str) -> Vec<usize> {
    let first = word.chars().find(|c| !is_silent(*c));
    if !matches!(first, Some('و' | 'ف' | 'ب' | 'ك' | 'ل')) {
        return Vec::new();
    }
    let letters = letters(word);
    let mut stops = stops(word, &letters);
    let core = core(&letters, &stops);
    stops.retain(|stop| *stop <= core);
    stops
}

/// Where the word proper begins: behind conjunction and preposition, before the article, because
/// names are annotated with it (القاهرة). For لل it is behind the first ل.
#[must_use]
pub fn core_start(word: &str) -> usize {
    let letters = letters(word);
    core(&letters, &stops(word, &letters))
}

fn core(letters: &[(usize, char)], stops: &[usize]) -> usize {
    let is_article = |stop: &usize| {
        let count = letters.iter().take_while(|(at, _)| at < stop).count();
        let before = |back: usize| count.checked_sub(back).and_then(|at| letters.get(at));
        let (last, first) = (before(1).map(|l| l.1), before(2).map(|l| l.1));
        last == Some('ل') && matches!(first, Some('ا' | 'ل')) && count >= 2
    };
    let behind = stops.iter().rev().find(|stop| !is_article(stop));
    behind.copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for stop in boundaries(word) {
            out.push_str(&word[from..stop]);
            out.push('+');
            from = stop;
        }
        out + &word[from..]
    }

    #[test]
    fn proclitics_are_split_and_names_are_kept_whole() {
        for expected in [
            "و+ب+ال+قاهرة",
            "ل+ل+قاهرة",
            "و+ل+ل+حكومة",
            "ال+عراق",
            "ل+طهران",
            "و+طهران",
            "ب+بغداد",
            "بغداد",
            "و+بغداد",
            "كردستان",
            "لبنان",
            "و+لبنان",
            "وزارة",
            "و+وزارة",
            "فرنسا",
            "فلسطين",
            "بيروت",
            "ف+ال+علاقات",
            "ك+ال+عراق",
            "و+ب+فرنسا",
            "في",
            "ال+وزير",
            "و+ال+وزير",
            "واشنطن",
            "ب+ال+وطن",
            "كركوك",
            "لندن",
        ] {
            assert_eq!(parts(&expected.replace('+', "")), expected);
        }
    }

    #[test]
    fn marks_stay_with_their_letter() {
        assert_eq!(parts("وَبِالقاهرة"), "وَ+بِ+ال+قاهرة");
    }

    #[test]
    fn the_core_keeps_the_article() {
        let core = |word: &'static str| &word[core_start(word)..];
        assert_eq!(core("وبالقاهرة"), "القاهرة");
        assert_eq!(core("للقاهرة"), "لقاهرة");
        assert_eq!(core("العراق"), "العراق");
        assert_eq!(core("لطهران"), "طهران");
        assert_eq!(core("بغداد"), "بغداد");
        assert_eq!(core("وزارة"), "وزارة");
    }
}
