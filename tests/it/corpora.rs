//! Formats of corpora: what is written is read back, whatever the text.

mod texts;
mod tokens;
mod webanno;
