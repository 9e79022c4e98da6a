//! Numbers and counted nouns.

use super::Lang;

/// The forms an Arabic counted noun takes.
///
/// Arabic counts in six ways: none, one, two, three to ten (plural), eleven to ninety-nine
/// (accusative singular) and round hundreds (genitive singular).
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// "لا اقتراحات"
    pub zero: &'static str,
    /// "اقتراح واحد"
    pub one: &'static str,
    /// "اقتراحان"
    pub two: &'static str,
    /// "اقتراحات", as in "٥ اقتراحات"
    pub few: &'static str,
    /// "اقتراحًا", as in "١٢ اقتراحًا"
    pub many: &'static str,
    /// "اقتراح", as in "١٠٠ اقتراح"
    pub hundred: &'static str,
    /// "suggestion"
    pub en_one: &'static str,
    /// "suggestions"
    pub en_many: &'static str,
}

impl Counted {
    /// The number with its noun.
    #[must_use]
    pub fn say(&self, count: usize, lang: Lang) -> String {
        if lang == Lang::En {
            let noun = if count == 1 {
                self.en_one
            } else {
                self.en_many
            };
            return format!("{} {noun}", number(count, lang));
        }
        match count {
            0 => self.zero.to_owned(),
            1 => self.one.to_owned(),
            2 => self.two.to_owned(),
            _ => {
                let noun = match count % 100 {
                    0..=2 => self.hundred,
                    3..=10 => self.few,
                    _ => self.many,
                };
                format!("{} {noun}", number(count, lang))
            }
        }
    }
}

/// A whole number with thousands separators. Western digits in both languages, as the Arabic
/// press of most countries and the datasets themselves write them.
#[must_use]
pub fn number(value: usize, lang: Lang) -> String {
    let separator = if lang.is_rtl() { '٬' } else { ',' };
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// A length with at most one decimal.
#[must_use]
pub fn decimal(value: f32, lang: Lang) -> String {
    let tenths = (value * 10.0).round();
    let text = format!("{}", tenths / 10.0);
    if lang.is_rtl() {
        text.replace('.', "٫")
    } else {
        text
    }
}

/// A share of one as a percentage.
#[must_use]
pub fn percent(share: f32, lang: Lang) -> String {
    let value = (share.clamp(0.0, 1.0) * 100.0).round();
    if lang.is_rtl() {
        format!("{value}٪")
    } else {
        format!("{value}%")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUGGESTIONS: Counted = Counted {
        zero: "لا اقتراحات",
        one: "اقتراح واحد",
        two: "اقتراحان",
        few: "اقتراحات",
        many: "اقتراحًا",
        hundred: "اقتراح",
        en_one: "suggestion",
        en_many: "suggestions",
    };

    #[test]
    fn lengths_have_one_decimal_at_most() {
        assert_eq!(decimal(2.300_001, Lang::En), "2.3");
        assert_eq!(decimal(2.3, Lang::Ar), "2٫3");
        assert_eq!(decimal(21.0, Lang::Ar), "21");
    }

    #[test]
    fn arabic_counts_as_a_copy_editor_would() {
        let say = |count| SUGGESTIONS.say(count, Lang::Ar);
        assert_eq!(say(0), "لا اقتراحات");
        assert_eq!(say(2), "اقتراحان");
        assert_eq!(say(5), "5 اقتراحات");
        assert_eq!(say(12), "12 اقتراحًا");
        assert_eq!(say(100), "100 اقتراح");
        assert_eq!(say(103), "103 اقتراحات");
        assert_eq!(say(1234), "1٬234 اقتراحًا");
        assert_eq!(SUGGESTIONS.say(1, Lang::En), "1 suggestion");
    }
}
