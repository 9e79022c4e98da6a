//! What only screen readers are told: names of spans and regions.

use super::Lang;
use super::notice::{DeedText, SUGGESTIONS};
use super::number::percent;

/// What a marked span is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SpanState {
    /// Waits for a decision; confidence 0–1.
    Suggested(f32),
    /// Waits for a decision with a boundary that a person moved; confidence 0–1.
    Moved(f32),
    /// An accepted suggestion.
    Accepted,
    /// A suggestion accepted with another boundary or label.
    AcceptedEdited,
    /// Marked by hand.
    ByHand,
    /// Read from a file.
    FromFile,
    /// Words that were almost suggested; confidence 0–1.
    Missed(f32),
}

impl SpanState {
    /// "مقترح، ثقة 91٪"
    #[must_use]
    pub fn say(self, lang: Lang) -> String {
        let word = if lang.is_rtl() { self.ar() } else { self.en() };
        match self {
            Self::Suggested(score) | Self::Moved(score) | Self::Missed(score) => {
                [word, &confidence(score, lang)].join(comma(lang))
            }
            _ => word.to_owned(),
        }
    }

    fn ar(self) -> &'static str {
        match self {
            Self::Suggested(_) => "مقترح",
            Self::Moved(_) => "مقترح عُدّلت حدوده",
            Self::Accepted => "مقبول",
            Self::AcceptedEdited => "مقبول بعد تعديل",
            Self::ByHand => "موسوم يدويًا",
            Self::FromFile => "من ملف",
            Self::Missed(_) => "قد يكون فات",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Suggested(_) => "suggested",
            Self::Moved(_) => "suggested, boundary moved",
            Self::Accepted => "accepted",
            Self::AcceptedEdited => "accepted with a change",
            Self::ByHand => "marked by hand",
            Self::FromFile => "from a file",
            Self::Missed(_) => "maybe missed",
        }
    }
}

/// A part of the window whose name is not written on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaneName {
    /// The menu bar.
    Menus,
    /// The strip under the article.
    Strip,
    /// What happened.
    Notices,
    /// The search bar.
    Find,
}

impl PaneName {
    /// The name in that language.
    #[must_use]
    pub fn say(self, lang: Lang) -> &'static str {
        match (self, lang.is_rtl()) {
            (Self::Menus, true) => "القوائم",
            (Self::Menus, false) => "Menus",
            (Self::Strip, true) => "الامتداد الحالي",
            (Self::Strip, false) => "Current span",
            (Self::Notices, true) => "الإشعارات",
            (Self::Notices, false) => "Notices",
            (Self::Find, true) => "البحث",
            (Self::Find, false) => "Search",
        }
    }
}

/// The letters of a span that its name repeats; nobody listens to a whole paragraph.
const MOST_LETTERS: usize = 120;

/// A span in words: "شخص، قاسم الأعرجي، مقترح، ثقة 91٪".
#[must_use]
pub fn span(label: &str, text: &str, state: SpanState, lang: Lang) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(MOST_LETTERS) {
        words.truncate(end);
        words.push('…');
    }
    [label, &words, &state.say(lang)].join(comma(lang))
}

/// A group of equal suggestions in words: "بغداد، كيان سياسي، 4 اقتراحات، ثقة 95٪".
#[must_use]
pub fn group(text: &str, label: &str, count: usize, score: f32, lang: Lang) -> String {
    let count = SUGGESTIONS.say(count, lang);
    let score = confidence(score, lang);
    [text, label, &count, &score].join(comma(lang))
}

/// What was done last and what is left: "آخر ما تم: قبول، بقي 160 اقتراحًا".
#[must_use]
pub fn done(deed: DeedText, left: usize, lang: Lang) -> String {
    let (last, left_word) = if lang.is_rtl() {
        ("آخر ما تم", "بقي")
    } else {
        ("Last done", "left")
    };
    let left = match (left, lang.is_rtl()) {
        (0, _) => SUGGESTIONS.say(0, lang),
        (_, true) => format!("{left_word} {}", SUGGESTIONS.say(left, lang)),
        (_, false) => format!("{} {left_word}", SUGGESTIONS.say(left, lang)),
    };
    list(&[&format!("{last}: {}", deed.say(lang)), &left], lang)
}

/// Several facts as one name, without the empty ones.
#[must_use]
pub fn list(parts: &[&str], lang: Lang) -> String {
    let said = parts.iter().filter(|part| !part.is_empty());
    said.copied().collect::<Vec<_>>().join(comma(lang))
}

/// "ثقة 91٪"
fn confidence(score: f32, lang: Lang) -> String {
    let word = if lang.is_rtl() {
        "ثقة"
    } else {
        "confidence"
    };
    format!("{word} {}", percent(score, lang))
}

fn comma(lang: Lang) -> &'static str {
    if lang.is_rtl() { "، " } else { ", " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_named_by_label_text_and_state() {
        let ar = span("شخص", "قاسم الأعرجي", SpanState::Suggested(0.91), Lang::Ar);
        assert_eq!(ar, "شخص، قاسم الأعرجي، مقترح، ثقة 91٪");
        let en = span("Person", "قاسم الأعرجي", SpanState::Accepted, Lang::En);
        assert_eq!(en, "Person, قاسم الأعرجي, accepted");
    }

    #[test]
    fn a_long_span_over_several_lines_is_named_in_short() {
        let text = "قال الرئيس\n".repeat(40);
        let name = span("قول", &text, SpanState::ByHand, Lang::Ar);
        assert!(name.starts_with("قول، قال الرئيس قال الرئيس"));
        assert!(name.ends_with("…، موسوم يدويًا"));
        assert!(!name.contains('\n') && name.chars().count() < 150, "{name}");
    }
}
