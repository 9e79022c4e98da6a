//! What only screen readers are told: names of spans and regions.

use super::Lang;
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
}

impl SpanState {
    /// "مقترح، ثقة 91٪"
    #[must_use]
    pub fn say(self, lang: Lang) -> String {
        let (word, confidence) = if lang.is_rtl() {
            (self.ar(), "ثقة")
        } else {
            (self.en(), "confidence")
        };
        match self {
            Self::Suggested(score) | Self::Moved(score) => {
                let score = format!("{confidence} {}", percent(score, lang));
                [word, &score].join(comma(lang))
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
