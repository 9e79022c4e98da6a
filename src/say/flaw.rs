//! Deviations of corpus files: from data to sentences.

use crate::app::headless::{Done, Expected, Flaw};
use crate::i18n::flaw::{DoneText, ExpectedText, FlawText};

/// What is wrong, as a sentence.
pub(super) fn flaw(flaw: Flaw) -> FlawText {
    FlawText {
        expected: expected(flaw.expected),
        found: flaw.found,
        done: done(flaw.done),
    }
}

fn expected(expected: Expected) -> ExpectedText {
    match expected {
        Expected::TokenNumber => ExpectedText::TokenNumber,
        Expected::ColumnNames => ExpectedText::ColumnNames,
        Expected::Offsets => ExpectedText::Offsets,
        Expected::FormatHeader => ExpectedText::FormatHeader,
        Expected::SentenceText => ExpectedText::SentenceText,
        Expected::LayerHeader => ExpectedText::LayerHeader,
        Expected::LayerValue => ExpectedText::LayerValue,
        Expected::Xml => ExpectedText::Xml,
        Expected::Json => ExpectedText::Json,
        Expected::FeatureStructures => ExpectedText::FeatureStructures,
        Expected::DocumentText => ExpectedText::DocumentText,
        Expected::Number => ExpectedText::Number,
        Expected::ClosingTag => ExpectedText::ClosingTag,
        Expected::OpeningTag => ExpectedText::OpeningTag,
        Expected::CompleteTag => ExpectedText::CompleteTag,
        Expected::CharacterReference => ExpectedText::CharacterReference,
        Expected::Archive => ExpectedText::Archive,
        Expected::Parquet => ExpectedText::Parquet,
        Expected::ReadableFile => ExpectedText::ReadableFile,
        Expected::FileName => ExpectedText::FileName,
        Expected::OwnId => ExpectedText::OwnId,
        Expected::TagNames => ExpectedText::TagNames,
        Expected::TagColumn => ExpectedText::TagColumn,
    }
}

fn done(done: Done) -> DoneText {
    match done {
        Done::LineLeftOut => DoneText::LineLeftOut,
        Done::RestLeftOut => DoneText::RestLeftOut,
        Done::FileLeftOut => DoneText::FileLeftOut,
        Done::ArticleLeftOut => DoneText::ArticleLeftOut,
        Done::EntityLeftOut => DoneText::EntityLeftOut,
        Done::ValueLeftOut => DoneText::ValueLeftOut,
        Done::ReadAsText => DoneText::ReadAsText,
        Done::Ignored => DoneText::Ignored,
        Done::Assumed => DoneText::Assumed,
    }
}
