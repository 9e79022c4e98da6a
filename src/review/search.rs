//! Finding text: by normalised form, as a whole word that may carry proclitics, or by a regular
//! expression.

use std::ops::Range;

use regex::{Captures, Regex, RegexBuilder};

use crate::text::clitic;
use crate::text::grapheme;
use crate::text::normalize::{Normalized, Profile, folded, match_form};
use crate::text::offset::Span;
use crate::text::steps::is_word_char;

/// How a pattern is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Anywhere, also within words; spelling, harakat, tatweel and digits do not matter.
    #[default]
    Anywhere,
    /// Whole words; proclitics before the first one stay outside: القاهرة is found in وبالقاهرة and
    /// للقاهرة, not in قاهرة.
    Words,
    /// [`Mode::Words`], and what begins with ال is found without it too: القاهرة also in قاهرة.
    Bare,
    /// A regular expression on the text as written.
    Regex,
}

/// What to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// As typed.
    pub pattern: String,
    /// How it is meant.
    pub mode: Mode,
}

/// A query made ready.
#[derive(Clone, Debug)]
pub struct Finder {
    regex: Regex,
    mode: Mode,
    /// Whether the pattern begins with ال, whose alef may be missing in a hit.
    article: bool,
}

/// The largest regular expression that is accepted, compiled, in bytes.
const LARGEST: usize = 1 << 20;

impl Query {
    /// Whether it begins with an ال that a name may go without.
    #[must_use]
    pub fn has_article(&self) -> bool {
        let form = match_form(&self.pattern);
        form.strip_prefix("ال").is_some_and(|rest| !rest.is_empty())
    }

    /// Makes the query ready; `None` if there is nothing to look for.
    ///
    /// # Errors
    /// What is wrong with the regular expression, in the words of the library.
    pub fn compile(&self) -> Result<Option<Finder>, String> {
        let source = match self.mode {
            Mode::Regex => self.pattern.clone(),
            Mode::Anywhere | Mode::Words | Mode::Bare => forms(&self.pattern, self.mode),
        };
        if source.is_empty() {
            return Ok(None);
        }
        let regex = RegexBuilder::new(&source).size_limit(LARGEST).build();
        let regex = regex.map_err(|error| error.to_string())?;
        Ok(Some(Finder {
            regex,
            mode: self.mode,
            article: match_form(&self.pattern).starts_with("ال"),
        }))
    }
}

/// The normalised words of a pattern with any white space between them. What begins with ال is also
/// looked for behind a ل, where its alef is not written.
fn forms(pattern: &str, mode: Mode) -> String {
    let form = match_form(pattern);
    let words: Vec<String> = form.split(' ').map(regex::escape).collect();
    let source = words.join(r"\s+");
    match source.strip_prefix("ال") {
        Some(rest) if mode == Mode::Words && !rest.is_empty() => format!("ا?ل{rest}"),
        Some(rest) if mode == Mode::Bare && !rest.is_empty() => format!("(?<al>ا?ل)?{rest}"),
        _ => source,
    }
}

impl Finder {
    /// What is found in `text`, in order, without overlaps; spans are on grapheme boundaries.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Span> + 't {
        let mut found = Vec::new();
        let as_written = self.mode == Mode::Regex;
        // Most articles of a project hold nothing of what is looked for.
        if !as_written && !self.regex.is_match(&folded(text, Profile::Spelling)) {
            return found.into_iter();
        }
        let normal = (!as_written).then(|| Normalized::new(text, Profile::Spelling));
        let searched = normal.as_ref().map_or(text, |normal| normal.text.as_str());
        let written = |range: Range<usize>| match &normal {
            Some(normal) => trim(text, normal.original(range)),
            None => trim(text, range),
        };
        let hits: Box<dyn Iterator<Item = Hit>> = match self.mode {
            Mode::Bare => Box::new(self.regex.captures_iter(searched).filter_map(Hit::bare)),
            _ => Box::new(self.regex.find_iter(searched).map(|hit| {
                let dropped = self.article && hit.as_str().starts_with('ل');
                let without = None;
                let range = hit.range();
                Hit {
                    range,
                    dropped,
                    without,
                }
            })),
        };
        for hit in hits {
            let whole = written(hit.range);
            let without = hit.without.map(written);
            let whole_words = matches!(self.mode, Mode::Words | Mode::Bare);
            if !whole_words || is_whole(text, whole.clone(), hit.dropped) {
                found.extend(Span::covering(text, whole));
            } else if let Some(rest) = without.filter(|rest| is_whole(text, rest.clone(), false)) {
                found.extend(Span::covering(text, rest));
            }
        }
        found.into_iter()
    }
}

/// What an expression has found, in bytes of the searched text.
struct Hit {
    range: Range<usize>,
    /// Whether it begins with an ال whose alef is not written.
    dropped: bool,
    /// The same without its ال.
    without: Option<Range<usize>>,
}

impl Hit {
    fn bare(hit: Captures<'_>) -> Option<Self> {
        let (range, al) = (hit.get(0)?.range(), hit.name("al"));
        Some(Self {
            dropped: al.is_some_and(|al| al.as_str() == "ل"),
            without: al.map(|al| al.end()..range.end),
            range,
        })
    }
}

/// How much context is shown on each side, in bytes.
const CONTEXT: usize = 120;

/// What stands before and behind a span in its line, as far as it helps to understand it.
#[must_use]
pub fn context(text: &str, span: Span) -> (&str, &str) {
    let start = grapheme::floor(text, span.start().saturating_sub(CONTEXT));
    let end = grapheme::ceil(text, (span.end() + CONTEXT).min(text.len()));
    let before = text.get(start..span.start()).unwrap_or_default();
    let behind = text.get(span.end()..end).unwrap_or_default();
    (
        before.rsplit(['\n', '\r']).next().unwrap_or_default(),
        behind.split(['\n', '\r']).next().unwrap_or_default(),
    )
}

/// Without the white space that the map back may have taken along.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let end = range.start + part.trim_end().len();
    range.start + (part.len() - part.trim_start().len())..end.max(range.start)
}

/// Whether a hit ends with a word, and begins with one or behind its proclitics. The alef of ال is
/// `dropped` behind a ل only.
fn is_whole(text: &str, range: Range<usize>, dropped: bool) -> bool {
    let goes_on = text[range.end..].chars().next().is_some_and(is_word_char);
    if goes_on || range.is_empty() {
        return false;
    }
    let before = text[..range.start].char_indices().rev();
    let inside = before.take_while(|(_, c)| is_word_char(*c));
    let start = inside.last().map_or(range.start, |(at, _)| at);
    if start == range.start {
        return !dropped;
    }
    let word = &text[start..word_end(text, range.start)];
    let stop = range.start - start;
    let behind_lam = match_form(&word[..stop]).ends_with('ل');
    clitic::proclitic_ends(word).contains(&stop) && (behind_lam || !dropped)
}

fn word_end(text: &str, at: usize) -> usize {
    let rest = text[at..].char_indices().find(|(_, c)| !is_word_char(*c));
    rest.map_or(text.len(), |(offset, _)| at + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, pattern: &str, mode: Mode) -> Vec<String> {
        let query = Query {
            pattern: pattern.to_owned(),
            mode,
        };
        let finder = query.compile().unwrap().unwrap();
        let hits = finder.find(text);
        hits.map(|span| span.text(text).to_owned()).collect()
    }

    #[test]
    fn whole_words_are_found_behind_their_proclitics_and_nowhere_else() {
        let text =
            "زار القاهرة وبالقاهرة ثم للقاهرة، وهي قوة قاهرة، ولقاهرتنا «القَاهِـرَة» القاهرية.";
        let hits = found(text, "القاهرة", Mode::Words);
        assert_eq!(hits, ["القاهرة", "القاهرة", "لقاهرة", "القَاهِـرَة"]);
        assert_eq!(
            found("وصل وبغداد لبغداد", "بغداد", Mode::Words),
            ["بغداد"; 2]
        );
        assert_eq!(
            found("لندن وللندن ولقاهرة", "لندن", Mode::Words),
            ["لندن"; 2]
        );
        assert!(found("لقاهرة ولقاهرة", "القاهرة", Mode::Words).is_empty());
        assert_eq!(
            found("مجلس  الأمن والمجلس الامن", "مجلس الأمن", Mode::Words),
            ["مجلس  الأمن"]
        );
    }

    #[test]
    fn a_name_is_found_without_its_article_when_asked() {
        let text = "القاهرة وقاهرة ولقاهرة وللقاهرة، والقاهرة القاهرية";
        let hits = found(text, "القاهرة", Mode::Bare);
        assert_eq!(hits, ["القاهرة", "قاهرة", "قاهرة", "لقاهرة", "القاهرة"]);
        assert_eq!(
            found("لجنة واللجنة", "اللجنة", Mode::Bare),
            ["لجنة", "اللجنة"]
        );
        assert_eq!(found("بغداد وبغداد", "بغداد", Mode::Bare).len(), 2);
    }

    #[test]
    fn spelling_does_not_matter_anywhere_in_words() {
        let text = "إيران وايران وأيـران، ٢٠٢٤ و2024";
        assert_eq!(found(text, "ايران", Mode::Anywhere).len(), 3);
        assert_eq!(found(text, "2024", Mode::Anywhere), ["٢٠٢٤", "2024"]);
    }

    #[test]
    fn regular_expressions_are_on_the_text_as_written() {
        let text = "في ١٢ و15 و1234";
        assert_eq!(found(text, r"\d{2,3}\b", Mode::Regex), ["١٢", "15", "234"]);
        let broken = Query {
            pattern: "(".to_owned(),
            mode: Mode::Regex,
        };
        assert!(broken.compile().unwrap_err().contains("unclosed group"));
        assert!(Query::default().compile().unwrap().is_none());
    }
}
