//! Writes CoNLL-U Plus.

use std::ops::Range;

use super::blanks::{self, SPACE};
use super::{Export, FRAME};
use crate::format::loss::Losses;
use crate::format::options::{Subword, WriteOptions};
use crate::format::scheme;
use crate::format::words;
use crate::format::{align, details};
use crate::model::dataset::{Dataset, Record};
use crate::text::clitic;

/// The whole file.
pub(super) fn write(dataset: &Dataset, options: &WriteOptions) -> Export {
    let (mut losses, mut annotations) = (Losses::default(), 0);
    let mut out = String::from(FRAME.begin);
    for record in &dataset.records {
        let laid = Tagged::new(record, options, &mut losses);
        annotations += laid.annotations;
        push_header(&mut out, record);
        laid.push(&mut out, record);
        if laid.tokens.is_empty() {
            push_comment(&mut out, "spaces", &blanks::escape(&record.article.text));
            out.push('\n');
        }
    }
    Export {
        bytes: out.into_bytes(),
        annotations,
        losses: losses.into_vec(),
        ..Export::default()
    }
}

/// What is known of the article, as comments.
fn push_header(out: &mut String, record: &Record) {
    let article = &record.article;
    push_comment(out, "newdoc id", article.id.as_str());
    if let Some(title) = details::own_title(article) {
        push_comment(out, "title", title);
    }
    for (key, value) in details::known(&article.meta) {
        push_comment(out, key, value);
    }
    if record.blind {
        push_comment(out, "blind", "true");
    }
}

fn push_comment(out: &mut String, key: &str, value: &str) {
    out.push_str("# ");
    out.push_str(key);
    out.push_str(" = ");
    let words: Vec<&str> = value
        .split(words::is_blank)
        .filter(|w| !w.is_empty())
        .collect();
    out.push_str(&words.join(SPACE));
    out.push('\n');
}

/// The tokens of a record with their tags.
struct Tagged {
    tokens: Vec<Range<usize>>,
    tags: Vec<String>,
    /// For each token, how many from there on are one word of the text; 0 within one.
    words: Vec<usize>,
    /// Token counts at which sentences end.
    sentence_ends: Vec<usize>,
    annotations: usize,
}

impl Tagged {
    fn new(record: &Record, options: &WriteOptions, losses: &mut Losses) -> Self {
        let text: &str = &record.article.text;
        let laid = align::lay(record, options, losses);
        let whole = words::tokens(text);
        let (tokens, first) = match options.subword {
            Subword::Split => with_clitics(text, &laid.tokens, &whole),
            _ => (laid.tokens.clone(), (0..=laid.tokens.len()).collect()),
        };
        let moved =
            |(range, label): (Range<usize>, _)| (first[range.start]..first[range.end], label);
        let spans: Vec<_> = laid.spans.into_iter().map(moved).collect();
        Self {
            tags: scheme::IOB2.encode(tokens.len(), &spans),
            words: grouped(&tokens, &whole),
            sentence_ends: laid.sentence_ends.iter().map(|end| first[*end]).collect(),
            annotations: spans.len(),
            tokens,
        }
    }

    fn push(&self, out: &mut String, record: &Record) {
        let text: &str = &record.article.text;
        let mut from = 0;
        for (number, end) in self.sentence_ends.iter().enumerate() {
            if number > 0 && text[self.tokens[from - 1].end..self.tokens[from].start].contains('\n')
            {
                out.push_str("# newpar\n");
            }
            let sentence = format!("{}-{}", record.article.id, number + 1);
            push_comment(out, "sent_id", &sentence);
            self.push_text(out, text, from..*end);
            self.push_tokens(out, text, from..*end);
            out.push('\n');
            from = *end;
        }
    }

    /// The sentence as its tokens spell it, which is what validators compare.
    fn push_text(&self, out: &mut String, text: &str, tokens: Range<usize>) {
        out.push_str("# text = ");
        for at in tokens.clone() {
            out.push_str(&text[self.tokens[at].clone()]);
            if at + 1 < tokens.end && self.has_space_behind(text, at) {
                out.push_str(SPACE);
            }
        }
        out.push('\n');
    }

    fn has_space_behind(&self, text: &str, at: usize) -> bool {
        self.behind(text, at).contains(char::is_whitespace)
    }

    /// What stands behind a token and before the next one.
    fn behind<'t>(&self, text: &'t str, at: usize) -> &'t str {
        let next = self
            .tokens
            .get(at + 1)
            .map_or(text.len(), |token| token.start);
        &text[self.tokens[at].end..next]
    }

    fn push_tokens(&self, out: &mut String, text: &str, tokens: Range<usize>) {
        for at in tokens.clone() {
            let number = at - tokens.start + 1;
            let parts = self.words[at];
            if parts > 1 {
                let last = at + parts - 1;
                let form = &text[self.tokens[at].start..self.tokens[last].end];
                let misc = self.misc(text, at..last + 1, &tokens);
                push_row(
                    out,
                    &format!("{number}-{}", number + parts - 1),
                    form,
                    [&misc, "_"],
                );
            }
            let misc = if parts == 1 {
                self.misc(text, at..at + 1, &tokens)
            } else {
                "_".to_owned()
            };
            push_row(
                out,
                &number.to_string(),
                &text[self.tokens[at].clone()],
                [&misc, &self.tags[at]],
            );
        }
    }

    /// What stands around a word, unless it is what readers assume.
    fn misc(&self, text: &str, word: Range<usize>, sentence: &Range<usize>) -> String {
        let mut found: Vec<String> = Vec::new();
        let before = &text[..self.tokens[word.start].start];
        if word.start == 0 && !before.is_empty() {
            found.push(format!("SpacesBefore={}", blanks::escape(before)));
        }
        let behind = self.behind(text, word.end - 1);
        let (is_end, is_last) = (word.end == sentence.end, word.end == self.tokens.len());
        if !behind.contains(char::is_whitespace) && !is_last {
            found.push("SpaceAfter=No".to_owned());
        }
        let assumed = match (is_last, is_end) {
            (true, _) => "",
            (_, true) => "\n",
            _ => SPACE,
        };
        let is_said = behind.is_empty() && !is_last;
        if behind != assumed && !is_said {
            found.push(format!("SpacesAfter={}", blanks::escape(behind)));
        }
        if found.is_empty() {
            "_".to_owned()
        } else {
            found.join("|")
        }
    }
}

fn push_row(out: &mut String, number: &str, form: &str, rest: [&str; 2]) {
    out.push_str(number);
    for column in [form].iter().chain(&rest) {
        out.push('\t');
        out.push_str(column);
    }
    out.push('\n');
}

/// Parts the clitics in words that are parted already. Also gives, for each token before, the index
/// of its first part, and at the end the number of all.
fn with_clitics(
    text: &str,
    tokens: &[Range<usize>],
    whole: &[Range<usize>],
) -> (Vec<Range<usize>>, Vec<usize>) {
    let (mut parts, mut first) = (Vec::with_capacity(tokens.len()), Vec::new());
    for token in tokens {
        first.push(parts.len());
        let word = &whole[word_of(token, whole)];
        let mut from = token.start;
        if token != word {
            for end in clitic::proclitic_ends(&text[word.clone()]) {
                let end = word.start + end;
                if from < end && end < token.end {
                    parts.push(from..end);
                    from = end;
                }
            }
        }
        parts.push(from..token.end);
    }
    first.push(parts.len());
    (parts, first)
}

/// The index of the word that holds a token.
fn word_of(token: &Range<usize>, whole: &[Range<usize>]) -> usize {
    let behind = whole.partition_point(|word| word.start <= token.start);
    behind.saturating_sub(1)
}

/// For each token, how many from there on are one word; 0 for those within one.
fn grouped(tokens: &[Range<usize>], whole: &[Range<usize>]) -> Vec<usize> {
    let mut counts = vec![0; tokens.len()];
    let mut first = (usize::MAX, 0);
    for (at, token) in tokens.iter().enumerate() {
        let word = word_of(token, whole);
        if word != first.0 {
            first = (word, at);
        }
        counts[first.1] += 1;
    }
    counts
}
