//! What the fuzz targets of `fuzz/` do with any bytes to the analysers and engines: shared with the
//! tests, so that the targets cannot rot and every finding stays a test.

use std::sync::LazyLock;

use tawsim::model::label::LabelSet;
use tawsim::store::labels::template;
use tawsim::suggest::memory::{Lesson, Memory, Taught, form_of};
use tawsim::suggest::own::{NamesBuilder, Prepared};
use tawsim::suggest::{Ensemble, test_patterns};
use tawsim::text::normalize::{Normalized, Profile, match_form};
use tawsim::text::offset::Span;
use tawsim::text::{clitic, grapheme, sentence, token};

/// The longest text looked at, in bytes.
const LONGEST: usize = 4096;

/// A text that the fuzzed rules are tried on.
const SAMPLE: &str = "غرقت ناقلة النفط «روبيمار» قرب بغداد، وقال الرئيس العراقي محمد علي في 3 مايو/أيار 2024 إن 12.5% منها OpenAI.";

static ENSEMBLE: LazyLock<Ensemble> = LazyLock::new(Ensemble::bundled);

static LABELS: LazyLock<[LabelSet; 2]> =
    LazyLock::new(|| ["news", "core"].map(|name| template(name).unwrap()));

/// What comes before the first broken byte.
fn text(bytes: &[u8]) -> &str {
    let bytes = &bytes[..bytes.len().min(LONGEST)];
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// Tokens, sentences, clitics, normal forms and graphemes of any text.
pub fn analysers(bytes: &[u8]) {
    let text = text(bytes);
    let mut last = 0;
    for token in token::tokens(text) {
        let range = token.range.clone();
        assert!(last <= range.start && range.start < range.end, "{range:?}");
        let between = &text[last..range.start];
        assert!(
            !between.chars().any(char::is_alphanumeric),
            "{between:?} is in no token"
        );
        let word = &text[range.clone()];
        let stops = clitic::boundaries(word);
        assert!(
            stops.is_sorted() && stops.iter().all(|s| 0 < *s && *s < word.len()),
            "{word:?} {stops:?}"
        );
        assert!(
            stops.iter().all(|s| word.is_char_boundary(*s)),
            "{word:?} {stops:?}"
        );
        let core = clitic::core_start(word);
        assert!(
            core < word.len() && word.is_char_boundary(core),
            "{word:?} {core}"
        );
        let ends = clitic::proclitic_ends(word);
        assert!(
            ends.iter().all(|end| stops.contains(end) && *end <= core),
            "{word:?}"
        );
        last = range.end;
    }
    let mut last = 0;
    for range in sentence::sentences(text) {
        assert!(
            text[last..range.start].trim().is_empty(),
            "a sentence begins where the last ends"
        );
        assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
        last = range.end;
    }
    assert!(
        text[last..].trim().is_empty(),
        "every text is in a sentence"
    );
    for profile in [Profile::Marks, Profile::Spelling] {
        let normal = Normalized::new(text, profile);
        let again = Normalized::new(&normal.text, profile);
        assert_eq!(again.text, normal.text, "what is normal stays as it is");
        for (at, c) in normal.text.char_indices() {
            let range = normal.original(at..at + c.len_utf8());
            assert!(text.get(range.clone()).is_some(), "{range:?}");
        }
    }
    let form = match_form(text);
    assert_eq!(match_form(&form), form, "a form is its own form");
    for (at, cluster) in grapheme::clusters(text) {
        assert!(grapheme::is_boundary(text, at) && !cluster.is_empty());
    }
}

/// Suggestions in any text, in haste, with what a memory knows, in both label sets.
pub fn suggest(bytes: &[u8]) {
    let text = text(bytes);
    for labels in LABELS.iter() {
        let found = ENSEMBLE.suggest(text, labels);
        let mut memory = Memory::default();
        for (at, suggestion) in found.iter().enumerate() {
            let lesson = Lesson {
                form: form_of(suggestion.span.text(text)),
                label: suggestion.label.clone(),
                taught: if at % 3 == 0 {
                    Taught::Rejected
                } else {
                    Taught::Accepted
                },
                before: String::new(),
                after: String::new(),
            };
            if !lesson.form.is_empty() {
                memory.learn(&"a".into(), lesson);
            }
        }
        let recalled = memory.recall(text, found.clone(), labels, &[]);
        for list in [&found, &recalled] {
            for suggestion in list {
                let span = suggestion.span;
                assert!(
                    Span::new(text, span.range()).is_ok(),
                    "{span:?} in {text:?}"
                );
                assert!((0.0..=1.0).contains(&suggestion.score) && !suggestion.evidence.is_empty());
                assert!(labels.get(&suggestion.label).is_some());
            }
            let ordered = |pair: &[tawsim::model::suggestion::Suggestion]| {
                (pair[0].span, &pair[0].label) < (pair[1].span, &pair[1].label)
            };
            assert!(list.windows(2).all(ordered), "in document order, each once");
        }
        assert_eq!(ENSEMBLE.suggest(text, labels), found);
    }
}

/// Any bytes as a pattern file and as a list of names.
pub fn patterns(bytes: &[u8]) {
    let source = text(bytes);
    match test_patterns(source, SAMPLE) {
        Ok(found) => {
            for suggestion in found {
                assert!(Span::new(SAMPLE, suggestion.span.range()).is_ok());
            }
        }
        Err(problem) => {
            let lines = source.lines().count().max(1);
            assert!(
                problem.line >= 1 && problem.line <= lines + 1,
                "{problem:?}"
            );
            assert!(problem.column >= 1, "{problem:?}");
        }
    }
    let mut builder = NamesBuilder::default();
    let problems = builder.add(source);
    assert!(
        problems
            .iter()
            .all(|p| p.line <= source.lines().count() + 1)
    );
    for suggestion in builder.build().find(&Prepared::new(SAMPLE)) {
        assert!(Span::new(SAMPLE, suggestion.span.range()).is_ok());
    }
}
